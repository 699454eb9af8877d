"""Combines words to lines, and lines to text and to rows of tables."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from operator import itemgetter
from statistics import median

from core.lang.letters import RIGHT_TO_LEFT, as_read
from core.reading.pdf.words import CAP, SPACE, Word
from core.reading.symbols_and_formulas import raised

Line = list[Word]
"""Words on one line, from left to right."""

_OVER = 0.5
"""Minimum vertical overlap of two words on one line, as a share of the lower one's height."""
_SPACED = 4
"""Minimum number of single letters in a row that are a letter-spaced word."""
_WORDS = 30
"""Maximum median number of words of a ruled table's cells; longer ones are text in columns."""
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
"""Minimum gap between two letter-spaced words, as a multiple of the gap between their letters."""
_SMALL, _RAISED = 0.85, 0.15
"""Maximum size of raised figures, as a multiple of the line's, and minimum height of them."""
_CALL = re.compile(r"\d{1,3}(?:(?:,|;|-|–|, )\d{1,3})*|\(\d{1,3}\)|\[\d{1,3}\]")
_CALLS = re.compile(r"(?:[^\W\d_]{3}|[.!?…,;:»”)])$")
"""Text before the reference to a footnote: a whole word, unlike in « m² » and « 1er »."""
_CENTS = re.compile(r"\d[.,]$")
_LOWERED, _LEAST, _INDEX = 0.2, 0.4, 4
"""Of an index, as in CO₂: minimum overlap with its word, as a share of its height; minimum size, as a multiple of the
word's; maximum number of characters."""


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
    if len(line) > 1 and last.size < _SMALL * line[-2].size:  # this is the word after an index
        return max(shared, _overlap(line[-2], word))
    is_index = len(word.text) <= _INDEX and _LEAST * last.size < word.size < _SMALL * last.size
    return _OVER if is_index and shared >= _LOWERED and abs(word.left - last.right) < SPACE * last.size else shared


def _overlap(word: Word, other: Word) -> float:
    """Return the vertical overlap of two words, as a share of the lower one's height; negative if there is none."""
    shared = min(word.top, other.top) - max(word.base, other.base)
    return shared / (CAP * min(word.size, other.size))


def row(line: Sequence[Word]) -> Row:
    """Return a line with its text, from which references to footnotes are left out."""
    joined = _together(line)
    size = median(word.size for word in joined for _ in word.text)
    level = base(list(line))
    text, calls = "", list[str]()
    before: Word | None = None
    for word in joined:
        is_raised = word.size < _SMALL * size and word.base > level + _RAISED * size
        if is_raised and _is_call(text, word.text):
            calls.append(word.text)
            before = _moved(before, word)
            continue
        if before is not None:
            gap = word.left - before.right
            text += before.after or (" " if gap > SPACE * min(before.size, word.size) else "")
        text += raised(text, word.text) if is_raised else word.text
        before = word
    text = as_read(text) if RIGHT_TO_LEFT.search(text) else text
    left, right = min(word.left for word in line), max(word.right for word in line)
    bold, running = all(word.bold for word in line), all(word.running for word in line)
    return Row(text.strip(), left, right, level, size, bold, running, calls=calls)


def _is_call(text: str, small: str) -> bool:
    """Whether raised characters after `text` refer to footnotes; two figures after « 1, » are the cents of a price."""
    return bool(_CALL.fullmatch(small) and _CALLS.search(text)) and not (len(small) == 2 and _CENTS.search(text))


def _moved(before: Word | None, call: Word) -> Word:
    """Return the word before a reference to a footnote as if it ended where the reference does."""
    return call if before is None else replace(before, right=call.right, after=call.after or before.after)


def _together(line: Sequence[Word]) -> list[Word]:
    """Combine the letters of letter-spaced words: C O M M U N I Q U É."""
    found: list[Word] = []
    run: list[Word] = []
    singles = [word.text for word in line if len(word.text) == 1]
    # Single figures are part of a word if the whole line is letter-spaced; otherwise they are cells of a table.
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
    """Return the left edges of a table's columns: each is after a gap that runs through all rows."""
    return [left for left, _ in _covered([(word.left, word.right) for word in words], size)]


def _covered(stretches: Iterable[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    """Join horizontal stretches (left, right) that are not separated by a gap between columns."""
    found: list[tuple[float, float]] = []
    for left, right in sorted(stretches):
        if found and left - found[-1][1] < _BETWEEN * size:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _cells_of(band: Sequence[Word], begins: Sequence[float]) -> list[list[Line]]:
    """Return the cells of a table's row, each with its lines, by its words and the left edges of the columns."""
    columns: dict[int, list[Word]] = {}
    for word in band:
        columns.setdefault(bisect_right(begins, word.left), []).append(word)
    return [lines(inside) for _, inside in sorted(columns.items())]


def _joined(lines_of: Sequence[Line]) -> Row:
    """Return a cell with its text: its first line, which has the others in `more`."""
    first, *others = map(row, lines_of)
    first.more = others
    return first


def rows_of(bands: Sequence[Sequence[Word]], table: Sequence[list[Row]]) -> list[Row]:
    """Return the rows of a table by their words and the cells that `table_of` returned."""
    found = []
    for band, cells in zip(filter(None, bands), table, strict=True):
        found.append(row([word for line in lines(band) for word in line]))
        found[-1].cells = cells
    return found


def table_of(
    bands: Sequence[list[Word]], size: float, known: dict[tuple[int, tuple[float, ...]], list[Row]] | None = None
) -> list[list[Row]]:
    """Return the cells of a table's rows by their words; empty if it is no table, or has one line in each row.

    `known` keeps cells between calls for parts of the same `bands`, as long as the columns begin at the same places.
    """
    begins = starts(list(chain.from_iterable(bands)), size)
    if len(begins) < 2:
        return []
    known = {} if known is None else known
    table, places = list[list[Row]](), tuple(begins)
    for band in filter(None, bands):
        key = id(band), places
        if key not in known:
            known[key] = list(map(_joined, _cells_of(band, begins)))
        table.append(known[key])
    wraps = any(len({len(cell.more) for cell in cells}) > 1 for cells in table)
    filled = sum(len(cells) > 1 for cells in table)
    if not wraps or filled < 2 or 2 * filled < len(table):
        return []
    lengths = (sum(len(part.text.split()) for part in (cell, *cell.more)) for cells in table for cell in cells)
    return table if median(lengths) <= _WORDS else []


def carried_on(
    spans: Sequence[tuple[int, int]], bands: Sequence[list[Word]], size: float
) -> tuple[list[tuple[int, int]], list[list[Word]]]:
    """Join bands where one continues the other: it begins with a lower-case letter, and either is a single cell."""
    places, joined = list[tuple[int, int]](), list[list[Word]]()
    above: list[tuple[float, float]] = []
    """What the last joined band covers; computed step by step, since all bands of a page of prose may be joined."""
    for span, band in zip(spans, bands, strict=True):
        first = min(band, key=lambda word: word.left)
        covered = _covered([(word.left, word.right) for word in band], size)
        near = above if len(covered) < 2 else above[:1] if len(above) < 2 else []
        if first.text[:1].islower() and any(abs(first.left - left) <= _BELOW * size for left, _ in near):
            joined[-1] += band
            places[-1] = places[-1][0], span[1]
            above = _covered([*above, *covered], size)
        else:
            joined.append(list(band))
            places.append(span)
            above = covered
    return places, joined


def run_of_rows(bands: Sequence[Sequence[Word]], columns: Sequence[int], size: float) -> int:
    """Return how many bands, from the first on, may be rows of one table, by the left edges of their cells."""
    covered, most, stop = list[tuple[float, float]](), 0, 0
    for band, cells in zip(bands, columns, strict=False):
        covered = _covered([*covered, *((word.left, word.right) for word in band)], size)
        if (cells < 2 and (not most or _spans(band))) or len(covered) < max(most, cells):
            break
        most, stop = max(most, cells), stop + 1
    while stop > 1 and columns[stop - 1] < 2:
        stop -= 1
    return stop


def _spans(band: Sequence[Word]) -> bool:
    """Whether a row of one cell is text between two tables."""
    return len(band) > SPANNING or (len(band) > _SENTENCE and band[-1].text.endswith("."))


def in_turn(bands: Sequence[Sequence[Word]]) -> bool:
    """Whether each band was drawn after the one above it."""
    orders = [(min(word.order for word in band), max(word.order for word in band)) for band in bands]
    return all(above[1] < below[0] for above, below in pairwise(orders))


def is_sentence(cells: Sequence[Row]) -> bool:
    """Whether the cells of a supposed row are a sentence of two lines, with wide gaps in the first."""
    first, *others = [[cell.text, *(part.text for part in cell.more)] for cell in cells]
    goes_on = len(first) > 1 and first[1][:1].islower() and first[-1].endswith(_STOPS)
    return goes_on and bool(others) and all(len(texts) == 1 and texts[0][:1].islower() for texts in others)


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
