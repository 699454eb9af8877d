"""The choice under a budget is the best there is, and not what happened to fit first."""

import random
from itertools import combinations

import pytest

from core.summary import choice


def case(seed: int, count: int = 11):
    draw = random.Random(seed)
    values = [draw.uniform(0.05, 0.5) for _ in range(count)]
    lengths = [draw.randrange(3, 40) for _ in range(count)]
    vectors = []
    for _ in range(count):
        raw = {stem: draw.random() for stem in draw.sample("abcdefgh", 3)}
        norm = sum(weight**2 for weight in raw.values()) ** 0.5
        vectors.append({stem: weight / norm for stem, weight in raw.items()})
    return values, lengths, vectors


def overlap(places, worths, vectors):
    return sum(choice.alike(vectors[a], vectors[b]) * min(worths[a], worths[b]) for a, b in combinations(places, 2))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("budget", [20, 35, 60, 90])
def test_no_set_of_sentences_within_the_budget_is_worth_more_than_the_one_chosen(seed, budget):
    values, lengths, vectors = case(seed)
    worths = [value * length for value, length in zip(values, lengths, strict=True)]

    def worth(places):
        matter = sum(worths[place] - 1 for place in places) + 1 - overlap(places, worths, vectors)
        return matter / (sum(lengths[place] for place in places) + budget / 4)

    able = [
        places
        for size in range(1, 12)
        for places in combinations(range(11), size)
        if sum(lengths[place] for place in places) <= budget + choice.slack(budget)
    ]
    chosen = choice.by_words(values, lengths, vectors, budget)
    assert worth(chosen) == pytest.approx(max(map(worth, able)))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("count", [1, 2, 4])
def test_no_other_sentences_of_that_number_are_worth_more(seed, count):
    values, _, vectors = case(seed)

    def worth(places):
        return sum(values[place] for place in places) - overlap(places, values, vectors)

    chosen = choice.by_count(values, vectors, count)
    assert len(chosen) == count
    assert worth(chosen) == pytest.approx(max(map(worth, combinations(range(11), count))))


def test_what_is_said_already_makes_way_for_what_is_not():
    vectors = [{"a": 1.0}, {"a": 1.0}, {"b": 1.0}]
    assert choice.by_count([0.5, 0.49, 0.2], vectors, 2) == [0, 2]
    assert choice.by_words([0.5, 0.49, 0.45], [15, 15, 15], vectors, 30) == [0, 2]


def test_as_many_sentences_are_given_as_were_asked_for_even_if_they_repeat_each_other():
    assert choice.by_count([0.5, 0.5, 0.5], [{"a": 1.0}] * 3, 2) == [0, 1]
    assert choice.by_count([0.5] * 3, [{"a": 1.0}] * 3, 9) == [0, 1, 2]


def test_a_long_summary_keeps_within_its_words_and_chooses_nothing_twice():
    values, lengths, vectors = case(1, 2000)
    chosen = choice.by_words(values, lengths, vectors, 3000)
    assert 2900 <= sum(lengths[place] for place in chosen) <= 3000
    assert chosen == sorted(set(chosen))
    assert len(choice.by_count(values, vectors, 500)) == 500


def test_nothing_to_choose_from_is_nothing_chosen():
    assert choice.by_words([], [], [], 35) == []
    assert choice.by_count([], [], 3) == []
