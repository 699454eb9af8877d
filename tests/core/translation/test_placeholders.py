"""What must not be translated is kept byte for byte, or reported as lost."""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.translation.engines import Hypothesis
from core.translation.postprocess import Translation, postprocess_hypothesis
from core.translation.preprocessing import join, parts, prepare, restore
from core.translation.preprocessing.placeholders import protected

HIDDEN = [
    "https://www.journal.fr/actu/une-page?id=12&x=é",
    "www.mairie.fr/vos-droits",
    "lejournal.fr",
    "presse_2024@mairie.gouv.fr",
    "@le_palais",
    "#Élection2022",
    "rapport_final.pdf",
    "/home/jean/notes",
    "nom_du_champ",
    "FR7630006000011234567890189",
    "10.1038/s41586-020-2649-2",
]
WATCHED = [
    "01 42 34 56 78",
    "+33 1 42 34 56 78",
    "AF1234",
    "AB-123-CD",
    "CVE-2021-44228",
    "v2.3.1",
    "FR76 3000 6000 0112",
]


def untouched(text: str) -> list[str]:
    return [text[place.start : place.end] for place in protected(text)]


@pytest.mark.parametrize("string", HIDDEN)
def test_the_model_does_not_see_what_it_would_change(string):
    prepared = prepare(f"Voir {string} dès lundi.", "fr")
    assert string not in prepared.text
    assert restore(prepared, prepared.text).text == f"Voir {string} dès lundi."


@pytest.mark.parametrize("string", WATCHED)
def test_what_the_model_copies_is_looked_for_afterwards(string):
    prepared = prepare(f"Appelez le {string} avant lundi.", "fr")
    assert string in prepared.text
    assert restore(prepared, f"Call {string} before Monday.").lost == ()
    assert restore(prepared, "Call before Monday.").lost == (string,)


@pytest.mark.parametrize("string", WATCHED)
def test_on_a_second_try_that_is_hidden_too(string):
    prepared = prepare(f"Appelez le {string} avant lundi.", "fr", everything=True)
    assert string not in prepared.text
    assert restore(prepared, prepared.text).text == f"Appelez le {string} avant lundi."


def test_a_placeholder_that_the_model_dropped_is_reported():
    prepared = prepare("Voir https://a.fr/une et https://b.fr/deux.", "fr")
    restored = restore(prepared, prepared.text.replace(prepared.placeholders[0].stand_in, "the site"))
    assert restored.lost == ("https://a.fr/une",)
    assert "https://b.fr/deux" in restored.text


def test_ten_and_more_strings_are_not_mixed_up():
    source = "Voir " + ", ".join(f"https://site{n}.fr/page_{n}" for n in range(1, 14)) + "."
    prepared = prepare(source, "fr")
    assert restore(prepared, prepared.text).text == source


def test_a_text_that_looks_like_a_placeholder_is_not_taken_for_one():
    prepared = prepare("Le XQ1 et le champ nom_du_champ.", "fr")
    assert restore(prepared, prepared.text).text == "Le XQ1 et le champ nom_du_champ."


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ("(voir https://x.fr/a_(b)).", ["https://x.fr/a_(b)"]),
        ("« https://x.fr/une », dit-il", ["https://x.fr/une"]),
        ("un message d'@elysee_fr, puis l'#JO", ["@elysee_fr", "#JO"]),
    ],
)
def test_the_punctuation_around_a_protected_string_is_not_part_of_it(text, strings):
    assert untouched(text) == strings


@pytest.mark.parametrize(
    "text",
    [
        "C'est la fin.Le reste suit, fin.de l'histoire.",
        "À 80 km/h, oui et/ou non, 50/50, AC/DC.",
        "Le 03/04/2021, le 12.11.1978, M.Dupont, U.S.A., c.-à-d. J.-L. D.",
        "Quelque 1.234.567 habitants, 67 413 000 euros, 3,5 %.",
        "COVID-19, G20, CO2, JO-2024, n°5, art. L.123-4.",
    ],
)
def test_plain_text_is_left_to_the_model(text):
    assert untouched(text) == []


@pytest.mark.parametrize("text", ["https://x.fr/une", "… – 12 !", "@elysee_fr #JO2024", "", "06 12 34 56 78"])
def test_what_has_no_word_is_its_own_translation(text):
    prepared = prepare(text, "fr")
    assert prepared.text == ""
    assert restore(prepared, "").text == text


def test_translated_around_its_strings_a_sentence_cannot_lose_one():
    cut = parts("Écrivez à presse_2024@mairie.fr (ou au 01 42 34 56 78), puis voyez https://x.fr/une.", "fr")
    english = iter(["Write to", "(or on", "), then see"])
    translations = [next(english) for part in cut if not part.keep]
    assert (
        join(cut, translations) == "Write to presse_2024@mairie.fr (or on 01 42 34 56 78), then see https://x.fr/une."
    )


def translated(source: str, *lost: str) -> tuple[Translation, list[str]]:
    """Translate with an engine that copies its text, except words with one of `lost`; also return what it was given."""
    texts = []

    def copy(text: str, cancelled: object = None) -> Hypothesis:
        texts.append(text)
        return Hypothesis(" ".join(word for word in text.split() if not any(part in word for part in lost)), -0.5)

    engine, prepared = (
        SimpleNamespace(pair=("fr", "en"), abilities=frozenset(), translate_one=copy),
        prepare(source, "fr"),
    )
    return postprocess_hypothesis(source, "fr", prepared, copy(prepared.text), engine), texts


def test_a_flight_number_that_the_model_lost_is_hidden_on_the_second_try():
    result, texts = translated("Le vol AF1234 est parti lundi.", "AF1234")
    assert (result.text, result.score, result.doubts) == ("Le vol AF1234 est parti lundi.", -0.5, ())
    first, second = texts
    assert first == "Le vol AF1234 est parti lundi."
    assert re.fullmatch(r"Le vol (?!AF1234)\S+ est parti lundi\.", second)


def test_around_an_address_that_the_model_loses_in_any_form_the_parts_are_translated():
    result, texts = translated("Écrivez à presse@mairie.fr avant lundi.", "@")
    assert (result.text, result.score, result.doubts) == ("Écrivez à presse@mairie.fr avant lundi.", -0.5, ())
    assert texts[2:] == ["Écrivez à", "avant lundi."]


@given(st.text(alphabet="ab_@#./:-1 '(\n«»XQh\u00a0É", max_size=80))
def test_any_text_survives_a_model_that_copies(text):
    prepared = prepare(text, "xx")
    restored = restore(prepared, prepared.text)
    assert restored.lost == ()
    if prepared.placeholders:
        assert all(
            placeholder.original in restored.text
            for placeholder in prepared.placeholders
            if not placeholder.original.isspace()
        )


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A",
        "@",
        "x_ ",
        "http://a ",
        "a- ",
        "LE PRÉSIDENT À ",
        "12 ",
        "06 12 ",
        "(",
        "a@",
        "-\n",
        "9 h ",
        "É",
        ".",
        "AB, ",
        "AB (",
        "ABC-",
        "ABC, 1 ",
    ],
)
def test_nonsense_of_any_length_takes_linear_time(unit):
    prepared = prepare(unit * (200_000 // len(unit)), "fr")
    restore(prepared, prepared.text)
