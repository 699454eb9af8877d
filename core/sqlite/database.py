"""Database: one connection to the file, opened when first used, and whole again after most of what can happen."""

import contextlib
import logging
import os
import sqlite3
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from core.files import locked
from core.home import make_folder
from core.messages import Message
from core.sqlite import FAULTS, Schema, UnavailableError, identity, is_damage, set_aside, size_of, unavailable

_logger = logging.getLogger(__name__)

T = TypeVar("T")
Warn = Callable[[str], None]
"""Called with one line that the user should know."""
Mend = Callable[[Path, sqlite3.Connection], str]
"""Saves what it can from the damaged file into a fresh one, and says in words what; an empty text for nothing."""

_SETTLING = 10.0
"""Seconds that opening, and setting aside, wait for another process that does the same."""


class Database:
    """A connection that any thread may use, one at a time, and that no fork shares.

    A file that is damaged is set aside, once; one that was renamed or deleted is opened anew.
    """

    def __init__(
        self,
        path: Path,
        schema: Schema,
        warn: Warn,
        *,
        durable: bool = False,
        mend: Mend = lambda _damaged, _fresh: "",
    ) -> None:
        self._path = path
        self._schema = schema
        self._save = mend
        self._warn = warn
        self._durable = durable
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._mended = False
        self.lock = threading.RLock()
        """Held while the connection is used."""
        with _registry:
            _all.add(self)

    def run(self, work: Callable[[sqlite3.Connection], T], *, patience: float) -> T:
        """Return what `work` makes of the connection; after damage, of that to a fresh file.

        `patience` is how many seconds to wait for other writers. Raises BusyError after that, and
        UnavailableError for all else that the file does; `work` must change nothing but in transactions.
        """
        try:
            with self.session(patience=patience) as connection:
                return work(connection)
        except _MendedError:
            with self.session(patience=patience) as connection:
                return work(connection)

    @contextlib.contextmanager
    def session(self, *, patience: float) -> Iterator[sqlite3.Connection]:
        """Give the connection for a while; raises as `run` does, and UnavailableError for damage too."""
        with self.lock:
            try:
                connection = self._open()
                connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
                yield connection
            except FAULTS as error:
                if is_damage(error):
                    raise self._mend() from error
                raise unavailable(error) from error

    def close(self) -> None:
        """Close the connection; it opens again when it is next used."""
        with self.lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        # Another process may have set the file aside, or its owner deleted it.
        if self._connection is not None and identity(self._path) != self._identity:
            self.close()
        if self._connection is None:
            make_folder(self._path.parent)
            with locked(self._path, _SETTLING):
                emptied = not _create(self._path) and size_of(self._path) == 0
                self._identity = identity(self._path)
                self._connection = self._connect()
            if emptied:
                self._warn(Message("{name} was empty; work goes on with a new one", name=self._path.name))
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_SETTLING, isolation_level=None, check_same_thread=False)
        try:
            self._schema.prepare(connection, durable=self._durable)
        except BaseException:
            connection.close()
            raise
        return connection

    def _mend(self) -> UnavailableError:
        """Set the damaged file aside, unless another process did, and save to a fresh one what can be."""
        self.close()
        if self._mended:
            return UnavailableError("it is damaged again; the disk may be failing")
        self._mended = True
        try:
            with locked(self._path, _SETTLING):
                if identity(self._path) != self._identity:
                    return _MendedError("it was damaged")
                aside = set_aside(self._path)
                _create(self._path)
                with contextlib.closing(self._connect()) as connection:
                    saved = self._save(aside, connection)
        except FAULTS as error:
            return UnavailableError("it is damaged, and cannot be set aside: {problem}", problem=unavailable(error))
        kept = Message(", {saved}", saved=saved) if saved else ""
        _logger.warning("%s was damaged and is set aside as %s", self._path, aside)
        self._warn(
            Message(
                "the file was damaged and is set aside as {name}; work goes on with a new one{kept}",
                name=aside.name,
                kept=kept,
            )
        )
        return _MendedError("it was damaged, and is set aside; run this again")


class VolatileDatabase(Database):
    """One that is in memory alone and gone with its process: no file is made."""

    def __init__(self, schema: Schema) -> None:
        super().__init__(Path(), schema, lambda _: None)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            self._schema.prepare(self._connection, durable=False)
        return self._connection

    def close(self) -> None:
        """Keep it: a fork does not take it along, and the end of its user's life is its own."""


class _MendedError(UnavailableError):
    """The file was damaged, and a fresh one stands in its place."""


def _create(path: Path) -> bool:
    """Make an empty file that only its owner may read, and return whether there was none."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


_all: weakref.WeakSet[Database] = weakref.WeakSet()
_forking: list[Database] = []
_registry = threading.Lock()
"""Held while `_all` changes or is read."""


def _before_fork() -> None:
    """Close every connection: SQLite forbids to carry one over a fork."""
    _registry.acquire()
    _forking[:] = _all
    for database in _forking:
        database.lock.acquire()
        database.close()


def _after_fork() -> None:
    for database in _forking:
        database.lock.release()
    _forking.clear()
    _registry.release()


if sys.platform != "win32":
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)
