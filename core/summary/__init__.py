"""The extractive summary of an article: which of its sentences, by a method of a name, under a budget, and why."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.article import Article, Sentence
from core.errors import UsageError
from core.messages import Message
from core.settings import SummarySettings
from core.summary import choice, news
from core.summary.boilerplate import is_boilerplate
from core.summary.keywords import Keyword, choose_keywords, knows, length, translated_keywords
from core.summary.news import Parts, Signals, signals

__all__ = ["METHODS", "Keyword", "Parts", "Reason", "Summary", "summarise"]


METHODS = ("news", "lead", "lexrank", "textrank", "lsa", "luhn", "sumbasic", "kl", "reduction")


_SUMMARISED = ("body", "quote", "list")
"""The kinds of paragraph that a summary is made of: no headline, no byline."""
_ENDLESS = 300
"""Characters from which a sentence must end like one."""
_ENDS = ".!?…»”\"')]"
_LONGEST = 150
"""Words: what goes on longer without a full stop is a list, a table or a transcript, and sums nothing up."""


_WHY = {
    "position": Message("comes early"),
    "centrality": Message("what the rest speaks of"),
    "title": Message("takes up the headline"),
    "entities": Message("names"),
    "day": Message("says when"),
    "opening": Message("leans on the sentence before"),
    "speaker": Message("speaks in person"),
}
"""The parts of a score, as people call them."""
_TELLING = 0.015
"""A part that is less tells nothing: a score is 0.1 to 0.5."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence was chosen."""

    sentence: str
    """Its id."""
    score: float
    """The method's own, higher is better; only scores of one article by one method compare."""
    parts: news.Parts | None
    """What the score is the sum of; None by methods other than `news`."""

    @property
    def why(self) -> tuple[str, ...]:
        """What weighs most in it, in words, the weightiest first; empty where nothing stands out."""
        if self.parts is None:
            return ()
        weights = {word: getattr(self.parts, part) for part, word in _WHY.items()}
        telling = [word for word, weight in weights.items() if abs(weight) >= _TELLING]
        return tuple(sorted(telling, key=lambda word: -abs(weights[word])))


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences that stand for the article."""

    method: str
    sentences: tuple[str, ...]
    """Their ids, in reading order; empty where the article has no sentence of its own to choose."""
    reasons: tuple[Reason, ...] = ()
    """One for each sentence, in the same order."""
    keywords: tuple[Keyword, ...] = ()
    """Words that the article is about, best first, at most 8."""


def doubtful(sentence: Sentence) -> float:
    """Return how little a translation is to be trusted by its flags: 0 or 1."""
    return float(bool(sentence.flags))


def summarise(
    article: Article,
    settings: SummarySettings,
    *,
    target: str | None = None,
    doubt: Callable[[Sentence], float] = doubtful,
) -> Summary:
    """Choose sentences of a segmented article that stand for it.

    The source is read, so that no translation bends the choice; only where nothing is known of its language, the
    translation, if `target` names the language of that. `doubt`, from 0 to 1, decides between equals.

    Raises UsageError for a method that does not exist.
    """
    if settings.method not in METHODS:
        raise UsageError(
            "--method", "no method {method!r}; there are {methods}", method=settings.method, methods=", ".join(METHODS)
        )
    candidates = candidates_of(article)
    if not candidates:
        return Summary(settings.method, ())
    language = article.language.code if article.language else "und"
    heading = next((one.sentences for one in article.paragraphs if one.kind == "heading"), ())
    texts, title = [one.source for one in candidates], " ".join(one.source for one in heading)
    translated = bool(target) and not knows(language) and all(map(is_translated, candidates))
    if target and translated:
        language = target
        texts = [one.translation or "" for one in candidates]
        title = " ".join(one.translation or "" for one in heading)
    seen, vocabulary = signals(texts, language, title)
    if settings.method == "news":
        parts = [news.parts(one, vocabulary, doubt(sentence)) for one, sentence in zip(seen, candidates, strict=True)]
        places = _optimum(news.matter(seen, parts, vocabulary), settings)
        reasons = tuple(Reason(candidates[place].id, parts[place].score, parts[place]) for place in places)
    else:
        lead = settings.method == "lead"
        rated = [1 / (1 + place) for place in range(len(seen))] if lead else _rated(settings.method, texts, language)
        doubts = list(map(doubt, candidates))
        ranked = sorted(range(len(rated)), key=lambda place: (-rated[place], 0 if lead else doubts[place], place))
        places = fitting(ranked, seen, settings, to_the_end=not lead)
        reasons = tuple(Reason(candidates[place].id, rated[place], None) for place in places)
    chosen = tuple(candidates[place].id for place in places)
    if translated:
        return Summary(settings.method, chosen, reasons, translated_keywords(vocabulary, candidates, language))
    return Summary(settings.method, chosen, reasons, choose_keywords(vocabulary, candidates, language, target))


def _rated(method: str, texts: Sequence[str], language: str) -> list[float]:
    from core.summary.classic import scores

    return scores(method, texts, language)


def is_translated(sentence: Sentence) -> bool:
    """Whether a sentence has a translation that is one."""
    return bool(sentence.translation) and sentence.origin != "source"


def candidates_of(article: Article) -> list[Sentence]:
    """Return the sentences of an article that may be chosen, each text once."""
    first: dict[str, Sentence] = {}
    for paragraph in article.paragraphs:
        if paragraph.kind in _SUMMARISED:
            for sentence in paragraph.sentences:
                if _is_sentence(sentence.source) and not is_boilerplate(sentence.source):
                    first.setdefault(" ".join(sentence.source.split()), sentence)
    return list(first.values())


def _is_sentence(source: str) -> bool:
    """Whether it is one that can be quoted: not too long, and no part of a text without full stops."""
    return length(source) <= _LONGEST and (len(source) < _ENDLESS or source[-1] in _ENDS)


def count_of(settings: SummarySettings, sentences: int) -> int:
    """Return how many sentences are wanted out of so many, where no number of words is set."""
    return settings.sentences if settings.ratio is None else max(1, math.ceil(settings.ratio * sentences))


def _optimum(matter: choice.Matter, settings: SummarySettings) -> list[int]:
    if settings.words is None:
        return choice.by_count(matter, count_of(settings, len(matter.lengths)))
    return choice.by_words(matter, settings.words)


def fitting(
    ranked: Sequence[int], seen: Sequence[Signals], settings: SummarySettings, *, to_the_end: bool = True
) -> list[int]:
    """Take from the best down while the budget lasts, over it only where that comes nearer; one sentence at least.

    The textbook methods rank sentences and say nothing of sets of them: there is no optimum to look for. Without
    `to_the_end` nothing is taken after the first that does not fit.
    """
    if settings.words is None:
        return sorted(ranked[: count_of(settings, len(seen))])
    taken: list[int] = []
    left, over = settings.words, choice.slack(settings.words)
    for place in ranked:
        own = seen[place].length
        if not taken or own <= left or own - left <= min(over, left):
            taken.append(place)
            left -= own
        elif not to_the_end:
            break
    return sorted(taken)
