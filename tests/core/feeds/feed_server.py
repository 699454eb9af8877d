"""A server on loopback that gives feeds as real servers do, valid and broken ones."""

import contextlib
import email.utils
import gzip
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def item(title: str, text: str = "Un texte.", key: str = "", link: str = "", day: int = 1) -> str:
    key = key or title
    date = f"<pubDate>{email.utils.formatdate(1_790_000_000 + day * 86_400)}</pubDate>"
    link = f"<link>{link or '/' + key}</link>"
    return f"<item><guid>{key}</guid><title>{title}</title>{link}{date}<description><![CDATA[{text}]]></description></item>"


def rss(*items: str, title: str = "Le fil", encoding: str = "utf-8") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>{title}</title><link>/</link>'
    )
    return f"{text}{''.join(items)}</channel></rss>".encode(encoding)


class Feeds:
    """What the server answers, by path, and the requests that it got."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.headers: dict[str, dict[str, str]] = {}
        self.status: dict[str, int] = {}
        self.asked: Counter[str] = Counter()
        self.answered: Counter[tuple[str, int]] = Counter()
        self.drips: set[str] = set()
        """Paths whose answers never end."""
        self.closing = threading.Event()
        self.url = ""

    def put(self, path: str, *items: str, status: int = 200, body: bytes | None = None, **headers: str) -> str:
        """Set what a path gives; returns its address."""
        self.bodies[path] = rss(*items) if body is None else body
        self.status[path] = status
        self.headers[path] = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.url + path


class Handler(BaseHTTPRequestHandler):
    feeds: Feeds

    def log_message(self, *args):
        pass

    def do_GET(self):
        feeds, path = self.feeds, self.path
        feeds.asked[path] += 1
        if path in feeds.drips:
            return self._drip()
        headers, status = dict(feeds.headers.get(path, {})), feeds.status.get(path, 404)
        same = headers.get("ETag") and self.headers["If-None-Match"] == headers["ETag"]
        if same or ("Last-Modified" in headers and self.headers["If-Modified-Since"] == headers["Last-Modified"]):
            status = 304
        body = b"" if status == 304 else feeds.bodies.get(path, b"")
        if headers.get("Content-Encoding") == "gzip":
            body = gzip.compress(body)
        feeds.answered[path, status] += 1
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def _drip(self):
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.feeds.closing.wait(0.05):
                self.wfile.write(b" ")


class HttpServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, feeds: Feeds) -> None:
        super().__init__(("127.0.0.1", 0), type("HandlerOfThese", (Handler,), {"feeds": feeds}))
        self.feeds = feeds

    def shutdown(self) -> None:
        self.feeds.closing.set()
        super().shutdown()


def serve(feeds: Feeds) -> ThreadingHTTPServer:
    server = HttpServer(feeds)
    feeds.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server
