"""Luhn and SumBasic: the scores that sumy 0.13 gives, without its searches through all words and all sentences.

Each takes the sentences' stems and returns one score a sentence; the tests hold them against sumy's own classes.
"""

from collections import Counter, defaultdict
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
    holders: dict[str, list[int]] = defaultdict(list)
    for place, sentence in enumerate(sentences):
        for stem in set(sentence):
            holders[stem].append(place)
    # Only the sentences that share a word with the one just taken change.
    means = [_mean(sentence, likely) for sentence in sentences]
    left = dict.fromkeys(range(len(sentences)))
    scores = [0.0] * len(sentences)
    for turn in range(len(sentences)):
        # Of equals the first, as `left` keeps the order of the text.
        taken = max(left, key=means.__getitem__)
        del left[taken]
        scores[taken] = -float(turn)
        for stem in sentences[taken]:
            likely[stem] *= likely[stem]
        for place in {place for stem in set(sentences[taken]) for place in holders[stem]}:
            means[place] = _mean(sentences[place], likely)
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
