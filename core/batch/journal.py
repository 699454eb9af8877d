"""The journal: what a batch has done, one file for each output folder, among the program's own data.

It is not in the output folder, which may be a network share, where SQLite's log is not safe, and which should contain
only briefs for others to publish, compare or pass on. Files may have been moved, truncated or changed since, so a
record counts only if the files exist with the digests it holds. The journal is written before the files: after a kill
at any moment an article is either done, with matching digests, or it is done again with the same result.
"""

import contextlib
import errno
import hashlib
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, TypeVar

from core.errors import OutputError
from core.files import DRAFT, locked, path_with_room
from core.home import FOLDER, make_folder
from core.reading.fetch import is_address
from core.sanitize import sanitize
from core.sqlite import Schema, UnavailableError, transaction
from core.sqlite.database import Database, VolatileDatabase, Warn

if TYPE_CHECKING:
    from io import BufferedReader

_PATIENCE: Final = 15.0

JOURNAL: Final = Schema(
    0x44504A31,  # `DPJ1`
    (
        (
            # One row for each article: the input that its name below the output folder belongs to, and the result.
            # Names are bytes, as in the file system: they need not be UTF-8.
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
            # Inputs that were read to the end, and the number of their articles.
            """CREATE TABLE inputs (
                input BLOB PRIMARY KEY, sha256 TEXT NOT NULL, articles INTEGER NOT NULL
            ) WITHOUT ROWID""",
        ),
        # The digests of the files, as FORMAT=DIGEST; an earlier version deleted them once the files were written.
        ("ALTER TABLE articles ADD COLUMN promised TEXT",),
        # Whether it is not stored in the library yet.
        ("ALTER TABLE articles ADD COLUMN unkept INTEGER",),
    ),
)

_COLUMNS: Final = "target, sha256, languages, recipe, formats, promised, unkept"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Record:
    """What the journal knows of one article that was done."""

    target: str
    sha256: str
    """Of its input's bytes."""
    languages: tuple[str, ...]
    """All languages in it: the packs of each are part of its fingerprint."""
    fingerprint: str
    formats: tuple[str, ...]
    promised: Mapping[str, str] = field(default_factory=dict)
    """The digest of each format's file; empty in records of an earlier version."""
    unkept: bool = False
    """Whether it is not stored in the library yet."""


def digest_of_bytes(data: bytes) -> str:
    """Return the digest of a file's bytes, in hex."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def digest_of_file(file: "BufferedReader") -> str:
    """Return the digest of an open file, as `digest_of_bytes` does of its bytes."""
    return hashlib.file_digest(file, partial(hashlib.blake2b, digest_size=16)).hexdigest()


class Journal:
    """The journal of one output folder; for one batch at a time. Every method may raise OutputError."""

    def __init__(self, output: Path, folder: Path, warn: Warn, *, dry: bool = False, private: bool = False) -> None:
        """`folder` contains the journals; `dry` reads but writes nothing; `private` keeps the journal in memory."""
        self._private = private
        self._output = output
        self._dry = dry
        place = os.path.realpath(output)
        suffix = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
        self._file = folder / f"{sanitize(os.path.basename(place), 40) or 'root'}-{suffix}.db"
        name = hashlib.sha256(os.fsencode(self._file)).hexdigest()[:12]
        self.drafts = output / f".depeche-{name}"
        """The hidden folder for unfinished files of this run: on the disk of the output, so that they can be
        renamed."""
        self._database = VolatileDatabase(JOURNAL) if private else Database(self._file, JOURNAL, warn)
        self._lock = contextlib.ExitStack()
        self._kept: list[bytes] = []
        """Targets that the library has stored, which is not yet written to the journal."""

    def __enter__(self) -> Self:
        """Lock the folder for this process; raises OutputError if another has locked it, or it cannot be written."""
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
        if self._output.is_file():
            self._lock.close()
            raise OutputError(str(self._output), "cannot be written: {reason}", reason=os.strerror(errno.ENOTDIR))
        try:
            self._clear_drafts()
        except OSError as error:
            self._lock.close()
            place = str(self.drafts if os.path.lexists(self.drafts) else self._output)
            raise OutputError(place, "cannot be written: {reason}", reason=error.strerror or error) from error
        return self

    def __exit__(self, *_: object) -> None:
        # If this fails, the briefs are stored in the library once more.
        with contextlib.suppress(OutputError):
            self._change()
        self._database.close()
        with contextlib.suppress(OSError):
            self.drafts.rmdir()
        self._lock.close()

    def _clear_drafts(self) -> None:
        """Make the folder for drafts, or delete what a run that was killed left in it. Raises OSError.

        Its name can be guessed: whoever may write into the output folder could make it a link to a folder of this user,
        or a folder of their own, in which they could exchange the drafts.
        """
        self._output.mkdir(parents=True, exist_ok=True)
        self.drafts.mkdir(FOLDER, exist_ok=True)
        status = self.drafts.lstat()
        if not stat.S_ISDIR(status.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self.drafts))
        if sys.platform != "win32" and status.st_uid != os.geteuid():
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(self.drafts))
        for draft in self.drafts.glob(f"{DRAFT}*"):
            draft.unlink()

    def claim(self, key: str, relative: str) -> str:
        """Return the name below the output folder for an article of an input; it is the same on every call.

        It is usually `relative`; a name that is too long for an ending is cut. If an article of another existing input
        has that name, it is `relative~2` and so on: two folders may hold files of the same name.
        """
        relative = path_with_room(relative)

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
        return self._run(lambda connection: connection.execute(query, (name,)).fetchone() is not None, missing=False)

    def finished(self, key: str, sha256: str) -> list[Record]:
        """Return the records of an input if all of its articles were done from these bytes; else an empty list."""

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
        """Return the record of an article that was done; None for others."""
        return self._run(
            lambda connection: next(_records(connection, "target = ?", (os.fsencode(target),)), None), None
        )

    def promise(self, record: Record) -> None:
        """Record that an article's files are about to be written, with their digests."""
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
        """Record that the library has stored an article; it is written with the next change."""
        self._kept.append(os.fsencode(target))

    def failed(self, target: str, reason: str) -> None:
        """Record that an article failed, and why."""
        values = sanitize(reason, 2000), os.fsencode(target)
        self._change("UPDATE articles SET sha256 = NULL, promised = NULL, reason = ? WHERE target = ?", values)

    def read(self, key: str, sha256: str, articles: int) -> None:
        """Record that an input was read to the end, and the number of its articles."""
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

    def _run(self, work: Callable[[sqlite3.Connection], T], missing: T) -> T:
        """Call `work` on the file and return its result; `missing` if a dry run finds no file."""
        if self._dry and not os.path.exists(self._file):
            return missing
        try:
            return self._database.run(work, patience=_PATIENCE)
        except UnavailableError as error:
            raise OutputError(str(self._file), "this batch's journal cannot be used: {error}", error=error) from error


def _records(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> Iterator[Record]:
    query = f"SELECT {_COLUMNS} FROM articles WHERE sha256 IS NOT NULL AND {where}"  # noqa: S608
    for target, sha256, languages, recipe, formats, promised, unkept in connection.execute(query, values):
        try:
            promises = dict(promise.split("=") for promise in (promised or "").split())
            name, codes, names = os.fsdecode(target), tuple(languages.split()), tuple(formats.split())
        except (ValueError, TypeError, AttributeError):
            # A row that no version wrote: its article is done again.
            continue
        yield Record(name, sha256, codes, recipe, names, promises, bool(unkept))
