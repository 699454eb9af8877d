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
    """Every file under a folder, except locks, with its digest."""
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


class FileServer(http.server.ThreadingHTTPServer):
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
    server: FileServer

    def do_GET(self) -> None:
        file_server = self.server
        asked_range = self.headers.get("Range")
        file_server.requests.append(asked_range)
        if file_server.status != 200:
            self.send_error(file_server.status)
            return
        start = int(asked_range.removeprefix("bytes=").rstrip("-")) if asked_range and file_server.knows_ranges else 0
        content = file_server.content[start:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header(
                "Content-Range", f"bytes {start}-{len(file_server.content) - 1}/{len(file_server.content)}"
            )
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        cut, file_server.break_after = file_server.break_after, None
        for position in range(0, len(content), 16384):
            if cut is not None and position >= cut:
                self.connection.close()
                return
            try:
                self.wfile.write(content[position : position + 16384])
            except OSError:
                return
            if file_server.stopping.wait(file_server.pause):
                return

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(content: bytes):
    """Serve bytes on loopback."""
    file_server = FileServer(content)
    thread = threading.Thread(target=file_server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield file_server
    finally:
        file_server.stopping.set()
        file_server.shutdown()
        thread.join()
        file_server.server_close()
