"""The textbook rankers by name: from sentences to scores, higher is better.

All give sumy's scores. Where sumy loops over pairs of sentences in Python, or pays most of a second for importing
nltk, the same is computed here (`graph`, `frequency`); KL is sumy's own, fed with our words.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

from core.summary import frequency, graph
from core.summary.tokens import stemmer, words

_OURS: dict[str, Callable[[Sequence[Sequence[str]]], list[float]]] = {
    "lexrank": graph.lexrank,
    "textrank": graph.textrank,
    "lsa": graph.lsa,
    "luhn": frequency.luhn,
    "sumbasic": frequency.sumbasic,
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
