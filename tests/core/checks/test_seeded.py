"""How many planted errors are found, of each kind, and how often a flag is right: our own pairs, our own errors.

`pytest -s tests/core/checks/test_seeded.py` prints the tables.
"""

from collections import Counter
from itertools import product
from random import Random

import pytest
from asking import flags, show
from seeded import SEEDS

from benchmarks.pairs import PAIRS
from core.checks import confidence

ROUNDS = 3
# Errors that take much of a sentence with them: whatever else is flagged then may be right as well.
WIDE = {"end cut off", "half missing", "clause left in French", "words repeated", "word left in French"}
RECALL = {
    **dict.fromkeys(SEEDS, 1.0),
    "name dropped": 0.85,
    "negation dropped": 0.90,
    "negation invented": 0.80,
    "words repeated": 0.97,
    "half missing": 0.85,
    "word left in French": 0.50,
    "clause left in French": 0.80,
}
"""The least share of planted errors that must be found."""
PRECISION = {"number": 1.0, "date": 0.99, "name": 0.95, "negation": 0.99}
AUC = 0.90


@pytest.fixture(scope="module")
def planted() -> list[tuple[str, frozenset[str], str, str]]:
    """(error, the kinds of which one must be raised, source, spoilt translation)."""
    made = []
    for name, (plant, kinds) in SEEDS.items():
        for number, ((source, english), again) in enumerate(product(PAIRS, range(ROUNDS))):
            spoilt = plant(source, english, Random(7 * number + again))
            if spoilt is not None and spoilt != english:
                made.append((name, kinds, source, spoilt))
    return list(dict.fromkeys(made))


def test_no_right_translation_is_flagged():
    assert [(source, flags(source, english)) for source, english in PAIRS if flags(source, english)] == []


def test_planted_errors_are_found(planted):
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for name, kinds, source, spoilt in planted:
        total[name] += 1
        found[name] += any(flag.kind in kinds for flag in flags(source, spoilt))
    show(f"\n{'planted error':24} {'count':>5} {'recall':>7}")
    for name, count in total.items():
        show(f"{name:24} {count:5} {found[name] / count:7.3f}")
    assert {name for name in total if found[name] / total[name] < RECALL[name]} == set()
    assert set(total) == set(SEEDS)


def test_flags_are_of_the_kind_of_the_error(planted):
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for name, kinds, source, spoilt in planted:
        if name in WIDE:
            continue
        for kind in {flag.kind for flag in flags(source, spoilt)}:
            (right if kind in kinds else wrong)[kind] += 1
    show(f"\n{'kind':14} {'right':>5} {'wrong':>5} {'precision':>9}")
    for kind in sorted(right | wrong):
        show(f"{kind:14} {right[kind]:5} {wrong[kind]:5} {right[kind] / (right[kind] + wrong[kind]):9.3f}")
    assert {kind for kind, least in PRECISION.items() if right[kind] < least * (right[kind] + wrong[kind])} == set()


def test_confidence_tells_right_from_wrong(planted):
    # The score is what the default pack gives at the median; it cannot help here.
    right = [confidence(flags(source, english), score=-0.4) for source, english in PAIRS]
    wrong = [confidence(flags(source, spoilt), score=-0.4) for _name, _kinds, source, spoilt in planted]
    auc = sum((r > w) + (r == w) / 2 for r, w in product(right, wrong)) / len(right) / len(wrong)
    show(f"\nconfidence: AUC {auc:.3f} on {len(wrong)} planted errors and {len(right)} right translations")
    assert auc > AUC
