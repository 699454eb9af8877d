"""Highlight: stretches of a text, found again in the lines that it was wrapped into."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rich.cells import cell_len

from tui.widgets.wrap import safe


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of a text, and the component class that it is drawn in."""

    start: int
    end: int
    """In Unicode code points, as slices are."""
    name: str


def spread(text: str, lines: Sequence[str], stretches: Sequence[Stretch]) -> list[list[tuple[str, str]]]:
    """Cut wrapped lines into (piece, name of its stretch, or nothing); the later of two stretches lies on top.

    Wrapping drops and changes spaces and nothing else, so a place is found again by counting what is no space.
    """
    if not stretches:
        return [[(line, "")] for line in lines]
    places = [place for place, character in enumerate(safe(text)) if not character.isspace()]
    names = [""] * len(places)
    for stretch in stretches:
        first, end = bisect_right(places, stretch.start - 1), bisect_right(places, stretch.end - 1)
        names[first:end] = [stretch.name] * (end - first)
    cut, count = [], 0
    for line in lines:
        pieces: list[tuple[str, str]] = []
        for character in line:
            if character.isspace():
                # A space within a stretch belongs to it; one at its edge does not.
                inside = 0 < count < len(names) and names[count - 1] == names[count]
                name = names[count] if inside and pieces else ""
            else:
                name = names[count] if count < len(names) else ""
                count += 1
            if pieces and pieces[-1][1] == name:
                pieces[-1] = pieces[-1][0] + character, name
            else:
                pieces.append((character, name))
        cut.append(pieces)
    return cut


def place_of(text: str, lines: Sequence[str], line: int, cell: int) -> int | None:
    """Return the place in a text of the character at a cell of one of its wrapped lines; None where there is none."""
    if not 0 <= line < len(lines) or cell < 0:
        return None
    ahead = 0
    for place, character in enumerate(lines[line]):
        ahead += cell_len(character)
        if ahead > cell:
            if character.isspace():
                return None
            count = sum(not one.isspace() for before in lines[:line] for one in before)
            count += sum(not one.isspace() for one in lines[line][:place])
            return next(islice((at for at, one in enumerate(safe(text)) if not one.isspace()), count, None), None)
    return None
