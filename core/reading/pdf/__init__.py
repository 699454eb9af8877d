"""The text of a PDF, whose letters are put together by their positions, in reading order.

- `pages` and `glyphs` collect what is drawn on each page, with `bounds` on the work for it.
- `layout` returns the letters as they are seen, and `words` and `display` combine them to words.
- `columns`, `tables` and `rows` find the reading order of a page.
- `structure` has what the PDF itself says: tags of paragraphs and cells, rules, and what is hidden.
- `paragraphs` combines lines to paragraphs, once running heads and page numbers are removed here.

The document's note names what is not in the text: running heads, page numbers, pages with pictures of text, and letters
without a Unicode value.
"""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    from core.reading.pdf.pages import Sheet
    from core.reading.pdf.rows import Row

_BY_PROGRAMS = re.compile(
    r"\.\w{2,4}$|^Microsoft Word|^\(?(?:untitled|anonymous|unspecified)\b|^(?:about|data|file|https?):\S+$",
    re.IGNORECASE,
)
"""Titles and authors that programs fill in by themselves."""
PAGES_SECONDS = 11.0
"""Processor time, in seconds, after which no further page is begun. The rest of `limits.PDF_SECONDS` is for the last
page and for what is done with all pages."""
_NOTED = 300
"""Maximum characters of omitted text in the note."""
_EDGE = 0.15
"""Share of a page's height, at top and bottom, in which running heads are looked for."""
_DEEP = 4
"""Maximum number of lines at an edge that may be running heads."""
_SAME = 4.0
"""Maximum distance, in points, of the positions of a running head on two pages."""
_APART = 1.8
"""Minimum distance of a page number from the text, as a multiple of the font size."""
_INDENT = 3.0
"""Maximum difference of the left edges of two lines of a paragraph, as a multiple of the font size."""
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[-–—|·•\s]*(?:page|p\.|seite|s\.|pag\.|página)?\s*#(?:\s*(?:/|\||sur|of|de|von|di)\s*#)?[-–—|·•\s]*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\b(?:page|p\.|seite|página|pagina)\s*$", re.IGNORECASE)
_OF = re.compile(r"(?:/|\||sur|of|de|von|di)\s*\d+", re.IGNORECASE)
"""The number of all pages after that of a page."""
_ROMAN = re.compile(r"[-–—\s]*(x{0,3}(?:ix|iv|v?i{0,3}))[-–—\s]*")
_HEADS = re.compile(
    r"(?:annex[eo]?|anhang|appendix|art[ií]c(?:le|ulo|olo)|artikel|chapitre|chapter|cap[ií]t[uo]lo|kapitel|day|jour|tag|"
    r"exercice|fiche|figure|frage|leçon|lot|partie?|point|pregunta|question|section|scène|tableau|teil|titre)",
    re.IGNORECASE,
)
"""Words before the numbers of headings that may stand at the top of each page of a document."""
_TEXT = 0.95
"""Size, as a multiple of the text's, below which a line with a page number is certainly no heading."""


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
    from core.reading.pdf.paragraphs import blocks

    letters, unknown = sum(page.letters for page in found), sum(page.unknown for page in found)
    pictured = [page.sheet.number + 1 for page in found if page.pictured]
    unknown_pages = [page.sheet.number + 1 for page in found if page.unreadable]
    damaged = [page.sheet.number + 1 for page in found if page.damaged]
    sheets = [page.sheet for page in found]
    sizes = sorted((row.size, len(row.text)) for sheet in sheets for stretch in sheet.stretches for row in stretch)
    usual = _middle(sizes)
    running = _without_running(sheets, usual)
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
    if any(page.covered for page in found):
        problems += [Message("text below boxes, which is not seen, is left out")]
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


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the top or bottom of a page."""

    row: "Row"
    page: int
    top: bool
    apart: bool
    """Whether it is further from the text than the line spacing."""
    runs_on: bool
    """Whether it is within a paragraph: the next line begins with a lower-case letter."""

    @property
    def key(self) -> tuple[bool, str]:
        return self.top, "#" if self.roman else _DIGITS.sub("#", self.row.text)

    @property
    def numbers(self) -> list[int]:
        return [self.roman] if self.roman else [int(found) for found in _DIGITS.findall(self.row.text)]

    @property
    def roman(self) -> int:
        """The number that is the whole line in small Roman figures, up to 39; 0 if it is none."""
        found = _ROMAN.fullmatch(self.row.text)
        values = [{"x": 10, "v": 5, "i": 1}[sign] for sign in found[1]] if found else []
        return sum(-value if value < after else value for value, after in pairwise([*values, 0]))


def _without_running(sheets: "Sequence[Sheet]", usual: float) -> list[str]:
    """Remove running heads and page numbers from pages, and return their texts, page by page.

    `usual` is the size of most letters.
    """
    edges = {(sheet.number, top): list(_edge(sheet, usual, top=top)) for sheet in sheets for top in (True, False)}
    seen: dict[tuple[bool, str], list[_Edge]] = {}
    for level in (level for levels in edges.values() for level in levels):
        for edge in level:
            seen.setdefault(edge.key, []).append(edge)
    taken: dict[int, str] = {}
    from core.reading.pdf.rows import page_numbers

    rows = ((sheet.number, row) for sheet in sheets for stretch in sheet.stretches for row in stretch)
    numbered = page_numbers(rows)
    for sheet in sheets:
        for top in (True, False):
            for level in edges[sheet.number, top]:
                running = [edge for edge in level if _is_running(edge, seen[edge.key], usual)]
                taken |= {id(edge.row): edge.row.text for edge in running}
                if len(running) < len(level):
                    break
        marked = [row for stretch in sheet.stretches for row in stretch if row.running]
        if row := numbered.get(sheet.number):
            taken[-1 - sheet.number] = row.margin
            row.drop_margin()
        taken |= {id(row): row.text for row in marked}
        kept = ([row for row in stretch if row.text and id(row) not in taken] for stretch in sheet.stretches)
        sheet.stretches = list(filter(None, kept))
    return list(taken.values())


def _edge(sheet: "Sheet", usual: float, *, top: bool) -> Iterator[list[_Edge]]:
    """Yield the lines at the top or bottom of a page, from the edge inwards; those at one height together."""
    rows = sorted(
        (row for stretch in sheet.stretches for row in stretch), key=lambda row: -row.base if top else row.base
    )
    levels: list[list[Row]] = []
    for row in rows:
        if levels and abs(levels[-1][0].base - row.base) <= usual / 2:
            levels[-1].append(row)
        else:
            levels.append([row])
    for place, level in enumerate(levels[:_DEEP]):
        height = level[0].base / sheet.height
        if not (height > 1 - _EDGE if top else height < _EDGE):
            return
        following = levels[place + 1][0].base if place + 1 < len(levels) else None
        apart = following is None or abs(following - level[0].base) > _APART * usual
        below = levels[place + 1] if top and not apart else level if not apart else []
        small = [row.left for row in below if row.text[:1].islower()]
        runs_on = [any(abs(left - row.left) <= _INDENT * usual for left in small) for row in level]
        yield [_Edge(row, sheet.number, top, apart, runs) for row, runs in zip(level, runs_on, strict=True)]


def _is_running(edge: _Edge, alike: Sequence[_Edge], usual: float) -> bool:
    """Whether a line is a running head or page number; `alike` are the lines that differ from it at most in numbers."""
    row = edge.row
    others = [
        other
        for other in alike
        if other.page != edge.page and abs(other.row.base - row.base) <= _SAME and abs(other.row.size - row.size) < 0.5
    ]
    numbers = edge.numbers
    if _NUMBER.fullmatch(edge.key[1]):
        follows = any(other.numbers[0] - numbers[0] == other.page - edge.page for other in others)
        first = edge.apart and numbers[0] == edge.page + 1 and not edge.roman
        return (follows and (edge.apart or len(others) > 2)) or first
    if same := [other for other in others if other.row.text == row.text]:
        # The text of pages may also begin with the same words, as in the parts of a form. But what a browser repeats
        # on each page has one tag.
        repeated = any(row.tag and row.tag == other.row.tag for other in same)
        return repeated or not all(other.runs_on for other in (edge, *same))
    places = {
        place
        for other in others
        for place, (number, number_there) in enumerate(zip(numbers, other.numbers, strict=True))
        if number != number_there
    }
    if len(places) != 1 or row.bold or row.size > 1.02 * usual:
        return False
    place = places.pop()
    if any(other.numbers[place] - numbers[place] != other.page - edge.page for other in others):
        return False
    found = list(_DIGITS.finditer(row.text))[place]
    before, after = row.text[: found.start()].strip(" -–—|·•"), row.text[found.end() :].strip(" -–—|·•")
    # « Question 12 » and « Question 13 » at the top of two pages are headings. A running head has its page's number at
    # one end, and is small or on many pages.
    certain = (len(others) > 1 and not _HEADS.fullmatch(before)) or row.size < _TEXT * usual or _PAGE.search(before)
    return bool(certain) and edge.apart and not (before and after and not _OF.fullmatch(after))
