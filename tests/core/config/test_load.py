"""Reading the settings file: valid parts are used, the rest is reported, and nothing raises an error."""

import os
import sys

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core import config
from core.config import load_settings
from core.config.change import change_setting
from core.config.keys import KEYS
from core.errors import OutputError
from core.settings import Settings


@pytest.fixture
def write(places):
    def make(text: str | bytes):
        places.home.mkdir(exist_ok=True)
        places.settings.write_bytes(text.encode() if isinstance(text, str) else text)
        return load_settings(places)

    return make


def test_without_a_file_the_defaults_apply(places):
    loaded = load_settings(places)
    assert loaded.settings == Settings(places)
    assert loaded.problems == ()
    assert not places.home.exists()


def test_every_kind_of_value_becomes_its_setting(write):
    loaded = write("""\
        schema = 1
        [translation]
        to = "de"
        beam = 4
        memory = false
        glossary = "~/terms.csv"
        offline = true
        device = "cpu"
        [summary]
        method = "lead"
        ratio = 0.5
        [reader]
        ascii = true
        [library]
        size = 10
        [keys]
        "app.help" = "f2"
        app.quit = ["x", "ctrl+q"]
    """)
    assert loaded.problems == ()
    settings = loaded.settings
    assert (settings.translation.target, settings.translation.beam, settings.translation.memory) == ("de", 4, False)
    assert settings.translation.glossary.is_absolute()
    assert settings.offline
    assert (settings.summary.method, settings.summary.ratio, settings.summary.sentences) == ("lead", 0.5, 3)
    assert settings.reader.ascii
    assert settings.library.size == 10
    assert settings.reader.keys == {"app.help": "f2", "app.quit": "x,ctrl+q"}
    assert "translation.beam" in loaded.given
    assert "translation.threads" not in loaded.given


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[translation]\nbeam = 40", "translation.beam: 40 is not allowed; give a whole number from 1 to 16 (the default, 2, is used)"),
        ("[translation]\nbeam = true", "translation.beam: True is not allowed"),
        ("[translation]\ndevice = 'gpu'", "give one of auto, cpu, cuda"),
        ("[translation]\nto = 7", "a language code"),
        ("[translation]\nbeem = 4", "translation.beem: there is no such setting; is it translation.beam?"),
        ("[summary]\nmethod = 'magic'", "give one of news, lead"),
        ("[summary]\nratio = 2", "a number above 0 and at most 1 (it is not set)"),
        ("[summary]\nwords = 10\nratio = 0.5", "summary.ratio: not used, since summary.words is given"),
        ("translation = 3", "translation: there is no such setting"),
        ("colours = 3", "colours: there is no such setting"),
        ("keys = 3", "keys: is not a table"),
        ("[keys]\napp.help = 3", "keys.app.help: 3 is not allowed"),
        ("schema = 99", "schema: 99 is of a newer version"),
        ("schema = 'one'", "schema: 'one' is not allowed"),
    ],
)  # fmt: skip
def test_an_invalid_value_is_reported_in_one_line_and_the_rest_applies(write, text, message):
    loaded = write(f"{text}\n[library]\nsize = 7\n")
    assert len(loaded.problems) == 1
    assert message in loaded.problems[0]
    assert loaded.settings.library.size == 7


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[translation\nbeam = 4", "line 1"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a = " + b"[" * 3000, "nested without end"),
        (b"a = 1\n" * 200_000, "larger than a megabyte"),
        (b"\n\na" + b".a" * 500_000 + b" = 1", "a name has more than 32 parts (at line 3)"),
        (b"[" + b"'a' . " * 150_000 + b"a]", "a name has more than 32 parts (at line 1)"),
        (b"a = " + b"{a = " * 200_000, "nested without end"),
    ],
)
def test_a_broken_file_is_reported_in_one_line_and_the_defaults_apply(write, places, data, message):
    loaded = write(data)
    assert loaded.settings == Settings(places)
    assert len(loaded.problems) == 1
    assert message in loaded.problems[0]
    assert "\n" not in loaded.problems[0]


def test_a_folder_in_the_files_place_is_reported(places):
    places.settings.mkdir(parents=True)
    assert "cannot be used" in load_settings(places).problems[0]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are POSIX")
def test_a_pipe_in_the_files_place_is_reported_and_not_waited_for(places):
    places.home.mkdir()
    os.mkfifo(places.settings)
    loaded = load_settings(places)
    assert loaded.settings == Settings(places)
    assert "not a file" in loaded.problems[0]
    with pytest.raises(OutputError, match="not a file"):
        change_setting(places, "reader.theme", "depeche-dark")


def test_control_characters_of_the_file_are_not_repeated(write):
    loaded = write('[translation]\n"be\\u001b[31mam" = 1\ndevice = "\\u001b[2J"\n')
    assert len(loaded.problems) == 2
    assert not any("\x1b" in problem for problem in loaded.problems)


def test_a_file_of_an_older_version_is_migrated(write, monkeypatch):
    monkeypatch.setattr(config, "SCHEMA", 2)
    monkeypatch.setattr(
        config, "MIGRATIONS", {1: lambda tables: {"schema": 2, "translation": {"beam": tables["engine"]["width"]}}}
    )
    loaded = write("schema = 1\n[engine]\nwidth = 5\n")
    assert loaded.problems == ()
    assert loaded.settings.translation.beam == 5


@examples(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=200) | st.text("[]=\"'.\n ab1{},translationkeysummary", max_size=120).map(str.encode))
def test_no_content_of_the_file_raises_an_error(write, data):
    loaded = write(data)
    assert all("\n" not in problem for problem in loaded.problems)


def test_every_key_has_a_default_of_its_own_kind():
    for key in KEYS:
        assert key.help
        assert key.default is None or key.kind.check(key.default) == key.default


@pytest.mark.parametrize("every", ["5m", "30m", "2h", "168h", "off"])
def test_the_interval_between_refreshes_can_be_set(places, every):
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    places.settings.write_text(f"[feeds]\nevery = '{every}'\n", encoding="utf-8")
    loaded = load_settings(places)
    assert (loaded.settings.feeds.every, loaded.problems) == (every, ())


@pytest.mark.parametrize("every", ["'4m'", "'169h'", "30", "'30'", "'soon'", "''", "'-5m'", "'1e3m'"])
def test_the_interval_between_refreshes_has_a_minimum(places, every):
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    places.settings.write_text(f"[feeds]\nevery = {every}\n", encoding="utf-8")
    loaded = load_settings(places)
    assert loaded.settings.feeds.every == "off"
    [problem] = loaded.problems
    assert "give a time such as 5m or 2h, or off" in str(problem)
