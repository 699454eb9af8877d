"""Diagnosis of the stores: memory, library, feeds and journals. They are only read here, never repaired."""

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from core.messages import Message, listed
from core.settings import Places

if TYPE_CHECKING:
    import sqlite3

    from core.sqlite import Schema

State = Literal["ok", "note", "bad"]
"""`bad` prevents something from working; `note` is worth knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one examination."""

    subject: str
    state: State
    text: str
    """What was found; for `bad`, also what to do."""


_LOOKED_THROUGH = 256 << 20
"""Maximum bytes of a file that is checked page by page, in about a second; of a larger file, only the head and the
tables are checked."""
_MENDED = Message("the next command that uses it sets it aside and saves what is whole")


def check_stores(places: Places) -> Iterator[Finding]:
    """Yield findings on each store: whether it is intact, its version and contents, and what was set aside."""
    # Not before: they load SQLite.
    from core.batch.journal import JOURNAL
    from core.feeds.tables import FEEDS
    from core.library.tables import LIBRARY
    from core.memory.tables import MEMORY

    yield _store(Message("memory"), places.memory, MEMORY, {"outputs": _sentences, "corrections": _corrections})
    yield _store(Message("library"), places.library, LIBRARY, {"briefs": _briefs})
    yield _store(Message("feeds"), places.feeds, FEEDS, {"feeds": _feeds, "entries": _entries})
    yield _journals(places.journals, JOURNAL)
    yield from _aside(places)


def _sentences(count: int) -> Message:
    return Message("{count} sentences", count=count)


def _corrections(count: int) -> Message:
    return Message("{count} corrections", count=count)


def _briefs(count: int) -> Message:
    return Message("{count} briefs", count=count)


def _feeds(count: int) -> Message:
    return Message("{count} feeds", count=count)


def _entries(count: int) -> Message:
    return Message("{count} entries", count=count)


def _store(subject: str, path: Path, schema: "Schema", counted: dict[str, Callable[[int], Message]]) -> Finding:
    if not os.path.exists(path):
        return Finding(subject, "ok", Message("nothing yet; it will be {path}", path=path))
    problem, counts = _look(path, schema, tuple(counted))
    if problem:
        return Finding(subject, "bad", Message("{path}: {problem}", path=path, problem=problem))
    many = listed([say(count) for count, say in zip(counts, counted.values(), strict=True)])
    return Finding(
        subject,
        "ok",
        Message("{counted}, {size:.1f} MB, whole; {path}", counted=many, size=os.path.getsize(path) / 1e6, path=path),
    )


def _journals(folder: Path, schema: "Schema") -> Finding:
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".db") if folder.is_dir() else []
    except OSError as error:
        return Finding(
            Message("journals"),
            "bad",
            Message("{folder}: {reason}; let yourself read it", folder=folder, reason=error.strerror),
        )
    done = 0
    for path in paths:
        problem, counts = _look(path, schema, ("articles",))
        if problem:
            return Finding(Message("journals"), "bad", Message("{path}: {problem}", path=path, problem=problem))
        done += counts[0]
    none = Message("none yet")
    many = Message("of {folders} output folders, {articles} articles", folders=len(paths), articles=done)
    return Finding(Message("journals"), "ok", many if paths else none)


def stored_files(places: Places) -> Iterator[Finding]:
    """List what is kept in the program's folder: where, how large, and who may read it."""
    try:
        names = sorted(os.listdir(places.home))
    except OSError:
        return
    for name in names:
        # A database's log, lock and index belong to it.
        main = name.removesuffix(".lock").removesuffix(".scrub").removesuffix("-wal").removesuffix("-shm")
        if main == name or main not in names:
            path = places.home / name
            parts = [path, *(places.home / file for file in names if file != name and file.startswith(f"{name}-"))]
            size, others = map(sum, zip(*(_measure(part) for part in parts), strict=True))
            alone = Message("{path}: {size:.1f} MB, for you alone", path=path, size=size / 1e6)
            open_ = Message(
                "{path}: {size:.1f} MB, {n} files of it can be read by others", path=path, size=size / 1e6, n=others
            )
            yield Finding(Message("kept"), "bad" if others else "ok", open_ if others else alone)


def _measure(path: Path) -> tuple[int, int]:
    """Return the bytes of a file or folder, and the number of its files that others than the owner may read."""
    size = others = 0
    barred = os.lstat(path.parent).st_mode & 0o077 == 0 and sys.platform != "win32"
    for place in (path, *(Path(folder, file) for folder, _, files in os.walk(path) for file in files)):
        with contextlib.suppress(OSError):
            status = os.lstat(place)
            if not stat.S_ISDIR(status.st_mode):
                size += status.st_size
                others += not barred and bool(status.st_mode & 0o044) and sys.platform != "win32"
    return size, others


def _aside(places: Places) -> Iterator[Finding]:
    with contextlib.suppress(OSError):
        for folder in (places.home, places.journals):
            for path in sorted(folder.glob("*.damaged-*")):
                if not path.name.endswith(("-wal", "-shm")):
                    yield Finding(
                        Message("set aside"),
                        "note",
                        Message("{path}, {size:.1f} MB: yours to delete", path=path, size=path.stat().st_size / 1e6),
                    )


def _look(path: Path, schema: "Schema", tables: tuple[str, ...]) -> tuple[str, list[int]]:
    """Return what is wrong with a file and what to do; if nothing, the number of rows of its tables."""
    if not os.path.exists(f"{path}-wal"):
        # No process has it open: opened as immutable, it gets no extra files from SQLite.
        problem, counts = _read(path, "immutable=1", schema, tables)
        if not problem:
            return problem, counts
    return _read(path, "mode=ro", schema, tables)


def _read(path: Path, way: str, schema: "Schema", tables: tuple[str, ...]) -> tuple[str, list[int]]:
    import sqlite3

    from core.sqlite import FAULTS, UnavailableError, is_damage, unavailable

    try:
        address = f"{path.absolute().as_uri()}?{way}"
        with contextlib.closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA busy_timeout = 2000")
            schema.recognise(connection)
            problem = _damage(connection, path)
            counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]  # noqa: S608
    except UnavailableError as error:
        return Message("cannot be used: {error}", error=error), []
    except FAULTS as error:
        if is_damage(error):
            return Message("it is damaged; {repair}", repair=_MENDED), []
        return Message("cannot be used: {error}", error=unavailable(error)), []
    return Message("it is damaged ({problem}); {repair}", problem=problem, repair=_MENDED) if problem else "", counts


def _damage(connection: "sqlite3.Connection", path: Path) -> str:
    if os.path.getsize(path) > _LOOKED_THROUGH:
        return ""
    result: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    return "" if result == "ok" else result.splitlines()[-1]
