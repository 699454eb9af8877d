"""Sentences to scores: the methods by name, each a function from sentences to one score a sentence.

`lead` takes them by place, `lexrank` is reckoned here, the others are sumy's, fed with our own sentences and words.
"""

import functools
import math
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from core.summary.tokens import stemmer, words

Choice = Callable[[list[int]], list[int]]
"""From sentence numbers, best first, to those that fit the budget."""

_SUMY = {
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
}

METHODS = ("lead", "lexrank", *_SUMY)


def choose(method: str, sentences: Sequence[str], language: str, choice: Choice) -> list[int]:
    """Return the numbers of the sentences that a method puts first and `choice` takes, in reading order."""
    if method == "lead":
        return sorted(choice(list(range(len(sentences)))))
    if method == "lexrank":
        return sorted(choice(_by_lexrank(sentences, language)))
    module, name = _SUMY[method]
    summariser = getattr(import_module(f"sumy.summarizers.{module}"), name)(stemmer(language))
    # The words come without stop words already.
    summariser.stop_words = frozenset()
    document, places = _document(sentences, language)
    if not any(sentence.words for sentence in document.sentences):
        return sorted(choice(list(range(len(sentences)))))

    def take(infos: list[Any]) -> list[Any]:
        # Sentences that share no word have no rank in some methods (not a number): then place decides.
        if any(math.isnan(info.rating) for info in infos):
            infos = sorted(infos, key=lambda info: int(info.order))
        by_place = {places[id(info.sentence)]: info for info in infos}
        return [by_place[place] for place in choice(list(by_place))]

    import numpy as np

    with np.errstate(all="ignore"):
        return sorted(places[id(sentence)] for sentence in summariser(document, take))


def _by_lexrank(sentences: Sequence[str], language: str) -> list[int]:
    """Return the numbers of the sentences, the most central first; of equals, the earlier."""
    from core.summary.lexrank import lexrank

    stem = stemmer(language)
    scores = lexrank([[stem(word) for word in words(text, language)] for text in sentences])
    return sorted(range(len(sentences)), key=lambda place: -scores[place])


def _document(sentences: Sequence[str], language: str) -> tuple[Any, dict[int, int]]:
    """Build sumy's document of our sentences, without its tokenizer, which would download data."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    tokenizer = _Tokenizer(language)
    ours = [Sentence(text, tokenizer) for text in sentences]
    return ObjectDocumentModel([Paragraph(ours)]), {id(sentence): place for place, sentence in enumerate(ours)}


class _Tokenizer:
    """What sumy's Sentence asks for its words."""

    def __init__(self, language: str) -> None:
        self.to_words = functools.partial(words, language=language)
