"""Desk: the wires that are open, and how far each of them is; plain values, no screen.

The reader's screen owns one and alone changes it, whenever a worker's message says what was done.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from core.plain import plain

if TYPE_CHECKING:
    from core.article import Article, Sentence
    from core.brief import Brief
    from core.settings import SummarySettings
    from tui.provide import Offer

State = Literal["waiting", "translating", "done", "stopped", "no pack", "failed"]
"""How far a wire is: `stopped` by the reader, until told to go on; `no pack` until one is installed."""


@dataclass(slots=True)
class Wire:
    """One article on the desk."""

    number: int
    """Its place in the list, from 0; never changes."""
    path: str
    """As it was named; may hold anything that a file name can."""
    article: "Article | None" = None
    """As read; once its languages are known, as prepared."""
    translated: "dict[str, Sentence]" = field(default_factory=dict)
    """The finished sentences, by their ids."""
    mine: "dict[str, Sentence]" = field(default_factory=dict)
    """Of these, those that a person changed."""
    brief: "Brief | None" = None
    summary: "SummarySettings | None" = None
    """How it is summarised, if otherwise than the rest."""
    state: State = "waiting"
    problem: str = ""
    """Why it failed, or why its pack cannot be used."""
    missing: str = ""
    """With `no pack`: the pair, such as `es-en`."""
    offer: "Offer | None" = None
    """With `no pack`: what could be got."""
    cursor: int = 0
    """The sentence that the reader is at, counted from 0."""
    story: tuple[int, ...] = ()
    """The numbers of the wires that tell the same, the one to read first; empty while nobody has compared them."""
    titled: bool = False
    """Whether its headline was given to the translation worker."""
    read: bool = False
    """Whether it was on the screen, translated, today or another day."""
    starred: bool = False
    marked: bool = False
    """Whether it is one of those that the next export is for."""
    note: str = ""
    """What the reader wrote of it."""

    @property
    def name(self) -> str:
        """The file's name, fit for a screen."""
        return plain(PurePath(self.path).name or self.path, 200)

    @property
    def prepared(self) -> bool:
        """Whether the languages are known."""
        return self.article is not None and self.article.language is not None

    @property
    def language(self) -> str:
        """The code of its language; empty while nobody has looked."""
        return self.article.language.code if self.article and self.article.language else ""

    @property
    def sentences(self) -> "tuple[Sentence, ...]":
        """Its sentences, the finished ones with their translation."""
        if self.article is None:
            return ()
        return tuple(self.translated.get(sentence.id, sentence) for sentence in self.article.sentences)

    @property
    def headline(self) -> str:
        """Its headline: in English as soon as there is one, else as the source has it, else the file's name."""
        head = self.head
        if self.article is None or not self.article.paragraphs:
            return self.name
        if not head:
            first = self.article.paragraphs[0]
            return self.article.text[first.start : first.end]
        done = [self.translated.get(sentence.id, sentence) for sentence in head]
        return " ".join(sentence.translation or sentence.source for sentence in done)

    @property
    def head(self) -> "tuple[Sentence, ...]":
        """The sentences of its headline; of a wire without one, the first."""
        return head_of(self.article) if self.article else ()

    @property
    def outlet(self) -> str:
        """Who published it; empty where that cannot be told."""
        return (self.article.source.outlet if self.article else None) or ""

    @property
    def published(self) -> str:
        """When, in ISO 8601, as exactly as its source says; empty where it does not."""
        return (self.article.source.published if self.article else None) or ""

    @property
    def day(self) -> str:
        """On which day, in ISO 8601."""
        return self.published[:10]

    @property
    def doubts(self) -> int:
        """How many finished sentences have something doubtful."""
        return sum(bool(sentence.flags) for sentence in self.translated.values())

    @property
    def total(self) -> int:
        """How many sentences there are to translate."""
        return len(self.article.sentences) if self.article else 0

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the sentences in its summary, in reading order."""
        return self.brief.summary.sentences if self.brief else ()

    def rest(self) -> "Article | None":
        """Return the article with only those sentences that are still to be translated."""
        return without(self.article, self.translated) if self.article else None


def head_of(article: "Article") -> "tuple[Sentence, ...]":
    """Return the sentences of an article's headline; of one without, the first."""
    parts = article.paragraphs
    heading = next((part for part in parts if part.kind == "heading" and part.sentences), None)
    return heading.sentences if heading else next((part.sentences[:1] for part in parts), ())


def without(article: "Article", done: Iterable[str]) -> "Article":
    """Return an article with only those of its sentences whose ids are not in `done`."""
    ids = frozenset(done)
    return replace(
        article,
        paragraphs=tuple(
            replace(part, sentences=tuple(sentence for sentence in part.sentences if sentence.id not in ids))
            for part in article.paragraphs
        ),
    )


class Desk:
    """The open wires, the one that is read, and the one that is being translated."""

    def __init__(self) -> None:
        self.wires: list[Wire] = []
        self.current: int | None = None
        """The wire on the screen."""
        self.running: int | None = None
        """The wire that the translation worker has."""
        self.titling = False
        """Whether the translation worker has headlines."""
        self._taken: list[Wire] = []
        self.paused = False
        """Whether the reader stopped translating."""
        self.complete = False
        """Whether all inputs have been found."""

    @property
    def wire(self) -> Wire | None:
        """The wire on the screen."""
        return self.wires[self.current] if self.current is not None else None

    def add(self, found: Iterable[Wire]) -> range:
        """Put wires at the end of the list; return their numbers. The first one of all comes on the screen."""
        first = len(self.wires)
        self.wires.extend(found)
        if self.current is None and self.wires:
            self.current = 0
        return range(first, len(self.wires))

    def next(self) -> Wire | None:
        """Return the wire to translate: the one on the screen, else the one under way, else the first that waits."""
        if self.paused:
            return None
        for number in (self.current, self.running):
            if number is not None and self._wanted(self.wires[number]):
                return self.wires[number]
        return next(filter(self._wanted, self.wires), None)

    def untitled(self, most: int) -> list[Wire]:
        """Take some wires whose headlines are still to be translated, from the one on the screen on."""
        first = self.current or 0
        order = [*self.wires[first:], *self.wires[:first]]
        wanted = (wire for wire in order if not wire.titled and wire.article and wire.state == "waiting" and wire.head)
        taken = list(islice(wanted, most))
        for wire in taken:
            wire.titled = True
        self._taken = taken
        self.titling = bool(taken)
        return taken

    def drop_titles(self) -> None:
        """Note that the worker was called off the headlines: those that are not done are asked for again."""
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
        """Note that the worker was called off; what it finished is kept."""
        wire = self.wires[self.running] if self.running is not None else None
        self.running = None
        if wire and wire.state == "translating":
            wire.state = state
        return wire

    def prepared(self, number: int, article: "Article") -> None:
        """Take the languages and the sentences of a wire."""
        wire = self.wires[number]
        if not wire.prepared:
            wire.article = article

    def translated(self, number: int, sentences: "Iterable[Sentence]") -> None:
        """Take finished sentences of a wire."""
        wire = self.wires[number]
        wire.translated.update((sentence.id, sentence) for sentence in sentences)
        wire.translated |= wire.mine

    def finished(self, number: int, brief: "Brief") -> None:
        """Take a wire's brief: it is done."""
        wire = self.wires[number]
        wire.article, wire.brief, wire.state = brief.article, brief, "done"
        wire.translated = {sentence.id: sentence for sentence in brief.article.sentences} | wire.mine
        self._leave(number)

    def mended(self, number: int, sentences: "Iterable[Sentence]") -> None:
        """Take sentences that a person changed."""
        wire = self.wires[number]
        wire.mine.update((sentence.id, sentence) for sentence in sentences)
        wire.translated |= wire.mine

    def failed(self, number: int, problem: str) -> None:
        """Note that a wire cannot be translated."""
        wire = self.wires[number]
        wire.state, wire.problem = "failed", plain(problem)
        self._leave(number)

    def no_pack(self, number: int, pair: str, problem: str, offer: "Offer | None") -> None:
        """Note that there is no pack for a wire, or none that works."""
        wire = self.wires[number]
        wire.state, wire.missing, wire.problem, wire.offer = "no pack", pair, plain(problem), offer
        self._leave(number)

    def pack_came(self) -> list[Wire]:
        """Let the wires that waited for a pack be tried again; return them."""
        waited = [wire for wire in self.wires if wire.state == "no pack"]
        for wire in waited:
            wire.state, wire.problem, wire.offer = "waiting", "", None
        return waited

    def go_on(self) -> bool:
        """Let translating go on, and the wire on the screen be tried again; return whether that is anything."""
        wire, changed = self.wire, self.paused
        self.paused = False
        for stopped in self.wires:
            if stopped.state == "stopped":
                stopped.state, changed = "waiting", True
        if wire and wire.article and wire.state in {"failed", "no pack", "done"}:
            # Of a wire that is done, only what no pack could take before is tried again.
            left = {key for key, sentence in wire.translated.items() if _untranslated(sentence)}
            if wire.state != "done" or left:
                wire.translated = {key: done for key, done in wire.translated.items() if key not in left}
                wire.state, wire.problem, wire.brief, changed = "waiting", "", None, True
        return changed

    def counts(self) -> Iterator[tuple[State, int]]:
        """Give each state that some wire is in, and how many there are."""
        states: tuple[State, ...] = ("done", "translating", "waiting", "stopped", "no pack", "failed")
        for state in states:
            if number := sum(wire.state == state for wire in self.wires):
                yield state, number

    def _leave(self, number: int) -> None:
        if self.running == number:
            self.running = None

    @staticmethod
    def _wanted(wire: Wire) -> bool:
        return wire.article is not None and wire.state in {"waiting", "translating"}


def _untranslated(sentence: "Sentence") -> bool:
    return any(flag.kind == "untranslated" for flag in sentence.flags)
