"""The reader in a real terminal, driven through tmux from opening to an exported brief."""

import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.tui.terminal import PATIENCE, ROOT, Terminal, needs_tmux

pytestmark = [pytest.mark.model, needs_tmux]


@pytest.fixture
def terminal(tmp_path, real_home, monkeypatch):
    monkeypatch.setenv("DEPECHE_HOME", str(real_home))
    terminal = Terminal(tmp_path / "tmux", tmp_path, 150, 40)
    yield terminal
    terminal.close()


SLOW_LINK = """
import os, pty, sys, time
def read(leader):
    time.sleep(0.002)
    return os.read(leader, 64)
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read)))
"""
"""Hands on what a program writes in small pieces, 32 kB a second at most."""


def open_reader(terminal: Terminal, *through: str) -> None:
    command = [sys.executable, "-m", "tui.main", str(ROOT / "seeds" / "kremlin-poutine-raissi.txt"), "--no-memory"]
    terminal.type(f"PYTHONPATH={shlex.quote(str(ROOT))} {shlex.join([*through, *command])}", "Enter")


@pytest.mark.parametrize("through", [(), ("env", "COLUMNS=150", "LINES=40", sys.executable, "-c", SLOW_LINK)])
def test_from_the_first_screen_to_an_exported_brief_over_a_slow_link_too(terminal, tmp_path, through):
    open_reader(terminal, *through)
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
    terminal.until_ended()
    terminal.type("echo the shell $((40+2)) is back", "Enter")
    terminal.until("the shell 42 is back")


def test_the_terminal_is_given_back_when_the_reader_is_told_to_hang_up(terminal):
    open_reader(terminal)
    terminal.until("Le dirigeant russe")
    [reader] = Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text("ascii").split()
    os.kill(int(reader), signal.SIGHUP)
    terminal.until("Dépêche", gone=True)
    terminal.until_ended()
    terminal.type("stty -a | tr -s ' ;' '\\n' | grep -cx -e icanon -e icrnl -e isig | sed s/^/modes/", "Enter")
    terminal.until("modes3")


def test_a_narrow_terminal_has_tabs_and_loses_nothing(terminal):
    subprocess.run([*terminal._tmux, "resize-window", "-x", "80", "-y", "24"], check=False, capture_output=True)
    open_reader(terminal)
    terminal.until("Translation")
    terminal.type("3")
    terminal.until("Russian leader Vladimir Putin")
    terminal.type("2")
    terminal.until("Le dirigeant russe")


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_reader_that_was_stopped_is_repainted_when_it_continues_and_ends_with_its_terminal(terminal, stop):
    terminal.read(ROOT / "seeds" / "kremlin-poutine-raissi.txt", "--no-memory")
    terminal.until("1 of 1 done")
    reader = terminal.pid
    terminal.wipe()
    assert "1 of 1 done" not in terminal.screen()
    os.kill(reader, stop)  # tmux continues a stopped program at once, as `fg` does
    terminal.until("1 of 1 done")
    # A terminal that closes also continues its programs, more than once, so that they can end.
    terminal.close()
    with suppress(ProcessLookupError):
        for _ in range(10):
            os.kill(reader, signal.SIGCONT)
    wait_for(lambda: state_of(reader) in {"", "Z"})


def state_of(process: int) -> str:
    """One letter, `Z` for a process that has ended; empty if it no longer exists."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][:1]
    except FileNotFoundError:
        return ""


def wait_for(condition) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
