"""Chooses the set of sentences that is the best summary within a budget: an optimum, not a greedy choice.

The content of a set is the sum of the values of its words, each word counted once, so repetition adds nothing. With a
budget of words, a summary scores content / (its words + 3/5 of the budget): the one with more content for its length
wins, and the constant keeps it from being too short. With a budget of sentences, it scores its content minus a price
for the words of long sentences.
"""

import heapq
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from core.settings import SummarySettings

SLACK_WORDS = 10
SLACK_SHARE = 0.3
"""A budget of words is a target, not a limit: whole sentences may pass it by so many words, or by this share of it,
whichever is less. Measured: without it ROUGE-1 at 35 words is a whole point lower, as the best sentence
of a wire is often just too long."""
_HEADROOM = 0.6
"""Share of the budget that is added to the words in the score. Cross-validated at 35 words: 0.5 to 0.9 are equally
good, and this end of the range stays nearest to the budget."""
_PRICE = 0.7
"""Price of a word with a budget of sentences, as a share of the average value of a word of the article. OrangeSum, one
to three sentences: without a price the longest sentences are chosen, with 1.0 short ones."""
_FREE_WORDS = 12
"""Words of a sentence without a price, so that very short sentences have no advantage."""
_MAX_CANDIDATES = 40
"""Number of best candidates that are searched; on OrangeSum no other was ever chosen."""
_MAX_SEARCHED = 8
_ALL_SETS = 16
"""With room for more than `_MAX_SEARCHED` sentences out of more than `_ALL_SETS`, the choice is greedy: there are too
many sets to search."""
_MAX_NODES = 20_000
"""Maximum nodes of the search, a second or less; then it returns the best set so far."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates: values for each sentence, and the value of each word."""

    lengths: Sequence[int]
    """Words."""
    own: Sequence[float]
    """The value of each apart from its words; may be negative."""
    words: Sequence[Sequence[tuple[int, int]]]
    """The distinct words of each, as pairs of word number and count."""
    worths: Sequence[Sequence[float]]
    """For each word number, the value of its first occurrence, its second, …, not increasing; 0 after the last."""

    def gain(self, place: int, counts: dict[int, int]) -> float:
        """Return the value that a sentence adds to others whose words have these `counts`."""
        gain = self.own[place]
        for word, count in self.words[place]:
            before, worths = counts.get(word, 0), self.worths[word]
            if before < len(worths):
                gain += worths[before] if count == 1 else sum(worths[before : before + count])
        return gain

    def total(self, places: Iterable[int]) -> float:
        """Return the value of a set of sentences."""
        counts: dict[int, int] = {}
        total = 0.0
        for place in places:
            total += self.gain(place, counts)
            self.say(place, counts)
        return total

    def say(self, place: int, counts: dict[int, int], times: int = 1) -> None:
        """Add the words of a sentence to the counts, or with `times` = −1 subtract them."""
        for word, count in self.words[place]:
            counts[word] = counts.get(word, 0) + times * count


def slack(budget: int) -> int:
    """Return the number of words by which a summary may exceed a budget."""
    return min(SLACK_WORDS, int(SLACK_SHARE * budget))


def by_words(matter: Candidates, budget: int) -> list[int]:
    """Return the indices of the best sentences within a budget of words, in order.

    If no sentence fits, return the best single one.
    """
    room, pad = budget + slack(budget), _HEADROOM * budget
    everything = range(len(matter.lengths))
    alone = [matter.gain(place, {}) / (matter.lengths[place] + pad) for place in everything]
    fitting = [place for place in everything if matter.lengths[place] <= room]
    if not fitting:
        return [max(everything, key=alone.__getitem__)] if everything else []
    typical = sorted(matter.lengths[place] for place in fitting)[len(fitting) // 2]
    if len(fitting) > _ALL_SETS and room > _MAX_SEARCHED * max(1, typical):
        return _greedy(matter, fitting, matter.lengths, budget)
    best = sorted(fitting, key=lambda place: (-alone[place], place))[:_MAX_CANDIDATES]
    return _Search(matter, matter.lengths, room, lambda value, size: value / (size + pad)).run(best)


def by_count(matter: Candidates, count: int) -> list[int]:
    """Return the indices of the best `count` sentences, in order; all if there are fewer."""
    everything = range(len(matter.lengths))
    if count >= len(everything):
        return list(everything)
    price = _PRICE * sum(matter.gain(place, {}) for place in everything) / max(1, sum(matter.lengths))
    priced = [
        value - price * max(0, length - _FREE_WORDS) for value, length in zip(matter.own, matter.lengths, strict=True)
    ]
    ones = [1] * len(everything)
    if len(everything) > _ALL_SETS and count > _MAX_SEARCHED:
        return _greedy(Candidates(matter.lengths, priced, matter.words, matter.worths), everything, ones, count)
    # To get exactly `count`, raise each value above the highest possible price of its length.
    lift = 1 + price * max(matter.lengths) - min(0.0, *matter.own)
    lifted = Candidates(matter.lengths, [value + lift for value in priced], matter.words, matter.worths)
    best = sorted(everything, key=lambda place: (-lifted.gain(place, {}), place))[:_MAX_CANDIDATES]
    return _Search(lifted, ones, count, lambda value, _size: value).run(best)


@dataclass(slots=True)
class _Search:
    """Branch and bound over sets of candidates.

    The bound adds candidates fractionally, each with its gain over the current set, which is never less than its gain
    later. So the bound is never too low, and a branch that cannot beat the best set so far can be skipped.
    """

    matter: Candidates
    sizes: Sequence[int]
    room: int
    worth: Callable[[float, int], float]
    """Returns the score of a set with this value and size; it must not decrease with the value."""
    _best: tuple[int, ...] = ()
    _worth: float = float("-inf")
    _nodes: int = 0
    _taken: list[int] = field(default_factory=list)
    _said: dict[int, int] = field(default_factory=dict)

    def run(self, candidates: Sequence[int]) -> list[int]:
        """Return the best set, in order; of equals, the one found first."""
        self._descend(candidates, 0.0, 0)
        return sorted(self._best)

    def _descend(self, candidates: Sequence[int], value: float, size: int) -> None:
        gains = {
            place: self.matter.gain(place, self._said) for place in candidates if self.sizes[place] <= self.room - size
        }
        order = sorted(gains, key=lambda place: (-gains[place] / max(1, self.sizes[place]), place))
        for start, place in enumerate(order):
            if self._nodes >= _MAX_NODES or self._bound(order[start:], gains, value, size) <= self._worth:
                return
            self._nodes += 1
            more, grown = value + gains[place], size + self.sizes[place]
            self._taken.append(place)
            self.matter.say(place, self._said)
            worth = self.worth(more, grown)
            if worth > self._worth:
                self._worth, self._best = worth, tuple(self._taken)
            self._descend(order[start + 1 :], more, grown)
            self._taken.pop()
            self.matter.say(place, self._said, -1)

    def _bound(self, order: Sequence[int], gains: dict[int, float], value: float, size: int) -> float:
        """Return an upper bound for the score of any set that adds some of these candidates to the current set."""
        most = float("-inf")
        for place in order:
            added, room = max(1, self.sizes[place]), self.room - size
            if added >= room:
                return max(most, self.worth(value + room / added * gains[place], self.room))
            value, size = value + gains[place], size + added
            most = max(most, self.worth(value, size))
        return most


def _greedy(matter: Candidates, candidates: Iterable[int], sizes: Sequence[int], room: int) -> list[int]:
    """Repeatedly take the sentence with the largest gain for its size, while there is room; for long summaries only.

    Gains only decrease, so the gain of a sentence is computed again only when it is first in the queue.
    """
    counts: dict[int, int] = {}
    queue = [(-matter.gain(place, counts) / max(1, sizes[place]), place) for place in candidates]
    heapq.heapify(queue)
    taken: list[int] = []
    while queue and room > 0:
        cost, place = heapq.heappop(queue)
        if sizes[place] > room:
            continue
        now = -matter.gain(place, counts) / max(1, sizes[place])
        if now > cost + 1e-12:
            heapq.heappush(queue, (now, place))
            continue
        taken.append(place)
        room -= sizes[place]
        matter.say(place, counts)
    return sorted(taken)


def count_of(settings: SummarySettings, sentences: int) -> int:
    """Return the number of sentences to choose out of `sentences`, if the budget is not in words."""
    return settings.sentences if settings.ratio is None else max(1, math.ceil(settings.ratio * sentences))


def best_set(matter: Candidates, settings: SummarySettings) -> list[int]:
    """Return the indices of the best sentences within the budget, in order."""
    if settings.words is None:
        return by_count(matter, count_of(settings, len(matter.lengths)))
    return by_words(matter, settings.words)


def best_within_budget(
    ranked: Sequence[int], lengths: Sequence[int], settings: SummarySettings, *, to_the_end: bool = True
) -> list[int]:
    """Take sentences from the best down within the budget, beyond it only if that comes nearer; at least one.

    This is for the textbook methods, which rank single sentences: there is no optimal set to search for. Without
    `to_the_end`, stop at the first sentence that does not fit.
    """
    if settings.words is None:
        return sorted(ranked[: count_of(settings, len(lengths))])
    taken: list[int] = []
    left, over = settings.words, slack(settings.words)
    for place in ranked:
        size = lengths[place]
        if not taken or size <= left or size - left <= min(over, left):
            taken.append(place)
            left -= size
        elif not to_the_end:
            break
    return sorted(taken)
