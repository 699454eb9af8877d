"""Automatic numbers of Word, Writer and RTF are in the text, as the document shows them."""

import pytest
from word_maker import make_docx, make_odt, paragraph, part

from core.reading import html_paragraphs
from core.reading.formats import articles


def texts(data: bytes, name: str) -> list[str]:
    [article] = articles(data, name)
    return [article.text[block.start : block.end] for block in article.paragraphs]


# Word.


def level(place: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        "</w:lvl>"
    )


def listed(identifier: int, levels: str, others: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{identifier}">{levels}</w:abstractNum>{others}'
        f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{identifier}"/></w:num>'
    )


def item(text: str, place: int = 0, identifier: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{identifier}"/></w:numPr>')


def word(body: str, numbering: str, styles: str = "") -> list[str]:
    others = {"word/numbering.xml": part("numbering", numbering), "word/styles.xml": part("styles", styles)}
    related = {"rId8": ("numbering", "numbering.xml"), "rId9": ("styles", "styles.xml")}
    return texts(make_docx(body, others=others, related=related), "wire.docx")


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperLetter", "(%1)", ["(A)", "(B)", "(C)"]),
        ("upperRoman", "%1 –", ["I –", "II –", "III –"]),
        ("lowerRoman", "%1.", ["i.", "ii.", "iii."]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("decimal", "Article %1", ["Article 1", "Article 2", "Article 3"]),
        ("ordinal", "%1", ["1", "2", "3"]),
    ],
)
def test_items_of_a_word_list_have_their_numbers(form, text, shown):
    body = item("La dette.") + item("L’emploi.") + item("L’école.")
    assert word(body, listed(1, level(0, form, text))) == [
        f"{number} {words}" for number, words in zip(shown, ("La dette.", "L’emploi.", "L’école."), strict=True)
    ]


@pytest.mark.parametrize("numbering", [level(0, "bullet", "o"), level(0, "none", "%1"), level(0, "decimal", "")])
def test_bullets_and_lists_without_numbers_show_none(numbering):
    assert word(item("La dette.") + item("L’emploi."), listed(1, numbering)) == ["La dette.", "L’emploi."]


def test_levels_count_by_themselves_and_begin_again_below_each_item():
    levels = (
        level(0, "upperRoman", "%1.")
        + level(1, "decimal", "%1.%2")
        + level(2, "lowerLetter", "%1.%2.%3)", "<w:isLgl/>")
    )
    body = "".join(item("Point.", place) for place in (0, 1, 1, 2, 0, 1, 2, 2))
    assert [text.split()[0] for text in word(body, listed(1, levels))] == [
        *("I.", "I.1", "I.2", "1.2.1)"),
        *("II.", "II.1", "2.1.1)", "2.1.2)"),
    ]


def test_a_list_goes_on_after_other_text_and_begins_again_where_the_document_says_so():
    restarted = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )
    body = item("Un.") + paragraph("Le maire a parlé.") + item("Deux.") + item("Sept.", 0, 2) + item("Huit.", 0, 2)
    assert word(body, listed(1, level(0, "decimal", "%1.")) + restarted) == [
        *("1. Un.", "Le maire a parlé.", "2. Deux.", "7. Sept.", "8. Huit.")
    ]


def test_headings_are_numbered_by_their_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="T2"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = level(0, "decimal", "Titre %1", '<w:pStyle w:val="T1"/>', 3) + level(
        1, "decimal", "%1.%2", '<w:pStyle w:val="T2"/>'
    )
    body = "".join(
        paragraph(text, f'<w:pStyle w:val="{style}"/>') for text, style in (("Budget", "T1"), ("Dette", "T2"))
    )
    without = paragraph("Annexe", '<w:pStyle w:val="T1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert word(body + without, listed(1, levels), styles) == ["Titre 3 Budget", "3.1 Dette", "Annexe"]


def test_an_item_whose_mark_was_deleted_is_not_counted():
    gone = paragraph(
        '<w:del w:id="1" w:author="a"><w:r><w:delText>Ancien.</w:delText></w:r></w:del>',
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="2" w:author="a"/></w:rPr>',
    )
    body = item("Un.") + gone + item("Deux.")
    assert word(body, listed(1, level(0, "decimal", "%1."))) == ["1. Un.", "2. Deux."]


def test_a_damaged_list_of_numbers_leaves_the_text_whole():
    others = {"word/numbering.xml": "<w:numbering"}
    document = make_docx(item("La dette."), others=others, related={"rId8": ("numbering", "numbering.xml")})
    assert texts(document, "wire.docx") == ["La dette."]


# OpenDocument.


def style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def odt_level(place: int, form: str, before: str = "", after: str = ".", shown: int = 1, start: int = 1) -> str:
    return (
        f'<text:list-level-style-number text:level="{place}" style:num-format="{form}" style:num-prefix="{before}"'
        f' style:num-suffix="{after}" text:display-levels="{shown}" text:start-value="{start}"/>'
    )


def points(*contents: str, name: str = "L1", more: str = "") -> str:
    items = "".join(f"<text:list-item>{content}</text:list-item>" for content in contents)
    return f'<text:list text:style-name="{name}"{more}>{items}</text:list>'


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


@pytest.mark.parametrize("flat", [False, True])
def test_items_of_a_writer_list_have_their_numbers(flat):
    styles = style("L1", odt_level(1, "1"), odt_level(2, "a", "", ")"), odt_level(3, "I", "(", ")", 2))
    inner = points(p("Le taux.") + points(p("Bas."), p("Haut.")), p("La durée."))
    body = points(p("La dette.") + p("Elle double.") + inner, p("L’emploi.") + points(p("Les jeunes.")))
    assert texts(make_odt(body, styles, flat=flat), "wire.odt") == [
        *("1. La dette.", "Elle double.", "a) Le taux.", "(a.I) Bas.", "(a.II) Haut.", "b) La durée."),
        *("2. L’emploi.", "a) Les jeunes."),
    ]


def test_a_writer_list_goes_on_or_begins_where_the_document_says_so():
    styles = style("L1", odt_level(1, "1", start=3))
    fifth = '<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item>' + p("Cinq.")
    fifth += '</text:list-item><text:list-item text:start-value="9">' + p("Neuf.") + "</text:list-item></text:list>"
    body = points(p("Trois."), p("Quatre.")) + p("Le maire a parlé.") + fifth + points(p("Trois encore."))
    assert texts(make_odt(body, styles), "wire.odt") == [
        *("3. Trois.", "4. Quatre.", "Le maire a parlé.", "5. Cinq.", "9. Neuf.", "3. Trois encore.")
    ]


def test_bullets_and_the_head_of_a_writer_list_have_no_number():
    bullets = '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    headed = '<text:list text:style-name="L1"><text:list-header>' + p("Retenir :") + "</text:list-header>"
    headed += "<text:list-item>" + p("La dette.") + "</text:list-item></text:list>"
    styles = style("L1", odt_level(1, "1")) + style("L2", bullets)
    body = headed + points(p("Une puce."), name="L2")
    assert texts(make_odt(body, styles), "wire.odt") == ["Retenir :", "1. La dette.", "Une puce."]


def test_writer_numbers_headings_by_its_outline():
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="{deep}">{text}</text:h>'
        for deep, text in ((1, "Budget"), (2, "Dette"), (2, "Taux"), (1, "École"))
    )
    body += '<text:h text:outline-level="1" text:is-list-header="true">Annexe</text:h>'
    document = make_odt(body, common=f"<office:styles>{outline}</office:styles>")
    assert texts(document, "wire.odt") == ["I. Budget", "I.1 Dette", "I.2 Taux", "II. École", "Annexe"]


# RTF.


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (r"{\listtext\pard\plain 1.\tab}La dette.\par{\listtext\pard\plain 2.\tab}L'emploi.\par", ["1.", "2."]),
        (r"{\pntext\f0 a)\tab}La dette.\par{\pntext\f0 b)\tab}L'emploi.\par", ["a)", "b)"]),
        (r"{\listtext{\b IV.}{\tab}}La dette.\par{\*\listtext V.}L'emploi.\par", ["IV.", "V."]),
        (r"{\listtext\f2 \'b7\tab}La dette.\par{\listtext\f3 o\tab}L'emploi.\par", ["", ""]),
        (r"{\pntext\f2\'b7\tab}La dette.\par{\listtext \u8226 ?}L'emploi.\par", ["", ""]),
        (r"{\listtext 1.\tab}La dette.\par L'emploi.\par", ["1.", ""]),
    ],
)
def test_items_of_an_rtf_list_have_their_numbers(body, shown):
    head = r"{\rtf1\ansi{\fonttbl{\f0 Times;}{\f2\fcharset2 Symbol;}{\f3 Courier New;}}\pard "
    assert texts(f"{head}{body}}}".encode(), "wire.rtf") == [
        f"{number} {words}".strip() for number, words in zip(shown, ("La dette.", "L'emploi."), strict=True)
    ]


def test_a_number_that_was_deleted_with_its_item_goes_with_it():
    body = r"{\rtf1\ansi\pard Le maire a parl\'e9.\par{\deleted{\listtext 1.\tab}Ancien.\par}{\listtext 1.\tab}Nouveau.\par}"
    assert texts(body.encode(), "wire.rtf") == ["Le maire a parlé.", "1. Nouveau."]


# Web pages, mails, books and feeds.


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<ol><li>Un</li><li><p>Deux</p><p>suite</p></li></ol>", ["1. Un", "2. Deux", "suite"]),
        ("<ol start=3 type=a><li>Un<li hidden>Rien<li>Deux</ol>", ["c. Un", "d. Deux"]),
        ("<ol reversed><li>Un<li value=7>Deux<li type=I>Trois</ol>", ["3. Un", "7. Deux", "VI. Trois"]),
        ("<ol><li>Un<ol><li>A</ol><li><ul><li>B</ul></ol>", ["1. Un", "1. A", "2. B"]),
        ("<ol style='list-style: none'><li>Un</ol><ul><li>Deux</ul>", ["Un", "Deux"]),
    ],
)
def test_items_of_a_list_in_html_have_the_numbers_that_a_browser_shows(page, shown):
    root = html_paragraphs.parse(page)
    assert [" ".join(block.text.split()) for block in html_paragraphs.blocks(root)] == shown
