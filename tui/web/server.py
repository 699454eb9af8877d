"""The server: the page, its few files, the socket, and a reader process for each browser window."""

import asyncio
import contextlib
import json
import signal
import socket
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any, Literal

import textual_serve
from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from core.errors import OutputError
from core.sanitize import sanitize
from tui.i18n import _, language
from tui.web import take
from tui.web.guard import Guard

_PATIENCE = 5.0
"""Seconds that a reader has to exit before it is killed."""
_CELLS = 1000
"""Maximum columns and lines of a terminal."""
_UNREAD = 1 << 20
"""Bytes of keys that may wait for a busy reader; what is typed beyond that is lost."""


class ReaderService(AppService):
    """A reader and its socket: textual-serve's, but without a shell, and for readers that do not end."""

    def __init__(self, command: Sequence[str], socket: web.WebSocketResponse, downloads: DownloadManager) -> None:
        super().__init__(
            "",
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=socket.close,  # type: ignore[arg-type]
            download_manager=downloads,
        )
        self._words = command
        self._socket = socket

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return {**super()._build_environment(width, height), "TEXTUAL_DRIVER": "tui.web:PipeDriver"}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *self._words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=self._build_environment(width, height)
        )
        self._stdin = self._process.stdin
        return self._process

    async def stop(self) -> None:
        """Ask the reader to exit, and kill it if it does not."""
        process = self._process
        with contextlib.suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(super().stop(), _PATIENCE)
        if process and process.returncode is None:
            try:
                await asyncio.wait_for(process.wait(), _PATIENCE)
            except TimeoutError:
                process.kill()
                await process.wait()

    async def send_bytes(self, data: bytes) -> bool:
        """Send keys to the reader; return whether they were sent."""
        return self._send(b"D", data)

    async def send_meta(self, data: dict[str, str | int | bool | None]) -> bool:
        """Send what is no key to the reader; return whether it was sent."""
        return self._send(b"M", json.dumps(data).encode())

    def _send(self, kind: Literal[b"D", b"M"], data: bytes) -> bool:
        """Send without waiting for a busy reader: who waits does not see that the browser is gone."""
        transport = self.stdin.transport
        if transport.is_closing() or transport.get_write_buffer_size() > _UNREAD:
            return False
        self.stdin.write(self.encode_packet(kind, data))
        return True

    async def talk(self) -> None:
        """Forward the browser's messages until it disconnects; invalid ones are ignored."""
        async for message in self._socket:
            if message.type == WSMsgType.TEXT:
                with contextlib.suppress(ValueError, TypeError, KeyError, IndexError, RecursionError):
                    await self._take(*json.loads(message.data))

    async def _take(self, kind: str, value: object = None) -> None:
        match kind, value:
            # An empty packet would be read as the end of the pipe.
            case "stdin", str(text) if text:
                await self.send_bytes(text.encode())
            case "resize", {"width": int(width), "height": int(height)}:
                await self.set_terminal_size(sized(width), sized(height))
            case "ping", str(text):
                await self._socket.send_json(["pong", text])
            case "focus", _:
                await self.focus()
            case "blur", _:
                await self.blur()


def sized(cells: object, default: int = 80) -> int:
    """Return how many columns or lines a browser may have."""
    try:
        return min(max(int(str(cells)), 1), _CELLS)
    except ValueError:
        return default


_OURS = resources.files("tui.web") / "static"
_THEIRS = Path(textual_serve.__file__).parent / "static"
_FILES = {
    "page.css": (_OURS / "page.css", "text/css"),
    "page.js": (_OURS / "page.js", "text/javascript"),
    "xterm.css": (_THEIRS / "css" / "xterm.css", "text/css"),
    "textual.js": (_THEIRS / "js" / "textual.js", "text/javascript"),
    "mono.ttf": (_THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "mono-italic.ttf": (_THEIRS / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}
"""All files that the page loads; nothing else is served, and no folder is listed."""

_READERS = 24
"""Maximum number of readers at a time; each is a process."""
_UNKNOWN = 128
"""Maximum number of unauthenticated connections; the oldest is closed for a new one."""
_MAX_IDLE = 15.0
"""Seconds after which an unauthenticated connection is closed."""
_FILES_OPEN = 4096
_GOODBYE = 2.0
"""Seconds that a browser has to answer when its socket is closed."""


class Server:
    """Serves readers, which `command` starts."""

    def __init__(self, command: Sequence[str], guard: Guard) -> None:
        self._command = command
        self._guard = guard
        self._downloads = DownloadManager()
        self._sockets: set[web.WebSocketResponse] = set()
        self._unknown: dict[web.RequestHandler, float] = {}

    async def run(self, listening: socket.socket, ready: Callable[[], object]) -> None:
        """Serve until interrupted; then end every reader. `ready` is called once the server listens."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with contextlib.suppress(AttributeError, NotImplementedError):
                loop.add_signal_handler(getattr(signal, name), stop.set)
        runner = web.AppRunner(self.app(), access_log=None, handle_signals=False, shutdown_timeout=1.0)
        await runner.setup()
        try:
            _raise_limit()
            make = runner.server
            door = await loop.create_server(lambda: self._answer(make), sock=listening)
            closing_idle = asyncio.create_task(self._close_idle())
            ready()
            await stop.wait()
            closing_idle.cancel()
            door.close()
        finally:
            await runner.cleanup()

    def _answer(self, make: Any) -> asyncio.Protocol:
        """Accept a connection; idle ones must not keep out authorised ones."""
        while len(self._unknown) >= _UNKNOWN:
            self._hang_up(next(iter(self._unknown)))
        connection: web.RequestHandler = make()
        self._unknown[connection] = asyncio.get_running_loop().time()
        return connection

    async def _close_idle(self) -> None:
        while True:
            await asyncio.sleep(_MAX_IDLE / 3)
            now = asyncio.get_running_loop().time()
            for connection, since in list(self._unknown.items()):
                if now - since > _MAX_IDLE or connection.transport is None:
                    self._hang_up(connection)

    def _hang_up(self, connection: web.RequestHandler) -> None:
        del self._unknown[connection]
        if isinstance(connection.transport, asyncio.Transport):
            connection.transport.abort()

    @web.middleware
    async def _mark_authenticated(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Mark a connection as authenticated, once the guard let a request pass."""
        self._unknown.pop(request.protocol, None)
        return await handler(request)

    def app(self) -> web.Application:
        """Return the web application."""
        base = self._guard.base
        app = web.Application(middlewares=[self._guard.middleware(), self._mark_authenticated])
        app.add_routes(
            [
                web.get(base, self._page),
                web.get(f"{base}ws", self._socket),
                web.get(f"{base}static/{{name}}", self._file),
                web.get(f"{base}download/{{key}}", self._download),
            ]
        )
        app.on_shutdown.append(self._leave)
        return app

    async def _page(self, request: web.Request) -> web.Response:
        page = Template((_OURS / "page.html").read_text("utf-8"))
        texts = {
            "opening": _("Dépêche is opening …"),
            "left": _("This reader was left."),
            "again": _("Open it again"),
            "script": _("The reader in a browser needs JavaScript; all of it comes from this machine."),
        }
        text = page.substitute(socket=f"ws://{request.host}{self._guard.base}ws", language=language(), **texts)
        return web.Response(text=text, content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        file, kind = _FILES.get(request.match_info["name"], (None, ""))
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.read_bytes(), content_type=kind)

    async def _download(self, request: web.Request) -> web.Response:
        """Send an export, once, as a file to be saved; only its key identifies it."""
        try:
            taken = await take(self._downloads, request.match_info["key"])
        except LookupError:
            raise web.HTTPNotFound from None
        return web.Response(body=taken.data, headers=taken.headers)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        if len(self._sockets) >= _READERS:
            raise web.HTTPServiceUnavailable(text=_("Too many readers are open; close one.") + "\n")
        websocket = web.WebSocketResponse(timeout=_GOODBYE, heartbeat=15, max_msg_size=1 << 20)
        await websocket.prepare(request)
        self._sockets.add(websocket)
        session = ReaderService(self._command, websocket, self._downloads)
        try:
            await session.start(sized(request.query.get("width", "80")), sized(request.query.get("height", "24"), 24))
            await session.talk()
        finally:
            self._sockets.discard(websocket)
            # Not even the server's own end may leave a reader behind.
            await asyncio.shield(session.stop())
        return websocket

    async def _leave(self, _app: web.Application) -> None:
        closing = [
            socket.close(code=WSCloseCode.GOING_AWAY, message=b"the server was ended") for socket in self._sockets
        ]
        await asyncio.gather(*closing, return_exceptions=True)


def listen(host: str, port: int) -> socket.socket:
    """Listen on the address; raise OutputError if that fails."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise OutputError(
            f"{sanitize(host, 100)}:{port}", "cannot be served on: {reason}; try --port 0", reason=reason
        ) from error


def _raise_limit() -> None:
    """Raise this process's limit of open files within reason: each connection is one."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = _FILES_OPEN if hard == resource.RLIM_INFINITY else min(hard, _FILES_OPEN)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
