"""A brief as TMX 1.4: its sentence pairs, as translation programs read them."""

import io
from dataclasses import replace

from briefs import any_brief, brief
from hypothesis import given, settings
from lxml import etree

from core.article import Flag
from core.export import FORMATS, to_tmx
from core.memory.tmx import read_tmx

# The rules of TMX 1.4b for the elements that are written here, https://www.gala-global.org/tmx-14b.
DTD = etree.DTD(
    io.StringIO(
        """<!ELEMENT tmx (header, body)><!ATTLIST tmx version CDATA #FIXED "1.4">
        <!ELEMENT header (note | prop)*>
        <!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
          segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
          srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
        <!ELEMENT prop (#PCDATA)><!ATTLIST prop type CDATA #REQUIRED>
        <!ELEMENT note (#PCDATA)>
        <!ELEMENT body (tu*)>
        <!ELEMENT tu ((note | prop)*, tuv+)><!ATTLIST tu tuid CDATA #IMPLIED srclang CDATA #IMPLIED>
        <!ELEMENT tuv (seg)><!ATTLIST tuv xml:lang CDATA #REQUIRED>
        <!ELEMENT seg (#PCDATA)>"""
    )
)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def units(*briefs) -> list[etree._Element]:
    root = etree.fromstring(to_tmx(*briefs).encode())
    assert DTD.validate(root), DTD.error_log
    return list(root.iter("tu"))


def test_each_sentence_is_a_unit_with_its_id_its_languages_and_its_origin():
    first, second = units(brief("Titre", "Le texte."))
    assert [first.get("tuid"), second.get("tuid")] == ["s1", "s2"]
    assert [element.get(LANGUAGE) for element in second.iter("tuv")] == ["fr", "en"]
    assert [element.text for element in second.iter("seg")] == ["Le texte.", "Le texte."]
    assert {element.get("type"): element.text for element in second.iter("prop")} == {
        "x-depeche-origin": "model",
        "x-depeche-confidence": "0.87",
    }


def test_what_is_doubtful_is_noted_with_the_unit():
    [note] = units(brief("Titre", flags=(Flag("number", "3 in the <source>"),)))[0].iter("note")
    assert note.text == "number: 3 in the <source>"


def test_the_header_says_what_made_it():
    root = etree.fromstring(to_tmx(brief("Titre", "Le texte.")).encode())
    notes = [element.text for element in root.find("header").iter("note")]
    assert {"Pack: pack", "Options: to English, beam 2", "Flagged: 0 of 2 sentences"} <= set(notes)
    assert root.find("header").get("srclang") == "fr"


def test_what_nobody_translated_is_no_pair():
    sample = brief("Titre", "Le texte.")
    english = replace(sample.article.paragraphs[0], language="en")
    lost = replace(sample.article.sentences[1], origin="source", flags=(Flag("untranslated", "no pack"),))
    paragraphs = (english, replace(sample.article.paragraphs[1], sentences=(lost,)))
    assert units(replace(sample, article=replace(sample.article, paragraphs=paragraphs))) == []


def test_units_of_several_briefs_keep_names_of_their_own():
    assert [unit.get("tuid") for unit in units(brief("Titre"), brief("Titre"))] == ["w1-s1", "w2-s1"]


@settings(max_examples=30)
@given(any_brief())
def test_any_brief_makes_a_valid_file(sample):
    assert DTD.validate(etree.fromstring(FORMATS["tmx"].write(sample)))


def test_the_pairs_come_back_as_they_were(tmp_path):
    file = tmp_path / "brief.tmx"
    texts = ("Titre", "« Le *texte* », a-t-il dit : 3 < 4 & 5.", "La\u00a0suite…")
    file.write_bytes(FORMATS["tmx"].write(brief(*texts)))
    assert [(unit.source, unit.translation) for unit in read_tmx(file)] == [(text, text) for text in texts]
