"""A brief as a Word document: headline, summary, and a table with a sentence pair a row."""

import io
import zipfile

import pytest
from briefs import any_brief, brief
from docx import Document
from hypothesis import given, settings
from lxml import etree

from core.article import Flag
from core.export import FORMATS
from core.export.docx import to_docx
from core.sanitize import shown

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(data: bytes):
    return Document(io.BytesIO(data))


def rows(document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def test_the_table_has_a_pair_a_row_in_the_order_of_the_text():
    document = opened(to_docx(brief("Titre", "Le texte.", "La suite.")))
    assert document.paragraphs[0].text == "Titre"
    assert rows(document) == [
        ["French, the source", "English, the translation"],
        ["1  Titre", "1 · 87%  Titre"],
        ["2  Le texte.", "2 · 87%  Le texte."],
        ["3  La suite.", "3 · 87%  La suite."],
    ]


def test_a_doubt_stands_in_the_row_of_its_sentence_and_in_the_list():
    document = opened(to_docx(brief("Titre", "Le texte.", flags=(Flag("number", "3 in the source, 4 here"),))))
    assert rows(document)[2][1] == "2 ⚠ · 87%  Le texte.\n⚠ number: 3 in the source, 4 here"
    assert "[2] number: 3 in the source, 4 here" in [paragraph.text for paragraph in document.paragraphs]


def test_each_side_names_its_language():
    table = opened(to_docx(brief("Titre", "Le texte."))).tables[0]
    languages = [
        [element.get(f"{WORD}val") for element in cell._tc.iter(f"{WORD}lang")] for cell in table.rows[1].cells
    ]
    assert languages == [["fr"], ["en"]]


def test_the_document_says_what_made_it():
    text = "\n".join(paragraph.text for paragraph in opened(to_docx(brief("Titre", "Le texte."))).paragraphs)
    for fact in (
        "Pack: pack",
        "Options: to English, beam 2",
        "Summary: method lead, 1 sentence",
        "Flagged: 0 of 2 sentences",
    ):
        assert fact in text


def test_several_briefs_have_their_contents_first_and_each_entry_leads_to_its_article():
    document = opened(to_docx(brief("Premier", "Le texte."), brief("Second", "La suite.")))
    body = document.element.body
    links = [element.get(f"{WORD}anchor") for element in body.iter(f"{WORD}hyperlink")]
    places = [element.get(f"{WORD}name") for element in body.iter(f"{WORD}bookmarkStart")]
    assert links[:2] == ["_w1", "_w2"]
    assert set(links) <= set(places)
    assert len(places) == len(set(places))


@settings(max_examples=15, deadline=None)
@given(any_brief())
def test_any_brief_makes_a_document_that_opens_with_every_pair_in_it(sample):
    data = FORMATS["docx"].write(sample)
    found = rows(opened(data))[1:]
    assert len(found) == len(sample.article.sentences)
    for row, sentence in zip(found, sample.article.sentences, strict=True):
        assert shown(sentence.source)[-3:].strip() in row[0]
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        if name.endswith(".xml"):
            etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def test_the_file_does_not_say_when_it_was_made():
    with zipfile.ZipFile(io.BytesIO(to_docx(brief("Titre", "Le texte.")))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(("language", "marked"), [("ar", True), ("fr", False)])
def test_right_to_left_text_is_laid_out_from_the_right(language, marked):
    from dataclasses import replace

    sample = brief("Titre", "Le texte.")
    paragraphs = tuple(replace(paragraph, language=language) for paragraph in sample.article.paragraphs)
    cell = (
        opened(to_docx(replace(sample, article=replace(sample.article, paragraphs=paragraphs))))
        .tables[0]
        .rows[1]
        .cells[0]
    )
    assert bool(list(cell._tc.iter(f"{WORD}bidi"))) == marked
