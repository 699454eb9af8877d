"""Database: a connection to one file, opened on first use; recovery from damage, deletion and forks; and stores."""

import contextlib
import logging
import os
import sqlite3
import sys
import threading
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self, TypeVar

from core.files import locked
from core.home import make_folder
from core.messages import Message
from core.sqlite import (
    FAULTS,
    Schema,
    UnavailableError,
    identity,
    is_damage,
    scrub_due,
    set_aside,
    size_of,
    unavailable,
)

_logger = logging.getLogger(__name__)

T = TypeVar("T")
Warn = Callable[[str], None]
"""Called with one line for the user."""
Salvage = Callable[[Path, sqlite3.Connection], str]
"""Copies what it can from the damaged file to a new one; returns a message on what was saved, empty for nothing."""

_SCRUB_PATIENCE = 0.1
"""Seconds to wait for others to let the file be scrubbed, when it is opened."""
_LOCK_TIMEOUT = 10.0
"""Seconds to wait while another process opens the file or sets it aside."""


class Database:
    """A connection that any thread may use, one at a time, and that forks do not share.

    A damaged file is set aside and replaced, once; after a rename or deletion the file is opened again.
    """

    def __init__(
        self,
        path: Path,
        schema: Schema,
        warn: Warn,
        *,
        durable: bool = False,
        salvage: Salvage = lambda _damaged, _fresh: "",
    ) -> None:
        self._path = path
        self._schema = schema
        self._salvage = salvage
        self._warn = warn
        self._durable = durable
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._replaced = False
        self.lock = threading.RLock()
        """Held while the connection is used."""
        with _registry:
            _databases.add(self)

    def run(self, work: Callable[[sqlite3.Connection], T], *, patience: float) -> T:
        """Call `work` with the connection and return its result; after damage, call it again with a new file.

        `patience` is the number of seconds to wait for other writers. Raises BusyError after that, and UnavailableError
        for all other errors of the file; `work` must make changes only in transactions.
        """
        try:
            with self.session(patience=patience) as connection:
                return work(connection)
        except _ReplacedError:
            with self.session(patience=patience) as connection:
                return work(connection)

    @contextlib.contextmanager
    def session(self, *, patience: float) -> Iterator[sqlite3.Connection]:
        """Yield the connection; raises as `run` does, and UnavailableError for damage too."""
        with self.lock:
            try:
                connection = self._open()
                connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
                yield connection
            except FAULTS as error:
                if is_damage(error):
                    raise self._replace_damaged() from error
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
            with locked(self._path, _LOCK_TIMEOUT):
                emptied = not _create(self._path) and size_of(self._path) == 0
                self._identity = identity(self._path)
                self._connection = self._connect()
            if os.path.lexists(scrub_due(self._path)):
                # A process that was killed, or kept from it by another one, has not finished what it deleted.
                self._schema.scrub(self._connection, self._path, _SCRUB_PATIENCE)
            if emptied:
                self._warn(Message("{name} was empty; work goes on with a new one", name=self._path.name))
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_LOCK_TIMEOUT, isolation_level=None, check_same_thread=False)
        try:
            self._schema.prepare(connection, durable=self._durable)
        except BaseException:
            connection.close()
            raise
        return connection

    def _replace_damaged(self) -> UnavailableError:
        """Set the damaged file aside, unless another process did, and copy what can be saved to a new one."""
        self.close()
        if self._replaced:
            return UnavailableError("it is damaged again; the disk may be failing")
        self._replaced = True
        try:
            with locked(self._path, _LOCK_TIMEOUT):
                if identity(self._path) != self._identity:
                    return _ReplacedError("it was damaged")
                aside = set_aside(self._path)
                _create(self._path)
                with contextlib.closing(self._connect()) as connection:
                    saved = self._salvage(aside, connection)
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
        return _ReplacedError("it was damaged, and is set aside; run this again")


class VolatileDatabase(Database):
    """A database in memory that ends with its process; no file is created."""

    def __init__(self, schema: Schema) -> None:
        super().__init__(Path(), schema, lambda _: None)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            self._schema.prepare(self._connection, durable=False)
        return self._connection

    def close(self) -> None:
        """Do nothing: closing would delete the data, and there is no file that a fork could share."""


class Store(ABC):
    """What is stored in one file: the file is opened on first use, and closed at the end of a `with` block."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @abstractmethod
    def close(self) -> None:
        """Close the file; a later call opens it again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _exists(self) -> bool:
        # Path.exists raises if a parent folder may not be read.
        return os.path.exists(self._path)


class _ReplacedError(UnavailableError):
    """The file was damaged, and was replaced by a new one."""


def _create(path: Path) -> bool:
    """Create an empty file that only its owner may read; return False if there is one already."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


_databases: weakref.WeakSet[Database] = weakref.WeakSet()
_forking: list[Database] = []
_registry = threading.Lock()
"""Held while `_databases` changes or is read."""


def _before_fork() -> None:
    """Close every connection: SQLite forbids using one across a fork."""
    _registry.acquire()
    _forking[:] = _databases
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
