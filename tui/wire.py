"""One open article and its state: a plain value, no screen."""

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from core.sanitize import sanitize

if TYPE_CHECKING:
    from core.article import Article, Sentence
    from core.brief import Brief
    from core.pack_source import Offer
    from core.settings import SummarySettings

State = Literal["waiting", "translating", "done", "stopped", "no pack", "failed"]
"""State of a wire: `stopped` by the user until resumed; `no pack` until one is installed."""


@dataclass(slots=True)
class Wire:
    """One open article."""

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
    """With `no pack`: what could be downloaded."""
    cursor: int = 0
    """The current sentence, counted from 0."""
    story: tuple[int, ...] = ()
    """Numbers of the wires of the same story, the lead first; empty until compared."""
    titled: bool = False
    """Whether its headline was given to the translation worker."""
    read: bool = False
    """Whether it was on the screen, translated, today or another day."""
    starred: bool = False
    marked: bool = False
    """Whether it is one of those that the next export is for."""
    note: str = ""
    """The user's note."""
    muted: bool = False
    """Whether a rule of the settings keeps it out of the list."""
    watches: tuple[str, ...] = ()
    """The names of the watches that find it."""
    acted: frozenset[str] = frozenset()
    """What rules did with it: each is done once, and can be undone by hand."""
    new: bool = False
    """Whether it came while the reader was open, by itself."""
    _signature: "tuple[Article | None, str, str]" = (None, "", "")
    """The article that was asked last, its outlet and its byline."""
    came: str = ""
    """When it came, ISO 8601; empty where that is not known."""

    @property
    def name(self) -> str:
        """The file's name, fit for a screen."""
        return sanitize(PurePath(self.path).name or self.path, 200)

    @property
    def prepared(self) -> bool:
        """Whether the languages are known."""
        return self.article is not None and self.article.language is not None

    @property
    def language(self) -> str:
        """Its language code; empty until detected."""
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
        """Who published it; empty if unknown."""
        return self._signed()[1]

    @property
    def byline(self) -> str:
        """Who wrote it; empty if unknown."""
        return self._signed()[2]

    def _signed(self) -> "tuple[Article | None, str, str]":
        """Return outlet and byline, cleaned once: lists of thousands ask for them again and again."""
        if self._signature[0] is not self.article and self.article:
            source = self.article.source
            byline = sanitize(source.byline, 100) if source.byline else ""
            self._signature = self.article, source.outlet or "", byline
        return self._signature

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
        return sum(sentence.doubtful for sentence in self.translated.values())

    @property
    def by_hand(self) -> bool:
        """Whether a person corrected a sentence of it."""
        return any(sentence.origin == "memory" for sentence in self.translated.values())

    @property
    def total(self) -> int:
        """How many sentences there are to translate."""
        return len(self.article.sentences) if self.article else 0

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the sentences in its summary, in reading order."""
        return self.brief.summary.sentences if self.brief else ()


def head_of(article: "Article") -> "tuple[Sentence, ...]":
    """Return the sentences of an article's headline; of one without, the first."""
    parts = article.paragraphs
    heading = next((part for part in parts if part.kind == "heading" and part.sentences), None)
    return heading.sentences if heading else next((part.sentences[:1] for part in parts), ())
