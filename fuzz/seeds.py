# ruff: noqa: E402, E501, ISC004 - found by the line that finds it; seeds are written as they are
"""Seeds for the fuzzer: a few small inputs of each kind, with the byte before them that chooses it.

python fuzz/seeds.py FOLDER [--only KIND] writes them; with a kind, its own alone and without that byte.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from targets import KINDS, SEPARATOR

from tests.pdf_maker import make_pdf
from tests.word_maker import make_docx, make_odt, paragraph, table

_P: Final = "<p>Le maire a dit <b>oui</b>.</p>"
_ITEM: Final = (
    "<item><title>Un</title><link>https://a.example/1</link><pubDate>Tue, 3 Mar 2026 08:00:00 GMT</pubDate></item>"
)
_UNIT: Final = '<tu><tuv xml:lang="fr"><seg>Un <ph/>mot.</seg></tuv><tuv xml:lang="en"><seg>A word.</seg></tuv></tu>'
_OWN: Final[dict[str, list[bytes]]] = {
    "text": [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*.txt"))],
    "markdown": [b"# Titre\n\nUn *mot* [la](http://a.example) `b`\n\n- a\n- b\n\n| a | b |\n| - | - |\n| c | d |\n"],
    "html": [f"<!doctype html><title>T</title><article><h1>T</h1>{_P * 5}<table><tr><td>a</table><ul><li>b".encode()],
    "page": [f"iso-8859-1\n<html><meta charset=utf-8><body>{_P * 5}".encode()],
    "feed": [
        f"<rss version='2.0'><channel><title>C</title>{_ITEM}</channel></rss>".encode(),
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>a</title><content type='xhtml'><div>b</div>"
        b"</content><updated>2026-03-03T08:00:00Z</updated></entry></feed>",
    ],
    "jsonfeed": [
        b'"items":[{"id":"1","title":"a","content_html":"<p>b</p>","date_published":"2026-03-03T08:00:00Z"}]}'
    ],
    "mail": [
        b"From: a@b.example\nTo: c@d.example\nSubject: =?utf-8?q?=C3=A9t=C3=A9?=\nMIME-Version: 1.0\nContent-Type:"
        b" multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding:"
        b" quoted-printable\n\nUn =C3=A9t=C3=A9.\n--x\nContent-Type: text/html\n\n<p>a</p>\n--x--\n"
    ],
    "mbox": [b"\nUn.\n\nFrom a@b.example Tue Mar  3 08:00:00 2026\nSubject: b\nFrom: a\nTo: b\n\nDeux.\n"],
    "subtitles": [b"Le maire\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>dit</i> {\\an8}oui.\n"],
    "webvtt": [b"\nSTYLE\n::cue {}\n\n1\n00:01.000 --> 00:02.000 align:start\n<v A>Le <b>maire</b>\n"],
    "rtf": [
        rb"{\fonttbl{\f0\fcharset204 Arial;}}{\stylesheet{\s1 heading 1;}}{\info{\title T}}\s1\f0 Le \u233?t\'e9\par"
        rb"\trowd\cellx100 a\cell\row{\*\listtable}{\field{\*\fldinst HYPERLINK a}{\fldrslt b}}\bin3 abc}"
    ],
    "docx": [make_docx(paragraph("Un mot.") + table())],
    "docx parts": [
        SEPARATOR.join(
            (
                b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr>'
                b'<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Un</w:t>'
                b'<w:footnoteReference w:id="2"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body>'
                b"</w:document>",
                b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="a">'
                b'<w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style></w:styles>',
                b'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum'
                b' w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
                b'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
            )
        )
    ],
    "odt": [make_odt("<text:h>T</text:h><text:p>Un mot.</text:p>")],
    "odt parts": [
        b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text><text:list><text:list-item>'
        b'<text:p>Un<text:s text:c="3"/>mot.</text:p></text:list-item></text:list><table:table><table:table-row>'
        b'<table:table-cell table:number-columns-repeated="2"><text:p>a</text:p></table:table-cell></table:table-row>'
        b"</table:table></office:text></office:body></office:document-content>"
    ],
    "odt flat": [make_odt("<text:p>Un mot.</text:p>", flat=True).partition(b"?>")[2]],
    "epub parts": [
        SEPARATOR.join(
            (
                b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="o.opf"/>'
                b"</rootfiles></container>",
                b'<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"'
                b' media-type="application/xhtml+xml"/><item id="b" href="b.xhtml"/></manifest><spine><itemref idref="a"/>'
                b'<itemref idref="b"/></spine></package>',
                f"<html><body>{_P}</body></html>".encode(),
                f"<html><body>{_P}</body></html>".encode(),
            )
        )
    ],
    "pdf": [make_pdf([[(50, 700, 20, "Un titre"), (50, 650, 10, "Le maire a dit oui.")]], "T")],
    "pdf page": [
        SEPARATOR.join(
            (
                b"BT /F 9 Tf 1 0 0 1 50 700 Tm 12 TL (Le maire) Tj T* [(a) -300 (b)] TJ 2 Tr <4142> ' ET q 1 0 0 1 0 0 cm /X"
                b" Do Q BI /W 1 /H 1 ID a EI 0 0 9 9 re S /Span <</ActualText (x)>> BDC EMC",
                b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <00e9> endbfchar 1 beginbfrange"
                b" <42> <44> <0041> endbfrange",
            )
        )
    ],
    "opml": [
        b'<opml version="2.0"><body><outline text="a"><outline type="rss" title="b" xmlUrl="https://a.example/"/></outline>'
        b"</body></opml>"
    ],
    "tmx": [f'<tmx version="1.4"><header srclang="fr"/><body>{_UNIT}</body></tmx>'.encode()],
    "glossary": [
        b"source,target,note\nmaire,mayor,a\n",
        b'<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry><langSec xml:lang="fr"><termSec><term>a</term>'
        b'</termSec></langSec><langSec xml:lang="en"><termSec><term>b</term></termSec></langSec></conceptEntry></body>'
        b"</text></tbx>",
    ],
    "brief": [
        b'{"schema":"depeche.brief/1","source":{"path":"a","format":"text","sha256":"0"},"text":"Un.","paragraphs":[{"kind":'
        b'"body","language":"fr","sentences":[{"id":"s1","start":0,"end":3,"source":"Un.","translation":"One.","score":-0.2,'
        b'"origin":"model","flags":[]}]}],"summary":{"method":"lead","sentences":["s1"]},"engine":{"pack":"a","beam":2,'
        b'"version":"1"}}'
    ],
    "settings": [b'[translation]\nbeam = 2\n[[rules]]\ndo = "mute"\nwords = "a AND NOT b"\n[keys]\nquit = "q"\n'],
    "reply": [
        b'{"article":{"source":{"path":"a","format":"text","sha256":"0","note":{"text":"b","id":"c","values":{"d":1}}},'
        b'"text":"Un.","paragraphs":[["body",0,3,null,0]]},"last":true}'
    ],
}


def seeds() -> Iterator[tuple[str, bytes]]:
    """Yield each seed with its kind."""
    for kind, samples in _OWN.items():
        yield from ((kind, data) for data in samples)


if __name__ == "__main__":
    goal, only = Path(sys.argv[1]), sys.argv[3] if "--only" in sys.argv else None
    goal.mkdir(exist_ok=True)
    numbers = {kind: bytes([number]) for number, kind in enumerate(KINDS)}
    for count, (kind, data) in enumerate(seeds()):
        if only in {None, kind}:
            (goal / f"{count:04}").write_bytes(data if only else numbers[kind] + data)
