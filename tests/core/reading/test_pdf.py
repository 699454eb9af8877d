"""PDFs as they arrive: what a page shows is in the text, in reading order, or in a note."""

import re
import subprocess
import sys

import pytest
from typesetter import LETTERS, Look, page_of, typeset, width

from core.errors import InputError
from core.lang.letters import as_read
from core.reading.formats import articles

BODY = (
    "Le préfet a annoncé lundi la fermeture du pont de la rivière,",
    "qui menaçait de céder depuis les crues de janvier. La décision",
    "prend effet mardi matin à six heures. Le maire dénonce une",
    "décision brutale et promet un recours devant le tribunal.",
)
WHOLE = " ".join(BODY)


def read(data):
    [article] = articles(data, "wire.pdf")
    return article


def shown(*texts, x=72, top=740, size=10, step=12, font="F1"):
    """Draw lines below each other."""
    return "\n".join(f"BT /{font} {size} Tf {x} {top - step * n} Td ({text}) Tj ET" for n, text in enumerate(texts))


def paragraphs(article):
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


def test_columns_with_ragged_right_edges_are_read_one_after_the_other():
    left = shown("Le maire a parlé", "du pont, et longuement", "de la route qui y", "mène depuis un an.")
    right = shown("Le préfet, lui, n'a", "rien dit de tout cela,", "sinon que les travaux", "finiront.", x=200)
    assert paragraphs(read(page_of(left + "\n" + right))) == [
        "Le maire a parlé du pont, et longuement de la route qui y mène depuis un an.",
        "Le préfet, lui, n'a rien dit de tout cela, sinon que les travaux finiront.",
    ]


def test_columns_run_around_a_quote_set_between_them():
    def column(x, name, shift):
        return [(x + (shift if 4 <= n <= 6 else 0), 700 - 12 * n, f"{name} {n} qui dit encore") for n in range(10)]

    # Beside the quote, the left column is narrower and the right one begins further right.
    left = [
        (x - 8 * (4 <= n <= 6), y, text[: 14 if 4 <= n <= 6 else None])
        for n, (x, y, text) in enumerate(column(80, "ligne", 0))
    ]
    drawn = [f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in left + column(220, "suite", 40)]
    quote = shown("« Jamais vu »", x=160, top=640, size=15)
    text = read(page_of("\n".join([*drawn, quote]))).text
    assert text.index("ligne 9") < text.index("suite 0")
    assert "« Jamais vu »" in text


@pytest.mark.parametrize("step", [12, 16, 24])
@pytest.mark.parametrize("drawn_by", ["row", "column"])
def test_each_figure_of_a_table_stays_beside_its_label(step, drawn_by):
    labels, figures = ["Parti du fleuve", "Les Riverains", "Abstention"], ["34 voix", "21 voix", "47 voix"]
    cells = [shown(text, top=700 - step * n) for n, text in enumerate(labels)]
    others = [shown(text, x=250, top=700 - step * n) for n, text in enumerate(figures)]
    order = zip(cells, others, strict=True) if drawn_by == "row" else (cells, others)
    drawn = "\n".join(line for part in order for line in part)
    assert paragraphs(read(page_of(drawn))) == [f"{a} | {b}" for a, b in zip(labels, figures, strict=True)]


def test_a_label_over_two_lines_keeps_its_figure():
    drawn = [
        shown("Travaux du pont et de la", "route qui y mène"),
        shown("34", x=300),
        shown("Études", top=710),
        shown("2", x=300, top=710),
    ]
    assert paragraphs(read(page_of("\n".join(drawn)))) == [
        "Travaux du pont et de la route qui y mène | 34",
        "Études | 2",
    ]


@pytest.mark.parametrize("set_at", ["top", "middle", "foot"])
@pytest.mark.parametrize("apart", [6, 14])
def test_cells_of_several_lines_are_read_whole_wherever_the_others_are_set(set_at, apart):
    table = [
        (("Groupe",), ("Pour",)),
        (("Parti du fleuve et", "de ses affluents"), ("34",)),
        (("Les Riverains",), ("21 voix,", "dont deux", "absents")),
        (("Abstention",), ("47",)),
    ]
    drawn, top = [], 700.0
    for label, figure in table:
        most = max(len(label), len(figure))
        for x, cell in ((72, label), (250, figure)):
            spare = {"top": 0, "middle": 6, "foot": 12}[set_at] * (most - len(cell))
            drawn.append(shown(*cell, x=x, top=top - spare))
        top -= 12 * most + apart
    assert paragraphs(read(page_of("\n".join(drawn)))) == [
        f"{' '.join(label)} | {' '.join(figure)}" for label, figure in table
    ]


def test_a_head_over_several_columns_and_one_of_two_lines_are_one_row():
    drawn = [shown("Primaire", x=200, top=742), shown("Collège", x=330, top=742), shown("Commune", top=731)]
    drawn += [shown(*texts, x=x, top=720, step=22) for x, *texts in (
        (170, "Filles", "120", "45"), (230, "Garçons", "131", "39"), (300, "Filles", "98", "27"),
        (360, "Garçons", "102", "31"), (72, "", "Vernay", "Le Moulin"),
    )]  # fmt: skip
    assert paragraphs(read(page_of("\n".join(drawn)))) == [
        "Commune | Primaire | Collège",
        "Filles | Garçons | Filles | Garçons",
        "Vernay | 120 | 131 | 98 | 102",
        "Le Moulin | 45 | 39 | 27 | 31",
    ]


def test_heads_on_the_left_of_centred_figures_are_a_row():
    heads = "\n".join(
        shown(text, x=x, top=740, font="F3") for text, x in (("Commune", 72), ("Voix", 200), ("Part", 270))
    )
    rows = [("Vernay", 110, "1 204", 225, "31,5 %", 290), ("Le Moulin", 104, "95", 230, "2,4 %", 293)]
    drawn = [shown(row[k], x=row[k + 1], top=726 - 14 * n) for n, row in enumerate(rows) for k in (0, 2, 4)]
    assert paragraphs(read(page_of("\n".join([heads, *drawn])))) == [
        "Commune | Voix | Part",
        "Vernay | 1 204 | 31,5 %",
        "Le Moulin | 95 | 2,4 %",
    ]


@pytest.mark.parametrize("ruled", [False, True])
def test_a_table_that_goes_on_in_the_next_column_is_read_column_by_column(ruled):
    names = [f"Commune {name}" for name in "ABCDEFGHIJKLMN"]
    rows = [(name, f"Rue {n} du pont,") for n, name in enumerate(names)]
    drawn, text = (
        [shown("Le préfet a annoncé lundi la fermeture", "du pont de la rivière, qui", "menaçait.")],
        shown("Le maire a parlé du pont, et", "de la route", "qui y mène, et", "de la crue.", x=290, top=590),
    )
    for n, (name, street) in enumerate(rows):
        x, y = (80, 680 - 22 * n) if n < 8 else (298, 740 - 22 * (n - 8))
        drawn += [shown(name, x=x, top=y), shown(street, "ouverte" if ruled else "", x=x + 80, top=y, step=10)]
        drawn += [f"{x - 6} {line} m {x + 190} {line} l S" for line in (y + 10, y - 12)] if ruled else []
    found = paragraphs(read(page_of("\n".join([*drawn, text]))))
    wanted = [f"{name} | {street}{' ouverte' * ruled}" for name, street in rows]
    assert [line for line in found if "|" in line] == wanted
    assert found[-1] == "Le maire a parlé du pont, et de la route qui y mène, et de la crue."


@pytest.mark.parametrize(("apart", "size"), [(0, 6.9), (3, 6.9), (3, 7.2)])
def test_the_raised_number_of_a_note_stands_before_its_text(apart, size):
    drawn = (
        shown(*BODY)
        + "\n"
        + shown("2", top=103.5, size=size)
        + "\n"
        + shown("Selon la ville.", x=76 + apart, top=100, size=8.2)
    )
    assert paragraphs(read(page_of(drawn))) == [WHOLE, "2 Selon la ville."]


def test_a_table_right_below_text_in_columns_keeps_its_rows():
    columns = [shown("Les travaux dureront", "dix mois et coûteront", "neuf millions.", x=x) for x in (72, 220, 380)]
    cells = [
        shown(text, x=x, top=top)
        for top, *texts in [(696, "Groupe", "Pour", "Contre"), (672, "Les Riverains", "21", "12")]
        for x, text in zip((72, 290, 400), texts, strict=True)
    ]
    wrapped = [shown("Parti du fleuve et", "de ses affluents réunis", top=650), shown("34", x=290, top=644)]
    last = shown("2", x=400, top=644)
    assert paragraphs(read(page_of("\n".join([*columns, *cells, *wrapped, last]))))[3:] == [
        "Groupe | Pour | Contre",
        "Les Riverains | 21 | 12",
        "Parti du fleuve et de ses affluents réunis | 34 | 2",
    ]


def test_a_drop_cap_takes_no_word_of_the_heading_above_it():
    drawn = [
        shown("DÉBIT", top=746),
        shown("EN BAISSE", x=108, top=746),
        shown("L", top=708, size=56, font="F3"),
        shown("e préfet a annoncé lundi la", "fin des travaux, que", "tous attendaient.", x=107, top=734),
    ]
    text = read(page_of("\n".join(drawn))).text
    assert text == "DÉBIT EN BAISSE\n\nLe préfet a annoncé lundi la fin des travaux, que tous attendaient."


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("gap", [7, 30])
def test_rows_with_rules_only_above_or_only_below_them_are_read_whole(above, gap):
    table = [
        (("Parti du fleuve et", "de ses affluents"), ("34",), ("pour", "sans débat")),
        (("Les Riverains",), ("21",), ("absents",)),
        (("Union des ports et", "des écluses"), ("9",), ("contre", "ce projet")),
    ]
    drawn, top = [], 700.0
    for row in table:
        for x, cell in zip((72, 160 + gap, 200 + gap), row, strict=True):
            drawn.append(shown(*cell, x=x, top=top))
        rule = top + 10 if above else top - 12 * len(row[0]) + 6
        drawn.append(f"70 {rule} m 300 {rule} l S")
        top -= 12 * len(row[0]) + 6
    text = shown("Le préfet a annoncé lundi la fermeture du pont de la rivière.", top=top - 20)
    assert paragraphs(read(page_of("\n".join([*drawn, text]))))[:3] == [" | ".join(map(" ".join, row)) for row in table]


@pytest.mark.parametrize(
    ("cap", "first", "start"), [("L", "e préfet a annoncé", "Le préfet"), ("À", "la mairie, on attend", "À la mairie")]
)
def test_a_drop_cap_opens_the_first_line_it_stands_beside(cap, first, start):
    drawn = [
        shown(cap, top=716, size=40, font="F3"),
        shown(first + " lundi la fin des", "travaux du pont de la ville, que", "tous attendaient depuis", x=105),
        shown("des années, sans trop y croire.", top=704),
    ]
    [text] = paragraphs(read(page_of("\n".join(drawn))))
    assert text.startswith(start)
    assert text.endswith("sans trop y croire.")


@pytest.mark.parametrize(
    ("accent", "letter", "seen"),
    [
        ("´", "e", "é"),
        ("`", "a", "à"),
        ("ˆ", "u", "û"),
        ("¨", "i", "ï"),
        ("¸", "c", "ç"),
        ("˜", "n", "ñ"),
        ("´", "E", "É"),
    ],
)
def test_an_accent_that_tex_set_apart_is_put_on_its_letter(accent, letter, seen):
    raised = 2 if letter.isupper() else 0
    back = 600 if letter.isupper() else 440
    drawn = f"BT /F1 10 Tf 72 700 Td (Le pr) Tj {raised} Ts [({accent}) {back}] TJ 0 Ts ({letter}) Tj (fet) Tj ET"
    assert read(page_of(drawn)).text == f"Le pr{seen}fet"


@pytest.mark.parametrize(
    "drawn",
    [
        "72 700 Td (Le pr\\264efet) Tj",
        "72 700 Td [(Le pr\\264 ) 722 (efet)] TJ",
        "72 700 Td (Le prefet) Tj 1 0 0 1 95.9 700 Tm (\\264) Tj",
        "72 700 Td [(Le pre) 444 (\\264 ) 167 (fet)] TJ",
    ],
    ids=["beside its letter", "with a space", "behind its line", "with a space, behind its letter"],
)
def test_an_accent_is_put_on_its_letter_wherever_a_program_draws_it(drawn):
    assert read(page_of(f"BT /F1 10 Tf {drawn} ET")).text == "Le préfet"


@pytest.mark.parametrize("share", [0, 0.5, 1], ids=["top", "middle", "foot"])
def test_cells_of_a_ruled_table_are_read_whole_wherever_they_stand_in_their_row(share):
    table = [
        [["Mesure"], ["Coût"]],
        [["Rénovation du pont", "de la vallée et de", "ses abords"], ["310"]],
        [["École du bourg"], ["12"]],
        [["Plan de prévention", "des inondations"], ["45"]],
    ]
    top, drawn = 700.0, []
    for cells in table:
        lines = max(map(len, cells))
        drawn.append(f"72 {top + 11} m 400 {top + 11} l S")
        for x, cell in zip((72, 250), cells, strict=True):
            drawn.append(shown(*cell, x=x, top=top - share * 12 * (lines - len(cell))))
        top -= 12 * lines + 4
    drawn.append(f"72 {top + 11} m 400 {top + 11} l S")
    expected = [" | ".join(" ".join(cell) for cell in cells) for cells in table]
    assert paragraphs(read(page_of("\n".join(drawn)))) == expected


def test_an_apostrophe_or_a_caret_between_letters_is_no_accent():
    assert read(page_of(shown("l'eau d'ici, 2^n et ~a `b`"))).text == "l'eau d'ici, 2^n et ~a `b`"


def test_a_line_that_is_set_apart_keeps_its_figures_together():
    drawn = "BT /F1 10 Tf 8 Tc 72 740 Td (DOSSIER DU 2 MARS 2026) Tj ET\n" + shown(*BODY, top=700)
    assert paragraphs(read(page_of(drawn)))[0] == "DOSSIER DU 2 MARS 2026"


def test_ligatures_are_read_as_letters():
    names = "/Differences [1 /fi /fl /ff /ffi]"
    assert (
        read(page_of(shown("con\\002it, a\\003irme, \\001ni, o\\004ciel"), differences=names)).text
        == "conflit, affirme, fini, officiel"
    )


def test_the_text_that_a_pdf_declares_for_its_glyphs_is_read():
    drawn = "BT /F1 10 Tf 72 700 Td (Le conseil o) Tj /Span << /ActualText (ffi) >> BDC (\\020) Tj EMC (ciel) Tj ET"
    assert read(page_of(drawn, differences="/Differences [16 /g123]")).text == "Le conseil officiel"


def test_a_pdf_whose_letters_have_no_meaning_says_so():
    codes = "".join(f"\\{code:03o}" for code in range(1, 32))
    with pytest.raises(InputError, match="the letters of this PDF cannot be told; run it through a text recognition"):
        read(page_of(shown(codes), differences="/Differences [1 " + " ".join(f"/g{n}" for n in range(31)) + "]"))


def test_a_letter_without_meaning_is_shown_as_missing():
    article = read(page_of(shown(*BODY, "Fin du r\\001cit."), differences="/Differences [1 /g1]"))
    assert article.text.endswith("Fin du r\ufffdcit.")
    letters = len("".join([*BODY, "Fin du récit."]).replace(" ", ""))
    assert article.source.note == f"1 of {letters} letters cannot be told"


@pytest.mark.parametrize(
    "drawn",
    [
        "BT /F3 14 Tf 2 Tc 72 770 Td (COMMUNIQUÉ DE PRESSE) Tj ET 0 Tc",
        "BT /F3 14 Tf 72 770 Td (C O M M U N I Q U É   D E   P R E S S E) Tj ET",
        "BT /F3 14 Tf 72 770 Td [" + " -500 ".join(f"({char})" for char in "COMMUNIQUÉ") + " -1400 (D) -500 (E)] TJ ET",
    ],
)
def test_a_letter_spaced_heading_is_read_as_words(drawn):
    heading = read(page_of(drawn + "\n" + shown(*BODY))).source.title
    assert heading in ("COMMUNIQUÉ DE PRESSE", "COMMUNIQUÉ DE")


@pytest.mark.parametrize("shift", [0.3, 0.8])
def test_a_headline_drawn_twice_to_be_bold_is_read_once(shift):
    drawn = [shown("Le pont est fermé", top=790, size=16, x=72 + n * shift) for n in range(2)]
    article = read(page_of("\n".join([*drawn, shown(*BODY)])))
    assert paragraphs(article) == ["Le pont est fermé", WHOLE]
    assert article.source.title == "Le pont est fermé"


@pytest.mark.parametrize(
    "copies",
    [
        ["0.6 g", (75, 787, 24, "F1"), "0 g", (72, 790, 24, "F1")],
        [(72 + 0.8 * n, 790 - 0.8 * n, 18, "F1") for n in range(6)],
        [(72, 790, 18, "F1"), (72.2, 790, 18, "F3")],
        [(72, 790, 18.4, "F1"), (72, 790, 18, "F1")],
    ],
    ids=["shadow", "relief", "two fonts", "halo"],
)
@pytest.mark.parametrize("text", ["Les allées sont fermées", "À la une : 11 ponts"])
def test_a_headline_with_a_shadow_or_drawn_in_relief_is_read_once(copies, text):
    drawn = [
        copy if isinstance(copy, str) else shown(text, x=copy[0], top=copy[1], size=copy[2], font=copy[3])
        for copy in copies
    ]
    assert paragraphs(read(page_of("\n".join([*drawn, shown(*BODY)])))) == [text, WHOLE]


@pytest.mark.parametrize(("size", "x"), [(11, 72), (11.6, 74), (10.4, 71)])
def test_invisible_text_on_a_page_that_has_its_letters_is_not_read_again(size, x):
    layer = "3 Tr\n" + shown(*[line.replace("é", "e") for line in BODY], x=x, size=size) + "\n0 Tr\n"
    assert paragraphs(read(page_of(layer + shown(*BODY)))) == [WHOLE]
    assert paragraphs(read(page_of(shown(*BODY) + "\n" + layer))) == [WHOLE]


def test_invisible_text_of_a_scan_is_read_beside_visible_text():
    layer = "3 Tr\n" + shown(*BODY) + "\n0 Tr\n"
    assert paragraphs(read(page_of(layer))) == [WHOLE]
    assert paragraphs(read(page_of(layer + shown("Reçu le 3 mars", top=500)))) == [WHOLE, "Reçu le 3 mars"]


def test_labels_with_a_colon_stay_beside_their_values():
    labels, values = ["Nom :", "Fonction :", "Adresse :"], ["Marie Roux", "porte-parole", "rue du Lavoir"]
    drawn = shown(*labels, top=600) + "\n" + shown(*values, top=600, x=160)
    rows = [f"{label} | {value}" for label, value in zip(labels, values, strict=True)]
    assert paragraphs(read(page_of(shown(*BODY) + "\n" + drawn))) == [WHOLE, *rows]


def test_repeated_words_and_leading_dots_stay():
    sentences = (
        "Il est très très loin, dit-il. Il il a mis 11 11 11 ans.",
        "Sommaire ........ 11",
        "Le pont .......... 11",
    )
    text = read(page_of(shown(*sentences))).text
    assert text.count("très") == 2
    assert text.count("11") == 5


@pytest.mark.parametrize("top", [740, 737])
def test_a_stamp_as_large_as_the_text_interrupts_no_line(top):
    stamp = shown("COPIE CONFORME", x=100, top=top)
    assert paragraphs(read(page_of(shown(*BODY, top=740) + "\n" + stamp))) == [WHOLE, "COPIE CONFORME"]


@pytest.mark.parametrize(("lines", "size"), [(2, 26), (3, 39), (4, 54)])
def test_a_drop_cap_that_is_lower_than_its_first_line_opens_it(lines, size):
    text = [
        "e préfet a annoncé lundi la fermeture",
        "du pont de la Risle, qui menaçait de",
        "s'effondrer depuis les crues de janvier,",
    ]
    text += ["et que le maire avait fait inspecter", "à la demande des riverains."]
    beside = shown(*text[:lines], x=74 + 0.556 * size, step=13)
    below = shown(*text[lines:], top=740 - 13 * lines, step=13)
    cap = shown("L", top=740 - 13 * (lines - 1), size=size)
    assert paragraphs(read(page_of(f"{cap}\n{beside}\n{below}"))) == ["L" + " ".join(text)]


def test_a_large_first_letter_lower_than_its_line_opens_its_word():
    below = shown("de janvier qui a noyé la ville.", top=726)
    drawn = shown("L", top=733, size=20) + "\n" + shown("e préfet a parlé lundi de la crue", x=85) + "\n" + below
    assert paragraphs(read(page_of(drawn))) == ["Le préfet a parlé lundi de la crue de janvier qui a noyé la ville."]


def test_a_quotation_mark_as_large_as_a_drop_cap_stands_before_it():
    lines = ("ous avons tout perdu », a dit", "un habitant de la rue du port, où", "il vivait depuis trente", "ans.")
    drawn = shown("« N", top=700, size=60) + "\n" + shown(*lines, x=165, step=13.5)
    assert paragraphs(read(page_of(drawn))) == ["« N" + " ".join(lines)]


def test_monospaced_letters_whose_words_line_up_make_no_columns():
    lines = [line.split(maxsplit=6) for line in BODY]
    drawn = []
    for n, words in enumerate(lines):
        x = 72.0
        for place, word in enumerate(words):
            x = 250.0 if place == 4 else x
            drawn.append(shown(word, x=round(x, 2), top=740 - 12 * n))
            x += width(word, "Helvetica", 10) + 6.2
        # The text before the place where all lines have a word ends right before it.
        start = 250 - sum(width(word, "Helvetica", 10) + 6.2 for word in words[:4])
        drawn[-len(words) : -len(words) + 4] = [
            shown(
                word,
                x=round(start + sum(width(earlier, "Helvetica", 10) + 6.2 for earlier in words[:k]), 2),
                top=740 - 12 * n,
            )
            for k, word in enumerate(words[:4])
        ]
    assert read(page_of("\n".join(drawn))).text == WHOLE


def test_three_lines_with_gaps_that_line_up_are_no_columns():
    drawn = []
    for n, line in enumerate(BODY[:3]):
        *left, a, b, c, d = line.split()
        before, behind = " ".join(left), f"{a} {b} {c} {d}"
        start = 300 - 7 - width(before, "Helvetica", 10) - 3.4 * before.count(" ")
        for x, text in ((start, before), (300, behind)):
            drawn.append(f"BT /F1 10 Tf 3.4 Tw {x} {740 - 12 * n} Td ({text}) Tj 0 Tw ET")
    drawn.append(shown(*BODY[3:], *BODY, *BODY, x=100, top=704))
    assert read(page_of("\n".join(drawn))).text.startswith(WHOLE)


def test_a_word_above_a_tables_figures_stays_in_its_sentence():
    left, right = "Le budget, que le conseil a rejeté", "et que le maire défend"
    start = 300 - 7 - width(left, "Helvetica", 10) - 3 * left.count(" ")
    drawn = [f"BT /F1 10 Tf 3 Tw {start} 740 Td ({left}) Tj ET BT /F1 10 Tf 3 Tw 300 740 Td ({right}) Tj ET"]
    drawn.append(shown("seul, tient en trois lignes.", x=start, top=728))
    rows = (("Voirie", 300, "35   51   756"), ("Écoles", 294.4, "140   842   968"), ("Ponts", 294.4, "718   11   404"))
    for n, (label, x, figures) in enumerate(rows):
        drawn += [shown(label, x=start, top=706 - 18 * n), shown(figures, x=x, top=706 - 18 * n)]
    assert read(page_of("\n".join(drawn))).text.startswith(f"{left} {right} seul, tient en trois lignes.")


def test_text_below_two_tables_side_by_side_stays_in_its_column():
    def column(x, rows, text):
        cells = [
            shown(label, x=x, top=740 - 12 * n) + "\n" + shown(figure, x=x + 180, top=740 - 12 * n)
            for n, (label, figure) in enumerate(rows)
        ]
        return "\n".join([*cells, shown(*text, x=x, top=728 - 12 * len(rows))])

    rows = [(f"Canton {name}", str(300 + n)) for n, name in enumerate("ABCDEFGHIJ")]
    left = ("Le scrutin a été clos à vingt heures dans", "tous les cantons du département.")
    right = (
        "Le préfet a proclamé ces résultats lundi",
        "soir devant la presse et les candidats,",
        "sans autre commentaire. Un recours est",
        "annoncé par deux des perdants, dont le",
        "maire de la commune la plus peuplée, et",
        "sera jugé avant la fin du mois prochain.",
    )
    found = read(page_of(column(60, rows, left) + "\n" + column(310, rows[:6], right))).text
    assert " ".join(left) in found
    assert " ".join(right) in found


def test_two_lines_of_columns_above_a_heading_are_columns_where_those_below_it_are():
    lines = (
        "Le maire a parlé longuement du pont",
        "et de la route.",
        "Le préfet n'a rien dit de tout cela,",
        "ce soir-là.",
    )
    above = shown(*lines[:2], top=740) + "\n" + shown(*lines[2:], x=248, top=740)
    found = paragraphs(
        read(page_of("\n".join((above, shown("Les faits", top=712, size=13, font="F3"), two_columns(690, 248)))))
    )
    assert found == [" ".join(lines[:2]), " ".join(lines[2:]), "Les faits", " ".join(LEFT), " ".join(RIGHT)]


def test_a_credit_beside_a_picture_is_apart_from_the_text():
    turned = "BT /F1 7 Tf 0 1 -1 0 540 600 Tm (Photo Anne Roche / Le Fleuve) Tj ET"
    assert paragraphs(read(page_of(turned + "\n" + shown(*BODY)))) == [WHOLE, "Photo Anne Roche / Le Fleuve"]


def test_a_credit_with_its_letters_one_below_the_other_is_a_word():
    assert paragraphs(read(page_of(shown(*"PHOTO", x=540) + "\n" + shown(*BODY)))) == [WHOLE, "PHOTO"]


def test_numbered_headings_at_the_top_of_pages_stay():
    pages = [
        shown(f"Question {n} : que fait le maire ?", top=800, font="F3") + "\n" + shown(*BODY, top=770)
        for n in (12, 13)
    ]
    article = read(page_of(*pages))
    assert "Question 12" in article.text
    assert "Question 13" in article.text
    assert article.source.note is None


@pytest.mark.parametrize("end", ["2027.", "2027", "310 millions"])
def test_a_figure_on_the_last_line_of_a_page_stays(end):
    first = shown(*BODY, "Le pont ne rouvrira pas avant le mois de mars de", top=110) + "\n" + shown(end, top=50)
    article = read(page_of(first, shown(*BODY, top=800)))
    assert f"mars de {end}" in article.text
    assert article.source.note is None


def test_running_heads_and_page_numbers_are_named_in_the_note():
    texts = ["Le préfet parle du pont.", "Le maire parle de la crue.", "La ville attend la suite."]
    pages = [
        "\n".join(
            [shown("Journal du fleuve", top=815, size=8), shown(text), shown(f"Page {n} sur 3", x=280, top=30, size=8)]
        )
        for n, text in enumerate(texts, 1)
    ]
    article = read(page_of(*pages))
    assert paragraphs(article) == texts
    assert article.source.note == (
        "running heads and page numbers are left out: “Journal du fleuve”, “Page 1 sur 3”, “Page 2 sur 3”, “Page 3 sur 3”"
    )


@pytest.mark.parametrize("places", [[(40, 400), (560, 400)] * 2, [(560, 740)] * 4, [(40, 692)] * 4])
def test_a_page_number_in_the_margin_is_no_word_of_the_line_beside_it(places):
    words = "première deuxième troisième quatrième".split()
    texts = [shown(f"La {word} page du rapport sur le pont de la rivière,", *BODY[1:] * 9) for word in words]
    pages = [
        f"{text}\n{shown(str(n), x=x, top=y, size=8)}"
        for n, (text, (x, y)) in enumerate(zip(texts, places, strict=True), 17)
    ]
    article = read(page_of(*pages))
    assert not re.search(r"\d", article.text)
    assert article.source.note == "running heads and page numbers are left out: 17–20"


def test_one_figure_beside_the_text_of_each_page_stays_if_it_does_not_count_the_pages():
    pages = [f"{shown(*BODY)}\n{shown(figure, x=450, top=728)}" for figure in ("12", "7", "31")]
    article = read(page_of(*pages))
    assert [figure in article.text for figure in ("12", "7", "31")] == [True] * 3
    assert article.source.note is None


def test_a_running_head_close_to_a_text_that_goes_on_is_left_out_if_it_stands_apart_elsewhere():
    head = shown("Journal du fleuve", top=826)
    first, second = f"{head}\n{shown(*BODY)}", f"{head}\n{shown('qui le dit. Elle attend.', *BODY, top=814)}"
    article = read(page_of(first, second))
    assert article.text.count("Journal") == 0
    assert article.source.note == "running heads and page numbers are left out: “Journal du fleuve”"


def test_pages_that_begin_and_end_with_the_same_lines_of_text_keep_them():
    lines = (*BODY, *BODY, "Fin du texte de cette page, dont la dernière ligne", "est la même partout.")
    head = shown("Journal du fleuve", top=825, size=8)
    foot = shown(*BODY, top=80)
    article = read(page_of(*("\n".join([head, shown(*lines, top=800), foot]) for _ in range(3))))
    assert article.text.count("Le préfet a annoncé") == 9
    assert article.text.count("décision brutale et promet") == 9
    assert article.source.note == "running heads and page numbers are left out: “Journal du fleuve”"


def test_a_note_at_the_foot_of_a_page_does_not_cut_the_sentence_above_it():
    first = shown(*BODY[:3], top=140) + "\n" + shown("1. Selon les services de la ville.", top=60, size=8)
    second = shown("décision qu'il combattra devant le tribunal.", top=780)
    assert paragraphs(read(page_of(first, second))) == [
        " ".join(BODY[:3]) + " décision qu'il combattra devant le tribunal.",
        "1. Selon les services de la ville.",
    ]


def test_the_number_of_a_footnote_is_not_joined_to_its_word():
    drawn = "BT /F1 10 Tf 72 700 Td (Le maire de la ville) Tj 4 Ts /F1 6 Tf (3) Tj 0 Ts /F1 10 Tf ( a parlé de 20 m) Tj 4 Ts /F1 6 Tf (2) Tj ET"
    article = read(page_of(drawn))
    assert article.text == "Le maire de la ville a parlé de 20 m2"
    assert article.source.note == "figures that call for footnotes are left out: 3"


PICTURE = "q 500 0 0 700 40 60 cm /Im Do Q"


def test_a_scan_says_that_it_is_one():
    with pytest.raises(InputError, match="this PDF holds pictures of text; OCR is not part of this program"):
        read(page_of(PICTURE, PICTURE))


def test_pages_of_pictures_among_pages_of_text_are_named():
    note = read(page_of(shown(*BODY), PICTURE, shown(*BODY), PICTURE + "\n" + shown("3"), PICTURE)).source.note
    assert note.startswith("pictures of text are not read, as OCR is not part of this program: pages 2, 4–5")


def test_a_picture_beside_text_is_no_scan():
    assert read(page_of(shown(*BODY) + "\nq 200 0 0 200 72 300 cm /Im Do Q")).source.note is None


def test_an_empty_page_of_a_pdf_says_so():
    with pytest.raises(InputError, match="there is no text in this PDF"):
        read(page_of(""))


def test_the_text_of_a_scan_that_was_recognised_is_read():
    assert paragraphs(read(page_of(PICTURE + "\n3 Tr\n" + shown(*BODY)))) == [WHOLE]


def test_text_inside_a_drawing_and_in_fields_is_read():
    data = page_of("/Fm Do\n" + shown(*BODY), form=shown("Le titre du dessin", top=780), field="Nom du maire")
    text = read(data).text
    assert "Le titre du dessin" in text
    assert "Nom du maire" in text


def test_text_typed_onto_a_page_is_read_and_comments_are_reported():
    typed = "<< /Subtype /FreeText /Rect [72 100 272 120] /DA (0 g /Helv 10 Tf) /Contents (Vu par le maire) >>"
    remark = "<< /Subtype /Text /Rect [72 60 90 80] /Contents (à vérifier) >>"
    hidden = "<< /Subtype /FreeText /F 2 /Rect [72 100 272 120] /Contents (brouillon) >>"
    article = read(page_of(shown(*BODY), note=f"{typed} {hidden}"))
    assert paragraphs(article) == [WHOLE, "Vu par le maire"]
    assert article.source.note is None
    article = read(page_of(shown(*BODY), note=remark))
    assert paragraphs(article) == [WHOLE]
    assert article.source.note == "comments are left out"


@pytest.mark.parametrize(
    "entry", ["(anonymous)", "untitled", "Microsoft Word - pont.doc", "about:blank", "file:///a/pont"]
)
def test_a_placeholder_title_or_author_of_a_program_is_ignored(entry):
    entry = entry.replace("(", r"\(").replace(")", r"\)")
    objects = page_of(shown(*BODY)).replace(
        b"trailer << ", f"trailer << /Info << /Title ({entry}) /Author ({entry}) >> ".encode()
    )
    article = read(objects)
    assert (article.source.title, article.source.byline) == (None, None)


def test_text_outside_the_page_is_not_shown():
    assert paragraphs(read(page_of(shown(*BODY) + "\n" + shown("fond perdu", x=700)))) == [WHOLE]


def test_nothing_is_said_on_stderr_of_a_flawed_pdf(tmp_path):
    path = tmp_path / "wire.pdf"
    path.write_bytes(page_of("/Nothing gs 1 (x) Tc " + shown(*BODY)).replace(b"/MediaBox [0 0 595 842]", b""))
    code = "import sys; from core.reading.formats import articles; print(next(articles(open(sys.argv[1], 'rb').read(), 'w')).text)"
    ran = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True, timeout=60)
    assert (ran.stdout.strip(), ran.stderr) == (WHOLE, "")


@pytest.mark.parametrize("paper", ["a4", "letter", "tabloid"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_fonts_of_the_typesetter_are_all_written(paper, columns):
    document = typeset(Look(paper=paper, columns=columns, size=9))
    assert all(font.encode() in document.data for font in LETTERS)


LEFT = (
    "Le maire a parlé longuement",
    "du pont, puis de la route qui",
    "y mène depuis trente ans, et",
    "des crues de janvier.",
)
RIGHT = (
    "Le préfet, lui, n'a rien dit",
    "de tout cela, sinon que tous",
    "les travaux finiront avant la",
    "fin de l'été prochain.",
)


def two_columns(top: int, x: int = 300) -> str:
    return shown(*LEFT, top=top) + "\n" + shown(*RIGHT, x=x, top=top)


def test_a_heading_that_spans_two_columns_and_is_no_wider_than_one_stands_between_them():
    left, right = " ".join(LEFT), " ".join(RIGHT)
    heading = shown("Le pont rouvre", top=680, size=12, font="F3")
    found = paragraphs(read(page_of("\n".join((two_columns(740), heading, two_columns(655))))))
    assert found == [left, right, "Le pont rouvre", left, right]


def test_a_heading_within_a_column_stays_in_it_where_the_other_one_goes_on():
    left, right = " ".join(LEFT), " ".join(RIGHT)
    above, below = shown(*LEFT, top=740), shown(*LEFT, top=655)
    heading = shown("Le pont rouvre", top=680, size=12, font="F3")
    beside = shown(*RIGHT, *RIGHT, *RIGHT[:3], x=300, top=740)
    found = paragraphs(read(page_of(f"{above}\n{heading}\n{below}\n{beside}")))
    assert found[:3] == [left, "Le pont rouvre", left]
    assert "".join(found[3:]).startswith(right)


def test_a_large_word_drawn_over_the_text_splits_no_line():
    draft = "q 0.9 g BT /F3 60 Tf 80 700 Td (PROJET) Tj ET Q"
    for drawn in (shown(*BODY) + "\n" + draft, draft + "\n" + shown(*BODY)):
        assert paragraphs(read(page_of(drawn))) == [WHOLE, "PROJET"]


def test_a_table_beside_a_text_in_the_next_column_has_rows_of_its_own():
    lines = ("Le maire a parlé longuement de la route", "Lyon 214", "Nice 662", "Brest 508", "Rouen 697")
    rows = ("Pour l'ouvrage 947", "Contre 979", "Nul 731", "Blanc 606", "Absents 591")

    def cells(texts, x):
        parts = [text.rpartition(" ") if text[-1].isdigit() else (text, "", "") for text in texts]
        return "\n".join(
            f"BT /F1 10 Tf {x} {740 - 19 * n} Td ({label}) Tj ET BT /F1 10 Tf {x + 205} {740 - 19 * n} Td ({figure}) Tj ET"
            for n, (label, _, figure) in enumerate(parts)
        )

    text = read(page_of(cells(lines, 72) + "\n" + cells(rows, 320))).text
    assert re.split(r"\n+", text.replace(" | ", " ")) == [*lines, *rows]


def mixed(*pieces, x=72, y=740, size=10, scale=0.6):
    """Draw pieces of one line, each (text, height above the baseline); those that are higher or lower are small."""
    drawn = []
    for text, rise in pieces:
        own = size * scale if rise else size
        drawn.append(f"BT /F1 {own} Tf {x:.2f} {y + rise} Td ({text}) Tj ET")
        x += width(text, "Helvetica", own)
    return "\n".join(drawn)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("Fermé depuis 2019", 0), ("1", 4), (", le pont attend.", 0)], "Fermé depuis 2019¹, le pont attend."),
        ([("Soit 3,4×10", 0), ("6", 4), (" litres par jour.", 0)], "Soit 3,4×10⁶ litres par jour."),
        ([("Le pain vaut 1,", 0), ("20", 3.5), (" franc partout.", 0)], "Le pain vaut 1,20 franc partout."),
        ([("Un champ de 12 m", 0), ("2", 4), (" en ville.", 0)], "Un champ de 12 m2 en ville."),
        ([("Les rejets de CO", 0), ("2", -2.75), (" baissent encore.", 0)], "Les rejets de CO2 baissent encore."),
        ([("Les rejets de NO", 0), ("x", -2.75), (", eux, montent.", 0)], "Les rejets de NOx, eux, montent."),
    ],
)
def test_small_raised_and_lowered_characters_change_no_number_and_leave_no_line(pieces, text):
    article = read(page_of(mixed(*pieces) + "\n" + shown(*BODY, top=710)))
    assert paragraphs(article) == [text, WHOLE]
    assert article.source.note is None


@pytest.mark.parametrize("call", ["1,2", "3-5", "12", "(4)"])
def test_references_to_several_footnotes_are_left_out_with_a_note(call):
    article = read(
        page_of(mixed(("Plusieurs rapports", 0), (call.replace("(", r"\(").replace(")", r"\)"), 4), (" disent.", 0)))
    )
    assert article.text == "Plusieurs rapports disent."
    assert call in article.source.note.replace("“", "").replace("”", "")


HEBREW = (
    "/Differences ["
    + " ".join(f"{97 + place} /uni{0x5D0 + place:04X}" for place in range(24))
    + " 200 /uniFEFB 201 /uni0633 202 /uni0645]"
)
"""Letters from `a` on are those of Hebrew; three more codes are Arabic, with one of two letters."""


def test_lines_from_right_to_left_keep_their_numbers_and_the_words_of_other_scripts():
    line = shown("6.", x=72) + "\n" + shown("31/12/2026 fe \\(dcba\\) 12,5% ba", x=90)
    article = read(page_of(line.replace("6.", "dc."), differences=HEBREW))
    alef = [chr(0x5D0 + place) for place in range(6)]
    a, b, c, d, e, f = alef
    assert article.text == f"{a}{b} 12,5% ({a}{b}{c}{d}) {e}{f} 31/12/2026 .{c}{d}"


@pytest.mark.parametrize("shapes", [False, True])
@pytest.mark.parametrize("line", ["בא (31).", "בא 31).", "(בא", "בא (דג", "[בא], (31) דג.", "בא: «דג»."])
def test_brackets_face_their_words_whether_a_program_gives_their_shapes_or_their_meanings(line, shapes):
    drawn = line[::-1].replace("13", "31")
    assert as_read(drawn.translate(str.maketrans("()[]«»", ")(][»«")) if shapes else drawn) == line


def test_a_quote_from_right_to_left_within_a_line_of_the_other_direction_is_turned():
    drawn = "BT /F2 10 Tf 72 740 Td (Le mot du maire, ) Tj /F1 10 Tf (dc ba) Tj /F2 10 Tf (, veut dire paix.) Tj ET"
    a, b, c, d = (chr(0x5D0 + place) for place in range(4))
    assert read(page_of(drawn, differences=HEBREW)).text == f"Le mot du maire, {a}{b} {c}{d}, veut dire paix."


def test_an_arabic_glyph_of_two_letters_is_read_in_their_order():
    drawn = "BT /F1 10 Tf 72 740 Td (\\312\\310\\311) Tj ET"
    assert read(page_of(drawn, differences=HEBREW)).text == "\u0633\u0644\u0627\u0645"


def test_pieces_of_words_that_are_drawn_in_any_order_are_joined():
    pieces, x = [], 72.0
    for piece in ("Le pré", "fet a", " annon", "cé lun", "di la fer", "meture", " du pont."):
        pieces.append(f"BT /F1 10 Tf {x:.2f} 740 Td ({piece}) Tj ET")
        x += width(piece, "Helvetica", 10)
    assert (
        read(page_of("\n".join(pieces[::2] + pieces[1::2]))).text == "Le préfet a annoncé lundi la fermeture du pont."
    )


@pytest.mark.parametrize("lines", [1, 2])
@pytest.mark.parametrize("shift", [0, 5])
def test_a_caption_beside_a_text_in_larger_letters_is_no_part_of_its_lines(lines, shift):
    caption = ("Le pont en janvier, après la crue", "de la rivière.")[:lines]
    beside = shown(*caption, x=390, top=728 - shift, size=8)
    text = read(page_of(shown(*BODY) + "\n" + beside)).text
    assert WHOLE in text.replace("\n", " ") if lines > 1 else " ".join(BODY[2:]) in text
    assert " ".join(caption) in text.replace("\n", " ")


def test_a_large_first_word_is_a_word_of_its_own():
    drawn = (
        shown("Le", size=30, top=728)
        + "\n"
        + shown("préfet a annoncé lundi la fermeture", "du pont de la rivière, qui menaçait", x=108)
    )
    text = read(page_of(drawn + "\n" + shown(*BODY, top=700))).text
    assert text.startswith("Le préfet a annoncé lundi la fermeture du pont de la rivière, qui menaçait")


def test_page_numbers_in_roman_figures_or_with_the_number_of_all_pages_are_left_out():
    for number in (["i", "ii", "iii"], [f"Le Riverain – Page {n} sur 3" for n in (1, 2, 3)]):
        article = read(page_of(*(shown(*BODY) + "\n" + shown(text, top=30) for text in number)))
        assert number[1] not in paragraphs(article)
        assert number[1] in article.source.note


@pytest.mark.parametrize("word", ["Article", "Annexe", "Question"])
def test_numbered_headings_at_the_top_of_each_page_are_no_running_heads(word):
    article = read(page_of(*(shown(f"{word} {n}", top=800) + "\n" + shown(*BODY, top=770) for n in (1, 2, 3, 4))))
    assert [text for text in paragraphs(article) if text != WHOLE] == [f"{word} {n}" for n in (1, 2, 3, 4)]


def test_a_figure_at_the_top_of_a_page_goes_on_with_the_sentence_of_the_page_before():
    first, second = "Les juges ont fixé l'amende due à la somme de", "640.000 euros, payable en trois ans."
    text = read(page_of(shown(*BODY, first), shown(second, *BODY, top=800))).text
    assert f"{first} {second}" in text


def test_lines_of_chinese_are_joined_without_a_space():
    names = "/Differences [97 /uni6D77 /uni6E2F /uni5BA1 /uni5224 /uni7ED3 /uni675F]"
    # These letters have no width in the font, and so a distance.
    drawn = "10 Tc " + shown(*["abcdef" * 3] * 2, "abcdef" * 2)
    assert read(page_of(drawn, differences=names)).text == "海港审判结束" * 8


def test_a_heading_that_spans_columns_whose_lines_are_not_level_stands_between_them():
    left, right = " ".join(LEFT), " ".join(RIGHT)
    above = shown(*LEFT, top=734) + "\n" + shown(*RIGHT, x=300, top=740)
    below = shown(*LEFT, top=639) + "\n" + shown(*RIGHT, x=300, top=645)
    heading = shown("Le pont rouvre", top=672, size=14, font="F3")
    assert paragraphs(read(page_of(f"{above}\n{heading}\n{below}"))) == [left, right, "Le pont rouvre", left, right]


def test_columns_from_right_to_left_are_read_from_the_right():
    first, second = ["abcdefghijkl"] * 5, ["mnopqrstuvwx"] * 5
    # These letters have no width in the font, and so a distance.
    drawn = "6 Tc " + shown(*first, x=330) + "\n" + shown(*second, x=72)
    text = read(page_of(drawn, differences=HEBREW)).text
    assert text.index(chr(0x5D0)) < text.index(chr(0x5D0 + 12))
