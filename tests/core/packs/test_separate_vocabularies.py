"""A pack of the earlier layout becomes the newer one without a download, byte for byte."""

import json
from dataclasses import replace

import numpy as np
import pytest
import tiny_marian
from archives import snapshot

from core.errors import PackError, PackMissing
from core.packs.catalogue import Earlier
from core.packs.convert import convert, read_weights
from core.packs.install import install
from core.packs.opus import describe, pieces_of
from core.packs.pack import Manifest, record_files, write_manifest


@pytest.fixture
def wheels_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    return tmp_path / "wheels"


@pytest.fixture
def files(random_pack):
    return tiny_marian.members(random_pack)


@pytest.fixture
def entry(random_pack, wheels_folder, files, tmp_path):
    """A tiny pack of the newer layout, and the rows that its decoder keeps."""
    vocabulary = json.loads(files["vocab.json"])
    tokens = sorted(vocabulary, key=vocabulary.get)[:-1]
    kept_rows = np.packbits(np.array([token in pieces_of(files["target.spm"]) for token in tokens]))
    (tmp_path / "kept.rows").write_bytes(kept_rows.tobytes())
    entry = tiny_marian.publish(random_pack, wheels_folder)
    return replace(entry, earlier=Earlier("translate-fr_en-tiny-0.9", str(tmp_path / "kept.rows")))


@pytest.fixture
def old(entry, files, places):
    """The folder of the earlier pack, installed: one vocabulary for both sides."""
    folder = places.packs / entry.earlier.name
    (folder / "model").mkdir(parents=True)
    (folder / "sentencepiece.model").write_bytes(files["source.spm"])
    vocabulary = json.loads(files["vocab.json"])
    everything = frozenset(vocabulary)
    weights = read_weights(bytearray(files["pytorch_model.bin"]))
    convert(weights, json.loads(files["config.json"]), vocabulary, (everything, everything), folder / "model")
    assert (folder / "model" / "shared_vocabulary.json").exists()
    describe(replace(entry, version="0.9"), folder)
    record(folder, entry)
    return folder


def record(folder, entry):
    manifest = Manifest(
        entry.earlier.name, entry.credit, entry.licence, "a folder of wheels", entry.name, "4", record_files(folder)
    )
    write_manifest(folder, manifest)


def test_it_is_byte_for_byte_what_converting_the_checkpoint_gives(entry, old, places, tmp_path):
    remade = install(entry, places, offline=True)
    converted = install(replace(entry, earlier=None), replace(places, home=tmp_path / "elsewhere"))
    ours, theirs = snapshot(remade.path), snapshot(converted.path)
    del ours["depeche.json"], theirs["depeche.json"]
    assert ours == theirs
    assert remade.digest() == converted.digest()


def test_the_earlier_pack_stays_as_it_is(entry, old, places):
    before = snapshot(old)
    install(entry, places, offline=True)
    assert snapshot(old) == before


def test_a_damaged_earlier_pack_is_no_way_to_the_newer_one(entry, old, places):
    (old / "model" / "model.bin").write_bytes(b"x")
    with pytest.raises(PackMissing, match="needs the network"):
        install(entry, places, offline=True)


@pytest.mark.parametrize("cut", [2, 30, 1000])
def test_an_earlier_model_that_cannot_be_read_is_one_clear_error(entry, old, places, cut):
    model = old / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:-cut])
    record(old, entry)
    with pytest.raises(PackError):
        install(entry, places, offline=True)
    assert not (places.packs / entry.name).exists()


def test_a_vocabulary_of_another_size_is_one_clear_error(entry, old, places):
    vocabulary = old / "model" / "shared_vocabulary.json"
    vocabulary.write_text(json.dumps(json.loads(vocabulary.read_text("utf-8"))[:20]), encoding="utf-8")
    record(old, entry)
    with pytest.raises(PackError, match="not the expected one"):
        install(entry, places, offline=True)


@pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False), (-1, False)])
def test_the_rows_that_the_decoder_keeps_are_as_many_as_the_pieces_a_bit_each(entry, old, places, tmp_path, more, fits):
    rows = tmp_path / "kept.rows"
    kept = rows.read_bytes()
    rows.write_bytes(kept[:more] if more < 0 else kept + bytes(more))
    if fits:
        assert install(entry, places, offline=True).problems() == []
    else:
        with pytest.raises(PackError, match="its vocabulary is not the expected one"):
            install(entry, places, offline=True)


def test_its_conversion_is_reported_step_by_step(entry, old, places):
    heard = []
    install(entry, places, offline=True, report=heard.append)
    assert [(step.stage, step.done, step.total) for step in heard] == [
        *(("convert", done, 3) for done in range(4)),
        ("prove", 0, 1),
        ("prove", 1, 1),
    ]


def test_an_earlier_model_of_another_version_is_said_to_be_of_one(entry, old, places):
    model = old / "model" / "model.bin"
    model.write_bytes(b"\x05" + model.read_bytes()[1:])
    record(old, entry)
    with pytest.raises(PackError, match=r"model/model\.bin is of another version"):
        install(entry, places, offline=True)


def test_an_earlier_model_with_a_vocabulary_for_each_side_is_said_not_to_share_one(entry, old, places):
    model = old / "model" / "model.bin"
    model.write_bytes(model.read_bytes().replace(b"encoder/embeddings_0/weight\0", b"encoder/embeddings_1/weight\0"))
    record(old, entry)
    with pytest.raises(PackError, match="its model does not share one vocabulary"):
        install(entry, places, offline=True)
