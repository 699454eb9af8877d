"""Headlines in capitals are given to the model as running text, and come back in capitals."""

import pytest

from core.translation.preprocessing import prepare, restore


@pytest.mark.parametrize(
    ("headline", "running"),
    [
        ("LE PREMIER MINISTRE EN VISITE À LISBONNE", "Le Premier ministre en visite à Lisbonne"),
        ("L'ÉLYSÉE DÉMENT TOUTE RENCONTRE", "L'Élysée dément toute rencontre"),
        ("JEAN-LUC MÉLENCHON FACE À MARINE LE PEN", "Jean-Luc Mélenchon face à Marine Le Pen"),
        ("SAINT-DENIS : UN HOMME MIS EN EXAMEN", "Saint-Denis : un homme mis en examen"),
        ("CÔTE D'IVOIRE : ALASSANE OUATTARA INVESTI", "Côte d'Ivoire : Alassane Ouattara investi"),
        ("LOUIS XIV À VERSAILLES AU XVIIE SIÈCLE", "Louis XIV à Versailles au XVIIe siècle"),
        ("FIN", "Fin"),
    ],
)
def test_names_keep_their_capital_and_words_lose_theirs(headline, running):
    assert prepare(headline, "fr").text == running


def test_initials_stay_in_capitals():
    assert prepare("L'ONU ET L'OTAN SALUENT L'ACCORD, LA SNCF ATTEND", "fr").text == (
        "L'ONU et l'OTAN saluent l'accord, la SNCF attend"
    )


@pytest.mark.parametrize(
    ("headline", "running"),
    [
        ("LE PRESIDENT REELU EN VISITE A PARIS", "réélu en visite à Paris"),
        (
            "LA CGT APPELLE A LA GREVE, LE GOUVERNEMENT A REFUSE DE CEDER",
            "à la grève, le gouvernement a refusé de céder",
        ),
        ("AUX ETATS-UNIS, LE SENAT A ADOPTE LE BUDGET", "Aux États-Unis, le Sénat a adopté le budget"),
        ("DEUX MAIRES REELUS", "Deux maires réélus"),
        ("LE SEISME A ETE RESSENTI JUSQU'A LIMA", "Le séisme a été ressenti jusqu'à Lima"),
        ("LA MARINE A ECARTE TOUT RISQUE", "a écarté tout risque"),
        ("PAS D'ELECTRICITE POUR LE VILLAGE", "Pas d'électricité pour le village"),
        ("UN PONT A PROXIMITE DU PORT", "Un pont à proximité du port"),
        ("JOSE ET LE PONT", "Jose et le pont"),
    ],
)
def test_accents_that_the_capitals_lack_are_restored(headline, running):
    assert prepare(headline, "fr").text.endswith(running)


def test_accents_are_not_invented_where_the_writer_set_them():
    assert prepare("LE MARCHÉ MARCHE À VUE", "fr").text == "Le marché marche à vue"


def test_the_translation_of_a_headline_is_in_capitals_too():
    prepared = prepare("GRÈVE DES CONTRÔLEURS AÉRIENS", "fr")
    assert restore(prepared, "Air traffic controllers strike").text == "AIR TRAFFIC CONTROLLERS STRIKE"


def test_an_address_in_a_headline_keeps_its_small_letters():
    prepared = prepare("LE COMPTE @le_palais RENVOIE À https://exemple.fr/une-page", "fr")
    output = prepared.text.replace("Le compte", "The account").replace("renvoie à", "links to")
    assert restore(prepared, output).text == "THE ACCOUNT @le_palais LINKS TO https://exemple.fr/une-page"


def test_the_word_after_a_string_does_not_begin_the_sentence():
    assert prepare("@le_palais A PUBLIÉ UN MESSAGE", "fr").text == "@User1 a publié un message"


def test_only_the_label_before_a_headline_is_in_capitals():
    prepared = prepare("ENTRETIEN - Le patron de la banque s'explique", "fr")
    assert prepared.text == "Entretien - Le patron de la banque s'explique"
    assert restore(prepared, "Interview - The bank's boss explains").text == "INTERVIEW - The bank's boss explains"


@pytest.mark.parametrize(
    ("source", "given", "output", "text"),
    [
        ("LE CAIRE, 12 nov. — Il a plu.", "Le Caire, 12 nov. — Il a plu.", "Cairo, 12 Nov. — It rained.", "CAIRO"),
        ("TOURS (AFP) - Il a plu.", "Tours (AFP) - Il a plu.", "Tours (AFP) - It rained.", "TOURS"),
        ("GENEVE, mardi 1er juin – Il a plu.", "Genève, mardi 1er juin - Il a plu.", "Geneva, June 1 – Rain.", "GENEVA"),
        ("LYON/MOSCOU, le 2 mai (AP) — Il a plu.", "Lyon/Moscou, le 2 mai (AP) - Il a plu.", "Lyon/Moscow, 2 May (AP) — Rain.", "LYON/MOSCOW"),
        ("MURAT (Cantal), 2 mai — Il a plu.", "Murat (Cantal), 2 mai - Il a plu.", "Murat (Cantal), 2 May — Rain.", "MURAT"),
        ("CHALON-SUR-SAÔNE, 2 mai — Il a plu.", "Chalon-sur-Saône, 2 mai - Il a plu.", "Chalon-sur-Saône, 2 May — Rain.", "CHALON-SUR-SAÔNE"),
    ],
)  # fmt: skip
def test_the_place_of_a_dateline_is_given_to_the_model_as_a_name(source, given, output, text):
    prepared = prepare(source, "fr")
    assert prepared.text.replace("–", "-").replace("—", "-") == given.replace("—", "-")
    assert restore(prepared, output).text == text + output[len(text) :]


def test_the_place_of_a_dateline_is_found_in_other_languages():
    assert prepare("FRANKFURT AM MAIN, 12. Nov. (dpa) - Es regnet.", "de").text.startswith(
        "Frankfurt am Main, 12. Nov."
    )


@pytest.mark.parametrize(
    "text",
    ["Emmanuel MACRON a rencontré Olaf SCHOLZ.", "L'ONU et l'OTAN.", "AFP", "III", "Le CAC 40 et le PIB.", "TF1"],
)
def test_initials_and_surnames_do_not_count_as_capitalised_text(text):
    assert prepare(text, "fr").text == text
    assert restore(prepare(text, "fr"), "As it is.").text == "As it is."


def test_a_headline_of_another_language_is_put_in_small_letters():
    assert prepare("EL PRESIDENTE VIAJA A MADRID", "es").text == "El presidente viaja a madrid"


@pytest.mark.parametrize("text", ["STRASSE ß İSTANBUL ǅ", "ПРЕЗИДЕНТ В МОСКВЕ", "ŒUVRE ÆGIR", "大統領 NEWS"])
def test_letters_whose_case_changes_their_length_do_no_harm(text):
    assert restore(prepare(text, "fr"), "X").text == "X"
