"""Wordings that the model would take literally are rewritten before it sees them."""

import pytest

from core.lang import rules
from core.translation.preprocessing import prepare, restore


@pytest.mark.parametrize(
    ("text", "rewritten"),
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
        ("Le titre a dévissé de 12 %.", "Le prix de l'action a chuté de 12 %."),
        ("Son pronostic vital est engagé.", "Sa vie est en danger."),
        ("Le gouvernement Barnier a été censuré.", "Le gouvernement Barnier a été renversé par une motion de censure."),
        ("Le gouvernement est censuré par la Chambre.", "Le gouvernement est censuré par la Chambre."),
        ("Ils ont voté la censure.", "Ils ont voté pour la motion de censure."),
        ("La France insoumise (LFI) a voté contre.", "LFI a voté contre."),
        ("Il vise les municipales de mars.", "Il vise les élections municipales de mars."),
        ("La ministre a botté en touche.", "La ministre a éludé la question."),
        ("La ministre a jeté l'éponge.", "La ministre a abandonné."),
        ("Le parti a essuyé un revers.", "Le parti a subi un revers."),
        ("Il a claqué la porte des négociations.", "Il a quitté le négociations."),
        ("Il encourt dix ans de prison.", "Il risque dix ans de prison."),
        ("Elle a été mise hors de cause.", "Elle a été innocenté."),
        ("Le parquet a requis six mois avec sursis.", "Le parquet a demandé six mois avec sursis."),
        ("Des échauffourées ont éclaté.", "Des affrontements ont éclaté."),
        ("Une quadragénaire est morte.", "Une femme d'une quarantaine d'années est morte."),
        ("L'avion s'est abîmé en mer.", "L'avion s'est écrasé en mer."),
        ("La trêve a volé en éclats.", "La trêve a été rompu."),
        ("Le feu a été fixé vers midi.", "Le feu a été contenu vers midi."),
        ("La toiture a cédé.", "La toiture s'est effondré."),
        ("Kering cède 4,75 % à 231,15 euros.", "Kering perd 4,75 % à 231,15 euros."),
        ("Le baril prenait 1,37 dollar à 78,42 dollars.", "Le baril progressait de 1,37 dollar à 78,42 dollars."),
        ("Le titre LVMH perdait 2 %.", "Le prix de l'action LVMH perdait 2 %."),
        ("La croissance marque le pas.", "La croissance ralentit."),
        ("Elle a déposé le bilan.", "Elle a fait faillite."),
        ("Elle supprime 2.000 postes.", "Elle supprime 2.000 emplois."),
        ("Le joueur est forfait.", "Le joueur est absents."),
        ("Une enquête du chef d'homicide involontaire.", "Une enquête pour homicide involontaire."),
        ("La justice a donné raison aux riverains.", "La justice a tranché en faveur des riverains."),
        ("L'octogénaire a été volé.", "L'homme d'environ quatre-vingts ans a été volé."),
        ("Le bus a fini sa course dans le fossé.", "Le bus a fini dans le fossé."),
        ("Elle s'est fendue d'un communiqué.", "Elle a publié un communiqué."),
        ("La barre des 40 degrés.", "Le seuil des 40 degrés."),
        ("L'album s'est écoulé à 200.000 exemplaires.", "L'album s'est vendu à 200.000 exemplaires."),
        ("Le projet est tombé à l'eau.", "Le projet a échoué."),
        ("« Non », a dit à l'AFP un élu.", "« Non », un élu a dit à l'AFP."),
        (
            "« Non », a confié à l'AFP une habitante, Marie Durand, s'exprimant sans détour.",
            "« Non », une habitante, Marie Durand, a confié à l'AFP, s'exprimant sans détour.",
        ),
        ("« Non », a déclaré à Reuters M. Cocq.", "« Non », M. Cocq a déclaré à Reuters."),
        ("Il est mort, a-t-on appris lundi auprès des pompiers.", "Il est mort, selon les pompiers lundi."),
        ("Il est mort, a-t-on appris de source policière.", "Il est mort, selon une source policière."),
        ("Selon un bilan provisoire de 17 morts.", "Selon un total provisoire de 17 morts."),
        ("Il échappe à la censure.", "Il échappe à la motion de censure."),
        ("La voix des Insoumis.", "La voix de LFI."),
        ("L'institut table, lui, sur 5,1 %.", "L'institut prévoit 5,1 %."),
        ("Paris pointe à deux longueurs du Bayern.", "Paris est à deux longueurs du Bayern."),
        ("Il est touché à la cuisse.", "Il est blessé à la cuisse."),
        ("L'avocat, Me Antoine Camus, a plaidé.", "L'avocat, Antoine Camus, a plaidé."),
        ("Il droguait son épouse à son insu.", "Il droguait son épouse sans qu'elle le sache."),
        ("La décrue est lente.", "La baisse des eaux est lente."),
        ("Les gens sont à bout.", "Les gens sont épuisés."),
        ("Présidentielle : la gauche hésite", "Élection présidentielle : la gauche hésite"),
        ("Législatives : le RN gagne", "Élections Législatives : le RN gagne"),
        ("Justice : relaxe pour le maire", "Justice : acquittement pour le maire"),
        ("Une fillette fauchée par un camion.", "Une fillette renversée par un camion."),
        ("Le nord est en vigilance rouge.", "Le nord est en alerte rouge."),
        ("Le CAC 40 finit dans le rouge.", "Le CAC 40 finit en baisse."),
        ("Le pétrole flambe.", "Le pétrole grimpe."),
        ("Airbus engrange une commande géante.", "Airbus obtient un contrat géante."),
        ("Un attentat meurtrier a eu lieu.", "Un attentat mortels a eu lieu."),
        ("La coalition vole en éclats.", "La coalition s'effondre."),
        ("Les JO de Paris sont finis.", "Les Jeux olympiques de Paris sont finis."),
        ("Il a inscrit un doublé.", "Il a marqué à deux reprises."),
    ],
)
def test_a_wording_becomes_one_that_the_model_knows(text, rewritten):
    assert prepare(text, "fr").text == rewritten


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
        "Le groupe cède 12 % du capital.",
        "Il est né du chef de gare.",
        "Il a déclaré à l'AFP que tout allait bien.",
        "« Non », a déclaré à l'Agence de presse tchèque un candidat.",
        "Le bilan de l'année est bon.",
        "La censure d'internet recule.",
        "Le mouvement Me Too a dix ans.",
        "Le meurtrier a fui.",
        "Le décret est paru au JO du 3 mai.",
        "Les législatives auront lieu en juin.",
        "Il a été fauché par la mort.",
        "La forêt flambe.",
        "Me voici.",
        "JE ME SUIS LEVÉE.",
        "Une voiture piégée a explosé.",
        "Il a tiré à bout portant.",
        "L'enfant est tombé à l'eau.",
        "Le fonds a pris 12 % dans le groupe.",
        "Il a claqué la porte de la cuisine.",
        "Le titre gagné en 2018 reste le dernier.",
        "Le cessez-le-feu a été fixé à jeudi.",
        "La vitre a volé en éclats.",
        "Elle a gagné l'or à l'arraché, avec 120 kg.",
        "Le marché a été adjugé à une entreprise locale.",
        "Le projet n'a pas fait long feu.",
        "Un assaut héliporté a eu lieu.",
        "Il a requis des renforts.",
        "Il atteint un plus haut niveau.",
        "Elle rangeait une épingle pour lui.",
        "Il a essuyé une table.",
    ],
)
def test_wordings_with_another_meaning_are_left_alone(text):
    assert rules("fr", "en").rewrite(text) == text


def test_the_party_has_its_name_in_the_translation():
    prepared = prepare("La France insoumise a voté contre.", "fr")
    assert restore(prepared, "LFI voted against.").text == "La France Insoumise voted against."
    shouted = prepare("LA FRANCE INSOUMISE VOTE CONTRE", "fr")
    assert restore(shouted, "LFI votes against").text == "LA FRANCE INSOUMISE VOTES AGAINST"
    assert restore(prepare("LFI a voté contre.", "fr"), "LFI voted against.").text == "LFI voted against."


def test_other_languages_and_word_alignment_see_the_original_text():
    text = "La France insoumise a voté contre."
    assert prepare(text, "es").text == text
    assert prepare(text, "fr", literal=True).text == text


@pytest.mark.parametrize("rule", rules("fr", "en").rewrites, ids=lambda rule: rule.pattern[:40])
def test_every_pattern_contains_its_own_cue(rule):
    """A cue stands in the pattern, or in one of the forms that it lists."""
    assert rule.cue == rule.cue.lower()
    assert rule.cue in rule.pattern.lower().replace("(?-i:", "").replace("\\", "")


@pytest.mark.parametrize(
    ("source", "english", "mended"),
    [
        ("en huitièmes de finale", "in the eighth final of the Cup", "in the round of 16 of the Cup"),
        ("les seizièmes de finale", "the sixteenth finals", "the round of 32"),
        ("Le procureur a parlé.", "The D.A. has spoken.", "The prosecutor has spoken."),
        ("Syrie : les rebelles avancent", "Syria: Rebels Advance · Global Voices", "Syria: Rebels Advance"),
        ("Selon Global Voices, non.", "No, says a blog - Global Voices", "No, says a blog - Global Voices"),
        ("Il est huitième.", "He is eighth in the eighth final.", "He is eighth in the eighth final."),
    ],
)
def test_what_the_model_cannot_say_is_corrected_in_the_translation(source, english, mended):
    assert rules("fr", "en").post_edit(source, english) == mended
