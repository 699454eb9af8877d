"""Parts of each format that are rarer than paragraphs, in great number, deep in each other, or without an end."""

from collections.abc import Iterator

from tests.word_maker import make_docx, make_odt, paragraph, part, zipped

_MANY = 20_000
_WORDS = "le conseil a voté hier soir le budget de la ville"
_RUN = "<w:r><w:t>Un mot.</w:t></w:r>"
_PAGE = "<!doctype html><html><body>"
_HEAD = "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n"
_MATHS = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
_CHOICE = "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice Requires='x'>"


def _pages() -> Iterator[tuple[str, str]]:
    yield "styles.html", f"<style>{'@media{' * _MANY}</style><p>Un mot."
    yield "options.html", f"<select>{'<option>Un mot ' * _MANY}</select>"
    yield "ruby.html", f"<p>{'<ruby>a<rt>b' * _MANY}"
    yield "alternative.html", f"<img alt='{'é' * 300_000}' src='data:image/png;base64,{'A' * 300_000}'><p>Un mot."
    yield (
        "authors.html",
        "".join(f"<meta property='article:author' content='A{n}'>" for n in range(_MANY)) + "<p>Un mot.",
    )
    graph = '{"@graph":[' * _MANY
    yield "graph.html", f"<script type='application/ld+json'>{graph}</script><article><p>{_WORDS}"
    yield "headline.html", f'<script type=\'application/ld+json\'>{{"headline":"{"a " * 200_000}"}}</script><p>{_WORDS}'
    yield "times.html", "".join(f"<time datetime='2026-13-{n}T99:99'>hier</time>" for n in range(_MANY))
    yield "frames.html", f"<iframe srcdoc='{'&lt;iframe srcdoc=&quot;' * _MANY}'></iframe><p>Un mot."
    yield "shadows.html", "<div><template shadowrootmode=open>" * 5000 + "Un mot."
    yield "framesets.html", "<frameset>" * _MANY + "Un mot."
    yield "sections.html", "<svg>" + "<![CDATA[" * _MANY + "Un mot."
    yield "comments.html", "".join(f"<div class='comment-{n} {'a ' * 50}'>{_WORDS}</div>" for n in range(2000))
    yield "formula.html", "<math>" + "<mrow><msup>" * 8000 + "x"
    yield "terms.html", f"<dl>{'<dt>a<dd>b' * _MANY}"
    yield "style.html", f"<p style='{'display:none;' * _MANY}'>a</p><p>Un mot."
    yield "targets.html", "".join(f"<a href='#x{n}'>a</a><p id='x{n}'>b</p>" for n in range(10_000))
    yield "anchors.html", "<a><p>x</a>" * _MANY
    yield "foster.html", "<table>" + "<b>x<tr>" * _MANY
    dated = "".join(f"<span class='date'>{n} mars 2026</span> a " for n in range(_MANY))
    yield "dated.html", f"<p>{dated}."
    cookies = f"<p>Nous utilisons des cookies, {'partenaires ' * 100}vous acceptez les cookies.</p>"
    yield "cookies.html", f"<div>{cookies * 500}</div>"
    yield "codes.html", f"<title>\x1b]0;x\x07 &#x9b;31m</title><p>\x1b]52;c;ZXZpbA==\x07 &#27;[2J \u202e {_WORDS}" * 500
    yield "charset.html", f"<meta charset='{'x' * 100_000}'><p>Un mot."


def _word() -> Iterator[tuple[str, bytes]]:
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText></w:r>'
    yield "fields.docx", make_docx(paragraph(field * 10_000 + _RUN))
    table, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    yield "tables.docx", make_docx(table * 3000 + "<w:p/>" + end * 3000 + paragraph(_RUN))
    row = (
        "<w:tr>" + f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('<w:r><w:t>a</w:t></w:r>')}</w:tc>" * 200 + "</w:tr>"
    )
    yield "merged.docx", make_docx(f"<w:tbl>{row * 150}</w:tbl>")
    fraction, ended = "<m:f><m:num>" * 4000, "</m:num></m:f>" * 4000
    yield "formula.docx", make_docx(paragraph(f"<m:oMath {_MATHS}>{fraction}{ended}</m:oMath>"))
    yield "references.docx", make_docx(paragraph('<w:r><w:footnoteReference w:id="1"/></w:r>' * _MANY))
    names = "".join(f"<a{n}:x xmlns:a{n}='u{n}'/>" for n in range(_MANY))
    yield "namespaces.docx", make_docx(names + paragraph(_RUN))
    yield "choices.docx", make_docx(_CHOICE * 4000 + "<w:p/>" + "</mc:Choice></mc:AlternateContent>" * 4000)
    yield "two-names.docx", make_docx(paragraph(_RUN)).replace(b"word/document.xml", b"word/Document.xml", 1)
    label = f'<w:lvl w:ilvl="0"><w:start w:val="2147483000"/><w:lvlText w:val="{"%1" * 500}"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{label}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbered = paragraph(_RUN, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') * 5000
    others, related = {"word/numbering.xml": part("numbering", lists)}, {"n": ("numbering", "numbering.xml")}
    yield "numbers.docx", make_docx(numbered, others=others, related=related)
    page, chunks = f"<html><body>{'<p>Un.</p>' * 3000}", '<w:altChunk r:id="a"/>' * 3000
    yield "chunks.docx", make_docx(chunks, others={"word/c.html": page}, related={"a": ("aFChunk", "c.html")})
    yield "symbols.docx", make_docx(paragraph('<w:r><w:sym w:font="x" w:char="F0FF"/></w:r>' * _MANY))


def _open_documents() -> Iterator[tuple[str, bytes]]:
    yield "spans.odt", make_odt(f"<text:p>{'<text:span>' * 9000}Un mot.{'</text:span>' * 9000}</text:p>")
    entry, end = "<text:list><text:list-item>" * 4000, "</text:list-item></text:list>" * 4000
    yield "lists.odt", make_odt(f"{entry}<text:p>Un mot.</text:p>{end}")
    note = "<text:note><text:note-body><text:p>a</text:p></text:note-body></text:note>"
    yield "notes.odt", make_odt(f"<text:p>{note * 10_000}</text:p>")
    region = (
        "<text:changed-region text:id='c%d'><text:deletion><text:p>a</text:p></text:deletion></text:changed-region>"
    )
    regions = "".join(region % n for n in range(_MANY))
    uses = "".join(f"<text:change text:change-id='c{n}'/>" for n in range(_MANY))
    yield (
        "changes.odt",
        make_odt(f"<text:tracked-changes>{regions}</text:tracked-changes><text:p>{uses}Un mot.</text:p>"),
    )
    roots = "<container><rootfiles>" + "<rootfile full-path='o.opf'/>" * _MANY + "</rootfiles></container>"
    book = {"mimetype": "application/epub+zip", "META-INF/container.xml": roots, "o.opf": "<package/>"}
    yield "roots.epub", zipped(book)
    chapters = {f"{n}.xhtml": f"<p>{_WORDS}" * 20 for n in range(900)}
    yield "no-order.epub", zipped({**book, **chapters})


def _rich_texts() -> Iterator[tuple[str, bytes]]:
    fonts = b"".join(rb"{\f%d\fcharset%d a;}" % (n, n % 255) for n in range(_MANY))
    yield "fonts.rtf", rb"{\rtf1{\fonttbl" + fonts + rb"}Un mot.}"
    yield "fields.rtf", rb"{\rtf1 " + rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt " * 10_000 + b"Un mot."
    styles = b"".join(rb"{\s%d\sbasedon%d a;}" % (n, (n + 1) % _MANY) for n in range(_MANY))
    yield "styles.rtf", rb"{\rtf1{\stylesheet" + styles + rb"}\s1 Un mot.}"
    yield "alternatives.rtf", rb"{\rtf1 " + rb"{\upr{a}{\*\ud{b}}}" * _MANY + b"}"
    yield "skipped.rtf", rb"{\rtf1\uc30000 " + rb"\u233 " * _MANY + b"}"
    yield "tables.rtf", rb"{\rtf1 " + rb"\intbl\itap99 a\nestcell\nestrow " * 10_000 + b"}"


def _mails() -> Iterator[tuple[str, str]]:
    yield "references.eml", f"{_HEAD}References: {'<a@b> ' * 100_000}\nSubject: a\n\nUn mot.\n"
    yield "quoted.eml", _HEAD + "Content-Transfer-Encoding: quoted-printable\n\n" + "=\n" * 200_000 + "Un mot.\n"
    alternatives = "--x\nContent-Type: text/html\n\n<p>Un mot.\n" * 4000
    yield "alternatives.eml", f"{_HEAD}Content-Type: multipart/alternative; boundary=x\n\n{alternatives}--x--\n"
    yield "uuencoded.eml", _HEAD + "\nbegin 644 a\n" + ("M" + "A" * 60 + "\n") * _MANY
    yield "date.eml", f"{_HEAD}Date: {'Mon, 1 Jan 2026 ' * _MANY}\n\nUn mot.\n"
    yield "remarks.eml", f"From: {'(' * 50_000}\nTo: c@d.example\nSubject: a\n\nUn mot.\n"
    group = '"a\\"" <a@b.example>,' * _MANY
    yield "group.eml", f"From: g:{group};\nTo: c@d.example\nSubject: a\n\nUn mot.\n"
    yield "subject.eml", f"{_HEAD}Subject: =?x-unknown?b?{'4' * 200_000}?=\n\nUn mot.\n"
    yield "froms.mbox", ("From a@b Tue Mar  3 08:00:00 2026\n" + _HEAD + "\nUn.\n\nFrom nowhere\n\n") * 5000
    yield "same-boundary.eml", _HEAD + "Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 5000
    page = "--x\nContent-Type: text/html\nContent-Location: a\n\n<p>Un mot.\n" * 4000
    yield "pages.mhtml", f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{page}--x--\n"


def _subtitles() -> Iterator[tuple[str, str]]:
    yield "tags.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{'<i><b><font color=x>' * _MANY}Un mot.\n"
    yield "moments.smi", f"<SAMI><BODY>{'<SYNC Start=1><P Class=A>a' * _MANY}"
    dialogue = "Dialogue: 0,0:00:01.00,0:00:02.00," + "{\\b1}" * 60_000
    yield "codes.ass", f"[Script Info]\n[Events]\nFormat: Layer, Start, End, Text\n{dialogue}Un mot.\n"
    yield "smaller.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{'<a' * 60_000}\n{'<b ' * 60_000}\n{'<!--' * 50_000}\n"
    yield "deep.ttml", f"<tt xmlns='http://www.w3.org/ns/ttml'><body>{'<div>' * 9000}<p>Un mot.</p>"
    yield "moments.lrc", f"{'[00:01.00]' * 40_000}Un mot.\n"
    yield "lines.sub", f"{{1}}{{2}}{'|'.join(['a'] * 60_000)}\n"
    cues = "".join(f"00:{n // 60 % 60:02}:{n % 60:02}.000 --> 99:59:59.000\nle conseil {n}\n\n" for n in range(8000))
    yield "open.vtt", f"WEBVTT\n\n{cues}"


def _feeds() -> Iterator[tuple[str, str]]:
    entries = "".join(f"<entry xmlns:n{n}='u'><title>{n}</title><n{n}:x/></entry>" for n in range(3000))
    yield "namespaces.atom", f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>"
    start, end = "<rss version='2.0'><channel><item><title>a</title>", "</item></channel></rss>"
    yield "page.rss", f"{start}<description>{'&lt;div&gt;' * _MANY}Un mot.</description>{end}"
    yield "links.rss", start + "<link>http://a.example/x</link>" * _MANY + end
    yield "open-fields.rss", "<rss version='2.0'><channel>" + "<item><title>a<description>b" * 8000
    sections = "&amp;amp;lt;![CDATA[" * _MANY + "x" + "]]&amp;amp;gt;" * _MANY
    yield "sections.rss", f"{start}<description>{sections}</description>{end}"
    yield "categories.rss", start + "<category domain='x'>a</category>" * 2 * _MANY + end
    different = "".join(f"<category>a{n}</category>" for n in range(2 * _MANY))
    yield "different-categories.rss", start + different + end
    yield "open-wire.xml", "<?xml version='1.0'?><newsMessage><newsItem>" + "<hl2><inlineXML><by>a" * _MANY
    yield "wires.xml", "<?xml version='1.0'?><newsMessage>" + "<newsItem><inlineXML><p>Un mot." * 3000
    dated = "<item><title>a</title><pubDate>Mon, %d Foo 99999999999999999999 25:61:61 +9999%d</pubDate></item>"
    dates = "".join(dated % (n, n) for n in range(3000))
    yield "dates.rss", f"<rss version='2.0'><channel>{dates}</channel></rss>"


def _plain() -> Iterator[tuple[str, bytes]]:
    yield "quotes.md", b"> " * 40_000 + b"Un mot."
    yield "stairs.md", "\n".join(" " * (n % 2000) + "- a" for n in range(6000)).encode()
    yield "backticks.md", " ".join("`" * n for n in range(1, 600)).encode()
    yield "tags.md", b"<a" * 40_000
    yield "notes.md", "".join(f"[^{n}]: [^{n + 1}]\n" for n in range(_MANY)).encode() + b"[^0]"
    yield "wide.md", b"|a" * 2000 + b"|\n" + b"|-" * 2000 + b"|\n" + b"|b\n" * 2000
    yield "references.md", b"&" * 80_000 + b"&#" * 40_000
    yield "tildes.md", b"~~" * 40_000 + b" a ~~b" * _MANY
    yield "korean.txt", b"\x1b$)C" + b"\x0e!!\x0f" * 40_000
    yield "shifts.txt", b"\x1b$B!!\x1b(B" * 40_000
    yield "halves.json", b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"' + b"\\ud800" * 40_000 + b'"}]}'  # fmt: skip
    yield "overlong.txt", b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80" * _MANY + b"Un mot."
    yield "ends.txt", b"a\r\r\n\x0b\x0c\x85\xe2\x80\xa8" * 30_000
    yield "mixed.html", "<p>".encode("utf-16") + b"<p>Un mot.</p>" * 3000


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield each with its name."""
    yield from ((name, f"{_PAGE}{text}".encode()) for name, text in _pages())
    for kind in (_mails, _subtitles, _feeds):
        yield from ((name, text.encode()) for name, text in kind())
    for packed in (_word, _open_documents, _rich_texts, _plain):
        yield from packed()
