"""The reader in a web browser: one page, one socket, one process for each reader; needs the extra `web`.

This module is the reader's end of the pipe to the server. When the server ends, the reader ends too. It also passes
exports to the server as downloads, which the browser can fetch once each.
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
"""Content types of downloads. HTML is not among them: it is saved, never displayed under the server's origin."""


class PipeDriver(WebDriver):
    """Textual's driver for the web, which alone would outlive a killed server."""

    def start_application_mode(self) -> None:
        """Start with the focus: a new page has it, and reports that before anyone listens."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        """Read until the pipe is closed; then leave, as `q` does."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())


@dataclass(frozen=True, slots=True)
class WholeExport:
    """One export, whole."""

    data: bytes
    headers: dict[str, str]


def offer_download(app: "App[object]", name: str, data: bytes) -> bool:
    """Offer an export to the browser that the reader is in; return whether it could be."""
    if not app.is_web or len(data) > MOST:
        return False
    # The server compares the data with this size: half an export is none.
    app.deliver_binary(io.BytesIO(data), save_filename=name, mime_type="application/octet-stream", name=str(len(data)))
    return True


async def take(downloads: "DownloadManager", key: str) -> WholeExport:
    """Return what a reader offered under a key; raise LookupError if it is missing, gone, or incomplete."""
    try:
        offered = await downloads.get_download_metadata(key)
    except KeyError:
        raise LookupError(key) from None
    if offered.open_method != "download":
        raise LookupError(key)
    # A second request finds nothing, even while the first is being answered.
    offered.open_method = "taken"
    data = bytearray()
    async for chunk in downloads.download(key):
        data += chunk
    if str(len(data)) != offered.name:
        raise LookupError(key)
    return WholeExport(bytes(data), _headers(offered.file_name))


def _headers(named: str) -> dict[str, str]:
    """Return the headers for a file to be saved under a name, from which path parts are removed."""
    name = sanitize(PurePath(named.replace("\\", "/")).name, 150).strip(". ") or "brief"
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "_" for char in name)
    return {
        "Content-Type": _KINDS.get(PurePath(name).suffix.lower(), "application/octet-stream"),
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
    }
