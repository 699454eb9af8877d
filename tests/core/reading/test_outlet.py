"""Outlet and author are kept apart: the feed, site or agency, and who wrote it."""

import pytest

from core.article import Source
from core.reading import read_text
from core.reading.document import Block, Document, to_article
from core.reading.formats import articles

BODY = "Le conseil municipal a voté mardi soir la construction d'un pont sur la rivière. Les travaux durent deux ans."
FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Le Phare de l’Ouest</title>
<link>https://phare.example/</link><item><title>Le pont</title><link>https://cdn.example/pont</link>
<dc:creator>Anne Roche</dc:creator><description>{BODY}</description></item></channel></rss>"""
JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "Le Quai", "items": [{"id": "1", "title": "Le pont", '
    f'"content_text": "{BODY}", "authors": [{{"name": "Anne Roche"}}]}}]}}'
)
PAGE = f"""<!doctype html><html lang="fr"><head><title>Le pont</title><meta property="og:site_name" content="Le Phare">
<meta name="author" content="Anne Roche"></head><body><article><h1>Le pont</h1><p>{BODY}</p><p>{BODY} Fin.</p></article>
</body></html>"""


def source_of(data: str, name: str) -> Source:
    return next(articles(data.encode(), name)).source


@pytest.mark.parametrize(
    ("data", "name", "outlet"),
    [
        (FEED, "fil.xml", "Le Phare de l’Ouest"),
        (JSON_FEED, "fil.json", "Le Quai"),
        (PAGE, "pont.html", "Le Phare"),
        (f"---\noutlet: Le Phare\nauthor: Anne Roche\n---\n\n# Le pont\n\n{BODY}\n", "pont.md", "Le Phare"),
    ],
)
def test_a_format_that_names_outlet_and_author_gives_both(data, name, outlet):
    source = source_of(data, name)
    assert (source.outlet, source.byline) == (outlet, "Anne Roche")


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"Le pont sera construit\n\nPARIS, 3 mars (AFP) - {BODY}\n", "AFP"),
        (f"Le pont sera construit\n\nPar Anne Roche\n\nBAMAKO (Reuters) — {BODY}\n", "Reuters"),
        (f"Le pont sera construit\n\nPar Anne Roche\n\n{BODY}\n", None),
        (f"Le pont sera construit\n\n{BODY} Ainsi (AFP) l'a écrit.\n", None),
    ],
)
def test_the_agency_of_a_dateline_is_the_outlet_of_a_text_and_its_author_never_is(text, outlet):
    assert read_text(text.encode(), "pont.txt").source.outlet == outlet


def test_a_page_that_has_a_dispatch_from_an_agency_is_its_own_sites():
    blocks = [Block("Le pont", "heading"), Block(f"PARIS, 3 mars (AFP) - {BODY}")]
    document = Document(blocks, "html", url="https://www.phare.example/pont")
    assert to_article(document, b"", "https://www.phare.example/pont").source.outlet == "phare.example"


def test_what_a_mailing_list_sends_is_signed_by_the_outlet_and_a_letter_by_its_author():
    heads = "From: Le Phare <fil@phare.example>\nTo: b@c.example\nSubject: Le pont\nMIME-Version: 1.0\n"
    letter = source_of(f"{heads}\n{BODY}\n", "a.eml")
    assert (letter.outlet, letter.byline) == (None, "Le Phare")
    sent = source_of(f"{heads}List-Id: <fil.phare.example>\n\n{BODY}\n", "a.eml")
    assert (sent.outlet, sent.byline) == ("Le Phare", None)


def test_an_outlet_that_is_a_page_long_is_cut_and_has_no_escape_in_it():
    feed = FEED.replace("Le Phare de l’Ouest", "A\x1b[31m" + "b" * 3000)
    outlet = source_of(feed, "fil.xml").outlet
    assert outlet.startswith("A")
    assert len(outlet) <= 100
    assert outlet.isprintable()


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("LIMA, 28 novembre 2026 (AFP) - ", "2026-11-28"),
        ("LIMA (AFP) - 28 novembre 2026 - ", "2026-11-28"),
        ("LIMA (AFP), le 28 novembre 2026. - ", "2026-11-28"),
        ("LIMA (AFP) - le 1er décembre 2026 - ", "2026-12-01"),
        ("LIMA (AFP) - samedi 28 novembre 2026 – ", "2026-11-28"),
        ("LIMA (AFP) 28 novembre 2026 ", "2026-11-28"),
        ("LIMA (AFP) - 28 novembre 2026\n\n", "2026-11-28"),
        ("LIMA, November 28, 2026 (Reuters) - ", "2026-11-28"),
        ("LIMA, 28/11/2026 (AFP) - ", "2026-11-28"),
        ("LIMA (AFP) - 28.11.2026 - ", "2026-11-28"),
        ("Lima, 28 novembre 2026 (AFP) - ", "2026-11-28"),
        ("PARIS, 28 novembre 2026 à 14h30 (AFP) - ", "2026-11-28"),
        ("LIMA, 03/02/2026 (AFP) - ", None),
        ("LIMA, 28 novembre (AFP) - ", None),
        ("LIMA (AFP) - 31 juin 2026 - ", None),
        ("LIMA (AFP) - Le 14 juillet 1989, ", None),
        ("LIMA (AFP) - Dimanche 12 mars 2017 Emmanuel Macron annonçait que ", None),
        ("LIMA (AFP) - 12 personnes sont mortes en 2026 : ", None),
        ("Emmanuel Macron (LREM) - ", None),
    ],
)
def test_the_day_of_a_dateline_is_the_texts_wherever_it_stands_and_no_day_of_a_sentence_is(dateline, day):
    text = "La réouverture du pont, fermé depuis la crue de mars, a été annoncée par le préfet."
    [article] = articles(f"{dateline}{text}\n".encode(), "wire.txt")
    assert article.source.published == day
