"""Every word that Writer shows of an OpenDocument text is in the text, or a note says what was left out."""

import pytest
from word_maker import make_odt

from core.article import Article
from core.errors import InputError
from core.reading.formats import articles

OPENING = "<text:p>Le conseil régional a voté son budget lundi.</text:p>"


def read(data: bytes) -> Article:
    [article] = articles(data, "wire.odt")
    return article


def texts(body: str, *around: str, flat: bool = False) -> list[str]:
    article = read(make_odt(OPENING + body, *around, flat=flat))
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs][1:]


def note(body: str, *around: str) -> str | None:
    return read(make_odt(OPENING + body, *around)).source.note


@pytest.mark.parametrize("flat", [False, True])
def test_text_boxes_come_after_the_paragraph_that_they_are_anchored_to(flat):
    box = "<draw:frame><draw:text-box><text:p>Le déficit double.</text:p></draw:text-box></draw:frame>"
    shape = "<draw:custom-shape><text:p>Une flèche.</text:p></draw:custom-shape>"
    assert texts(f"<text:p>Le maire {box}a parlé.{shape}</text:p>", flat=flat) == [
        "Le maire a parlé.",
        "Le déficit double.",
        "Une flèche.",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<text:section><text:p>Le président, Paul Martin</text:p></text:section>",
        "<text:p>Le président, <text:span><text:span>Paul</text:span> Martin</text:span></text:p>",
        "<text:p>Le président,<text:tab/><text:author-name>Paul Martin</text:author-name></text:p>",
        "<text:p>Le président,<text:line-break/><text:a xlink:href='x'>Paul<text:s text:c='3'/>Martin</text:a></text:p>",
        (
            "<text:p>Le <text:conditional-text>président, </text:conditional-text><text:hidden-text text:is-hidden='false'>"
            "Paul Martin</text:hidden-text></text:p>"
        ),
        (
            "<text:table-of-content><text:table-of-content-source><text:index-title-template>Modèle"
            "</text:index-title-template></text:table-of-content-source><text:index-body><text:p>Le président, Paul Martin"
            "</text:p></text:index-body></text:table-of-content>"
        ),
        (
            "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Le président,</text:p>"
            "</table:table-cell><table:covered-table-cell><text:p>Couverte</text:p></table:covered-table-cell>"
            "</table:table-row></table:table-header-rows><table:table-row><table:table-cell><table:table><table:table-row>"
            "<table:table-cell><text:p>Paul</text:p></table:table-cell><table:table-cell><text:p>Martin</text:p>"
            "</table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table>"
        ),
    ],
)
def test_text_inside_of_other_elements_is_read(content):
    assert " ".join(texts(content)).replace(" | ", " ").split() == ["Le", "président,", "Paul", "Martin"]


def test_footnotes_come_after_the_text():
    call = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    body = f"<text:p>Un pont{call.format('Selon la ville.')}.</text:p><text:p>La suite.{call.format('Selon la région.')}</text:p>"
    assert texts(body) == ["Un pont.", "La suite.", "Selon la ville.", "Selon la région."]


def test_tracked_changes_read_as_if_they_were_accepted_and_a_note_says_so():
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><office:change-info><dc:creator>A'
        "</dc:creator></office:change-info><text:p>240</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = (
        f'{changes}<text:p>Le budget atteint <text:change text:change-id="c"/><text:change-start text:change-id="d"/>310'
        '<text:change-end text:change-id="d"/> millions.</text:p>'
    )
    assert texts(body) == ["Le budget atteint 310 millions."]
    assert note(body) == "text that was deleted with changes tracked is left out"


def test_a_cell_repeated_over_several_columns_is_read_in_each():
    cells = "<table:table-cell><text:p>Vigny</text:p></table:table-cell>" + "".join(
        f'<table:table-cell table:number-columns-repeated="{number}"><text:p>{text}</text:p></table:table-cell>'
        for number, text in (("2", "34"), ("1", "7"))
    )
    assert texts(f"<table:table><table:table-row>{cells}</table:table-row></table:table>") == ["Vigny | 34 | 34 | 7"]


def test_a_cell_for_columns_without_number_is_read_a_few_times():
    cell = '<table:table-cell table:number-columns-repeated="2000000000"><text:p>34</text:p></table:table-cell>'
    [row] = texts(f"<table:table><table:table-row>{cell}</table:table-row></table:table>")
    assert row.count("34") < 100


def test_text_that_is_struck_out_is_in_brackets_and_joins_no_figure():
    style = '<style:text-properties style:text-line-through-style="solid"/>'
    styles = f'<style:style style:name="T1" style:family="text">{style}</style:style>'
    struck = '<text:span text:style-name="T1">2<text:span>40</text:span></text:span>'
    assert texts(f"<text:p>Il en faut {struck}310.</text:p>", styles) == ["Il en faut [240] 310."]


HIDING = (
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Base"/>'
)
BASE = (
    '<office:styles><style:style style:name="Base" style:family="paragraph"><style:text-properties text:display="none"/>'
    "</style:style></office:styles>"
)


@pytest.mark.parametrize(
    "body",
    [
        '<text:p>Vu.<text:span text:style-name="T1">Secret.</text:span></text:p>',
        '<text:p>Vu.</text:p><text:p text:style-name="P1">Secret.</text:p>',
        '<text:p>Vu.</text:p><text:section text:display="none"><text:p>Secret.</text:p></text:section>',
        '<text:p>Vu.<text:hidden-text text:is-hidden="true">Secret.</text:hidden-text></text:p>',
        '<text:p>Vu.</text:p><text:p>Secret.<text:hidden-paragraph text:is-hidden="true"/></text:p>',
    ],
)
def test_hidden_text_is_left_out_with_a_note(body):
    assert texts(body, HIDING, BASE) == ["Vu."]
    assert note(body, HIDING, BASE) == "hidden text is left out"


def test_comments_page_headers_and_embedded_objects_are_reported_in_the_note():
    body = (
        "<text:p>Le texte.<office:annotation><dc:creator>A</dc:creator><text:p>À revoir</text:p></office:annotation>"
        '<draw:frame><draw:object xlink:href="./Object 1"/><svg:title>Une image</svg:title></draw:frame></text:p>'
    )
    master = (
        '<office:master-styles><style:master-page style:name="s"><style:header><text:p>EMBARGO 18 H</text:p></style:header>'
        '<style:footer style:display="false"><text:p>Caché</text:p></style:footer></style:master-page></office:master-styles>'
    )
    assert texts(body, "", master) == ["Le texte."]
    assert note(body, "", master) == (
        "comments are left out; embedded files, formulas or charts are not read; "
        "page headers and footers are left out: EMBARGO 18 H"
    )


def test_ruby_readings_come_after_their_words():
    ruby = "<text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>toukyou</text:ruby-text></text:ruby>"
    assert texts(f"<text:p>{ruby}</text:p>") == ["東京(toukyou)"]


def test_endlessly_nested_elements_are_read():
    assert texts(f"<text:p>{'<text:span>' * 50_000}Vu.{'</text:span>' * 50_000}</text:p>") == ["Vu."]


def test_more_markup_than_any_document_has_is_refused_before_it_is_read():
    with pytest.raises(InputError, match="larger than that of any document"):
        texts("<text:p/>" * 2_000_001)


def test_a_variable_that_is_set_without_being_shown_is_hidden():
    hidden = '<text:variable-set text:name="a" text:display="none">47</text:variable-set>'
    assert texts(f"<text:p>Vu.{hidden}</text:p>") == ["Vu."]
    assert texts(f"<text:p>Vu {hidden.replace('none', 'value')}.</text:p>") == ["Vu 47."]
