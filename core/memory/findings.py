"""What was found in articles, the oldest first: the SQL of table `findings`."""

import sqlite3
from collections.abc import Sequence

from core.memory.values import seal
from core.sqlite.recovery import DamagedError
from core.sqlite.schema import transaction

Row = tuple[bytes, str, int]
"""key, value, seal."""

_SHARE = 8192
"""Bytes of the memory for each: an article's take some 2,000, so they fill a quarter of it at most."""


def row(key: bytes, value: str) -> Row:
    """Return the row for what was found in an article."""
    return key, value, seal((key, value))


def recall(connection: sqlite3.Connection, key: bytes) -> str | None:
    """Return what is kept under a key."""
    found = connection.execute("SELECT value, seal FROM findings WHERE key = ?", (key,)).fetchone()
    if found is None:
        return None
    value, sealed = found
    if seal((key, value)) != sealed:
        raise DamagedError
    return str(value)


def put(connection: sqlite3.Connection, rows: Sequence[Row], *, limit: int) -> None:
    """Add rows, and let the oldest go where there are too many for a memory of `limit` bytes."""
    with transaction(connection):
        connection.executemany(
            "INSERT INTO findings (key, value, seal) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING", rows
        )
        connection.execute("DELETE FROM findings WHERE id <= (SELECT max(id) FROM findings) - ?", (limit // _SHARE,))
