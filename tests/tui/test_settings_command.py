"""`depeche settings`, and which of option, environment and file wins."""

import json

import pytest

from core.settings import Places, Settings
from tui.cli import run
from tui.options import NetworkOptions, SummaryOptions, TranslationOptions, settings


@pytest.fixture
def file(places):
    places.home.mkdir()
    return places.settings


def test_the_command_line_overrides_the_environment_which_overrides_the_file(file, monkeypatch):
    file.write_text("[translation]\nbeam = 4\nmemory = false\noffline = true\n[summary]\nwords = 50\n")
    settings_made = settings(NetworkOptions(), TranslationOptions(), SummaryOptions())
    assert (
        settings_made.translation.beam,
        settings_made.translation.memory,
        settings_made.offline,
        settings_made.summary.words,
    ) == (4, False, True, 50)
    settings_made = settings(
        NetworkOptions(offline=False), TranslationOptions(beam=1, memory=True), SummaryOptions(sentences=2)
    )
    assert (settings_made.translation.beam, settings_made.translation.memory, settings_made.offline) == (1, True, False)
    assert (settings_made.summary.sentences, settings_made.summary.words) == (2, None)


def test_the_environment_can_say_online_when_the_file_says_offline(file, monkeypatch, capfd):
    file.write_text("[translation]\noffline = true\n")
    monkeypatch.setenv("DEPECHE_OFFLINE", "0")
    assert run(["doctor"]) == 0
    assert "network: packs" in capfd.readouterr().out
    assert run(["doctor", "--offline"]) == 0
    assert "no socket is opened" in capfd.readouterr().out


def test_a_bad_value_is_one_line_and_the_command_goes_on(file, tmp_path, capfd):
    wire = tmp_path / "wire.txt"
    wire.write_text("Le conseil a voté hier soir le budget de la ville de Lyon.\n", encoding="utf-8")
    file.write_text("[translation]\nbeam = 'wide'\n")
    assert run(["detect", str(wire)]) == 0
    captured = capfd.readouterr()
    assert captured.out.split("\t")[1] == "fr"
    assert captured.err == f"depeche: {file}: translation.beam: 'wide' is not allowed; give a whole number from 1 to 16 (the default, 2, is used)\n"  # fmt: skip


def test_a_setting_is_set_shown_and_unset(places, capfd):
    assert run(["settings", "set", "translation.beam", "5"]) == 0
    assert capfd.readouterr().err == "depeche: translation.beam: set to 5\n"
    assert run(["settings"]) == 0
    shown = {line.split()[0]: line.split()[1:3] for line in capfd.readouterr().out.splitlines()}
    assert shown["translation.beam"] == ["5", "file"]
    assert shown["translation.threads"] == ["0", "default"]
    assert run(["settings", "path"]) == 0
    assert capfd.readouterr().out == f"{places.settings}\n"
    assert run(["settings", "unset", "translation.beam"]) == 0
    capfd.readouterr()
    assert run(["settings", "show", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["translation.beam"] == {"value": 2, "from": "default"}


def test_a_wrong_key_or_value_is_wrong_usage(capfd):
    assert run(["settings", "set", "translation.beam", "many"]) == 2
    assert run(["settings", "set", "beam", "1"]) == 2
    assert capfd.readouterr().err.count("\n") == 2


def test_the_doctor_says_what_is_wrong_with_the_file(file, capfd):
    file.write_text("[reader]\nthem = 'x'\n")
    assert run(["doctor"]) == 1
    assert "is it reader.theme?" in capfd.readouterr().out


def test_settings_without_a_file_are_the_defaults(places):
    assert settings(NetworkOptions(), TranslationOptions(), SummaryOptions()) == Settings(Places.from_environment())


def test_of_thousands_of_unknown_settings_ten_are_named_and_the_others_counted(file, capfd):
    file.write_text("".join(f"colour{number} = 1\n" for number in range(3000)))
    for words in (["settings", "show"], ["doctor"]):
        run(words)
        lines = capfd.readouterr().err.splitlines()
        assert len(lines) == 11
        assert "colour9: there is no such setting" in lines[9]
        assert lines[10].endswith("settings.toml: 2,990 more problems like these")
