"""The journal: what a batch has done, one file for each output folder, among the program's own data.

Not in the output folder: that may be a network share, on which SQLite's log is not safe, and whoever publishes,
compares or hands on the folder wants briefs in it and nothing else. The journal speaks of files that may have been
moved away, cut or changed since, so it is believed only where they are there with the digests that it holds. It is
written before the files: a kill at any moment leaves an article done and known by its digests, or to be done again, and
the same bytes come out.
"""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, Self, TypeVar

from core.errors import OutputError
from core.files import fitting, locked
from core.home import make_folder
from core.reading.fetch import is_address
from core.sanitize import sanitize
from core.sqlite import Schema, UnavailableError, transaction
from core.sqlite.database import Database, VolatileDatabase, Warn

_PATIENCE: Final = 15.0

JOURNAL: Final = Schema(
    0x44504A31,  # `DPJ1`
    (
        (
            # One row an article: which input its name below the output folder belongs to, and what became of it.
            # Names are bytes, as the system has them: they need be no UTF-8.
            """CREATE TABLE articles (
                target BLOB PRIMARY KEY,
                input BLOB NOT NULL,
                sha256 TEXT,
                languages TEXT,
                recipe TEXT,
                formats TEXT,
                reason TEXT
            ) WITHOUT ROWID""",
            "CREATE INDEX articles_by_input ON articles (input)",
            # Inputs that were read to their end, and how many articles are in them.
            """CREATE TABLE inputs (
                input BLOB PRIMARY KEY, sha256 TEXT NOT NULL, articles INTEGER NOT NULL
            ) WITHOUT ROWID""",
        ),
        # The digests of the files, a format and its digest each; an earlier version forgot them once they were written.
        ("ALTER TABLE articles ADD COLUMN promised TEXT",),
        # Whether the library has yet to keep it.
        ("ALTER TABLE articles ADD COLUMN unkept INTEGER",),
    ),
)

_COLUMNS: Final = "target, sha256, languages, recipe, formats, promised, unkept"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one article that was done."""

    target: str
    sha256: str
    """Of its input's bytes."""
    languages: tuple[str, ...]
    """All that are in it, for the packs of each have a part in its fingerprint."""
    fingerprint: str
    formats: tuple[str, ...]
    promised: Mapping[str, str] = field(default_factory=dict)
    """The digest of each format's file; none where an earlier version wrote it."""
    unkept: bool = False
    """Whether the library has yet to keep it."""


def digest(data: bytes) -> str:
    """Return the digest that a file is known by."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Journal:
    """The journal of one output folder; for one batch at a time. Every method may raise OutputError."""

    def __init__(self, output: Path, folder: Path, warn: Warn, *, dry: bool = False, private: bool = False) -> None:
        """`folder` is where journals are; `dry` looks and writes nothing, `private` knows of its own run alone."""
        self._private = private
        self._output = output
        self._dry = dry
        place = os.path.realpath(output)
        suffix = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
        self._file = folder / f"{sanitize(os.path.basename(place), 40) or 'root'}-{suffix}.db"
        own = hashlib.sha256(os.fsencode(self._file)).hexdigest()[:12]
        self.drafts = output / f".depeche-{own}"
        """Where files are written before they are whole: on the disk of the output, out of sight, for this run."""
        self._database = VolatileDatabase(JOURNAL) if private else Database(self._file, JOURNAL, warn)
        self._lock = contextlib.ExitStack()
        self._kept: list[bytes] = []
        """Targets that the library keeps, of which the journal does not know it yet."""

    def __enter__(self) -> Self:
        """Take the folder for this process; raises OutputError where another has it, or it cannot be written."""
        if self._dry:
            return self
        try:
            if not self._private:
                make_folder(self._file.parent)
                self._lock.enter_context(locked(self._file.with_suffix(".batch"), 0))
        except TimeoutError as error:
            raise OutputError(
                str(self._output),
                "another batch is writing into this folder; wait for its end, or choose another folder",
            ) from error
        except OSError as error:
            place = str(self._file.parent)
            raise OutputError(place, "cannot be written: {reason}", reason=error.strerror or error) from error
        try:
            self.drafts.mkdir(parents=True, exist_ok=True)
            # What a kill left half written.
            for draft in self.drafts.iterdir():
                draft.unlink()
        except OSError as error:
            self._lock.close()
            place = str(self._output)
            raise OutputError(place, "cannot be written: {reason}", reason=error.strerror or error) from error
        return self

    def __exit__(self, *_: object) -> None:
        # Without it they are kept once more.
        with contextlib.suppress(OutputError):
            self._change()
        self._database.close()
        with contextlib.suppress(OSError):
            self.drafts.rmdir()
        self._lock.close()

    def claim(self, key: str, relative: str) -> str:
        """Return the name below the output folder for an article of an input; the same whenever it is asked.

        It is `relative` as a rule; a name to which no ending could be added is cut. Where an article of another input
        that still exists has it, it is `relative~2` and so on: two folders may hold files of the same name.
        """
        relative = fitting(relative)

        def work(connection: sqlite3.Connection) -> str:
            for number in count(1):
                target = relative if number == 1 else f"{relative}~{number}"
                names = os.fsencode(target), os.fsencode(key)
                found = connection.execute("SELECT input FROM articles WHERE target = ?", names[:1]).fetchone()
                if found and found[0] == names[1]:
                    return target
                if not found or not (is_address(os.fsdecode(found[0])) or os.path.lexists(found[0])):
                    if not self._dry:
                        with transaction(connection):
                            connection.execute("INSERT OR REPLACE INTO articles (target, input) VALUES (?, ?)", names)
                    return target
            raise AssertionError

        return self._run(work, relative)

    def knows(self, target: str) -> bool:
        """Whether an article has this name below the output folder."""
        name = os.fsencode(target)
        query = "SELECT 1 FROM articles WHERE target = ?"
        return self._run(lambda connection: connection.execute(query, (name,)).fetchone() is not None, nothing=False)

    def finished(self, key: str, sha256: str) -> list[Record]:
        """Return the records of an input whose every article was done from these bytes; else nothing."""

        def work(connection: sqlite3.Connection) -> list[Record]:
            found = connection.execute(
                "SELECT sha256, articles FROM inputs WHERE input = ?", (os.fsencode(key),)
            ).fetchone()
            if found is None or found[0] != sha256:
                return []
            records = [*_records(connection, "input = ? AND sha256 = ?", (os.fsencode(key), sha256))]
            return records if len(records) == found[1] else []

        return self._run(work, [])

    def record(self, target: str) -> Record | None:
        """Return what is known of an article that was done."""
        return self._run(
            lambda connection: next(_records(connection, "target = ?", (os.fsencode(target),)), None), None
        )

    def promise(self, record: Record) -> None:
        """Write that an article is about to be done, and what its files will be."""
        name = os.fsencode(record.target)
        values = (
            record.sha256,
            " ".join(record.languages),
            record.fingerprint,
            " ".join(record.formats),
            " ".join(f"{form}={promise}" for form, promise in record.promised.items()),
            record.unkept,
            name,
        )
        self._change(
            "UPDATE articles SET sha256 = ?, languages = ?, recipe = ?, formats = ?, promised = ?, unkept = ?,"
            " reason = NULL WHERE target = ?",
            values,
        )

    def kept(self, target: str) -> None:
        """Note that the library keeps an article; it is written with what comes next."""
        self._kept.append(os.fsencode(target))

    def failed(self, target: str, reason: str) -> None:
        """Write that an article could not be done, and why."""
        values = sanitize(reason, 2000), os.fsencode(target)
        self._change("UPDATE articles SET sha256 = NULL, promised = NULL, reason = ? WHERE target = ?", values)

    def read(self, key: str, sha256: str, articles: int) -> None:
        """Write that an input was read to its end, and how many articles are in it."""
        self._change("INSERT OR REPLACE INTO inputs VALUES (?, ?, ?)", (os.fsencode(key), sha256, articles))

    def _change(self, statement: str | None = None, values: Sequence[object] = ()) -> None:
        kept = [(target,) for target in self._kept]

        def work(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.executemany("UPDATE articles SET unkept = 0 WHERE target = ?", kept)
                if statement:
                    connection.execute(statement, values)

        if not self._dry and (statement or kept):
            self._run(work, None)
            del self._kept[: len(kept)]

    def _run(self, work: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """Return what `work` makes of the file; `nothing` where a dry run finds none."""
        if self._dry and not os.path.exists(self._file):
            return nothing
        try:
            return self._database.run(work, patience=_PATIENCE)
        except UnavailableError as error:
            raise OutputError(str(self._file), "this batch's journal cannot be used: {error}", error=error) from error


def _records(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> Iterator[Record]:
    query = f"SELECT {_COLUMNS} FROM articles WHERE sha256 IS NOT NULL AND {where}"  # noqa: S608
    for target, sha256, languages, recipe, formats, promised, unkept in connection.execute(query, values):
        promises = dict(promise.split("=") for promise in (promised or "").split())
        name, codes, names = os.fsdecode(target), tuple(languages.split()), tuple(formats.split())
        yield Record(name, sha256, codes, recipe, names, promises, bool(unkept))
