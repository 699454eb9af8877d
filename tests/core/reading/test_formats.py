"""Every format becomes an article with its headline, its paragraphs and its metadata."""

import sys
import zipfile
from io import BytesIO

import docx
import pytest
from pdf_maker import make_pdf

from core.errors import InputError
from core.reading.formats import articles, recognise

FIRST = "Le conseil municipal a voté mardi soir la construction d'un pont sur la rivière."
SECOND = "Les travaux doivent commencer au printemps et durer deux ans, selon la maire."


def read(data: bytes, name: str = "wire"):
    return list(articles(data, name))


def shape(article) -> list[tuple[str, str]]:
    return [(paragraph.kind, article.text[paragraph.start : paragraph.end]) for paragraph in article.paragraphs]


def zipped(**members: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            # Without a date, so that the same members give the same bytes.
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/").replace("_dot_", ".")), text)
    return out.getvalue()


PAGE = f"""<!doctype html><html><head><title>Un pont pour le bourg - Le Journal</title>
<meta property="og:title" content="Un pont pour le bourg"><meta name="author" content="Anne Roche">
<meta property="article:published_time" content="2026-03-03T08:00:00+01:00"></head><body>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Un pont pour le bourg</h1>
<p>{FIRST} {SECOND}</p>
<figure><img src="pont.jpg"><figcaption>Le pont, vu de la rive. Photo : studio du bourg.</figcaption></figure>
<h2>Un chantier de deux ans</h2>
<p>{SECOND} La circulation sera déviée par la route du moulin pendant toute la durée du chantier.</p>
<blockquote><p>« Nous attendions ce pont depuis vingt ans, et il ne sera pas payé par les habitants seuls. »</p></blockquote>
<p>À lire aussi : les autres chantiers du bourg</p>
<p>L'opposition a voté contre, jugeant le coût de douze millions d'euros trop élevé pour la commune.</p>
</article><footer><p>Mentions légales et gestion des cookies</p></footer></body></html>"""


def test_a_web_page_gives_its_article_alone_with_title_author_and_date():
    [article] = read(PAGE.encode())
    kinds = shape(article)
    assert kinds[0] == ("heading", "Un pont pour le bourg")
    assert ("heading", "Un chantier de deux ans") in kinds
    assert any(kind == "quote" and "vingt ans" in text for kind, text in kinds)
    for left_out in ("Accueil", "studio", "lire aussi", "cookies"):
        assert left_out not in article.text
    source = article.source
    assert (source.format, source.title, source.byline) == ("html", "Un pont pour le bourg", "Anne Roche")
    assert source.published.startswith("2026-03-03")


def test_a_page_in_an_older_encoding_is_read_as_it_declares():
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-15">').encode("iso-8859-15", "replace")
    assert "déviée" in read(page)[0].text


def test_a_page_cut_off_by_a_paywall_says_so():
    page = PAGE.replace(
        "<p>À lire aussi",
        "<p>Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.</p><p>À lire aussi",
    )
    [article] = read(page.encode())
    assert "abonnés" not in article.text
    assert "subscribers" in article.source.note


def test_a_page_without_an_article_says_so():
    with pytest.raises(InputError, match="no"):
        read(b"<html><body><script>alert(1)</script></body></html>")


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Le Journal</title>
<item><title>Un pont</title><link>https://journal.example/pont</link><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate>
<description>Court.</description><content:encoded><![CDATA[<p>{FIRST}</p><h3>Le coût</h3><p>{SECOND}</p>]]></content:encoded></item>
<item><title>Un &lt;b&gt;titre&lt;/b&gt; seul</title></item></channel></rss>"""


def test_a_feed_gives_one_article_per_entry_with_the_full_text_if_it_has_it():
    first, second = read(RSS.encode())
    assert shape(first) == [("heading", "Un pont"), ("body", FIRST), ("heading", "Le coût"), ("body", SECOND)]
    assert first.source.url == "https://journal.example/pont"
    assert first.source.published == "2026-03-03T08:00:00Z"
    assert second.text == "Un titre seul"


def test_an_atom_feed_is_read_too():
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Un pont</title><author><name>A. Roche</name></author>
    <content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>"""
    [article] = read(atom.encode())
    assert article.source.byline == "A. Roche"
    assert FIRST in article.text


def test_entities_of_a_feed_read_no_file_and_do_not_multiply(tmp_path):
    (tmp_path / "secret").write_text("secret words", encoding="utf-8")
    feed = f"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret"><!ENTITY a "ha">
    <!ENTITY b "{"&a;" * 100}">]><rss version="2.0"><channel><item><title>&x;&b;</title>
    <description>{FIRST}</description></item></channel></rss>"""
    [article] = read(feed.encode())
    assert "secret words" not in article.text
    assert "hahaha" not in article.text


def test_a_word_document_keeps_headings_lists_quotes_and_tables():
    document = docx.Document()
    document.add_heading("Un pont pour le bourg", 0)
    document.add_paragraph(FIRST)
    document.add_paragraph("Deux ans de travaux", style="List Bullet")
    document.add_paragraph(SECOND, style="Quote")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Coût", "12 millions"
    document.core_properties.author = "Anne Roche"
    out = BytesIO()
    document.save(out)
    [article] = read(out.getvalue())
    kinds = [kind for kind, _ in shape(article)]
    assert kinds[:4] == ["heading", "body", "list", "quote"]
    assert "Coût | 12 millions" in article.text
    assert (article.source.format, article.source.byline) == ("docx", "Anne Roche")


ODT = f"""<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:h>Un pont</text:h><text:p>{FIRST}<text:note><text:p>Une note.</text:p></text:note></text:p>
<text:list><text:list-item><text:p>Deux<text:s/>ans</text:p></text:list-item></text:list></office:text></office:body>
</office:document-content>"""


def test_an_opendocument_text_has_its_notes_after_its_text():
    [article] = read(zipped(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml=ODT))
    assert shape(article) == [("heading", "Un pont"), ("body", FIRST), ("list", "Deux ans"), ("body", "Une note.")]


def test_an_opendocument_text_keeps_its_tables_and_the_styles_behind_its_own():
    style = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    content = (
        ODT.replace(
            "<office:body>",
            '<office:automatic-styles><style:style style:name="P1" '
            'style:parent-style-name="Quotations"/></office:automatic-styles><office:body>',
        )
        .replace(
            "<text:list>",
            f'<text:p text:style-name="P1">{SECOND}</text:p><table:table><table:table-row><table:table-cell>'
            "<text:p>Coût</text:p></table:table-cell><table:table-cell><text:p>12 millions</text:p></table:table-cell>"
            "</table:table-row></table:table><text:list>",
        )
        .replace("<office:document-content", f"<office:document-content {style}")
    )
    [article] = read(zipped(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml=content))
    assert shape(article)[2:4] == [("quote", SECOND), ("list", "Coût | 12 millions")]


def test_a_title_that_is_not_in_the_text_yields_to_the_heading_that_is():
    document = docx.Document()
    document.core_properties.title = "Modèle de rapport v3"
    document.add_paragraph("Mairie du bourg")
    document.add_heading("Un pont pour le bourg", 1)
    document.add_paragraph(FIRST)
    document.add_heading("Le coût", 2)
    document.add_paragraph("Douze millions d'euros")
    out = BytesIO()
    document.save(out)
    [article] = read(out.getvalue())
    assert article.source.title == "Un pont pour le bourg"
    assert [kind for kind, _ in shape(article)] == ["body", "heading", "body", "heading", "body"]


def test_the_number_of_a_footnote_is_not_joined_to_the_word_before_it():
    page = PAGE.replace("deux ans, selon", 'deux ans<sup><a href="#n1">1</a></sup>, selon')
    assert "deux ans, selon" in read(page.encode())[0].text


def test_a_document_whose_xml_declares_entities_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">]>' + ODT
    with pytest.raises(InputError, match="entities"):
        read(zipped(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml=bomb))


def test_an_epub_is_read_in_the_order_of_its_spine():
    book = zipped(
        mimetype="application/epub+zip",
        **{
            "META-INF__container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS__book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<metadata><dc:title>Deux ponts</dc:title><dc:creator>A. Roche</dc:creator></metadata><manifest>"
            '<item id="b" href="b%20b.xhtml"/><item id="a" href="a.xhtml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
            "OEBPS__a.xhtml": f"<html><head><title>x</title></head><body><h1>Un</h1><p>{FIRST}</p></body></html>",
            "OEBPS__b b.xhtml": f"<html><body><h1>Deux</h1><p>{SECOND}</p></body></html>",
        },
    )
    [article] = read(book)
    assert [text for _, text in shape(article)] == ["Deux ponts", "Un", FIRST, "Deux", SECOND]
    assert article.source.byline == "A. Roche"


def test_an_archive_that_would_unpack_to_too_much_is_refused_before_it_is_unpacked():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (65 << 20))
    with pytest.raises(InputError, match="too much"):
        read(out.getvalue())


def test_an_archive_of_more_files_than_any_document_is_refused():
    with pytest.raises(InputError, match="it holds more than 10,000 files"):
        read(zipped(**{f"word__document{number}": "" for number in range(10_001)}))


def page_lines(*texts: str, top: int = 700) -> list[tuple[int, int, int, str]]:
    return [(72, top - 14 * place, 11, text) for place, text in enumerate(texts)]


def test_a_pdf_gives_its_paragraphs_whole_across_lines_and_pages_without_running_heads():
    head = [(72, 810, 8, "Le Journal du bourg"), (300, 20, 8, "1")]
    again = [(72, 810, 8, "Le Journal du bourg"), (300, 20, 8, "2")]
    first = [
        (72, 760, 22, "Un pont pour le bourg"),
        *page_lines("Le conseil municipal a voté mardi soir la cons-", "truction d'un pont sur la"),
    ]
    second = page_lines("rivière qui traverse le bourg.", top=760)
    [article] = read(make_pdf([head + first, again + second]))
    assert shape(article) == [
        ("heading", "Un pont pour le bourg"),
        (
            "body",
            "Le conseil municipal a voté mardi soir la construction d'un pont sur la rivière qui traverse le bourg.",
        ),
    ]


def test_a_pdf_of_two_columns_is_read_column_by_column_below_its_headline():
    left = [
        "Le conseil municipal a voté",
        "mardi soir la construction",
        "d'un pont sur la rivière, au",
        "terme d'un long débat qui a",
    ]
    right = [
        "partagé la salle. Les travaux",
        "doivent commencer au mois de",
        "mars et durer deux ans, selon",
        "la maire.",
    ]
    lines = [(72, 760, 22, "Un pont pour le bourg, dans deux ans peut-être")]
    for place, pair in enumerate(zip(left, right, strict=True)):
        lines += [(x, 700 - 14 * place, 11, text) for x, text in zip((72, 240), pair, strict=True)]
    [article] = read(make_pdf([lines]))
    assert [text for _, text in shape(article)] == [lines[0][3], " ".join(left + right)]


def test_a_pdf_without_its_package_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pdfminer.pdfdocument", None)
    with pytest.raises(InputError, match=r"depeche-reader\[documents\]"):
        read(make_pdf([page_lines(FIRST)]))


MAIL = f"""From: Anne Roche <anne@journal.example>
Subject: =?utf-8?q?Un_pont_d=C3=A9cid=C3=A9?=
Date: Tue, 03 Mar 2026 08:00:00 +0100
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

{FIRST}

{SECOND}
{"-- "}
Anne Roche, rédaction
""".encode("latin-1")


def test_the_headline_of_a_mail_is_its_subject_and_the_signature_is_left_out():
    [article] = read(MAIL)
    assert shape(article) == [("heading", "Un pont décidé"), ("body", FIRST), ("body", SECOND)]
    assert article.source.byline == "Anne Roche"
    assert article.source.published == "2026-03-03T08:00:00+01:00"


def test_the_text_that_a_reply_answers_is_a_quotation():
    body = "Oui, le conseil a voté.\n\nLe 3 mars, Paul Durand <paul@journal.example> a écrit :\n> Avez-vous des nouvelles\n> du conseil ?\n"
    [article] = read(f"From: a@b.example\nTo: c@d.example\nSubject: Le pont\n\n{body}".encode())
    assert shape(article)[1:] == [
        ("body", "Oui, le conseil a voté."),
        ("body", "Le 3 mars, Paul Durand <paul@journal.example> a écrit :"),
        ("quote", "Avez-vous des nouvelles"),
        ("quote", "du conseil ?"),  # too little to tell that it was wrapped
    ]


def test_a_mail_of_a_page_and_an_attachment_gives_only_the_page():
    mail = (
        'From: a@b.example\nSubject: Le pont\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
        f"--x\nContent-Type: text/html; charset=utf-8\n\n<style>p {{}}</style><p>{FIRST}</p><blockquote>{SECOND}</blockquote>\n"
        '--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nDes notes.\n--x--\n'
    )
    [article] = read(mail.encode())
    assert shape(article) == [("heading", "Le pont"), ("body", FIRST), ("quote", SECOND)]


def test_a_mailbox_gives_one_article_per_message():
    box = b"From anne@journal.example Tue Mar  3 08:00:00 2026\n" + MAIL
    assert [article.source.title for article in read(box + b"\n" + box)] == ["Un pont décidé"] * 2


SRT = """1
00:00:01,000 --> 00:00:03,000
Le conseil municipal a voté

2
00:00:03,100 --> 00:00:05,000
<i>la construction d'un pont.</i>

3
00:00:12,000 --> 00:00:14,000
[Applaudissements]
Les travaux commencent au printemps.
"""


@pytest.mark.parametrize("text", [SRT, "WEBVTT\n\n" + SRT.replace(",", ".")])
def test_subtitles_run_together_into_sentences(text):
    [article] = read(text.encode())
    assert [text for _, text in shape(article)] == [
        "Le conseil municipal a voté la construction d'un pont.",
        "Les travaux commencent au printemps.",
    ]


def test_captions_that_roll_are_read_once():
    cues = ["Le conseil a voté", "Le conseil a voté\nla construction. Les travaux", "Les travaux\ncommencent."]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:00:0{at}.000 --> 00:00:0{at + 1}.000\n{cue}" for at, cue in enumerate(cues))
    assert [line for _, line in shape(read(text.encode())[0])] == [
        "Le conseil a voté la construction. Les travaux commencent."
    ]


def test_markdown_is_read_without_its_marks():
    text = f"---\ntitle: Un pont\nauthor: Anne Roche\n---\n\n# Un pont\n\n{FIRST[:21]}**{FIRST[21:]}**\n\n- Deux [ans](http://x.example)\n\n> {SECOND}\n"
    [article] = read(text.encode(), "wire.md")
    assert shape(article) == [("heading", "Un pont"), ("body", FIRST), ("list", "Deux ans"), ("quote", SECOND)]
    assert article.source.byline == "Anne Roche"


def test_tables_footnotes_and_html_in_markdown_are_read_as_they_are_shown():
    text = (
        f"---\ndate: 2026-07-06\n---\n\n{FIRST}[^1]\n\n| Ville | Voix |\n| --- | --- |\n| Lyon | **34** |\n\n"
        f"<div>\n<p>{SECOND}</p>\n</div>\n\nCher <prénom>, le <b>taux</b><!-- vu --> est bas<br>et `[^a-z]` reste.\n\n"
        "[^1]: Selon la ville.\n[^2]: Et la région.\n"
    )
    [article] = read(text.encode(), "wire.md")
    assert [text for _, text in shape(article)] == [
        FIRST,
        "Ville | Voix",
        "Lyon | 34",
        SECOND,
        "Cher <prénom>, le taux est bas et [^a-z] reste.",
        "Selon la ville.",
        "Et la région.",
    ]
    assert article.source.published == "2026-07-06"


@pytest.mark.parametrize("date", ["hier", "2026-13-01", "03/02/2026"])
def test_an_ambiguous_date_in_the_front_matter_of_markdown_is_ignored(date):
    [article] = read(f"---\ndate: {date}\n---\n\n{FIRST}\n".encode(), "wire.md")
    assert article.source.published is None


def test_a_numbered_list_of_markdown_keeps_its_numbers():
    text = "Trois points.\n\n3. Le taux\n4. La dette\n\n   Elle double.\n   - Bas\n\n9) L'emploi\n"
    [article] = read(text.encode(), "wire.md")
    assert [text for _, text in shape(article)][1:] == [
        "3. Le taux",
        "4. La dette",
        "Elle double.",
        "Bas",
        "9) L'emploi",
    ]


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (b"\xef\xbb\xbf<!DOCTYPE html><p>x", "a.txt", "html"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "a", "feed"),
        (b"%PDF-1.7", "a.txt", "pdf"),
        (b"\x02\x00\n%PDF-1.4\n", "a", "pdf"),
        (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n%PDF-1.4\r\n1 0 obj\r\n", "a", "pdf"),
        (b"Un PDF commence par :\n\n%PDF-1.4\n\nLa suite du texte.\n", "a.txt", "text"),
        (b"Note: un PDF commence ainsi.\n%PDF-1.4\nLa suite.\n", "a.txt", "text"),
        (b"From: a@b\nTo: c@d\nSubject: e\n\nf", "a.txt", "mail"),
        (b"Paris: ville\nLyon: ville\nNice: ville\n", "a.txt", "text"),
        (b"From here on, the text goes on.\n", "a.txt", "text"),
        (b"# Un titre\n", "a.md", "markdown"),
        (b"# Un titre\n", "a.txt", "text"),
    ],
)
def test_a_format_is_recognised_by_what_it_holds(data, name, found):
    assert recognise(data, name) == found


@pytest.mark.parametrize("data", [b"PK\x03\x04 rubbish", zipped(readme="x"), b"%PDF-1.4\n1 0 obj\n<< /Type"])
def test_damaged_and_unknown_files_are_refused_in_one_line(data):
    with pytest.raises(InputError) as refused:
        read(data, "odd")
    assert "\n" not in refused.value.problem


def test_an_unforeseen_failure_of_a_parser_makes_the_file_unreadable_and_no_more(monkeypatch):
    def fails(data, name, encoding):
        raise AssertionError("a line\x1b[2J\nof its own")
        yield

    monkeypatch.setattr("core.reading.markup.read", fails)
    with pytest.raises(InputError, match="cannot be read as markdown: AssertionError: a line") as caught:
        list(articles(b"# Titre", "wire.md"))
    assert "\x1b" not in caught.value.problem


def stream_of(filters, data):
    """A PDF whose page is drawn by one stream, packed as it is given."""
    packed = " ".join(f"/{name}" for name in filters)
    page = make_pdf([[(50, 700, 12, "x")]])
    head, _, rest = page.partition(b"5 0 obj")
    body = f"5 0 obj\n<< /Length {len(data)} /Filter [{packed}] >>\nstream\n".encode() + data + b"\nendstream\nendobj"
    return head + body + rest.partition(b"endobj")[2]


@pytest.mark.parametrize("filters", [["FlateDecode"], ["FlateDecode"] * 2, ["FlateDecode", "RunLengthDecode"]])
def test_a_pdf_that_would_unpack_endlessly_is_refused_before_it_does(filters):
    import tracemalloc
    import zlib

    data = b" \x81" * (3 << 20) if "RunLengthDecode" in filters else bytes(300 << 20)
    for _ in range(filters.count("FlateDecode")):
        data = zlib.compress(data, 6)
    stream = stream_of(filters, data)
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="would unfold without end"):
            list(articles(stream, "wire.pdf"))
        assert tracemalloc.get_traced_memory()[1] < 600 << 20
    finally:
        tracemalloc.stop()


def test_a_pdf_with_a_compressed_stream_is_read():
    import zlib

    text = "BT /F1 12 Tf 50 700 Td (Le conseil a voté.) Tj ET".encode("cp1252")
    packed = zlib.compress(zlib.compress(text))
    [article] = articles(stream_of(["FlateDecode", "FlateDecode"], packed), "wire.pdf")
    assert article.text == "Le conseil a voté."


def test_a_feed_whose_items_never_end_says_that_there_is_no_text():
    with pytest.raises(InputError, match="there is no text in it"):
        list(articles(b"<rss><channel>" + b"<item>" * 3, "feed.xml"))


@pytest.mark.parametrize(
    ("start", "command"),
    [
        ('<?xml version="1.0"?>\n<opml version="2.0"><head/><body/></opml>', "depeche feeds import"),
        ("\ufeff<opml version='1.1'>", "depeche feeds import"),
        ('<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">', "depeche memory import"),
        ('<?xml version="1.0"?>\n<tbx style="dca" xmlns="urn:iso:std:iso:30042:ed-2">', "--glossary"),
        ('<?xml version="1.0"?>\n<martif type="TBX" xml:lang="fr">', "--glossary"),
    ],
)
def test_a_file_that_belongs_to_another_command_says_to_which(start, command):
    with pytest.raises(InputError, match=command):
        list(articles(start.encode(), "export.xml"))


def test_a_text_that_speaks_of_opml_is_a_text():
    [article] = articles(b"Le format <opml version> est vieux.", "wire.txt")
    assert article.text == "Le format <opml version> est vieux."


def test_text_that_markdown_strikes_out_is_in_brackets():
    [article] = articles(b"Un budget de ~~240~~310 millions, ~~dit-il~~.", "wire.md")
    assert article.text == "Un budget de [240] 310 millions, [dit-il]."
