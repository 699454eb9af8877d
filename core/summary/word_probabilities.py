"""For each word of an article, the probability that a person who summarises it uses the word.

Two logistic models of a few things that any language shows. A word that carries meaning is expected when many
sentences have it, when it comes early, in the headline, or as a name; a word of grammar, when the article has many of
it and its kind is that of reports. The idea is Hong and Nenkova's (EACL 2014). Weights are rounded coefficients of
logistic regressions on the words of OrangeSum articles against their abstracts; those of the even rows and of the odd
ones differ by a quarter at most.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from core.lang import profile_of
from core.lang.counting import numerals

_BASE = -3.2
_ARTICLE = -0.35
"""Times the logarithm of the number of the article's sentences: a longer article has more words that do not fit."""
_SPREAD = 1.5
"""Times the logarithm of the number of sentences that have the word."""
_EARLY = 3.2
"""Times 1 / (1 + place / 4), place that of the word's first sentence …"""
_EARLY_FALL = 4
# … but less for the very first of a text without a headline, which may go on from one that was cut off: French papers
# keep their standfirst apart from the text. `SummaryWords.first_sentence`, times 1 / (1 + place). With a headline the
# first sentence is the lead, and in other languages it is so mostly (a prior: only French could be measured).
_NAME = 0.5
"""Figures, and the length of a word, were tried beside this and have no weight."""
_TITLE = 1.0
"""For a word of the headline. A prior: OrangeSum comes without headlines."""

_GRAMMAR = 0.0
_DENSITY = 1.2
"""Times the logarithm of the word's occurrences per sentence of the article."""
_REPETITION = (0.0, -1.9, -3.2)
"""For a word of grammar in a summary for the first, the second, the third time; it is not counted further."""
_REPORT = 0.9
_COMMENT = -0.5
_HIRAGANA = re.compile("[\u3041-\u309f]+")
_KEYWORD_SENTENCES = 2
"""A word that is in so many sentences can be a keyword for that alone."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """The probability that a summary has a word, as the sum of its parts."""

    base: float
    """That of any word of the article."""
    position: float
    """It comes early."""
    spread: float
    """Other sentences have it too."""
    title: float
    """The headline has it."""
    name: float
    """It is a name."""

    @property
    def total(self) -> float:
        """The probability itself, from 0 to 1."""
        return self.base + self.position + self.spread + self.title + self.name


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """The words of one sentence."""

    words: Sequence[str]
    """Those that carry meaning, as they stand."""
    stems: Sequence[str]
    """Of these, in the same order."""
    names: frozenset[str]
    """The stems of those that are names."""
    grammar: Sequence[str]
    """The others."""


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The words of one article."""

    content: dict[str, Expectation]
    """By stem."""
    grammar: dict[str, tuple[float, ...]]
    """By word: the chances that a summary has it once, twice, three times."""
    surface: dict[str, str]
    """Stem to its most frequent form."""
    spread: dict[str, int]
    """Stem to the number of sentences that have it."""

    @classmethod
    def of(
        cls, sentences: Sequence[SentenceWords], language: str, title: frozenset[str] = frozenset()
    ) -> "ArticleWords":
        """Weigh the words of an article; `title` are the stems of its headline, empty if there is none."""
        spread: Counter[str] = Counter()
        first: dict[str, int] = {}
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        grammar: Counter[str] = Counter()
        for place, sentence in enumerate(sentences):
            spread.update(dict.fromkeys(sentence.stems, 1))  # not a set: its order changes from run to run
            grammar.update(sentence.grammar)
            for word, stem in zip(sentence.words, sentence.stems, strict=True):
                first.setdefault(stem, place)
                forms[stem][word] += 1
        named = frozenset().union(*(sentence.names for sentence in sentences))
        surface = {stem: found.most_common(1)[0][0] for stem, found in forms.items()}
        size = max(1, len(sentences))
        known = profile_of(language).summary
        cut = 0.0 if title else known.first_sentence
        content = {}
        for stem, count in spread.items():
            place = first[stem]
            content[stem] = _divided(
                base=_BASE + _ARTICLE * math.log(size),
                position=_EARLY / (1 + place / _EARLY_FALL) + cut / (1 + place),
                spread=_SPREAD * math.log(count),
                title=_TITLE * (stem in title),
                name=_NAME * (stem in named),
            )
        kinds = {word: _REPORT * (word in known.report) + _COMMENT * (word in known.comment) for word in grammar}
        return cls(
            content,
            {
                word: tuple(
                    _probability(_GRAMMAR + _DENSITY * math.log(count / size) + kinds[word] + again)
                    for again in _REPETITION[:count]
                )
                for word, count in grammar.items()
            },
            surface,
            dict(spread),
        )

    def keywords(self, count: int, language: str) -> tuple[str, ...]:
        """Return the stems that the article is most about, best first, at most `count`; no numbers, days or months.

        Words of two sentences, of the headline, and names; where there are none, any. Ties go by the order of the text.
        Pairs of hiragana are endings and particles rather than words.
        """
        dates = profile_of(language).dates
        counting = {*(profile_of(language).summary.numerals or numerals(language)), *dates.months, *dates.weekdays}
        words = [
            stem
            for stem in self.content
            if len(stem) > 1
            and not stem[0].isdigit()
            and self.surface[stem] not in counting
            and not _HIRAGANA.fullmatch(stem)
        ]
        telling = [
            stem
            for stem in words
            if self.spread[stem] >= _KEYWORD_SENTENCES or self.content[stem].title or self.content[stem].name
        ]
        return tuple(sorted(telling or words, key=lambda stem: -self.content[stem].total)[:count])


def _probability(evidence: float) -> float:
    return 1 / (1 + math.exp(-evidence))


def _divided(base: float, position: float, spread: float, title: float, name: float) -> Expectation:
    """Divide the probability above the base in proportion to the evidence, so that the parts add up to the whole."""
    least, evidence = _probability(base), position + spread + title + name
    slope = (_probability(base + evidence) - least) / evidence if abs(evidence) > 1e-9 else least * (1 - least)
    return Expectation(least, slope * position, slope * spread, slope * title, slope * name)
