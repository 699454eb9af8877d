"""Messages: English sentences that keep their templates and their values."""

import copy
import json
import pickle
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.article import Flag
from core.errors import Cancelled, DepecheError, InputError, PackMissing
from core.export import from_json, to_json
from core.messages import Message, fields, from_fields, from_stored, identifier, listed, stored, verbatim
from tests.core.export.briefs import brief

INNER = Message("no pack for {pair}", pair="es-en")
OUTER = Message("line {line:,}: {problem}", line=1200, problem=INNER)


def test_a_message_is_its_english_and_knows_what_it_was_made_of():
    assert OUTER == "line 1,200: no pack for es-en"
    assert (OUTER.id, dict(OUTER.values)) == ("line-line-problem", {"line": 1200, "problem": INNER})
    assert {OUTER: 1}["line 1,200: no pack for es-en"] == 1


def test_what_a_message_is_given_is_text_or_a_number(tmp_path):
    assert dict(Message("{path}, {error}", path=tmp_path, error=KeyError("x")).values) == {
        "path": str(tmp_path),
        "error": "'x'",
    }
    assert Message("write {} and {{x}}") == "write {} and {{x}}"


def pickled(message):
    return pickle.loads(pickle.dumps(message))  # noqa: S301 - our own


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled, lambda message: from_stored(stored(message))])
def test_a_message_survives_copies_pickles_and_databases(again):
    copied = again(OUTER)
    assert (copied, copied.id, dict(copied.values), copied.values["problem"].id) == (
        OUTER,
        OUTER.id,
        dict(OUTER.values),
        INNER.id,
    )


def test_an_error_takes_a_template_and_its_values():
    error = InputError("wire.txt", "it holds more than {most:,} files", most=5000)
    assert (error.what, error.problem) == ("wire.txt", "it holds more than 5,000 files")
    assert (error.problem.id, error.problem.values["most"]) == ("it-holds-more-than-most-files", 5000)
    assert str(error) == "wire.txt: it holds more than 5,000 files"
    assert InputError("wire.txt", error.problem).problem is error.problem
    assert Cancelled("batch").problem.id == "cancelled"


@pytest.mark.parametrize("error", [PackMissing("fr-en", OUTER), DepecheError("a", "no {thing} here", thing="pack")])
def test_an_error_is_the_same_in_another_process(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(again), again.what, again.problem, again.problem.id) == (
        type(error),
        error.what,
        error.problem,
        error.problem.id,
    )


def test_the_words_of_a_library_have_no_id():
    assert fields(verbatim("no such column: x")) == fields("no such column: x") == {}
    assert stored(verbatim("no such column: x")) == "no such column: x"


def test_an_identifier_is_made_of_the_words_that_say_something():
    assert identifier("the page holds {count:,} words") == "page-holds-count-words"
    assert identifier("it is not UTF-8") != identifier("it is UTF-8")


@pytest.mark.parametrize(
    ("texts", "clauses", "message"),
    [((), False, ""), (("a",), False, "a"), (("a", "b", "c"), False, "a, b, c"), (("a", "b"), True, "a; b")],
)
def test_several_messages_are_one(texts, clauses, message):
    assert listed(texts, clauses=clauses) == message


@pytest.mark.parametrize(
    "text", ["plain", "", '{"text": ', '{"text": 1}', '{"text": "a", "id": 1}', '{"text": ' * 9999]
)
def test_what_earlier_versions_stored_is_read_as_it_is(text):
    read = from_stored(text)
    assert read in (text, "a")
    assert not isinstance(read, Message)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["text", "id", "values"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON, JSON)
def test_whatever_stands_for_the_id_and_values_the_text_is_read(id_, values):
    assert from_fields("12 in the source", id_, values) == "12 in the source"


def test_a_brief_as_json_has_the_id_and_the_values_of_its_flags_and_reads_them_again():
    detail = Message("{number} in the source; the translation has {other}", number="12", other="21")
    sample = brief("Il y en a 12.", flags=[Flag("number", detail), Flag("name", "as an earlier version said it")])
    text = to_json(sample)
    assert json.loads(text)["paragraphs"][0]["sentences"][0]["flags"] == [
        {
            "kind": "number",
            "detail": "12 in the source; the translation has 21",
            "id": "number-source-translation-has-other",
            "values": {"number": "12", "other": "21"},
        },
        {"kind": "name", "detail": "as an earlier version said it"},
    ]
    again = from_json(text)
    assert to_json(again) == text
    read = again.article.sentences[0].flags[0].detail
    assert isinstance(read, Message)
    assert asdict(again.article.sentences[0].flags[0]) == {"kind": "number", "detail": detail}
