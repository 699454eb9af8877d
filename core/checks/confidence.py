"""Confidence: one probability that a translated sentence does not mislead, from the models and the checks' flags."""

from collections.abc import Iterable
from math import exp

from core.article import Flag, FlagKind

LOW_SCORE = -0.8
"""Mean log-probability a token below which the model is unsure. Of 4,540 sentences of news and encyclopaedia put
through the default pack at beam 2, 20 lie below, and three in four of them are wrong; sentences of one word
score low when they are right, and are let off to −1.0."""
LOW_SCORE_WORD = -1.0

# The log-odds of misleading come from `doubt.py`; these two bring them to the level seen on 347 sentences of news and
# encyclopaedia that were read and judged, by ten folds: of 37 sentences below 0.5 three in four mislead, of 24 above
# 0.9 one in twelve; AUC of misleading against right 0.83.
_LEVEL = 1.2
_SLOPE = 0.65
_MOST = 20.0
"""Log-odds beyond which nothing more is said."""
# What a flag takes from the log-odds of being right: a logistic regression fitted on wmt12 and flores-dev with one
# error of `benchmarks/planted.py` planted in every other sentence (AUC for planted errors 0.94).
_FLAGS: dict[FlagKind, float] = {
    "number": -3.5,
    "date": -3.5,
    "name": -1.5,
    "negation": -2.1,
    "untranslated": -4.1,
    "repetition": -2.7,
    "length": -3.0,
    "truncated": -2.8,
    # In part what the log-odds say already; a wrong sense or an idiom taken by its words they do not. By ten folds.
    "low-score": -1.0,
}
_UNFITTED = -1.5
"""The weight of a kind of flag that was not fitted: that of the mildest one."""


def confidence(flags: Iterable[Flag], log_odds: float) -> float:
    """Return the probability, from 0 to 1, that a translated sentence does not mislead.

    `flags` are those of `check`; `log_odds` are those of its misleading, from `doubt` or `at_first_sight`. Calibrated
    for the default French–English pack at its default beam; for others its order holds, its level may not.
    """
    kinds = {flag.kind for flag in flags}
    right = _LEVEL - _SLOPE * max(-_MOST, min(_MOST, log_odds)) + sum(_FLAGS.get(kind, _UNFITTED) for kind in kinds)
    return 1 / (1 + exp(-right))
