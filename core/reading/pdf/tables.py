"""Recognises tables, which are read row by row, and distinguishes them from columns of text by their contents."""

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median

from core.lang.letters import RIGHT_TO_LEFT
from core.reading.pdf.rows import (
    PROSE,
    SPANNING,
    Row,
    are_labels,
    carried_on,
    figures,
    in_order,
    in_turn,
    is_item_mark,
    is_prose,
    is_sentence,
    row,
    rows_of,
    run_of_rows,
    table_of,
)
from core.reading.pdf.structure import grids
from core.reading.pdf.words import Line, Word, base, lines, pitch, starts, usual_gap, usual_size, with_outer_rows

_NUMBER = re.compile(r"\d")
_LEVEL, _FIGURES, _LOOSE, _SPARSE = 0.3, 0.6, 1.45, 1.8
"""Maximum vertical distance of lines in one row, in font sizes; minimum share of cells with figures, or of lines;
minimum distance of rows, in font sizes, and of labels beside a text, as a multiple of its line spacing."""
_CELL, _WIDER, _CUT = 1.2, 2.5, 0.3
"""Minimum gap that may separate two cells, as a multiple of the font size; the same, of the usual gap between words;
that on a page where spaces between words are drawn, of the font size."""
_ALIGNED, _STRIP = 0.5, 0.2
"""Maximum difference of aligned edges, minimum one of the gaps between rows and lines, in font sizes."""
_LONGEST, _SHORT, _LABEL = 50, 15, 6
"""Maximum number of words: of a cell in a table without rules, of one in a table that is looked for before columns are,
and of a line that may label a row; a longer one is running text."""
_TRIES, _MOST_ROWS, _WRAPPED = 8, 60, 4
"""Maximum number of rows of a page tried as a table's first that fail, of a table's rows, and of a row's lines."""
_HEAD, _OVER, _LEVELS = 4, 0.75, 2.6
"""Of a second line of heads above a table: maximum words of a head; maximum height of a head between the two lines, and
of the upper one, above the first row, as multiples of the distance of rows."""


def is_table(left: list[Line], right: list[Line], size: float, ruled: Sequence[float]) -> bool:
    """Whether the lines left and right of a gap are cells of rows; `ruled` are the heights of rules that cross it."""
    if not left or not right:
        return False
    level = [(line, other) for line in left for other in right if abs(base(line) - base(other)) <= _LEVEL * size]
    share, whole = len(level) / min(len(left), len(right)), len(level) / max(len(left), len(right))
    if share < _FIGURES:
        return False
    texts, others = [row(line).text for line in left], [row(line).text for line in right]
    if whole >= _FIGURES and are_labels(texts):
        return True
    prose = is_prose(texts), is_prose(others)
    gap = _CELL * size
    near = [row(_cells(line, gap)[-1]).text for line in left], [row(_cells(line, gap)[0]).text for line in right]
    low, top = base(left[-1]), base(left[0])
    crossing = sum(low < y < top for y in ruled)
    ends = [row(_cells(line, gap)[-1]).text for line in right]
    alone = not crossing and figures(ends) >= _FIGURES > figures(near[1]) and not _row_by_row(level)
    if alone and (figures(near[0]) >= _FIGURES or max(len(text.split()) for text in texts) > _LABEL):
        return False  # the right side is a table of its own, beside a text or another table
    if max(figures(near[0]), figures(near[1])) >= _FIGURES:
        return not _hold_text(texts, others) and (whole >= _FIGURES or not any(prose))
    steps = pitch(left, 1.2 * size), pitch(right, 1.2 * size)
    if prose[1] and not prose[0] and len(left) >= 2 and steps[0] >= _SPARSE * steps[1] and share >= 0.8:
        return True  # labels in the margin of their text
    if any(prose):
        return crossing >= 2 and crossing >= len(level) / 2
    return crossing > 0 or max(steps) >= _LOOSE * size or _row_by_row(level)


def _row_by_row(level: Sequence[tuple[Line, Line]]) -> bool:
    """Whether cells were drawn row by row, as those of tables are, unlike columns of text."""
    orders = [(left[0].order, right[0].order, below[0].order) for (left, right), (below, _) in pairwise(level)]
    return len(orders) > 1 and sum(left < right < below for left, right, below in orders) >= 0.7 * len(orders)


def _hold_text(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether there is text on both sides, and on one of them over several lines, as below tables in two columns."""
    sides = left, right
    long = all(any(len(text.split()) > _LABEL and not _NUMBER.search(text) for text in side) for side in sides)
    pairs = (pair for side in sides for pair in pairwise(side))
    return long and any(len(line.split()) > _LABEL and following[:1].islower() for line, following in pairs)


def rows(found: Sequence[Line]) -> list[Row]:
    """Return the rows of lines from top to bottom; the rows of tables have cells."""
    size = usual_size([word for line in found for word in line])
    result, place = list[Row](), 0
    for first, last, table in spaced(found, size):
        result += [*_rows(found[place:first], size), *table]
        place = last
    return result + _rows(found[place:], size)


def drawn(words: Sequence[Word]) -> tuple[list[Row], set[int]]:
    """Return the first table of a page without rules that was drawn row by row, in the same form as `ruled`."""
    found = lines(words)
    for first, last, table in spaced(found, usual_size(words), row_by_row=True):
        return table, {word.order for line in found[first:last] for word in line}
    return [], set()


def spaced(found: Sequence[Line], size: float, *, row_by_row: bool = False) -> list[tuple[int, int, list[Row]]]:
    """Return the tables whose rows are separated by space only, and that have cells of several lines.

    Each is returned as the index of its first line, the index after its last line, and its rows. Cells are read as a
    whole, wherever they are in their row. With `row_by_row`, only tables that were drawn so, unlike text in columns.
    """
    lows, tops = [min(word.base for word in line) for line in found], [max(word.top for word in line) for line in found]
    strips = [low - top for low, top in zip(lows, tops[1:], strict=False)]
    tables = list[tuple[int, int, list[Row]]]()
    between = sorted(strip for strip in strips if strip > 0) or [0]
    for least in (between[len(between) // 4] + _STRIP * size, 0):
        ends = [place for place, strip in enumerate(strips, 1) if strip > least] + [len(found)] * bool(found)
        spans = list(zip([0, *ends], ends, strict=False))
        bands = [list(chain.from_iterable(found[first:last])) for first, last in spans]
        if not least:
            spans, bands = carried_on(spans, bands, size)
        columns = [len(starts(band, size)) for band in bands]
        place, tries, known = 0, _TRIES, dict[tuple[int, tuple[float, ...]], list[Row]]()
        while place < len(bands) and not (tables and least == 0):
            stop = place + run_of_rows(bands[place : place + _MOST_ROWS], columns[place:], size)
            table = table_of(bands[place:stop], size, known) if stop > place + 1 else []
            is_text = bool(table) and (is_sentence(table[0]) or _has_text(table))
            if table and not is_text and (not row_by_row or (in_turn(bands[place:stop]) and _is_plain(table))):
                tables.append((spans[place][0], spans[stop - 1][1], rows_of(bands[place:stop], table)))
            elif table and tries:  # there may be text in columns right above the table
                stop, tries = place + 1, tries - 1
            place = max(stop, place + 1)
    return tables


def _is_plain(table: Sequence[Sequence[Row]]) -> bool:
    """Whether all cells are short and continue in lower case, and at most one in a row has more than two lines."""
    cells = list(chain.from_iterable(table))
    longest = max(sum(len(part.text.split()) for part in (cell, *cell.more)) for cell in cells)
    if any(sum(len(cell.more) > 1 for cell in row_cells) > 1 for row_cells in table):
        return False
    heads, more = [cell.text for cell in cells], [part.text for cell in cells for part in cell.more]
    return (
        longest <= _SHORT and not any(text[:1].islower() for text in heads) and all(text[:1].islower() for text in more)
    )


def _has_text(table: Sequence[Sequence[Row]]) -> bool:
    """Whether a supposed table is text: a list with marks, or text in columns."""
    cells = list(chain.from_iterable(table))
    longest = max(sum(len(part.text.split()) for part in (cell, *cell.more)) for cell in cells)
    marks = sum(is_item_mark(row_cells[0].text) for row_cells in table if len(row_cells) > 1)
    items = any(is_item_mark(part.text.split()[0]) for cell in cells for part in cell.more)
    small = sum(cell.text[:1].islower() for cell in cells) > PROSE * len(cells)
    return items or small or 2 * marks > len(table) or longest > _LONGEST


def _rows(found: Sequence[Line], size: float) -> list[Row]:
    parts = [_cells(line, max(_CELL * size, _WIDER * usual_gap(found, size))) for line in found]
    tabled = _tabled(parts, size)
    between = _add_heads(parts, tabled, [base(line) for line in found], size)
    result: list[Row] = []
    for place, cells in enumerate(parts):
        if place in between:
            continue
        if place in tabled:
            result.append(row([word for cell in cells for word in cell]))
            result[-1].cells = in_order([row(cell) for cell in cells])
        elif result and result[-1].cells and _runs_on(result[-1], cells, size, base(found[place])):
            for cell in map(row, cells):
                _column(result[-1], cell).more.append(cell)
            result[-1].base = base(found[place])
        else:
            result.append(row(found[place]))
    return result


def _tabled(parts: Sequence[Sequence[Line]], size: float) -> set[int]:
    """Return the indices of lines that are rows of tables: their cells are aligned, and are not running text."""
    tabled: set[int] = set()
    run: list[int] = []
    for place in range(len(parts) + 1):
        if place < len(parts) and len(parts[place]) > 1 and (not run or _aligned(parts[run[-1]], parts[place], size)):
            run.append(place)
            continue
        if run and place < len(parts) and place - run[-1] < _WRAPPED and _wraps(parts[run[-1]], parts[place], size):
            continue
        texts = [row(cell).text for member in run for cell in parts[member][1:]]
        small = sum(text[:1].islower() for text in texts)
        labelled = are_labels([row(parts[member][0]).text for member in run])
        if len(run) > 1 and (small <= PROSE * len(texts) or labelled or figures(texts) >= _FIGURES):
            # A short line next to a table may have wide gaps too, but then its words continue in lower case.
            tabled.update(
                at for at in run if labelled or not all(row(cell).text[:1].islower() for cell in parts[at][1:])
            )
        run = [place] if place < len(parts) and len(parts[place]) > 1 else []
    return tabled


def _add_heads(parts: list[list[Line]], tabled: set[int], heights: Sequence[float], size: float) -> set[int]:
    """Add to `tabled` the lines of heads, also of several columns, right above the first row of a table.

    A head of both lines may stand between them: it becomes a cell of the upper one, and its index is returned.
    """
    between = set[int]()
    for first in [place for place in sorted(tabled) if place - 1 not in tabled and place + 1 in tabled]:
        step, upper, middle = heights[first] - heights[first + 1], first - 1, list[Line]()
        if upper > 0 and len(parts[upper]) == 1 and heights[upper] - heights[first] <= _OVER * step:
            middle, upper = parts[upper], upper - 1
        if upper < 0 or len(parts[upper]) + len(middle) < 2 or heights[upper] - heights[first] > _LEVELS * step:
            continue
        texts, left = [row(cell).text for cell in parts[upper]], min(cells[0][0].left for cells in parts[first:][:2])
        inside = left <= parts[upper][0][0].left and parts[upper][-1][-1].right <= parts[first + 1][-1][-1].right + size
        inside |= len(parts[upper]) == len(parts[first]) > 2
        if inside and all(len(text.split()) <= _HEAD and not text.endswith((".", ":")) for text in texts):
            parts[upper] = sorted([*parts[upper], *middle], key=lambda cell: cell[0].left)
            tabled.add(upper)
            between.update([upper + 1] if middle else [])
    return between


def _wraps(cells: Sequence[Line], line: Sequence[Line], size: float) -> bool:
    """Whether a line without a wide gap continues a cell of the row above."""
    near = any(abs(cell[0].left - line[0][0].left) <= _ALIGNED * size for cell in cells)
    return len(line) == 1 and near and row(line[0]).text[:1].islower()


def _cells(line: Line, gap: float) -> list[Line]:
    """Split a line where its gaps are wide compared with the others."""
    gaps = [word.left - before.right for before, word in pairwise(line)]
    narrow = [space for space in gaps if space < gap]
    wide = max(gap, 2 * median(narrow)) if narrow else gap
    found = [[line[0]]]
    for space, before, word in zip(gaps, line, line[1:], strict=False):
        if space >= wide or (before.cut and space >= _CUT * word.size):
            found.append([word])
        else:
            found[-1].append(word)
    # The mark of a list item is not a cell.
    marked = len(found) == 2 and len(found[0]) == 1 and is_item_mark(found[0][0].text)
    if marked and not RIGHT_TO_LEFT.search(line[-1].text):
        return [line]
    return found


def _aligned(cells: Sequence[Line], others: Sequence[Line], size: float) -> bool:
    """Whether cells of two rows, except the first of each, are aligned: on the left, or figures on the right."""
    near = _ALIGNED * size
    return any(
        abs(cell[0].left - other[0].left) <= near
        or (abs(cell[-1].right - other[-1].right) <= near and figures([row(cell).text, row(other).text]) == 1)
        for cell in cells[1:]
        for other in others[1:]
    )


def _runs_on(before: Row, cells: Sequence[Line], size: float, height: float) -> bool:
    """Whether a line at some height continues cells of the row above it."""
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
    return min(before.cells, key=lambda column: abs(column.left - cell.left))


def ruled(words: Sequence[Word], rules: Sequence[tuple[float, float, float]]) -> tuple[list[Row], set[int]]:
    """Return the rows of the first table with rules between them, and the drawing orders of its words; empty for none.

    Cells are read as a whole, wherever they are between the rules. Tables with one line in each row need none.
    """
    size = usual_size(words)
    for left, right, heights in grids(rules):
        bands: list[list[Word]] = [[]]
        for top, low in pairwise(heights):
            band = [word for word in words if low < word.middle < top]
            beside = any(word.left < left - size or word.right > right + size for word in band)
            if beside and _is_in_column(band, left - size, right + size, size):
                bands = []
                break
            # This is text between two tables, or between the rules at the top and bottom of a page.
            if beside or (len(band) > SPANNING and len(starts(band, size)) == 1):
                if table := table_of(bands, size):
                    return rows_of(bands, table), {word.order for words_of_row in bands for word in words_of_row}
                bands = [[]]
            else:
                bands += _rows_between(band, size)
        bands, gap = with_outer_rows(words, bands, (left, right, heights), size)
        if table := table_of(bands, gap):
            return rows_of(bands, table), {word.order for words_of_row in bands for word in words_of_row}
    return [], set()


def _is_in_column(band: Sequence[Word], left: float, right: float, size: float) -> bool:
    """Whether words between two rules are cells with text of another column beside them."""
    inside = [word for word in band if word.left >= left and word.right <= right]
    crossing = any(word.left < right and word.right > left for word in band if word.left < left or word.right > right)
    return not crossing and len(starts(inside, size)) > 1


def _rows_between(band: list[Word], size: float) -> list[list[Word]]:
    """Return the words between two rules by rows, if each line has all columns, and one of these holds figures."""
    found, begins = lines(band), starts(band, size)
    if len(found) < 2 or len(begins) < 2:
        return [band]
    table = [[row(cell).text for cell in _cells(line, _CELL * size)] for line in found]
    whole = all(len(cells) == len(begins) and not cells[0][:1].islower() for cells in table)
    return found if whole and any(figures(column) == 1 for column in zip(*table, strict=False)) else [band]
