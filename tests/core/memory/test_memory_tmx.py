"""TMX files from all kinds of programs, and from attackers."""

import tracemalloc
import xml.etree.ElementTree as ET  # our own output
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tmx_files import read, tmx, unit

from core.errors import InputError, OutputError
from core.lang import language_code
from core.memory import Remembered, TranslationUnit
from core.memory.exchange import export_tmx, import_tmx, write_tmx
from core.memory.store import Memory
from core.memory.tmx import MAX_TEXT, read_tmx, tmx_lines

FR_EN = ("fr", "en")


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r")
)
codes = st.sampled_from(["fr", "en", "de", "es"])


@given(
    st.lists(
        st.builds(TranslationUnit, codes, codes, texts, texts).filter(lambda u: u.source_language != u.target_language),
        max_size=10,
    )
)
def test_what_is_written_is_read_back(tmp_path_factory, units):
    file = tmp_path_factory.mktemp("tmx") / "file.tmx"
    assert write_tmx(file, units) == len(units)
    assert list(read_tmx(file)) == units


@given(st.text(st.characters()))
def test_whatever_the_text_the_file_is_well_formed(text):
    ET.fromstring("".join(tmx_lines([TranslationUnit("fr", "en", text, text)], "fr")).encode())  # noqa: S314


def test_the_same_units_give_the_same_bytes(tmp_path):
    units = [
        TranslationUnit("fr", "en", "Il a dit : « A & B < C ».", "He said “A & B < C”."),
        TranslationUnit("es", "en", "Hola", "Hi", "model"),
    ]
    for name in ("a", "b"):
        write_tmx(tmp_path / name, units)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b"]


def test_a_file_that_cannot_be_written_leaves_nothing_and_keeps_the_old_one(tmp_path):
    file = tmp_path / "file.tmx"
    file.write_text("old")

    def units():
        yield TranslationUnit("fr", "en", "a", "b")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        write_tmx(file, units())
    with pytest.raises(OutputError):
        write_tmx(tmp_path / "nowhere" / "file.tmx", [])
    with pytest.raises(OutputError, match="folder"):
        write_tmx(tmp_path, [])
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file.tmx", "old")]


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("fr-FR", "fr"),
        ("FR", "fr"),
        ("en_GB", "en"),
        (" fra ", "fr"),
        ("zh-Hans-CN", "zh"),
        ("", None),
        ("*all*", None),
        (None, None),
    ],
)
def test_language_tags_of_every_form_become_codes(tag, code):
    assert language_code(tag) == code


@pytest.mark.parametrize(
    "text",
    [
        tmx(unit()),
        tmx(unit(), doctype=""),
        tmx(unit(), doctype='<!DOCTYPE tmx SYSTEM "http://localhost:9/tmx14.dtd">'),
        tmx(
            unit(),
            doctype='<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN" "tmx14.dtd">',
        ),
        tmx(unit(), doctype="<!DOCTYPE tmx [<!ELEMENT tmx (header, body)>]>"),
        tmx(unit(source_language="FR-FR", target_language="EN-US"), header='srclang="fr-fr"'),
        tmx(unit(attribute="lang")),
        tmx(unit(attributes='srclang="fr"'), header='srclang="*all*"'),
        tmx(unit(attributes='srclang="FR"'), header='srclang="en"'),
        tmx(unit(), header=""),
        tmx(unit(), header='srclang="ru"'),
        tmx(f'<tu><note>x</note><prop type="y">z</prop>{unit()[4:]}'),
        tmx(unit(), header='srclang="fr"><prop type="a">b</prop></header><note').replace("<note/>", ""),
        tmx(unit("<![CDATA[Bonjour.]]>")),
        tmx(unit("<!-- x -->Bonjour.")),
        "\ufeff" + tmx(unit()),
    ],
)
def test_a_unit_is_read_however_programs_write_it(tmp_path, text):
    assert read(tmp_path, text) == [TranslationUnit("fr", "en", "Bonjour.", "Hello.")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_a_file_is_read_in_the_encoding_that_it_declares(tmp_path, encoding):
    name = "UTF-16" if encoding.startswith("utf-16") else encoding
    text = tmx(unit("L'été à Besançon."), declaration=f'<?xml version="1.0" encoding="{name}"?>')
    mark = b"" if encoding == "utf-16" else {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert read(tmp_path, mark + text.encode(encoding))[0].source == "L'été à Besançon."


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ("Le <bpt i='1'>&lt;b&gt;</bpt>chat<ept i='1'>&lt;/b&gt;</ept> dort.", "Le chat dort."),
        ("Voir <ph x='1'>{0}</ph>page <it pos='begin'>x</it>3.", "Voir page 3."),
        ("Le <hi>chat <hi>noir</hi></hi> dort.", "Le chat noir dort."),
        ("a<ph>x<sub>note</sub>y</ph>b<ut>z</ut>c", "abc"),
        ("caf&eacute; &amp; th&#233; &#x41;", "café & thé A"),
    ],
)
def test_formatting_is_reduced_to_text(tmp_path, segment, text):
    assert read(tmp_path, tmx(unit(segment)))[0].source == text


def test_either_language_may_be_translated_from_where_the_file_says_so(tmp_path):
    assert read(tmp_path, tmx(unit(), header='srclang="*all*"')) == [
        TranslationUnit("fr", "en", "Bonjour.", "Hello."),
        TranslationUnit("en", "fr", "Hello.", "Bonjour."),
    ]


def test_units_of_three_languages_and_of_one(tmp_path):
    third = unit()[:-5] + '<tuv xml:lang="de"><seg>Hallo.</seg></tuv></tu>'
    alone = '<tu><tuv xml:lang="fr"><seg>Seul.</seg></tuv></tu><tu/>'
    same = unit(target_language="fr-CA")
    assert read(tmp_path, tmx(third + alone + same)) == [
        TranslationUnit("fr", "en", "Bonjour.", "Hello."),
        TranslationUnit("fr", "de", "Bonjour.", "Hallo."),
    ]


def test_a_segment_too_long_for_a_sentence_is_left_out(tmp_path):
    assert len(read(tmp_path, tmx(unit("x" * (MAX_TEXT + 1)) + unit()))) == 1


BILLION = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (tmx(unit("&i;"), doctype=BILLION + "]>"), "entities"),
        (tmx(unit("&x;"), doctype='<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "entities"),
        (tmx(unit(), doctype='<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://localhost:9/x"> %p;]>'), "entities"),
        ("<html><body>no</body></html>", "not a TMX file"),
        ("plain text", "not a whole TMX file"),
        ("", "not a whole TMX file"),
        (tmx(unit())[:-30], "not a whole TMX file"),
        (b"\x00\x01\x02", "not a whole TMX file"),
        ("<tmx>" + "<a>" * 100_000, "within each other"),
        ("<tmx a='" + "x" * 10_000_000, "too large"),
        ("<\x1b[31m/>", "not a whole TMX file"),
    ],
)
def test_harmful_and_broken_files_are_refused_in_one_line(tmp_path, text, message):
    with pytest.raises(InputError, match=message) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "file.tmx"))
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("cut", [len("</tu></body></tmx>"), len("</body></tmx>"), len("/tmx>"), 2, 60])
def test_of_a_file_that_is_cut_off_the_whole_units_are_read_and_a_note_says_so(tmp_path, cut):
    file, skipped = tmp_path / "file.tmx", []
    file.write_text(tmx(unit() + unit("Le préfet a parlé.", "The prefect spoke."))[:-cut], "utf-8")
    found = [entry.source for entry in read_tmx(file, skipped.append)]
    assert found == (["Bonjour."] if cut > len("</body></tmx>") else ["Bonjour.", "Le préfet a parlé."])
    assert [str(note) for note in skipped] == ["this file is cut off: only what stands before the cut was taken"]


def test_markup_that_is_broken_in_the_middle_is_refused(tmp_path):
    with pytest.raises(InputError, match="not a whole TMX file"):
        read(tmp_path, tmx(unit() + "</tu>" + unit()))


def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path):
    for file in (tmp_path / "none.tmx", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            list(read_tmx(file))


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path):
    file = tmp_path / "large.tmx"
    write_tmx(file, (TranslationUnit("fr", "en", f"Phrase {n} " * 10, f"Sentence {n} " * 10) for n in range(10_000)))
    assert file.stat().st_size > 2_000_000
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_tmx(file)) == 10_000
        assert tracemalloc.get_traced_memory()[1] < 1_500_000
    finally:
        tracemalloc.stop()


@pytest.fixture
def memory(tmp_path):
    with Memory(tmp_path / "memory.db") as memory:
        yield memory


def import_text(memory, tmp_path, text):
    file = tmp_path / "in.tmx"
    file.write_text(text, encoding="utf-8")
    return import_tmx(memory, file)


def test_what_is_imported_goes_before_the_model(memory, tmp_path):
    memory.store("base", FR_EN, [("Bonjour.", Remembered("Good day.", -0.1))])
    assert import_text(memory, tmp_path, tmx(unit("  Bonjour.\n", "Hel\u200blo\u202e\n there."))) == 1
    assert memory.look_up("base", FR_EN, ["Bonjour."]) == [Remembered("Hello there.", origin="memory")]


def test_the_last_of_two_translations_of_a_sentence_counts(memory, tmp_path):
    assert import_text(memory, tmp_path, tmx(unit(translation="One") + unit(translation="Two"))) == 1
    assert import_text(memory, tmp_path, tmx(unit(translation="Three"))) == 1
    assert memory.look_up("base", FR_EN, ["Bonjour."])[0].translation == "Three"


@pytest.mark.parametrize("text", [tmx(unit())[:-20], tmx(unit() * 5000 + "</tu>"), tmx(""), tmx(unit("", ""))])
def test_a_broken_or_empty_file_changes_nothing(memory, tmp_path, text):
    with pytest.raises(InputError):
        import_text(memory, tmp_path, text)
    assert memory.stats().corrections == 0


def test_export_and_import_carry_corrections_to_another_machine(memory, tmp_path):
    memory.store("base", FR_EN, [("Le modèle.", Remembered("The model.", -0.1)), ("Corrigé.", Remembered("x", -0.1))])
    memory.correct(FR_EN, "Corrigé.", "Corrected & “right”.")
    memory.correct(("es", "en"), "Hola.", "Hi.")
    file = tmp_path / "out.tmx"
    assert export_tmx(memory, file) == 2
    assert export_tmx(memory, tmp_path / "all.tmx", model=True) == 3
    assert export_tmx(memory, tmp_path / "fr.tmx", source="fr") == 1
    assert 'srclang="fr"' in Path(tmp_path / "fr.tmx").read_text(encoding="utf-8")
    assert export_tmx(memory, tmp_path / "de.tmx", target="de") == 0
    with Memory(tmp_path / "other.db") as other:
        assert import_tmx(other, file) == 2
        assert list(other.units()) == list(memory.units())
        assert export_tmx(other, tmp_path / "again.tmx") == 2
    assert (tmp_path / "again.tmx").read_bytes() == file.read_bytes()
