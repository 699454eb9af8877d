"""Output of commands: results on stdout; messages, progress bars or log lines on stderr, without control characters."""

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from core.errors import DepecheError, UsageError
from core.sanitize import sanitize
from tui.i18n import N_, _, data_size, localized, n_

if TYPE_CHECKING:
    from core.config import Loaded
    from core.export import Format
    from core.packs import Progress, Report

_SILENT = 5.0
"""Seconds of work after which a command draws on a terminal how far it is."""
_DRAWN_EVERY = 0.5
"""Seconds."""
_MOST = 10
"""Maximum messages of one kind: a file may give reason for a hundred thousand."""


@dataclass(frozen=True, slots=True)
class Output:
    """Writes messages and results, as --quiet and --verbose allow."""

    quiet: bool = False
    verbose: bool = False

    def note(self, what: str, text: str) -> None:
        """Write information that needs no action."""
        if not self.quiet:
            say(what, text)

    def detail(self, what: str, text: str) -> None:
        """Write a message that only `--verbose` shows."""
        if self.verbose and not self.quiet:
            say(what, text)

    def warn(self, error: DepecheError) -> None:
        """Report a failure, even with `--quiet`."""
        say(error.what, error.problem)


def say(what: str, text: str) -> None:
    """Write one message line to stderr, in the interface language."""
    print(f"depeche: {sanitize(what, 2000)}: {sanitize(localized(text), 2000)}", file=sys.stderr, flush=True)  # noqa: T201


def say_all(messages: Iterable[tuple[str, str]], more: Callable[[int], tuple[str, str]]) -> None:
    """Write messages of one kind, up to ten; `more` makes one of the number of those that are left out."""
    found = [*messages]
    for what, text in found[:_MOST]:
        say(what, text)
    if len(found) > _MOST:
        say(*more(len(found) - _MOST))


def say_problems(loaded: "Loaded") -> None:
    """Report what is wrong in the settings file."""
    file = str(loaded.settings.places.settings)
    say_all(
        ((file, problem) for problem in loaded.problems),
        lambda left: (file, n_("{n:,} more problem like these", "{n:,} more problems like these", left)),
    )


def result(contents: str | bytes) -> None:
    """Write a result to stdout; text in UTF-8 whatever the locale, since briefs are redirected to files."""
    data = contents if isinstance(contents, bytes) else contents.encode("utf-8", errors="replace")
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(data.decode("utf-8", errors="replace"))


def printable(form: "Format") -> "Format":
    """Return a format that can be printed; raise UsageError for a binary format on a terminal."""
    if form.binary and sys.stdout.isatty():
        raise UsageError(
            f"-f {form.name}", "a {label} document is nothing for a terminal; write it to a file", label=form.label
        )
    return form


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Write rows to stdout in columns, each as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        result(line.rstrip() + "\n")


def close_pipe() -> None:
    """Replace a stdout whose reader has gone, so that the interpreter does not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


Item = TypeVar("Item")


def told(items: Iterator[Item], progress: Callable[[], tuple[str, str]]) -> Iterator[Item]:
    """Pass items on; while one is long in coming, draw on a terminal how far the work is.

    `progress` is called in another thread. It returns what is worked on and how far, or an empty text if it is too
    early to say.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    while True:
        ended = threading.Event()
        thread = threading.Thread(target=_draw, args=(ended, progress), daemon=True)
        thread.start()
        try:
            item = next(items)
        except StopIteration:
            return
        finally:
            ended.set()
            # The drawn line is gone before anything else is written.
            thread.join()
        yield item


def _draw(ended: threading.Event, progress: Callable[[], tuple[str, str]]) -> None:
    while not ended.wait(_SILENT) and not progress()[1]:
        pass
    if ended.is_set():
        return
    from rich.console import Console
    from rich.text import Text

    def line() -> Text:
        what, text = progress()
        return Text(f"{sanitize(what, 200)}: {sanitize(text, 200)}", no_wrap=True, overflow="ellipsis")

    with Console(stderr=True).status(line()) as status:
        while not ended.wait(_DRAWN_EVERY):
            status.update(line())


STAGES = {
    "download": N_("downloading"),
    "check": N_("checking"),
    "convert": N_("converting"),
    "prove": N_("trying out"),
}
"""The stages of an installation, in words."""


@contextlib.contextmanager
def installing(what: str, first_line: str | None) -> "Iterator[Report]":
    """Yield a callback that draws the progress bar of an installation: bytes, rate, time left.

    With its first call it writes `first_line`, if any: what follows may take minutes.
    """
    announced = False

    def say_once() -> None:
        nonlocal announced
        if first_line and not announced:
            announced = True
            say(what, first_line)

    if not sys.stderr.isatty():
        yield lambda _progress: say_once()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[amount]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, amount="")
        stage: str | None = None

        def draw(progress: "Progress") -> None:
            nonlocal stage
            say_once()
            if stage != progress.stage:
                stage = progress.stage
                bar.reset(task, description=f"{what}: {_(STAGES[stage])}", amount="")
            amount = ""
            if progress.stage in {"download", "check"}:
                speed = bar.tasks[0].speed
                rate = f" · {data_size(int(speed))}/s" if speed else ""
                amount = _("{n} of {all}", n=data_size(progress.done), all=data_size(progress.total)) + rate
            bar.update(task, completed=progress.done, total=progress.total, amount=amount)

        yield draw
