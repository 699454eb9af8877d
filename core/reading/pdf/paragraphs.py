"""Combines lines to paragraphs: those that the PDF's tags name, else by position, also across columns and pages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from core.article import Kind
from core.lang.letters import RIGHT_TO_LEFT, as_read
from core.reading import text_paragraphs
from core.reading.document import Block
from core.reading.hyphenation import KnownWords
from core.reading.pdf import columns
from core.reading.pdf.glyphs import SOFT
from core.reading.pdf.pages import Sheet
from core.reading.pdf.rows import Row, row
from core.reading.pdf.structure import Tags
from core.reading.pdf.words import Line, Word, lines

_ENDED = re.compile(r"[.!?…:;][»”\"')\]\s]*$")
_HYPHEN = ("-", SOFT)
_OPEN = re.compile(
    r"\b(?:de|du|des|à|au|aux|la|le|les|en|et|ou|un|une|par|pour|of|the|to|and|by|von|der|und|el|los|di|del)$"
)
"""Words that open what a figure on the next line belongs to: « la somme de / 640.000 euros »."""
_TITLE = 1.15
"""Minimum size of a heading, as a multiple of the size of most letters."""
_HEADING = 14
"""Maximum number of words of a heading in bold type."""
_APART = 0.35
"""Minimum difference between the gap between paragraphs and the line spacing, as a multiple of the font size."""
_CLOSE = 2.0
"""Maximum line spacing within a paragraph, as a multiple of the font size."""
_PICTURE = 4.0
"""Minimum gap, as a multiple of the line spacing, after which lines may be wider, such as a caption below a picture."""
_INDENT = 0.8
_SIZE = 0.05
"""Maximum difference between equal font sizes, as a share of the usual size."""
_BETWEEN = 12
"""Maximum number of paragraphs, such as notes and captions, between two parts of a paragraph."""
_GAP = 0.25
"""Minimum white space, as a share of the column's width, after a line that was broken by hand."""
_TAGGED = 0.8
"""Minimum share of a page's letters with a tag for the page to be read by its tags."""
_TEXT_CELL = 60
"""Number of words of a cell above which its table is the layout of a page."""
_FEW, _SEARCHES = 3, 60
"""Maximum words between paragraphs that are in no columns, and number of times that columns are looked for there."""
_UP = 0.8
"""Minimum rise, as a multiple of the font size, from a line to the top of the next column."""
_BROKEN, _SMALL = 0.8, 0.4
"""Share of line breaks without need, except behind the longest line, from which lines were broken by hand; maximum
share of breaks within a sentence."""
_RECENT = 60
"""Number of characters of a paragraph's end that tell its direction."""


@dataclass(slots=True)
class _Line:
    row: Row
    left: float
    """Left edge of its column."""
    right: float
    pitch: float
    """Line spacing of its column."""
    first: bool
    """Whether it begins a column."""


@dataclass(slots=True)
class _Piece:
    """A paragraph, or a part of one."""

    text: str
    size: float
    last: _Line | None
    kind: Kind | None = None
    first: bool = False
    """Whether it begins a column."""

    @property
    def ended(self) -> bool:
        return bool(_ENDED.search(self.text))


def blocks(sheets: Sequence[Sheet], usual: float) -> list[Block]:
    """Return the paragraphs of some pages, in reading order; `usual` is the size of most letters."""
    rows = [row for sheet in sheets for stretch in sheet.stretches for row in stretch]
    words = KnownWords("\n".join(row.text for row in rows))
    letters = sum(len(row.text) for row in rows)
    mostly_bold = sum(len(row.text) for row in rows if row.bold) > letters / 2
    pieces: list[_Piece] = []
    for sheet in sheets:
        before: _Line | None = next((piece.last for piece in reversed(pieces) if piece.last), None)
        if pieces and pieces[-1].last is not before:
            before = None
        for line in _lines(sheet):
            if line.row.cells:
                pieces.append(_Piece(_cells(line.row, words), line.row.size, None, "list"))
                before = None
                continue
            large = line.row.size > _TITLE * usual
            bold = line.row.bold and not mostly_bold
            if before is not None and _goes_on(before, line, usual, large=large):
                piece = pieces[-1]
                piece.text, piece.last = _join(piece.text, line.row.text, words), line
                if not bold and not large and not line.row.tag:
                    piece.kind = None
            else:
                kind = line.row.tag.kind if line.row.tag else None
                kind = kind or ("heading" if large or bold else None)
                pieces.append(_Piece(line.row.text, line.row.size, line, kind, line.first))
            before = line
        pieces += [_Piece(text, 0.0, None) for text in sheet.asides]
    for piece in pieces:
        if piece.kind == "heading" and piece.size <= _TITLE * usual and not _may_head(piece):
            piece.kind = None
    return [Block(piece.text.replace(SOFT, "-"), piece.kind) for piece in _around(pieces, usual, words)]


def _may_head(piece: _Piece) -> bool:
    return len(piece.text.split()) <= _HEADING and not re.search(r"[.;,]$", piece.text)


def _lines(sheet: Sheet) -> Iterator[_Line]:
    for stretch in sheet.stretches:
        gaps = [before.base - row.base for before, row in pairwise(stretch)]
        usual = median(row.size for row in stretch for _ in row.text)
        close = [gap for gap in gaps if 0 < gap <= _CLOSE * usual]
        pitch = median(close or gaps or [1.2 * usual])
        ends = [place for place, gap in enumerate(gaps, 1) if gap > _PICTURE * pitch]
        for first, last in zip([0, *ends], [*ends, len(stretch)], strict=True):
            part = stretch[first:last]
            plain = [row for row in part if not row.cells] or part
            if (
                len(plain) == 1 and plain[0].tag is None
            ):  # the width of its column is taken from lines with the same left edge
                begins = plain[0].left, plain[0].size
                every = (row for other in sheet.stretches for row in other)
                plain = [row for row in every if abs(row.left - begins[0]) <= begins[1] and not row.cells] or plain
            left, right = min(row.left for row in plain), max(row.right for row in plain)
            yield from (_Line(line, left, right, pitch, first + place == 0) for place, line in enumerate(part))


def _goes_on(before: _Line, line: _Line, usual: float, *, large: bool) -> bool:
    """Whether a line continues the paragraph of the one before it."""
    above, row = before.row, line.row
    if above.tag != row.tag:
        return False
    if row.tag is not None and row.tag.whole:
        return True
    if abs(above.size - row.size) > 0.1 * usual:
        return False
    ended = bool(_ENDED.search(above.text))
    small = row.text[:1].islower() or (row.text[:1].isdecimal() and bool(_OPEN.search(above.text)))
    cut = above.text.endswith(_HYPHEN)
    leftward = bool(RIGHT_TO_LEFT.search(row.text))
    room = above.left - before.left if leftward else before.right - above.right
    fits = room > row.head + 0.3 * above.size
    if text_paragraphs.starts_paragraph(row.text):
        return text_paragraphs.is_dialogue(row.text) and not ended and not fits and not line.first
    if line.first:
        return not ended and (small or cut or not (fits or large))
    gap = above.base - row.base
    if gap > line.pitch + _APART * row.size and (not large or gap > 1.6 * row.size):
        return not ended and (small or cut)
    if above.bold != row.bold and fits:
        return small and not ended
    if large and not ended:
        return True
    shifted = row.left - line.left, above.left - before.left
    if leftward:
        shifted = line.right - row.right, before.right - above.right
    item = text_paragraphs.is_item(above.text)
    indented = shifted[0] > _INDENT * usual >= shifted[1] and not item
    outdented = shifted[1] > _INDENT * usual >= shifted[0] and abs(above.left - row.left) > _INDENT * usual
    if ended:
        return not (fits or indented or (outdented and fits))
    return small or cut or not (fits and room > _GAP * (before.right - before.left))


def _cells(row: Row, words: KnownWords) -> str:
    """Return the cells of a table's row in one line."""
    texts = []
    for cell in row.cells:
        text = cell.text
        for more in cell.more:
            text = _join(text, more.text, words)
        texts.append(text)
    return " | ".join(filter(None, texts))


def _join(text: str, line: str, words: KnownWords) -> str:
    if text.endswith(SOFT):
        return text[:-1] + line
    if RIGHT_TO_LEFT.search(text[-_RECENT:]) and not any(map(str.isalpha, line)):
        line = as_read(line)  # the full stop after a figure that is alone on its line stands on the left
    return text_paragraphs.join_line(text, line, words)


def _around(pieces: list[_Piece], usual: float, words: KnownWords) -> Iterator[_Piece]:
    """Yield the paragraphs; parts that are separated by notes, captions or quotes are joined, and these follow."""
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        yield_after: list[_Piece] = []
        place += 1
        while (
            piece.last is not None and piece.kind is None and abs(piece.size - usual) <= 0.1 * usual and not piece.ended
        ):
            rest = _rest(pieces, place, piece, usual)
            if rest is None:
                break
            yield_after += pieces[place:rest]
            piece.text, piece.last = _join(piece.text, pieces[rest].text, words), pieces[rest].last
            place = rest + 1
        yield piece
        yield from yield_after


def _rest(pieces: Sequence[_Piece], place: int, piece: _Piece, usual: float) -> int | None:
    """Return the index of the continuation of a paragraph after pieces in other sizes; None if it has none."""
    for other in range(place, min(place + _BETWEEN, len(pieces))):
        found = pieces[other]
        if found.last is not None and abs(found.size - piece.size) <= _SIZE * usual and found.kind is None:
            cut = piece.text.endswith(_HYPHEN)
            return other if other > place and found.first and (cut or found.text[:1].islower()) else None
        if found.kind == "list":
            return None
    return None


def tagged_stretches(
    words: Sequence[Word], tags: Tags, rules: Sequence[tuple[float, float, float]]
) -> Iterator[list[Row]] | None:
    """Return the lines of a page in the order of its tags, as `columns.stretches` does; None if too few have one.

    Words without a tag are read by position: those above all others come first, the rest last.
    """
    shown = [word for word in words if not word.running]
    tagged = [word for word in shown if word.mark in tags]
    if not tagged or sum(len(word.text) for word in tagged) < _TAGGED * sum(len(word.text) for word in shown):
        return None
    return _in_order(words, tagged, tags, rules)


def _in_order(
    words: Sequence[Word], tagged: Sequence[Word], tags: Tags, rules: Sequence[tuple[float, float, float]]
) -> Iterator[list[Row]]:
    blocks: dict[int, list[Word]] = {}
    searches = _SEARCHES
    for word in tagged:
        blocks.setdefault(tags[word.mark].block, []).append(word)
    top = max(word.base for word in tagged)
    others = [word for word in words if word.running or word.mark not in tags]
    yield from columns.stretches([word for word in others if word.base > top], rules)
    for _, inside in sorted(blocks.items()):
        tag = tags[inside[0].mark]
        if tag.cell:
            yield from _table_row(inside, tags)
        elif tag.whole:
            found = [[row(line) for line in run] for run in _runs(inside)]
            by_hand = tag.kind != "heading" and _by_hand([line for run in _runs(inside) for line in run])
            for number, line in enumerate(line for run in found for line in run):
                line.tag = tag._replace(line=number if by_hand else 0)
            yield from found
        else:
            searches -= 1
            by_place = searches > 0 and len(inside) > _FEW
            for stretch in columns.stretches(inside, rules) if by_place else [[row(line) for line in lines(inside)]]:
                for line in stretch:
                    line.tag = tag
                yield stretch
    yield from columns.stretches([word for word in others if word.base <= top], rules)


def _runs(words: Iterable[Word]) -> list[list[Line]]:
    """Return the lines of a paragraph, column by column: each begins above the line that was drawn before it."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and word.base <= runs[-1][-1].base + _UP * max(word.size, runs[-1][-1].size):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [lines(run) for run in runs]


def _table_row(words: Sequence[Word], tags: Tags) -> Iterator[list[Row]]:
    """Yield the row of a table with its cells, or the cells of a page's layout one after the other."""
    cells: dict[int, list[Word]] = {}
    for word in words:
        cells.setdefault(tags[word.mark].cell, []).append(word)
    found = [[row(line) for run in _runs(inside) for line in run] for _, inside in sorted(cells.items())]
    tag = tags[words[0].mark]
    if max(sum(len(line.text.split()) for line in cell) for cell in found) > _TEXT_CELL:
        for number, cell in enumerate(found):
            for line in cell:
                line.tag = tag._replace(kind=None, whole=False, cell=0, line=number)
            yield cell
        return
    whole = row([word for line in lines(words) for word in line])
    whole.tag = tag
    for first, *more in found:
        first.more = more
        whole.cells.append(first)
    yield [whole]


def _by_hand(found: Sequence[Line]) -> bool:
    """Whether most lines of a paragraph end before they are full, at the end of a phrase: an address, verse."""
    widths = [line[-1].right - line[0].left for line in found]
    longest = widths.index(max(widths))
    needless = small = 0
    for place, (line, following) in enumerate(pairwise(found)):
        first = min(following, key=lambda word: word.order)
        needless += widths[place] + first.right - first.left + 0.5 * first.size <= widths[longest]
        small += first.text[:1].islower() and line[-1].text[-1:].isalnum()
    breaks = len(found) - 1
    return 0 < needless >= _BROKEN * (breaks - (longest < breaks)) and small <= _SMALL * breaks
