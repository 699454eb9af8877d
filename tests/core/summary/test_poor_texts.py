"""Texts that hold no summary, and texts too long for one: a sensible answer or an honest empty one, and soon."""

import subprocess
import sys

import pytest
from pace import loops
from summary_wires import article

from core.settings import SummarySettings
from core.summary import METHODS, summarise


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Un seul titre", 1),
        ("Oui.", 1),
        ("Le texte. " * 8, 1),
        ("… – …\n\n12 345\n", 0),
        ("(AFP)", 0),
        ("Lire aussi : Le port\n\nAbonnez-vous à notre lettre.", 0),
        ("Premier titre\n\nDeuxième titre\n\nTroisième titre\n\nQuatrième titre", 1),
        (" ".join(f"mot{number}" for number in range(5000)), 0),
    ],
)
def test_a_poor_text_gets_a_sensible_answer_or_an_honest_empty_one(method, text, count):
    assert len(summarise(article(text), SummarySettings(method)).sentences) == count
    assert len(summarise(article(text), SummarySettings(method, words=35)).sentences) == count


def _wire(sentences: int) -> str:
    names = ("Lyon", "Brest", "Arras", "Dijon", "Nîmes", "Tours", "Metz")
    things = (
        "le pont",
        "la gare",
        "un hôpital",
        "une école",
        "le marché",
        "la mairie",
        "un stade",
        "le port",
        "la tour",
    )
    return " ".join(
        f"Le conseil numéro {number} de {names[number % 7]} rouvre {things[number % 9]} du quartier {number % 83}"
        f" après {number % 31} mois de travaux sur la rive {number % 57}."
        for number in range(sentences)
    )


@pytest.fixture(scope="module")
def thousand():
    wire = article(_wire(1000))
    assert len(wire.sentences) == 1000
    return wire


@pytest.mark.parametrize("method", [method for method in METHODS if method != "kl"])
def test_a_thousand_sentences_are_summarised_quickly(method, thousand):
    settings = SummarySettings(method, sentences=5)
    assert len(summarise(thousand, settings).sentences) == 5
    assert loops(lambda: summarise(thousand, settings)) < 100


@pytest.mark.parametrize("settings", [SummarySettings("news"), SummarySettings("news", words=400)])
def test_ten_thousand_sentences_are_read_by_the_default_within_seconds(settings):
    wire = article(_wire(10_000))
    assert loops(lambda: summarise(wire, settings), tries=1) < 1000


@pytest.mark.parametrize(
    ("method", "numpy"), [("news", False), ("lead", False), ("luhn", False), ("lexrank", True), ("textrank", True)]
)
def test_neither_sumy_nor_nltk_is_loaded_for_a_summary(method, numpy):
    code = f"""
import sys
from core.article import *
from core.settings import SummarySettings
from core.summary import summarise
text = "Le maire a parlé lundi. Le port est fermé. Le maire de Brest part."
spans = [(0, 23), (24, 42), (43, 66)]
sentences = tuple(Sentence(f"s{{n}}", a, b, text[a:b]) for n, (a, b) in enumerate(spans))
wire = Article(Source("x", ""), text, (Paragraph("body", 0, 66, "fr", sentences),), Language("fr", 1.0))
assert len(summarise(wire, SummarySettings({method!r}, sentences=2)).sentences) == 2
print([name for name in ("sumy", "nltk", "numpy") if name in sys.modules])
"""
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert output.stdout.strip() == str(["numpy"] if numpy else [])
