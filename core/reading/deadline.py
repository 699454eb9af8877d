"""Deadline: an end to all that a session waits for, the headers that a server drips and its handshake among them.

A timeout of `requests` is one of silence: a server that sends a byte now and then never meets it.
"""

import contextlib
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from core.reading.reach import Reach


class Deadline:
    """Shuts the connections of one session down when its time is up; whoever waits for them then gets an error."""

    def __init__(self, session: requests.Session, seconds: float, reach: Reach) -> None:
        """`reach` judges what the session connects to."""
        self.over = False
        """Whether the time was up."""
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        session.mount("http://", _Adapter(self, reach))
        session.mount("https://", _Adapter(self, reach))

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            for one in self._sockets:
                one.close()
            self._sockets.clear()

    def watch(self, opened: socket.socket) -> None:
        """Take a connection under it. A copy of its handle: TLS takes the handle itself away."""
        with self._lock:
            self._sockets.append(opened.dup())
        if self.over:
            self._end()

    def _end(self) -> None:
        self.over = True
        with self._lock:
            for one in self._sockets:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    """Opens connections that a deadline watches, to where they may lead."""

    def __init__(self, deadline: Deadline, reach: Reach) -> None:
        self._pools = _pools(deadline, reach)
        self._proxied = _pools(deadline, None)
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make the pools as usual, of connections that are watched."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
        """Do the same where a proxy stands between; that is of the user's choice."""
        manager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = self._proxied
        return manager


def _pools(deadline: Deadline, reach: Reach | None) -> dict[str, type[HTTPConnectionPool]]:
    """Make the kinds of pools by scheme, of connections that are watched and judged."""

    def opened(connection: HTTPConnection, connect: Callable[[], socket.socket]) -> socket.socket:
        made = reach.open(connection, connect) if reach else connect()
        deadline.watch(made)
        return made

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return opened(self, super()._new_conn)

    class Safe(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return opened(self, super()._new_conn)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = Safe

    return {"http": PlainPool, "https": SafePool}
