"""Preprocessing with the real model: headlines, strings to keep, times, fragments and terms."""

from pathlib import Path

import pytest

from core.errors import PackMissing
from core.packs.store import PackStore
from core.settings import Places, TranslationSettings
from core.translation import Translator

pytestmark = pytest.mark.model

HEADLINES = [
    "Le ministre des Finances en visite à Lisbonne",
    "La grève des trains reconduite jusqu'à vendredi",
    "Norvège : un incendie détruit une usine de papier",
    "L'ONU réclame une trêve au Soudan",
    "Trois mineurs sauvés après deux jours sous terre",
    "Le prix du blé au plus bas depuis cinq ans",
    "Tempête en Irlande : des milliers de foyers sans électricité",
    "Le maire de Hambourg renonce à un second mandat",
]
STRINGS = [
    "https://www.mairie-exemple.fr/vos-droits?page=2",
    "la_poste_2024@exemple.fr",
    "@le_grand_journal",
    "#Élection2022",
    "compte_rendu.pdf",
    "nom_du_champ",
    "01 42 34 56 78",
    "AF1234",
]
SCRAPS = [
    "Ho hisse !",
    "Toc toc toc",
    "Na na na na na",
    "Hi hi hi",
    "Glou glou glou",
    "ha ha ha ha ha !",
    "FIN",
    "Bof.",
]


@pytest.fixture(scope="module")
def say(real_home):
    """Translate French sentences, with the flags that were raised on the way."""
    store = PackStore(Places(real_home))

    def provide(source, target):
        if (pack := store.find(source, target)) is None:
            raise PackMissing(f"{source}-{target}", "not installed")
        return pack

    def translate(*texts: str, glossary: Path | None = None):
        return list(
            Translator(TranslationSettings(glossary=glossary), provide).translate(("fr", text) for text in texts)
        )

    return translate


def test_headlines_in_capitals_read_as_in_normal_case(say):
    normal = [result.text.upper() for result in say(*HEADLINES)]
    capitals = [result.text for result in say(*(headline.upper() for headline in HEADLINES))]
    assert sum(expected == text for expected, text in zip(normal, capitals, strict=True)) >= len(HEADLINES) - 2


def test_protected_strings_survive_byte_for_byte(say):
    texts = [f"Plus d'informations sur {string} dès demain, selon la mairie." for string in STRINGS]
    for string, result in zip(STRINGS, say(*texts), strict=True):
        assert string in result.text


def test_times_are_kept(say):
    for result in say("Le vol de 20 h 07 a été annulé.", "Le départ est prévu à 6 h 05 précises."):
        assert any(time in result.text for time in ("20:07", "8:07", "6:05", "6.05", "8.07"))


def test_no_loop_on_a_fragment_goes_unflagged(say):
    for scrap, result in zip(SCRAPS, say(*SCRAPS), strict=True):
        assert result.doubts or len(result.text.split()) <= len(scrap.split()) + 4


def test_a_term_of_the_glossary_is_in_the_translation(say, tmp_path):
    glossary = tmp_path / "terms.csv"
    glossary.write_text("conseil municipal,town board\ngrève,walkout\nLe Grand Journal,,keep\n", encoding="utf-8")
    results = say(
        "Le conseil municipal condamne la grève au Grand Journal.", "Le Grand Journal ferme.", glossary=glossary
    )
    assert "town board" in results[0].text
    assert "walkout" in results[0].text
    assert "Le Grand Journal" in results[1].text
    assert {result.origin for result in results} == {"glossary"}
