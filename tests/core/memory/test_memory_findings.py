"""Findings on articles are stored beside their sentences, and never get in their way."""

import contextlib
import sqlite3

from core.memory import Remembered
from core.memory.store import Memory
from core.memory.tables import MEMORY

FR_EN = ("fr", "en")


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def test_what_was_kept_is_there_for_the_next_process(tmp_path):
    with Memory(tmp_path / "memory.db") as memory:
        memory.keep_finding(key(1), '["é"]')
    with Memory(tmp_path / "memory.db") as memory:
        assert memory.finding(key(1)) == '["é"]'
        assert memory.finding(key(2)) is None


def test_asking_makes_no_file(tmp_path):
    with Memory(tmp_path / "memory.db") as memory:
        assert memory.finding(key(1)) is None
    assert not (tmp_path / "memory.db").exists()


def test_the_oldest_go_where_there_are_too_many(tmp_path):
    with Memory(tmp_path / "memory.db", limit_bytes=100 * 8192) as memory:
        for number in range(300):
            memory.keep_finding(key(number), "[]")
    with Memory(tmp_path / "memory.db") as memory:
        assert memory.finding(key(299)) == "[]"
        assert memory.finding(key(200)) == "[]"
        assert memory.finding(key(199)) is None


def test_clearing_the_memory_clears_them_too(tmp_path):
    with Memory(tmp_path / "memory.db") as memory:
        memory.keep_finding(key(1), "[]")
        memory.store("base", FR_EN, [("Bonjour.", Remembered("Hello.", -0.1))])
    with Memory(tmp_path / "memory.db") as memory:
        assert memory.clear().model == 1
        assert memory.finding(key(1)) is None


def test_a_finding_that_the_disk_changed_is_never_used(tmp_path):
    path, warnings = tmp_path / "memory.db", []
    with Memory(path) as memory:
        memory.keep_finding(key(1), '["sure"]')
    path.write_bytes(path.read_bytes().replace(b'["sure"]', b'["pure"]'))
    with Memory(path, warn=warnings.append) as memory:
        assert memory.finding(key(1)) is None
    assert "damaged" in warnings[0]


def test_a_file_of_the_first_version_keeps_its_sentences_and_takes_findings(tmp_path):
    path = tmp_path / "memory.db"
    with Memory(path) as memory:
        memory.store("base", FR_EN, [("Bonjour.", Remembered("Hello.", -0.1))])
        memory.correct(FR_EN, "Adieu.", "Farewell.")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript("DROP TABLE findings; DROP TABLE alternatives")
        connection.execute("PRAGMA user_version = 1")
    with Memory(path) as memory:
        known = memory.look_up("base", FR_EN, ["Bonjour.", "Adieu."])
        assert [sentence.translation for sentence in known] == ["Hello.", "Farewell."]
        memory.keep_finding(key(1), "[]")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MEMORY.migrations),)
        assert connection.execute("SELECT count(*) FROM findings").fetchone() == (1,)
