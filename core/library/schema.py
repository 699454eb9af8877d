"""The library's tables."""

import contextlib
import sqlite3
from datetime import date
from pathlib import Path
from typing import Final

from core.library.rows import copy_marks, row, unpack, write
from core.messages import Message
from core.sqlite.recovery import DamagedError, open_damaged
from core.sqlite.schema import Schema, transaction

LIBRARY: Final = Schema(
    0x44504C31,  # `DPL1`
    (
        (
            # Ids only grow: their order is that in which the briefs came in, and no clock is asked for it.
            """CREATE TABLE briefs (
                id INTEGER PRIMARY KEY,
                key TEXT NOT NULL UNIQUE,
                headline TEXT NOT NULL,
                source_headline TEXT NOT NULL,
                lead TEXT NOT NULL,
                outlet TEXT,
                outlet_folded TEXT,
                published TEXT,
                day TEXT NOT NULL,
                language TEXT NOT NULL,
                doubts INTEGER NOT NULL,
                brief BLOB NOT NULL
            )""",
            "CREATE INDEX briefs_by_day ON briefs (day)",
            # Not a column of `briefs`: a brief that comes in anew keeps what a person said of it.
            """CREATE TABLE marks (
                key TEXT PRIMARY KEY,
                read INTEGER NOT NULL DEFAULT 0,
                starred INTEGER NOT NULL DEFAULT 0,
                note TEXT NOT NULL DEFAULT ''
            ) WITHOUT ROWID""",
            # By rowid the same as `briefs`. The prefixes are for searching while one types.
            """CREATE VIRTUAL TABLE words USING fts5 (
                headline, source_headline, translation, source,
                tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
            )""",
        ),
        (
            "ALTER TABLE marks ADD COLUMN marked INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE marks ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
        ),
        (
            "ALTER TABLE briefs ADD COLUMN byline TEXT",
            "ALTER TABLE briefs ADD COLUMN byline_folded TEXT",
            # When it first came in, ISO 8601 in UTC; nothing is known of those that were there before.
            "ALTER TABLE briefs ADD COLUMN came TEXT",
        ),
    ),
)


def save_briefs(damaged: Path, fresh: sqlite3.Connection) -> str:
    """Write what is whole of a damaged file to a fresh one, and say in words how much that is."""
    saved: set[str] = set()
    with (
        contextlib.suppress(sqlite3.Error, OSError),
        contextlib.closing(open_damaged(damaged)) as old,
    ):
        # Forwards up to the first broken page, then backwards down to the last one.
        for order in ("ASC", "DESC"):
            with contextlib.suppress(sqlite3.Error), transaction(fresh):
                _copy(old, fresh, order, saved)
        with contextlib.suppress(sqlite3.Error), transaction(fresh):
            copy_marks(old, fresh)
    kept = Message("with {count} briefs saved from it", count=len(saved))
    if not saved:
        kept = Message("with none of its briefs saved")
    return Message("{kept}; the rest comes back from JSON briefs: depeche library rebuild DIR", kept=kept)


def _copy(old: sqlite3.Connection, fresh: sqlite3.Connection, order: str, saved: set[str]) -> None:
    rows = old.execute(f"SELECT day, brief FROM briefs ORDER BY id {order}")  # noqa: S608
    # A broken page ends the reading, and what was read up to there is kept.
    with contextlib.suppress(sqlite3.DatabaseError):
        for day, stored in rows:
            with contextlib.suppress(DamagedError, ValueError):
                new = row(unpack(stored), date.fromisoformat(day))
                if new.key not in saved:
                    write(fresh, new)
                    saved.add(new.key)
