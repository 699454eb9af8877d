"""Counting and clearing: what `depeche memory stats` and `clear` ask of the file."""

import sqlite3
from pathlib import Path

from core.memory.values import Cleared, PairCount, Stats
from core.sqlite.recovery import scrub, size_of
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


def clear(connection: sqlite3.Connection, path: Path, *, by_hand: bool) -> Cleared:
    """Delete the models' translations, the persons' too if `by_hand`, so that nothing of them can be read any more.

    What is deleted is overwritten, the file is written anew without it, and its log is emptied; copies that were set
    aside as damaged go too. Where another process reads at this moment, that cannot be done, and `held` says so.
    """
    with transaction(connection):
        model = connection.execute("DELETE FROM outputs").rowcount
        connection.execute("DELETE FROM findings")
        corrections = connection.execute("DELETE FROM corrections").rowcount if by_hand else 0
    return Cleared(model, corrections, held=not scrub(connection, path))
