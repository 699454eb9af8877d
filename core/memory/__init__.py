"""The translation memory: cached translations by models, and permanent translations by people (corrections).

This module has its values (remembered translations, units to exchange, counts), its keys, and the concordance,
`find_words`, which finds words in remembered sentences even if they are slightly misspelled.
`core.memory.store.Memory` is the memory itself; `core.memory.exchange` imports and exports TMX files. Import these two
where they are first used: they load SQLite and an XML parser.
"""

import hashlib
import heapq
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from core.lang.letters import fold

DEFAULT_LIMIT: Final = 512 << 20
"""Maximum bytes of a memory: enough for more than a million sentences."""

Pair = tuple[str, str]
"""Source and target language, ISO 639 codes."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The translation of one sentence, exactly as it was stored."""

    translation: str
    score: float | None = None
    """The model's mean log-probability a token; None for a person's."""
    truncated: bool = False
    """Whether decoding was stopped for its length."""
    extra: Any = None
    """Any small value that JSON can hold, such as an alignment; tuples are read back as lists."""
    origin: Literal["memory", "model"] = "model"
    """`memory` for a translation that a person made or imported, `model` for one by a model."""


Standing = Literal["given", "alternative", "reversed"]
"""The precedence of a unit among those with the same source. `given` replaces any other; `alternative`, another
translation for one place in one document, and `reversed`, made from a unit in the other direction, replace nothing that
the memory has, and a reversed one no alternative."""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One sentence and its translation, as other translation programs exchange them."""

    source_language: str
    target_language: str
    source: str
    translation: str
    origin: Literal["memory", "model", "glossary", "source"] = "memory"
    id: str | None = None
    """Its id in the file that it comes from, if it has one."""
    confidence: float | None = None
    """The probability that a model's translation is right, if it was computed."""
    standing: Standing = "given"
    notes: tuple[str, ...] = ()
    """Notes for a person who sees the unit."""


@dataclass(frozen=True, slots=True)
class PairCount:
    """How many sentences of one pair of languages are remembered."""

    source_language: str
    target_language: str
    model: int
    corrections: int


@dataclass(frozen=True, slots=True)
class MemoryStats:
    """Size and counts of the memory."""

    model: int
    """Sentences a model translated."""
    corrections: int
    """Sentences that a person corrected or imported."""
    size: int
    """Bytes on disk, those of the write-ahead log included."""
    limit: int
    """Bytes above which the least recently used translations by models are deleted."""
    pairs: tuple[PairCount, ...]


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many sentences were deleted."""

    model: int
    corrections: int
    held: bool = False
    """Whether another process was reading: the deleted text can still be read in the file until it is cleared again."""


KEY_BYTES = 16
"""128 bits: among 10^9 sentences, the probability that any two share a key is about 1 in 10^21."""


def output_keys(key_base: str, sources: Sequence[str]) -> list[bytes]:
    """Return the keys of a model's translations: equal only for an equal base and equal text."""
    return hashed(f"model\0{key_base}\0", sources)


def seal(values: Sequence[str | bytes | int | None]) -> int:
    """Return a checksum over a row's values.

    SQLite detects a broken page, not a changed character. A translation that a failing disk has changed must never be
    shown as the model's or a person's.
    """
    return zlib.crc32("\0".join(map(str, values)).encode("utf-8", "surrogatepass"))


def hashed(base: str, sources: Sequence[str]) -> list[bytes]:
    """Return the keys of sources under a base, as digests of `KEY_BYTES`."""
    # Surrogates cannot be stored, but a lookup of them must not fail.
    start = hashlib.blake2b(base.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES)
    keys = []
    for source in sources:
        digest = start.copy()
        digest.update(source.encode("utf-8", "surrogatepass"))
        keys.append(digest.digest())
    return keys


MATCHES: Final = 20
"""Maximum matches, by default."""
MIN_SCORE = 80.0
"""Minimum score of a match, of 100: below it, words share letters but no meaning (« maire » and « mairie » score 80,
« marine » 73)."""

_PIECE = 3
"""Letters in a piece of a word."""


@dataclass(frozen=True, slots=True)
class Match:
    """A remembered sentence in which the words were found."""

    unit: TranslationUnit
    score: float
    """From 0 to 100: the similarity of the words to the text found, ignoring case and accents; 100 for an exact
    match."""


def find_words(
    units: Iterable[TranslationUnit], words: str, *, limit: int = MATCHES, least: float = MIN_SCORE
) -> list[Match]:
    """Return the best matches for some words, best first; of equal ones, a person's come before a model's.

    The words need not be adjacent: a sentence that has each of them somewhere scores the mean of their scores.
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
    """Split a word into pieces, at least one of which is intact if the word is slightly misspelled."""
    return [word[at : at + _PIECE] for at in range(0, max(1, len(word) - _PIECE + 1), _PIECE)]


def _score(wanted: str, pieces: list[list[str]], text: str, least: float) -> float:
    if f" {wanted} " in f" {text} ":
        return 100.0
    # Most texts share no piece with the words: this test is a hundred times faster than a comparison.
    near = sum(any(piece in text for piece in parts) for parts in pieces)
    if least >= 100 or near < max(1, len(pieces) - 1):
        return 0.0
    from rapidfuzz import fuzz

    # `partial_ratio` would search for a text that is shorter than the words within them, and find it.
    together = fuzz.partial_ratio(wanted, text, score_cutoff=least) if len(text) >= len(wanted) else 0.0
    if len(pieces) == 1 or len(text) <= len(wanted):
        return together
    apart = sum(fuzz.partial_ratio(part, text) for part in wanted.split()) / len(pieces)
    return max(together, apart - 1)
