"""Guard: who may ask. The page holds what a desk reads, and its keys write files: nobody else gets at it.

Four locks, one behind the other: the Host must be a name of this server, so that a page elsewhere whose
name was pointed at this machine (DNS rebinding) is refused; an Origin, which every script and every socket
of a browser sends, must be this server's own; the token that was printed must have been shown, once in the
address and then in a cookie; and the page may load from here alone, and stand in no frame.
"""

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

from tui.i18n import _

_LOOPBACK_NAMES = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True, slots=True)
class Guard:
    """The locks of one server."""

    host: str
    """As the server was told to bind."""
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def cookie(self) -> str:
        """The cookie's name: a browser keeps one jar for all ports of a host."""
        return f"depeche-{self.port}"

    @property
    def address(self) -> str:
        """What to open, token and all."""
        name = self.host
        if (address := _address(name)) and address.is_unspecified:
            name = socket.gethostname()
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}/?token={self.token}"

    def knows_host(self, header: str) -> bool:
        """Whether a Host header names this server.

        On loopback only loopback's own names do. Elsewhere, so do this machine's name and any plain
        address: a name pointed here by somebody else is none of them.
        """
        try:
            split = urlsplit(f"//{header}")
            name, port = (split.hostname or "").rstrip("."), split.port or 80
        except ValueError:
            return False
        if port != self.port or split.path or split.username is not None:
            return False
        if name in {self.host.lower(), *_LOOPBACK_NAMES}:
            return True
        return not is_loopback(self.host) and (_address(name) is not None or name == socket.gethostname().lower())

    def knows_origin(self, origin: str | None, host: str) -> bool:
        """Whether an Origin header is that of our own page."""
        return origin == f"http://{host}"

    def knows_token(self, given: str | None) -> bool:
        """Whether this is the token; takes the same time for every wrong one."""
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def middleware(self) -> Middleware:
        """Return what stands before every request."""

        @web.middleware
        async def check(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            try:
                self._check(request)
                response = await handler(request)
            except web.HTTPException as refused:
                self._seal(refused, request.host)
                raise
            if not response.prepared:
                self._seal(response, request.host)
            return response

        return check

    def _check(self, request: web.Request) -> None:
        origin = request.headers.get("Origin")
        if not self.knows_host(request.host):
            raise web.HTTPMisdirectedRequest(text=_("This is not the server of that name.") + "\n")
        wants_socket = request.headers.get("Upgrade", "").lower() == "websocket"
        if (origin is not None or wants_socket) and not self.knows_origin(origin, request.host):
            raise web.HTTPForbidden(text=_("Only the reader's own page may ask.") + "\n")
        if self.knows_token(request.cookies.get(self.cookie)):
            if "token" in request.query:
                raise web.HTTPSeeOther("/")
            return
        if request.method == "GET" and request.path == "/" and self.knows_token(request.query.get("token")):
            # The token leaves the address bar, and the history with it.
            entered = web.HTTPSeeOther("/")
            entered.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict", path="/")
            raise entered
        raise web.HTTPForbidden(text=_("Open the address that `depeche serve` printed, with its token.") + "\n")

    @staticmethod
    def _seal(response: web.StreamResponse, host: str) -> None:
        policy = {
            "default-src": "'none'",
            "script-src": "'self'",
            # The terminal puts its measures into style elements of its own.
            "style-src": "'self' 'unsafe-inline'",
            "font-src": "'self'",
            "img-src": "'self' data:",
            # Some browsers do not take 'self' for a socket.
            "connect-src": f"'self' ws://{host}",
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "'none'",
        }
        response.headers.update(
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


def is_loopback(host: str) -> bool:
    """Whether a name to bind is this machine's own and nobody else's."""
    address = _address(host)
    return address.is_loopback if address else host.lower() == "localhost"


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
