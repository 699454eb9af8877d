"""A page as it is drawn to a page as it is read."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.reading.pdf import columns
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
    glyphs = seen(page.glyphs)
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


_TWICE = 0.12
"""Of the size: the same letter drawn again so near makes it bold, or casts its shadow."""
_NEAR = 2
"""Glyphs between an accent and its letter in the order of drawing; TeX draws one right after the other."""
_RAISED = 0.6
"""Of the size: an accent over a capital is put higher."""
_ACCENTS = {
    "`": "\u0300", "ˋ": "\u0300", "´": "\u0301", "ˊ": "\u0301", "ʹ": "\u0301", "'": "\u0301", "^": "\u0302",
    "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304", "ˉ": "\u0304", "˘": "\u0306", "˙": "\u0307",
    "¨": "\u0308", "˚": "\u030a", "°": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "‘": "\u0312", "¸": "\u0327",
    ",": "\u0327", "˛": "\u0328",
}  # fmt: skip
"""Accents that have a place of their own, and what joins them to a letter."""
_LETTERS_TOO = frozenset("'‘,°^~`")
"""Those of them that are as a rule something else: they have to lie right over or under their letter."""
_DOTLESS = {"ı": "i", "ȷ": "j"}


def seen(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the letters as they are seen, in the order in which they were drawn."""
    return _accented(_once(glyphs))


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Leave out letters that were drawn before in the same place."""
    found: list[Glyph] = []
    places: dict[tuple[str, int, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text.isspace():
            found.append(glyph)
            continue
        near = _TWICE * glyph.size
        near = min(near, (glyph.end - glyph.x) / 2) or near
        column, row = int(glyph.x // glyph.size), int(glyph.y // glyph.size)
        drawn = (
            one
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for one in places.get((glyph.text, glyph.turn, column + dx, row + dy), ())
        )
        if any(
            abs(one.x - glyph.x) <= near and abs(one.y - glyph.y) <= near and abs(one.size - glyph.size) < near
            for one in drawn
        ):
            continue
        places.setdefault((glyph.text, glyph.turn, column, row), []).append(glyph)
        found.append(glyph)
    return found


def _accented(glyphs: list[Glyph]) -> list[Glyph]:
    """Put accents on the letters that they lie over."""
    found: list[Glyph | None] = list(glyphs)
    for place, accent in enumerate(glyphs):
        mark = _ACCENTS.get(accent.text) or (accent.text if unicodedata.combining(accent.text[0]) else None)
        if mark is None or len(accent.text) > 1:
            continue
        for step in (1, -1, 2, -2):
            other = place + step
            if not 0 <= other < len(found) or (letter := found[other]) is None:
                continue
            if (text := _composed(letter, accent, mark)) is not None:
                found[other] = letter._replace(text=text)
                found[place] = None
                break
    return [glyph for glyph in found if glyph is not None]


def _composed(letter: Glyph, accent: Glyph, mark: str) -> str | None:
    """Return the letter with its accent, if the one lies over the other and the two make one letter."""
    if letter.turn != accent.turn or abs(letter.y - accent.y) > _RAISED * letter.size:
        return None
    middle, slack = (accent.x + accent.end) / 2, 0.06 * letter.size
    if accent.text in _LETTERS_TOO:
        slack = -0.2 * (letter.end - letter.x)
    if not letter.x - slack <= middle <= letter.end + slack:
        return None
    base = _DOTLESS.get(letter.text, letter.text)
    text = unicodedata.normalize("NFC", base + mark)
    return text if len(text) == 1 and base.isalpha() else None
