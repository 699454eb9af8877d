"""Server: the page, its few files, and the socket; one reader for each browser window."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from string import Template

import textual_serve
from aiohttp import WSCloseCode, web
from textual_serve.download_manager import DownloadManager

from core.errors import OutputError
from core.sanitize import sanitize
from tui.i18n import _, language
from tui.web.guard import Guard
from tui.web.session import Session, sized

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
"""All that the page loads; nothing else is served, and no folder is looked into."""

_GOODBYE = 2.0
"""Seconds that a browser has to answer when its socket is closed."""


class Server:
    """Serves the readers that `command` opens."""

    def __init__(self, command: Sequence[str], guard: Guard) -> None:
        self._command = command
        self._guard = guard
        self._downloads = DownloadManager()
        self._sockets: set[web.WebSocketResponse] = set()

    async def run(self, listening: socket.socket, ready: Callable[[], object]) -> None:
        """Serve until interrupted; then end every reader. `ready` is called once the door is open."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with contextlib.suppress(AttributeError, NotImplementedError):
                loop.add_signal_handler(getattr(signal, name), stop.set)
        runner = web.AppRunner(self.app(), access_log=None, handle_signals=False, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            ready()
            await stop.wait()
        finally:
            await runner.cleanup()

    def app(self) -> web.Application:
        """Return the web application."""
        app = web.Application(middlewares=[self._guard.middleware()])
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/ws", self._socket),
                web.get("/static/{name}", self._file),
                web.get("/download/{key}", self._download),
            ]
        )
        app.on_shutdown.append(self._leave)
        return app

    async def _page(self, request: web.Request) -> web.Response:
        page = Template((_OURS / "page.html").read_text("utf-8"))
        said = {
            "opening": _("Dépêche is opening …"),
            "left": _("This reader was left."),
            "again": _("Open it again"),
            "script": _("The reader in a browser needs JavaScript; all of it comes from this machine."),
        }
        text = page.substitute(socket=f"ws://{request.host}/ws", language=language(), **said)
        return web.Response(text=text, content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        file, kind = _FILES.get(request.match_info["name"], (None, ""))
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.read_bytes(), content_type=kind)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        websocket = web.WebSocketResponse(timeout=_GOODBYE, heartbeat=15, max_msg_size=1 << 20)
        await websocket.prepare(request)
        self._sockets.add(websocket)
        session = Session(self._command, websocket, self._downloads)
        try:
            await session.start(sized(request.query.get("width", "80")), sized(request.query.get("height", "24"), 24))
            await session.talk()
        finally:
            self._sockets.discard(websocket)
            # Not even the server's own end may leave a reader behind.
            await asyncio.shield(session.stop())
        return websocket

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Hand on a file that a reader gives to the browser."""
        key = request.match_info["key"]
        try:
            meta = await self._downloads.get_download_metadata(key)
        except KeyError:
            raise web.HTTPNotFound from None
        response = web.StreamResponse()
        name = sanitize(meta.file_name, 100).replace('"', "")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{_quoted(name)}"
        response.content_type = "application/octet-stream"
        await response.prepare(request)
        async for chunk in self._downloads.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response

    async def _leave(self, _app: web.Application) -> None:
        closing = [one.close(code=WSCloseCode.GOING_AWAY, message=b"the server was ended") for one in self._sockets]
        await asyncio.gather(*closing, return_exceptions=True)


def listen(host: str, port: int) -> socket.socket:
    """Open the door; raise OutputError where that cannot be."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(f"{sanitize(host, 100)}:{port}", f"cannot be served on: {reason}; try --port 0") from error


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="")
