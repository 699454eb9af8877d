"""The selection under a budget is the best possible one, not the first that fits."""

import random
from itertools import combinations

import pytest

from core.summary import choice
from core.summary.choice import Candidates


def case(seed: int, count: int = 11) -> Candidates:
    draw = random.Random(seed)
    worths = [tuple(sorted((draw.random() for _ in range(draw.choice((1, 1, 1, 3)))), reverse=True)) for _ in range(60)]
    lengths = [draw.randrange(3, 40) for _ in range(count)]
    words = [
        [(word, draw.choice((1, 1, 2))) for word in sorted(draw.sample(range(60), min(length, 20)))]
        for length in lengths
    ]
    return Candidates(lengths, [draw.uniform(-1, 1) for _ in lengths], words, worths)


def said(matter: Candidates, places) -> float:
    """What some sentences say, word by word: not as the search counts it."""
    times = [0] * len(matter.worths)
    for place in places:
        for word, count in matter.words[place]:
            times[word] += count
    return sum(matter.own[place] for place in places) + sum(
        sum(worths[:count]) for worths, count in zip(matter.worths, times, strict=True)
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("budget", [20, 35, 60, 90])
def test_no_set_of_sentences_within_the_budget_is_worth_more_than_the_one_chosen(seed, budget):
    matter = case(seed)

    def worth(places):
        return said(matter, places) / (sum(matter.lengths[place] for place in places) + 0.6 * budget)

    able = [
        places
        for size in range(1, 12)
        for places in combinations(range(11), size)
        if sum(matter.lengths[place] for place in places) <= budget + choice.slack(budget)
    ]
    assert worth(choice.by_words(matter, budget)) == pytest.approx(max(map(worth, able)))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("count", [1, 2, 4])
def test_no_other_sentences_of_that_number_are_worth_more(seed, count):
    matter = case(seed)
    price = 0.7 * sum(said(matter, [place]) for place in range(11)) / sum(matter.lengths)

    def worth(places):
        return said(matter, places) - price * sum(max(0, matter.lengths[place] - 12) for place in places)

    chosen = choice.by_count(matter, count)
    assert len(chosen) == count
    assert worth(chosen) == pytest.approx(max(map(worth, combinations(range(11), count))))


def plain(*sentences: str, worths: str = "") -> Candidates:
    """Sentences of letters, each a word, worth 1, or 2 if it is one of `worths`."""
    letters = sorted(set("".join(sentences)))
    return Candidates(
        [len(sentence) for sentence in sentences],
        [0.0] * len(sentences),
        [[(letters.index(letter), 1) for letter in sorted(sentence)] for sentence in sentences],
        [(2.0 if letter in worths else 1.0,) for letter in letters],
    )


def test_repetition_yields_to_what_is_new():
    matter = plain("abcd", "abce", "fghi", worths="abc")
    assert choice.by_count(matter, 2) == [0, 2]
    assert choice.by_words(matter, 8) == [0, 2]


def test_as_many_sentences_are_given_as_were_asked_for_even_if_they_repeat_each_other():
    assert choice.by_count(plain("ab", "ab", "ab"), 2) == [0, 1]
    assert choice.by_count(plain("ab", "ab", "ab"), 9) == [0, 1, 2]


def test_a_long_summary_keeps_within_its_words_and_chooses_nothing_twice():
    matter = case(1, 2000)
    chosen = choice.by_words(matter, 3000)
    assert 2900 <= sum(matter.lengths[place] for place in chosen) <= 3000
    assert chosen == sorted(set(chosen))
    assert len(choice.by_count(matter, 500)) == 500


def test_nothing_to_choose_from_is_nothing_chosen():
    assert choice.by_words(plain(), 35) == []
    assert choice.by_count(plain(), 3) == []
