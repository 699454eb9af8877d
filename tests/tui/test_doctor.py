"""`depeche doctor`: everything is examined, nothing is changed, and problems come with what to do."""

import json
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.batch.journal import Journal
from core.feeds import Outline
from core.feeds.subscriptions import Subscriptions
from core.memory.store import Memory
from tui.cli import run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def filled(places, tmp_path):
    """A home with something in every store."""
    with Memory(places.memory) as memory:
        memory.correct(("fr", "en"), "Bonjour", "Hello")
    with Subscriptions(places) as feeds:
        feeds.add_all([Outline("http://127.0.0.1:9/a")])
    with Journal(tmp_path / "out", places.journals, pytest.fail) as journal:
        journal.claim("/in/a.txt", "a.txt")
    return places


def findings(capfd, *words):
    status = run(["doctor", "--json", *words])
    values = json.loads(capfd.readouterr().out)
    assert values["healthy"] == (status == 0)
    return status, {finding["subject"]: finding for finding in values["findings"]}


def snapshot(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")} if folder.exists() else None


def test_a_fresh_machine_is_healthy_and_stays_untouched(places, capfd):
    status, found = findings(capfd)
    assert status == 0
    assert snapshot(places.home) is None
    for subject in ("depeche", "ctranslate2", "home", "disk", "settings", "memory", "library", "feeds", "journals"):
        assert found[subject]["state"] == "ok"
    assert "packs install fr-en" in found["pack fr-en"]["text"]


def test_what_is_in_the_stores_is_counted_and_nothing_is_changed(filled, capfd):
    before = snapshot(filled.home)
    status, found = findings(capfd)
    assert status == 0
    assert "1 corrections" in found["memory"]["text"]
    assert "1 feeds" in found["feeds"]["text"]
    assert "1 articles" in found["journals"]["text"]
    assert snapshot(filled.home) == before


def rubbish(path):
    path.write_bytes(b"\x93rubbish\n" * 5000)


def a_broken_page(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192))


def newer(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("break_it", "message"), [(rubbish, "it is damaged"), (a_broken_page, "it is damaged"), (newer, "newer depeche")]
)
@pytest.mark.parametrize("store", ["memory", "feeds", "journals"])
def test_a_store_that_cannot_be_used_is_reported_and_left_as_it_is(filled, store, break_it, message, capfd):
    path = next(filled.journals.glob("*.db")) if store == "journals" else getattr(filled, store)
    break_it(path)
    before = path.read_bytes()
    status, found = findings(capfd)
    assert status == 1
    assert found[store]["state"] == "bad"
    assert message in found[store]["text"]
    assert path.read_bytes() == before


def test_a_file_that_was_set_aside_is_reported(filled, capfd):
    rubbish(filled.memory)
    with Memory(filled.memory) as memory:
        assert memory.stats().corrections == 0
    status, found = findings(capfd)
    assert status == 0
    assert "memory.db.damaged-1" in found["set aside"]["text"]


def test_a_broken_setting_is_bad(places, capfd):
    places.home.mkdir()
    places.settings.write_text("[translation]\nbeam = 'wide'\n", encoding="utf-8")
    status, found = findings(capfd)
    assert status == 1
    assert "translation.beam" in found["settings"]["text"]


def test_everything_that_would_use_the_network_is_reported_with_its_occasion(places, capfd):
    _, found = findings(capfd)
    assert "only when you ask" in found["network: feeds"]["text"]
    assert {subject for subject in found if subject.startswith("network")} == {
        "network: inputs", "network: feeds", "network: packs", "network: else",
    }  # fmt: skip
    places.home.mkdir(exist_ok=True)
    places.settings.write_text("[feeds]\nevery = '30m'\n", encoding="utf-8")
    _, found = findings(capfd)
    assert "every 30m" in found["network: feeds"]["text"]
    _, found = findings(capfd, "--offline")
    assert found["network"]["text"] == "offline: no socket is opened"


def test_an_extra_that_is_not_installed_names_the_command(monkeypatch, capfd):
    from importlib import metadata

    def version(name):
        if name == "distributed":
            raise metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr("core.doctor.version", version)
    _, found = findings(capfd)
    assert found["extra documents"]["state"] == "ok"
    assert "depeche-reader[cluster]" in found["extra cluster"]["text"]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "16 million (xterm-256color)"),
        ({"TERM": "xterm-256color"}, "256 (xterm-256color)"),
        ({"TERM": "dumb"}, "none (dumb)"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "as NO_COLOR asks"),
        ({"TERM": "xterm", "TMUX": "x"}, "set-clipboard on"),
        ({"TERM": "xterm", "PYTHONIOENCODING": "latin-1"}, "set LANG to a UTF-8 locale"),
    ],
)
def test_what_the_terminal_can_do_is_reported(environ, expected):
    ours, theirs = pty.openpty()
    base = {name: value for name, value in os.environ.items() if name not in ("COLORTERM", "TMUX", "NO_COLOR")}
    command = [sys.executable, "-m", "tui.main", "doctor"]
    environ = {**base, "PYTHONPATH": str(ROOT), **environ}
    with subprocess.Popen(command, stdout=theirs, stdin=theirs, env=environ, cwd=ROOT) as process:
        os.close(theirs)
        out = b""
        try:
            while data := os.read(ours, 65536):
                out += data
        except OSError:  # Linux says so when the other side is closed
            pass
    os.close(ours)
    assert process.returncode == 0
    assert expected in out.decode("utf-8", "replace").replace("\r\n", "\n")


def test_the_pack_that_gives_a_second_opinion_is_named_where_it_is_missing(places, random_pack, capfd):
    shutil.copytree(random_pack, places.argos_packs[0] / random_pack.name)
    assert "packs install en-fr" in findings(capfd)[1]["second opinion"]["text"]
    reverse = Path(shutil.copytree(random_pack, places.argos_packs[0] / "translate-en_fr-random-1.0"))
    metadata = json.loads((reverse / "metadata.json").read_text())
    (reverse / "metadata.json").write_text(json.dumps({**metadata, "from_code": "en", "to_code": "fr"}))
    assert "second opinion" not in findings(capfd)[1]
