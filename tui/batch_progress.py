"""Progress of a batch on stderr: a bar or log lines, and the final table."""

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.batch import Done, Event, Failed, Kept, NoPack, Notice, PassedOver
from core.batch.report import Totals
from core.messages import Message
from core.sanitize import sanitize
from tui.i18n import _, grouped, localized
from tui.output import Output, say

if TYPE_CHECKING:
    from rich.progress import Progress

_LINE_EVERY = 30.0
"""Seconds between two lines in a pipe."""
_MOVES_EVERY = 0.25
"""Seconds between two queries of the number of translated sentences."""
_SHOWN_FAILURES = 10


@dataclass(slots=True)
class BatchProgress:
    """Shows the progress of a batch."""

    what: str
    output: Output
    count: Callable[[], int] | None = None
    """Approximate number of articles; counted in a separate thread."""
    decoded: Callable[[], int] | None = None
    """Number of translated sentences: there are many before the first article is complete."""
    totals: Totals = field(default_factory=Totals)
    began: float = field(default_factory=time.monotonic)
    _all: int | None = None
    _bar: "Progress | None" = None
    _last: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Elapsed time."""
        return time.monotonic() - self.began

    @contextlib.contextmanager
    def shown(self) -> Iterator[None]:
        """Show a progress bar during the batch, on a terminal."""
        if self.output.quiet:
            yield
            return
        if self.count:
            threading.Thread(target=self._count, daemon=True).start()
        if not sys.stderr.isatty():
            yield
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        left = (TextColumn("·"), TimeRemainingColumn(), TextColumn(_("left")))
        with Progress(*columns, *left, console=Console(stderr=True), transient=True, speed_estimate_period=120) as bar:
            bar.add_task(self.what, total=None)
            self._bar = bar
            threading.Thread(target=self._keep_moving, daemon=True).start()
            yield
            self._bar = None

    def follow(self, event: Event) -> None:
        """Count an event, report it, and move the bar."""
        self.totals.add(event)
        report_event(event, self.output)
        if self._bar:
            self._move()
        elif time.monotonic() - self._last > _LINE_EVERY:
            self._last = time.monotonic()
            self.output.note(self.what, self._line())

    def finish(self, where: str, *, early: bool = False) -> None:
        """Print the result: a table on a terminal, else a line; `early` if an error ended it."""
        totals = self.totals
        failed = len(totals.failures)
        if self.output.quiet or not sys.stderr.isatty():
            text = self._result(where)
            self.output.note(self.what, _("ended early: {text}", text=text) if early else text)
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        title = f"{self.what} → {sanitize(where)}{_(', ended early') if early else ''}"
        table = Table(title=Text(title), show_header=False, title_justify="left")
        rows = [
            (Message("done"), totals.done),
            (Message("done before"), totals.kept),
            (Message("passed over"), totals.passed_over),
            (Message("failed"), failed),
            (Message("words"), totals.words),
            (Message("words/s"), round(totals.words / self.seconds) if totals.done else None),
            (Message("doubtful sentences"), totals.doubts if totals.done else None),
        ]
        for name, value in rows:
            if value or name in {"done", "failed"}:
                table.add_row(localized(name), grouped(value or 0))
        if totals.languages:
            table.add_row(
                _("languages"),
                ", ".join(f"{sanitize(code)} {grouped(n)}" for code, n in totals.languages.most_common()),
            )
        if totals.watches:
            table.add_row(
                _("watches"), ", ".join(f"{sanitize(name)} {grouped(n)}" for name, n in totals.watches.most_common())
            )
        for failure in totals.failures[:_SHOWN_FAILURES]:
            table.add_row(
                "", Text(f"{sanitize(failure.error.what, 60)}: {sanitize(localized(failure.error.problem), 100)}")
            )
        if failed > _SHOWN_FAILURES:
            table.add_row("", _("and {failed:,} more; --report FILE has them all", failed=failed - _SHOWN_FAILURES))
        Console(stderr=True).print(table)

    def say_stopped(self, where: str) -> None:
        """Say in one line what was done before a signal stopped it, and how to go on."""
        say(self.what, _("stopped: {text}; the same command does the rest", text=self._result(where)))

    def _result(self, where: str) -> str:
        totals = self.totals
        words = _("{words:,} words", words=totals.words)
        if totals.words:
            rate = totals.words / self.seconds
            words = _("{words:,} words at {rate:,.0f} words/s", words=totals.words, rate=rate)
        parts = (
            _("{done:,} done in {where}", done=totals.done, where=where),
            _("{n:,} were done before", n=totals.kept) if totals.kept else "",
            _("{n:,} passed over", n=totals.passed_over) if totals.passed_over else "",
            _("{n:,} failed", n=len(totals.failures)),
            words,
        )
        return ", ".join(filter(None, parts))

    def _keep_moving(self) -> None:
        while self._bar:
            self._move()
            time.sleep(_MOVES_EVERY)

    def _move(self) -> None:
        if bar := self._bar:
            line = f"{self.what}: {self._line()}"
            bar.update(bar.tasks[0].id, description=line, completed=self.totals.seen, total=self._all)

    def _line(self) -> str:
        totals, seconds = self.totals, self.seconds
        seen = _("{seen:,} articles", seen=totals.seen)
        if self._all:
            seen = _("{seen:,} of {all:,} articles", seen=totals.seen, all=self._all)
        decoded = self.decoded() if self.decoded else 0
        parts = (
            seen,
            _("{n:,} sentences", n=decoded) if decoded else "",
            _("{words:,.0f} words/s", words=totals.words / seconds) if totals.words and seconds > 1 else "",
            _("{n:,} failed", n=len(totals.failures)) if totals.failures else "",
        )
        return " · ".join(filter(None, parts))

    def _count(self) -> None:
        self._all = self.count() if self.count else None


def report_event(event: Event, output: Output) -> None:
    """Report an event: failures and notices, and with `--verbose` everything."""
    match event:
        case Failed():
            output.warn(event.error)
        case Notice():
            output.note(event.what, event.text)
        case NoPack():
            pass
        case PassedOver():
            output.detail(event.path, _("passed over: {reason}", reason=event.reason))
        case Kept():
            output.detail(event.path, _("was done before"))
        case Done():
            output.detail(event.path, _("done"))
