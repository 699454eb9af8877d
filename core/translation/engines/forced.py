"""Scores of given translations, from CTranslate2."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from core.translation.engines import base
from core.translation.engines.base import TokenScores
from core.translation.engines.batches import Pieces, wait_for

_BATCH: Final = 32
"""Pairs scored in one call, at most."""


def score_pairs(
    translator: Any, pairs: Sequence[tuple[Pieces, Pieces]], cancelled: base.Cancelled
) -> list[TokenScores | None]:
    """Score the second side of each pair given the first; None where either is empty.

    Only pairs whose two sides are of the same two lengths travel together: nothing is padded, so what a pair scores
    does not depend on its company. Lone pairs take no more processor time for it.
    """
    found: list[TokenScores | None] = [None] * len(pairs)
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, (source, target) in enumerate(pairs):
        if source and target:
            groups[len(source), len(target)].append(place)
    running: list[tuple[list[int], list[Any]]] = []
    for places in groups.values():
        for start in range(0, len(places), _BATCH):
            batch = places[start : start + _BATCH]
            results = translator.score_batch(
                [pairs[place][0] for place in batch],
                [pairs[place][1] for place in batch],
                max_input_length=0,
                asynchronous=True,
            )
            running.append((batch, results))
    for batch, results in running:
        for place, result in zip(batch, results, strict=True):
            found[place] = TokenScores(tuple(pairs[place][1]), tuple(wait_for(result, cancelled).log_probs))
    return found
