"""Display type: drop caps, letter-spaced and vertical words, and words that are drawn over others."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np

from core.reading.pdf.glyphs import Glyph
from core.reading.pdf.structure import Box
from core.reading.pdf.words import CAP, LEVEL, Word, drawn, usual_size

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
_OPENING = "«“\"'‘( \u00a0"
"""Characters that may precede the letter of a drop cap."""
_RISES = 0.5
"""Maximum height of a line above the drop cap beside it, as a multiple of the usual size."""
_RISES_CLEAR = 1.3
"""The same, if no word of the line is above the drop cap itself, which may be lower than its first line."""
_SPACED = 4
"""Minimum number of single letters in a row that are a letter-spaced word."""
_PAIR, _PAIRED = 3, 0.6
"""Maximum number of letters of such a piece of a letter-spaced word, and distance of the letter beside it, as a
multiple of the font size."""
_WHOLE = 0.8
"""Share of single letters in a line above which the whole line is letter-spaced."""
_PARTS = 1.5
"""Minimum gap between two letter-spaced words, as a multiple of the gap between their letters."""


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
        if before and abs(before.base - word.base) < LEVEL * word.size and word.left > before.left:
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


def together(line: Sequence[Word]) -> list[Word]:
    """Combine the letters of letter-spaced words: C O M M U N I Q U É."""
    found: list[Word] = []
    run: list[Word] = []
    singles = [word.text for word in line if len(word.text) == 1]
    # Single figures are part of a word if the whole line is letter-spaced; otherwise they are cells of a table.
    whole = len(singles) >= max(2 * _SPACED, _WHOLE * len(line)) and sum(map(str.isalpha, singles)) > len(singles) / 2
    for place, word in enumerate(line):
        letter = len(word.text) == 1 and (word.text.isalpha() or (run and word.text in "'’-"))
        if letter or (whole and word.text.isdecimal()) or (len(singles) >= _SPACED and _is_pair(line, place)):
            run.append(word)
            continue
        found += _spelled(run)
        run = []
        found.append(word)
    return found + _spelled(run)


def _is_pair(line: Sequence[Word], place: int) -> bool:
    """Whether a piece of a letter-spaced word has two letters, since a narrow pair (« Ve ») was moved together."""
    word = line[place]
    if not (1 < len(word.text) <= _PAIR and word.text.isalpha()) or (word.after and place + 1 < len(line)):
        return False
    beside = [*line[place + 1 : place + 2], *(other for other in line[max(place - 1, 0) : place] if not other.after)]
    gaps = (max(other.left - word.right, word.left - other.right) for other in beside if len(other.text) == 1)
    return any(0 < gap < _PAIRED * word.size for gap in gaps)


def _spelled(run: Sequence[Word]) -> list[Word]:
    gaps = [word.left - before.right for before, word in pairwise(run)]
    if sum(len(word.text) == 1 for word in run) < _SPACED or max(gaps) > 4 * run[0].size:
        return list(run)
    usual = sorted(gaps)[len(gaps) // 4]
    found = [replace(run[0], after="")]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > _PARTS * usual + 0.05 * word.size:
            found.append(replace(word, after=""))
            continue
        found[-1] = replace(found[-1], text=found[-1].text + word.text, right=word.right)
    found[-1] = replace(found[-1], after=run[-1].after)
    return found


_BOXES = 400
"""Maximum number of boxes of a page that are compared with its glyphs."""


def without_covered(glyphs: Sequence[Glyph], boxes: Sequence[tuple[Box, int]]) -> tuple[list[Glyph], bool]:
    """Return the glyphs without those that lie below boxes drawn after them, and whether there are any of these.

    Each box is given with the number of glyphs before it.
    """
    if not boxes:
        return list(glyphs), False
    # Turned glyphs have other coordinates.
    x = np.array([(glyph.x + glyph.end) / 2 if not glyph.turn else np.nan for glyph in glyphs])
    y = np.array([glyph.y + CAP / 2 * glyph.size for glyph in glyphs])
    hidden = np.zeros(len(glyphs), bool)
    for (left, bottom, right, top), before in boxes[:_BOXES]:
        hidden[:before] |= (x[:before] > left) & (x[:before] < right) & (y[:before] > bottom) & (y[:before] < top)
    seen = [glyph for glyph, below in zip(glyphs, hidden.tolist(), strict=True) if not below]
    return seen, any(below and not glyph.text.isspace() for glyph, below in zip(glyphs, hidden.tolist(), strict=True))


_LAID = 0.7
"""Maximum vertical distance, as a multiple of the font size, of an invisible letter from the visible one it repeats."""
_GRID, _LETTERS, _ONE_LINE = 24.0, 200, 0.12
"""Size, in points, of the cells of a grid, and maximum number of letters of one that are looked at; maximum distance of
words of a line, in font sizes."""


def without_layer(glyphs: list[Glyph]) -> list[Glyph]:
    """Remove invisible words below or above visible letters: text that was recognised on a page that has its own."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    if not any(glyph.invisible for glyph in glyphs):
        return glyphs
    for glyph in glyphs:
        if not glyph.invisible and not glyph.text.isspace():
            cells.setdefault((int(glyph.x // _GRID), int(glyph.y // _GRID)), []).append(glyph)

    def is_covered(glyph: Glyph) -> bool:
        column, line = int(glyph.x // _GRID), int(glyph.y // _GRID)
        keys = ((column + step, line + side) for step in (-1, 0, 1) for side in (-1, 0, 1))
        reach = glyph.size / 2
        return any(
            abs(other.y - glyph.y) < _LAID * glyph.size and other.x - reach < glyph.end and glyph.x < other.end + reach
            for key in keys
            for other in cells.get(key, ())[:_LETTERS]
        )

    removed = set[int]()
    last: Glyph | None = None
    """The end of the last word, if it was removed: in another font, its line may be longer than the visible one."""
    for held, space in drawn(glyph for glyph in glyphs if glyph.invisible):
        if not held:
            continue
        goes_on = last and abs(last.y - held[0].y) < _ONE_LINE * last.size and 0 <= held[0].x - last.end < last.size
        last = held[-1] if goes_on or 2 * sum(map(is_covered, held)) > len(held) else None
        if last:
            removed.update(map(id, (*held, space)))
    return [glyph for glyph in glyphs if id(glyph) not in removed]
