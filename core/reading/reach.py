"""Which addresses a request may connect to: what a redirect or a feed leads to must not be inside the user's network.

Names are resolved once, and the connection goes to an address that was judged, so that no name can change between.
"""

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from core.errors import InputError

_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""IPv6 addresses that stand for IPv4 ones (RFC 6052, RFC 8215)."""
_COMPATIBLE = ipaddress.ip_network("::/96")
_INSIDE = ("localhost", ".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa")
"""Names that the public DNS does not serve."""


class Reach:
    """What one request may connect to: any public address, and inside the user's network only what the user named."""

    def __init__(self, url: str, home: str | None = None) -> None:
        """`url` is the address that is asked for.

        `home` is the feed that names it, where the user named that and not `url`; empty where that is a file. A feed
        inside may name what is inside, and only its links, not what these redirect to.
        """
        self._named = host_of(url) if home is None else host_of(home) if home else None
        self._trusted = (
            {self._named, host_of(url)} if self._named and home and is_inside(self._named) else {self._named}
        )
        self._follows = home is not None
        self._inside: bool | None = None
        """Whether the host that the user named was inside when it was first connected to."""

    def check(self, url: str) -> None:
        """Raise InputError for an address that must not be asked; a proxy may stand before it, which resolves it."""
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
        if inner is None and any(one in network for network in (*_NAT64, _COMPATIBLE)):
            inner = ipaddress.IPv4Address(int(one) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner)) and one not in _NAT64[1]
    return one.is_global and not one.is_multicast


def is_inside(host: str) -> bool:
    """Whether a host lies in the user's own network by what it is called, which no stranger can choose."""
    try:
        return not is_public(host)
    except ValueError:
        return "." not in host or host.endswith(_INSIDE)


def host_of(url: str) -> str | None:
    """Return the host of an address, in small letters. Raises InputError for what is no address."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".") or None
    except ValueError as error:
        raise InputError(url, "this is no address") from error


def _resolved(host: str, port: int | None) -> list[str]:
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _refused(url: str) -> InputError:
    return InputError(url, "it leads into a private network; give that address to read it")
