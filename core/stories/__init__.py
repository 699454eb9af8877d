"""Stories: groups articles that are versions of one report.

Two articles are versions if the longer contains most shingles of the shorter. That holds for a correction, for an
update with added paragraphs, and for a dispatch that another outlet shortened and gave a new headline. An index finds
the few candidates to compare, so the time grows linearly with the number of articles. `changes` compares two versions
sentence by sentence. Import this module where it is first used: it loads NumPy and the MinHash index.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal

from core.article import Article
from core.stories.similarity import (
    Hashes,
    Index,
    body,
    fingerprint,
    folded,
    numbers_and_names,
    sentences,
    shared,
    shingles,
    words,
)

__all__ = ["Change", "Stories", "Story", "changes"]


SAME = 0.5
"""Minimum share of the shorter text's shingles that the longer has. Measured on mutated wires: versions share 0.6 and
more, reports on the same event less than 0.2, those with the same background paragraph less than 0.4."""
SAME_SHORT = 0.65
"""The same for a text with fewer than `_SHORT` shingles."""
SAME_OTHER_NAMES = 0.8
"""The same if such texts each have a name that the other lacks: « 120 cas à Goma », « 95 cas à Bukavu » are two reports
in the same words. A name that was corrected changes a few shingles of a text, and its place changes more."""
_SHORT = 40
SAME_FACTS = 0.5
"""Minimum share of the numbers and names that two texts have in common: market reports and results have the same words
every day, and differ only in these."""
_MUCH_LONGER = 3.0
"""A text that is so many times longer must begin with the shorter one, else it is a round-up of the day."""
_COMMON = 3
"""Number of stories from which a sentence that they share is boilerplate of the agency."""
_MAX_DAYS = 10
"""Maximum days between two versions."""
_MIN_LENGTH = 0.6
"""A version shorter than this share of the longest has been cut, and is not the lead."""

_HEAD = 60
"""Shingles at the beginning of a text, two or three sentences: they match a flash to the long report that follows."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that are versions of one report, by the numbers that `add` returned."""

    numbers: tuple[int, ...]
    """In the order of addition."""
    lead: int
    """The version to read: the newest by date, else the longest; never one that was cut."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What is kept of an article: not its words."""

    hashes: Hashes
    facts: frozenset[int]
    names: frozenset[int]
    """The facts that are no numbers."""
    length: int
    """Characters."""
    published: str
    """ISO 8601; empty if it is not known."""


class Stories:
    """Groups of articles, updated with each new one; the same articles in the same order give the same groups."""

    def __init__(self) -> None:
        self._indexes = (Index(bands=64), Index(bands=16, first=_HEAD))
        self._texts: list[_Text] = []
        self._stories: list[int] = []
        """Each article's story, by the number of the first article in it."""
        self._members: dict[int, list[int]] = {}
        self._by_fingerprint: dict[int, tuple[int, ...]] = {}
        """By a sentence's fingerprint: the first articles of different stories that have it, at most `_COMMON`."""

    def add(self, article: Article) -> int:
        """Add an article, and return its number, counted from 0."""
        number = len(self._texts)
        sentences = [(fingerprint(part), part) for part in map(words, body(article)) if part]
        parts = [part for mark, part in sentences if not self._is_common(mark)]
        facts = {fact for part in parts for fact in numbers_and_names(part)}
        text = _Text(
            shingles([word for part in parts for word in part]),
            frozenset(fingerprint([fact]) for fact in facts),
            frozenset(fingerprint([fact]) for fact in facts if not any(map(str.isdigit, fact))),
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
            if self._stories[number] not in (known := self._stories_with(mark)) and len(known) < _COMMON:
                self._by_fingerprint[mark] = (*self._by_fingerprint.get(mark, ()), number)
        return number

    def story(self, number: int) -> Story:
        """Return the story that an article is in, by the article's number."""
        members = self._members[self._stories[number]]
        return Story(tuple(members), members[_lead_index([self._texts[member] for member in members])])

    def all(self) -> list[Story]:
        """Return all stories, in the order of their first articles."""
        return [self.story(first) for first in sorted(self._members)]

    def _stories_with(self, mark: int) -> set[int]:
        """Return the stories that contain a sentence."""
        return {self._stories[number] for number in self._by_fingerprint.get(mark, ())}

    def _is_common(self, mark: int) -> bool:
        return len(self._stories_with(mark)) >= _COMMON

    def _join(self, story: int, other: int) -> None:
        """Merge two stories, under the number of the earlier."""
        first, second = sorted((story, other))
        moved = self._members.pop(second)
        for number in moved:
            self._stories[number] = first
        self._members[first] = sorted(self._members[first] + moved)


def _same(text: _Text, other: _Text) -> bool:
    """Whether two texts are versions of one report."""
    if _days_between(text.published, other.published) > _MAX_DAYS:
        return False
    short, long = sorted((text, other), key=lambda version: len(version.hashes))
    size, hashes = len(short.hashes), long.hashes
    if len(hashes) > _MUCH_LONGER * size:
        hashes = hashes[: size + size // 2]
    enough = SAME if size >= _SHORT else SAME_SHORT
    if size < _SHORT and text.names - other.names and other.names - text.names:
        enough = SAME_OTHER_NAMES
    if shared(short.hashes, hashes) < enough * size:
        return False
    few = min(text.facts, other.facts, key=len)
    return len(text.facts & other.facts) >= SAME_FACTS * len(few)


def _days_between(day: str, other: str) -> int:
    """Return the days between two dates; 0 if one is unknown."""
    try:
        return abs((date.fromisoformat(day[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return 0


def _lead_index(texts: Sequence[_Text]) -> int:
    """Return the index of the version to read."""
    longest = max(text.length for text in texts)
    whole = [place for place, text in enumerate(texts) if text.length >= _MIN_LENGTH * longest]
    if all(texts[place].published for place in whole):
        # ISO dates of the same form sort as text; cut them to the precision that all of them have.
        exact = min(len(texts[place].published) for place in whole)
        return max(whole, key=lambda place: (texts[place].published[:exact], texts[place].length, place))
    return max(whole, key=lambda place: (texts[place].length, place))


_MIN_SIMILARITY = 0.5
"""Minimum share of words in common, in order, from which an old and a new sentence are versions of one sentence."""
_MAX_PAIRED = 40
"""Maximum changed sentences in a row, on either side, that are paired: the time is the product of both numbers."""
_MAX_WORDS = 400
"""Maximum words of a sentence that are compared; the rest is ignored."""
_MAX_SENTENCES = 1000
"""Maximum sentences of an article that are compared; a longer one is no wire."""


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence that was added, deleted or changed."""

    kind: Literal["new", "gone", "changed"]
    old: str = ""
    """Its text in the earlier version; empty if it is new."""
    new: str = ""
    """Its text in the later version; empty if it is gone."""

    def words(self) -> Iterator[tuple[str, str]]:
        """Yield the sentence as pairs of an old and a new part; the two are equal where nothing changed.

        Joined with spaces, the old parts are the old sentence, the new parts the new one.
        """
        old, new = self.old.split()[:_MAX_WORDS], self.new.split()[:_MAX_WORDS]
        for _, *at in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield " ".join(old[at[0] : at[1]]), " ".join(new[at[2] : at[3]])


def changes(old: Article, new: Article) -> list[Change]:
    """Return the sentences that are new, gone or changed between two versions, in reading order.

    Case, accents, spaces and punctuation do not count; a sentence that was only moved has not changed.
    """
    before = [(_key(sentence), sentence) for sentence in islice(sentences(old), _MAX_SENTENCES)]
    after = [(_key(sentence), sentence) for sentence in islice(sentences(new), _MAX_SENTENCES)]
    old_keys, new_keys = [key for key, _ in before], [key for key, _ in after]
    kept = {"", *old_keys} & {"", *new_keys}
    found: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag != "equal":
            gone = [text for key, text in before[i:j] if key not in kept]
            added = [text for key, text in after[k:m] if key not in kept]
            found.extend(_pair(gone, added))
    return found


def _pair(gone: Sequence[str], added: Sequence[str]) -> Iterator[Change]:
    """Pair old sentences with the new ones that replace them; both keep their order."""
    at = 0
    for text in added:
        places = range(at, len(gone)) if max(len(gone), len(added)) <= _MAX_PAIRED else ()
        similarity, place = max(((_similarity(gone[place], text), -place) for place in places), default=(0.0, 0))
        if similarity < _MIN_SIMILARITY:
            yield Change("new", new=text)
            continue
        yield from (Change("gone", old=sentence) for sentence in gone[at:-place])
        yield Change("changed", gone[-place], text)
        at = 1 - place
    yield from (Change("gone", old=sentence) for sentence in gone[at:])


def _similarity(old: str, new: str) -> float:
    old_words, new_words = ([folded(word) for word in words(text)[:_MAX_WORDS]] for text in (old, new))
    return SequenceMatcher(None, old_words, new_words, autojunk=False).ratio()


def _key(sentence: str) -> str:
    """Return the key by which sentences are compared; empty for one without a word."""
    return " ".join(folded(word) for word in words(sentence))
