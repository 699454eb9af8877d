"""Many briefs to one digest: a summary over all of them, each sentence with the wire it comes from.

Where wires of one story count the dead or the injured differently, the newest count leads the story, what changed is
said, and sentences with an older count are left out.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from core.article import Sentence
from core.brief import Brief
from core.checks.number_parser import quantities
from core.checks.text import Text, read
from core.lang import find
from core.settings import SummarySettings
from core.summary import Reason, candidates_of, doubtful, is_translated
from core.summary.keywords import knows
from core.summary.many import Pick, Wire, choose

_NEAR = 6
"""Words between a number and what it counts: « 41 personnes au moins ont été tuées »."""
_BEHIND = 9
"""Words between what is counted and a number after it: « le nombre de morts après le séisme de Lyon s'élève à 41 »."""
_COUNTED = "counted"
"""In a language's table, the words between what is counted and a number after it: « le nombre de morts passe à 41 »."""
_DOING = "doing "
"""In a language's table, before the kind, the verbs that have a number for their object: « tuant 41 personnes »."""
_ABOUT = "about"
"""In a language's table, the words that may stand between such a verb and its number: « tuant au moins 41 »."""


def tolls(sentence: str, language: str) -> dict[str, int]:
    """Return how many a sentence counts of each kind; of two counts of a kind, the higher one is the toll so far.

    `language` is an ISO 639-1 code; nothing is found in a language whose folder has no table of them.
    """
    words = _words(language)
    if not words:
        return {}
    text = read(sentence, language)
    if text.words.isdisjoint(_telling(language)):
        return {}
    found: dict[str, int] = {}
    for what, count in _counted(text, words):
        found[what] = max(found.get(what, 0), count)
    return found


def newest(reports: Sequence[Sequence[dict[str, int]]]) -> Iterator[tuple[str, int, int, int, int]]:
    """Give each kind that reports count, the gravest first: what, its earliest count, its newest, and where that is.

    `reports` are the tolls of the sentences of each, from the earliest to the newest; a count is found by the place of
    its report and of its sentence. The first sentence of a report that counts a kind has its toll: what comes
    later is often background.
    """
    for what in kinds():
        counts = [
            next(((one[what], number, place) for place, one in enumerate(report) if what in one), None)
            for number, report in enumerate(reports)
        ]
        if known := [one for one in counts if one]:
            yield what, known[0][0], *known[-1]


def _counted(text: Text, words: dict[str, str]) -> Iterator[tuple[str, int]]:
    numbers = quantities(text)
    places = {one.place for one in numbers}
    for one in numbers:
        values = [value for value in one.readings if isinstance(value, float) and value == int(value)]
        if one.moment or one.unit or len(values) != 1:
            continue
        ahead = range(one.place + 1, min(one.place + 2 + _NEAR, len(text.lower)))
        what = _first(text.lower, ahead, places, words, _participles(text.language))
        if what is None and one.place and words.get(text.lower[one.place - 1]) == _COUNTED:
            # « tué à 300 mètres » counts no dead.
            near = 2 + (text.lower[one.place - 2] in _participles(text.language))
            behind = range(one.place - near, max(one.place - 3 - _BEHIND, -1), -1)
            what = _first(text.lower, behind, places, words)
        what = what or _done(text.lower, one.place, _verbs(text.language))
        if what:
            yield what, int(values[0])


def _first(
    lower: Sequence[str], where: range, places: set[int], words: dict[str, str], verbs: Container[str] = ()
) -> str | None:
    """Return what the first telling word of a stretch counts; None where another number comes before it, or has it."""
    for at in where:
        if at in places or (at > where.start and lower[at] in verbs and at + 1 in places):
            return None
        if (what := _told_at(lower, at, words)) and what != _COUNTED:
            return what
    return None


def _done(lower: Sequence[str], place: int, verbs: dict[str, str]) -> str | None:
    """Return what the verb before a number does to so many: « a tué au moins 41 personnes », « killed 27 »."""
    end = place
    while end and verbs.get(lower[end - 1]) == _ABOUT and place - end < _NEAR // 2:
        end -= 1
    # « a tué » are two words: the longest goes first.
    return next((what for most in (4, 3, 2, 1) if (what := verbs.get("_".join(lower[max(0, end - most) : end])))), None)


def _told_at(lower: Sequence[str], at: int, words: dict[str, str]) -> str | None:
    """Return what the words from a place on tell, the longest of them first: « perdu la vie »."""
    return next((what for most in (4, 3, 2, 1) if (what := words.get("_".join(lower[at : at + most])))), None)


@cache
def _words(language: str) -> dict[str, str]:
    """Return what the words of a language's table count; several words that belong together are joined by `_`."""
    return {word: what for what, words in _table(language) if " " not in what and what != _ABOUT for word in words}


@cache
def _verbs(language: str) -> dict[str, str]:
    """Return what verbs do to the number after them; and, as `about`, the words that may stand between."""
    rows = [(what.removeprefix(_DOING), words) for what, words in _table(language) if what.startswith((_DOING, _ABOUT))]
    return {word: what for what, words in rows for word in words}


@cache
def _participles(language: str) -> frozenset[str]:
    """Return the last words of these verbs: « tué »."""
    return frozenset(word.rpartition("_")[2] for word, what in _verbs(language).items() if what != _ABOUT)


def _table(language: str) -> list[tuple[str, list[str]]]:
    rows = (line.split(": ") for line in find(language).read("tolls.txt").splitlines())
    return [(what, words.split()) for what, words in rows]


@cache
def _telling(language: str) -> frozenset[str]:
    """Return the words without one of which a sentence counts nothing."""
    return frozenset(word.rpartition("_")[2] for word in _words(language)) | _participles(language)


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds, the gravest first, as the English table has them."""
    return tuple(kind for kind in dict.fromkeys(_words("en").values()) if kind != _COUNTED)


SENTENCES = 8
"""Of a digest whose length nobody said."""


@dataclass(frozen=True, slots=True)
class DigestSentence:
    """A sentence of a digest."""

    wire: int
    """The place of its brief in the digest."""
    sentence: Sentence
    reason: Reason
    also: tuple[int, ...]
    """The places of other briefs that say the same."""


@dataclass(frozen=True, slots=True)
class Change:
    """A toll that is not what it was."""

    what: str
    """What is counted: `dead`, `injured`, `missing`, … as the English table of tolls has it."""
    before: int
    """As the earliest wire has it that counts it."""
    now: int
    """As the newest one does."""
    wire: int
    """The place of that one's brief in the digest."""
    sentence: str
    """The id of the sentence that says it."""


@dataclass(frozen=True, slots=True)
class DigestStory:
    """What several wires tell together."""

    wires: tuple[int, ...]
    """The places of their briefs, in order."""
    sentences: tuple[DigestSentence, ...]
    """The newest toll first, where one changed, then wire by wire, in reading order; empty where the digest had no room
    for it."""
    changes: tuple[Change, ...] = ()
    """Tolls that changed, the gravest first."""

    @property
    def lead(self) -> int:
        """The place of the brief whose headline stands for it: that with the newest toll, else the first."""
        return self.changes[0].wire if self.changes else self.wires[0]


@dataclass(frozen=True, slots=True)
class Digest:
    """One summary over many wires: the value that exports write."""

    briefs: tuple[Brief, ...]
    """All that were read, in their order."""
    stories: tuple[DigestStory, ...]
    """Those that most wires tell first; those without a sentence last."""
    budget: SummarySettings

    @property
    def sentences(self) -> tuple[DigestSentence, ...]:
        """All its sentences, in order."""
        return tuple(one for story in self.stories for one in story.sentences)


def digest(briefs: Sequence[Brief], settings: SummarySettings) -> Digest:
    """Sum up many briefs in one; the budget is that of the whole.

    Where all are in one language that is known, the sources are read, so that no translation bends the choice;
    wires of several languages can be held against each other by their translations alone.
    """
    language = _language(briefs)
    candidates = [candidates_of(brief.article) for brief in briefs]
    wires = [_wire(brief, own, translated=language is None) for brief, own in zip(briefs, candidates, strict=True)]
    target = briefs[0].engine.target if briefs else "und"
    counts = [_counts(brief, own) for brief, own in zip(briefs, candidates, strict=True)]

    changes: dict[tuple[int, ...], tuple[Change, ...]] = {}
    """Of each story, by its wires: known as soon as these are."""

    def outdated(members: tuple[int, ...]) -> Iterator[tuple[int, int]]:
        """Name the sentences with a toll that a newer wire of the story has otherwise."""
        changes[members] = _changes(briefs, candidates, counts, members)
        for change in changes[members]:
            for wire in members:
                yield from (
                    (wire, place)
                    for place, count in enumerate(counts[wire])
                    if change.what in count and count[change.what] != change.now
                )

    stories = []
    for one in choose(wires, language or target, settings, outdated):
        sentences = [_sentence(pick, candidates) for pick in one.picks]
        stories.append(
            DigestStory(one.wires, tuple(_led(sentences, changes[one.wires], candidates)), changes[one.wires])
        )
    return Digest(tuple(briefs), tuple(stories), settings)


def _language(briefs: Sequence[Brief]) -> str | None:
    """Return the one language that all sources are to be read in; None where their translations are."""
    codes = {brief.article.language.code if brief.article.language else "und" for brief in briefs}
    if len(codes) == 1 and knows(code := min(codes)):
        return code
    everything = [sentence for brief in briefs for sentence in brief.article.sentences]
    return None if any(map(is_translated, everything)) else min(codes, default="und")


def _wire(brief: Brief, candidates: Sequence[Sentence], *, translated: bool) -> Wire:
    def text(sentence: Sentence) -> str:
        return (sentence.translation if translated else None) or sentence.source

    title = brief.title.sentences if brief.title else ()
    return Wire([*map(text, candidates)], " ".join(map(text, title)), [*map(doubtful, candidates)])


def _sentence(pick: Pick, candidates: Sequence[Sequence[Sentence]]) -> DigestSentence:
    sentence = candidates[pick.wire][pick.place]
    return DigestSentence(pick.wire, sentence, Reason(sentence.id, pick.score, pick.parts), pick.also)


def _counts(brief: Brief, candidates: Sequence[Sentence]) -> list[dict[str, int]]:
    """Return the tolls of each candidate."""
    language = brief.article.language.code if brief.article.language else "und"
    return [tolls(sentence.source, language) for sentence in candidates]


def _changes(
    briefs: Sequence[Brief],
    candidates: Sequence[Sequence[Sentence]],
    counts: Sequence[Sequence[dict[str, int]]],
    members: Sequence[int],
) -> tuple[Change, ...]:
    """Return the tolls that changed within a story, from its earliest wire to its newest."""
    published = [briefs[wire].article.source.published for wire in members]
    dated = all(published)
    # ISO dates sort as text; wires of which one has no date are taken in the order in which they were read.
    order = sorted(members, key=lambda wire: (briefs[wire].article.source.published or "" if dated else "", wire))
    return tuple(
        Change(what, before, now, wire := order[at], candidates[wire][place].id)
        for what, before, now, at, place in newest([counts[wire] for wire in order])
        if before != now
    )


def _led(
    sentences: list[DigestSentence], changes: Sequence[Change], candidates: Sequence[Sequence[Sentence]]
) -> list[DigestSentence]:
    """Put the sentence with the newest and gravest toll first; where it was not chosen, in the least one's stead."""
    if not sentences or not changes:
        return sentences
    lead = changes[0]
    own = [one for one in sentences if (one.wire, one.sentence.id) == (lead.wire, lead.sentence)]
    if not own:
        sentences.remove(min(sentences, key=lambda one: one.reason.score))
        sentence = next(one for one in candidates[lead.wire] if one.id == lead.sentence)
        own = [DigestSentence(lead.wire, sentence, Reason(sentence.id, 0.0, None), ())]
    return [*own, *(one for one in sentences if one not in own)]


def default_budget(settings: SummarySettings) -> SummarySettings:
    """Return the settings for a digest whose length nobody said."""
    return replace(settings, sentences=SENTENCES, words=None, ratio=None)
