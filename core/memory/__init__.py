"""The translation memory: what the model made of a sentence once, and what a person made of it for good.

Here stands what it speaks of: remembered translations, units to exchange, and counts; and the concordance,
`find_words`: where words stand in what is remembered, spelt right or nearly so. `core.memory.store.Memory` is the
memory itself, `core.memory.exchange` takes TMX files in and out. They are imported apart, where they are first used:
they load SQLite and an XML parser.
"""

import hashlib
import heapq
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from core.lang.letters import fold

DEFAULT_LIMIT: Final = 512 << 20
"""Bytes of a memory: more than a million sentences."""

Pair = tuple[str, str]
"""Source and target language, ISO 639 codes."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The translation of one sentence, as it was given to the memory, to the last bit."""

    translation: str
    score: float | None = None
    """The model's mean log-probability a token; None for a person's."""
    truncated: bool = False
    """Whether decoding was stopped for its length."""
    extra: Any = None
    """Any small value that JSON can say, such as an alignment; tuples come back as lists."""
    origin: Literal["memory", "model"] = "model"
    """`memory` for what a person corrected or brought in, `model` for what a model made."""


Standing = Literal["given", "alternative", "reversed"]
"""How a unit stands to others of the same source: an alternative (another translation for one place in one document)
gives way to a given one; a reversed one, made of a unit in the other direction, to both and to the memory."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence and its translation, as other translation programs exchange them."""

    source_language: str
    target_language: str
    source: str
    translation: str
    origin: Literal["memory", "model", "glossary", "source"] = "memory"
    id: str | None = None
    """What it is called where it comes from, if it has a name there."""
    confidence: float | None = None
    """The probability that it is right, where a model made it and somebody asked."""
    standing: Standing = "given"
    notes: tuple[str, ...] = ()
    """What a person who sees it should know."""


@dataclass(frozen=True, slots=True)
class PairCount:
    """How many sentences of one pair of languages are remembered."""

    source_language: str
    target_language: str
    model: int
    corrections: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in the memory."""

    model: int
    """Sentences a model translated."""
    corrections: int
    """Sentences a person corrected or brought in."""
    size: int
    """Bytes on disk, those of the write-ahead log included."""
    limit: int
    """Bytes above which the model's translations that were unused the longest go."""
    pairs: tuple[PairCount, ...]


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many sentences were deleted."""

    model: int
    corrections: int
    held: bool = False
    """Whether another process was reading: what was deleted may still be read in the file until it is cleared again."""


KEY_BYTES = 16
"""At 128 bits, two of a thousand million sentences share a key with a chance of 1 in 10^21."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def output_keys(key_base: str, sources: Sequence[str]) -> list[bytes]:
    """Return the keys of a model's translations: equal only for an equal base and equal text."""
    return _keys(f"model\0{key_base}\0", sources)


def correction_keys(pair: Pair, sources: Sequence[str]) -> list[bytes]:
    """Return the keys of a person's translations: equal for sources that differ in `normal` things only."""
    return _keys(f"person\0{pair[0]}\0{pair[1]}\0", [normal(source) for source in sources])


def normal(source: str) -> str:
    """Return a source in NFC, on one line, with single spaces: what a person's translation is found by."""
    return " ".join(unicodedata.normalize("NFC", source).split())


def line(text: str) -> str:
    """Return a person's translation on one line, without what a terminal would act on."""
    return _CONTROLS.sub("", normal(text))


def seal(values: Sequence[str | bytes | int | None]) -> int:
    """Return a checksum over a row's values.

    SQLite notices a broken page, not a broken letter; a translation that a failing disk has changed must
    never be shown as the model's or a person's.
    """
    return zlib.crc32("\0".join(map(str, values)).encode("utf-8", "surrogatepass"))


def _keys(base: str, sources: Sequence[str]) -> list[bytes]:
    # Surrogates cannot be stored, but asking for them must not fail.
    start = hashlib.blake2b(base.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES)
    keys = []
    for source in sources:
        digest = start.copy()
        digest.update(source.encode("utf-8", "surrogatepass"))
        keys.append(digest.digest())
    return keys


MATCHES: Final = 20
LEAST_ALIKE = 80.0
"""Of 100: below, what is found shares letters and no meaning (« maire » and « mairie » have 80, « marine » 73)."""

_PIECE = 3
"""Letters."""


@dataclass(frozen=True, slots=True)
class Match:
    """A remembered sentence in which the words were found."""

    unit: Unit
    score: float
    """From 0 to 100: how alike the words and what stands there are, case and accents aside; 100 is word for word."""


def find_words(units: Iterable[Unit], words: str, *, limit: int = MATCHES, least: float = LEAST_ALIKE) -> list[Match]:
    """Return the best matches for some words, best first; of equal ones, a person's go before a model's.

    The words need not stand together: a sentence that has each of them somewhere has a score too, the mean of theirs.
    """
    wanted = _folded(words)
    if not any(map(str.isalnum, wanted)):
        return []
    pieces = [_pieces(word) for word in wanted.split()]
    best: list[tuple[float, bool, int, Match]] = []
    for number, unit in enumerate(units):
        floor = max(least, best[0][0]) if len(best) == limit else least
        score = max(_score(wanted, pieces, _folded(text), floor) for text in (unit.source, unit.translation))
        if score >= floor:
            item = (score, unit.origin == "memory", -number, Match(unit, round(score, 1)))
            (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, item)
    return [match for *_, match in sorted(best, reverse=True)]


def _folded(text: str) -> str:
    return fold(" ".join(text.replace("’", "'").split()))


def _pieces(word: str) -> list[str]:
    """Return the parts of a word of which one at least is whole where it is misspelt a little."""
    return [word[at : at + _PIECE] for at in range(0, max(1, len(word) - _PIECE + 1), _PIECE)]


def _score(wanted: str, pieces: list[list[str]], text: str, least: float) -> float:
    if f" {wanted} " in f" {text} ":
        return 100.0
    # Most texts have nothing of the words: this says so a hundred times sooner than a comparison.
    near = sum(any(piece in text for piece in parts) for parts in pieces)
    if least >= 100 or near < max(1, len(pieces) - 1):
        return 0.0
    from rapidfuzz import fuzz

    # A text that is shorter than the words would be looked for in them, and found.
    together = fuzz.partial_ratio(wanted, text, score_cutoff=least) if len(text) >= len(wanted) else 0.0
    if len(pieces) == 1 or len(text) <= len(wanted):
        return together
    apart = sum(fuzz.partial_ratio(part, text) for part in wanted.split()) / len(pieces)
    return max(together, apart - 1)
