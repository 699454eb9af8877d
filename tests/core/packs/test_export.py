import json
import os
import shutil
import sys
import zipfile
from dataclasses import replace

import pytest
from archives import argosmodel, entry_at, served, snapshot

from core.errors import PackError, PackMissing
from core.packs.archive import export_pack, unpack
from core.packs.catalogue import Catalogue, load_catalogue
from core.packs.install import install, install_file
from core.packs.pack import read_manifest, record_files, write_manifest
from core.packs.store import PackStore
from core.settings import Places


@pytest.fixture
def pack(places, random_pack, tmp_path):
    return install_file(argosmodel(random_pack, tmp_path / "pack.argosmodel"), places)


def test_an_exported_pack_is_the_same_bytes_each_time(pack, tmp_path):
    export_pack(pack, tmp_path / "one.argosmodel")
    for path in pack.path.rglob("*"):
        path.touch()
    export_pack(pack, tmp_path / "two.argosmodel")
    assert (tmp_path / "one.argosmodel").read_bytes() == (tmp_path / "two.argosmodel").read_bytes()


def test_an_exported_pack_goes_to_another_machine_and_back_unchanged(pack, tmp_path):
    export_pack(pack, tmp_path / "one.argosmodel")
    other = Places(tmp_path / "other")
    imported = install_file(tmp_path / "one.argosmodel", other)
    assert snapshot(imported.path) == snapshot(pack.path)
    export_pack(imported, tmp_path / "two.argosmodel")
    assert (tmp_path / "one.argosmodel").read_bytes() == (tmp_path / "two.argosmodel").read_bytes()


def test_an_exported_pack_is_laid_out_as_argos_translate_wants_it(pack, tmp_path):
    export_pack(pack, tmp_path / "one.argosmodel")
    with zipfile.ZipFile(tmp_path / "one.argosmodel") as archive:
        assert archive.testzip() is None
        assert {name.split("/")[0] for name in archive.namelist()} == {pack.name}
        assert json.loads(archive.read(f"{pack.name}/metadata.json"))["from_code"] == "fr"


def test_the_credit_travels_with_the_pack(places, random_pack, tmp_path):
    file = argosmodel(random_pack, tmp_path / "pack.argosmodel")
    with served(file.read_bytes()) as file_server:
        pack = install(entry_at(file_server.url, file), places)
    assert (pack.credit, pack.licence) == ("A. Credit", "CC0")
    export_pack(pack, tmp_path / "one.argosmodel")
    imported = install_file(tmp_path / "one.argosmodel", Places(tmp_path / "other"))
    assert (imported.credit, imported.licence) == ("A. Credit", "CC0")


def test_a_pack_that_argos_translate_installed_can_be_exported(places, random_pack, tmp_path):
    shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    export_pack(PackStore(places).find("fr", "en"), tmp_path / "one.argosmodel")
    assert install_file(tmp_path / "one.argosmodel", places).provider == "depeche"


@pytest.fixture
def catalogued(places, random_pack, tmp_path, monkeypatch):
    """A pack of the catalogue, installed, whose digest the catalogue knows."""
    entry = load_catalogue().find("fr", "en")
    file = argosmodel(random_pack, tmp_path / "pack.argosmodel")
    with served(file.read_bytes()) as file_server:
        pack = install(replace(entry_at(file_server.url, file), name=entry.name, version=entry.version), places)
    entries = (replace(entry, made=(pack.digest(),)), *load_catalogue().entries[1:])
    monkeypatch.setattr("core.packs.install.load_catalogue", lambda: Catalogue(entries))
    return pack


def test_an_export_of_a_pack_of_the_catalogue_is_that_pack_again(catalogued, tmp_path):
    export_pack(catalogued, tmp_path / "one.argosmodel")
    imported = install_file(tmp_path / "one.argosmodel", Places(tmp_path / "other"))
    entry = load_catalogue().find("fr", "en")
    assert (imported.name, imported.order, imported.credit) == (entry.name, "fr-en", entry.credit)
    assert read_manifest(imported.path).origin == "the package index"
    assert imported.title == "French → English"


def test_the_very_file_of_the_catalogue_is_that_pack(random_pack, tmp_path, monkeypatch):
    file = argosmodel(random_pack, tmp_path / "pack.argosmodel")
    entry = entry_at("https://packs.example/one", file)
    monkeypatch.setattr("core.packs.install.load_catalogue", lambda: Catalogue((entry,)))
    imported = install_file(file, Places(tmp_path / "other"))
    assert (imported.name, imported.credit) == (entry.name, "A. Credit")
    assert read_manifest(imported.path).origin == "packs.example"


def test_a_file_that_is_exchanged_while_it_is_read_is_not_taken_for_the_catalogues(random_pack, tmp_path, monkeypatch):
    file = argosmodel(random_pack, tmp_path / "pack.argosmodel")
    entry = entry_at("https://packs.example/one", file)
    monkeypatch.setattr("core.packs.install.load_catalogue", lambda: Catalogue((entry,)))
    genuine = file.read_bytes()
    vocabulary = random_pack / "model" / "shared_vocabulary.json"
    pieces = json.loads(vocabulary.read_text("utf-8"))
    vocabulary.write_text(json.dumps([*pieces[:-2], pieces[-1], pieces[-2]]), encoding="utf-8")
    forged = argosmodel(random_pack, file).read_bytes()
    assert len(forged) <= len(genuine)
    file.write_bytes(bytes(len(genuine) - len(forged)) + forged)

    def exchanged(archive, *args):
        unpack(archive, *args)
        file.write_bytes(genuine)

    monkeypatch.setattr("core.packs.install.unpack", exchanged)
    imported = install_file(file, Places(tmp_path / "other"))
    assert "-file-" in imported.name
    assert imported.order is None


@pytest.mark.parametrize("changed", ["model/shared_vocabulary.json", "sentencepiece.model", "metadata.json"])
def test_a_forged_pack_does_not_take_a_name_of_the_catalogue_nor_its_place(catalogued, places, tmp_path, changed):
    before = catalogued.digest()
    forged = shutil.copytree(catalogued.path, tmp_path / "forged")
    match changed:
        case "metadata.json":
            values = json.loads((forged / changed).read_text("utf-8")) | {
                "target_prefix": "▁x",
                "package_version": "99",
            }
            (forged / changed).write_text(json.dumps(values), encoding="utf-8")
        case "sentencepiece.model":
            (forged / changed).write_bytes((forged / changed).read_bytes() + b"\x9a\x06\x01x")
        case _:
            pieces = json.loads((forged / changed).read_text("utf-8"))
            pieces[-1], pieces[-2] = pieces[-2], pieces[-1]
            (forged / changed).write_text(json.dumps(pieces), encoding="utf-8")
    write_manifest(forged, replace(read_manifest(catalogued.path), files=record_files(forged)))
    imported = install_file(argosmodel(forged, tmp_path / "forged.argosmodel"), places)
    assert "-file-" in imported.name
    assert imported.order is None
    assert read_manifest(imported.path).origin == "a file"
    assert catalogued.digest() == before
    assert PackStore(places).find("fr", "en").digest() == before


def test_the_members_are_dated_the_first_day_a_zip_knows_and_readable_by_all(pack, tmp_path):
    export_pack(pack, tmp_path / "one.argosmodel")
    with zipfile.ZipFile(tmp_path / "one.argosmodel") as archive:
        for member in archive.infolist():
            assert member.date_time == (1980, 1, 1, 0, 0, 0)
            assert member.external_attr >> 16 == 0o100644
            assert member.compress_type == zipfile.ZIP_STORED


@pytest.mark.skipif(sys.platform == "win32", reason="rights are POSIX")
@pytest.mark.parametrize(("mask", "rights"), [(0o022, 0o644), (0o077, 0o600), (0o027, 0o640)])
def test_an_exported_pack_may_be_read_by_whom_new_files_here_may(pack, tmp_path, mask, rights):
    before = os.umask(mask)
    try:
        export_pack(pack, tmp_path / "one.argosmodel")
    finally:
        assert os.umask(before) == mask
    assert (tmp_path / "one.argosmodel").stat().st_mode & 0o777 == rights


def test_an_export_counts_its_bytes_up_to_the_last(pack, tmp_path):
    reports = []
    export_pack(pack, tmp_path / "one.argosmodel", report=reports.append)
    size = sum(path.stat().st_size for path in pack.path.rglob("*") if path.is_file())
    assert (reports[-1].done, reports[-1].total) == (size, size)
    assert [progress.done for progress in reports] == sorted(progress.done for progress in reports)


def test_a_damaged_pack_is_not_exported(pack, tmp_path):
    (pack.path / "sentencepiece.model").write_bytes(b"")
    with pytest.raises(PackMissing):
        export_pack(pack, tmp_path / "one.argosmodel")
    assert not (tmp_path / "one.argosmodel").exists()


def test_an_export_that_was_changed_on_the_way_is_refused(pack, tmp_path, places):
    export_pack(pack, tmp_path / "one.argosmodel")
    with zipfile.ZipFile(tmp_path / "one.argosmodel") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[f"{pack.name}/README.md"] = b"an advertisement"
    members[f"{pack.name}/sentencepiece.model"] += b"\x00"
    with zipfile.ZipFile(tmp_path / "two.argosmodel", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    with pytest.raises(PackError, match=r"sentencepiece\.model has \d+ bytes instead of"):
        install_file(tmp_path / "two.argosmodel", places)


def test_an_export_that_lost_a_file_on_the_way_is_refused(pack, tmp_path, places):
    (pack.path / "README.md").write_text("Whom to credit.")
    write_manifest(pack.path, replace(read_manifest(pack.path), files=record_files(pack.path)))
    export_pack(pack, tmp_path / "one.argosmodel")
    with zipfile.ZipFile(tmp_path / "one.argosmodel") as whole, zipfile.ZipFile(tmp_path / "two.zip", "w") as less:
        for name in whole.namelist():
            if not name.endswith("README.md"):
                less.writestr(name, whole.read(name))
    with pytest.raises(PackError, match="its files are not those that its"):
        install_file(tmp_path / "two.zip", places)


@pytest.mark.parametrize("place", ["", "no/such/folder/pack.argosmodel"])
def test_a_file_that_cannot_be_written_is_reported_and_no_draft_is_left(pack, tmp_path, place):
    before = snapshot(tmp_path)
    with pytest.raises(PackError):
        export_pack(pack, tmp_path / place)
    assert snapshot(tmp_path) == before


def test_an_interrupted_export_leaves_the_file_that_was_there(pack, tmp_path):
    file = tmp_path / "one.argosmodel"
    file.write_bytes(b"before")

    def interrupt(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_pack(pack, file, report=interrupt)
    assert file.read_bytes() == b"before"
    assert not list(tmp_path.glob(".one*"))


def test_an_export_to_a_full_disk_says_where_and_how_much_is_needed(pack, disk):
    (disk / "other").write_bytes(bytes(590_000))
    with pytest.raises(PackError, match=rf"no space left for it in {disk} \(1 MB needed\)"):
        export_pack(pack, disk / "out.argosmodel")
    assert [path.name for path in disk.iterdir()] == ["other"]
