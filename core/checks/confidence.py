"""The probability that a translated sentence is right, from the model's score and the flags of the checks."""

from collections.abc import Iterable
from math import exp

from core.article import Flag, FlagKind

LOW_SCORE = -0.8
"""Mean log-probability per token below which the model is unsure. Of 4,540 sentences of news and encyclopaedia
translated by the default pack at beam 2, 20 lie below, and three quarters of them are wrong. Sentences of one word
score low even when they are right: their limit is −1.0."""
LOW_SCORE_WORD = -1.0

# A logistic regression (L2, weight 0.3) fitted on three quarters of wmt12 and flores-dev, translated by the default
# pack (OPUS-MT fr-en, int8, beam 2). Right: chrF of 55 and more against the reference; wrong: chrF below 40 and,
# with a weight of 0.1 each, right ones in which one error was planted (as in `benchmarks/planted.py`). On the other
# quarter, predicted and observed shares of right ones differ by 0.04 on average above 0.5; AUC 0.72 for real
# translations (the score alone: 0.71), 0.94 for planted errors. Tried and left out: the log of the length, which
# only repeats that chrF favours long sentences, and the share of unaligned words, which tells nothing (AUC 0.50).
_BIAS = 4.0
_SCORE = 7.5
_USUAL = -0.4
"""The median score, used where there is none."""
_FLAGS: dict[FlagKind, float] = {
    "number": -3.5,
    "date": -3.5,
    "name": -1.5,
    "negation": -2.1,
    "untranslated": -4.1,
    "repetition": -2.7,
    "length": -3.0,
    "truncated": -2.8,
    # The score itself accounts for it.
    "low-score": 0.0,
}
_UNFITTED = -1.5
"""The weight of a kind of flag that was not fitted: that of the mildest one."""


def confidence(flags: Iterable[Flag], *, score: float | None) -> float:
    """Return the probability, from 0 to 1, that a sentence is translated correctly.

    `flags` are those of `check`; `score` is the model's mean log-probability per token, None if there is none.
    Calibrated for the default French–English pack; for others the order of sentences holds, the level may not.
    """
    kinds = {flag.kind for flag in flags}
    odds = (
        _BIAS
        + _SCORE * (_USUAL if score is None else max(score, -3.0))
        + sum(_FLAGS.get(kind, _UNFITTED) for kind in kinds)
    )
    return 1 / (1 + exp(-odds))
