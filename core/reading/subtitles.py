"""Subtitles, SRT and WebVTT: the cues run together into paragraphs, since a sentence spans several."""

import re
from collections.abc import Iterator

from core.reading import decoding
from core.reading.document import Block, Document
from core.sanitize import clean

_TIMES = re.compile(r"\s*(?:(\d+):)?(\d\d?):(\d\d)[,.](\d{3})\s+-->\s+(?:(\d+):)?(\d\d?):(\d\d)[,.](\d{3})")
_TAGS = re.compile(r"<[^>\n]{0,100}>|\{\\[^}\n]{0,100}\}")
_SOUND = re.compile(r"[(\[♪#].*[)\]♪#]")
_ENDED = re.compile(r"[.!?…][»”\"')\]\s]*$")
_SPEAKER = re.compile(r"[-–—]\s*(?=\S)")
_PAUSE = 2.0
"""Seconds without a word: a new paragraph."""
_END = 20
"""Characters at the end of a line that tell whether a sentence ends there."""
_LONGEST = 2000
"""Characters after which a paragraph ends anywhere: automatic captions have no full stops."""
_LONG = 400
"""Characters after which a paragraph ends with its sentence."""


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Read subtitles, in the encoding `given` where a person chose one. Raises InputError where they are no text."""
    text, encoding, note = decoding.decode(data, name, given=given)
    yield Document(list(_blocks(clean(text))), "subtitles", encoding, note=note)


def _blocks(text: str) -> Iterator[Block]:
    parts, length, before = list[str](), 0, 0.0
    for start, end, said in _cues(text):
        for line in said:
            last = parts[-1] if parts else ""
            if " " in line and last.endswith(line):  # captions that roll say each line twice
                continue
            pause, spoken = start - before, bool(_SPEAKER.match(line))
            ended = bool(_ENDED.search(last[-_END:])) and (pause > _PAUSE or length > _LONG or spoken)
            if parts and (ended or pause > 3 * _PAUSE or length > _LONGEST):
                yield Block(" ".join(parts), "body")
                parts, length = [], 0
            if said_here := _SPEAKER.sub("", line, count=1).strip():
                parts.append(said_here)
                length += len(said_here) + 1
        before = end
    if parts:
        yield Block(" ".join(parts), "body")


def _cues(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """Give the cues: start and end in seconds, and their lines. One that repeats the one before is passed over."""
    last: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip().split("\n")
        place = next((place for place, line in enumerate(lines[:2]) if _TIMES.match(line)), None)
        if place is None:
            continue
        times = _TIMES.match(lines[place])
        assert times  # noqa: S101 — found two lines above
        numbers = [int(part or 0) for part in times.groups()]
        start, end = (h * 3600 + m * 60 + s + ms / 1000 for h, m, s, ms in (numbers[:4], numbers[4:]))
        said = [_TAGS.sub("", line).strip() for line in lines[place + 1 :]]
        said = [line for line in said if line and not _SOUND.fullmatch(line) and line not in last]
        if said:
            yield start, end, said
            last = said
