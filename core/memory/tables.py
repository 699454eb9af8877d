"""The memory's tables: how they are created, counted, cleared, and salvaged from a damaged file."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Final

from core.memory import Cleared, MemoryStats, PairCount, corrections
from core.memory.corrections import Row
from core.messages import Message
from core.sqlite import Schema, erasing, open_damaged, size_of

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


def save_corrections(damaged: Path, fresh: sqlite3.Connection) -> str:
    """Copy the corrections of a damaged file to a new one; return a message on what was saved, or an empty text."""
    saved = _salvage(damaged)
    corrections.put(fresh, saved)
    return Message("with {count} corrections saved from it", count=len(saved)) if saved else ""


def _salvage(damaged: Path) -> list[Row]:
    """Return the intact corrections of a damaged file that can be read."""
    rows: list[Row] = []
    with (
        contextlib.suppress(sqlite3.Error, OSError),
        contextlib.closing(open_damaged(damaged)) as connection,
    ):
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        # Forwards up to the first broken page, then backwards down to the last one.
        for order in ("ASC", "DESC"):
            with contextlib.suppress(sqlite3.Error):
                rows.extend(filter(corrections.is_whole, connection.execute(corrections.ALL_BY_KEY + order)))
    return list(dict.fromkeys(rows))


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
