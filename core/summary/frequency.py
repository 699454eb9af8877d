"""Luhn and SumBasic: the scores that sumy 0.13 gives, without its searches through all words and all sentences.

Each takes the sentences' stems and returns one score a sentence; the tests hold them against sumy's own classes.
"""

import heapq
from collections import Counter
from collections.abc import Sequence

Stems = Sequence[str]

_GAP = 4
"""Luhn: so many words of no significance in a row end a cluster (sumy's, as Luhn 1958)."""
_REPEATED = 2
"""Luhn: a word is significant that comes so often in the text."""


def luhn(sentences: Sequence[Stems]) -> list[float]:
    """The densest cluster of significant words: their number, squared, by the words that it spans."""
    counts = Counter(stem for sentence in sentences for stem in sentence)
    return [_densest([counts[stem] >= _REPEATED for stem in sentence]) for sentence in sentences]


def sumbasic(sentences: Sequence[Stems]) -> list[float]:
    """Minus the turn at which a sentence is taken: the one of the likeliest words first, whose words then count less.

    Nenkova and Vanderwende 2005, without their condition that the likeliest word be in it, as in sumy.
    """
    counts = Counter(stem for sentence in sentences for stem in sentence)
    total = sum(counts.values())
    likely = {stem: count / total for stem, count in counts.items()}
    # A mean only falls, so a sentence is weighed anew when its turn comes; of equals the first goes first.
    queue = [(-_mean(sentence, likely), place) for place, sentence in enumerate(sentences)]
    heapq.heapify(queue)
    scores = [0.0] * len(sentences)
    turn = 0
    while queue:
        before, place = heapq.heappop(queue)
        now = -_mean(sentences[place], likely)
        if now > before:
            heapq.heappush(queue, (now, place))
            continue
        scores[place] = -float(turn)
        turn += 1
        for stem in sentences[place]:
            likely[stem] *= likely[stem]
    return scores


def _mean(sentence: Stems, likely: dict[str, float]) -> float:
    return sum(map(likely.__getitem__, sentence)) / len(sentence) if sentence else 0.0


def _densest(significant: Sequence[bool]) -> float:
    clusters: list[list[int]] = []
    for place in (place for place, counts in enumerate(significant) if counts):
        if clusters and place - clusters[-1][-1] <= _GAP:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return max((len(one) ** 2 / (one[-1] - one[0] + 1) for one in clusters if len(one) > 1), default=0.0)
