"""Checking as a whole: its cost, its robustness, and the confidence that results."""

from itertools import product
from typing import get_args

import pytest
import test_dates
import test_names_and_addresses
import test_negation
import test_numbers
from asking import FRENCH, details, flags, kinds, pairs
from pace import loops

from core.article import Flag, FlagKind
from core.checks import check, confidence
from core.checks.quality_estimation import log_odds_from_score

LENGTH = 200_000
HOSTILE = [
    "a", "1", "a.", "1.", "1,", "1 ", "@", "a@", "http://", "(", "Ab ", "ne pas ", "mille ", "cent ", "II ", " ", "1:11 ",
    "+1 22 33 ", "« ", "-1 ", "000 ", "millions de ", "\0", "é", "e\u0301", "\ud800 a", "0 1", "20 h 45 ", "M. ", "12/",
]  # fmt: skip

KEPT = [
    *pairs(test_numbers.KEPT),
    *pairs(test_dates.KEPT),
    *test_names_and_addresses.KEPT,
    *test_negation.KEPT,
]
WRONG = [
    *pairs(test_numbers.WRONG),
    *pairs(test_dates.WRONG),
    *test_negation.LOST,
]


def ask(source: str, translation: str) -> tuple[Flag, ...]:
    return check(source, translation, "fr", "en", score=-0.3, truncated=False)


@pytest.mark.parametrize("part", HOSTILE)
def test_no_text_makes_the_checks_slow_or_fail(part):
    text = (part * LENGTH)[:LENGTH]
    pairs = (text, "The end."), ("La fin.", text), (text, text)
    # Far above what it takes (0.1 s for the worst), far below what anything quadratic would.
    assert loops(lambda: [ask(*pair) for pair in pairs], tries=1) < 500


def test_thousands_of_different_initials_on_each_side_do_not_make_the_checks_slow():
    source, english = (
        " ".join(map("".join, product(letters, repeat=4))) + " a." for letters in ("ABCDEFGH", "JKLMNOPQ")
    )
    assert loops(lambda: ask(source, english), tries=1) < 500


@pytest.mark.parametrize("language", ["zh", "th"])
@pytest.mark.parametrize("part", ["三", "三角", "1,", "1,万", "1万 "])
def test_no_row_of_numerals_makes_the_checks_slow_or_fail(part, language):
    text = (part * LENGTH)[: LENGTH // 4]
    work = lambda: check(text, "The end.", language, "en", score=-0.3, truncated=False)  # noqa: E731
    assert loops(work, tries=1) < 500


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "«", "1", "A"])
def test_empty_and_tiny_sentences_can_be_checked(text):
    assert ask(text, text) == ()


def test_a_language_that_is_not_known_here_is_checked_for_what_needs_no_words():
    found = check("Le 5 mars", "On 6 March", "und", "xx", score=None, truncated=False)
    assert [flag.kind for flag in found] == ["number"]


@pytest.mark.parametrize(
    ("before", "opening", "end"),
    [
        ("Lyon : ", "Lyon: ", ""),
        ("Lyon, Paris : ", "Lyon, Paris: ", ""),
        ("Lyon, Paris, Turin : ", "Lyon, Paris, Turin: ", " (Reuters, Lyon)"),
        ("", "", " (Lyon)"),
    ],
)
def test_a_dateline_before_a_sentence_or_a_source_after_it_changes_nothing(before, opening, end):
    around = [(before + source + end, opening + english + end) for source, english in KEPT]
    assert [pair for pair in around if flags(*pair)] == []
    around = [(before + source + end, opening + english + end) for source, english in WRONG]
    alone = [kinds(source, english) for source, english in WRONG]
    assert [pair for pair, known in zip(around, alone, strict=True) if kinds(*pair) != known] == []


def test_only_the_beginning_of_what_is_no_sentence_is_read():
    assert details(" " * 19_998 + "12", "Cats.") == "12 in the source; not in the translation"
    assert details(" " * 19_999 + "12", "Cats.") == "1 in the source; not in the translation"
    assert "13" not in details("Douze.", f"Twelve.{' ' * 19_993}13")


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Le cargo Luno a coulé.", "Der Frachter Luna sank."),
        ("Il ne viendra pas.", "Er wird kommen."),
        ("Il viendra mardi.", "Er kommt am Mittwoch."),
        ("Le mouvement de grève continue.", "Die Bewegung der grève geht weiter."),
    ],
)
def test_what_needs_the_grammar_of_english_is_asked_of_english_alone(source, translation):
    assert check(source, translation, FRENCH, "de", score=None, truncated=False) == ()
    assert check(translation, source, "de", FRENCH, score=None, truncated=False) == ()


def test_the_same_sentence_always_gets_the_same_flags():
    source, english = "Il a 12 euros et 3 amis mardi.", "He has $13 on Friday."
    assert len({ask(source, english) for _ in range(5)}) == 1


def test_no_flag_is_raised_twice():
    found = ask("Il a 12 chats, 12 chiens et 12 lapins.", "He has cats, dogs and rabbits.")
    assert len(found) == len(set(found))


def test_two_words_said_again_after_a_comma_are_no_loop_and_three_words_are():
    assert details("Ils ont crié.", "They shouted: long live, long live.") == ""
    assert details("Ils ont crié.", "They shouted: long live long live.") == "“long live” is said twice in a row"
    assert (
        details("Le maire parle.", "The old mayor, the old mayor speaks.") == "“the old mayor” is said twice in a row"
    )


def test_a_flag_that_adds_nothing_to_another_is_left_out():
    assert details("Il a payé 40 euros.", "He paid 40 pounds.") == "40 euros in the source; the translation has pounds"
    assert (
        details("Le prix est en euros.", "The price is in pounds.") == "euros in the source; the translation has pounds"
    )


def test_a_flag_lowers_the_confidence_and_so_do_the_models_doubts():
    doubt = (Flag("number", "12 in the source; the translation has 13"),)
    sure, unsure, flagged = confidence((), -2.0), confidence((), 2.0), confidence(doubt, -2.0)
    assert sure > 0.9
    assert unsure < 0.5
    assert sure - flagged > 0.3


# The confidence that `depeche` shows and writes for a sentence with one flag of each kind.
SURE = {
    "number": 0.148, "date": 0.148, "name": 0.562, "negation": 0.413, "untranslated": 0.087, "repetition": 0.279,
    "length": 0.223, "truncated": 0.259, "low-score": 0.562,
}  # fmt: skip


@pytest.mark.parametrize("kind", get_args(FlagKind))
def test_every_kind_of_flag_lowers_the_confidence_by_its_measured_weight(kind):
    assert confidence((), -1.0) == pytest.approx(0.852, abs=0.005)
    assert confidence((Flag(kind, "doubtful"),), -1.0) == pytest.approx(SURE[kind], abs=0.005)


def test_the_confidence_falls_with_the_score_and_with_the_length():
    scores = [confidence((), log_odds_from_score(score, "a b c d e f g h")) for score in (0.0, -0.2, -0.5, -1.0)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.95
    assert scores[-1] < 0.5
    long = confidence((), log_odds_from_score(-0.4, "word " * 40))
    assert long < confidence((), log_odds_from_score(-0.4, "word " * 8))


def test_two_flags_of_a_kind_are_one_reason_to_doubt_and_two_kinds_are_two():
    once = confidence([Flag("name", "Luc")], -1.0)
    assert confidence([Flag("name", "Luc"), Flag("name", "Marie")], -1.0) == once
    assert confidence([Flag("name", "Luc"), Flag("date", "mardi")], -1.0) < once / 4


def test_confidence_is_a_probability_whatever_the_flags():
    for odds in (0.0, -5.0, 60.0, -1e3, 1e3, float("inf"), float("-inf")):
        assert 0 <= confidence((), odds) <= 1


def test_a_flag_names_no_language_that_the_translation_may_not_be_in():
    from core.checks import check

    [flag] = check("It has 12 rooms.", "Elle a 21 chambres.", "en", "fr", score=None, truncated=False)
    assert flag.detail == "12 in the source; the translation has 21"
