"""The memory's tables: how they are created, counted and cleared."""

import sqlite3
from pathlib import Path
from typing import Final

from core.memory import Cleared, MemoryStats, PairCount
from core.sqlite import Schema, erasing, size_of

MEMORY: Final = Schema(
    0x44504D31,  # `DPM1`
    (
        (
            # A queue in the order of use: ids only grow, an old row that is used again moves to the end, and pruning
            # deletes whole pages from the start. This needs no clock, which could be wrong, and no extra column.
            """CREATE TABLE outputs (
                id INTEGER PRIMARY KEY,
                key BLOB NOT NULL UNIQUE,
                source_language TEXT NOT NULL,
                target_language TEXT NOT NULL,
                source TEXT NOT NULL,
                translation TEXT NOT NULL,
                score BLOB,
                truncated INTEGER NOT NULL,
                extra TEXT,
                seal INTEGER NOT NULL
            )""",
            """CREATE TABLE corrections (
                key BLOB PRIMARY KEY,
                source_language TEXT NOT NULL,
                target_language TEXT NOT NULL,
                source TEXT NOT NULL,
                translation TEXT NOT NULL,
                seal INTEGER NOT NULL
            ) WITHOUT ROWID""",
        ),
        (
            """CREATE TABLE findings (
                id INTEGER PRIMARY KEY,
                key BLOB NOT NULL UNIQUE,
                value TEXT NOT NULL,
                seal INTEGER NOT NULL
            )""",
        ),
        (
            # Which corrections a person chose among the model's alternatives instead of writing them.
            "CREATE TABLE alternatives (key BLOB PRIMARY KEY) WITHOUT ROWID",
        ),
    ),
)


def stats(connection: sqlite3.Connection, path: Path, *, limit: int) -> MemoryStats:
    """Count the sentences, and those of each pair of languages, by their codes."""
    query = """SELECT source_language, target_language, sum(model), sum(1 - model) FROM (
            SELECT source_language, target_language, 1 AS model FROM outputs
            UNION ALL SELECT source_language, target_language, 0 FROM corrections
        ) GROUP BY 1, 2 ORDER BY 1, 2"""
    pairs = tuple(PairCount(*row) for row in connection.execute(query))
    model, corrections = sum(pair.model for pair in pairs), sum(pair.corrections for pair in pairs)
    return MemoryStats(model, corrections, size_of(path), limit, pairs)


def clear(connection: sqlite3.Connection, path: Path, *, by_hand: bool) -> Cleared:
    """Delete the models' translations, with `by_hand` also those by people, so that they cannot be recovered.

    Deleted rows are overwritten, the file is rewritten without them, and its log is emptied; copies that were set aside
    as damaged are deleted too. This is impossible while another process reads; `held` is then true.
    """
    with erasing(connection, path):
        model = connection.execute("DELETE FROM outputs").rowcount
        connection.execute("DELETE FROM findings")
        if by_hand:
            connection.execute("DELETE FROM alternatives")
        corrections = connection.execute("DELETE FROM corrections").rowcount if by_hand else 0
    return Cleared(model, corrections, held=not MEMORY.scrub(connection, path))
