"""The state of the reader without its screens: the open wires, which one is shown, which is being translated.

The reader's screen owns it, and is the only one to change it, when messages of workers arrive.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from core.sanitize import sanitize
from tui.i18n import _, localized, n_
from tui.widgets import BETWEEN
from tui.wire import State, Wire

if TYPE_CHECKING:
    from core.article import Article, Sentence
    from core.brief import Brief
    from core.pack_source import Offer
    from core.summary import Summary


_ENDED: Final = ("done", "failed", "no pack", "stopped")
"""States in which a wire does not wait for its translation."""


class Workspace:
    """The open wires, the current one, and the one being translated."""

    def __init__(self) -> None:
        self.wires: list[Wire] = []
        self.current: int | None = None
        """The wire on the screen."""
        self.running: int | None = None
        """The wire that the translation worker has."""
        self.titling = False
        """Whether the translation worker has headlines."""
        self._taken: list[Wire] = []
        self._known: dict[tuple[str, str], int] = {}
        self.paused = False
        """Whether the user stopped translating."""
        self.coming = ""
        """The title of the pack that is being downloaded."""
        self.complete = False
        """Whether all inputs have been found."""

    @property
    def wire(self) -> Wire | None:
        """The wire on the screen."""
        return self.wires[self.current] if self.current is not None else None

    def add(self, found: Iterable[Wire]) -> range:
        """Append wires and return their numbers; the first of all becomes the current one."""
        first = len(self.wires)
        for wire in found:
            if wire.article:
                self._known.setdefault((wire.path, wire.article.source.sha256), len(self.wires))
            self.wires.append(wire)
        if self.current is None and self.wires:
            self.current = 0
        return range(first, len(self.wires))

    def find(self, path: str, sha256: str) -> Wire | None:
        """Return the first wire with this path and content."""
        number = self._known.get((path, sha256))
        return None if number is None else self.wires[number]

    def done(self) -> tuple[int, int]:
        """Return the number of translated wires, and of all."""
        counts = self.counts()
        return counts["done"], counts.total()

    def counts(self) -> Counter[State]:
        """Return how many wires are in each state."""
        # Needed at every key, for thousands of wires: no function is called for each.
        return Counter([wire.state for wire in self.wires if not wire.closed])

    def progress(self) -> str:
        """Return how many wires are done, and why the others will not be."""
        counts = self.counts()
        done, count = counts["done"], counts.total()
        if not self.complete:
            return _("reading · {n} found", n=count)
        if self.paused:
            return _("stopped · {n} of {of} done", n=done, of=count)
        parts = [_("{n} of {of} done", n=done, of=count)] if count else []
        if counts["no pack"] and not self.coming:
            parts.append(_("{n} without a pack", n=counts["no pack"]))
        if counts["failed"]:
            parts.append(n_("{n} failed", "{n} failed", counts["failed"]))
        return BETWEEN.join(parts)

    def activity(self) -> dict[str, str]:
        """Return the progress of wires and headlines, if there is work."""
        if self.running is None and not self.titling:
            return {"wires": "", "headlines": ""}
        done, count = self.done()
        titled = sum([wire.titled for wire in self.wires]) if self.titling else 0
        return {
            "wires": _("wires {n}/{of}", n=done, of=count),
            "headlines": _("headlines {n}/{of}", n=titled, of=count) if self.titling else "",
        }

    def next(self) -> Wire | None:
        """Return the wire to translate: the current one, else the running one, else the first that is waiting."""
        if self.paused:
            return None
        for number in (self.current, self.running):
            if number is not None and self._wanted(self.wires[number]):
                return self.wires[number]
        for wire in self.wires:
            # Most are done: only the others are looked at more closely.
            if wire.state not in _ENDED and not wire.muted and self._wanted(wire):
                return wire
        return None

    def untitled(self, most: int) -> list[Wire]:
        """Return some wires with untranslated headlines, starting at the current one."""
        first = self.current or 0
        order = [*self.wires[first:], *self.wires[:first]]
        waiting = (
            wire for wire in order if wire.article and wire.state == "waiting" and not (wire.muted or wire.closed)
        )
        wanted = (wire for wire in waiting if not wire.titled and wire.head)
        taken = list(islice(wanted, most))
        for wire in taken:
            wire.titled = True
        self._taken = taken
        self.titling = bool(taken)
        return taken

    def drop_titles(self) -> None:
        """Note that the headlines were cancelled; unfinished ones are requested again."""
        for wire in self._taken if self.titling else ():
            wire.titled = all(sentence.id in wire.translated for sentence in wire.head)
        self.titling = False

    def start(self, wire: Wire) -> None:
        """Note that the worker has taken a wire."""
        self.drop_titles()
        wire.titled = True
        self.running = wire.number
        wire.state, wire.problem = "translating", ""

    def interrupt(self, state: Literal["waiting", "stopped"]) -> Wire | None:
        """Note that the worker was cancelled; finished sentences are kept."""
        wire = self.wires[self.running] if self.running is not None else None
        self.running = None
        if wire and wire.state == "translating":
            wire.state = state
        return wire

    def prepared(self, number: int, article: "Article") -> None:
        """Store the languages and sentences of a wire."""
        wire = self.wires[number]
        if not wire.prepared:
            wire.article = article

    def translated(self, number: int, sentences: "Iterable[Sentence]") -> None:
        """Store finished sentences of a wire."""
        wire = self.wires[number]
        wire.translated.update((sentence.id, sentence) for sentence in sentences)
        wire.translated |= wire.mine

    def finished(self, number: int, brief: "Brief") -> None:
        """Store a wire's brief: it is done."""
        wire = self.wires[number]
        wire.article, wire.brief, wire.state = brief.article, brief, "done"
        wire.translated = {sentence.id: sentence for sentence in brief.article.sentences} | wire.mine
        self._leave(number)

    def revised(self, number: int, sentences: "Iterable[Sentence]") -> None:
        """Store sentences that a person changed."""
        wire = self.wires[number]
        sentences = list(sentences)
        for before in (wire.translated.get(sentence.id) for sentence in sentences):
            if before and before.origin != "memory" and before.id not in wire.mine:
                wire.machine[before.id] = before
        wire.mine.update((sentence.id, sentence) for sentence in sentences)
        wire.translated |= wire.mine

    def failed(self, number: int, problem: str) -> None:
        """Note that a wire cannot be translated."""
        wire = self.wires[number]
        wire.state, wire.problem = "failed", sanitize(localized(problem))
        self._leave(number)

    def no_pack(
        self, number: int, pair: str, problem: str, offer: "Offer | None", summary: "Summary | None" = None
    ) -> None:
        """Note that there is no pack for a wire, or none that works; it is summarised in its own language."""
        wire = self.wires[number]
        wire.outline = summary
        wire.state, wire.missing, wire.problem, wire.offer = "no pack", pair, sanitize(localized(problem)), offer
        self._leave(number)

    def rests(self, wire: Wire) -> bool:
        """Whether a wire waits while translating is stopped: nothing will come by itself."""
        return self.paused and wire.state == "waiting" and wire.prepared

    def awaits(self, wire: Wire) -> bool:
        """Whether the pack that a wire needs is being downloaded."""
        return wire.offer is not None and wire.offer.title == self.coming

    def pack_came(self) -> list[Wire]:
        """Set the wires that wait for a pack back to waiting, and return them."""
        waited = [wire for wire in self.wires if wire.state == "no pack"]
        for wire in waited:
            wire.state, wire.problem, wire.offer = "waiting", "", None
        return waited

    def go_on(self) -> bool:
        """Resume translating and retry the current wire; return whether anything changed."""
        wire, changed = self.wire, self.paused
        self.paused = False
        for stopped in self.wires:
            if stopped.state == "stopped":
                stopped.state, changed = "waiting", True
        if wire and wire.article and wire.state in {"failed", "no pack", "done"}:
            # Of a finished wire, only sentences without a pack are tried again.
            left = {key for key, sentence in wire.translated.items() if _untranslated(sentence)}
            if wire.state != "done" or left:
                wire.translated = {key: done for key, done in wire.translated.items() if key not in left}
                wire.state, wire.problem, wire.brief, changed = "waiting", "", None, True
        return changed

    def _leave(self, number: int) -> None:
        if self.running == number:
            self.running = None

    @staticmethod
    def _wanted(wire: Wire) -> bool:
        return wire.article is not None and not wire.closed and wire.state in {"waiting", "translating"}


def _untranslated(sentence: "Sentence") -> bool:
    return any(flag.kind == "untranslated" for flag in sentence.flags)
