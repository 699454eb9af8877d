"""Measure the checks: planted errors that are found, right sentences that are flagged, and their cost."""

import time
from collections import Counter
from collections.abc import Callable
from itertools import product
from random import Random
from statistics import median
from typing import NamedTuple

from benchmarks.pairs import PAIRS
from benchmarks.planted import SEEDS
from core.article import Flag
from core.checks import check, confidence
from core.translation import Translator

_ROUNDS = 3
"""How often each kind of error is planted in each pair, each time elsewhere."""
_MEDIAN_ODDS = -0.9
"""Log-odds of misleading at the median of the default pack: they cannot help to tell right from wrong here."""
WIDE = frozenset({"end cut off", "half missing", "clause left in French", "words repeated", "word left in French"})
"""Errors that damage much of a sentence, so that other flags beside them may be right as well."""


class Planted(NamedTuple):
    """A correct translation with one error planted in it."""

    error: str
    kinds: frozenset[str]
    """Kinds of flag; at least one of them must be raised."""
    source: str
    spoilt: str


def planted() -> list[Planted]:
    """Plant every error in every pair that has a place for it, reproducibly."""
    planted_pairs = []
    for error, (plant, kinds) in SEEDS.items():
        for number, ((source, english), again) in enumerate(product(PAIRS, range(_ROUNDS))):
            result = plant(source, english, Random(7 * number + again))
            if result is not None and result != english:
                planted_pairs.append(Planted(error, kinds, source, result))
    return list(dict.fromkeys(planted_pairs))


def flags(source: str, translation: str) -> tuple[Flag, ...]:
    """Check a French sentence and its English, without scores of a model."""
    return check(source, translation, "fr", "en", score=None, truncated=False)


def measure() -> dict[str, object]:
    """Measure recall by kind of error, precision by kind of flag, false alarms, and the confidence's area under ROC."""
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    raised: Counter[str] = Counter()
    wrong = []
    for error, kinds, source, translation in planted():
        seen = flags(source, translation)
        total[error] += 1
        found[error] += any(flag.kind in kinds for flag in seen)
        wrong.append(confidence(seen, _MEDIAN_ODDS))
        if error not in WIDE:
            there = {flag.kind for flag in seen}
            raised.update(there)
            right.update(there & kinds)
    whole = [flags(source, english) for source, english in PAIRS]
    sure = [confidence(seen, _MEDIAN_ODDS) for seen in whole]
    return {
        "planted": len(wrong),
        "recall": {error: found[error] / count for error, count in total.items()},
        "precision": {kind: right[kind] / count for kind, count in raised.items()},
        "false_alarms": sum(map(bool, whole)) / len(whole),
        "auc": sum((r > w) + (r == w) / 2 for r, w in product(sure, wrong)) / len(sure) / len(wrong),
    }


def cost(translator: Translator) -> dict[str, float]:
    """Measure the processor time of checking as a share of that of translating the same sentences."""
    sentences = [("fr", source) for source, _ in PAIRS]
    for _ in translator.translate(sentences[:1]):
        pass

    def translating() -> None:
        for _ in translator.translate(sentences):
            pass

    def checking() -> None:
        for source, english in PAIRS:
            flags(source, english)

    checking()
    return {"checks_share": median(_busy(checking) / _busy(translating) for _ in range(3))}


def _busy(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
