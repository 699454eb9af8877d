"""A sentence's words as the rankers count them."""

import pytest

from core.lang import profile_of
from core.summary.keywords import knows, length, stemmer, words


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("L’accord prévoit 4,5 % de hausse, a-t-il dit.", "fr", ("accord", "prévoit", "4,5", "hausse")),
        ("Qu'est-ce que l'AFP a écrit d'Arc-en-Barrois ?", "fr", ("afp", "écrit", "arc-en-barrois")),
        ("Aujourd'hui, peut-on y croire ?", "fr", ("croire",)),
        ("The mayor's office hasn't paid the 1,200 workers.", "en", ("mayor", "office", "paid", "1,200", "workers")),
        ("Die Regierung mit 3.5 Millionen", "de", ("regierung", "3.5", "millionen")),
        ("सरकार ने नई नीति की घोषणा की", "hi", ("सरकार", "नई", "नीति", "घोषणा")),
        ("دولت برنامه‌ای را اعلام می‌کند", "fa", ("دولت", "برنامه‌ای", "اعلام")),
        ("ที่นี่", "th", ("ที", "ี่", "่น", "นี", "ี่")),
        ("東京都知事", "ja", ("東京", "京都", "都知", "知事")),
    ],
)
def test_words_are_what_carries_meaning(text, language, found):
    assert words(text, language) == found


def test_a_script_without_spaces_has_a_length_nevertheless():
    assert length("東京都知事は辞任した。") == 5
    assert length("Le maire a démissionné.") == 4


def test_forms_of_a_word_are_found_together():
    assert len({stemmer("fr")(word) for word in ("grève", "grèves")}) == 1
    assert stemmer("tl")("pamahalaan") == "pamahalaan"
    for language, forms in {
        "ru": "забастовка забастовки",
        "ar": "الحكومة حكومة",
        "hi": "लड़के लड़कों",
        "tr": "grevler grev",
    }.items():
        assert len({stemmer(language)(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "language",
    "fr en de es it pt nl sv ro el pl cs ru uk tr ar fa he hi bn id vi ko".split(),
)
def test_a_language_with_stop_words_is_known(language):
    assert knows(language)
    assert len(profile_of(language).stop_words) > 50


def test_our_french_stop_words_leave_what_news_is_about():
    assert not profile_of("fr").stop_words & {"état", "nouveaux", "force", "personnes", "ministre", "droit", "parole"}
    assert len(profile_of("fr").stop_words) > 300
