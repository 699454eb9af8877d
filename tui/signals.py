"""Signals that end the reader, stop it and let it go on.

They are heard between two events of its loop. Textual hears SIGTSTP and SIGCONT wherever Python happens to be: within a
write to the terminal that never ends, and a terminal that closes sends SIGCONT too, on which it would begin to paint
there again, wait for ever for that to be taken, and never hear that it should end.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App


class Signals:
    """What an app does on each signal."""

    def __init__(self, app: "App[None]", leave: Callable[[], object]) -> None:
        """Take the app, and what ends the process where no terminal is left to be given back."""
        self._app, self._leave = app, leave
        self._asleep = False

    def listen(self) -> None:
        """Hear them from now on, in the loop that runs; where there are none (Windows), Textual's own ways must do."""
        if threading.current_thread() is not threading.main_thread():
            return
        heard: dict[str, Callable[[], object]] = {
            "SIGTERM": self._app.exit,
            "SIGINT": self._app.exit,
            "SIGHUP": self._leave,
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

    def _stop(self) -> None:
        """Give the terminal back, stop, and take it again when the process goes on."""
        self._asleep = True
        with self._app.suspend():
            os.kill(os.getpid(), signal.SIGSTOP)
        self._paint()

    def _go_on(self) -> None:
        """After a stop that nobody announced the terminal may be in any state: it is taken anew."""
        if _is_gone():
            self._leave()
        if self._asleep:
            self._asleep = False
            return
        with self._app.suspend():
            pass
        self._paint()

    def _paint(self) -> None:
        # The terminal is empty now, and what is unchanged would not be painted.
        self._app.call_later(self._app.refresh, layout=True)


def _is_gone() -> bool:
    """Whether the terminal hung up."""
    import termios

    try:
        termios.tcgetattr(sys.__stdin__ or 0)
    except termios.error:
        return True
    return False
