"""The reader in a web browser: one page, one socket, one process a reader; needs the extra `web`.

Here, the reader's end of the pipe to the server: where the server goes, the reader goes too; and exports as
downloads: the reader hands them to the server, which hands each to the browser once.
"""

import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from textual import events, messages
from textual.drivers.web_driver import WebDriver

from core.sanitize import sanitize

if TYPE_CHECKING:
    from textual.app import App
    from textual_serve.download_manager import DownloadManager

MOST = 64 << 20
"""Maximum size of an offered export, in bytes; larger ones are only written to the folder."""
_KINDS = {
    ".md": "text/markdown; charset=utf-8",
    ".json": "application/json",
    ".tmx": "application/xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""HTML is not among them: it is saved, never displayed under the server's origin."""


class PipeDriver(WebDriver):
    """Textual's driver for the web, which on its own would outlive a server that was killed."""

    def start_application_mode(self) -> None:
        """Start with the focus: a page that was just opened has it, and reports it before anyone listens."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        """Read until the pipe is closed; then leave, as `q` does."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())


@dataclass(frozen=True, slots=True)
class Taken:
    """One export, whole."""

    data: bytes
    headers: dict[str, str]


def offer(app: "App[object]", name: str, data: bytes) -> bool:
    """Offer an export to the browser that the reader is in; return whether it could be."""
    if not app.is_web or len(data) > MOST:
        return False
    # The server compares what came with this size: half of an export is none.
    app.deliver_binary(io.BytesIO(data), save_filename=name, mime_type="application/octet-stream", name=str(len(data)))
    return True


async def take(downloads: "DownloadManager", key: str) -> Taken:
    """Return what a reader offered under a key; raise LookupError if nothing is, any more or wholly."""
    try:
        offered = await downloads.get_download_metadata(key)
    except KeyError:
        raise LookupError(key) from None
    if offered.open_method != "download":
        raise LookupError(key)
    # Whoever comes second, while it is on its way, finds nothing.
    offered.open_method = "taken"
    data = bytearray()
    async for chunk in downloads.download(key):
        data += chunk
    if str(len(data)) != offered.name:
        raise LookupError(key)
    return Taken(bytes(data), _headers(offered.file_name))


def _headers(named: str) -> dict[str, str]:
    """Return the headers of a file to be saved under a name, of which nothing is a path."""
    name = sanitize(PurePath(named.replace("\\", "/")).name, 150).strip(". ") or "brief"
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "_" for char in name)
    return {
        "Content-Type": _KINDS.get(PurePath(name).suffix.lower(), "application/octet-stream"),
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
    }
