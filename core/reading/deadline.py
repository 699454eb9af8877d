"""Deadline: an end to all that a session waits for, the headers that a server drips and its handshake among them.

A timeout of `requests` is one of silence: a server that sends a byte now and then never meets it.
"""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Deadline:
    """Shuts the connections of one session down when its time is up; whoever waits for them then gets an error."""

    def __init__(self, session: requests.Session, seconds: float) -> None:
        self.over = False
        """Whether the time was up."""
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        session.mount("http://", _Adapter(self))
        session.mount("https://", _Adapter(self))

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
    """Opens connections that a deadline watches."""

    def __init__(self, deadline: Deadline) -> None:
        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                opened = super()._new_conn()
                deadline.watch(opened)
                return opened

        class Safe(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                opened = super()._new_conn()
                deadline.watch(opened)
                return opened

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SafePool(HTTPSConnectionPool):
            ConnectionCls = Safe

        self._pools = {"http": PlainPool, "https": SafePool}
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make the pools as usual, of connections that are watched."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
        """Do the same where a proxy stands between."""
        manager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager
