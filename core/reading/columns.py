"""The order in which the lines of a page are read: column by column, between the headings that span them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_GUTTER = 6.0
"""Points, at least, between two columns."""
_SPANNING = 0.25
"""Of the lines: where more cross a gap, it parts no columns."""
_FEWEST = 3
"""Lines on either side of a gutter."""
_MOST = 1_500
"""Lines of a page whose columns are looked for: a fuller one is no page."""
_DEPTH = 4
"""Gutters within gutters: a newspaper's page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands, in points from the lower left corner of its page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    """Of its letters."""


def columns(lines: Sequence[Line], depth: int = 0) -> Iterator[list[Line]]:
    """Give the stretches of a page in which lines follow each other from top to bottom, in reading order."""
    gutter = _gutter(lines) if depth < _DEPTH else None
    if gutter is None:
        if lines:
            yield sorted(lines, key=lambda line: (-line.bottom, line.left))
        return
    spanning = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: -line.top)
    above = float("inf")
    for span in (*spanning, None):
        below = span.top if span else float("-inf")
        zone = [line for line in lines if not line.left < gutter < line.right and below <= _middle(line) < above]
        yield from columns([line for line in zone if line.right <= gutter], depth + 1)
        yield from columns([line for line in zone if line.left >= gutter], depth + 1)
        if span:
            yield [span]
            above = below


def _middle(line: Line) -> float:
    return (line.bottom + line.top) / 2


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the x of the widest gap that few lines cross, and that has lines on both sides."""
    if not 2 * _FEWEST <= len(lines) <= _MOST:
        return None
    edges = sorted({line.right for line in lines})
    starts = sorted({line.left for line in lines})
    found: tuple[float, float] | None = None
    for left in edges:
        # The gap that begins where a line ends, up to where the next one on its right begins.
        right = next((start for start in starts if start > left), None)
        if right is None or right - left < _GUTTER:
            continue
        middle = (left + right) / 2
        crossing = sum(line.left < middle < line.right for line in lines)
        before = sum(line.right <= middle for line in lines)
        after = len(lines) - crossing - before
        if crossing > _SPANNING * len(lines) or min(before, after) < _FEWEST:
            continue
        if not _side_by_side(lines, middle):
            continue
        worth = (right - left) - crossing
        if found is None or worth > found[0]:
            found = worth, middle
    return found[1] if found else None


def _side_by_side(lines: Sequence[Line], gutter: float) -> bool:
    """Whether there is text left and right of a gutter at the same heights: else it is one column, set in."""
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.left >= gutter]
    beside = sum(any(one.bottom < _middle(line) < one.top for one in left) for line in right)
    return beside >= _FEWEST
