"""Hostile documents, generated: each a name and its bytes, small, and costly for a careless parser.

A text that troubles what reads, detects or segments it is put into every format that holds text; what troubles one format
stands below, and, by what it is made of, in the modules beside this one.
"""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.hostile import details, floods, lists, office, pdfs, pieces, repeated, runs
from tests.word_maker import make_docx, make_odt, paragraph, zipped

_MANY = 350
"""What grows faster than its input shows at that, in few seconds."""
REPEATING = {
    "states.pdf": "pdfs-clips.pdf",
    "numbers.pdf": "pdfs-clips.pdf",
    "pdfs-forms.pdf": "runs-forms.pdf",
    "repeated-ranges.pdf": "runs-ranges.pdf",
    "pdfs-letters-apart.pdf": "scattered.pdf",
    "runs-bzip2.docx": "office-bzip2.docx",
    "office-merged.docx": "details-merged.docx",
    "office-chapter-long.epub": "office-chapters-many.epub",
    "floods-stars.md": "emphasis.md",
    "floods-notes.md": "details-notes.md",
    "floods-pictures.md": "runs-pictures.md",
    "floods-ragged.html": "floods-ragged.txt",
    "floods-paragraphs-many.html": "spans.html",
    "short-lines.md": "short-lines.eml",
    "bullets.md": "bullets.txt",
}
"""The documents that take longest of those that are like another one, beside that one. They are read if
DEPECHE_HOSTILE=all."""
_WORDS = "le conseil a voté hier soir le budget de la ville et du port"


def texts() -> dict[str, str]:
    """Texts that are costly somewhere on the way from letters to sentences."""
    return {
        "one-word": "x" * 300 * _MANY,
        "one-sentence": f"{_WORDS} " * 4000,
        "no-spaces-cjk": "中" * 100 * _MANY,
        "short-lines": "a\n" * 300 * _MANY,
        "blank-lines": "\n" * 300 * _MANY + "Un mot.",
        "full-stops": ". " * 100 * _MANY,
        "initials": "M. J.-P. " * 30 * _MANY,
        "brackets": "([{«“" * 40 * _MANY,
        "quotes": "« “ ‘ " * 30 * _MANY,
        "marks-alternating": "a" + "\u0301\u0323" * 100 * _MANY,
        "marks-strewn": "e\u0301\u0300\u0302" * 40 * _MANY,
        "controls": "".join(map(chr, range(1, 32))) * 4 * _MANY + "Un mot.",
        "bidi": "\u202e\u2066abc\u2069\u202c" * 20 * _MANY,
        "zero-width": "a\u200b\u200d\u2060\ufeff" * 40 * _MANY,
        "joined-emoji": "👩\u200d" * 40 * _MANY,
        "numbers": "1.234.567,89 % " * 20 * _MANY,
        "dates": "3 mars 2026, 10h30 ; " * 10 * _MANY,
        "hyphens": "rez-de-" * 40 * _MANY,
        "hyphenated-lines": "voi-\n" * 40 * _MANY,
        "bullets": "- a\n" * 40 * _MANY,
        "quoted": ">" * 60 * _MANY + " Un mot.\n" + "> a\n" * 20 * _MANY,
        "addresses": "https://journal.example/" + "a/" * 40 * _MANY,
        "names": "Jean Dupont, président de l'Union, " * 6 * _MANY,
        "tables": "| a | b |\n" * 20 * _MANY,
        "languages": "Le chat. The cat. Der Hund. El gato. 猫です。 " * 4 * _MANY,
    }


def _wrapped(text: str) -> Iterator[tuple[str, bytes]]:
    """Put a text into each format that holds text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    clean = "".join(char for char in escaped if char >= " " or char == "\n")
    yield "txt", text.encode()
    yield "md", f"# Titre\n\n{text}".encode()
    yield "html", f"<!doctype html><title>T</title><article><h1>T</h1><p>{escaped}</p></article>".encode()
    yield "eml", f"From: a@b.example\nTo: c@d.example\nSubject: {text[:200]!r}\n\n{text}\n".encode()
    yield "srt", f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".encode()
    yield "rss", f"<rss version='2.0'><channel><item><title>T</title><description>{clean}</description></item></channel></rss>".encode()  # fmt: skip
    yield "rtf", rb"{\rtf1\ansi " + text.encode("ascii", "replace").replace(b"{", rb"\{").replace(b"}", rb"\}") + b"}"
    yield "docx", make_docx(paragraph(f'<w:r><w:t xml:space="preserve">{clean}</w:t></w:r>'))
    yield "odt", make_odt(f"<text:p>{clean}</text:p>")


def _pages() -> Iterator[tuple[str, bytes]]:
    start = b"<!doctype html><html><body>"
    yield "comments.html", b"<!--x-->" * 50_000 + b"<p>mot"
    yield "comment-open.html", start + b"<!--" * 50_000
    yield "attributes.html", start + b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">Un mot.</p>"
    yield "attribute-long.html", start + b"<p title='" + b"x" * 1_000_000 + b"'>Un mot.</p>"
    for tag in (
        b"div",
        b"p",
        b"blockquote",
        b"table><tr><td",
        b"ul><li",
        b"b",
        b"a href=x",
        b"font",
        b"svg",
        b"object",
    ):
        yield f"deep-{tag[:5].decode().strip('<> ')}.html", start + b"<%s>" % tag * 10_000 + b"Un mot."
    yield "entities.html", start + b"<p>" + b"&amp;&#x41;&#99999999;&nosuch;" * 20_000
    yield "unclosed.html", start + b"<p" * 33_000
    yield "cells.html", start + b"<table><tr>" + b"<td colspan=1000000 rowspan=1000000>a" * 800
    yield "scripts.html", start + b"<script>" * 30_000 + b"Un mot."
    yield "titles.html", b"<!doctype html>" + b"<title>x</title>" * 30_000 + b"<p>Un mot.</p>"
    yield "spans.html", start + b"<p>" + b"<span>a</span>" * 60_000
    yield "links.html", start + b"<a href='//a.example'>x</a> " * 40_000


def _archives() -> Iterator[tuple[str, bytes]]:
    spaces = " " * (200 << 20)
    body = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    yield "grid-span.docx", make_docx(body + paragraph("Un mot."))
    yield "paragraphs.docx", make_docx("<w:p/>" * 2_000_000)
    yield "bomb.docx", make_docx(paragraph(f"<w:r><w:t>{spaces}</w:t></w:r>"))
    yield "deep.docx", make_docx("<w:sdt><w:sdtContent>" * 20_000)
    yield "runs.docx", make_docx(paragraph("<w:r><w:t>a</w:t></w:r>" * 33_000))
    yield "bomb.odt", make_odt(f"<text:p>{spaces}</text:p>")
    yield "deep.odt", make_odt("<text:section>" * 20_000)
    yield "repeated.odt", make_odt('<text:p>a<text:s text:c="2000000000"/>b</text:p>')
    yield "columns.odt", make_odt('<table:table><table:table-row table:number-rows-repeated="99999999"><table:table-cell table:number-columns-repeated="99999999"><text:p>a</text:p></table:table-cell></table:table-row></table:table>')  # fmt: skip
    entity = "<!DOCTYPE a [" + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9)) + "]>"
    types = "<Types xmlns='x'><Override ContentType='wordprocessingml'/></Types>"
    yield "entities.docx", zipped({"[Content_Types].xml": types, "word/document.xml": f"{entity}<a>&e9;</a>"})
    yield "names.docx", zipped({"word/document.xml": "<a/>", **{f"word/media/{n}.png": "" for n in range(20_000)}})
    yield "climbing.docx", zipped({"word/document.xml": "<a/>", "../../../etc/passwd": "x", "/etc/shadow": "x"})
    opf = "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine>%s</spine></package>"
    container = "<container><rootfiles><rootfile full-path='o.opf'/></rootfiles></container>"
    book = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    chapter = f"<html><body><p>{_WORDS}</p></body></html>"
    yield "chapters.epub", zipped({**book, "o.opf": opf % ("<itemref idref='a'/>" * 20_000), "a.xhtml": chapter})
    yield (
        "bomb.epub",
        zipped({**book, "o.opf": opf % "<itemref idref='a'/>", "a.xhtml": f"<html><p>{spaces}</p></html>"}),
    )
    yield "self.epub", zipped({**book, "META-INF/container.xml": container.replace("o.opf", "META-INF/container.xml")})
    yield "cut.docx", make_docx(paragraph("Un mot."))[:-30]
    yield "nothing.zip", b"PK\x03\x04" + b"\0" * 33_000


def _mails() -> Iterator[tuple[str, bytes]]:
    head = b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n"
    yield "words.eml", b"From: " + b"=?utf-8?q?=C3=A9?= " * 20_000 + b"\nTo: c@d.example\nSubject: a\n\nUn mot.\n"
    yield "parts.eml", head + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 50_000
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000))
    yield "deep.eml", head + deep
    parameters = b"; ".join(b"a*%d*=utf-8''%%41" % n for n in range(20_000))
    yield "parameters.eml", head + b"Content-Type: text/plain; " + parameters + b"\n\nUn mot.\n"
    yield "headers.eml", head + b"".join(b"X-%d: a\n" % n for n in range(50_000)) + b"\nUn mot.\n"
    yield "folded.eml", head + b"Subject: a\n" + b" b\n" * 33_000 + b"\nUn mot.\n"
    yield "base64.eml", head + b"Content-Transfer-Encoding: base64\n\n" + b"====" * 33_000
    yield "enriched.eml", head + b"Content-Type: text/enriched\n\n" + b"<param>" * 130_000 + b"Un mot.\n"
    yield "flowed.eml", head + b"Content-Type: text/plain; format=flowed\n\n" + b"Un mot \n" * 150_000
    yield "forwarded.eml", (head + b"Content-Type: message/rfc822\n\n") * 2000
    yield "mailbox.mbox", b"From a@b.example Tue Mar  3 08:00:00 2026\n" * 30_000


def _letters(number: int) -> bytes:
    """Return a number as a word."""
    return bytes(ord("a") + int(figure) for figure in f"{number:09}")


def _others() -> Iterator[tuple[str, bytes]]:
    yield "groups.rtf", rb"{\rtf1 " + b"{" * 66_000 + b"Un mot."
    yield "controls.rtf", rb"{\rtf1 " + rb"\u-32768?\'ff\bin99999999 " * 30_000 + b"}"
    yield "binary.rtf", rb"{\rtf1 \bin2147483647 Un mot.}"
    yield "rows.rtf", rb"{\rtf1 " + rb"\trowd\cellx1000 a\cell\row " * 20_000 + b"}"
    cues = b"".join(b"%d\n00:00:01,000 --> 00:00:02,000\nle conseil a vote\n\n" % n for n in range(20_000))
    yield "cues.srt", cues
    yield "cues.vtt", b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\n<v a>" * 20_000
    entity = b"<!DOCTYPE rss [<!ENTITY a 'b'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    yield (
        "external.rss",
        b"<?xml version='1.0'?>" + entity + b"<rss><channel><item><title>&x;</title></item></channel></rss>",
    )
    yield "deep.rss", b"<rss version='2.0'><channel>" + b"<item>" * 15_000
    yield "items.rss", b"<rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 15_000 + b"</channel></rss>"
    yield "escaped.rss", b"<rss version='2.0'><channel><item><description>" + b"&amp;lt;" * 33_000 + b"</description></item></channel></rss>"  # fmt: skip
    months = b"".join(b"<item><title>a</title><pubDate>1 %s 2026</pubDate></item>" % _letters(n) for n in range(3000))
    yield "months.rss", b"<rss version='2.0'><channel>" + months + b"</channel></rss>"
    json_feed = b'{"version": "https://jsonfeed.org/version/1.1", "items": '
    yield "deep.json", json_feed + b"[" * 66_000
    yield "items.json", json_feed + b"[" + b",".join([b'{"id": "1", "content_text": "Un mot."}'] * 30_000) + b"]}"
    yield "number.json", json_feed + b'[{"id": ' + b"9" * 100_000 + b"}]}"
    yield "nulls.txt", b"\0" * 166_000 + b"Un mot."
    yield "utf7.txt", b"+ADw-script+AD4-" * 30_000
    yield "bytes.txt", bytes(range(256)) * 2000
    yield "utf16-odd.txt", b"\xff\xfe" + "Un mot. ".encode("utf-16-le") * 20_000 + b"\0"
    yield "utf32.txt", "Un mot. ".encode("utf-32") * 20_000
    yield "reference.md", b"[a]: b\n" * 30_000 + b"[a][a]" * 10_000
    yield "emphasis.md", b"*_" * 20_000
    yield "links.md", b"[" * 60_000 + b"](" * 60_000
    yield "headings.md", b"#" * 66_000 + b" a\n" + b"a\n===\n" * 30_000


def _pdf(stream: bytes, extra: bytes = b"", *, kids: int = 1, filters: bytes = b"/FlateDecode") -> bytes:
    packed = zlib.compress(stream, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % extra,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * kids, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>",
        b"<</Filter%s/Length %d/Type/XObject/Subtype/Form/BBox[0 0 9 9]>>stream\n%s\nendstream" % (filters, len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def _pdfs() -> Iterator[tuple[str, bytes]]:
    scattered = b"".join(b"1 0 0 1 %d %d Tm (a) Tj " % (n * 37 % 600, n * 91 % 800) for n in range(10_000))
    yield "scattered.pdf", _pdf(b"BT /F 9 Tf " + scattered + b"ET")
    yield "bomb.pdf", _pdf(b" " * (300 << 20))
    yield "numbers.pdf", _pdf(b"1 " * 3_000_000)
    yield "nested.pdf", _pdf(b"[" * 100_000)
    yield "dictionaries.pdf", _pdf(b"<<" * 50_000)
    yield "itself.pdf", _pdf(b"/X Do " * 1000)
    yield "pages.pdf", _pdf(b"BT /F 9 Tf (a) Tj ET", kids=20_000)
    yield "filters.pdf", _pdf(b"a", filters=b"[" + b"/FlateDecode " * 2000 + b"]")
    yield "states.pdf", _pdf(b"q " * 1_000_000)
    yield "letters.pdf", _pdf(b"BT /F 9 Tf " + b"(" + b"a" * 1_000_000 + b") Tj ET")
    yield "paths.pdf", _pdf(b"0 0 m 9 9 l S " * 33_000)
    yield "strings.pdf", _pdf(b"(" * 233_000)
    yield "outline.pdf", _pdf(b"", b"/Outlines 1 0 R/Names 1 0 R/AcroForm<</Fields[1 0 R 1 0 R]>>")
    yield "cut.pdf", _pdf(b"BT /F 9 Tf (Un mot) Tj ET")[:-60]
    yield "xref.pdf", b"%PDF-1.4\nxref\n0 4294967295\n" + b"0000000000 65535 f\n" * 1000 + b"startxref\n9\n%%EOF"
    yield "objects.pdf", b"%PDF-1.4\n" + b"1 0 obj\n<<>>\nendobj\n" * 50_000 + b"trailer<</Root 1 0 R>>"


def _documents() -> Iterator[tuple[str, bytes]]:
    for name, text in texts().items():
        for suffix, data in _wrapped(text):
            yield f"{name}.{suffix}", data
    for kind in (_pages, _archives, _mails, _others, _pdfs):
        yield from kind()
    for module in (office, floods, pdfs, repeated, pieces, details, runs):
        yield from ((f"{module.__name__.rpartition('.')[2]}-{name}", data) for name, data in module.documents())


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every hostile document with its name, but for those of `REPEATING`."""
    every = os.environ.get("DEPECHE_HOSTILE") == "all"
    return ((name, data) for name, data in _documents() if every or name not in REPEATING)


if __name__ == "__main__":
    # By hand: `python -m tests.hostile.corpus FOLDER [lists]` writes them, to try other programs.
    import sys

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in lists.documents() if sys.argv[2:] == ["lists"] else documents():
        (folder / name).write_bytes(data)
