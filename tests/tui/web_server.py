"""A running `depeche serve`, and its clients."""

import http.client
import re
import signal
import time
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import ClientSession

from tests.program import Program

ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*\$?[a-zA-Z]")


class Served:
    """A running `depeche serve`, and its address."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = Program("serve", "--port", "0", *words, cwd=folder)
        self.address = self.process.stdout.readline().strip()
        split = urlsplit(self.address)
        self.port, self.token = split.port, split.query.removeprefix("token=")
        self.origin = f"http://{split.netloc}"
        self._base = self._cookie = ""

    def _enter(self) -> None:
        """Exchange the token for the cookie, and return where everything is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", f"/?token={self.token}")
        answer = connection.getresponse()
        self._base = answer.headers["Location"]
        self._cookie = answer.headers["Set-Cookie"].split(";")[0].partition("=")[2]
        connection.close()

    @property
    def base(self) -> str:
        """The path of the page."""
        if not self._base:
            self._enter()
        return self._base

    def browser(self, *, cookie: str | None = None, **headers: str) -> ClientSession:
        """A client that shows the cookie, and other headers."""
        cookies = f"depeche-{self.port}={self._cookie if cookie is None and self.base else cookie}"
        return ClientSession(self.origin, headers={**({"Cookie": cookies} if cookie != "" else {}), **headers})

    def children(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]

    def command_of(self, child: int) -> str:
        return Path(f"/proc/{child}/cmdline").read_text()

    def peak(self) -> int:
        """The most bytes that it has had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) << 10

    def end(self) -> str:
        """End it as Ctrl-C does, and return what it said on stderr."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=30)[1]


async def shown(socket, text: str, press: str = "") -> list[str]:
    """Read what the reader paints until a text is there, pressing a key now and then; return what the page is told."""
    seen, messages = b"", list[str]()
    end = time.monotonic() + 60
    while text.encode() not in ESCAPES.sub(b"", seen):
        assert time.monotonic() < end, ESCAPES.sub(b"", seen)
        try:
            message = await socket.receive(timeout=1)
        except TimeoutError:
            await socket.send_json(["stdin", press])
        else:
            assert isinstance(message.data, bytes | str), message
            if isinstance(message.data, str):
                messages.append(message.data)
            else:
                seen += message.data
    return messages
