"""What was typed without accents, or with a figure that slipped, is read as it was meant; nothing else is touched."""

import pytest

from core.lang.fr.spelling import repair_figures, restore_accents, spell_out
from core.translation.preprocessing import prepare


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("La grece doit payer ses creanciers.", "La Grèce doit payer ses créanciers."),
        ("Encore une hausse des impots, c'etait previsible.", "Encore une hausse des impôts, c'était prévisible."),
        ("La greve a commence apres les elections.", "La grève a commence après les élections."),
        ("ca fait des annees que rien n'a change", "ça fait des années que rien n'a changé"),
        ("je n'ai pas vote, ca ne sert a rien", "je n'ai pas voté, ça ne sert a rien"),
        ("ils ont ferme la maternite", "ils ont fermé la maternité"),
        ("Le marche de la sante a ete ouvert.", "Le marché de la santé a été ouvert."),
        ("Il restera jusqu'a lundi, des que possible, peut-etre.", "Il restera jusqu'à lundi, dès que possible, peut-être."),
        ("Les impots ont été augmentés.", "Les impôts ont été augmentés."),
        ("Nos eleves ont une ecole.", "Nos élèves ont une école."),
    ],
)  # fmt: skip
def test_accents_are_restored_where_one_word_alone_can_be_meant(typed, meant):
    assert restore_accents(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "La marche a commence, il passe et ferme la porte.",
        "Ils sont repartis, déjà.",
        "La cote de la mer est la.",
        "Il a dit « the president is a hero » hier soir, c'est vrai.",
        "Il joue dans « The Medias of the Region » en ce moment.",
        "Rene et Jerome habitent Orleans.",
        "L'Etat et les Etats-Unis.",
        "Il faut que cela paraisse et maitrise, déjà.",
        "Il apparait, parait-il, déjà.",
        "Voir https://exemple.fr/annee ou ecrire@exemple.fr, #impots.",
        "Le gouvernement a annoncé des mesures, où qu'il soit.",
    ],
)
def test_words_of_their_own_names_and_foreign_words_stay(text):
    assert restore_accents(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Le chantier a coûté 12,5millions d'euros.", "Le chantier a coûté 12,5 millions d'euros."),
        ("Il gagne 4500euros par mois.", "Il gagne 4500 euros par mois."),
        ("Plus de 3O personnes, dont 1O2 blessés.", "Plus de 30 personnes, dont 102 blessés."),
        ("On compte 1 500000 chômeurs.", "On compte 1 500 000 chômeurs."),
        ("Quatres ans et cinqs mille euros.", "Quatre ans et cinq mille euros."),
        ("250 milions et deux miliards.", "250 millions et deux milliards."),
        ("Quarente personnes.", "Quarante personnes."),
    ],
)
def test_figures_and_number_words_are_corrected(typed, meant):
    assert repair_figures(typed) == meant


@pytest.mark.parametrize(
    "text",
    ["En 2019, 500000 personnes.", "Du CO2 et de l'H2O.", "Le vol AF1O4.", "Appelez le 06 12 34 56 78.", "Le 20h45, 3D, 4K."],
)  # fmt: skip
def test_codes_and_years_stay(text):
    assert repair_figures(text) == text


def test_the_model_is_given_what_was_meant():
    assert prepare("La grece a perdu 12,5millions d’euros.", "fr").text == "La Grèce a perdu 12,5 millions d'euros."
    assert prepare("La grece perd 12,5millions.", "es").text == "La grece perd 12,5millions."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("c est vraiment n importe quoi", "c'est vraiment n'importe quoi"),
        ("j ai vu l etat et qu il s en va", "j'ai vu l'etat et qu'il s'en va"),
        ("Ptet qu'il ment, chais pas, c pas clair", "Peut-être qu'il ment, je ne sais pas, ce n'est pas clair"),
        ("Bcp de gens, tt le monde, parceque le gvt ment", "Beaucoup de gens, tout le monde, parce que le gouvernement ment"),
    ],
)  # fmt: skip
def test_lost_apostrophes_and_short_words_are_written_out(typed, meant):
    assert spell_out(typed) == meant


@pytest.mark.parametrize(
    "text",
    ["Le plan D et la vitamine C.", "Le PB et le GVT.", "Un T est là.", "Voir pk.exemple.fr, @tjs #bcp", "Le TT c 12"],
)
def test_letters_and_initials_stay(text):
    assert spell_out(text) == text


def test_hundredths_of_a_second_are_read_as_sport_writes_them():
    assert repair_figures("Elle a nagé en 4 min 2 s 50.") == "Elle a nagé en 4 min 2,50 s."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Sa me dégoute, sa fait peur.", "Ça me dégoute, ça fait peur."),
        ("ont est mal partis", "on est mal partis"),
        ("Il ment à dessin.", "Il ment à dessein."),
        ("On ce demande à quoi bon se genre de propos.", "On se demande à quoi bon ce genre de propos."),
    ],
)
def test_words_that_sound_alike_are_told_apart_by_grammar(typed, meant):
    assert spell_out(typed) == meant


@pytest.mark.parametrize(
    "text", ["Sa mère fait peur.", "Une planche à dessin.", "Ils ont ce qu'ils ont.", "Il se veut grand."]
)
def test_words_that_sound_alike_stay_where_grammar_allows_them(text):
    assert spell_out(text) == text
