"""The same story twice: articles in, one at a time, and out which of them are versions of one report.

Two are when the shorter's shingles stand in the longer, all but some: that holds for a correction, for an update
with paragraphs added, and for a dispatch that another outlet cut and gave a headline of its own. An index
finds the few to compare, so that the time grows with the number of articles alone. `changes` holds two versions against
each other, sentence for sentence. Imported where it is first used: it loads NumPy and the index of MinHashes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal

from core.article import Article
from core.stories.similarity import Hashes, Index, body, facts, fingerprint, folded, sentences, shared, shingles, words

__all__ = ["Change", "Stories", "Story", "changes"]


SAME = 0.5
"""The share of the shorter text's shingles that must stand in the longer. Measured on mutated wires: versions have
0.6 and more, reports on the same event under 0.2, sharing a paragraph of background under 0.4."""
SAME_SHORT = 0.65
"""The same for a text of fewer than `_SHORT` shingles."""
_SHORT = 40
SAME_FACTS = 0.5
"""The share of the shorter text's figures and names that must stand in the longer: market reports and results
are of one mould day after day, and differ in nothing else."""
_MUCH_LONGER = 3.0
"""A text so many times longer must begin with the shorter one: else it is a round-up of the day."""
_COMMON = 3
"""A sentence that stands in so many stories belongs to the agency, not to any of them."""
_DAYS = 10
"""Two versions lie no further apart."""
_CUT = 0.6
"""A version shorter than this share of the longest has been cut, and does not lead."""

_HEAD = 60
"""Shingles at the beginning of a text, two or three sentences: by them a flash finds the long report that follows."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell the same, by the numbers under which they were added."""

    numbers: tuple[int, ...]
    """In the order in which they came."""
    lead: int
    """The one to read: the newest by date, and where no dates tell, the longest; one that was cut never is."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What is kept of an article: its words are not."""

    hashes: Hashes
    facts: frozenset[int]
    length: int
    """Characters."""
    published: str
    """ISO 8601; empty where it is not known."""


class Stories:
    """Groups of articles, kept up as they come; the same articles in the same order give the same groups."""

    def __init__(self) -> None:
        self._indexes = (Index(bands=64), Index(bands=16, first=_HEAD))
        self._texts: list[_Text] = []
        self._stories: list[int] = []
        """Each article's story, by the number of the first article in it."""
        self._members: dict[int, list[int]] = {}
        self._by_mark: dict[int, tuple[int, ...]] = {}
        """By a sentence's fingerprint, the first articles of different stories to have it; no more than `_COMMON`."""

    def add(self, article: Article) -> int:
        """Take one more article, and return its number, counted from 0."""
        number = len(self._texts)
        sentences = [(fingerprint(part), part) for part in map(words, body(article)) if part]
        own = [part for mark, part in sentences if not self._common(mark)]
        text = _Text(
            shingles([word for part in own for word in part]),
            frozenset(fingerprint([fact]) for part in own for fact in facts(part)),
            len(article.text),
            article.source.published or "",
        )
        self._texts.append(text)
        self._stories.append(number)
        self._members[number] = [number]
        near = {other for index in self._indexes for other in index.find(number, text.hashes)}
        for other in sorted(near):
            if self._stories[other] != self._stories[number] and _same(text, self._texts[other]):
                self._join(self._stories[other], self._stories[number])
        for mark, _ in sentences:
            if self._stories[number] not in (known := self._tellers(mark)) and len(known) < _COMMON:
                self._by_mark[mark] = (*self._by_mark.get(mark, ()), number)
        return number

    def story(self, number: int) -> Story:
        """Return the story that an article is in, by the article's number."""
        members = self._members[self._stories[number]]
        return Story(tuple(members), members[_lead([self._texts[member] for member in members])])

    def all(self) -> list[Story]:
        """Return every story, in the order in which they first came."""
        return [self.story(first) for first in sorted(self._members)]

    def _tellers(self, mark: int) -> set[int]:
        """Return the stories that a sentence stands in."""
        return {self._stories[number] for number in self._by_mark.get(mark, ())}

    def _common(self, mark: int) -> bool:
        return len(self._tellers(mark)) >= _COMMON

    def _join(self, one: int, other: int) -> None:
        """Make one story of two; the earlier gives it its place."""
        first, second = sorted((one, other))
        moved = self._members.pop(second)
        for number in moved:
            self._stories[number] = first
        self._members[first] = sorted(self._members[first] + moved)


def _same(one: _Text, other: _Text) -> bool:
    """Whether two texts are versions of one report."""
    if _apart(one.published, other.published) > _DAYS:
        return False
    short, long = sorted((one, other), key=lambda text: len(text.hashes))
    size, hashes = len(short.hashes), long.hashes
    if len(hashes) > _MUCH_LONGER * size:
        hashes = hashes[: size + size // 2]
    enough = SAME if size >= _SHORT else SAME_SHORT
    if shared(short.hashes, hashes) < enough * size:
        return False
    few = min(one.facts, other.facts, key=len)
    return len(one.facts & other.facts) >= SAME_FACTS * len(few)


def _apart(one: str, other: str) -> int:
    """Return how many days lie between two dates; 0 where one is not known."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return 0


def _lead(texts: Sequence[_Text]) -> int:
    """Return the place of the version to read."""
    longest = max(text.length for text in texts)
    whole = [place for place, text in enumerate(texts) if text.length >= _CUT * longest]
    if all(texts[place].published for place in whole):
        # ISO dates of one form sort as text; by the day where forms differ, which is as exact as they all are.
        exact = min(len(texts[place].published) for place in whole)
        return max(whole, key=lambda place: (texts[place].published[:exact], texts[place].length, place))
    return max(whole, key=lambda place: (texts[place].length, place))


_ALIKE = 0.5
"""The share of their words that an old and a new sentence have in common, in order, if the one became the other."""
_MANY = 40
"""Sentences in a row: of more on either side, which became which is not asked, for it takes their product."""
_LONGEST = 400
"""Words of a sentence that are held against each other; the rest of a longer one is not looked at."""
_MOST = 1000
"""Sentences of an article that are; a longer one is no wire."""


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence that is not as it was."""

    kind: Literal["new", "gone", "changed"]
    old: str = ""
    """As the earlier version has it; empty for one that is new."""
    new: str = ""
    """As the later version has it; empty for one that is gone."""

    def words(self) -> Iterator[tuple[str, str]]:
        """Give the sentence in stretches, old and new; the two are equal where nothing changed.

        Joined with spaces, the first of each pair make the old sentence, the second the new one.
        """
        old, new = self.old.split()[:_LONGEST], self.new.split()[:_LONGEST]
        for _, *at in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield " ".join(old[at[0] : at[1]]), " ".join(new[at[2] : at[3]])


def changes(old: Article, new: Article) -> list[Change]:
    """Say what `new` has that `old` has not, and the reverse, in reading order.

    Case, accents, spaces and punctuation do not count; a sentence that only stands elsewhere has not changed.
    """
    before = [(_key(one), one) for one in islice(sentences(old), _MOST)]
    after = [(_key(one), one) for one in islice(sentences(new), _MOST)]
    old_keys, new_keys = [key for key, _ in before], [key for key, _ in after]
    kept = {"", *old_keys} & {"", *new_keys}
    found: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag != "equal":
            gone = [text for key, text in before[i:j] if key not in kept]
            come = [text for key, text in after[k:m] if key not in kept]
            found.extend(_paired(gone, come))
    return found


def _paired(gone: Sequence[str], come: Sequence[str]) -> Iterator[Change]:
    """Tell which of some old sentences became which of the new ones; both keep their order."""
    at = 0
    for text in come:
        places = range(at, len(gone)) if max(len(gone), len(come)) <= _MANY else ()
        likeness, place = max(((_likeness(gone[place], text), -place) for place in places), default=(0.0, 0))
        if likeness < _ALIKE:
            yield Change("new", new=text)
            continue
        yield from (Change("gone", old=one) for one in gone[at:-place])
        yield Change("changed", gone[-place], text)
        at = 1 - place
    yield from (Change("gone", old=one) for one in gone[at:])


def _likeness(old: str, new: str) -> float:
    one, other = ([folded(word) for word in words(text)[:_LONGEST]] for text in (old, new))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _key(sentence: str) -> str:
    """Return what makes a sentence the same; empty for one without a word."""
    return " ".join(folded(word) for word in words(sentence))
