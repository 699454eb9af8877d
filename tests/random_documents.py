"""Documents of random structure, each word unique, written in five formats."""

from dataclasses import dataclass, field
from itertools import count

import word_maker as word
from hypothesis import strategies as st

SPANS = ("plain", "inserted", "deleted", "hidden", "linked", "field", "control", "noted")


@dataclass(frozen=True)
class Paragraph:
    spans: tuple[str, ...]
    """What each word of it is."""


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[tuple[object, ...], ...], ...]


@dataclass(frozen=True)
class Group:
    """Blocks in a section or a content control (`inner`), or in a text box that hangs on a paragraph."""

    blocks: tuple[object, ...]
    box: bool


_paragraphs = st.builds(Paragraph, st.lists(st.sampled_from(SPANS), min_size=1, max_size=6).map(tuple))


def _groups(inner: st.SearchStrategy) -> st.SearchStrategy:
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    cells = st.lists(blocks, min_size=1, max_size=3).map(tuple)
    return st.builds(Group, blocks, st.booleans()) | st.builds(
        Table,
        st.lists(cells, min_size=1, max_size=3).map(
            lambda rows: tuple(
                row[:1] * len(rows[0]) if len(row) < len(rows[0]) else row[: len(rows[0])] for row in rows
            )
        ),
    )


structures = st.lists(st.recursive(_paragraphs, _groups, max_leaves=8), min_size=1, max_size=6).map(tuple)
"""What a document is made of."""


@dataclass
class Made:
    """The words that went into a document."""

    shown: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxed: list[str] = field(default_factory=list)
    """Those of the shown that stand in text boxes or in notes, which LibreOffice leaves out of its plain text."""
    numbers: count = field(default_factory=count)
    in_box: bool = False

    def word(self, kind: str) -> str:
        new_word = f"mot{next(self.numbers)}x"
        {"deleted": self.deleted, "hidden": self.hidden}.get(kind, self.shown).append(new_word)
        if kind == "note" or (self.in_box and kind not in ("deleted", "hidden")):
            self.boxed.append(new_word)
        return new_word


class Writer:
    """Writes a structure; a format says how each piece looks."""

    def __init__(self) -> None:
        self.made = Made()
        self.notes: dict[str, str] = {}
        self.changes: list[str] = []

    def blocks(self, blocks: tuple[object, ...]) -> str:
        return "".join(self.block(block) for block in blocks)

    def block(self, block: object) -> str:
        if isinstance(block, Paragraph):
            return self.paragraph("".join(self.span(kind) for kind in block.spans))
        if isinstance(block, Table):
            rows = (self.row([self.cell(self.blocks(cell)) for cell in row]) for row in block.rows)
            return self.table(list(rows))
        if not block.box:
            return self.group(self.blocks(block.blocks))
        before, self.made.in_box = self.made.in_box, True
        # A text box holds no other one, in any of these programs.
        inside = self.blocks(tuple(Paragraph(leaf.spans) for leaf in leaves(block.blocks)))
        self.made.in_box = before
        return self.box(inside)

    def span(self, kind: str) -> str:
        return getattr(self, kind)(self.made.word(kind) + " ")


def leaves(blocks: tuple[object, ...]) -> list[Paragraph]:
    """The paragraphs in some blocks, without notes: no program takes one in a text box."""
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(Paragraph(tuple("plain" if kind == "noted" else kind for kind in block.spans)))
        elif isinstance(block, Table):
            found += [leaf for row in block.rows for cell in row for leaf in leaves(cell)]
        else:
            found += leaves(block.blocks)
    return found


class Docx(Writer):
    suffix = ".docx"
    table = staticmethod(lambda rows: word.table(*rows) + word.paragraph("<w:r/>"))
    row = staticmethod(lambda cells: word.row(*cells))
    plain = staticmethod(word.run)

    def paragraph(self, inside: str) -> str:
        return word.paragraph(inside)

    def cell(self, inside: str) -> str:
        return word.cell(inside, '<w:tcW w:w="2000" w:type="dxa"/>')

    def group(self, inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    def box(self, inside: str) -> str:
        shape = f'<w:pict><v:shape style="width:100pt;height:50pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>'
        return word.paragraph(f"{word.run(self.made.word('plain') + ' ')}<w:r>{shape}</w:r>")

    def inserted(self, text: str) -> str:
        return f'<w:ins w:id="{len(text)}" w:author="a">{word.run(text)}</w:ins>'

    def deleted(self, text: str) -> str:
        return f'<w:del w:id="1" w:author="a"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'

    def hidden(self, text: str) -> str:
        return word.run(text, "<w:vanish/>")

    def linked(self, text: str) -> str:
        return f'<w:hyperlink w:anchor="a">{word.run(text)}</w:hyperlink>'

    def field(self, text: str) -> str:
        return f'<w:fldSimple w:instr=" QUOTE x ">{word.run(text)}</w:fldSimple>'

    def control(self, text: str) -> str:
        return f'<w:sdt><w:sdtPr/><w:sdtContent><w:smartTag w:element="x">{word.run(text)}</w:smartTag></w:sdtContent></w:sdt>'

    def noted(self, text: str) -> str:
        number = str(len(self.notes) + 2)
        self.notes[number] = self.made.word("note")
        return f'{word.run(text)}<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    def bytes(self, structure: tuple[object, ...]) -> bytes:
        body = self.blocks(structure)
        return word.make_docx(body + "<w:sectPr/>", notes=self.notes or None)


class Odt(Writer):
    suffix = ".odt"
    plain = staticmethod(lambda text: f"<text:span>{text}</text:span>")
    paragraph = staticmethod(lambda inside: f"<text:p>{inside}</text:p>")
    cell = staticmethod(lambda inside: f"<table:table-cell>{inside}</table:table-cell>")

    def table(self, rows: list[str]) -> str:
        columns = rows[0].count("<table:table-cell>")
        return (
            f'<table:table><table:table-column table:number-columns-repeated="{columns}"/>{"".join(rows)}</table:table>'
        )

    def row(self, cells: list[str]) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def group(self, inside: str) -> str:
        return f'<text:section text:name="s{len(inside)}">{inside}</text:section>'

    def box(self, inside: str) -> str:
        frame = f'<draw:frame text:anchor-type="paragraph" svg:width="5cm"><draw:text-box>{inside}</draw:text-box></draw:frame>'
        return f"<text:p>{frame}{self.made.word('plain')}</text:p>"

    def inserted(self, text: str) -> str:
        name = f"c{len(self.changes)}"
        self.changes.append(self._change(name, "insertion", ""))
        return f'<text:change-start text:change-id="{name}"/>{text}<text:change-end text:change-id="{name}"/>'

    def deleted(self, text: str) -> str:
        name = f"c{len(self.changes)}"
        self.changes.append(self._change(name, "deletion", f"<text:p>{text}</text:p>"))
        return f'<text:change text:change-id="{name}"/>'

    @staticmethod
    def _change(name: str, kind: str, inside: str) -> str:
        about = (
            "<office:change-info><dc:creator>A</dc:creator><dc:date>2026-03-03T08:00:00</dc:date></office:change-info>"
        )
        return f'<text:changed-region text:id="{name}"><text:{kind}>{about}{inside}</text:{kind}></text:changed-region>'

    def hidden(self, text: str) -> str:
        return f'<text:span text:style-name="T1">{text}</text:span>'

    def linked(self, text: str) -> str:
        return f'<text:a xlink:type="simple" xlink:href="http://a.example/">{text}</text:a>'

    def field(self, text: str) -> str:
        return f'<text:author-name text:fixed="true">{text.strip()}</text:author-name> '

    def control(self, text: str) -> str:
        return f"<text:span><text:span>{text}</text:span></text:span>"

    def noted(self, text: str) -> str:
        note = f"<text:note-citation>1</text:note-citation><text:note-body><text:p>{self.made.word('note')}</text:p></text:note-body>"
        return f'{text}<text:note text:note-class="footnote">{note}</text:note>'

    def bytes(self, structure: tuple[object, ...]) -> bytes:
        body = self.blocks(structure)
        changes = f"<text:tracked-changes>{''.join(self.changes)}</text:tracked-changes>" if self.changes else ""
        hiding = '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
        return word.make_odt(changes + body, hiding)


IN_TABLE = r"\intbl "


class Rtf(Writer):
    suffix = ".rtf"
    plain = staticmethod(lambda text: text)
    depth = 0

    def block(self, block: object) -> str:
        # A table in a table has other control words than one by itself; here its paragraphs are enough.
        if isinstance(block, Table) and self.depth:
            return self.blocks(tuple(leaf for row in block.rows for cell in row for leaf in leaves(cell)))
        self.depth += isinstance(block, Table)
        written = super().block(block)
        self.depth -= isinstance(block, Table)
        return written

    def paragraph(self, inside: str) -> str:
        in_table = IN_TABLE if self.depth else ""
        return rf"\pard\plain {in_table}{inside}\par "

    def table(self, rows: list[str]) -> str:
        return "".join(rows)

    def row(self, cells: list[str]) -> str:
        edges = "".join(rf"\cellx{2000 * place}" for place, _ in enumerate(cells, 1))
        return rf"\trowd{edges}{''.join(cells)}\row\pard "

    def cell(self, inside: str) -> str:
        return rf"{inside}\pard\plain\intbl\cell "

    def group(self, inside: str) -> str:
        return inside

    def box(self, inside: str) -> str:
        text = inside.replace(IN_TABLE, "")
        place = r"\shpleft0\shptop0\shpright2000\shpbottom900{\sp{\sn shapeType}{\sv 202}}"
        shape = rf"{{\shp{{\*\shpinst{place}{{\shptxt {text}}}}}}}"
        return self.paragraph(self.made.word("plain") + " " + shape)

    def inserted(self, text: str) -> str:
        return rf"{{\revised\revauth0 {text}}}"

    def deleted(self, text: str) -> str:
        return rf"{{\deleted\revauthdel0 {text}}}"

    def hidden(self, text: str) -> str:
        return rf"{{\v {text}}}"

    def linked(self, text: str) -> str:
        return rf'{{\field{{\*\fldinst HYPERLINK "http://a.example/"}}{{\fldrslt {text}}}}}'

    def field(self, text: str) -> str:
        return rf"{{\field{{\*\fldinst QUOTE x}}{{\fldrslt {text}}}}}"

    def control(self, text: str) -> str:
        return rf"{{\*\xmlopen\xmlns1{{\factoidname place}}}}{text}{{\*\xmlclose}}"

    def noted(self, text: str) -> str:
        return rf"{text}{{\super\chftn}}{{\footnote\pard\plain {{\super\chftn}} {self.made.word('note')}}}"

    def bytes(self, structure: tuple[object, ...]) -> bytes:
        return rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 Arial;}}}}{self.blocks(structure)}}}".encode("ascii")


class Epub(Writer):
    suffix = ".epub"
    plain = inserted = deleted = linked = field = control = staticmethod(lambda text: text)
    paragraph = staticmethod(lambda inside: f"<p>{inside}</p>")
    cell = staticmethod(lambda inside: f"<td>{inside}</td>")

    def table(self, rows: list[str]) -> str:
        return f"<table>{''.join(rows)}</table>"

    def row(self, cells: list[str]) -> str:
        return f"<tr>{''.join(cells)}</tr>"

    def group(self, inside: str) -> str:
        return f"<section><figure><figcaption>{inside}</figcaption></figure></section>"

    def box(self, inside: str) -> str:
        return f"<aside>{inside}</aside>"

    def span(self, kind: str) -> str:
        # A book shows what was deleted, struck through.
        text = self.made.word("plain" if kind == "deleted" else kind) + " "
        tag = {"inserted": "ins", "deleted": "del", "linked": "a", "field": "time", "control": "label"}.get(
            kind, "span"
        )
        style = ' style="display:none"' if kind == "hidden" else ""
        after = f"<aside>{self.made.word('note')}</aside>" if kind == "noted" else ""
        return f"<{tag}{style}>{text}</{tag}>{after}"

    def bytes(self, structure: tuple[object, ...]) -> bytes:
        chapters = {f"c{place}.xhtml": self.block(block) for place, block in enumerate(structure)}
        items = "".join(f'<item id="{path}" href="{path}" media-type="application/xhtml+xml"/>' for path in chapters)
        refs = "".join(f'<itemref idref="{path}"/>' for path in chapters)
        container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
        package = (
            f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{refs}</spine></package>'
        )
        pages = {
            path: f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title></title></head><body>{body}</body></html>"
            for path, body in chapters.items()
        }
        return word.zipped(
            {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "b.opf": package, **pages}
        )


class Eml(Epub):
    suffix = ".eml"

    def bytes(self, structure: tuple[object, ...]) -> bytes:
        heads = f"From: a@b.example\nTo: c@d.example\nSubject: {self.made.word('plain')}\nMIME-Version: 1.0\n"
        return (heads + self.part(structure, "b")).encode()

    def part(self, blocks: tuple[object, ...], boundary: str) -> str:
        parts = []
        for place, block in enumerate(blocks):
            if isinstance(block, Group) and not block.box:
                inner = self.part(block.blocks, f"{boundary}.{place}")
                parts.append(f"Content-Type: message/rfc822\n\nSubject: {self.made.word('plain')}\n{inner}")
            elif isinstance(block, Paragraph) and not {"hidden", "noted"} & set(block.spans):
                words = " ".join(self.made.word("plain") for _ in block.spans)
                parts.append(f"Content-Type: text/plain; charset=utf-8\n\n{words}\n")
            else:
                parts.append(f"Content-Type: text/html; charset=utf-8\n\n<html><body>{self.block(block)}</body></html>")
        inside = "".join(f"--{boundary}\n{part}\n" for part in parts)
        return f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n{inside}--{boundary}--\n'
