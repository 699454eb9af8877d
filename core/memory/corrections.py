"""Translations by people, by language pair and source: the SQL of table `corrections`; what a damaged file has left."""

import contextlib
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from core.memory import Pair, Remembered, Standing, TranslationUnit, hashed, seal
from core.messages import Message
from core.sqlite import DamagedError, open_damaged, transaction

Row = tuple[bytes, str, str, str, str, int]
"""key, source language, target language, source, translation, seal."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_COLUMNS = "key, source_language, target_language, source, translation, seal"
_ALL_BY_KEY = f"SELECT {_COLUMNS} FROM corrections ORDER BY key "  # noqa: S608
_SELECT = "SELECT translation FROM corrections WHERE key = ?"
_INSERT = f"INSERT INTO corrections ({_COLUMNS})"
_REPLACE = """ON CONFLICT (key) DO UPDATE SET
    source = excluded.source, translation = excluded.translation, seal = excluded.seal"""

_STANDING: dict[Standing, int] = {"given": 0, "alternative": 1, "reversed": 2}
_COLLECT = """INSERT INTO temp.incoming VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET source = excluded.source, translation = excluded.translation,
    seal = excluded.seal, standing = excluded.standing WHERE excluded.standing <= incoming.standing"""


def correction_keys(pair: Pair, sources: Sequence[str]) -> list[bytes]:
    """Return the keys of a person's translations: equal for sources that `normalized` makes equal."""
    return hashed(f"person\0{pair[0]}\0{pair[1]}\0", [normalized(source) for source in sources])


def normalized(source: str) -> str:
    """Return a source in NFC, on one line, with single spaces: a person's translation is looked up by that."""
    return " ".join(unicodedata.normalize("NFC", source).split())


def _other_apostrophes(source: str) -> str:
    """Return a source with straight apostrophes instead of typographic ones, or the reverse."""
    return source.replace("’", "'") if "’" in source else source.replace("'", "’")


def one_line(text: str) -> str:
    """Return a person's translation on one line, without control characters."""
    return _CONTROLS.sub("", normalized(text))


def row(pair: Pair, source: str, translation: str) -> Row:
    """Return the row for a person's translation."""
    source_language, target_language = pair
    values = source_language, target_language, normalized(source), one_line(translation)
    return correction_keys(pair, [source])[0], *values, seal(values)


def is_whole(row: Row) -> bool:
    """Whether a row is intact: its seal fits its values."""
    return seal(row[1:5]) == row[5]


def recall(connection: sqlite3.Connection, pair: Pair, sources: Sequence[str]) -> dict[str, Remembered]:
    """Return the translations by people of these sources, also of a source whose apostrophes have the other form."""
    keys = correction_keys(pair, sources)
    others = correction_keys(pair, [_other_apostrophes(source) for source in sources])
    wanted = [*dict.fromkeys((*keys, *others))]
    marks = ",".join("?" * len(wanted))
    found: dict[bytes, Remembered] = {}
    chosen = "key IN (SELECT key FROM alternatives)"
    query = f"SELECT {_COLUMNS}, {chosen} FROM corrections WHERE key IN ({marks})"  # noqa: S608
    for *stored, alternative in connection.execute(query, wanted):
        if not is_whole(tuple(stored)):
            raise DamagedError
        extra = {"alternative": True} if alternative else None
        found[stored[0]] = Remembered(stored[4], extra=extra, origin="memory")
    places = zip(sources, keys, others, strict=True)
    chosen_for = ((source, found.get(key) or found.get(other)) for source, key, other in places)
    return {source: remembered for source, remembered in chosen_for if remembered}


def put(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Write rows, replacing those with the same keys."""
    with transaction(connection):
        connection.executemany(f"{_INSERT} VALUES (?, ?, ?, ?, ?, ?) {_REPLACE}", rows)


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
        old = connection.execute(_SELECT, new[:1]).fetchone()
        connection.execute(f"{_INSERT} VALUES (?, ?, ?, ?, ?, ?) {_REPLACE}", new)
    return old[0] if old else None


def put_all(connection: sqlite3.Connection, units: Iterable[TranslationUnit]) -> int:
    """Write any number of units, all or none, the last of each source; return the number of sources.

    An alternative is written only if the source has no other translation, here or in the memory. So is a reversed
    unit, which is not counted.

    The units are collected in a temporary table, so that other processes can write to the file until the end.
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
        connection.executemany(_COLLECT, rows)
        # A WHERE clause lets SQLite distinguish the ON of the upsert from that of a join.
        connection.execute(f"{_INSERT} SELECT {_COLUMNS} FROM temp.incoming WHERE standing = 0 {_REPLACE}")  # noqa: S608
        connection.execute(
            f"{_INSERT} SELECT {_COLUMNS} FROM temp.incoming WHERE standing > 0 ON CONFLICT DO NOTHING"  # noqa: S608
        )
        connection.execute("DELETE FROM alternatives WHERE key IN (SELECT key FROM temp.incoming WHERE standing = 0)")
        count: int = connection.execute("SELECT count(*) FROM temp.incoming WHERE standing < 2").fetchone()[0]
    connection.execute("DROP TABLE temp.incoming")
    return count


def remove(connection: sqlite3.Connection, pair: Pair, source: str) -> str | None:
    """Delete the translation of a source, and return it."""
    keys = correction_keys(pair, [source])
    with transaction(connection):
        old = connection.execute(_SELECT, keys).fetchone()
        connection.execute("DELETE FROM corrections WHERE key = ?", keys)
        connection.execute("DELETE FROM alternatives WHERE key = ?", keys)
    return old[0] if old else None


def units(connection: sqlite3.Connection) -> Iterator[TranslationUnit]:
    """Yield all corrections, ordered by languages and source."""
    query = f"SELECT {_COLUMNS} FROM corrections ORDER BY source_language, target_language, source"  # noqa: S608
    for stored in connection.execute(query):
        if not is_whole(stored):
            raise DamagedError
        yield TranslationUnit(*stored[1:5])


def save_from(damaged: Path, fresh: sqlite3.Connection) -> str:
    """Copy the corrections of a damaged file to a new one; return a message on what was saved, or an empty text."""
    saved = _salvage(damaged)
    put(fresh, saved)
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
                rows.extend(filter(is_whole, connection.execute(_ALL_BY_KEY + order)))
    return list(dict.fromkeys(rows))
