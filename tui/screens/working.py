"""Working: the screen's half that speaks with the workers. It owns the desk, and says what is done next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on

from core.sanitize import sanitize
from tui.i18n import _
from tui.screens.spoken import TranslatedScreen
from tui.told import told
from tui.widgets.bitext import Bitext
from tui.widgets.pack_download import PackDownload
from tui.widgets.panes import Panes
from tui.widgets.status import Status
from tui.wire import Wire
from tui.workers.library import LibraryWorker
from tui.workers.revision import RevisionWorker
from tui.workers.translation import TranslationWorker
from tui.workspace import Workspace

if TYPE_CHECKING:
    from textual.timer import Timer

    from core.article import Article
    from core.brief import Brief
    from core.settings import Settings
    from tui.provide import Offer, PackSource

_PATIENCE = 0.15
"""Seconds on a wire before it goes before the others: paging through the list interrupts nothing."""

_HEADLINES = 32
"""Headlines that are translated at one go: then it is seen whether something else goes first."""


class Working(TranslatedScreen):
    """Asks the workers, and shows what they say."""

    def __init__(self, settings: "Settings", inputs: Sequence[str], packs: "PackSource") -> None:
        super().__init__()
        self.workspace = Workspace()
        self._settings = settings
        self._translation = TranslationWorker(settings, inputs, packs)
        self._panes = Panes(self.workspace, target=settings.translation.target)
        self._revision = RevisionWorker(settings, self._translation.briefer)
        self._download = PackDownload(packs)
        self._status = Status()
        self._library_worker = LibraryWorker(settings)
        self._later: list[tuple[Article, Brief | None, bool]] = []
        """Wires that were opened while the inputs were still being found."""
        self._declined: set[str] = set()
        """Titles of packs that the reader called off: they are not got again unasked."""
        self._turn: Timer | None = None
        self._offered: frozenset[str] = frozenset()
        """Of the actions that are not always possible, those that are."""

    def put_away(self) -> None:
        """Keep what the workers leave; the screen is gone."""
        self._library_worker.put_away()
        self._translation.put_away()

    def bring(self, article: "Article", brief: "Brief | None" = None, *, show: bool = True) -> None:
        """Put a wire on the desk, or find it there, and `show` it; one that comes with its brief is done."""
        if not self.workspace.complete:
            # The workers count the wires as they find them: another one comes after theirs.
            self._later.append((article, brief, show))
            return
        source = article.source
        if known := self.workspace.find(source.path, source.sha256):
            if show:
                self._go_to(known.number)
            return
        wire = Wire(len(self.workspace.wires), source.path, article)
        self._panes.listed(self.workspace.add([wire]))
        if brief:
            self.workspace.finished(wire.number, brief)
        self._came([wire])
        if show:
            self._go_to(wire.number)
        elif self.workspace.running is None:
            self._next()

    @on(TranslationWorker.InputsRead)
    def _inputs_read(self, event: TranslationWorker.InputsRead) -> None:
        first = len(self.workspace.wires)
        wires = [
            Wire(
                first + place, path, article, state="waiting" if article else "failed", problem=sanitize(told(problem))
            )
            for place, (path, article, problem) in enumerate(event.entries)
        ]
        self.workspace.complete = self.workspace.complete or event.last
        self._panes.listed(self.workspace.add(wires))
        if first == 0 and self.workspace.wire:
            self._go_to(self.workspace.wire.number)
        self._came(wires)
        if event.last:
            for article, brief, show in self._later:
                self.bring(article, brief, show=show)
            self._later.clear()
        self._next()

    def _came(self, wires: list[Wire]) -> None:
        """Look at wires that are new on the desk."""

    def _done(self, wire: Wire) -> None:
        """Put a wire that is finished into the library."""
        if wire.brief:
            self._library_worker.keep(wire.brief)

    @on(TranslationWorker.Prepared)
    def _prepared(self, event: TranslationWorker.Prepared) -> None:
        for number, article in event.articles:
            self.workspace.prepared(number, article)
        self._panes.listed(number for number, _ in event.articles)
        self._tell()

    @on(TranslationWorker.Translated)
    def _translated(self, event: TranslationWorker.Translated) -> None:
        self.workspace.translated(event.number, event.sentences)
        self._panes.translated(self.workspace.wires[event.number], event.sentences)
        self._tell()

    @on(TranslationWorker.Finished)
    def _finished(self, event: TranslationWorker.Finished) -> None:
        self.workspace.finished(event.number, event.brief)
        wire = self.workspace.wires[event.number]
        if wire.mine or wire.summary:
            self._rebrief(wire)
        self._done(wire)
        self._next(event.number)

    @on(RevisionWorker.Rebriefed)
    def _rebriefed(self, event: RevisionWorker.Rebriefed) -> None:
        wire = self.workspace.wires[event.number]
        how = wire.summary or self._settings.summary
        # A later change may already be on its way.
        if event.brief.budget == how and event.brief.article.sentences == wire.sentences:
            self.workspace.finished(event.number, event.brief)
            self._panes.update(wire)
            self._done(wire)

    def _rebrief(self, wire: Wire) -> None:
        """Make a finished wire's brief anew, of its sentences as they are now."""
        if wire.brief and wire.article:
            self._revision.rebrief(wire.number, wire.article, wire.sentences, wire.summary)

    @on(TranslationWorker.Failed)
    def _failed(self, event: TranslationWorker.Failed) -> None:
        self.workspace.failed(event.number, event.problem)
        self._notice(event.problem, self.workspace.wires[event.number].name)
        self._next(event.number)

    @on(LibraryWorker.Refused)
    def _shelf_refused(self, event: LibraryWorker.Refused) -> None:
        self._notice(event.problem, "Library")

    @on(TranslationWorker.Warned)
    def _warned(self, event: TranslationWorker.Warned) -> None:
        self._notice(event.text, "Memory")

    @on(TranslationWorker.NoPack)
    def _no_pack(self, event: TranslationWorker.NoPack) -> None:
        self.workspace.no_pack(event.number, event.pair, event.problem, event.offer)
        offer = event.offer
        wanted = offer and offer.automatic and not event.problem and offer.title not in self._declined
        if offer and wanted and not self._settings.offline and not self._download.offer:
            self._download.start(offer)
        self._next(event.number)

    @on(Bitext.AlignmentWanted)
    def _alignment_wanted(self, event: Bitext.AlignmentWanted) -> None:
        if self.workspace.wire and self.workspace.wire.article:
            self._revision.align(self.workspace.wire.article, event.sentence)

    @on(RevisionWorker.Aligned)
    def _aligned(self, event: RevisionWorker.Aligned) -> None:
        self._panes.aligned(event.sentence, event.alignment)

    @on(PackDownload.Ended)
    def _got(self, event: PackDownload.Ended) -> None:
        if event.pack:
            self._translation.look_again()
            self._panes.listed(wire.number for wire in self.workspace.pack_came())
        else:
            self._declined.add(event.offer.title)
            if event.problem:
                self._notice(event.problem, event.offer.title)
        self._next()

    def _next(self, changed: int | None = None) -> None:
        """Show a wire that changed; give the worker the next one if it is free, or if the reader went to one."""
        if changed is not None:
            self._panes.update(self.workspace.wires[changed])
        self._turn = None
        wire = self.workspace.next()
        if wire and wire.number not in (self.workspace.current, self.workspace.running) and self._title():
            return
        if wire and wire.article and wire.number != self.workspace.running:
            if left := self.workspace.interrupt("waiting"):
                self._panes.update(left)
            self.workspace.start(wire)
            self._translation.translate(wire.number, wire.article, dict(wire.translated))
            self._panes.update(wire)
        self._tell()

    def _title(self) -> bool:
        """Have headlines translated before any other wire's text; return whether there are any."""
        if self.workspace.running is not None:
            return False
        if not self.workspace.titling and (wires := self.workspace.untitled(_HEADLINES)):
            self._translation.title([(wire.number, wire.article) for wire in wires if wire.article])
        return self.workspace.titling

    @on(TranslationWorker.Titled)
    def _titled(self) -> None:
        self.workspace.titling = False
        self._next()

    def _go_to(self, number: int) -> None:
        """Show a wire; if the reader stays on it, it is translated before the others."""
        self.workspace.current = number
        self._panes.open(self.workspace.wires[number])
        if self._turn:
            self._turn.stop()
        self._turn = self.set_timer(_PATIENCE, self._next)
        self._tell()

    def _offers(self) -> frozenset[str]:
        wire, busy = self.workspace.wire, self._download.offer is not None
        possible = {
            "install": self._wanted_offer() is not None,
            "translate": self.workspace.paused or bool(wire and wire.article and wire.state in {"stopped", "failed"}),
            "cancel": busy or self.workspace.running is not None or self.workspace.titling,
            "export": wire is not None,
        }
        return frozenset(action for action, can in possible.items() if can)

    def _wanted_offer(self) -> "Offer | None":
        wire = self.workspace.wire
        can = wire and wire.state == "no pack" and not self._settings.offline and not self._download.offer
        return wire.offer if wire and can else None

    def _tell(self) -> None:
        """Bring the status line and the footer up to date."""
        self._status.show(self.workspace, target=self._settings.translation.target, offline=self._settings.offline)
        offered = self._offers()
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def _notice(self, text: str, title: str, *, severe: bool = True) -> None:
        self.notify(_(text), title=_(title), severity="error" if severe else "information")
