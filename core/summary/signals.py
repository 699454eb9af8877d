"""What the default method sees in each sentence: place, words, names, days, voice. Measured here, weighed in `news`."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.summary.lexicon import CAPITAL_NOUNS, DAYS, DEPENDENT, SPEAKER
from core.summary.salience import Vocabulary
from core.summary.tokens import length, stemmer, words

_QUOTED = re.compile(r"«[^»]*»?|“[^”]*”?|„[^“”]*[“”]?|\"[^\"]*\"?")
_INNER_WORD = re.compile(r"(?<=[^\W_])[,;]?\s+(?:[ldLD]['’])?([^\W_][\w'’-]*)")
"""A word that follows another in its sentence: a capital there is a name's, and not the sentence's."""
_SHOUTED = 0.5
"""With more than this share of its words capitalised, a text says nothing by its capitals."""


@dataclass(frozen=True, slots=True)
class Signals:
    """One sentence as it is seen."""

    place: int
    """Sentences of the story before it."""
    length: int
    """Words."""
    vector: dict[str, float]
    """Its stems by tf-idf within the article, of length 1, or empty."""
    centrality: float
    """Mean cosine with the other sentences, as a share of the most central one's: 0 to 1."""
    salience: float
    """Mean expectation of its different content words to be in a summary: 0 to 1."""
    title: float
    """Share of the headline's content words that it has: 0 to 1, 0 without a headline."""
    entities: float
    """Share of words that are names or figures: 0 to 1."""
    day: bool
    """Names a day: news rather than background."""
    dependent: bool
    """Opens with a pronoun or connective that needs the sentence before it."""
    speaker: bool
    """Has a first or second person in it."""
    quoted: float
    """Share of its letters between quotation marks: 0 to 1."""


def signals(sentences: Sequence[str], language: str, title: str = "") -> tuple[list[Signals], Vocabulary]:
    """Measure every sentence of an article, in time proportional to its length; and its words."""
    stem = stemmer(language)
    surfaces = [words(text, language) for text in sentences]
    stems = [tuple(map(stem, found)) for found in surfaces]
    names = [_names(text, language) for text in sentences]
    vocabulary = Vocabulary.of(surfaces, stems, [frozenset(map(stem, found)) for found in names], cut=not title)
    vectors = _vectors(stems)
    centralities = _centralities(vectors)
    headline = frozenset(map(stem, words(title, language)))
    found = []
    for place, text in enumerate(sentences):
        own = frozenset(stems[place])
        count = length(text)
        figures = sum(word[0].isdigit() for word in surfaces[place])
        found.append(
            Signals(
                place=place,
                length=count,
                vector=vectors[place],
                centrality=centralities[place],
                salience=sum(map(vocabulary.salience.__getitem__, own)) / max(1, len(own)),
                title=len(own & headline) / len(headline) if headline else 0.0,
                entities=min(1.0, (len(names[place]) + figures) / max(1, count)),
                day=_has(DAYS, language, text),
                dependent=bool((opening := DEPENDENT.get(language)) and opening.match(text)),
                speaker=_has(SPEAKER, language, text),
                quoted=sum(map(len, _QUOTED.findall(text))) / max(1, len(text)),
            )
        )
    return found, vocabulary


def _has(lists: dict[str, re.Pattern[str]], language: str, text: str) -> bool:
    pattern = lists.get(language)
    return bool(pattern and pattern.search(text))


def _names(text: str, language: str) -> tuple[str, ...]:
    """Return the words that are names by their capital, lower case; the first word of a sentence tells nothing."""
    if language in CAPITAL_NOUNS:
        return ()
    inner: list[str] = _INNER_WORD.findall(text)
    capitalised = [word for word in inner if word[0].isupper()]
    if len(capitalised) > _SHOUTED * len(inner):
        return ()
    return tuple(found for word in capitalised for found in words(word, language))


def _vectors(stems: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    found = Counter(stem for sentence in stems for stem in set(sentence))
    idf = {stem: math.log(1 + len(stems) / count) for stem, count in found.items()}
    vectors = []
    for sentence in stems:
        vector = {stem: count * idf[stem] for stem, count in Counter(sentence).items()}
        norm = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
        vectors.append({stem: weight / norm for stem, weight in vector.items()})
    return vectors


def _centralities(vectors: Sequence[dict[str, float]]) -> list[float]:
    """Sum each sentence's cosines with the others: one product with the sum of all vectors does it."""
    total: Counter[str] = Counter()
    for vector in vectors:
        for stem, weight in vector.items():
            total[stem] += weight  # type: ignore[assignment]
    sums = [math.fsum(weight * (total[stem] - weight) for stem, weight in vector.items()) for vector in vectors]
    most = max(sums, default=0.0)
    return [max(0.0, one) / most if most > 0 else 0.0 for one in sums]
