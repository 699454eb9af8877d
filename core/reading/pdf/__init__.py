"""The text of a PDF, whose letters are put together by their positions, in reading order.

- `pages` and `glyphs` collect what is drawn on each page, with `bounds` on the work for it.
- `layout` returns the letters as they are seen, and `words` combines them to words.
- `columns`, `tables` and `rows` find the reading order of a page.
- `pages` removes running heads and page numbers, and `paragraphs` combines lines to paragraphs.

The document's note names what is not in the text: running heads, page numbers, pages with pictures of text, and letters
without a Unicode value.
"""

import re
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from core.errors import InputError
from core.messages import Message
from core.reading.document import Document, headline, join_notes
from core.reading.limits import MAX_PAGES
from core.reading.pdf import bounds
from core.sanitize import sanitize

if TYPE_CHECKING:
    from core.reading.pdf.layout import PageLayout

_BY_PROGRAMS = re.compile(r"\.\w{2,4}$|^Microsoft Word|^\(?(?:untitled|anonymous|unspecified)\b", re.IGNORECASE)
"""Titles and authors that programs fill in by themselves."""
PAGES_SECONDS = 11.0
"""Processor time, in seconds, after which no further page is begun. The rest of `limits.PDF_SECONDS` is for the last
page and for what is done with all pages."""
_NOTED = 300
"""Maximum characters of omitted text in the note."""


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the text of a PDF as one document.

    Raises InputError if it is damaged, locked or without text, or if pdfminer.six is not installed.
    """
    try:
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise InputError(name, "PDF needs one more package; run: pip install 'depeche-reader[documents]'") from error
    from core.reading.pdf import pages
    from core.reading.pdf.layout import lay_out

    found: list[PageLayout] = []
    begun = time.thread_time()
    problems: list[str] = []
    about: dict[str, str] = {}
    try:
        with bounds.bounded(len(data)):
            document = pages.opened(data)
            about = pages.about(document)
            for page in pages.pages(document):
                if found and time.thread_time() - begun > PAGES_SECONDS:
                    problems += [
                        Message(
                            "nothing is read after page {page}: the rest would take too long on this machine",
                            page=len(found),
                        )
                    ]
                    break
                found.append(lay_out(page))
    except bounds.UnfoldsError as error:
        if not any(page.letters for page in found):
            raise InputError(name, "this PDF would unfold without end: it is no document") from error
        problems += [Message("nothing is read after page {page}: the rest would unfold without end", page=len(found))]
    except PDFPasswordIncorrect as error:
        raise InputError(name, "this PDF is locked with a password; save it without one") from error
    except pages.BROKEN as error:
        if not any(page.letters for page in found):
            raise InputError(name, "this PDF is damaged: it cannot be read") from error
        problems += [Message("nothing is read after page {page}: the rest is damaged", page=len(found))]
    yield _document(found, about, problems, name)


def _document(found: "Sequence[PageLayout]", about: dict[str, str], problems: list[str], name: str) -> Document:
    from core.reading.pdf.pages import without_running
    from core.reading.pdf.paragraphs import blocks

    letters, unknown = sum(page.letters for page in found), sum(page.unknown for page in found)
    pictured = [page.sheet.number + 1 for page in found if page.pictured]
    unknown_pages = [page.sheet.number + 1 for page in found if page.unreadable]
    damaged = [page.sheet.number + 1 for page in found if page.damaged]
    sheets = [page.sheet for page in found]
    sizes = sorted((row.size, len(row.text)) for sheet in sheets for stretch in sheet.stretches for row in stretch)
    usual = _middle(sizes)
    running = without_running(sheets, usual)
    text = blocks(sheets, usual)
    if not text:
        if pictured:
            raise InputError(name, "this PDF holds pictures of text; OCR is not part of this program")
        if unknown:
            raise InputError(name, "the letters of this PDF cannot be told; run it through a text recognition")
        if damaged:
            raise InputError(name, "this PDF is damaged: it cannot be read")
        raise InputError(name, "there is no text in this PDF")
    if pictured:
        problems += [
            Message(
                "pictures of text are not read, as OCR is not part of this program: {pages}", pages=_pages(pictured)
            )
        ]
    if unknown_pages:
        problems += [Message("the letters cannot be told of {pages}", pages=_pages(unknown_pages))]
    elif unknown:
        problems += [Message("{unknown:,} of {letters:,} letters cannot be told", unknown=unknown, letters=letters)]
    if damaged:
        problems += [Message("damaged, and read in part: {pages}", pages=_pages(damaged))]
    if len(found) == MAX_PAGES:
        problems += [Message("no more than {most:,} pages are read", most=MAX_PAGES)]
    if running:
        problems += [Message("running heads and page numbers are left out: {texts}", texts=_listed(running))]
    if any(page.remarks for page in found):
        problems += [Message("comments are left out")]
    if calls := [call for page in found for call in page.calls]:
        problems += [Message("figures that call for footnotes are left out: {texts}", texts=_listed(calls))]
    title = headline(text, _title(about.get("Title")))
    note = join_notes(*problems)
    return Document(text, "pdf", title=title, byline=_title(about.get("Author")), published=_date(about), note=note)


def _middle(sizes: Sequence[tuple[float, int]]) -> float:
    """Return the median size of letters; `sizes` has each size and its number of letters, in ascending order."""
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return 0.0


def _pages(numbers: Sequence[int]) -> Message:
    pages = _ranges(numbers)
    return Message("page {pages}", pages=pages) if len(numbers) == 1 else Message("pages {pages}", pages=pages)


def _ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers as ranges: 1–4, 7."""
    starts = [number for before, number in pairwise([None, *numbers]) if before is None or number != before + 1]
    ends = [number for number, after in pairwise([*numbers, None]) if after is None or number != after - 1]
    return ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in zip(starts, ends, strict=True))


def _listed(texts: Sequence[str]) -> str:
    """Return texts that were left out as a list without duplicates, with plain numbers as ranges."""
    numbers = sorted({int(text) for text in texts if text.isdecimal()})
    words = [sanitize(text, _NOTED) for text in dict.fromkeys(texts) if not text.isdecimal()]
    return ", ".join([f"“{text}”" for text in words] + ([_ranges(numbers)] if numbers else []))


def _title(text: str | None) -> str | None:
    """Return a title or author, unless it was filled in by a program."""
    return None if text is None or _BY_PROGRAMS.search(text) else text


def _date(about: dict[str, str]) -> str | None:
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", about.get("CreationDate") or about.get("ModDate") or "")
    return "-".join(match.groups()) if match else None
