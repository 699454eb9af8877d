"""The files that the program fills over time: memory, library, feeds and journals. They are read, never mended here."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core.doctor.finding import Finding
from core.settings import Places

if TYPE_CHECKING:
    import sqlite3

    from core.sqlite.schema import Schema

_LOOKED_THROUGH = 256 << 20
"""Bytes of a file whose every page is looked at, in about a second; of a larger one, the head and the tables."""
_MENDED = "the next command that uses it sets it aside and saves what is whole"


def stores(places: Places) -> Iterator[Finding]:
    """Look at each store: whether it is whole, of which version, how much is in it, and what was set aside."""
    # Not before: they load SQLite.
    from core.batch.journal import JOURNAL
    from core.feeds.schema import FEEDS
    from core.library.schema import LIBRARY
    from core.memory.schema import MEMORY

    yield _store("memory", places.memory, MEMORY, {"outputs": "sentences", "corrections": "corrections"})
    yield _store("library", places.library, LIBRARY, {"briefs": "briefs"})
    yield _store("feeds", places.feeds, FEEDS, {"feeds": "feeds", "entries": "entries"})
    yield _journals(places.journals, JOURNAL)
    yield from _aside(places)


def _store(subject: str, path: Path, schema: "Schema", counted: dict[str, str]) -> Finding:
    if not os.path.exists(path):
        return Finding(subject, "ok", f"nothing yet; it will be {path}")
    problem, counts = _look(path, schema, tuple(counted))
    if problem:
        return Finding(subject, "bad", f"{path}: {problem}")
    told = ", ".join(f"{count} {name}" for count, name in zip(counts, counted.values(), strict=True))
    return Finding(subject, "ok", f"{told}, {os.path.getsize(path) / 1e6:.1f} MB, whole; {path}")


def _journals(folder: Path, schema: "Schema") -> Finding:
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".db") if folder.is_dir() else []
    except OSError as error:
        return Finding("journals", "bad", f"{folder}: {error.strerror}; let yourself read it")
    done = 0
    for path in paths:
        problem, counts = _look(path, schema, ("articles",))
        if problem:
            return Finding("journals", "bad", f"{path}: {problem}")
        done += counts[0]
    return Finding("journals", "ok", f"of {len(paths)} output folders, {done} articles" if paths else "none yet")


def _aside(places: Places) -> Iterator[Finding]:
    with contextlib.suppress(OSError):
        for folder in (places.home, places.journals):
            for path in sorted(folder.glob("*.damaged-*")):
                if not path.name.endswith(("-wal", "-shm")):
                    yield Finding("set aside", "note", f"{path}, {path.stat().st_size / 1e6:.1f} MB: yours to delete")


def _look(path: Path, schema: "Schema", tables: tuple[str, ...]) -> tuple[str, list[int]]:
    """Return what is wrong with a file, in words with what to do, else how many rows its tables have."""
    if not os.path.exists(f"{path}-wal"):
        # Nobody has it open: read as it lies, SQLite leaves no file of its own behind.
        problem, counts = _read(path, "immutable=1", schema, tables)
        if not problem:
            return problem, counts
    return _read(path, "mode=ro", schema, tables)


def _read(path: Path, way: str, schema: "Schema", tables: tuple[str, ...]) -> tuple[str, list[int]]:
    import sqlite3

    from core.sqlite.faults import FAULTS, UnavailableError, is_damage, unavailable

    try:
        address = f"{path.absolute().as_uri()}?{way}"
        with contextlib.closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA busy_timeout = 2000")
            schema.recognise(connection)
            problem = _damage(connection, path)
            counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]  # noqa: S608
    except UnavailableError as error:
        return f"cannot be used: {error}", []
    except FAULTS as error:
        return (f"it is damaged; {_MENDED}" if is_damage(error) else f"cannot be used: {unavailable(error)}"), []
    return (f"it is damaged ({problem}); {_MENDED}" if problem else ""), counts


def _damage(connection: "sqlite3.Connection", path: Path) -> str:
    if os.path.getsize(path) > _LOOKED_THROUGH:
        return ""
    said: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    return "" if said == "ok" else said.splitlines()[-1]
