"""Extractive summary of an article: a named method chooses sentences within a budget, and gives reasons."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.article import Article, Sentence
from core.errors import UsageError
from core.messages import Message
from core.settings import SummarySettings
from core.summary import choice, news
from core.summary.boilerplate import is_boilerplate
from core.summary.keywords import Keyword, choose_keywords, knows, length, translated_keywords
from core.summary.news import Parts, sentence_features

__all__ = ["METHODS", "Keyword", "Parts", "Reason", "Summary", "summarise"]


METHODS = ("news", "lead", "lexrank", "textrank", "lsa", "luhn", "sumbasic", "kl", "reduction")
"""The names of the methods; from the third on they are those of `core.summary.textbook_rankers`, which is loaded when
one of them is used."""


_SUMMARISED = ("body", "quote", "list")
"""The kinds of paragraph that a summary chooses from: no headline, no byline."""
_NEEDS_END_MARK = 300
"""Characters from which a sentence must have an end mark."""
_END_MARKS = ".!?…»”\"')]"
_LEADS_ON = (":", ",", "：", "，", "،")
"""Ends of a text that only introduces or greets: « Les résultats : », « Mesdames, Messieurs, »."""
_ENTRY_WORDS = 6
"""Maximum words of an item without an end mark that is no sentence: « Vigny - Montal : 3-2 »."""
_COMPLETE = f"{_END_MARKS}:;。！？؟।"
_MAX_WORDS = 150
"""Maximum words of a sentence: a longer one is a list, a table or a transcript, and no use for a summary."""


_WHY = {
    "position": Message("near the top"),
    "centrality": Message("central to the article"),
    "title": Message("shares words with the headline"),
    "entities": Message("has names"),
    "day": Message("gives a day"),
    "opening": Message("needs the sentence before it"),
    "speaker": Message("in the first or second person"),
}
"""The parts of a score, in words for people."""
_MIN_WEIGHT = 0.015
"""Minimum weight of a part that is named as a reason; a score is 0.1 to 0.5."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence was chosen."""

    sentence: str
    """Its id."""
    score: float
    """Higher is better; comparable only within one article and method."""
    parts: news.Parts | None
    """The parts whose sum is the score; None for methods other than `news`."""

    @property
    def why(self) -> tuple[str, ...]:
        """The parts with the largest weights, in words, largest first; empty if none is large enough."""
        if self.parts is None:
            return ()
        weights = {word: getattr(self.parts, part) for part, word in _WHY.items()}
        telling = [word for word, weight in weights.items() if abs(weight) >= _MIN_WEIGHT]
        return tuple(sorted(telling, key=lambda word: -abs(weights[word])))


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences chosen to summarise the article."""

    method: str
    sentences: tuple[str, ...]
    """Their ids, in reading order; empty if the article has no sentence to choose."""
    reasons: tuple[Reason, ...] = ()
    """One for each sentence, in the same order; the pieces of one have the same."""
    keywords: tuple[Keyword, ...] = ()
    """Words that the article is about, best first, at most 8."""


def doubtful(sentence: Sentence) -> float:
    """Return the doubt in a translation from its flags: 1 if it has any, else 0."""
    return float(bool(sentence.flags))


def summarise(
    article: Article,
    settings: SummarySettings,
    *,
    target: str | None = None,
    doubt: Callable[[Sentence], float] = doubtful,
) -> Summary:
    """Choose sentences that summarise a segmented article.

    The choice is made from the source, so that it does not depend on the translation; from the translation only if its
    language, `target`, is known better than the source's. `doubt`, from 0 to 1, decides between equals.

    Raises UsageError for a method that does not exist.
    """
    if settings.method not in METHODS:
        raise UsageError(
            "--method", "no method {method!r}; there are {methods}", method=settings.method, methods=", ".join(METHODS)
        )
    whole = _candidates(article)
    candidates = [pieces[0] for pieces in whole]
    if not candidates:
        return Summary(settings.method, ())
    language = article.language.code if article.language else "und"
    heading = next((paragraph.sentences for paragraph in article.paragraphs if paragraph.kind == "heading"), ())
    texts, title = list(map(_text, whole)), " ".join(sentence.source for sentence in heading)
    translated = bool(target) and not knows(language) and all(map(is_translated, candidates))
    if target and translated:
        language = target
        texts = [" ".join(sentence.translation or "" for sentence in pieces) for pieces in whole]
        title = " ".join(sentence.translation or "" for sentence in heading)
    seen, vocabulary = sentence_features(texts, language, title)
    if settings.method == "news":
        parts = [
            news.score_parts(signals, vocabulary, doubt(sentence))
            for signals, sentence in zip(seen, candidates, strict=True)
        ]
        places = choice.best_set(news.matter(seen, parts, vocabulary), settings)
        reasons = tuple(
            Reason(piece.id, parts[place].score, parts[place]) for place in places for piece in whole[place]
        )
    else:
        from core.summary.textbook_rankers import scores

        lead = settings.method == "lead"
        scored = [1 / (1 + place) for place in range(len(seen))] if lead else scores(settings.method, texts, language)
        doubts = list(map(doubt, candidates))
        lengths = [sentence.length for sentence in seen]
        ranked = sorted(range(len(scored)), key=lambda place: (-scored[place], 0 if lead else doubts[place], place))
        places = choice.best_within_budget(ranked, lengths, settings, to_the_end=not lead)
        reasons = tuple(Reason(piece.id, scored[place], None) for place in places for piece in whole[place])
    chosen = tuple(reason.sentence for reason in reasons)
    if translated:
        return Summary(settings.method, chosen, reasons, translated_keywords(vocabulary, candidates, language))
    return Summary(settings.method, chosen, reasons, choose_keywords(vocabulary, candidates, language, target))


def is_translated(sentence: Sentence) -> bool:
    """Whether a sentence was translated, rather than passed through."""
    return bool(sentence.translation) and sentence.origin != "source"


def candidates_of(article: Article) -> list[Sentence]:
    """Return the sentences of an article that may be chosen, each text once; of a sentence in pieces, the first one."""
    return [pieces[0] for pieces in _candidates(article)]


def _candidates(article: Article) -> list[tuple[Sentence, ...]]:
    """Return what may be chosen: sentences, and sentences in pieces, as segmentation cuts those that are too long."""
    first: dict[str, tuple[Sentence, ...]] = {}
    entries, seen = set[str](), set[str]()
    for paragraph in article.paragraphs:
        if paragraph.kind in _SUMMARISED:
            for pieces in _whole(paragraph.sentences):
                text = _text(pieces)
                if text not in seen and _is_sentence(text) and not is_boilerplate(text):
                    first[text] = pieces
                if paragraph.kind == "list" and text in first and _is_entry(text):
                    entries.add(text)
                seen.add(text)
    complete = [pieces for text, pieces in first.items() if not text.endswith(_LEADS_ON) and text not in entries]
    return complete or list(first.values())


def _is_entry(text: str) -> bool:
    """Whether an item of a list is an entry of a table, a result or the like, and no sentence."""
    # What a bracket ends, such as « Votants : 24 690 (34,67 %) », is judged by what is in it.
    return " | " in text or (text.rstrip(")]")[-1:] not in _COMPLETE and length(text) <= _ENTRY_WORDS)


def _whole(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    """Put the pieces of a sentence together: one without an end mark, and the next in small letters."""
    pieces: list[Sentence] = []
    for sentence in sentences:
        if pieces and (pieces[-1].source[-1:] in _COMPLETE or not sentence.source[:1].islower()):
            yield tuple(pieces)
            pieces = []
        pieces.append(sentence)
    if pieces:
        yield tuple(pieces)


def _text(pieces: Sequence[Sentence]) -> str:
    return " ".join(word for piece in pieces for word in piece.source.split())


def _is_sentence(source: str) -> bool:
    """Whether a text can be quoted as a sentence: not too long, and not part of a text without full stops."""
    return length(source) <= _MAX_WORDS and (len(source) < _NEEDS_END_MARK or source[-1] in _END_MARKS)
