"""Which sentences together make the best summary under a budget: an optimum, not what happens to fit first.

What sentences say is the sum of the worths of their words, each word counted once, however many of them have it:
so what is said already is worth nothing. A summary of words is worth what it says / (its words + three fifths of the
budget): of two that fit, the one wins that says more for its length; the fifths are what makes a short one lose. A
summary of a number of sentences is worth what it says, less a price for the words of long sentences.
"""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

SLACK_WORDS = 10
SLACK_SHARE = 0.3
"""A budget of words is a target, not a limit: whole sentences may pass it by so many words, or by this share of it,
whichever is less. Measured: none at all costs a whole point of ROUGE-1 at 35 words, as the best sentence
of a wire is often just too long."""
_HEADROOM = 0.6
"""Of the budget, in the worth of a summary of words. Cross-validated at 35 words: 0.5 to 0.9 are one plateau, of which
this end keeps nearest to the budget."""
_PRICE = 0.7
"""Of a word, in a summary of a number of sentences: this share of what a word of the article is worth on average.
OrangeSum, one to three sentences: without a price the longest are chosen, at the whole average short ones."""
_FREE = 12
"""Words of a sentence that have no price: a scrap is no bargain."""
_CANDIDATES = 40
"""The best so many are searched; nothing below them was ever chosen from OrangeSum."""
_SEARCHED = 8
_ALL_SETS = 16
"""With room for more than 8 sentences, out of more than 16, the choice is greedy: too many sets to search."""
_NODES = 20_000
"""After so many the search answers with the best it has: a second or less."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What there is to choose from, sentence by sentence."""

    lengths: Sequence[int]
    """Words."""
    own: Sequence[float]
    """What each is worth apart from its words; may be below 0."""
    words: Sequence[Sequence[tuple[int, int]]]
    """The different words of each, by number, with how often it has them."""
    worths: Sequence[Sequence[float]]
    """Of each word, by number: the first time it is said, the second, …, not rising; nothing after that."""

    def gain(self, place: int, said: dict[int, int]) -> float:
        """Return what a sentence adds where some words are said already, so many times each."""
        gain = self.own[place]
        for word, count in self.words[place]:
            before = said.get(word, 0)
            gain += sum(self.worths[word][before : before + count])
        return gain

    def total(self, places: Iterable[int]) -> float:
        """Return what some sentences say together."""
        said: dict[int, int] = {}
        total = 0.0
        for place in places:
            total += self.gain(place, said)
            self.say(place, said)
        return total

    def say(self, place: int, said: dict[int, int], times: int = 1) -> None:
        """Count the words of a sentence as said, or with `times` = −1 as not said any more."""
        for word, count in self.words[place]:
            said[word] = said.get(word, 0) + times * count


def slack(budget: int) -> int:
    """Return by how many words a summary may pass a budget."""
    return min(SLACK_WORDS, int(SLACK_SHARE * budget))


def by_words(matter: Matter, budget: int) -> list[int]:
    """Return the places of the best sentences within a budget of words, in order.

    Where no sentence fits, the best one alone is returned.
    """
    room, pad = budget + slack(budget), _HEADROOM * budget
    everything = range(len(matter.lengths))
    alone = [matter.gain(place, {}) / (matter.lengths[place] + pad) for place in everything]
    fitting = [place for place in everything if matter.lengths[place] <= room]
    if not fitting:
        return [max(everything, key=alone.__getitem__)] if everything else []
    typical = sorted(matter.lengths[place] for place in fitting)[len(fitting) // 2]
    if len(fitting) > _ALL_SETS and room > _SEARCHED * max(1, typical):
        return _greedy(matter, fitting, matter.lengths, budget)
    best = sorted(fitting, key=lambda place: (-alone[place], place))[:_CANDIDATES]
    return _Search(matter, matter.lengths, room, lambda value, size: value / (size + pad)).run(best)


def by_count(matter: Matter, count: int) -> list[int]:
    """Return the places of the best `count` sentences, in order; all where there are fewer."""
    everything = range(len(matter.lengths))
    if count >= len(everything):
        return list(everything)
    price = _PRICE * sum(matter.gain(place, {}) for place in everything) / max(1, sum(matter.lengths))
    priced = [own - price * max(0, length - _FREE) for own, length in zip(matter.own, matter.lengths, strict=True)]
    ones = [1] * len(everything)
    if len(everything) > _ALL_SETS and count > _SEARCHED:
        return _greedy(Matter(matter.lengths, priced, matter.words, matter.worths), everything, ones, count)
    # As many as were asked for: each is worth more than its length can cost.
    lift = 1 + price * max(matter.lengths) - min(0.0, *matter.own)
    lifted = Matter(matter.lengths, [own + lift for own in priced], matter.words, matter.worths)
    best = sorted(everything, key=lambda place: (-lifted.gain(place, {}), place))[:_CANDIDATES]
    return _Search(lifted, ones, count, lambda value, _size: value).run(best)


@dataclass(slots=True)
class _Search:
    """Branch and bound over sets of candidates.

    The bound lets candidates in by fractions, each at what it adds to those taken, which is never less than what it
    adds later: so it is never too low, and a branch that cannot beat the best set so far is rightly left out.
    """

    matter: Matter
    sizes: Sequence[int]
    room: int
    worth: Callable[[float, int], float]
    """What a set of this value and this size is worth; more value is never worth less."""
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
            if self._nodes >= _NODES or self._bound(order[start:], gains, value, size) <= self._worth:
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
        """Return what no set that adds some of these to those taken can surpass."""
        most = float("-inf")
        for place in order:
            own, room = max(1, self.sizes[place]), self.room - size
            if own >= room:
                return max(most, self.worth(value + room / own * gains[place], self.room))
            value, size = value + gains[place], size + own
            most = max(most, self.worth(value, size))
        return most


def _greedy(matter: Matter, able: Iterable[int], sizes: Sequence[int], room: int) -> list[int]:
    """Take the best for its size, then what adds most beside what is taken, while there is room.

    For long summaries only. What a sentence adds only falls, so it is weighed anew when its turn comes.
    """
    said: dict[int, int] = {}
    queue = [(-matter.gain(place, said) / max(1, sizes[place]), place) for place in able]
    heapq.heapify(queue)
    taken: list[int] = []
    while queue and room > 0:
        cost, place = heapq.heappop(queue)
        if sizes[place] > room:
            continue
        now = -matter.gain(place, said) / max(1, sizes[place])
        if now > cost + 1e-12:
            heapq.heappush(queue, (now, place))
            continue
        taken.append(place)
        room -= sizes[place]
        matter.say(place, said)
    return sorted(taken)
