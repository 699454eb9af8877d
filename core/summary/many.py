"""One summary over many wires: which of them tell the same story, and what each story brings, said once.

A story's words are worth the more, the more wires tell it; each counts once within its story, so what a second wire
repeats adds nothing. The choice under the budget is that of a single article's summary.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.settings import SummarySettings
from core.summary import choice, count_of, fitting, news
from core.summary.classic import scores
from core.summary.expectation import ArticleWords
from core.summary.news import Signals, signals

_SAME_STORY = 0.3
"""Cosine of two wires' telling words from which they are of one story: wires of a day on different things have
about 0.05, of one event 0.4 and more."""
_UNSEEN = 4
"""Wires of other days that are taken to hold each word: where all wires tell one story, its own words still count."""
_TELLING = 40
"""Words of a wire that are compared: those it is most about."""
_SAID = 0.6
"""Share of a sentence's words, by their weight, that another wire's sentence has which says the same."""


@dataclass(frozen=True, slots=True)
class Wire:
    """What is read of one article; all of a digest in one language."""

    sentences: Sequence[str]
    """Those that may be chosen."""
    title: str
    """Its headline; empty where it has none."""
    doubts: Sequence[float]
    """For each sentence, from 0 to 1, how little its translation is to be trusted."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence that was chosen."""

    wire: int
    place: int
    """Among the wire's sentences."""
    score: float
    parts: news.Parts | None
    also: tuple[int, ...]
    """Other wires of the story that say the same."""


@dataclass(frozen=True, slots=True)
class StoryPicks:
    """Wires that tell the same, and what the digest has of it, wire by wire in their order."""

    wires: tuple[int, ...]
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    seen: list[Signals]
    vocabulary: ArticleWords
    parts: list[news.Parts]


def choose(
    wires: Sequence[Wire],
    language: str,
    settings: SummarySettings,
    outdated: Callable[[tuple[int, ...]], Iterable[tuple[int, int]]] = lambda _: (),
) -> list[StoryPicks]:
    """Sum up many wires: the stories that most of them tell first.

    The budget is that of the whole. Stories that nothing was chosen from come last, without picks. `outdated`, given a
    story's wires, names sentences that are not to be chosen, each by its wire and place. Deterministic.
    """
    read = [_read(wire, language) for wire in wires]
    stories = _stories(read)
    left_out = {one for members in stories for one in outdated(members)}
    story_of = {wire: number for number, members in enumerate(stories) for wire in members}
    places = [(wire, place) for wire in range(len(wires)) for place in range(len(read[wire].seen))]
    places = [one for one in places if one not in left_out]
    matter = _matter(read, story_of, places)
    if settings.method == "news":
        count = count_of(settings, len(places))
        taken = choice.by_count(matter, count) if settings.words is None else choice.by_words(matter, settings.words)
        taken = _once(taken, matter)
        rated = [read[wire].parts[place].score for wire, place in places]
    else:
        texts = [wires[wire].sentences[place] for wire, place in places]
        lead = settings.method == "lead"
        rated = [1 / (1 + place) for _, place in places] if lead else scores(settings.method, texts, language)
        ranked = sorted(range(len(places)), key=lambda number: (-rated[number], number))
        taken = fitting(_different(ranked, matter), [read[wire].seen[place] for wire, place in places], settings)
    weights = matter.worths
    picks: dict[int, list[Pick]] = defaultdict(list)
    for number in taken:
        wire, place = places[number]
        parts = read[wire].parts[place] if settings.method == "news" else None
        also = {places[other][0] for other in _repeats(number, matter, weights)} - {wire}
        picks[story_of[wire]].append(Pick(wire, place, rated[number], parts, tuple(sorted(also))))
    found = [StoryPicks(members, tuple(picks[number])) for number, members in enumerate(stories)]
    return sorted(found, key=lambda story: (not story.picks, -len(story.wires), story.wires))


def grouped(wires: Sequence[Wire], language: str) -> list[tuple[int, ...]]:
    """Return which wires tell of the same event, by their places."""
    return _stories([_read(wire, language) for wire in wires])


def _read(wire: Wire, language: str) -> _Read:
    seen, vocabulary = signals(wire.sentences, language, wire.title)
    parts = [news.parts(one, vocabulary, doubt) for one, doubt in zip(seen, wire.doubts, strict=True)]
    return _Read(seen, vocabulary, parts)


def _stories(read: Sequence[_Read]) -> list[tuple[int, ...]]:
    """Group wires by the words that they are most about: a wire joins those that it resembles."""
    spread = Counter(stem for one in read for stem in one.vocabulary.content)
    vectors = []
    for one in read:
        weights = {
            stem: expected.total * math.log(1 + (len(read) + _UNSEEN) / (spread[stem] + _UNSEEN))
            for stem, expected in one.vocabulary.content.items()
        }
        telling = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_TELLING]
        norm = math.sqrt(math.fsum(weights[stem] ** 2 for stem in telling)) or 1.0
        vectors.append({stem: weights[stem] / norm for stem in telling})
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    parent = list(range(len(read)))

    def root(wire: int) -> int:
        while parent[wire] != wire:
            parent[wire] = wire = parent[parent[wire]]
        return wire

    for wire, vector in enumerate(vectors):
        near: dict[int, float] = defaultdict(float)
        for stem, weight in vector.items():
            for other, another in holders[stem]:
                near[other] += weight * another
            holders[stem].append((wire, weight))
        for other in sorted(near):
            if near[other] >= _SAME_STORY:
                first, second = sorted((root(wire), root(other)))
                parent[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for wire in range(len(read)):
        members[root(wire)].append(wire)
    return [tuple(members[wire]) for wire in sorted(members)]


def _matter(read: Sequence[_Read], story_of: dict[int, int], places: Sequence[tuple[int, int]]) -> choice.Matter:
    """Return what there is to choose from: the words of meaning alone, as grammar is said by the first sentences."""
    best: dict[tuple[int, str], float] = {}
    said: Counter[tuple[int, str]] = Counter()
    for wire, one in enumerate(read):
        for stem, expected in one.vocabulary.content.items():
            key = story_of[wire], stem
            best[key] = max(best.get(key, 0.0), expected.total)
            said[key] += 1
    number = {key: place for place, key in enumerate(best)}
    return choice.Matter(
        lengths=[read[wire].seen[place].length for wire, place in places],
        own=[read[wire].seen[place].length * read[wire].parts[place].form for wire, place in places],
        words=[
            sorted((number[story_of[wire], stem], 1) for stem in read[wire].seen[place].stems) for wire, place in places
        ],
        worths=[(weight * (1 + math.log(said[key])),) for key, weight in best.items()],
    )


def _repeats(number: int, matter: choice.Matter, weights: Sequence[Sequence[float]]) -> list[int]:
    """Return the sentences that say most of what this one does."""
    own = {word: weights[word][0] for word, _ in matter.words[number]}
    enough = _SAID * math.fsum(own.values())
    return [
        other
        for other, words in enumerate(matter.words)
        if own and math.fsum(own.get(word, 0.0) for word, _ in words) >= enough
    ]


def _once(taken: Sequence[int], matter: choice.Matter) -> list[int]:
    """Leave out what another sentence before it says word for word: a budget that is left over is no reason for it."""
    kept: list[int] = []
    for number in taken:
        words = {word for word, _ in matter.words[number]}
        if not any(words <= {word for word, _ in matter.words[other]} for other in kept):
            kept.append(number)
    return kept


def _different(ranked: Sequence[int], matter: choice.Matter) -> list[int]:
    """Leave out of a ranking what says again most of what stands before it."""
    said: set[int] = set()
    kept = []
    for number in ranked:
        words = {word for word, _ in matter.words[number]}
        whole = math.fsum(matter.worths[word][0] for word in sorted(words))
        if math.fsum(matter.worths[word][0] for word in sorted(words & said)) < _SAID * whole or not words:
            kept.append(number)
            said |= words
    return kept
