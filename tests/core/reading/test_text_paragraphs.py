"""Lines become paragraphs: wrapped lines are joined, and lines of their own stay apart."""

import textwrap

import pytest
from pace import loops

from core.reading import read_text
from core.reading.text_paragraphs import kinds

BODY = (
    "Les équipes de secours ont poursuivi leurs recherches toute la nuit dans la vallée, où une coulée de boue a "
    "emporté un pont et deux maisons. Le préfet a demandé aux habitants de rester chez eux jusqu'à nouvel ordre."
)
SECOND = "Un numéro d'urgence a été ouvert. Près de trois cents foyers restaient privés d'électricité à la mi-journée."

NO_BREAK = "\u00a0"


def read(text: str) -> list[tuple[str, str]]:
    article = read_text(text.encode(), "wire.txt")
    return [(paragraph.kind, article.text[paragraph.start : paragraph.end]) for paragraph in article.paragraphs]


def wrapped(*paragraphs: str, width: int = 72) -> str:
    return "\n\n".join(textwrap.fill(text, width) for text in paragraphs) + "\n"


@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_hard_wrapped_wire_reads_as_the_unwrapped_one(width):
    assert read(wrapped(BODY, SECOND, width=width)) == read(f"{BODY}\n\n{SECOND}\n")


def test_lines_that_are_paragraphs_stay_apart_without_a_blank_line_between():
    assert [text for _, text in read(f"Un titre sans point\n{BODY}\n{SECOND}\n")] == [
        "Un titre sans point",
        BODY,
        SECOND,
    ]


def test_a_short_last_line_ends_a_paragraph_of_a_wrapped_wire():
    text = textwrap.fill(SECOND, 72) + "\n" + textwrap.fill(BODY, 72) + "\n"
    assert [paragraph for _, paragraph in read(text)] == [SECOND, BODY]


def test_a_list_in_a_wrapped_wire_keeps_its_items():
    text = wrapped(BODY) + "\n- la route nationale est coupée\n- les écoles sont fermées\n"
    assert read(text)[1:] == [("list", "- la route nationale est coupée"), ("list", "- les écoles sont fermées")]


def test_a_word_cut_at_the_end_of_a_line_is_joined_and_a_compound_keeps_its_hyphen():
    text = (
        "Le ministre délégué chargé des transports a confirmé que le gouver-\n"
        "nement présenterait son plan mardi, en présence du vice-président.\n"
        "Il ne s'agit pas de revenir sur les promesses, a-t-il répondu : peut-\n"
        "être faudra-t-il un mois de plus pour tenir tous les engagements.\n"
    )
    [(_, paragraph)] = read(text)
    assert "le gouvernement présenterait" in paragraph
    assert "peut-être faudra-t-il" in paragraph


def test_the_first_line_without_a_full_stop_is_the_headline():
    assert read(f"Inondations : un pont emporté\n\n{BODY}\n")[0] == ("heading", "Inondations : un pont emporté")


def test_a_crosshead_between_paragraphs_is_a_heading():
    kinds = [kind for kind, _ in read(f"Titre\n\n{BODY}\n\nUne nuit sans sommeil\n\n{SECOND}\n")]
    assert kinds == ["heading", "body", "heading", "body"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("par: Arab Observer", "Arab Observer"),
        ("Par Hélène Castaing", "Hélène Castaing"),
        ("By Morag Sinclair", "Morag Sinclair"),
    ],
)
def test_a_byline_is_known_by_its_form(line, name):
    article = read_text(f"Titre\n\n{BODY}\n\n{line}\n".encode(), "wire.txt")
    assert article.paragraphs[-1].kind == "byline"
    assert article.source.byline == name


def test_a_sentence_that_begins_like_a_byline_is_none():
    assert read(f"{BODY}\n\nPar ailleurs, le préfet a démenti.\n")[-1][0] == "body"


def test_a_paragraph_that_is_one_quotation_is_a_quote():
    assert read(f"{BODY}\n\n« Nous avons tout perdu. »\n\n{SECOND}\n")[1][0] == "quote"


def test_the_paragraphs_are_parted_by_a_blank_line_and_their_spans_hold():
    article = read_text(f"Titre\n{BODY}\n\n\n\n{SECOND}\n".encode(), "wire.txt")
    texts = [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]
    assert article.text == "\n\n".join(texts)
    assert [paragraph.gap for paragraph in article.paragraphs] == [0, 1, 4]


def test_two_hundred_thousand_characters_on_one_line_are_one_paragraph():
    assert len(read("mot " * 50_000)) == 1


def test_the_dateline_of_a_press_service_says_the_day_and_the_outlet():
    article = read_text(f"VIGNY, 3 mars 2031 /FilPresse/ -- {BODY}\n".encode(), "wire.txt")
    assert (article.source.outlet, article.source.published) == ("FilPresse", "2031-03-03")


@pytest.mark.parametrize(
    "dateline",
    ["VIGNY - 3 mars 2031 -", "Vigny – lundi 3 mars 2031 –", "VIGNY - lun. 3 mars 2031 - ATV -", "VIGNY - 3/3/2031 -"],
)
def test_a_dateline_whose_parts_are_separated_by_dashes_says_the_day(dateline):
    alone = read_text(f"Titre\n\n{dateline}\n\n{BODY}\n\n{SECOND}\n".encode(), "wire.txt")
    assert [paragraph.kind for paragraph in alone.paragraphs] == ["heading", "dateline", "body", "body"]
    joined = read_text(f"{dateline} {BODY}\n".encode(), "wire.txt")
    assert alone.source.published == joined.source.published == "2031-03-03"
    assert joined.source.outlet == ("ATV" if "ATV" in dateline else None)


def test_a_dateline_without_a_year_says_no_day():
    article = read_text(f"Titre\n\nVIGNY - 3 mars -\n\n{BODY}\n\n{SECOND}\n".encode(), "wire.txt")
    assert (article.paragraphs[1].kind, article.source.published) == ("dateline", None)


@pytest.mark.parametrize("dateline", ["VIGNY (ATV)", "VIGNY (ATV) - 3 mars 2031", "VIGNY - 3 mars 2031"])
def test_endless_spaces_behind_a_dateline_take_linear_time(dateline):
    # Spaces that do not break are kept, since French typography needs them.
    endless = f"{dateline}{NO_BREAK * 30_000}x\n\n{BODY}\n".encode()
    assert read_text(endless, "wire.txt").paragraphs[0].kind != "dateline"
    assert loops(lambda: read_text(endless, "wire.txt"), tries=1) < 20


def test_rows_of_figures_and_lists_of_results_are_no_headings():
    rows = "Verrerie 12,40 +2,31 %\nPorcelaine 8,05 -0,40 %\n"
    results = "Vigny - Montal : 3-2\nSaulx - Corbières : 1-1\nGrandmont - Lys : reporté\n"
    kinds = [kind for kind, _ in read(f"Titre\n\n{BODY}\n\n{rows}\n{SECOND}\n\n{results}\n{SECOND}\n")]
    assert kinds == ["heading", "body", "list", "list", "body", "list", "list", "list", "body"]


def test_a_heading_with_one_large_figure_is_no_row():
    kinds = [kind for kind, _ in read(f"Titre\n\n{BODY}\n\nBilan : 1 200\n\n{SECOND}\n")]
    assert kinds == ["heading", "body", "heading", "body"]


def test_two_headings_one_below_the_other_stay_headings():
    kinds = [kind for kind, _ in read(f"Titre\n\n{BODY}\n\nEn Bretagne\n\nUne nuit sans sommeil\n\n{SECOND}\n")]
    assert kinds == ["heading", "body", "heading", "heading", "body"]


def test_sentences_without_spaces_between_them_are_no_heading():
    sentence = "新桥五月开放，每天有一百辆车通过。"
    assert [kind for kind, _ in read(f"新桥开放\n\n{sentence * 3}\n\n{sentence * 4}\n")] == ["heading", "body", "body"]


def test_headlines_in_capitals_one_below_the_other_are_not_joined():
    lines = ["INCENDIE DANS UN ENTREPOT DE VIGNY, AUCUN BLESSE SIGNALE", "LE FEU A ETE CIRCONSCRIT DANS LA MATINEE"]
    lines.append("LA ROUTE DU PORT RESTE FERMEE AUX VOITURES")
    assert [text for _, text in read("\n".join(lines) + f"\n\n{BODY}\n")] == [*lines, BODY]


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("PORTO BELO, 8 mai (Agência Pampa) —", "Agência Pampa"),
        ("ŁÓDŹ, 15 września (Agencja Wisła) -", "Agencja Wisła"),
        ("КАЗАНЬ, 21 августа. (Агентство «Кама») —", "Агентство «Кама»"),
        ("МОСКВА, 21 августа. /ТАСС/.", "ТАСС"),
        ("ΠΑΤΡΑ, 3 Μαΐου (ΑΠΕ) -", "ΑΠΕ"),
        ("BERLIN (dpa) -", "dpa"),
    ],
)
def test_the_agency_of_a_dateline_is_read_in_every_alphabet_with_capitals(dateline, agency):
    assert read_text(f"{dateline} {BODY}\n".encode(), "wire.txt").source.outlet == agency


@pytest.mark.parametrize("agency", ["Agence du Littoral", "Presse d'Oc", "ATV", "Fil Marin"])
def test_the_agency_of_a_dateline_is_the_outlet(agency):
    article = read_text(f"VIGNY, 3 mars 2031 ({agency}) - {BODY}\n".encode(), "wire.txt")
    assert article.source.outlet == agency
    place = read_text(f"VIGNY (Drôme du Nord) - {BODY}\n".encode(), "wire.txt")
    assert place.source.outlet is None


def test_the_priority_of_a_wire_is_no_headline():
    found = kinds(["URGENT", "Séisme au large des îles Salomon", "Un séisme a frappé lundi les îles Salomon."])
    assert found == ["dateline", "heading", "body"]
