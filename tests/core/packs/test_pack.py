import json
import shutil
import struct
import sys
from dataclasses import replace

import pytest
from archives import argosmodel
from random_pack import build_random_pack, train_tokenizer

from core.errors import PackMissing, UsageError
from core.packs import Monitor, open_model
from core.packs.install import install_file
from core.packs.metadata import BadPackError, firefox_files
from core.packs.model_file import check_shapes
from core.packs.store import PackStore, prove


@pytest.fixture
def pack(places, random_pack, tmp_path):
    return install_file(argosmodel(random_pack, tmp_path / "pack.argosmodel"), places)


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["model/model.bin", "sentencepiece.model", "model/shared_vocabulary.json"])
def test_one_flipped_byte_is_reported_before_the_pack_is_used(pack, name):
    flip(pack.path / name)
    with pytest.raises(PackMissing) as caught:
        open_model(pack)
    assert str(caught.value) == (
        f"{pack.name}: {name} is damaged: its SHA-256 is not the recorded one; run again: depeche packs import FILE"
    )
    assert caught.value.status == 3


def test_a_file_that_is_missing_or_shorter_is_reported(pack):
    with (pack.path / "model" / "model.bin").open("r+b") as file:
        file.truncate(10)
    with pytest.raises(PackMissing, match=r"model/model\.bin has 10 bytes instead of \d+"):
        open_model(pack)
    (pack.path / "sentencepiece.model").unlink()
    with pytest.raises(PackMissing, match="no tokenizer"):
        open_model(pack)


def test_the_way_to_make_a_pack_whole_is_that_by_which_it_came(pack):
    assert pack.repair == "run again: depeche packs import FILE"
    assert replace(pack, order="fr-en").repair == "run: depeche packs install fr-en"
    assert replace(pack, provider="argos").repair == (
        "reinstall it with Argos Translate, or run: depeche packs install fr-en"
    )


def test_a_damaged_pack_of_argos_is_one_clear_error(places, random_pack):
    folder = shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    (folder / "model" / "model.bin").write_bytes(b"nothing")
    with pytest.raises(PackMissing, match=r"^fr_en: model.bin is no whole model; reinstall it with Argos Translate"):
        open_model(PackStore(places).find("fr", "en"))


def test_the_digest_is_of_what_determines_the_output_wherever_it_lies(pack, places, random_pack):
    shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    other = PackStore(places).installed()[-1]
    assert other.provider == "argos"
    assert other.digest() == pack.digest()
    (other.path / "README.md").write_text("other words", encoding="utf-8")
    assert other.digest() == pack.digest()
    flip(other.path / "model" / "model.bin")
    assert other.digest() != pack.digest()


def test_the_digest_of_a_pack_that_is_gone_says_how_to_get_it_back(pack):
    shutil.rmtree(pack.path)
    with pytest.raises(PackMissing, match="run again: depeche packs import FILE"):
        pack.digest()


def test_a_model_translates_and_keeps_what_the_sentence_holds(pack):
    model = open_model(pack, workers=2)
    pieces = model.encode("le président a dit")
    assert "".join(pieces) == "▁le▁président▁a▁dit"
    (result,) = model.translator.translate_batch([pieces], max_decoding_length=5)
    assert isinstance(model.decode(result.hypotheses[0]), str)


def test_a_translation_is_cut_into_the_pieces_that_the_model_would_write(pack):
    assert "".join(open_model(pack).encode_target("the minister said")).startswith("▁the▁")
    assert "<unk>" in open_model(pack).encode_target("the Ω")


def test_a_model_can_write_the_pieces_of_its_vocabulary_and_no_others(pack):
    model = open_model(pack)
    assert model.writes(model.encode_target("the minister said")) is True
    assert model.writes(["▁minister-président"]) is False


@pytest.mark.parametrize(("size", "has_words"), [(3999, False), (4000, True)])
def test_a_vocabulary_of_4000_pieces_is_taken_to_have_most_words(random_pack, places, size, has_words):
    folder = shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    pieces = train_tokenizer(folder / "sentencepiece.model")
    more = [f"word{number}" for number in range(size - len(pieces))]
    assert len(train_tokenizer(folder / "sentencepiece.model", more=more)) == size
    assert open_model(PackStore(places).find("fr", "en")).has_words is has_words


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["▁snake", "_", "case"], "snake_case"),
        (["▁unknown", "▁to", "▁source", ".spm"], "unknown to source.spm"),
        (["▁caf", "<0xC3>", "<0xA9>", "▁noir"], "café noir"),
        (["▁caf", "<0xC3>", "▁noir"], "caf\ufffd noir"),
        (["▁end", "<0xE2>", "<0x82>", "<0xAC>"], "end€"),
        ([], ""),
    ],
)
def test_pieces_are_joined_as_they_are(pack, pieces, text):
    assert open_model(pack).decode(pieces) == text


def test_a_prefix_that_the_pack_asks_for_is_taken_off_again(random_pack, places):
    metadata = random_pack / "metadata.json"
    metadata.write_text(metadata.read_text()[:-1] + ', "target_prefix": ">>eng<<"}', encoding="utf-8")
    shutil.copytree(random_pack, places.argos_packs[0] / "fr_en")
    model = open_model(PackStore(places).find("fr", "en"))
    assert model.target_prefix == [">>eng<<"]
    assert model.decode([">>eng<<", "▁yes"]) == "yes"


def test_cuda_that_is_not_there_is_a_wrong_call(pack):
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        pytest.skip("this machine has one")
    with pytest.raises(UsageError, match="no CUDA device"):
        open_model(pack, device="cuda")


def test_a_driver_that_does_not_fit_the_library_counts_as_no_device(pack, monkeypatch):
    import ctranslate2

    def fail():
        raise RuntimeError("CUDA driver version is insufficient for CUDA runtime version")

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", fail)
    assert open_model(pack).translator.device == "cpu"
    with pytest.raises(UsageError, match="no CUDA device"):
        open_model(pack, device="cuda")


def _reshaped(model, name, shape):
    """Give a matrix of a model another shape of as many numbers."""
    data = bytearray(model.read_bytes())
    place = data.index(name.encode() + b"\0\2") + len(name) + 2
    rows, columns = struct.unpack_from("<II", data, place)
    struct.pack_into("<II", data, place, *shape(rows, columns))
    model.write_bytes(data)


@pytest.mark.parametrize(
    "name",
    [
        "encoder/embeddings_0/weight",
        "encoder/layer_0/self_attention/linear_0/weight",
        "encoder/layer_0/self_attention/linear_1/weight",
        "encoder/layer_0/ffn/linear_0/weight",
        "encoder/layer_0/ffn/linear_1/weight",
        "decoder/layer_0/self_attention/linear_0/weight",
        "decoder/layer_0/self_attention/linear_1/weight",
        "decoder/layer_0/attention/linear_0/weight",
        "decoder/layer_0/attention/linear_1/weight",
        "decoder/layer_0/attention/linear_2/weight",
        "decoder/layer_0/ffn/linear_0/weight",
        "decoder/layer_0/ffn/linear_1/weight",
        "decoder/projection/weight",
    ],
)
@pytest.mark.parametrize("shape", [lambda a, b: (1, a * b), lambda a, b: (a * b, 1)], ids=["row", "column"])
def test_a_model_whose_parts_do_not_fit_each_other_never_comes_to_the_engine(random_pack, name, shape):
    # The engine would read and write beyond its memory.
    check_shapes(random_pack / "model")
    _reshaped(random_pack / "model" / "model.bin", name, shape)
    with pytest.raises(BadPackError, match="no whole model"):
        check_shapes(random_pack / "model")


def _with_matrix(model, name, rows, columns):
    """Add a matrix of float32 to a model."""
    data = model.read_bytes()
    (length,) = struct.unpack_from("<H", data, 4)
    at = 4 + 2 + length + 4
    (count,) = struct.unpack_from("<I", data, at)
    written = name.encode() + b"\0"
    head = struct.pack("<H", len(written)) + written + struct.pack("<BIIBI", 2, rows, columns, 0, 4 * rows * columns)
    matrix = head + bytes(4 * rows * columns)
    model.write_bytes(data[:at] + struct.pack("<I", count + 1) + matrix + data[at + 4 :])


@pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False), (-1, False)])
def test_the_second_matrix_of_a_gated_layer_must_have_the_shape_of_the_first(random_pack, more, fits):
    model = random_pack / "model" / "model.bin"
    first = b"encoder/layer_0/ffn/linear_0/weight\0\2"
    rows, columns = struct.unpack_from("<II", model.read_bytes(), model.read_bytes().index(first) + len(first))
    _with_matrix(model, "encoder/layer_0/ffn/linear_0_noact/weight", rows, columns + more)
    if fits:
        check_shapes(random_pack / "model")
    else:
        with pytest.raises(BadPackError, match="no whole model"):
            check_shapes(random_pack / "model")


@pytest.mark.parametrize("name", ["encoder/embeddings_0/weight", "decoder/embeddings/weight"])
def test_a_model_without_its_embeddings_is_refused(random_pack, name):
    model = random_pack / "model" / "model.bin"
    model.write_bytes(model.read_bytes().replace(name.encode(), name.replace("embed", "missi").encode()))
    with pytest.raises(BadPackError, match="no whole model"):
        check_shapes(random_pack / "model")


@pytest.mark.parametrize("kind", ["int8", "int16", "float16", "float32"])
def test_a_model_may_have_numbers_of_any_of_the_engines_kinds(tmp_path, kind):
    check_shapes(build_random_pack(tmp_path / "pack", quantization=kind) / "model")


@pytest.mark.parametrize("change", [-1, 1], ids=["shorter", "longer"])
def test_a_bias_of_another_length_than_its_matrix_has_rows_is_refused(random_pack, change):
    model = random_pack / "model" / "model.bin"
    data = bytearray(model.read_bytes())
    name = b"encoder/layer_0/ffn/linear_0/bias\0\1"
    place = data.index(name) + len(name)
    struct.pack_into("<I", data, place, *(rows + change for rows in struct.unpack_from("<I", data, place)))
    model.write_bytes(data)
    with pytest.raises(BadPackError, match="no whole model"):
        check_shapes(random_pack / "model")


@pytest.mark.parametrize(
    "change", [lambda pieces: ["x"] * 9 + pieces, lambda pieces: pieces[:-1]], ids=["more", "fewer"]
)
def test_a_vocabulary_of_another_size_than_the_models_is_refused(random_pack, places, change):
    file = random_pack / "model" / "shared_vocabulary.json"
    file.write_text(json.dumps(change(json.loads(file.read_text("utf-8")))), encoding="utf-8")
    [pack] = PackStore(replace(places, argos_packs=(random_pack.parent,))).installed()
    with pytest.raises(PackMissing, match=r"shared_vocabulary\.json has"):
        open_model(pack)


def test_a_target_vocabulary_of_another_size_is_refused_by_its_name(random_pack):
    model = random_pack / "model"
    pieces = json.loads((model / "shared_vocabulary.json").read_text("utf-8"))
    (model / "shared_vocabulary.json").unlink()
    (model / "source_vocabulary.json").write_text(json.dumps(pieces), encoding="utf-8")
    (model / "target_vocabulary.json").write_text(json.dumps(pieces[:-1]), encoding="utf-8")
    with pytest.raises(BadPackError, match=r"target_vocabulary\.json has"):
        check_shapes(model)


@pytest.mark.parametrize(("name", "value"), [("decoder/alignment_layer", 1), ("decoder/alignment_layer", -2), ("encoder/num_heads", 0), ("encoder/num_heads", 3), ("decoder/alignment_heads", 3), ("decoder/alignment_heads", -1)])  # fmt: skip
def test_a_number_of_a_model_that_reaches_beyond_it_is_refused(random_pack, name, value):
    model = random_pack / "model" / "model.bin"
    data = bytearray(model.read_bytes())
    # No dimensions, a 16-bit type and two bytes come before its value.
    place = data.index(name.encode() + b"\0\0\2\2\0\0\0") + len(name) + 7
    struct.pack_into("<h", data, place, value)
    model.write_bytes(data)
    with pytest.raises(BadPackError, match="no whole model"):
        check_shapes(random_pack / "model")


def test_any_cut_of_a_models_file_is_one_clear_error(random_pack):
    model = random_pack / "model" / "model.bin"
    whole = model.read_bytes()
    for length in (0, 3, 40, 300, len(whole) // 2, len(whole) - 800):
        model.write_bytes(whole[:length])
        with pytest.raises(BadPackError):
            check_shapes(random_pack / "model")


@pytest.mark.parametrize(("device", "chosen"), [("auto", "cuda"), ("cuda", "cuda"), ("cpu", "cpu")])
def test_where_there_is_a_graphics_card_it_is_used_unless_the_processor_is_wanted(pack, monkeypatch, device, chosen):
    import ctranslate2

    opened = {}
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "Translator", lambda path, **options: opened.update(options))
    open_model(pack, device=device)
    assert opened["device"] == chosen


def test_a_model_of_firefox_whose_folder_holds_another_pack_by_now_is_said_to_be_gone(random_pack):
    with pytest.raises(BadPackError, match="another pack stands in its place"):
        firefox_files(random_pack)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "Le président est arrivé à Paris lundi."), ("mt", "The president arrived in Paris on Monday.")],
)
def test_a_pack_is_proved_with_a_sentence_of_its_language_or_else_an_english_one(pack, language, sentence):
    model = open_model(pack)
    [result] = model.translator.translate_batch([model.encode(sentence)], beam_size=1, max_decoding_length=60)
    assert prove(replace(pack, source=language)) == model.decode(result.hypotheses[0])


def test_a_pack_with_a_prefix_is_proved_with_it(random_pack, places):
    plain = prove(_argos_pack(places, random_pack, "plain"))
    metadata = random_pack / "metadata.json"
    metadata.write_text(metadata.read_text()[:-1] + ', "target_prefix": "▁Paris"}', encoding="utf-8")
    pack = _argos_pack(places, random_pack, "prefixed")
    model = open_model(pack)
    pieces = model.encode("Le président est arrivé à Paris lundi.")
    [result] = model.translator.translate_batch(
        [pieces], target_prefix=[["▁Paris"]], beam_size=1, max_decoding_length=60
    )
    assert result.hypotheses[0][0] == "▁Paris"
    assert prove(pack) == model.decode(result.hypotheses[0]) != plain


def _argos_pack(places, folder, name):
    """The pack that Argos Translate would have in a folder of that name."""
    shutil.copytree(folder, places.argos_packs[0] / name)
    return PackStore(places).named(name)


def test_a_translation_that_begins_otherwise_than_the_pack_asks_loses_nothing(random_pack, places):
    metadata = random_pack / "metadata.json"
    metadata.write_text(metadata.read_text()[:-1] + ', "target_prefix": ">>eng<<"}', encoding="utf-8")
    model = open_model(_argos_pack(places, random_pack, "prefixed"))
    assert model.decode(["▁yes", "▁no"]) == "yes no"
    assert model.decode(["▁yes", ">>eng<<"]) == "yes>>eng<<"
    assert model.decode([">>eng<<"]) == ""
    assert model.decode([]) == ""


def test_a_pack_is_opened_for_as_many_batches_at_a_time_as_wanted_each_with_one_thread(pack, monkeypatch):
    import ctranslate2

    opened = []
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    monkeypatch.setattr(ctranslate2, "Translator", lambda path, **options: opened.append(options))
    open_model(pack)
    open_model(pack, workers=3)
    assert opened == [{"device": "cpu", "inter_threads": workers, "intra_threads": 1} for workers in (1, 3)]


def test_a_model_for_which_there_is_no_memory_is_said_to_have_none(pack, monkeypatch):
    import ctranslate2

    def fails(path, **options):
        raise MemoryError

    monkeypatch.setattr(ctranslate2, "Translator", fails)
    with pytest.raises(PackMissing, match=r"cannot be loaded: no memory; run again: depeche packs import FILE$"):
        open_model(pack)


def test_a_tokenizer_that_is_none_is_reported_by_its_name_alone(random_pack, places):
    (random_pack / "sentencepiece.model").write_bytes(b"junk")
    with pytest.raises(PackMissing, match=r"^\S+: sentencepiece.model is no vocabulary; "):
        open_model(_argos_pack(places, random_pack, "junk"))


def test_a_model_without_a_known_target_vocabulary_is_taken_to_write_nothing(pack):
    model = open_model(pack)
    (pack.path / "model" / "shared_vocabulary.json").unlink()
    assert not model.writes(["▁le"])
    assert model.encode_target("le") == ["<unk>", "<unk>"]


def test_progress_ahead_of_what_is_done_goes_no_further_than_the_whole_and_is_not_counted():
    heard = []
    meter = Monitor("pack", heard.append).meter("download", 100)
    meter.peek(30)
    meter.add(60)
    meter.peek(70)
    meter.add(40)
    assert [(progress.stage, progress.done, progress.total) for progress in heard] == [
        ("download", done, 100) for done in (30, 60, 100, 100)
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="there is no file that fails when it is read")
def test_a_pack_with_a_file_that_cannot_be_read_says_which_and_how_to_repair_it(pack, random_pack, places):
    # The system lists this file, and fails to read it.
    theirs = _argos_pack(places, random_pack, "theirs")
    (theirs.path / "model" / "broken").symlink_to("/proc/self/mem")
    with pytest.raises(PackMissing, match=r"Input/output error.*; reinstall it with Argos Translate"):
        theirs.digest()
    weights = pack.path / "model" / "model.bin"
    weights.unlink()
    weights.mkdir()
    assert any("model/model.bin" in problem for problem in pack.problems())
