"""Hostile documents of markup and text: small things a million times, and within each other."""

import base64
from collections.abc import Iterator

_MANY = 350
"""What grows faster than its input shows at that, in few seconds."""
_PAGE = b"<!doctype html><html><body><article><h1>Titre</h1><p>Le conseil a vote le budget.</p>"


def texts() -> dict[str, str]:
    """Texts that are costly to look at letter by letter, to split or to judge."""
    return {
        "words-of-a-letter": "a b c d e f " * 40 * _MANY,
        "expanding": "ﷺ" * 20 * _MANY + "ﬃ" * 20 * _MANY,
        "marks-of-all-classes": "a" + "".join(chr(0x300 + n % 112) for n in range(150 * _MANY)),
        "marks-on-each": "".join(letter + "\u0327\u0301\u0323" * 30 for letter in "le conseil a voté " * 200),
        "jamo": "\u1100\u1161\u11a8" * 40 * _MANY,
        "directions": "\u202a" * 60 * _MANY + "mot" + "\u202c" * 60 * _MANY,
        "flags": "🇫🇷" * 30 * _MANY,
        "tags": "mot" + "".join(chr(0xE0020 + n % 90) for n in range(100 * _MANY)),
        "soft-hyphens": "m\u00ado\u00adt " * 40 * _MANY,
        "apostrophes": "l'" * 80 * _MANY,
        "digits": "1" * 300 * _MANY + " 2" * 50 * _MANY,
        "roman": "MDCLXVI" * 20 * _MANY + " XIV XV" * 10 * _MANY,
        "ordinals": "1er 2e n° 3 art. 4 " * 15 * _MANY,
        "abbreviations": "p. ex. MM. cf. etc. " * 15 * _MANY,
        "dotted": "a." * 100 * _MANY,
        "at-signs": "a@b" * 60 * _MANY,
        "same-sentence": "Le conseil a voté lundi. " * 10 * _MANY,
        "capitals": "LE CONSEIL A VOTÉ LE BUDGET DE LA VILLE. " * 4 * _MANY,
        "letters-apart": "L E  M A I R E  A  D I T . " * 6 * _MANY,
        "scripts": "aаαа中अم" * 25 * _MANY,
        "base64": base64.b64encode(bytes(range(256)) * 2 * _MANY).decode(),
        "columns": ("mot" + " " * 30) * 15 * _MANY,
        "dashes": "— – - " * 50 * _MANY + "_" * 100 * _MANY,
        "paragraphs": "Le maire a dit oui.\n\n" * 20 * _MANY,
        "ragged": "Le Conseil A Dit Que La Ville Et Le Port De Nantes Et De Brest Et De Lorient Vont En\n" * 60 * _MANY,
    }


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every one with its name."""
    for name, text in texts().items():
        yield f"{name}.txt", text.encode()
        yield f"{name}.html", _PAGE + b"<p>" + text.encode() + b"</p>"
    yield from _bytes()
    yield from _pages()
    yield from _markdown()
    yield from _feeds()
    yield from _mails()
    yield from _rtf()
    yield from _subtitles()


def _bytes() -> Iterator[tuple[str, bytes]]:
    words = "Le conseil a voté. "
    yield "surrogates.txt", b"\xed\xa0\x80 \xed\xb0\x80 mot " * 40_000
    yield "surrogates-utf16.txt", b"\xff\xfe" + b"\x00\xd8a\x00\x00\xdc" * 60_000
    yield "utf16-plain.txt", words.encode("utf-16-be") * 10_000
    yield "utf32-mark.txt", b"\xff\xfe\0\0" + words.encode("utf-32-le") * 10_000
    yield "marks-of-order.txt", ("\ufeff" + words).encode("utf-8") * 10_000
    yield "nulls-between.txt", b"\0".join(bytes([byte]) for byte in words.encode()) * 10_000
    yield "encodings.txt", (words.encode("cp1252") + words.encode("utf-8") + words.encode("cp1251", "replace")) * 6000
    yield "returns.txt", b"mot\r" * 66_000 + b"\x85\x0c\x0b" * 50_000
    yield "sentences.txt", b"Oui. (a). " * 40_000
    yield "sentences-many.txt", b"Oui. (a). " * 100_000
    yield "line.txt", b"le conseil " * 300_000


def _pages() -> Iterator[tuple[str, bytes]]:
    names = b"".join(b"<t%d>" % (n % 997) for n in range(1_000_000))
    yield "unclosed-names.html", _PAGE + names
    yield "closed-only.html", _PAGE + b"</div></p></b>" * 100_000
    yield "rules.html", b"<!doctype html><style>" + b".a>.b~.c:not(.d){color:red}" * 66_000 + b"</style>" + _PAGE
    yield "style-open.html", _PAGE + b"<p style='" + b"display:none;" * 66_000 + b"'>mot"
    yield "srcset.html", _PAGE + b"<img srcset='" + b"a.png 1x, " * 100_000 + b"'>"
    yield "data.html", _PAGE + b"<img src='data:image/png;base64," + b"QUJD" * 2_000_000 + b"'>"
    yield "breaks.html", _PAGE + b"a<br>" * 50_000
    yield "lone-ampersands.html", _PAGE + b"&" * 1_000_000 + b"&amp" * 33_000
    yield "linked-data.html", b"<!doctype html><script type='application/ld+json'>" + b'{"@graph":[' * 50_000 + b"</script>" + _PAGE  # fmt: skip
    many = b'<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"a"}</script>'
    yield "linked-data-many.html", b"<!doctype html>" + many * 20_000 + _PAGE
    yield (
        "metas.html",
        b"<!doctype html><head>" + b"<meta property='og:title' content='a'>" * 33_000 + b"</head>" + _PAGE,
    )
    yield "times.html", _PAGE + b"<time datetime='2026-03-03'>3 mars</time>" * 60_000
    yield "classes.html", _PAGE + b"<p class='" + b"article-body " * 70_000 + b"'>mot</p>"
    yield "tables-within.html", _PAGE + b"<table><tr><td>a" * 5000
    yield "cells-wide.html", _PAGE + b"<table><tr>" + b"<td colspan=100 rowspan=100>a" * 20_000
    yield "raised.html", _PAGE + b"<p>" + b"mot<sup>2</sup> " * 20_000
    yield "words-marked.html", _PAGE + b"<p>" + b"<span class=w>mot</span> " * 20_000
    yield "links-open.html", _PAGE + b"<a href=x>mot " * 45_000
    yield "headings-only.html", _PAGE + b"<h2>Titre</h2>" * 20_000
    yield "list-styles.html", _PAGE + b"<ol style='" + b"list-style:" * 60_000 + b"'><li>mot</ol>"
    yield "form-of-paragraphs.html", _PAGE + b"<fieldset>" + b"<p>mot</p>" * 20_000
    yield "lists-within.html", _PAGE + b"<ol><li>a" * 20_000
    yield "options.html", _PAGE + b"<select>" + b"<option>a" * 66_000
    yield "frames.html", _PAGE + b'<iframe srcdoc="<p>a</p>">' * 30_000
    yield "templates.html", _PAGE + b"<template><noscript>" * 20_000
    yield "formulas.html", _PAGE + b"<math><mrow>" * 20_000
    yield "conditions.html", b"<!doctype html>" + b"<!--[if IE]><![endif]-->" * 33_000 + _PAGE
    yield "doctype.html", b"<!doctype html " + b"x" * 3_000_000 + b">" + _PAGE
    yield "nulls.html", b"\0".join(bytes([byte]) for byte in _PAGE * 400)
    yield "charsets.html", b"<html><head>" + b"<meta charset=utf-7><meta charset=utf-16>" * 7_000 + _PAGE
    yield "paragraphs-many.html", _PAGE + b"<p>mot</p>" * 300_000
    yield "quotes-open.html", _PAGE + b"<p title=\"a'" * 33_000
    yield "cdata.xhtml", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>" + b"<![CDATA[" * 33_000


def _markdown() -> Iterator[tuple[str, bytes]]:
    yield "quotes.md", b"> " * 3000 + b"mot\n" + (b">" * 500 + b" a\n") * 1000
    yield "indents.md", b"".join(b" " * (2 * n) + b"- a\n" for n in range(1500))
    yield "ticks.md", b" ".join(b"`" * n for n in range(1500))
    yield "table.md", b"|a" * 20_000 + b"|\n" + b"|-" * 20_000 + b"|\n" + b"|b" * 20_000 + b"|\n"
    yield "pictures.md", b"![" * 50_000 + b"a](b)" * 20_000
    yield "angles.md", b"<a " * 30_000 + b"<!-- " * 20_000
    yield "escapes.md", b"\\*" * 70_000 + b"\\" * 70_001
    yield "stars.md", b"**a* " * 60_000 + b"_a__ " * 60_000
    yield "fences.md", b"```\n" * 60_001 + b"~~~a\n" * 60_001
    yield "notes.md", b"[^1]" * 50_000 + b"\n\n" + b"[^1]: a\n" * 50_000


def _feeds() -> Iterator[tuple[str, bytes]]:
    rss = b"<rss version='2.0'><channel><title>C</title>"
    yield "subset.rss", b"<?xml version='1.0'?><!DOCTYPE rss [" + b"<!ENTITY % a '%b;'>" * 66_000 + b"]>" + rss
    yield "instructions.rss", rss + b"<?a b?>" * 100_000 + b"<item><title>a</title></item></channel></rss>"
    yield "links.rss", rss + b"<item>" + b"<link>http://a.example/</link>" * 33_000 + b"</item></channel></rss>"
    yield "namespaces.rss", rss + b"<item " + b" ".join(b"xmlns:n%d='u:%d'" % (n, n) for n in range(50_000)) + b"/></channel></rss>"  # fmt: skip
    yield (
        "dates.rss",
        rss + b"<item><title>a</title><pubDate>" + b"3 mars 2026 " * 33_000 + b"</pubDate></item></channel></rss>",
    )
    yield (
        "cdata.rss",
        rss + b"<item><description>" + b"<![CDATA[<p>]]>" * 33_000 + b"</description></item></channel></rss>",
    )
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>"
    yield "deep-content.rss", atom + b"<div xmlns='http://www.w3.org/1999/xhtml'>" * 30_000
    for codec in (b"utf-7", b"unicode_escape", b"idna", b"punycode", b"rot13", b"zlib", b"utf-16"):
        feed = (
            b"<?xml version='1.0' encoding='"
            + codec
            + b"'?>"
            + rss
            + b"<item><title>mot</title></item></channel></rss>"
        )
        yield f"codec-{codec.decode()}.rss", feed
    start = b'{"version": "https://jsonfeed.org/version/1.1", "items": ['
    yield "objects-deep.json", start + b'{"a":' * 33_000
    yield (
        "keys.json",
        start + b"{" + b",".join(b'"k%d":1' % n for n in range(300_000)) + b',"content_text":"Un mot."}]}',
    )
    yield "keys-same.json", start + b"{" + b'"content_text":"a",' * 100_000 + b'"id":"1"}]}'
    yield "surrogates.json", start + b'{"content_text":"' + rb"\ud800\udc00\udfff a " * 60_000 + b'"}]}'
    yield "exponents.json", start + b'{"id":' + b"1e999999999" + b',"content_text":"a"},' * 30_000 + b"{}]}"
    yield (
        "attachments.json",
        start + b'{"content_text":"Un mot.","attachments":[' + b'{"url":"a"},' * 66_000 + b"{}]}]}",
    )
    yield "deep-html.json", start + b'{"content_html":"' + b"<div>" * 50_000 + b'"}]}'


def _mails() -> Iterator[tuple[str, bytes]]:
    head = b"From: a@b.example\nTo: c@d.example\nSubject: Essai\nMIME-Version: 1.0\n"
    inner = head + b"Content-Type: text/plain\n\nUn mot.\n"
    for number in range(1000):
        boundary = b"b%d" % number
        inner = head + b"Content-Type: multipart/mixed; boundary=%s\n\n--%s\nContent-Type: message/rfc822\n\n%s\n--%s--\n" % (
            boundary, boundary, inner, boundary,
        )  # fmt: skip
    yield "nested.eml", inner
    packed = head + b"Content-Type: text/plain\n\nUn mot.\n"
    for _ in range(12):
        body = base64.encodebytes(packed * 2)
        packed = head + b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + body
    yield "packed.eml", packed
    yield (
        "soft-lines.eml",
        head + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * 166_000 + b"=E9" * 66_000,
    )
    yield "receivers.eml", b"To: " + b"a@b.example, " * 33_000 + b"c\n" + head + b"\nUn mot.\n"
    yield "comments.eml", b"From: " + b"(" * 20_000 + b"a\n" + head + b"\nUn mot.\n"
    yield (
        "boundary.eml",
        head + b"Content-Type: multipart/mixed; boundary=" + b"x" * 33_000 + b"\n\n--" + b"x" * 33_000 + b"\n\na\n",
    )
    many = b"".join(b"--x\nContent-Type: text/html\n\n" + b"<div>" * 500 + b"<p>mot\n" for _ in range(500))
    yield "alternatives.eml", head + b"Content-Type: multipart/alternative; boundary=x\n\n" + many
    yield "line.eml", head + b"Content-Transfer-Encoding: base64\n\n" + b"QUJD" * 3_000_000
    yield (
        "uuencoded.eml",
        head + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + b"M" + b"`" * 60 + b"\n" * 20_000,
    )
    yield "charsets.eml", head + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: text/plain; charset=zlib\n\na\n" * 9000  # fmt: skip
    yield "dates.eml", b"Date: " + b"Tue, 3 Mar 2026 " * 20_000 + b"\n" + head + b"\nUn mot.\n"


def _rtf() -> Iterator[tuple[str, bytes]]:
    yield (
        "fonts.rtf",
        rb"{\rtf1{\fonttbl" + b"".join(rb"{\f%d\fcharset%d A;}" % (n, n % 256) for n in range(100_000)) + rb"}mot}",
    )
    yield "fields.rtf", rb"{\rtf1 " + rb"{\field{\*\fldinst HYPERLINK a}{\fldrslt " * 30_000 + b"mot"
    yield "picture.rtf", rb"{\rtf1 mot{\pict\pngblip " + b"89504e47" * 2_000_000 + b"}}"
    yield "tables.rtf", rb"{\rtf1 " + b"".join(rb"\itap%d\intbl a\nestcell" % n for n in range(30_000)) + b"}"
    yield (
        "styles.rtf",
        rb"{\rtf1{\stylesheet"
        + b"".join(rb"{\s%d\sbasedon%d a;}" % (n, (n + 1) % 50_000) for n in range(50_000))
        + rb"}\s1 mot}",
    )
    yield "cells.rtf", rb"{\rtf1\trowd" + rb"\cellx9" * 33_000 + rb"\intbl" + rb" a\cell" * 33_000 + rb"\row}"
    yield "alternatives.rtf", rb"{\rtf1 " + rb"{\upr{a}{\*\ud{b}}}" * 50_000 + b"}"
    yield "skips.rtf", rb"{\rtf1\uc32767 " + rb"\u233 " * 60_000 + b"mot}"


def _subtitles() -> Iterator[tuple[str, bytes]]:
    time = b"00:00:01,000 --> 00:00:02,000\n"
    yield "tags.srt", b"1\n" + time + b"<b><i><font color='red'>" * 60_000 + b"mot\n"
    yield (
        "rolling.srt",
        b"".join(b"%d\n%sle conseil a vote le budget %d\n\n" % (n, time, n // 3) for n in range(15_000)),
    )
    yield "backwards.srt", b"".join(b"%d\n99:59:59,999 --> 00:00:00,000\na\n\n" % (9 - n) for n in range(30_000))
    yield "styles.vtt", b"WEBVTT\n\nSTYLE\n" + b"::cue(.a) {}\n" * 33_000 + b"\n00:01.000 --> 00:02.000\nmot\n"
    yield "notes.vtt", b"WEBVTT\n\n" + b"NOTE a\n\n" * 33_000 + b"00:01.000 --> 00:02.000\nmot\n"
    yield "classes.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<c.a.b.c><v Jean Dupont>a</c>" * 50_000
