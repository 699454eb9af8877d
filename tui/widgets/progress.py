"""Progress lines: of the download of a pack, which the widget performs, and of a batch."""

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from core.errors import Cancelled, DepecheError
from core.sanitize import sanitize
from tui.i18n import N_, _, data_size, grouped, n_, pack_title, percent
from tui.widgets import clip
from tui.workers import Busy, time_left

if TYPE_CHECKING:
    from core.batch.report import Totals
    from core.pack_source import Offer, PackSource
    from core.packs import Progress
    from core.packs.pack import Pack

_logger = logging.getLogger(__name__)

_REPORT = 0.1
"""Seconds between two updates."""
_BAR = 24
"""Width of the bar, in cells."""
_STAGES = {"check": N_("checking"), "convert": N_("preparing"), "prove": N_("testing")}


class PackDownload(Widget):
    """The download line; hidden while nothing is downloaded."""

    COMPONENT_CLASSES = {"pack-download--bar", "pack-download--left", "pack-download--hint"}  # noqa: RUF012 - as Textual has it

    offer: reactive["Offer | None"] = reactive(None)
    """The pack that is being downloaded."""
    progress: reactive["Progress | None"] = reactive(None)
    stops: reactive[bool] = reactive(True)
    """Whether Esc now cancels it; while searching, Esc closes the search."""
    seconds = 0.0
    """Start of the current stage."""

    @dataclass
    class Heard(Message):
        """Progress was made."""

        offer: "Offer"
        progress: "Progress"
        seconds: float

    @dataclass
    class Ended(Message):
        """The pack is installed, or not: `problem` says why; empty if the user cancelled."""

        offer: "Offer"
        pack: "Pack | None"
        problem: str = ""

    def __init__(self, packs: "PackSource", *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._packs = packs
        self._worker: Worker[None] | None = None

    def start(self, offer: "Offer") -> None:
        """Start the download."""
        self.offer, self.progress = offer, None
        self._worker = self._get(offer)

    def cancel(self) -> None:
        """Cancel the download."""
        if self._worker and self.offer:
            self._worker.cancel()
            self.post_message(self.Ended(self.offer, None))
            self.offer = self._worker = None

    @work(thread=True, exclusive=True, exit_on_error=False, group="packs", description="packs")
    def _get(self, offer: "Offer") -> None:
        worker = get_current_worker()
        stage, began, heard = "", 0.0, 0.0

        def report(progress: "Progress") -> None:
            nonlocal stage, began, heard
            now = time.monotonic()
            if progress.stage != stage:
                stage, began, heard = progress.stage, now, 0.0
            if now - heard > _REPORT:
                heard = now
                self.post_message(self.Heard(offer, progress, now - began))

        try:
            pack = self._packs.get(offer, report, lambda: worker.is_cancelled)
            ended = self.Ended(offer, pack)
        except Cancelled:
            return
        except DepecheError as error:
            ended = self.Ended(offer, None, error.problem)
        except Exception as error:
            _logger.exception("getting a pack failed")
            ended = self.Ended(offer, None, f"{type(error).__name__}: {error}")
        if not worker.is_cancelled:
            self.post_message(ended)

    def on_pack_download_heard(self, message: Heard) -> None:
        """Show the progress."""
        message.stop()
        if message.offer is self.offer:
            self.seconds = message.seconds
            self.progress = message.progress

    def on_pack_download_ended(self, message: Ended) -> None:
        """End the download."""
        if message.offer is self.offer:
            self.offer = self._worker = None

    def watch_offer(self) -> None:
        """Show or hide the line."""
        self.display = self.offer is not None
        self._tell()

    def watch_progress(self) -> None:
        """Report the progress to the other screens."""
        self._tell()

    def on_unmount(self) -> None:
        """Cancel the download when its page is closed."""
        self.app.post_message(Busy("pack"))

    def _tell(self) -> None:
        if self.is_mounted:
            done = self.progress.done / self.progress.total if self.progress and self.progress.total else 0.0
            self.post_message(Busy("pack", _("pack {n}", n=percent(done)) if self.offer else ""))

    def render(self) -> Text:
        """Render the pack, its origin, the progress and how to cancel, as far as they fit."""
        offer, progress, width = self.offer, self.progress, self.size.width
        if offer is None:
            return Text()
        bar_style, left_style, hint_style = (
            self.get_visual_style(f"pack-download--{part}").rich_style for part in ("bar", "left", "hint")
        )
        what, hint = f" {pack_title(offer.title)}", f"  {_('Esc cancels')} " if self.stops else " "
        text = f"  {_progress_text(offer, progress, self.seconds)}"
        part = progress.done / progress.total if progress and progress.total else 0.0
        full = round(part * _BAR)
        bar = Text.assemble("  ", ("━" * full, bar_style), ("─" * (_BAR - full), left_style))
        parts = [Text(what), bar, Text(text), Text(hint, hint_style)]
        # The bar goes first where there is no room for all, then the pack's name.
        for spare in (1, 0):
            if sum(part.cell_len for part in parts) > width:
                parts[spare] = Text(" " if spare == 0 else "")
        line = Text.assemble(*parts[:3])
        line.truncate(max(0, width - parts[3].cell_len), overflow="ellipsis", pad=True)
        return Text.assemble(line, parts[3], no_wrap=True)


def _progress_text(offer: "Offer", progress: "Progress | None", seconds: float) -> str:
    if progress is None:
        return _("downloading {size} from {where}", size=data_size(offer.size), where=offer.where)
    if progress.stage != "download":
        return _(_STAGES[progress.stage])
    amount = _(
        "{done} of {size} from {where}",
        done=data_size(progress.done),
        size=data_size(progress.total),
        where=offer.where,
    )
    rate = progress.done / seconds if seconds > 0.3 else 0.0
    if not rate:
        return amount
    left = int((progress.total - progress.done) / rate) + 1
    return _(
        "{amount} · {rate}/s · {left} left",
        amount=amount,
        rate=data_size(int(rate)),
        left=f"{left // 60}:{left % 60:02}",
    )


_SOON = 2.0
"""Seconds before the remaining time is estimated."""


class BatchStatus(Widget):
    """Empty until there is a batch."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"batch-status--bar", "batch-status--left", "batch-status--text"}

    def __init__(self) -> None:
        super().__init__()
        self.totals: Totals | None = None
        self.all: int | None = None
        """Approximate number of articles; None until counted."""
        self.decoded = 0
        """Number of translated sentences: there are many before the first article is complete."""
        self._began = self._ended = 0.0

    def begin(self, totals: "Totals") -> None:
        """Show another batch."""
        self.totals, self.all, self._began, self._ended = totals, None, time.monotonic(), 0.0
        self.decoded = 0
        self.add_class("-begun")
        self.refresh()

    def end(self) -> None:
        """Stop the clock."""
        self._ended = time.monotonic()
        self.refresh()

    @property
    def seconds(self) -> float:
        """Elapsed time."""
        return (self._ended or time.monotonic()) - self._began

    def text(self) -> str:
        """Return the progress in a few words, for the other screens."""
        totals = self.totals
        if totals is None or not self.all:
            return _("batch")
        parts = [_("batch {n}/{of}", n=grouped(totals.seen), of=grouped(self.all))]
        if totals.seen and self.seconds > _SOON:
            parts.append(time_left(self._rest(totals, self.all)))
        return ", ".join(parts)

    def _rest(self, totals: "Totals", count: int) -> float:
        """Return the estimated remaining seconds."""
        return max(0, count - totals.seen) * self.seconds / totals.seen

    def render(self) -> Text:
        """Render both lines as far as they fit."""
        totals, width = self.totals, self.size.width - 2
        if totals is None or width < 10:
            return Text()
        bar, left, style = (
            self.get_visual_style(f"batch-status--{part}").rich_style for part in ("bar", "left", "text")
        )
        text = "  ".join(self._progress(totals))
        line = Text(f" {clip(text, width)}")
        if (room := width - line.cell_len - 1) > 10 and self.all:
            full = min(room, room * totals.seen // self.all)
            line.append("  ").append("━" * full, bar).append("─" * (room - full), left)
        return Text.assemble(line, "\n", (f" {clip(' · '.join(self._sums(totals)), width)}", style), no_wrap=True)

    def _progress(self, totals: "Totals") -> list[str]:
        parts = [
            _("{n} of {of} articles", n=grouped(totals.seen), of=grouped(self.all))
            if self.all
            else n_("{n} article", "{n} articles", totals.seen)
        ]
        if not totals.seen and not self._ended:
            # A sign of life while models are loaded and the first articles are translated together.
            parts += [duration_text(self.seconds), n_("{n} sentence", "{n} sentences", self.decoded)]
        if totals.words and self.seconds > _SOON:
            parts.append(_("{n} words/s", n=grouped(totals.words / self.seconds)))
        if self._ended:
            parts.append(_("in {time}", time=duration_text(self.seconds)))
        elif self.all and totals.seen and self.seconds > _SOON:
            parts.append(_("{time} left", time=duration_text(self._rest(totals, self.all))))
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


def duration_text(seconds: float) -> str:
    """Format a duration as a clock does."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
