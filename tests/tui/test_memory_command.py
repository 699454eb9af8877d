import json
import os
import pty
import subprocess
import sys

import pytest

from core.memory import Remembered
from core.memory.store import Memory
from tests.program import ROOT
from tests.program import run_program as depeche

FR_EN = ("fr", "en")


@pytest.fixture
def path(places):
    return places.home / "memory.db"


@pytest.fixture
def filled(path):
    with Memory(path) as memory:
        memory.store("base", FR_EN, [(f"Phrase {n}.", Remembered(f"Sentence {n}.", -0.1)) for n in range(1200)])
        memory.correct(FR_EN, "Bonjour.", "Hello.")
    return path


def test_counting_an_empty_memory_makes_no_file(path):
    done = depeche("memory", "stats")
    assert (done.returncode, done.stderr) == (0, "")
    assert "translated by a model    0\n" in done.stdout
    assert not path.parent.exists()


def test_stats_for_people_and_programs(filled):
    done = depeche("memory", "stats")
    assert "translated by a model    1,200\n" in done.stdout
    assert "corrected or imported    1\n" in done.stdout
    assert "  fr-en                  1,200 and 1\n" in done.stdout
    values = json.loads(depeche("memory", "stats", "--json").stdout)
    assert (values["entries"], values["model"], values["corrections"]) == (1201, 1200, 1)
    assert values["pairs"] == [{"source_language": "fr", "target_language": "en", "model": 1200, "corrections": 1}]
    assert values["path"] == str(filled)
    assert values["size"] > 100_000


def test_exported_corrections_can_be_imported_again(filled, tmp_path):
    file = tmp_path / "out.tmx"
    done = depeche("memory", "export", file)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"depeche: memory: 1 sentence written to {file}\n"
    assert depeche("memory", "clear", "--yes", "--corrections").returncode == 0
    done = depeche("memory", "import", file)
    assert done.stderr == f"depeche: memory: 1 sentence taken from {file}\n"
    with Memory(filled) as memory:
        assert memory.look_up("base", FR_EN, ["Bonjour."]) == [Remembered("Hello.", origin="memory")]


def test_all_is_exported_on_demand(filled, tmp_path):
    assert "1,201 sentences" in depeche("memory", "export", tmp_path / "all.tmx", "--all").stderr
    assert (
        "1,201 sentences"
        in depeche("memory", "export", tmp_path / "fr.tmx", "--all", "--from", "FR", "--to", "en").stderr
    )
    assert "0 sentences" in depeche("memory", "export", tmp_path / "none.tmx", "--all", "--from", "de").stderr


def test_an_export_of_nothing_says_what_could_be_exported(path, tmp_path):
    assert "--all" in depeche("memory", "export", tmp_path / "out.tmx").stderr


@pytest.mark.parametrize("content", [None, "no TMX", "<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx/>"])
def test_a_file_that_is_no_tmx_is_refused_in_one_line(filled, tmp_path, content):
    file = tmp_path / "in.tmx"
    if content is not None:
        file.write_text(content)
    done = depeche("memory", "import", file)
    assert done.returncode == 1
    assert done.stderr.startswith(f"depeche: {file}: ")
    assert done.stderr.count("\n") == 1


def test_clearing_keeps_what_people_wrote_unless_all_is_asked_for(filled):
    done = depeche("memory", "clear", "--yes")
    assert done.returncode == 0
    assert done.stderr.startswith("depeche: memory: 1,200 sentences by models forgotten; 1 corrected or imported kept")
    done = depeche("memory", "clear", "--yes", "--corrections")
    assert done.stderr == "depeche: memory: 0 sentences by models forgotten, and 1 sentence by hand\n"


def test_clearing_in_a_pipe_must_be_confirmed_beforehand(filled):
    done = depeche("memory", "clear")
    assert done.returncode == 2
    assert "--yes" in done.stderr
    with Memory(filled) as memory:
        assert memory.stats().model == 1200


@pytest.mark.parametrize(("answer", "status", "left"), [(b"y\n", 0, 0), (b"n\n", 1, 1200), (b"\n", 1, 1200)])
def test_clearing_asks_on_a_terminal(filled, answer, status, left):
    ours, theirs = pty.openpty()
    try:
        os.write(ours, answer)
        command = [sys.executable, "-m", "tui.main", "memory", "clear"]
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environ, stdin=theirs, capture_output=True, text=True, check=False)
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == status
    assert "Forget 1,200 sentences by models?" in done.stderr
    with Memory(filled) as memory:
        assert memory.stats().model == left


def test_a_damaged_memory_is_one_line_and_no_failure(path):
    path.parent.mkdir(0o700)
    path.write_bytes(b"rubbish" * 2000)
    done = depeche("memory", "stats")
    assert done.returncode == 0
    assert done.stderr.startswith("depeche: memory: the file was damaged and is set aside as memory.db.damaged-1")
    assert done.stderr.count("\n") == 1


def test_every_command_has_help():
    for command in ("stats", "export", "import", "clear"):
        assert "Usage" in depeche("memory", command, "--help").stdout


def test_words_are_found_for_people_and_programs(filled):
    done = depeche("memory", "search", "bonjuor")
    assert (done.returncode, done.stdout.splitlines()[1].strip()) == (0, "Hello.")
    [match] = json.loads(depeche("memory", "search", "bonjour", "--json").stdout)
    assert match == {
        "score": 100.0,
        "source_language": "fr",
        "target_language": "en",
        "source": "Bonjour.",
        "translation": "Hello.",
        "origin": "memory",
    }
    assert json.loads(depeche("memory", "search", "phrase", "--json", "--limit", "3", "--from", "es").stdout) == []


def test_words_that_are_not_found_are_reported_in_one_line(filled):
    done = depeche("memory", "search", "hélicoptère")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "depeche: memory: nothing remembered has “hélicoptère”, or anything like it\n"
