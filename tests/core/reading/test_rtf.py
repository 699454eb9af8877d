"""Every word that Word shows of an RTF document is in the text, or a note says what was left out."""

import pytest

from core.article import Article
from core.errors import InputError
from core.reading.formats import articles

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman{\*\falt Times};}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset2 Symbol;}"
    r"{\f3\fcharset128 MS Mincho;}{\f4\fcharset2 Wingdings;}{\f5\fcharset0\cpg1250 Autre;}}"
)
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Citation;}{\*\cs3 Police;}}"


def rtf(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    return rf"{{\rtf1{head}{FONTS}{STYLES}{{\colortbl;\red0;}}\pard Le conseil a vot\'e9 lundi.\par {body}}}".encode(
        "latin-1"
    )


def read(data: bytes) -> Article:
    [article] = articles(data, "wire.rtf")
    return article


def texts(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> list[str]:
    article = read(rtf(body, head))
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs][1:]


def note(body: str) -> str | None:
    return read(rtf(body)).source.note


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Le pr\'e9fet, \'ab \'c9tat \'bb", "Le préfet, « État »"),
        (r"Le pr\u233\'e9fet", "Le préfet"),
        (r"Le pr\u233?fet", "Le préfet"),
        (r"{\uc0 Le pr\u233 fet}", "Le préfet"),
        (r"{\uc2 Le pr\u233\'65\'27fet}", "Le préfet"),
        (r"Le {\upr{pr?fet}{\*\ud{pr\u233\'e9fet}}}", "Le préfet"),
        (r"\u-10179?\u-8694? ?", "😊 ?"),
        (r"L\rquote\'e9lu\emdash oui\~: \ldblquote non\rdblquote", "L’élu—oui\xa0: “non”"),
        (r"{\f1\'cf\'f0\'e8\'e2\'e5\'f2} monde", "Привет monde"),
        (r"{\f3\'93\'fa\'96\'7b\'83A}", "日本ア"),
        (r"{\f5 P\'f8\'edb\'ec h}", "Příbě h"),
        (r"{\f2\'61}{\f2\u-3998?}{\f4\'fc}", "αβ✓"),
        (r"Rendez\_vous\-ment \{a\}\\b", "Rendez-vousment {a}\\b"),
        ("Deux\\tab mots\\line et\nun\\\n", "Deux mots etun"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt le lien}}", "le lien"),
        (
            r"Vu {\field{\*\fldinst {FORMDROPDOWN {\*\formfield{\fftype2\ffres1\ffdefres0{\*\ffl non}{\*\ffl r\'e9serv\'e9}}}}}{\fldrslt }} oui",
            "Vu réservé oui",
        ),
        (r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres25\ffdefres0{\*\ffl non}}}}}", "non"),
        (r"{\field{\*\fldinst {\*\formfield{\fftype2{\*\ffl non}{\*\ffl oui}}}}{\fldrslt {oui}}}", "oui"),
        (r"Un {\field{\*\fldinst EQ \\f(1;2)}{\fldrslt }} tiers", "Un 1/2 tiers"),
        (
            r'Le {\field{\*\fldinst EQ \\* jc3 \\* "Font:A" \\* hps12 \\o\\al(\\s\\up 11(bas),haut)}{\fldrslt }}.',
            "Le haut(bas).",
        ),
        (r"{\object{\*\objclass Word}{\*\objdata 0105}{\result le tableau}}", "le tableau"),
        (r"{\*\xmlopen\xmlns1{\factoidname place}}Lyon{\*\xmlclose}{\*\inconnu Rien}", "Lyon"),
        (r"{\xe Index}Point{\*\bkmkstart a}", "Point"),
        (r"{\htmlrtf{\b}\htmlrtf0 Vu}{\*\htmltag <b>}", "Vu"),
        ("{\\pict\\wmetafile8 0100{\\bin4 }}{{}}fin", "fin"),
    ],
)
def test_rtf_text_is_read_as_word_shows_it(body, text):
    assert texts(body) == [text]


def test_text_that_is_struck_out_is_in_brackets_and_joins_no_figure():
    assert texts(r"Il en faut {\strike 240}310.\par \striked1 Faux.\striked0\par Rien.\par")[-3:] == [
        "Il en faut [240] 310.",
        "[Faux.]",
        "Rien.",
    ]


def test_a_document_in_the_macintosh_code_page_is_read():
    assert texts(r"Le pr\'8efet", r"\mac") == ["Le préfet"]


def test_paragraphs_have_the_kinds_of_their_styles():
    article = read(rtf(r"\pard\s1\outlinelevel0 Un pont\par\pard\s2 Cit\'e9.\par\pard\ls1 Deux ans\par\pard Fin.\par"))
    found = [(paragraph.kind, article.text[paragraph.start : paragraph.end]) for paragraph in article.paragraphs][1:]
    assert found == [("heading", "Un pont"), ("quote", "Cité."), ("list", "Deux ans"), ("body", "Fin.")]


def test_tables_are_read_row_by_row_with_the_tables_in_their_cells():
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row"
    nested = (
        r"\trowd\cellx1\pard\intbl Vote : \par\pard\intbl\itap2 oui\nestcell non\nestcell{\*\nesttableprops\trowd\cellx1\nestrow}"
        r"{\nonesttables\par}\pard\intbl\itap1 fin\cell\row"
    )
    body = row.format("Groupe", "Voix") + row.format("Socialistes", "34") + nested + r"\pard Apr\'e8s.\par"
    assert texts(body) == ["Groupe | Voix", "Socialistes | 34", "Vote : oui | non fin", "Après."]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            r"\pard\plain\dropcapli3\dropcapt1 {\fs96 L\par }\pard\plain e pont est ferm\'e9.\par Oui.",
            "Le pont est fermé.",
        ),
        (r"{\pard\dropcapli2\dropcapt2 L\par}{\pard e pont est ferm\'e9.\par}{\pard Oui.\par}", "Le pont est fermé."),
        (r"{\pard\dropcapli2 \'c0\par}\pard  la mairie, non.\par Oui.", "À la mairie, non."),
    ],
)
def test_a_drop_cap_goes_on_in_its_paragraph(body, text):
    assert texts(body) == [text, "Oui."]


def test_footnotes_come_after_the_text():
    call = r"{\super\chftn{\footnote\pard\plain{\super\chftn} Selon la ville.}}"
    assert texts(rf"Un pont{call} neuf.\par La suite.") == ["Un pont neuf.", "La suite.", "Selon la ville."]


def test_text_boxes_come_after_the_paragraph_that_they_are_anchored_to():
    shape = (
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt \pard Le d\'e9ficit double.\par}}"
        r"{\shprslt{\*\do\dptxbx{\dptxbxtext Le d\'e9ficit double.}}}}"
    )
    assert texts(rf"Le maire {shape}a parl\'e9.\par") == ["Le maire a parlé.", "Le déficit double."]
    assert texts(r"Le maire {\*\do\dptxbx{\dptxbxtext\pard Une note.\par}}a parl\'e9.\par") == [
        "Le maire a parlé.",
        "Une note.",
    ]


def test_word_art_is_read():
    shape = r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv \'c9dition sp\u233?ciale}}{\sp{\sn gtextFont}{\sv Arial}}}}"
    article = read(rtf(rf"\pard La maire est partie. {shape}\par"))
    assert [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs] == [
        "Le conseil a voté lundi.",
        "La maire est partie.",
        "Édition spéciale",
    ]


def test_tracked_changes_read_as_if_they_were_accepted_and_a_note_says_so():
    body = r"Le budget atteint {\deleted\revauthdel1 240}{\revised\revauth1 310} millions,{\deleted\par }et plus."
    assert texts(body) == ["Le budget atteint 310 millions,et plus."]
    assert note(body) == "text that was deleted with changes tracked is left out"


def test_hidden_text_is_left_out_with_a_note():
    body = r"{\v Secret.}Vu.\v Secret.\v0  Et vu.\v Secret.\plain  Encore."
    assert texts(body) == ["Vu. Et vu. Encore."]
    assert note(body) == "hidden text is left out"


def test_comments_and_page_headers_are_reported_in_the_note():
    body = r"{\header\pard EMBARGO 18 H\par}Vu.{\*\atnid A}{\*\atnauthor A}{\*\annotation\pard \'c0 revoir}"
    assert texts(body) == ["Vu."]
    assert note(body) == "comments are left out; page headers and footers are left out: EMBARGO 18 H"


def test_the_metadata_of_the_document_is_read():
    about = r"{\info{\title Mod\'e8le}{\author Anne Roche}{\author Anne Roche}{\creatim\yr2026\mo3\dy2\hr8\min30}{\revtim\yr2026\mo3\dy3}{\nofpages1}}"
    source = read(rtf(about + r"\pard\s1\outlinelevel0 Un pont\par")).source
    assert (source.format, source.byline, source.published) == ("rtf", "Anne Roche", "2026-03-03T00:00:00")


def test_a_heading_within_the_text_is_not_its_title():
    opening = "Le pont de la ville est fermé depuis lundi, et il le restera, dit le maire, " * 2
    assert read(rtf(rf"\pard {opening}\par\pard\s1\outlinelevel0 Les causes\par")).source.title is None


@pytest.mark.parametrize(
    "body", ["Vu.}}} reste", "Vu.{{{", r"Vu.\'", "Vu.\\ ", r"Vu.\cell\row\nestrow\nestcell", r"Vu.{\itap50 }"]
)
def test_a_document_that_breaks_the_rules_is_read(body):
    assert texts(body) == ["Vu."]


def test_endless_nesting_and_endless_markup_are_refused():
    with pytest.raises(InputError, match="damaged"):
        texts("{" * 100_000)
    with pytest.raises(InputError, match="larger than that of any document"):
        texts("\\b" * 2_000_001)
    with pytest.raises(InputError, match="larger than that of any document"):
        texts("{a}" * 500_001)


def test_absurdly_large_numbers_do_no_harm():
    assert texts(r"{\uc9999999999 \u99999999 Secret}Vu.{\bin999999999 Secret}") == ["\ue0ffVu."]


def test_a_document_written_in_utf_8_is_read_as_such_and_one_in_its_code_page_too():
    text = "Le préfet reçoit l'œuvre, 12 € et 😀."
    assert read(rb"{\rtf1\ansi\uc0 %s\par}" % text.encode()).text == text
    older = "Le préfet reçoit."
    assert read(rb"{\rtf1\ansi\ansicpg1252 %s\par}" % older.encode("cp1252")).text == older
