"""Access control of `depeche serve`: the page shows what is read, and its keys write files.

Four checks, one after the other. The Host must be a name of this server, so that a page elsewhere whose name was
pointed at this machine (DNS rebinding) is refused. An Origin, which browsers send with every script request and socket,
must be this server's own. The printed token must have been shown. And the page may load only from here, and not in a
frame.

A token is valid once, for a cookie with another value. Browsers send a cookie to every port of a host, and so also to
servers of other users of this machine; therefore the cookie's path is secret, and is requested from no other server.
"""

import hmac
import ipaddress
import logging
import secrets
import socket
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware
from multidict import CIMultiDict

from tui.i18n import _

_log = logging.getLogger(__name__)
_LOOPBACK_NAMES = frozenset(("localhost", "127.0.0.1", "::1"))
_BROWSERS = 50
"""Maximum number of valid cookies; the oldest is dropped."""


def _secret() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class Guard:
    """Checks who may send requests to one server."""

    host: str
    """The address that the server was asked to bind."""
    port: int
    base: str = field(default_factory=lambda: f"/{_secret()}/")
    """The path of everything but the address that opens it."""
    entered: Callable[[], object] = lambda: None
    """Called when a token was used and replaced by a new one."""
    tokens: list[str] = field(default_factory=lambda: [_secret()])
    """The next valid token."""
    cookies: deque[str] = field(default_factory=lambda: deque(maxlen=_BROWSERS))

    @property
    def cookie(self) -> str:
        """The cookie's name: a browser keeps one jar for all ports of a host."""
        return f"depeche-{self.port}"

    @property
    def address(self) -> str:
        """The address with the token, valid once."""
        name = self.host
        if (address := _address(name)) and address.is_unspecified:
            name = socket.gethostname()
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}/?token={self.tokens[0]}"

    def knows_host(self, header: str) -> bool:
        """Whether a Host header names this server.

        On loopback only loopback's own names do. Otherwise this machine's name and any numeric address do too: a name
        that somebody else pointed here is none of these.
        """
        try:
            split = urlsplit(f"//{header}")
            name, port = (split.hostname or "").rstrip("."), split.port or 80
        except ValueError:
            return False
        if port != self.port or split.path or split.query or split.fragment or split.username is not None:
            return False
        if name in {self.host.lower(), *_LOOPBACK_NAMES}:
            return True
        return not is_loopback(self.host) and (_address(name) is not None or name == socket.gethostname().lower())

    def knows_origin(self, origin: str | None, host: str) -> bool:
        """Whether an Origin header is that of our own page."""
        return origin == f"http://{host}"

    def takes_token(self, given: str | None) -> bool:
        """Whether this is the token; if so, it is replaced."""
        if given is None or not _same(given, self.tokens[0]):
            return False
        self.tokens[0] = _secret()
        self.entered()
        return True

    def knows_cookie(self, given: str | None) -> bool:
        """Whether a cookie of this server has this value."""
        return given is not None and any(_same(given, cookie) for cookie in self.cookies)

    def middleware(self) -> Middleware:
        """Return the middleware that checks every request."""

        @web.middleware
        async def check(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            try:
                self._check(request)
                response = await handler(request)
            except web.HTTPException as refused:
                self._seal(refused.headers, request.host)
                raise
            except Exception:  # noqa: BLE001 - answered without details, with the same headers
                _log.exception("a request failed")
                response = web.Response(status=500, text=_("Failed inside.") + "\n")
            if not response.prepared:
                self._seal(response.headers, request.host)
            return response

        return check

    def _check(self, request: web.Request) -> None:
        # Of several, the last decides nothing: no browser sends two.
        origin = ", ".join(request.headers.getall("Origin", [])) if "Origin" in request.headers else None
        if not self.knows_host(request.host):
            raise web.HTTPMisdirectedRequest(text=_("This is not the server of that name.") + "\n")
        wants_socket = request.headers.get("Upgrade", "").lower() == "websocket"
        if (origin is not None or wants_socket) and not self.knows_origin(origin, request.host):
            raise web.HTTPForbidden(text=_("Only the reader's own page may ask.") + "\n")
        if request.path.startswith(self.base) and self.knows_cookie(request.cookies.get(self.cookie)):
            return
        if request.method == "GET" and request.path == "/" and self.takes_token(request.query.get("token")):
            # This removes the token from the address bar and the history.
            self.cookies.append(cookie := _secret())
            entered = web.HTTPSeeOther(self.base)
            entered.set_cookie(self.cookie, cookie, httponly=True, samesite="Strict", path=self.base)
            raise entered
        if request.method == "GET" and request.path_qs == self.base:
            # A browser that was redirected here by another page, such as that of `--open`, has the cookie but did not
            # send it.
            again = f'<meta http-equiv="refresh" content="0; url={self.base}?again">'
            raise web.HTTPForbidden(text=again, content_type="text/html")
        message = _("Open the address that `depeche serve` shows in its terminal; each opens once.")
        raise web.HTTPForbidden(text=message + "\n")

    @staticmethod
    def _seal(headers: CIMultiDict[str], host: str) -> None:
        policy = {
            "default-src": "'none'",
            "script-src": "'self'",
            # The terminal writes its measures into style elements of its own.
            "style-src": "'self' 'unsafe-inline'",
            "font-src": "'self'",
            "img-src": "'self' data:",
            # Some browsers do not take 'self' for a socket.
            "connect-src": f"'self' ws://{host}",
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "'none'",
        }
        headers.update(
            {
                "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
                "Cache-Control": "no-store",
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY",
            }
        )


def _same(given: str, wanted: str) -> bool:
    # A header may hold bytes that are no UTF-8.
    return hmac.compare_digest(given.encode(errors="surrogateescape"), wanted.encode())


def is_loopback(host: str) -> bool:
    """Whether a name to bind is a loopback name."""
    address = _address(host)
    return address.is_loopback if address else host.lower() == "localhost"


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
