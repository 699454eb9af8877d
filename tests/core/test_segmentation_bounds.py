"""A text that goes on without a full stop is cut in parts, so that no later stage has to read it as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.segmentation import LONGEST, sentence_spans


@pytest.mark.parametrize("unit", ["a", "市", "«", "'", "l'", "e\u0301", "1,5 ", "mot ", "mot, ", "\N{ROCKET}"])
def test_no_sentence_is_longer_than_the_bound(unit):
    text = unit * (100_000 // len(unit))
    spans = sentence_spans(text, "fr")
    assert all(0 < end - start <= LONGEST for start, end in spans)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")


def test_a_long_sentence_is_cut_after_a_clause():
    clause = "le conseil a voté le budget de la ville après un long débat"
    text = "; ".join([clause] * 50) + "."
    assert all(text[start:end].startswith(clause) for start, end in sentence_spans(text, "fr"))


def test_parts_are_of_about_one_length_and_no_clause_far_from_the_end_is_cut_at():
    # The end of each part is looked for in its last quarter: the first semicolon stands before that.
    text = ("mot " * 39 + "ici; " + "mot " * 39 + "là; " + "mot " * 50 + "fin, ") * 3 + "mot " * 4
    spans = sentence_spans(text, "fr")
    assert [text[start:end][-4:] for start, end in spans] == ["fin,", "fin,", " mot"]
    words = "mot " * 1_700
    lengths = [end - start for start, end in sentence_spans(words, "fr")]
    assert max(lengths) - min(lengths) <= 4 * len(lengths)


@given(st.text(alphabet="ab ;,.\u00a0", min_size=2 * LONGEST, max_size=3 * LONGEST))
def test_what_lies_between_two_parts_is_white_space_only(text):
    at = 0
    for start, end in sentence_spans(text, "fr"):
        assert text[at:start].isspace() or at == start
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert not text[at:].strip()


def test_a_sentence_is_cut_beyond_six_hundred_characters_and_no_sooner():
    assert sentence_spans("a" * 599 + ".", "fr") == [(0, 600)]
    assert len(sentence_spans("a" * 600 + ".", "fr")) == 2
