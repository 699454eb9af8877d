"""A PDF's text: lines put together by where they stand, running heads and page numbers left out."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice, pairwise
from statistics import median
from typing import Any

from core.errors import InputError
from core.reading import limits, seams, unwrap
from core.reading.clean import clean
from core.reading.columns import Line, columns
from core.reading.document import Block, Document, headline
from core.reading.inflate import UnfoldsError, bounded

_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"[.!?…:;][»”\"')\]\s]*$")
_EDGE = 0.12
"""Of a page's height, at its top and its foot: where running heads and page numbers stand."""
_TITLE = 1.15
"""Times the size of most letters: a heading."""
_APART = 0.35
"""Of the size of the letters: a gap wider than the usual one by more parts two paragraphs."""
_SMALL = 0.85
"""Times the size of most letters: raised figures are smaller."""
_CALLS = re.compile(r"(?:[^\W\d_]{3}|[.!?…,;:»”)])$")
_SHORT = 0.85
"""Of a column's width: a line that ends before it, with a full stop, ends its paragraph."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    left: float
    right: float
    width: float
    """Of the column it stands in, in points."""
    column: float
    """Where that column begins."""
    size: float
    """Of its letters, in points."""
    edge: bool
    """Whether it stands where running heads do."""
    first: bool
    """Whether it begins a column, or stands further below the line before it than lines do."""


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read a PDF. Raises InputError where it is damaged or locked, holds no text, or pdfminer.six is not here."""
    try:
        from pdfminer.high_level import extract_pages
        from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
    except ImportError as error:
        raise InputError(name, "PDF needs one more package; run: pip install 'depeche-reader[documents]'") from error
    try:
        with bounded():
            lines = [
                line
                for number, page in enumerate(islice(extract_pages(BytesIO(data)), limits.MAX_PAGES))
                for line in _lines(page, number)
            ]
            about = _about(data)
    except UnfoldsError as error:
        raise InputError(name, "this PDF would unfold without end: it is no document") from error
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise InputError(name, "this PDF is locked with a password; save it without one") from error
    except (PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError,
            AssertionError, RecursionError, OverflowError) as error:  # fmt: skip # what pdfminer raises on broken files
        raise InputError(name, "this PDF is damaged: it cannot be read") from error
    blocks = _blocks(_without_running(lines))
    if not blocks:
        raise InputError(
            name, "there is no text in this PDF: it may be a scan; run it through a text recognition first"
        )
    title = headline(blocks, _title(about.get("Title")))
    yield Document(blocks, "pdf", title=title, byline=about.get("Author"), published=_date(about))


def _lines(page: Any, number: int) -> Iterator[_Line]:
    from pdfminer.layout import LTTextBox, LTTextLine

    found = (_line(line) for box in page if isinstance(box, LTTextBox) for line in box if isinstance(line, LTTextLine))
    for stretch in columns([line for line in found if line.text]):
        left, right = min(line.left for line in stretch), max(line.right for line in stretch)
        gaps = [before.bottom - line.top for before, line in pairwise(stretch)]
        usual = median(gaps) if gaps else 0.0
        for line, gap in zip(stretch, [None, *gaps], strict=True):
            edge = line.bottom > page.height * (1 - _EDGE) or line.top < page.height * _EDGE
            first = gap is None or gap > usual + _APART * line.size
            yield _Line(line.text, number, line.left, line.right, right - left, left, line.size, edge, first)


def _line(line: Any) -> Line:
    """Return a line of pdfminer's without the small raised figures that call for a footnote."""
    from pdfminer.layout import LTChar

    sizes = [char.size for char in line if isinstance(char, LTChar)]
    size = median(sizes) if sizes else 0.0
    text = ""
    for char in line:
        small = isinstance(char, LTChar) and char.size < _SMALL * size and char.get_text().isdecimal()
        # « m² » and « 1er » are words: a call stands after a whole word or its full stop.
        if not (small and _CALLS.search(text)):
            text += char.get_text()
    return Line(clean(text).strip(), line.x0, line.y0, line.x1, line.y1, size)


def _without_running(lines: list[_Line]) -> list[_Line]:
    """Leave out what stands at the edge of several pages but for its figures, and lone page numbers."""
    seen = Counter(_DIGITS.sub("#", line.text) for line in lines if line.edge)
    return [
        line
        for line in lines
        if not (line.edge and (seen[key := _DIGITS.sub("#", line.text)] > 1 or key.strip(" -–—/.") == "#"))
    ]


def _blocks(lines: list[_Line]) -> list[Block]:
    if not lines:
        return []
    usual = median(line.size for line in lines for _ in line.text)
    words = seams.Vocabulary("\n".join(line.text for line in lines))
    found: list[tuple[str, bool]] = []
    before: _Line | None = None
    for line in lines:
        heading = line.size > _TITLE * usual
        if before is None or not _goes_on(before, line, usual):
            found.append((line.text, heading))
        else:
            found[-1] = (unwrap.join(found[-1][0], line.text, words), heading)
        before = line
    return [Block(text, "heading" if heading else None) for text, heading in found]


def _goes_on(before: _Line, line: _Line, usual: float) -> bool:
    """Whether a line carries on the paragraph of the one before it."""
    if abs(before.size - line.size) > 0.1 * usual or unwrap.starts_paragraph(line.text):
        return False
    ended = bool(_ENDED.search(before.text))
    if line.first:  # another column or page
        return not ended and line.text[0].islower()
    indented = line.left - line.column > usual and before.left - before.column <= usual
    short = before.right - before.column < _SHORT * before.width
    return not (ended and (short or indented))


def _about(data: bytes) -> dict[str, str]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.utils import decode_text

    found: dict[str, str] = {}
    for info in PDFDocument(PDFParser(BytesIO(data))).info:
        for key in ("Title", "Author", "ModDate", "CreationDate"):
            if isinstance(value := info.get(key), bytes):
                found[key] = decode_text(value)
    return found


def _title(text: str | None) -> str | None:
    """Return the title, unless it is the name that a program gave the file."""
    return None if text is None or re.search(r"\.\w{2,4}$|^Microsoft Word|^untitled", text, re.IGNORECASE) else text


def _date(about: dict[str, str]) -> str | None:
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", about.get("CreationDate") or about.get("ModDate") or "")
    return "-".join(match.groups()) if match else None
