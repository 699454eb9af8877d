"""Packs of Firefox Translations, of the true layout and random weights: checked, exported, imported, removed."""

import io
import json
import os
import shutil
import signal
import struct
import sys
import tarfile
import threading
from dataclasses import replace

import pytest
from archives import argosmodel, snapshot
from random_firefox import WORDS, build_files, build_firefox_pack, build_shortlist, size_of, train_vocabulary
from random_pack import build_random_pack

from core.doctor import examine
from core.errors import Cancelled, PackError, PackMissing
from core.pack_source import PackSource
from core.packs import Monitor
from core.packs.archive import export_pack, unpack_tar
from core.packs.firefox import DeadError, FirefoxProcess, check_sense, check_spelling, runs_here, shortlist_checksum
from core.packs.install import install_file
from core.packs.metadata import FIREFOX_MODEL, FIREFOX_SHORTLIST, FIREFOX_VOCABULARIES, BadPackError, firefox_files
from core.packs.pack import digest_of, sha256_of
from core.packs.store import PackStore
from core.settings import Settings, TranslationSettings
from tui.options import TranslationOptions

pytestmark = pytest.mark.skipif(not runs_here(), reason="fxtranslate has no wheel for this machine")


@pytest.fixture
def folder(tmp_path):
    return build_firefox_pack(tmp_path / "made" / "translate-es_en-firefox-1.0")


@pytest.mark.parametrize("split", [False, True])
def test_a_pack_goes_through_a_file_to_another_machine(places, tmp_path, split):
    built = build_firefox_pack(tmp_path / "made" / "x", split=split)
    pack = install_file(argosmodel(built, tmp_path / "x.argosmodel"), places)
    assert pack.engine == "firefox"
    assert (pack.name, pack.provider) == ("translate-es_en-file-1.0", "depeche")
    assert PackStore(places).find("es", "en") == pack
    assert PackStore(places).verify(pack) == []
    export_pack(pack, tmp_path / "out.argosmodel")
    other = type(places)(tmp_path / "other")
    again = install_file(tmp_path / "out.argosmodel", other)
    assert again.digest() == pack.digest()
    assert snapshot(again.path) == snapshot(pack.path)
    assert PackStore(other).remove("es-en") == again
    assert PackStore(other).installed() == []


def test_a_byte_that_changed_since_is_found(places, folder, tmp_path):
    pack = install_file(argosmodel(folder, tmp_path / "x.argosmodel"), places)
    for name in (FIREFOX_MODEL, FIREFOX_SHORTLIST, FIREFOX_VOCABULARIES[0]):
        data = bytearray((pack.path / name).read_bytes())
        data[len(data) // 2] ^= 1
        (pack.path / name).write_bytes(data)
        assert any(name in problem for problem in PackStore(places).verify(pack))
    with pytest.raises(PackMissing):
        pack.check()


def changed(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


SPOILT = {
    "another pair's vocabulary": {FIREFOX_VOCABULARIES[0]: train_vocabulary(88)},
    "no vocabulary at all": {FIREFOX_VOCABULARIES[0]: b"no vocabulary"},
    "a model that was cut": {FIREFOX_MODEL: build_files()[FIREFOX_MODEL][:-1]},
    "a model of nothing": {FIREFOX_MODEL: b""},
    "a model of another kind": {FIREFOX_MODEL: struct.pack("<QQ", 2, 1) + bytes(500)},
    "a shortlist that was cut": {FIREFOX_SHORTLIST: build_shortlist((96, 96))[:-4]},
    "a shortlist of other words": {FIREFOX_SHORTLIST: build_shortlist((88, 96))},
    "a shortlist of words there are not": {FIREFOX_SHORTLIST: build_shortlist((96, 960))},
    "a shortlist that thinks of more words than there are": {FIREFOX_SHORTLIST: build_shortlist((96, 96), first=97)},
    "a shortlist of which a byte is another": {FIREFOX_SHORTLIST: changed(build_shortlist((96, 96)), -9)},
    "a shortlist whose checksum is another": {FIREFOX_SHORTLIST: changed(build_shortlist((96, 96)), 8)},
    "a shortlist that is none": {FIREFOX_SHORTLIST: bytes(5000)},
}


def test_the_checksum_of_a_shortlist_is_that_of_marians_files():
    """Computed by hand: two words, then four bytes that are not part of it."""
    word = 0x9E3779B9 + 1
    two = word ^ ((2 + 0x9E3779B9 + (word << 6) + (word >> 2)) % 2**64)
    assert shortlist_checksum(bytes(16) + struct.pack("<QQI", 1, 2, 7)) == two


@pytest.mark.parametrize("what", SPOILT)
def test_files_that_do_not_fit_each_other_are_refused_and_the_old_pack_stays(places, folder, tmp_path, what):
    install_file(argosmodel(folder, tmp_path / "x.argosmodel"), places)
    before = snapshot(places.packs)
    for name, data in SPOILT[what].items():
        (folder / name).write_bytes(data)
    with pytest.raises(BadPackError):
        check_sense(folder, firefox_files(folder))
    with pytest.raises(PackError):
        install_file(argosmodel(folder, tmp_path / "bad.argosmodel"), places)
    assert snapshot(places.packs) == before


def test_a_vocabulary_of_another_script_is_noticed_though_it_has_as_many_pieces(places, tmp_path):
    russian = train_vocabulary(text=f"{WORDS} президент прибыл в париж в понедельник")
    assert size_of(russian) == size_of(train_vocabulary())
    built = build_firefox_pack(tmp_path / "made" / "x", source="ru")
    with pytest.raises(PackError, match=r"vocab.spm cannot spell “ru”"):
        install_file(argosmodel(built, tmp_path / "swapped.argosmodel"), places)
    (built / FIREFOX_VOCABULARIES[0]).write_bytes(russian)
    pack = install_file(argosmodel(built, tmp_path / "right.argosmodel"), places)
    assert PackStore(places).verify(pack) == []


def test_what_lacks_a_file_is_no_pack(folder):
    for name in (FIREFOX_MODEL, FIREFOX_VOCABULARIES[0]):
        content = (folder / name).read_bytes()
        (folder / name).unlink()
        with pytest.raises(BadPackError, match=r"no model|no vocabulary"):
            firefox_files(folder)
        (folder / name).write_bytes(content)
    (folder / FIREFOX_SHORTLIST).unlink()
    assert firefox_files(folder).shortlist is None


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("model/other.intgemm.alphas.bin", "more than one model (*.alphas.bin)"),
        ("model/lex.other.bin", "more than one shortlist (lex.*.bin)"),
        ("model/other.spm", "no vocabulary (vocab.*.spm, or srcvocab.*.spm and trgvocab.*.spm)"),
    ],
)
def test_a_model_with_a_file_twice_is_not_guessed_at(folder, more, reason):
    (folder / more).write_bytes(b"x")
    with pytest.raises(BadPackError) as caught:
        firefox_files(folder)
    assert str(caught.value) == reason


@pytest.mark.parametrize("lost", FIREFOX_VOCABULARIES[1:])
def test_of_two_vocabularies_each_is_needed(tmp_path, lost):
    folder = build_firefox_pack(tmp_path / "split", split=True)
    (folder / "model" / "other.spm").write_bytes(b"x")
    assert firefox_files(folder).source_vocabulary == FIREFOX_VOCABULARIES[1]
    assert firefox_files(folder).target_vocabulary == FIREFOX_VOCABULARIES[2]
    (folder / lost).unlink()
    with pytest.raises(BadPackError, match="no vocabulary"):
        firefox_files(folder)


@pytest.mark.parametrize(
    ("about", "title", "version"),
    [
        ({}, "Spanish → English", "2"),
        ({"src": None}, "es → English", "2"),
        ({"trg": ""}, "Spanish → en", "2"),
        ({"version": None}, "Spanish → English", "0"),
        ({"srcTags": {"es": "", "ca": ""}}, None, None),
        ({"srcTags": {}}, None, None),
        ({"srcTags": ["es"]}, None, None),
        ({"trgTag": None}, None, None),
    ],
)
def test_a_model_of_translatelocally_is_called_as_it_says_and_has_one_source_language(
    others, folder, about, title, version
):
    place = their_names(folder, others.other_packs[0][1] / "esen.tiny")
    known = json.loads((place / "model_info.json").read_text("utf-8")) | about
    (place / "model_info.json").write_text(json.dumps(known), encoding="utf-8")
    assert [(pack.title, pack.version) for pack in PackStore(others).installed()] == (
        [(title, version)] if title else []
    )
    assert len(PackStore(others).faults()) == (title is None)


def test_the_same_files_are_the_same_pack_whatever_they_are_called(places, folder, tmp_path):
    ours = install_file(argosmodel(folder, tmp_path / "x.argosmodel"), places)
    theirs = places.argos_packs[0] / "es-en"
    theirs.mkdir(parents=True)
    for name, as_ in ((FIREFOX_MODEL, "model.esen.intgemm.alphas.bin"), (FIREFOX_SHORTLIST, "lex.50.50.esen.s2t.bin")):
        shutil.copy(folder / name, theirs / as_)
    shutil.copy(folder / FIREFOX_VOCABULARIES[0], theirs / "vocab.esen.spm")
    [found] = [pack for pack in PackStore(places).installed() if pack.name == "es-en"]
    assert (found.source, found.target, found.engine) == ("es", "en", "firefox")
    assert found.digest() == ours.digest()


def test_a_model_of_a_language_without_a_test_sentence_is_installed(places, tmp_path):
    maltese = build_firefox_pack(tmp_path / "made" / "x", source="mt")
    assert install_file(argosmodel(maltese, tmp_path / "x.argosmodel"), places).pair == "mt-en"


@pytest.mark.parametrize("name", [FIREFOX_MODEL, FIREFOX_SHORTLIST, FIREFOX_VOCABULARIES[0]])
def test_a_pack_is_another_where_any_of_its_files_is_another(folder, name):
    digests = {path: sha256_of(folder / path) for path in firefox_files(folder).roles.values()}
    assert digest_of(folder, digests | {name: "0" * 64}) != digest_of(folder, digests)


def test_of_several_packs_for_a_pair_the_named_one_is_taken(places, folder, tmp_path):
    ours = install_file(argosmodel(folder, tmp_path / "x.argosmodel"), places)
    theirs = build_random_pack(places.argos_packs[0] / "translate-es_en-1.9", source="es")
    packs = PackSource(Settings(places))
    assert packs.find("es", "en") == ours
    for prefer, taken in (
        ("argos", theirs.name),
        ("firefox", ours.name),
        ("opus, argos", theirs.name),
        (theirs.name, theirs.name),
        ("none of these", ours.name),
    ):
        settings = Settings(places, translation=TranslationSettings(packs=prefer))
        assert PackSource(settings).find("es", "en").name == taken
    settings = Settings(places, translation=TranslationSettings(packs="argos"))
    assert PackSource(settings).offer("de", "en").entry.kind == "argos"
    assert PackSource(Settings(places)).offer("de", "en").entry.kind == "firefox"


def test_no_other_pack_translates_from_a_language_for_which_the_user_named_one(places, folder, tmp_path):
    ours = install_file(argosmodel(folder, tmp_path / "x.argosmodel"), places)
    options = [
        TranslationOptions(source=f"es:{name}").over(TranslationSettings()) for name in ("firefox", "argos", "mistyped")
    ]
    found, to_fetch, unknown = (PackSource(Settings(places, offline=True, translation=chosen)) for chosen in options)
    assert found.find("es", "en") == ours
    assert to_fetch.find("es", "en") is None
    assert to_fetch.offer("es", "en").entry.kind == "argos"
    assert unknown.offer("es", "en") is None
    with pytest.raises(PackMissing, match="no pack for this pair is called mistyped"):
        unknown.installed("es", "en")
    assert unknown.offer("de", "en"), "the choice is for Spanish alone"


def test_the_option_names_a_pack_after_the_language():
    options = TranslationOptions(source="es:firefox")
    chosen = options.over(TranslationSettings(packs="opus"))
    assert (chosen.source, chosen.packs) == ("es", "firefox")
    assert TranslationOptions(source="es").over(TranslationSettings(packs="opus")).packs == "opus"
    assert TranslationOptions(source=":argos").over(TranslationSettings()).source is None


def their_names(folder, goal, *, info=True):
    """A model as translateLocally and fxtranslate store it."""
    goal.mkdir(parents=True)
    for name, as_ in (
        (FIREFOX_MODEL, "model.intgemm.alphas.bin"),
        (FIREFOX_SHORTLIST, "lex.s2t.bin"),
        (FIREFOX_VOCABULARIES[0], "vocab.esen.spm"),
    ):
        shutil.copy(folder / name, goal / as_)
    if info:
        about = {"modelName": "Spanish-English tiny", "shortName": "es-en-tiny", "type": "tiny", "src": "Spanish"}
        about |= {"trg": "English", "srcTags": {"es": "Spanish"}, "trgTag": "en", "version": 2, "API": 1}
        (goal / "model_info.json").write_text(json.dumps(about), encoding="utf-8")
        (goal / "config.intgemm8bitalpha.yml").write_text("models:\n  - model.intgemm.alphas.bin\n", encoding="utf-8")
    return goal


@pytest.fixture
def others(tmp_path, places):
    """Places with the folders of the two other programs."""
    folders = ("translatelocally", tmp_path / "translateLocally"), ("fxtranslate", tmp_path / "cache" / "models")
    return replace(places, other_packs=folders)


def test_what_others_installed_is_used_as_it_is_and_not_touched(others, folder, tmp_path):
    for program, place in others.other_packs:
        their_names(
            folder, place / "es-en" if program == "fxtranslate" else place / "esen.tiny", info=program[0] == "t"
        )
    (others.other_packs[0][1] / "settings.ini").write_text("x")
    before = snapshot(tmp_path)
    store = PackStore(others)
    found = {pack.provider: pack for pack in store.installed()}
    assert {name: pack.title for name, pack in found.items()} == {
        "translatelocally": "Spanish → English",
        "fxtranslate": "es → en",
    }
    assert len({pack.digest() for pack in found.values()}) == 1
    assert [store.verify(pack) for pack in found.values()] == [[], []]
    for pack in found.values():
        with pytest.raises(PackError, match="remove it there"):
            store.remove(pack.name)
    assert store.find("es", "en") in found.values()
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("program", "name", "about", "pair"),
    [
        ("fxtranslate", "zh-Hans-en", None, ("zh", "en")),
        ("fxtranslate", "en-zh-Hant", None, ("en", "zt")),
        ("translateLocally", "zhen.student.base-1690000000", {"srcTags": {"zh-Hans": "Chinese"}}, ("zh", "en")),
        # From before it named languages by their codes.
        ("translateLocally", "deen.student.tiny11", {"srcTags": None, "shortName": "de-en-tiny"}, ("de", "en")),
        ("translateLocally", "extracting-a1b2c3d", {}, None),
    ],
)
def test_folders_are_found_as_these_programs_have_named_them(others, folder, program, name, about, pair):
    place = dict(others.other_packs)[program.lower()]
    place_of_files = their_names(folder, place / name, info=about is not None)
    (place_of_files / "._vocab.esen.spm").write_bytes(b"what macOS puts beside a file")
    if about is not None:
        known = json.loads((place_of_files / "model_info.json").read_text("utf-8")) | about
        if known["srcTags"] is None:
            del known["srcTags"], known["trgTag"]
        (place_of_files / "model_info.json").write_text(json.dumps(known), encoding="utf-8")
    found = PackStore(others).installed()
    assert [(pack.source, pack.target) for pack in found] == [pair] * (pair is not None)
    assert [pack.problems() for pack in found] == [[]] * len(found)
    assert PackStore(others).faults() == []


def test_broken_ones_of_others_are_named_by_doctor(others, folder):
    translatelocally, fxtranslate = (place for _, place in others.other_packs)
    their_names(folder, fxtranslate / "es-en", info=False)
    (fxtranslate / "es-en" / "vocab.esen.spm").write_bytes(b"no vocabulary")
    their_names(folder, translatelocally / "esen.tiny")
    (translatelocally / "esen.tiny" / "model.intgemm.alphas.bin").unlink()
    findings = [str(finding.text) for finding in examine(Settings(others, offline=True)) if "pack" in finding.subject]
    assert any("vocab.esen.spm is no vocabulary; reinstall it with fxtranslate" in line for line in findings)
    assert any("esen.tiny: no model (*.alphas.bin)" in line for line in findings)


def test_a_pack_of_another_program_is_exported_as_one_of_ours(others, folder, tmp_path):
    their_names(folder, others.other_packs[1][1] / "es-en", info=False)
    [pack] = PackStore(others).installed()
    export_pack(pack, tmp_path / "out.argosmodel")
    ours = install_file(tmp_path / "out.argosmodel", others)
    assert ours.digest() == pack.digest()
    assert (ours.path / FIREFOX_VOCABULARIES[0]).is_file()


def archive_of(folder, file, *, prefix="esen.student.tiny", **members):
    with tarfile.open(file, "w:gz") as archive:
        for path in sorted(folder.iterdir()):
            archive.add(path, f"{prefix}/{path.name}")
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file


def test_an_archive_of_translatelocally_is_imported(places, folder, tmp_path):
    their_folder = their_names(folder, tmp_path / "esen")
    for name in ("vocab.esen.spm", "model.intgemm.alphas.bin"):
        (their_folder / f"._{name}").write_bytes(b"what macOS puts beside a file")
    hostile_names = {"../../escaped.spm.txt": b"x", "/etc/evil": b"y", "a/notes.txt": b"n", "b/notes.txt": b"n"}
    pack = install_file(archive_of(their_folder, tmp_path / "esen.tar.gz", **hostile_names), places)
    assert (pack.name, pack.title, pack.engine) == ("translate-es_en-file-2", "Spanish → English", "firefox")
    assert pack.problems() == []
    assert sorted(path.name for path in tmp_path.rglob("*") if "e" in path.name and "scaped" in path.name) == []


def test_unpacking_an_archive_of_translatelocally_can_be_cancelled(folder, tmp_path):
    archive = archive_of(their_names(folder, tmp_path / "esen"), tmp_path / "esen.tar.gz")
    with pytest.raises(Cancelled):
        unpack_tar(archive, tmp_path / "goal", Monitor("pack", cancelled=lambda: True))


def test_a_folder_of_translatelocally_is_imported_as_its_archive_is(places, folder, tmp_path):
    their_folder = their_names(folder, tmp_path / "esen")
    (their_folder / "._vocab.esen.spm").write_bytes(b"what macOS puts beside a file")
    before = snapshot(their_folder)
    pack = install_file(their_folder, places)
    assert (pack.title, pack.engine, pack.problems()) == ("Spanish → English", "firefox", [])
    assert pack.digest() == install_file(archive_of(their_folder, tmp_path / "esen.tar.gz"), places).digest()
    assert snapshot(their_folder) == before


def test_a_folder_without_a_model_is_refused(places, tmp_path):
    (tmp_path / "notes").mkdir()
    with pytest.raises(PackError, match="not a translation pack"):
        install_file(tmp_path / "notes", places)


def test_archives_that_are_no_model_are_refused(places, folder, tmp_path):
    their_folder = their_names(folder, tmp_path / "esen")
    whole = archive_of(their_folder, tmp_path / "whole.tar.gz")
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(whole.read_bytes()[:-3000])
    twice = archive_of(their_folder, tmp_path / "twice.tar.gz", **{"elsewhere/vocab.esen.spm": b"x"})
    (their_folder / "model_info.json").unlink()
    nothing = archive_of(their_folder, tmp_path / "nothing.tar.gz")
    for file in (cut, twice, nothing):
        with pytest.raises(PackError):
            install_file(file, places)
    assert PackStore(places).installed() == []


def container(*items):
    """A model in Marian's container: items of a name and a shape, without data."""
    data = struct.pack("<QQ", 1, len(items))
    data += b"".join(struct.pack("<4Q", len(name) + 1, 0x404, len(shape), 0) for name, shape in items)
    data += b"".join(name.encode() + b"\0" for name, _ in items)
    return data + b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, shape in items) + struct.pack("<Q", 0)


@pytest.mark.parametrize(("count", "fits"), [(1, True), (5000, True), (5001, False)])
def test_a_model_has_at_most_5000_items(folder, count, fits):
    items = [("Wemb", (96, 64)), *((f"item{number}", ()) for number in range(count - 1))]
    (folder / FIREFOX_MODEL).write_bytes(container(*items))
    if fits:
        check_sense(folder, firefox_files(folder))
    else:
        with pytest.raises(BadPackError, match="is no whole model"):
            check_sense(folder, firefox_files(folder))


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([("Wemb", (96,))], "has no embeddings"),
        ([("Wemb", (96, 1, 64))], "has no embeddings"),
        ([("other", (96, 64))], "has no embeddings"),
        ([("encoder_Wemb", (96, 64))], "has no embeddings"),
        ([("encoder_Wemb", (96, 64)), ("decoder_Wemb", (97, 64))], r"vocab\.spm has 96 pieces, and the model was made for 97"),
        ([("encoder_Wemb", (95, 64)), ("decoder_Wemb", (96, 64))], r"vocab\.spm has 96 pieces, and the model was made for 95"),
    ],
)  # fmt: skip
def test_a_model_has_an_embedding_for_each_side_that_fits_its_vocabulary(folder, items, reason):
    (folder / FIREFOX_MODEL).write_bytes(container(*items))
    with pytest.raises(BadPackError, match=reason):
        check_sense(folder, firefox_files(folder))
    (folder / FIREFOX_MODEL).write_bytes(container(("encoder_Wemb", (96, 64)), ("decoder_Wemb", (96, 64))))
    check_sense(folder, firefox_files(folder))


def test_a_model_ends_where_its_last_item_does(folder):
    whole = container(("Wemb", (96, 64)))
    for data in (whole + b"x", whole[:-1], whole[:-8], whole[:30], whole[:15]):
        (folder / FIREFOX_MODEL).write_bytes(data)
        with pytest.raises(BadPackError, match="is no whole model"):
            check_sense(folder, firefox_files(folder))
    (folder / FIREFOX_MODEL).write_bytes(whole[:-8] + struct.pack("<Q", 3) + b"gap")
    check_sense(folder, firefox_files(folder))


def shortlist(offsets, ids, first=16):
    """A shortlist with these numbers, and a checksum that holds."""
    body = struct.pack("<4Q", first, 4, len(offsets), len(ids)) + struct.pack(f"<{len(offsets)}Q", *offsets)
    body += struct.pack(f"<{len(ids)}I", *ids)
    return struct.pack("<QQ", 0xF11A48D5013417F5, shortlist_checksum(bytes(16) + body)) + body


EVEN = [*[0] * 96, 2]
"""Offsets for 96 pieces, of which the last has two words."""


@pytest.mark.parametrize(
    ("offsets", "ids", "first", "reason"),
    [
        (EVEN, [0, 95], 16, None),
        (EVEN, [0, 95], 96, None),
        (EVEN, [0, 95], 97, "names pieces that the target vocabulary does not have"),
        (EVEN, [96, 0], 16, "names pieces that the target vocabulary does not have"),
        ([0] * 97, [], 16, None),
        ([0] * 97, [1], 16, "is no whole shortlist"),
        ([*[0] * 96, 1], [1, 2], 16, "is no whole shortlist"),
        ([*[0] * 96, 3], [1, 2], 16, "is no whole shortlist"),
        ([1, *[2] * 96], [1, 2], 16, "is no whole shortlist"),
        ([0, 2, *[1] * 94, 2], [1, 2], 16, "is no whole shortlist"),
        ([0, *[2] * 96], [1, 2], 16, None),
        ([0] * 96, [], 16, "is for a source vocabulary of 95 pieces"),
        ([0] * 98, [], 16, "is for a source vocabulary of 97 pieces"),
        ([], [], 16, "is for a source vocabulary of 0 pieces"),
    ],
)
def test_a_shortlist_has_the_words_of_each_piece_one_after_the_other(folder, offsets, ids, first, reason):
    (folder / FIREFOX_SHORTLIST).write_bytes(shortlist(offsets, ids, first))
    if reason:
        with pytest.raises(BadPackError, match=reason):
            check_sense(folder, firefox_files(folder))
    else:
        check_sense(folder, firefox_files(folder))


def test_a_file_that_cannot_be_read_is_said_to_be_unreadable(folder):
    files = firefox_files(folder)
    (folder / FIREFOX_SHORTLIST).unlink()
    (folder / FIREFOX_SHORTLIST).mkdir()
    with pytest.raises(BadPackError, match=r"^cannot be read: Is a directory$"):
        check_sense(folder, files)


@pytest.mark.parametrize(("sentence", "spelt"), [("de la жц", True), ("de la жцшщ", True), ("de la жцшщю", False), ("жц", False), ("…", True)])  # fmt: skip
def test_a_vocabulary_spells_at_least_half_of_the_letters_of_a_sentence(folder, sentence, spelt):
    if spelt:
        check_spelling(folder / FIREFOX_VOCABULARIES[0], "es", sentence)
    else:
        with pytest.raises(BadPackError, match="cannot spell “es”"):
            check_spelling(folder / FIREFOX_VOCABULARIES[0], "es", sentence)


@pytest.mark.skipif(sys.platform != "linux", reason="a thread's niceness is its own on Linux alone")
def test_a_process_yields_as_much_as_it_is_told_to_or_as_the_thread_that_started_it_if_that_is_more(folder):
    now, started = os.getpriority(os.PRIO_PROCESS, 0), []

    def start():
        os.nice(3)
        started.extend(FirefoxProcess(folder, firefox_files(folder), now + more) for more in (1, 6))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    for process in started:
        process.loaded()
    try:
        assert [os.getpriority(os.PRIO_PROCESS, process.pid) for process in started] == [now + 3, now + 6]
    finally:
        assert [process.end() for process in started] == [False, False]


@pytest.mark.parametrize(
    ("sent", "crashed"),
    [(signal.SIGTERM, False), (signal.SIGKILL, False), (signal.SIGSEGV, True), (signal.SIGABRT, True)],
)
def test_a_process_that_somebody_ended_has_not_crashed(folder, sent, crashed):
    process = FirefoxProcess(folder, firefox_files(folder))
    process.loaded()
    os.kill(process.pid, sent)
    with pytest.raises(DeadError):
        process.receive()
    assert process.end(hung_up=True) == crashed


def test_a_key_that_interrupts_the_program_does_not_end_its_process(folder):
    process = FirefoxProcess(folder, firefox_files(folder))
    process.loaded()
    os.kill(process.pid, signal.SIGINT)
    process.send("el presidente")
    answer = process.receive()
    process.send("el presidente")
    assert process.receive() == answer
    process.end()


def test_what_is_loaded_is_named_by_its_digests_and_what_is_no_model_is_refused(folder):
    files = firefox_files(folder)
    process = FirefoxProcess(folder, files)
    assert process.loaded() == {role: sha256_of(folder / name) for role, name in files.roles.items()}
    process.end()
    (folder / FIREFOX_MODEL).write_bytes(b"nothing")
    process = FirefoxProcess(folder, files)
    with pytest.raises(BadPackError, match=r"the engine refuses the model: ."):
        process.loaded()
    assert process.end(hung_up=True)
