"""Highlight: stretches of a text, found again in the lines that it was wrapped into."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

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
