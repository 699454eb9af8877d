"""Every word that a browser shows of an article is in its text, or the note says that it was left out."""

import os
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from html import escape
from io import BytesIO

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_documents import Eml, Epub, structures

from core.errors import InputError
from core.reading.formats import articles

EXAMPLES = int(os.environ.get("DEPECHE_EXAMPLES", "8"))
"""Random documents that are compared with other programs; more of them by hand."""

INLINE = (
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr output q s samp small span strike "
    "strong sub sup time tt u var"
).split()
SYLLABLES = (
    "ba be bi bo bu da de di do du fa fe fi fo la le li lo ma me mi mo na ne no pa pe pi po ra re ri ro sa".split()
)


@dataclass
class Writer:
    """Writes a page and knows the words of it, each of which is there once."""

    count: int = 0
    shown: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """In captions, asides and footers."""

    def words(self, number: int, into: list[str] | None = None) -> list[str]:
        parts = []
        for _ in range(number):
            self.count += 1
            parts.append(
                "".join(SYLLABLES[self.count // len(SYLLABLES) ** power % len(SYLLABLES)] for power in (2, 1, 0))
            )
        (self.shown if into is None else into).extend(parts)
        return parts


def sentence(draw, page: Writer, least: int = 8, into: list[str] | None = None) -> str:
    """Write a sentence with elements around some of its words."""
    words = page.words(draw(st.integers(least, least + 15)), into)
    for place in draw(st.lists(st.integers(0, len(words) - 1), max_size=3, unique=True)):
        tag = draw(st.sampled_from(INLINE))
        words[place] = f"<{tag}>{words[place]}</{tag}>"
    return " ".join(words).capitalize() + draw(st.sampled_from([".", " !", " ?", "."]))


def block(draw, page: Writer, depth: int = 0) -> str:
    """Write one part of an article."""
    kinds = ["p", "p", "p", "loose", "div", "breaks", "ul", "ol", "dl", "table", "blockquote", "h2", "pre", "details"]
    kind = draw(st.sampled_from([*kinds, "address", "center", "figure", *(["section"] if depth < 2 else [])]))
    write = lambda: sentence(draw, page)  # noqa: E731
    match kind:
        case "loose":
            return write()
        case "breaks":
            return f"<div>{write()}<br>{write()}<br><br>{write()}</div>"
        case "ul" | "ol":
            items = "".join(f"<li>{sentence(draw, page, 2)}</li>" for _ in range(draw(st.integers(1, 4))))
            return f"<{kind}>{items}</{kind}>"
        case "dl":
            return f"<dl><dt>{' '.join(page.words(2))}</dt><dd>{write()}</dd></dl>"
        case "table":
            row = lambda cell: "".join(f"<{cell}>{' '.join(page.words(2))}</{cell}>" for _ in range(3))  # noqa: E731
            return f"<table><tr>{row('th')}</tr><tr>{row('td')}</tr></table>"
        case "h2":
            return f"<h2>{' '.join(page.words(3))}</h2><p>{write()}</p>"
        case "details":
            return f"<details open><summary>{' '.join(page.words(3))}</summary><p>{write()}</p></details>"
        case "figure":
            return f"<figure><img alt='rien'><figcaption>{sentence(draw, page, 6, page.beside)}</figcaption></figure>"
        case "section":
            return f"<section>{''.join(block(draw, page, depth + 1) for _ in range(draw(st.integers(1, 3))))}</section>"
        case _:
            return f"<{kind}>{write()}</{kind}>"


@st.composite
def pages(draw) -> tuple[str, Writer]:
    page = Writer()
    title = " ".join(page.words(5))
    first = "".join(f"<p>{sentence(draw, page, 15)}</p>" for _ in range(2))
    body = first + "".join(block(draw, page) for _ in range(draw(st.integers(1, 8))))
    holder = draw(st.sampled_from(["article", "main", "div"]))
    aside = draw(st.sampled_from(["", f"<aside><p>{sentence(draw, page, 8, page.beside)}</p></aside>"]))
    if not aside:
        page.beside = [word for word in page.beside if word in body.lower()]
    unseen = "<script>var x = 'non'</script><style>p {}</style><template><p>non</p></template><p hidden>non</p>"
    html = (
        f"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<{holder}><h1>{title}</h1>{body}</{holder}>{aside}{unseen}</body></html>"
    )
    return html, page


def held(html: str, shown: list[str]) -> tuple[list[str], str]:
    """Return the words that are missing in our text, and the note."""
    [article] = articles(html.encode(), "page.html")
    have = Counter(re.findall(r"\w+", article.text.lower()))
    lost = Counter(shown) - have
    return sorted(lost.elements()), article.source.note or ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(pages())
def test_every_word_of_an_article_is_in_its_text_and_once(sample):
    html, page = sample
    lost, note = held(html, page.shown)
    assert not lost
    [article] = articles(html.encode(), "page.html")
    words = re.findall(r"\w+", article.text.lower())
    assert [word for word in words if word in set(page.shown)] == page.shown
    if missing := Counter(page.beside) - Counter(words):
        assert "left out: " in note
        counted = sum(int(number) for number in re.findall(r"(\d+) words", note))
        assert counted == sum(missing.values())
    assert "non" not in words


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(pages(), st.booleans())
def test_every_word_of_a_feeds_entry_is_in_its_text_or_counted_as_a_caption(sample, escaped):
    html, page = sample
    body = html.partition("</h1>")[2].partition("</body>")[0]
    content = f"<![CDATA[{body}]]>" if not escaped else escape(body)
    feed = f"<rss version='2.0'><channel><title>Fil</title><item><title>Viaduc</title><description>{content}</description></item></channel></rss>"
    [article] = articles(feed.encode(), "feed.xml")
    words = re.findall(r"\w+", article.text.lower())
    shown = [word for word in page.shown if word in body.lower()]
    assert [word for word in words if word in set(shown)] == shown
    missing = [word for word in page.beside if word not in words]
    assert article.source.note == (f"left out: {len(missing)} words of captions" if missing else None)
    assert "non" not in words


@pytest.mark.parametrize("tag", ["q", "del", "svg", "sup", "my-box", "font", "div"])
def test_hundreds_of_elements_in_each_other_lose_no_word(tag):
    sentence = "Le préfet a annoncé lundi la fermeture du pont de la rivière, qui menaçait de céder depuis les crues."
    middle = f"<{tag}>" * 300 + "au milieu" + f"</{tag}>" * 300
    [article] = articles(f"<body><h1>Le pont</h1><p>{sentence}</p>{middle}<p>{sentence}</p>".encode(), "page.html")
    assert article.text.count("Le préfet a annoncé") == 2
    assert "au milieu" in article.text


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started.new_page()
        started.close()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(sample=pages())
def test_what_chromium_shows_of_a_page_is_in_the_text_or_in_the_note(browser, sample):
    html, page = sample
    browser.set_content(html)
    shown = re.findall(r"\w+", browser.evaluate("document.body.innerText").lower())
    assert Counter(page.shown) - Counter(shown) == Counter()
    lost, note = held(html, shown)
    assert set(lost) <= set(page.beside)
    assert not lost or "left out: " in note


def words_of_book(data: bytes, show) -> list[str]:
    """Return what a browser shows of the chapters of a book, in order."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        return [word for name in book.namelist() if name.endswith(".xhtml") for word in show(book.read(name).decode())]


def words_of_mail(data: bytes, show) -> list[str]:
    """Return the words of a mail's parts, as Python's own reader finds them, and of its pages, as a browser shows them."""
    found = []
    for part in message_from_bytes(data, policy=default).walk():
        found += re.findall(r"\w+", part["subject"] or "")
        if part.get_content_maintype() == "text":
            text = part.get_content()
            found += show(text) if part.get_content_subtype() == "html" else re.findall(r"\w+", text)
    return found


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(structure=structures)
@pytest.mark.parametrize(("form", "words"), [(Epub, words_of_book), (Eml, words_of_mail)])
def test_what_other_programs_show_of_books_and_mails_is_in_the_text_or_in_the_note(browser, form, words, structure):
    def show(page: str) -> list[str]:
        browser.set_content(page)
        return re.findall(r"\w+", browser.evaluate("document.body.innerText"))

    data = form().bytes(structure)
    shown = words(data, show)
    if not shown:
        with pytest.raises(InputError, match="there is no text"):
            list(articles(data, f"a{form.suffix}"))
        return
    [article] = articles(data, f"a{form.suffix}")
    assert Counter(shown) - Counter(re.findall(r"\w+", article.text)) == Counter()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(sample=pages(), atom=st.booleans(), escaped=st.booleans())
def test_what_feedparser_and_chromium_show_of_an_entry_is_in_the_text_or_in_the_note(browser, sample, atom, escaped):
    html, page = sample
    body = html.partition("</h1>")[2].partition("</body>")[0]
    content = escape(body) if escaped else f"<![CDATA[{body}]]>"
    entry = f"<title>Viaduc</title><id>1</id><content type='html'>{content}</content>"
    item = f"<title>Viaduc</title><description>{content}</description>"
    feed = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Fil</title><entry>{entry}</entry></feed>"
        if atom
        else f"<rss version='2.0'><channel><title>Fil</title><item>{item}</item></channel></rss>"
    )
    found = feedparser.parse(BytesIO(feed.encode()), sanitize_html=False).entries[0]
    browser.set_content(f"<body>{found.content[0].value if atom else found.summary}</body>")
    shown = re.findall(r"\w+", browser.evaluate("document.body.innerText").lower())
    [article] = articles(feed.encode(), "feed.xml")
    missing = Counter(shown) - Counter(re.findall(r"\w+", article.text.lower()))
    assert set(missing) <= set(page.beside)
    assert not missing or article.source.note == f"left out: {missing.total()} words of captions"
