"""The interface of a translation engine: texts of one language in, hypotheses out, in order.

A new engine is a module beside this one with a subclass of `Engine`: its names, and `open_session`. Everything else is
an ability, which an engine declares if it has it. The stages ask for abilities, never for a class of engine, and do
without those that are missing.
"""

import re
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.errors import IsCancelled, never
from core.packs import Pack

READ_AHEAD: Final = 2048
"""Texts that are put into a session before the first of them is taken, at most."""

MAX_UNBROKEN: Final = 120
"""Maximum characters of a word; a longer string without a space is an identifier, a key or garbage, not language."""

# Where a sentence that is too long is split: between clauses if possible, else between words.
# Only from the beginning of a run of spaces: from each of them, a run without end would take quadratic time.
_CLAUSE = re.compile(r"(?<=[;:])\s+|(?<=[,)»”–—])\s+|(?<!\s)\s++(?=[–—(«“])")
_WORD = re.compile(r"\s+")


class Ability(StrEnum):
    """What an engine can do besides translating; it is not asked for abilities that it does not declare."""

    N_BEST = "n-best"
    """It returns several hypotheses for one text (`hypotheses`)."""
    ALIGNMENT = "alignment"
    """It returns the attention for a given translation (`attend`)."""
    RETRIES = "retries"
    """It decodes a text again with other settings (`retry`)."""
    FORCED_SCORES = "forced-scores"
    """It returns the log-probability of each piece of a given translation (`score`)."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The result of translating one text."""

    text: str
    score: float | None = None
    """Mean log-probability a token: 0 is certain. None from an engine that has none."""
    truncated: bool = False
    """Whether decoding was stopped for its length: the text may lack its end."""
    translated: bool = True
    """False if no engine was asked or the text is not readable: `text` is then the source text."""
    failed: bool = False
    """Whether it was not translated because the engine crashed on it twice."""

    @classmethod
    def untranslated(cls, text: str, *, failed: bool = False) -> "Hypothesis":
        """Return the hypothesis for a text that was not translated: the text itself."""
        return cls(text, translated=False, failed=failed)


@dataclass(frozen=True, slots=True)
class Attention:
    """A model's attention: the pieces of both sides, and for each target piece a weight on each source piece."""

    source: list[str]
    target: list[str]
    weights: Sequence[Sequence[float]]
    """A row a target piece, and maybe one for the end mark."""


@dataclass(frozen=True, slots=True)
class TokenScores:
    """A translation cut into a model's pieces, and the log-probability of each, given the text it translates."""

    pieces: Sequence[str]
    log_probs: Sequence[float]
    """One a piece, and maybe one more for the end mark; 0 is certain."""

    @property
    def total(self) -> float:
        """The log-probability of the whole."""
        return sum(self.log_probs)

    @property
    def mean(self) -> float:
        """The mean log-probability of a piece."""
        return self.total / max(1, len(self.log_probs))


@dataclass(frozen=True, slots=True)
class RetryOptions:
    """Decoding settings for a second try."""

    beam: int
    no_repeat_ngram: int = 0
    """Number of consecutive pieces that may not occur twice; 0 to allow repetition."""
    repetition_penalty: float = 1.0
    """Above 1, pieces that occurred before become less likely."""


class Session(ABC):
    """One run of an engine: texts are put in, and their hypotheses are taken out in the same order.

    The translation of a text never depends on the other texts of the session.
    """

    @abstractmethod
    def put(self, text: str) -> None:
        """Add a text. The engine may start on it at once, or wait for more."""

    def start(self) -> None:  # noqa: B027 - an engine may have started already
        """Start work on the texts that were put in, and return at once."""

    def end(self) -> None:  # noqa: B027 - not every engine chooses an order
        """Say that no other text is put in: nothing is gained by waiting for more."""

    @abstractmethod
    def take(self, cancelled: IsCancelled) -> Hypothesis:
        """Return the hypothesis of the earliest text that was not taken yet; blocks until it is there.

        Raises Cancelled within a few hundredths of a second after `cancelled` says so.
        """

    def close(self) -> None:  # noqa: B027 - not every engine has anything to discard
        """Discard the texts that were put in and not taken."""


class Engine(ABC):
    """Translates one pair of languages. Thread-safe; the model is loaded on first use."""

    abilities: frozenset[Ability] = frozenset()
    pack: Pack | None = None
    """The pack that it was made from, if any; a cluster worker must have the same one."""
    decoded: int = 0
    """Texts decoded since it was made; an engine that does not count them leaves it at 0."""

    @property
    @abstractmethod
    def pair(self) -> tuple[str, str]:
        """Source and target language."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Its name in briefs and messages: the pack's name."""

    @property
    @abstractmethod
    def digest(self) -> str:
        """The SHA-256, in hex, of the model's files."""

    @property
    def fingerprint(self) -> str:
        """What determines its translations: the same fingerprint, the same translation of the same text."""
        return self.digest

    @abstractmethod
    def open_session(self, *, eager: int = 0) -> Session:
        """Start a run. The first `eager` texts are translated as soon as possible; the rest for the best throughput."""

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory."""
        return True

    def load(self) -> None:  # noqa: B027 - not every engine is slow to load
        """Load the model now, so that the first text does not wait for it; may raise PackMissing."""

    def stand_back(self) -> None:  # noqa: B027 - threads yield as the thread that made them does
        """Give processes that are started from now on an even lower priority, below a reader's screen and keys."""

    def translate_one(self, text: str, cancelled: IsCancelled = never) -> Hypothesis:
        """Translate one text by itself; blocks. Raises Cancelled as `Session.take` does."""
        session = self.open_session(eager=1)
        try:
            session.put(text)
            return session.take(cancelled)
        finally:
            session.close()

    def hypotheses(self, text: str, count: int) -> list[Hypothesis]:
        """Return up to `count` hypotheses, the likeliest first; empty without `Ability.N_BEST`, or for a long text."""
        del text, count
        return []

    def attend(self, text: str, translation: str) -> Attention | None:
        """Return the model's attention while it writes a given translation.

        None without `Ability.ALIGNMENT`, and if it is unknown, as for a long text.
        """
        del text, translation
        return None

    def retry(self, text: str, options: RetryOptions, cancelled: IsCancelled = never) -> Hypothesis | None:
        """Translate one text with other settings; blocks. None without `Ability.RETRIES`.

        Raises Cancelled as `Session.take` does.
        """
        del text, options, cancelled
        return None

    def score(
        self, pairs: Sequence[tuple[str, str]], cancelled: IsCancelled, cutter: "Engine | None" = None
    ) -> list[TokenScores | None]:
        """Return the model's log-probabilities of each given translation of a text, piece by piece.

        `cutter`, an engine that reads the language of the translations, cuts them into pieces; without it the pieces
        are guessed. None for a pair without `Ability.FORCED_SCORES`, or that is too long.
        """
        del cancelled, cutter
        return [None] * len(pairs)

    def cut(self, text: str) -> list[str]:
        """Split a text into the model's input pieces; empty if it has none, or needs several passes."""
        del text
        return []


def readable(text: str) -> bool:
    """Whether a text has a word that a model can read."""
    return any(any(map(str.isalpha, word)) and len(word) <= MAX_UNBROKEN for word in text.split())


def split_long(text: str, count: Callable[[str], int], limit: int) -> Iterator[str]:
    """Split a long text into parts of at most `limit` pieces, as `count` counts them, preferably at ends of clauses.

    All of the text is kept, except words of more than `MAX_UNBROKEN` characters, which no model reads. A word that has
    more pieces by itself is cut.
    """
    part = ""
    for unit in _units(text, count, limit):
        extended = f"{part} {unit}".strip()
        if part and count(extended) > limit:
            yield part
            part = unit
        else:
            part = extended
    if part:
        yield part


def _units(text: str, count: Callable[[str], int], limit: int) -> Iterator[str]:
    """Split at the ends of clauses, and a clause that is still too long between words."""
    for clause in _CLAUSE.split(text):
        if count(clause) <= limit:
            yield clause
            continue
        words = [word for word in _WORD.split(clause) if len(word) <= MAX_UNBROKEN]
        # Words have a few pieces each: an eighth of the limit leaves parts that can be joined up to the limit.
        step = limit // 8
        for start in range(0, len(words), step):
            yield from _halved(" ".join(words[start : start + step]), count, limit)


def _halved(text: str, count: Callable[[str], int], limit: int) -> Iterator[str]:
    """Halve a text until no part has more pieces than the limit: between words, if it has several."""
    if len(text) < 2 or count(text) <= limit:
        yield text
        return
    middle = text.find(" ", len(text) // 2)
    if middle < 0:
        middle = text.find(" ")
    if middle < 0:
        middle = len(text) // 2
    for half in (text[:middle], text[middle:]):
        yield from _halved(half.strip(), count, limit)


class PackEngine(Engine):
    """An engine that is made from one pack and opens it when there is something to translate."""

    pack: Pack

    def __init__(self, pack: Pack, *, workers: int) -> None:
        """Keep the pack, and the number of sentences or batches to translate at a time."""
        self.pack = pack
        self.workers = workers
        self._lock = threading.Lock()
        """Held while the pack is opened, so that only the first thread opens it."""
        self._digest: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Source and target language."""
        return self.pack.source, self.pack.target

    @property
    def name(self) -> str:
        """The pack's name."""
        return self.pack.name

    @property
    def digest(self) -> str:
        """The pack's digest when it was first read: files that replace the pack later are not used by this process."""
        if self._digest is None:
            self._digest = self.pack.digest()
        return self._digest
