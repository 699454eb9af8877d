"""The textbook rankers by name: they score sentences, higher is better.

All give the same scores as sumy 0.13, which loops over pairs of sentences in Python and takes most of a second to
import nltk, so they are implemented here again; only KL calls sumy, with our words. LexRank, TextRank, reduction and
LSA take the sentences' stems and return one score for each sentence, equal to sumy's up to rounding; tests compare them
with sumy's classes. At 1,000 sentences sumy takes 7-24, 5, 11 and 4 seconds.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.summary.keywords import stemmer, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Row = tuple[NDArray[np.intp], Numbers]

Stems = Sequence[str]

_THRESHOLD = 0.1
"""LexRank: sentences less alike than this are not linked (sumy's, after Erkan and Radev 2004)."""
_LEXRANK_STEP = 0.1
_TEXTRANK_STEP = 1e-4
"""The iteration ends when a step is at most this long (both from sumy)."""
_DAMPING = 0.85
_NO_DIVISION_BY_ZERO = 1e-7
_SMOOTH = 0.4
"""LSA: the weight of a word that a sentence does not have (sumy's)."""


def lexrank(sentences: Sequence[Stems]) -> list[float]:
    """Centrality among the sentences whose tf-idf cosine is above 0.1; NaN where no word tells them apart."""
    import numpy as np

    found = Counter(stem for sentence in sentences for stem in set(sentence))
    idf = {stem: math.log(len(sentences) / (1 + count)) for stem, count in found.items()}
    vectors = []
    for sentence in sentences:
        counts = Counter(sentence)
        most = max(counts.values(), default=1)
        vector = {stem: count / most * idf[stem] for stem, count in counts.items()}
        norm = math.sqrt(sum(weight * weight for weight in vector.values()))
        vectors.append({stem: weight / norm for stem, weight in vector.items()} if norm else {})
    linked = [np.flatnonzero(row > _THRESHOLD) for row in _scalar_products(vectors)]
    graph = _Graph([(columns, np.ones(len(columns))) for columns in linked])
    rank = np.full(len(vectors), 1 / len(vectors))
    step = 1.0
    while step > _LEXRANK_STEP:
        following = graph.times(rank / np.maximum(graph.totals, 1))
        with np.errstate(invalid="ignore"):
            following /= np.linalg.norm(following)
        step = float(np.linalg.norm(following - rank))
        rank = following
    return [float(score) for score in rank]


def textrank(sentences: Sequence[Stems]) -> list[float]:
    """PageRank over the words that sentences share, by the logarithms of their lengths (Mihalcea, Tarau 2004)."""
    import numpy as np

    graph = _Graph([*_shared_words(sentences, one_word=lambda shared: shared)])
    count = len(sentences)
    rank = np.full(count, 1 / count)
    step = 1.0
    while step > _TEXTRANK_STEP:
        passed_on = graph.times(rank / (graph.totals + _NO_DIVISION_BY_ZERO))
        following = (1 - _DAMPING) / count * rank.sum() + _DAMPING * passed_on
        step = float(np.linalg.norm(following - rank))
        rank = following
    return [float(score) for score in rank]


def reduction(sentences: Sequence[Stems]) -> list[float]:
    """Sum of the links of a sentence to all others (A. Fish, github.com/adamfabish/Reduction)."""
    rows = _shared_words(sentences, one_word=lambda shared: 0 * shared)
    return [float(weights[columns != place].sum()) for place, (columns, weights) in enumerate(rows)]


def lsa(sentences: Sequence[Stems]) -> list[float]:
    """Steinberger and Ježek's latent semantic score, as sumy computes it.

    sumy keeps every dimension of the decomposition; what it then calls the rank of a sentence, the root of
    Σ σ²v², is exactly the length of the sentence's column of weights. No decomposition is needed for that.
    """
    vocabulary = len({stem for sentence in sentences for stem in sentence})
    ranks = []
    for sentence in sentences:
        counts = Counter(sentence)
        most = max(counts.values(), default=0)
        squares = sum((_SMOOTH + (1 - _SMOOTH) * count / most) ** 2 for count in counts.values())
        ranks.append(math.sqrt(squares + (vocabulary - len(counts)) * _SMOOTH**2) if most else 0.0)
    return ranks


class _Graph:
    """A symmetric sparse matrix."""

    def __init__(self, rows: Sequence["Row"]) -> None:
        import numpy as np

        self._columns = np.concatenate([columns for columns, _ in rows])
        self._weights = np.concatenate([weights for _, weights in rows])
        self._owners = np.repeat(np.arange(len(rows)), [len(columns) for columns, _ in rows])
        self._size = len(rows)
        self.totals = np.bincount(self._owners, self._weights, self._size).astype(float)
        """The sum of each row, as floats (for no rows, bincount returns integers)."""

    def times(self, vector: "Numbers") -> "Numbers":
        """Multiply by a vector."""
        import numpy as np

        return np.bincount(self._owners, self._weights * vector[self._columns], self._size).astype(float)


def _shared_words(sentences: Sequence[Stems], one_word: Callable[["Numbers"], "Numbers"]) -> Iterator["Row"]:
    """Yield the links of each sentence: pairs of equal words, divided by the sum of the logarithms of both lengths.

    For two sentences of one word that sum is 0; `one_word` then gives the weight.
    """
    import numpy as np

    logs = np.log(np.maximum([len(sentence) for sentence in sentences], 1))
    for row, log in zip(_scalar_products([Counter(sentence) for sentence in sentences]), logs, strict=True):
        columns = np.flatnonzero(row)
        shared, norms = row[columns], logs[columns] + log
        yield columns, np.where(norms > 0, shared / np.where(norms > 0, norms, 1), one_word(shared))


def _scalar_products(vectors: Sequence[Mapping[str, float]]) -> Iterator["Numbers"]:
    """Yield the scalar products of each sentence with all sentences, itself included, one row at a time."""
    import numpy as np

    holders: dict[str, list[int]] = defaultdict(list)
    values: dict[str, list[float]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for stem, value in vector.items():
            holders[stem].append(place)
            values[stem].append(value)
    index = {stem: (np.array(holders[stem]), np.array(values[stem], float)) for stem in holders}
    for vector in vectors:
        row = np.zeros(len(vectors))
        for stem, value in vector.items():
            places, others = index[stem]
            row[places] += value * others
        yield row


_GAP = 4
"""Luhn: a cluster ends after so many insignificant words in a row (as in sumy and Luhn 1958)."""
_REPEATED = 2
"""Luhn: minimum occurrences of a significant word in the text."""


def luhn(sentences: Sequence[Stems]) -> list[float]:
    """The densest cluster of significant words: their number, squared, by the words that it spans."""
    counts = Counter(stem for sentence in sentences for stem in sentence)
    return [_densest([counts[stem] >= _REPEATED for stem in sentence]) for sentence in sentences]


def sumbasic(sentences: Sequence[Stems]) -> list[float]:
    """Minus the turn at which a sentence is taken: the one with the most probable words first, which then count less.

    Nenkova and Vanderwende 2005, without their condition that the likeliest word be in it, as in sumy.
    """
    counts = Counter(stem for sentence in sentences for stem in sentence)
    total = sum(counts.values())
    probability = {stem: count / total for stem, count in counts.items()}
    # Means only decrease, so compute a sentence's mean again only when it is first; of equals the earlier wins.
    queue = [(-_mean(sentence, probability), place) for place, sentence in enumerate(sentences)]
    heapq.heapify(queue)
    scores = [0.0] * len(sentences)
    turn = 0
    while queue:
        before, place = heapq.heappop(queue)
        now = -_mean(sentences[place], probability)
        if now > before:
            heapq.heappush(queue, (now, place))
            continue
        scores[place] = -float(turn)
        turn += 1
        for stem in sentences[place]:
            probability[stem] *= probability[stem]
    return scores


def _mean(sentence: Stems, probability: dict[str, float]) -> float:
    return sum(map(probability.__getitem__, sentence)) / len(sentence) if sentence else 0.0


def _densest(significant: Sequence[bool]) -> float:
    clusters: list[list[int]] = []
    for place in (place for place, counts in enumerate(significant) if counts):
        if clusters and place - clusters[-1][-1] <= _GAP:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return max(
        (len(cluster) ** 2 / (cluster[-1] - cluster[0] + 1) for cluster in clusters if len(cluster) > 1), default=0.0
    )


def scores(method: str, sentences: Sequence[str], language: str) -> list[float]:
    """Return a score for each sentence, higher is better; all 0 where the method has no result.

    Each text must occur only once: sumy treats equal sentences as one.
    """
    stem = stemmer(language)
    # KL counts words as they are; the others count stems.
    stems = [words(text, language) if method == "kl" else tuple(map(stem, words(text, language))) for text in sentences]
    found = RANKERS[method](stems) if any(stems) else [0.0] * len(sentences)
    # In some methods sentences that share no word have no rank (NaN): then their order decides.
    return [0.0] * len(found) if any(map(math.isnan, found)) else found


def kl(given: Sequence[Sequence[str]]) -> list[float]:
    """Let sumy score sentences whose words are given: no tokenizer, which would download data, and no stop words.

    Minutes at 1,000 sentences: each turn compares every sentence, with all those taken, to the whole text.
    """
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.kl import KLSummarizer

    # The index serves as the text, so that sumy never takes two sentences for one.
    sentences = [Sentence(str(place), _FixedTokenizer(words)) for place, words in enumerate(given)]
    found = [0.0] * len(sentences)

    def keep(infos: list[Any]) -> list[Any]:
        for info in infos:
            found[info.order] = float(info.rating)
        return infos

    KLSummarizer()(ObjectDocumentModel([Paragraph(sentences)]), keep)
    return found


class _FixedTokenizer:
    """A tokenizer for sumy's Sentence that returns given words."""

    def __init__(self, given: Sequence[str]) -> None:
        self._given = tuple(given)

    def to_words(self, _text: str) -> tuple[str, ...]:
        return self._given


RANKERS: dict[str, Callable[[Sequence[Stems]], list[float]]] = {
    "lexrank": lexrank,
    "textrank": textrank,
    "lsa": lsa,
    "luhn": luhn,
    "sumbasic": sumbasic,
    "kl": kl,
    "reduction": reduction,
}
"""By the name of the method; `kl` takes words where the others take stems."""
