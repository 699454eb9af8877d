import json
import shutil

import pytest
from archives import argosmodel
from random_pack import build_random_pack

from core.errors import PackError, PackMissing
from core.packs.catalogue import load_catalogue
from core.packs.install import install_file
from core.packs.metadata import LIMIT
from core.packs.pack import Manifest, record_files, write_manifest
from core.packs.store import PackStore


@pytest.fixture
def store(places):
    return PackStore(places)


@pytest.fixture
def installed(places, random_pack, tmp_path):
    return install_file(argosmodel(random_pack, tmp_path / "pack.argosmodel"), places)


def test_a_machine_without_packs_has_none_and_no_folder_is_made(store, places):
    assert store.installed() == []
    assert store.faults() == []
    assert store.find("fr", "en") is None
    assert not places.home.exists()


def test_packs_of_argos_translate_are_found_as_they_are(store, places, random_pack):
    shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    (pack,) = store.installed()
    assert (pack.pair, pack.name, pack.provider) == ("fr-en", "fr_en", "argos")
    assert pack.size == sum(path.stat().st_size for path in random_pack.rglob("*") if path.is_file())


def test_an_own_pack_goes_before_one_of_argos_and_a_newer_before_an_older(store, places, installed):
    for version in ("1.9", "1.10"):
        build_random_pack(places.argos_packs[0] / f"translate-fr_en-{version}", version=version)
    assert store.find("fr", "en") == installed
    shutil.rmtree(installed.path)
    assert store.find("fr", "en").version == "1.10"
    build_random_pack(places.argos_packs[0] / "translate-fr_en-2.0", version="2.0")
    assert store.find("fr", "en").version == "2.0"


def test_a_pack_of_an_earlier_version_is_outdated_until_the_newer_one_is_there_too(store, places, random_pack):
    assert load_catalogue().newer("translate-fr_en-opus-1.1") is None

    def put(name):
        folder = shutil.copytree(random_pack, places.packs / name)
        write_manifest(folder, Manifest(name, None, None, "a file", "fr-en", "4", record_files(folder)))

    put("translate-fr_en-opus-1.0")
    put("translate-fr_en-argos-1.9")
    [(pack, newer)] = store.outdated()
    assert (pack.name, newer.name) == ("translate-fr_en-opus-1.0", "translate-fr_en-opus-1.1")
    put(newer.name)
    assert store.outdated() == []


def test_a_pack_is_found_for_its_own_pair_alone(store, places):
    for source, target in [("de", "en"), ("fr", "es"), ("it", "en"), ("en", "fr")]:
        build_random_pack(places.argos_packs[0] / f"{source}_{target}", source=source, target=target)
    assert store.find("fr", "en") is None
    assert store.find("de", "en").name == "de_en"
    assert [store.named(pair).name for pair in ("it_en", "it-en", "en→fr")] == ["it_en", "it_en", "en_fr"]


def broken_metadata(folder):
    (folder / "metadata.json").write_text("{", encoding="utf-8")


def no_metadata(folder):
    (folder / "metadata.json").unlink()


def no_model(folder):
    (folder / "model" / "model.bin").unlink()


def no_tokenizer(folder):
    (folder / "sentencepiece.model").unlink()


def other_type(folder):
    (folder / "metadata.json").write_text(json.dumps({"type": "sbd", "from_code": "fr"}), encoding="utf-8")


def list_json(folder):
    (folder / "metadata.json").write_text("[]", encoding="utf-8")


def large_json(folder):
    (folder / "metadata.json").write_bytes((folder / "metadata.json").read_bytes().ljust(LIMIT + 1))


def nested_json(folder):
    (folder / "metadata.json").write_text("[" * 100_000, encoding="utf-8")


def codes_that_climb(folder):
    values = {"from_code": "../..", "to_code": "en"}
    (folder / "metadata.json").write_text(json.dumps(values), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (broken_metadata, "metadata.json is not JSON"),
        (no_metadata, "no metadata.json"),
        (no_model, "no model/model.bin"),
        (no_tokenizer, "no tokenizer (sentencepiece.model or bpe.model)"),
        (other_type, "foreign: a package of type sbd, not translate"),
        (nested_json, "metadata.json is not JSON"),
        (list_json, "metadata.json is not a JSON object"),
        (large_json, "metadata.json is too large"),
        (codes_that_climb, "metadata.json names no pair of languages"),
    ],
)
def test_a_folder_that_is_no_pack_is_named_and_stops_nothing(store, places, random_pack, damage, reason):
    shutil.copytree(random_pack, places.argos_packs[0] / "whole")
    bad = places.argos_packs[0] / "bad"
    shutil.copytree(random_pack, bad)
    damage(bad)
    assert [pack.name for pack in store.installed()] == ["whole"]
    assert [(fault.path, fault.reason) for fault in store.faults()] == [(bad, reason)]


def test_an_empty_folder_that_is_called_like_a_pair_is_said_to_have_no_metadata(store, places):
    (places.argos_packs[0] / "fr-en").mkdir(parents=True)
    assert [fault.reason for fault in store.faults()] == ["no metadata.json"]


def test_metadata_that_are_a_folder_are_said_to_be_unreadable(store, places, random_pack):
    folder = shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    (folder / "metadata.json").unlink()
    (folder / "metadata.json").mkdir()
    assert [str(fault.reason) for fault in store.faults()] == ["metadata.json cannot be read: Is a directory"]


@pytest.mark.parametrize(
    ("lost", "title", "version"),
    [
        (["from_name"], "fr → EN", "1.0"),
        (["to_name"], "FR → en", "1.0"),
        (["from_name", "to_name", "package_version"], "fr → en", "0"),
        (["type"], "FR → EN", "1.0"),
    ],
)
def test_a_pack_without_names_is_called_by_its_codes_and_without_a_version_it_is_the_oldest(
    store, places, random_pack, lost, title, version
):
    folder = shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    values = {"type": "translate"} | json.loads((folder / "metadata.json").read_text("utf-8"))
    kept = {key: value for key, value in values.items() if key not in lost}
    (folder / "metadata.json").write_text(json.dumps(kept), encoding="utf-8")
    [pack] = store.installed()
    assert (pack.title, pack.version) == (title, version)


@pytest.mark.parametrize("code", ["fr", "zh-Hant", "hbs"])
def test_a_language_may_have_any_code_of_the_argos_index(store, places, code):
    build_random_pack(places.argos_packs[0] / "x", source=code)
    assert store.find(code, "en")


@pytest.mark.parametrize("code", ["f", "FR", "fren", "fr_FR", "fr-", "fr/en", "", None, 5])
def test_what_is_no_code_of_a_language_is_refused(store, places, random_pack, code):
    folder = shutil.copytree(random_pack, places.argos_packs[0] / "x")
    values = json.loads((folder / "metadata.json").read_text("utf-8"))
    for key in ("from_code", "to_code"):
        (folder / "metadata.json").write_text(json.dumps(values | {key: code}), encoding="utf-8")
        assert [fault.reason for fault in store.faults()] == ["metadata.json names no pair of languages"]


def test_a_pack_of_the_catalogue_goes_before_one_from_a_file_and_the_best_kind_of_them_first(
    store, places, random_pack
):
    def put(name, order, version="1.0"):
        folder = build_random_pack(places.packs / name, version=version)
        write_manifest(folder, Manifest(name, None, None, "somewhere", order, None, record_files(folder)))

    put("translate-fr_en-file-9.0", None, "9.0")
    assert store.find("fr", "en").name == "translate-fr_en-file-9.0"
    put("translate-fr_en-argos-1.9", "translate-fr_en-argos-1.9", "1.9")
    assert store.find("fr", "en").name == "translate-fr_en-argos-1.9"
    put("translate-fr_en-opus-1.1", "fr-en", "1.1")
    assert store.find("fr", "en").name == "translate-fr_en-opus-1.1"
    assert store.find("fr", "en", prefer="argos").name == "translate-fr_en-argos-1.9"


def test_a_pack_is_found_again_by_its_digest(store, places, installed):
    build_random_pack(places.argos_packs[0] / "other", seed=2)
    other = store.named("other")
    assert store.find("fr", "en", digest=other.digest()) == other
    assert store.find("fr", "en", digest=installed.digest()) == installed
    assert store.find("fr", "en", digest="0" * 64) is None


def test_metadata_may_be_as_large_as_the_limit_and_a_tokenizer_may_be_of_either_kind(store, places, random_pack):
    folder = places.argos_packs[0] / "fr_en"
    shutil.copytree(random_pack, folder)
    (folder / "metadata.json").write_bytes((folder / "metadata.json").read_bytes().ljust(LIMIT))
    (folder / "sentencepiece.model").rename(folder / "bpe.model")
    assert [pack.name for pack in store.installed()] == ["fr_en"]


def test_what_a_pack_calls_itself_is_not_shown_at_any_length(store, places, random_pack):
    folder = shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    values = json.loads((folder / "metadata.json").read_text("utf-8"))
    values |= {"from_name": "F" * 61, "to_name": "E" * 60, "package_version": "1" * 31}
    (folder / "metadata.json").write_text(json.dumps(values), encoding="utf-8")
    (pack,) = store.installed()
    assert pack.title == f"{'F' * 59}… → {'E' * 60}"
    assert pack.version == f"{'1' * 29}…"


def test_a_folder_that_nobody_installed_is_no_own_pack(store, places, random_pack):
    shutil.copytree(random_pack, places.packs / "dropped-here")
    assert store.installed() == []
    assert [fault.reason for fault in store.faults()] == ["no depeche.json"]


@pytest.mark.parametrize("schema", ["depeche.pack/0", "depeche.pack/2", "", None])
def test_a_record_of_another_schema_is_not_read(store, installed, schema):
    record = json.loads((installed.path / "depeche.json").read_text("utf-8"))
    (installed.path / "depeche.json").write_text(json.dumps(record | {"schema": schema}), encoding="utf-8")
    assert store.installed() == []
    assert [fault.reason for fault in store.faults()] == ["depeche.json has an unknown schema"]


@pytest.mark.parametrize("key", ["name", "files"])
def test_a_record_that_lacks_something_is_not_read(store, installed, key):
    record = json.loads((installed.path / "depeche.json").read_text("utf-8"))
    del record[key]
    (installed.path / "depeche.json").write_text(json.dumps(record), encoding="utf-8")
    assert [fault.reason for fault in store.faults()] == ["depeche.json is incomplete"]


def test_a_pack_is_removed_by_its_pair_or_its_name(store, places, installed):
    assert store.remove("fr→en") == installed
    assert store.installed() == []
    assert [path.name for path in places.packs.iterdir()] == [".lock"]
    with pytest.raises(PackMissing):
        store.remove(installed.name)


def test_a_pack_of_argos_translate_is_not_removed(store, places, random_pack):
    shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    with pytest.raises(PackError, match="Argos Translate installed it"):
        store.remove("fr-en")
    assert store.find("fr", "en")


def test_verify_lets_the_pack_speak(store, places, installed):
    assert store.verify(installed) == []
    (installed.path / "README.md").write_text("more", encoding="utf-8")
    assert store.verify(installed) == []
    (installed.path / "model" / "source_vocabulary.json").write_text("[]", encoding="utf-8")
    assert store.verify(installed) == ["model/source_vocabulary.json does not belong to the pack"]


def test_verify_finds_an_argos_pack_that_cannot_be_loaded(store, places, random_pack):
    folder = shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    with (folder / "model" / "model.bin").open("r+b") as file:
        file.truncate(1000)
    (problem,) = store.verify(store.find("fr", "en"))
    assert problem.startswith("model.bin is no whole model; ")


def test_a_kill_between_the_two_renames_of_a_reinstallation_leaves_the_old_pack_usable(
    store, places, installed, random_pack, tmp_path
):
    digest = installed.digest()
    aside = installed.path.rename(places.packs / f".replaced-{installed.name}")
    (found,) = store.installed()
    assert (found.name, found.path) == (installed.name, aside)
    assert found.digest() == digest
    install_file(argosmodel(random_pack, tmp_path / "again.argosmodel"), places)
    assert [pack.path for pack in store.installed()] == [installed.path]
    assert not aside.exists()


@pytest.mark.parametrize(
    ("older", "newer"),
    [("1.9", "1.10"), ("1_9", "1.10"), ("0", "1"), ("1.0", "1.0.1"), ("x", "1"), ("1.x", "1.1"), ("1.x.5", "1.0.6")],
)
def test_of_two_packs_of_a_kind_the_newer_version_is_taken(store, places, older, newer):
    for name, version in (("z-older", older), ("a-newer", newer)):
        build_random_pack(places.argos_packs[0] / name, version=version)
    assert store.find("fr", "en").name == "a-newer"


def test_a_pack_of_another_program_has_the_size_of_all_its_files_and_one_of_ours_that_of_its_record(
    store, places, random_pack, installed
):
    folder = shutil.copytree(random_pack, places.argos_packs[0] / "x")
    (folder / "stanza").mkdir()
    (folder / "stanza" / "model").write_bytes(bytes(1000))
    files = sum(path.stat().st_size for path in random_pack.rglob("*") if path.is_file())
    assert store.named("x").size == files + 1000
    assert installed.size == sum(
        path.stat().st_size for path in installed.path.rglob("*") if path.is_file() and path.name != "depeche.json"
    )


def test_a_pack_that_is_not_there_is_named_with_the_command_that_lists_packs(store, installed):
    for name in ("de-en", "nothing", "", "fr-en-"):
        with pytest.raises(PackMissing, match="no such pack is installed; see: depeche packs list"):
            store.named(name)
        with pytest.raises(PackMissing, match="no such pack"):
            store.remove(name)


def test_a_pack_that_is_being_replaced_is_listed_once_and_as_the_new_one_where_that_is_there(store, places, installed):
    shutil.copytree(installed.path, places.packs / f".replaced-{installed.name}")
    assert store.installed() == [installed]
    shutil.copytree(installed.path, places.packs / ".replaced-other")
    (places.packs / ".tmp-abc" / "half").mkdir(parents=True)
    assert [(pack.name, pack.path.name) for pack in store.installed()] == [
        ("other", ".replaced-other"),
        (installed.name, installed.name),
    ]
    assert store.faults() == []
