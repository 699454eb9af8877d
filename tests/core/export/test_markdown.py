"""A brief as Markdown: readable as it is, and nothing in the wire acts as markup."""

from dataclasses import replace

import pytest
import yaml
from briefs import any_brief, anything, brief
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.article import Flag
from core.export import FORMATS, to_markdown
from core.sanitize import UNSEEN, shown
from core.sanitize import markdown_text as escape
from core.summary.keywords import Keyword

HOSTILE = [
    "# not a heading",
    "- not a list",
    "1. not a list",
    "1) nor this",
    "> not a quote",
    "<script>alert(1)</script> & <b>bold</b>",
    "[a link](http://example.org) ![image](x)",
    "`code` *stars* _lines_ ~~struck~~ | table |",
    "[ref]: http://example.org",
    "&amp; &lt; \\* backslash &#x41;",
    "--- === +++",
    "---\ntitle: injected\n---\n# heading",
    "    indented by four",
    "<http://example.org>",
    "http://example.org/a www.example.org a@example.org",
    "$x$ {.class} ^[note]",
    "\u202eevil\u202c and zero\u200bwidth",
    "a\x00b\x1b[31m",
]


def reader() -> MarkdownIt:
    """CommonMark with what most readers add: bare addresses become links, tables, strikethrough."""
    return MarkdownIt("commonmark", {"linkify": True}).enable(["linkify", "table", "strikethrough"])


def rendered(markdown: str) -> str:
    """One paragraph as a Markdown viewer shows it, without markup."""
    tokens = reader().parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children} <= {"text", "softbreak", "text_special"}
    return "".join(child.content for child in tokens[1].children)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_wire_is_only_text(text):
    assert rendered(escape(text)) == shown(text)


# The same examples each time: a bare domain, such as "a.pw", is still made a link by readers that look for them.
@settings(derandomize=True)
@given(anything(min_size=1, max_size=60).filter(lambda text: shown(text).strip()))
def test_any_text_is_only_text(text):
    assert rendered(escape(text)).strip() == shown(text).strip()


@given(st.lists(anything(min_size=1, max_size=20).filter(lambda text: shown(text).strip()), min_size=2, max_size=4))
def test_a_whole_brief_has_the_headings_and_marks_of_its_own_and_no_other(texts):
    markdown = to_markdown(brief(*texts))
    # The front matter too: not every reader knows what that is.
    tokens = reader().parse(markdown)
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_block", "html_inline", "image", "fence", "code_block"}
    tokens = reader().parse(markdown.split("---\n", 2)[2])
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "fence", "code_block", "code_inline", "hr"}
    headings = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 1 + 2 + 3
    shows = ["".join(c.content for c in token.children).strip() for token in tokens if token.type == "inline"]
    for number, text in enumerate(texts, 1):
        assert sum(f"{shown(text)} [s{number}]".strip() == line for line in shows) >= 2


@settings(max_examples=40)
@given(any_brief())
def test_the_front_matter_of_any_brief_is_yaml_that_says_what_the_brief_says(sample):
    front = to_markdown(sample).split("---\n", 2)[1]
    assert not UNSEEN.search(front.replace("\n", ""))
    values = yaml.safe_load(front)
    assert values["source"] == sample.article.source.path
    assert values["pack"] == sample.engine.pack
    assert values["doubtful"] == sum(bool(sentence.flags) for sentence in sample.article.sentences)
    assert sum(values["flags"].values()) == sum(len(sentence.flags) for sentence in sample.article.sentences)


def test_each_sentence_carries_its_id_on_both_sides():
    text = to_markdown(brief("Titre", "Le texte."))
    translation, source = text.split("## Source")
    assert "Le texte. [s2]" in translation
    assert "Le texte. [s2]" in source


def test_doubtful_sentences_are_marked_and_listed_with_the_reason():
    text = to_markdown(brief("Titre", "Le texte.", flags=(Flag("number", "3 in the source, 4 here"),)))
    assert "[s2 ⚠]" in text
    assert "- [s2] number: 3 in the source, 4 here" in text


def test_the_name_of_a_kind_that_adds_nothing_is_left_out():
    sample = brief("Titre", "Le texte.", flags=(Flag("low-score", "the model itself was unsure of: “text”"),))
    assert "- [s2] the model itself was unsure of: “text”" in to_markdown(sample)
    assert "low-score" not in FORMATS["html"].write(sample).decode().partition("How this was made")[0]


def test_a_doubt_that_is_everywhere_is_reported_once_with_all_its_sentences():
    text = to_markdown(brief("Titre", "Un.", "Deux.", "Trois.", flags=(Flag("untranslated", "no pack for es"),)))
    assert "- [s1] [s2] [s3] [s4] untranslated: no pack for es" in text


def test_without_a_doubt_there_is_no_such_section():
    assert "doubt it" not in to_markdown(brief("Titre", "Le texte."))


def test_the_front_matter_says_what_made_the_brief():
    values = yaml.safe_load(to_markdown(brief("Titre", "Le texte.")).split("---\n")[1])
    assert values["language"] == "fr"
    assert values["pack"] == "pack"
    assert values["method"] == "lead"
    assert values["summary"] == "1 sentence"
    assert values["title"] == "Titre"
    assert values["flags"] == {}


def test_an_item_of_a_list_is_an_item_without_its_mark_doubled():
    text = to_markdown(brief("Titre", "• un point", "> une citation", kinds=("heading", "list", "quote")))
    assert "\n- un point [s2]\n" in text
    assert "\n> une citation [s3]\n" in text


@pytest.mark.parametrize("number", ["1.", "12)", "(3)", "2.1.", "a)", "IV.", "iii."])
def test_an_item_with_a_number_has_no_dash_beside_it(number):
    text = to_markdown(brief("Titre", f"{number} un point", "5 points", kinds=("heading", "list", "list")))
    [line, other] = [line for line in text.partition("## Source")[2].splitlines() if "point" in line]
    assert line.replace("\\", "") == f"{number} un point [s2]"
    assert other == "- 5 points [s3]"


def test_several_briefs_have_their_contents_first_and_each_entry_leads_to_its_text():
    text = to_markdown(brief("Premier", "Le texte."), brief("Second [x](y)", "La suite."))
    front = yaml.safe_load(text.split("---\n")[1])
    assert [wire["title"] for wire in front["wires"]] == ["Premier", "Second [x](y)"]
    links = [
        child.attrs["href"]
        for token in reader().parse(text)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert links == ["#w1", "#w2"]
    assert all(f'<a id="{link[1:]}"></a>' in text for link in links)


def test_a_sentence_from_right_to_left_is_kept_together_beside_its_id():
    text = to_markdown(brief("عنوان", "وصلت NATO في 3 مايو.", language="ar"))
    source = text.partition("# Source")[2]
    assert "\u2067وصلت NATO في 3 مايو.\u2069 [s2]" in source
    assert source.count("\u2067") == source.count("\u2069") == 2
    assert "\u2067" not in to_markdown(brief("Titre", "Le nom عنوان est arabe."))


def test_keywords_from_right_to_left_keep_the_order_of_the_list():
    sample = brief("عنوان", "وصلت السفينة.", language="ar")
    keywords = (Keyword("قمح", "wheat"), Keyword("ميناء", "port"))
    text = to_markdown(replace(sample, summary=replace(sample.summary, keywords=keywords)))
    assert "Keywords: \u2068قمح\u2069 (wheat) · \u2068ميناء\u2069 (port)" in text
