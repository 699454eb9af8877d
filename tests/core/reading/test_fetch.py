"""Fetching addresses: what real servers do, on loopback."""

import contextlib
import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.errors import InputError
from core.reading import Input, discover, fetch

PAGE = (
    "<!doctype html><html><head><title>Un pont</title></head><body><article><h1>Un pont</h1>"
    + "<p>Le conseil municipal a voté mardi soir la construction d'un pont sur la rivière, après un long débat.</p>" * 3
    + "</article></body></html>"
)


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        getattr(self, "give_" + self.path.strip("/").partition("?")[0])()

    def answer(self, body: bytes, status: int = 200, **headers: str):
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_page(self):
        self.answer(PAGE.encode(), Content_Type="text/html; charset=utf-8")

    def give_wrong(self):
        self.answer(PAGE.encode("cp1252"), Content_Type="text/html; charset=utf-8")

    def give_declared(self):
        self.answer(PAGE.encode("mac-roman"), Content_Type="text/html; charset=macintosh")

    def give_packed(self):
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip", Content_Type="text/html")

    def give_bomb(self):
        self.answer(gzip.compress(b" " * (fetch.MAX_BYTES + 1)), Content_Encoding="gzip", Content_Type="text/html")

    def give_circle(self):
        self.answer(b"", 302, Location="/circle")

    def give_moved(self):
        self.answer(b"", 301, Location="/page")

    def give_outside(self):
        self.answer(b"", 302, Location="file:///etc/passwd")

    def give_broken(self):
        self.answer(
            gzip.compress(PAGE.encode())[:20] + b"no gzip" * 9, Content_Encoding="gzip", Content_Type="text/html"
        )

    def give_picture(self):
        self.answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Content_Type="image/png")

    def give_empty(self):
        self.answer(
            b"<!doctype html><html><body><nav><a href='/'>Accueil</a></nav></body></html>", Content_Type="text/html"
        )

    def give_paid(self):
        paid = PAGE.replace(
            "</article>",
            "<p>Il vous reste 62.4% de cet article à lire. La suite est réservée aux abonnés.</p></article>",
        )
        self.answer(paid.encode(), Content_Type="text/html; charset=utf-8")

    def give_silence(self):
        time.sleep(1)

    def give_missing(self):
        self.answer(b"no", 404)

    def give_closed(self):
        self.answer(b"no", 403)

    def give_claim(self):
        self.answer(b"x", Content_Length=str(5 << 30))

    def give_drip(self):
        self.send_response(200)
        self.end_headers()
        self.give_bytes()

    def give_headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.give_bytes()

    def give_bytes(self):
        try:
            for _ in range(200):
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            self.close_connection = True


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http_server:
        http_server.daemon_threads = True
        threading.Thread(target=http_server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{http_server.server_port}"
        http_server.shutdown()


@pytest.mark.parametrize("path", ["page", "wrong", "declared", "packed", "moved", "page?id=1"])
def test_a_page_is_fetched_and_read_in_its_own_encoding(server, path):
    [found] = discover([f"{server}/{path}"])
    [article] = found.articles()
    assert "voté mardi soir la construction d'un pont sur la rivière" in article.text
    assert article.source.title == "Un pont"
    assert article.source.url.startswith(f"{server}/page" if path == "moved" else f"{server}/{path}")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("circle", "more than 5 times"),
        ("outside", "cannot be fetched"),
        ("missing", "404"),
        ("closed", "save the page from your browser"),
        ("claim", "too large"),
        ("bomb", "too large"),
    ],
)
def test_what_cannot_be_fetched_is_reported_in_a_line(server, path, message):
    with pytest.raises(InputError, match=message):
        fetch.fetch_page(f"{server}/{path}")


@pytest.mark.parametrize(("path", "message"), [("broken", "damaged"), ("picture", "a picture"), ("empty", "no")])
def test_what_is_no_article_is_reported_in_a_line(server, path, message):
    [found] = discover([f"{server}/{path}"])
    with pytest.raises(InputError, match=message):
        list(found.articles())


def test_a_page_that_stops_for_subscribers_is_read_as_far_as_it_goes(server):
    [found] = discover([f"{server}/paid"])
    [article] = found.articles()
    assert "subscribers" in article.source.note
    assert "62.4" not in article.text


def test_a_silent_server_is_given_up(server, monkeypatch):
    monkeypatch.setattr(fetch, "WAIT", 0.2)
    with pytest.raises(InputError, match="no answer in"):
        fetch.fetch_page(f"{server}/silence")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://journal.example/page", "gopher://journal.example"])
def test_only_http_and_https_addresses_are_read(address):
    [refused] = discover([address])
    assert isinstance(refused, InputError)
    assert "only http and https" in refused.problem


@pytest.mark.parametrize("what", ["drip", "headers"])
def test_a_server_that_sends_drop_by_drop_is_given_up(server, monkeypatch, what):
    monkeypatch.setattr(fetch, "TOTAL", 0.3)
    with pytest.raises(InputError, match="not done in"):
        fetch.fetch_page(f"{server}/{what}")


def test_a_handshake_that_comes_drop_by_drop_is_given_up(monkeypatch):
    monkeypatch.setattr(fetch, "TOTAL", 0.3)

    def drip():
        with contextlib.suppress(OSError), listening.accept()[0] as connection:
            connection.sendall(b"\x16\x03\x03\x40\x00")  # A record of 16,384 bytes begins.
            while True:
                connection.sendall(b"\x02")
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(InputError, match="not done in"):
            fetch.fetch_page(f"https://127.0.0.1:{listening.getsockname()[1]}/")


def test_a_server_that_does_not_exist_is_reported():
    with pytest.raises(InputError, match="no connection"):
        fetch.fetch_page("http://127.0.0.1:9/")


def test_offline_no_address_is_fetched(server):
    [found] = discover([f"{server}/page"], offline=True)
    assert isinstance(found, Input)
    with pytest.raises(InputError, match="offline"):
        found.articles()


def test_an_address_has_a_file_name_of_its_own():
    assert fetch.slug("https://journal.example/monde/un-pont?x=1") == "journal.example-monde-un-pont"
    assert fetch.slug("http://../..") != ".."
