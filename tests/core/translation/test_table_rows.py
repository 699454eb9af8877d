"""Rows of tables keep each figure in its cell, and bylines their names, whatever the model would do with the row."""

import pytest

from core.packs.store import PackStore
from core.settings import Places, TranslationSettings
from core.translation import Translator
from core.translation.engines import Hypothesis, Session
from core.translation.engines.ctranslate2 import CTranslate2Engine
from core.translation.postprocess import postprocess_hypothesis
from core.translation.preprocessing import format_numbers, prepare, restore


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Thon | 3 150 | 2 975", "Thon"),
        ("Thon | rouge | 2 975", "Thon\nrouge"),
        ("Littoral sud 4,1 4,3 3,9", "Littoral sud"),
        ("Verrerie -0,40 % +12,5 %", "Verrerie"),
        ("BZQ | 30 mai | 12", "30 mai"),
        ("VerreNeuf | bas | 1 200", "bas"),
        ("Thon rouge 3 150 2 975", "Thon rouge"),
    ],
)
def test_the_model_is_given_the_words_of_each_cell_and_no_figures(row, cells):
    prepared = prepare(row, "fr")
    assert prepared.text == cells
    assert restore(prepared, cells).text == row


@pytest.mark.parametrize(
    "text",
    [
        "La pêche a rapporté 3 150 tonnes.",
        "Article 12",
        "Les lots 12 et 14",
        "Le bilan passe à 1 200",
        "Les lots de 12 14",
        "Le bilan, 350 000.",
        "le pont|5 7",
    ],
)
def test_a_sentence_with_figures_is_no_row(text):
    assert prepare(text, "fr").cells == ()


@pytest.mark.parametrize("name", ["Le Phare", "L'Écho", "Presse-Littoral"])
def test_the_paper_behind_a_headline_keeps_its_name(name):
    row = f"Le bac de Vigny fermera lundi | {name}"
    prepared = prepare(row, "fr")
    assert prepared.text == "Le bac de Vigny fermera lundi"
    assert restore(prepared, "The ferry will close").text == f"The ferry will close | {name}"


@pytest.mark.parametrize(
    "row", ["Le bac de Vigny fermera lundi | Transports", "Bac | Le Phare", "Les bacs de Vigny | Le phare"]
)
def test_other_last_cells_are_translated(row):
    assert prepare(row, "fr").text.split("\n")[-1] == row.split(" | ")[-1]


class OneLine(Session):
    """An engine that knows no lines."""

    pair, abilities = ("fr", "en"), frozenset()

    def put(self, text: str) -> None: ...

    def take(self, cancelled) -> Hypothesis: ...

    def translate_one(self, text, cancelled=None) -> Hypothesis:
        return Hypothesis(" ".join(text.upper().split()), -0.5)


def test_an_engine_that_joins_lines_is_given_the_cells_one_by_one():
    row, engine = "Thon | 3 150 | frais de port | 2,5", OneLine()
    prepared = prepare(row, "fr")
    result = postprocess_hypothesis(row, "fr", prepared, engine.translate_one(prepared.text), engine)
    assert (result.text, result.score) == ("THON | 3,150 | FRAIS DE PORT | 2.5", -0.5)


def test_the_lines_of_a_text_are_translated_as_if_they_stood_alone(random_pack, tmp_path):
    pack = PackStore(Places(tmp_path, (random_pack.parent,))).find("fr", "en")
    engine = CTranslate2Engine(pack, beam=2, workers=1)
    lines = ["le port", "la grève du conseil", "le port"]
    alone = [engine.translate_one(line).text for line in lines]
    assert engine.translate_one("\n".join(lines)).text == "\n".join(alone)
    assert engine.cut("\n".join(lines)) == []


@pytest.mark.parametrize(
    ("source", "copied", "mended"),
    [
        ("Verrerie 12,40 +2,31 %", "Glassworks 12,40 +2,31 %", "Glassworks 12.40 +2.31%"),
        ("Verrerie 12,885 -3,75 %", "Glassworks 12,885 -3,75 %", "Glassworks 12.885 -3.75%"),
        ("Gazole | 1,6412 €", "Diesel | 1,6412 €", "Diesel | 1.6412 €"),
        ("un taux de 0,739", "a rate of 0,739", "a rate of 0.739"),
        ("les articles 1,2 et 5", "Articles 1,2 and 5", "Articles 1,2 and 5"),
        ("les lots 1,2,3", "lots 1,2,3", "lots 1,2,3"),
        ("le lot 12,885", "lot 12,885", "lot 12,885"),
    ],
)
def test_a_decimal_comma_that_was_copied_becomes_a_point(source, copied, mended):
    assert format_numbers(source, copied, ("fr", "en")) == mended


@pytest.mark.model
def test_no_figure_of_a_table_is_lost(real_home):
    rows = ["Thon | 3 150 | 2 975", "Littoral sud 4,1 4,3 3,9", "BZQ 12,40 +2,31 %"]
    translator = Translator(TranslationSettings(), PackStore(Places(real_home)).find)
    texts = [translation.text for translation in translator.translate(("fr", row) for row in rows)]
    assert texts[0].endswith(" | 3,150 | 2,975")
    assert texts[1].endswith(" 4.1 4.3 3.9")
    assert texts[2] == "BZQ 12.40 +2.31%"


@pytest.mark.parametrize(
    ("byline", "translation"),
    [
        ("Par Odile MARCHADIER", "By Odile MARCHADIER"),
        ("PAR Luc de la Boucherie", "By Luc de la Boucherie"),
        ("Propos recueillis par Rose Leblanc", "Interview by Rose Leblanc"),
    ],
)
def test_the_name_of_a_byline_is_no_word_to_translate(byline, translation):
    engine = OneLine()
    prepared = prepare(byline, "fr")
    assert prepared.text == ""
    result = postprocess_hypothesis(byline, "fr", prepared, Hypothesis.untranslated(byline), engine)
    assert (result.text, result.score, result.origin) == (translation, None, "model")


@pytest.mark.parametrize(
    "text", ["Par la Boucherie Leblanc, le port est fermé.", "Par Odile et son fils", "Par Zeus !"]
)
def test_a_sentence_that_begins_like_a_byline_is_translated(text):
    assert prepare(text, "fr").text == text
