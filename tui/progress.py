"""Progress bars on a terminal, log lines elsewhere."""

import contextlib
import sys
from collections.abc import Callable, Iterator

from core.packs.progress import Progress, Report
from tui.i18n import N_, _, data_size
from tui.output import say

STAGES = {
    "download": N_("downloading"),
    "check": N_("checking"),
    "convert": N_("converting"),
    "prove": N_("trying out"),
}
"""The stages of an installation, in words."""


@contextlib.contextmanager
def installing(what: str, first_line: str) -> Iterator[Report]:
    """Yield a callback that draws the progress bar of an installation: bytes, rate, time left."""
    said = False

    def say_once() -> None:
        nonlocal said
        if not said:
            said = True
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

        def draw(progress: Progress) -> None:
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


@contextlib.contextmanager
def counting(what: str, *, shown: bool) -> Iterator[Callable[[int, int], None]]:
    """Yield a callback that draws the number of articles and words on a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _articles, _words: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what)

        def draw(articles: int, words: int) -> None:
            seconds = bar.tasks[0].elapsed or 0
            rate = f" · {_('{words:.0f} words/s', words=words / seconds)}" if seconds > 1 else ""
            said = f"{_('{articles} articles', articles=articles)} · {_('{words} words', words=words)}{rate}"
            bar.update(task, description=f"{what}: {said}")

        yield draw
