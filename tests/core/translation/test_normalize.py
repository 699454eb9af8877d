"""Text reaches the model in the typography that it reads best, its words and values the same."""

import pytest

from core.translation.preprocessing import prepare


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("L’accord d’hier", "L'accord d'hier"),
        ("Il dit : “Non”.", 'Il dit : "Non".'),
        ("le gou\u00advernement\u200b", "le gouvernement"),
        ("Il  attend\u00a0;\u202felle part", "Il attend ; elle part"),
        ("une accalmie , puis rien .", "une accalmie, puis rien."),
        ("le gouver-\nnement", "le gouvernement"),
        ("le gouver- nement", "le gouvernement"),
        ("le porte-\nparole", "le porte-parole"),
        ("avant- et après-guerre", "avant- et après-guerre"),
        ("Paris- Nice", "Paris- Nice"),
        ("un mot\x07 et\x1b[31m", "un mot et [31m"),
    ],
)
def test_leftovers_are_mended(text, cleaned):
    assert prepare(text, "fr").text == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Le match est à 20 h 45.", "Le match est à 20:45."),
        ("Le match est à 20h07.", "Le match est à 20:07."),
        ("Le 100 m en 9 s 86.", "Le 100 m en 9,86 s."),
        ("Il mesure 1 m 85.", "Il mesure 1,85 m."),
        ("Parti à 13 h 05, il durera près de 5 h.", "Parti à 13:05, il durera près de 5 heures."),
        ("Le café à 3 € 50.", "Le café à 3,50 €."),
    ],
)
def test_times_and_measures_are_written_as_the_model_keeps_them(text, cleaned):
    assert prepare(text, "fr").text == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Dix-huit mois de prison, dont six ferme.", "Dix-huit mois de prison, dont six mois de prison ferme."),
        ("Il risque cinq ans de prison, dont un ferme.", "Il risque cinq ans de prison, dont un an de prison ferme."),
        ("Six mois ferme pour l'ex-maire.", "Six mois de prison ferme pour l'ex-maire."),
        ("Il est condamné à 2 ans ferme.", "Il est condamné à 2 ans de prison ferme."),
    ],
)
def test_ferme_after_a_prison_sentence_is_written_out_since_the_model_reads_a_farm(text, cleaned):
    assert prepare(text, "fr").text == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "Condamné, le bar des trois ferme la semaine prochaine.",
        "Deux ans de prison ferme.",
        "Une usine sur six ferme.",
        "Il reste 18 h ou 25 h 30 de vol.",
        "La population est de 67 413 000 habitants.",
        "Il avance de 3 m 20 m plus loin.",
        "Il a gagné 2-1 en 90 min.",
        "Les années 1980 s 1990.",
        "Il a dit « oui » : c'est 3,5 %…",
    ],
)
def test_what_the_model_reads_well_is_left_alone(text):
    assert prepare(text, "fr").text == text


def test_rules_of_french_are_for_french():
    assert prepare("He said “20 h 45”.", "en").text == "He said “20 h 45”."
