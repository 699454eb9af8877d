"""Dictionaries: is this a word of English, or of French? From pyspellchecker's dictionaries, read when first asked."""

import gzip
import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from core.lang import find
from core.lang.letters import fold
from core.lang.lexicon import word_list

_FREQUENT = 200_000
"""Count from which a word is one of the thousand and some that carry the grammar and the small talk."""
_PREFIX = re.compile(
    "(?:anti|auto|bi|bio|cardio|co|counter|cyber|de|dis|eco|electro|euro|extra|geo|hydro|hyper|immuno|infra|inter|intra"
    "|macro|mega|meta|micro|mini|mis|mono|multi|nano|neo|neuro|non|paleo|para|photo|poly|post|pre|pro|proto|pseudo"
    "|psycho|quasi|radio|re|retro|semi|socio|sub|super|techno|tele|thermo|trans|tri|ultra|un|uni|vice)"
    r"(?=\w{4})"
)
_BRITISH = (
    ("is", "iz"), ("ys", "yz"), ("our", "or"), ("ae", "e"), ("oe", "e"), ("ence", "ense"), ("sce", "ske"), ("ll", "l"),
    ("tre", "ter"), ("bre", "ber"), ("mme", "m"), ("ogue", "og"), ("ity", "ty"),
)  # fmt: skip
"""Spellings of British wires, and those of the list, which is American."""
_ENDINGS = ("s", "es", "ed", "ing", "ly", "ness", "less", "like")
_HALF = 4
"""Letters of the shorter half of a word that two words make: backline, warehouse."""


class Dictionary:
    """The words of one language, in small letters."""

    def __init__(self, entries: dict[str, int]) -> None:
        """Take words, in small letters, and their counts."""
        self._words = frozenset(entries)
        self.frequent = frozenset(word for word, count in entries.items() if count >= _FREQUENT)
        """The most frequent ones: grammar and common verbs."""

    def __contains__(self, word: str) -> bool:
        """Whether a word, in small letters, is listed as it stands."""
        return word in self._words

    def derives(self, word: str) -> bool:
        """Whether an English word is listed, or regularly made of listed ones: spelling, prefix, ending, compound."""
        if word in self._words or word in _recent():
            return True
        if any(ours in word and word.replace(ours, theirs) in self._words for ours, theirs in _BRITISH):
            return True
        if (prefix := _PREFIX.match(word)) and self.derives(word[prefix.end() :]):
            return True
        for ending in _ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= _HALF and (stem in self._words or stem + "e" in self._words):
                return True
        cuts = range(_HALF, len(word) - _HALF + 1)
        return any(word[:cut] in self._words and word[cut:] in self._words for cut in cuts)


@cache
def _recent() -> frozenset[str]:
    """Return words that wires use and the list, made from older text, lacks: burkini, jihadist, podcast."""
    return frozenset(find("en").read("recent.txt").split())


@cache
def dictionary(language: str) -> Dictionary:
    """Return the list of a language (ISO 639-1: de, en, es, fr, it, nl, pt); an empty one where there is none.

    The English one has 160,000 words and takes a twentieth of a second to read.
    """
    spec = find_spec("spellchecker")  # the package itself is not imported: its data is all that is needed
    if spec is None or spec.origin is None:
        return Dictionary({})
    file = Path(spec.origin).parent / "resources" / f"{language}.json.gz"
    if not file.is_file():
        return Dictionary({})
    return Dictionary(json.loads(gzip.decompress(file.read_bytes())))


@cache
def misspelt(word: str, language: str) -> bool:
    """Whether a word, in small letters, is in no list of a language and one slip away from a word of its list."""
    listed, common = dictionary(language), word_list(language)
    if not common or len(word) <= 2 or word in listed or word in common:
        return False
    if word.replace("œ", "oe") in listed or dictionary("en").derives(word) or dictionary("en").derives(fold(word)):
        return False
    # An accent alone seldom leads a model astray.
    close = _close(word, listed)
    return bool(close) and fold(word) not in map(fold, close)


def _close(word: str, listed: Dictionary) -> list[str]:
    """Return the listed words that one letter changed, added, dropped or exchanged with its neighbour makes of it."""
    letters = "abcdefghijklmnopqrstuvwxyzàâçèéêëîïôùûœ"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    slips = {head + tail[1:] for head, tail in cuts if tail}
    slips |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    slips |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in letters}
    slips |= {head + letter + tail for head, tail in cuts for letter in letters}
    return [slip for slip in slips if slip in listed]
