"""Combines lines to paragraphs, also across columns, pages, and notes or captions in between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from core.article import Kind
from core.reading import text_paragraphs
from core.reading.document import Block
from core.reading.hyphenation import KnownWords
from core.reading.pdf.glyphs import SOFT
from core.reading.pdf.pages import Sheet
from core.reading.pdf.rows import Row

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
_INDENT = 0.8
_SIZE = 0.05
"""Maximum difference between equal font sizes, as a share of the usual size."""
_BETWEEN = 12
"""Maximum number of paragraphs, such as notes and captions, between two parts of a paragraph."""
_GAP = 0.25
"""Minimum white space, as a share of the column's width, after a line that was broken by hand."""


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
                if not bold and not large:
                    piece.kind = None
            else:
                kind: Kind | None = "heading" if large or bold else None
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
        plain = [row for row in stretch if not row.cells] or stretch
        if len(plain) == 1:  # the width of its column is taken from lines with the same left edge
            begins = plain[0].left, plain[0].size
            every = (row for other in sheet.stretches for row in other)
            plain = [row for row in every if abs(row.left - begins[0]) <= begins[1] and not row.cells] or plain
        left, right = min(row.left for row in plain), max(row.right for row in plain)
        gaps = [before.base - row.base for before, row in pairwise(stretch)]
        usual = median(row.size for row in stretch for _ in row.text)
        close = [gap for gap in gaps if 0 < gap <= _CLOSE * usual]
        pitch = median(close or gaps or [1.2 * usual])
        for place, row in enumerate(stretch):
            yield _Line(row, left, right, pitch, place == 0)


def _goes_on(before: _Line, line: _Line, usual: float, *, large: bool) -> bool:
    """Whether a line continues the paragraph of the one before it."""
    above, row = before.row, line.row
    if abs(above.size - row.size) > 0.1 * usual:
        return False
    ended = bool(_ENDED.search(above.text))
    small = row.text[:1].islower() or (row.text[:1].isdecimal() and bool(_OPEN.search(above.text)))
    cut = above.text.endswith(_HYPHEN)
    room = before.right - above.right
    word = (row.right - row.left) * len(row.text.split(maxsplit=1)[0]) / len(row.text)
    fits = room > word + 0.3 * above.size
    if text_paragraphs.starts_paragraph(row.text):
        return text_paragraphs.is_dialogue(row.text) and not ended and not fits and not line.first
    if line.first:
        return not ended and (small or cut or not (fits or large))
    gap = above.base - row.base
    if gap > line.pitch + _APART * row.size and (not large or gap > 1.6 * row.size):
        return not ended and (small or cut)
    if above.bold != row.bold and fits:
        return small and not ended
    if large:
        return not ended
    shifted = row.left - line.left, above.left - before.left
    item = text_paragraphs.is_item(above.text)
    indented = shifted[0] > _INDENT * usual >= shifted[1] and not item
    outdented = shifted[1] > _INDENT * usual >= shifted[0] and above.left - row.left > _INDENT * usual
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
