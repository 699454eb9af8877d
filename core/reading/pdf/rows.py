"""Combines lines to text and to rows of tables, and tells figures, labels and running text apart."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from statistics import median

from core.lang.letters import RIGHT_TO_LEFT, as_read
from core.reading.pdf.display_type import together
from core.reading.pdf.structure import Tag
from core.reading.pdf.words import SMALL, SPACE, Line, Word, base, cover, in_margin, lines, starts
from core.reading.symbols_and_formulas import raised

_WORDS = 30
"""Maximum median number of words of a ruled table's cells; longer ones are text in columns."""
SPANNING = 12
"""Maximum number of words of a row with a single cell; more are text between two tables."""
_SENTENCE = 3
"""Number of words above which such a row is text if it ends with a full stop."""
_BELOW, _RAISED = 0.5, 0.15
"""Maximum difference of the left edges of cells in one column, and minimum height of raised figures, in font sizes."""
_STOPS = (".", "!", "?", "…", "»")
_CALL = re.compile(r"\d{1,3}(?:(?:,|;|-|–|, )\d{1,3})*|\(\d{1,3}\)|\[\d{1,3}\]")
_CALLS = re.compile(r"(?:[^\W\d_]{3}|[.!?…,;:»”)])$")
"""Text before the reference to a footnote: a whole word, unlike in « m² » and « 1er »."""
_CENTS = re.compile(r"\d[.,]$")

_MARK = re.compile(r"[-•*·▪◦‣–—►➢✓□☐■●○]|\(?(?:\d{1,4}[.)°]|\d{1,2}|[a-zA-Z][.)]?|[ivxIVX]{1,5}[.)])")
_NUMBER = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_NOTHING = frozenset({"-", "–", "—", "n.d.", "nd", "n.c.", "néant", "..."})
_LABELS = 0.8
"""Minimum share of lines that end with a colon on the left of a table of labels."""
PROSE = 0.3
"""Share of lines that begin with a lower-case letter above which they are running text."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """A gap between columns: the left edge of the right one, and the first and last of the lines beside it."""

    x: float
    first: int
    last: int
    floats: frozenset[int]
    """Drawing orders of the words of pull quotes that columns run around."""
    worth: float

    def parts(self, found: Sequence[Line]) -> list[list[Word]]:
        """Return the words of some lines in reading order: above, in the columns, the quotes between these, below."""
        ends = 0, self.first, self.last + 1, len(found)
        above, within, below = ([word for line in found[first:end] for word in line] for first, end in pairwise(ends))
        quotes, text = ([word for word in within if (word.order in self.floats) == floats] for floats in (True, False))
        leftward = 2 * sum(RIGHT_TO_LEFT.search(word.text) is not None for word in text) > len(text)
        sides = ([word for word in text if (word.left < self.x) != second] for second in (leftward, not leftward))
        return [above, *sides, quotes, below]


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
    head: float = 0.0
    """Width of its first word."""
    tag: Tag | None = None
    """What the PDF says it is part of, if anything."""
    margin: str = ""
    """The figure at its beginning or end that stands in the margin of the page, if any."""

    def drop_margin(self) -> None:
        """Remove the figure in the margin from the text and the cells."""
        text = self.text.removeprefix(self.margin).lstrip()
        self.text = text if text != self.text else self.text.removesuffix(self.margin).rstrip()
        self.cells = [cell for cell in self.cells if cell.text != self.margin or cell.more]


def row(line: Sequence[Word]) -> Row:
    """Return a line with its text, from which references to footnotes are left out."""
    joined = together(line)
    size = median(word.size for word in joined for _ in word.text)
    level = base(list(line))
    text, calls = "", list[str]()
    before: Word | None = None
    for word in joined:
        is_raised = word.size < SMALL * size and word.base > level + _RAISED * size
        if is_raised and _is_call(text, word.text):
            calls.append(word.text)
            before = _moved(before, word)
            continue
        if before is not None:
            gap = word.left - before.right
            opened = before is joined[0] and before.size < SMALL * word.size and before.base > level + _RAISED * size
            text += before.after or (" " if opened or gap > SPACE * min(before.size, word.size) else "")
        text += raised(text, word.text) if is_raised else word.text
        before = word
    text = as_read(text) if RIGHT_TO_LEFT.search(text) else text
    left, right = min(word.left for word in line), max(word.right for word in line)
    bold, running = all(word.bold for word in line), all(word.running for word in line)
    return Row(text.strip(), left, right, level, size, bold, running, calls=calls, head=_first_width(joined, text))


def mark_margin(words: Sequence[Word], stretches: Sequence[Sequence[Row]]) -> None:
    """Set `margin` of the line beside the figure in the margin, if there is one."""
    if not (found := in_margin(words)):
        return
    for line in (line for stretch in stretches for line in stretch):
        if abs(line.base - found.base) < found.size and found.text in (line.text.split()[:1] + line.text.split()[-1:]):
            line.margin = found.text
            beside = [word for word in words if abs(word.base - line.base) < found.size / 2 and word is not found]
            if beside and found.left < line.right == found.right:
                line.right = max(word.right for word in beside)
            elif beside:
                line.left = min(word.left for word in beside)
            return


def page_numbers(rows: Iterable[tuple[int, Row]]) -> dict[int, Row]:
    """Return the lines, by their pages, whose figures in the margin are the numbers of these pages."""
    margins = {page: row for page, row in rows if row.margin}
    shifts = Counter(int(row.margin) - page for page, row in margins.items())
    common = {shift for shift, count in shifts.items() if count > 2 or (count == 2 and shift == 1)}
    return {page: row for page, row in margins.items() if int(row.margin) - page in common}


def _first_width(joined: Sequence[Word], text: str) -> float:
    """Return the width of a line's first word, with signs that a fixed space binds to it; `text` is the line's."""
    leftward = bool(RIGHT_TO_LEFT.match(text.lstrip(" .,:;!?«»\"'()")))
    words = list(reversed(joined)) if leftward else joined
    last = words[0]
    for before, word in pairwise(words):
        gap = before.left - word.right if leftward else word.left - before.right
        if before.after == " " or (gap > SPACE * min(before.size, word.size) and not before.after):
            break
        last = word
    return abs((words[0].right - last.left) if leftward else (last.right - words[0].left))


def _is_call(text: str, small: str) -> bool:
    """Whether raised characters after `text` refer to footnotes; two figures after « 1, » are the cents of a price."""
    return bool(_CALL.fullmatch(small) and _CALLS.search(text)) and not (len(small) == 2 and _CENTS.search(text))


def _moved(before: Word | None, call: Word) -> Word:
    """Return the word before a reference to a footnote as if it ended where the reference does."""
    return call if before is None else replace(before, right=call.right, after=call.after or before.after)


def in_order(cells: list[Row]) -> list[Row]:
    """Return the cells of a row in the order of reading: from the right, if most have letters of that direction."""
    worded = [cell for cell in cells if any(map(str.isalpha, cell.text))]
    leftward = sum(bool(RIGHT_TO_LEFT.search(cell.text)) for cell in worded)
    return cells[::-1] if 2 * leftward > len(worded) else cells


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
        found[-1].cells = in_order(cells)
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
        covered = cover([(word.left, word.right) for word in band], size)
        near = above if len(covered) < 2 else above[:1] if len(above) < 2 else []
        if first.text[:1].islower() and any(abs(first.left - left) <= _BELOW * size for left, _ in near):
            joined[-1] += band
            places[-1] = places[-1][0], span[1]
            above = cover([*above, *covered], size)
        else:
            joined.append(list(band))
            places.append(span)
            above = covered
    return places, joined


def run_of_rows(bands: Sequence[Sequence[Word]], columns: Sequence[int], size: float) -> int:
    """Return how many bands, from the first on, may be rows of one table, by the left edges of their cells."""
    covered, most, stop = list[tuple[float, float]](), 0, 0
    for band, cells in zip(bands, columns, strict=False):
        covered = cover([*covered, *((word.left, word.right) for word in band)], size)
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


def is_item_mark(text: str) -> bool:
    """Whether a word is the mark of an item: a bullet, a number or a letter."""
    return bool(_MARK.fullmatch(text))


def are_labels(texts: Sequence[str]) -> bool:
    """Whether texts are labels with a colon, of what stands beside them."""
    return sum(text.endswith(":") for text in texts) >= _LABELS * len(texts)


def is_text(side: Sequence[Line]) -> bool:
    """Whether the lines on one side of a gap are running text."""
    return is_prose([row(line).text for line in side])


def is_prose(texts: Sequence[str]) -> bool:
    """Whether the lines of a text are running text: some begin within a sentence."""
    small = sum(text[:1].islower() for text in texts[1:])
    return small >= PROSE * (len(texts) - 1) and sum(len(text.split()) for text in texts) >= 2 * len(texts)


def figures(texts: Sequence[str]) -> float:
    """Return the share of cells with a figure and at most one word, such as a unit."""

    def is_figure(text: str) -> bool:
        return text in _NOTHING or (bool(_NUMBER.search(text)) and len(_WORD.findall(text)) <= 1)

    return sum(map(is_figure, texts)) / len(texts)
