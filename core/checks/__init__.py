"""Checks: flag what looks doubtful in a translated sentence. Each module has one kind of check; all are run from here.

`confidence` combines the flags and the models' scores into one probability that a sentence does not mislead.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from math import exp

from core.article import Flag, FlagKind
from core.checks.dates import check_dates
from core.checks.idioms_and_cues import check_cues, check_idioms
from core.checks.length_and_repetition import check_length, check_repetition, check_truncated
from core.checks.misspelled_names import check_misspelled_names
from core.checks.names_and_addresses import check_addresses, check_names
from core.checks.negation import check_negation
from core.checks.non_words import check_non_words, dictionary
from core.checks.numbers import check_money, check_numbers
from core.checks.places import check_places
from core.checks.tokens import tokenize
from core.checks.untranslated import check_untranslated
from core.messages import Message

__all__ = ["check", "confidence", "load_tables"]


LONGEST = 20_000
"""Maximum characters of a sentence that are checked; a longer text is not a sentence, and its beginning is enough."""


def check(
    source: str,
    translation: str,
    source_language: str,
    target_language: str,
    *,
    score: float | None,
    truncated: bool,
) -> tuple[Flag, ...]:
    """Return the flags of a translated sentence, each with its kind and its reason in words; () if nothing looks wrong.

    Languages are ISO 639-1 codes. `score` is the model's mean log-probability per token, None if no model was used;
    `truncated` means that decoding stopped at its maximum length. Between languages whose profiles (`core.lang`) have
    the tables everything is checked; between others only what needs no grammar. Takes linear time; never raises.

    The model's attention is not used: where a name is left out, neighbouring words attend to it instead, so accepting
    names by attention would find 78 % of those left out instead of 86 %.
    """
    found = flags_by_check(source, translation, source_language, target_language, score=score, truncated=truncated)
    flags = dict.fromkeys(flag for flag, _ in found)
    # Drop a flag that a longer one repeats: « 40 euros » and « euros » that became pounds.
    return tuple(flag for flag in flags if not any(other.detail.endswith(f" {flag.detail}") for other in flags))


def flags_by_check(
    source: str,
    translation: str,
    source_language: str,
    target_language: str,
    *,
    score: float | None,
    truncated: bool,
) -> Iterator[tuple[Flag, str]]:
    """Yield what each check finds, and the check's name: that of its function in `core.checks`, without `check_`."""
    source_text = tokenize(source[:LONGEST], source_language)
    target_text = tokenize(translation[:LONGEST], target_language)
    yield from _named("truncated", check_truncated(source_text, target_text, stopped=truncated))
    for function in (
        check_addresses,
        check_numbers,
        check_money,
        check_dates,
        check_names,
        check_places,
        check_misspelled_names,
        check_negation,
    ):
        yield from _named(function.__name__, function(source_text, target_text))
    left = [*check_untranslated(source_text, target_text)]
    yield from _named("untranslated", left)
    for function in (*(() if left else (check_non_words,)), check_idioms, check_cues, check_repetition, check_length):
        yield from _named(function.__name__, function(source_text, target_text))
    if score is not None and score < (LOW_SCORE if len(source_text.tokens) > 1 else LOW_SCORE_WORD):
        yield Flag("low-score", Message("the model itself was unsure of this sentence")), "score"


def load_tables(text: str, source: str, target: str) -> None:
    """Load the tables that the checks use for a pair of languages, by checking a source text once.

    Otherwise the first real check would take a tenth of a second longer.
    """
    deque(flags_by_check(text, "", source, target, score=None, truncated=False), maxlen=0)
    dictionary(target)


def _named(name: str, flags: Iterable[Flag]) -> Iterator[tuple[Flag, str]]:
    return ((flag, name.removeprefix("check_")) for flag in flags)


LOW_SCORE = -0.8
"""Mean log-probability a token below which a sentence is flagged. Of 4,540 sentences of news and encyclopaedia that the
default pack translated at beam 2, 20 are below it, and three in four of these are wrong."""
LOW_SCORE_WORD = -1.0
"""The same for sentences of one word, which score low even when they are right."""

# The log-odds of misleading come from `quality_estimation.py`. These two calibrate them on 630 sentences of news,
# encyclopaedia and web pages that people rated right or misleading: of the sentences with a confidence below 0.5 seven
# in eight mislead, of those above 0.8 one in eight; AUC 0.85, flags included.
_LEVEL = 0.9
_SLOPE = 0.85
_MOST = 20.0
"""Log-odds are clipped to this magnitude."""
# What a flag of each kind adds to the log-odds of being right: a logistic regression fitted on wmt12 and flores-dev,
# with one error of `benchmarks/planted.py` planted in every other sentence (AUC for planted errors 0.94).
_FLAGS: dict[FlagKind, float] = {
    "number": -3.5,
    "date": -3.5,
    "name": -1.5,
    "negation": -2.1,
    "untranslated": -4.1,
    "repetition": -2.7,
    "length": -3.0,
    "truncated": -2.8,
    # Partly covered by the log-odds already, except for wrong senses and idioms that were translated word for word.
    "low-score": -1.5,
}
_UNFITTED = -1.5
"""The weight of a kind of flag that was not fitted: the same as the mildest fitted one."""


def confidence(flags: Iterable[Flag], log_odds: float) -> float:
    """Return the probability, from 0 to 1, that a translated sentence does not mislead.

    `flags` come from `check`; `log_odds`, those of misleading, from `core.checks.quality_estimation`. The probability
    is calibrated for the default French–English pack at its default beam; with other packs it still ranks sentences,
    but its absolute level may be off.
    """
    kinds = {flag.kind for flag in flags}
    right = _LEVEL - _SLOPE * max(-_MOST, min(_MOST, log_odds)) + sum(_FLAGS.get(kind, _UNFITTED) for kind in kinds)
    return 1 / (1 + exp(-right))
