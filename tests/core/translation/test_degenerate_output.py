"""Loops and invented text are noticed; good translations are not flagged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.article import Flag
from core.translation.preprocessing import RETRIES, Try, best_of, suspicious, without_loop


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Ho hisse !", "Hey, hey, hey, hey, hey, hey!"),
        ("Toc toc toc", "Knock knock knock knock"),
        (
            "Le vote a eu lieu hier soir à Lyon.",
            "The vote took place last night in " + "Lyon, France, " * 4 + "France.",
        ),
    ],
)
def test_a_loop_is_reported(source, translation):
    flag = suspicious(source, Try(translation, -0.3))
    assert flag.kind == "repetition"
    assert flag.detail.startswith("repeats")


def test_a_long_answer_to_a_scrap_is_reported():
    tried = Try("The subscribers of the newspaper were asked to pay for it", -0.4)
    assert suspicious("Abonnés", tried) == Flag("length", "11 words for 1")


def test_a_guess_at_a_scrap_is_reported():
    flag = suspicious("Cui cui cui", Try("Cover case", -1.6))
    assert flag.kind == "low-score"
    assert flag.detail.startswith("a guess")


def test_a_translation_that_did_not_end_is_reported():
    tried = Try("A text", -0.4, truncated=True)
    assert suspicious("Un texte.", tried) == Flag("truncated", "the model did not come to an end")


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Oui.", "Yes."),
        ("Ha ha ha ha !", "Ha ha ha ha!"),
        ("Jamais, jamais, jamais, jamais !", "Never, never, never, never!"),
        ("Plus l'attente est longue plus la joie est grande.", "The longer the wait, the greater the joy of the end."),
        ("– –", "– –"),
        ("2 min", "2 minutes"),
    ],
)
def test_a_good_translation_is_not_doubted(source, translation):
    assert suspicious(source, Try(translation, -0.6)) is None


def test_the_best_of_several_tries_is_first_sound_then_certain():
    loop, surer, sound = Try("No, no, no, no, no.", -0.1), Try("Yes 3", -0.2), Try("Yes", -0.9)
    assert best_of("Oui.", [loop, sound, surer]) == surer
    assert best_of("Oui.", [loop, sound]) == sound


def test_retries_reword_the_sentence():
    assert {options.rewrite("Oui !") for options in RETRIES} == {"Oui !", "Oui.", "oui"}


def test_a_loop_that_retries_do_not_mend_is_cut_to_what_the_source_has():
    assert without_loop("Ho hisse !", "Hey, hey, hey, hey, hey, hey!") == "Hey!"
    assert (
        without_loop("Oh", "It is so, it is so, it is so, it is so, and then it ends.") == "It is so and then it ends."
    )


@given(st.lists(st.sampled_from(["a", "b,", "c."]), max_size=40).map(" ".join))
def test_what_was_cut_is_no_longer_a_run(text):
    assert len(without_loop("x", text)) <= len(text)
