"""What changed between two versions of a report: sentences that are new, gone, or worded anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal

from core.article import Article
from core.stories.similarity import folded, sentences, words

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
