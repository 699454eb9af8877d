"""What a person translated, by pair of languages and source: the SQL of table `corrections`."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from core.memory import Pair, Remembered, Standing, Unit, correction_keys, line, normal, seal
from core.sqlite import DamagedError, transaction

Row = tuple[bytes, str, str, str, str, int]
"""key, source language, target language, source, translation, seal."""

_COLUMNS = "key, source_language, target_language, source, translation, seal"
ALL_BY_KEY = f"SELECT {_COLUMNS} FROM corrections ORDER BY key "  # noqa: S608
_ONE = "SELECT translation FROM corrections WHERE key = ?"
_PUT = f"INSERT INTO corrections ({_COLUMNS})"
_OVER = """ON CONFLICT (key) DO UPDATE SET
    source = excluded.source, translation = excluded.translation, seal = excluded.seal"""

_STANDING: dict[Standing, int] = {"given": 0, "alternative": 1, "reversed": 2}
_GATHER = """INSERT INTO temp.incoming VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET source = excluded.source, translation = excluded.translation,
    seal = excluded.seal, standing = excluded.standing WHERE excluded.standing <= incoming.standing"""


def row(pair: Pair, source: str, translation: str) -> Row:
    """Return the row for a person's translation."""
    source_language, target_language = pair
    values = source_language, target_language, normal(source), line(translation)
    return correction_keys(pair, [source])[0], *values, seal(values)


def is_whole(row: Row) -> bool:
    """Whether a row is as it was written."""
    return seal(row[1:5]) == row[5]


def recall(connection: sqlite3.Connection, pair: Pair, sources: Sequence[str]) -> dict[str, Remembered]:
    """Return what persons made of these sources."""
    keys = correction_keys(pair, sources)
    marks = ",".join("?" * len(keys))
    found: dict[bytes, Remembered] = {}
    chosen = "key IN (SELECT key FROM alternatives)"
    query = f"SELECT {_COLUMNS}, {chosen} FROM corrections WHERE key IN ({marks})"  # noqa: S608
    for *stored, alternative in connection.execute(query, keys):
        if not is_whole(tuple(stored)):
            raise DamagedError
        extra = {"alternative": True} if alternative else None
        found[stored[0]] = Remembered(stored[4], extra=extra, origin="memory")
    return {source: found[key] for source, key in zip(sources, keys, strict=True) if key in found}


def put(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Write rows in place of those with their keys."""
    with transaction(connection):
        connection.executemany(f"{_PUT} VALUES (?, ?, ?, ?, ?, ?) {_OVER}", rows)


def correct(
    connection: sqlite3.Connection, pair: Pair, source: str, translation: str, *, alternative: bool = False
) -> str | None:
    """Write one translation, which the model gave as an `alternative` or a person wrote; return the one it replaces."""
    new = row(pair, source, translation)
    with transaction(connection):
        mark = (
            "INSERT OR IGNORE INTO alternatives VALUES (?)" if alternative else "DELETE FROM alternatives WHERE key = ?"
        )
        connection.execute(mark, new[:1])
        old = connection.execute(_ONE, new[:1]).fetchone()
        connection.execute(f"{_PUT} VALUES (?, ?, ?, ?, ?, ?) {_OVER}", new)
    return old[0] if old else None


def put_all(connection: sqlite3.Connection, units: Iterable[Unit]) -> int:
    """Write any number of units, all or none, the last of each source; return how many sources they are.

    An alternative counts where the source has no other translation; a reversed unit is not counted, and is written
    where the memory has nothing.

    They gather in a temporary table, so that others can write to the file until the last instant.
    """
    connection.execute(
        "CREATE TEMP TABLE incoming (key BLOB PRIMARY KEY, source_language, target_language, source, translation, seal,"
        " standing) WITHOUT ROWID"
    )
    rows = (
        (*row((unit.source_language, unit.target_language), unit.source, unit.translation), _STANDING[unit.standing])
        for unit in units
    )
    with transaction(connection, "BEGIN"):
        connection.executemany(_GATHER, rows)
        # A condition lets SQLite tell the upsert's ON from a join's.
        connection.execute(f"{_PUT} SELECT {_COLUMNS} FROM temp.incoming WHERE standing < 2 {_OVER}")  # noqa: S608
        connection.execute(
            f"{_PUT} SELECT {_COLUMNS} FROM temp.incoming WHERE standing = 2 ON CONFLICT DO NOTHING"  # noqa: S608
        )
        connection.execute("DELETE FROM alternatives WHERE key IN (SELECT key FROM temp.incoming WHERE standing < 2)")
        count: int = connection.execute("SELECT count(*) FROM temp.incoming WHERE standing < 2").fetchone()[0]
    connection.execute("DROP TABLE temp.incoming")
    return count


def remove(connection: sqlite3.Connection, pair: Pair, source: str) -> str | None:
    """Delete the translation of a source, and return it."""
    keys = correction_keys(pair, [source])
    with transaction(connection):
        old = connection.execute(_ONE, keys).fetchone()
        connection.execute("DELETE FROM corrections WHERE key = ?", keys)
        connection.execute("DELETE FROM alternatives WHERE key = ?", keys)
    return old[0] if old else None


def units(connection: sqlite3.Connection) -> Iterator[Unit]:
    """Give all of them, by languages and source."""
    query = f"SELECT {_COLUMNS} FROM corrections ORDER BY source_language, target_language, source"  # noqa: S608
    for stored in connection.execute(query):
        if not is_whole(stored):
            raise DamagedError
        yield Unit(*stored[1:5])
