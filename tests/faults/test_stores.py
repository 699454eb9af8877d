"""Whatever happens to a store, it opens again, reports the error in one line, and has all that was reported as done."""

import contextlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from store_writers import ROOT, WIRES, WRITERS, opened, start

from core.errors import DepecheError

STORES = sorted(WRITERS)
DATABASES = [store for store in STORES if store != "settings"]


def told(process):
    """The steps that a process said were done, and what it said on stderr."""
    out, err = process.communicate(timeout=120)
    return [int(line) for line in out.split() if line.isdecimal()], err


def lost(home, store, steps):
    """The steps that are missing; of settings, only the last can be there."""
    with opened(home, store) as writer:
        return [step for step in (steps[-1:] if store == "settings" else steps) if not writer.holds(step)]


def fill(home, store, first=0, last=12):
    steps, err = told(start(home, store, first, last))
    assert (len(steps), err) == (last - first, "")
    return steps


@pytest.mark.parametrize("store", STORES)
def test_a_kill_loses_nothing_that_was_reported_as_done(tmp_path, store, capfd):
    home, steps, first = tmp_path / "home", [], 0
    for _ in range(3):
        process = start(home, store, first, first + 1_000_000)
        assert process.stdout.readline() == "ready\n"
        time.sleep(random.uniform(0.05, 0.5))
        process.send_signal(signal.SIGKILL)
        new, err = told(process)
        assert err == ""
        steps += new
        assert lost(home, store, steps) == []
        first = max(steps, default=0) + 2
    steps += fill(home, store, first, first + 3)
    assert lost(home, store, steps) == []
    assert not list(home.glob(".*"))
    assert capfd.readouterr() == ("", "")


_ERASED_TEXT = "tigrescaché"
_ERASURES = {
    "memory": f"""
memory = Memory(places.memory)
memory.store("base", ("fr", "en"), [(f"{_ERASED_TEXT} {{n}}.", Remembered("x", -0.1)) for n in range(50)])
memory.clear()""",
    "library": f"""
library = Library(places.library)
for n in range(20): library.add(brief(text=f"{_ERASED_TEXT} {{n}} le port."))
library.remove(*[hit.key for hit in library.search("")])""",
    "feeds": f"""
feeds = Subscriptions(places)
feeds.add_all([Outline(f"http://127.0.0.1:9/{{n}}", f"{_ERASED_TEXT} {{n}}") for n in range(50)])
feeds.remove(*feeds.feeds())""",
}


@pytest.mark.parametrize("store", sorted(_ERASURES))
def test_what_a_kill_left_of_an_erased_text_is_erased_when_the_store_is_next_opened(places, store):
    # Killed between the deletion and what makes it unreadable.
    code = f"""
import os, sys
sys.path.append({str(WIRES)!r})
from core.feeds import Outline
from core.feeds.subscriptions import Subscriptions
from core.library.store import Library
from core.memory import Remembered
from core.memory.store import Memory
from core.settings import Places
from core.sqlite import Schema
from library_wires import brief
Schema.scrub = lambda *_: os._exit(9)
places = Places.from_environment()
{_ERASURES[store]}
"""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", code], env=environ, check=False).returncode == 9

    def left():
        return [path.name for path in places.home.iterdir() if _ERASED_TEXT[:6].encode() in path.read_bytes()]

    assert left()
    with opened(places.home, store) as writer:
        writer.look()
    assert left() == []


@pytest.mark.parametrize("store", STORES)
def test_two_processes_that_write_at_once_lose_nothing(tmp_path, store):
    home = tmp_path / "home"
    both = [start(home, store, first, first + 12) for first in (0, 1000)]
    done = [told(process) for process in both]
    if store == "journal":
        # An output folder has one batch at a time.
        assert sum("another batch is writing" in err for _, err in done) <= 1
        assert all(err.count("\n") <= 1 for _, err in done)
    else:
        assert [err for _, err in done] == ["", ""]
        assert [len(steps) for steps, _ in done] == [12, 12]
    if store == "settings":
        assert not lost(home, store, done[0][0]) or not lost(home, store, done[1][0])
    else:
        assert lost(home, store, done[0][0] + done[1][0]) == []


def room_for(size):
    def little():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return little


def remount(disk, options):
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


@pytest.mark.parametrize("store", DATABASES)
def test_a_full_disk_is_one_line_and_with_space_again_work_continues(disk, store):
    home = disk / "home"
    steps, err = told(start(home, store, 0, 100_000))
    assert steps
    assert err.count("\n") == 1, err
    assert "the disk is full" in err
    assert "Traceback" not in err
    remount(disk, "size=8m")
    assert lost(home, store, steps) == []
    fill(home, store, len(steps) + 2, len(steps) + 5)
    assert lost(home, store, steps) == []


def test_settings_on_a_full_disk_stay_as_they_were(disk):
    home = disk / "home"
    steps = fill(home, "settings")
    (disk / "rest").write_bytes(b"x" * 100_000)
    with contextlib.suppress(OSError), (disk / "more").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    before = (home / "settings.toml").read_bytes()
    more, err = told(start(home, "settings", 100, 110))
    assert more == []
    assert err.count("\n") == 1, err
    assert "No space left" in err
    assert (home / "settings.toml").read_bytes() == before
    assert not list(home.glob(".settings-*"))
    assert lost(home, "settings", steps) == []


@pytest.mark.parametrize("store", STORES)
def test_a_disk_that_became_read_only_is_one_line_and_loses_nothing(disk, store):
    home = disk / "home"
    steps = fill(home, store, 0, 5)
    remount(disk, "ro")
    try:
        done, err = told(start(home, store, 10, 12))
        assert done == []
        assert err.startswith("depeche: ")
        assert err.count("\n") == 1, err
    finally:
        remount(disk, "rw")
    assert lost(home, store, steps) == []
    fill(home, store, 20, 22)


def break_the_head(path):
    path.write_bytes(b"\x93rubbish\n" * 5000)


def cut(path):
    os.truncate(path, path.stat().st_size // 2 + 100)


def empty_pages(path):
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))


@pytest.mark.parametrize("damage", [break_the_head, cut, empty_pages])
@pytest.mark.parametrize("store", DATABASES)
def test_a_damaged_file_is_set_aside_in_one_line_and_work_goes_on(tmp_path, store, damage, capfd):
    home = tmp_path / "home"
    fill(home, store)
    with opened(home, store) as writer:
        path = home / writer.file
    damage(path)
    with opened(home, store) as writer:
        with contextlib.suppress(DepecheError):
            writer.look()
        writer.do(500)
        assert writer.holds(500)
    err = capfd.readouterr().err
    assert err.count("set aside as") == 1, err
    assert err.count("\n") == 1
    assert path.with_name(f"{path.name}.damaged-1").stat().st_size > 0
    # The next program finds everything as it should be.
    assert lost(home, store, [*fill(home, store, 600, 603), 500]) == []
    assert capfd.readouterr().err == ""


def make_newer(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def make_anothers(path):
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")


@pytest.mark.parametrize(
    ("make", "message"), [(make_newer, "newer depeche; update this one"), (make_anothers, "another program")]
)
@pytest.mark.parametrize("store", DATABASES)
def test_files_of_a_newer_version_or_another_program_are_left_unchanged(tmp_path, store, make, message):
    home = tmp_path / "home"
    fill(home, store, 0, 3)
    with opened(home, store) as writer:
        path = home / writer.file
    make(path)
    before = path.read_bytes()
    steps, err = told(start(home, store, 10, 12))
    assert steps == []
    assert err.count("\n") == 1, err
    assert message in err
    assert path.read_bytes() == before
    assert not list(home.rglob("*.damaged-*"))


@pytest.mark.skipif(shutil.which("faketime") is None, reason="apt-get install faketime")
@pytest.mark.parametrize("store", STORES)
def test_a_clock_that_jumps_back_ten_years_loses_nothing(tmp_path, store):
    home = tmp_path / "home"
    ahead, err = told(start(home, store, 0, 5, prefix=["faketime", "2036-06-01 12:00:00"]))
    assert (len(ahead), err) == (5, "")
    behind, err = told(start(home, store, 10, 15, prefix=["faketime", "2016-06-01 12:00:00"]))
    assert (len(behind), err) == (5, "")
    assert lost(home, store, behind if store == "settings" else ahead + behind) == []
