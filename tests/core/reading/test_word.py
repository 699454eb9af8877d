"""Every word that Word shows is in the text, or a note says what was left out."""

import zipfile
from io import BytesIO

import pytest
from word_maker import STRICT, cell, make_docx, make_odt, paragraph, part, row, run, table, zipped

from core.article import Article
from core.errors import InputError
from core.reading.formats import articles

OPENING = paragraph("Le conseil régional a voté son budget lundi.")


def read(data: bytes) -> Article:
    [article] = articles(data, "wire.docx")
    return article


def texts(body: str, **parts: object) -> list[str]:
    """The paragraphs of a document, without the one that opens it."""
    article = read(make_docx(OPENING + body, **parts))
    return [article.text[block.start : block.end] for block in article.paragraphs][1:]


def note(body: str, **parts: object) -> str | None:
    return read(make_docx(OPENING + body, **parts)).source.note


def inserted(content: str) -> str:
    return f'<w:ins w:id="1" w:author="a">{content}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def box(text: str) -> str:
    return f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"


def field(code: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def in_drawing(content: str) -> str:
    return (
        f'<w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def in_vml(content: str) -> str:
    return f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"


def test_tracked_changes_read_as_if_they_were_accepted_and_a_note_says_so():
    body = paragraph(run("Le budget atteint ") + deleted("240") + inserted(run("310")) + run(" millions."))
    assert texts(body) == ["Le budget atteint 310 millions."]
    assert note(body) == "text that was deleted with changes tracked is left out"


def test_a_document_that_leaves_nothing_out_has_no_note():
    assert note(paragraph(inserted(run("Tout est là.")))) is None


def test_text_that_is_only_displayed_in_capitals_keeps_its_small_letters():
    caps = run("Le préfet écarté", "<w:caps/>") + run(" à Évreux", "<w:smallCaps/>")
    assert texts(paragraph(caps)) == ["Le préfet écarté à Évreux"]


@pytest.mark.parametrize("mark", ["<w:strike/>", '<w:dstrike w:val="1"/>'])
def test_text_that_is_struck_out_is_in_brackets_and_joins_no_figure(mark):
    body = paragraph(run("Il en faut ") + run("24", mark) + run("0", mark) + run("310") + run(", dit-on."))
    assert texts(body) == ["Il en faut [240] 310, dit-on."]
    assert texts(paragraph(run("Tout est faux.", mark)) + paragraph("Rien.")) == ["[Tout est faux.]", "Rien."]
    assert texts(paragraph(run("Rien", '<w:strike w:val="0"/>') + run(" ", mark) + run("ici"))) == ["Rien ici"]


def test_moved_text_is_where_it_was_moved_to_alone():
    body = paragraph(
        f"<w:moveFrom>{run('Le maire a parlé.')}</w:moveFrom>", "<w:rPr><w:moveFrom/></w:rPr>"
    ) + paragraph(f"<w:moveTo>{run('Le maire a parlé.')}</w:moveTo>", "<w:rPr><w:moveTo/></w:rPr>")
    assert texts(body) == ["Le maire a parlé."]
    assert note(body) is None


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next():
    body = paragraph("Le budget atteint ", "<w:rPr><w:del/></w:rPr>") + paragraph("310 millions.")
    assert texts(body) == ["Le budget atteint 310 millions."]


def test_a_deleted_row_and_a_deleted_cell_are_left_out():
    body = table(
        row(cell("Socialistes"), cell("34"), cell("33", "<w:cellDel/>")), row(cell("Verts"), properties="<w:del/>")
    )
    assert texts(body) == ["Socialistes | 34"]
    assert "deleted" in note(body)


@pytest.mark.parametrize(
    "content",
    [
        paragraph("Le président, ") + f"<w:sdt><w:sdtContent>{paragraph('Paul Martin')}</w:sdtContent></w:sdt>",
        paragraph(
            run("Le président, ") + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Paul Martin')}</w:sdtContent></w:sdt>"
        ),
        paragraph(run("Le président, ") + f'<w:smartTag w:element="x">{run("Paul Martin")}</w:smartTag>'),
        paragraph(run("Le président, ") + f'<w:customXml w:element="x">{run("Paul Martin")}</w:customXml>'),
        paragraph(run("Le président, ") + f'<w:fldSimple w:instr="AUTHOR">{run("Paul Martin")}</w:fldSimple>'),
        paragraph(run("Le président, ") + f'<w:hyperlink r:id="rId9">{run("Paul Martin")}</w:hyperlink>'),
        paragraph(run("Le président, ") + f'<w:bdo w:val="ltr"><w:dir>{run("Paul Martin")}</w:dir></w:bdo>'),
        paragraph(run("Le président, ") + field("AUTHOR", run("Paul Martin"))),
        paragraph(run("Le président, ") + "<m:oMath><m:r><m:t>Paul Martin</m:t></m:r></m:oMath>"),
        paragraph(f"{run('Le président, ')}<w:r>{in_vml(box('Paul Martin'))}</w:r>"),
        paragraph(f"{run('Le président, ')}<w:r>{in_drawing(box('Paul Martin'))}</w:r>"),
        table(row(cell("Le président, ") + f"<w:sdt><w:sdtContent>{cell('Paul Martin')}</w:sdtContent></w:sdt>")),
        table(f"<w:sdt><w:sdtContent>{row(cell('Le président, '), cell('Paul Martin'))}</w:sdtContent></w:sdt>"),
        table(row(cell("Le président, "), cell(table(row(cell("Paul Martin"))) + paragraph("<w:r/>")))),
    ],
)
def test_text_inside_of_other_elements_is_read(content):
    assert " ".join(texts(content)).replace(" | ", " ").split() == ["Le", "président,", "Paul", "Martin"]


def test_of_two_forms_of_a_text_box_one_is_read_after_the_paragraph_that_it_hangs_on():
    forms = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{in_drawing(box("Le déficit double."))}</mc:Choice>'
        f"<mc:Fallback>{in_vml(box('Le déficit double.'))}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(paragraph(f"{run('Le maire ')}<w:r>{forms}</w:r>{run('a parlé.')}")) == [
        "Le maire a parlé.",
        "Le déficit double.",
    ]


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        ('<mc:Choice Requires="x"><w:t>Pour nul.</w:t></mc:Choice>', "Pour tous."),
        ('<mc:Choice Requires="w14"><w:t>Pour Word.</w:t></mc:Choice>', "Pour Word."),
        ('<mc:Choice Requires="wps"><w:drawing/></mc:Choice>', "Pour tous."),
    ],
)
def test_a_form_that_word_does_not_understand_or_that_is_empty_gives_way_to_the_other(choice, shown):
    fallback = "<mc:Fallback><w:t>Pour tous.</w:t></mc:Fallback>"
    body = paragraph(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>")
    assert texts(body) == [shown]


def test_footnotes_come_after_the_text_in_the_order_of_their_calls():
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = paragraph(run("Un pont") + call.format(3) + run(" et une route") + call.format(2)) + paragraph("La suite.")
    assert texts(body, notes={"2": "Selon la région.", "3": "Selon la ville.", "4": "Que nul n’appelle."}) == [
        "Un pont et une route",
        "La suite.",
        "Selon la ville.",
        "Selon la région.",
    ]


def test_equal_cells_of_a_row_both_stay_and_a_cell_over_several_rows_is_read_once():
    merged = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell("Gauche", merged[0]), cell("34"), cell("34")),
        row(cell("", merged[1]), cell("12"), cell("7")),
        row(cell("Droite", "<w:vMerge/>"), cell("Total", '<w:gridSpan w:val="2"/>')),
    )
    assert texts(body) == ["Gauche | 34 | 34", "12 | 7", "Total"]


def test_a_cell_that_goes_on_from_no_other_is_read():
    assert texts(table(row(cell("Droite", "<w:vMerge/>"), cell("8")))) == ["Droite | 8"]


def test_text_that_a_table_lays_out_keeps_its_paragraphs():
    long = "Le conseil municipal a voté mardi soir, par vingt voix contre neuf, la construction d'un pont sur la rivière du bourg."
    body = table(
        row(cell(paragraph("Un pont", '<w:pStyle w:val="h"/>') + paragraph(long)), cell("Contact : la mairie"))
    )
    styles = '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style>'
    data = make_docx(
        OPENING + body, others={"word/styles.xml": part("styles", styles)}, related={"s": ("styles", "styles.xml")}
    )
    article = read(data)
    found = [(block.kind, article.text[block.start : block.end]) for block in article.paragraphs][1:]
    assert found == [
        ("heading", "Un pont"),
        ("body", long),
        ("body", "Contact : la mairie"),
    ]


HIDING = part(
    "styles",
    '<w:style w:type="character" w:styleId="c"><w:name w:val="Caché"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="p"><w:name w:val="Cachée"/><w:basedOn w:val="q"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="q"><w:name w:val="Base"/><w:rPr><w:vanish/></w:rPr></w:style>',
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (paragraph(run("Vu.") + run("Secret.", "<w:vanish/>")), ["Vu."]),
        (paragraph(run("Vu.") + run("Secret.", '<w:rStyle w:val="c"/>')), ["Vu."]),
        (paragraph("Vu.") + paragraph("Secret.", '<w:pStyle w:val="p"/>'), ["Vu."]),
        (paragraph(run("Vu.", '<w:vanish w:val="0"/>') + run("Secret."), '<w:pStyle w:val="p"/>'), ["Vu."]),
        (table(row(cell("Secret."), properties="<w:hidden/>"), row(cell("Vu."))), ["Vu."]),
    ],
)
def test_hidden_text_is_left_out_with_a_note(body, shown):
    styles = {"others": {"word/styles.xml": HIDING}, "related": {"s": ("styles", "styles.xml")}}
    assert texts(body, **styles) == shown
    assert note(body, **styles) == "hidden text is left out"


def test_what_two_styles_hide_is_shown_as_word_does():
    styles = {"others": {"word/styles.xml": HIDING}, "related": {"s": ("styles", "styles.xml")}}
    assert texts(paragraph(run("Vu.", '<w:rStyle w:val="c"/>'), '<w:pStyle w:val="p"/>'), **styles) == ["Vu."]


def test_formatting_as_it_was_before_a_tracked_change_hides_nothing():
    body = paragraph(run("Vu.", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"))
    assert texts(body) == ["Vu."]


def test_the_code_of_a_field_is_no_text_even_where_a_field_is_in_it():
    inner = field("PAGE", run("7"))
    body = paragraph(
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{inner}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("Vrai.")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(body) == ["Vrai."]


def test_a_field_that_never_ends_hides_no_more_than_its_paragraph():
    body = paragraph(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("IF")}') + paragraph("La suite.")
    assert texts(body) == ["La suite."]


def test_what_was_chosen_of_a_list_is_read():
    data = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="non"/><w:listEntry w:val="oui"/></w:ddList></w:ffData>'
    body = paragraph(
        f'{run("Réponse : ")}<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(body) == ["Réponse : oui"]


def test_a_formula_that_stands_in_the_code_of_its_field_is_read():
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    code = r"<w:r><w:instrText>EQ \f(1;2)</w:instrText></w:r>"
    assert texts(paragraph(f"{run('La ')}{begin}{code}{end}{run(' part')}")) == ["La 1/2 part"]


def test_a_fraction_is_no_number_of_two_figures():
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    assert texts(paragraph(f"{run('Soit ')}<m:oMath>{half}</m:oMath>")) == ["Soit 1/2"]


def test_signs_breaks_and_readings_stand_where_word_shows_them():
    body = paragraph(
        f'{run("Demi")}<w:r><w:noBreakHyphen/></w:r>{run("tour")}<w:r><w:tab/><w:sym w:font="Symbol" w:char="F061"/><w:br/>'
        '<w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:t xml:space="preserve"> le man</w:t><w:softHyphen/>'
        f"<w:t>dat </w:t></w:r><w:r><w:ruby><w:rt>{run('toukyou')}</w:rt><w:rubyBase>{run('東京')}</w:rubyBase></w:ruby></w:r>"
    )
    assert texts(body) == ["Demi-tour α ✓ le mandat 東京(toukyou)"]


def test_diagrams_and_charts_give_their_words():
    drawn = "<a:p xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:r><a:t>{}</a:t></a:r></a:p>"
    body = paragraph('<w:r><w:drawing><dgm:relIds r:dm="d"/><c:chart r:id="c"/></w:drawing></w:r>' + run("Voir :"))
    chart = f"<c>{drawn.format('Le déficit')}<strCache><pt><v>2025</v></pt><pt><v>2026</v></pt></strCache></c>"
    assert texts(
        body,
        others={"word/diagrams/data1.xml": f"<d>{drawn.format('Région')}</d>", "word/charts/chart1.xml": chart},
        related={"d": ("diagramData", "diagrams/data1.xml"), "c": ("chart", "charts/chart1.xml")},
    ) == ["Voir :", "Région", "Le déficit", "2025 | 2026"]


def test_a_chart_that_the_text_names_without_end_is_read_once():
    chart = "<c xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:p><a:t>Le budget</a:t></a:p></c>"
    body = paragraph('<c:chart r:id="c"/>' * 20_000)
    parts = {"others": {"word/charts/chart1.xml": chart}, "related": {"c": ("chart", "charts/chart1.xml")}}
    assert texts(body, **parts) == ["Le budget"]


def test_comments_page_headers_and_embedded_files_are_reported_in_the_note():
    body = paragraph(run("Le texte.") + '<w:r><w:commentReference w:id="1"/></w:r>') + (
        '<w:subDoc r:id="x"/><w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    )
    parts = {
        "others": {"word/header1.xml": part("hdr", paragraph("EMBARGO 18 H"))},
        "related": {"h": ("header", "header1.xml")},
    }
    assert texts(body, **parts) == ["Le texte."]
    assert note(body, **parts) == (
        "comments are left out; embedded files, formulas or charts are not read; "
        "page headers and footers are left out: EMBARGO 18 H"
    )


@pytest.mark.parametrize("kind", ["document.main", "template.main", "document.macroEnabled.main"])
@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "texte/corps.xml"])
def test_templates_macros_and_any_name_of_the_main_part_are_read(kind, main):
    data = make_docx(OPENING, main=main, kind=kind)
    assert read(data).text == "Le conseil régional a voté son budget lundi."


def test_strict_documents_are_read_with_their_styles_and_notes():
    body = paragraph(run("Un pont") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert texts(body, space=STRICT, notes={"2": "Selon la ville."}) == ["Un pont", "Selon la ville."]


@pytest.mark.parametrize("target", ["NULL", "media/gone.png", "../../../x", "/word/", "%"])
def test_a_relationship_to_nothing_changes_nothing(target):
    related = {"a": ("image", target), "b": ("styles", target), "c": ("footnotes", target)}
    assert texts(paragraph('<w:r><w:t>Vu.</w:t><w:footnoteReference w:id="2"/></w:r>'), related=related) == ["Vu."]


def rezipped(change, **parts: object) -> Article:
    """A document with its members replaced by `change`, which maps them by name."""
    with zipfile.ZipFile(BytesIO(make_docx(OPENING, **parts))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return read(zipped(change(members)))


@pytest.mark.parametrize(
    "renamed",
    [
        lambda name: name.replace("/", "\\"),
        lambda name: name.replace("word/document", "Word/Document").replace("[C", "[c"),
        lambda name: f"/{name}",
        lambda name: f"./{name}",
    ],
)
def test_members_are_found_however_a_program_writes_their_names(renamed):
    article = rezipped(lambda members: {renamed(name): data for name, data in members.items()}, main="texte/corps.xml")
    assert article.text == rezipped(dict).text
    data = rezipped(lambda members: {renamed(name): data for name, data in members.items()})
    assert data.text == "Le conseil régional a voté son budget lundi."


@pytest.mark.parametrize("before", [b"\r\n\r\n", b"\xef\xbb\xbf"])
def test_what_a_server_sends_before_a_document_changes_nothing(before):
    assert read(before + make_docx(OPENING)).text == "Le conseil régional a voté son budget lundi."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("lundi&#x1F; et&#0; mardi", "lundi et mardi"),
        ("lundi\x0bet mardi\x01", "lundi et mardi"),
        ("R&D &nbsp;de lundi", "R&D \u00a0de lundi"),
        ("lundi &#xD83D;&#xDE00;", "lundi 😀"),
    ],
)
def test_signs_that_xml_has_no_place_for_do_not_refuse_a_document(written, shown):
    assert texts(paragraph(written)) == [shown]


def test_damaged_bytes_are_reported():
    def damage(members):
        part = members["word/document.xml"]
        return members | {"word/document.xml": b"\n" + part.replace("é".encode(), b"\xe9", 1) + b"\0"}

    body = "".join(paragraph("Le préfet a été reçu à l'hôtel de région."))
    with zipfile.ZipFile(BytesIO(make_docx(OPENING + body))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    article = read(zipped(damage(members)))
    assert article.text.startswith("Le conseil régional a voté")
    assert article.source.note == "damaged bytes in this utf-8 text: 1 guessed, 0 replaced by �"


def test_relationships_that_are_broken_and_notes_that_are_cost_nothing_else_of_the_text():
    broken = {"_rels/.rels": "<Rel", "word/_rels/document.xml.rels": "<Rel", "word/footnotes.xml": "<w:foot"}
    body = paragraph('<w:r><w:t>Vu.</w:t><w:footnoteReference w:id="2"/></w:r>')
    assert texts(body, others=broken) == ["Vu."]
    assert note(body, others=broken) == "parts that are damaged are left out"


MIME = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
    "Content-Transfer-Encoding: quoted-printable\n\n<p>Le maire a parl=C3=A9.</p>\n--b--\n"
)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a.html", "<html><head><meta charset='utf-8'></head><body><p>Le maire a <b>parlé</b>.</p></body></html>"),
        ("a.mht", MIME),
        ("a.txt", "Le maire a parlé."),
        ("a.rtf", r"{\rtf1\ansi Le maire a parl\'e9.\par}"),
        ("a.docx", make_docx(paragraph("Le maire a parlé."))),
    ],
)
def test_a_document_of_another_format_inside_is_read_where_it_stands(file, content):
    parts = {"others": {f"word/{file}": content}, "related": {"c": ("aFChunk", file)}}
    body = '<w:altChunk r:id="c"/>' + paragraph("La suite.")
    assert texts(body, **parts) == ["Le maire a parlé.", "La suite."]
    assert note(body, **parts) is None


def test_a_document_in_one_file_of_xml_is_read_as_the_archive_would_be():
    with zipfile.ZipFile(BytesIO(make_docx(OPENING, notes={"2": "x"}))) as archive:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{archive.read(name).decode().partition("?>")[2] or "<x/>"}'
            "</pkg:xmlData></pkg:part>"
            for name in archive.namelist()
            if name.startswith("word/document")
        )
    flat = f'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'
    [article] = articles(flat.encode(), "wire.xml")
    assert (article.source.format, article.text) == ("docx", "Le conseil régional a voté son budget lundi.")


def test_a_document_in_the_xml_of_word_2003_is_read_with_its_numbers_and_notes():
    note = "<w:footnote><w:p><w:r><w:t>Selon la ville.</w:t></w:r></w:p></w:footnote>"
    deleted = "<a:annotation><a:content><w:r><w:delText>240</w:delText></w:r></a:content></a:annotation>"
    listed = '<w:pPr><w:listPr><w:ilvl w:val="0"/><wx:t wx:val="1."/></w:listPr></w:pPr>'
    body = f"<w:p>{listed}<w:r><w:t>Un pont</w:t></w:r><w:r>{note}</w:r>{deleted}</w:p>"
    spaces = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:a="a" xmlns:wx="wx"'
    data = f'<?xml version="1.0"?><w:wordDocument {spaces}><w:body>{body}</w:body></w:wordDocument>'.encode()
    [article] = articles(data, "wire.xml")
    assert article.text == "1. Un pont\n\nSelon la ville."
    assert "deleted" in article.source.note


def test_broken_styles_cost_nothing_of_the_text():
    broken = {"others": {"word/styles.xml": "<w:styles"}, "related": {"s": ("styles", "styles.xml")}}
    assert texts(paragraph("Vu."), **broken) == ["Vu."]


@pytest.mark.parametrize(
    ("changed", "shown"), [("2013-12-23T23:15:00Z", None), ("2026-03-02T10:00:00Z", "2026-03-02T10:00:00+00:00")]
)
def test_the_day_of_an_empty_document_to_begin_with_is_no_date(changed, shown):
    about = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>{changed}</dcterms:modified></cp:coreProperties>'
    )
    article = read(make_docx(OPENING, others={"docProps/core.xml": about}))
    assert article.source.published == shown


DAMAGED = "this file is damaged: some of its text may be wrong or missing"


@pytest.mark.parametrize(
    "damage",
    [
        lambda part: part.replace(b"<w:t ", b"<w:t new:x='' ", 1),
        lambda part: part.replace(b"<w:body>", b"<w:body><new:x/>"),
        lambda part: part.replace(b"xmlns:w=", b"xmlns:w2="),
        lambda part: part.replace(b"</w:body>", b"</w:p></w:r>"),
        lambda part: part[: part.index(b"mairie") + 6],
    ],
)
def test_of_a_document_whose_markup_is_broken_what_can_be_read_is_read_and_a_note_says_so(damage):
    document = make_docx(OPENING + paragraph("Le vote a lieu en mairie"))
    with zipfile.ZipFile(BytesIO(document)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    article = read(zipped(members | {"word/document.xml": damage(members["word/document.xml"])}))
    assert article.text.split("\n\n") == ["Le conseil régional a voté son budget lundi.", "Le vote a lieu en mairie"]
    assert article.source.note == DAMAGED


def test_a_document_without_a_word_that_can_be_read_is_refused_in_a_line():
    for text in ("<w:document", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document><w:t>&a;</w:t>"):
        with pytest.raises(InputError, match=r"broken|entities"):
            read(zipped({"word/document.xml": text}))


@pytest.mark.parametrize(
    "make", [lambda text: make_docx(paragraph(text)), lambda text: make_odt(f"<text:p>{text}</text:p>")]
)
@pytest.mark.parametrize("packed", [True, False])
def test_a_document_whose_parts_do_not_match_their_sums_is_read_and_a_note_says_so(make, packed):
    with zipfile.ZipFile(BytesIO(make("Le maire est à Lyon."))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        sums = [
            member.CRC.to_bytes(4, "little")
            for member in archive.infolist()
            if member.filename.startswith(("word/doc", "con"))
        ]
    data = out.getvalue()
    for checksum in sums:
        data = data.replace(checksum, b"\1\2\3\4")
    article = read(data)
    assert (article.text, article.source.note) == ("Le maire est à Lyon.", DAMAGED)


def streamed(data: bytes) -> bytes:
    """The same archive as programs write it that cannot go back: each member's sizes stand behind it."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name))
    return out.getvalue()


@pytest.mark.parametrize("written", [bytes, streamed])
@pytest.mark.parametrize(
    "make", [lambda text: make_docx(paragraph(text)), lambda text: make_odt(f"<text:p>{text}</text:p>")]
)
def test_of_a_document_that_is_cut_off_what_is_there_is_read_and_a_note_says_so(make, written):
    words = " ".join(f"mot{number * number}x" for number in range(2_000))
    data = written(make(words))
    for end in (data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06"), len(data) - 30):
        article = read(data[:end])
        assert (article.text, article.source.note) == (words, DAMAGED)
    begun = read(data[: data.index(b"PK\x01\x02") // 2])
    assert words.startswith(begun.text)
    assert len(begun.text) > 1_000
    assert begun.source.note == DAMAGED


@pytest.mark.parametrize("written", [bytes, streamed])
def test_a_document_that_is_cut_off_unpacks_to_no_more_than_any_other(written):
    names = {"styles": ("styles", "0.xml"), "numbering": ("numbering", "1.xml")}
    heavy = make_docx(OPENING, others={f"word/{number}.xml": " " * (40 << 20) for number in (0, 1)}, related=names)
    data = written(heavy)
    with pytest.raises(InputError, match="would unpack to more than 64 MB"):
        read(data[: data.index(b"PK\x01\x02")])


@pytest.mark.parametrize("span", ["2000000000", "-3", "x", "9" * 400])
def test_a_cell_over_any_number_of_columns_is_one_cell(span):
    assert texts(table(row(cell("Total", f'<w:gridSpan w:val="{span}"/>'), cell("34")))) == ["Total | 34"]


def test_more_markup_than_any_document_has_is_refused_before_it_is_read():
    with pytest.raises(InputError, match="larger than that of any document"):
        texts("<w:p/>" * 2_000_001)


def test_a_part_that_unpacks_to_more_than_any_document_is_refused_whatever_it_is_called():
    heavy = {"word/media/a.png": " " * (65 << 20)}
    assert texts(paragraph("Vu."), others=heavy) == ["Vu."]
    with pytest.raises(InputError, match="would unpack to more than 64 MB"):
        texts(paragraph("Vu."), others=heavy, related={"s": ("styles", "media/a.png")})


@pytest.mark.parametrize("body", [paragraph("x") * 100_001, paragraph("x" * (11 << 20))])
def test_more_text_than_any_book_has_is_refused(body):
    with pytest.raises(InputError, match="longer than that of any article or book"):
        texts(body)


def formula(content: str) -> list[str]:
    return texts(paragraph(f"{run('Soit ')}<m:oMath>{content}</m:oMath>"))


def math(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_powers_brackets_and_signs_of_a_formula_are_read():
    power = "<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>"
    assert formula(power.format(math("10"), math("6"))) == ["Soit 10⁶"]
    assert formula(power.format(math("x"), math("n"))) == ["Soit x^n"]
    bracket = "<m:d><m:dPr>{}</m:dPr><m:e>{}</m:e></m:d>"
    assert formula(math("f") + bracket.format("", math("x"))) == ["Soit f(x)"]
    assert formula(power.format(bracket.format("", math("x+1")), math("2"))) == ["Soit (x+1)²"]
    square = '<m:begChr m:val="["/><m:endChr m:val="]"/>'
    assert formula(bracket.format(square, bracket.format("", math("x")) + math("y"))) == ["Soit [(x)y]"]
    total = '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:e>{}</m:e></m:nary>'
    assert formula(total.format(math("x"))) == ["Soit ∑x"]
    assert formula("<m:nary><m:naryPr/><m:e>{}</m:e></m:nary>".format(math("x"))) == ["Soit ∫x"]


def test_a_drop_cap_goes_on_in_its_paragraph():
    frame = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    assert texts(paragraph("L", frame) + paragraph("e préfet a parlé.")) == ["Le préfet a parlé."]
    assert texts(paragraph("Encadré.", '<w:framePr w:w="100"/>') + paragraph("Fin.")) == ["Encadré.", "Fin."]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (r"SYMBOL 8364 \u", "€"),
        (r"SYMBOL 0x20AC \u", "€"),
        (r"SYMBOL 233", "é"),
        (r'SYMBOL 252 \f "Wingdings" \s 12', "✓"),
        (r'SYMBOL 97 \f "Symbol"', "α"),
        (r"SYMBOL x", ""),
    ],
)
def test_a_sign_that_stands_in_the_code_of_its_field_is_read(code, shown):
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(paragraph(f"{run('Prix : ')}{field}{run('.')}")) == [f"Prix : {shown}."]


def test_an_embedded_sheet_and_a_comment_without_a_mark_are_reported():
    sheet = '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/></w:object></w:r>'
    assert "embedded files" in note(paragraph(sheet))
    assert "comments" in note(paragraph(f'<w:commentRangeStart w:id="1"/>{run("Vu.")}<w:commentRangeEnd w:id="1"/>'))


def test_the_charts_of_word_2016_give_their_words():
    space = "http://schemas.microsoft.com/office/drawing/2014/chartex"
    chart = (
        f'<cx:chartSpace xmlns:cx="{space}"><cx:chartData><cx:strDim><cx:lvl><cx:pt>Nord</cx:pt><cx:pt>Sud</cx:pt></cx:lvl>'
        "</cx:strDim></cx:chartData><cx:chart><cx:title><cx:tx><cx:txData><cx:v>Chômage</cx:v></cx:txData></cx:tx></cx:title>"
        "</cx:chart></cx:chartSpace>"
    )
    drawing = f'<w:r><w:drawing><cx:chart xmlns:cx="{space}" r:id="c"/></w:drawing></w:r>'
    found = texts(paragraph(run("Vu.") + drawing), others={"word/c.xml": chart}, related={"c": ("chartEx", "c.xml")})
    assert found == ["Vu.", "Nord | Sud", "Chômage"]


@pytest.mark.parametrize("capitals", ["<w:caps/>", "<w:smallCaps/>"])
def test_words_that_word_shows_in_capitals_are_read_as_they_were_typed(capitals):
    assert texts(paragraph(run("Le pont", capitals) + run(" est fermé."))) == ["Le pont est fermé."]
