"""The marks that agencies put around wires are recognised, and a file of several wires is split at them."""

import re

import pytest
from pace import loops
from word_maker import make_docx, make_odt, paragraph, run

from core.article import UNKNOWN
from core.reading import read_text
from core.reading.formats import articles
from core.reading.symbols_and_formulas import equation
from core.translation.preprocessing import prepare

BODY = (
    "La préfète a confirmé mardi la réouverture du pont, fermé depuis la crue de janvier, après trois mois de travaux "
    "et de contrôles menés par deux bureaux d'études."
)


def wire(headline: str, *, service: str = "", end: str = "bur-abc/def\n\nAFP 031200 GMT MAR 26") -> str:
    return f"{service}{headline}\n\nPar Anne ROCHE\n\nBREST, 3 mars 2026 (AFP) - {BODY}\n\n{end}\n"


def test_a_wire_shows_its_headline_not_its_service_lines():
    text = wire("Le pont rouvre", service="FRS1234 4 GI 0345 FRA /AFP-AB12\nFrance-transports-intempéries\n\n")
    article = read_text(text.encode(), "wire.txt")
    assert article.source.title == "Le pont rouvre"
    assert (article.source.byline, article.source.published) == ("Anne ROCHE", "2026-03-03")
    kinds = [block.kind for block in article.paragraphs]
    assert kinds == ["dateline", "dateline", "heading", "byline", "body", "dateline", "dateline"]


def test_marks_are_left_as_they_are_by_the_translation():
    for mark in ("bur-abc/def", "-30-", "###", "(FIN)", "AFP 031200 GMT MAR 26", "FRS1234 4 GI 0345 FRA /AFP-AB12"):
        assert prepare(mark, "fr").text == ""
    for text in ("Fin de la grève", "Le n° 30", "(fin mars)", "et/ou", "AFP"):
        assert prepare(text, "fr").text or text == "et/ou"


def test_a_file_of_several_wires_gives_each():
    for end in ("-30-", "###", "(FIN)", "bur-abc/def/ghi\n\nAFP 031200 GMT MAR 26", "NNNN"):
        text = (
            wire("Le pont rouvre", end=end)
            + "\n"
            + wire("La gare ferme", end=end)
            + "\n"
            + wire("Le port attend", end=end)
        )
        found = list(articles(text.encode(), "wires.txt"))
        assert [article.source.title for article in found] == ["Le pont rouvre", "La gare ferme", "Le port attend"]
        assert all(article.text.endswith(end.rpartition("\n")[2]) for article in found)
        assert all(article.paragraphs[0].gap == 0 and article.paragraphs[0].language == UNKNOWN for article in found)


def test_a_press_release_is_one_article_with_what_follows_its_mark():
    release = f"Le pont rouvre\n\n{BODY}\n\n###\n\nÀ propos du bourg\n\n{BODY}\n\nContact : mairie@bourg.example\n"
    assert len(list(articles(release.encode(), "release.txt"))) == 1


def test_an_impossible_day_is_no_date():
    text = wire("Le pont rouvre").replace("3 mars 2026", "31 juin 2026")
    assert read_text(text.encode(), "wire.txt").source.published is None


RAISED = "Le débit atteint 2,5 × 10<S>6</S> litres, sur 400 km<S>2</S>, le 1<S>er</S> mars 2026<S>1</S> et 10<S>−3</S> gramme."
READ = "Le débit atteint 2,5 × 10⁶ litres, sur 400 km2, le 1er mars 2026¹ et 10⁻³ gramme."


def word(pieces: list[str]) -> bytes:
    return make_docx(
        paragraph(
            "".join(
                run(text, '<w:vertAlign w:val="superscript"/>' if place % 2 else "")
                for place, text in enumerate(pieces)
            )
        )
    )


def writer(pieces: list[str], place: str) -> bytes:
    spans = "".join(
        f'<text:span text:style-name="T">{text}</text:span>' if number % 2 else text
        for number, text in enumerate(pieces)
    )
    style = '<style:style style:name="B" style:family="text"><style:text-properties style:text-position="{}"/></style:style>'
    derived = '<style:style style:name="T" style:family="text" style:parent-style-name="B"/>'
    return make_odt(f"<text:p>{spans}</text:p>", style.format(place) + derived)


def rich(pieces: list[str], begin: str, end: str) -> bytes:
    text = "".join(f"{begin} {text}{end}" if number % 2 else text for number, text in enumerate(pieces))
    return ("{\\rtf1\\ansi " + "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text) + "\\par}").encode()


@pytest.mark.parametrize(
    "write",
    [
        word,
        lambda pieces: writer(pieces, "super 58%"),
        lambda pieces: writer(pieces, "33% 58%"),
        lambda pieces: rich(pieces, "{\\super", "}"),
        lambda pieces: rich(pieces, "\\super", "\\nosupersub "),
        lambda pieces: (
            "<html><p>"
            + "".join(f"<sup>{text}</sup>" if number % 2 else text for number, text in enumerate(pieces))
            + "</p></html>"
        ).encode(),
    ],
)
def test_superscript_figures_after_a_figure_do_not_change_the_number(write):
    [article] = articles(write(re.split("</?S>", RAISED)), "wire")
    assert article.text == READ


def test_a_power_in_a_formula_of_a_page_is_one():
    formula = "<math><msup><mn>10</mn><mn>6</mn></msup><mo>+</mo><msup><mi>x</mi><mi>n</mi></msup></math>"
    [article] = articles(f"<html><p>Soit {formula}, selon le rapport.</p></html>".encode(), "wire")
    assert article.text == "Soit 10⁶+x^n, selon le rapport."


@pytest.mark.parametrize("switches", [r"\a", r"\a ", r"\a1", "\\f("])
def test_a_formula_of_switches_alone_takes_linear_time(switches):
    assert equation(rf" EQ \f(1;2) {switches * 5000}").startswith("1/2")
    assert loops(lambda: equation(f" EQ {switches * 5000}"), tries=1) < 20
