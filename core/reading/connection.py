"""Connections for fetching: with a time limit, without access to private networks or passwords for other hosts."""

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
"""Newer IPv6 networks that Python takes for public: for documentation (RFC 9637) and segment routing (RFC 9602)."""
_INSIDE = ("localhost", ".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa")
"""Host names, and suffixes of host names, that are not in the public DNS."""


class Reach:
    """Decides what a request may connect to: public addresses, and hosts in a private network that the user named."""

    def __init__(self, url: str, home: str | None = None) -> None:
        """`url` is the address to fetch.

        `home` is None if the user named `url`; otherwise it is the address of the feed that links to `url`, empty for a
        file. The links of a feed in a private network may lead to private hosts, but their redirects may not.
        """
        self._named = host_of(url) if home is None else host_of(home) if home else None
        self._trusted = (
            {self._named, host_of(url)} if self._named and home and is_inside(self._named) else {self._named}
        )
        self._follows = home is not None
        self._inside: bool | None = None
        """Whether the host that the user named was in a private network when first connected to; None before."""

    def check(self, url: str) -> None:
        """Raise InputError if an address must not be contacted, not even through a proxy, which resolves hosts."""
        host = host_of(url)
        try:
            addresses = _resolved(host, None) if host and host not in self._trusted else []
        except (OSError, UnicodeError):  # the host is unknown here, though a proxy may know it
            return
        if not all(map(is_public, addresses)):
            raise _refused(url)

    def open(self, connection: HTTPConnection, connect: Callable[[], socket.socket]) -> socket.socket:
        """Connect with `connect` to an allowed address of the connection's host, and return the socket.

        Raises InputError if no address is allowed, or urllib3's exceptions if the host is unknown or unreachable.
        """
        host, failed = connection.host, None
        try:
            addresses = [address for address in _resolved(host, connection.port) if self._may(host, address)]
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
            connection.host = host  # the certificate is checked against the name
        raise failed or _refused(host)

    def _may(self, host: str, address: str) -> bool:
        """Whether a request may connect to an IP address of a host."""
        public = is_public(address)
        if host.lower() == self._named and not self._follows:
            # A host that was public first must not resolve to a private address later (DNS rebinding).
            self._inside = (not public) if self._inside is None else self._inside
            return public or self._inside
        return public or host.strip("[]").lower() in self._trusted


def is_public(address: str) -> bool:
    """Whether an IP address is public, and so is the IPv4 address that is embedded in it, if any. Raises ValueError.

    >>> list(map(is_public, ("9.9.9.9", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fe80::1%eth0")))
    [True, False, False, False, False]
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        embedded = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if embedded is None and any(parsed in network for network in (*_NAT64, *_COMPATIBLE)):
            embedded = ipaddress.IPv4Address(int(parsed) & 0xFFFF_FFFF)
        if embedded is not None:
            return is_public(str(embedded)) and parsed not in _NAT64[1]
        if parsed.is_site_local or any(parsed in network for network in _NEVER_PUBLIC):
            return False
    return parsed.is_global and not parsed.is_multicast


def is_inside(host: str) -> bool:
    """Whether a host is in a private network, by its address or name; its name is not resolved."""
    try:
        return not is_public(host)
    except ValueError:
        return "." not in host or host.endswith(_INSIDE)


def host_of(url: str) -> str | None:
    """Return the host of an address, in lower case; None if it has none. Raises InputError for an invalid address."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".") or None
    except ValueError as error:
        raise InputError(url, "this is no address") from error


def _resolved(host: str, port: int | None) -> list[str]:
    """Return the IP addresses of a host. Raises socket.gaierror, or UnicodeError for an impossible name."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _refused(url: str) -> InputError:
    return InputError(url, "it leads into a private network; give that address to read it")


class Deadline:
    """A time limit, in seconds, for all requests of a session: it shuts down their connections, so that they fail."""

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
            for watched in self._sockets:
                watched.close()
            self._sockets.clear()

    def watch(self, opened: socket.socket) -> None:
        """Shut down a connection too at the time limit. Its handle is copied, since TLS takes over the original."""
        with self._lock:
            self._sockets.append(opened.dup())
        if self.over:
            self._end()

    def _end(self) -> None:
        self.over = True
        with self._lock:
            for watched in self._sockets:
                with contextlib.suppress(OSError):
                    watched.shutdown(socket.SHUT_RDWR)


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
        """Return the pools for a proxy: watched but not checked, since the user chose the proxy."""
        manager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = self._proxied
        return manager


def _pools(deadline: Deadline, reach: Reach | None) -> dict[str, type[HTTPConnectionPool]]:
    """Return pool classes by scheme, whose connections are watched, and checked unless `reach` is None."""

    def opened(connection: HTTPConnection, connect: Callable[[], socket.socket]) -> socket.socket:
        new = reach.open(connection, connect) if reach else connect()
        deadline.watch(new)
        return new

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


class HttpSession(requests.Session):
    """A session that sends the password from `~/.netrc` only to the host that the user named, and only over TLS.

    requests itself would also send it over plain HTTP, and passwords for other hosts after redirects to these.
    """

    def __init__(self, url: str) -> None:
        """`url` is the address that the user named."""
        super().__init__()
        self._netrc = _Netrc(url)
        # With None, requests would read ~/.netrc itself.
        self.auth = self._netrc

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Remove the password from a request that is redirected to another host; add it for the named host."""
        old, new = response.request.url or "", prepared_request.url or ""
        if self.should_strip_auth(old, new):  # type: ignore[no-untyped-call]
            prepared_request.headers.pop("Authorization", None)
        self._netrc.add(prepared_request)


class _Netrc(AuthBase):
    """Adds passwords to requests: those in addresses, and that of `~/.netrc` for the host of `url`."""

    def __init__(self, url: str) -> None:
        self._host = host_of(url)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the user name and password that are part of the address; if there are none, those that `add` finds."""
        credentials = get_auth_from_url(request.url or "")
        if any(credentials):
            HTTPBasicAuth(*credentials)(request)
        else:
            self.add(request)
        return request

    def add(self, request: requests.PreparedRequest) -> None:
        """Add the password from `~/.netrc`, if the request goes to the named host over TLS."""
        url = request.url or ""
        if url.lower().startswith("https://") and host_of(url) == self._host and (found := get_netrc_auth(url)):
            HTTPBasicAuth(*found)(request)
