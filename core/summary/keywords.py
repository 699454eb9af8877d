"""The words that an article is about, with their English: found in the article and its translation alone.

No model is asked and no dictionary: a word and its translation come in the same sentences, at about the same place,
and names look alike. Of the words that do, each is given to one word only, the surest pairs first (competitive
linking, Melamed 2000); what is not sure is left open.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.article import Sentence
from core.lang import find
from core.lang.letters import MARKS, without_accents
from core.summary.expectation import ArticleWords

_LETTER = rf"(?:[^\W_]|[{MARKS}])"
_WORD = re.compile(rf"{_LETTER}+(?:[.,:][0-9]+)*(?:-{_LETTER}+)*")
# Scripts that put no space between words: Thai, Lao, Khmer, kana and Han. Pairs of their letters do for words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_PAIR = 2


def words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text in order; numbers are kept, stop words and elided articles are not.

    >>> words("The deal brings a rise of 4.5 per cent, he said.", "en")
    ('deal', 'brings', 'rise', '4.5')
    """
    return split(text, language)[0]


def split(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a text that carry meaning, as `words` does, and those that are grammar, the stop words.

    >>> split("The deal brings a rise of 4.5.", "en")[1]
    ('the', 'a', 'of')
    """
    known = find(language)
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
    return bool(find(language).stop_words)


def stemmer(language: str) -> Callable[[str], str]:
    """Return the Snowball stemmer of a language; words stay as they are where there is none.

    A new one for each article: Snowball's stemmers are not to be shared between threads.
    """
    import Stemmer

    try:
        found: Callable[[str], str] = Stemmer.Stemmer(language).stemWord
    except KeyError:
        return str
    return found


def _parts(word: str) -> list[str]:
    """Cut what is written without spaces into pairs of letters that overlap, the usual stand-in for its words."""
    if len(word) <= _PAIR or not _UNSPACED.fullmatch(word):
        return [word]
    return [word[place : place + _PAIR] for place in range(len(word) - 1)]


COUNT = 8
"""Words that tell an article from its neighbours in a list: as many as fit on a line."""

_READ = 200
"""Sentences that are compared: more tell nothing new."""
_SURE = 0.65
"""Of Dice's coefficient: share of the sentences with either word that have both."""
_TWICE = 2
"""Once may be chance, unless the two look alike."""
_ALIKE = 0.6
"""Share of the longer word that both begin with: `ministre` and `minister` have 0.75."""
_PLACE = 0.5
"""What the whole length of a sentence between two words costs, where a Dice of 1 is worth 1 …"""
_LOOK = 0.5
"""… and looking just the same is worth this."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that an article is about."""

    source: str | None
    """As the article mostly writes it; None where only the translation could be read."""
    translation: str | None
    """As its translation does; None where that is not known."""


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
            own = list(map(stem, words))
            for place, (word, one) in enumerate(zip(words, own, strict=True)):
                places[one].setdefault(number, place / len(words))
                forms[one][word] += 1
            stems.append(tuple(dict.fromkeys(own)))
        return cls(places, stems, forms)


def choose_keywords(
    vocabulary: ArticleWords, sentences: Sequence[Sentence], language: str, target: str | None
) -> tuple[Keyword, ...]:
    """Return the words that an article is most about, best first, at most 8.

    `language` is that of the sentences' source, `target` that of their translation, if there is one.
    """
    texts = [one.source for one in sentences]
    words = {stem: written(vocabulary.surface[stem], texts) for stem in vocabulary.keywords(COUNT, language)}
    if target is None or target == language:
        return tuple(Keyword(word, word if target else None) for word in words.values())
    translated = [one for one in sentences if one.translation and one.origin != "source"][:_READ]
    translations = [one.translation or "" for one in translated]
    here, there = _Side.of([one.source for one in translated], language), _Side.of(translations, target)
    links = _links(here, there, frozenset(words))
    found = {stem: there.forms[links[stem]].most_common(1)[0][0] for stem in words if stem in links}
    return tuple(
        Keyword(word, written(found[stem], translations) if stem in found else None) for stem, word in words.items()
    )


def translated_keywords(vocabulary: ArticleWords, sentences: Sequence[Sentence], target: str) -> tuple[Keyword, ...]:
    """Return the same of an article whose translation was read."""
    texts = [one.translation or "" for one in sentences]
    return tuple(Keyword(None, written(vocabulary.surface[stem], texts)) for stem in vocabulary.keywords(COUNT, target))


def written(word: str, texts: Sequence[str]) -> str:
    """Return a lower-case word as texts write it: with its capitals, unless it stands somewhere without."""
    forms = Counter(form for text in texts for form in _occurrences(word, text))
    return word if word in forms or not forms else forms.most_common(1)[0][0]


def _occurrences(word: str, text: str) -> list[str]:
    return re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)


def _links(here: _Side, there: _Side, wanted: frozenset[str]) -> dict[str, str]:
    """Return for stems of the source the stem of their translation, where it is sure."""
    rated = []
    for stem, places in here.places.items():
        if stem[0].isdigit() or (len(places) < _TWICE and stem not in wanted):
            continue
        both = Counter(candidate for number in places for candidate in there.stems[number])
        for candidate, count in both.items():
            others = there.places[candidate]
            dice = 2 * count / (len(places) + len(others))
            if dice < _SURE:
                continue
            look = _look(stem, candidate)
            if count < _TWICE and look < _ALIKE:
                continue
            apart = sum(abs(places[number] - others[number]) for number in places if number in others) / count
            rated.append((dice + _LOOK * look - _PLACE * apart, stem, candidate))
    rated.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    links: dict[str, str] = {}
    taken: set[str] = set()
    for _, stem, candidate in rated:
        if stem not in links and candidate not in taken:
            links[stem] = candidate
            taken.add(candidate)
    return links


def _look(word: str, other: str) -> float:
    """Return the share of the longer word that both begin with, accents aside; 0 below three letters."""
    one, two = without_accents(word), without_accents(other)
    same = next((place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return same / max(len(one), len(two)) if same > 2 else 0.0
