"""A damaged library, and one that several processes write to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from library_wires import numbered

from core.library.store import Library

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from library_wires import numbered
from pathlib import Path
from core.library.store import Library
with Library(Path(sys.argv[1]), print) as library:
    print("ready", flush=True)
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        key = library.add(numbered(number, 40))
        library.mark(key, read=True)
        library.search(f"mot{number}x3")
"""


def start(path, first, last):
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}:{ROOT / 'tests'}"}
    command = [sys.executable, "-c", WRITER, str(path), str(first), str(last)]
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def filled(tmp_path):
    path = tmp_path / "library.db"
    with Library(path, pytest.fail) as library:
        for number in range(60):
            library.add(numbered(number))
        library.mark(library.search("mot30x3")[0].key, starred=True)
    return path


def break_the_head(path):
    path.write_bytes(b"\x93rubbish\n" * 5000)


def break_the_middle(path):
    data = bytearray(path.read_bytes())
    for start in range(len(data) // 3 & ~4095, len(data) // 2, 4096):
        data[start : start + 4096] = os.urandom(4096)
    path.write_bytes(data)


def cut(path):
    os.truncate(path, path.stat().st_size // 2 + 100)


@pytest.mark.parametrize("damage", [break_the_head, break_the_middle, cut])
def test_a_damaged_file_is_set_aside_and_work_continues(filled, damage):
    damage(filled)
    warnings = []
    with Library(filled, warnings.append) as library:
        library.search("mot")
        for hit in library.search("", limit=1000):
            library.brief(hit.key)
        library.add(numbered(1000))
        assert library.search("mot1000x3")[0].headline == "Title 1000"
        for hit in library.search("", limit=1000):
            assert library.brief(hit.key).article.text.startswith("Titre ")
    [warning] = warnings
    assert "set aside as library.db.damaged-1" in warning
    assert "library rebuild" in warning
    assert filled.with_name("library.db.damaged-1").exists()


def test_intact_briefs_of_a_damaged_file_are_saved_with_their_marks(filled):
    data = filled.read_bytes()
    # A letter within the last brief: SQLite does not notice, its own checksum does.
    with Library(filled, pytest.fail) as library:
        stored = library._database.run(lambda c: c.execute("SELECT brief FROM briefs WHERE headline = 'Title 59'").fetchone()[0], patience=1)  # fmt: skip
        key = library.search("mot59x3")[0].key
    place = data.index(stored[200:240])
    filled.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    warnings = []
    with Library(filled, warnings.append) as library:
        with pytest.raises(Exception, match="no brief has the key"):
            library.brief(key)
        assert {hit.headline for hit in library.search("", limit=100)} == {f"Title {number}" for number in range(59)}
        assert [hit.headline for hit in library.search("", limit=100) if hit.starred] == ["Title 30"]
    assert "59 briefs saved" in warnings[0]


def test_briefs_of_a_truncated_file_are_saved_with_their_marks(tmp_path):
    path = tmp_path / "library.db"
    with Library(path, pytest.fail) as library:
        keys = [library.add(numbered(number)) for number in range(300)]
        for key in keys:
            library.mark(key, note=f"note of {key}")
    os.truncate(path, path.stat().st_size * 3 // 4)
    with Library(path, lambda _: None) as library:
        hits = library.search("", limit=1000)
        assert len(hits) > 100
        assert any(library.marks(hit.key).note == f"note of {hit.key}" for hit in hits)


@pytest.mark.parametrize("name", ["library.db", "memory.db"])
def test_a_file_that_was_emptied_is_reported(tmp_path, name):
    from core.memory.store import Memory

    path, warnings = tmp_path / name, []
    path.write_bytes(b"")
    if name == "library.db":
        with Library(path, warnings.append) as library:
            assert library.search("") == []
    else:
        with Memory(path, warn=warnings.append) as memory:
            assert [*memory.units()] == []
    assert warnings == [f"{name} was empty; work goes on with a new one"]


def test_writers_at_the_same_time_lose_nothing(tmp_path):
    path = tmp_path / "library.db"
    writers = [start(path, 100 * n, 100 * n + 40) for n in range(3)]
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert (out, err, writer.returncode) == ("ready\n", "", 0)
    with Library(path, pytest.fail) as library:
        hits = library.search("", limit=1000)
        assert len(hits) == 120
        assert all(hit.read for hit in hits)


def test_a_kill_leaves_a_sound_file(tmp_path):
    path = tmp_path / "library.db"
    for kill in range(3):
        writer = start(path, 1000 * kill, 1000 * kill + 900)
        assert writer.stdout.readline() == "ready\n"
        time.sleep(0.15 * (kill + 1))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        with Library(path, pytest.fail) as library:
            library.add(numbered(5000 + kill))
            for hit in library.search("", limit=5000):
                assert library.search(f"{hit.headline} ")
                library.brief(hit.key)
