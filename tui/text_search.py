"""Text search that ignores case and accents, and gives the place of each match."""

import unicodedata
from collections.abc import Iterator


class _Folding(dict[int, str]):
    """One character for one: places in a folded text are places in the text."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        bare = unicodedata.normalize("NFKD", character)[0].casefold()[0]
        self[code] = folded = " " if character.isspace() else {"’": "'", "‘": "'"}.get(character, bare)
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return a text without case and accents, as long as it was."""
    return text.translate(_FOLDING)


def spans(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    """Give the places in a text where folded words stand."""
    if not wanted:
        return
    folded, at = fold(text), 0
    while (start := folded.find(wanted, at)) >= 0:
        yield start, start + len(wanted)
        at = start + len(wanted)
