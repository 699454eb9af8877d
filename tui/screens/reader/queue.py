"""The queue of wires: reading them, translating them in turn, getting the packs they need, and opening more."""

import gc
from functools import partial
from typing import TYPE_CHECKING

from core.sanitize import sanitize
from tui.i18n import localized, pack_title
from tui.screens.reader import Controller, ReaderParts
from tui.widgets.progress import PackDownload
from tui.wire import Wire
from tui.workers.revision import RevisionWorker
from tui.workers.translation import TranslationWorker

if TYPE_CHECKING:
    from textual.timer import Timer

    from core.article import Article
    from core.brief import Brief
    from core.pack_source import Offer

_PATIENCE = 0.15
"""Seconds on a wire before it is translated ahead of the others: paging through the list interrupts nothing."""

_SETTLED = 250
"""Number of new or changed wires after which garbage collection skips them."""
_HEADLINES = 32
"""Headlines per batch; after each, other work may go first."""


class TranslationQueue(Controller):
    """Decides what the translation worker does next, and shows what it reports."""

    def __init__(self, screen: ReaderParts) -> None:
        super().__init__(screen)
        self._later: list[tuple[Article, Brief | None, bool, str]] = []
        """Wires that were opened while the inputs were still being found."""
        self._declined: set[str] = set()
        """Titles of packs whose download the user cancelled: they are not fetched again unasked."""
        self._turn: Timer | None = None
        self._unsettled = 0
        """Wires that were added or changed since garbage collection last began to skip them."""

    def bring(
        self, article: "Article", brief: "Brief | None" = None, *, show: bool = True, came: str | None = None
    ) -> None:
        """Open a wire, or find it among the open ones, and `show` it; one that comes with its brief is done."""
        if not self.workspace.complete:
            # The workers count the wires as they find them: another one comes after theirs.
            self._later.append((article, brief, show, came or ""))
            return
        source = article.source
        if known := self.workspace.find(source.path, source.sha256):
            if show:
                self.go_to(known.number)
            return
        wire = Wire(len(self.workspace.wires), source.path, article, came=came or "", new=not show)
        self.panes.listed(self.workspace.add([wire]))
        if brief:
            self.workspace.finished(wire.number, brief)
        self.screen.wire_list.came([wire])
        if show:
            self.go_to(wire.number)
        elif self.workspace.running is None:
            self.advance()

    def inputs_read(self, event: TranslationWorker.InputsRead) -> None:
        """List what was read."""
        first = len(self.workspace.wires)
        wires = [
            Wire(
                first + place,
                read.path,
                read.article,
                state="waiting" if read.article else "failed",
                problem=sanitize(localized(read.problem)),
                came=read.came,
            )
            for place, read in enumerate(event.entries)
        ]
        self.workspace.complete = self.workspace.complete or event.last
        self.panes.listed(self.workspace.add(wires))
        if first == 0 and self.workspace.wire:
            self.go_to(self.workspace.wire.number)
        self._settle(len(wires))
        self.screen.wire_list.came(wires)
        if event.last:
            for article, brief, show, came in self._later:
                self.screen.bring(article, brief, show=show, came=came)
            self._later.clear()
        self.advance()

    def _settle(self, wires: int) -> None:
        """Exclude long-lived objects from garbage collection, which takes a quarter of a second for thousands of wires.

        It could happen at any key; objects made later are collected as before.
        """
        self._unsettled += wires
        if self._unsettled >= _SETTLED:
            self._unsettled = 0
            gc.freeze()

    def prepared(self, event: TranslationWorker.Prepared) -> None:
        """Store the languages and sentences of some wires."""
        for number, article in event.articles:
            self.workspace.prepared(number, article)
        self._settle(len(event.articles))
        self.screen.wire_list.judge([self.workspace.wires[number] for number, _ in event.articles])
        self.panes.listed(number for number, _ in event.articles)
        self.screen.tell()

    def translated(self, event: TranslationWorker.Translated) -> None:
        """Show more sentences of a wire."""
        self.workspace.translated(event.number, event.sentences)
        self.panes.translated(self.workspace.wires[event.number], event.sentences)
        self.screen.tell()

    def finished(self, event: TranslationWorker.Finished) -> None:
        """Store the brief of a translated wire."""
        self.workspace.finished(event.number, event.brief)
        self._settle(1)
        wire = self.workspace.wires[event.number]
        if wire.mine or wire.summary:
            self.update_brief(wire)
        self.screen.wire_list.done(wire)
        self.advance(event.number)

    def brief_updated(self, event: RevisionWorker.BriefUpdated) -> None:
        """Replace the brief of a finished wire, unless a later change is pending."""
        wire = self.workspace.wires[event.number]
        how = wire.summary or self.settings.summary
        if event.brief.budget == how and event.brief.article.sentences == wire.sentences:
            self.workspace.finished(event.number, event.brief)
            self.panes.update(wire)
            self.screen.wire_list.done(wire)

    def update_brief(self, wire: Wire) -> None:
        """Rebuild the brief of a finished wire from its current sentences."""
        if wire.brief and wire.article:
            self.screen.revision.update_brief(wire.number, wire.article, wire.sentences, wire.summary)

    def failed(self, event: TranslationWorker.Failed) -> None:
        """Report why a wire cannot be translated."""
        self.workspace.failed(event.number, event.problem)
        self.screen.notice(event.problem, self.workspace.wires[event.number].name)
        self.advance(event.number)

    def no_pack(self, event: TranslationWorker.NoPack) -> None:
        """Download the pack that a wire needs, if that may be done without asking."""
        self.workspace.no_pack(event.number, event.pair, event.problem, event.offer, event.summary)
        offer = event.offer
        wanted = offer and offer.automatic and not event.problem and offer.title not in self._declined
        if offer and wanted and not self.settings.offline and not self.screen.download.offer:
            self._download(offer)
        self.advance(event.number)

    def _download(self, offer: "Offer") -> None:
        self.workspace.coming = offer.title
        self.screen.download.start(offer)

    def pack_ended(self, event: PackDownload.Ended) -> None:
        """Try the waiting wires again once their pack is there."""
        self.workspace.coming = ""
        if event.pack:
            self.screen.translation.look_again()
            self.screen.offer.ended(event.offer)
            self.panes.listed(wire.number for wire in self.workspace.pack_came())
        else:
            self._declined.add(event.offer.title)
            if event.problem:
                self.screen.notice(event.problem, pack_title(event.offer.title))
        self.advance(self.workspace.current)

    def advance(self, changed: int | None = None) -> None:
        """Show a wire that changed; give the worker the next one if it is free, or if the user went to one."""
        if changed is not None:
            self.panes.update(self.workspace.wires[changed])
        self._turn = None
        wire = self.workspace.next()
        if wire and wire.number not in (self.workspace.current, self.workspace.running) and self._title():
            return
        if wire and wire.article and wire.number != self.workspace.running:
            if left := self.workspace.interrupt("waiting"):
                self.panes.update(left)
            self.workspace.start(wire)
            self.screen.translation.translate(wire.number, wire.article, dict(wire.translated))
            self.panes.update(wire)
        self.screen.tell()

    def _title(self) -> bool:
        """Have headlines translated before any other wire's text; return whether there are any."""
        if self.workspace.running is not None:
            return False
        if not self.workspace.titling and (wires := self.workspace.untitled(_HEADLINES)):
            self.screen.translation.title([(wire.number, wire.article) for wire in wires if wire.article])
        return self.workspace.titling

    def titled(self, _event: TranslationWorker.Titled) -> None:
        """Continue once the headlines are translated."""
        self.workspace.titling = False
        self.advance()

    def go_to(self, number: int) -> None:
        """Show a wire; if the user stays on it, it is translated before the others."""
        self.workspace.current = number
        self.workspace.wires[number].fresh = False
        self.panes.open(self.workspace.wires[number])
        if self._turn:
            self._turn.stop()
        self._turn = self.screen.set_timer(_PATIENCE, self.advance)
        self.screen.tell()
        self.screen.wire_list.looked_at()

    def leave(self, wire: Wire, number: int | None) -> None:
        """Show another wire, or none, in place of one that is removed; its finished sentences are kept."""
        if self.workspace.running == wire.number:
            self.screen.app.workers.cancel_group(self.screen.translation, "translation")
            self.workspace.interrupt("waiting")
        if wire is self.workspace.wire:
            if number is None:
                self.workspace.current = None
                self.screen.welcome()
            else:
                self.go_to(number)
        self.advance()

    def wanted_offer(self) -> "Offer | None":
        """Return the pack that the wire on the screen needs, if it can be downloaded now."""
        wire = self.workspace.wire
        can = wire and wire.state == "no pack" and not self.settings.offline and not self.screen.download.offer
        return wire.offer if wire and can else None

    def install(self) -> None:
        """Ask, then download the pack that the wire on the screen needs."""
        from tui.screens.packs import download_question

        if offer := self.wanted_offer():
            self.screen.app.push_screen(download_question(offer), partial(self._install, offer))

    def _install(self, offer: "Offer", sure: bool | None) -> None:
        # Another download may have begun meanwhile.
        if sure and not self.screen.download.offer:
            self._download(offer)
            self.advance(self.workspace.current)

    def resume(self) -> None:
        """Resume translating, and retry the wire on the screen."""
        if self.workspace.go_on():
            self.screen.translation.look_again()
            self.panes.listed(range(len(self.workspace.wires)))
            self.advance()

    def stop(self) -> None:
        """Stop a download, else translating."""
        if self.screen.download.offer:
            self.screen.download.cancel()
        elif self.workspace.running is not None or self.workspace.titling:
            self.workspace.paused = True
            self.workspace.drop_titles()
            self.screen.app.workers.cancel_group(self.screen.translation, "translation")
            left = self.workspace.interrupt("stopped")
            self.panes.update(*filter(None, (left, self.workspace.wire)))

    def offers(self) -> frozenset[str]:
        """Return the actions that are possible now."""
        wire, downloading = self.workspace.wire, self.screen.download.offer is not None
        possible = {
            "install": self.wanted_offer() is not None,
            "translate": self.workspace.paused or bool(wire and wire.article and wire.state in {"stopped", "failed"}),
            "cancel": downloading or self.workspace.running is not None or self.workspace.titling,
        }
        return frozenset(action for action, can in possible.items() if can)
