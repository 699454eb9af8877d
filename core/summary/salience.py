"""Which words an article is about: each stem's expectation to be used by someone who sums the article up.

A logistic model of a few things that any language shows: how many sentences have the word, how early it comes,
whether it is a name. The idea is Hong and Nenkova's (EACL 2014).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

# Fitted by logistic regression on the words of 200 OrangeSum articles against their abstracts (tuning half).
_BASE = -3.4
_SENTENCES = 1.5
"""For the logarithm of the number of sentences that have the word …"""
_ARTICLE = -0.35
"""… beside that of the article's own sentences."""
_EARLY = 3.6
"""Times 1 / (1 + place / 4), place that of the word's first sentence …"""
_EARLY_FALL = 4
_FIRST = -1.8
"""… but less for the very first of a text without a headline, which goes on from one that was cut off. Times
1 / (1 + place). With a headline the first sentence is the lead."""
_NAME = 0.5
_KEYWORD_SENTENCES = 2
"""A keyword comes in two sentences at least, where any word does."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The content words of one article."""

    salience: dict[str, float]
    """Stem to expectation, 0 to 1."""
    surface: dict[str, str]
    """Stem to its most frequent form."""
    spread: dict[str, int]
    """Stem to the number of sentences that have it."""

    @classmethod
    def of(
        cls,
        words: Sequence[Sequence[str]],
        stems: Sequence[Sequence[str]],
        names: Sequence[frozenset[str]],
        *,
        cut: bool = True,
    ) -> "Vocabulary":
        """Weigh the words of an article's sentences; `names` are the stems that each has as names.

        `cut` says that the text has no headline.
        """
        spread: Counter[str] = Counter()
        first: dict[str, int] = {}
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for place, (surfaces, own) in enumerate(zip(words, stems, strict=True)):
            spread.update(tuple(dict.fromkeys(own)))  # not a set: its order changes from run to run
            for surface, stem in zip(surfaces, own, strict=True):
                first.setdefault(stem, place)
                forms[stem][surface] += 1
        named = frozenset().union(*names)
        size = math.log(max(1, len(stems)))
        salience = {}
        for stem, count in spread.items():
            place = first[stem]
            evidence = _BASE + _SENTENCES * math.log(count) + _ARTICLE * size + _NAME * (stem in named)
            evidence += _EARLY / (1 + place / _EARLY_FALL) + cut * _FIRST / (1 + place)
            salience[stem] = 1 / (1 + math.exp(-evidence))
        return cls(salience, {stem: found.most_common(1)[0][0] for stem, found in forms.items()}, dict(spread))

    def keywords(self, count: int) -> tuple[str, ...]:
        """Return the words that the article is most about, best first, in their most frequent form, lower case.

        Numbers are none. At most `count`; ties go by the order of the text.
        """
        most = max(self.spread.values(), default=0)
        able = [
            stem
            for stem in self.salience
            if self.spread[stem] >= min(_KEYWORD_SENTENCES, most) and not stem[0].isdigit() and len(stem) > 1
        ]
        return tuple(self.surface[stem] for stem in sorted(able, key=lambda stem: -self.salience[stem])[:count])
