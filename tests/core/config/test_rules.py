"""Rules and watches are written to the settings file and removed from it; everything else in it stays."""

import pytest

from core.config import load_settings
from core.config.change import add_watch, drop_rule, drop_watch, list_rules, put_rule, restore_watch
from core.errors import OutputError, UsageError

FILE = """\
schema = 1
# ours
[reader]
theme = "nord"   # dark

[[rules]]
do = "mute"      # too many
words = "horoscope"

[[rules]]
do = "erase"
words = "x"

[[watches]]
name = "Sahel"
words = "Mali"
"""


@pytest.fixture
def settings_file(places):
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    places.settings.write_text(FILE, "utf-8")
    return places.settings


def test_a_rule_is_added_to_a_file_that_is_not_there_yet(places):
    put_rule(places, None, {"do": "star", "words": "grève", "in": "", "outlet": " Le Phare "})
    loaded = load_settings(places)
    assert loaded.problems == ()
    [rule] = loaded.settings.rules
    assert (rule.act, rule.condition.words, rule.condition.outlet) == ("star", "grève", "Le Phare")


def test_a_rule_is_changed_in_place_and_everything_else_stays(places, settings_file):
    put_rule(places, 0, {"do": "mute", "words": "", "language": "es"})
    put_rule(places, None, {"do": "mark", "day": "2026-03"})
    text = settings_file.read_text("utf-8")
    for line in ("# ours", '"nord"   # dark', '"mute"      # too many', 'do = "erase"', 'name = "Sahel"'):
        assert line in text
    assert [listed.texts for listed in list_rules(places)] == [
        {"do": "mute", "language": "es"},
        {"do": "erase", "words": "x"},
        {"do": "mark", "day": "2026-03"},
    ]
    assert [watch.name for watch in load_settings(places).settings.watches] == ["Sahel"]


def test_an_invalid_rule_is_listed_with_the_reason_and_can_be_corrected(places, settings_file):
    assert [bool(listed.problem) for listed in list_rules(places)] == [False, True]
    assert list_rules(places)[1].problem.startswith("rules 2: do = 'erase'")
    put_rule(places, 1, {"do": "star", "words": "x"})
    assert load_settings(places).problems == ()


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"do": "mute"}, "it would hold for every wire"),
        ({"do": "mute", "words": "(a OR b"}, "a bracket opens that is never closed"),
        ({"do": "mute", "words": "a", "in": "here"}, "give source, translation or both"),
        ({"do": "star", "day": "May"}, "day = 'May' is not allowed"),
    ],
)
def test_an_invalid_rule_is_not_written(places, settings_file, texts, reason):
    with pytest.raises(UsageError, match="rules 3: ") as refused:
        put_rule(places, None, texts)
    assert reason in str(refused.value).replace("\\", "")
    assert settings_file.read_text("utf-8") == FILE


def test_rules_are_dropped_one_by_one(places, settings_file):
    drop_rule(places, 1)
    assert [listed.texts["words"] for listed in list_rules(places)] == ["horoscope"]
    drop_rule(places, 0)
    drop_rule(places, 5)
    assert list_rules(places) == []
    assert 'name = "Sahel"' in settings_file.read_text("utf-8")


@pytest.mark.parametrize("text", ["rules = 3\n", "[rules]\na = 1\n", "[reader\n"])
def test_a_file_whose_rules_are_no_list_is_left_alone(places, settings_file, text):
    settings_file.write_text(text, "utf-8")
    assert list_rules(places) == []
    with pytest.raises(OutputError, match=r"mend (it|or remove it) first"):
        put_rule(places, None, {"do": "star", "words": "grève"})
    assert settings_file.read_text("utf-8") == text


def test_a_watch_is_added_at_the_end_and_replaces_one_of_its_name(places, settings_file):
    assert add_watch(places, "Grain ", " wheat OR blé ").name == "Grain"
    assert add_watch(places, "SAHEL", "Niger").condition.words == "Niger"
    assert [(watch.name, watch.condition.words) for watch in load_settings(places).settings.watches] == [
        ("Grain", "wheat OR blé"),
        ("SAHEL", "Niger"),
    ]
    assert settings_file.read_text("utf-8").startswith(FILE.partition("[[watches]]")[0])


@pytest.mark.parametrize(("name", "words"), [("", "Mali"), ("Sahel", " "), ("Sahel", "(Mali OR Niger")])
def test_an_invalid_watch_is_not_written(places, settings_file, name, words):
    with pytest.raises(UsageError):
        add_watch(places, name, words)
    assert settings_file.read_text("utf-8") == FILE


def test_a_removed_watch_is_restored_to_its_place(places, settings_file):
    add_watch(places, "Grain", "wheat")
    before = settings_file.read_text("utf-8")
    dropped = drop_watch(places, "sahel")
    assert [watch.name for watch in load_settings(places).settings.watches] == ["Grain"]
    restore_watch(places, dropped)
    assert settings_file.read_text("utf-8") == before


def test_the_only_watch_is_restored(places, settings_file):
    dropped = drop_watch(places, "Sahel")
    assert load_settings(places).settings.watches == ()
    assert drop_watch(places, "Sahel") == []
    restore_watch(places, dropped)
    assert [watch.name for watch in load_settings(places).settings.watches] == ["Sahel"]
