"""Idioms that were rendered word for word."""

from asking import details, flags

from core.checks.idioms import rows


def test_an_idiom_rendered_word_for_word_is_named_with_the_word_that_betrays_it():
    missed = []
    for idiom in rows("fr"):
        phrase, word = idiom.phrase.replace("*", ""), idiom.literal.split("|")[0].replace("*", "")
        said = details(f"Ici, {phrase}, hier.", f"So there was {word} here yesterday.")
        missed += [] if f"the English has “{word}”" in said else [idiom.phrase]
    assert missed == []


def test_an_idiom_rendered_by_its_meaning_is_not_flagged():
    wrongly = []
    for idiom in rows("fr"):
        source, english = f"Ici, {idiom.phrase.replace('*', '')}, hier.", f"Here, {idiom.meaning}, yesterday."
        wrongly += [idiom.phrase] * any(flag.kind == "low-score" for flag in flags(source, english))
    assert wrongly == []


def test_the_words_of_an_idiom_apart_are_no_idiom():
    assert flags("L'éponge est jetée dans l'eau.", "The sponge is thrown into the water.") == ()


def test_an_idiom_is_known_with_a_curly_apostrophe_and_a_capital():
    assert "sponge" in details("Jeter l’éponge, jamais.", "Throwing the sponge, never.")
