"""Every word of a book's chapters is in the text, each chapter once, or a note says what was left out."""

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
    return [article.text[one.start : one.end] for one in article.paragraphs]


def test_captions_boxes_and_notes_are_part_of_a_book():
    body = (
        f"<header>Un</header><p>{FIRST}</p><figure><img src='a'/><figcaption>Le pont.</figcaption></figure><aside "
        "epub:type='footnote'>1. Selon la ville.</aside><footer>Fin</footer><svg><text>Plan</text></svg>"
    )
    assert texts(read(book({"a.xhtml": page(body)}))) == ["Un", FIRST, "Le pont.", "1. Selon la ville.", "Fin", "Plan"]


def test_a_chapter_that_is_listed_many_times_is_read_once():
    made = book({"a.xhtml": page(f"<p>{FIRST}</p>"), "b.xhtml": page("<p>Fin.</p>")}, ["a.xhtml"] * 9000 + ["b.xhtml"])
    article = read(made)
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
