"""Which sentences together make the best summary under a budget: an optimum, not what happens to fit first.

A summary of words is worth (Σ values − overlaps) / (its words + a quarter of the budget): of two that fit, the
one wins that has more of the matter for its length; the quarter is what makes a short one lose. A summary of
a number of sentences is worth Σ values − overlaps. Two sentences that say the same cost as much as they have in
common (Carbonell and Goldstein's marginal relevance, SIGIR 1998, as a cost of the pair).
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

SLACK_WORDS = 10
SLACK_SHARE = 0.3
"""A budget of words is meant, not sworn: whole sentences may pass it by so many words, or by this share of it,
whichever is less. Measured: none at all costs a whole point of ROUGE-1 at 35 words, as the best sentence
of a wire is often just too long."""
_HEADROOM = 0.25
"""Of the budget, in the worth of a summary of words. 0.2 to 0.3 are one plateau on the tuning half."""
_REDUNDANCY = 1.0
"""Times the cosine and the lesser value: what is said twice is worth nothing. 1 to 2 are one plateau."""
_SENTENCE_COST = 1.0
"""Words of matter that each further sentence has to bring before it counts: few long sentences read better than
many scraps, and match abstracts better. Tuning half, 0.5 to 1.5."""
_CANDIDATES = 40
"""The best so many are searched; nothing below them was ever chosen from OrangeSum."""
_SEARCHED = 8
_ALL_SETS = 16
"""With room for more than 8 sentences, out of more than 16, the choice is greedy: too many sets to search."""
_NODES = 50_000
"""After so many the search answers with the best it has: a second or less. OrangeSum needed 3,604 at most."""

Vector = Mapping[str, float]


def slack(budget: int) -> int:
    """Return by how many words a summary may pass a budget."""
    return min(SLACK_WORDS, int(SLACK_SHARE * budget))


def by_words(values: Sequence[float], lengths: Sequence[int], vectors: Sequence[Vector], budget: int) -> list[int]:
    """Return the places of the best sentences within a budget of words, in order.

    `values` are a sentence's worth a word, above 0. Where no sentence fits, the best one alone is returned.
    """
    room, pad = budget + slack(budget), _HEADROOM * budget
    worths = [value * length for value, length in zip(values, lengths, strict=True)]
    fitting = [place for place, length in enumerate(lengths) if length <= room]
    if not fitting:
        return [max(range(len(values)), key=lambda place: worths[place] / (lengths[place] + pad))] if values else []
    typical = sorted(lengths[place] for place in fitting)[len(fitting) // 2]
    if len(fitting) > _ALL_SETS and room > _SEARCHED * max(1, typical):
        return _greedy(values, lengths, vectors, fitting, budget)
    best = sorted(fitting, key=lambda place: -values[place])[:_CANDIDATES]
    best.sort(key=lambda place: (-(worths[place] - _SENTENCE_COST) / max(1, lengths[place]), place))
    search = _Search(
        values=[worths[place] - _SENTENCE_COST for place in best],
        sizes=[max(1, lengths[place]) for place in best],
        overlap=_overlaps([vectors[place] for place in best], [worths[place] for place in best]),
        room=room,
        worth=lambda value, size: (value + _SENTENCE_COST) / (size + pad),
    )
    return sorted(best[place] for place in search.run())


def by_count(values: Sequence[float], vectors: Sequence[Vector], count: int) -> list[int]:
    """Return the places of the best `count` sentences, in order; all where there are fewer."""
    everything = range(len(values))
    if count >= len(values):
        return list(everything)
    if len(values) > _ALL_SETS and count > _SEARCHED:
        return _greedy(values, [1] * len(values), vectors, everything, count)
    best = sorted(everything, key=lambda place: (-values[place], place))[:_CANDIDATES]
    chosen = [values[place] for place in best]
    # As many as were asked for: each is worth more than any overlap can cost.
    lift = 1 + _REDUNDANCY * count * max(chosen)
    search = _Search(
        values=[value + lift for value in chosen],
        sizes=[1] * len(best),
        overlap=_overlaps([vectors[place] for place in best], chosen),
        room=count,
        worth=lambda value, _size: value,
    )
    return sorted(best[place] for place in search.run())


def alike(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1: 0 for no common word, 1 for the same words."""
    small, large = sorted((one, other), key=len)
    return sum(weight * large.get(stem, 0.0) for stem, weight in small.items())


def _overlaps(vectors: Sequence[Vector], worths: Sequence[float]) -> list[list[float]]:
    return [
        [_REDUNDANCY * alike(one, other) * min(worth, another) for other, another in zip(vectors, worths, strict=True)]
        for one, worth in zip(vectors, worths, strict=True)
    ]


@dataclass(slots=True)
class _Search:
    """Branch and bound over sets of candidates, which come by value for size, best first.

    The bound lets candidates in by fractions and without their overlaps, so that it is never too low, and a
    branch that cannot beat the best set so far is rightly left out.
    """

    values: Sequence[float]
    sizes: Sequence[int]
    overlap: Sequence[Sequence[float]]
    room: int
    worth: Callable[[float, int], float]
    """What a set of this value and this size is worth; more value is never worth less."""
    _best: tuple[int, ...] = ()
    _worth: float = float("-inf")
    _nodes: int = 0
    _stack: list[int] = field(default_factory=list)

    def run(self) -> tuple[int, ...]:
        """Return the best set; of equals, the one found first."""
        self._descend(0, 0.0, 0)
        return self._best

    def _descend(self, start: int, value: float, size: int) -> None:
        for place in range(start, len(self.values)):
            if self._nodes >= _NODES or self._bound(place, value, size) <= self._worth:
                return
            grown = size + self.sizes[place]
            if grown > self.room:
                continue
            self._nodes += 1
            more = value + self.values[place] - sum(self.overlap[place][other] for other in self._stack)
            self._stack.append(place)
            worth = self.worth(more, grown)
            if worth > self._worth:
                self._worth, self._best = worth, tuple(self._stack)
            self._descend(place + 1, more, grown)
            self._stack.pop()

    def _bound(self, start: int, value: float, size: int) -> float:
        """Return what no set that adds candidates from `start` on can surpass."""
        most = self.worth(value, size) if size else float("-inf")
        for place in range(start, len(self.values)):
            own = self.sizes[place]
            if own >= self.room - size:
                share = (self.room - size) / own
                return max(most, self.worth(value + share * self.values[place], self.room))
            value, size = value + self.values[place], size + own
            most = max(most, self.worth(value, size))
        return most


def _greedy(
    values: Sequence[float], sizes: Sequence[int], vectors: Sequence[Vector], able: Sequence[int], room: int
) -> list[int]:
    """Take the best for its size, then what adds most beside what is taken, while there is room.

    For long summaries only. The cost is that of the nearest sentence taken; all of them would add up to nothing.
    """
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place in able:
        for stem, weight in vectors[place].items():
            holders[stem].append((place, weight))
    nearest = dict.fromkeys(able, 0.0)
    queue = [(-values[place], place) for place in able]
    heapq.heapify(queue)
    taken: list[int] = []
    while queue and room > 0:
        cost, place = heapq.heappop(queue)
        now = -values[place] * (1 - _REDUNDANCY * nearest[place])
        if now > cost + 1e-12:
            # Something like it was taken since: back into the queue at what it is worth now.
            heapq.heappush(queue, (now, place))
            continue
        if sizes[place] > room:
            continue
        taken.append(place)
        room -= sizes[place]
        near: dict[int, float] = defaultdict(float)
        for stem, weight in vectors[place].items():
            for other, another in holders[stem]:
                near[other] += weight * another
        for other, cosine in near.items():
            nearest[other] = max(nearest[other], cosine)
    return sorted(taken)
