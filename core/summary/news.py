"""The project's own method, `news`: scores each sentence of a wire, with reasons.

The value of a summary is the sum of the probabilities that a person's summary would have its words, each word counted
once (`expectation`), for its length. A sentence's score is its own share of this, plus a few small terms for its form.
Weights were chosen by five-fold cross-validation on OrangeSum; length, quotation marks, verbs of saying and the
likeness of sentences to each other were tried beside these and gave nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from core.lang import profile_of
from core.summary.choice import Candidates
from core.summary.keywords import length, split, stemmer, words
from core.summary.word_probabilities import ArticleWords, SentenceWords

_INNER_WORD = re.compile(r"(?<=[^\W_])[,;]?\s+(?:[ldLD]['’])?([^\W_][\w'’-]*)")
"""A word that is not the first of its sentence: a capital there marks a name."""
_MAX_CAPITALISED = 0.5
"""Maximum share of capitalised words: above it, capitals do not mark names."""
_OPENING_MARKS = r"[\s\"'«»“”‘’„(\[–—-]*"
# An elided word (« c' ») ends in its apostrophe and not at the end of a word.
_END = r"(?:(?<=['’])|(?!\w))"


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """The features of one sentence."""

    length: int
    """Words, as `wc` counts."""
    stems: frozenset[str]
    """Its different words that carry meaning."""
    grammar: dict[str, int]
    """The others, and how often each comes."""
    day: bool
    """Names a day: news rather than background."""
    dependent: bool
    """Opens with a pronoun or connective that needs the sentence before it."""
    speaker: bool
    """Has a first or second person in it."""


def sentence_features(
    sentences: Sequence[str], language: str, title: str = ""
) -> tuple[list[SentenceFeatures], ArticleWords]:
    """Return the features of every sentence of an article, and its words; takes linear time."""
    stem, seen = stemmer(language), _patterns(language)
    analysed = [_analyse(text, language, stem) for text in sentences]
    vocabulary = ArticleWords.of(analysed, language, frozenset(map(stem, words(title, language))))
    found = [
        SentenceFeatures(
            length=length(text),
            stems=frozenset(analysis.stems),
            grammar=dict(Counter(analysis.grammar)),
            day=seen.day is not None and seen.day.search(text) is not None,
            dependent=seen.dependent is not None and seen.dependent.match(text) is not None,
            speaker=seen.speaker is not None and seen.speaker.search(text) is not None,
        )
        for text, analysis in zip(sentences, analysed, strict=True)
    ]
    return found, vocabulary


def _analyse(text: str, language: str, stem: Callable[[str], str]) -> SentenceWords:
    found, grammar = split(text, language)
    return SentenceWords(found, tuple(map(stem, found)), frozenset(map(stem, _names(text, language))), grammar)


class _Patterns(NamedTuple):
    dependent: re.Pattern[str] | None
    speaker: re.Pattern[str] | None
    day: re.Pattern[str] | None


@cache
def _patterns(language: str) -> _Patterns:
    """Compile the lists of a language; None for those that it lacks."""
    known = profile_of(language)
    days = (*known.dates.weekday_names(), *known.dates.near_days) if known.dates.near_days else ()
    return _Patterns(
        _compiled(_OPENING_MARKS, known.summary.dependent, _END),
        _compiled(r"(?<!\w)", known.summary.speaker, _END),
        _compiled(r"(?<!\w)", "|".join(days), r"(?!\w)"),
    )


def _compiled(before: str, words: str, after: str) -> re.Pattern[str] | None:
    return re.compile(f"{before}(?:{words}){after}", re.IGNORECASE) if words else None


def _names(text: str, language: str) -> tuple[str, ...]:
    """Return the words that a capital marks as names, in lower case; the first word of a sentence is ignored."""
    if profile_of(language).capital_nouns:
        return ()
    inner: list[str] = _INNER_WORD.findall(text)
    capitalised = [word for word in inner if word[0].isupper()]
    if len(capitalised) > _MAX_CAPITALISED * len(inner):
        return ()
    return tuple(found for word in capitalised for found in words(word, language))


_GRAMMAR = 0.5
"""Weight of a word of grammar: it adds to a summary's length as much as others, but less to its content."""
_DAY = 0.02
_DEPENDENT = -0.5
_SPEAKER = -0.7
"""For the whole sentence, however short: about two words of weight. Half of it scores as well; readers want more."""
_DOUBT = -0.003
"""For a doubtful translation: decides between equals, about a tenth of the spread between sentences."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a sentence's score, per word: the score is their sum."""

    words: float
    """The value that the same number of any words of the article would have."""
    position: float
    """Has words that come early in the article."""
    centrality: float
    """Has words that other sentences have too."""
    title: float
    """Takes up the headline."""
    entities: float
    """Has names."""
    day: float
    """Says on which day."""
    opening: float
    """Opens with a pronoun or a connective that needs the sentence before: 0 or less."""
    speaker: float
    """Speaks in the first or second person: 0 or less."""
    doubt: float
    """Its translation is doubtful: 0 or less."""

    @property
    def form(self) -> float:
        """The part of the score that does not come from its words."""
        return self.day + self.opening + self.speaker + self.doubt

    @property
    def score(self) -> float:
        """The sum: about 0.1 to 0.5."""
        return self.words + self.position + self.centrality + self.title + self.entities + self.form


def score_parts(sentence: SentenceFeatures, vocabulary: ArticleWords, doubt: float = 0.0) -> Parts:
    """Return the parts of a sentence's score; `doubt`, from 0 to 1, is the doubt in its translation."""
    expected = [vocabulary.content[stem] for stem in sorted(sentence.stems)]
    grammar = sum(sum(vocabulary.grammar[word][:count]) for word, count in sentence.grammar.items())
    size = max(1, sentence.length)
    return Parts(
        words=(sum(word.base for word in expected) + _GRAMMAR * grammar) / size,
        position=sum(word.position for word in expected) / size,
        centrality=sum(word.spread for word in expected) / size,
        title=sum(word.title for word in expected) / size,
        entities=sum(word.name for word in expected) / size,
        day=_DAY if sentence.day else 0.0,
        opening=_DEPENDENT / size if sentence.dependent else 0.0,
        speaker=_SPEAKER / size if sentence.speaker else 0.0,
        doubt=_DOUBT * doubt if doubt else 0.0,
    )


def matter(sentences: Sequence[SentenceFeatures], form_parts: Sequence[Parts], vocabulary: ArticleWords) -> Candidates:
    """Return the candidates: every sentence's words with their values, and its form."""
    number: dict[tuple[str, bool], int] = {}
    worths: list[tuple[float, ...]] = []
    for stem, expected in vocabulary.content.items():
        number[stem, True] = len(worths)
        worths.append((expected.total,))
    for word, chances in vocabulary.grammar.items():
        number[word, False] = len(worths)
        worths.append(tuple(_GRAMMAR * chance for chance in chances))
    return Candidates(
        lengths=[sentence.length for sentence in sentences],
        own=[sentence.length * part.form for sentence, part in zip(sentences, form_parts, strict=True)],
        words=[
            sorted(
                [(number[stem, True], 1) for stem in sentence.stems]
                + [(number[word, False], count) for word, count in sentence.grammar.items()]
            )
            for sentence in sentences
        ],
        worths=worths,
    )
