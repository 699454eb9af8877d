"""Session: one reader in a process of its own, between a browser's socket and two pipes."""

import asyncio
import contextlib
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

_PATIENCE = 5.0
"""Seconds that a reader has to end before it is ended."""
_CELLS = 1000
"""Columns and lines of a terminal, at most."""


class Session(AppService):
    """A reader and its socket; textual-serve's own, but for the shell and for readers that do not end."""

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
        return {**super()._build_environment(width, height), "TEXTUAL_DRIVER": "tui.web.driver:PipeDriver"}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *self._words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=self._build_environment(width, height)
        )
        self._stdin = self._process.stdin
        return self._process

    async def stop(self) -> None:
        """Ask the reader to leave, and see to it that it does."""
        process = self._process
        with contextlib.suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(super().stop(), _PATIENCE)
        if process and process.returncode is None:
            try:
                await asyncio.wait_for(process.wait(), _PATIENCE)
            except TimeoutError:
                process.kill()
                await process.wait()

    async def talk(self) -> None:
        """Hand on what the browser says until it goes; what makes no sense is passed over."""
        async for message in self._socket:
            if message.type == WSMsgType.TEXT:
                with contextlib.suppress(ValueError, TypeError, KeyError, IndexError):
                    await self._take(*json.loads(message.data))

    async def _take(self, kind: str, value: object = None) -> None:
        match kind, value:
            # An empty packet reads as the end of the pipe.
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
