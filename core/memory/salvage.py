"""Saving from a damaged file what a person wrote."""

import contextlib
import sqlite3
from pathlib import Path

from core.memory import corrections
from core.memory.corrections import Row
from core.messages import Message
from core.sqlite.aside import open_damaged


def save_corrections(damaged: Path, fresh: sqlite3.Connection) -> str:
    """Write the corrections of a damaged file to a fresh one, and say in words what was saved."""
    saved = _salvage(damaged)
    corrections.put(fresh, saved)
    return Message("with {count} corrections saved from it", count=len(saved)) if saved else ""


def _salvage(damaged: Path) -> list[Row]:
    """Return the corrections of a damaged file that are whole, as far as they can be reached."""
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
