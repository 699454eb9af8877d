"""Whatever the input, every stage keeps its promises."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.article import UNKNOWN, Article, Language
from core.checks import check, confidence
from core.checks.quality_estimation import log_odds_from_score
from core.errors import InputError
from core.feeds.opml import read_opml
from core.language import Detector
from core.memory.exchange import import_tmx
from core.memory.store import Memory
from core.reading.formats import articles
from core.segmentation import segment

NAMES = ("a.txt", "a.md", "a.html", "a.xml", "a.eml", "a.srt", "a.docx", "a.odt", "a.epub", "a.pdf", "a")
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
PIECES = (
    "Le conseil a voté", " M. ", "3,5 %", "« Oui »", "\n\n", "\n", "- ", "# ", "> ", "|", "\x1b[31m", "\x9b2J", "\u202e",
    "\u061c", "\x00", "<p>", "</p>", "<h1>Titre</h1>", "<!doctype html>", "<article>", "<b title='", "&#x9b;", "&#27;",
    "<?xml version='1.0'?>", "<rss version='2.0'>", "<channel>", "<item>", "<title>", "<description>", "<![CDATA[", "]]>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "From a\n", "From: a\n", "To: b\n", "Subject: =?utf-8?q?=1b[31m?=\n",
    "Content-Type: text/html; charset=utf-7\n", "1\n00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n", "%PDF-1.4\n", "PK\x03\x04",
    "Par Jean Dupont", "PARIS (AFP) -", "\r", "\t", "\x85", "\u2028", "\ufeff", "é", "e\u0301", "\u00ad", "न", "中文。", "😀",
)  # fmt: skip
bits = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=14).map("".join)
data = st.one_of(
    st.binary(max_size=300),
    bits.map(lambda text: text.encode("utf-8", "surrogatepass")),
    bits.map(lambda text: text.encode("utf-16", "surrogatepass")),
    bits.map(lambda text: text.encode("cp1252", "ignore")),
)


def read(raw: bytes, name: str) -> list[Article]:
    try:
        found = list(articles(raw, name))
    except InputError as error:
        if "may be damaged" in error.problem:  # as a bug would
            raise
        return []
    assert found, "neither an article nor an error"
    return found


@settings(max_examples=250)
@given(data, st.sampled_from(NAMES))
@example(b"<html><title>a\x1b[2J&#x9b;b&#x202e;</title><body><p>c&#27;d</p>", "a.html")
@example("Titre\u061c du jour\n\nLe texte.".encode(), "a.txt")
def test_any_bytes_give_a_valid_article_or_one_typed_error(raw, name):
    for article in read(raw, name):
        source = article.source
        for text in (article.text, source.title, source.byline, source.published, source.url, source.note):
            assert text is None or not ACTS.search(text)
        end = 0
        for paragraph in article.paragraphs:
            assert end <= paragraph.start < paragraph.end
            assert not article.text[end : paragraph.start].strip()
            assert article.text[paragraph.start : paragraph.end].strip()
            end = paragraph.end
        assert end == len(article.text)
        cut = segment(article)
        place = 0
        for sentence in cut.sentences:
            assert cut.text[sentence.start : sentence.end] == sentence.source
            assert not cut.text[place : sentence.start].strip()
            place = sentence.end
        assert not cut.text[place:].strip()


LISTS = (
    "<opml version='2.0'>", "<body>", "</body>", "</opml>", "<outline text='Fil\u202e' xmlUrl='http://a.b/c'/>", "<outline text='D'>",
    "</outline>", "<outline xmlUrl='file:///etc/passwd'/>", "<outline xmlUrl='http://a\x9b/'/>", "<tmx version='1.4'>", "<header/>",
    "<tu>", "</tu>", "<tuv xml:lang='fr'>", "<tuv xml:lang='en'>", "</tuv>", "<seg>Oui\x9b.</seg>", "<seg>", "</seg>", "<ph>x</ph>",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", "&b;", "</tmx>", "\x00", "\ufffe",
)  # fmt: skip
lists = st.lists(st.sampled_from(LISTS) | st.text(max_size=4), max_size=16).map("".join)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists | st.tuples(st.sampled_from(["<opml><body>", "<tmx><header/><body>"]), lists).map("".join))
@example("<opml><body><outline text='Fil\u202e\x9b' xmlUrl='http://a.b/c'/></body></opml>")
@example("<opml><body><outline xmlUrl='http://a.b/\x9b'/><outline xmlUrl='http://a.b/&#27;' htmlUrl='http://a\x9b/'/>")
@example(
    "<tmx><header/><body><tu><tuv xml:lang='fr'><seg>Oui\x9b</seg></tuv><tuv xml:lang='en'><seg>Y\u202e</seg></tuv></tu></body></tmx>"
)
def test_lists_and_memories_from_elsewhere_are_read_clean_or_refused(tmp_path, text):
    file = tmp_path / "from-elsewhere"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        for outline in read_opml(file):
            assert outline.address.startswith(("http://", "https://"))
            assert not any(ACTS.search(part or "") for part in (outline.address, outline.title, *outline.folder))
    except InputError as error:
        assert "\n" not in error.problem  # noqa: PT017
    with Memory(tmp_path / "memory.db", warn=pytest.fail) as memory:
        try:
            import_tmx(memory, file)
        except InputError as error:
            assert "\n" not in error.problem  # noqa: PT017
        assert not any(ACTS.search(unit.source + unit.translation) for unit in memory.units())


NUMBERS = (
    "1 234,5", "12/11/2026", "19h30", "€", "M$", "-0", "un million", "٣", "²", "½", "1e9", "http://a.b/c", "a@b.c", "ne",
    "pas", "not", "Xi Jinping", "l'", "n°", "%", "1.000.000", "soixante-dix", "IVe", "٪", "1/0", "31 février",
)  # fmt: skip
said = st.lists(st.sampled_from(NUMBERS + PIECES) | st.text(max_size=5), max_size=12).map(" ".join)


@settings(max_examples=200)
@given(said, said, st.sampled_from(["fr", "es", "zz", UNKNOWN]), st.none() | st.floats(-50, 0), st.booleans())
def test_no_pair_of_texts_makes_the_checks_fail(source, english, language, score, truncated):
    flags = check(source, english, language, "en", score=score, truncated=truncated)
    assert all(flag.detail and "\n" not in flag.detail for flag in flags)
    assert 0 <= confidence(flags, log_odds_from_score(score or 0.0, english)) <= 1


@pytest.fixture(scope="module")
def detector(tmp_path_factory):
    return Detector(tmp_path_factory.mktemp("languages"))


@settings(max_examples=100)
@given(st.text(max_size=60) | bits)
def test_any_text_has_a_language_or_none(detector, text):
    found = detector.detect(text)
    assert isinstance(found, Language)
    assert 0 <= found.confidence <= 1
    assert (found.code == UNKNOWN) == (found.confidence == 0)
    assert found == detector.detect(text)
