"""What is cleared cannot be read in any file of the memory any more; where that fails, a message says so."""

import contextlib
import sqlite3

import pytest

from core.memory import Remembered
from core.memory.store import Memory

FR_EN = ("fr", "en")
WITNESS = "Le témoin protégé habite"


def remembering(path, count=300) -> None:
    with Memory(path) as memory:
        memory.store(
            "base", FR_EN, [(f"{WITNESS} {n}.", Remembered(f"Hidden witness {n}.", -0.1)) for n in range(count)]
        )
        memory.keep_finding(b"0" * 16, f"{WITNESS} ici")
        memory.correct(FR_EN, "Corrigé à la main.", "Corrected by hand.")


def readable(path) -> set[str]:
    """The files of the memory that contain a text which should have been forgotten."""
    secrets = (WITNESS.encode(), b"Hidden witness")
    return {file.name for file in path.parent.iterdir() if any(secret in file.read_bytes() for secret in secrets)}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "memory.db"


def test_nothing_that_was_cleared_is_left_in_any_file(path):
    remembering(path)
    assert readable(path) == {"memory.db"}
    with Memory(path) as memory:
        assert memory.clear().held is False
        assert readable(path) == set()
        assert memory.look_up("base", FR_EN, ["Corrigé à la main."])[0].translation == "Corrected by hand."
        memory.clear(corrections=True)
    assert b"Corrected by hand" not in path.read_bytes()


def test_what_was_forgotten_by_hand_is_cleared_with_the_rest(path):
    remembering(path)
    with Memory(path) as memory:
        memory.correct(FR_EN, f"{WITNESS} là.", "Hidden witness there.")
        memory.forget(FR_EN, f"{WITNESS} là.")
        memory.clear()
    assert readable(path) == set()


def test_copies_that_were_set_aside_as_damaged_go_too(path):
    remembering(path)
    for ending in ("damaged-1", "damaged-1-wal", "damaged-2"):
        (path.parent / f"memory.db.{ending}").write_text(WITNESS, encoding="utf-8")
    (path.parent / "other.db.damaged-1").write_text("of another file", encoding="utf-8")
    with Memory(path) as memory:
        memory.clear()
    assert readable(path) == set()
    assert (path.parent / "other.db.damaged-1").exists()


@contextlib.contextmanager
def cleared_while_another_reads(path):
    """A memory that could not be cleared fully because another process was reading it, which has ended since."""
    remembering(path)
    with contextlib.closing(sqlite3.connect(path)) as other, Memory(path) as memory:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM outputs").fetchone()
        assert memory.clear().held is True
        assert readable(path)
        other.execute("ROLLBACK")
        yield memory


def test_where_another_process_reads_it_is_said_that_the_text_is_still_there(path):
    with cleared_while_another_reads(path) as memory:
        assert memory.clear().held is False
        assert readable(path) == set()


def test_what_another_process_kept_readable_is_gone_when_the_file_is_next_opened(path):
    with cleared_while_another_reads(path):
        assert Memory(path).stats().model == 0
        assert readable(path) == set()
    assert not path.with_name("memory.db.scrub").exists()
