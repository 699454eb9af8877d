"""The reader in a real terminal, driven through tmux from opening to an exported brief."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 30
"""Seconds for a screen to come on a busy machine."""
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed: apt-get install tmux"),
]


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
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    def screen(self) -> str:
        return subprocess.run([*self._tmux, "capture-pane", "-p"], check=True, capture_output=True, text=True).stdout

    def until(self, text: str, *, gone: bool = False) -> str:
        """Wait until a text is on the screen, or no longer there."""
        end = time.monotonic() + PATIENCE
        while (text in (seen := self.screen())) is gone:
            assert time.monotonic() < end, f"{text!r} on the screen or not:\n{seen}"
            time.sleep(0.05)
        return seen

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def terminal(tmp_path, real_home, monkeypatch):
    monkeypatch.setenv("DEPECHE_HOME", str(real_home))
    terminal = Terminal(tmp_path / "tmux", tmp_path, 150, 40)
    yield terminal
    terminal.close()


def open_reader(terminal: Terminal) -> None:
    command = [sys.executable, "-m", "tui.main", str(ROOT / "seeds" / "kremlin-poutine-raissi.txt"), "--no-memory"]
    terminal.type(f"PYTHONPATH={shlex.quote(str(ROOT))} {shlex.join(command)}", "Enter")


def test_from_the_first_screen_to_an_exported_brief(terminal, tmp_path):
    open_reader(terminal)
    screen = terminal.until("Shanghai Cooperation")
    assert "Le dirigeant russe Vladimir Poutine" in screen
    assert "Russian leader Vladimir Putin" in screen
    terminal.until("1 of 1 done")
    terminal.type("e")
    terminal.until("Write the brief")
    terminal.type("Enter")
    terminal.until("kremlin-poutine-raissi")
    end = time.monotonic() + 10
    while not (found := list(tmp_path.glob("*.md"))) and time.monotonic() < end:
        time.sleep(0.05)
    assert "Putin" in found[0].read_text(encoding="utf-8")


def test_the_terminal_is_given_back_when_the_reader_is_left_in_the_middle(terminal):
    open_reader(terminal)
    terminal.until("Le dirigeant russe")
    terminal.type("q")
    terminal.until("Dépêche", gone=True)
    terminal.type("echo the shell $((40+2)) is back", "Enter")
    terminal.until("the shell 42 is back")


def test_a_narrow_terminal_has_tabs_and_loses_nothing(terminal):
    subprocess.run([*terminal._tmux, "resize-window", "-x", "80", "-y", "24"], check=False, capture_output=True)
    open_reader(terminal)
    terminal.until("Translation")
    terminal.type("3")
    terminal.until("Russian leader Vladimir Putin")
    terminal.type("2")
    terminal.until("Le dirigeant russe")
