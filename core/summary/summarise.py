"""The summary of an article: which of its sentences, under a budget."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.article import Article, Sentence
from core.errors import UsageError
from core.settings import SummarySettings
from core.summary.rankers import METHODS, choose

_SUMMARISED = ("body", "quote", "list")
"""The kinds of paragraph that a summary is made of: no headline, no byline."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences that stand for the article."""

    method: str
    sentences: tuple[str, ...]
    """Their ids, in reading order; empty where the article has no sentence of its own to choose."""


def summarise(article: Article, settings: SummarySettings) -> Summary:
    """Choose the sentences of a segmented article; reads the source, so that no translation bends the choice.

    Raises UsageError for a method that does not exist.
    """
    if settings.method not in METHODS:
        raise UsageError("--method", f"no method {settings.method!r}; there are {', '.join(METHODS)}")
    candidates = _candidates(article)
    if not candidates:
        return Summary(settings.method, ())
    language = article.language.code if article.language else "und"
    sources = [sentence.source for sentence in candidates]
    places = choose(settings.method, sources, language, lambda ranked: _fitting(ranked, sources, settings))
    return Summary(settings.method, tuple(candidates[place].id for place in places))


def _candidates(article: Article) -> list[Sentence]:
    """Return the sentences that may be chosen, each text once."""
    first: dict[str, Sentence] = {}
    for paragraph in article.paragraphs:
        if paragraph.kind in _SUMMARISED:
            for sentence in paragraph.sentences:
                if any(map(str.isalpha, sentence.source)):
                    first.setdefault(sentence.source, sentence)
    return list(first.values())


def _fitting(ranked: list[int], sources: Sequence[str], settings: SummarySettings) -> list[int]:
    """Take from the best down while the budget lasts; one sentence at least."""
    if settings.words is None:
        ratio = settings.ratio
        return ranked[: settings.sentences if ratio is None else max(1, math.ceil(ratio * len(sources)))]
    taken: list[int] = []
    left = settings.words
    for place in ranked:
        length = len(sources[place].split())
        if length <= left or not taken:
            taken.append(place)
            left -= length
    return taken
