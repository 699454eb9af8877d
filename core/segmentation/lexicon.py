"""The words of one language that decide whether a full stop ends a sentence."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.segmentation.words import AMBIGUOUS, COMMON, LANGUAGES


class Lexicon(NamedTuple):
    """Sets of words, all without their full stop."""

    bound: frozenset[str]
    """Always bound to what follows: titles before a name (`M. Dupont`), `cf. infra`."""
    numbered: frozenset[str]
    """Bound to a number (`art. 12`, `janv. 2020`, `No. 5`); before anything else they are plain words."""
    inner: frozenset[str]
    """Usually inside a sentence: they end one only where the next word is an opener."""
    final: frozenset[str]
    """Often last in a sentence: they end it where a capital follows (`etc.`, `J.-C.`, `p.m.`)."""
    openers: frozenset[str]
    """Words of the closed classes, in small letters: written with a capital, they begin a sentence."""
    particles: frozenset[str]
    """Openers that are also the first word of a surname: after an initial, `Le Drian` is a name."""
    enumerated: frozenset[str]
    """Nouns that a letter may follow as a number would (`le plan B`); that letter is no initial."""
    divided: frozenset[str]
    """Units that a smaller one may follow without its name: `18 h. 45`, `9 s. 86`, `1 m. 85`."""
    ordinals: frozenset[str]
    """Words that an ordinal with a full stop follows: `der 3. Platz`."""
    months: frozenset[str]
    """Months that have such an ordinal before them: `3. März`."""
    after_hour: frozenset[str]
    """What may follow `a.m.` and `p.m.` with a capital in the same sentence: weekdays, time zones."""
    said: frozenset[str]
    """Verbs after the name of who asked or cried: "Why?" John Smith asked."""

    def opens(self, word: str) -> bool:
        """Whether a word, met with a capital, begins sentences rather than names."""
        return word.lower().replace("’", "'") in self.openers


_MUST_BE_SAFE = ("bound", "inner", "ordinals")
"""Kinds that hide a sentence's end where a plain word is taken for one of them."""


@cache
def lexicon(code: str) -> Lexicon:
    """Collect the words of a language (ISO 639-1); of one without lists, those that are safe in all."""
    known = LANGUAGES.get(code)
    lists = (COMMON, *(known or (words for group in LANGUAGES.values() for words in group)))
    ambiguous = frozenset() if known else frozenset(_forms(AMBIGUOUS))

    def collect(kind: str) -> frozenset[str]:
        words = frozenset(form for listed in lists for form in _forms(listed.get(kind, "")))
        return words - ambiguous if kind in _MUST_BE_SAFE else words

    return Lexicon(*(collect(kind) for kind in Lexicon._fields))


def _forms(words: str) -> Iterator[str]:
    """Yield each entry, the same with a first capital, and in capitals."""
    for word in words.split():
        yield from (word, word[0].upper() + word[1:], word.upper())
