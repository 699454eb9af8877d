"""Glossaries are read as spreadsheets and other translation programs write them, and keep their lines when changed."""

import pytest

from core.errors import UsageError
from core.translation.terminology import Term
from core.translation.terminology.glossary import Glossary
from core.translation.terminology.glossary_files import with_term

SCEAUX = Term("garde des Sceaux", "justice minister")


def load(tmp_path, data: str | bytes, name: str = "terms.csv", **languages) -> tuple[Term, ...]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return Glossary.load(path, **languages).terms


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("garde des Sceaux;justice minister, France\r\n", "justice minister, France"),
        ("garde des Sceaux;justice minister, France\r\nmaire;mayor\r\n", "justice minister, France"),
        ("garde des Sceaux,minister; justice\n", "minister; justice"),
        ("sep=;\r\ngarde des Sceaux;justice minister\r\n", "justice minister"),
        ('"garde des Sceaux","justice minister, France"\n', "justice minister, France"),
        ('"garde des Sceaux";"justice minister; France"\n', "justice minister; France"),
    ],
)
def test_the_separator_of_cells_is_recognised_from_all_lines(tmp_path, text, target):
    assert load(tmp_path, text)[0] == Term("garde des Sceaux", target)


@pytest.mark.parametrize(
    "text",
    [
        "# Glossary in tab-separated format -*- coding: utf-8 -*-\ngarde des Sceaux\tjustice minister\n",
        "#\ngarde des Sceaux\tjustice minister\tministre; ne pas dire keeper of the seals\n",
        "garde des Sceaux;justice minister;ministre\n",
        "French,English\ngarde des Sceaux,justice minister\n",
        "fr-FR\ten-GB\tDefinition\ngarde des Sceaux\tjustice minister\tun, deux, trois\n",
        "English;French\njustice minister;garde des Sceaux\n",
        "fr_FR;French_Definition;en_US;Note\ngarde des Sceaux;le ministre;justice minister;x\n",
        "Terme source,Terme cible,Commentaire\ngarde des Sceaux,justice minister,à vérifier\n",
        "Source;Target\n\n# trois\ngarde des Sceaux;justice minister\n",
        "Entry_ID;Entry_Subject;French_France;Term_Info;English_United_States\n1;droit;garde des Sceaux;;justice minister\n",
        "garde des Sceaux,justice minister,fr,en\n",
        "justice minister,garde des Sceaux,EN,FR\n",
        "term,description,fr,en\nx,ministre,garde des Sceaux,justice minister\n",
        "garde des Sceaux|justice minister\n",
        "| fr | en |\n|----|----|\n| garde des Sceaux | justice minister |\n",
        "Term [fr],Description [fr],Term [en],Description [en]\ngarde des Sceaux,x,justice minister,\n",
        '"Concept ID","Term: French","Term: English"\n"1","garde des Sceaux","justice minister"\n',
        "ID;French;French comment;English\n1;garde des Sceaux;;justice minister\n2;maire;;\n",
        "French,French_Def,English_Def,English\ngarde des Sceaux,un ministre,a minister,justice minister\n",
        "Term [fr],Part of Speech [fr],Term [en]\ngarde des Sceaux,noun,justice minister\n",
        '"Term","Note","Translation (en)"\n"garde des Sceaux","un ministre","justice minister"\n',
        "Concept_ID;Language;Term\n7;fr;garde des Sceaux\n7;en;justice minister\n",
        "en:US\tfr:FR\tfr:note\njustice minister\tgarde des Sceaux\tx\n",
        "Texte source;Texte cible\ngarde des Sceaux;justice minister\n",
        "fr;en\n;mayor\ngarde des Sceaux;justice minister\n",
        'source;target\n="garde des Sceaux";justice&nbsp;minister\n',
        "#UTX 1.20; fr/en; 2026-03-02;\n#src\ttgt\tsrc:pos\ngarde des Sceaux\tjustice minister\tnoun\n",
    ],
)
def test_headers_and_comments_of_other_programs_are_not_terms(tmp_path, text):
    assert load(tmp_path, text) == (SCEAUX,)


@pytest.mark.parametrize("codec", ["cp1252", "utf-16", "utf-8-sig", "mac-roman"])
def test_a_glossary_is_read_in_the_encoding_it_was_saved_in(tmp_path, codec):
    text = "préfet\tprefect\nmis en examen\tplaced under investigation\nÉlysée\tÉlysée\n"
    assert [term.source for term in load(tmp_path, text.encode(codec))] == ["préfet", "mis en examen", "Élysée"]


def test_a_lone_quotation_mark_in_a_table_of_tabs_is_a_part_of_its_term(tmp_path):
    assert load(tmp_path, 'tube de 3"\t3" pipe\nécran 14"\t14-inch screen\n')[0] == Term('tube de 3"', '3" pipe')


def test_a_second_translation_is_accepted_and_the_first_is_used(tmp_path):
    terms = load(tmp_path, "maire\tmayor\nmaire\tthe mayor of the town\nmaire\tmayor\n")
    assert terms == (Term("maire", "mayor", ("the mayor of the town",)),)
    done = Glossary((Term("maire", "mayor", ("burgomaster",)),)).enforce("Le maire part.", "The burgomaster goes.", str)
    assert (done.text, done.forced, done.missing) == ("The burgomaster goes.", False, ())


def test_alternatives_in_a_cell_are_terms_of_their_own(tmp_path):
    assert load(tmp_path, "maire / édile\tmayor | burgomaster\n") == (
        Term("maire", "mayor", ("burgomaster",)),
        Term("édile", "mayor", ("burgomaster",)),
    )


def test_columns_of_one_language_hold_synonyms(tmp_path):
    text = "French;Term_Info;French;English;English\nmaire;x;édile;mayor;burgomaster\npréfet;;;prefect;\n"
    assert load(tmp_path, text) == (
        Term("maire", "mayor", ("burgomaster",)),
        Term("édile", "mayor", ("burgomaster",)),
        Term("préfet", "prefect"),
    )


def test_a_third_cell_in_every_row_is_a_comment(tmp_path):
    terms = load(tmp_path, "garde des Sceaux,justice minister,a member of government\nmaire,mayor,\n")
    assert terms == (SCEAUX, Term("maire", "mayor"))
    with pytest.raises(UsageError, match="the third column"):
        load(tmp_path, "maire,mayor, France\npréfet,prefect,\n")


def test_a_spreadsheet_is_named_as_one(tmp_path):
    with pytest.raises(UsageError, match="save it as CSV"):
        load(tmp_path, b"PK\x03\x04" + b"\0" * 40, "terms.xlsx")


def test_a_comma_that_nobody_quoted_is_still_reported(tmp_path):
    with pytest.raises(UsageError, match="the third column"):
        load(tmp_path, "garde des Sceaux,justice minister, France\n")


def test_a_term_is_changed_in_a_table_with_commas_in_its_terms():
    text = "garde des Sceaux;justice minister, France\n"
    assert with_term(text, "maire", "mayor")[0] == text + "maire;mayor\n"


BASIC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader/><text><body>
<termEntry id="c1"><descrip type="subjectField">law</descrip>
<langSet xml:lang="en"><tig><term>keeper of the seals</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
<tig><term>minister of justice</term></tig>
<tig><term>justice minister</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="de"><tig><term>Justizminister</term></tig></langSet>
<langSet xml:lang="fr"><ntig><termGrp><term>garde des <hi>Sceaux</hi></term></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""
THIRD = """<?xml version="1.0"?><tbx type="TBX-Basic" style="dct" xml:lang="fr" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry id="1">
<langSec xml:lang="fr-FR"><termSec><term>garde des Sceaux</term></termSec></langSec>
<langSec xml:lang="eng"><termSec><term>keeper of the seals</term>
<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>justice minister</term></termSec></langSec></conceptEntry></body></text></tbx>"""
MIN = """<TBX dialect="TBX-Min"><header><languages source="fr" target="en"/></header><body><entry id="1">
<langGroup xml:lang="fr"><termGroup><term>garde des Sceaux</term></termGroup></langGroup>
<langGroup xml:lang="en"><termGroup><term>justice minister</term></termGroup></langGroup></entry></body></TBX>"""


MULTITERM = """<?xml version="1.0" encoding="UTF-8"?><mtf><conceptGrp><concept>1</concept>
<languageGrp><language lang="FR" type="French"/><termGrp><term>garde des Sceaux</term></termGrp></languageGrp>
<languageGrp><language lang="EN" type="English"/><termGrp><term>justice minister</term></termGrp></languageGrp>
</conceptGrp></mtf>"""


@pytest.mark.parametrize(("text", "also"), [(BASIC, ("minister of justice",)), (THIRD, ()), (MIN, ()), (MULTITERM, ())])
def test_tbx_of_every_edition_gives_its_terms(tmp_path, text, also):
    assert load(tmp_path, text, "terms.tbx", source="fr") == (Term("garde des Sceaux", "justice minister", also),)


def test_tbx_gives_the_requested_language(tmp_path):
    assert load(tmp_path, BASIC, "terms.tbx", target="de", source="fr") == (Term("garde des Sceaux", "Justizminister"),)
    with pytest.raises(UsageError, match="its languages are: en, de, fr"):
        load(tmp_path, BASIC, "terms.tbx", target="es")


def test_tbx_in_utf16_is_read(tmp_path):
    data = THIRD.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16")
    assert load(tmp_path, data, "terms.tbx") == (SCEAUX,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (BASIC.replace("</body>", ""), "its XML is broken"),
        ("<?xml version='1.0'?><xliff/>", "XML of another kind than TBX"),
        ('<!DOCTYPE tbx [<!ENTITY a "b">]><tbx><term>&a;</term></tbx>', "declares entities"),
    ],
)
def test_a_tbx_file_that_cannot_be_trusted_is_refused_in_words(tmp_path, text, problem):
    with pytest.raises(UsageError, match=problem):
        load(tmp_path, text, "terms.tbx")


def test_a_term_changes_its_line_and_leaves_the_rest_as_it_was():
    text = 'term;target\n# ours;ours\nmaire;mayor\n\n"a;b";c\n'
    assert with_term(text, "maire", "Mayor") == (text.replace("mayor", "Mayor"), "mayor")
    assert with_term(text, "marin", "sailor") == (text + "marin;sailor\n", None)
    assert with_term(text, "a;b", None) == (text.removesuffix('"a;b";c\n'), "c")
    assert with_term("x,y", "Lyon", "Lyon") == ("x,y\nLyon,,keep\n", None)
    assert with_term("", "un\tdeux", "a b") == ("un deux\ta b\n", None)


IATE = "E_ID|E_DOMAINS|L_CODE|T_TERM|T_TYPE|T_EVALUATION\n"


def test_a_table_with_one_term_a_row_is_read_by_its_entries_and_languages(tmp_path):
    rows = (
        "7|LAW; FINANCE|en|keeper of the seals|Term|Deprecated\n"
        "7|LAW; FINANCE|en|minister of justice|Term|\n"
        "7|LAW; FINANCE|fr|garde des Sceaux|Term|\n"
        "7|LAW; FINANCE|en|justice minister|Term|Preferred\n"
        "8||fr|préfet|Term|\n8||de|Präfekt|Term|\n"
    )
    assert load(tmp_path, IATE + rows) == (Term("garde des Sceaux", "justice minister", ("minister of justice",)),)
    assert load(tmp_path, IATE + rows, source="fr", target="de") == (Term("préfet", "Präfekt"),)
    assert load(tmp_path, (IATE + rows.replace("; FINANCE", "")).replace("|", ","))[0].target == "justice minister"


@pytest.mark.parametrize(
    "text",
    [
        '"garde des Sceaux","justice minister","ministre; jamais keeper, ni seals"\n',
        '"French (France)","French (France)_Definition","English (United Kingdom)"\n"garde des Sceaux","x","justice minister"\n',
        '"English (United States)","English (United States)_Status","French (France)"\n"justice minister","ok","garde des Sceaux"\n',
        "Glossaire de la rédaction;;\nFrançais;Anglais;Remarque\ngarde des Sceaux;justice minister;\n",
    ],
)
def test_columns_of_other_programs_and_titles_above_them_are_known(tmp_path, text):
    assert load(tmp_path, text) == (SCEAUX,)


def test_a_term_in_decomposed_letters_is_found(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text("pre\u0301fet;prefect\n", encoding="utf-8")
    [term] = Glossary.load(path).find("Le préfet a parlé.")
    assert term == Term("préfet", "prefect")


@pytest.mark.parametrize(
    "text",
    [
        "maire | mairesse;mayor\n",
        "Deutsch;Français;English\nBürgermeister;maire;mayor\nBürgermeisterin;mairesse;mayor\n",
        "Terme EN;Terme FR\nmayor;maire\nmayor;mairesse\n",
    ],
)
def test_terms_are_found_beside_other_languages_and_other_forms(tmp_path, text):
    terms = load(tmp_path, text, source="fr", target="en")
    assert {(term.source, term.target) for term in terms} == {("maire", "mayor"), ("mairesse", "mayor")}


def test_of_thousands_of_translations_of_a_term_some_are_kept(tmp_path):
    def section(language, word):
        terms = "".join(f"<tig><term>{word} {number}</term></tig>" for number in range(300))
        return f"<langSet xml:lang='{language}'>{terms}</langSet>"

    text = f"<martif><text><body><termEntry>{section('fr', 'mot')}{section('en', 'word')}</termEntry></body></text></martif>"
    terms = load(tmp_path, text, "terms.tbx")
    assert len(terms) == 300
    assert {(term.target, len(term.also)) for term in terms} == {("word 0", 49)}


def test_of_more_translations_than_are_accepted_it_is_said_how_many_are_not(tmp_path):
    def entry(terms: int) -> str:
        texts = "".join(f"<termSec><term>council {number}</term></termSec>" for number in range(terms))
        french = f'<langSec xml:lang="fr"><termSec><term>conseil {terms}</term></termSec></langSec>'
        return f'<conceptEntry>{french}<langSec xml:lang="en">{texts}</langSec></conceptEntry>'

    def said(*sizes: int):
        path = tmp_path / "terms.tbx"
        entries = "".join(map(entry, sizes))
        path.write_text(f'<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body>{entries}</body></text></tbx>')
        return Glossary.load(path).shortened

    assert said(1, 50) is None
    assert said(2, 51, 1234, 1235) == (
        "the glossary has 51 translations of “conseil 51”, of which 50 are accepted (such terms: 3)"
    )


def test_of_more_forms_in_one_cell_than_are_accepted_it_is_said_too(tmp_path):
    (tmp_path / "terms.csv").write_text("conseil," + " | ".join(f"council {number}" for number in range(60)) + "\n")
    assert "has 60 translations of “conseil”" in str(Glossary.load(tmp_path / "terms.csv").shortened)


def test_the_sign_behind_a_stem_is_no_separator(tmp_path):
    assert load(tmp_path, "French;English\npréfectur|e;prefecture\nmaire|édile;mayor\n") == (
        Term("préfecture", "prefecture"),
        Term("maire", "mayor"),
        Term("édile", "mayor"),
    )


def test_regions_of_a_language_are_one_language_in_tbx(tmp_path):
    section = '<langSet xml:lang="{}"><tig><term>{}</term></tig></langSet>'.format
    entry = (
        section("fr-FR", "bouteille")
        + section("fr-CA", "flacon")
        + section("en-GB", "jar")
        + section("en-US", "bottle")
    )
    text = f"<martif><text><body><termEntry>{entry}</termEntry></body></text></martif>"
    assert load(tmp_path, text, "terms.tbx") == (
        Term("bouteille", "jar", ("bottle",)),
        Term("flacon", "jar", ("bottle",)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff\n" + MULTITERM,
        MULTITERM.replace(' lang="FR"', "").replace(' lang="EN"', ""),
        BASIC.replace("termEntry", "TERMENTRY")
        .replace("langSet", "LANGSET")
        .replace("<text>", f"<!--{'x' * 5000}--><text>"),
    ],
)
def test_tbx_with_blank_lines_names_of_languages_or_capitals_is_read(tmp_path, text):
    assert load(tmp_path, text, "terms.tbx")[0].target == "justice minister"
