"""A brief as a web page: side by side, nothing of the wire acts as markup, nothing comes from elsewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from briefs import any_brief, anything, brief
from hypothesis import given, settings
from hypothesis import strategies as st

import core.export
from core.article import Flag
from core.export import to_html
from core.sanitize import shown

STYLE = Path(core.export.__file__).with_name("templates") / "style.css"

SIDES = ("source", "translation", "original")


class Page(HTMLParser):
    """The tags of a page with their attributes, and the text of each element that has an id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, str | None]] = []
        self._links = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self._open.append((tag, dict(attrs).get("id")))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        # A sentence's number is a link, and no part of its text.
        if self._open and self._open[-1][0] not in ("a", "i"):
            for _, name in self._open:
                if name:
                    self.texts[name] = self.texts.get(name, "") + data

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attributes.get(attribute)]


TAGS = {tag for tag, _ in Page(to_html(*[brief("Titre", "Le texte.", flags=(Flag("name", "?"),))] * 2)).tags}


@settings(max_examples=50)
@given(st.lists(anything(min_size=1, max_size=20).filter(lambda text: shown(text).strip()), min_size=2, max_size=4))
def test_any_text_is_only_text_on_both_sides(texts):
    page = Page(to_html(brief(*texts, flags=(Flag("name", texts[0]),))))
    assert {tag for tag, _ in page.tags} <= TAGS
    for number, text in enumerate(texts, 1):
        for side in "st":
            assert page.texts[f"{side}{number}"].strip() == shown(text).strip()


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "{{ 7 * 7 }}{% raw %}", "&lt;b&gt;"],
)
def test_markup_in_a_wire_is_only_text(text):
    page = Page(to_html(brief(text, text, flags=(Flag("name", text),))))
    assert page.texts["t2"].strip() == text
    assert {tag for tag, _ in page.tags} <= TAGS
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]


@settings(max_examples=30)
@given(any_brief(), any_brief())
def test_every_link_of_any_page_leads_to_a_place_in_it_and_no_place_is_there_twice(first, second):
    page = Page(to_html(first, second))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.all("href") if link.startswith("#")} <= set(ids)


def test_nothing_external_is_loaded_and_no_script_runs():
    text = to_html(brief("Titre", "Le texte."))
    assert "<script" not in text
    assert not re.search(r"url\(|@import|\bsrc=|<link", text)
    assert "default-src 'none'; style-src 'unsafe-inline'" in text


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://example.org/a?b=c&d", True),
        ("javascript:alert(1)", False),
        ("https://a b", False),
        ("https://a/\u202egpj", False),
        ('http://a"onclick="x', False),
    ],
)
def test_only_a_web_address_becomes_a_link(url, links):
    from dataclasses import replace

    sample = brief("Titre", "Le texte.")
    article = replace(sample.article, source=replace(sample.article.source, url=url))
    outside = [link for link in Page(to_html(replace(sample, article=article))).all("href") if not link.startswith("#")]
    assert outside == ([url] if links else [])


def test_each_side_names_its_language():
    page = Page(to_html(brief("Titre", "Le texte.")))
    languages = {attributes.get("class"): attributes.get("lang") for tag, attributes in page.tags if tag == "p"}
    assert languages["source"] == "fr"
    assert languages["translation"] == "en"


def test_a_doubt_is_reported_in_words_beside_its_sentence_and_to_a_screen_reader():
    text = to_html(brief("Titre", "Le texte.", flags=(Flag("number", "3 in the source, 4 here"),)))
    assert text.count("3 in the source, 4 here") == 4  # beside each of two sentences, and in the list
    assert 'aria-label="Sentence 2, model confidence 87%, doubtful: to its source"' in text


def test_the_summary_leads_to_the_sentences():
    assert '<a href="#t2">Le texte.</a>' in to_html(brief("Titre", "Le texte."))


def test_the_page_says_what_made_it():
    text = to_html(brief("Titre", "Le texte."))
    for fact in ("pack", "1" * 64, "to English, beam 2", "method lead, 1 sentence", "0 of 2 sentences"):
        assert f"<bdi>{fact}</bdi>" in text


def test_a_long_paragraph_is_cut_into_rows_that_stay_level():
    from dataclasses import replace

    sample = brief("Titre", *(f"Phrase {number}." for number in range(20)))
    sentences = sample.article.sentences[1:]
    body = replace(sample.article.paragraphs[1], end=sentences[-1].end, sentences=sentences)
    text = to_html(replace(sample, article=replace(sample.article, paragraphs=(sample.article.paragraphs[0], body))))
    assert text.count('class="pair row body') == 4
    assert ":nth-of-type(6)" in text
    assert ":nth-of-type(7)" not in text


def test_colours_can_be_told_apart_in_the_light_and_in_the_dark():
    """WCAG 2.2, AA: 4.5 to 1 for text."""
    for scheme in re.findall(r":root \{([^}]*--paper[^}]*--doubt[^}]*)\}", STYLE.read_text("utf-8"))[:2]:
        colours = dict(re.findall(r"--(\w+): (#\w{6})", scheme))
        for ink in ("ink", "soft", "doubt", "link"):
            for paper in ("paper", "lit"):
                assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)


def contrast(shade: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(shade), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_text_in_such_a_language_is_set_from_the_right_whatever_it_begins_with():
    page = to_html(brief("NATO تجتمع", "قال 3 أعضاء.", language="ar"))
    sides = [attributes for tag, attributes in Page(page).tags if tag == "p" and attributes.get("class") in SIDES]
    found = {(side["class"], side["lang"], side["dir"]) for side in sides}
    assert found == {("source", "ar", "rtl"), ("original", "ar", "rtl"), ("translation", "en", "auto")}


def test_a_text_from_right_to_left_is_laid_so_by_the_browser_and_no_mark_is_added():
    page = to_html(brief("عنوان", "وصلت ٣ سفن في 3 مايو.", kinds=("heading", "quote")))
    sides = [attributes for tag, attributes in Page(page).tags if tag == "p" and attributes.get("class") in SIDES]
    assert sides
    assert {attributes.get("dir") for attributes in sides} == {"auto"}
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", page)
    # Borders and spacing before a paragraph are at its right side where the text begins there.
    assert "border-inline-start" in page.partition(".row.quote p {")[2].partition("}")[0]


def test_no_line_ends_within_the_quotation_marks_of_a_doubt():
    text = to_html(brief("Titre", "Le texte.", flags=(Flag("low-score", "« texte » left no trace"),)))
    assert "«\u00a0texte\u00a0» left no trace" in text
    assert "« texte » left" not in text
