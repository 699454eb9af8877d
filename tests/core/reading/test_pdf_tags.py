"""PDFs that say what their text is part of, as browsers and word processors write them; and text that no one sees."""

import shutil
import subprocess

import pytest
from pdf_maker import assemble
from test_pdf import BODY, HEBREW, WHOLE, paragraphs, read, shown
from typesetter import page_of, width

from core.reading.hyphenation import KnownWords, joint


def tagged(pages, tree, roles=""):
    """Return a PDF of pages with marked content; `tree` has nested (role, children), where a pair of numbers is a
    page and its marked content."""
    first = 4 + 2 * len(pages)
    elements = []

    def element(node):
        role, children = node
        place = len(elements)
        elements.append("")
        kids = [
            f"<< /Type /MCR /Pg {4 + 2 * child[0]} 0 R /MCID {child[1]} >>"
            if isinstance(child[0], int)
            else f"{first + 1 + element(child)} 0 R"
            for child in children
        ]
        elements[place] = f"<< /Type /StructElem /S /{role} /K [{' '.join(kids)}] >>"
        return place

    element(("Document", tree))
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot {first} 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, drawn in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * place} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    objects += [f"<< /Type /StructTreeRoot /K {first + 1} 0 R /RoleMap << {roles} >> >>", *elements]
    return assemble([content.encode("cp1252") for content in objects])


def marked(number, *texts, **place):
    return f"/P << /MCID {number} >> BDC\n{shown(*texts, **place)}\nEMC"


def test_paragraphs_are_read_in_the_order_of_the_tags_whatever_their_places():
    page = "\n".join(
        [
            marked(0, "Le pont est fermé", top=300, size=20),
            marked(1, *BODY, top=780),
            marked(2, "Photo d'archives", x=400, top=640, size=7),
            marked(3, *BODY[:2], top=500),
            marked(4, *BODY[2:], top=600),
        ]
    )
    tree = [("H1", [(0, 0)]), ("P", [(0, 3), (0, 4)]), ("Caption", [(0, 2)]), ("P", [(0, 1)])]
    article = read(tagged([page], tree))
    assert paragraphs(article) == ["Le pont est fermé", WHOLE, "Photo d'archives", WHOLE]
    assert article.paragraphs[0].kind == "heading"


def test_cells_that_almost_touch_and_cells_over_two_rows_are_read_as_the_tags_have_them():
    cells = [("Année", 72, 700), ("Élèves", 100, 706), ("2024", 100, 694), ("2025", 126, 694), ("Total", 72, 682)]
    cells += [("2 870", 100, 682), ("3 011", 124.5, 682)]
    drawn = "\n".join(marked(n, text, x=x, top=y, size=9) for n, (text, x, y) in enumerate(cells))
    rows = [[("TH", [(0, 0)]), ("TH", [(0, 1)])], [("TH", [(0, 2)]), ("TH", [(0, 3)])]]
    rows += [[("TH", [(0, 4)]), ("TD", [("P", [(0, 5)])]), ("TD", [(0, 6)])]]
    article = read(tagged([drawn], [("Table", [("TR", row) for row in rows])]))
    assert paragraphs(article) == ["Année | Élèves", "2024 | 2025", "Total | 2 870 | 3 011"]


def test_a_paragraph_goes_on_over_the_page_and_around_a_note():
    pages = [marked(0, *BODY[:2], top=100) + "\n" + marked(1, "1. Un arrêté.", top=60, size=8), marked(0, *BODY[2:])]
    tree = [("Para", [(0, 0), ("Note", [(0, 1)]), (1, 0)])]
    assert paragraphs(read(tagged(pages, tree, roles="/Para /P"))) == [WHOLE, "1. Un arrêté."]


def test_an_item_has_its_bullet_and_lines_broken_by_hand_stay_apart():
    address = ("Mairie de Vernay", "12, rue du Vieux-Lavoir-aux-Moines", "27000 Vernay")
    page = "\n".join([marked(0, "1."), marked(1, "Fermer le pont.", x=90), marked(2, *address, top=600)])
    tree = [("L", [("LI", [("Lbl", [(0, 0)]), ("LBody", [("P", [(0, 1)])])])]), ("P", [(0, 2)])]
    article = read(tagged([page], tree))
    assert paragraphs(article) == ["1. Fermer le pont.", *address]
    assert article.paragraphs[0].kind == "list"


def test_text_without_a_tag_is_read_too():
    page = "\n".join([shown("Lu à Vernay", top=800), marked(0, *BODY, *BODY, *BODY), shown("Fin", top=300)])
    assert paragraphs(read(tagged([page], [("P", [(0, 0)])]))) == ["Lu à Vernay", " ".join([WHOLE] * 3), "Fin"]


def test_tags_of_a_small_part_of_a_page_do_not_decide_its_order():
    page = shown(*BODY) + "\n" + marked(0, "Fin.", top=600)
    assert paragraphs(read(tagged([page], [("P", [(0, 0)])]))) == [WHOLE, "Fin."]


@pytest.mark.parametrize("kids", ["[9 0 R 9 0 R 8 0 R]", "[[[[0 0]]]]", "null", "[<< /K 9 0 R >> /Name (text) 4.5]"])
def test_a_damaged_or_endless_tree_of_tags_takes_no_text_away(kids):
    data = tagged([marked(0, *BODY)], [("P", [(0, 0)]), ("P", [])])
    for old in (b"/K [8 0 R 9 0 R]", b"/K []"):
        data = data.replace(old, f"/K {kids}".encode())
    assert paragraphs(read(data)) == [WHOLE]


BOX = "1 g 60 630 400 20 re f 0 g"


def test_text_below_a_box_is_left_out_with_a_note():
    article = read(page_of(shown(*BODY, top=740) + "\n" + shown("Brouillon secret", top=636) + "\n" + BOX))
    assert paragraphs(article) == [WHOLE]
    assert article.source.note == "text below boxes, which is not seen, is left out"


@pytest.mark.parametrize(
    "box",
    [
        BOX + "\n" + shown("Lu et approuvé", top=636),
        "q 0 0 10 10 re W n " + BOX + " Q " + shown("Lu et approuvé", top=636),
        shown("Lu et approuvé", top=636) + "\nq 60 630 400 2 re W n " + BOX + " Q",
        shown("Lu et approuvé", top=636) + "\nq 60 630 m 400 640 l 300 700 l h W n " + BOX + " Q",
        shown("Lu et approuvé", top=636) + "\n60 630 m 460 650 l 460 600 l 60 600 l f",
        shown("Lu et approuvé", top=636) + "\n60 630 400 20 re S",
    ],
    ids=["below the text", "clipped", "clipped to a line", "clipped to a shape", "no rectangle", "a frame"],
)
def test_text_that_no_box_covers_is_read(box):
    article = read(page_of(shown(*BODY, top=740) + "\n" + box))
    assert paragraphs(article) == [WHOLE, "Lu et approuvé"]
    assert article.source.note is None


def test_text_below_a_highlighter_is_read():
    drawn = shown(*BODY) + "\n/Half gs 1 1 0 rg 60 700 400 60 re f"
    data = page_of(drawn).replace(b"/Resources <<", b"/Resources << /ExtGState << /Half << /ca 0.5 >> >>")
    assert paragraphs(read(data)) == [WHOLE]


def test_the_end_of_a_word_where_it_may_be_broken_is_no_hyphen():
    soft = "/Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC"
    line = f"BT /F1 10 Tf 72 740 Td (Les prio) Tj {soft} 1 0 0 1 109.79 740 Tm (rit\xe9s du maire, en pri) Tj {soft} "
    drawn = line.replace("72 740 Td (Les", "1 0 0 1 72 740 Tm (Les") + "1 0 0 1 72 728 Tm (ntemps.) Tj ET"
    x = 72 + width("Les prio", "Helvetica", 10)
    assert read(page_of(drawn.replace("109.79", f"{x:.2f}"))).text == "Les priorités du maire, en printemps."


def test_a_narrow_pair_of_letters_is_part_of_a_letter_spaced_word():
    x, pieces = 72.0, []
    for letter, gap in zip("AVERNAY EN FÊTE", [1.2, 2.6, 2.6, 2.6, 2.6, 1.4, *[2.6] * 9], strict=True):
        pieces.append(f"BT /F3 11 Tf {x:.2f} 770 Td ({letter}) Tj ET" if letter != " " else "")
        x += width(letter, "Helvetica-Bold", 11) + gap
    assert read(page_of("\n".join([*pieces, shown(*BODY)]))).source.title == "AVERNAY EN FÊTE"


def test_figures_in_columns_that_are_close_to_each_other_are_cells_where_spaces_are_drawn():
    rows = [("Année", "2024", "2025"), ("Élèves", "2 870", "3 011"), ("Agents", "1 020", "998")]
    drawn = [shown(*BODY, top=760)]
    for n, (label, *figures) in enumerate(rows):
        drawn.append(shown(label, top=690 - 11 * n, size=9))
        for right, figure in zip((150, 182), figures, strict=True):
            drawn.append(shown(figure, x=right - width(figure, "Helvetica", 9), top=690 - 11 * n, size=9))
    assert paragraphs(read(page_of("\n".join(drawn)))) == [WHOLE, *map(" | ".join, rows)]


def test_a_headline_beside_a_larger_one_stands_above_its_own_column():
    text = (
        "Le maire a parlé du pont",
        "et longuement de la route",
        "qui y mène depuis un an,",
        "puis des crues de l'été.",
    )
    left = [shown(*text, x=x, top=700) for x in (50, 222)]
    heads = [shown("Le pont ferme", x=50, top=740, size=28, font="F3"), shown("Le tram en panne", x=400, top=740)]
    side = shown("Le préfet, lui, n'a rien dit", "de tout cela, sinon que", "les travaux finiront.", x=400, top=720)
    assert paragraphs(read(page_of("\n".join([*heads, *left, side])))) == [
        "Le pont ferme",
        *[" ".join(text)] * 2,
        "Le tram en panne",
        "Le préfet, lui, n'a rien dit de tout cela, sinon que les travaux finiront.",
    ]


def test_rows_between_two_rules_are_rows_below_a_head_of_several_lines():
    head = [(72, ("Commune",)), (200, ("Dépenses", "de chauffage")), (320, ("Évolution", "sur un an"))]
    drawn = [shown(*lines, x=x, top=700, step=11) for x, lines in head]
    rows = [("Vernay", "362 000", "+101 %"), ("Mirecourt", "410 500", "+8 %"), ("Saint-Aubin", "75 200", "–3 %")]
    for n, cells in enumerate(rows):
        drawn += [shown(cell, x=x, top=665 - 13 * n) for x, cell in zip((72, 200, 320), cells, strict=True)]
    drawn += [f"70 {y} m 400 {y} l S" for y in (712, 680, 630)]
    first = "Commune | Dépenses de chauffage | Évolution sur un an"
    assert paragraphs(read(page_of("\n".join(drawn)))) == [first, *map(" | ".join, rows)]


def test_a_table_from_right_to_left_begins_on_the_right():
    names = "/Differences [" + " ".join(f"{97 + place} /afii{57664 + place}" for place in range(6)) + "]"
    cells = [("ba", 400), ("12", 250)], [("dc", 400), ("340", 250)], [("fe", 400), ("7", 250)]
    drawn = [
        f"{6 * text.isalpha()} Tc {shown(text, x=x, top=740 - 20 * n)}"
        for n, row in enumerate(cells)
        for text, x in row
    ]
    labels = [chr(0x5D0 + place) + chr(0x5D1 + place) for place in (0, 2, 4)]
    article = read(page_of("\n".join(drawn), differences=names))
    assert paragraphs(article) == [f"{label} | {figure}" for label, figure in zip(labels, (12, 340, 7), strict=True)]


def test_a_figure_alone_on_the_last_line_of_a_text_from_right_to_left_has_its_full_stop_behind():
    drawn = "6 Tc " + shown("abcdefgh", "hgfedcba") + " 0 Tc " + shown(".2026", x=92, top=716)
    assert read(page_of(drawn, differences=HEBREW)).text.endswith(" 2026.")


@pytest.mark.parametrize("word", ["maîtres-nageurs", "maires-adjoints", "bateaux-mouches", "loups-garous"])
def test_a_compound_of_two_plurals_keeps_its_hyphen(word):
    left, right = word.split("-")
    words = KnownWords("Le maire et les élus de la ville, que l'on dit dans une colère noire.")
    assert joint(f"{left}-", f"{right} de la ville", words) == (0, "")


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not here")
def test_a_page_that_a_browser_printed_is_read_as_it_was_written(tmp_path):
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(
        "<meta charset=utf-8><title>Vernay</title><h1>Le pont est fermé</h1>"
        f"<figure style='float:right;width:150px;font-size:8pt'>Le pont, mardi</figure><p>{WHOLE}</p>"
        "<table><tr><th rowspan=2>Année<th colspan=2>Élèves<tr><th>2024<th>2025<tr><td>Total<td>2 870<td>3 011</table>"
        f"<div style='columns:3;hyphens:auto;text-align:justify' lang=fr><p>{WHOLE}</p><p>{WHOLE} {WHOLE}</p></div>",
        "utf-8",
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    subprocess.run([*command, f"--print-to-pdf={pdf}", str(page)], capture_output=True, check=False, timeout=120)
    if not pdf.exists():
        pytest.skip("Chromium prints nothing here")
    article = read(pdf.read_bytes())
    assert paragraphs(article) == [
        *("Le pont est fermé", "Le pont, mardi", WHOLE, "Année | Élèves", "2024 | 2025", "Total | 2 870 | 3 011"),
        *(WHOLE, f"{WHOLE} {WHOLE}"),
    ]
    assert "Vernay" in article.source.note
