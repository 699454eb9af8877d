"""Two lines on the progress of a batch: a bar with the time left, and the totals."""

import time
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.widget import Widget

from core.sanitize import sanitize
from tui.i18n import _, grouped, n_
from tui.widgets.wrap import clip

if TYPE_CHECKING:
    from core.batch.report import Totals

_SOON = 2.0
"""Seconds before anything is said of how quick it is."""


class BatchStatus(Widget):
    """Empty until there is a batch."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"batch-status--bar", "batch-status--left", "batch-status--told"}

    def __init__(self) -> None:
        super().__init__()
        self.totals: Totals | None = None
        self.all: int | None = None
        """Approximate number of articles; None until counted."""
        self._began = self._ended = 0.0

    def begin(self, totals: "Totals") -> None:
        """Show another batch."""
        self.totals, self.all, self._began, self._ended = totals, None, time.monotonic(), 0.0
        self.refresh()

    def end(self) -> None:
        """Stop the clock."""
        self._ended = time.monotonic()
        self.refresh()

    @property
    def seconds(self) -> float:
        """How long it took, or has been going."""
        return (self._ended or time.monotonic()) - self._began

    def render(self) -> Text:
        """Render both lines as far as they fit."""
        totals, width = self.totals, self.size.width - 2
        if totals is None or width < 10:
            return Text()
        bar, left, told = (
            self.get_visual_style(f"batch-status--{part}").rich_style for part in ("bar", "left", "told")
        )
        said = "  ".join(self._progress(totals))
        line = Text(f" {clip(said, width)}")
        if (room := width - line.cell_len - 1) > 10 and self.all:
            full = min(room, room * totals.seen // self.all)
            line.append("  ").append("━" * full, bar).append("━" * (room - full), left)
        return Text.assemble(line, "\n", (f" {clip(' · '.join(self._sums(totals)), width)}", told), no_wrap=True)

    def _progress(self, totals: "Totals") -> list[str]:
        parts = [
            _("{n} of {of} articles", n=grouped(totals.seen), of=grouped(self.all))
            if self.all
            else n_("{n} article", "{n} articles", totals.seen)
        ]
        if totals.words and self.seconds > _SOON:
            parts.append(_("{n} words/s", n=grouped(totals.words / self.seconds)))
        if self._ended:
            parts.append(_("in {time}", time=clock(self.seconds)))
        elif self.all and totals.seen and self.seconds > _SOON:
            rest = max(0, self.all - totals.seen) * self.seconds / totals.seen
            parts.append(_("{time} left", time=clock(rest)))
        return parts

    @staticmethod
    def _sums(totals: "Totals") -> list[str]:
        parts = [
            n_("{n} done", "{n} done", totals.done),
            n_("{n} done before", "{n} done before", totals.kept) if totals.kept else "",
            n_("{n} failed", "{n} failed", len(totals.failures)),
            n_("{n} word", "{n} words", totals.words) if totals.words else "",
            n_("{n} doubtful sentence", "{n} doubtful sentences", totals.doubts) if totals.doubts else "",
            ", ".join(f"{sanitize(code)} {grouped(n)}" for code, n in totals.languages.most_common()),
        ]
        return [part for part in parts if part]


def clock(seconds: float) -> str:
    """Write a time as a clock does."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
