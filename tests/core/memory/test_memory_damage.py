"""Memory files that are damaged, foreign, or cannot be written: one line of warning, and work goes on."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import OutputError
from core.memory import Remembered, store
from core.memory.store import Memory

ROOT = Path(__file__).parents[3]
FR_EN = ("fr", "en")
ITEMS = [(f"Phrase {n}. " * 5, Remembered(f"Sentence {n}. " * 5, -n / 7)) for n in range(2000)]
SOURCES = [source for source, _ in ITEMS]


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory):
    path = tmp_path_factory.mktemp("filled") / "memory.db"
    with Memory(path) as memory:
        memory.store("base", FR_EN, ITEMS)
        for n in range(300):
            memory.correct(FR_EN, f"Correction {n}", f"Corrected {n}")
    assert [file.name for file in sorted(path.parent.iterdir())] == ["memory.db", "memory.db.lock"]
    return path


@pytest.fixture
def path(filled_once, tmp_path):
    return Path(shutil.copy(filled_once, tmp_path / "memory.db"))


def pages_with(path, text):
    """The places of the pages that hold a text."""
    data = path.read_bytes()
    return [start for start in range(0, len(data), 4096) if text in data[start : start + 4096]]


def truncate(path):
    os.truncate(path, path.stat().st_size // 2 + 100)


def fill_with_rubbish(path):
    path.write_bytes(b"\x93rubbish\n" * 5000)


def wreck_the_first_page(path):
    data = bytearray(path.read_bytes())
    data[100:4096] = os.urandom(3996)
    path.write_bytes(data)


def invert_a_page(path):
    data = bytearray(path.read_bytes())
    start = pages_with(path, b"Sentence")[20]
    data[start : start + 4096] = bytes(byte ^ 0xFF for byte in data[start : start + 4096])
    path.write_bytes(data)


def change_one_letter(path):
    data = path.read_bytes()
    place = data.index(b"Sentence 1234.")
    path.write_bytes(data[:place] + b"S" + data[place + 1 :].replace(b"Sentence 1234.", b"Sentence 1284.", 1))


def break_one_letter(path):
    path.write_bytes(path.read_bytes().replace(b"Sentence 1234.", b"Sentenc\xff 1234.", 1))


def drop_a_table(path):
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TABLE outputs")


DAMAGES = [
    truncate, fill_with_rubbish, wreck_the_first_page, invert_a_page, change_one_letter, break_one_letter, drop_a_table,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_with_one_warning_and_work_goes_on(path, damage):
    damage(path)
    warnings = []
    with Memory(path, warn=warnings.append) as memory:
        # Hits found before the damage was noticed are valid.
        for found, (_, right) in zip(memory.look_up("base", FR_EN, SOURCES), ITEMS, strict=True):
            assert found in (None, right)
        memory.store("base", FR_EN, ITEMS)
        assert memory.look_up("base", FR_EN, SOURCES) == [item for _, item in ITEMS]
    assert len(warnings) == 1
    assert "memory.db.damaged-1" in warnings[0]
    assert path.with_name("memory.db.damaged-1").stat().st_size > 0


@pytest.mark.parametrize("damage", [invert_a_page, change_one_letter, break_one_letter, drop_a_table])
def test_what_a_person_wrote_is_saved_from_a_damaged_file(path, damage):
    damage(path)
    warnings = []
    with Memory(path, warn=warnings.append) as memory:
        memory.look_up("base", FR_EN, SOURCES)
        assert memory.stats().corrections == 300
        assert memory.look_up("base", FR_EN, ["Correction 7"])[0].translation == "Corrected 7"
    assert "300 corrections saved" in warnings[0]


def test_corrections_around_a_broken_page_are_saved_too(path):
    data = bytearray(path.read_bytes())
    start = pages_with(path, b"Corrected")[2]
    data[start : start + 4096] = os.urandom(4096)
    path.write_bytes(data)
    warnings = []
    with Memory(path, warn=warnings.append) as memory:
        memory.look_up("base", FR_EN, [f"Correction {n}" for n in range(300)])
        assert 200 < memory.stats().corrections < 300
    assert len(warnings) == 1


@pytest.mark.parametrize("first", ["store", "stats", "correct", "look_up"])
def test_whatever_is_asked_first_finds_the_damage(path, first):
    fill_with_rubbish(path)
    warnings = []
    with Memory(path, warn=warnings.append) as memory:
        match first:
            case "store":
                memory.store("base", FR_EN, ITEMS)
            case "stats":
                assert memory.stats().model == 0
            case "correct":
                memory.correct(FR_EN, "a", "b")
            case "look_up":
                memory.look_up("base", FR_EN, SOURCES)
    assert len(warnings) == 1


def test_each_damaged_file_is_kept(path):
    for _ in range(3):
        fill_with_rubbish(path)
        with Memory(path) as memory:
            memory.store("base", FR_EN, ITEMS[:1])
    assert sorted(file.name for file in path.parent.glob("*.damaged-*")) == [
        f"memory.db.damaged-{n}" for n in (1, 2, 3)
    ]


def test_an_empty_file_is_a_fresh_memory_and_says_so(path):
    path.write_bytes(b"")
    warnings = []
    with Memory(path, warn=warnings.append) as memory:
        memory.store("base", FR_EN, ITEMS)
        assert memory.look_up("base", FR_EN, SOURCES[:1]) == [ITEMS[0][1]]
    assert warnings == ["memory.db was empty; work goes on with a new one"]


def test_a_file_that_is_deleted_during_the_run_is_made_again(path):
    warnings = []
    with Memory(path, warn=warnings.append) as memory:
        assert memory.look_up("base", FR_EN, SOURCES[:1]) != [None]
        path.unlink()
        assert memory.look_up("base", FR_EN, SOURCES[:1]) == [None]
        memory.store("base", FR_EN, ITEMS[:1])
        assert memory.look_up("base", FR_EN, SOURCES[:1]) == [ITEMS[0][1]]
    with Memory(path) as memory:
        assert memory.stats().model == 1
    assert warnings == []


def goes_without(path, message):
    warnings = []
    with Memory(path, warn=warnings.append) as memory:
        for _ in range(3):
            assert memory.look_up("base", FR_EN, SOURCES[:2]) == [None, None]
            memory.store("base", FR_EN, ITEMS[:2])
        with pytest.raises(OutputError):
            memory.correct(FR_EN, "a", "b")
    assert len(warnings) == 1
    assert message in warnings[0]


def test_a_newer_versions_file_is_left_alone(path):
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    goes_without(path, "newer")
    assert path.read_bytes() == before


def test_another_programs_file_is_left_alone(tmp_path):
    path = tmp_path / "memory.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    goes_without(path, "another program")
    assert path.read_bytes() == before


def test_a_home_that_cannot_be_made_means_no_memory(tmp_path):
    (tmp_path / "file").write_text("in the way")
    goes_without(tmp_path / "file" / "memory.db", "cannot be used")


def test_a_folder_in_the_files_place_means_no_memory(tmp_path):
    (tmp_path / "memory.db").mkdir()
    goes_without(tmp_path / "memory.db", "cannot be")


def child(code, *arguments):
    """Run a separate program: it gives up its rights or its disk for good."""
    run = [sys.executable, "-c", code, *map(str, arguments)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(run, env=environ, capture_output=True, text=True, timeout=60, check=False)


UNWRITABLE = """
import os, sys
from pathlib import Path
from core.memory import Remembered, store
from core.memory.store import Memory
path = Path(sys.argv[1])
path.parent.chmod(0o555)
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
warnings = []
with Memory(path, warn=warnings.append) as memory:
    for n in range(3):
        print(memory.look_up("base", ("fr", "en"), ["a"]))
        memory.store("base", ("fr", "en"), [("a", Remembered("b", -0.1))])
print(len(warnings), warnings)
"""


@pytest.mark.parametrize("there", [True, False])
def test_a_home_that_cannot_be_written_means_one_warning(path, there):
    if not there:
        path.unlink()
    # A user without rights must at least reach it: pytest's own folders are private.
    for folder in list(path.parents)[:3]:
        folder.chmod(0o755)
    try:
        done = child(UNWRITABLE, path)
    finally:
        path.parent.chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.splitlines()[:3] == ["[None]"] * 3
    assert done.stdout.splitlines()[3].startswith("1 ")


FULL = """
import resource, sys
from pathlib import Path
from core.memory import Remembered, store
from core.memory.store import Memory
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
warnings = []
with Memory(Path(sys.argv[1]), warn=warnings.append) as memory:
    for start in range(0, 2000, 50):
        items = [(str(n), Remembered(str(n) * 100, -0.1)) for n in range(start, start + 50)]
        memory.store("base", ("fr", "en"), items)
    print(memory.look_up("base", ("fr", "en"), ["1", "1999"]))
    try:
        memory.correct(("fr", "en"), "a", "b" * 300_000)
    except Exception as error:
        print(type(error).__name__)
print(len(warnings), warnings)
"""


def test_a_full_disk_means_one_warning_and_a_sound_file(tmp_path):
    path = tmp_path / "memory.db"
    done = child(FULL, path)
    assert done.stderr == ""
    found, corrected, warned = done.stdout.splitlines()
    assert "Remembered" in found
    assert found.endswith("None]")
    assert corrected == "OutputError"
    assert warned.startswith("1 ")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_disk_that_is_freed_means_a_memory_again(disk, monkeypatch):
    monkeypatch.setattr(store, "_RETRY_AFTER", 0.0)
    warnings, rest = [], disk / "rest"
    with Memory(disk / "memory.db", warn=warnings.append) as memory:
        memory.store("base", ("fr", "en"), [("avant", Remembered("before", -0.1))])
        with contextlib.suppress(OSError):
            rest.write_bytes(bytes(1 << 20))
        memory.store("base", ("fr", "en"), [("pendant" * 9000, Remembered("while" * 9000, -0.1))])
        assert len(warnings) == 1
        rest.unlink()
        memory.store("base", ("fr", "en"), [("après", Remembered("after", -0.1))])
        found = memory.look_up("base", ("fr", "en"), ["avant", "après"])
        assert [hit and hit.translation for hit in found] == ["before", "after"]
    assert len(warnings) == 1
