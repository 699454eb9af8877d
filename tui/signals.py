"""Signals that end, stop and continue the reader, and those that end a batch or a watch.

The reader handles signals between two events of its loop. Textual handles SIGTSTP and SIGCONT at any point in Python,
even during a write to the terminal that never ends. A terminal that closes also sends SIGCONT, at which Textual would
draw there again, wait forever for that output to be consumed, and never notice that it should end.
"""

import contextlib
import logging
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NoReturn

import typer

from core.errors import INTERRUPTED
from core.processes import kill_children

if TYPE_CHECKING:
    from textual.app import App

_logger = logging.getLogger(__name__)

_GRACE: Final = 0.4
"""Seconds that an interrupted block may take to end, which it does in a tenth of that unless the machine is busy."""
_REPORT: Final = 1.0
"""Seconds that the report of one that does not end may take."""

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


class EndAtOnce(typer.Exit):
    """Ends a command whose engine may still be working: the process must end without waiting for it."""


@contextlib.contextmanager
def interruptible(
    stop: Callable[[], object], report: Callable[[], object], status: Callable[[int], int] = lambda _signal: INTERRUPTED
) -> Iterator[None]:
    """Let the first Ctrl-C, SIGTERM or SIGHUP call `stop`, after which the block must end soon; then report, and end.

    `stop` and `report` may be called in another thread; `status` returns the exit status for the signal. Raises
    EndAtOnce at the end of a block that was interrupted. If the block does not end soon, since its disk or its terminal
    does not answer, the process ends all the same; at a second signal, it ends at once. Files are written in such a way
    that none is ever half written.
    """
    received: list[int] = []
    ended = threading.Event()
    reporting, reports = threading.Lock(), [report]

    def report_once() -> None:
        with reporting, contextlib.suppress(OSError):  # the terminal may have gone
            while reports:
                reports.pop()()

    def end(number: int) -> None:
        _drop_terminal()
        stop()
        if not ended.wait(_GRACE):
            # A pipe that nobody reads would hold it up.
            speaker = threading.Thread(target=report_once, daemon=True)
            speaker.start()
            speaker.join(_REPORT)
            _exit(status(number))

    def interrupted(number: int, _frame: object) -> None:
        received.append(number)
        if received[1:]:
            _exit(status(number))
        # In another thread: this one may hold a lock, or be within the line that it writes.
        threading.Thread(target=end, args=(number,), name="end", daemon=True).start()

    signals = [signal.SIGINT, signal.SIGTERM]
    # `nohup` lets it be ignored.
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signals.append(signal.SIGHUP)
    before = [signal.signal(number, interrupted) for number in signals]
    try:
        yield
    except Exception:
        if not received:
            raise
        _logger.info("while it was being interrupted", exc_info=True)
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
        ended.set()
    if received:
        report_once()
        raise EndAtOnce(status(received[0]))


def _exit(status: int) -> NoReturn:
    """End the process and its children now."""
    if sys.stderr.isatty():
        os.write(sys.stderr.fileno(), _SHOW_CURSOR)
    kill_children()
    os._exit(status)
