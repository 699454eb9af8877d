"""The log of the commands, the reader and their workers: it has what failed, and no text of wires."""

import logging

import pytest

from core import log
from tests.core.batch.batching import write_wires
from tests.tui.command_line import FRENCH, depeche
from tests.tui.reader_pilot import states, until
from tui.cli import run


@pytest.fixture(autouse=True)
def _no_log_stays():
    yield
    log.end()
    logging.getLogger("core").setLevel(logging.NOTSET)


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.docx"
    path.write_bytes(b"PK\x03\x04" + b"word/document.xml " * 30)
    return path


def test_what_a_reader_of_files_fails_with_is_in_the_log_that_doctor_names(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("DEPECHE_HOME", str(tmp_path / "home"))
    wire = tmp_path / "wire.txt"
    wire.write_text(FRENCH, encoding="utf-8")

    def fail(*_):
        raise ValueError(FRENCH)

    monkeypatch.setattr("core.language.Detector.detect", fail, raising=False)
    monkeypatch.setattr("core.brief.identify", fail)
    assert run(["segment", str(wire)]) == 1
    logged = (tmp_path / "home" / "depeche.log").read_text(encoding="utf-8")
    assert "depeche segment failed inside" in logged
    assert "in fail: raise ValueError(FRENCH)" in logged
    assert "conseil" not in logged
    capfd.readouterr()
    run(["doctor"])
    assert str(tmp_path / "home" / "depeche.log") in capfd.readouterr().out


def test_a_run_without_failures_leaves_no_log_and_version_opens_none(tmp_path):
    home = {"DEPECHE_HOME": str(tmp_path / "home")}
    assert depeche("--version", **home).returncode == 0
    assert depeche("segment", stdin=FRENCH, **home).returncode == 0
    assert depeche("segment", tmp_path / "none.txt", **home).returncode == 1
    assert not (tmp_path / "home" / "depeche.log").exists()


@pytest.mark.parametrize("more", [[], ["--log-text"]])
def test_debug_and_log_reach_a_batch_and_the_processes_that_read_for_it(tmp_path, random_pack, more):
    wires = write_wires(tmp_path / "in", 6)
    there = tmp_path / "there.log"
    done = depeche(
        "batch", wires, "-o", tmp_path / "out", "--from", "fr", "--jobs", 2, "--quiet", "--debug", "--log", there, *more,
        DEPECHE_HOME=str(tmp_path / "home"), ARGOS_PACKAGES_DIR=str(random_pack.parent),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    logged = there.read_text(encoding="utf-8")
    assert len({line.split()[2].partition("/")[0] for line in logged.splitlines()}) >= 2
    assert "goes through the pack" in logged
    assert "loaded" in logged
    assert ("Le ministre a dit" in logged) == bool(more)
    assert "\x1b" not in logged


def test_the_workers_of_a_cluster_log_too(places, tmp_path, random_pack):
    pytest.importorskip("distributed")
    wires = write_wires(tmp_path / "in", 2)
    there = tmp_path / "there.log"
    done = depeche(
        "batch", wires, "-o", tmp_path / "out", "--from", "fr", "--quiet", "--cluster", "local:1", "--debug", "--log", there,
        DEPECHE_HOME=str(tmp_path / "home"), ARGOS_PACKAGES_DIR=str(random_pack.parent),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "core.cluster.worker: 2 articles come" in there.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_stops_nothing_and_a_log_that_was_asked_for_is_reported(tmp_path):
    (tmp_path / "home").write_text("a file, and no folder")
    done = depeche("segment", "--debug", stdin=FRENCH, DEPECHE_HOME=str(tmp_path / "home"))
    assert (done.returncode, done.stderr) == (0, b"")
    done = depeche("segment", "--log", tmp_path / "home" / "log", stdin=FRENCH)
    assert done.returncode == 1
    assert b"cannot be written" in done.stderr


async def test_what_a_worker_of_the_reader_fails_with_is_in_the_log(open_reader, packs, wires, monkeypatch, tmp_path):
    def fail(*_):
        raise RuntimeError(FRENCH)

    monkeypatch.setattr("core.brief.Briefer.follow", fail)
    path = tmp_path / "there.log"
    log.begin(log.LogOptions(path))
    (wires / "wire.txt").write_text(FRENCH, encoding="utf-8")
    app = open_reader([wires / "wire.txt"], packs)
    async with app.run_test() as pilot:
        await until(pilot, lambda: states(app) == ["failed"])
    logged = path.read_text(encoding="utf-8")
    assert "tui.workers.translation: translating" in logged
    assert "builtins.RuntimeError" in logged
    assert "conseil" not in logged
