"""The status line and the bar of keys, at the foot of the screens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import ActiveBinding
from textual.events import MouseDown, MouseMove
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from core.lang import language_name
from tui.i18n import _, in_text, megabytes, n_
from tui.widgets import BETWEEN, clip_first, whole_parts
from tui.wire import Wire
from tui.workers import ActivityApp, activity_text
from tui.workspace import Workspace

if TYPE_CHECKING:
    from textual.timer import Timer

_MOMENT = 3.0
"""Seconds."""


class Status(Widget):
    """One line: the wire on the screen to the left, all of them to the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--alert", "status--count", "status--said"}

    _clearing: "Timer | None" = None
    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")
    alert: reactive[bool] = reactive(False)
    """Whether the user has to do something."""
    busy: reactive[str] = reactive("")
    """Other background work."""
    said: reactive[str] = reactive("")
    """The response to a key, shown for a moment in place of the rest."""

    def show(self, workspace: Workspace, *, target: str, offline: bool, stops: bool = True) -> None:
        """Show the state of the workspace, and whether Esc now `stops` the translation."""
        wire = workspace.wire
        coming = wire is not None and workspace.awaits(wire)
        rests = wire is not None and workspace.rests(wire)
        self.left = ""
        if wire:
            self.left = status_text(wire, target=target, offline=offline, coming=coming, stops=stops, rests=rests)
        self.alert = rests or (wire is not None and wire.state in {"failed", "no pack", "stopped"} and not coming)
        self.right = workspace.progress()

    def on_mount(self) -> None:
        """Show the background work; the wires themselves are counted anyway."""
        if isinstance(self.app, ActivityApp):
            self.watch(self.app, "activity", self._busy)

    def _busy(self, activity: tuple[tuple[str, str], ...]) -> None:
        self.busy = activity_text(activity, ("wires", "pack"))

    def say(self, text: str) -> None:
        """Show a short answer to a key in place of the wire's state."""
        self.said = text
        if self._clearing:
            self._clearing.stop()
        self._clearing = self.set_timer(_MOMENT, self._quiet)

    def _quiet(self) -> None:
        self.said = ""

    def render(self) -> Text:
        """Render both sides; the left one gets the remaining width."""
        right = BETWEEN.join(filter(None, [self.busy, self.right]))
        right = f" {right} " if right else ""
        if self.said and cell_len(self.said) + cell_len(right) + 1 > self.size.width:
            right = ""
        room = max(0, self.size.width - cell_len(right) - 1)
        left = Text(clip_first(self.said, room) if self.said else whole_parts(self.left, room) if room else "")
        left.pad_right(room - left.cell_len)
        if self.said:
            left.stylize(self.get_visual_style("status--said").rich_style)
        elif self.alert:
            left.stylize(self.get_visual_style("status--alert").rich_style)
        count = self.get_visual_style("status--count").rich_style
        return Text.assemble(" ", left, (right, count), no_wrap=True)


def status_text(
    wire: Wire, *, target: str, offline: bool, coming: bool = False, stops: bool = True, rests: bool = False
) -> str:
    """Describe in one line the state of a wire and what the user can do.

    Its pack may be `coming`; `stops` if Esc stops translating, `rests` if translating is stopped.
    """
    match wire.state:
        case "failed":
            return f"× {wire.problem or _('failed')}"
        case "no pack" if coming:
            pair = wire.missing.replace("-", "→")
            if not stops:
                return _("the pack {pair} is being downloaded", pair=pair)
            return _("the pack {pair} is being downloaded · Esc cancels", pair=pair)
        case "no pack":
            return _no_pack(wire, offline=offline)
        case "waiting" | "stopped" if rests or wire.state == "stopped":
            return _("stopped at {n} of {of} sentences: press t to resume", n=len(wire.translated), of=wire.total)
        case "translating":
            doing = _("loading the model")
            if wire.translated:
                doing = _("translating {n} of {of} sentences", n=len(wire.translated), of=wire.total)
            return BETWEEN.join([doing, _("Esc stops")]) if stops else doing
        case "waiting":
            return _("waiting to be translated") if wire.prepared else _("detecting the language")
    brief = wire.brief
    parts = [
        f"{wire.language} → {target}"
        if wire.language not in {target, "und"}
        else _("{language}: no translation needed", language=wire.language)
    ]
    parts.append(n_("{n} sentence", "{n} sentences", wire.total))
    if wire.doubts:
        parts.append(_("{n} in doubt", n=wire.doubts))
    # What matters least comes last: it is left out first.
    if brief and brief.engine.pack:
        parts.append(brief.engine.pack)
    return BETWEEN.join(parts)


def _no_pack(wire: Wire, *, offline: bool) -> str:
    pair, offer = wire.missing.replace("-", "→"), wire.offer
    if wire.problem:
        return f"{wire.problem}"
    if offer is None:
        return _("no pack {pair}, and none is known", pair=pair)
    if offline:
        return _("no pack {pair}, and this run is offline · run: {command}", pair=pair, command=offer.command)
    return _(
        "no pack {pair}: press i to download it · {size} MB from {where}",
        pair=pair,
        size=round(offer.size / 1e6),
        where=_(offer.where),
    )


def why_empty(wire: Wire, target: str, *, offline: bool, coming: bool = False, rests: bool = False) -> str:
    """Return why a wire is not translated by itself; empty if it will be.

    Its pack may be `coming`; `rests` if translating is stopped.
    """
    pair = _(
        "{source} → {target}", source=in_text(_(language_name(wire.language))), target=in_text(_(language_name(target)))
    )
    match wire.state:
        case "no pack" if coming:
            return _("{pair}: the pack is being downloaded. The translation then begins by itself.", pair=pair)
        case "no pack" if wire.problem:
            return f"{pair}: {wire.problem}"
        case "no pack" if wire.offer and offline:
            return _("{pair}: no pack, and this run is offline. Run: {command}", pair=pair, command=wire.offer.command)
        case "no pack" if wire.offer:
            size = megabytes(wire.offer.size, decimals=0)
            return _("{pair}: no pack yet. Press i to download it ({size}).", pair=pair, size=size)
        case "no pack":
            return _("{pair}: no pack is known. P shows those there are.", pair=pair)
        case "waiting" | "stopped" if rests or wire.state == "stopped":
            return _("Stopped. Press t to resume.")
        case "failed":
            return _("Failed. Press t to try again, d to remove this wire from the list.")
        case _:
            return ""


def no_doubt(wire: Wire, step: int) -> str:
    """Say that a wire has no doubtful sentence after the cursor (`step` 1) or before it (-1), or none at all."""
    if any(sentence.doubtful for sentence in wire.sentences):
        return _("No doubtful sentence below.") if step > 0 else _("No doubtful sentence above.")
    if wire.state == "done":
        return _("No doubtful sentence in this wire.")
    return _("No doubt yet: this wire is not fully translated.")


_FIRST = ("app.help", "help", "app.quit", "quit")
"""Actions that are always shown: the help leads to all others."""
_UNKNOWN = {"slash": "/", "plus": "+", "minus": "-"}
"""Characters by Textual's names of keys that it takes for no characters, since Unicode names them otherwise."""
_LAST = 3
"""The rank of the palette's key, which stands at the right."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A key with its label, or a group of keys with one."""

    keys: tuple[tuple[str, str], ...]
    """Each as it is pressed and as it is shown."""
    label: str
    tooltip: str
    enabled: bool
    rank: int
    """Entries with a lower rank are placed first."""

    def shown(self, gap: str) -> str:
        """Return the keys as they are shown, separated by `gap`: arrows can be close together, names cannot."""
        return gap.join(shown for _key, shown in self.keys)


class KeyBar(Widget):
    """The keys of the screen, on one line; one that does not fit is left out as a whole.

    Help and Quit are always there. The others are in the order of their bindings, except that those for moving (Move,
    Pane) come after them, since users try arrows and Tab anyway; the palette's key is last. Textual's own bar has a
    widget for each key, which takes half of the time that a dialog needs to open.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--label", "key-bar--line"}
    entries: reactive[tuple[KeyEntry, ...]] = reactive[tuple[KeyEntry, ...]](())

    def on_mount(self) -> None:
        """Show other keys when they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[Any]) -> None:
        """Show other keys, also in a terminal without focus, whose bar would stay empty otherwise.

        When the terminal loses the focus, the keys of the focused pane stay: it gets the focus back.
        """
        if self.is_attached and (self.app.app_focus or screen.focused is not None or not self.entries):
            self.entries = tuple(self._found(screen))

    def _found(self, screen: Screen[Any]) -> Iterator[KeyEntry]:
        active = screen.active_bindings
        first: dict[str, ActiveBinding] = {}
        for key, bound in active.items():
            if bound.binding.show and not self._typed(screen.focused, key):
                first.setdefault(bound.binding.action, bound)
        for group, members in groupby(first.values(), lambda bound: bound.binding.group):
            keys = [*members]
            if group is not None and len(keys) > 1:
                yield self._entry(keys, group.description)
            else:
                yield from (self._entry([bound], bound.binding.description) for bound in keys)
        if palette := active.get(self.app.COMMAND_PALETTE_BINDING):
            yield self._entry([palette], palette.binding.description, _LAST)

    @staticmethod
    def _typed(focused: Widget | None, key: str) -> bool:
        """Whether a key would be typed into the focused field, one that Textual does not know as a character."""
        return focused is not None and key in _UNKNOWN and focused.check_consume_key(key, _UNKNOWN[key])

    def _entry(self, bindings: Sequence[ActiveBinding], label: str, rank: int | None = None) -> KeyEntry:
        keys = tuple((bound.binding.key, self.app.get_key_display(bound.binding)) for bound in bindings)
        first = bindings[0]
        action, tip = first.binding.action, first.tooltip or first.binding.description
        passed = len(bindings) > 1 or action.startswith(("pane", "other"))
        return KeyEntry(
            keys, label, tip, first.enabled, 0 if action in _FIRST else 1 + passed if rank is None else rank
        )

    def _laid_out(self) -> Iterator[tuple[int, KeyEntry]]:
        """Yield the entries that fit, each with its first cell."""
        room, gap, fitting = self.size.width - 2, self._gap, set[int]()
        for place, entry in sorted(enumerate(self.entries), key=lambda placed: placed[1].rank):
            width = cell_len(entry.shown(gap)) + 1 + cell_len(entry.label) + 1 + (entry.rank == _LAST)
            if width <= room:
                fitting.add(place)
                room -= width
        at = 1
        for entry in (self.entries[place] for place in sorted(fitting)):
            width = cell_len(entry.shown(gap)) + 1 + cell_len(entry.label)
            yield (at if entry.rank != _LAST else self.size.width - width - 2, entry)
            at += width + 1

    @property
    def _gap(self) -> str:
        return " " * (isinstance(self.app, ActivityApp) and self.app.plain_keys)

    def render(self) -> Text:
        """Write them."""
        key, label, line = (self.get_visual_style(f"key-bar--{part}").rich_style for part in ("key", "label", "line"))
        text = Text(no_wrap=True)
        for at, entry in self._laid_out():
            last = entry.rank == _LAST
            text.pad_right(at - text.cell_len - last)
            text.append("▏" * last, line).append(entry.shown(self._gap), key).append(f" {entry.label}", label)
        return text

    def _at(self, x: int) -> tuple[KeyEntry, str] | None:
        """Return the entry at a cell, and the key that a click there presses."""
        for begin, entry in self._laid_out():
            end = begin
            for key, shown in entry.keys:
                end += cell_len(shown) + len(self._gap)
                if begin <= x < end:
                    return entry, key
            if begin <= x < end + 1 + cell_len(entry.label):
                return entry, entry.keys[0][0]
        return None

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show a tooltip for the key under the mouse."""
        found = self._at(event.x)
        self.tooltip = found[0].tooltip if found else None

    def on_mouse_down(self, event: MouseDown) -> None:
        """Press the key that was clicked."""
        if found := self._at(event.x):
            self.app.simulate_key(found[1]) if found[0].enabled else self.app.bell()
