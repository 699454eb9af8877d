"""Background work: threads that only post messages; and its progress, which every screen shows in one place.

Quitting asks first if work would be lost.
"""

import gc
import logging
import math
import sys
import threading
import time
from collections.abc import Callable, Container
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import App
from textual.binding import Binding
from textual.events import Event, Key
from textual.message import Message
from textual.reactive import reactive

from core.errors import Cancelled
from tui.i18n import N_, _, n_

_LOST = {
    "batch": (N_("A batch is running"), N_("Stay; the batch keeps running"), N_("Stop the batch and quit")),
    "pack": (N_("A pack is being downloaded"), N_("Stay; the download continues"), N_("Stop the download and quit")),
}
"""For work that quitting would discard: the question and its two answers."""

_PLAIN_KEYS = {
    "↑": N_("Up"),
    "↓": N_("Down"),
    "←": N_("Left"),
    "→": N_("Right"),
    "⏎": N_("Enter"),
    "⌫": N_("Backspace"),
    "⭾": "Tab",
}

_SWITCH = 0.001
"""Seconds between thread switches; with Python's 0.005 a key waits 20 ms or more during language detection."""
_COLLECTED = 10_000, 3, 300
"""New objects between two garbage collections, these between two of older objects, and these between two of all. With
the 100,000 of commands a key waits 30 ms for one now and then, and 150 on a busy machine."""


def shorten_pauses() -> Callable[[], None]:
    """Let neither a busy thread nor a garbage collection delay a key for long; return what undoes that.

    A thread releases Python's lock after `_SWITCH`; asyncio needs it several times per key.
    """
    switch, collected = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(_SWITCH)
    gc.set_threshold(*_COLLECTED)

    def undo() -> None:
        sys.setswitchinterval(switch)
        gc.set_threshold(*collected)

    return undo


@dataclass
class Busy(Message):
    """Background work started, advanced or ended."""

    what: str
    """`wires`, `headlines`, `batch`, `pack` or `feeds`."""
    text: str = ""
    """Progress in a word or two; empty once it has ended."""


class ActivityApp(App[None]):
    """The part of the app that knows the background work, whichever screen is shown."""

    activity: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """The background work: names and progress."""
    plain_keys = False
    """Whether keys are named in ASCII alone."""
    keyed = -math.inf
    """When the last key was pressed, by the monotonic clock."""

    async def on_event(self, event: Event) -> None:
        """Note when a key is pressed."""
        if isinstance(event, Key):
            self.keyed = time.monotonic()
        await super().on_event(event)

    @on(Busy)
    def _busy(self, event: Busy) -> None:
        now = dict(self.activity)
        now[event.what] = event.text
        self.activity = tuple((what, text) for what, text in now.items() if text)

    def get_key_display(self, binding: Binding) -> str:
        """Return the displayed name of a key; with ASCII marks, in letters."""
        # A comma is not translated here: French would take it for the decimal separator.
        parts = super().get_key_display(binding).split("+")
        shown = "+".join(_(part) if len(part) > 1 else part for part in parts)
        return (
            "+".join(_(_PLAIN_KEYS.get(part, "")).lower() or part for part in shown.split("+"))
            if self.plain_keys
            else shown
        )

    async def action_quit(self) -> None:
        """Quit; if that discards work, ask first; pressed twice, quit."""
        from tui.screens.dialogs import ConfirmDialog

        lost = next((what for what in _LOST if what in dict(self.activity)), None)
        if lost is None or isinstance(self.screen, ConfirmDialog):
            self.exit()
            return
        title, keep, go = map(_, _LOST[lost])
        note = _("finished briefs are kept") if lost == "batch" else ""
        self.push_screen(ConfirmDialog(title, keep, go, note), lambda sure: self.exit() if sure else None)


def activity_text(activity: tuple[tuple[str, str], ...], without: Container[str] = ()) -> str:
    """Return the background work on one line."""
    return " · ".join(text for what, text in activity if what not in without)


def time_left(seconds: float) -> str:
    """Format a remaining time.

    >>> time_left(200)
    '3 min left'
    """
    if seconds < 90:
        return n_("{n} s left", "{n} s left", max(1, round(seconds)))
    return n_("{n} min left", "{n} min left", round(seconds / 60))


_logger = logging.getLogger(__name__)


class DaemonExecutor(ThreadPoolExecutor):
    """An executor with a thread for each task."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        """Start at once, and return the future."""
        future: Future[Any] = Future()

        def run() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(function(*args, **options))
                except BaseException as error:
                    if not isinstance(error, Cancelled):
                        _logger.exception("a worker failed")
                    future.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return future
