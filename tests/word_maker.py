"""Word documents and OpenDocument texts as tests need them: from the markup of their bodies, with what goes around it."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "r": _OFFICE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "x": "urn:of-nobody",
    }.items()
)
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        **{prefix: prefix for prefix in ("office", "text", "table", "style", "meta")},
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
    }.items()
)
_ODF += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"'
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def zipped(members: dict[str, str | bytes]) -> bytes:
    """An archive of no date, so that the same members give the same bytes; `mimetype` first, and packed nowhere."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(
                zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """A cell of text, or of paragraphs."""
    inside = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def part(root: str, inside: str, space: str = W) -> str:
    """A part of a Word document: `hdr`, `styles`, …"""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{space}" {_NAMES}>{inside}</w:{root}>'


def make_docx(
    body: str,
    *,
    main: str = "word/document.xml",
    kind: str = "document.main",
    space: str = W,
    others: dict[str, str] | None = None,
    related: dict[str, tuple[str, str]] | None = None,
    notes: dict[str, str] | None = None,
) -> bytes:
    """A Word document: `others` are parts by path, `related` the main part's relationships, by id: kind and target.

    `notes` gives a footnote by its id, each a paragraph's text.
    """

    others, related = dict(others or {}), dict(related or {})
    if notes is not None:
        found = "".join(f'<w:footnote w:id="{key}">{paragraph(text)}</w:footnote>' for key, text in notes.items())
        found += f'<w:footnote w:id="-1" w:type="separator">{paragraph("___")}</w:footnote>'
        others["word/footnotes.xml"] = part("footnotes", found, space)
        related["rIdNotes"] = ("footnotes", "footnotes.xml")
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in related.items()
    )
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        f'{path.split("/")[-1].removesuffix(".xml").rstrip("0123456789")}+xml"/>'
        for path in others
        if path.endswith(".xml")
    )
    folder, file = main.rsplit("/", 1)
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/{main}" '
            f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>',
            main: part("document", f"<w:body>{body}</w:body>", space),
            f"{folder}/_rels/{file}.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
            **others,
        }
    )


def make_odt(body: str, styles: str = "", common: str = "", *, flat: bool = False) -> bytes:
    """An OpenDocument text: `styles` are its automatic ones, `common` what is in `styles.xml`."""
    content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
    if flat:
        text = f'<?xml version="1.0"?><office:document {_ODF} office:mimetype="{ODT_TYPE}">{common}{content}</office:document>'
        return text.encode()
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    files = {"/": ODT_TYPE, "content.xml": "text/xml", "styles.xml": "text/xml"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in files.items()
    )
    return zipped(
        {
            "mimetype": ODT_TYPE,
            "content.xml": f"<office:document-content {_ODF}>{content}</office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF}>{common}</office:document-styles>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{manifest}">{entries}</manifest:manifest>',
        }
    )
