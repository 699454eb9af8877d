"""One summary of many wires: groups them into stories, and chooses sentences without repetition.

The words of a story are worth more if more wires tell it; each counts once within its story, so repetition by a second
wire adds nothing. The choice within the budget is the same as for a single article.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.lang import profile_of
from core.settings import SummarySettings
from core.summary import choice, news
from core.summary.keywords import stemmer
from core.summary.news import SentenceFeatures, sentence_features
from core.summary.textbook_rankers import scores
from core.summary.word_probabilities import ArticleWords

_SAME_STORY = 0.3
"""Minimum cosine of two wires' main words from which they are of one story, where one of them has no names: wires of a
day on different subjects have about 0.05, on one event 0.4 and more."""
_SAME_EVENT = 0.25
"""Minimum geometric mean of the cosines of their names and of their other words, where both have names: neither the
place alone makes an event, nor what happens in such events. In ten sets of five short wires on one event each, in two
languages, the wire that is farthest from all others of its set has 0.24 to 0.52; wires on other events, some at the
same places, have 0.28 at most. By the cosine of all words, one set of the ten was whole."""
_OTHER_WIRES = 4
"""Imaginary other wires in the document frequencies, so that the words of a story count even if all wires tell it."""
_MAIN_WORDS = 40
"""Number of main words of a wire that are compared."""
_REMEMBERED = 512
"""Number of wires whose words are kept: to read a wire takes more time than to compare it with a hundred others."""
_REPEATED_SHARE = 0.6
"""Minimum share of a sentence's words, by weight, that another sentence must have to repeat it."""


@dataclass(frozen=True, slots=True)
class WireInput:
    """The input for one article; all articles of a digest are in one language."""

    sentences: tuple[str, ...]
    """Those that may be chosen."""
    title: str
    """Its headline; empty if it has none."""
    doubts: tuple[float, ...]
    """For each sentence, the doubt in its translation, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence that was chosen."""

    wire: int
    place: int
    """Index among the wire's sentences."""
    score: float
    parts: news.Parts | None
    also: tuple[int, ...]
    """Other wires of the story that say the same."""


@dataclass(frozen=True, slots=True)
class StoryPicks:
    """The wires of one story, and the sentences chosen from them, wire by wire in their order."""

    wires: tuple[int, ...]
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class _Analysed:
    seen: list[SentenceFeatures]
    vocabulary: ArticleWords
    parts: list[news.Parts]


def choose(
    wires: Sequence[WireInput],
    language: str,
    settings: SummarySettings,
    outdated: Callable[[tuple[int, ...]], Iterable[tuple[int, int]]] = lambda _: (),
    *,
    together: bool = False,
) -> list[StoryPicks]:
    """Summarise many wires; the stories that most wires tell come first.

    The budget is for the whole. Stories from which nothing was chosen come last, without picks. `outdated` returns, for
    a story's wires, the sentences that must not be chosen, each as wire and index; `together` if all wires are of one
    story. Deterministic.
    """
    read = [_read(wire, language) for wire in wires]
    stories = [tuple(range(len(wires)))] if together and wires else _stories(read, language)
    excluded = {sentence for members in stories for sentence in outdated(members)}
    story_of = {wire: number for number, members in enumerate(stories) for wire in members}
    places = [(wire, place) for wire in range(len(wires)) for place in range(len(read[wire].seen))]
    places = [place for place in places if place not in excluded]
    matter = _matter(read, story_of, places)
    if settings.method == "news":
        chosen = _without_contained(choice.best_set(matter, settings), matter)
        rated = [read[wire].parts[place].score for wire, place in places]
    else:
        texts = [wires[wire].sentences[place] for wire, place in places]
        lead = settings.method == "lead"
        rated = [1 / (1 + place) for _, place in places] if lead else scores(settings.method, texts, language)
        ranked = sorted(range(len(places)), key=lambda number: (-rated[number], number))
        chosen = choice.best_within_budget(
            _without_repeats(ranked, matter), [read[wire].seen[place].length for wire, place in places], settings
        )
    weights = matter.worths
    picks: dict[int, list[Pick]] = defaultdict(list)
    for number in chosen:
        wire, place = places[number]
        parts = read[wire].parts[place] if settings.method == "news" else None
        also = {places[other][0] for other in _repeats(number, matter, weights)} - {wire}
        picks[story_of[wire]].append(Pick(wire, place, rated[number], parts, tuple(sorted(also))))
    found = [StoryPicks(members, tuple(picks[number])) for number, members in enumerate(stories)]
    return sorted(found, key=lambda story: (not story.picks, -len(story.wires), story.wires))


def same_event(
    wires: Sequence[WireInput], language: str, place: int, step: Callable[[], None] = lambda: None
) -> tuple[int, ...]:
    """Return the indices of the wires on the same event as the one at index `place`, itself included, in order.

    `step` is called before each wire is read, which takes milliseconds the first time. The result is the group that
    `choose` would make, but only the wires of this group are compared with all others.
    """
    read = []
    for wire in wires:
        step()
        read.append(_read(wire, language))
    vectors = _vectors(read, language)
    found, unchecked = {place}, [place]
    while unchecked:
        here = vectors[unchecked.pop()]
        near = [
            number
            for number, other in enumerate(vectors)
            if number not in found
            and _are_near(
                _cosine(here.names, other.names),
                _cosine(here.rest, other.rest),
                _cosine(here.all, other.all),
                named=here.named and other.named,
            )
        ]
        found.update(near)
        unchecked += near
    return tuple(sorted(found))


@lru_cache(maxsize=_REMEMBERED)
def _read(wire: WireInput, language: str) -> _Analysed:
    seen, vocabulary = sentence_features(wire.sentences, language, wire.title)
    parts = [news.score_parts(signals, vocabulary, doubt) for signals, doubt in zip(seen, wire.doubts, strict=True)]
    return _Analysed(seen, vocabulary, parts)


class _Vector(NamedTuple):
    """The main words of a wire by stem, each of the three scaled to the length 1."""

    names: dict[str, float]
    rest: dict[str, float]
    """Words that are no names."""
    all: dict[str, float]
    named: bool
    """Whether the wire has names."""


def _vectors(read: Sequence[_Analysed], language: str) -> list[_Vector]:
    spread = Counter(stem for wire in read for stem in wire.vocabulary.content)
    names = {stem for wire in read for stem, expected in wire.vocabulary.content.items() if expected.name}
    # Wires on one event give other figures and other days.
    stem = stemmer(language)
    days = {
        stem(word)
        for words in (profile_of(language).dates.weekdays, profile_of(language).dates.months)
        for word in words
    }
    vectors = []
    for wire in read:
        weights = {
            name: expected.total * math.log(1 + (len(read) + _OTHER_WIRES) / (spread[name] + _OTHER_WIRES))
            for name, expected in wire.vocabulary.content.items()
            if not name[0].isdigit() and name not in days
        }
        named = {name: value for name, value in weights.items() if name in names}
        rest = {name: value for name, value in weights.items() if name not in names}
        vectors.append(_Vector(_main(named), _main(rest), _main(weights), bool(named)))
    return vectors


def _main(weights: dict[str, float]) -> dict[str, float]:
    """Return the weights of the main words, scaled to the length 1."""
    main = sorted(weights, key=lambda name: (-weights[name], name))[:_MAIN_WORDS]
    norm = math.sqrt(math.fsum(weights[name] ** 2 for name in main)) or 1.0
    return {name: weights[name] / norm for name in main}


def _are_near(names: float, rest: float, everything: float, *, named: bool) -> bool:
    """Whether two wires are on one event, by the cosines of their words; `named` if both have names."""
    return math.sqrt(names * rest) >= _SAME_EVENT if named else everything >= _SAME_STORY


def _cosine(weights: dict[str, float], others: dict[str, float]) -> float:
    return sum(value * others[name] for name, value in weights.items() if name in others)


def _stories(read: Sequence[_Analysed], language: str) -> list[tuple[int, ...]]:
    """Group wires by the similarity of their names and of their other main words."""
    vectors = _vectors(read, language)
    parent = list(range(len(read)))

    def root(wire: int) -> int:
        while parent[wire] != wire:
            parent[wire] = wire = parent[parent[wire]]
        return wire

    near = zip(
        _similar([vector.names for vector in vectors]),
        _similar([vector.rest for vector in vectors]),
        _similar([vector.all for vector in vectors]),
        strict=True,
    )
    for wire, (names, rest, everything) in enumerate(near):
        for other in sorted(everything):
            named = vectors[wire].named and vectors[other].named
            if _are_near(names.get(other, 0.0), rest.get(other, 0.0), everything[other], named=named):
                first, second = sorted((root(wire), root(other)))
                parent[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for wire in range(len(read)):
        members[root(wire)].append(wire)
    return [tuple(members[wire]) for wire in sorted(members)]


def _similar(weights: Sequence[dict[str, float]]) -> Iterator[dict[int, float]]:
    """Yield for each wire the cosine of its main words and those of each earlier wire that shares one."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for wire, main in enumerate(weights):
        near: dict[int, float] = defaultdict(float)
        for name, value in main.items():
            for other, others in holders[name]:
                near[other] += others * value
            holders[name].append((wire, value))
        yield near


def _matter(
    read: Sequence[_Analysed], story_of: dict[int, int], places: Sequence[tuple[int, int]]
) -> choice.Candidates:
    """Return the candidates; only content words count, as the first sentences already have all words of grammar."""
    best: dict[tuple[int, str], float] = {}
    counts: Counter[tuple[int, str]] = Counter()
    for wire, analysed in enumerate(read):
        for stem, expected in analysed.vocabulary.content.items():
            key = story_of[wire], stem
            best[key] = max(best.get(key, 0.0), expected.total)
            counts[key] += 1
    number = {key: place for place, key in enumerate(best)}
    return choice.Candidates(
        lengths=[read[wire].seen[place].length for wire, place in places],
        own=[read[wire].seen[place].length * read[wire].parts[place].form for wire, place in places],
        words=[
            sorted((number[story_of[wire], stem], 1) for stem in read[wire].seen[place].stems) for wire, place in places
        ],
        worths=[(weight * (1 + math.log(counts[key])),) for key, weight in best.items()],
    )


def _repeats(number: int, matter: choice.Candidates, weights: Sequence[Sequence[float]]) -> list[int]:
    """Return the sentences that have most of the words of this one, by weight and by number.

    By weight alone, the one place that all wires name would be enough.
    """
    word_weights = {word: weights[word][0] for word, _ in matter.words[number]}
    enough = _REPEATED_SHARE * math.fsum(word_weights.values())
    return [
        other
        for other, words in enumerate(matter.words)
        if (shared := [word_weights[word] for word, _ in words if word in word_weights])
        and math.fsum(shared) >= enough
        and 2 * len(shared) > len(word_weights)
    ]


def _without_contained(chosen: Sequence[int], matter: choice.Candidates) -> list[int]:
    """Remove sentences all of whose words an earlier one has, even if the budget is then not used up."""
    kept: list[int] = []
    for number in chosen:
        words = {word for word, _ in matter.words[number]}
        if not any(words <= {word for word, _ in matter.words[other]} for other in kept):
            kept.append(number)
    return kept


def _without_repeats(ranked: Sequence[int], matter: choice.Candidates) -> list[int]:
    """Remove from a ranking the sentences most of whose words are in better ones."""
    covered: set[int] = set()
    kept = []
    for number in ranked:
        words = {word for word, _ in matter.words[number]}
        whole = math.fsum(matter.worths[word][0] for word in sorted(words))
        if math.fsum(matter.worths[word][0] for word in sorted(words & covered)) < _REPEATED_SHARE * whole or not words:
            kept.append(number)
            covered |= words
    return kept
