"""The project's own method, `news`: what each sentence of a wire is worth, and why.

The worth is an estimate of the share of a sentence's words that someone who sums the article up would use too:
a sum of a few parts, each of which can be shown to the reader. The weights are rounded coefficients of a ridge
regression on 200 OrangeSum articles (the tuning half), whose target is the share of a sentence's words and pairs
of words that its abstract has. Length in words, quotation marks and figures alone were tried and gave nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.summary.signals import Signals

_BASE = 0.14
_EARLY = 0.055
"""Times 1 / (1 + place / 5): halved at the sixth sentence. From 3 to 8 it makes no difference."""
_EARLY_FALL = 5
_SALIENT = 0.65
"""Times the mean expectation of its content words, 0.05 to 0.3 as a rule: the strongest single signal."""
_CENTRAL = 0.03
_ENTITIES = 0.05
"""Times the share of names and figures, up to 0.4: beyond it is a list."""
_MOST_ENTITIES = 0.4
_DAY = 0.03
_DEPENDENT = -0.015
_SPEAKER = -0.045
_TITLE = 0.08
"""Times the share of the headline's words. A prior: OrangeSum comes without headlines."""
_DOUBT = -0.004
"""For a doubtful translation: decides between equals, about a tenth of the spread between sentences."""
_LEAST = 0.01
_FULL_LENGTH = 10
"""Words: in a summary of a number of sentences, shorter ones count in proportion. Tuning half, 10 to 15."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a sentence's score is made of: each part as it enters the sum."""

    position: float
    """Near the top."""
    words: float
    """Has the words that the article is about."""
    centrality: float
    """Resembles the other sentences."""
    title: float
    """Takes up the headline."""
    entities: float
    """Names and figures."""
    day: float
    """Says on which day."""
    opening: float
    """Opens with a pronoun or a connective that needs the sentence before: 0 or less."""
    speaker: float
    """Speaks in the first or second person: 0 or less."""
    doubt: float
    """Its translation is doubtful: 0 or less."""

    @property
    def score(self) -> float:
        """The expected share of the sentence's words that a summary by hand would have: about 0.1 to 0.5."""
        return max(
            _LEAST,
            _BASE
            + self.position
            + self.words
            + self.centrality
            + self.title
            + self.entities
            + self.day
            + self.opening
            + self.speaker
            + self.doubt,
        )


def parts(sentence: Signals, doubt: float = 0.0) -> Parts:
    """Weigh what is seen in a sentence; `doubt` from 0 to 1 is how little its translation is to be trusted."""
    return Parts(
        position=_EARLY / (1 + sentence.place / _EARLY_FALL),
        words=_SALIENT * sentence.salience,
        centrality=_CENTRAL * sentence.centrality,
        title=_TITLE * sentence.title,
        entities=_ENTITIES * min(_MOST_ENTITIES, sentence.entities),
        day=_DAY if sentence.day else 0.0,
        opening=_DEPENDENT if sentence.dependent else 0.0,
        speaker=_SPEAKER if sentence.speaker else 0.0,
        doubt=_DOUBT * doubt if doubt else 0.0,
    )


def counted(scores: Sequence[float], sentences: Sequence[Signals]) -> list[float]:
    """Return what sentences are worth one by one, for a budget of sentences."""
    return [
        score * min(sentence.length, _FULL_LENGTH) / _FULL_LENGTH
        for score, sentence in zip(scores, sentences, strict=True)
    ]
