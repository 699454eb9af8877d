"""The reader in a real browser: from the printed address to an exported brief, and nothing goes out."""

import shutil
import sys
import time
from urllib.parse import urlsplit

import pytest

from tests.tui.web_server import ESCAPES

CHROMIUM = shutil.which("chromium")
# Without these options the browser sends requests to its maker's hosts.
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync """.split()
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: apt-get install chromium"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks for Debian's chromium"),
]


class Tab:
    """A page, what it asked for, and what the reader painted on it."""

    def __init__(self, browser, address: str) -> None:
        self.page = browser.new_page(viewport={"width": 1280, "height": 800})
        self.page.set_default_timeout(120_000)  # on a busy machine a page takes its time
        self.asked, self.errors, self.painted = [], [], b""
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", self._socket)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.page.goto(address)

    def _socket(self, socket) -> None:
        self.asked.append(socket.url)
        socket.on("framereceived", self._frame)

    def _frame(self, data) -> None:
        self.painted += data if isinstance(data, bytes) else b""

    def until(self, text: str, *press: str) -> None:
        """Wait until a text is painted, pressing keys now and then."""
        end = time.monotonic() + 60
        while text.encode() not in ESCAPES.sub(b"", self.painted):
            assert time.monotonic() < end, self.painted
            for key in press:
                self.page.keyboard.press(key)
            self.page.wait_for_timeout(1000 if press else 50)


def test_a_wire_is_read_and_exported_by_keys_alone_and_nothing_goes_out(served, tmp_path):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    server = served("wire.txt", "--no-memory")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = Tab(browser, server.address)
        tab.until("French")
        assert tab.page.title() == "Dépêche"
        assert server.token not in tab.page.url
        assert tab.page.url.startswith(server.origin), "the token stays in no history"
        # Until it is translated, `e` says that it is not.
        tab.until("Brief written", "e", "Enter")
        picture = tab.page.screenshot(path=tmp_path / "reader.png")
        assert len(picture) > 30_000, "a page with text on it"
        faces = tab.page.evaluate(
            "[...document.fonts].map(face => `${face.family.replaceAll('\"', '')} ${face.style} ${face.status}`)"
        )
        assert sorted(faces) == ["Roboto Mono italic loaded", "Roboto Mono normal loaded"], "quotations are italic"
        assert (tmp_path / "wire.txt.md").read_text("utf-8").startswith("---")
        assert tab.page.evaluate("window.open('http://evil.example/')") is None
        assert tab.errors == []
        tab.page.keyboard.press("q")
        tab.page.wait_for_selector("#again", state="visible")
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_selector("body.-first-byte")
        browser.close()
    assert {urlsplit(url).netloc for url in tab.asked if not url.startswith("data:")} == {f"127.0.0.1:{server.port}"}
