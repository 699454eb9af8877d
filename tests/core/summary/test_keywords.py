"""What an article is about, in its own words and in English, told without a model."""

from dataclasses import replace

import pytest
from summary_wires import BRIDGE, article

from core.settings import SummarySettings
from core.summary import Keyword, summarise

SAID = (
    "The bridge of Saint-Aubin closed until spring",
    "The department closed the bridge of Saint-Aubin on Monday, a pillar of which sank by eight centimetres overnight.",
    '"I have never seen that in thirty years of trade", says a mechanic who lives next to it.',
    "He heard a crack around two in the morning.",
    "But no one was hurt.",
    (
        "According to the prefect, Hélène Marchand, the works on the pillar of the bridge will last at least five months and"
        " cost 3.2 million euros."
    ),
    "Some 14,000 cars crossed the bridge of Saint-Aubin every day to reach the industrial zone.",
)


def translated(text: str = BRIDGE, translations=SAID, language: str = "fr"):
    wire = article(text, language)
    lines = iter(translations)
    return replace(
        wire,
        paragraphs=tuple(
            replace(
                paragraph,
                sentences=tuple(replace(x, translation=next(lines, None), origin="model") for x in paragraph.sentences),
            )
            for paragraph in wire.paragraphs
        ),
    )


def keywords(wire, target="en"):
    return summarise(wire, SummarySettings("news"), target=target).keywords


def test_keywords_come_with_their_english_from_the_translation():
    found = keywords(translated())
    assert found[:2] == (Keyword("pont", "bridge"), Keyword("Saint-Aubin", "Saint-Aubin"))
    assert Keyword("pilier", "pillar") in found
    assert Keyword("Hélène", "Hélène") in found


def test_names_keep_their_capitals_and_numbers_are_no_keywords():
    words = [keyword.source for keyword in keywords(translated())]
    assert "Marchand" in words
    assert "Saint-Aubin" in words
    assert not any(word[0].isdigit() for word in words)
    assert 4 < len(words) <= 8


def test_where_the_translation_does_not_tell_the_english_of_a_word_it_is_left_open():
    [*found] = keywords(translated(translations=("Nothing.", "Quite another thing.", "And one more.")))
    assert found
    assert all(keyword.translation is None for keyword in found)


@pytest.mark.parametrize("target", [None, "en"])
def test_an_untranslated_article_has_keywords_nevertheless(target):
    found = keywords(article(BRIDGE), target)
    assert [keyword.source for keyword in found[:2]] == ["pont", "Saint-Aubin"]
    assert all(keyword.translation is None for keyword in found)


def test_a_name_of_one_sentence_has_the_form_that_the_list_of_names_and_the_translation_give_it():
    wire = translated(
        "Accord signé\n\nLe tsunami de 2011 a été évoqué à Louxor par Zoé Fabre, de l'OMS. Rien d'autre n'a été dit.",
        (
            "Deal signed",
            "The 2011 tsunami was mentioned in Luxor by Zoé Fabre of the WHO.",
            "Nothing else was said.",
        ),
    )
    found = keywords(wire)
    assert {Keyword("Louxor", "Luxor"), Keyword("OMS", "WHO"), Keyword("Fabre", "Fabre")} <= {*found}


def test_an_english_article_is_its_own_translation():
    wire = article("The ferry sank on Monday. The ferry was old. Nobody was hurt.", "en")
    assert keywords(wire)[0] == Keyword("ferry", "ferry")


def test_where_only_the_translation_can_be_read_the_keywords_are_its_own():
    wire = translated(
        "東京都知事は辞任した。路面電車は遅れた。", ("The governor of Tokyo resigned.", "The governor is late."), "ja"
    )
    assert keywords(wire)[0] == Keyword(None, "governor")


@pytest.mark.parametrize(
    ("language", "text", "no_keywords"),
    [
        (
            "es",
            (
                "ÁVILA, 4 ago (Agencia Duero) - El incendio de la sierra obligó a evacuar a 1.300 vecinos. El fuego de la "
                "sierra costó tres millones. Los vecinos del pueblo de la sierra vuelven mil veces al pueblo."
            ),
            {"de", "la", "del", "mil", "millones", "Duero", "ÁVILA", "ago"},
        ),
        (
            "fr",
            (
                "LIMOGES, 1er juill. — Le pont de Saint-Aubin ferme mardi. Le pont rouvrira mardi 4 août. Le maire "
                "parlera du pont mardi et jeudi, puis en août."
            ),
            {"LIMOGES", "Limoges", "limoges", "juill", "mardi", "jeudi", "août"},
        ),
        (
            "pl",
            (
                "OPOLE, 15 września (Agencja Odra) - Rząd podniósł płacę o 6 proc. do 5 tys. zł. Płaca rośnie o kolejne "
                "3 proc. w styczniu. Rząd wyda 2 mld zł, a firmy 5 mld zł na płacę."
            ),
            {"proc", "tys", "mld", "Odra", "OPOLE"},
        ),
        (
            "ja",
            (
                "【仙台=北斗通信】宮城県で地震があり、気象庁によると震源は深かった。県によるとけが人がいる。"
                "宮城県によると地震で停電している。"
            ),
            {"する", "によ", "よる", "ると", "北斗"},
        ),
    ],
)
def test_no_word_of_grammar_number_or_dateline_is_a_keyword(language, text, no_keywords):
    words = {keyword.source for keyword in keywords(article(text, language), None)}
    assert words
    assert words.isdisjoint(no_keywords)


def test_a_name_with_an_apostrophe_after_a_hyphen_is_one_keyword():
    words = {keyword.source for keyword in keywords(article("La Côte-d’Or a peur. La Côte-d’Or attend.", "fr"), None)}
    assert "Côte-d’Or" in words
    assert "Côte-d" not in words


def test_a_keyword_is_written_as_in_the_text_and_not_as_in_the_dateline():
    wire = translated(
        "BREST, 3 mai — La mairie de Brest a fermé. La mairie de Brest rouvrira.",
        ("BREST, 3 May — Brest town hall has closed.", "Brest town hall will reopen."),
    )
    assert Keyword("Brest", "Brest") in keywords(wire)
