"""Batches that are killed, interrupted, run out of disk, lose their input, or meet each other."""

import os
import random
import re
import resource
import signal
import subprocess
import sys
import time

import pytest
from batching import depeche, times, tree, write_wires

from tests.program import ROOT, Program

OPTIONS = ("--from", "fr", "-f", "md", "-f", "json", "--threads", "1")


@pytest.fixture(autouse=True)
def _pack(_random_pack_once, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(_random_pack_once.parent))


@pytest.fixture(scope="module")
def wires(tmp_path_factory):
    return write_wires(tmp_path_factory.mktemp("wires") / "in", 50)


@pytest.fixture(scope="module")
def undisturbed(wires, tmp_path_factory, _random_pack_once):
    """The output of an undisturbed run."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("ARGOS_PACKAGES_DIR", str(_random_pack_once.parent))
        elsewhere.setenv("DEPECHE_HOME", str(folder / "home"))
        status, err = depeche("batch", wires, "-o", folder / "whole", *OPTIONS)
    assert status == 0, err
    return tree(folder / "whole")


def wait_for(files, folder, process=None):
    """Wait until so many briefs are there, or the process has ended."""
    while (process is None or process.poll() is None) and sum(1 for _ in folder.rglob("*.txt.json")) < files:
        time.sleep(0.002)


def test_kills_at_any_moment_leave_what_a_rerun_completes(wires, undisturbed, tmp_path):
    output = tmp_path / "out"
    random_ = random.Random(7)
    finished = {}
    for kill in range(20):
        process = Program("batch", wires, "-o", output, *OPTIONS, "--no-memory")
        if random_.random() < 0.8:
            wait_for(min(49, len(finished) // 2 + random_.randrange(4)), output)
        time.sleep(random_.uniform(0, 0.03))
        process.kill()
        process.communicate()
        now = times(output)
        seen = {name: digest for name, digest in tree(output).items() if not name.startswith(".depeche-")}
        assert all(undisturbed[name] == digest for name, digest in seen.items()), f"kill {kill}: half a file"
        assert {name: now[name] for name in finished} == finished, f"kill {kill}: done again"
        both = (name for name in seen if {name, name.replace(".md", ".json"), name.replace(".json", ".md")} <= {*seen})
        finished = {name: now[name] for name in both}
    assert len(finished) > 20
    status, err = depeche("batch", wires, "-o", output, *OPTIONS)
    assert status == 0, err
    assert f"{len(finished) // 2} were done before" in err
    assert tree(output) == undisturbed


STOPPED = re.compile(r"depeche: batch: stopped: \d+ done in .*; the same command does the rest\n")


@pytest.mark.parametrize(
    ("name", "jobs"), [("SIGINT", ("-j", "1")), ("SIGTERM", ("-j", "2")), ("SIGHUP", ("--cluster", "local:2"))]
)
def test_a_signal_ends_it_with_what_is_done_and_a_rerun_does_the_rest(name, jobs, wires, undisturbed, tmp_path):
    output = tmp_path / "out"
    process = Program("batch", wires, "-o", output, *OPTIONS, *jobs, "--report", tmp_path / "report.json")
    wait_for(1, output, process)
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert STOPPED.fullmatch(err.splitlines(keepends=True)[-1])
    assert "Traceback" not in err
    assert '"interrupted": true' in (tmp_path / "report.json").read_text()
    seen = {file: digest for file, digest in tree(output).items() if not file.startswith(".depeche-")}
    assert 0 < len(seen) < len(undisturbed)
    assert seen.items() <= undisturbed.items()
    assert depeche("batch", wires, "-o", output, *OPTIONS)[0] == 0
    assert tree(output) == undisturbed


def test_a_signal_does_not_wait_for_the_article_in_progress(undisturbed, wires, tmp_path):
    # The engine that never answers stands for one that takes long.
    code = """
import sys, time
from core.translation import Translator
Translator.translate = lambda *values, **options: time.sleep(3600) or iter(())
from tui.main import main
main()
"""
    words = [sys.executable, "-c", code, "batch", wires, "-o", tmp_path / "out", *OPTIONS]
    process = subprocess.Popen(
        [*map(str, words)], env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    )
    while not [*tmp_path.glob("out/.depeche-*")]:
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert STOPPED.fullmatch(err.splitlines(keepends=True)[-1])
    assert "Traceback" not in err
    assert tree(tmp_path / "out") == {}


def test_a_second_interrupt_ends_at_once(wires, undisturbed, tmp_path):
    output = tmp_path / "out"
    process = Program("batch", wires, "-o", output, *OPTIONS)
    wait_for(1, output, process)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert depeche("batch", wires, "-o", output, *OPTIONS)[0] == 0
    assert tree(output) == undisturbed


def test_two_batches_into_one_folder_do_not_disturb_each_other(wires, undisturbed, tmp_path):
    output = tmp_path / "out"
    both = [Program("batch", wires, "-o", output, *OPTIONS) for _ in range(2)]
    outputs = [process.communicate(timeout=120)[1] for process in both]
    assert sorted(process.returncode for process in both) in ([0, 1], [0, 0])
    for process, err in zip(both, outputs, strict=True):
        assert process.returncode == 0 or "another batch is writing into this folder" in err
    assert tree(output) == undisturbed


def test_a_full_disk_is_reported_in_a_line_and_a_rerun_does_the_rest(wires, undisturbed, tmp_path):
    output = tmp_path / "out"

    def little_room():
        # Every file, the journal too, may be this large at most.
        resource.setrlimit(resource.RLIMIT_FSIZE, (24 << 10, 24 << 10))

    words = [sys.executable, "-m", "tui.main", "batch", str(wires), "-o", str(output), *OPTIONS, "--no-memory"]
    # A module that Python compiles there would be cut off as well, and be so for every later process.
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(words, env=environ, preexec_fn=little_room, stderr=subprocess.PIPE, text=True, check=False)
    status, err = done.returncode, done.stderr
    assert status == 1
    assert "Traceback" not in err
    assert all(line.startswith("depeche: ") for line in err.splitlines())
    assert all(undisturbed[name] == digest for name, digest in tree(output).items())
    status, err = depeche("batch", wires, "-o", output, *OPTIONS)
    assert status == 0, err
    assert tree(output) == undisturbed


def test_a_disk_that_is_full_or_read_only_is_a_line_and_a_rerun_does_the_rest(wires, undisturbed, disk):
    output = disk / "out"
    (disk / "filler").write_bytes(b"x" * 400_000)
    status, err = depeche("batch", wires, "-o", output, *OPTIONS, "--no-memory")
    assert status == 1
    assert len([line for line in err.splitlines() if "No space left on device" in line]) == 1, err
    assert "Traceback" not in err
    before = times(output)
    assert before
    assert all(undisturbed[name] == digest for name, digest in tree(output).items())
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    status, err = depeche("batch", wires, "-o", output, *OPTIONS, "--no-memory")
    subprocess.run(["mount", "-o", "remount,rw,size=8m", str(disk)], check=True)
    assert (status, err.count("\n"), "Read-only file system" in err) == (1, 1, True), err
    status, err = depeche("batch", wires, "-o", output, *OPTIONS)
    assert status == 0, err
    assert tree(output) == undisturbed
    now = times(output)
    assert all(now[name] == when for name, when in before.items() if name.replace(".md", ".json") in before)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_line(wires, tmp_path):
    (tmp_path / "out").mkdir(mode=0o500)
    status, err = depeche("batch", wires, "-o", tmp_path / "out", *OPTIONS)
    assert (status, err.count("\n")) == (1, 1)


def test_an_output_that_is_a_file_is_one_line(wires, tmp_path):
    (tmp_path / "out").write_text("a file")
    status, err = depeche("batch", wires, "-o", tmp_path / "out", *OPTIONS)
    assert (status, err.count("\n")) == (1, 1)
    assert "cannot be written" in err


def test_inputs_that_vanish_are_reported_and_the_rest_is_done(tmp_path):
    # Larger than a window of sentences, so that the last are not read when the first are written.
    output = tmp_path / "out"
    gone = write_wires(tmp_path / "in", 200, words=24)
    process = Program("batch", gone, "-o", output, *OPTIONS)
    wait_for(1, output, process)
    (gone / "19" / "199.txt").unlink()
    (gone / "19" / "198.txt").unlink()
    _, err = process.communicate(timeout=120)
    assert process.returncode in (0, 1)
    found = [line for line in err.splitlines() if "198.txt" in line or "199.txt" in line]
    assert len(found) in (0, 1, 2)
    assert all("cannot be read" in line or "not a file" in line for line in found)
    assert (output / "19" / "197.txt.md").exists()
