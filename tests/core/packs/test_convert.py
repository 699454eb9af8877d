"""A checkpoint becomes a CTranslate2 model: each weight in its place, and another shape is refused."""

import json
import struct

import numpy as np
import pytest
import tiny_marian

from core.packs.convert import EXPECTED, convert, read_weights
from core.packs.metadata import BadPackError
from core.packs.opus import pieces_of


class Parts:
    """The parts of a tiny checkpoint, to change and convert."""

    def __init__(self, folder, goal):
        files = tiny_marian.members(folder)
        self.config = json.loads(files["config.json"])
        self.vocabulary = json.loads(files["vocab.json"])
        self.weights = read_weights(bytearray(files["pytorch_model.bin"]))
        self.pieces = pieces_of(files["source.spm"]), pieces_of(files["target.spm"])
        self.goal = goal
        goal.mkdir()

    def convert(self):
        convert(self.weights, self.config, self.vocabulary, self.pieces, self.goal)
        return variables(self.goal / "model.bin")


@pytest.fixture
def parts(random_pack, tmp_path):
    return Parts(random_pack, tmp_path / "model")


TYPES = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2"}


def variables(file):
    """Read a CTranslate2 model, int8 weights as the floats that they stand for."""
    data, at = file.read_bytes(), 4

    def take(form):
        nonlocal at
        (value,) = struct.unpack_from(form, data, at)
        at += struct.calcsize(form)
        return value

    def text():
        nonlocal at
        length = take("<H")
        at += length
        return data[at - length : at - 1].decode()

    text(), take("<I")
    found = {}
    for _ in range(take("<I")):
        name = text()
        shape = [take("<I") for _ in range(take("<B"))]
        kind, length = take("<B"), take("<I")
        found[name] = np.frombuffer(data, TYPES[kind], offset=at, count=length // np.dtype(TYPES[kind]).itemsize)
        found[name] = found[name].reshape(shape)
        at += length
    found = {
        name: value / found[f"{name}_scale"][:, None] if f"{name}_scale" in found else value
        for name, value in found.items()
    }
    for _ in range(take("<I")):
        alias, name = text(), text()
        found[alias] = found[name]
    return found


def near(found, expected):
    """Whether int8 kept some weights within its precision."""
    assert found.shape == expected.shape
    return np.abs(found - expected).max() <= np.abs(expected).max() / 127


def test_every_weight_comes_to_stand_where_the_engine_looks_for_it(parts):
    ours = {name: array.copy() for name, array in parts.weights.items()}
    theirs = parts.convert()
    tokens = sorted(parts.vocabulary, key=parts.vocabulary.get)
    rows = [[row for row, token in enumerate(tokens) if token in pieces] for pieces in parts.pieces]
    for name, side in (("encoder/embeddings_0", 0), ("decoder/embeddings", 1), ("decoder/projection", 1)):
        assert near(theirs[f"{name}/weight"], ours["model.shared.weight"][rows[side]])
    assert np.array_equal(theirs["decoder/projection/bias"], ours["final_logits_bias"][0, rows[1]])
    for side in ("encoder", "decoder"):
        prefix, layer = f"model.{side}.layers.0", f"{side}/layer_0"
        assert np.array_equal(
            theirs[f"{side}/position_encodings/encodings"], ours[f"model.{side}.embed_positions.weight"]
        )
        pairs = [
            (f"{layer}/self_attention/linear_0", [f"{prefix}.self_attn.{part}_proj" for part in "qkv"]),
            (f"{layer}/self_attention/linear_1", [f"{prefix}.self_attn.out_proj"]),
            (f"{layer}/ffn/linear_0", [f"{prefix}.fc1"]),
            (f"{layer}/ffn/linear_1", [f"{prefix}.fc2"]),
        ]
        norms = {"self_attention": "self_attn", "ffn": "final"}
        if side == "decoder":
            pairs += [
                (f"{layer}/attention/linear_0", [f"{prefix}.encoder_attn.q_proj"]),
                (f"{layer}/attention/linear_1", [f"{prefix}.encoder_attn.{part}_proj" for part in "kv"]),
                (f"{layer}/attention/linear_2", [f"{prefix}.encoder_attn.out_proj"]),
            ]
            norms["attention"] = "encoder_attn"
        for their, our in pairs:
            assert near(theirs[f"{their}/weight"], np.concatenate([ours[f"{name}.weight"] for name in our])), their
            assert np.array_equal(theirs[f"{their}/bias"], np.concatenate([ours[f"{name}.bias"] for name in our])), (
                their
            )
        for their, our in norms.items():
            assert np.array_equal(
                theirs[f"{layer}/{their}/layer_norm/gamma"], ours[f"{prefix}.{our}_layer_norm.weight"]
            )
            assert np.array_equal(theirs[f"{layer}/{their}/layer_norm/beta"], ours[f"{prefix}.{our}_layer_norm.bias"])


def test_embeddings_are_scaled_where_the_checkpoint_says_so(parts):
    found = parts.convert()
    assert [float(found[f"{side}/scale_embeddings"]) for side in ("encoder", "decoder")] == [4, 4]  # √16


def test_embeddings_are_not_scaled_where_it_does_not(parts):
    parts.config["scale_embedding"] = False
    found = parts.convert()
    assert [float(found[f"{side}/scale_embeddings"]) for side in ("encoder", "decoder")] == [1, 1]


def test_a_bias_of_nothing_is_left_out(parts):
    parts.weights["final_logits_bias"][:] = 0
    assert "decoder/projection/bias" not in parts.convert()


def test_the_model_is_told_how_its_sentences_begin_and_end(parts):
    found = parts.convert()
    config = json.loads((parts.goal / "config.json").read_text("utf-8"))
    assert config["add_source_eos"] is True
    assert (config["decoder_start_token"], config["eos_token"], config["unk_token"]) == ("</s>", "</s>", "<unk>")
    assert bool(found["decoder/start_from_zero_embedding"])


def test_each_side_has_the_pieces_of_its_own_tokenizer_in_their_order(parts):
    parts.convert()
    tokens = sorted(parts.vocabulary, key=parts.vocabulary.get)
    for side, pieces in zip(("source", "target"), parts.pieces, strict=True):
        found = json.loads((parts.goal / f"{side}_vocabulary.json").read_text("utf-8"))
        assert found == [token for token in tokens if token in pieces]
        assert tiny_marian.NEITHER not in found
    assert parts.pieces[0] != parts.pieces[1]


@pytest.mark.parametrize("key", EXPECTED)
def test_a_checkpoint_of_another_shape_is_refused_by_what_differs(parts, key):
    parts.config[key] = "other"
    with pytest.raises(BadPackError, match=f"the checkpoint's configuration has {key} = 'other'"):
        parts.convert()
    del parts.config[key]
    with pytest.raises(BadPackError, match=f"the checkpoint's configuration has {key} = None"):
        parts.convert()


def test_sides_that_attend_differently_are_refused(parts):
    parts.config["decoder_attention_heads"] = 4
    with pytest.raises(BadPackError, match="differ in their attention heads"):
        parts.convert()


def test_a_vocabulary_that_does_not_end_in_padding_is_refused(parts):
    first, last = (min(parts.vocabulary, key=parts.vocabulary.get), "<pad>")
    parts.vocabulary[first], parts.vocabulary[last] = parts.vocabulary[last], parts.vocabulary[first]
    with pytest.raises(BadPackError, match="does not end in <pad>"):
        parts.convert()


@pytest.mark.parametrize("pieces", ["too few", "too many"])
def test_a_vocabulary_of_another_size_is_refused(parts, pieces):
    if pieces == "too few":
        del parts.vocabulary[min(parts.vocabulary, key=parts.vocabulary.get)]
    else:
        parts.vocabulary["▁more"] = -1
    with pytest.raises(BadPackError, match="does not end in <pad>"):
        parts.convert()


@pytest.mark.parametrize("name", ["model.shared.weight", "model.decoder.layers.0.fc2.bias"])
def test_a_weight_that_is_missing_is_named(parts, name):
    del parts.weights[name]
    with pytest.raises(BadPackError, match=rf"does not have the expected weights: '{name}'"):
        parts.convert()


@pytest.mark.parametrize(
    ("key", "value"), [("encoder_layers", "many"), ("d_model", None), ("encoder_attention_heads", [])]
)
def test_a_configuration_that_makes_no_sense_is_one_clear_error(parts, key, value):
    parts.config[key] = value
    with pytest.raises(BadPackError, match="the checkpoint"):
        parts.convert()


def test_weights_of_another_width_are_one_clear_error(parts):
    name = "model.encoder.layers.0.self_attn.q_proj.weight"
    parts.weights[name] = parts.weights[name][:, :3]
    with pytest.raises(BadPackError, match="does not have the expected weights"):
        parts.convert()
