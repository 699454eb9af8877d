"""Changing the settings file: one key changes, and everything else stays as the user wrote it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.config import load_settings
from core.config.change import change_setting, unset_setting
from core.errors import OutputError, UsageError

WRITTEN = """\
# My settings.
schema = 1

[translation]
beam = 4  # slow, but I have time
to = "en"

[keys]
"app.help" = "f2"
"""


@pytest.fixture
def written(places) -> Path:
    places.home.mkdir()
    places.settings.write_text(WRITTEN, encoding="utf-8")
    return places.settings


def test_a_change_leaves_comments_and_order_as_they_were(places, written):
    assert change_setting(places, "translation.beam", "1") == 1
    assert written.read_text("utf-8") == WRITTEN.replace("beam = 4 ", "beam = 1 ")


def test_the_first_change_makes_the_file(places):
    change_setting(places, "reader.theme", "depeche-light")
    change_setting(places, "library.size", "9")
    assert places.settings.read_text("utf-8") == (
        'schema = 1\n\n[reader]\ntheme = "depeche-light"\n\n[library]\nsize = 9\n'
    )
    assert load_settings(places).problems == ()


def test_a_length_takes_the_place_of_the_other(places):
    change_setting(places, "summary.words", "60")
    change_setting(places, "summary.ratio", "0,25")
    assert load_settings(places).settings.summary.words is None
    change_setting(places, "summary.sentences", "5")
    summary = load_settings(places).settings.summary
    assert (summary.sentences, summary.words, summary.ratio) == (5, None, None)


def test_a_key_can_be_reset_to_its_default(places, written):
    unset_setting(places, "translation.beam")
    assert load_settings(places).settings.translation.beam == 2
    assert "# My settings." in written.read_text("utf-8")


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("translation.beam", "many", "'many' is not allowed; give a whole number from 1 to 16"),
        ("translation.memory", "maybe", "give true or false"),
        ("translation.beem", "4", "there is no such setting; is it translation.beam?"),
        ("keys", "4", "there is no such setting"),
    ],
)
def test_a_value_that_is_not_allowed_changes_nothing(places, written, key, value, message):
    with pytest.raises(UsageError, match=message.replace("?", "\\?")):
        change_setting(places, key, value)
    assert written.read_text("utf-8") == WRITTEN


def test_a_broken_file_is_left_unchanged(places, written):
    written.write_text("[translation\n", encoding="utf-8")
    with pytest.raises(OutputError, match="mend or remove it first"):
        change_setting(places, "translation.beam", "1")
    assert written.read_text("utf-8") == "[translation\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_a_link_to_a_file_elsewhere_stays_a_link(places, tmp_path):
    elsewhere = tmp_path / "dotfiles.toml"
    elsewhere.write_text(WRITTEN, encoding="utf-8")
    places.home.mkdir()
    places.settings.symlink_to(elsewhere)
    change_setting(places, "translation.beam", "1")
    assert places.settings.is_symlink()
    assert "beam = 1" in elsewhere.read_text("utf-8")


def test_programs_that_change_different_keys_at_once_lose_nothing(places):
    code = """
import sys
from core.config.change import change_setting
from core.settings import Places
for number in range(1, 9):
    change_setting(Places.from_environment(), sys.argv[1], str(number))
"""
    keys = ("translation.beam", "summary.sentences", "library.size")
    running = [
        subprocess.Popen([sys.executable, "-c", code, key], env={**os.environ, "DEPECHE_HOME": str(places.home)})
        for key in keys
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    settings = load_settings(places).settings
    assert (settings.translation.beam, settings.summary.sentences, settings.library.size) == (8, 8, 8)
    assert sorted(path.name for path in places.home.iterdir()) == ["settings.toml", "settings.toml.lock"]
