"""Saving from a damaged library the briefs and marks that are whole."""

import contextlib
import sqlite3
from datetime import date
from pathlib import Path

from core.library.marks import copy_marks
from core.library.rows import row, unpack, write
from core.messages import Message
from core.sqlite.aside import open_damaged
from core.sqlite.faults import DamagedError
from core.sqlite.schema import transaction


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
