"""Translations by models, least recently used first, and flags of articles: the SQL of `outputs` and `findings`."""

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.memory import Pair, Remembered, TranslationUnit, output_keys, seal
from core.memory.corrections import correction_keys
from core.sqlite import DamagedError, transaction, used

Row = tuple[bytes, str, str, str, str, bytes | None, int, str | None, int]
"""key, source language, target language, source, translation, score, truncated, extra as JSON, seal."""
_SCORE = struct.Struct("<d")
"""Scores are stored as bytes: SQLite's numbers lose the sign of −0.0, which a brief shows."""

_COLUMNS = "key, source_language, target_language, source, translation, score, truncated, extra, seal"
_PRUNE_BATCH = 512
"""Rows deleted in one transaction: it holds the write lock for some 8 ms."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """The translations found, and the ids of rows to move to the end of the queue."""

    found: dict[str, Remembered]
    ageing: list[int]


def rows(key_base: str, pair: Pair, items: Iterable[tuple[str, Remembered]]) -> list[Row]:
    """Return the rows for translations; one with lone surrogates is left out, and will be translated again.

    Raises TypeError or ValueError for an `extra` that JSON cannot hold.
    """
    storable = [(source, item) for source, item in items if _storable(source, item)]
    keys = output_keys(key_base, [source for source, _ in storable])
    result = []
    for key, (source, item) in zip(keys, storable, strict=True):
        extra = None if item.extra is None else _to_json(item.extra)
        score = None if item.score is None else _SCORE.pack(item.score)
        values = (*pair, source, item.translation, score, int(item.truncated), extra)
        result.append((key, *values, seal(values)))
    return result


def recall(connection: sqlite3.Connection, key_base: str, sources: Sequence[str], *, limit: int) -> Recalled:
    """Return the translations of these sources that are stored under this key base."""
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
    """Add rows at the end of the queue, move the ageing rows there, and delete from its start if it is too large.

    An existing row is kept: briefs were made with the first translation.
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
                (_PRUNE_BATCH,),
            ).rowcount
        # Corrections are never pruned; alone, they may be larger than the limit.
        if gone < _PRUNE_BATCH:
            break


def units(connection: sqlite3.Connection) -> Iterator[TranslationUnit]:
    """Yield the sentences that only models translated, with the last used translation, by languages and source."""
    # SQLite takes the other columns from the row that has the maximum.
    query = f"""SELECT {_COLUMNS}, max(id) FROM outputs GROUP BY source_language, target_language, source
        ORDER BY source_language, target_language, source"""  # noqa: S608
    for *stored, _ in connection.execute(query):
        _check(stored)
        source_language, target_language, source, translation = stored[1:5]
        keys = correction_keys((source_language, target_language), [source])
        if connection.execute("SELECT 1 FROM corrections WHERE key = ?", keys).fetchone() is None:
            yield TranslationUnit(source_language, target_language, source, translation, origin="model")


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


FindingRow = tuple[bytes, str, int]
"""key, value, seal."""

_BYTES_PER_FINDING = 8192
"""Bytes of the memory's limit for each article's findings: they take about 2,000, so at most a quarter of the
memory."""


def finding_row(key: bytes, value: str) -> FindingRow:
    """Return the row for the findings (flags) of an article."""
    return key, value, seal((key, value))


def recall_finding(connection: sqlite3.Connection, key: bytes) -> str | None:
    """Return the findings that are stored under a key; None if there are none."""
    found = connection.execute("SELECT value, seal FROM findings WHERE key = ?", (key,)).fetchone()
    if found is None:
        return None
    value, sealed = found
    if seal((key, value)) != sealed:
        raise DamagedError
    return str(value)


def put_findings(connection: sqlite3.Connection, rows: Sequence[FindingRow], *, limit: int) -> None:
    """Add rows, and delete the oldest if there are too many for a memory of `limit` bytes."""
    with transaction(connection):
        connection.executemany(
            "INSERT INTO findings (key, value, seal) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING", rows
        )
        connection.execute(
            "DELETE FROM findings WHERE id <= (SELECT max(id) FROM findings) - ?", (limit // _BYTES_PER_FINDING,)
        )
