"""Archives, valid and hostile, and a web server on loopback, for the tests of packs."""

import hashlib
import http.server
import subprocess
import sys
import threading
import zipfile
from contextlib import contextmanager
from pathlib import Path

from core.packs.catalogue import AddressOrigin, CatalogueEntry, FileDigest

ROOT = Path(__file__).parents[3]


def argosmodel(folder: Path, file: Path) -> Path:
    """Zip a pack folder as Argos does: one folder at the root."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return file


def snapshot(folder: Path) -> dict[str, str]:
    """Every file under a folder, but locks, with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def entry_at(url: str, file: Path, sha256: str | None = None) -> CatalogueEntry:
    """An entry for a file that a web server gives."""
    digest = sha256 or hashlib.sha256(file.read_bytes()).hexdigest()
    origin = AddressOrigin(url, FileDigest(file.stat().st_size, digest))
    return CatalogueEntry(
        "fr", "en", "translate-fr_en-test-1.0", "1.0", "French → English", "A. Credit", "CC0", 400_000, origin
    )


def python(code: str, *args: object, **options: object) -> subprocess.Popen:
    """Start Python on a few lines that may import the program."""
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


class Shelf(http.server.ThreadingHTTPServer):
    """Serves one file; `requests` keeps the Range header of each request (None without)."""

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content = content
        self.requests: list[str | None] = []
        self.break_after: int | None = None
        """Bytes after which the connection is cut, once."""
        self.pause = 0.0
        """Seconds between two pieces of 16 kB."""
        self.knows_ranges = True
        self.status = 200
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/pack.argosmodel"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Shelf

    def do_GET(self) -> None:
        shelf = self.server
        asked_range = self.headers.get("Range")
        shelf.requests.append(asked_range)
        if shelf.status != 200:
            self.send_error(shelf.status)
            return
        start = int(asked_range.removeprefix("bytes=").rstrip("-")) if asked_range and shelf.knows_ranges else 0
        content = shelf.content[start:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(shelf.content) - 1}/{len(shelf.content)}")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        cut, shelf.break_after = shelf.break_after, None
        for position in range(0, len(content), 16384):
            if cut is not None and position >= cut:
                self.connection.close()
                return
            try:
                self.wfile.write(content[position : position + 16384])
            except OSError:
                return
            if shelf.stopping.wait(shelf.pause):
                return

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(content: bytes):
    """Serve bytes on loopback."""
    shelf = Shelf(content)
    thread = threading.Thread(target=shelf.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield shelf
    finally:
        shelf.stopping.set()
        shelf.shutdown()
        thread.join()
        shelf.server_close()
