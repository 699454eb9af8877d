"""The connection of one fetch: time limits, no access to private networks, no passwords for other hosts."""

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth
from requests.utils import get_auth_from_url, get_netrc_auth
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from core.errors import InputError

_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""IPv6 networks that embed IPv4 addresses (RFC 6052, RFC 8215)."""
_COMPATIBLE = (ipaddress.ip_network("::/96"), ipaddress.ip_network("::ffff:0:0:0/96"))
"""Obsolete IPv6 networks that embed IPv4 addresses (RFC 4291, RFC 2765)."""
_NEVER_PUBLIC = (ipaddress.ip_network("3fff::/20"), ipaddress.ip_network("5f00::/16"))
"""Younger IPv6 networks that Python takes for public: documentation, and a provider's own routes (RFC 9637, 9602)."""
_INSIDE = ("localhost", ".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa")
"""Names and suffixes that the public DNS does not serve."""


class Reach:
    """Decides what a request may connect to: public addresses, and in a private network only what the user named."""

    def __init__(self, url: str, home: str | None = None) -> None:
        """`url` is the address that is asked for.

        `home` is the feed that names it, where the user named that and not `url`; empty if that is a file. A feed
        inside may name what is inside, and only its links, not what these redirect to.
        """
        self._named = host_of(url) if home is None else host_of(home) if home else None
        self._trusted = (
            {self._named, host_of(url)} if self._named and home and is_inside(self._named) else {self._named}
        )
        self._follows = home is not None
        self._inside: bool | None = None
        """Whether the host that the user named was in a private network when first connected to; None before."""

    def check(self, url: str) -> None:
        """Raise InputError for an address that must not be contacted, also through a proxy, which resolves it."""
        host = host_of(url)
        try:
            addresses = _resolved(host, None) if host and host not in self._trusted else []
        except (OSError, UnicodeError):  # a proxy may know it, or nobody
            return
        if not all(map(is_public, addresses)):
            raise _refused(url)

    def open(self, connection: HTTPConnection, connect: Callable[[], socket.socket]) -> socket.socket:
        """Open a connection by `connect`, to an address of its host that may be reached. Raises InputError."""
        host, failed = connection.host, None
        try:
            addresses = [one for one in _resolved(host, connection.port) if self._may(host, one)]
        except socket.gaierror as error:
            raise NameResolutionError(host, connection, error) from error
        try:
            for address in addresses:
                connection.host = address
                try:
                    return connect()
                except (NewConnectionError, ConnectTimeoutError) as error:
                    failed = error
        finally:
            connection.host = host  # its certificate is for the name
        raise failed or _refused(host)

    def _may(self, host: str, address: str) -> bool:
        public = is_public(address)
        if host.lower() == self._named and not self._follows:
            # It may not move inside once it was found outside.
            self._inside = (not public) if self._inside is None else self._inside
            return public or self._inside
        return public or host.strip("[]").lower() in self._trusted


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet, itself and what it stands for.

    >>> [is_public(one) for one in ("9.9.9.9", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fe80::1%eth0")]
    [True, False, False, False, False]
    """
    one = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)
        if inner is None and any(one in network for network in (*_NAT64, *_COMPATIBLE)):
            inner = ipaddress.IPv4Address(int(one) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner)) and one not in _NAT64[1]
        if one.is_site_local or any(one in network for network in _NEVER_PUBLIC):
            return False
    return one.is_global and not one.is_multicast


def is_inside(host: str) -> bool:
    """Whether a host's name is one of private networks, which the public DNS does not serve."""
    try:
        return not is_public(host)
    except ValueError:
        return "." not in host or host.endswith(_INSIDE)


def host_of(url: str) -> str | None:
    """Return the host of an address, in lower case. Raises InputError for an invalid address."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".") or None
    except ValueError as error:
        raise InputError(url, "this is no address") from error


def _resolved(host: str, port: int | None) -> list[str]:
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _refused(url: str) -> InputError:
    return InputError(url, "it leads into a private network; give that address to read it")


class Deadline:
    """Closes the connections of a session when its time is up, which ends all waiting with an error."""

    def __init__(self, session: requests.Session, seconds: float, reach: Reach) -> None:
        """`reach` decides what the session may connect to."""
        self.over = False
        """Whether the time limit was reached."""
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
        """Watch a connection, by a copy of its handle, since TLS takes over the handle itself."""
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
    """Opens connections that are watched and checked."""

    def __init__(self, deadline: Deadline, reach: Reach) -> None:
        self._pools = _pools(deadline, reach)
        self._proxied = _pools(deadline, None)
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Create the pools, with watched connections."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
        """Do the same for a proxy, which is the user's choice."""
        manager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = self._proxied
        return manager


def _pools(deadline: Deadline, reach: Reach | None) -> dict[str, type[HTTPConnectionPool]]:
    """Create the pool classes by scheme, with connections that are watched and checked."""

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


class Session(requests.Session):
    """A session that sends the user's password for a host to that host only, and only over TLS.

    requests would send what `~/.netrc` has over plain HTTP too, and look there for each host that a redirect names.
    """

    def __init__(self, url: str) -> None:
        """`url` is what the user asked for."""
        super().__init__()
        self._netrc = _Netrc(url)
        # Any other than None keeps requests from looking for itself.
        self.auth = self._netrc

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Remove the password from a request that is redirected to another host."""
        old, new = response.request.url or "", prepared_request.url or ""
        if self.should_strip_auth(old, new):  # type: ignore[no-untyped-call]
            prepared_request.headers.pop("Authorization", None)
        self._netrc.add(prepared_request)


class _Netrc(AuthBase):
    def __init__(self, url: str) -> None:
        self._host = host_of(url)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the address's own password, else the one that `add` finds."""
        own = get_auth_from_url(request.url or "")
        if any(own):
            HTTPBasicAuth(*own)(request)
        else:
            self.add(request)
        return request

    def add(self, request: requests.PreparedRequest) -> None:
        """Add the password that `~/.netrc` has for the named host, if it is this one."""
        url = request.url or ""
        if url.lower().startswith("https://") and host_of(url) == self._host and (found := get_netrc_auth(url)):
            HTTPBasicAuth(*found)(request)
