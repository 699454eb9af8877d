"""Feeds as input, and `--follow`: the pages behind summaries, on loopback."""

import random
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import feedparser.mixin
import feedparser.util
import pytest

from core import reading
from core.errors import InputError
from core.reading import discover, feed
from core.reading.formats import articles

SUMMARY = "Le conseil a voté la construction d'un pont."
REST = "".join(
    f"<p>{text}</p>"
    for text in (
        "Le chantier durera deux ans et coûtera neuf millions d'euros, selon le maire, qui promet une piste pour les vélos.",
        "Les riverains de la rive gauche demandaient ce passage depuis la crue qui avait emporté l'ancien ouvrage en bois.",
        "Trois élus ont voté contre : ils auraient préféré que l'école soit d'abord agrandie, et le disent depuis l'hiver.",
    )
)
PAGE = f"<!doctype html><html><head><title>Un pont</title></head><body><article><h1>Un pont</h1><p>{SUMMARY}</p>{REST}</article></body></html>"


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Le fil</title>{"".join(items)}</channel></rss>'


def item(title: str, link: str, text: str = SUMMARY) -> str:
    return f"<item><title>{title}</title><link>{link}</link><description><![CDATA[{text}]]></description></item>"


class Handler(BaseHTTPRequestHandler):
    asked: Counter

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.asked[self.path] += 1
        feed = rss(
            item("Un pont", "/page"),
            item("Un gué", "/missing"),
            item("Un bac", "/inward"),
            item("Un quai", "/quai", f"<p>{SUMMARY}</p>" * 50),
        )
        body = {"/feed": feed, "/page": PAGE}.get(self.path)
        if self.path == "/inward":
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{self.server.server_port}/secret")
            self.end_headers()
            return
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write((body or "").encode())


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http_server:
        http_server.daemon_threads = True
        Handler.asked = Counter()
        threading.Thread(target=http_server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{http_server.server_port}"
        http_server.shutdown()


def read(name: object, **options):
    [found] = discover([str(name)], **options)
    return list(found.articles())


def test_a_feed_is_read_without_asking_for_its_pages(server):
    articles = read(f"{server}/feed")
    assert len(articles) == 4
    assert articles[0].source.url == f"{server}/page"
    assert Handler.asked == {"/feed": 1}


def test_with_follow_summaries_get_the_text_of_their_pages(server):
    first, missing, inward, full = read(f"{server}/feed", follow=True)
    assert "deux ans" in first.text
    assert (first.source.format, first.source.note, first.source.path) == ("html", None, f"{server}/feed")
    assert missing.text == f"Un gué\n\n{SUMMARY}"
    assert missing.source.note == "only what the feed has is here: there is no such page (404); check the address"
    assert "private network" in inward.source.note
    assert full.source.note is None
    assert Handler.asked == {"/feed": 1, "/page": 1, "/missing": 1, "/inward": 1}


def test_a_feed_from_outside_does_not_make_the_program_ask_the_inner_network(server, tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(rss(item("Un pont", f"{server}/page"), item("Un gué", "http://[::1/")), encoding="utf-8")
    first, second = read(file, follow=True)
    assert "private network" in first.source.note
    assert "no address" in second.source.note
    assert not Handler.asked


def test_offline_nothing_is_followed(server, tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(rss(item("Un pont", f"{server}/page")), encoding="utf-8")
    assert [article.source.note for article in read(file, follow=True, offline=True)] == [None]
    with pytest.raises(InputError, match="offline"):
        read(f"{server}/feed", follow=True, offline=True)
    assert not Handler.asked


def test_no_more_pages_are_asked_for_than_the_bound(server, monkeypatch):
    monkeypatch.setattr(reading, "MAX_PAGES", 1)
    notes = [article.source.note for article in read(f"{server}/feed", follow=True)]
    assert notes[0] is None
    assert "after so many others" in notes[1]
    assert Handler.asked == {"/feed": 1, "/page": 1}


def test_a_declared_encoding_that_is_wrong_is_seen_through():
    data = rss(item("Éphémère", "http://a.example/1", "La façade a brûlé.")).encode("latin-1")
    [entry] = feed.parse(data, "feed").entries
    assert (entry.title, entry.markup) == ("Éphémère", "La façade a brûlé.")


def test_the_server_may_tell_an_encoding_that_the_feed_does_not():
    data = rss(item("Мост", "http://a.example/1", "Через реку."), head='<?xml version="1.0"?>').encode("cp1251")
    [entry] = feed.parse(data, "feed", charset="windows-1251").entries
    assert entry.title == "Мост"
    plain = rss(item("Мост", "http://a.example/1"), head="").encode()
    assert feed.parse(plain, "feed", charset="latin-1").entries[0].title == "Мост"


def test_links_are_read_against_the_feeds_address_and_only_those_to_the_web_are_kept():
    data = rss(item("Un", "/a"), item("Deux", "javascript:alert(1)"), item("Trois", "file:///etc/passwd")).encode()
    parsed = feed.parse(data, "feed", "http://a.example/rss/feed.xml")
    assert [entry.url for entry in parsed.entries] == ["http://a.example/a", None, None]


def test_characters_that_a_feed_escapes_twice_are_read():
    text = item("L&amp;rsquo;&amp;#233;t&amp;eacute; &lt;i&gt;bref&lt;/i&gt;", "/a", "Caf&eacute; &amp; thé")
    [entry] = feed.parse(rss(text, item("Thé &amp;amp; café", "/b")).encode(), "feed").entries[:1]
    assert entry.title == "L’été bref"
    assert [block.text for block in entry.document().blocks] == ["Café & thé"]


def test_html_in_cdata_becomes_paragraphs_without_what_would_act():
    [document] = feed.read(rss(item("Un", "/a", "<p>Un</p><script>x()</script><p>Deux<br>lignes</p>")).encode(), "feed")
    assert [block.text for block in document.blocks] == ["Un", "Deux\nlignes"]


def test_a_feed_broken_anywhere_is_read_or_refused():
    whole, chance = rss(item("Un pont", "/a", f"<p>{SUMMARY}</p>"), item("Un gué", "http://[", "Caf&eacute;")).encode(), random.Random(5)  # fmt: skip
    scraps = (b"&#xD800;", b"<![CDATA[", b"]]>", b"<content:encoded>", b"<item>", b"\x00", b"<link>http://[</link>")
    read = 0
    for _ in range(150):
        data, at = bytearray(whole), chance.randrange(len(whole))
        data[at : at + chance.randrange(60)] = chance.choice(scraps)
        try:
            read += len([entry.document() for entry in feed.parse(bytes(data), "feed").entries])
        except InputError:
            continue
    assert read > 100


def test_what_is_no_feed_is_reported():
    with pytest.raises(InputError, match="no feed"):
        feed.parse(b"<html><body>Bonjour</body></html>", "page")
    with pytest.raises(InputError, match="no entries"):
        list(feed.read(rss().encode(), "feed"))


def test_categories_are_not_compared_with_each_other(monkeypatch):
    compared = []

    class Counting(feedparser.util.FeedParserDict):
        def __eq__(self, other):
            compared.append(other)
            return super().__eq__(other)

        __hash__ = None

    monkeypatch.setattr(feedparser.mixin, "FeedParserDict", Counting)
    categories = "".join(f"<category>{number}</category>" for number in range(300))
    data = f"<rss version='2.0'><channel><item><title>Un titre</title>{categories}</item></channel></rss>"
    [entry] = feed.parse(data.encode(), "a.rss").entries
    assert entry.title == "Un titre"
    assert len(compared) <= 300


@pytest.mark.parametrize(
    "entry",
    [
        "<title>Le pont<description>Le pont est fermé.</description>",
        "<title>Le pont</title><description>Le pont est fermé.",
        "<title>Le pont<link>http://a.example/1</link><description>Le pont est fermé.<pubDate>3 mars 2026</pubDate>",
    ],
)
def test_entries_whose_fields_are_not_closed_are_kept_with_a_note(entry):
    other = "<item><title>La crue</title><description>La rivière monte.</description></item>"
    feed = f'<rss version="2.0"><channel><title>J</title><item>{entry}</item>{other}</channel></rss>'
    found = list(articles(feed.encode(), "feed.xml"))
    assert [article.text for article in found] == ["Le pont\n\nLe pont est fermé.", "La crue\n\nLa rivière monte."]
    assert all("not closed" in article.source.note for article in found)


def test_delimiters_of_sections_that_were_escaped_twice_are_removed():
    text = "&amp;lt;![CDATA[<p>Le pont est fermé.</p>]]&amp;gt;"
    feed = f'<rss version="2.0"><channel><item><title>Le pont</title><description>{text}</description></item></channel></rss>'
    [article] = articles(feed.encode(), "feed.xml")
    assert article.text == "Le pont\n\nLe pont est fermé."


def test_entries_that_begin_within_another_are_kept():
    entries = "".join(f"<item><title>Titre {number}<description>Texte {number}." for number in (1, 2, 3))
    found = articles(f'<rss version="2.0"><channel><title>J</title>{entries}</channel></rss>'.encode(), "feed.xml")
    assert [article.text for article in found] == [f"Titre {number}\n\nTexte {number}." for number in (1, 2, 3)]
