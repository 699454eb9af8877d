"""Running heads and page numbers: what stands at the edge of several pages and is no part of the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.reading.pdf.rows import Row

_EDGE = 0.15
"""Of a page's height, at its top and its foot: where running heads stand."""
_DEEP = 4
"""Lines at an edge that may be running heads."""
_SAME = 4.0
"""Points: how far apart a running head may stand on two pages."""
_APART = 1.8
"""Times the size of the text: a page number stands further from it."""
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[-–—|·•\s]*(?:page|p\.|seite|s\.|pag\.|página)?\s*#(?:\s*(?:/|\||sur|of|de|von|di)\s*#)?[-–—|·•\s]*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\b(?:page|p\.|seite|página|pagina)\s*$", re.IGNORECASE)
_TEXT = 0.95
"""Of the size of the text: what is set smaller is no heading."""


@dataclass(slots=True)
class Sheet:
    """A page as it is read."""

    number: int
    height: float
    stretches: list[list[Row]]
    asides: list[str]
    """Text that runs in other directions: credits beside pictures, stamps."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the top or the foot of a page."""

    row: Row
    page: int
    top: bool
    apart: bool
    """Whether it stands further from the text than lines do."""

    @property
    def key(self) -> tuple[bool, str]:
        return self.top, _DIGITS.sub("#", self.row.text)

    @property
    def numbers(self) -> list[int]:
        return [int(found) for found in _DIGITS.findall(self.row.text)]


def without_running(sheets: Sequence[Sheet], usual: float) -> list[str]:
    """Take running heads and page numbers out of some pages, and return what was taken out, page by page."""
    edges = {(sheet.number, top): list(_edge(sheet, usual, top=top)) for sheet in sheets for top in (True, False)}
    seen: dict[tuple[bool, str], list[_Edge]] = {}
    for level in (level for levels in edges.values() for level in levels):
        for edge in level:
            seen.setdefault(edge.key, []).append(edge)
    taken: dict[int, str] = {}
    for sheet in sheets:
        for top in (True, False):
            for level in edges[sheet.number, top]:
                running = [edge for edge in level if _is_running(edge, seen[edge.key], usual)]
                taken |= {id(edge.row): edge.row.text for edge in running}
                if len(running) < len(level):
                    break
        said = [row for stretch in sheet.stretches for row in stretch if row.running]
        taken |= {id(row): row.text for row in said}
        kept = ([row for row in stretch if id(row) not in taken] for stretch in sheet.stretches)
        sheet.stretches = list(filter(None, kept))
    return list(taken.values())


def _edge(sheet: Sheet, usual: float, *, top: bool) -> Iterator[list[_Edge]]:
    """Give the lines at an edge of a page, those of one height together, from the edge inwards."""
    rows = sorted(
        (row for stretch in sheet.stretches for row in stretch), key=lambda row: -row.base if top else row.base
    )
    levels: list[list[Row]] = []
    for row in rows:
        if levels and abs(levels[-1][0].base - row.base) <= usual / 2:
            levels[-1].append(row)
        else:
            levels.append([row])
    for place, level in enumerate(levels[:_DEEP]):
        height = level[0].base / sheet.height
        if not (height > 1 - _EDGE if top else height < _EDGE):
            return
        following = levels[place + 1][0].base if place + 1 < len(levels) else None
        apart = following is None or abs(following - level[0].base) > _APART * usual
        yield [_Edge(row, sheet.number, top, apart) for row in level]


def _is_running(edge: _Edge, alike: Sequence[_Edge], usual: float) -> bool:
    row = edge.row
    others = [
        one
        for one in alike
        if one.page != edge.page and abs(one.row.base - row.base) <= _SAME and abs(one.row.size - row.size) < 0.5
    ]
    numbers = edge.numbers
    if _NUMBER.fullmatch(edge.key[1]):
        follows = any(one.numbers[0] - numbers[0] == one.page - edge.page for one in others)
        return (follows and (edge.apart or len(others) > 2)) or (edge.apart and numbers[0] == edge.page + 1)
    if any(one.row.text == row.text for one in others):
        return True
    places = {
        place
        for one in others
        for place, (number, other) in enumerate(zip(numbers, one.numbers, strict=True))
        if number != other
    }
    if len(places) != 1 or row.bold or row.size > 1.02 * usual:
        return False
    place = places.pop()
    if any(one.numbers[place] - numbers[place] != one.page - edge.page for one in others):
        return False
    found = list(_DIGITS.finditer(row.text))[place]
    before, after = row.text[: found.start()].strip(" -–—|·•"), row.text[found.end() :].strip(" -–—|·•")
    # « Question 12 » and « Question 13 » at the heads of two pages are headings: a small line with the number of its
    # page at one end, or one on many pages, is none.
    certain = len(others) > 1 or row.size < _TEXT * usual or bool(_PAGE.search(before))
    return certain and edge.apart and not (before and after)
