"""Words are found in what was translated before, in either language, spelt right or nearly so."""

import pytest

from core.memory import TranslationUnit, find_words

UNITS = [
    TranslationUnit("fr", "en", "Le garde des Sceaux a réagi.", "The justice minister responded.", origin="model"),
    TranslationUnit(
        "fr", "en", "Le préfet a été entendu à Orléans.", "The prefect was heard in Orléans.", origin="model"
    ),
    TranslationUnit(
        "fr", "en", "Les sceaux du roi sont au musée.", "The king's seals are in the museum.", origin="memory"
    ),
    TranslationUnit("fr", "en", "Il pleut.", "It is raining.", origin="model"),
]


def found(words: str, **options) -> list[str]:
    return [match.unit.source for match in find_words(UNITS, words, **options)]


@pytest.mark.parametrize(
    "words",
    ["garde des Sceaux", "GARDE DES SCEAUX", "justice minister", "garde des sceau", "justise minister", "réagi sceaux"],
)
def test_the_best_match_comes_first(words):
    assert found(words)[0] == "Le garde des Sceaux a réagi."


@pytest.mark.parametrize("words", ["Orleans", "orléans", "prefet", "was heard"])
def test_accents_and_case_do_not_matter(words):
    assert found(words) == ["Le préfet a été entendu à Orléans."]


def test_a_ligature_is_found_by_its_letters():
    units = [TranslationUnit("fr", "en", "Une œuvre au cœur de la ville.", "A work in the heart of town.")]
    assert [match.score for match in find_words(units, "oeuvre au coeur")] == [100.0]


def test_word_for_word_has_a_hundred_and_persons_go_before_models():
    matches = find_words([UNITS[0], UNITS[2]], "sceaux")
    assert [match.score for match in matches] == [100.0, 100.0]
    assert matches[0].unit.origin == "memory"


@pytest.mark.parametrize("words", ["hélicoptère", "", "   ", "?"])
def test_what_is_not_there_is_not_found(words):
    assert found(words) == []


def test_no_more_are_given_than_were_asked_for():
    many = [TranslationUnit("fr", "en", f"Le maire {n}", f"The mayor {n}") for n in range(50)]
    assert [match.unit.source for match in find_words(many, "maire", limit=2)] == ["Le maire 0", "Le maire 1"]
