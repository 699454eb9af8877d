"""Makes one digest of many briefs: a summary of all of them, each sentence with its wire.

If wires of one story have different counts of the dead or the injured, the sentence with the newest count comes first,
the change is stated, and sentences with an older count are left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from core.article import Article, Sentence
from core.brief import Brief
from core.settings import SummarySettings
from core.summary import Reason, candidates_of, doubtful, is_translated, multi_document
from core.summary.keywords import knows, stemmer
from core.summary.multi_document import Pick, WireInput, choose
from core.summary.news import sentence_features
from core.tolls import kinds, of_report, same_kinds, tolls, vocabulary

SENTENCES = 8
"""Default number of sentences of a digest."""
_ROUNDS = 3
"""Maximum number of choices; each leaves out the sentences of the one before that only repeated a count."""
_Counts = Mapping[tuple[int, str], Mapping[str, int]]
"""The tolls of sentences, by wire and sentence id."""


@dataclass(frozen=True, slots=True)
class DigestSentence:
    """A sentence of a digest."""

    wire: int
    """The index of its brief in the digest."""
    sentence: Sentence
    reason: Reason
    also: tuple[int, ...]
    """The indices of other briefs that say the same."""


@dataclass(frozen=True, slots=True)
class TollChange:
    """A count, such as that of the dead, that changed within a story."""

    what: str
    """What is counted: `dead`, `injured`, `missing`, …, as in the English table of tolls."""
    before: int
    """The count of the earliest wire that has one."""
    highest: int
    """The highest count of any wire; more than `now` if a count was corrected downwards."""
    now: int
    """The count of the newest wire that has one."""
    wire: int
    """The index of that wire's brief in the digest."""
    sentence: str
    """The id of the sentence with that count."""


@dataclass(frozen=True, slots=True)
class DigestStory:
    """A story: several wires on the same event."""

    wires: tuple[int, ...]
    """The indices of their briefs, in order."""
    sentences: tuple[DigestSentence, ...]
    """The sentence with the newest toll first, if one changed; then wire by wire, in reading order. Empty if the budget
    had no room for the story."""
    changes: tuple[TollChange, ...] = ()
    """Tolls that changed, the gravest first."""

    @property
    def lead(self) -> int:
        """The index of the brief whose headline stands for the story: the one with the newest toll, else the first."""
        return self.changes[0].wire if self.changes else self.wires[0]


@dataclass(frozen=True, slots=True)
class Digest:
    """One summary over many wires: the value that exports write."""

    briefs: tuple[Brief, ...]
    """All briefs, in the order in which they were read."""
    stories: tuple[DigestStory, ...]
    """Stories with the most wires first; those without a sentence last."""
    budget: SummarySettings

    @property
    def sentences(self) -> tuple[DigestSentence, ...]:
        """All its sentences, in order."""
        return tuple(sentence for story in self.stories for sentence in story.sentences)


def digest(briefs: Sequence[Brief], settings: SummarySettings, *, together: bool = False) -> Digest:
    """Summarise many briefs in one digest; the budget is for the whole.

    If all are in one known language, the choice is made from the sources, so that it does not depend on translations;
    wires in several languages can be compared only by their translations. `together` if all are of one story.
    """
    language = _common_language([brief.article for brief in briefs])
    candidates = [candidates_of(brief.article) for brief in briefs]
    wires = [
        _to_wire(brief.article, sentences, translated=language is None)
        for brief, sentences in zip(briefs, candidates, strict=True)
    ]
    target = briefs[0].engine.target if briefs else "und"
    counts = [_toll_counts(brief, sentences) for brief, sentences in zip(briefs, candidates, strict=True)]

    @cache
    def changes(members: tuple[int, ...]) -> tuple[TollChange, ...]:
        return _toll_changes(briefs, candidates, counts, members)

    def outdated(members: tuple[int, ...]) -> Iterator[tuple[int, int]]:
        """Yield the sentences with an outdated toll, or without anything new, as (wire, index of the sentence)."""
        for change in changes(members):
            for wire in members:
                for place, count in enumerate(counts[wire]):
                    if any(count.get(kind, change.now) != change.now for kind in same_kinds(change.what)):
                        yield wire, place
        for wire in members:
            for place, sentence in enumerate(candidates[wire]):
                if (wire, sentence.id) in repeated:
                    yield wire, place

    counted = {
        (wire, sentence.id): count
        for wire, (sentences, found) in enumerate(zip(candidates, counts, strict=True))
        for sentence, count in zip(sentences, found, strict=True)
    }
    repeated: set[tuple[int, str]] = set()
    stories: list[DigestStory] = []
    for _round in range(_ROUNDS):
        stories = []
        again: set[tuple[int, str]] = set()
        for story in choose(wires, language or target, settings, outdated, together=together):
            changed = changes(story.wires)
            picked = _newest_toll_first([_to_sentence(pick, candidates) for pick in story.picks], changed, candidates)
            without = _repeated(picked, counted, language or target, translated=language is None, led=bool(changed))
            again |= {(sentence.wire, sentence.sentence.id) for sentence in without}
            kept = tuple(sentence for sentence in picked if sentence not in without)
            stories.append(DigestStory(story.wires, kept, changed))
        if not again:
            break
        # Their room is for sentences that say something else.
        repeated |= again
    return Digest(tuple(briefs), tuple(stories), settings)


def same_event(
    articles: Sequence[Article], place: int, target: str, step: Callable[[], None] = lambda: None
) -> tuple[int, ...]:
    """Return the indices of the articles on the same event as the one at index `place`, itself included, in order.

    These are more than the versions of one report (`core.stories`): reports by two agencies share few runs of words.
    They need not be translated if all are in one language; else those without a translation into `target` are left out,
    but for the ones in this one's language if it has no translation itself. `step` is called before each one is read.
    """
    numbers = [*range(len(articles))]
    language = _common_language(articles)
    if language is None:
        here = articles[place]
        translated = any(map(is_translated, here.sentences))
        numbers = [
            number
            for number, other in enumerate(articles)
            if (any(map(is_translated, other.sentences)) if translated else other.language == here.language)
            or number == place
        ]
    compared = [articles[number] for number in numbers]
    language = _common_language(compared)
    wires = [_to_wire(article, candidates_of(article), translated=language is None) for article in compared]
    found = multi_document.same_event(wires, language or target, numbers.index(place), step)
    return tuple(numbers[number] for number in found)


def _common_language(articles: Sequence[Article]) -> str | None:
    """Return the language of all sources, if it is a single known one; None if their translations must be compared."""
    codes = {article.language.code if article.language else "und" for article in articles}
    if len(codes) == 1 and knows(code := min(codes)):
        return code
    everything = [sentence for article in articles for sentence in article.sentences]
    return None if any(map(is_translated, everything)) else min(codes, default="und")


def _to_wire(article: Article, candidates: Sequence[Sentence], *, translated: bool) -> WireInput:
    def text(sentence: Sentence) -> str:
        return (sentence.translation if translated else None) or sentence.source

    title = article.title.sentences if article.title else ()
    return WireInput(tuple(map(text, candidates)), " ".join(map(text, title)), tuple(map(doubtful, candidates)))


def _to_sentence(pick: Pick, candidates: Sequence[Sequence[Sentence]]) -> DigestSentence:
    sentence = candidates[pick.wire][pick.place]
    return DigestSentence(pick.wire, sentence, Reason(sentence.id, pick.score, pick.parts), pick.also)


def _toll_counts(brief: Brief, candidates: Sequence[Sentence]) -> list[dict[str, int]]:
    """Return the tolls in each candidate sentence, by kind."""
    language = brief.article.language.code if brief.article.language else "und"
    return [tolls(sentence.source, language) for sentence in candidates]


def _toll_changes(
    briefs: Sequence[Brief],
    candidates: Sequence[Sequence[Sentence]],
    counts: Sequence[Sequence[dict[str, int]]],
    members: Sequence[int],
) -> tuple[TollChange, ...]:
    """Return the tolls that changed within a story, from its earliest wire to its newest."""
    days = {wire: briefs[wire].article.source.published or "" for wire in members}
    if not all(days.values()):
        # If any wire has no date, the order of reading is used for all.
        days = dict.fromkeys(days, "")
    # ISO dates sort as text. Wires of one day are in the order of reading too, or against it, as all are; else a toll
    # is expected to rise.
    falls = any(days[wire] > days[later] for wire, later in pairwise(members))
    latest_first = falls and all(days[wire] >= days[later] for wire, later in pairwise(members))
    order = sorted(members, key=lambda wire: (days[wire], -wire if latest_first else wire))
    there = {kind for wire in members for toll in counts[wire] for kind in toll}
    changes = []
    # Victims alone are not known to be dead.
    for kind in [kind for kind in kinds() if not there.isdisjoint(set(same_kinds(kind)) - {"victims"})]:
        found: list[tuple[int, int, int]] = []
        for wire in order:
            if count := of_report(counts[wire], kind, max(found, default=(0,))[0]):
                found.append((count[0], wire, count[1]))
        if falls and not latest_first:
            found.sort(key=lambda count: (days[count[1]], count[0]))
        if len({count for count, *_where in found}) > 1:
            now, wire, place = found[-1]
            sentence = candidates[wire][place].id
            changes.append(TollChange(kind, found[0][0], max(found)[0], now, wire, sentence))
    return tuple(changes)


def _newest_toll_first(
    sentences: list[DigestSentence], changes: Sequence[TollChange], candidates: Sequence[Sequence[Sentence]]
) -> list[DigestSentence]:
    """Put the sentence with the newest and gravest toll first; if it was not chosen, it replaces the worst sentence."""
    if not sentences or not changes:
        return sentences
    change = changes[0]
    lead = next(
        (sentence for sentence in sentences if (sentence.wire, sentence.sentence.id) == (change.wire, change.sentence)),
        None,
    )
    replaced = lead
    if lead is None:
        sentence = next(candidate for candidate in candidates[change.wire] if candidate.id == change.sentence)
        lead = DigestSentence(change.wire, sentence, Reason(sentence.id, 0.0, None), ())
        replaced = min(sentences, key=lambda sentence: sentence.reason.score)
    return [lead, *(sentence for sentence in sentences if sentence is not replaced)]


def _repeated(
    sentences: Sequence[DigestSentence], counted: _Counts, language: str, *, translated: bool, led: bool
) -> list[DigestSentence]:
    """Return the sentences of a story whose toll, and whatever else they say, the remaining ones say too.

    That those who died were “killed” in one and are “dead” in the other is no difference. If the story is `led` by the
    sentence with the newest toll, this one stays.
    """
    counts = [counted[chosen.wire, chosen.sentence.id].items() for chosen in sentences]
    if not any(counts):
        return []
    stem = stemmer(language)
    of_tolls = set(map(stem, vocabulary(language)))
    texts = [(translated and chosen.sentence.translation) or chosen.sentence.source for chosen in sentences]
    facts = [found.stems - of_tolls for found in sentence_features(texts, language)[0]]
    remaining = set(range(len(sentences)))
    for place in sorted(range(int(led), len(sentences)), key=lambda place: len(facts[place])):
        others = remaining - {place}
        said = set[str]().union(*(facts[other] for other in others))
        known = set[tuple[str, int]]().union(*(counts[other] for other in others))
        if counts[place] and counts[place] <= known and facts[place] <= said:
            remaining = others
    return [chosen for place, chosen in enumerate(sentences) if place not in remaining]


def default_budget(settings: SummarySettings) -> SummarySettings:
    """Return the settings for a digest of the default length."""
    return replace(settings, sentences=SENTENCES, words=None, ratio=None)
