"""What a person said of a wire, and where they were in it: kept whether its brief is in the library or not yet."""

import contextlib
import sqlite3
from dataclasses import asdict, fields
from typing import Any, Final

from core.library.values import Marks

_NAMES: Final = tuple(field.name for field in fields(Marks))


def marks_of(connection: sqlite3.Connection, key: str) -> Marks:
    """Return what was said of the text with this key."""
    found = connection.execute(f"SELECT {', '.join(_NAMES)} FROM marks WHERE key = ?", (key,)).fetchone()  # noqa: S608
    return Marks(bool(found[0]), bool(found[1]), found[2], bool(found[3]), found[4]) if found else Marks()


def set_marks(connection: sqlite3.Connection, key: str, said: dict[str, Any]) -> Marks:
    """Say some of it anew, and return all that is said; call it in a transaction."""
    marks = Marks(**(asdict(marks_of(connection, key)) | said))
    columns, places = ", ".join(_NAMES), ", ".join("?" * len(_NAMES))
    connection.execute(
        f"INSERT OR REPLACE INTO marks (key, {columns}) VALUES (?, {places})",  # noqa: S608
        (key, *asdict(marks).values()),
    )
    return marks


def copy_marks(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Copy them to a fresh file from one of whatever version; call it in a transaction."""
    there = {row[1] for row in old.execute("PRAGMA table_info(marks)")}
    columns = [name for name in ("key", *_NAMES) if name in there]
    if columns:
        names = ", ".join(columns)
        insert = f"INSERT OR IGNORE INTO marks ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
        # Forwards up to the first broken page, then backwards down to the last one.
        for order in ("ASC", "DESC"):
            with contextlib.suppress(sqlite3.DatabaseError):
                for row in old.execute(f"SELECT {names} FROM marks ORDER BY key {order}"):  # noqa: S608
                    new.execute(insert, row)


def drop_stray(connection: sqlite3.Connection) -> None:
    """Forget of texts that have no brief what they were like to read; call it in a transaction."""
    connection.execute(
        """DELETE FROM marks WHERE NOT starred AND NOT marked AND note = ''
            AND key NOT IN (SELECT key FROM briefs)"""
    )
