"""A hard-wrapped wire reads like the unwrapped one, at any width; intended line breaks stay."""

import random
import textwrap

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.reading import read_text, text_paragraphs

PARAGRAPHS = (
    (
        "Les équipes de secours ont poursuivi leurs recherches toute la nuit dans la vallée, où une coulée de boue a "
        "emporté un pont et deux maisons. Le préfet a demandé aux habitants de rester chez eux jusqu'à nouvel ordre."
    ),
    "Un numéro d'urgence a été ouvert. Près de trois cents foyers restaient privés d'électricité à la mi-journée.",
    (
        "« Nous avons tout perdu, mais nous sommes vivants », a raconté Yvonne Le Bihan, 74 ans, réfugiée chez sa fille "
        "avec son chien et quelques photos sauvées des eaux pendant que la maison d'en face s'écroulait."
    ),
    (
        "Le maire – qui était absent au moment des faits – a promis une enquête sur l'état du pont, construit en 1962 et "
        "jamais refait depuis, malgré les avertissements répétés de deux bureaux d'études entre 2015 et 2021."
    ),
    (
        "- Que demandez-vous ? Qu'on nous écoute, a répondu un habitant, avant qu'il ne soit trop tard pour les autres "
        "villages de la vallée, où l'eau monte encore."
    ),
)
WORDS = (
    "le la un une pont maire ville de du et à que vallée gouvernement aujourd'hui peut-être l'eau 12 2026 eau «".split()
)


def read(text: str) -> list[str]:
    article = read_text(text.encode(), "wire.txt")
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


def justified(line: str, width: int) -> str:
    words = line.split()
    spaces = width - sum(map(len, words))
    gaps = len(words) - 1
    if not gaps or len(line) < 0.7 * width:
        return line
    return words[0] + "".join(
        " " * (spaces // gaps + (place < spaces % gaps)) + word for place, word in enumerate(words[1:])
    )


@pytest.mark.parametrize("width", range(60, 81, 4))
@pytest.mark.parametrize("style", ["plain", "crlf", "trailing", "double", "indented", "margin", "justified", "fused"])
def test_every_style_of_wrapping_is_undone(width, style):
    first = "   " if style == "indented" else ""
    margin = "     " if style == "margin" else ""
    wrapped = [textwrap.wrap(margin + first + text, width, subsequent_indent=margin) for text in PARAGRAPHS[:4]]
    if style == "justified":
        wrapped = [[*(justified(line, width) for line in lines[:-1]), lines[-1]] for lines in wrapped]
    if style == "trailing":
        wrapped = [[line + "   " for line in lines] for lines in wrapped]
    line_end = "\r\n" if style == "crlf" else "\n\n" if style == "double" else "\n"
    parted = {"double": "\n\n\n", "crlf": "\r\n\r\n", "indented": "\n"}.get(style, "\n\n")
    text = parted.join(line_end.join(lines) for lines in wrapped)
    assert read(text) == list(PARAGRAPHS[:4])


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=30, max_size=60).map(" ".join), min_size=1, max_size=4),
    st.integers(56, 84),
)
@settings(max_examples=25, deadline=None)
@example([PARAGRAPHS[4]], 60)
@example(
    [
        (
            "le maire gouvernement l'eau pont du vallée vallée peut-être vallée vallée vallée et à pont 12 ville peut-être "
            "maire gouvernement aujourd'hui eau pont 12 2026 aujourd'hui maire peut-être de vallée ville aujourd'hui à "
            "vallée 2026 vallée de le une gouvernement un un « et une aujourd'hui"
        )
    ],
    59,
)
def test_any_text_wrapped_at_any_width_reads_as_the_unwrapped_one(texts, width):
    texts = [f"L{text}." for text in texts]
    wrapped = "\n\n".join(textwrap.fill(text, width, break_on_hyphens=False) for text in texts)
    assert [paragraph.replace("« ", "«") for paragraph in read(wrapped)] == [
        paragraph.replace("« ", "«") for paragraph in read("\n\n".join(texts))
    ]


def test_a_headline_longer_than_the_wrap_stays_a_line_of_its_own():
    headline = "Inondations : les secours poursuivent leurs recherches dans la vallée, trois cents foyers isolés"
    assert read(f"{headline}\n{textwrap.fill(PARAGRAPHS[0], 72)}\n") == [headline, PARAGRAPHS[0]]


def test_crossheads_and_lists_in_a_wrapped_wire_stay_apart():
    item = "la route nationale est coupée entre les deux villages et le restera au moins jusqu'à la fin de la semaine"
    items = "\n".join(textwrap.fill(f"- {item}", 72, subsequent_indent="  ") for _ in range(2))
    text = (
        f"{textwrap.fill(PARAGRAPHS[0], 72)}\n\nUne nuit sans sommeil\n\n{textwrap.fill(PARAGRAPHS[1], 72)}\n{items}\n"
    )
    assert read(text) == [PARAGRAPHS[0], "Une nuit sans sommeil", PARAGRAPHS[1], f"- {item}", f"- {item}"]


def test_a_dash_that_wrapping_put_at_the_beginning_of_a_line_opens_no_paragraph():
    text = "Le président du conseil régional, qui n'avait pas été prévenu à temps\n– il était en vol – a promis de l'aide.\n"
    assert len(read(f"{textwrap.fill(PARAGRAPHS[0], 72)}\n\n{text}")) == 2


def test_dialogue_in_a_wrapped_wire_keeps_its_lines():
    lines = ["– Vous y étiez ?", "– Non, j'étais chez ma sœur.", "– Et le pont ?"]
    assert read(textwrap.fill(PARAGRAPHS[0], 72) + "\n\n" + "\n".join(lines))[1:] == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["Voici venir le soir et ses longues ombres grises,", "Où tremblent sous le vent les peupliers penchés,",
         "Voici le vieux moulin, le pont, les deux remises,", "Et dans l'eau du canal les nuages couchés."],
        ["Lyon        12 345      habitants     en hausse de 2 %", "Brest        8 901      habitants     en baisse",
         "Nîmes       10 234      habitants     stable"],
        ["Le maire", "La préfète de région", "Les représentants des sinistrés de la vallée", "Deux architectes"],
    ],
    ids=["verse", "table", "list"],
)  # fmt: skip
def test_intended_line_breaks_stay(lines):
    assert read("\n".join(lines)) == [" ".join(line.split()) for line in lines]


def test_ten_thousand_lines_of_any_kind_are_read_quickly():
    random.seed(1)
    for line in ("a", "mot-", "- a", " " * 5 + "mot", "AFP 031200 GMT MAR 26", "x" * 72):
        assert read((line + "\n") * 10_000)


@pytest.mark.parametrize("narrow", [True, False])
def test_a_line_that_ends_within_a_word_continues_whatever_its_width(narrow):
    rest = "" if narrow else " où la commission du conseil a siégé pendant plus de deux heures"
    text = f"Le maire de Saint-\nÉtienne et le vice-\nprésident des États-\nUnis parlent{rest}."
    [(_, joined)] = text_paragraphs.paragraphs(text)
    assert joined == f"Le maire de Saint-Étienne et le vice-président des États-Unis parlent{rest}."


BY_HAND = (
    "BESANÇON, 29 nov. 2026 (Agence du Littoral) - La candidate Jeanne Rivaud a été élue dimanche députée de la circonscription\n"
    "de Montbrun avec 50,4 % des voix, devant le sortant, selon les résultats complets que la mairie a\n"
    "communiqués. Les deux candidats étaient séparés par 187 voix seulement, a précisé le préfet Paul\n"
    "Lemaire."
)


def test_lines_of_uneven_length_are_joined_where_they_break_off_within_a_sentence():
    assert read(f"{BY_HAND}\n\nL'écart est mince.\n") == [BY_HAND.replace("\n", " "), "L'écart est mince."]


def test_a_line_that_a_dateline_made_longer_than_the_wrap_continues():
    first = "HONIARA, 30 nov. 2026 (Pacifique) - Un séisme de magnitude 6,8 a frappé lundi au large des îles"
    rest = textwrap.fill("Salomon. " + PARAGRAPHS[0], 72)
    assert read(f"{first}\n{rest}\n") == [f"{first} Salomon. {PARAGRAPHS[0]}"]


ROWS = (
    "prix moyen du gazole à la pompe dans les stations-service de la région, toutes marques réunies   1,6412 euro\n"
    "prix moyen du fioul domestique livré à domicile dans la même région, toutes quantités réunies   1,1207 euro"
)
HEADLINES = (
    "Le port reprend son activité normale après trois semaines d'une grève qui avait paralysé les terminaux de la côte\n"
    "La mairie augmente de quatre pour cent le prix de l'eau potable et de l'assainissement à partir du premier janvier"
)


@pytest.mark.parametrize("rows", [ROWS, HEADLINES])
def test_rows_and_headlines_of_that_length_stay_apart(rows):
    assert read(rows) == [" ".join(row.split()) for row in rows.split("\n")]


def test_the_line_that_says_when_a_page_was_published_is_no_part_of_its_headline():
    headline = "Une nouvelle espèce de grenouille découverte dans la forêt de Guyane"
    stamp = "Publié le 25/11/2026 à 09h12 - Mis à jour le 26/11/2026 à 18h03"
    body = textwrap.fill(PARAGRAPHS[0], 72)
    assert read(f"{headline}\n{stamp}\n\n{body}\n")[:2] == [headline, stamp]
