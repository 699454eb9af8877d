"""Hostile documents with a mark of a wire, a page or a feed before a run of spaces or signs without end; and loops in files.

A space that does not break is no space to be joined with others: what reads a mark meets the whole run.
"""

import bz2
import zipfile
from collections.abc import Iterator
from functools import reduce
from io import BytesIO

from tests.hostile.pdfs import pdf, stream
from tests.word_maker import make_docx, make_odt, paragraph, part, zipped

_MANY = 15_000
"""What grows faster than its input shows at that, in few seconds."""
_MARKS = {
    "agency": "PARIS (AFP)",
    "dateline": "PARIS, 3 mars 2026 (AFP) - 3 mars 2026",
    "town": "Paris, le 3 mars 2026",
    "dashed": "LIMA - 3 mars 2026",
    "byline": "Par",
    "interview": "Propos recueillis par",
    "service": "FRS1234 4 GI 0345",
    "stamp": "AFP 031200 GMT MAR",
    "priority": "URGENT",
    "sign": "bur-abc/def",
    "more": "(SUITE",
    "credit": "© AFP / Photo :",
    "reference": "Lire aussi :",
    "published": "Publié le",
    "number": "Il y a 1",
    "quotation": "« Oui », a dit",
    "remark": "Le conseil a dit (",
    "answer": "Le 3 mars 2026 à 10:30, Jean Dupont a écrit",
}
_RUNS = {
    "spaces": "\u00a0",
    "wide": "\u3000",
    "dashes": "\u00a0-",
    "stops": "\u00a0.",
    "letters": "A\u00a0",
    "quotes": "\u00a0«",
}
_SAID = "x\nLe conseil a voté hier soir.\n"
_RUN = "<w:r><w:t>Un mot.</w:t></w:r>"
_WIRE = "<?xml version='1.0'?><nitf><body><body.head>"
_WIRE_END = "</body.head><body.content><p>Le conseil a voté.</p></body.content></body></nitf>"
_TEXT = b"BT /F 9 Tf 50 700 Td (Un mot.) Tj ET "
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode"


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every one with its name."""
    for place, (mark, text) in enumerate(_MARKS.items()):
        for run, piece in _RUNS.items():
            yield f"{mark}-{run}.txt", f"{text}{piece * _MANY}{_SAID}".encode()
        piece = list(_RUNS.values())[place % len(_RUNS)] * (_MANY // 3)
        yield f"{mark}.html", f"<title>{text}{piece}</title><article><h1>T</h1><p>{text}{piece}x</p>".encode()
        yield (
            f"{mark}.rss",
            f"<rss version='2.0'><channel><item><title>{text}{piece}</title></item></channel></rss>".encode(),
        )
    yield from ((name, text.encode()) for name, text in _texts())
    yield from _archives()
    yield from _pdfs()


def _texts() -> Iterator[tuple[str, str]]:
    spaces, lyrics = _RUNS["spaces"] * _MANY, "[00:01.00]le conseil\n[00:02.00]a dit\n"
    yield "title.lrc", f"{lyrics}[ti:{spaces}x\n{lyrics}"
    yield "title-end.lrc", f"{lyrics}[ti:a{spaces}]x\n{lyrics}"
    words, cut = (
        "le conseil de la ville a voté dans la nuit pour que les",
        "bud-\nget et anti-\nterroriste sur la ville\n",
    )
    for name, endless in {"letters": "A", "compound": "a-", "elisions": "l'", "hyphens": "-A"}.items():
        yield f"cut-{name}.txt", f"{words} {endless * _MANY}1 {cut}{words}\n{endless * _MANY}\n"
    body = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "Un mot{spaces}Un mot"}}</script>'
    )
    yield "body.html", f"<!doctype html>{body}"
    yield "lettering.rtf", r"{\rtf1 {\sn gtextUNICODE}{\sv" + " " * _MANY + "{}Un mot.}"
    yield "charset.html", "<html><meta charset=" + "\n" * _MANY + "x><p>Un mot."
    yield "headers.eml", "From: a@b.example\nTo: c@d.example\nSubject: a\n" + "abc\n" * _MANY + "\nUn mot.\n"
    yield "quoted.mbox", "From a@b Tue Mar  3 08:00:00 2026\nFrom: a@b\nTo: c@d\nSubject: a\n\n" + ">>From a\n" * _MANY
    yield "pictures.md", "![a][" * _MANY
    yield "struck.md", "~~a ~b " * _MANY
    yield "lists.md", "- a\n1. b\n+ c\n" * (_MANY // 2)
    yield "emphasis.md", "***a" * _MANY
    yield "spans.html", "<article>" + ("<p>" + "<span>" * 200 + "mot" + "</span>" * 200) * 100
    yield "locations.xml", f"{_WIRE}<dateline><location>{'PARIS, ' * _MANY}</location></dateline>{_WIRE_END}"
    yield "norm.xml", f"{_WIRE}<dateline><story.date norm='{'20260303T' * _MANY}'/></dateline>{_WIRE_END}"
    yield "bylines.xml", f"{_WIRE}{'<byline>Par <person>A</person></byline>' * (_MANY // 3)}{_WIRE_END}"
    yield "blocks.xml", f"{_WIRE}</body.head><body.content>{'<block>' * _MANY}<p>Un mot."
    yield "components.xml", f"<?xml version='1.0'?><NewsML><NewsItem>{'<NewsComponent>' * _MANY}<p>Un mot."
    yield (
        "versions.xml",
        f"<?xml version='1.0'?><newsMessage><newsItem><itemMeta><versionCreated>{'2026-03-03T' * _MANY}",
    )
    start = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"content_text": "Un mot.", '
    yield "number.json", f'{start}"x": {"1" * 30 * _MANY}}}]}}'
    yield "fraction.json", f'{start}"x": -0.{"0" * 9 * _MANY}1e-5}}]}}'
    yield "arrays.json", f'{start}"x": {"[" * 9 * _MANY}]}}'
    yield (
        "types.json",
        f'{start}"id": [], "title": {{}}, "authors": "x", "tags": {{"a": 1}}, "date_published": null}}]}}',
    )


def _archives() -> Iterator[tuple[str, bytes]]:
    def nested(inner: bytes, _: int) -> bytes:
        related = {"a": ("aFChunk", "c.docx")}
        return make_docx(paragraph(_RUN) + '<w:altChunk r:id="a"/>' * 2, others={"word/c.docx": inner}, related=related)  # type: ignore[dict-item]

    for name, switch in {"switches": r"\a", "numbered": r"\a1", "open": r"\f("}.items():
        yield f"formula-{name}.docx", make_docx(paragraph(_RUN + _formula(switch * _MANY)))
    yield "chunks.docx", reduce(nested, range(20), make_docx(paragraph(_RUN)))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3000}"/></w:style>'
        for n in range(3000)
    )
    styled = paragraph(_RUN, '<w:pStyle w:val="s0"/>') * 200
    sheet = {"word/styles.xml": part("styles", styles)}
    yield "styles.docx", make_docx(styled, others=sheet, related={"s": ("styles", "styles.xml")})
    loop = part("footnotes", f'<w:footnote w:id="1">{paragraph(note_mark := _note() * 2000)}</w:footnote>')
    related = {"n": ("footnotes", "footnotes.xml")}
    yield "notes.docx", make_docx(paragraph(_RUN + note_mark), others={"word/footnotes.xml": loop}, related=related)
    headers = "".join(f"<w:headerReference r:id='h{n}'/>" for n in range(1000))
    same = {"word/header1.xml": part("hdr", paragraph(_RUN) * 5000)}
    related = {f"h{n}": ("header", "header1.xml") for n in range(1000)}
    yield "headers.docx", make_docx(f"{paragraph(_RUN)}<w:sectPr>{headers}</w:sectPr>", others=same, related=related)
    for name, method in {"bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}.items():
        out = BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            archive.writestr(zipfile.ZipInfo("word/document.xml"), part("document", "<w:p/>" * 1_000_000), method)
        yield f"{name}.docx", out.getvalue()
    yield "bzip2.txt", bz2.compress(b"a" * 10_000_000)
    parents = "".join(
        f'<style:style style:name="s{n}" style:family="paragraph" style:parent-style-name="s{(n + 1) % 3000}"/>'
        for n in range(3000)
    )
    yield "styles.odt", make_odt('<text:p text:style-name="s0">Un mot.</text:p>' * 200, styles=parents)
    yield "contents.odt", make_odt("<text:table-of-content><text:index-body>" * 3000 + "<text:p>Un mot.</text:p>")
    container = "<container><rootfiles><rootfile full-path='o.opf'/></rootfiles></container>"
    items = "".join(f"<item id='f{n}' href='{n}' fallback='f{(n + 1) % 3000}' media-type='x/y'/>" for n in range(3000))
    package = f"<package><manifest>{items}</manifest><spine><itemref idref='f0'/></spine></package>"
    yield (
        "fallbacks.epub",
        zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": container, "o.opf": package}),
    )


def _formula(code: str) -> str:
    """A field of Word."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{begin}<w:r><w:instrText> EQ {code}</w:instrText></w:r>{end}"


def _note() -> str:
    return '<w:r><w:footnoteReference w:id="1"/></w:r>'


def _pdfs() -> Iterator[tuple[str, bytes]]:
    yield "picture.pdf", pdf(b"BI /W 1 /H 1 ID " + b"E I " * 100_000 + _TEXT)
    yield "picture-ends.pdf", pdf(b"BI /W 1 /H 1 ID " + b"EIx " * 100_000 + b" EI " + _TEXT)
    forms = [
        stream((b"/X%d Do " % (7 + n)) * 4, _FORM + b"/Resources<</XObject<</X%d %d 0 R>>>>" % (7 + n, 7 + n))
        for n in range(13)
    ]
    yield "forms.pdf", pdf(b"/X6 Do", *forms, stream(_TEXT, _FORM))
    yield "contents.pdf", pdf(_TEXT, page=b"/Contents[" + b"4 0 R " * _MANY + b"]")
    yield (
        "letter.pdf",
        pdf(_TEXT, stream(b"1 beginbfchar <4c> <" + b"0041" * 5 * _MANY + b"> endbfchar"), font=_mapped()),
    )
    yield "ranges.pdf", pdf(_TEXT, stream(b"1 beginbfrange <0000> <ffff> <0041> endbfrange\n" * 300), font=_mapped())
    tree = b"<</Type/StructTreeRoot/K[6 0 R 6 0 R]/ParentTree 6 0 R/RoleMap<</a/b/b/a>>>>"
    yield "tree.pdf", pdf(_TEXT, tree, root=b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>")
    yield "outlines.pdf", pdf(_TEXT, b"<</First 7 0 R>>", b"<</Next 7 0 R/First 6 0 R>>", root=b"/Outlines 6 0 R")
    yield "far.pdf", pdf(b"BT /F 1e308 Tf " + b"1e308 0 0 1e308 -1e308 1e308 Tm (mot) Tj " * 3000 + b"ET " + _TEXT)
    yield "flat.pdf", pdf(b"BT /F 9 Tf 0 Tz 0 0 0 0 0 0 Tm " + b"(mot) Tj " * 3000 + b"ET " + _TEXT)


def _mapped() -> bytes:
    return b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
