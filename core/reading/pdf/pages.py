"""The pages of a PDF as pdfminer's interpreter draws them, with the text of annotations; removes running heads."""

import logging
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice, pairwise
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjectNotFound, PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_rect, decode_text, mult_matrix

from core.reading.limits import MAX_PAGES
from core.reading.pdf import bounds
from core.reading.pdf.glyphs import DrawnPage, Ink
from core.reading.pdf.rows import Row

# pdfminer's warnings on flaws of a file are of no use to the reader.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

BROKEN = (
    PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, AssertionError,
    RecursionError, ArithmeticError, struct.error,
)  # fmt: skip
"""Exceptions that pdfminer raises for broken files."""
_REFERENCES = 32
"""Maximum length of a chain of indirect objects."""
_FONT_STEPS = 200
"""Cost of loading a font, in steps of `bounds`."""
_HIDDEN = 0x02 | 0x20
"""Flags of an annotation: hidden, and not shown on a screen."""
_SHOWN = ("Widget", "FreeText", "Stamp")
"""Annotations whose text is part of the page: form fields, typed text, stamps."""
_REMARKS = ("Text", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Popup")
"""Annotations whose text is a comment, shown when opened."""


def opened(data: bytes) -> PDFDocument:
    """Open a PDF. Raises one of `BROKEN`, such as pdfminer's PDFPasswordIncorrect, or UnfoldsError."""
    return _Document(PDFParser(BytesIO(data)))


class _Document(PDFDocument):
    """A PDF with a limit on chains of references between objects: pdfminer would follow a cycle for ever."""

    def getobj(self, objid: int) -> object:
        """Return an object that is no reference. Raises PDFObjectNotFound."""
        for _ in range(_REFERENCES):
            found = super().getobj(objid)
            if not isinstance(found, PDFObjRef):
                return found
            objid = found.objid
        raise PDFObjectNotFound(objid)


def pages(document: PDFDocument) -> Iterator[DrawnPage]:
    """Yield the pages of a PDF in order, at most `MAX_PAGES`. Raises UnfoldsError, or one of `BROKEN`."""
    manager = _Manager()
    ink = Ink(manager)
    interpreter = _Interpreter(manager, ink)
    for number, page in enumerate(islice(PDFPage.create_pages(document), MAX_PAGES)):
        bounds.count_steps(_FONT_STEPS)
        try:
            interpreter.draw(number, page)
        except bounds.UnfoldsError:
            raise
        except BROKEN:
            ink.page.damaged = True
        yield ink.page


def about(document: PDFDocument) -> dict[str, str]:
    """Return the metadata of a PDF that are set: `Title`, `Author`, `ModDate` and `CreationDate`."""
    found: dict[str, str] = {}
    for info in document.info:
        for key in ("Title", "Author", "ModDate", "CreationDate"):
            if isinstance(value := resolve1(info.get(key)), bytes):
                found[key] = decode_text(value)
    return found


class _Manager(PDFResourceManager):
    def get_font(self, objid: object, spec: Any) -> Any:
        """Count the loading of fonts, which broken files can require again and again."""
        if not objid or objid not in self._cached_fonts:
            bounds.count_steps(_FONT_STEPS)
        return super().get_font(objid, spec)


class _Interpreter(PDFPageInterpreter):
    def draw(self, number: int, page: PDFPage) -> None:
        """Draw a page, rotated as viewers display it, and its annotations."""
        x0, y0, x1, y1 = page.mediabox
        ctm = {
            90: (0.0, -1.0, 1.0, 0.0, -y0, x1),
            180: (-1.0, 0.0, 0.0, -1.0, x1, y1),
            270: (0.0, 1.0, -1.0, 0.0, y1, -x0),
        }.get(page.rotate, (1.0, 0.0, 0.0, 1.0, -x0, -y0))
        ink: Any = self.device
        ink.turn_to(number, page, ctm)
        self.render_contents(page.resources, page.contents, ctm=ctm)
        annotations = resolve1(page.annots)
        for annotation in annotations if isinstance(annotations, list) else ():
            self._draw_annotation(resolve1(annotation), ctm)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 — pdfminer calls operators by their names
        """Open marked content, whose properties may be in the page's resources."""
        name = getattr(props, "name", None)
        if name is not None:
            named = resolve1(self.resources.get("Properties"))
            props = resolve1(named.get(name)) if isinstance(named, dict) else None
        super().do_BDC(tag, props if props is not None else {})

    def _draw_annotation(self, annotation: Any, ctm: Any) -> None:
        """Draw the appearance of an annotation, scaled to its rectangle."""
        if not isinstance(annotation, dict):
            return
        kind, words = getattr(resolve1(annotation.get("Subtype")), "name", ""), resolve1(annotation.get("Contents"))
        ink: Any = self.device
        if isinstance(words, bytes) and words.strip() and not (resolve1(annotation.get("F")) or 0) & _HIDDEN:
            ink.page.remarks |= kind in _REMARKS
            # Viewers draw typed text themselves if it has no appearance.
            if kind == "FreeText" and not resolve1(annotation.get("AP")):
                ink.page.typed.append(decode_text(words))
        if kind not in _SHOWN:
            return
        flags, look, place = (resolve1(annotation.get(key)) for key in ("F", "AP", "Rect"))
        drawn = resolve1(look.get("N")) if isinstance(look, dict) else None
        if isinstance(drawn, dict):  # one for each state of a check box
            drawn = resolve1(drawn.get(getattr(resolve1(annotation.get("AS")), "name", "")))
        if not isinstance(drawn, PDFStream) or not isinstance(place, list) or (flags or 0) & _HIDDEN:
            return
        box: Any = [resolve1(value) for value in resolve1(drawn.get("BBox")) or place]
        matrix = tuple(resolve1(drawn.get("Matrix")) or MATRIX_IDENTITY)
        left, bottom, right, top = apply_matrix_rect(matrix, box)
        x0, y0, x1, y1 = (resolve1(value) for value in place)
        wide = (x1 - x0) / (right - left) if right != left else 1.0
        tall = (y1 - y0) / (top - bottom) if top != bottom else 1.0
        fit = (wide, 0.0, 0.0, tall, x0 - left * wide, y0 - bottom * tall)
        resources = resolve1(drawn.get("Resources")) or self.resources
        self.subinterp().render_contents(resources, [drawn], ctm=mult_matrix(matrix, mult_matrix(fit, ctm)))


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


@dataclass(slots=True)
class Sheet:
    """The lines of a page in reading order; lengths in points."""

    number: int
    height: float
    stretches: list[list[Row]]
    asides: list[str]
    """Text in other directions: picture credits, stamps."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the top or bottom of a page."""

    row: Row
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


def without_running(sheets: Sequence[Sheet], usual: float) -> list[str]:
    """Remove running heads and page numbers from pages, and return their texts, page by page.

    `usual` is the size of most letters.
    """
    edges = {(sheet.number, top): list(_edge(sheet, usual, top=top)) for sheet in sheets for top in (True, False)}
    seen: dict[tuple[bool, str], list[_Edge]] = {}
    for level in (level for levels in edges.values() for level in levels):
        for edge in level:
            seen.setdefault(edge.key, []).append(edge)
    taken: dict[int, str] = {}
    for sheet in sheets:
        for top in (True, False):
            for level in edges[sheet.number, top]:
                running = [edge for edge in level if _is_running(edge, seen[edge.key], usual)]
                taken |= {id(edge.row): edge.row.text for edge in running}
                if len(running) < len(level):
                    break
        marked = [row for stretch in sheet.stretches for row in stretch if row.running]
        taken |= {id(row): row.text for row in marked}
        kept = ([row for row in stretch if id(row) not in taken] for stretch in sheet.stretches)
        sheet.stretches = list(filter(None, kept))
    return list(taken.values())


def _edge(sheet: Sheet, usual: float, *, top: bool) -> Iterator[list[_Edge]]:
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
    if any(other.row.text == row.text for other in others):
        # The text of two pages may also begin with the same words, as in the parts of a form.
        return not edge.runs_on
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
