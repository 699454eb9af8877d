"""What the default method sees in each sentence: its words, names, days, voice. Measured here, weighed in `news`."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from core.lang import find
from core.summary.expectation import Told, Vocabulary
from core.summary.keywords import length, split, stemmer, words

_INNER_WORD = re.compile(r"(?<=[^\W_])[,;]?\s+(?:[ldLD]['’])?([^\W_][\w'’-]*)")
"""A word that follows another in its sentence: a capital there is a name's, and not the sentence's."""
_SHOUTED = 0.5
"""With more than this share of its words capitalised, a text says nothing by its capitals."""
_OPENING_MARKS = r"[\s\"'«»“”‘’„(\[–—-]*"
# An elided word (« c' ») ends in its apostrophe and not at the end of a word.
_END = r"(?:(?<=['’])|(?!\w))"


@dataclass(frozen=True, slots=True)
class Signals:
    """One sentence as it is seen."""

    length: int
    """Words, as `wc` counts."""
    stems: frozenset[str]
    """Its different words that carry meaning."""
    grammar: dict[str, int]
    """The others, and how often each comes."""
    day: bool
    """Names a day: news rather than background."""
    dependent: bool
    """Opens with a pronoun or connective that needs the sentence before it."""
    speaker: bool
    """Has a first or second person in it."""


def signals(sentences: Sequence[str], language: str, title: str = "") -> tuple[list[Signals], Vocabulary]:
    """Measure every sentence of an article, in time proportional to its length; and its words."""
    stem, seen = stemmer(language), _patterns(language)
    told = [_told(text, language, stem) for text in sentences]
    vocabulary = Vocabulary.of(told, language, frozenset(map(stem, words(title, language))))
    found = [
        Signals(
            length=length(text),
            stems=frozenset(one.stems),
            grammar=dict(Counter(one.grammar)),
            day=seen.day is not None and seen.day.search(text) is not None,
            dependent=seen.dependent is not None and seen.dependent.match(text) is not None,
            speaker=seen.speaker is not None and seen.speaker.search(text) is not None,
        )
        for text, one in zip(sentences, told, strict=True)
    ]
    return found, vocabulary


def _told(text: str, language: str, stem: Callable[[str], str]) -> Told:
    found, grammar = split(text, language)
    return Told(found, tuple(map(stem, found)), frozenset(map(stem, _names(text, language))), grammar)


class _Patterns(NamedTuple):
    dependent: re.Pattern[str] | None
    speaker: re.Pattern[str] | None
    day: re.Pattern[str] | None


@cache
def _patterns(language: str) -> _Patterns:
    """Compile the lists of a language; None for those that it lacks."""
    known = find(language)
    days = (*known.dates.weekday_names(), *known.dates.near_days) if known.dates.near_days else ()
    return _Patterns(
        _compiled(_OPENING_MARKS, known.summary.dependent, _END),
        _compiled(r"(?<!\w)", known.summary.speaker, _END),
        _compiled(r"(?<!\w)", "|".join(days), r"(?!\w)"),
    )


def _compiled(before: str, words: str, after: str) -> re.Pattern[str] | None:
    return re.compile(f"{before}(?:{words}){after}", re.IGNORECASE) if words else None


def _names(text: str, language: str) -> tuple[str, ...]:
    """Return the words that are names by their capital, lower case; the first word of a sentence tells nothing."""
    if find(language).capital_nouns:
        return ()
    inner: list[str] = _INNER_WORD.findall(text)
    capitalised = [word for word in inner if word[0].isupper()]
    if len(capitalised) > _SHOUTED * len(inner):
        return ()
    return tuple(found for word in capitalised for found in words(word, language))
