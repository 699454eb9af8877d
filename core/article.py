"""Article, Paragraph, Sentence, Flag: the values that all stages use.

All are frozen. A stage takes an article and returns a new one with more filled in: reading gives text and
paragraphs, language identification their languages, segmentation the sentences, translation their translations.
"""

import contextlib
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from core import __version__
from core.sanitize import sanitize

Kind = Literal["heading", "body", "quote", "list", "byline", "dateline"]
"""What a paragraph is in its article."""

Origin = Literal["source", "memory", "model", "glossary"]
"""Where a translation comes from: passed through, a person, the model, or the model with a term of a glossary."""

FlagKind = Literal[
    "number", "date", "name", "untranslated", "repetition", "length", "truncated", "low-score", "negation"
]
"""What may be wrong with a translated sentence."""

UNKNOWN = "und"
"""ISO 639's code for an unknown language."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to doubt one translated sentence."""

    kind: FlagKind
    detail: str
    """What is doubtful, in words for the reader."""


LOW_CONFIDENCE = 0.5
"""Confidence below this is called low: of rated sentences below it, three in four mislead."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the source and, once translated, its translation."""

    id: str
    """`s1`, `s2`, …, in reading order over the whole article."""
    start: int
    end: int
    """Its span: `article.text[start:end] == source`, in Unicode code points."""
    source: str
    translation: str | None = None
    score: float | None = None
    """The model's mean log-probability a token: 0 is certain, below −1 is weak. None when no model was asked."""
    origin: Origin | None = None
    flags: tuple[Flag, ...] = ()
    confidence: float | None = None
    """The probability, from 0 to 1, that the translation is right; None if no model was asked."""
    alternative: bool = False
    """Whether a person chose the translation among the alternatives of the model, and did not write it."""

    @property
    def low_confidence(self) -> bool:
        """Whether the translation is likelier wrong than right."""
        return self.confidence is not None and self.confidence < LOW_CONFIDENCE

    @property
    def doubtful(self) -> bool:
        """Whether it needs a second look: it has flags, or the confidence is low."""
        return bool(self.flags) or self.low_confidence


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of the article's text, of one kind and one language."""

    kind: Kind
    start: int
    end: int
    """Its span in the article's text, in Unicode code points."""
    language: str = UNKNOWN
    sentences: tuple[Sentence, ...] = ()
    gap: int = 2
    """Line breaks before it as it was read: 1 for a line of its own, more for blank lines between."""


@dataclass(frozen=True, slots=True)
class Language:
    """A recognised language, and the confidence in it."""

    code: str
    """ISO 639-1, or `und`."""
    confidence: float
    """From 0 to 1; 0 for `und`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from, and what its format said about it."""

    path: str
    """As the user named it: a path, an address, or `-` for standard input."""
    sha256: str
    """Of the bytes that were read, in hex."""
    format: str = "text"
    encoding: str | None = "utf-8"
    title: str | None = None
    byline: str | None = None
    """Who wrote it."""
    publisher: str | None = None
    """Who published it, as its format or its dateline says: the title of its feed, the name of its site, an agency."""
    published: str | None = None
    """ISO 8601, as exact as the source gives it."""
    url: str | None = None
    note: str | None = None
    """A note from reading it, such as that the end is missing."""

    @property
    def outlet(self) -> str | None:
        """Who published it: the publisher that it names, else the host of its address; never the author."""
        if self.publisher:
            return sanitize(self.publisher, 100) or None
        for address in (self.url, self.path):
            with contextlib.suppress(ValueError):
                if address and (host := urlsplit(address).hostname):
                    return sanitize(host.removeprefix("www."), 100)
        return None


@dataclass(frozen=True, slots=True)
class Article:
    """One wire: its text as read, and the paragraphs it is made of, in order."""

    source: Source
    text: str
    """Decoded, unwrapped, paragraphs separated by a blank line."""
    paragraphs: tuple[Paragraph, ...]
    language: Language | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in reading order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)

    @property
    def title(self) -> Paragraph | None:
        """The headline: the first heading."""
        return next((paragraph for paragraph in self.paragraphs if paragraph.kind == "heading"), None)

    def paragraph_of(self, sentence: Sentence) -> Paragraph:
        """Return the paragraph that contains one of its sentences."""
        return next(paragraph for paragraph in self.paragraphs if paragraph.start <= sentence.start < paragraph.end)

    def in_languages(self) -> Iterator[tuple[str, Sentence]]:
        """Yield every sentence with its language, in reading order."""
        return ((paragraph.language, sentence) for paragraph in self.paragraphs for sentence in paragraph.sentences)

    def only(self, ids: Container[str]) -> "Article":
        """Return a copy with only the sentences that have one of these ids."""
        return self._with(lambda paragraph: tuple(sentence for sentence in paragraph.sentences if sentence.id in ids))

    def with_sentences(self, sentences: Iterable[Sentence]) -> "Article":
        """Return a copy with its sentences replaced by others, one for one."""
        stream = iter(sentences)
        return self._with(lambda paragraph: tuple(next(stream) for _ in paragraph.sentences))

    def _with(self, sentences: Callable[[Paragraph], tuple[Sentence, ...]]) -> "Article":
        return replace(
            self, paragraphs=tuple(replace(paragraph, sentences=sentences(paragraph)) for paragraph in self.paragraphs)
        )


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What translated an article, in enough detail to reproduce it."""

    pack: str | None
    """The pack's name; None if nothing needed translation, or there was no pack."""
    pack_sha256: str | None
    beam: int
    pivot: str | None = None
    """The pivot language, if there was no direct pack."""
    version: str = __version__
    """Of this program."""
    target: str = "en"
    """The language it was translated to."""
    glossary: str | None = None
    """The SHA-256 of the glossary's terms, if there was one."""
