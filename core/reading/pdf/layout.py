"""Puts the letters of a page in reading order: removes copies and shadows, composes accents, and finds columns."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from core.reading.pdf import columns
from core.reading.pdf.display_type import (
    stacked,
    with_initials,
    without_covered,
    without_layer,
    without_overlaid,
    without_stamps,
)
from core.reading.pdf.glyphs import UNKNOWN, DrawnPage, Glyph
from core.reading.pdf.pages import Sheet
from core.reading.pdf.paragraphs import tagged_stretches
from core.reading.pdf.rows import mark_margin, row
from core.reading.pdf.words import Word, drawn, lines, with_cuts, words

_FEW = 40
"""Number of letters below which a page with a large picture is taken for a scan with a page number or stamp."""
_PICTURED, _WHOLE = 0.05, 0.5
"""Minimum share of a page covered by pictures that may be scanned text: for a page without letters, and for one with
few."""
_OUTLINED = 300
"""Minimum number of curves, on a page without letters, that mean text converted to outlines."""
_UNREADABLE = 0.3
"""Share of letters without a Unicode value above which a page's other letters are not used either."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The text of one page in reading order, and what could not be read of it."""

    sheet: Sheet
    letters: int
    unknown: int
    """Number of letters without a Unicode value in the PDF."""
    calls: tuple[str, ...]
    """References to footnotes."""
    pictured: bool
    """Whether its text is probably in pictures."""
    damaged: bool
    remarks: bool
    """Whether it has comments, which are not part of its text."""
    covered: bool
    """Whether it has text below boxes, which no one sees."""

    @property
    def unreadable(self) -> bool:
        """Whether too many of its letters are unknown."""
        return self.unknown > _UNREADABLE * self.letters


def lay_out(page: DrawnPage) -> PageLayout:
    """Return the text of a page in reading order."""
    uncovered, covered = without_covered(page.glyphs, page.boxes)
    glyphs = visible(uncovered)
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    unknown = sum(glyph.text == UNKNOWN for glyph in shown)
    area = max(page.width * page.height, 1.0)
    bare = page.pictured > _PICTURED * area or page.strokes > _OUTLINED
    pictured = (not shown and bare) or (len(shown) < _FEW and page.pictured > _WHOLE * area)
    sheet = Sheet(page.number, page.height, [], [])
    if unknown <= _UNREADABLE * len(shown):
        sheet = _sheet(page, glyphs)
    calls = tuple(call for stretch in sheet.stretches for line in stretch for call in line.calls)
    return PageLayout(sheet, len(shown), unknown, calls, pictured, page.damaged, page.remarks, covered)


def _sheet(page: DrawnPage, glyphs: Sequence[Glyph]) -> Sheet:
    turned: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        turned.setdefault(glyph.turn, []).append(glyph)
    if not turned:
        return Sheet(page.number, page.height, [], list(page.typed))
    main = max(turned, key=lambda turn: len(turned[turn]))
    low, high = _heights(page, main)
    upright, asides = without_overlaid(with_cuts(words(turned.pop(main))))
    upright, stamps = without_stamps(upright)
    upright, others = stacked(with_initials(upright))
    asides += stamps + others
    if low:
        upright = [replace(word, base=word.base - low) for word in upright]
    rules = page.rules if main == 0 else ()
    stretches = list(tagged_stretches(upright, page.tags, rules) or columns.stretches(upright, rules))
    mark_margin(upright, stretches)
    asides += [*(_aside(words(other)) for other in turned.values()), *page.typed]
    return Sheet(page.number, high - low, stretches, list(filter(None, asides)))


def _heights(page: DrawnPage, turn: int) -> tuple[float, float]:
    """Return the heights of a page's bottom and top in the frame of lines that are rotated by `turn` degrees."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    corners = [y * cos - x * sin for x in (0.0, page.width) for y in (0.0, page.height)]
    return min(corners), max(corners)


def _aside(found: Sequence[Word]) -> str:
    return " ".join(row(line).text for line in lines(found))


_TWICE = 0.12
"""Maximum distance, as a multiple of the font size, of a letter drawn twice for bold type or a shadow."""
_SHADOW = 0.35
"""Maximum distance, as a multiple of the font size, of a word from its shadow."""
_LIKE = 1.2
"""Maximum ratio of the sizes of a word and its copy."""
_COPIES = 8
"""Maximum number of letters that are drawn between one and its copy, where each is drawn several times in a row."""
_RECALLED = 50
"""Maximum number of earlier positions of a word that are examined."""
_GRID = 24.0
"""Size, in points, of the cells of a grid in which the letter of an accent is looked for."""
_MOST = 200
"""Maximum number of letters of such a cell that are examined."""
_RAISED = 0.6
"""Maximum vertical distance of an accent from its letter, as a multiple of the font size; capitals need the most."""
_ACCENTS = {
    "`": "\u0300", "ˋ": "\u0300", "´": "\u0301", "ˊ": "\u0301", "ʹ": "\u0301", "'": "\u0301", "^": "\u0302",
    "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304", "ˉ": "\u0304", "˘": "\u0306", "˙": "\u0307",
    "¨": "\u0308", "˚": "\u030a", "°": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "‘": "\u0312", "¸": "\u0327",
    ",": "\u0327", "˛": "\u0328",
}  # fmt: skip
"""Spacing accents, and their combining forms."""
_LETTERS_TOO = frozenset("'‘,°^~`")
"""Accents that are usually other signs: they must be exactly above or below their letter."""
_OVER = frozenset("`^~")
"""Accents among these that never overlap a letter by chance."""
_DOTLESS = {"ı": "i", "ȷ": "j"}


def visible(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the letters that are seen, in the order of drawing: without copies, and with composed accents."""
    return _accented(_once(_without_copies(without_layer(list(glyphs)))))


class _Place(NamedTuple):
    """The position of a word's beginning, and its size, in points."""

    x: float
    y: float
    size: float


def _without_copies(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Remove words that are drawn over themselves again, to appear bold or as a shadow."""
    originals: list[Glyph] = []
    places: dict[tuple[str, int], list[_Place]] = {}
    shift: tuple[float, float] | None = None
    """Distance of the last word from its original; None if it is no copy."""
    alone: tuple[int, list[_Place]] | None = None
    """If the last word is one letter: its index in `originals`, and all positions of that letter."""
    for held, space in drawn(glyphs):
        if held:
            first = held[0]
            before = places.setdefault(("".join([glyph.text for glyph in held]), first.turn), [])
            here = _Place(first.x, first.y, first.size)
            reach = held[-1].end - first.x
            shift = _shift(here, before[-_RECALLED:], shift, reach if len(held) > 1 or shift else 0.0)
            if shift and alone and _shift(alone[1][-1], alone[1][:-1][-_RECALLED:], shift, first.size):
                del originals[alone[0]]
            alone = (len(originals), before) if len(held) == 1 and not shift else None
            before.append(here)
            if shift:
                continue
            originals += held
        if space:
            originals.append(space)
    return originals


def _shift(
    here: _Place, before: Sequence[_Place], last: tuple[float, float] | None, reach: float
) -> tuple[float, float] | None:
    """Return the distance of a word from an equal one below it; None if it lies over none.

    `last` is the shift of the word before it: in another font or size, a line drifts away from its original. `reach` is
    the length of the word; 0 if it is too short to be recognised as a copy.
    """
    near = _SHADOW * here.size
    for place in before if reach else ():
        dx, dy = here.x - place.x, here.y - place.y
        if abs(dy) > near:  # true for nearly all places of a common word
            continue
        drifts = last is not None and abs(dx) < reach and abs(dx - last[0]) <= near
        like = max(place.size, here.size) <= _LIKE * min(place.size, here.size)
        if like and (drifts or abs(dx) <= near < reach):
            return dx, dy
    return None


_ROWS = 1 << 40
"""Maximum number of rows of cells on a page, so that a single number identifies a cell."""
_AROUND = tuple(column * _ROWS + row for column in (-1, 0, 1) for row in (-1, 0, 1))


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Remove letters that were drawn before in the same place."""
    found = list(glyphs)
    originals: list[int | None] = []
    """For each letter, the index of the one that it repeats; None for no copy."""
    places: dict[tuple[str, int], dict[int, list[int]]] = {}
    for index, glyph in enumerate(found):
        originals.append(None)
        if glyph.text.isspace():
            continue
        near = _TWICE * glyph.size
        near = min(near, (glyph.end - glyph.x) / 2) or near
        column, row = int(glyph.x // glyph.size), int(glyph.y // glyph.size)
        cells, cell = places.setdefault((glyph.text, glyph.turn), {}), column * _ROWS + row
        drawn = [other for step in _AROUND if (near_by := cells.get(cell + step)) for other in near_by]
        for place in drawn:
            other = found[place]
            if (
                abs(other.x - glyph.x) <= near
                and abs(other.y - glyph.y) <= near
                and abs(other.size - glyph.size) < near
            ):
                originals[index] = place
                break
        else:
            cells.setdefault(cell, []).append(index)
    ends = [None, *originals, None]
    # Where two texts are printed over each other, single letters coincide by chance.
    chance = (
        original is not None and index - original > _COPIES and ends[index] is None is ends[index + 2]
        for index, original in enumerate(originals)
    )
    return [
        glyph
        for glyph, original, by_chance in zip(found, originals, chance, strict=True)
        if original is None or by_chance
    ]


def _accented(glyphs: list[Glyph]) -> list[Glyph]:
    """Compose accents with the letters that they are drawn over, or right before."""
    found: list[Glyph | None] = list(glyphs)
    places: dict[tuple[int, int], list[int]] | None = None
    for place, accent in enumerate(glyphs):
        sign = accent.text.strip()
        mark = _ACCENTS.get(sign) or (sign if sign and unicodedata.combining(sign[0]) else None)
        if mark is None or len(sign) > 1:
            continue
        near = [place + step for step in (1, -1, 2, -2) if 0 <= place + step < len(found)]
        other = next((at for at in near if _composed(found[at], accent, mark)), None)
        if other is None and (sign not in _LETTERS_TOO or sign in _OVER):
            # Some programs draw all accents of a line after its letters.
            places = _places(glyphs) if places is None else places
            column, row = int((accent.x + accent.end) / 2 // _GRID), int(accent.y // _GRID)
            around = (
                at for dx in (0, -1) for dy in (0, -1, 1) for at in places.get((column + dx, row + dy), ())[:_MOST]
            )
            other = next((at for at in around if at != place and _composed(found[at], accent, mark)), None)
        if other is None:
            other = _beside(found, place, mark)
        if other is not None and (letter := found[other]) is not None:
            left = (
                min(letter.x, accent.x) if place < other and accent.end <= letter.x + _TWICE * letter.size else letter.x
            )
            found[other] = letter._replace(text=unicodedata.normalize("NFC", _base(letter) + mark), x=left)
            found[place] = None
            _without_space(found, place)
    return [glyph for glyph in found if glyph is not None]


def _places(glyphs: list[Glyph]) -> dict[tuple[int, int], list[int]]:
    """Return the indices of the letters in each cell of the page's grid."""
    found: dict[tuple[int, int], list[int]] = {}
    for place, glyph in enumerate(glyphs):
        if glyph.text.isalpha():
            found.setdefault((int(glyph.x // _GRID), int(glyph.y // _GRID)), []).append(place)
    return found


def _beside(found: Sequence[Glyph | None], place: int, mark: str) -> int | None:
    """Return the index of the letter right after an accent, if that is certainly an accent; None otherwise."""
    accent = found[place]
    before = found[place - 1] if place else None
    letter = found[place + 1] if place + 1 < len(found) else None
    if accent is None or letter is None or abs(letter.y - accent.y) > _TWICE * letter.size:
        return None
    inside = before is not None and before.text.isalpha() and accent.x - before.end < _TWICE * letter.size
    sure = accent.text not in _LETTERS_TOO or (accent.text == "`" and inside)
    joins = abs(letter.x - accent.end) < _TWICE * letter.size
    return place + 1 if sure and joins and len(unicodedata.normalize("NFC", _base(letter) + mark)) == 1 else None


def _without_space(found: list[Glyph | None], place: int) -> None:
    """Remove a space that was drawn with an accent, if there is no gap between the letters around it."""
    if place + 1 < len(found) and (space := found[place + 1]) is not None and space.text.isspace():
        near = (found[at] for at in range(place, max(place - 5, -1), -1))
        before = next((glyph for glyph in near if glyph is not None), None)
        after = next((glyph for glyph in found[place + 2 : place + 4] if glyph is not None), None)
        if before and after and not after.text.isspace() and after.x - before.end < _TWICE * space.size:
            found[place + 1] = None


def _base(letter: Glyph) -> str:
    return _DOTLESS.get(letter.text, letter.text)


def _composed(letter: Glyph | None, accent: Glyph, mark: str) -> bool:
    """Whether an accent is drawn over a letter, and Unicode has a letter composed of the two."""
    if letter is None or letter.turn != accent.turn or abs(letter.y - accent.y) > _RAISED * letter.size:
        return False
    middle, slack = (accent.x + accent.end) / 2, 0.06 * letter.size
    if accent.text in _LETTERS_TOO:
        slack = -0.2 * (letter.end - letter.x)
    if not letter.x - slack <= middle <= letter.end + slack:
        return False
    base = _base(letter)
    return base.isalpha() and len(unicodedata.normalize("NFC", base + mark)) == 1
