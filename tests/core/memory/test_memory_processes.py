"""Many processes use one memory: none fails, nothing is lost, and a kill leaves a valid file."""

import contextlib
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.memory import Remembered, TranslationUnit
from core.memory.store import Memory

ROOT = Path(__file__).parents[3]
FR_EN = ("fr", "en")

WRITER = """
import sys
from pathlib import Path
from core.memory import Remembered
from core.memory.store import Memory
path, name, batches = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
warnings = []
print("ready", flush=True)
with Memory(path, warn=warnings.append) as memory:
    for batch in range(batches):
        items = [(f"{name} {batch} {n}", Remembered(f"{n} " * 30, -n / 7)) for n in range(50)]
        memory.store("base", ("fr", "en"), items)
        memory.look_up("base", ("fr", "en"), [source for source, _ in items])
        if batch % 10 == 0:
            memory.correct(("fr", "en"), f"{name} {batch}", "corrected")
print(warnings, flush=True)
"""


def start(path, name, batches, code=WRITER):
    command = [sys.executable, "-c", code, str(path), name, str(batches)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environ, stdout=pipe, stderr=pipe, text=True)


def is_sound(path):
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_writers_at_the_same_time_lose_nothing(tmp_path):
    path = tmp_path / "memory.db"
    writers = [start(path, f"writer {n}", 40) for n in range(4)]
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert (out, err, writer.returncode) == ("ready\n[]\n", "", 0)
    assert is_sound(path)
    with Memory(path) as memory:
        assert (memory.stats().model, memory.stats().corrections) == (4 * 40 * 50, 4 * 4)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["memory.db", "memory.db.lock"]


def test_a_kill_at_any_moment_leaves_a_sound_file(tmp_path):
    path = tmp_path / "memory.db"
    for round_number in range(6):
        writers = [start(path, f"{round_number} {n}", 1_000_000) for n in range(2)]
        for writer in writers:
            assert writer.stdout.readline() == "ready\n"
        time.sleep(random.uniform(0.05, 0.4))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            writer.communicate()
        warnings = []
        with Memory(path, warn=warnings.append) as memory:
            memory.store("base", FR_EN, [(f"after {round_number}", Remembered("x", -0.1))])
            assert memory.look_up("base", FR_EN, [f"after {round_number}"]) != [None]
        assert warnings == []
        assert is_sound(path)


def test_a_damaged_file_is_set_aside_once_by_all_who_use_it(tmp_path):
    path = tmp_path / "memory.db"
    path.write_bytes(b"rubbish" * 10_000)
    writers = [start(path, f"writer {n}", 20) for n in range(4)]
    output = ""
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert (err, writer.returncode) == ("", 0)
        output += out
    assert output.count("damaged-1") == 1
    assert [file.name for file in tmp_path.glob("*.damaged-*")] == ["memory.db.damaged-1"]
    assert is_sound(path)
    with Memory(path) as memory:
        assert (memory.stats().model, memory.stats().corrections) == (4 * 20 * 50, 4 * 2)


def test_one_who_has_the_damaged_file_open_moves_over_to_the_fresh_one(tmp_path):
    path = tmp_path / "memory.db"
    with Memory(path) as old:
        old.store("base", FR_EN, [(f"{n}", Remembered("x" * 300, -0.1)) for n in range(500)])
        old.look_up("base", FR_EN, ["1"])
        path.rename(tmp_path / "memory.db.damaged-1")
        for ending in ("-wal", "-shm"):
            path.with_name("memory.db" + ending).rename(tmp_path / f"memory.db.damaged-1{ending}")
        with Memory(path) as new:
            new.store("base", FR_EN, [("new", Remembered("new", -0.1))])
            assert old.look_up("base", FR_EN, ["1", "new"]) == [None, Remembered("new", -0.1)]
            old.store("base", FR_EN, [("old", Remembered("old", -0.1))])
            old.close()
            assert new.look_up("base", FR_EN, ["old"]) == [Remembered("old", -0.1)]
    assert is_sound(path)
    with Memory(path) as memory:
        assert memory.stats().model == 2


def test_translating_does_not_wait_for_a_long_writer_and_nothing_is_lost(tmp_path):
    path = tmp_path / "memory.db"
    warnings = []
    with Memory(path, warn=warnings.append) as memory:
        memory.store("base", FR_EN, [("first", Remembered("first", -0.1))])
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        memory.store("base", FR_EN, [("second", Remembered("second", -0.1))])
        assert memory.look_up("base", FR_EN, ["first"]) != [None]
        assert time.monotonic() - began < 15  # nothing waits for the writer, which does not end
        other.execute("ROLLBACK")
        other.close()
    with Memory(path) as memory:
        assert memory.look_up("base", FR_EN, ["second"]) == [Remembered("second", -0.1)]
    assert warnings == []


def test_others_can_write_while_a_file_is_imported(tmp_path):
    path = tmp_path / "memory.db"
    with Memory(path) as memory, Memory(path) as other:
        memory.correct(FR_EN, "before", "before")

        def units():
            for n in range(3000):
                if n % 500 == 0:
                    other.correct(FR_EN, f"meanwhile {n}", "written")
                yield TranslationUnit(*FR_EN, f"{n}", f"{n}")

        assert memory.add(units()) == 3000
        assert memory.stats().corrections == 3007


def test_an_import_that_breaks_off_leaves_nothing(tmp_path):
    def units():
        yield TranslationUnit(*FR_EN, "a", "b")
        raise KeyboardInterrupt

    with Memory(tmp_path / "memory.db") as memory:
        with pytest.raises(KeyboardInterrupt):
            memory.add(units())
        assert memory.stats().corrections == 0


def in_a_child(memory, number):
    assert memory.look_up("base", FR_EN, ["parent"]) == [Remembered("parent", -0.1)]
    memory.store("base", FR_EN, [(f"child {number}", Remembered("child", -0.1))])
    memory.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_memory_survives_a_fork_on_both_sides(tmp_path):
    path = tmp_path / "memory.db"
    context = multiprocessing.get_context("fork")
    with Memory(path) as memory:
        memory.store("base", FR_EN, [("parent", Remembered("parent", -0.1))])
        memory.look_up("base", FR_EN, ["parent"])
        children = [context.Process(target=in_a_child, args=(memory, number)) for number in range(3)]
        for child in children:
            child.start()
        memory.store("base", FR_EN, [("later", Remembered("later", -0.1))])
        for child in children:
            child.join(60)
            assert child.exitcode == 0
        assert None not in memory.look_up("base", FR_EN, ["parent", "later", "child 0", "child 1", "child 2"])
    assert is_sound(path)
