"""Combines letters to words, including drop caps and vertical words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
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
_LEVEL = 0.1
_NEAR = 1.0
"""Maximum distance of a space from the letter before it, as a multiple of the font size."""
_BINDING = "\u00a0\u202f"
_DROPPED = 1.7
"""Minimum size of a drop cap, as a multiple of the usual size."""
_BESIDE = 1.5
"""Maximum distance of the text beside a drop cap, as a multiple of the usual size."""
_ALONE = frozenset(
    "A À Ô Y Au Ce De Des Du En Et Il Ils La Le Les Ni Nos On Or Où Par Sa Se Ses Si Sur Un Une Va Vu "
    "An And As At By He If In Is It No Of The To We Am Da Das Der Die Es Im So Wir Zu El En Las Los Ai Gli".split()
)
"""Drop caps that may be whole words."""
_STACK = 4
"""Minimum number of letters of a vertical word."""
_OVERLAID, _COVERED, _MOST_OVERLAID = 2.0, 3, 50
"""Minimum size of a word drawn over others, as a multiple of the usual size; minimum number of words it covers; maximum
number of such words that are looked at."""

_CELL_WIDE, _CELL_HIGH = 36.0, 8.0
"""Size, in points, of the cells of a page in which words below a stamp are looked for."""
_IN_A_CELL, _ON_A_PAGE = 20, 20_000
"""Maximum number of words of a cell that are looked at, and of a page on which stamps are looked for."""
_HIDES = 0.3
"""Minimum share of the shorter word that the two have in common if one is drawn over the other."""


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

    @property
    def top(self) -> float:
        """The height of the top of its capitals."""
        return self.base + CAP * self.size

    @property
    def middle(self) -> float:
        """The height of the middle of its capitals."""
        return self.base + CAP / 2 * self.size


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
    if abs(before.y - glyph.y) > _LEVEL * size:
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
    )


def _in_display_order(text: str) -> str:
    """Return the text of a glyph from left to right, as those of a line stand: an Arabic ligature is turned."""
    return text[::-1] if len(text) > 1 and RIGHT_TO_LEFT.search(text) else text


_OPENING = "«“\"'‘( \u00a0"
"""Characters that may precede the letter of a drop cap."""
_RISES = 0.5
"""Maximum height of a line above the drop cap beside it, as a multiple of the usual size."""
_RISES_CLEAR = 1.3
"""The same, if no word of the line is above the drop cap itself, which may be lower than its first line."""


def usual_size(found: Sequence[Word]) -> float:
    """Return the median size of letters; 0 if there are none."""
    return median(word.size for word in found for _ in word.text) if found else 0.0


def with_initials(found: list[Word]) -> list[Word]:
    """Join each drop cap to the first of the lines beside it, and let these lines begin at its left edge."""
    usual = usual_size(found)
    result = list(found)
    for place, cap in enumerate(found):
        if cap.size < _DROPPED * usual or not 1 <= len(cap.text) <= 3 or not any(map(str.isalpha, cap.text)):
            continue
        beside = _beside(found, cap, usual)
        if not beside or (len(beside) == 1 and not _is_raised(cap, found[beside[0]], usual)):
            continue
        first, second = found[beside[0]], found[beside[min(1, len(beside) - 1)]]
        text, left = cap.text, cap.left
        if place and _opens(sign := found[place - 1], cap):
            text, left = f"{sign.text} {text}", sign.left
            result[place - 1] = replace(sign, text="")
        letter = cap.text.lstrip(_OPENING)
        capital = first.text[:1].isupper() and first.text[1:2].islower()
        apart = bool(cap.after) or first.left > second.left + 0.12 * usual or letter == "À" or capital
        space = " " if letter.title() in _ALONE and (apart or len(letter) > 1) else ""
        result[beside[0]] = replace(first, text=text + space + first.text, left=left)
        for other in beside[1:]:
            result[other] = replace(result[other], left=left)
        result[place] = replace(cap, text="")
    return [word for word in result if word.text]


def _opens(sign: Word, cap: Word) -> bool:
    """Whether a word is the quotation mark before a drop cap, and as large."""
    near = abs(sign.base - cap.base) < 0.1 * cap.size and 0 <= cap.left - sign.right < 0.5 * cap.size
    return near and sign.size == cap.size and not sign.text.strip(_OPENING)


def _is_raised(cap: Word, first: Word, usual: float) -> bool:
    """Whether a large letter beside a single line is the first letter of the line's first word."""
    inside = cap.base - 0.5 * usual <= first.base and first.top <= cap.top + 0.2 * usual
    return (
        inside
        and not cap.after
        and len(cap.text) < 3
        and first.text[:1].islower()
        and first.left - cap.right < 0.5 * usual
    )


def _beside(found: Sequence[Word], cap: Word, usual: float) -> list[int]:
    """Return the indices of the first words of the lines beside a drop cap, from the top."""

    def above(word: Word) -> bool:
        """Whether the word's line has another word above the drop cap."""
        return any(
            abs(other.base - word.base) < usual / 2 and cap.left - usual < other.left < cap.right for other in found
        )

    near = [
        place
        for place, word in enumerate(found)
        if word.size < cap.size / 1.5
        and -0.3 * usual <= word.left - cap.right <= _BESIDE * usual
        and cap.base - 0.5 * usual <= word.base
        and word.top <= cap.top + (_RISES if above(word) else _RISES_CLEAR) * usual
    ]
    near.sort(key=lambda place: (-found[place].base, found[place].left))
    firsts: list[int] = []
    for place in near:
        if not firsts or found[firsts[-1]].base - found[place].base > usual / 2:
            firsts.append(place)
    return firsts


def without_overlaid(found: Sequence[Word]) -> tuple[list[Word], list[str]]:
    """Return the words without large ones that are drawn over lines of text (« DRAFT »), and the text of these."""
    usual = usual_size(found)
    large = [word for word in found if word.size >= _OVERLAID * usual][:_MOST_OVERLAID]
    over = {
        word.order
        for word in large
        if sum(other.size < word.size / 2 and _covers(word, other) for other in found) >= _COVERED
    }
    texts = [" ".join(word.text for word in found if word.order in over)] if over else []
    return [word for word in found if word.order not in over], texts


def _covers(word: Word, other: Word) -> bool:
    shared = min(word.right, other.right) - max(word.left, other.left)
    return word.base < other.middle < word.top and shared > (other.right - other.left) / 2


def without_stamps(found: Sequence[Word]) -> tuple[list[Word], list[str]]:
    """Return the words without lines that are drawn over words of about their size, and the texts of these lines."""
    cells: dict[tuple[int, int], list[Word]] = {}
    over: set[int] = set()
    for word in found if len(found) < _ON_A_PAGE else ():
        if not any(map(str.isalnum, word.text)):
            continue
        row, left, right = int(word.middle // _CELL_HIGH), int(word.left // _CELL_WIDE), int(word.right // _CELL_WIDE)
        for key in [(column, beside) for column in {left, right} for beside in (row - 1, row, row + 1)]:
            if any(_hides(word, other) for other in cells.get(key, ())[-_IN_A_CELL:]):
                over.add(word.order)
                break
        for column in range(left, min(right, left + _IN_A_CELL) + 1):
            cells.setdefault((column, row), []).append(word)
    if not over:
        return list(found), []
    texts, others = list[str](), list[Word]()
    for line in _drawn_lines(found):
        if 2 * sum(word.order in over for word in line) >= len(line):
            texts.append(" ".join(word.text for word in line))
        else:
            others += line
    return others, texts


def _hides(word: Word, other: Word) -> bool:
    # The height is compared first, since it excludes most of the many words that are compared.
    if abs(word.base - other.base) >= min(word.size, other.size) / 2:
        return False
    shared = min(word.right, other.right) - max(word.left, other.left)
    return shared > _HIDES * min(word.right - word.left, other.right - other.left)


def _drawn_lines(found: Sequence[Word]) -> list[list[Word]]:
    """Return the words in groups that were drawn from left to right on one line."""
    runs: list[list[Word]] = []
    for word in found:
        before = runs[-1][-1] if runs else None
        if before and abs(before.base - word.base) < _LEVEL * word.size and word.left > before.left:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def stacked(found: Sequence[Word]) -> tuple[list[Word], list[str]]:
    """Return the words without vertical ones, whose letters are below each other, and the texts of these."""
    level: list[Word] = []
    texts: list[str] = []
    run: list[Word] = []

    def put() -> None:
        if len(run) < _STACK:
            level.extend(run)
        else:
            usual = median(before.base - word.base for before, word in pairwise(run))
            text = run[0].text
            for before, word in pairwise(run):
                text += (" " if before.base - word.base > 1.5 * usual else "") + word.text
            texts.append(text)
        run.clear()

    for word in found:
        if run and not _below(run[-1], word):
            put()
        if len(word.text) == 1 and word.text.isalpha():
            run.append(word)
        else:
            put()
            level.append(word)
    put()
    return level, texts


def _below(before: Word, word: Word) -> bool:
    near = abs((before.left + before.right) - (word.left + word.right)) / 2 < 0.5 * word.size
    return len(word.text) == 1 and near and 0.6 * word.size < before.base - word.base < 2.6 * word.size
