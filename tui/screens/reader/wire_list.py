"""The list of wires: its order, stars, marks and notes, what counts as read."""

import contextlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from core.library import MarkChanges
from tui.i18n import N_, _, n_
from tui.screens.reader import Controller, ReaderParts
from tui.widgets.cursor_list import Choice
from tui.widgets.panes import Panes
from tui.wire import ORDERS, STORIES
from tui.workers.library import LibraryWorker, SearchWorker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from core.conditions import Rule
    from tui.wire import Wire

_LOOK = 1.5
"""Seconds on a translated wire after which it counts as read, so that paging through the list marks nothing."""
_CHANGES = {"starred": N_("star"), "marked": N_("mark"), "note": N_("note"), "read": N_("read or unread")}
"""Names of changes in the messages of undo and redo."""


class WireList(Controller):
    """What the user can do with the list of wires."""

    def __init__(self, screen: ReaderParts) -> None:
        super().__init__(screen)
        self._look: Timer | None = None

    def sort(self) -> None:
        """Ask how to sort the list."""
        from tui.screens.dialogs import ChoiceDialog

        names = list(ORDERS)
        dialog = ChoiceDialog(
            N_("Sort the list"),
            [Choice(_(name)) for name in names],
            cursor=names.index(self._listing.order),
            keys=N_("Enter sorts · Esc cancels"),
        )
        self.screen.app.push_screen(dialog, partial(self._sorted, names))

    def _sorted(self, names: list[str], place: int | None) -> None:
        if place is not None:
            self._listing.order = names[place]
            if names[place] == STORIES:
                self.screen.digests.group()
            self.panes.relist()

    def mark(self) -> None:
        """Mark or unmark the wire for export, and go to the next."""
        if wire := self.workspace.wire:
            self._change([wire], marked=not wire.marked)
            self.step(1)

    def unmark(self) -> None:
        """Clear all marks."""
        self._change([wire for wire in self.workspace.wires if wire.marked], marked=False)

    def exported(self, wires: "list[Wire]") -> None:
        """Drop the marks of wires that were written; undo brings them back."""
        self._change(wires, marked=False)

    def step(self, step: int) -> None:
        """Go to the next wire in the list, or the previous."""
        if (number := self.panes.beside(step)) is not None:
            self.screen.go_to(number)

    def next_unread(self) -> None:
        """Go to the next unread wire in the list; after the last comes the first."""
        wires = self.workspace.wires
        here = self.workspace.wire
        unread = frozenset([wire.number for wire in wires if not wire.read and wire.article and wire is not here])
        if (number := self.panes.round(1, unread)) is not None:
            self.screen.go_to(number)
        else:
            self.status.say(_("No unread wires."))

    def star(self) -> None:
        """Star or unstar the wire."""
        if (wire := self.workspace.wire) and wire.article:
            self._change([wire], starred=not wire.starred)

    def unread(self) -> None:
        """Mark the wire as unread, or as read."""
        if (wire := self.workspace.wire) and wire.article:
            self._change([wire], read=not wire.read)

    def close(self) -> None:
        """Take the wire off the list; its file, and what is kept of it, stay."""
        if wire := self.workspace.wire:
            self._close(wire, closed=True)

    def _close(self, wire: "Wire", *, closed: bool) -> None:
        """Take a wire off the list, or put it back."""
        beside = self.panes.beside(1) if self.panes.beside(1) is not None else self.panes.beside(-1)
        wire.closed = closed
        message = _("Removed from the list: {what} · u undoes", what=wire.headline)
        if not closed:
            message = _("Undone: {what}", what=wire.headline)
            self.screen.go_to(wire.number)
        else:
            self.screen.corrections.undoable(
                partial(self._close, wire, closed=False), partial(self._close, wire, closed=True)
            )
            self.screen.queue.leave(wire, beside)
        self.panes.relist()
        self.screen.tell()
        self.status.say(message)

    def note(self) -> None:
        """Ask for a note."""
        from tui.screens.dialogs import EditDialog

        if (wire := self.workspace.wire) and wire.article:
            dialog = EditDialog(N_("A note on this wire"), "", wire.note)
            self.screen.app.push_screen(dialog, partial(self._noted, wire))

    def _noted(self, wire: "Wire", text: str | None) -> None:
        if text is not None and text != wire.note and wire.article:
            self._change([wire], note=text)

    def came(self, wires: "list[Wire]") -> None:
        """Look up the stored marks of new wires."""
        self.screen.digests.group()
        self.judge(wires)
        self.screen.library.look_up([(wire.number, wire.article) for wire in wires if wire.article])

    def rules(self) -> None:
        """Open the page of rules."""
        from tui.screens.rules import RulesPage

        self.screen.app.push_screen(RulesPage(self.settings.places, self.ruled))

    def ruled(self, rules: "Sequence[Rule]") -> None:
        """Apply changed rules, also to the open wires; stars and marks that are set stay."""
        self.screen.settings = replace(self.settings, rules=tuple(rules))
        for wire in self.workspace.wires:
            wire.muted, wire.acted = False, wire.acted - {"mute"}
        self.judge(self.workspace.wires)
        self.panes.relist()

    def judge(self, wires: "Sequence[Wire]") -> None:
        """Request what rules and watches say about wires."""
        rules, watches = self.settings.rules, self.settings.watches
        if (rules or watches) and wires:
            self.screen.search_worker.judge(tuple(wires), rules, watches)

    def judged(self, event: SearchWorker.Judged) -> None:
        """Apply the rules, once; wires read before keep the user's marks."""
        news, starred, marked = [], list["Wire"](), list["Wire"]()
        for number, acts, watches in event.found:
            wire = self.workspace.wires[number]
            news.append((wire, [name for name in watches if name not in wire.watches]))
            new, wire.acted, wire.watches = acts - wire.acted, wire.acted | acts, watches
            wire.muted |= "mute" in new
            if "star" in new and not (wire.starred or wire.read):
                starred.append(wire)
            if "mark" in new and not (wire.marked or wire.read):
                marked.append(wire)
        if starred:
            self._say(starred, starred=True)
        if marked:
            self._say(marked, marked=True)
        self.panes.relist()
        self.screen.watches.found(news)

    def tell_feeds(self, addresses: "Sequence[str]", *, read: bool) -> None:
        """Mark entries as read in the feeds, wherever they were opened from."""
        work = partial(self._mark_in_feeds, addresses, read=read)
        self.screen.run_worker(work, thread=True, exit_on_error=False, group="feeds", description="feeds")

    def _mark_in_feeds(self, addresses: "Sequence[str]", *, read: bool) -> None:
        if self.settings.private or not self.settings.places.feeds.exists():
            return
        from core.errors import DepecheError
        from core.feeds.subscriptions import Subscriptions

        # What is wrong with the feeds' file is shown on their page.
        with contextlib.suppress(DepecheError):
            for address in addresses:
                Subscriptions(self.settings.places).mark_read_at(address, read=read)

    def done(self, wire: "Wire") -> None:
        """Put a finished wire into the library."""
        if wire.brief:
            self.screen.library.keep(wire.brief)
        self.judge([wire])
        if wire is self.workspace.wire:
            self.looked_at()

    def known(self, event: LibraryWorker.Known) -> None:
        """Restore the stored marks of wires."""
        for number, marks in event.marks:
            wire = self.workspace.wires[number]
            wire.read, wire.starred = wire.read or marks.read, wire.starred or marks.starred
            wire.marked, wire.note = wire.marked or marks.marked, wire.note or marks.note
            if marks.place and not wire.cursor and wire.total:
                wire.cursor = min(marks.place, wire.total - 1)
                if wire is self.workspace.wire:
                    self.panes.go(wire.cursor)
        self.panes.listed(number for number, _ in event.marks)

    def reached(self, event: Panes.Reached) -> None:
        """Store the reading position."""
        if event.wire.article:
            self.screen.library.reached(event.wire.number, event.wire.article, event.wire.cursor)

    def _say(self, wires: "Sequence[Wire]", **changes: Unpack[MarkChanges]) -> None:
        """Set marks of wires, on the screen and in the library."""
        for wire in wires:
            for name, value in changes.items():
                setattr(wire, name, value)
        self.panes.update(*wires)
        self.panes.head()
        self.screen.library.mark([wire.article for wire in wires if wire.article], **changes)
        urls = [wire.article.source.url for wire in wires if wire.article and wire.article.source.url]
        if "read" in changes and urls:
            self.tell_feeds(urls, read=changes["read"])
        if "marked" in changes:
            marked = len([wire for wire in self.workspace.wires if wire.marked])
            self.status.say(n_("{n} wire marked", "{n} wires marked", marked))

    def _change(self, wires: "Sequence[Wire]", **changes: Unpack[MarkChanges]) -> None:
        """Set marks of wires, so that it can be undone."""
        before = [(wire, MarkChanges(**{name: getattr(wire, name) for name in changes})) for wire in wires]  # type: ignore[typeddict-item]

        def back() -> None:
            # Those that were alike are reported at once: one by one, thousands would take seconds.
            alike: dict[tuple[object, ...], tuple[MarkChanges, list[Wire]]] = {}
            for wire, old in before:
                alike.setdefault(tuple(old.values()), (old, []))[1].append(wire)
            for old, those in alike.values():
                self._say(those, **old)
            self.status.say(_("Undone: {what}", what=what))

        def again() -> None:
            self._change(wires, **changes)
            self.status.say(_("Redone: {what}", what=what))

        if before:
            named = before[0][0].headline if len(before) == 1 else n_("{n} wire", "{n} wires", len(before))
            what = " · ".join([*(_(_CHANGES[name]) for name in changes if name in _CHANGES), named])
            self.screen.corrections.undoable(back, again)
            self._say(wires, **changes)

    def looked_at(self) -> None:
        """Count the wire on the screen as read, once the user has stayed with it."""
        if self._look:
            self._look.stop()
        wire = self.workspace.wire
        self._look = self.screen.set_timer(_LOOK, partial(self._read, wire)) if wire and not wire.read else None

    def _read(self, wire: "Wire") -> None:
        if wire is self.workspace.wire and wire.state == "done" and wire.article:
            self._say([wire], read=True)

    @property
    def _listing(self) -> Any:
        return self.panes.listing
