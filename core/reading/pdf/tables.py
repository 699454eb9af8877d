"""Tables, which are read row by row: distinguished from columns of text by what is in them."""

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median

from core.reading.pdf.ink import grids
from core.reading.pdf.rows import (
    SPANNING,
    Line,
    Row,
    base,
    carried_on,
    in_turn,
    is_sentence,
    lines,
    pitch,
    row,
    row_of_cells,
    run_of_rows,
    starts,
    usual_gap,
)
from core.reading.pdf.words import Word, usual_size

_MARK = re.compile(r"[-•*·▪◦‣–—►➢✓□☐■●○]|\(?(?:\d{1,4}[.)°]|\d{1,2}|[a-zA-Z][.)]?|[ivxIVX]{1,5}[.)])")
_NUMBER = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_NOTHING = frozenset({"-", "–", "—", "n.d.", "nd", "n.c.", "néant", "..."})
_LEVEL = 0.3
"""Maximum vertical distance of lines in one row, as a multiple of the font size."""
_PROSE = 0.3
"""Share of lines that begin with a lower-case letter above which they are running text."""
_FIGURES = 0.6
_LOOSE = 1.45
"""Minimum distance of rows, as a multiple of the font size: more than that of lines of text."""
_SPARSE = 1.8
"""Distance of labels, each with text of its own, as a multiple of the line spacing beside them."""
_CELL = 1.2
"""Minimum gap within a line that may separate two cells, as a multiple of the font size."""
_WIDER = 2.5
"""The same, as a multiple of the usual gap between words."""
_ALIGNED = 0.5
_WORDS = 30
"""Maximum median number of words of a ruled table's cells; longer ones are text in columns."""
_STRIP = 0.2
"""How much wider than the gap between lines the one between rows is, as a multiple of the font size."""
_LONGEST = 50
"""Maximum number of words of a cell in a table without rules."""
_SHORT = 15
"""Maximum number of words of a cell in a table that is looked for before columns are."""
_TRIES = 8
"""Maximum number of rows per page that are tried as a table's first and fail."""
_MOST_ROWS = 60
"""Maximum number of rows of a table without rules."""
_LABEL = 6
"""Maximum number of words of a line that may label a row; a longer one is running text."""
_WRAPPED = 4
"""Maximum number of lines of a table's row."""


def is_mark(text: str) -> bool:
    """Whether a word is the mark of an item: a bullet, a number or a letter."""
    return bool(_MARK.fullmatch(text))


def is_table(left: list[Line], right: list[Line], size: float, ruled: Sequence[float]) -> bool:
    """Whether the lines left and right of a gap are cells of rows; `ruled` are the heights of rules that cross it."""
    if not left or not right:
        return False
    level = [(one, other) for one in left for other in right if abs(base(one) - base(other)) <= _LEVEL * size]
    share, whole = len(level) / min(len(left), len(right)), len(level) / max(len(left), len(right))
    if share < _FIGURES:
        return False
    texts, others = [row(line).text for line in left], [row(line).text for line in right]
    prose = _prose(texts), _prose(others)
    gap = _CELL * size
    near = [row(_cells(line, gap)[-1]).text for line in left], [row(_cells(line, gap)[0]).text for line in right]
    low, top = base(left[-1]), base(left[0])
    crossing = sum(low < y < top for y in ruled)
    ends = [row(_cells(line, gap)[-1]).text for line in right]
    alone = not crossing and _figures(ends) >= _FIGURES > _figures(near[1]) and not _row_by_row(level)
    if alone and (_figures(near[0]) >= _FIGURES or max(len(text.split()) for text in texts) > _LABEL):
        return False  # a table by itself, in the column beside another one or a text
    if max(_figures(near[0]), _figures(near[1])) >= _FIGURES:
        return not _hold_text(texts, others) and (whole >= _FIGURES or not any(prose))
    steps = pitch(left, 1.2 * size), pitch(right, 1.2 * size)
    if prose[1] and not prose[0] and len(left) >= 2 and steps[0] >= _SPARSE * steps[1] and share >= 0.8:
        return True  # labels in the margin of their text
    if any(prose):
        return crossing >= 2 and crossing >= len(level) / 2
    return crossing > 0 or max(steps) >= _LOOSE * size or _row_by_row(level)


def is_text(side: Sequence[Line]) -> bool:
    """Whether the lines on one side of a gap are text that runs on."""
    return _prose([row(line).text for line in side])


def _row_by_row(level: Sequence[tuple[Line, Line]]) -> bool:
    """Whether a table's cells were drawn one row after the other; columns are drawn whole."""
    turns = [(one[0].order, other[0].order, later[0].order) for (one, other), (later, _) in pairwise(level)]
    return len(turns) > 1 and sum(one < other < later for one, other, later in turns) >= 0.7 * len(turns)


def _prose(texts: Sequence[str]) -> bool:
    small = sum(text[:1].islower() for text in texts[1:])
    return small >= _PROSE * (len(texts) - 1) and sum(len(text.split()) for text in texts) >= 2 * len(texts)


def _hold_text(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether there is text on both sides, on one of them over several lines: below tables, each in a column."""
    sides = left, right
    long = all(any(len(text.split()) > _LABEL and not _NUMBER.search(text) for text in side) for side in sides)
    pairs = (pair for side in sides for pair in pairwise(side))
    return long and any(len(one.split()) > _LABEL and other[:1].islower() for one, other in pairs)


def _figures(texts: Sequence[str]) -> float:
    """Return the share of cells that hold a figure, with a unit at most."""

    def is_figure(text: str) -> bool:
        return text in _NOTHING or (bool(_NUMBER.search(text)) and len(_WORD.findall(text)) <= 1)

    return sum(map(is_figure, texts)) / len(texts)


def rows(found: Sequence[Line]) -> list[Row]:
    """Make rows of lines that stand below each other; those of a table have their cells."""
    size = usual_size([word for line in found for word in line])
    made, place = list[Row](), 0
    for first, last, table in spaced(found, size):
        made += [*_rows(found[place:first], size), *table]
        place = last
    return made + _rows(found[place:], size)


def drawn(words: Sequence[Word]) -> tuple[list[Row], set[int]]:
    """Return the first table of a page that space alone parts and that was drawn row by row, as `ruled` does."""
    found = lines(words)
    for first, last, made in spaced(found, usual_size(words), drawn_so=True):
        return made, {word.order for line in found[first:last] for word in line}
    return [], set()


def spaced(found: Sequence[Line], size: float, *, drawn_so: bool = False) -> list[tuple[int, int, list[Row]]]:
    """Return the tables whose rows are parted by space alone, and that have cells of several lines.

    That is the line with which each begins, the one behind it, and its rows. Of a row, cells are read whole, wherever
    in it they are set. With `drawn_so`, only those that were drawn row by row, which text in columns is not.
    """
    lows, tops = [min(one.base for one in line) for line in found], [max(one.top for one in line) for line in found]
    strips = [low - top for low, top in zip(lows, tops[1:], strict=False)]
    tables = list[tuple[int, int, list[Row]]]()
    between = sorted(one for one in strips if one > 0) or [0]
    for least in (between[len(between) // 4] + _STRIP * size, 0):
        ends = [place for place, strip in enumerate(strips, 1) if strip > least] + [len(found)] * bool(found)
        spans = list(zip([0, *ends], ends, strict=False))
        bands = [list(chain.from_iterable(found[first:last])) for first, last in spans]
        if not least:
            spans, bands = carried_on(spans, bands, size)
        columns = [len(starts(band, size)) for band in bands]
        place, tries = 0, _TRIES
        while place < len(bands) and not (tables and least == 0):
            stop = place + run_of_rows(bands[place : place + _MOST_ROWS], columns[place:], size)
            made = _grid(bands[place:stop], size) if stop > place + 1 else []
            is_text = bool(made) and (is_sentence(made[0]) or _has_text(made))
            if made and not is_text and (not drawn_so or (in_turn(bands[place:stop]) and _is_plain(made))):
                tables.append((spans[place][0], spans[stop - 1][1], made))
            elif made and tries:  # text in columns may stand right above
                stop, tries = place + 1, tries - 1
            place = max(stop, place + 1)
    return tables


def _is_plain(made: Sequence[Row]) -> bool:
    """Whether all cells are short and go on with small letters, and one of a row at most is long: it is no text."""
    cells = [cell for one in made for cell in one.cells]
    longest = max(sum(len(part.text.split()) for part in (cell, *cell.more)) for cell in cells)
    if any(sum(len(cell.more) > 1 for cell in one.cells) > 1 for one in made):
        return False
    heads, more = [cell.text for cell in cells], [part.text for cell in cells for part in cell.more]
    return (
        longest <= _SHORT and not any(text[:1].islower() for text in heads) and all(text[:1].islower() for text in more)
    )


def _has_text(made: Sequence[Row]) -> bool:
    """Whether what looks like a table is text beside the marks of its items, or in columns."""
    cells = [cell for one in made for cell in one.cells]
    longest = max(sum(len(part.text.split()) for part in (cell, *cell.more)) for cell in cells)
    marks = sum(is_mark(one.cells[0].text) for one in made if len(one.cells) > 1)
    items = any(is_mark(part.text.split()[0]) for cell in cells for part in cell.more)
    small = sum(cell.text[:1].islower() for cell in cells) > _PROSE * len(cells)
    return items or small or 2 * marks > len(made) or longest > _LONGEST


def _rows(found: Sequence[Line], size: float) -> list[Row]:
    parts = [_cells(line, max(_CELL * size, _WIDER * usual_gap(found, size))) for line in found]
    tabled = _tabled(parts, size)
    made: list[Row] = []
    for place, cells in enumerate(parts):
        if place in tabled:
            made.append(row(found[place]))
            made[-1].cells = [row(cell) for cell in cells]
        elif made and made[-1].cells and _runs_on(made[-1], cells, size, base(found[place])):
            for cell in map(row, cells):
                _column(made[-1], cell).more.append(cell)
            made[-1].base = base(found[place])
        else:
            made.append(row(found[place]))
    return made


def _tabled(parts: Sequence[Sequence[Line]], size: float) -> set[int]:
    """Return which lines are rows of tables: their cells stand below each other, and hold no text that runs on."""
    tabled: set[int] = set()
    run: list[int] = []
    for place in range(len(parts) + 1):
        if place < len(parts) and len(parts[place]) > 1 and (not run or _aligned(parts[run[-1]], parts[place], size)):
            run.append(place)
            continue
        if run and place < len(parts) and place - run[-1] < _WRAPPED and _wraps(parts[run[-1]], parts[place], size):
            continue
        texts = [row(cell).text for one in run for cell in parts[one][1:]]
        small = sum(text[:1].islower() for text in texts)
        if len(run) > 1 and (small <= _PROSE * len(texts) or _figures(texts) >= _FIGURES):
            # A line of few words beside a table may be as loose, but its words run on.
            tabled.update(one for one in run if not all(row(cell).text[:1].islower() for cell in parts[one][1:]))
        run = [place] if place < len(parts) and len(parts[place]) > 1 else []
    return tabled


def _wraps(cells: Sequence[Line], line: Sequence[Line], size: float) -> bool:
    """Whether a line without a gap carries on a cell of the row above."""
    near = any(abs(cell[0].left - line[0][0].left) <= _ALIGNED * size for cell in cells)
    return len(line) == 1 and near and row(line[0]).text[:1].islower()


def _cells(line: Line, gap: float) -> list[Line]:
    """Cut a line where its gaps are wide beside the others."""
    gaps = [word.left - before.right for before, word in pairwise(line)]
    narrow = [one for one in gaps if one < gap]
    wide = max(gap, 2 * median(narrow)) if narrow else gap
    found = [[line[0]]]
    for space, word in zip(gaps, line[1:], strict=True):
        if space >= wide:
            found.append([word])
        else:
            found[-1].append(word)
    # The mark of an item is no cell.
    if len(found) == 2 and len(found[0]) == 1 and is_mark(found[0][0].text):
        return [line]
    return found


def _aligned(cells: Sequence[Line], others: Sequence[Line], size: float) -> bool:
    """Whether cells of two rows, but for the first, begin below each other, or are figures that end so."""
    return any(
        abs(one[0].left - other[0].left) <= _ALIGNED * size
        or (abs(one[-1].right - other[-1].right) <= _ALIGNED * size and _figures([row(one).text, row(other).text]) == 1)
        for one in cells[1:]
        for other in others[1:]
    )


def _runs_on(before: Row, cells: Sequence[Line], size: float, height: float) -> bool:
    """Whether a line carries on cells of the row above it."""
    if len(cells) >= len(before.cells) or before.base - height > 1.7 * size:
        return False
    for cell in map(row, cells):
        column = _column(before, cell)
        if abs(cell.left - column.left) > _ALIGNED * size or cell.bold != column.bold:
            return False
        if column is before.cells[0] and not cell.text[:1].islower():
            return False
    return True


def _column(before: Row, cell: Row) -> Row:
    return min(before.cells, key=lambda one: abs(one.left - cell.left))


def ruled(words: Sequence[Word], rules: Sequence[tuple[float, float, float]]) -> tuple[list[Row], set[int]]:
    """Return the rows of a table whose rows are separated by rules, and the orders of their words, or none.

    Of a row between two rules, cells are read whole, wherever in it they are set: one of three lines stands beside one
    that is set at its foot. Tables with a line a row are read as others are.
    """
    size = usual_size(words)
    for left, right, heights in grids(rules):
        bands: list[list[Word]] = [[]]
        for top, low in pairwise(heights):
            band = [word for word in words if low < word.middle < top]
            beside = any(word.left < left - size or word.right > right + size for word in band)
            # Between the rules of two tables stands text, and between those of a page all of it.
            if beside or (len(band) > SPANNING and len(starts(band, size)) == 1):
                if made := _grid(bands, size):
                    return made, {word.order for one in bands for word in one}
                bands = [[]]
            else:
                bands.append(band)
        if made := _grid(bands, size):
            return made, {word.order for one in bands for word in one}
    return [], set()


def _grid(bands: Sequence[list[Word]], size: float) -> list[Row]:
    """Return the rows of a table from what stands between its rules; nothing if it is none, or has a line a row."""
    begins = starts(list(chain.from_iterable(bands)), size)
    made = [row_of_cells(band, begins) for band in bands if band]
    cells = [cell for one in made for cell in one.cells]
    wraps = any(len({len(cell.more) for cell in one.cells}) > 1 for one in made)
    filled = sum(len(one.cells) > 1 for one in made)
    if len(begins) < 2 or not wraps or filled < 2 or 2 * filled < len(made):
        return []
    lengths = (sum(len(part.text.split()) for part in (cell, *cell.more)) for cell in cells)
    return made if median(lengths) <= _WORDS else []
