"""Search: in the wire on the screen, on both sides, and in all open wires."""

from tui.i18n import _, n_
from tui.screens.reader import Controller
from tui.widgets.bitext import Bitext
from tui.widgets.find import FindBar
from tui.workers.search import SearchWorker


class Search(Controller):
    """Highlights the matches; the list shows the wires that have any."""

    def open(self) -> None:
        """Ask what to search for."""
        self.screen.find_bar.open()
        self.screen.tell()

    def step(self, step: int) -> None:
        """Go to the next match, or the previous, from any pane."""
        if self.screen.find_bar.words:
            self.screen.find_bar.action_step(step)

    def wanted(self, event: FindBar.Wanted) -> None:
        """Search for other words."""
        texts = self.panes.query_one(Bitext)
        texts.find(event.words)
        if event.words:
            self.screen.search_worker.seek(event.words, tuple(self.workspace.wires))
            self.panes.go_to_match(0)
        else:
            self.panes.listing.found = None
            self.panes.relist()
        self._count()

    def matched(self, event: SearchWorker.Matched) -> None:
        """List the wires that hold the words."""
        if event.words == self.screen.find_bar.words:
            self.panes.listing.found = event.numbers
            self.panes.relist()
            self._count()

    def stepped(self, event: FindBar.Stepped) -> None:
        """Go to another match; after the last of a wire comes the next wire that has one, and after all the first."""
        if not self.panes.go_to_match(event.step):
            number = self.panes.round(event.step, self.panes.listing.found or frozenset())
            if number is not None and number != self.workspace.current:
                self.screen.go_to(number)
            self.panes.go_to_match(event.step, afresh=True)
        self._count()

    def shown(self) -> None:
        """Go to the nearest match in a wire that came on the screen."""
        if self.screen.find_bar.words:
            self.panes.go_to_match(0)
            self._count()

    def closed(self, _event: FindBar.Closed) -> None:
        """Show all wires again."""
        self.panes.query_one(Bitext).find("")
        self.panes.listing.found = None
        self.panes.relist()
        self.panes.refocus()
        self.screen.tell()

    def _count(self) -> None:
        bar = self.screen.find_bar
        if not bar.words:
            bar.tell("")
            return
        here, all_here = self.panes.matches()
        found = self.panes.listing.found
        told = _("{n} of {of} here", n=here, of=all_here) if all_here else _("not here")
        wires = [] if found is None else [n_("{n} wire", "{n} wires", len(found))]
        bar.tell(" · ".join([told, *wires]) + " ")
