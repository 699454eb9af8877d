"""Progress and cancellation of an installation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from core.errors import Cancelled, IsCancelled, never

CHUNK = 1_048_576
"""Bytes that are read between two progress reports."""

Stage = Literal["download", "check", "convert", "prove"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One report: `done` of `total`, in bytes for `download` and `check`, in steps for the others."""

    stage: Stage
    done: int
    total: int


Report = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """Ignore the report."""


@dataclass(frozen=True, slots=True)
class Monitor:
    """The two callbacks of one installation, passed to the functions that do the work."""

    what: str
    """The pack, for messages."""
    report: Report = silent
    cancelled: IsCancelled = never

    def at(self, stage: Stage, done: int, total: int) -> None:
        """Report the progress; raise Cancelled if the work was cancelled."""
        self.still_wanted()
        self.report(Progress(stage, done, total))

    def meter(self, stage: Stage, total: int) -> "Meter":
        """Return a progress counter for one stage with `total` steps or bytes."""
        return Meter(self, stage, total)

    def still_wanted(self) -> None:
        """Raise Cancelled if the work was cancelled."""
        if self.cancelled():
            raise Cancelled(self.what)


@dataclass(slots=True)
class Meter:
    """Counts the progress of one stage and reports each step."""

    monitor: Monitor
    stage: Stage
    total: int
    done: int = 0

    def add(self, amount: int) -> None:
        """Count `amount` more as done, and report it."""
        self.done += amount
        self.peek(0)

    def peek(self, ahead: int) -> None:
        """Report `ahead` more than is certainly done, without counting it."""
        self.monitor.at(self.stage, min(self.done + ahead, self.total), self.total)
