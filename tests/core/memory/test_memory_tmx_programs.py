"""TMX files as OmegaT, Trados and others write them can be imported and used."""

import pytest
from tmx_files import read, tmx, unit

from core.memory.exchange import import_tmx
from core.memory.store import Memory
from core.memory.tmx import _CHUNK

FR_EN, EN_FR = ("fr", "en"), ("en", "fr")
ALTERNATIVE = '<prop type="file">x.txt</prop><prop type="id">12</prop>'


@pytest.fixture
def memory(tmp_path):
    with Memory(tmp_path / "memory.db") as memory:
        yield memory


def taken(memory, tmp_path, text, target="en", encoding="utf-8") -> int:
    file = tmp_path / "in.tmx"
    file.write_bytes(text.encode(encoding))
    return import_tmx(memory, file, target)


def known(memory, source, pair=FR_EN):
    [found] = memory.look_up("base", pair, [source])
    return found and found.translation


def several(*variants: tuple[str, str], before: str = "") -> str:
    texts = "".join(f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>' for code, text in variants)
    return f"<tu>{before}{texts}</tu>"


@pytest.mark.parametrize(("french", "english"), [("fra", "eng"), ("fre", "ENG"), ("FRA-FR", "eng-US"), ("fr", "en")])
def test_codes_of_three_letters_are_those_of_two(memory, tmp_path, french, english):
    body = unit("Le maire part.", "The mayor leaves.", source_language=french, target_language=english)
    assert taken(memory, tmp_path, tmx(body, f'srclang="{french}"')) == 1
    assert known(memory, "Le maire part.") == "The mayor leaves."


@pytest.mark.parametrize(
    ("french", "english"),
    [("French", "English"), ("FRENCH (FRANCE)", "English (U.S.)"), ("français", "anglais"), ("French_Canada", "en")],
)
def test_languages_that_are_given_in_words_are_recognised(memory, tmp_path, french, english):
    body = unit("Le maire part.", "The mayor leaves.", source_language=french, target_language=english)
    assert taken(memory, tmp_path, tmx(body, f'srclang="{french}"')) == 1
    assert known(memory, "Le maire part.") == "The mayor leaves."


def test_a_language_without_a_code_of_two_letters_keeps_its_own(tmp_path):
    [found] = read(tmp_path, tmx(unit(source_language="haw"), 'srclang="haw"'))
    assert found.source_language == "haw"


@pytest.mark.parametrize("srclang", ["en", "EN-US", "eng", "*all*"])
def test_a_memory_from_english_serves_those_who_read_french(memory, tmp_path, srclang):
    body = several(("en", "The mayor leaves."), ("ar", "غادر"), ("fr", "Le maire part."), ("de", "Er geht."))
    count = taken(memory, tmp_path, tmx(body, f'srclang="{srclang}"'))
    assert count == (3 if srclang != "*all*" else 12)
    assert known(memory, "Le maire part.") == "The mayor leaves."
    assert known(memory, "Er geht.", ("de", "en")) == "The mayor leaves."
    assert known(memory, "The mayor leaves.", EN_FR) == "Le maire part."


def test_what_a_person_translated_goes_before_a_reversed_unit(memory, tmp_path):
    memory.correct(FR_EN, "Oui.", "Aye.")
    body = unit("Yes.", "Oui.", source_language="en", target_language="fr") + unit(
        "Yes, indeed.", "Oui.", source_language="en", target_language="fr"
    )
    taken(memory, tmp_path, tmx(body, 'srclang="en"'))
    assert known(memory, "Oui.") == "Aye."
    body += unit("Oui.", "Yeah.", attributes='srclang="fr"')
    taken(memory, tmp_path, tmx(body, 'srclang="en"'))
    assert known(memory, "Oui.") == "Yeah."


def test_translations_into_french_are_not_reversed(memory, tmp_path):
    taken(
        memory,
        tmp_path,
        tmx(unit("Yes.", "Oui.", source_language="en", target_language="fr"), 'srclang="en"'),
        target="fr",
    )
    assert memory.stats().corrections == 1


def test_french_of_two_countries_is_two_sources(memory, tmp_path):
    body = several(
        ("fr-FR", "Il a un courriel."), ("fr-CA", "Il a un pourriel."), ("en-GB", "Mail."), ("en-US", "Email.")
    )
    assert taken(memory, tmp_path, tmx(body, 'srclang="fr-FR"')) == 2
    assert known(memory, "Il a un courriel.") == known(memory, "Il a un pourriel.") == "Mail."


@pytest.mark.parametrize("first", [True, False])
def test_an_alternative_for_one_place_does_not_replace_the_translation(memory, tmp_path, first):
    usual = several(("fr-FR", "Oui."), ("en-GB", "Yes."))
    there = several(("fr-FR", "Oui."), ("en-GB", "Aye."), before=ALTERNATIVE)
    assert taken(memory, tmp_path, tmx(there + usual if first else usual + there)) == 1
    assert known(memory, "Oui.") == "Yes."


def test_an_alternative_is_used_where_there_is_nothing_else(memory, tmp_path):
    taken(memory, tmp_path, tmx(several(("fr", "Oui."), ("en", "Aye."), before=ALTERNATIVE)))
    assert known(memory, "Oui.") == "Aye."


@pytest.mark.parametrize("reference", ["&#x1F;", "&#31;", "&#x0;", "&#xFFFF;", "&#xD800;"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_character_that_xml_forbids_is_left_out(memory, tmp_path, reference, encoding):
    declaration = f'<?xml version="1.0" encoding="{encoding[:6]}"?>'
    body = unit(f"Le maire{reference} part.", f"The mayor{reference} leaves.&#233;")
    taken(memory, tmp_path, tmx(body, declaration=declaration), encoding=encoding)
    assert known(memory, "Le maire part.") == "The mayor leaves.é"


@pytest.mark.parametrize("shift", range(12))
def test_a_reference_may_lie_over_two_pieces_of_the_file(tmp_path, shift):
    head = tmx("").partition("<body>")[0] + "<body>"
    space = " " * (_CHUNK - len(head.encode()) - len('<tu ><tuv xml:lang="fr"><seg>') - shift)
    text = head + space + unit("&#x1F;&#233;té", "summer") + "</body></tmx>"
    assert [entry.source for entry in read(tmp_path, text)] == ["été"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Le R&D part.", "Le R&D part."),
        ("Le maire&nbsp;part &inconnu;.", "Le maire\u00a0part &inconnu;."),
        ("Le\x0bmaire\x01 part.", "Le\nmaire part."),
        ("<![CDATA[Le R&D &amp; <b>part]]> &amp; va.", "Le R&D &amp; <b>part & va."),
    ],
)
def test_what_xml_has_no_place_for_refuses_no_memory(tmp_path, written, read_as):
    [found] = read(tmp_path, "\n" + tmx(unit(written)))
    assert found.source == read_as


def test_damaged_bytes_are_guessed_or_replaced_and_reported(memory, tmp_path):
    file = tmp_path / "damaged.tmx"
    text = tmx(unit("Le préfet a été élu.", "He was elected.") + unit("Oui.", "Yes."))
    file.write_bytes(text.encode().replace("é".encode(), b"\xe9", 1).replace(b"Yes", b"Ye\xff"))
    notes = []
    assert import_tmx(memory, file, report=notes.append) == 2
    assert known(memory, "Le préfet a été élu.") == "He was elected."
    assert notes == ["damaged bytes in this utf-8 text: 1 guessed, 1 replaced by �"]


def test_elements_and_attributes_may_be_in_capitals(memory, tmp_path):
    text = (
        '<?xml version="1.0"?><TMX VERSION="1.1"><HEADER SRCLANG="FR"/><BODY><TU><TUV LANG="EN"><SEG>The mayor leaves.'
        '</SEG></TUV><TUV LANG="FR"><SEG>Le maire part.</SEG></TUV></TU></BODY></TMX>'
    )
    assert taken(memory, tmp_path, text) == 1
    assert known(memory, "Le maire part.") == "The mayor leaves."


def test_an_alternative_for_one_place_replaces_nothing_that_the_memory_has(memory, tmp_path):
    taken(memory, tmp_path, tmx(unit("Oui.", "Yes.")))
    taken(memory, tmp_path, tmx(several(("fr", "Oui."), ("en", "Aye."), before=ALTERNATIVE)))
    assert known(memory, "Oui.") == "Yes."


@pytest.mark.parametrize(("stored", "wanted"), [("L’été d’hier.", "L'été d'hier."), ("L'été d'hier.", "L’été d’hier.")])
def test_a_source_is_found_whatever_form_its_apostrophes_have(memory, tmp_path, stored, wanted):
    taken(memory, tmp_path, tmx(unit(stored, "Summer.")))
    assert known(memory, wanted) == known(memory, stored) == "Summer."


def test_a_character_by_its_number_may_have_a_capital_x(memory, tmp_path):
    assert taken(memory, tmp_path, tmx(unit("La d&#XE9;mission.", "The resignation."))) == 1
    assert known(memory, "La démission.") == "The resignation."
