"""Keywords of an article with their translations, found only from the article and its translation.

No model and no dictionary is used: a word and its translation occur in the same sentences, at about the same position,
and names have a similar spelling. Pairs are linked one to one, the most certain first (competitive linking, Melamed
2000); words without a certain pair get no translation.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from core.article import Sentence
from core.lang import gazetteer, profile_of
from core.lang.letters import MARKS, without_accents
from core.summary.word_probabilities import ArticleWords

_LETTER = rf"(?:[^\W_]|[{MARKS}])"
_WORD = re.compile(rf"{_LETTER}+(?:[.,:][0-9]+)*(?:-(?:[dl]['’])?{_LETTER}+)*")
"""A word or a number; « Côte-d’Or » is one word."""
# Scripts that put no space between words: Thai, Lao, Khmer, kana and Han. Pairs of their letters do for words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_PAIR = 2


def words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text in order; numbers are kept, stop words and elided articles are not.

    >>> words("The deal brings a rise of 4.5 per cent, he said.", "en")
    ('deal', 'brings', 'rise', '4.5')
    """
    return split(text, language)[0]


@lru_cache(1 << 10)  # the keywords need them again soon after the ranking
def split(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a text that carry meaning, as `words` does, and those that are grammar, the stop words.

    >>> split("The deal brings a rise of 4.5.", "en")[1]
    ('the', 'a', 'of')
    """
    known = profile_of(language)
    stop = known.stop_words
    found: list[str] = _WORD.findall(text.lower())
    if known.clitics:
        found = [re.sub(known.clitics, "", word) if "-" in word else word for word in found]
    if _UNSPACED.search(text):
        found = [part for word in found for part in _parts(word)]
    return tuple(word for word in found if word not in stop), tuple(word for word in found if word in stop)


def length(text: str) -> int:
    """Return how long a text is in words, as `wc -w` counts; in scripts without spaces, two letters are one."""
    unspaced = sum(len(run) for run in _UNSPACED.findall(text))
    if not unspaced:
        return len(text.split())
    spaced = sum(any(map(str.isalnum, word)) for word in _UNSPACED.sub(" ", text).split())
    return spaced + (unspaced + 1) // _PAIR


def knows(language: str) -> bool:
    """Whether the words of a language can be weighed: it has stop words."""
    return bool(profile_of(language).stop_words)


def stemmer(language: str) -> Callable[[str], str]:
    """Return the Snowball stemmer of a language; words stay as they are if there is none.

    A new one for each article: Snowball's stemmers are not to be shared between threads.
    """
    import Stemmer

    try:
        found: Callable[[str], str] = Stemmer.Stemmer(language).stemWord
    except KeyError:
        return str
    return found


def _parts(word: str) -> list[str]:
    """Cut text without spaces into overlapping pairs of letters, which commonly replace words there."""
    if len(word) <= _PAIR or not _UNSPACED.fullmatch(word):
        return [word]
    return [word[place : place + _PAIR] for place in range(len(word) - 1)]


_DATELINE = re.compile(
    r"[^\W\d_a-z][^\n()]{1,40}(?:\([^()\n]{2,40}\)|/[^/\n]{2,30}/\.?)\s*[-–—]*\s|【[^】]{2,30}】"
    r"|[^\W\d_a-z][^\d\n(),–—]{1,40},\s(?:[^\W\d_]{1,9}\.?\s){0,2}\d{1,2}(?:er|\.|º)?\s[^\W\d_]{3,12}\.?(?:\s\d{4})?"
    r"\s?[–—-]{1,2}\s"
)
"""A place, perhaps a day, and an agency, or a place, a day and a dash at the beginning of a sentence."""

COUNT = 8
"""Maximum keywords: as many as fit on a line of a list."""

_MAX_SENTENCES = 200
"""Maximum sentences that are compared: more add nothing."""
_MIN_DICE = 0.65
"""Minimum Dice coefficient of the sentences that have the two words."""
_MIN_SENTENCES = 2
"""Minimum sentences with both words, unless they are similar: a single one may be chance."""
_MIN_SIMILARITY = 0.6
"""Minimum similarity: the share of the longer word that is a common prefix (`ministre`, `minister`: 0.75)."""
_MIN_PREFIX = 3
"""Letters below which a common prefix is no similarity."""
_POSITION_PENALTY = 0.5
"""Penalty for a difference in position of a whole sentence, on the scale of the Dice coefficient …"""
_SPELLING_BONUS = 0.5
"""… and bonus for the same spelling."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that an article is about."""

    source: str | None
    """In its most frequent spelling in the article; None if only the translation could be read."""
    translation: str | None
    """The same in the translation; None if it is unknown."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The words of some sentences in one language."""

    places: Mapping[str, Mapping[int, float]]
    """Each stem's sentences, with its place in them from 0 to 1."""
    stems: Sequence[Sequence[str]]
    """The stems of each sentence."""
    forms: Mapping[str, Counter[str]]
    """Each stem's words, lower case."""

    @classmethod
    def of(cls, texts: Sequence[str], language: str) -> "_Side":
        stem = stemmer(language)
        places: dict[str, dict[int, float]] = defaultdict(dict)
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        stems = []
        for number, text in enumerate(texts):
            words = split(text, language)[0]
            stemmed = list(map(stem, words))
            for place, (word, word_stem) in enumerate(zip(words, stemmed, strict=True)):
                places[word_stem].setdefault(number, place / len(words))
                forms[word_stem][word] += 1
            stems.append(tuple(dict.fromkeys(stemmed)))
        return cls(places, stems, forms)


def choose_keywords(
    vocabulary: ArticleWords, sentences: Sequence[Sentence], language: str, target: str | None
) -> tuple[Keyword, ...]:
    """Return the words that an article is most about, best first, at most 8.

    `language` is that of the sentences' source, `target` that of their translation, if there is one.
    """
    texts = [sentence.source for sentence in sentences]
    words = _written_keywords(vocabulary, texts, language)
    if target is None or target == language:
        return tuple(Keyword(word, word if target else None) for word in words.values())
    translated = [sentence for sentence in sentences if sentence.translation and sentence.origin != "source"][
        :_MAX_SENTENCES
    ]
    translations = [sentence.translation or "" for sentence in translated]
    source_side, target_side = (
        _Side.of([sentence.source for sentence in translated], language),
        _Side.of(translations, target),
    )
    links = _links(source_side, target_side, frozenset(words))
    found = {stem: target_side.forms[links[stem]].most_common(1)[0][0] for stem in words if stem in links}
    body = _Spellings([text[_dateline(text) :] for text in translations])
    whole = _Spellings(translations)
    for stem, word in words.items():
        if stem not in found and (same := _unchanged(stem, word, source_side, target_side, whole, language, target)):
            found[stem] = same
    written = {stem: (body if any(body.occurrences(word)) else whole).of(word) for stem, word in found.items()}
    return tuple(Keyword(word, written.get(stem)) for stem, word in words.items())


def _unchanged(
    stem: str, word: str, source: _Side, target: _Side, translations: "_Spellings", language: str, into: str
) -> str | None:
    """Return a keyword's translation, lower case, if it is the same word, or a name in the form of the list of names.

    It must occur in the translation: a name anywhere, another word in one of the same sentences.
    """
    if word[:1].isupper():
        forms = (word.lower(), *_names(language, into).get(word.lower(), ()))
        return next((form for form in forms if any(translations.occurrences(form))), None)
    same = (
        source.forms[stem].keys() & target.forms[stem].keys() if stem in source.forms and stem in target.forms else ()
    )
    there = source.places[stem].keys() & target.places[stem].keys() if same else ()
    return max(same, key=len) if there and len(stem) > _MIN_PREFIX else None


@cache
def _names(language: str, target: str) -> dict[str, tuple[str, ...]]:
    """Return the forms of names in another language, by the name; all lower case."""
    found: dict[str, tuple[str, ...]] = {}
    for name in gazetteer(language, target):
        if not name.condition:
            key = name.source.lower()
            found[key] = (*found.get(key, ()), name.target.lower())
    return found


def translated_keywords(vocabulary: ArticleWords, sentences: Sequence[Sentence], target: str) -> tuple[Keyword, ...]:
    """Return the same of an article whose translation was read."""
    texts = [sentence.translation or "" for sentence in sentences]
    return tuple(Keyword(None, word) for word in _written_keywords(vocabulary, texts, target).values())


def _written_keywords(vocabulary: ArticleWords, texts: Sequence[str], language: str) -> dict[str, str]:
    """Return the best keywords by their stems, as they are written; none that is in a dateline alone."""
    heads = list(map(_dateline, texts))
    dated = "\n".join(text[:end] for text, end in zip(texts, heads, strict=True)).strip().lower()
    spellings = _Spellings([text[end:] for text, end in zip(texts, heads, strict=True)])
    stems = vocabulary.keywords(2 * COUNT if dated else COUNT, language)
    found = {}
    for stem in stems:
        word = vocabulary.surface[stem]
        if not dated or word not in dated or any(spellings.occurrences(word)):
            found[stem] = spellings.of(word)
    return dict(list(found.items())[:COUNT])


def _dateline(text: str) -> int:
    """Return where the dateline at the beginning of a sentence ends, or 0."""
    head = _DATELINE.match(text)
    return head.end() if head else 0


class _Spellings:
    """How words are written in some texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = "\n".join(texts)
        low = self._text.lower()
        if len(low) != len(self._text):  # the small form of `İ` has two characters
            low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in self._text)
        self._low = low

    def of(self, word: str) -> str:
        """Return a lower-case word as it is written: with capitals, unless it also occurs without."""
        forms = Counter(self.occurrences(word))
        return word if word in forms or not forms else forms.most_common(1)[0][0]

    def occurrences(self, word: str) -> Iterator[str]:
        """Yield the occurrences of a lower-case word, in the order of the texts."""
        end = 0
        while (start := self._low.find(word, end)) >= 0:
            end = start + len(word)
            beside = self._low[max(0, start - 1) : start] + self._low[end : end + 1]
            if any(letter.isalnum() or letter == "_" for letter in beside):
                end = start + 1
            else:
                yield self._text[start:end]


def _links(source_side: _Side, target_side: _Side, wanted: frozenset[str]) -> dict[str, str]:
    """Return the stems of the translation for stems of the source, where the link is certain."""
    scored = []
    for stem, places in source_side.places.items():
        if stem[0].isdigit() or (len(places) < _MIN_SENTENCES and stem not in wanted):
            continue
        both = Counter(candidate for number in places for candidate in target_side.stems[number])
        for candidate, count in both.items():
            others = target_side.places[candidate]
            dice = 2 * count / (len(places) + len(others))
            if dice < _MIN_DICE:
                continue
            similarity = _similarity(stem, candidate)
            if count < _MIN_SENTENCES and similarity < _MIN_SIMILARITY:
                continue
            apart = sum(abs(places[number] - others[number]) for number in places if number in others) / count
            scored.append((dice + _SPELLING_BONUS * similarity - _POSITION_PENALTY * apart, stem, candidate))
    scored.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    links: dict[str, str] = {}
    taken: set[str] = set()
    for _, stem, candidate in scored:
        if stem not in links and candidate not in taken:
            links[stem] = candidate
            taken.add(candidate)
    return links


def _similarity(word: str, other: str) -> float:
    """Return the share of the longer word that is a common prefix, ignoring accents; 0 below three letters."""
    first, second = without_accents(word), without_accents(other)
    if first[:_MIN_PREFIX] != second[:_MIN_PREFIX]:  # nearly all pairs
        return 0.0
    same = next(
        (place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return same / max(len(first), len(second)) if same >= _MIN_PREFIX else 0.0
