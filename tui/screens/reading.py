"""Reading: the reader's screen. It owns the desk, asks the workers, and shows what they say."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer

from core.errors import OutputError
from core.packs.plain import plain
from tui.desk import Desk, Wire
from tui.widgets.getting import Getting
from tui.widgets.panes import NARROW, TRANSLATION, WIRES, Panes
from tui.widgets.status import Status
from tui.widgets.workroom import Workroom

if TYPE_CHECKING:
    from textual.timer import Timer

    from core.brief import Brief
    from core.settings import Settings
    from tui.provide import Offer, PackSource

_PATIENCE = 0.15
"""Seconds on a wire before it goes before the others: paging through the list interrupts nothing."""
_NOT_ALWAYS = frozenset(("install", "translate", "cancel", "export"))
"""Actions that are offered only when there is something for them to do."""

WELCOME = """\
Nothing is open yet.

Name what to read, and it is translated here, on this machine, with nothing sent anywhere:

  depeche wires/
  depeche story.txt another.txt

A folder is read with all the folders in it.

? shows the keys, q quits.\
"""

_WIRE = Binding.Group("Wire", compact=True)


class Reading(Screen[None]):
    """The wires on the left; source, translation and summary of one of them side by side."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it, and not as a ClassVar
        (0, "-narrow"),
        (NARROW, "-wide"),
        (150, "-broad"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("J,right_square_bracket", "wire(1)", "Next", id="wire.next", tooltip="To the next wire", group=_WIRE),
        Binding(
            "K,left_square_bracket", "wire(-1)", "Back", id="wire.previous", tooltip="To the previous wire", group=_WIRE
        ),
        Binding("tab", "pane(1)", "Pane", id="pane.next", tooltip="To the next pane or tab"),
        Binding("shift+tab", "pane(-1)", "Back", id="pane.previous", tooltip="To the previous pane or tab", show=False),
        Binding("1", "tab(0)", "Wires", id="pane.wires", tooltip="To the list of wires", show=False),
        Binding("2", "tab(1)", "Source", id="pane.source", tooltip="To the source", show=False),
        Binding("3", "tab(2)", "Translation", id="pane.translation", tooltip="To the translation", show=False),
        Binding("4", "tab(3)", "Summary", id="pane.summary", tooltip="To the summary", show=False),
        Binding("i", "install", "Get pack", id="pack.install", tooltip="Get the pack that this wire needs"),
        Binding(
            "t", "translate", "Translate", id="wire.translate", tooltip="Go on translating, or try this wire again"
        ),
        Binding("escape", "cancel", "Stop", id="work.cancel", tooltip="Stop getting a pack, or translating"),
        Binding("e", "export", "Export", id="wire.export", tooltip="Write the brief, as Markdown, into this folder"),
    ]

    @dataclass
    class Saved(Message):
        """A brief was written, or not: `problem` says why."""

        path: Path | None
        problem: str = ""

    def __init__(self, settings: "Settings", inputs: Sequence[str], packs: "PackSource") -> None:
        super().__init__()
        self.desk = Desk()
        self._settings = settings
        self._inputs = inputs
        self._packs = packs
        self._declined: set[str] = set()
        """Titles of packs that the reader called off: they are not got again unasked."""
        self._workroom = Workroom(settings, inputs, packs)
        self._turn: Timer | None = None
        self._offered: frozenset[str] = frozenset()
        """Of the actions that are not always possible, those that are."""

    def compose(self) -> ComposeResult:
        """Put the parts together."""
        one = not self._inputs or (len(self._inputs) == 1 and os.path.isfile(self._inputs[0]))
        yield self._workroom
        yield Panes(self.desk, target=self._settings.translation.target, tab=TRANSLATION if one else WIRES)
        yield Getting(self._packs)
        yield Status()
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Show the empty screen first; only then begin to work."""
        self._panes, self._getting = self.query_one(Panes), self.query_one(Getting)
        self._status = self.query_one(Status)
        if not self._inputs:
            self.desk.complete = True
            self._panes.welcome(WELCOME)
        else:
            self.call_after_refresh(self._workroom.read)
        self._tell()

    def put_away(self) -> None:
        """Keep what the workers leave; the screen is gone."""
        self._workroom.put_away()

    # What the workers say.

    @on(Workroom.Found)
    def _found(self, event: Workroom.Found) -> None:
        first = len(self.desk.wires)
        wires = [
            Wire(first + place, path, article, state="waiting" if article else "failed", problem=plain(problem))
            for place, (path, article, problem) in enumerate(event.entries)
        ]
        self.desk.complete = self.desk.complete or event.last
        self._panes.listed(self.desk.add(wires))
        if first == 0 and self.desk.wire:
            self._panes.open(self.desk.wire)
        self._next()

    @on(Workroom.Prepared)
    def _prepared(self, event: Workroom.Prepared) -> None:
        for number, article in event.articles:
            self.desk.prepared(number, article)
        self._panes.listed(number for number, _ in event.articles)
        self._tell()

    @on(Workroom.Translated)
    def _translated(self, event: Workroom.Translated) -> None:
        self.desk.translated(event.number, event.sentences)
        self._panes.translated(self.desk.wires[event.number], event.sentences)
        self._tell()

    @on(Workroom.Finished)
    def _finished(self, event: Workroom.Finished) -> None:
        self.desk.finished(event.number, event.brief)
        self._next(event.number)

    @on(Workroom.Failed)
    def _failed(self, event: Workroom.Failed) -> None:
        self.desk.failed(event.number, event.problem)
        self._notice(event.problem, self.desk.wires[event.number].name)
        self._next(event.number)

    @on(Workroom.Warned)
    def _warned(self, event: Workroom.Warned) -> None:
        self._notice(event.text, "Memory")

    @on(Workroom.NoPack)
    def _no_pack(self, event: Workroom.NoPack) -> None:
        self.desk.no_pack(event.number, event.pair, event.problem, event.offer)
        offer = event.offer
        wanted = offer and offer.automatic and not event.problem and offer.title not in self._declined
        if offer and wanted and not self._settings.offline and not self._getting.offer:
            self._getting.start(offer)
        self._next(event.number)

    @on(Getting.Ended)
    def _got(self, event: Getting.Ended) -> None:
        if event.pack:
            self._workroom.look_again()
            self._panes.listed(wire.number for wire in self.desk.pack_came())
        else:
            self._declined.add(event.offer.title)
            if event.problem:
                self._notice(event.problem, event.offer.title)
        self._next()

    def _next(self, changed: int | None = None) -> None:
        """Show a wire that changed; give the worker the next one if it is free, or if the reader went to one."""
        if changed is not None:
            self._panes.update(self.desk.wires[changed])
        self._turn = None
        wire = self.desk.next()
        if wire and wire.article and wire.number != self.desk.running:
            if left := self.desk.interrupt("waiting"):
                self._panes.update(left)
            self.desk.start(wire)
            self._workroom.translate(wire.number, wire.article, dict(wire.translated))
            self._panes.update(wire)
        self._tell()

    # What the reader wants.

    @on(Panes.WireWanted)
    def _wire_wanted(self, event: Panes.WireWanted) -> None:
        self.desk.current = event.number
        self._panes.open(self.desk.wires[event.number])
        if self._turn:
            self._turn.stop()
        self._turn = self.set_timer(_PATIENCE, self._next)
        self._tell()

    def action_wire(self, step: int) -> None:
        """Go to the next wire, or back."""
        if self.desk.current is not None:
            number = min(max(self.desk.current + step, 0), len(self.desk.wires) - 1)
            if number != self.desk.current:
                self._panes.post_message(Panes.WireWanted(number))

    def action_pane(self, step: int) -> None:
        """Go to the next pane, or back."""
        self._panes.step(step)

    def action_tab(self, tab: int) -> None:
        """Go to a pane by its number."""
        self._panes.show_tab(tab)

    def action_install(self) -> None:
        """Get the pack that the wire on the screen needs."""
        if offer := self._wanted_offer():
            self._getting.start(offer)
            self._tell()

    def action_translate(self) -> None:
        """Go on where something stopped."""
        if self.desk.go_on():
            self._workroom.look_again()
            self._panes.listed(range(len(self.desk.wires)))
            self._next()

    def action_cancel(self) -> None:
        """Stop what runs: the pack first, if one is being got."""
        if self._getting.offer:
            self._getting.cancel()
        elif self.desk.running is not None:
            self.desk.paused = True
            self.app.workers.cancel_group(self._workroom, "translation")
            if wire := self.desk.interrupt("stopped"):
                self._panes.update(wire)
        self._tell()

    def action_export(self) -> None:
        """Write the brief of the wire on the screen."""
        wire = self.desk.wire
        if wire and wire.brief:
            self._save(wire.brief, wire.path)
        elif wire:
            self._notice("The brief can be written once the wire is translated.", wire.name, severe=False)

    @work(thread=True, exit_on_error=False, group="saving", description="save")
    def _save(self, brief: "Brief", named: str) -> None:
        from core.export import to_markdown
        from tui.screens.saving import save

        try:
            self.post_message(self.Saved(save(to_markdown(brief), named, Path.cwd())))
        except OutputError as error:
            self.post_message(self.Saved(None, str(error)))

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        if event.path:
            self._notice(plain(event.path), "Brief written", severe=False)
        else:
            self._notice(event.problem, "No brief written")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        del parameters
        return action not in _NOT_ALWAYS or action in self._offered

    def _offers(self) -> frozenset[str]:
        wire, busy = self.desk.wire, self._getting.offer is not None
        possible = {
            "install": self._wanted_offer() is not None,
            "translate": self.desk.paused or bool(wire and wire.article and wire.state in {"stopped", "failed"}),
            "cancel": busy or self.desk.running is not None,
            "export": wire is not None,
        }
        return frozenset(action for action, can in possible.items() if can)

    def _wanted_offer(self) -> "Offer | None":
        wire = self.desk.wire
        can = wire and wire.state == "no pack" and not self._settings.offline and not self._getting.offer
        return wire.offer if wire and can else None

    def _tell(self) -> None:
        """Bring the status line and the footer up to date."""
        self._status.show(self.desk, target=self._settings.translation.target, offline=self._settings.offline)
        offered = self._offers()
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def _notice(self, text: str, title: str, *, severe: bool = True) -> None:
        self.notify(text, title=title, severity="error" if severe else "information", markup=False)
