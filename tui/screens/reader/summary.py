"""The summary of the wire on the screen, and the digest of its story in the same pane."""

from dataclasses import replace
from heapq import nsmallest
from typing import TYPE_CHECKING

from core.settings import SummarySettings
from tui.i18n import N_, _, grouped, n_
from tui.screens.reader import Controller, ReaderParts
from tui.widgets.summary import METHOD_NAMES, SummaryLine
from tui.workers.library import SearchWorker
from tui.workers.revision import RevisionWorker

if TYPE_CHECKING:
    from core.brief import Brief
    from core.digest import TollChange
    from tui.wire import Wire

_DAYS, _MOST = 5, 300
"""Maximum days between wires of one event, and maximum number of wires compared."""
COUNTED = {
    "dead": N_("dead"),
    "injured": N_("injured"),
    "missing": N_("missing"),
    "evacuated": N_("evacuated"),
    "displaced": N_("displaced"),
    "homeless": N_("homeless"),
    "arrested": N_("arrested"),
    "cases": N_("cases"),
    "hectares": N_("hectares"),
    "acres": N_("acres"),
}


class Summaries(Controller):
    """Changes the summary of the wire on the screen; nothing is translated for it."""

    def longer(self, step: int) -> None:
        """Make the summary a sentence longer, or shorter."""
        if (wire := self.workspace.wire) is None or wire.brief is None:
            return
        how = self._how
        count = how.sentences if how.words is None and how.ratio is None else len(wire.chosen)
        # A summary of all sentences cannot get longer; their number is not known while a summary is being made.
        if wire.brief.budget == how:
            count = min(count, max(len(wire.chosen), 1))
        count = min(count + step, max(wire.total, 1))
        if count >= 1:
            self._summed(SummarySettings(how.method, count), n_("{n} sentence", "{n} sentences", count))

    def method(self, step: int) -> None:
        """Use the next summary method, or the previous."""
        from core.summary import METHODS

        how = self._how
        method = METHODS[(METHODS.index(how.method) + step) % len(METHODS)]
        self._summed(replace(how, method=method), _("method {method}", method=_(METHOD_NAMES.get(method, method))))

    @property
    def _how(self) -> SummarySettings:
        wire = self.workspace.wire
        return wire.summary if wire and wire.summary else self.settings.summary

    def _summed(self, how: SummarySettings, description: str) -> None:
        if wire := self.workspace.wire:
            wire.summary = how
            self.screen.queue.update_brief(wire)
            self.status.say(_("Summary: {said}", said=description))


class Digests(Controller):
    """The digest of the current wire's story, made of the wires translated so far."""

    def __init__(self, screen: ReaderParts) -> None:
        super().__init__(screen)
        self._of: tuple[int, ...] = ()
        """The wires of the story that is summarised as a whole; other wires are summarised individually."""
        self._event: tuple[int, ...] = ()
        """Wires of one event, when a digest was last asked for: more than the versions of one report."""
        self._listing: int | None = None
        """The wire whose event is to be listed, until the others are found."""
        self._summed_up: tuple[Brief, ...] = ()
        """The briefs of the digest that is shown, or being made."""

    def toggle(self) -> None:
        """Summarise the whole story, or the wire alone again."""
        if (wire := self.workspace.wire) is None:
            return
        self._of = () if wire.number in self._of else wire.story or (wire.number,)
        self.screen.tell()
        if self._of and self.panes.narrow:
            # Behind another tab, nobody would see it.
            self.panes.show_pane(2)
        if self._of and wire.story:
            self._say_why_not(wire)
        elif self._of:
            self.group()

    def list_event(self) -> None:
        """List only the wires on the same event as the current one, or all again."""
        listing = self.panes.listing
        if listing.filter.event:
            listing.only(event=frozenset())
            self.panes.relist()
        elif wire := self.workspace.wire:
            self._listing = wire.number
            self._relate(wire)

    def _relate(self, wire: "Wire") -> None:
        """Ask which of the wires of those days are on the same event."""
        day = wire.moment
        near = [
            candidate
            for candidate in self.workspace.wires
            if candidate.article
            and not (candidate.closed or candidate.muted)
            and abs(candidate.moment - day) <= _DAYS * 86_400
        ]
        near = nsmallest(
            _MOST, near, key=lambda candidate: (abs(candidate.moment - day), abs(candidate.number - wire.number))
        )
        articles = {candidate.number: candidate.article for candidate in near if candidate.article}
        if wire.number in articles:
            self.status.say(n_("Comparing {n} wire…", "Comparing {n} wires…", len(articles)))
            self.screen.revision.relate(wire.number, dict(sorted(articles.items())))

    def related(self, event: RevisionWorker.Related) -> None:
        """List the wires of an event, or sum them up, if that is still wanted."""
        wire = self.workspace.wires[event.number]
        numbers = tuple(sorted({*event.numbers, *wire.story}))
        alone = len(numbers) < 2
        if self._listing == wire.number == self.workspace.current and not alone:
            self.panes.listing.only(event=frozenset(numbers))
            self.panes.relist()
            self.status.say(
                n_("{n} wire on this event · E lists all", "{n} wires on this event · E lists all", len(numbers))
            )
        if alone and wire.number in {self._listing, *self._of}:
            self.status.say(_("No other open wire tells this story."))
        self._listing = None
        if wire.number in self._of and not alone:
            self._event = self._of = numbers
            self.screen.tell()
            if len(self._briefs(wire)) < 2:
                self.status.say(_("The digest needs two translated wires of this story."))

    def group(self) -> None:
        """Find the wires that tell the same story, once all that were named are there."""
        if self.workspace.complete:
            self.screen.search_worker.group(tuple(self.workspace.wires))

    def grouped(self, event: SearchWorker.Grouped) -> None:
        """Store which wires tell the same story."""
        for numbers in event.stories:
            for number in numbers:
                self.workspace.wires[number].story = numbers
        self.panes.listed(number for numbers in event.stories if len(numbers) > 1 for number in numbers)
        wire = self.workspace.wire
        first = wire is not None and self._of == (wire.number,)
        if self._of and self._of != self._event:
            self._of = self.workspace.wires[self._of[0]].story
        self.screen.tell()
        if wire and first:
            self._say_why_not(wire)

    def _say_why_not(self, wire: "Wire") -> None:
        self._relate(wire)
        if len(wire.story) > 1 and len(self._briefs(wire)) < 2:
            self.status.say(_("The digest needs two translated wires of this story."))

    def _briefs(self, wire: "Wire") -> "dict[int, Brief]":
        """Return the briefs of a wire's story by wire number, in the order in which the wires were opened."""
        members = self._event if wire.number in self._event else wire.story
        story = [self.workspace.wires[number] for number in sorted(members)]
        return {member.number: member.brief for member in story if member.brief and not member.closed}

    def refresh(self) -> None:
        """Request a new digest if its briefs have changed."""
        wire = self.workspace.wire
        briefs = self._briefs(wire) if wire and wire.number in self._of else {}
        wanted = tuple(briefs.values()) if len(briefs) > 1 else ()
        if wanted != self._summed_up:
            self._summed_up = wanted
            self.panes.digest((), "")
            if wanted:
                self.status.say(_("The digest of {n} wires is being made…", n=len(wanted)))
                self.screen.revision.digest(tuple(briefs), wanted)

    def digested(self, event: RevisionWorker.Digested) -> None:
        """Show a digest, unless another is on its way."""
        if event.digest.briefs == self._summed_up:
            lines = [
                SummaryLine(
                    event.numbers[chosen.wire],
                    chosen.sentence,
                    self._reported_by(event.numbers[chosen.wire], len(chosen.also)),
                )
                for chosen in event.digest.sentences
            ]
            changes = [_changed(change) for story in event.digest.stories for change in story.changes]
            self.panes.digest(lines, " · ".join([*changes[:1], n_("{n} wire", "{n} wires", len(event.numbers))]))
            self.status.said = ""  # that it is being made

    def _reported_by(self, number: int, others: int) -> str:
        """Say which outlet or author a sentence is from, and how many others say the same."""
        wire = self.workspace.wires[number]
        also = n_("and {n} other", "and {n} others", others) if others else ""
        return " · ".join(filter(None, [wire.outlet or wire.byline or wire.name, also]))


def _changed(change: "TollChange") -> str:
    """Return how a toll changed: dead 27 → 41."""
    counts = [change.before, *[change.highest] * (change.highest > max(change.before, change.now)), change.now]
    return f"{_(COUNTED[change.what])} {' → '.join(map(grouped, counts))}"
