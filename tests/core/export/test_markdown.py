"""A brief as Markdown: readable as it is, and nothing the wire holds acts as markup."""

import json

import pytest
from briefs import brief
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.article import Flag
from core.export import to_markdown
from core.export.markdown import escape

HOSTILE = [
    "# not a heading",
    "- not a list",
    "1. not a list",
    "> not a quote",
    "<script>alert(1)</script> & <b>bold</b>",
    "[a link](http://example.org) ![image](x)",
    "`code` *stars* _lines_ ~~struck~~ | table |",
    "[ref]: http://example.org",
    "&amp; &lt; \\* backslash",
    "--- === +++",
    "<http://example.org>",
    "$x$ {.class}",
]


def rendered(markdown: str) -> str:
    """What a CommonMark reader shows of one paragraph, markup gone."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children} <= {"text", "softbreak", "text_special"}
    return "".join(child.content for child in tokens[1].children)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_wire_stands_for_itself(text):
    assert rendered(escape(text)) == text


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_any_text_stands_for_itself(text):
    assert rendered(escape(text)) == text


def test_each_sentence_carries_its_id_on_both_sides():
    text = to_markdown(brief("Titre", "Le texte."))
    translation, source = text.split("## Source")
    assert "Le texte. [s2]" in translation
    assert "Le texte. [s2]" in source


def test_doubtful_sentences_are_marked_and_listed_with_the_reason():
    text = to_markdown(brief("Titre", "Le texte.", flags=(Flag("number", "3 in the source, 4 here"),)))
    assert "[s2 ⚠]" in text
    assert "- [s2] number: 3 in the source, 4 here" in text


def test_without_a_doubt_there_is_no_such_section():
    assert "doubt it" not in to_markdown(brief("Titre", "Le texte."))


def test_the_front_matter_says_what_made_the_brief():
    front = to_markdown(brief("Titre", "Le texte.")).split("---\n")[1]
    values = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in front.splitlines())}
    assert values["language"] == "fr"
    assert values["pack"] == "pack"
    assert values["method"] == "lead"
    assert values["title"] == "Titre"
