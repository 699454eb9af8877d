"""`depeche search` and `depeche library`: one line per hit, and the brief one command away."""

import json
import sqlite3

import pytest

from core.library.store import Library
from core.settings import Places
from tui.cli import run

WIRE = "Grève au port\n\nLes dockers de Marseille ont cessé le travail jeudi.\n"


@pytest.fixture
def json_brief(tmp_path, random_pack, monkeypatch, capfd):
    """A folder with the JSON brief of one wire, in nonsense English."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(random_pack.parent))
    wire = tmp_path / "wire.txt"
    wire.write_text(WIRE, encoding="utf-8")
    (tmp_path / "briefs").mkdir()
    assert run(["brief", str(wire), "--from", "fr", "-f", "json", "-o", str(tmp_path / "briefs")]) == 0
    capfd.readouterr()
    return tmp_path / "briefs"


@pytest.fixture
def key(json_brief, capfd):
    assert run(["library", "rebuild", str(json_brief)]) == 0
    assert capfd.readouterr().err == "depeche: library: 1 briefs taken in\n"
    with Library(Places.from_environment().library) as library:
        return library.search("")[0].key


def test_a_hit_is_a_line_with_its_key(key, capfd):
    assert run(["search", "dockers", "marsei"]) == 0
    line = capfd.readouterr().out
    assert line.startswith(f"{key}\t-\tfr\t-\t")
    assert line.count("\n") == 1


def test_hits_are_json_for_programs(key, capfd):
    assert run(["search", "JEUDI", "--json", "--language", "fr"]) == 0
    [hit] = json.loads(capfd.readouterr().out)
    assert (hit["key"], hit["source_headline"], hit["language"]) == (key, "Grève au port", "fr")
    [[start, end]] = hit["snippet"]["spans"]
    assert hit["snippet"]["text"][start:end] == "jeudi"


@pytest.mark.parametrize("words", [["search", "--show"], ["library", "show"]], ids=" ".join)
def test_the_brief_is_one_command_away(key, json_brief, words, capfd):
    assert run([*words, key[:8], "-f", "json"]) == 0
    assert capfd.readouterr().out == (json_brief / "wire.txt.json").read_text(encoding="utf-8")
    assert run([*words, key]) == 0
    assert "Les dockers de Marseille" in capfd.readouterr().out


def test_finding_nothing_is_reported_and_is_no_failure(key, capfd):
    assert run(["search", "plombiers"]) == 0
    assert capfd.readouterr() == ("", "depeche: search: nothing found\n")
    assert run(["search", "dockers", "--since", "yesterday"]) == 0
    assert capfd.readouterr().out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["search", "x", "--since", "soon"], 2),
        (["search", "x", "--language", "french"], 2),
        (["search", "--show", "0123456789"], 1),
        (["library", "show", "nothing"], 1),
        (["library", "remove", "ffff"], 1),
        (["library", "rebuild", "/nowhere"], 1),
    ],
)
def test_what_is_wrong_is_one_line(words, status, capfd):
    assert run(words) == status
    captured = capfd.readouterr()
    assert captured.err.startswith("depeche: ")
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_a_removed_brief_is_no_longer_found(key, capfd):
    assert run(["library", "remove", key]) == 0
    assert run(["search", "dockers", "-q"]) == 0
    assert run(["library", "stats"]) == 0
    assert capfd.readouterr().out.startswith("briefs    0\n")


def test_what_was_briefed_is_found_unless_the_library_is_off(json_brief, tmp_path, capfd):
    assert run(["search", "dockers"]) == 0
    assert "fr" in capfd.readouterr().out
    (tmp_path / "other.txt").write_text("La pluie\n\nIl pleut sur Brest depuis lundi.\n", encoding="utf-8")
    for words, hits in ((["--no-library"], 0), ([], 1)):
        assert run(["brief", str(tmp_path / "other.txt"), "--from", "fr", *words]) == 0
        capfd.readouterr()
        assert run(["search", "Brest"]) == 0
        assert capfd.readouterr().out.count("\n") == hits


def _in_use(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    return other


def _rubbish(path):
    path.write_bytes(b"rubbish" * 4000)


def _a_folder(path):
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.mkdir()


@pytest.mark.parametrize(
    ("break_it", "message"),
    [(_in_use, "goes on without it"), (_rubbish, "set aside"), (_a_folder, "goes on without it")],
)
def test_a_library_that_cannot_be_used_is_one_line_and_loses_no_brief(json_brief, tmp_path, break_it, message, capfd):
    held = break_it(Places.from_environment().library)
    assert run(["brief", str(tmp_path / "wire.txt"), "--from", "fr"]) == 0
    done = capfd.readouterr()
    assert "## Summary" in done.out
    assert [message in line for line in done.err.splitlines()] == [True]
    if held:
        held.close()


def test_a_watch_of_the_settings_finds_what_is_in_the_library(key, capfd):
    settings = Places.from_environment().settings
    settings.write_text(
        '[[watches]]\nname = "Les quais"\nwords = "marseille AND dockers NOT budget"\n[[watches]]\nname = "b"\nlanguage = "de"\n',
        encoding="utf-8",
    )
    assert run(["search", "--watch", "les QUAIS"]) == 0
    assert capfd.readouterr().out.startswith(f"{key}\t")
    assert run(["search", "--watch", "b"]) == 0
    assert capfd.readouterr().err == "depeche: search: nothing found\n"
    assert run(["search", "--watch", "c"]) == 2
    assert "c: no watch has this name; there are: Les quais, b" in capfd.readouterr().err
    assert run(["search", "paix", "--watch", "b"]) == 2
    assert "--watch: has its own words" in capfd.readouterr().err
