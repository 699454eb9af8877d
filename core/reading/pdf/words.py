"""Combines letters to words, and words to lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from operator import itemgetter
from statistics import median

from core.lang.letters import RIGHT_TO_LEFT
from core.reading.pdf.glyphs import UNKNOWN, Glyph

SPACE = 0.17
"""Minimum gap between two words, as a multiple of the font size: wider than kerning, narrower than the tightest
space."""
CAP = 0.7
"""Height of capitals, and so of a line of text, as a multiple of the font size."""
_BACK = 0.5
"""Maximum overlap of a letter with the one before it, as a multiple of the font size."""
LEVEL = 0.1
_NEAR = 1.0
"""Maximum distance of a space from the letter before it, as a multiple of the font size."""
_BINDING = "\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a part of one, and its position in points."""

    text: str
    left: float
    right: float
    base: float
    """Height of its baseline."""
    size: float
    bold: bool
    running: bool
    order: int
    """Drawing order on its page."""
    after: str = ""
    """The space that was drawn after it, if any."""
    mark: int = -1
    """Identifier of the marked content that it is in; -1 for none."""
    cut: bool = False
    """Whether no space follows, on a page where spaces are drawn: the next word is in another cell or column."""

    @property
    def top(self) -> float:
        """The height of the top of its capitals."""
        return self.base + CAP * self.size

    @property
    def middle(self) -> float:
        """The height of the middle of its capitals."""
        return self.base + CAP / 2 * self.size


Line = list[Word]
"""Words on one line, from left to right."""
SMALL = 0.85
"""Maximum size of raised and lowered characters, as a multiple of the line's."""
_OVER = 0.5
"""Minimum vertical overlap of two words on one line, as a share of the lower one's height."""
_LOWERED, _LEAST, _INDEX = 0.2, 0.4, 4
"""Of an index, as in CO₂: minimum overlap with its word, as a share of its height; minimum size, as a multiple of the
word's; maximum number of characters."""
_SPACE = 1.2
"""Maximum gap that may be one between words, as a multiple of the font size."""


def words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Return words, in the order of drawing: letters that were drawn one after the other on one line."""
    found: list[Word] = []
    for held, space in drawn(glyphs):
        after = space.text if space and (not held or _follows(held[-1], space)) else ""
        if held:
            found.append(_word(held, len(found), after and (after if after in _BINDING else " ")))
        elif found and after in _BINDING and found[-1].after == " ":
            found[-1] = replace(found[-1], after=after)
    return found


_CLOSE = 0.6
"""Maximum gap within a line, as a multiple of the font size, that certainly separates two words of it."""
_FEW, _DRAWN = 8, 0.85
"""Minimum number of such gaps, and share of them that are drawn as spaces, on a page where spaces are drawn."""


def with_cuts(found: list[Word]) -> list[Word]:
    """Return words with `cut` set where the page draws its spaces, but none follows."""
    near = [
        before.after != ""
        for before, word in pairwise(found)
        if abs(before.base - word.base) < LEVEL * word.size
        and SPACE * word.size < word.left - before.right < _CLOSE * word.size
    ]
    if len(near) < _FEW or sum(near) < _DRAWN * len(near):
        return found
    return [word if word.after else replace(word, cut=True) for word in found]


def drawn(glyphs: Iterable[Glyph]) -> Iterator[tuple[list[Glyph], Glyph | None]]:
    """Yield the letters of each word in the order of drawing, and the space that was drawn right after it, or None.

    For a space after another one, the list of letters is empty.
    """
    held: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            yield held, glyph
            held = []
            continue
        if held and not _goes_on(held[-1], glyph):
            yield held, None
            held = []
        held.append(glyph)
    if held:
        yield held, None


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    size = before.size
    if glyph.size != size:
        small, size = sorted((size, glyph.size))
        if small < 0.6 * size:
            return False
    if abs(before.y - glyph.y) > LEVEL * size or before.mark != glyph.mark:
        return False
    return -_BACK * size <= glyph.x - before.end - max(before.track, 0.0) <= SPACE * size


def _follows(glyph: Glyph, space: Glyph) -> bool:
    """Whether a space that was drawn after a letter stands beside it, and does not begin another piece of text."""
    return abs(space.y - glyph.y) < glyph.size / 2 and abs(space.x - glyph.end) < _NEAR * glyph.size


def _word(glyphs: Sequence[Glyph], order: int, after: str) -> Word:
    text = "".join(_in_display_order(glyph.text) for glyph in glyphs)
    while UNKNOWN * 2 in text:
        text = text.replace(UNKNOWN * 2, UNKNOWN)
    return Word(
        text,
        min(glyph.x for glyph in glyphs),
        max(glyph.end for glyph in glyphs),
        glyphs[0].y,
        max(glyph.size for glyph in glyphs),
        all(glyph.bold for glyph in glyphs),
        all(glyph.running for glyph in glyphs),
        order,
        after,
        glyphs[0].mark,
    )


def _in_display_order(text: str) -> str:
    """Return the text of a glyph from left to right, as those of a line stand: an Arabic ligature is turned."""
    return text[::-1] if len(text) > 1 and RIGHT_TO_LEFT.search(text) else text


def usual_size(found: Sequence[Word]) -> float:
    """Return the median size of letters; 0 if there are none."""
    return median(word.size for word in found for _ in word.text) if found else 0.0


def lines(words: Iterable[Word]) -> list[Line]:
    """Combine words to lines, and return these from top to bottom."""
    found: list[Line] = []
    heights: dict[int, list[Line]] = {}
    ordered = sorted(words, key=lambda word: (word.left, word.order))
    step = max((word.size for word in ordered), default=1.0)
    for word in ordered:
        place = int(word.base // step)
        near = [line for row in (place - 1, place, place + 1) for line in heights.get(row, ())]
        shared, best = max(((_beside(line, word), line) for line in near), key=itemgetter(0), default=(0.0, []))
        if best and shared >= _OVER:
            now = int(best[-1].base // step)
            best.append(word)
            if now != place:  # the line is slanted, as on a skewed scan
                heights[now] = [line for line in heights[now] if line is not best]
                heights.setdefault(place, []).append(best)
        else:
            found.append([word])
            heights.setdefault(place, []).append(found[-1])
    return sorted(found, key=lambda line: (-base(line), line[0].left))


def base(line: Line) -> float:
    """Return the height of a line's baseline: the median of its words, so that raised figures do not count."""
    return median(word.base for word in line)


def _beside(line: Line, word: Word) -> float:
    """Return the vertical overlap of a word with the end of a line, where an index may be lower than its word."""
    last = line[-1]
    if (shared := _overlap(last, word)) >= _OVER:
        return shared
    if len(line) > 1 and last.size < SMALL * line[-2].size:  # this is the word after an index
        return max(shared, _overlap(line[-2], word))
    if len(line) == 1 and len(last.text) <= _INDEX and last.size < word.size and last.base > word.base:
        return (
            _OVER if shared >= _LOWERED and word.left - last.right < _CLOSE * word.size else shared
        )  # a note's number
    is_index = len(word.text) <= _INDEX and _LEAST * last.size < word.size < SMALL * last.size
    return _OVER if is_index and shared >= _LOWERED and abs(word.left - last.right) < SPACE * last.size else shared


def _overlap(word: Word, other: Word) -> float:
    """Return the vertical overlap of two words, as a share of the lower one's height; negative if there is none."""
    shared = min(word.top, other.top) - max(word.base, other.base)
    return shared / (CAP * min(word.size, other.size))


def usual_gap(found: Sequence[Line], size: float) -> float:
    """Return the median gap between the words of some lines, in points; it is wide in fonts with wide letters."""
    gaps = (word.left - before.right for line in found for before, word in pairwise(line))
    return median([gap for gap in gaps if 0 < gap < _SPACE * size] or [0.25 * size])


def pitch(side: Sequence[Line], default: float) -> float:
    """Return the median line spacing of a column, in points; `default` for a single line."""
    gaps = [base(above) - base(below) for above, below in pairwise(side)]
    return median(gaps) if gaps else default


def neighbours(found: Sequence[Line]) -> Iterator[tuple[bool, Word, Word]]:
    """Yield for each word whether it is its line's first, the word before it (else itself), and the word."""
    for line in found:
        yield True, line[0], line[0]
        for before, word in pairwise(line):
            yield False, before, word


_FIGURES = 4
"""Maximum number of figures of a page number."""


def in_margin(found: Sequence[Word]) -> Word | None:
    """Return the figure that is the only one of a page to stand beside all of its text; None if there is none."""
    short = {word.order for word in found if word.text.isdecimal() and len(word.text) <= _FIGURES}
    text = [word for word in found if word.order not in short]
    if not short or not text:
        return None
    left, right = min(word.left for word in text), max(word.right for word in text)
    numbers = (word for word in found if word.order in short)
    beside = [word for word in numbers if word.right < left - word.size or word.left > right + word.size]
    return beside[0] if len(beside) == 1 else None


_BETWEEN, _TIGHT, _ENOUGH = 0.9, 0.55, 5
"""Minimum gap between two columns of a table, as a multiple of the font size; the same, and minimum number of lines, of
a table with rules; between fewer lines such a gap may be chance."""
_REACH, _LEADING = 8, 1.7
"""Of a row beyond a table's rules: maximum height in font sizes, and number of lines; maximum distance of its lines."""


def starts(words: Sequence[Word], size: float) -> list[float]:
    """Return the left edges of a table's columns: each is after a gap that runs through all rows."""
    return [left for left, _ in cover([(word.left, word.right) for word in words], size)]


def cover(stretches: Iterable[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    """Join horizontal stretches (left, right) that are not separated by a gap between columns."""
    found: list[tuple[float, float]] = []
    for left, right in sorted(stretches):
        if found and left - found[-1][1] < _BETWEEN * size:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def with_outer_rows(
    words: Sequence[Word], bands: Sequence[list[Word]], grid: tuple[float, float, list[float]], size: float
) -> tuple[list[list[Word]], float]:
    """Return the rows of a table between its rules (`bands`) with those above and below all rules, if there are any.

    `grid` is the table's left and right edge, and the heights of its rules. Also returned is the font size for which
    the gaps between its columns are wide enough.
    """
    tight = _TIGHT / _BETWEEN * size
    whole = _extended(words, bands, grid, size, tight)
    table = list(chain.from_iterable(whole))
    if len(lines(table)) >= _ENOUGH and len(starts(table, tight)) > len(starts(table, size)):
        return whole, tight
    return _extended(words, bands, grid, size, size), size


def _extended(
    words: Sequence[Word],
    bands: Sequence[list[Word]],
    grid: tuple[float, float, list[float]],
    size: float,
    gap: float,
) -> list[list[Word]]:
    """Return a table's rows with the outer ones; `gap` is the font size for the gaps between its columns."""
    left, right, heights = grid
    table = list(chain.from_iterable(bands))
    inside = [word for word in words if left - size <= word.left and word.right <= right + size]
    columns, outer = len(starts(table, gap)), list[list[Word]]()
    for height, sign in ((heights[0], 1), (heights[-1], -1)):
        near = lines([word for word in inside if 0 < sign * (word.middle - height) < _REACH * size])
        found = list[Line]()
        for line in near[::-sign][: _REACH if columns > 1 else 0]:
            far = bool(found) and abs(base(found[-1]) - base(line)) > _LEADING * size
            if far or len(starts(list(chain(table, *found, line)), gap)) < columns:
                break
            found.append(line)
        found = found[::-sign]
        while found and len(starts(found[0], gap)) < 2:  # a caption above, or a note below
            found = found[1:] if sign == 1 else []
        outer.append(list(chain.from_iterable(found)))
    return [outer[0], *bands, outer[1]]
