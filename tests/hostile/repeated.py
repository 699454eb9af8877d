"""Hostile documents that repeat something valid far too often: fields, notes, styles, levels, fonts, cues."""

from collections.abc import Iterator

from tests.hostile.pdfs import pdf, stream
from tests.word_maker import make_docx, make_odt, paragraph, zipped

_MANY = 7000
"""What grows faster than its input shows at that, in few seconds."""
_PAGE = "<!doctype html><html><body><article><h1>Titre</h1>"
_RSS, _RSS_END = "<rss version='2.0'><channel><title>C</title>", "</channel></rss>"
_MAIL = "From: a@b.example\nTo: c@d.example\nSubject: Essai\nMIME-Version: 1.0\n"
_CUE = "00:00:01,000 --> 00:00:02,000\n"
_TTML = "<tt xmlns='http://www.w3.org/ns/ttml'>"
_JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": ['
_ASS = "[Script Info]\nScriptType: v4.00+\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,"
_RUN = "<w:r><w:t>mot</w:t></w:r>"


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every one with its name."""
    for kind in (_markup, _mails_and_feeds, _cues, _texts):
        yield from ((name, text.encode()) for name, text in kind())
    yield from _office()
    yield from _books()
    yield from _pdfs()


def _markup() -> Iterator[tuple[str, str]]:
    yield "lists.html", _PAGE + "<ol start=999999999 reversed><li>a" * (_MANY // 4)
    yield "ruby.html", _PAGE + "<p>" + "<ruby>a<rt>b</ruby>" * _MANY
    yield "base.html", f"{_PAGE}<base href='http://a.example/{'../' * _MANY}'>" + "<a href='../x'>a</a>" * _MANY
    yield "date.html", f"{_PAGE}<time datetime='{'2026-03-03T' * _MANY}'>{'3 mars ' * _MANY}</time><p>Un mot."
    yield "misnested.html", _PAGE + "<a><table>" * (_MANY // 4)
    rules = "".join(f".c{n} .d{n}>p{{display:none}}" for n in range(_MANY))
    yield "selectors.html", f"{_PAGE}<style>{rules}</style>" + "<div class=c1><p>a</p></div>" * _MANY
    yield "notes.html", _PAGE + "".join(f"<p id=p{n}><a href='#p{_MANY - n}'>[{n}]</a> a" for n in range(_MANY))
    yield "rows.html", _PAGE + "<table>" + "<tr><td rowspan=65534>a<td>b" * _MANY
    yield "links-nested.md", "# T\n\n" + "[a](b " * _MANY + "[" * _MANY + "a" + "]" * _MANY
    yield "front.md", "---\n" + "a: b\n" * _MANY + "---\n\nmot"


def _mails_and_feeds() -> Iterator[tuple[str, str]]:
    page = "MIME-Version: 1.0\nSnapshot-Content-Location: https://a.example/\nSubject: a\nFrom: b\n"
    page += 'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
    frames = "".join(f"<iframe src='cid:{n}'></iframe>" for n in range(_MANY))
    parts = "".join(
        f"\n--b\nContent-ID: <{n}>\nContent-Type: text/html\n\n<iframe src='cid:{n + 1}'>" for n in range(_MANY)
    )
    yield "frames.mhtml", f"{page}{frames}<p>mot{parts}\n--b--"
    yield "bounds.mhtml", page + "<p>mot" + "\n--bb\n--b-\n-- b\n" * _MANY
    yield (
        "originals.eml",
        _MAIL + "\nmot\n" + "-----Original Message-----\nFrom: a\nSent: b\nTo: c\n\nx\n" * (_MANY // 4),
    )
    yield "groups.eml", "To: " + 'g: a@b, <c@d>, "e\\"f" <g@h>;' * _MANY + f"\n{_MAIL}\nmot\n"
    yield "zone.eml", f"{_MAIL}Date: Tue, 3 Mar 2026 08:00:00 +{'9' * _MANY * 10}\n\nmot\n"
    yield "from.mbox", f"From a@b.example Tue Mar  3 08:00:00 2026\n{_MAIL}\n" + ">From x\nFrom y\n" * (_MANY // 2)
    atom = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a.example/'><entry><title>a</title>"
    yield "bases.rss", atom + "<content type='xhtml'><div xml:base='x/'>" * (_MANY // 3)
    yield "categories.rss", _RSS + "<item><title>a</title>" + "<category>b</category>" * _MANY + f"</item>{_RSS_END}"
    entities = "".join(f"<!ENTITY e{n} 'x'>" for n in range(_MANY))
    used = "".join(f"&e{n};" for n in range(_MANY))
    yield (
        "entities.rss",
        f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]>{_RSS}<item><title>{used}</title></item>{_RSS_END}",
    )
    yield (
        "authors.json",
        _JSON + '{"content_text": "mot", "authors": [' + '{"name": "a"},' * _MANY + '{"name": "b"}]}]}',
    )


def _cues() -> Iterator[tuple[str, str]]:
    yield "arrows.srt", f"1\n{_CUE}" + "-->" * 3 * _MANY
    yield "moments.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<00:01.500>a" * _MANY
    yield "drawing.ass", _ASS + "{\\p1}" + "m 0 0 l 1 1 " * _MANY + "{\\p0}mot\n"
    yield "braces.ass", _ASS + "{\\p1" * 3 * _MANY + "\n"
    yield "divisions.ttml", f"{_TTML}<body>" + "<div>" * _MANY + "<p begin='1s'>a"
    styles = "".join(f"<style xml:id='s{n}' style='s{n + 1}'/>" for n in range(_MANY))
    yield "styles.ttml", f"{_TTML}<head>{styles}</head><body><div><p style='s0' begin='1s'>mot</p></div></body></tt>"
    yield "frames.sub", "".join(f"{{{n}}}{{{n + 9}}}mot|{{y:i}}b\n" for n in range(_MANY))


def _texts() -> Iterator[tuple[str, str]]:
    yield (
        "halves.txt",
        "le conseil muni-\ncipal a voté hier soir le bud-\nget de la ville et du dépar-\n" * (_MANY // 4),
    )
    yield "double-spaced.txt", "le conseil municipal a voté hier soir le budget de la\n\n" * (_MANY // 2)
    yield (
        "parentheses.txt",
        "— le conseil municipal a voté hier soir le budget\nde la ville – et du port –\n" * (_MANY // 4),
    )
    yield "headers.txt", "PARIS, 3 mars 2026 (AFP) - Un mot.\n\nFRA0012 4 GI 0100 FRA /AFP-AB12\n\n" * (_MANY // 10)
    yield "mail-addresses.txt", "a.b-c+d" * _MANY + "@" + "e-" * _MANY
    yield "controls-open.txt", "\x1b]" * 3 * _MANY + "mot"
    yield "marks-stacked.txt", ("a" + "\u0315\u0300" * 15) * _MANY


def _office() -> Iterator[tuple[str, bytes]]:
    start, field_ = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText> SEQ a </w:instrText></w:r>"
    yield "fields.docx", make_docx(paragraph((start + field_) * _MANY + _RUN))
    yield "changes.docx", make_docx(paragraph('<w:ins w:id="1"><w:del w:id="2">' * _MANY + _RUN))
    boxes = "<w:r><w:pict><w:txbxContent>" * (_MANY // 10)
    yield "boxes.docx", make_docx(paragraph(boxes + paragraph(_RUN)))
    attributes = " ".join(f'w:a{n}="1"' for n in range(_MANY))
    yield "attributes.docx", make_docx(f"<w:p {attributes}>{_RUN}</w:p>")
    note = "<text:note><text:note-body><text:p>b</text:p></text:note-body></text:note>"
    yield "notes.odt", make_odt("<text:p>" + f"a{note}" * _MANY + "</text:p>")
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    yield "sparse.odt", make_odt(f"<table:table>{row * _MANY}</table:table><text:p>mot</text:p>")
    yield "levels.odt", make_odt("<text:list><text:list-item>" * _MANY + "<text:p>a</text:p>")
    yield "revisions.rtf", rb"{\rtf1 " + rb"\deleted a\deleted0 \v b\v0 " * _MANY + b"mot}"
    yield "pages.rtf", rb"{\rtf1 " + rb"\ansicpg65001\'e9\ansicpg932\'82 " * _MANY + b"mot}"
    yield "footnotes.rtf", rb"{\rtf1 a" + rb"{\footnote b" * _MANY + b"}" * _MANY + b"}"


def _books() -> Iterator[tuple[str, bytes]]:
    container = "<container><rootfiles><rootfile full-path='o.opf'/></rootfiles></container>"
    chapter = "<html><body>" + "<section><p>a" * _MANY
    item = "<item id='a' href='a.xhtml'/>"
    package = f"<package><metadata>{'<title>a</title>' * _MANY}</metadata><manifest>{item * _MANY}</manifest><spine><itemref idref='a'/></spine></package>"  # fmt: skip
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "o.opf": package}
    yield "items.epub", zipped({**members, "a.xhtml": chapter})


def _pdfs() -> Iterator[tuple[str, bytes]]:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode"
    text = b"BT /F 9 Tf 50 700 Td (mot) Tj ET"
    chain = [
        stream(b"/X%d Do" % n, form + b"/Resources<</XObject<</X%d %d 0 R>>>>" % (n, n)) for n in range(7, _MANY // 10)
    ]
    yield "chain.pdf", pdf(b"/X6 Do", *chain)
    yield (
        "annotations.pdf",
        pdf(text, page=b"/Annots[" + b"<</Subtype/Link/Rect[0 0 9 9]/A<</URI(a)>>>>" * _MANY + b"]"),
    )
    yield "turned.pdf", pdf(b"BT /F 9 Tf " + b"".join(b"0 1 -1 0 %d %d Tm (mot) Tj " % (n % 600, n % 800) for n in range(_MANY)) + b"ET")  # fmt: skip
    yield "far.pdf", pdf(b"BT /F 9 Tf " + b"".join(b"1 0 0 1 %d %d Tm (mot) Tj " % (n * 10**7, n * 10**9) for n in range(_MANY)) + b"ET")  # fmt: skip
    ranges = b"".join(b"1 beginbfrange <%04x> <%04x> <0041> endbfrange\n" % (n, n + 200) for n in range(_MANY))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    yield "ranges.pdf", pdf(text, stream(ranges), font=font)
    yield "inline-small.pdf", pdf(text + b" BI /W 1 /H 1 /BPC 8 /CS /G ID a EI" * _MANY)
    locked = b"/Encrypt<</Filter/Standard/V 5/R 6/Length 256/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % ((b"a" * 9 * _MANY,) * 2)
    yield "locked.pdf", pdf(text, trailer=locked)
