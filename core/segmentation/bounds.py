"""No sentence without end: what runs on and on is cut where it hurts least, so that all after it stays quick."""

import re
from collections.abc import Iterable, Iterator

LONGEST = 2_000
"""Characters: four times the longest sentence of any newspaper; texts without a full stop, and attacks, go on."""
_PLACES = tuple(re.compile(pattern, re.DOTALL) for pattern in (r".*[;:](\s+)\S", r".*,(\s+)\S", r".*\S(\s+)\S"))
"""After a clause, a comma, a word: the last such place is taken."""


def bounded(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the spans, those longer than `LONGEST` in parts of about one length.

    What lies between two parts is white space or nothing.
    """
    for begin, end in spans:
        start = begin
        while (left := end - start) > LONGEST:
            size = left // -(-left // LONGEST)
            found = filter(None, (place.match(text, start + 3 * size // 4, start + size) for place in _PLACES))
            stop, go = next((match.span(1) for match in found), (start + size, start + size))
            yield start, stop
            start = go
        yield start, end
