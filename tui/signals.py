"""Signals that end, stop and continue the reader, and those that end a batch.

The reader handles signals between two events of its loop. Textual handles SIGTSTP and SIGCONT at any point in Python,
even during a write to the terminal that never ends. A terminal that closes also sends SIGCONT, at which Textual would
draw there again, wait forever for that output to be consumed, and never notice that it should end.
"""

import contextlib
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from core.errors import INTERRUPTED
from core.processes import kill_children
from tui.i18n import _
from tui.output import say

if TYPE_CHECKING:
    from textual.app import App

_SHOW_CURSOR = b"\x1b[?25h\n"
"""A progress bar hides the cursor."""

_GIVE_BACK = b"".join(
    b"\x1b[" + mode
    for mode in (
        *(b"?2004l", b"?7h", b"?2048l", b"?1000l", b"?1003l", b"?1015l", b"?1006l"),
        *(b"<u", b"?1049l", b"?25h", b"?1004l"),
    )
)
"""Turns off what Textual turned on in the terminal: mouse, pasting in brackets, the second screen, and so on."""


class Signals:
    """The app's handlers of signals."""

    def __init__(self, app: "App[None]", leave: Callable[[], object]) -> None:
        """`leave` ends the process if there is no terminal left to restore."""
        self._app, self._leave = app, leave
        self._asleep = False

    def listen(self) -> None:
        """Install the handlers in the running loop; on Windows, which has no such signals, Textual's own are used."""
        import asyncio

        if threading.current_thread() is not threading.main_thread():
            return
        heard: dict[str, Callable[[], object]] = {
            "SIGTERM": self._app.exit,
            "SIGINT": self._app.exit,
            "SIGHUP": self._hang_up,
        }
        driver = self._app._driver  # noqa: SLF001 - whether there is a terminal to be left and taken again
        if driver is not None and driver.can_suspend:
            heard |= {"SIGTSTP": self._stop, "SIGCONT": self._go_on}
        loop = asyncio.get_running_loop()
        for name, act in heard.items():
            if hasattr(signal, name):
                try:
                    loop.add_signal_handler(getattr(signal, name), act)
                except (NotImplementedError, RuntimeError, ValueError):
                    return

    def _hang_up(self) -> None:
        """Leave; first give back a terminal that is still there, as after `kill -HUP`, without waiting for it."""
        import termios

        with contextlib.suppress(OSError, termios.error, AttributeError):
            # Opened again: a terminal that takes nothing more would hold up whoever writes to stdout.
            terminal = os.open("/dev/tty", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            modes = getattr(self._app._driver, "attrs_before", None)  # noqa: SLF001 - as Textual found them
            if modes is not None:
                termios.tcsetattr(terminal, termios.TCSANOW, modes)
                os.write(terminal, _GIVE_BACK)
        self._leave()

    def _stop(self) -> None:
        """Give the terminal back, stop, and take it again when the process continues."""
        self._asleep = True
        with self._app.suspend():
            os.kill(os.getpid(), signal.SIGSTOP)
        self._paint()

    def _go_on(self) -> None:
        """After a SIGSTOP, which cannot be caught, the terminal may be in any state: set it up again."""
        if _is_gone():
            self._leave()
        if self._asleep:
            self._asleep = False
            return
        with self._app.suspend():
            pass
        self._paint()

    def _paint(self) -> None:
        # The terminal is empty now, and unchanged lines would not be drawn.
        self._app.call_later(self._app.refresh, layout=True)


def _is_gone() -> bool:
    """Whether the terminal hung up."""
    import termios

    try:
        termios.tcgetattr(sys.__stdin__ or 0)
    except termios.error:
        return True
    return False


def _drop_terminal() -> None:
    """Write to nowhere from now on if the terminal hung up: what is still said must not be an error."""
    null = None
    for number in (1, 2):
        with contextlib.suppress(OSError):
            if sys.platform != "win32" and os.isatty(number):
                continue
            # Of a terminal that hung up, the type cannot be asked, but it is a device all the same.
            if stat.S_ISCHR(os.fstat(number).st_mode):
                null = os.open(os.devnull, os.O_WRONLY) if null is None else null
                os.dup2(null, number)


@contextlib.contextmanager
def interruptible(what: str, stop: Callable[[], int]) -> Iterator[list[int]]:
    """Let the first Ctrl-C, SIGTERM or SIGHUP in the block call `stop`, and a second one end the program.

    Yields the signals that came. `stop` returns the number of articles in progress, which will still be finished. At
    the second signal nothing is half written, and the journal is consistent.
    """
    received: list[int] = []
    speakers: list[threading.Thread] = []

    def interrupted(number: int, _frame: object) -> None:
        if received:
            if sys.stderr.isatty():
                os.write(sys.stderr.fileno(), _SHOW_CURSOR)
            kill_children()
            os._exit(INTERRUPTED)
        received.append(number)
        _drop_terminal()
        left = stop()
        text = _("stopping after the articles in progress; Ctrl-C again stops at once, a rerun does the rest")
        if left > 1:
            text = _(
                "stopping after the {left:,} articles in progress; Ctrl-C again stops at once, a rerun does the rest",
                left=left,
            )
        # The signal may come while this very thread writes a line: stderr refuses a second one within it.
        speakers.append(threading.Thread(target=say, args=(what, text), name="speak", daemon=True))
        speakers[0].start()

    signals = [signal.SIGINT, signal.SIGTERM]
    # `nohup` lets it be ignored.
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signals.append(signal.SIGHUP)
    before = [signal.signal(number, interrupted) for number in signals]
    try:
        yield received
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
        for speaker in speakers:
            speaker.join()
