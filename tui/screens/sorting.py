"""Sorting: the screen's part for the list: order and filter, stars, marks and notes, what is read."""

import contextlib
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from textual import on, work

from core.languages import language_name
from core.library.values import Said
from tui.i18n import N_, _, n_
from tui.listing import KINDS, ORDERS, STORIES, Filter
from tui.screens.finding import Finding
from tui.widgets.choices import Choice
from tui.widgets.panes import Panes
from tui.workers.library import LibraryWorker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from core.article import Article
    from core.brief import Brief
    from core.settings import Settings
    from tui.provide import PackSource
    from tui.wire import Wire

_LOOK = 1.5
"""Seconds on a translated wire after which it counts as read: paging through the list reads nothing."""
_MOST = 12
"""Outlets and days to choose from."""


class Sorting(Finding):
    """What can be done with the list of wires."""

    def __init__(self, settings: "Settings", inputs: "Sequence[str]", packs: "PackSource") -> None:
        super().__init__(settings, inputs, packs)
        self._look: Timer | None = None

    def action_sort(self) -> None:
        """Ask for an order."""
        from tui.screens.dialogs import ChoiceDialog

        names = list(ORDERS)
        sheet = ChoiceDialog(
            N_("List the wires"), [Choice(_(name)) for name in names], cursor=names.index(self._listing.order)
        )
        self.app.push_screen(sheet, partial(self._sorted, names))

    def _sorted(self, names: list[str], place: int | None) -> None:
        if place is not None:
            self._listing.order = names[place]
            # Who wants to see the stories wants to know what they are.
            self._digests = names[place] == STORIES
            self._group()
            self._tell()
            self._panes.relist()

    def action_filter(self) -> None:
        """Ask which wires to list."""
        from tui.screens.dialogs import ChoiceDialog

        choices: list[tuple[Choice, dict[str, Any]]] = [(Choice(_("all")), {})]
        for kind in KINDS:
            only: dict[str, Any] = {kind: True}
            choices.append((Choice(_(kind), str(sum(map(Filter(**only).admits, self.workspace.wires)))), only))
        for name, told in ((N_("language"), _language), (N_("day"), str), (N_("outlet"), str)):
            counts = Counter(getattr(wire, name) for wire in self.workspace.wires)
            common = [value for value, _count in counts.most_common(_MOST) if value]
            choices += [
                (Choice(_("{what}: {value}", what=_(name), value=told(value)), str(counts[value])), {name: value})
                for value in sorted(common, reverse=name == "day")
            ]
        now = self._listing.filter
        wants = [wanted for _choice, wanted in choices]
        on = [bool(wanted) and all(getattr(now, name) == wanted[name] for name in wanted) for wanted in wants]
        shown = [Choice(one.text, one.note, "✓" if on[place] else " ") for place, (one, _) in enumerate(choices)]
        cursor = on.index(True) if True in on else 0
        self.app.push_screen(
            ChoiceDialog(N_("List only wires that are"), shown, cursor=cursor),
            partial(self._filtered, wants, on),
        )

    def _filtered(self, wanted: list[dict[str, Any]], on: list[bool], place: int | None) -> None:
        if place is None:
            return
        if not wanted[place]:
            self._listing.filter = Filter()
        elif on[place]:
            # What was on goes off; the rest of the filter stays.
            self._listing.only(**{name: type(value)() for name, value in wanted[place].items()})
        else:
            self._listing.only(**wanted[place])
        self._panes.relist()

    def action_mark(self) -> None:
        """Mark the wire for export, or no longer, and go on to the next."""
        if wire := self.workspace.wire:
            self._change([wire], marked=not wire.marked)
            self.action_wire(1)

    def action_unmark(self) -> None:
        """Let no wire be marked."""
        self._change([wire for wire in self.workspace.wires if wire.marked], marked=False)

    def action_wire(self, step: int) -> None:
        """Go to the next wire in the list, or back."""
        if (number := self._panes.beside(step)) is not None:
            self._go_to(number)

    def action_star(self) -> None:
        """Star the wire, or no longer."""
        if (wire := self.workspace.wire) and wire.article:
            self._change([wire], starred=not wire.starred)

    def action_unread(self) -> None:
        """Let the wire be unread."""
        if (wire := self.workspace.wire) and wire.article:
            self._change([wire], read=False)

    def action_note(self) -> None:
        """Ask for a note."""
        from tui.screens.dialogs import EditDialog

        if (wire := self.workspace.wire) and wire.article:
            sheet = EditDialog(N_("A note on this wire"), "", wire.note)
            self.app.push_screen(sheet, partial(self._noted, wire))

    def _noted(self, wire: "Wire", text: str | None) -> None:
        if text is not None and text != wire.note and wire.article:
            self._change([wire], note=text)

    def _came(self, wires: "list[Wire]") -> None:
        self._group()
        self._library_worker.look_up([(wire.number, wire.article) for wire in wires if wire.article])

    def bring(self, article: "Article", brief: "Brief | None" = None, *, show: bool = True) -> None:
        """Put a wire on the desk; one that is shown was opened by the reader's own hand."""
        super().bring(article, brief, show=show)
        if show and article.source.url:
            self._tell_feeds([article.source.url], read=True)

    @work(thread=True, exit_on_error=False, group="feeds", description="feeds")
    def _tell_feeds(self, addresses: "Sequence[str]", *, read: bool) -> None:
        """Let the feeds know what was read, wherever it was opened from."""
        if not self._settings.places.feeds.exists():
            return
        from core.errors import DepecheError
        from core.feeds import Subscriptions

        # What is wrong with the feeds' file is told in their room.
        with contextlib.suppress(DepecheError):
            for address in addresses:
                Subscriptions(self._settings.places).mark_read_at(address, read=read)

    def _done(self, wire: "Wire") -> None:
        super()._done(wire)
        if wire is self.workspace.wire:
            self._looked_at()

    def _go_to(self, number: int) -> None:
        super()._go_to(number)
        self._looked_at()

    @on(LibraryWorker.Known)
    def _known(self, event: LibraryWorker.Known) -> None:
        for number, marks in event.marks:
            wire = self.workspace.wires[number]
            wire.read, wire.starred = wire.read or marks.read, wire.starred or marks.starred
            wire.marked, wire.note = wire.marked or marks.marked, wire.note or marks.note
            if marks.place and not wire.cursor and wire.total:
                wire.cursor = min(marks.place, wire.total - 1)
                if wire is self.workspace.wire:
                    self._panes.go(wire.cursor)
        self._panes.listed(number for number, _ in event.marks)

    @on(Panes.Reached)
    def _reached(self, event: Panes.Reached) -> None:
        if event.wire.article:
            self._library_worker.reached(event.wire.number, event.wire.article, event.wire.cursor)

    def _say(self, wires: "Sequence[Wire]", **said: Unpack[Said]) -> None:
        """Say something of wires, on the screen and on the shelf."""
        for wire in wires:
            for name, value in said.items():
                setattr(wire, name, value)
            self._panes.update(wire)
        self._library_worker.mark([wire.article for wire in wires if wire.article], **said)
        urls = [wire.article.source.url for wire in wires if wire.article and wire.article.source.url]
        if "read" in said and urls:
            self._tell_feeds(urls, read=said["read"])
        if "marked" in said:
            marked = sum(wire.marked for wire in self.workspace.wires)
            self._status.say(n_("{n} wire marked", "{n} wires marked", marked))

    def _change(self, wires: "Sequence[Wire]", **said: Unpack[Said]) -> None:
        """Say something of wires, so that it can be taken back."""
        before = [(wire, Said(**{name: getattr(wire, name) for name in said})) for wire in wires]  # type: ignore[typeddict-item]

        def back() -> None:
            for wire, old in before:
                self._say([wire], **old)
            self._status.say(_("Taken back: {what}", what=before[0][0].headline))

        if before:
            self._undo.append(back)
            self._say(wires, **said)

    def _looked_at(self) -> None:
        """Count the wire on the screen as read, once the reader has stayed with it."""
        if self._look:
            self._look.stop()
        wire = self.workspace.wire
        self._look = self.set_timer(_LOOK, partial(self._read, wire)) if wire and not wire.read else None

    def _read(self, wire: "Wire") -> None:
        if wire is self.workspace.wire and wire.state == "done" and wire.article:
            self._say([wire], read=True)

    @property
    def _listing(self) -> Any:
        return self._panes.listing


def _language(code: str) -> str:
    return _(language_name(code))
