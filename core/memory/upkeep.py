"""Counting and clearing: what `depeche memory stats` and `clear` ask of the file."""

import contextlib
import sqlite3
from pathlib import Path

from core.memory.values import Cleared, PairCount, Stats
from core.sqlite.aside import size_of
from core.sqlite.schema import transaction


def stats(connection: sqlite3.Connection, path: Path, *, limit: int) -> Stats:
    """Count the sentences, and those of each pair of languages, by their codes."""
    query = """SELECT source_language, target_language, sum(model), sum(1 - model) FROM (
            SELECT source_language, target_language, 1 AS model FROM outputs
            UNION ALL SELECT source_language, target_language, 0 FROM corrections
        ) GROUP BY 1, 2 ORDER BY 1, 2"""
    pairs = tuple(PairCount(*row) for row in connection.execute(query))
    model, corrections = sum(pair.model for pair in pairs), sum(pair.corrections for pair in pairs)
    return Stats(model, corrections, size_of(path), limit, pairs)


def clear(connection: sqlite3.Connection, *, by_hand: bool) -> Cleared:
    """Delete the models' translations, the persons' too if `by_hand`, and give the space back."""
    with transaction(connection):
        model = connection.execute("DELETE FROM outputs").rowcount
        connection.execute("DELETE FROM findings")
        corrections = connection.execute("DELETE FROM corrections").rowcount if by_hand else 0
    # Where others read or write at this moment, the space is used again instead.
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA busy_timeout = 1000")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return Cleared(model, corrections)
