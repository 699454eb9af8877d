"""The reader in a real terminal, tmux: press keys, and read the screen."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 120
"""Seconds for a screen to come on a busy machine."""
_STROKE = 0.15
"""Seconds from key to key."""
needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed: apt-get install tmux")


class Terminal:
    """A tmux session of its own server, with one shell in it."""

    def __init__(self, socket: Path, folder: Path, width: int, height: int) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]
        size = ["-x", str(width), "-y", str(height)]
        # Named, for readline puts the size of pytest's own terminal into the C environment, unseen by os.environ.
        environ = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        command = [*self._tmux, "new-session", "-d", *size, "-c", str(folder), "sh"]
        subprocess.run(command, check=True, env=environ)

    def type(self, *keys: str) -> None:
        """Press keys, or write texts, as quickly as a person does."""
        for key in keys:
            subprocess.run([*self._tmux, "send-keys", key], check=True)
            time.sleep(_STROKE)

    def screen(self) -> str:
        """Return the text on the screen, with plain spaces for no-break spaces."""
        seen = subprocess.run([*self._tmux, "capture-pane", "-p"], check=True, capture_output=True, text=True).stdout
        return seen.replace("\xa0", " ")

    def wipe(self) -> None:
        """Clear the screen without the knowledge of the program that runs in it."""
        subprocess.run([*self._tmux, "send-keys", "-R", ";", "clear-history"], check=True)

    def until(self, text: str, *, gone: bool = False) -> str:
        """Wait until a text is on the screen, or no longer there."""
        end = time.monotonic() + PATIENCE
        while (text in (seen := self.screen())) is gone:
            assert time.monotonic() < end, f"{text!r} on the screen or not:\n{seen}"
            time.sleep(0.05)
        return seen

    def read(self, *arguments: object) -> None:
        """Replace the shell with the reader."""
        command = [sys.executable, "-m", "tui.main", "read", *map(str, arguments)]
        self.type(f"PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.join(command)}", "Enter")

    @property
    def pid(self) -> int:
        """Of the process that runs in it: the shell, or what took its place."""
        listed = [*self._tmux, "list-panes", "-F", "#{pane_pid}"]
        return int(subprocess.run(listed, check=True, capture_output=True, text=True).stdout)

    def until_ended(self) -> None:
        """Wait until the program has given the terminal back: what is typed before may be thrown away with its modes."""
        end = time.monotonic() + PATIENCE
        listed = [*self._tmux, "list-panes", "-F", "#{pane_current_command}"]
        while "python" in subprocess.run(listed, check=True, capture_output=True, text=True).stdout:
            assert time.monotonic() < end, "the program is still there"
            time.sleep(0.05)

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)
