"""Collects what is drawn on a page of a PDF: glyphs with their positions, rules, and the area of pictures."""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdftypes import resolve1
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, apply_matrix_rect, decode_text, mult_matrix

from core.reading.pdf import bounds
from core.reading.pdf.structure import Box, Paint, Tag

UNKNOWN = "\ufffd"
"""Replaces a letter without a Unicode value in the PDF."""
SOFT = "\u00ad"
"""A hyphen that the PDF marks as due to the line break."""
_LONG = 64
"""Maximum number of characters of a glyph."""
_LONGEST = 2_000
"""Maximum length of a replacement text, in characters; usually it replaces a ligature or a word."""
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb50-\ufdfb\ufe70-\ufefc]")
"""Latin ligatures and Arabic presentation forms: glyphs of plain letters."""
_DRAWN_AS = str.maketrans(
    {"\u00ad": "-", "\u2010": "-"}
    | dict(
        zip(
            "\uf02d\uf06c\uf06e\uf06f\uf071\uf076\uf095\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc",
            "-●■□❑❖•▪◻•➢→✓",
            strict=True,
        )
    )
)
"""Replacements of hyphens, and of bullets in the Symbol, Wingdings and OpenSymbol fonts."""
_BOLD = re.compile(r"bold|black|heavy|demi|-Bd|CMB|SFB|BX\d", re.IGNORECASE)
_RULE = 3.0
"""Maximum thickness of a rule, in points."""
_RULE_LONG = 20.0
_INVISIBLE = 3
"""The text rendering mode that paints nothing."""
_UPRIGHT = 5
"""Maximum angle, in degrees, of text that is read as upright, for pages that were scanned askew."""


class Glyph(NamedTuple):
    """One drawn letter, in a frame in which its line runs from left to right; lengths in points."""

    text: str
    """Its text, usually one character; white space stays white space."""
    x: float
    end: float
    y: float
    """Height of its baseline."""
    size: float
    track: float
    """Letter spacing of its line."""
    turn: int
    """Rotation of its line, in degrees counter-clockwise."""
    bold: bool
    running: bool
    """Whether the PDF marks it as a running head or a page number."""
    invisible: bool
    """Whether viewers do not paint it, as the text that was recognised in a picture of it."""
    mark: int = -1
    """Identifier of the marked content that it is in, which may have a tag; -1 for none."""


@dataclass
class DrawnPage:
    """What is drawn on one page; lengths in points."""

    number: int
    """Page number, from 0."""
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    """Horizontal rules: left, right and height."""
    pictured: float = 0.0
    """Total area of pictures, in square points; they may overlap."""
    strokes: int = 0
    """Number of curves: letters may have been converted to them."""
    damaged: bool = False
    """Whether drawing it ended with an error."""
    boxes: list[tuple[Box, int]] = field(default_factory=list)
    """Filled rectangles, each with the number of glyphs that were drawn before it."""
    typed: list[str] = field(default_factory=list)
    """Text of annotations that was typed onto it."""
    remarks: bool = False
    """Whether it has comments that are shown when opened."""
    tags: Mapping[int, Tag] = field(default_factory=dict)
    """The paragraph of each marked content, if the PDF has tags."""


class Ink(PDFTextDevice):
    """The device that pdfminer's interpreter draws on; it collects the contents of the current page in `page`."""

    def __init__(self, manager: Any) -> None:
        super().__init__(manager)
        self.page = DrawnPage(0, 0, 0)
        self._crop = (0.0, 0.0, 0.0, 0.0)
        self._tags: list[tuple[str | None, bool, int, int]] = []
        """Open marked content: replacement text, whether it is a running head, its identifier, and the number of
        glyphs before it."""
        self._forms = 0
        """Number of open forms, whose marked content has identifiers of its own."""
        self._fonts: dict[PDFFont, _Font] = {}
        self._soft = 0
        """Number of glyphs of the page up to the last soft hyphen."""
        self.paint = Paint()

    def turn_to(self, number: int, page: Any, ctm: Any) -> None:
        """Begin a page."""
        left, bottom, right, top = apply_matrix_rect(ctm, page.mediabox)
        self.page = DrawnPage(number, right - left, top - bottom)
        crop = apply_matrix_rect(ctm, page.cropbox)
        inside = (max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3]))
        self._crop = inside if inside[0] < inside[2] and inside[1] < inside[3] else (left, bottom, right, top)
        self._tags = []
        self._forms = self._soft = 0
        self.paint = Paint()

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Open marked content, whose properties may have a replacement text."""
        properties = props if isinstance(props, Mapping) else {}
        text, kind = resolve1(properties.get("ActualText")), resolve1(properties.get("Type"))
        running = getattr(tag, "name", None) == "Artifact" and getattr(kind, "name", None) == "Pagination"
        _, within, mark, _ = self._tags[-1] if self._tags else (None, False, -1, 0)
        own = resolve1(properties.get("MCID"))
        mark = own if isinstance(own, int) and not self._forms else mark
        actual = decode_text(text[: 2 * _LONGEST])[:_LONGEST] if isinstance(text, bytes) else None
        self._tags.append((actual, running or within, mark, len(self.page.glyphs)))

    def end_tag(self) -> None:
        """Close marked content, and replace its glyphs by the replacement text, if any."""
        if not self._tags:
            return
        text, _, _, start = self._tags.pop()
        glyphs = self.page.glyphs[start:]
        if text is None or not glyphs:
            return
        text = SOFT if text in ("", SOFT) and "".join(glyph.text for glyph in glyphs).strip() == "-" else text
        level = all(abs(glyph.y - glyphs[0].y) < glyph.size / 2 for glyph in glyphs)
        # Readable glyphs on several lines are kept: their replacement would have a single position.
        if text and (level or any(UNKNOWN in glyph.text for glyph in glyphs)):
            bounds.count_letters(len(text))
            left, right = min(glyph.x for glyph in glyphs), max(glyph.end for glyph in glyphs)
            text = text if text == SOFT else _plain(text)
            self.page.glyphs[start:] = [glyphs[0]._replace(text=text, x=left, end=right if level else glyphs[0].end)]
            self._soft = len(self.page.glyphs) if text == SOFT else self._soft

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:  # noqa: ARG002
        """Enter a form."""
        self._forms += 1
        self.paint.save()

    def end_figure(self, name: str) -> None:  # noqa: ARG002
        """Leave a form."""
        self._forms -= 1
        self.paint.restore()

    def render_image(self, name: str, stream: Any) -> None:  # noqa: ARG002 — pdfminer's names
        """Add the area of a picture, which is that of the transformed unit square."""
        if self.ctm is not None:
            a, b, c, d, _, _ = self.ctm
            self.page.pictured += min(abs(a * d - b * c), self.page.width * self.page.height)

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:  # noqa: ARG002
        """Record horizontal lines, which may be rules of a table, and boxes that cover text, and count curves."""
        if self.ctm is None or any(step[0] in "cvy" for step in path):
            self.page.strokes += 1
            return
        points = [apply_matrix_pt(self.ctm, step[-2:]) for step in path if len(step) > 2]
        if 2 <= len(points) <= 5:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if max(ys) - min(ys) <= _RULE and max(xs) - min(xs) >= _RULE_LONG:
                self.page.rules.append((min(xs), max(xs), max(ys)))
            plain = fill and self.page.glyphs and graphicstate.ncs.name != "Pattern"
            if plain and len(points) > 3 and (box := self.paint.covers(points)):
                self.page.boxes.append((box, len(self.page.glyphs)))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Record the glyphs of one string."""
        font, size = textstate.font, textstate.fontsize
        if font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        known = self._known(font)
        pen = _Pen(mult_matrix(textstate.matrix, self.ctm or MATRIX_IDENTITY), size, textstate.rise, known.tall)
        pen.invisible = textstate.render == _INVISIBLE
        scaling = textstate.scaling * 0.01
        spacing = textstate.charspace * scaling
        between = 0.0 if font.is_multibyte() else textstate.wordspace * scaling
        x, y = textstate.linematrix
        for part in seq:
            if isinstance(part, int | float):
                x -= part * 0.001 * size * scaling
            elif isinstance(part, bytes):
                for code in font.decode(part):
                    text, width = known.glyph(code)
                    advance = width * size * scaling
                    self._add(text, pen, (x, y), advance, spacing, known.bold)
                    x += advance + spacing + (between if code == 32 else 0.0)
        textstate.linematrix = (x, y)

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ARG002
        graphicstate: Any,  # noqa: ARG002
    ) -> float:
        """Record one glyph of a font that is written from top to bottom, and return its width."""
        known = self._known(font)
        text, width = known.glyph(cid)
        advance: float = width * fontsize * scaling
        pen = _Pen(matrix, fontsize, rise, known.tall, down=True)
        self._add(text, pen, (0.0, 0.0), abs(advance), 0.0, known.bold)
        return advance

    def _known(self, font: PDFFont) -> "_Font":
        if font not in self._fonts:
            self._fonts[font] = _Font(font)
        return self._fonts[font]

    def _add(self, text: str, pen: "_Pen", at: tuple[float, float], advance: float, track: float, bold: bool) -> None:
        bounds.count_letters(max(1, len(text)))
        px, py = pen.place(at)
        left, bottom, right, top = self._crop
        slack = pen.size
        if not (text and left - slack <= px <= right + slack and bottom - slack <= py <= top + slack):
            return
        x, y = px * pen.cos + py * pen.sin, py * pen.cos - px * pen.sin
        end = x + advance * pen.stretch
        _, running, mark, _ = self._tags[-1] if self._tags else (None, False, -1, 0)
        track *= pen.stretch
        x, end = (x, end) if x <= end else (end, x)
        if self._soft and self._soft == len(self.page.glyphs):
            soft = self.page.glyphs[-1]
            if abs(soft.x - x) < 0.1 * pen.size and abs(soft.y - y) < 0.1 * pen.size:
                self.page.glyphs.pop()  # a place where the word may be broken, which has no width
                text = SOFT if text == "-" else text
        elif text == SOFT:
            text, self._soft = "-", len(self.page.glyphs) + 1
        self.page.glyphs.append(Glyph(text, x, end, y, pen.size, track, pen.turn, bold, running, pen.invisible, mark))


class _Pen:
    """The direction, size and position of the strings that are drawn with one matrix."""

    def __init__(self, matrix: Any, size: float, rise: float, tall: float, *, down: bool = False) -> None:
        a, b, c, d, _, _ = self._matrix = matrix
        self._rise = rise
        flip = -1 if size < 0 else 1
        along = (-c, -d) if down else (a * flip, b * flip)
        turn = round(math.degrees(math.atan2(along[1], along[0])))
        self.turn = 0 if abs(turn) <= _UPRIGHT else turn
        self.invisible = False
        self.size = max(abs(size) * tall * math.hypot(c, d), 0.1)
        self.stretch = math.hypot(*along) * flip
        self.cos, self.sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))

    def place(self, at: tuple[float, float]) -> tuple[float, float]:
        a, b, c, d, e, f = self._matrix
        x, y = at[0], at[1] + self._rise
        return a * x + c * y + e, b * x + d * y + f


class _Font:
    """Cached properties of a font and its glyphs."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self._glyphs: dict[int, tuple[str, float]] = {}
        weight = resolve1(font.descriptor.get("FontWeight"))
        name = str(font.fontname or getattr(font, "basefont", ""))
        self.bold = bool(_BOLD.search(name)) or (isinstance(weight, int | float) and weight >= 600)
        self.tall = 1.0
        """Height of its letters, as a share of the nominal size; fonts made of pictures define their own."""
        if isinstance(font, PDFType3Font):
            widths = sorted(width for width in map(font.char_width, range(33, 256)) if width)
            self.tall = font.get_height() or (2 * widths[len(widths) // 2] if widths else 1.0)

    def glyph(self, code: int) -> tuple[str, float]:
        """Return the text of a glyph and its width, as a multiple of the font size."""
        if code not in self._glyphs:
            try:
                text = self._font.to_unichr(code)
            except PDFUnicodeNotDefined:
                text = UNKNOWN
            plain = SOFT if text == SOFT else _plain(str(text)[:_LONG])
            self._glyphs[code] = (plain, self._font.char_width(code))
        return self._glyphs[code]


def _plain(text: str) -> str:
    """Return the text of a glyph, with ligatures as letters and characters without a meaning as `UNKNOWN`."""
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text.translate(_DRAWN_AS))
    return "".join(map(_sound, text))


def _sound(char: str) -> str:
    if char.isspace():
        return char if char in "\u00a0\u202f" else " "
    kind = unicodedata.category(char)
    if kind in ("Cc", "Co", "Cs", "Cn"):
        return UNKNOWN
    return "" if kind == "Cf" else char
