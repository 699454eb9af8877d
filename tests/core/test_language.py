"""Which language a text is in: the same answer every time, and "und" rather than a guess."""

import subprocess
import sys

import pytest

from core.language import Detector, identify
from core.reading import read_text

FRENCH = "Le conseil municipal a voté hier soir le budget de la ville, après six heures de débats très animés."
ENGLISH = "The city council passed the budget late last night after six hours of very lively debate in the chamber."


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FRENCH, "fr"),
        (ENGLISH, "en"),
        ("El ayuntamiento aprobó anoche el presupuesto de la ciudad tras seis horas de debate.", "es"),
        ("GRÈVE DES TRANSPORTS : LA CIRCULATION RESTE TRÈS PERTURBÉE CE MATIN", "fr"),
        ("市议会昨晚经过六个小时的激烈辩论后通过了预算。", "zh"),
    ],
)
def test_a_sentence_is_known_whatever_its_case_or_script(detector, text, code):
    assert detector.detect(text).code == code


@pytest.mark.parametrize("text", ["", "12 345", "…", "https://exemple.fr/a?b=c", "@x #y", "ok"])
def test_what_has_no_language_is_und(detector, text):
    assert detector.detect(text) == type(detector.detect(""))("und", 0.0)


def test_the_same_text_has_the_same_language_in_every_process():
    code = f"from core.language import Detector; print(Detector().detect({FRENCH[:40]!r}))"
    said = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(said) == 1


def test_cold_threads_agree():
    code = (
        "from concurrent.futures import ThreadPoolExecutor as P; from core.language import Detector\n"
        f"d = Detector()\nwith P(8) as p: print(len(set(p.map(d.detect, [{FRENCH!r}] * 32))))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"1"


def test_a_foreign_paragraph_in_an_article_keeps_its_own_language(detector):
    article = identify(read_text(f"{FRENCH}\n\n{ENGLISH}\n\n{FRENCH} Oui.\n".encode(), "x"), detector)
    assert article.language.code == "fr"
    assert [paragraph.language for paragraph in article.paragraphs] == ["fr", "en", "fr"]


def test_a_short_line_has_the_language_of_its_article(detector):
    article = identify(read_text(f"Budget\n\n{FRENCH}\n\nFin\n".encode(), "x"), detector)
    assert {paragraph.language for paragraph in article.paragraphs} == {"fr"}


def test_what_the_user_says_goes_before_what_is_detected(detector):
    article = identify(read_text(ENGLISH.encode(), "x"), detector, given="fr")
    assert article.language.code == article.paragraphs[0].language == "fr"
