"""Finding: the screen's part that searches: the wire on the screen, both sides of it, and all open wires."""

from typing import TYPE_CHECKING

from textual import on

from tui.i18n import _, n_
from tui.screens.digesting import Digesting
from tui.widgets.bitext import Bitext
from tui.widgets.find import FindBar
from tui.workers.search import SearchWorker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.settings import Settings
    from tui.provide import PackSource


class Finding(Digesting):
    """What is looked for is lit where it stands; the list shows the wires that have it."""

    def __init__(self, settings: "Settings", inputs: "Sequence[str]", packs: "PackSource") -> None:
        super().__init__(settings, inputs, packs)
        self._find = FindBar()

    def action_find(self) -> None:
        """Ask what to look for."""
        self._find.open()
        self._tell()

    @on(FindBar.Wanted)
    def _find_wanted(self, event: FindBar.Wanted) -> None:
        texts = self._panes.query_one(Bitext)
        texts.find(event.words)
        if event.words:
            self._search_worker.seek(event.words, tuple(self.workspace.wires))
            self._panes.go_to_match(0)
        else:
            self._panes.listing.found = None
            self._panes.relist()
        self._count()

    @on(SearchWorker.Matched)
    def _found_in(self, event: SearchWorker.Matched) -> None:
        if event.words == self._find.words:
            self._panes.listing.found = event.numbers
            self._panes.relist()
            self._count()

    @on(FindBar.Stepped)
    def _find_stepped(self, event: FindBar.Stepped) -> None:
        if not self._panes.go_to_match(event.step):
            # Beyond the last match of a wire comes the next wire that has one.
            number = self._panes.beside(event.step)
            found = self._panes.listing.found or frozenset()
            if number is not None and number in found:
                self._go_to(number)
                self._panes.go_to_match(event.step, afresh=True)
        self._count()

    def action_find_step(self, step: int) -> None:
        """Go to the next match, or the one before, from any pane."""
        if self._find.words:
            self._find.action_step(step)

    def _offers(self) -> frozenset[str]:
        return super()._offers() | ({"cancel"} if self._find.display else set())

    @on(FindBar.Closed)
    def _find_closed(self) -> None:
        self._panes.query_one(Bitext).find("")
        self._panes.listing.found = None
        self._panes.relist()
        self._panes.refocus()
        self._tell()

    def _count(self) -> None:
        if not self._find.words:
            self._find.tell("")
            return
        here, all_here = self._panes.matches()
        found = self._panes.listing.found
        told = _("{n} of {of} here", n=here, of=all_here) if all_here else _("not here")
        wires = [] if found is None else [n_("{n} wire", "{n} wires", len(found))]
        self._find.tell(" · ".join([told, *wires]) + " ")
