"""Run all checks on one translated sentence."""

from collections.abc import Iterator

from core.article import Flag
from core.checks.confidence import LOW_SCORE, LOW_SCORE_WORD
from core.checks.cues import cues
from core.checks.dates import dates
from core.checks.idioms import idioms
from core.checks.length import length, truncated
from core.checks.misspelled_names import misspelled_names
from core.checks.money import money
from core.checks.names import addresses, names
from core.checks.negation import negation
from core.checks.non_words import non_words
from core.checks.numbers import numbers
from core.checks.repetition import repetition
from core.checks.text import Text, read
from core.checks.untranslated import untranslated as untranslated_words

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
    ours, theirs = read(source[:LONGEST], source_language), read(translation[:LONGEST], target_language)
    flags = dict.fromkeys(_found(ours, theirs, score, stopped=truncated))
    # Drop a flag that a longer one repeats: « 40 euros » and « euros » that became pounds.
    return tuple(one for one in flags if not any(other.detail.endswith(f" {one.detail}") for other in flags))


def _found(source: Text, target: Text, score: float | None, *, stopped: bool) -> Iterator[Flag]:
    yield from truncated(source, target, stopped=stopped)
    yield from addresses(source, target)
    yield from numbers(source, target)
    yield from money(source, target)
    yield from dates(source, target)
    yield from names(source, target)
    yield from misspelled_names(source, target)
    yield from negation(source, target)
    left = [*untranslated_words(source, target)]
    yield from left
    if not left:
        yield from non_words(source, target)
    yield from idioms(source, target)
    yield from cues(source, target)
    yield from repetition(source, target)
    yield from length(source, target)
    if score is not None and score < (LOW_SCORE if len(source.tokens) > 1 else LOW_SCORE_WORD):
        yield Flag("low-score", "the model itself was unsure of this sentence")
