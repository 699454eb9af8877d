"""Hostile documents that are archives: Word, OpenDocument and EPUB, by what their parts claim, name and repeat."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from tests.word_maker import W, make_docx, make_odt, paragraph, run, zipped

_CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='o.opf'/>"
    "</rootfiles></container>"
)
_BOOK = {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER}
_CHAPTER = "<html><body><p>Le conseil a voté le budget.</p></body></html>"


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every one with its name."""
    yield from _zips()
    yield from _word()
    yield from _opendocument()
    yield from _books()


def _overlapping(count: int) -> bytes:
    """An archive whose entries are all of one member's bytes: small on the disk, and each of them whole."""
    body = zlib.compress(b"<html><body><p>" + b"a " * 166_000, 9)[2:-4]
    name, check, size = b"a.xhtml", zlib.crc32(b"<html><body><p>" + b"a " * 166_000), 1_000_015
    numbers = (20, 0, 8, 0, 33, check, len(body), size)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", *numbers, len(name), 0) + name + body
    entries = b""
    for number in range(count):
        chapter = b"a%d.xhtml" % number
        entries += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, *numbers, len(chapter), 0, 0, 0, 0, 0, 0) + chapter
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entries), len(local), 0)
    return local + entries + end


def _of_method(method: int, name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def _zips() -> Iterator[tuple[str, bytes]]:
    inner = zipped({"a.txt": "0" * (5 << 20)})
    for _ in range(30):
        inner = zipped({f"{n}.zip": inner for n in range(5)} if len(inner) < 20_000 else {"a.zip": inner})
    yield "nested.zip", inner
    document = make_docx(paragraph("Un mot."))
    for _ in range(40):
        related = {"rId9": ("aFChunk", "afchunk.docx")}
        body = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>'
        document = make_docx(paragraph("Un mot.") + body, others={"word/afchunk.docx": document}, related=related)
    yield "nested.docx", document
    yield "overlapping.epub", _overlapping(2000)
    text = make_docx(paragraph("Un mot." * 1_000_000))
    # The directory declares a small size; the contents are not small.
    yield "claims.docx", text.replace(struct.pack("<I", 7_000_000 + 0), struct.pack("<I", 10))
    packed = bytearray(_of_method(zipfile.ZIP_LZMA, "word/document.xml", b"<a/>" * 100))
    place = packed.index(b"\x05\x00\x5d") + 3
    packed[place : place + 4] = b"\xff\xff\xff\xff"
    yield "dictionary.docx", bytes(packed)
    yield "bzip2.docx", _of_method(zipfile.ZIP_BZIP2, "word/document.xml", b"<a>" + b" " * (60 << 20) + b"</a>")
    yield "comment.docx", make_docx(paragraph("Un mot."))[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16_383 + b"PKP"


def _word() -> Iterator[tuple[str, bytes]]:
    space = f'xmlns:w="{W}"'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{(n + 1) % 30_000}"/></w:style>'
        for n in range(30_000)
    )
    body = paragraph("Un mot.", '<w:pStyle w:val="s0"/>') * 3000
    related = {"rId5": ("styles", "styles.xml")}
    sheet = f"<w:styles {space}>{styles}</w:styles>"
    yield "styles.docx", make_docx(body, others={"word/styles.xml": sheet}, related=related)
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="upperRoman"/><w:start w:val="2147483647"/><w:lvlText w:val="{"%1" * 5000}"/></w:lvl>'
        for n in range(9)
    )
    numbering = (
        f'<w:numbering {space}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    listed = paragraph("Un mot.", '<w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr>') * 2000
    related = {"rId6": ("numbering", "numbering.xml")}
    yield "numbering.docx", make_docx(listed, others={"word/numbering.xml": numbering}, related=related)
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    yield "notes.docx", make_docx(paragraph(note * 20_000), notes={"2": "Une note. " * 20_000})
    yield "tables.docx", make_docx("<w:tbl><w:tr><w:tc>" * 10_000 + paragraph("Un mot."))
    level = f"<w:tbl><w:tr><w:tc>{paragraph(run('Un mot de plus.'))}"
    yield "tables-of-prose.docx", make_docx(level * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000)
    grid = f"<w:tr>{'<w:tc><w:p/></w:tc>' * 500}</w:tr>" * 2000
    yield "grid.docx", make_docx(f"<w:tbl>{grid}</w:tbl>" + paragraph("Un mot."))
    span = '<w:tc><w:tcPr><w:gridSpan w:val="60"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>'
    yield "merged.docx", make_docx("<w:tbl>" + f"<w:tr>{span * 60}</w:tr>" * 1000 + "</w:tbl>")
    yield "fields.docx", make_docx(paragraph('<w:fldSimple w:instr="PAGE">' * 20_000))
    yield "boxes.docx", make_docx(paragraph("<w:r><w:pict><w:txbxContent><w:p>" * 10_000))
    changed = "<w:ins><w:del><w:moveFrom>" * 15_000
    yield "changes.docx", make_docx(paragraph(changed + run("Un mot.")))
    attributes = " ".join(f'w:a{n}="b"' for n in range(200_000))
    yield "attributes.docx", make_docx(f"<w:p {attributes}/>" + paragraph("Un mot."))
    spaces = " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(50_000))
    yield "namespaces.docx", make_docx(f"<w:p {spaces}>{run('Un mot.')}</w:p>")
    title = f"<p xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{'mot ' * 4_000_000}</dc:title></p>"
    yield "title.docx", make_docx(paragraph("Un mot."), others={"docProps/core.xml": title})


def _opendocument() -> Iterator[tuple[str, bytes]]:
    yield "lists.odt", make_odt("<text:list><text:list-item>" * 20_000 + "<text:p>a</text:p>")
    cell = '<table:table-cell table:number-columns-repeated="300"><text:p>un mot</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="300">{cell}</table:table-row>'
    yield "rows.odt", make_odt(f"<table:table>{row * 50}</table:table>")
    yield "spaces.odt", make_odt("<text:p>" + 'a<text:s text:c="1000"/>' * 33_000 + "</text:p>")
    styles = "".join(
        f'<style:style style:name="P{n}" style:family="paragraph" style:parent-style-name="P{(n + 1) % 20_000}"/>'
        for n in range(20_000)
    )
    yield "styles.odt", make_odt('<text:p text:style-name="P0">Un mot.</text:p>' * 3000, styles)
    yield "spans.odt", make_odt(f"<text:p>{'<text:span>' * 20_000}Un mot.</text:p>")
    data = f"<text:p>Un mot.</text:p><office:binary-data>{'QUJD' * (5 << 20)}</office:binary-data>"
    yield "binary.fodt", make_odt(data, flat=True)
    note = "<text:note><text:note-body><text:p>a</text:p>"
    yield "notes.odt", make_odt(f"<text:p>{note * 10_000}</text:p>")
    yield "notes-many.odt", make_odt("<text:p>" + f"{note}</text:note-body></text:note>" * 33_000 + "</text:p>")


def _books() -> Iterator[tuple[str, bytes]]:
    items = "".join(f"<item id='i{n}' href='{n}.xhtml'/>" for n in range(9000))
    spine = "".join(f"<itemref idref='i{n}'/>" for n in range(9000))
    package = "<package xmlns='http://www.idpf.org/2007/opf'><manifest>%s</manifest><spine>%s</spine></package>"
    chapters = {f"{n}.xhtml": _CHAPTER for n in range(9000)}
    yield "chapters-many.epub", zipped({**_BOOK, "o.opf": package % (items, spine), **chapters})
    aliases = "".join(f"<item id='i{n}' href='{'./' * (n % 50)}a.xhtml'/>" for n in range(20_000))
    spine = "".join(f"<itemref idref='i{n}'/>" for n in range(20_000))
    yield "aliases.epub", zipped({**_BOOK, "o.opf": package % (aliases, spine), "a.xhtml": _CHAPTER * 20})
    lost = "".join(f"<item id='i{n}' href='../../../etc/{n}'/>" for n in range(100_000))
    yield "lost.epub", zipped({**_BOOK, "o.opf": package % (lost, spine)})
    item = "<item id='i0' href='a.xhtml'/>"
    for name, chapter in {
        "deep": "<div>" * 30_000 + "<p>Un mot.</p>",
        "long": f"<html><body>{'<p>Le conseil a voté.</p>' * 100_000}</body></html>",
        "entities": "<!DOCTYPE html [<!ENTITY a 'mot'>]><html><body><p>" + "&a;" * 33_000 + "</p></body></html>",
    }.items():
        book = {**_BOOK, "o.opf": package % (item, "<itemref idref='i0'/>"), "a.xhtml": chapter}
        yield f"chapter-{name}.epub", zipped(book)
    contents = f"<nav epub:type='toc'>{'<ol><li>' * 10_000}</nav><p>Un mot.</p>"
    book = {**_BOOK, "o.opf": package % (item, "<itemref idref='i0'/>"), "a.xhtml": contents}
    yield "contents.epub", zipped(book)
