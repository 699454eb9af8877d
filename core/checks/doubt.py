"""Doubt: how likely a translation misleads, from what one model or two say of its words.

Fitted on 845 sentences of news, encyclopaedia and wires, read beside what the default pack makes of them and judged
right, clumsy, or misleading: a logistic regression (L2), misleading ones against right ones, clumsy ones with half the
weight as four tenths misleading, wires of our own with half the weight of real lines. AUC for misleading against right,
ten folds: 0.77; on 478 real lines that none of the fit had seen 0.73, or 0.77 with the reverse model's score of the
whole, which finds no more of them at the few false flags that are let through (15, 25 and 35 in a thousand): so the
translating model's words decide, and the reverse model names the source words that went wrong. Tried too, without
gain: how rare a word is, misspelt sources, what a model says of the same words without their source, or given a
source in small letters.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import log

from core.article import Flag
from core.checks.non_words import dictionary, misspelt
from core.checks.text import ScoredWord, scored_words, words_of
from core.lang import find
from core.lang.letters import fold
from core.messages import Message
from core.translation.engines import TokenScores

_NO_TRACE = -12.0
"""Score, in the reverse model, of a French word that the English leaves without a trace; a common word has −1."""
LIMIT = 0.1
"""Log-odds from which a translation is flagged: of the right lines of news and encyclopaedia, 2 in a hundred lie above.
In ten folds left out of the fit 0.36 of the misleading ones are flagged, rules included, and 0.03 of the right ones."""
_MISSPELT = -0.2
"""Log-odds from which misspelt words of the source are named: most of them the models read rightly all the same."""
_NOTHING_KNOWN = -99.0
"""Log-odds where no model said how likely a translation is: far below every limit."""
_FAINT = -6.0
"""Score of one that may be named beside others."""
_WEAK = -1.0
"""Score, in the translating model, of an English word that may be named as doubtful."""
_NAMED = 3
"""Words named in one flag, at most, of either side."""


class _Kind(Enum):
    """What sort of word: each sort is doubted in its own way."""

    CONTENT = auto()
    COGNATE = auto()
    """A content word that begins as one of the other side does."""
    COPY = auto()
    """A word in small letters that both sides have."""
    NAME = auto()
    COPIED_NAME = auto()
    UNKNOWN = auto()
    """In no word list: misspelt, foreign, or made up."""
    GRAMMAR = auto()
    SPEECH = auto()
    """A verb of saying: English says `said` for all of them."""
    NUMBER = auto()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is to be doubted in one translated sentence."""

    log_odds: float
    """Of its misleading a reader."""
    weak: tuple[str, ...] = ()
    """English words that the translating model found unlikely, the unlikeliest first."""
    faint: tuple[str, ...] = ()
    """Source words that the reverse model found unlikely, given the English."""
    without_trace: tuple[str, ...] = ()
    """Those of them that it found all but impossible."""
    misspelt: tuple[str, ...] = ()
    """Source words that seem to be misspelt."""

    def within(self, source: str) -> "Doubt":
        """Name only words that stand in a source: the models may have been given other words for an idiom."""
        ours = {word.lower() for word in words_of(source)}
        kept = (tuple(w for w in words if w.lower() in ours) for words in (self.faint, self.without_trace))
        faint, without_trace = kept
        return replace(self, faint=faint, without_trace=without_trace)


def doubts(opinion: Doubt) -> Iterator[Flag]:
    """Flag what two models, or one, find hard to believe, and name the words."""
    if opinion.misspelt:
        words = ", ".join(f"« {word} »" for word in opinion.misspelt)
        yield Flag("low-score", Message("the source looks misspelt here: {words}", words=words))
    if opinion.without_trace:
        words = ", ".join(f"« {word} »" for word in opinion.without_trace)
        yield Flag("low-score", Message("{words} left no trace in the translation", words=words))
    if opinion.log_odds > LIMIT and (opinion.weak or opinion.faint):
        faint = [word for word in opinion.faint if word not in opinion.without_trace]
        words = ", ".join([*(f"“{word}”" for word in opinion.weak), *(f"« {word} »" for word in faint)])
        yield Flag("low-score", Message("the model itself was unsure of: {words}", words=words))


def at_first_sight(score: float, translation: str) -> float:
    """Return the log-odds that a translation misleads, from the model's mean score a token and its length alone."""
    words = len(translation.split())
    return -2.939 - 4.269 * score - 0.0951 * score * words + 0.012 * log(1 + words)


def doubt(forward: TokenScores, reverse: TokenScores | None, source: str, language: str) -> Doubt:
    """Return what two models say of an English translation.

    `forward` is how the translating model scores the English given the source, `reverse` how the model of the other
    direction scores the source given the English; None if there is none. `language` is the source's.
    """
    english = list(scored_words(forward))
    ours = (
        list(scored_words(reverse))
        if reverse
        else [ScoredWord(word, not n, 0.0) for n, word in enumerate(words_of(source))]
    )
    kinds = [_english_kind(word, {fold(one.text) for one in ours}) for word in english]
    odds = _forward_odds(forward, english, kinds, len(ours))
    slips = _misspelt(odds, ours, language)
    weak = _worst((word for word, kind in zip(english, kinds, strict=True) if kind in _NAMEABLE), _WEAK)
    weak = weak or _worst(_counted(english, kinds), _WEAK)
    if reverse is None or not find(language).grammar_words:
        return Doubt(odds, weak, misspelt=slips)
    theirs = {fold(word.text) for word in english}
    ours_kinds = [(word, _source_kind(word, theirs, language)) for word in ours]
    plainly = [word for word, kind in ours_kinds if kind is _Kind.CONTENT]
    nameable = [word for word, kind in ours_kinds if kind in (_Kind.CONTENT, _Kind.COGNATE, _Kind.NAME)]
    return Doubt(odds, weak, _worst(nameable, _FAINT), _worst(plainly, _NO_TRACE), slips)


def doubt_of_reverse(reverse: TokenScores, translation: str, language: str) -> Doubt:
    """Return what the model of the other direction alone says, of a translation whose own model gives no scores.

    It names words that left no trace, and tells nothing of how likely the translation misleads.
    """
    if not find(language).grammar_words:
        return Doubt(_NOTHING_KNOWN)
    theirs = {fold(word) for word in words_of(translation)}
    plainly = [word for word in scored_words(reverse) if _source_kind(word, theirs, language) is _Kind.CONTENT]
    return Doubt(_NOTHING_KNOWN, without_trace=_worst(plainly, _NO_TRACE))


def _misspelt(odds: float, ours: Iterable[ScoredWord], language: str) -> tuple[str, ...]:
    if odds < _MISSPELT:
        return ()
    words = (word.text for word in ours if word.text[0].islower() and "-" not in word.text)
    return tuple(word for word in dict.fromkeys(words) if misspelt(word, language))[:_NAMED]


_NAMEABLE = frozenset({_Kind.CONTENT, _Kind.COGNATE, _Kind.COPY, _Kind.NAME, _Kind.UNKNOWN})


def _counted(words: Sequence[ScoredWord], kinds: Sequence[_Kind]) -> list[ScoredWord]:
    """Leave out names that were copied, and numbers: the models' doubts of these say nothing."""
    return [word for word, kind in zip(words, kinds, strict=True) if kind not in (_Kind.COPIED_NAME, _Kind.NUMBER)]


def _forward_odds(
    forward: TokenScores, english: Sequence[ScoredWord], kinds: Sequence[_Kind], source_words: int
) -> float:
    """Return the log-odds of misleading from what the translating model says of its words, each with its kind."""
    counted = _counted(english, kinds)
    worst = dict.fromkeys(_Kind, 0.0)
    for word, kind in zip(english, kinds, strict=True):
        worst[kind] = max(worst[kind], _beyond(word, 1, 6) / 2)
    lowest = sorted(-word.score for word in counted)[-2:]
    second = min(lowest[0], 5.0) if len(lowest) > 1 else 0.0
    made_up = float(_Kind.UNKNOWN in kinds)
    excess = sum(_beyond(word, 1, 6) for word in counted) / 3
    values = (
        1.0, -forward.total / 20, -forward.mean, second, excess, worst[_Kind.CONTENT], worst[_Kind.COGNATE],
        worst[_Kind.COPY], worst[_Kind.GRAMMAR], made_up, log(1 + source_words),
    )  # fmt: skip
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))


_WEIGHTS = (-2.432, 1.139, 1.509, 0.612, 0.665, 0.588, 0.211, -0.981, 0.545, 0.554, -0.171)
"""Constant; minus the score of the whole, a twentieth; of a piece; of the weakest word but one; what words lack beyond
1; the worst content word, cognate, copy, word of grammar; a made-up word; the log of the source's length in words."""


def _beyond(word: ScoredWord, start: float, end: float) -> float:
    return max(0.0, min(-word.score, end) - start)


def _worst(words: Iterable[ScoredWord], below: float) -> tuple[str, ...]:
    found = sorted((word for word in words if word.score < below), key=lambda word: word.score)
    return tuple(dict.fromkeys(word.text for word in found))[:_NAMED]


def _english_kind(word: ScoredWord, theirs: set[str]) -> _Kind:
    text, small = word.text, word.text.lower()
    if not text[0].isalpha():
        return _Kind.NUMBER
    listed = dictionary("en")
    if text[0].islower() and "-" not in text and not listed.derives(small):
        return _Kind.UNKNOWN
    same = fold(text) in theirs
    if text[0].isupper() and not word.first:
        return _Kind.COPIED_NAME if same else _Kind.NAME
    if same and len(text) > 3:
        return _Kind.COPY
    if len(text) <= 3 or listed.is_frequent(small):
        return _Kind.GRAMMAR
    return _Kind.COGNATE if _cognate(fold(text), theirs) else _Kind.CONTENT


def _source_kind(word: ScoredWord, theirs: set[str], language: str) -> _Kind:
    text, small, profile = word.text, word.text.lower(), find(language)
    if not text[0].isalpha():
        return _Kind.NUMBER
    if small in profile.grammar_words:
        return _Kind.GRAMMAR
    if small in profile.speech_verbs:
        return _Kind.SPEECH
    like = _cognate(fold(text), theirs)
    if text[0].isupper():
        return _Kind.COPIED_NAME if like or word.first else _Kind.NAME
    listed = dictionary(language)
    if not all(part in listed or part.replace("œ", "oe") in listed for part in small.split("-") if part):
        return _Kind.UNKNOWN
    return _Kind.COGNATE if like else _Kind.CONTENT


def _cognate(word: str, theirs: set[str]) -> bool:
    """Whether a word begins as one of the other side does."""
    if word in theirs:
        return True
    if len(word) <= 3:
        return False
    return any(word[: _head(word, other)] == other[: _head(word, other)] for other in theirs if len(other) > 2)


def _head(word: str, other: str) -> int:
    """Letters that must agree."""
    return min(5, max(3, min(len(word), len(other)) - 1))
