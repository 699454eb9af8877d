"""The pages of a PDF, drawn by pdfminer's interpreter, with what its forms and notes show on them."""

import logging
import struct
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_rect, decode_text, mult_matrix

from core.reading.limits import MAX_PAGES
from core.reading.pdf import bounds
from core.reading.pdf.ink import Ink, Page

# What pdfminer has to say of a file's flaws is nothing that a reader could act on.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

BROKEN = (
    PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, AssertionError,
    RecursionError, ArithmeticError, struct.error,
)  # fmt: skip
"""What pdfminer raises over broken files."""
_FONT_STEPS = 200
"""What it costs to make a font, in the steps of `bounds`."""
_HIDDEN = 0x02 | 0x20
"""Flags of an annotation: hidden, and not shown on a screen."""
_SHOWN = ("Widget", "FreeText", "Stamp")
"""Annotations whose text is part of the page: fields of forms, text that was typed onto it, stamps."""


def opened(data: bytes) -> PDFDocument:
    """Open a PDF; raises what pdfminer raises."""
    return PDFDocument(PDFParser(BytesIO(data)))


def pages(document: PDFDocument) -> Iterator[Page]:
    """Give the pages of a PDF, in order; raises what pdfminer raises, and UnfoldsError."""
    manager = _Manager()
    ink = Ink(manager)
    interpreter = _Interpreter(manager, ink)
    for number, page in enumerate(islice(PDFPage.create_pages(document), MAX_PAGES)):
        bounds.steps(_FONT_STEPS)
        try:
            interpreter.draw(number, page)
        except bounds.UnfoldsError:
            raise
        except BROKEN:
            ink.page.damaged = True
        yield ink.page


def about(document: PDFDocument) -> dict[str, str]:
    """Return what a PDF says of itself: its title, author and dates."""
    found: dict[str, str] = {}
    for info in document.info:
        for key in ("Title", "Author", "ModDate", "CreationDate"):
            if isinstance(value := resolve1(info.get(key)), bytes):
                found[key] = decode_text(value)
    return found


class _Manager(PDFResourceManager):
    def get_font(self, objid: object, spec: Any) -> Any:
        """Count what is made again and again."""
        if not objid or objid not in self._cached_fonts:
            bounds.steps(_FONT_STEPS)
        return super().get_font(objid, spec)


class _Interpreter(PDFPageInterpreter):
    def draw(self, number: int, page: PDFPage) -> None:
        """Draw a page, turned as it is shown, and what its annotations show."""
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
        for one in annotations if isinstance(annotations, list) else ():
            self._annotation(resolve1(one), ctm)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 — pdfminer calls operators by their names
        """Open marked content; its properties may stand in the page's resources."""
        name = getattr(props, "name", None)
        if name is not None:
            named = resolve1(self.resources.get("Properties"))
            props = resolve1(named.get(name)) if isinstance(named, dict) else None
        super().do_BDC(tag, props if props is not None else {})

    def _annotation(self, said: Any, ctm: Any) -> None:
        if not isinstance(said, dict) or getattr(resolve1(said.get("Subtype")), "name", "") not in _SHOWN:
            return
        flags, look, place = (resolve1(said.get(key)) for key in ("F", "AP", "Rect"))
        drawn = resolve1(look.get("N")) if isinstance(look, dict) else None
        if isinstance(drawn, dict):  # one for each state of a check box
            drawn = resolve1(drawn.get(getattr(resolve1(said.get("AS")), "name", "")))
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
