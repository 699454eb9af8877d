"""Idioms that were rendered word for word."""

from asking import details, flags

from core.checks.idioms import Idiom, rows


def said_in_french(idiom: Idiom) -> list[str]:
    """A sentence with each form of an idiom, beside a word that it needs."""
    beside = f"{idiom.beside.split('|')[0]} "
    return [f"Ici, {beside}, {form.replace('*', '')}, hier." for form in idiom.phrase.split("|")]


def test_an_idiom_rendered_word_for_word_is_named_with_the_word_that_betrays_it():
    missed = []
    for idiom in rows("fr"):
        word = idiom.literal.split("|")[0].replace("*", "")
        for source in said_in_french(idiom):
            said = details(source, f"So there was {word} here yesterday.")
            missed += [] if f"the English has “{word}”" in said else [source]
    assert missed == []


def test_an_idiom_rendered_by_its_meaning_is_not_flagged():
    wrongly = []
    for idiom in rows("fr"):
        for source in said_in_french(idiom):
            found = flags(source, f"Here, {idiom.meaning}, yesterday.")
            wrongly += [source] * any(f"({idiom.meaning})" in flag.detail for flag in found)
    assert wrongly == []


def test_a_word_of_several_senses_is_flagged_only_where_the_words_beside_it_tell_the_sense():
    english = "His dolphin waits."
    assert "heir apparent" in details("Le dauphin du président attend.", english)
    assert "heir apparent" not in details("Son dauphin attend, dans le bassin.", english)


def test_the_words_of_an_idiom_apart_are_no_idiom():
    assert flags("L'éponge est jetée dans l'eau.", "The sponge is thrown into the water.") == ()


def test_an_idiom_is_known_with_a_curly_apostrophe_and_a_capital():
    assert "sponge" in details("Jeter l’éponge, jamais.", "Throwing the sponge, never.")
