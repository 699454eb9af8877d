"""Words to the lines they stand on, and lines to text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import itemgetter
from statistics import median

from core.reading.pdf.words import CAP, SPACE, Word

Line = list[Word]
"""Words on one line, from left to right."""

_OVER = 0.5
"""Minimum vertical overlap of two words on one line, as a share of the lower one's height."""
_SPACED = 4
"""Minimum number of single letters in a row that are a letter-spaced word."""
_BETWEEN = 0.9
"""Minimum gap between two columns of a table, as a multiple of the font size."""
SPANNING = 12
"""Maximum number of words of a row with a single cell; more are text between two tables."""
_SENTENCE = 3
"""Number of words above which such a row is text if it ends with a full stop."""
_BELOW = 0.5
"""Maximum difference of the left edges of cells in one column, as a multiple of the font size."""
_SPACE = 1.2
"""Maximum gap that may be one between words, as a multiple of the font size."""
_STOPS = (".", "!", "?", "…", "»")
_WHOLE = 0.8
"""Share of single letters in a line above which the whole line is letter-spaced."""
_PARTS = 1.5
"""How much wider than the gap between its letters the gap between two letter-spaced words is."""
_SMALL = 0.85
"""Maximum size of raised figures, as a multiple of the line's."""
_RAISED = 0.15
_CALLS = re.compile(r"(?:[^\W\d_]{3}|[.!?…,;:»”)])$")
"""What precedes the reference to a footnote: a whole word. « m² » and « 1er » are words themselves."""
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


@dataclass(slots=True)
class Row:
    """A line of text, or a row of a table."""

    text: str
    left: float
    right: float
    base: float
    size: float
    """Size of most of its letters."""
    bold: bool = False
    running: bool = False
    """Whether the PDF marks it as a running head."""
    cells: list["Row"] = field(default_factory=list)
    """Cells of a table's row; each may continue in `more`."""
    more: list["Row"] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    """References to footnotes, left out of its text."""


def lines(words: Iterable[Word]) -> list[Line]:
    """Put words together that stand beside each other, and give the lines from top to bottom."""
    found: list[Line] = []
    heights: dict[int, list[Line]] = {}
    ordered = sorted(words, key=lambda word: (word.left, word.order))
    step = max((word.size for word in ordered), default=1.0)
    for word in ordered:
        place = int(word.base // step)
        near = [line for row in (place - 1, place, place + 1) for line in heights.get(row, ())]
        shared, best = max(((_overlap(line[-1], word), line) for line in near), key=itemgetter(0), default=(0.0, []))
        if best and shared >= _OVER:
            now = int(best[-1].base // step)
            best.append(word)
            if now != place:  # a line that was scanned askew
                heights[now] = [line for line in heights[now] if line is not best]
                heights.setdefault(place, []).append(best)
        else:
            found.append([word])
            heights.setdefault(place, []).append(found[-1])
    return sorted(found, key=lambda line: (-base(line), line[0].left))


def base(line: Line) -> float:
    """Return how high a line stands: as high as most of its words, raised figures apart."""
    return median(word.base for word in line)


def _overlap(one: Word, other: Word) -> float:
    shared = min(one.top, other.top) - max(one.base, other.base)
    return shared / (CAP * min(one.size, other.size))


def row(line: Sequence[Word]) -> Row:
    """Make the text of a line."""
    joined = _together(line)
    size = median(word.size for word in joined for _ in word.text)
    text, calls = "", list[str]()
    before: Word | None = None
    if len(RIGHT_TO_LEFT.findall("".join(word.text for word in joined))) > sum(len(one.text) for one in joined) / 2:
        text = " ".join(_turned(word.text) for word in reversed(joined))
        joined = []
    for word in joined:
        raised = word.size < _SMALL * size and word.base > base(list(line)) + _RAISED * size
        if raised and word.text.isdecimal() and _CALLS.search(text):
            calls.append(word.text)
            before = _moved(before, word)
            continue
        if before is not None:
            gap = word.left - before.right
            text += before.after or (" " if gap > SPACE * min(before.size, word.size) else "")
        text += word.text
        before = word
    left, right = min(word.left for word in line), max(word.right for word in line)
    bold = all(word.bold for word in line)
    running = all(word.running for word in line)
    return Row(text.strip(), left, right, base(list(line)), size, bold, running, calls=calls)


def _moved(before: Word | None, call: Word) -> Word:
    """Return the word before a call with what follows the call as what follows itself."""
    return call if before is None else replace(before, right=call.right, after=call.after or before.after)


def _turned(word: str) -> str:
    """Return a word of a script that runs from right to left in the order in which it is read."""
    return word[::-1] if RIGHT_TO_LEFT.search(word) else word


def _together(line: Sequence[Word]) -> list[Word]:
    """Make words of letters that were set apart for show: C O M M U N I Q U É."""
    found: list[Word] = []
    run: list[Word] = []
    singles = [word.text for word in line if len(word.text) == 1]
    # Of a line that is set so, the figures are too; elsewhere they are cells of a table.
    whole = len(singles) >= max(2 * _SPACED, _WHOLE * len(line)) and sum(map(str.isalpha, singles)) > len(singles) / 2
    for word in (*line, None):
        if (
            word is not None
            and len(word.text) == 1
            and (word.text.isalpha() or (run and word.text in "'’-") or (whole and word.text.isdecimal()))
        ):
            run.append(word)
            continue
        found += _spelled(run)
        run = []
        if word is not None:
            found.append(word)
    return found


def _spelled(run: Sequence[Word]) -> list[Word]:
    gaps = [word.left - before.right for before, word in pairwise(run)]
    if len(run) < _SPACED or max(gaps) > 4 * run[0].size:
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


def starts(words: Sequence[Word], size: float) -> list[float]:
    """Return where the columns of a table begin: behind each gap that runs through all of it."""
    return [left for left, _ in _covered([(word.left, word.right) for word in words], size)]


def _covered(stretches: Iterable[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    """Join the stretches of a line between which there is no gap of columns."""
    found: list[tuple[float, float]] = []
    for left, right in sorted(stretches):
        if found and left - found[-1][1] < _BETWEEN * size:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def row_of_cells(band: Sequence[Word], begins: Sequence[float]) -> Row:
    """Make a row of words whose cells begin at some places; of each cell, all lines."""
    columns: dict[int, list[Word]] = {}
    for word in band:
        columns.setdefault(bisect_right(begins, word.left), []).append(word)
    made = row([word for line in lines(band) for word in line])
    made.cells = []
    for _, inside in sorted(columns.items()):
        first, *others = map(row, lines(inside))
        first.more = others
        made.cells.append(first)
    return made


def carried_on(
    spans: Sequence[tuple[int, int]], bands: Sequence[list[Word]], size: float
) -> tuple[list[tuple[int, int]], list[list[Word]]]:
    """Join the bands of which one is a single cell and carries the other on, or is carried on, by a small letter."""
    places, joined = list[tuple[int, int]](), list[list[Word]]()
    above: list[tuple[float, float]] = []  # what the last of them cover: a page of prose is one band in the end
    for span, band in zip(spans, bands, strict=True):
        first = min(band, key=lambda word: word.left)
        own = _covered([(word.left, word.right) for word in band], size)
        near = above if len(own) < 2 else above[:1] if len(above) < 2 else []
        if first.text[:1].islower() and any(abs(first.left - left) <= _BELOW * size for left, _ in near):
            joined[-1] += band
            places[-1] = places[-1][0], span[1]
            above = _covered([*above, *own], size)
        else:
            joined.append(list(band))
            places.append(span)
            above = own
    return places, joined


def run_of_rows(bands: Sequence[Sequence[Word]], columns: Sequence[int], size: float) -> int:
    """Return how many of some bands, the first among them, may be rows of one table, by where their cells begin."""
    words, most, stop = list[Word](), 0, 0
    for band, cells in zip(bands, columns, strict=False):
        words += band
        if (cells < 2 and (not most or _spans(band))) or len(starts(words, size)) < max(most, cells):
            break
        most, stop = max(most, cells), stop + 1
    while stop > 1 and columns[stop - 1] < 2:
        stop -= 1
    return stop


def _spans(band: Sequence[Word]) -> bool:
    """Whether a row of one cell is text between two tables."""
    return len(band) > SPANNING or (len(band) > _SENTENCE and band[-1].text.endswith("."))


def in_turn(bands: Sequence[Sequence[Word]]) -> bool:
    """Whether each of some bands was drawn after the one above it."""
    orders = [(min(word.order for word in band), max(word.order for word in band)) for band in bands]
    return all(one[1] < other[0] for one, other in pairwise(orders))


def is_sentence(one: Row) -> bool:
    """Whether what looks like a table's row is a sentence of two lines, with gaps in the first."""
    first, *others = [[cell.text, *(part.text for part in cell.more)] for cell in one.cells]
    goes_on = len(first) > 1 and first[1][:1].islower() and first[-1].endswith(_STOPS)
    return goes_on and bool(others) and all(len(texts) == 1 and texts[0][:1].islower() for texts in others)


def usual_gap(found: Sequence[Line], size: float) -> float:
    """Return the usual gap between the words of some lines, which is wide where all letters are."""
    gaps = (word.left - before.right for line in found for before, word in pairwise(line))
    return median([gap for gap in gaps if 0 < gap < _SPACE * size] or [0.25 * size])


def pitch(side: Sequence[Line], otherwise: float) -> float:
    """Return how far apart the lines of a column stand; `otherwise` for one line."""
    gaps = [base(one) - base(other) for one, other in pairwise(side)]
    return median(gaps) if gaps else otherwise


def neighbours(found: Sequence[Line]) -> Iterator[tuple[bool, Word, Word]]:
    """Yield each word, with the one before it on its line, and whether it is the line's first."""
    for line in found:
        yield True, line[0], line[0]
        for before, word in pairwise(line):
            yield False, before, word
