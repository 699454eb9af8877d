"""Digesting: the screen's part that sums up all wires of a story at once, where the summary of one stands."""

from typing import TYPE_CHECKING

from textual import on

from tui.i18n import _, n_
from tui.listing import STORIES
from tui.screens.summing import Summing
from tui.widgets.summary import SummaryLine
from tui.workers.revision import RevisionWorker
from tui.workers.search import SearchWorker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.brief import Brief
    from core.settings import Settings
    from tui.provide import PackSource
    from tui.wire import Wire


class Digesting(Summing):
    """The digest of the story that the wire on the screen tells, as far as its wires are translated."""

    def __init__(self, settings: "Settings", inputs: "Sequence[str]", packs: "PackSource") -> None:
        super().__init__(settings, inputs, packs)
        self._search_worker = SearchWorker()
        self._digests = False
        """Whether stories are summed up, where there are any."""
        self._summed_up: tuple[Brief, ...] = ()
        """Those that the digest on the screen, or on its way, is of."""

    def action_digest(self) -> None:
        """Sum up the story, or the wire alone again."""
        self._digests = not self._digests
        self._group()
        self._tell()
        if self._digests and (wire := self.workspace.wire) and wire.story:
            self._say_why_not(wire)

    def _group(self) -> None:
        """Find the wires that tell the same, where the list or the summary is to have them together."""
        if self._digests or self._panes.listing.order == STORIES:
            self._search_worker.group(tuple(self.workspace.wires))

    @on(SearchWorker.Grouped)
    def _grouped(self, event: SearchWorker.Grouped) -> None:
        first = bool(self.workspace.wire and not self.workspace.wire.story)
        for numbers in event.stories:
            for number in numbers:
                self.workspace.wires[number].story = numbers
        self._panes.listed(number for numbers in event.stories if len(numbers) > 1 for number in numbers)
        self._tell()
        if first and self._digests and self.workspace.wire:
            self._say_why_not(self.workspace.wire)

    def _say_why_not(self, wire: "Wire") -> None:
        if len(wire.story) < 2:
            self._status.say(_("No other open wire tells this story."))
        elif len(self._briefs(wire)) < 2:
            self._status.say(_("The digest comes with the second translated wire of this story."))

    def _briefs(self, wire: "Wire") -> "dict[int, Brief]":
        """Return the briefs of a wire's story, by the wires' numbers, the one to read first before the others."""
        story = [self.workspace.wires[number] for number in wire.story]
        return {one.number: one.brief for one in story if one.brief}

    def _tell(self) -> None:
        super()._tell()
        wire = self.workspace.wire
        briefs = self._briefs(wire) if wire and self._digests else {}
        wanted = tuple(briefs.values()) if len(briefs) > 1 else ()
        if wanted != self._summed_up:
            self._summed_up = wanted
            self._panes.digest((), "")
            if wanted:
                self._revision.digest(tuple(briefs), wanted)

    @on(RevisionWorker.Digested)
    def _digested(self, event: RevisionWorker.Digested) -> None:
        if event.digest.briefs == self._summed_up:
            lines = [
                SummaryLine(
                    event.numbers[told.wire],
                    told.sentence,
                    self._whence(event.numbers[told.wire], len(told.also)),
                )
                for told in event.digest.told
            ]
            self._panes.digest(lines, n_("{n} wire", "{n} wires", len(event.numbers)))

    def _whence(self, number: int, others: int) -> str:
        """Say whose a sentence is, and how many others say the same."""
        wire = self.workspace.wires[number]
        also = n_("and {n} other", "and {n} others", others) if others else ""
        return " · ".join(filter(None, [wire.outlet or wire.name, also]))
