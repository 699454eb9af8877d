"""The status line, the bar of keys, and two lines on the progress of a batch."""

import time
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey, FooterLabel

from core.lang import language_name
from core.sanitize import sanitize
from tui.i18n import _, grouped, in_text, megabytes, n_
from tui.widgets import clip
from tui.wire import Wire
from tui.workers import ActivityApp, activity_text, time_left
from tui.workspace import Workspace

if TYPE_CHECKING:
    from textual.timer import Timer

    from core.batch.report import Totals

_MOMENT = 3.0
"""Seconds."""


class Status(Widget):
    """One line: the wire on the screen to the left, all of them to the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--alert", "status--count", "status--said"}

    _hush: "Timer | None" = None
    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")
    alert: reactive[bool] = reactive(False)
    """Whether the user has to do something."""
    busy: reactive[str] = reactive("")
    """Other background work."""
    said: reactive[str] = reactive("")
    """The answer to a key, shown for a moment in place of the rest."""

    def show(self, workspace: Workspace, *, target: str, offline: bool) -> None:
        """Show the state of the workspace."""
        wire = workspace.wire
        self.left = status_text(wire, target=target, offline=offline) if wire else ""
        self.alert = wire is not None and wire.state in {"failed", "no pack", "stopped"}
        done, count = workspace.done()
        if not workspace.complete:
            self.right = _("reading · {n} found", n=count)
        elif workspace.paused:
            self.right = _("stopped · {n} of {of} done", n=done, of=count)
        else:
            self.right = _("{n} of {of} done", n=done, of=count) if count else ""

    def on_mount(self) -> None:
        """Show the background work; the wires themselves are counted anyway."""
        if isinstance(self.app, ActivityApp):
            self.watch(self.app, "activity", self._busy)

    def _busy(self, activity: tuple[tuple[str, str], ...]) -> None:
        self.busy = activity_text(activity, ("wires", "pack"))

    def say(self, text: str) -> None:
        """Show a short answer to a key in place of the wire's state."""
        self.said = text
        if self._hush:
            self._hush.stop()
        self._hush = self.set_timer(_MOMENT, self._quiet)

    def _quiet(self) -> None:
        self.said = ""

    def render(self) -> Text:
        """Render both sides; the left one gets the remaining width."""
        right = " · ".join(filter(None, [self.busy, self.right]))
        right = f" {right} " if right else ""
        room = max(0, self.size.width - len(right) - 1)
        left = Text(clip(self.said or self.left, room) if room else "")
        left.pad_right(room - left.cell_len)
        if self.said:
            left.stylize(self.get_visual_style("status--said").rich_style)
        elif self.alert:
            left.stylize(self.get_visual_style("status--alert").rich_style)
        count = self.get_visual_style("status--count").rich_style
        return Text.assemble(" ", left, (right, count), no_wrap=True)


def status_text(wire: Wire, *, target: str, offline: bool) -> str:
    """Describe in one line the state of a wire and what the user can do."""
    match wire.state:
        case "failed":
            return f"× {wire.problem or _('failed')}"
        case "no pack":
            return _no_pack(wire, offline=offline)
        case "stopped":
            return _("stopped at {n} of {of} sentences: press t to resume", n=len(wire.translated), of=wire.total)
        case "translating" if wire.translated:
            return _("translating {n} of {of} sentences · Esc stops", n=len(wire.translated), of=wire.total)
        case "translating":
            return _("loading the model · Esc stops")
        case "waiting":
            return _("waiting to be translated") if wire.prepared else _("detecting the language")
    brief = wire.brief
    parts = [
        f"{wire.language} → {target}"
        if wire.language not in {target, "und"}
        else _("{language}: no translation needed", language=wire.language)
    ]
    if brief and brief.engine.pack:
        parts.append(brief.engine.pack)
    parts.append(n_("{n} sentence", "{n} sentences", wire.total))
    if wire.doubts:
        parts.append(_("{n} in doubt", n=wire.doubts))
    return " · ".join(parts)


def _no_pack(wire: Wire, *, offline: bool) -> str:
    pair, offer = wire.missing.replace("-", "→"), wire.offer
    if wire.problem:
        return f"{wire.problem}"
    if offer is None:
        return _("no pack {pair}, and none is known", pair=pair)
    if offline:
        return _("no pack {pair}, and this run is offline; run: {command}", pair=pair, command=offer.command)
    return _(
        "no pack {pair} ({size} MB from {where}): press i to download it",
        pair=pair,
        size=round(offer.size / 1e6),
        where=_(offer.where),
    )


def why_empty(wire: Wire, target: str, *, offline: bool) -> str:
    """Return why a wire will not be translated by itself, and what to do; empty if it will."""
    pair = _(
        "{source} → {target}", source=in_text(_(language_name(wire.language))), target=in_text(_(language_name(target)))
    )
    match wire.state:
        case "no pack" if wire.problem:
            return f"{pair}: {wire.problem}"
        case "no pack" if wire.offer and offline:
            return _("{pair}: no pack, and this run is offline. Run: {command}", pair=pair, command=wire.offer.command)
        case "no pack" if wire.offer:
            size = megabytes(wire.offer.size, decimals=0)
            return _("{pair}: no pack yet. Press i to download it ({size}).", pair=pair, size=size)
        case "no pack":
            return _("{pair}: no pack is known. P shows those there are.", pair=pair)
        case "stopped":
            return _("Stopped. Press t to resume.")
        case "failed":
            return _("Failed. Press t to try again, d to remove this wire from the list.")
        case _:
            return ""


_FIRST = ("app.help", "help")
"""Actions that are always shown: they lead to all others."""


class KeyBar(Footer):
    """A footer that leaves out whole keys where others cut one in the middle.

    Help is always shown. The others come in the order of the bindings, those that move through a list after them,
    since arrows and Tab are tried anyway, and the palette's last.
    """

    def __init__(self) -> None:
        super().__init__(compact=True)

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Show other keys, also in a terminal without the focus, whose bar would stay empty otherwise.

        When the focus is taken away, the keys of the pane that had it stay: it is given back there.
        """
        if self.app.app_focus or screen.focused is not None or not self.children:
            self._bindings_ready = True
            if self.is_attached and screen is self.screen:
                self.call_after_refresh(self.recompose)

    async def recompose(self) -> None:
        """Show other keys; paint only once it is clear which fit."""
        async with self.batch():
            await super().recompose()
            self._fit()

    def on_resize(self) -> None:
        """Show as many keys as fit."""
        self._fit()

    def _fit(self) -> None:
        room = self.content_size.width
        for entry in sorted(self._entries(), key=_rank):
            width = sum(map(_width, entry))
            for part in entry:
                part.display = width <= room
            room -= width if width <= room else 0

    def _entries(self) -> list[list[Widget]]:
        """Return the entries that are shown or hidden as a whole: a key with its label, or a group of keys."""
        entries: list[list[Widget]] = []
        for child in self.children:
            if isinstance(child, FooterLabel):
                entries[-1].append(child)
            else:
                entries.append([child])
        return entries


def _rank(entry: list[Widget]) -> int:
    key = entry[0]
    if not isinstance(key, FooterKey):
        return 2
    if key.has_class("-command-palette"):
        return 3
    return 0 if key.action in _FIRST else 2 if key.action.startswith(("pane", "other")) else 1


def _width(part: Widget) -> int:
    """Return its width in cells, margins included."""
    margin = part.styles.gutter.width + part.styles.margin.width
    return part.get_content_width(part.size, part.screen.size) + margin


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
        self._began = self._ended = 0.0

    def begin(self, totals: "Totals") -> None:
        """Show another batch."""
        self.totals, self.all, self._began, self._ended = totals, None, time.monotonic(), 0.0
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
        said = "  ".join(self._progress(totals))
        line = Text(f" {clip(said, width)}")
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
        if totals.words and self.seconds > _SOON:
            parts.append(_("{n} words/s", n=grouped(totals.words / self.seconds)))
        if self._ended:
            parts.append(_("in {time}", time=clock(self.seconds)))
        elif self.all and totals.seen and self.seconds > _SOON:
            parts.append(_("{time} left", time=clock(self._rest(totals, self.all))))
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
    """Format a duration as a clock does."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
