"""Every word of a book's chapters is in the text, each chapter once, or a note says what was left out."""

import zipfile
from io import BytesIO

import pytest
from word_maker import zipped

from core.article import Article
from core.errors import InputError
from core.reading.formats import articles

FIRST = "Le conseil municipal a voté mardi soir la construction d'un pont sur la rivière."


def book(chapters: dict[str, str | bytes], spine: list[str] | None = None, **members: str | bytes) -> bytes:
    """A book of chapters by path; the spine lists paths, in the order of the chapters where nothing is said."""
    kinds = {path: "image/svg+xml" if path.endswith(".svg") else "application/xhtml+xml" for path in chapters}
    items = "".join(f'<item id="i-{path}" href="{path}" media-type="{kind}"/>' for path, kind in kinds.items())
    refs = "".join(f'<itemref idref="i-{path}"/>' for path in (chapters if spine is None else spine))
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{refs}</spine></package>',
            **{f"OEBPS/{path}": text for path, text in chapters.items() if text},
            **members,
        }
    )


def page(body: str) -> str:
    return f'<html xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{body}</body></html>'


def read(data: bytes) -> Article:
    [article] = articles(data, "book.epub")
    return article


def texts(article: Article) -> list[str]:
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


def test_captions_boxes_and_notes_are_part_of_a_book():
    body = (
        f"<header>Un</header><p>{FIRST}</p><figure><img src='a'/><figcaption>Le pont.</figcaption></figure><aside "
        "epub:type='footnote'>1. Selon la ville.</aside><footer>Fin</footer><svg><text>Plan</text></svg>"
    )
    assert texts(read(book({"a.xhtml": page(body)}))) == ["Un", FIRST, "Le pont.", "1. Selon la ville.", "Fin", "Plan"]


def test_a_chapter_that_is_listed_many_times_is_read_once():
    epub = book({"a.xhtml": page(f"<p>{FIRST}</p>"), "b.xhtml": page("<p>Fin.</p>")}, ["a.xhtml"] * 9000 + ["b.xhtml"])
    article = read(epub)
    assert texts(article) == [FIRST, "Fin."]
    assert article.source.note is None


def test_a_missing_chapter_a_picture_and_hidden_text_are_reported_in_the_note():
    chapters = {
        "a.xhtml": page(f"<p>{FIRST}</p><p style='display: none'>Secret.</p>"),
        "b.xhtml": "",
        "c.svg": "<svg/>",
    }
    article = read(book(chapters, [*chapters, "d.xhtml"]))
    assert texts(article) == [FIRST]
    assert sorted(article.source.note.split("; ")) == [
        "a chapter is missing or cannot be read",
        "hidden text is left out",
        "pictures are not read",
    ]


def test_the_table_of_contents_is_left_out_with_a_note():
    contents = page("<nav epub:type='toc'><ol><li><a href='a.xhtml'>Un</a></li></ol></nav>")
    article = read(book({"nav.xhtml": contents, "a.xhtml": page(f"<p>{FIRST}</p>")}))
    assert texts(article) == [FIRST]
    assert article.source.note == "the table of contents is left out"


def test_an_encrypted_font_is_no_matter_and_an_encrypted_chapter_is_protection():
    encryption = '<e><c xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherReference URI="{}"/></c></e>'
    chapters = {"a.xhtml": page(f"<p>{FIRST}</p>")}
    assert texts(read(book(chapters, **{"META-INF/encryption.xml": encryption.format("OEBPS/f.ttf")}))) == [FIRST]
    with pytest.raises(InputError, match="protected against copying"):
        read(book(chapters, **{"META-INF/encryption.xml": encryption.format("OEBPS/a.xhtml")}))


def test_a_chapter_counts_by_what_it_unpacks_to_and_not_by_its_name():
    heavy = page("<p>x</p>" + " " * (65 << 20))
    with pytest.raises(InputError, match="would unpack to more than 64 MB"):
        read(book({"a.xhtml": page(f"<p>{FIRST}</p>"), "b.png": heavy}))


def test_a_chapter_of_more_markup_than_any_book_has_is_refused_before_it_is_parsed():
    with pytest.raises(InputError, match="larger than that of any document"):
        read(book({"a.xhtml": page("<p>" * 2_000_001)}))


def described(metadata: str, version: str = "3.0") -> Article:
    """A book with this metadata."""
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" version="{version}">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata><manifest><item id="a" '
        'href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    return read(book({"a.xhtml": page(f"<p>{FIRST}</p>")}, **{"OEBPS/book.opf": package}))


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("<dc:date>2026-07-06T10:00:00Z</dc:date>", "2026-07-06T10:00:00Z"),
        ("<dc:date>2026-07</dc:date>", "2026-07"),
        ("<dc:date>6 juillet 2026</dc:date>", "2026-07-06"),
        (
            "<dc:date opf:event='modification'>2027-01-01</dc:date><dc:date opf:event='publication'>1998</dc:date>",
            "1998",
        ),
        ("<dc:date opf:event='modification'>2027-01-01</dc:date>", None),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", None),
        ("<dc:date>printemps</dc:date>", None),
        ("<dc:date/>", None),
    ],
)
def test_the_date_of_a_book_is_when_it_was_published_or_none(written, date):
    assert described(written).source.published == date


def test_the_main_title_of_a_book_and_all_its_authors_are_named():
    source = described(
        '<dc:title id="s">Une enquête</dc:title><meta refines="#s" property="title-type">subtitle</meta>'
        '<dc:title id="t">Le pont</dc:title><meta refines="#t" property="title-type">main</meta>'
        '<dc:creator id="l">Léa Roux</dc:creator><dc:creator>Jean Petit</dc:creator><dc:creator id="i">Ana Sol</dc:creator>'
        '<meta refines="#i" property="role">ill</meta>'
    ).source
    assert (source.title, source.byline) == ("Le pont", "Léa Roux; Jean Petit")
    older = described(
        '<dc:creator opf:role="ill">Ana Sol</dc:creator><dc:creator opf:role="aut">Léa Roux</dc:creator>', "2.0"
    )
    assert older.source.byline == "Léa Roux"


def test_what_stands_for_an_item_that_is_no_text_is_read():
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="p" href="p.pdf" media-type="application/pdf" '
        'fallback="a"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="x" href="x.pdf" '
        'media-type="application/pdf" fallback="x"/></manifest><spine><itemref idref="p"/><itemref idref="x"/></spine>'
        "</package>"
    )
    article = read(book({"a.xhtml": page(f"<p>{FIRST}</p>")}, **{"OEBPS/book.opf": package}))
    assert texts(article) == [FIRST]
    assert article.source.note == "pictures are not read"


def test_lists_of_pages_and_landmarks_are_no_text():
    lists = "".join(
        f"<nav epub:type='{kind}'><ol><li><a href='#p'>{kind} 12</a></li></ol></nav>"
        for kind in ("page-list", "landmarks")
    )
    assert texts(read(book({"a.xhtml": page(f"{lists}<p>{FIRST}</p>")}))) == [FIRST]


@pytest.mark.parametrize("missing", ["META-INF/container.xml", "OEBPS/book.opf"])
@pytest.mark.parametrize("content", ["", "<package"])
def test_a_book_whose_list_of_files_is_lost_is_read_in_the_order_of_the_archive(missing, content):
    epub = book({"a.xhtml": page(f"<p>{FIRST}</p>"), "b.xhtml": page("<p>Fin.</p>")}, **{missing: content})
    assert texts(read(epub)) == [FIRST, "Fin."]


def test_of_a_book_that_is_cut_off_the_chapters_that_are_there_are_read_and_a_note_says_so():
    epub = book({f"{number}.xhtml": page(f"<p>{FIRST} {number}</p>") for number in range(9)})
    article = read(epub[: epub.index(b"OEBPS/5.xhtml", epub.index(b"OEBPS/4.xhtml")) - 30])
    assert texts(article) == [f"{FIRST} {number}" for number in range(5)]
    assert "this file is damaged" in (article.source.note or "")


@pytest.mark.parametrize("spine", [[], ["c.xhtml"]])
def test_a_book_whose_order_is_lost_is_read_in_that_of_its_files(spine):
    article = read(book({"a.xhtml": page(f"<p>{FIRST}</p>"), "b.xhtml": page("<p>Fin.</p>")}, spine))
    assert texts(article) == [FIRST, "Fin."]
    assert "damaged" in article.source.note


def test_the_names_that_programs_write_for_want_of_a_title_or_author_are_none():
    data = book({"a.xhtml": page(f"<h1>Le pont</h1><p>{FIRST}</p>")})
    about = (
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Unknown Title</dc:title>'
        "<dc:creator>Unknown</dc:creator></metadata><manifest>"
    )
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    members["OEBPS/book.opf"] = members["OEBPS/book.opf"].replace("<manifest>", about)
    source = read(zipped(members)).source
    assert (source.title, source.byline) == ("Le pont", None)
