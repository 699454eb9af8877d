"""The textbook rankers by name: from sentences to scores, higher is better.

All give sumy's scores. Where sumy loops over pairs of sentences in Python, or pays most of a second for importing
nltk, the same is computed here (here and in `graph`); KL is sumy's own, fed with our words.
"""

import heapq
import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from core.summary import graph
from core.summary.keywords import stemmer, words

_Stems = Sequence[str]

_GAP = 4
"""Luhn: so many words of no significance in a row end a cluster (sumy's, as Luhn 1958)."""
_REPEATED = 2
"""Luhn: a word is significant that comes so often in the text."""


def luhn(sentences: Sequence[_Stems]) -> list[float]:
    """The densest cluster of significant words: their number, squared, by the words that it spans."""
    counts = Counter(stem for sentence in sentences for stem in sentence)
    return [_densest([counts[stem] >= _REPEATED for stem in sentence]) for sentence in sentences]


def sumbasic(sentences: Sequence[_Stems]) -> list[float]:
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


def _mean(sentence: _Stems, likely: dict[str, float]) -> float:
    return sum(map(likely.__getitem__, sentence)) / len(sentence) if sentence else 0.0


def _densest(significant: Sequence[bool]) -> float:
    clusters: list[list[int]] = []
    for place in (place for place, counts in enumerate(significant) if counts):
        if clusters and place - clusters[-1][-1] <= _GAP:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return max((len(one) ** 2 / (one[-1] - one[0] + 1) for one in clusters if len(one) > 1), default=0.0)


_OURS: dict[str, Callable[[Sequence[Sequence[str]]], list[float]]] = {
    "lexrank": graph.lexrank,
    "textrank": graph.textrank,
    "lsa": graph.lsa,
    "luhn": luhn,
    "sumbasic": sumbasic,
    "reduction": graph.reduction,
}
CLASSIC = ("lexrank", "textrank", "lsa", "luhn", "sumbasic", "kl", "reduction")


def scores(method: str, sentences: Sequence[str], language: str) -> list[float]:
    """Return a score for each sentence, higher is better; by place where the method knows no difference.

    Each text is to occur once: sumy takes equal sentences for one.
    """
    stem = stemmer(language)
    # KL counts words as they are; the others count stems.
    stems = [words(text, language) if method == "kl" else tuple(map(stem, words(text, language))) for text in sentences]
    found = [0.0] * len(sentences)
    if any(stems):
        found = _OURS[method](stems) if method in _OURS else _kl(stems)
    # Sentences that share no word have no rank in some methods (not a number): then place decides.
    return [0.0] * len(found) if any(map(math.isnan, found)) else found


def _kl(given: Sequence[Sequence[str]]) -> list[float]:
    """Let sumy score sentences whose words are given: no tokenizer, which would download data, and no stop words.

    Minutes at 1,000 sentences: each turn compares every sentence, with all those taken, to the whole text.
    """
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.kl import KLSummarizer

    # The text stands for the place, so that no two sentences are one to sumy.
    sentences = [Sentence(str(place), _Given(words)) for place, words in enumerate(given)]
    found = [0.0] * len(sentences)

    def keep(infos: list[Any]) -> list[Any]:
        for info in infos:
            found[info.order] = float(info.rating)
        return infos

    KLSummarizer()(ObjectDocumentModel([Paragraph(sentences)]), keep)
    return found


class _Given:
    """What sumy's Sentence asks for its words."""

    def __init__(self, given: Sequence[str]) -> None:
        self._given = tuple(given)

    def to_words(self, _text: str) -> tuple[str, ...]:
        return self._given
