"""Similarity of texts: words, shingles, and an index that finds likely pairs."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

from core.article import Article, Kind
from core.lang.letters import fold
from core.segmentation import sentence_spans
from core.summary.boilerplate import is_boilerplate

_OUTLET_KINDS: frozenset[Kind] = frozenset({"heading", "byline", "dateline"})
"""Kinds of paragraph that each outlet writes itself."""
_MIN_WORDS = 8
"""Minimum words of a body: if it has fewer, the headline is used too."""

# A letter of a script that is written without spaces is a word of its own.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


def sentences(article: Article) -> Iterator[str]:
    """Yield an article's sentences in reading order."""
    return _sentences(article, frozenset())


def body(article: Article) -> list[str]:
    """Return the sentences of the story itself; with those of the headline if there are hardly any others."""
    found = [sentence for sentence in _sentences(article, _OUTLET_KINDS) if not is_boilerplate(sentence)]
    if sum(len(words(sentence)) for sentence in found) < _MIN_WORDS:
        return [*sentences(article)]
    return found


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, unchanged."""
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a word without case and accents: agencies that send capitals drop both."""
    return fold(word) or word


def numbers_and_names(sentence: list[str]) -> Iterator[str]:
    """Yield the numbers and names among a sentence's words: similar stories differ in these."""
    for place, word in enumerate(sentence):
        if any(map(str.isdigit, word)) or (place and word[0].isupper()):
            yield folded(word)


def _sentences(article: Article, without: frozenset[Kind]) -> Iterator[str]:
    for paragraph in article.paragraphs:
        if paragraph.kind in without:
            continue
        if paragraph.sentences:
            yield from (sentence.source for sentence in paragraph.sentences)
            continue
        text = article.text[paragraph.start : paragraph.end]
        yield from (text[start:end] for start, end in sentence_spans(text, paragraph.language))


Hashes = NDArray[np.uint64]

WORDS = 4
"""Words in a shingle. Two reports on one event share few runs of four words; two versions of one report, most."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(33)


def shingles(words: Sequence[str]) -> Hashes:
    """Return the hashes of a text's shingles, each once, in the order in which they first come.

    A text shorter than a shingle is one shingle.
    """
    if not words:
        return np.empty(0, np.uint64)
    hashes = np.fromiter(map(_word_hash, words), np.uint64, len(words))
    length = max(len(words) - WORDS + 1, 1)
    run = np.zeros(length, np.uint64)
    for place in range(min(WORDS, len(words))):
        run = run * _FACTOR + hashes[place : place + length]
    run ^= run >> _HALF
    run *= _MIX
    run ^= run >> _HALF
    _, first = np.unique(run, return_index=True)
    first.sort()
    return run[first]


def shared(text: Hashes, other: Hashes) -> int:
    """Return the number of shingles that two texts have in common."""
    return len(np.intersect1d(text, other, assume_unique=True))


def fingerprint(words: Sequence[str]) -> int:
    """Return a hash of a whole sentence."""
    return _hash(" ".join(map(folded, words)))


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    return _hash(folded(word))


def _hash(text: str) -> int:
    # Not Python's `hash`, which differs between processes.
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


_BAND_ROWS = 2
"""Values in a band: texts that share s of their shingles collide in one of b bands with probability 1 − (1 − s²)ᵇ. With
64 bands that is 5/6 for texts with one sixth in common, and 1/150 for texts with one hundredth."""
_LOW_BITS = 0xFFFFFFFF
"""MinHash takes numbers of 32 bits."""


class Index:
    """Texts by their shingles, or by the `first` of them."""

    def __init__(self, *, bands: int, first: int | None = None) -> None:
        self._first = first
        self._bands = MinHashLSH(num_perm=bands * _BAND_ROWS, params=(bands, _BAND_ROWS))
        self._empty = MinHash(num_perm=bands * _BAND_ROWS, hashfunc=int)

    def find(self, number: int, hashes: Hashes) -> list[int]:
        """Return the numbers of earlier texts that probably share much with this one, in no order, and add this one."""
        if not len(hashes):
            return []
        sketch = self._empty.copy()
        sketch.update_batch((hashes[: self._first] & _LOW_BITS).tolist())
        found: list[int] = self._bands.query(sketch)
        self._bands.insert(number, sketch)
        return found
