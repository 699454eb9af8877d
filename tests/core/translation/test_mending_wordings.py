"""Wordings that the model takes by their words reach it in others that say the same."""

import pytest

from core.translation.mending import prepare, restore
from core.translation.mending.wordings import reworded


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("La France insoumise a voté contre.", "LFI a voté contre."),
        ("Un député insoumis a été exclu.", "Un député LFI a été exclu."),
        ("Le parquet a ouvert une information judiciaire.", "Le parquet a ouvert une enquête judiciaire."),
        ("Placée en redressement judiciaire, elle licencie.", "Placée sous administration judiciaire, elle licencie."),
        ("Il a plaidé la relaxe.", "Il a plaidé l'acquittement."),
        ("Lors d'un entretien téléphonique, il a cédé.", "Lors d'une conversation téléphonique, il a cédé."),
        ("Leur entretien, mardi, fut bref.", "Leur conversation, mardi, fut bref."),
        ("L'entretien téléphonique a duré.", "La conversation téléphonique a duré."),
        ("Aucun blessé n'est à déplorer.", "Il n'y a aucun blessé."),
        ("Les prévenus sont relaxés.", "Les prévenus sont acquittés."),
        ("Le bilan pourrait encore s'alourdir.", "Le nombre de victimes pourrait encore augmenter."),
        ("Le bilan risque de s'alourdir.", "Le nombre de victimes risque d'augmenter."),
        ("Les Bourses asiatiques reculent.", "Les Marchés boursiers asiatiques reculent."),
        ("Le titre a dévissé de 12 %.", "Le titre a chuté de 12 %."),
        ("Son pronostic vital est engagé.", "Sa vie est en danger."),
        ("Le gouvernement Barnier a été censuré.", "Le gouvernement Barnier a été renversé par une motion de censure."),
        ("Le gouvernement est censuré par la Chambre.", "Le gouvernement est censuré par la Chambre."),
        ("Ils ont voté la censure.", "Ils ont voté pour la motion de censure."),
    ],
)
def test_a_wording_becomes_one_that_the_model_knows(given, said):
    assert prepare(given, "fr").text == said


@pytest.mark.parametrize(
    "text",
    [
        "Les informations judiciaires se multiplient.",
        "Elle vit d'une bourse d'études.",
        "Une France insoumise et rebelle.",
        "Le bilan comptable s'alourdit.",
        "Le film a été censuré.",
        "Il se relaxe au soleil.",
        "Dans un entretien au Monde, il proteste.",
        "L'entretien d'embauche dure une heure.",
    ],
)
def test_what_says_something_else_is_left_alone(text):
    assert reworded(text) == text


def test_the_party_has_its_name_in_the_translation():
    prepared = prepare("La France insoumise a voté contre.", "fr")
    assert restore(prepared, "LFI voted against.").text == "La France Insoumise voted against."
    shouted = prepare("LA FRANCE INSOUMISE VOTE CONTRE", "fr")
    assert restore(shouted, "LFI votes against").text == "LA FRANCE INSOUMISE VOTES AGAINST"
    assert restore(prepare("LFI a voté contre.", "fr"), "LFI voted against.").text == "LFI voted against."


def test_other_languages_and_the_question_which_word_came_from_which_see_the_text_as_it_is():
    text = "La France insoumise a voté contre."
    assert prepare(text, "es").text == text
    assert prepare(text, "fr", literal=True).text == text
