"""Quality estimation: how likely a translation misleads, from the scores that one or two models give its words.

The weights are those of logistic regressions (L2). They were fitted on sentences of news, encyclopaedia, web pages and
wires, whose translations by the default pack were read and rated right, clumsy or misleading. A clumsy sentence counts
as 0.4 misleading, with half the weight; so do, in weight, wires that we wrote ourselves. Each set of sentences was left
out in turn, and its sentences were predicted with weights fitted on the others. The area under the curve, misleading
against right, was 0.75 for the score and the length alone, 0.79 with the translating model's scores of the words, and
0.81 with those of the reverse model too.

Tried without gain: the frequency of words, a classifier of words instead of sentences, whether doubtful words of both
sides correspond, misspelt sources, the model's scores of the same words without their source, or with a source in small
letters.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import log

from core.article import Flag
from core.checks.idioms_and_cues import unrendered_words
from core.checks.non_words import dictionary, misspelt
from core.checks.number_readings import UNITS
from core.checks.tokens import ScoredWord, scored_words, tokenize, words_of
from core.lang import profile_of
from core.lang.letters import fold
from core.messages import Message
from core.packs.metadata import SPACE
from core.translation.engines import TokenScores

_NO_TRACE = -12.0
"""Log-probability, in the reverse model, below which a source word counts as lost in the English. A common word has
about −1 if it was translated."""
LIMIT = 0.6
"""Log-odds of misleading above which a translation is flagged. In 100 articles of news, with some 870 right sentences,
the doubts flag 14 of these; with 0.45 (and 1.2 and 1.45 for the next two) 21, and 19 more that are not right."""
LIMIT_UNNAMED = 1.3
"""The same if both models scored it and no word of the source is unlikely: then the English is most often one of
several right wordings."""
LIMIT_ALONE = 1.6
"""The same if only the translating model scored it."""
_MISSPELT = 0.2
"""Log-odds from which misspelt words of the source are named: the models translate most misspelt words correctly."""
_NOTHING_KNOWN = -99.0
"""Log-odds if no model scored the translation: far below every limit."""
_FAINT = -6.0
"""Log-probability, in the reverse model, below which a source word is named as doubtful."""
_WEAK = -1.0
"""Log-probability, in the translating model, below which an English word is named as doubtful."""
_NAMED = 3
"""Maximum words of either side that one flag names."""


class _WordKind(Enum):
    """The kind of a word: scores mean something different for each."""

    CONTENT = auto()
    COGNATE = auto()
    """A content word that begins like one on the other side."""
    COPY = auto()
    """A word in small letters that is on both sides."""
    NAME = auto()
    COPIED_NAME = auto()
    UNKNOWN = auto()
    """In no word list: misspelt, foreign, or made up."""
    GRAMMAR = auto()
    SPEECH = auto()
    """A verb of saying: English says `said` for all of them."""
    NUMBER = auto()


@dataclass(frozen=True, slots=True)
class QualityEstimate:
    """The estimated quality of one translated sentence, and the words that lower it."""

    log_odds: float
    """Log-odds that it misleads a reader."""
    weak: tuple[str, ...] = ()
    """English words that the translating model found unlikely, the unlikeliest first."""
    faint: tuple[str, ...] = ()
    """Source words that the reverse model found unlikely, given the English."""
    without_trace: tuple[str, ...] = ()
    """Those of them that it found nearly impossible: the English has lost them."""
    misspelt: tuple[str, ...] = ()
    """Source words that seem to be misspelt."""
    unrendered: tuple[str, ...] = ()
    """Source words of several senses for which the English has none of the right ones."""
    limit: float = LIMIT
    """Log-odds above which it is flagged: `LIMIT`, `LIMIT_UNNAMED` or `LIMIT_ALONE`."""

    def within(self, source: str) -> "QualityEstimate":
        """Return a copy that names only words of `source`: rewrites may have given the models other words."""
        source_words = {word.lower() for word in words_of(source)}
        named = (self.faint, self.without_trace, self.unrendered)
        faint, without_trace, unrendered = (tuple(w for w in words if w.lower() in source_words) for words in named)
        return replace(self, faint=faint, without_trace=without_trace, unrendered=unrendered)


def estimate_flags(opinion: QualityEstimate) -> Iterator[Flag]:
    """Yield the flags for an estimate, with the doubtful words."""
    if opinion.misspelt:
        words = ", ".join(f"« {word} »" for word in opinion.misspelt)
        yield Flag("low-score", Message("the source looks misspelt here: {words}", words=words))
    if opinion.without_trace and (opinion.log_odds > opinion.limit or opinion.log_odds == _NOTHING_KNOWN):
        words = ", ".join(f"« {word} »" for word in opinion.without_trace)
        yield Flag("low-score", Message("{words} left no trace in the translation", words=words))
    if opinion.log_odds > opinion.limit and (opinion.weak or opinion.faint or opinion.unrendered):
        named = dict.fromkeys((*opinion.unrendered, *opinion.faint))
        faint = [word for word in named if word not in opinion.without_trace]
        words = ", ".join([*(f"“{word}”" for word in opinion.weak), *(f"« {word} »" for word in faint)])
        yield Flag("low-score", Message("the model itself was unsure of: {words}", words=words))


def log_odds_from_score(score: float, translation: str) -> float:
    """Return the log-odds that a translation misleads, from its length and the model's mean log-probability a token."""
    words = len(translation.split())
    return -4.116 - 5.632 * score - 0.0684 * score * words + 0.343 * log(1 + words)


def has_unrendered(source: str, translation: str, language: str) -> bool:
    """Whether a word of several senses has none of its right English translations: `UNRENDERED` is what that adds."""
    return any(unrendered_words(tokenize(source, language), tokenize(translation, "en")))


def estimate(forward: TokenScores, reverse: TokenScores | None, source: str, language: str) -> QualityEstimate:
    """Return the estimate for an English translation.

    `forward` has the translating model's scores of the English given the source, `reverse` the scores of the source
    given the English by the model of the other direction; None without such a model. `language` is the source's.
    """
    english = list(scored_words(forward))
    source_words = (
        list(scored_words(reverse))
        if reverse
        else [ScoredWord(word, not n, 0.0) for n, word in enumerate(words_of(source))]
    )
    folded_source = {fold(word.text) for word in source_words}
    kinds = [_english_kind(word, folded_source) for word in english]
    unrendered = tuple(unrendered_words(tokenize(source, language), tokenize(_text(forward), "en")))[:_NAMED]
    features = _forward_features(forward, english, kinds, unrendered)
    weak = _worst((word for word, kind in zip(english, kinds, strict=True) if kind in _NAMEABLE), _WEAK)
    weak = weak or _worst(_without_copies(english, kinds), _WEAK)
    if reverse is None or not profile_of(language).grammar_words:
        odds = _weighted_sum(_FORWARD_WEIGHTS, features)
        return QualityEstimate(odds, weak, (), (), _misspelt(odds, source_words, language), unrendered, LIMIT_ALONE)
    other_side = {fold(word.text) for word in english}
    source_kinds = [(word, _source_kind(word, other_side, language)) for word in source_words]
    odds = _weighted_sum(_BOTH_WEIGHTS, (*features, *_reverse_features(reverse, source_kinds)))
    content_words = [word for word, kind in source_kinds if kind is _WordKind.CONTENT]
    nameable = [word for word, kind in source_kinds if kind in (_WordKind.CONTENT, _WordKind.COGNATE, _WordKind.NAME)]
    slips = _misspelt(odds, source_words, language)
    faint = _worst(nameable, _FAINT)
    limit = LIMIT if faint or unrendered else LIMIT_UNNAMED
    return QualityEstimate(odds, weak, faint, _worst(content_words, _NO_TRACE), slips, unrendered, limit)


def estimate_from_reverse(reverse: TokenScores, translation: str, language: str) -> QualityEstimate:
    """Return the estimate by the model of the other direction alone, if the translating model gives no scores.

    It names words that the translation lost; how likely the translation misleads stays unknown.
    """
    if not profile_of(language).grammar_words:
        return QualityEstimate(_NOTHING_KNOWN)
    other_side = {fold(word) for word in words_of(translation)}
    content_words = [
        word for word in scored_words(reverse) if _source_kind(word, other_side, language) is _WordKind.CONTENT
    ]
    return QualityEstimate(_NOTHING_KNOWN, without_trace=_worst(content_words, _NO_TRACE))


def _misspelt(odds: float, source_words: Iterable[ScoredWord], language: str) -> tuple[str, ...]:
    if odds < _MISSPELT:
        return ()
    words = (word.text for word in source_words if word.text[0].islower() and "-" not in word.text)
    return tuple(word for word in dict.fromkeys(words) if misspelt(word, language))[:_NAMED]


_NAMEABLE = frozenset({_WordKind.CONTENT, _WordKind.COGNATE, _WordKind.COPY, _WordKind.NAME, _WordKind.UNKNOWN})


def _without_copies(words: Sequence[ScoredWord], kinds: Sequence[_WordKind]) -> list[ScoredWord]:
    """Leave out copied names and numbers: low scores of these mean nothing."""
    return [
        word for word, kind in zip(words, kinds, strict=True) if kind not in (_WordKind.COPIED_NAME, _WordKind.NUMBER)
    ]


def _forward_features(
    forward: TokenScores,
    english: Sequence[ScoredWord],
    kinds: Sequence[_WordKind],
    unrendered: Sequence[str],
) -> tuple[float, ...]:
    """Return the features from the translating model, in the order of the weights."""
    meaningful = _without_copies(english, kinds)
    worst = dict.fromkeys(_WordKind, 0.0)
    for word, kind in zip(english, kinds, strict=True):
        worst[kind] = max(worst[kind], _clamped(word, 1, 6) / 2)
    lowest = sorted(-word.score for word in meaningful)[-2:]
    second = min(lowest[0], 5.0) if len(lowest) > 1 else 0.0
    return (
        -forward.total / 20, -forward.mean, second,
        worst[_WordKind.CONTENT], worst[_WordKind.COGNATE], worst[_WordKind.COPY],
        float(_WordKind.UNKNOWN in kinds), float(bool(unrendered)),
    )  # fmt: skip


def _reverse_features(reverse: TokenScores, words: Iterable[tuple[ScoredWord, _WordKind]]) -> tuple[float, ...]:
    """Return the features from the reverse model, in the order of the weights."""
    worst = dict.fromkeys(_WordKind, 0.0)
    for word, kind in words:
        worst[kind] = max(worst[kind], -word.score)
    content, name, cognate = (
        max(0.0, min(worst[kind], end) - start) / 4
        for kind, start, end in ((_WordKind.CONTENT, 8, 16), (_WordKind.NAME, 6, 14), (_WordKind.COGNATE, 6, 14))
    )
    return -reverse.mean, content, name, cognate


UNRENDERED = 1.02
"""Log-odds that a word of several senses adds that has none of its right translations."""
_FORWARD_WEIGHTS = (-2.865, 0.80, 1.77, 1.01, 0.55, 0.46, -1.12, 0.74, UNRENDERED)
"""The intercept; minus the translating model's score of the whole (over 20), of a piece on average, of the second worst
word, of the worst content word, cognate and copy; whether there is a made-up word; whether a word of several senses has
none of its right translations."""
_BOTH_WEIGHTS = (-3.108, 0.68, 0.73, 0.99, 0.37, 0.50, -1.03, 0.77, 0.86, 1.02, 0.63, 0.73, 0.61)
"""The same; then minus the reverse model's score of a piece on average, of the worst content word, name and cognate."""


def _weighted_sum(weights: Sequence[float], values: Iterable[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, (1.0, *values), strict=True))


def _text(scores: TokenScores) -> str:
    return "".join(scores.pieces).replace(SPACE, " ").strip()


def _clamped(word: ScoredWord, start: float, end: float) -> float:
    return max(0.0, min(-word.score, end) - start)


def _worst(words: Iterable[ScoredWord], below: float) -> tuple[str, ...]:
    found = sorted((word for word in words if word.score < below), key=lambda word: word.score)
    return tuple(dict.fromkeys(word.text for word in found))[:_NAMED]


def _english_kind(word: ScoredWord, other_side: set[str]) -> _WordKind:
    text, small = word.text, word.text.lower()
    if not text[0].isalpha():
        return _WordKind.NUMBER
    listed = dictionary("en")
    if text[0].islower() and "-" not in text and not listed.derives(small):
        return _WordKind.UNKNOWN
    same = fold(text) in other_side
    if text[0].isupper() and not word.first:
        return _WordKind.COPIED_NAME if same else _WordKind.NAME
    if same and len(text) > 3:
        return _WordKind.COPY
    if len(text) <= 3 or listed.is_frequent(small):
        return _WordKind.GRAMMAR
    return _WordKind.COGNATE if _is_cognate(fold(text), other_side) else _WordKind.CONTENT


def _source_kind(word: ScoredWord, other_side: set[str], language: str) -> _WordKind:
    text, small, profile = word.text, word.text.lower(), profile_of(language)
    if not text[0].isalpha() or (small in UNITS and UNITS[small].dimension == "currency"):  # `$` may say dollars
        return _WordKind.NUMBER
    if small in profile.grammar_words:
        return _WordKind.GRAMMAR
    if small in profile.speech_verbs:
        return _WordKind.SPEECH
    cognate = _is_cognate(fold(text), other_side)
    if text[0].isupper():
        return _WordKind.COPIED_NAME if cognate or word.first else _WordKind.NAME
    listed = dictionary(language)
    if not all(part in listed or part.replace("œ", "oe") in listed for part in small.split("-") if part):
        return _WordKind.UNKNOWN
    return _WordKind.COGNATE if cognate else _WordKind.CONTENT


def _is_cognate(word: str, other_side: set[str]) -> bool:
    """Whether a word begins like one of the other side."""
    if word in other_side:
        return True
    if len(word) <= 3:
        return False
    return any(
        word[: _prefix_length(word, other)] == other[: _prefix_length(word, other)]
        for other in other_side
        if other[:3] == word[:3] and len(other) > 2
    )


def _prefix_length(word: str, other: str) -> int:
    """Return the number of first letters that must agree."""
    return min(5, max(3, min(len(word), len(other)) - 1))
