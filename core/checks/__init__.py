"""Checks: what looks doubtful in a translated sentence; a module a kind, all of them run here."""

from collections.abc import Iterable, Iterator

from core.article import Flag
from core.checks.confidence import LOW_SCORE, LOW_SCORE_WORD, confidence
from core.checks.dates import dates
from core.checks.idioms import cues, idioms
from core.checks.length_and_repetition import length, repetition
from core.checks.length_and_repetition import truncated as cut_short
from core.checks.misspelled_names import misspelled_names
from core.checks.money import money
from core.checks.names import addresses, names
from core.checks.negation import negation
from core.checks.non_words import non_words
from core.checks.numbers import numbers
from core.checks.places import places
from core.checks.text import read
from core.checks.untranslated import untranslated
from core.messages import Message

__all__ = ["check", "confidence"]


LONGEST = 20_000
"""Characters of a sentence that are checked; anything longer is not a sentence, and its beginning is enough."""


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

    The model's attention is not used. Where a name is left out, the words beside the gap attend to it: excusing names
    by attention finds 78 % of those left out instead of 86 %.
    """
    found = flags_by_check(source, translation, source_language, target_language, score=score, truncated=truncated)
    flags = dict.fromkeys(flag for flag, _ in found)
    # Drop a flag that a longer one repeats: « 40 euros » and « euros » that became pounds.
    return tuple(one for one in flags if not any(other.detail.endswith(f" {one.detail}") for other in flags))


def flags_by_check(
    source: str,
    translation: str,
    source_language: str,
    target_language: str,
    *,
    score: float | None,
    truncated: bool,
) -> Iterator[tuple[Flag, str]]:
    """Give what each check finds, and the check's name: that of its module or its function in `core.checks`."""
    ours, theirs = read(source[:LONGEST], source_language), read(translation[:LONGEST], target_language)
    yield from _named("truncated", cut_short(ours, theirs, stopped=truncated))
    for one in (addresses, numbers, money, dates, names, places, misspelled_names, negation):
        yield from _named(one.__name__, one(ours, theirs))
    left = [*untranslated(ours, theirs)]
    yield from _named("untranslated", left)
    for one in (*(() if left else (non_words,)), idioms, cues, repetition, length):
        yield from _named(one.__name__, one(ours, theirs))
    if score is not None and score < (LOW_SCORE if len(ours.tokens) > 1 else LOW_SCORE_WORD):
        yield Flag("low-score", Message("the model itself was unsure of this sentence")), "score"


def _named(name: str, flags: Iterable[Flag]) -> Iterator[tuple[Flag, str]]:
    return ((flag, name) for flag in flags)
