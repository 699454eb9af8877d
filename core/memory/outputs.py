"""What models made, oldest use first: the SQL of tables `outputs`, of sentences, and `findings`, of articles."""

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.memory import Pair, Remembered, Unit, correction_keys, output_keys, seal
from core.sqlite import DamagedError, transaction, used

Row = tuple[bytes, str, str, str, str, bytes | None, int, str | None, int]
"""key, source language, target language, source, translation, score, truncated, extra as JSON, seal."""
_SCORE = struct.Struct("<d")
"""Scores are kept as their bytes: SQLite's own numbers forget the sign of −0.0, and a brief shows it."""

_COLUMNS = "key, source_language, target_language, source, translation, score, truncated, extra, seal"
_PRUNED_AT_ONCE = 512
"""Rows: some 8 ms of the writers' lock."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was found, and the ids of rows that should move to the end of the queue."""

    found: dict[str, Remembered]
    ageing: list[int]


def rows(key_base: str, pair: Pair, items: Iterable[tuple[str, Remembered]]) -> list[Row]:
    """Return the rows for translations; one with lone surrogates is left out, and will be translated anew.

    Raises TypeError or ValueError for an `extra` that JSON cannot say.
    """
    kept = [(source, item) for source, item in items if _storable(source, item)]
    keys = output_keys(key_base, [source for source, _ in kept])
    made = []
    for key, (source, item) in zip(keys, kept, strict=True):
        extra = None if item.extra is None else _to_json(item.extra)
        score = None if item.score is None else _SCORE.pack(item.score)
        values = (*pair, source, item.translation, score, int(item.truncated), extra)
        made.append((key, *values, seal(values)))
    return made


def recall(connection: sqlite3.Connection, key_base: str, sources: Sequence[str], *, limit: int) -> Recalled:
    """Return what a model made of these sources, under this key base."""
    keys = output_keys(key_base, sources)
    marks = ",".join("?" * len(keys))
    middle = _middle(connection) if used(connection) > limit // 2 else 0
    by_key: dict[bytes, Remembered] = {}
    ageing: list[int] = []
    query = f"SELECT id, {_COLUMNS} FROM outputs WHERE key IN ({marks})"  # noqa: S608
    for number, *stored in connection.execute(query, keys):
        _check(stored)
        score = None if stored[5] is None else _SCORE.unpack(stored[5])[0]
        extra = None if stored[7] is None else json.loads(stored[7])
        by_key[stored[0]] = Remembered(stored[4], score, bool(stored[6]), extra)
        if number < middle:
            ageing.append(number)
    return Recalled({source: by_key[key] for source, key in zip(sources, keys, strict=True) if key in by_key}, ageing)


def put(connection: sqlite3.Connection, new: Sequence[Row], ageing: Sequence[int], *, limit: int) -> None:
    """Add rows at the end of the queue, move the ageing ones there, and cut its head where it is too long.

    What is there already stays: the first answer is the one that briefs were made with.
    """
    with transaction(connection):
        connection.executemany(
            f"INSERT INTO outputs ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",  # noqa: S608
            new,
        )
        connection.executemany(
            "UPDATE outputs SET id = (SELECT max(id) + 1 FROM outputs) WHERE id = ?",
            ((number,) for number in ageing),
        )
    while used(connection) > limit:
        with transaction(connection):
            gone = connection.execute(
                "DELETE FROM outputs WHERE id IN (SELECT id FROM outputs ORDER BY id LIMIT ?)",
                (_PRUNED_AT_ONCE,),
            ).rowcount
        # Corrections are never pruned; alone, they may be larger than the limit.
        if gone < _PRUNED_AT_ONCE:
            break


def units(connection: sqlite3.Connection) -> Iterator[Unit]:
    """Give the sentences that only models translated, each as the model last used did, in order of the text."""
    # SQLite takes the other columns from the row that has the maximum.
    query = f"""SELECT {_COLUMNS}, max(id) FROM outputs GROUP BY source_language, target_language, source
        ORDER BY source_language, target_language, source"""  # noqa: S608
    for *stored, _ in connection.execute(query):
        _check(stored)
        source_language, target_language, source, translation = stored[1:5]
        keys = correction_keys((source_language, target_language), [source])
        if connection.execute("SELECT 1 FROM corrections WHERE key = ?", keys).fetchone() is None:
            yield Unit(source_language, target_language, source, translation, origin="model")


def _middle(connection: sqlite3.Connection) -> int:
    """Return the id in the middle of the queue; a row before it that is used again moves to the end."""
    low, high = connection.execute("SELECT (SELECT min(id) FROM outputs), (SELECT max(id) FROM outputs)").fetchone()
    return 0 if low is None else (low + high) // 2


def _check(stored: Sequence[Any]) -> None:
    if seal(stored[1:8]) != stored[8]:
        raise DamagedError


def _storable(source: str, item: Remembered) -> bool:
    try:
        f"{source}{item.translation}".encode()
    except UnicodeEncodeError:
        return False
    return True


def _to_json(extra: Any) -> str:
    return json.dumps(extra, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


FoundRow = tuple[bytes, str, int]
"""key, value, seal."""

_SHARE = 8192
"""Bytes of the memory for each: an article's take some 2,000, so they fill a quarter of it at most."""


def found_row(key: bytes, value: str) -> FoundRow:
    """Return the row for what was found in an article."""
    return key, value, seal((key, value))


def recall_found(connection: sqlite3.Connection, key: bytes) -> str | None:
    """Return what is kept under a key."""
    found = connection.execute("SELECT value, seal FROM findings WHERE key = ?", (key,)).fetchone()
    if found is None:
        return None
    value, sealed = found
    if seal((key, value)) != sealed:
        raise DamagedError
    return str(value)


def put_found(connection: sqlite3.Connection, rows: Sequence[FoundRow], *, limit: int) -> None:
    """Add rows, and let the oldest go where there are too many for a memory of `limit` bytes."""
    with transaction(connection):
        connection.executemany(
            "INSERT INTO findings (key, value, seal) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING", rows
        )
        connection.execute("DELETE FROM findings WHERE id <= (SELECT max(id) FROM findings) - ?", (limit // _SHARE,))
