"""A page as it is drawn to a page as it is read."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.reading.pdf import columns, letters
from core.reading.pdf.ink import UNKNOWN, Glyph, Page
from core.reading.pdf.pages import Sheet
from core.reading.pdf.rows import lines, row
from core.reading.pdf.words import Word, stacked, with_initials, words

_FEW = 40
"""Letters: a page of one large picture that has no more is a scan, numbered or stamped afterwards."""
_PICTURED, _WHOLE = 0.05, 0.5
"""Of a page without letters, and of one with few: pictures that may be of text."""
_OUTLINED = 300
"""Curves on a page without letters: its text was turned into drawings."""
_UNTOLD = 0.3
"""Of the letters: where more have no meaning, the rest is no text either."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What was read of one page."""

    sheet: Sheet
    letters: int
    unknown: int
    """Letters that the PDF gives no meaning."""
    calls: tuple[str, ...]
    """Figures that call for a footnote."""
    pictured: bool
    """Whether it holds pictures, and no text beside them."""
    damaged: bool
    remarks: bool
    """Whether it has remarks, which are no part of its text."""

    @property
    def untold(self) -> bool:
        """Whether its letters cannot be told."""
        return self.unknown > _UNTOLD * self.letters


def lay(page: Page) -> Laid:
    """Put the letters of a page in reading order."""
    glyphs = letters.seen(page.glyphs)
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    unknown = sum(glyph.text == UNKNOWN for glyph in shown)
    area = max(page.width * page.height, 1.0)
    bare = page.pictured > _PICTURED * area or page.strokes > _OUTLINED
    pictured = (not shown and bare) or (len(shown) < _FEW and page.pictured > _WHOLE * area)
    sheet = Sheet(page.number, page.height, [], [])
    if unknown <= _UNTOLD * len(shown):
        sheet = _sheet(page, glyphs)
    calls = tuple(call for stretch in sheet.stretches for one in stretch for call in one.calls)
    return Laid(sheet, len(shown), unknown, calls, pictured, page.damaged, page.remarks)


def _sheet(page: Page, glyphs: Sequence[Glyph]) -> Sheet:
    turned: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        turned.setdefault(glyph.turn, []).append(glyph)
    if not turned:
        return Sheet(page.number, page.height, [], list(page.typed))
    main = max(turned, key=lambda turn: len(turned[turn]))
    low, high = _heights(page, main)
    upright, asides = stacked(with_initials(words(turned.pop(main))))
    if low:
        upright = [replace(word, base=word.base - low) for word in upright]
    stretches = list(columns.stretches(upright, page.rules if main == 0 else ()))
    asides += [*(_aside(words(other)) for other in turned.values()), *page.typed]
    return Sheet(page.number, high - low, stretches, list(filter(None, asides)))


def _heights(page: Page, turn: int) -> tuple[float, float]:
    """Return how high the foot and the top of a page stand for lines that are turned so."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    corners = [y * cos - x * sin for x in (0.0, page.width) for y in (0.0, page.height)]
    return min(corners), max(corners)


def _aside(found: Sequence[Word]) -> str:
    return " ".join(row(line).text for line in lines(found))
