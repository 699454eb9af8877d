"""A brief read back from JSON: exactly what was written, or one clear line."""

import json
from dataclasses import replace

import pytest
from briefs import any_brief, brief
from hypothesis import given

from core.article import Flag
from core.brief import Brief
from core.errors import InputError
from core.export import from_json, to_json


def changed(**fields: object) -> dict:
    return json.loads(to_json(brief("Titre", "Le texte."))) | fields


def first_sentence(values: dict) -> dict:
    return values["paragraphs"][0]["sentences"][0]


@given(any_brief())
def test_any_brief_comes_back_as_it_was_and_is_written_as_it_was(sample: Brief):
    text = to_json(sample)
    text.encode()
    assert from_json(text) == sample
    assert to_json(from_json(text)) == text


def test_fields_of_later_versions_are_ignored():
    values = changed(colour="blue")
    first_sentence(values)["mood"] = {"calm": True}
    assert from_json(json.dumps(values)) == brief("Titre", "Le texte.")


@pytest.mark.parametrize(
    ("source", "outlet"),
    [({"publisher": "Le Phare", "byline": "Anne Roche"}, "Le Phare"), ({"byline": "Anne Roche"}, None)],
)
def test_outlet_and_byline_are_two_fields_and_come_back_as_they_were(source, outlet):
    sample = brief("Titre", "Le texte.")
    sample = replace(sample, article=replace(sample.article, source=replace(sample.article.source, **source)))
    text = to_json(sample)
    assert json.loads(text)["source"]["outlet"] == outlet
    assert json.loads(text)["source"]["byline"] == "Anne Roche"
    assert from_json(text) == sample


def test_a_brief_from_before_outlets_were_written_has_that_of_its_address():
    values = changed()
    values["source"] |= {"url": "https://www.phare.example/pont"}
    del values["source"]["outlet"], values["source"]["publisher"]
    assert from_json(json.dumps(values)).article.source.outlet == "phare.example"


def test_a_brief_with_the_contracts_fields_alone_can_be_read():
    values = changed()
    for paragraph in values["paragraphs"]:
        for key in ("start", "end", "gap"):
            del paragraph[key]
        for sentence in paragraph["sentences"]:
            del sentence["confidence"]
    for key in ("budget", "keywords", "reasons"):
        del values["summary"][key]
    values["engine"] = {key: values["engine"][key] for key in ("pack", "pack_sha256", "beam", "version")}
    sample = from_json(json.dumps(values))
    assert sample.article.paragraphs[1].start == 7
    assert sample.article.paragraphs[1].end == sample.article.sentences[1].end
    assert sample.summary.sentences == ("s2",)


def broken() -> dict[str, str]:
    cases: dict[str, dict] = {}
    cases["its schema is 'depeche.brief/2'"] = changed(schema="depeche.brief/2")
    cases["`text` of the file must be text"] = changed(text=3)
    cases["`paragraphs` of the file must be a list"] = changed(paragraphs="none")
    cases["paragraphs[0] of the file is no object"] = changed(paragraphs=[1])
    cases["`source` of the file is no object"] = changed(source=None)
    cases["is not what stands at its place"] = changed(text="Other\n\nLe texte.")
    for problem, field, value in (
        ("`start` of sentences[0] of paragraphs[0] of the file must be a whole number", "start", True),
        ("out of order", "end", 10**400),
        ("`origin` of sentences[0] of paragraphs[0] of the file must be one of", "origin", "oracle"),
        ("`score` of sentences[0] of paragraphs[0] of the file must be a number", "score", "-0.2"),
        ("`flags` of sentences[0] of paragraphs[0] of the file must be a list", "flags", {}),
        ("two sentences have the same id", "id", "s2"),
        ("`id` of sentences[0] of paragraphs[0] of the file must be such as s1", "id", 's1" onclick="x'),
        ("`source` of sentences[0] of paragraphs[0] of the file is missing", "source", None),
    ):
        cases[problem] = changed()
        first_sentence(cases[problem])[field] = value
    cases["its summary names 's9'"] = changed(summary={"method": "lead", "sentences": ["s9"]})
    cases["`sentences` of `summary` of the file must be a list of texts"] = changed(
        summary={"method": "lead", "sentences": [2]}
    )
    texts = {problem: json.dumps(values) for problem, values in cases.items()}
    return texts | {
        "this is no JSON": '{"schema": ',
        "the file is no object": "[]",
        "it names no schema": "{}",
        "NaN is no number": to_json(brief("Titre", "Le texte.")).replace("-0.2", "NaN"),
    }


@pytest.mark.parametrize(("problem", "text"), broken().items())
def test_anything_else_is_refused_with_the_place_and_what_is_wrong_there(problem, text):
    with pytest.raises(InputError) as refused:
        from_json(text, "old.json")
    assert problem in str(refused.value)
    assert str(refused.value).startswith("old.json: ")


@pytest.mark.parametrize(
    "text",
    ["", "[" * 100_000, '{"a":' * 100_000, "1e999", "9" * 5000],
    ids=["none", "lists", "objects", "number", "digits"],
)
def test_no_text_crashes_the_reading(text):
    with pytest.raises(InputError):
        from_json(text)


def test_a_number_that_no_float_can_hold_is_refused():
    values = to_json(brief("Titre", "Le texte.")).replace("-0.2", "1" * 400)
    with pytest.raises(InputError):
        from_json(values)


def test_flags_come_back():
    sample = brief("Titre", "Le texte.", flags=(Flag("number", "3 in the source"),))
    assert from_json(to_json(sample)).article.sentences[0].flags == (Flag("number", "3 in the source"),)
