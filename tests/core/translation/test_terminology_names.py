"""Names that the model left in French become English; nothing else changes."""

import re

import pytest

from core.lang import gazetteer
from core.translation.terminology.names import repair_names


def repaired(source: str, translation: str, **context) -> str:
    return repair_names(source, translation, "fr", **context)[0]


@pytest.mark.parametrize(
    ("source", "translation", "english"),
    [
        ("Ils se voient à Samarcande.", "They meet in Samarcande.", "They meet in Samarkand."),
        ("Selon Ebrahim Raïssi, oui.", "According to Ebrahim Raissi, yes.", "According to Ebrahim Raisi, yes."),
        ("M. Poutine et M. Loukachenko", "Mr. Poutine and Mr. Lukashenko", "Mr. Putin and Mr. Lukashenko"),
        ("L'OTAN attend.", "OTAN is waiting.", "NATO is waiting."),
        ("Il vit aux Etats-Unis.", "He lives in Etats-Unis.", "He lives in the United States."),
        ("Il vit à La Haye.", "He lives in La Haye.", "He lives in The Hague."),
        ("SOMMET À SAMARCANDE", "SUMMIT IN SAMARCANDE", "SUMMIT IN SAMARKAND"),
        ("VISITE DE VLADIMIR POUTINE", "VISIT BY VLADIMIR POUTINE", "VISIT BY VLADIMIR PUTIN"),
    ],
)
def test_a_name_left_in_french_is_given_its_english_form(source, translation, english):
    assert repaired(source, translation) == english


def test_what_was_changed_is_reported():
    assert repair_names("à Samarcande", "in Samarcande", "fr")[1] == ("Samarcande → Samarkand",)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Albert Londres enquête.", "Albert Londres investigates."),
        ("ALBERT LONDRES ENQUÊTE", "ALBERT LONDRES INVESTIGATES"),
        ("le prix Albert-Londres", "the Albert-Londres prize"),
        ("la rue de Londres", "the rue de Londres"),
        ("Il aime Nice et Tours.", "He likes Nice and Tours."),
        ("Amine Raïssi chante.", "Amine Raïssi sings."),
        ("Ils vont à Londres.", "They go to London."),
        ("Le fichier @Londres_", "The file @Londres_"),
        ("Rien de tel.", "Samarcande."),
        ("un hôtel à Londres", "London's Hotel de Londres"),
    ],
)
def test_a_word_that_is_not_that_name_is_left_alone(source, translation):
    assert repaired(source, translation) == translation


def test_initials_of_several_meanings_need_the_article_to_explain_them():
    article = "L'Organisation de coopération de Shanghai s'est réunie."
    assert repaired("L'OCS vote.", "The OCS votes.", context=article) == "The SCO votes."
    assert repaired("L'OCS vote.", "The OCS votes.", context="Une autre OCS.") == "The OCS votes."
    assert repaired("L'OCS vote.", "The OCS votes.") == "The OCS votes."


def test_an_article_of_many_sentences_is_searched_once_for_what_explains_their_initials(monkeypatch):
    article = "L'Organisation de coopération de Shanghai s'est réunie. Les députés européens aussi. "
    searched, plain = [], re.search

    def counted(pattern, text, *flags):
        searched.append(text == article)
        return plain(pattern, text, *flags)

    monkeypatch.setattr(re, "search", counted)
    for _ in range(20):
        assert repaired("L'OCS vote. Les députés votent.", "The OCS votes.", context=article) == "The SCO votes."
    assert sum(searched) <= 2


def test_only_french_names_are_known():
    assert repair_names("a Samarcande", "in Samarcande", "it") == ("in Samarcande", ())


def test_no_name_in_the_data_is_empty_or_its_own_translation():
    assert all(name.source and name.target and name.source != name.target for name in gazetteer("fr", "en"))
    assert {name.kind for name in gazetteer("fr", "en")} == {"acronym", "organisation", "person", "place"}


def test_a_hostile_text_takes_linear_time():
    text = "Vladimir Poutine à Londres, Albert Londres, " * 5_000
    assert "Poutine" not in repaired(text, text)


def test_members_of_a_national_parliament_are_mps():
    repaired, changed = repair_names(
        "Les députés ont voté.", "MEPs voted.", "fr", "L'Assemblée à Rabat. Les députés ont voté."
    )
    assert (repaired, changed) == ("MPs voted.", ("MEP → MP",))


def test_where_the_article_speaks_of_europe_nothing_is_touched():
    context = "Le Parlement européen a siégé. Les députés ont voté."
    assert repair_names("Les députés ont voté.", "MEPs voted.", "fr", context) == ("MEPs voted.", ())


def test_meps_that_are_not_in_the_source_are_left_to_the_checks():
    assert repair_names("Ils ont voté.", "MEPs voted.", "fr") == ("MEPs voted.", ())
