"""A running `depeche serve`, and its clients."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import ClientSession

ROOT = Path(__file__).parents[2]
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*\$?[a-zA-Z]")


class Served:
    """A running `depeche serve`, and its address."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui.main", "serve", "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self.address = self.process.stdout.readline().strip()
        split = urlsplit(self.address)
        self.port, self.token = split.port, split.query.removeprefix("token=")
        self.origin = f"http://{split.netloc}"

    def browser(self, *, token: str | None = None, **headers: str) -> ClientSession:
        """A client that shows the token, and other headers."""
        token = self.token if token is None else token
        cookie = {"Cookie": f"depeche-{self.port}={token}"} if token else {}
        return ClientSession(self.origin, headers={**cookie, **headers})

    def children(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]

    def command_of(self, child: int) -> str:
        return Path(f"/proc/{child}/cmdline").read_text()

    def end(self) -> str:
        """End it as Ctrl-C does, and return what it said on stderr."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=30)[1]
