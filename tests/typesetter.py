"""A small typesetter: articles in columns on the pages of a PDF, known word by word.

It knows nothing of how PDFs are read. Everything that a page designer may choose is a field of `Look`.
"""

import random
import zlib
from dataclasses import dataclass, field

from pdf_maker import assemble
from pdfminer.fontmetrics import FONT_METRICS

LETTERS = {"Helvetica": "F1", "Times-Roman": "F2", "Helvetica-Bold": "F3", "Times-Bold": "F4"}
WORDS = """le la les un une des de du au aux et ou mais donc or ni car que qui dont où préfet maire conseil ville pont rivière
crue janvier mars lundi mardi matin soir heures travaux millions euros région département État école élèves santé
hôpital médecins grève syndicat accord loi député sénat ministre décision recours tribunal avocat procès enquête
police gendarmes feu pompiers forêt sécheresse récolte blé vignes prix hausse baisse marché bourse usine emploi
salariés patron retraite réforme vote élection candidat tour scrutin résultat victoire défaite match équipe entraîneur
saison stade public concert festival musée exposition peintre roman auteur prix jury français européen mondial très
plus moins encore déjà jamais toujours souvent après avant pendant depuis selon contre pour sans avec chez vers
annonce affirme explique rappelle ajoute précise estime demande refuse accepte promet dénonce craint espère attend""".split()
_CODES = {ord(char): char.encode("cp1252").decode("latin-1") for char in "ˆ˜’“”–—€…œ"}
"""What WinAnsiEncoding puts where Latin-1 has control characters."""
SIZES = {"a4": (595, 842), "letter": (612, 792), "a5": (420, 595), "tabloid": (792, 1224)}


@dataclass(frozen=True)
class Look:
    """How a document is set."""

    seed: int = 0
    paper: str = "a4"
    serif: bool = False
    size: float = 10
    leading: float = 1.2
    """Times the size."""
    columns: int = 2
    gutter: float = 1.5
    """Times the size."""
    justified: bool = False
    indented: bool = False
    """Paragraphs begin with an indent; else a gap stands between them."""
    pages: int = 1
    fill: float = 1.0
    """How much of the last column's height is used."""
    headline: bool = True
    headings: bool = True
    table: bool = False
    running: bool = False
    notes: bool = False
    spaces: str = "glyphs"
    """`glyphs`: drawn as letters; `gaps`: left out, as TeX does; `words`: each word is placed by itself."""
    order: str = "columns"
    """Of drawing: `columns`, or `lines` from the top of the page, or `shuffled`."""
    packed: bool = False


@dataclass
class Made:
    """A PDF, and what it says."""

    data: bytes = b""
    article: list[str] = field(default_factory=list)
    """Headings, paragraphs and rows of tables, in reading order."""
    aside: list[str] = field(default_factory=list)
    """Running heads, page numbers and footnotes."""


@dataclass
class _Drawn:
    x: float
    y: float
    font: str
    size: float
    words: list[str]
    space: float
    """Between words."""


def width(text: str, font: str, size: float) -> float:
    """Return how wide a text is, by the metrics that every PDF reader has."""
    widths = FONT_METRICS[font][1]
    return sum(widths.get(char, 556) for char in text) * size / 1000


class _Setter:
    def __init__(self, look: Look) -> None:
        self.look, self.random = look, random.Random(look.seed)
        self.font = "Times-Roman" if look.serif else "Helvetica"
        self.bold = "Times-Bold" if look.serif else "Helvetica-Bold"
        self.wide, self.high = SIZES[look.paper]
        self.margin = self.wide * 0.1
        self.pages: list[list[_Drawn]] = []
        self.made = Made()

    def sentence(self, words: int) -> str:
        text = " ".join(self.random.choices(WORDS, k=words))
        return text[0].upper() + text[1:] + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence(self.random.randint(5, 16)) for _ in range(self.random.randint(1, 4)))

    def broken(self, text: str, font: str, size: float, wide: float, indent: float = 0) -> list[list[str]]:
        """Break a text into lines."""
        lines: list[list[str]] = [[]]
        room = wide - indent
        for word in text.split():
            if lines[-1] and width(" ".join([*lines[-1], word]), font, size) > room:
                lines.append([])
                room = wide
            lines[-1].append(word)
        return lines

    def line(self, page: list[_Drawn], x: float, y: float, words: list[str], font: str, size: float, wide: float = 0):
        """Draw a line, spread over `wide` where that is given."""
        space = width(" ", font, size)
        if wide and len(words) > 1:
            space = (wide - sum(width(word, font, size) for word in words)) / (len(words) - 1)
        page.append(_Drawn(x, y, font, size, words, space))

    def article(self) -> None:
        look = self.look
        body = self.wide - 2 * self.margin
        gutter = look.gutter * look.size
        column = (body - gutter * (look.columns - 1)) / look.columns
        step = look.leading * look.size
        for number in range(look.pages):
            page: list[_Drawn] = []
            self.pages.append(page)
            y = top = self.high * 0.86
            if look.running:
                self._running(page, number)
            if look.headline and number == 0:
                y = top = self._headline(page, top, body)
            foot = self.high * 0.15
            last = number == look.pages - 1
            for place in range(look.columns):
                x, y = self.margin + place * (column + gutter), top
                end = foot
                if last and place == look.columns - 1:
                    end = top - (top - foot) * look.fill
                while y > end + 4 * step:
                    y = self._part(page, x, y, column, end)
            if look.notes:
                self._note(page, number, body)

    def _part(self, page: list[_Drawn], x: float, y: float, column: float, end: float) -> float:
        """Set a heading, a table or a paragraph, and return where the next one begins."""
        look, step = self.look, self.look.leading * self.look.size
        kind = self.random.random()
        if look.headings and kind < 0.15 and y - end > 8 * step:
            text = self.sentence(3)[:-1]
            y -= 0.6 * step
            for line in self.broken(text, self.bold, look.size * 1.2, column):
                self.line(page, x, y, line, self.bold, look.size * 1.2)
                y -= 1.2 * step
            self.made.article.append(text)
            return y - 0.3 * step
        if look.table and kind < 0.35 and y - end > 8 * step:
            return self._table(page, x, y - 0.5 * step, column)
        text = self.paragraph()
        indent = 1.5 * look.size if look.indented else 0
        lines = self.broken(text, self.font, look.size, column, indent)
        room = max(2, int((y - end) / step))
        lines = lines[:room]
        text = " ".join(word for line in lines for word in line)
        for place, line in enumerate(lines):
            shift = indent if place == 0 else 0
            full = column - shift if look.justified and place < len(lines) - 1 else 0
            self.line(page, x + shift, y, line, self.font, look.size, full)
            y -= step
        self.made.article.append(text)
        return y - (0 if look.indented else 0.7 * step)

    def _table(self, page: list[_Drawn], x: float, y: float, column: float) -> float:
        step = 1.3 * self.look.leading * self.look.size
        figures = self.random.randint(1, 3) if column > 20 * self.look.size else 1
        for _ in range(self.random.randint(3, 6)):
            label = self.sentence(2)[:-1]
            cells = [f"{self.random.randint(10, 999)}" for _ in range(figures)]
            self.line(page, x, y, label.split(), self.font, self.look.size)
            for place, cell in enumerate(reversed(cells)):
                right = x + column - place * 4 * self.look.size
                self.line(page, right - width(cell, self.font, self.look.size), y, [cell], self.font, self.look.size)
            self.made.article.append(" ".join([label, *cells]))
            y -= step
        return y - 0.5 * step

    def _headline(self, page: list[_Drawn], y: float, body: float) -> float:
        size = 2.2 * self.look.size
        text = self.sentence(7)[:-1]
        for line in self.broken(text, self.bold, size, body):
            self.line(page, self.margin, y, line, self.bold, size)
            y -= 1.15 * size
        self.made.article.append(text)
        return y - self.look.size

    def _running(self, page: list[_Drawn], number: int) -> None:
        size, name = self.look.size * 0.85, "Journal des rivières et des ponts"
        self.line(page, self.margin, self.high * 0.94, name.split(), self.font, size)
        self.line(page, self.wide / 2, self.high * 0.05, [str(number + 1)], self.font, size)
        self.made.aside += [name, str(number + 1)]

    def _note(self, page: list[_Drawn], number: int, body: float) -> None:
        size, y = self.look.size * 0.8, self.high * 0.12
        text = f"{number + 1}. Source : {self.sentence(9)}"
        for line in self.broken(text, self.font, size, body):
            self.line(page, self.margin, y, line, self.font, size)
            y -= 1.2 * size
        self.made.aside.append(text)

    def data(self) -> bytes:
        """Write everything."""
        drawn = [self._page(page) for page in self.pages]
        fonts = [f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>" for name in LETTERS]
        named = " ".join(f"/{name} {3 + place} 0 R" for place, name in enumerate(LETTERS.values()))
        kids = " ".join(f"{7 + 2 * place} 0 R" for place in range(len(drawn)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(drawn)} >>".encode(),
        ]
        objects += [font.encode() for font in fonts]
        for place, content in enumerate(map(zlib.compress, drawn) if self.look.packed else drawn):
            filters = b"/Filter /FlateDecode " if self.look.packed else b""
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {self.wide} {self.high}] "
                f"/Resources << /Font << {named} >> >> /Contents {8 + 2 * place} 0 R >>".encode()
            )
            objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filters, len(content), content))
        return assemble(objects)

    def _page(self, page: list[_Drawn]) -> bytes:
        if self.look.order == "lines":
            page = sorted(page, key=lambda piece: (-piece.y, piece.x))
        elif self.look.order == "shuffled":
            self.random.shuffle(page)
        return "\n".join(map(self._line, page)).encode("cp1252")

    def _line(self, piece: _Drawn) -> str:
        head = f"/{LETTERS[piece.font]} {piece.size:.2f} Tf"
        if self.look.spaces == "words":
            x, parts = piece.x, []
            for word in piece.words:
                parts.append(f"BT {head} {x:.2f} {piece.y:.2f} Td ({_quoted(word)}) Tj ET")
                x += width(word, piece.font, piece.size) + piece.space
            return "\n".join(parts)
        if self.look.spaces == "gaps":
            kern = f" {-piece.space * 1000 / piece.size:.1f} "
            return f"BT {head} {piece.x:.2f} {piece.y:.2f} Td [{kern.join(f'({_quoted(word)})' for word in piece.words)}] TJ ET"
        between = piece.space - width(" ", piece.font, piece.size)
        return f"BT {head} {between:.3f} Tw {piece.x:.2f} {piece.y:.2f} Td ({_quoted(' '.join(piece.words))}) Tj ET"


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def page_of(*contents: str, differences: str = "", form: str = "", field: str = "", note: str = "") -> bytes:
    """Return an A4 PDF of pages drawn by hand, in the fonts of `LETTERS`.

    `differences` is put into the encoding of the first font; `form` is drawn by `/Fm Do`, a grey picture by `/Im Do`;
    `field` is the text of a form's field, `note` annotations as a PDF has them.
    """
    fonts = []
    for place, name in enumerate(LETTERS):
        encoding = f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding {differences if place == 0 else ''} >>"
        fonts.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding {encoding} >>".encode())
    named = " ".join(f"/{name} {3 + place} 0 R" for place, name in enumerate(LETTERS.values()))
    kids = " ".join(f"{10 + 2 * place} 0 R" for place in range(len(contents)))
    look = f"BT /F1 10 Tf 2 4 Td ({field}) Tj ET"
    drawn = [_stream(f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << {named} >> >>", form)]
    drawn += [
        _stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x")
    ]
    drawn += [_stream(f"/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << {named} >> >>", look)]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
    ]
    objects += fonts + drawn
    widget = "<< /Subtype /Widget /Rect [72 100 272 120] /AP << /N 9 0 R >> >>" if field else ""
    widget = f"/Annots [{widget} {note}]" if field or note else ""
    for place, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {widget} /Resources << /Font << {named} >> "
            f"/XObject << /Fm 7 0 R /Im 8 0 R >> >> /Contents {11 + 2 * place} 0 R >>".encode()
        )
        objects.append(_stream("", content))
    return assemble(objects)


def _stream(keys: str, content: str) -> bytes:
    data = content.translate(_CODES).encode("latin-1")
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (keys.encode(), len(data), data)


def typeset(look: Look) -> Made:
    """Set a document."""
    setter = _Setter(look)
    setter.article()
    setter.made.data = setter.data()
    return setter.made
