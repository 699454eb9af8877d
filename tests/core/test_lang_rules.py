"""Every rule of a language shows that it works: its example is rewritten as it says, its counter-example is left alone."""

from collections import Counter

import pytest

from core.lang import PostEdit, Rewrite, profile_of, rules
from tools.make_rules import packed, pairs, read_records, records

ALL = [(pair, record) for pair in pairs() for record in records(*pair)]


def of(kind):
    """The rules of a kind, each with its pair, as parameters."""
    return [pytest.param(pair, record, id=record.id) for pair, record in ALL if isinstance(record.rule, kind)]


@pytest.mark.parametrize(("pair", "record"), of(Rewrite))
def test_a_rewrite_does_what_its_example_shows(pair, record):
    source, expected = record.example
    assert record.rule.apply(source) != source
    assert record.rule.cue in source.lower()
    assert rules(*pair).rewrite(source) == expected


@pytest.mark.parametrize(("pair", "record"), of(Rewrite))
def test_a_rewrite_leaves_its_counter_example_alone(pair, record):
    [text] = record.counter
    assert record.rule.apply(text) == text


@pytest.mark.parametrize(("pair", "record"), of(Rewrite))
def test_no_earlier_rule_takes_the_example_away(pair, record):
    text = record.example[0]
    for rule in rules(*pair).rewrites:
        if rule == record.rule:
            break
        text = rule.apply(text)
    assert record.rule.apply(text) != text


@pytest.mark.parametrize(("pair", "record"), of(PostEdit))
def test_a_post_edit_does_what_its_example_shows(pair, record):
    source, translation, right = record.example
    assert translation != right == rules(*pair).post_edit(source, translation)
    assert record.rule.apply(*record.counter) == record.counter[1]


def test_no_two_rules_have_one_id():
    assert not [name for name, times in Counter(record.id for _, record in ALL).items() if times > 1]


@pytest.mark.parametrize(("source", "target"), list(pairs()))
def test_the_packed_rules_match_their_sources(source, target):
    assert profile_of(source).read(f"rules.{target}.json") == packed(source, target)


@pytest.mark.parametrize("missing", ["example", "counter", "why", "replacement"])
def test_a_rule_that_does_not_show_that_it_works_is_refused(missing, tmp_path):
    lines = {
        "id": '"a"',
        "phrase": '"ab"',
        "replacement": '"c"',
        "example": '["ab", "c"]',
        "counter": '"d"',
        "why": '"e"',
    }
    path = tmp_path / "rules.toml"
    path.write_text("[[rule]]\n" + "".join(f"{k} = {v}\n" for k, v in lines.items() if k != missing), encoding="utf-8")
    with pytest.raises(ValueError, match="rule 'a' has no"):
        list(read_records(path))
