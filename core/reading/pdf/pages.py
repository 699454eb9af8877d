"""The pages of a PDF as pdfminer's interpreter draws them, with the text of annotations."""

import logging
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any, cast

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFType3Font
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjectNotFound, PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, apply_matrix_rect, decode_text, mult_matrix

from core.reading.limits import MAX_PAGES
from core.reading.pdf import bounds, structure
from core.reading.pdf.glyphs import DrawnPage, Ink
from core.reading.pdf.rows import Row
from core.reading.pdf.structure import Paint
from core.reading.symbols_and_formulas import cork

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
_CODE = re.compile(r"a(\d{1,3})")
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
    tags = structure.tags(document)
    for number, page in enumerate(islice(PDFPage.create_pages(document), MAX_PAGES)):
        bounds.count_steps(_FONT_STEPS)
        try:
            interpreter.draw(number, page)
        except bounds.UnfoldsError:
            raise
        except BROKEN:
            ink.page.damaged = True
        ink.page.tags = tags.get(page.pageid, {})
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
        font = super().get_font(objid, spec)
        if isinstance(font, PDFType3Font):
            encoding = resolve1(spec.get("Encoding"))
            names = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
            codes = _bitmap_codes(names) if isinstance(names, list) else ()
            if max(codes, default=0) > 127:
                font.cid2unicode |= {code: cork(code) for code in codes if cork(code)}
        return font


def _bitmap_codes(names: list[Any]) -> list[int]:
    """Return the codes of a font's letters if they are named only by their codes (« a233 »); else an empty list.

    pdfTeX names them so in fonts of pictures; those with letters beyond ASCII are in its encoding T1.
    """
    found = [_CODE.fullmatch(str(one.name)) for one in names if isinstance(one, PSLiteral) and one.name != ".notdef"]
    return [int(name[1]) for name in found if name] if all(found) else []


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

    def do_q(self) -> None:
        """Save the graphics state."""
        super().do_q()
        self._paint.save()

    def do_Q(self) -> None:  # noqa: N802
        """Restore the graphics state."""
        super().do_Q()
        self._paint.restore()

    def do_gs(self, name: Any) -> None:
        """Note whether what is painted is transparent, which pdfminer ignores."""
        states = resolve1(self.resources.get("ExtGState"))
        state = resolve1(states.get(getattr(name, "name", None))) if isinstance(states, dict) else None
        if isinstance(state, dict):
            self._paint.set(state)

    def do_W(self) -> None:  # noqa: N802
        """Note the area that is painted, which pdfminer ignores."""
        self._paint.clip([apply_matrix_pt(self.ctm, step[-2:]) for step in self.curpath if len(step) > 2])

    do_W_a = do_W  # noqa: N815

    @property
    def _paint(self) -> Paint:
        paint: Paint = cast("Ink", self.device).paint
        return paint

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


@dataclass(slots=True)
class Sheet:
    """The lines of a page in reading order; lengths in points."""

    number: int
    height: float
    stretches: list[list[Row]]
    asides: list[str]
    """Text in other directions: picture credits, stamps."""
