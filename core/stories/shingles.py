"""A text as the set of its runs of words, and how much two texts share."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.stories.text import folded

Hashes = NDArray[np.uint64]

WORDS = 4
"""A shingle's length. Two reports on one event share few runs of four words; two versions of one report, most."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(33)


def shingles(words: Sequence[str]) -> Hashes:
    """Return the hashes of a text's shingles, each once, in the order in which they first come.

    A text shorter than a shingle is one of its own.
    """
    if not words:
        return np.empty(0, np.uint64)
    hashes = np.fromiter(map(_word, words), np.uint64, len(words))
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


def shared(one: Hashes, other: Hashes) -> int:
    """Return how many shingles two texts have in common."""
    return len(np.intersect1d(one, other, assume_unique=True))


def fingerprint(words: Sequence[str]) -> int:
    """Return a hash of a whole sentence."""
    return _hash(" ".join(map(folded, words)))


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> int:
    return _hash(folded(word))


def _hash(text: str) -> int:
    # Not Python's own, which is another in every process.
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")
