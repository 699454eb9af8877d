"""The file of a CTranslate2 model, written by hand: what it may hold in each version of the format, up to the limits."""

import json
import struct

import pytest

from core.packs.metadata import BadPackError
from core.packs.model_file import check_shapes

INT8, INT16, FLOAT32 = 1, 2, 0
ROWS, WIDTH, HEADS = 6, 4, 2
SIZES = {0: 4, 1: 1, 2: 2}
"""The bytes of a number of each kind."""


def matrix(*shape, kind=FLOAT32):
    count = 1
    for length in shape:
        count *= length
    return shape, kind, bytes(SIZES[kind] * count)


def scalar(value):
    return (), INT16, struct.pack("<h", value)


def text(value):
    return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"


def written(variables, version=6, aliases=()):
    """Return a model's file; before version 4, the length of a value is given by its number of items."""
    data = struct.pack("<I", version)
    if version >= 2:
        data += text("TransformerSpec") + struct.pack("<I", 7)
    data += struct.pack("<I", len(variables))
    for name, (shape, kind, value) in variables.items():
        data += text(name) + struct.pack(f"<B{len(shape)}I", len(shape), *shape)
        if version >= 4:
            data += struct.pack("<BI", kind, len(value))
        else:
            data += struct.pack("<BI", SIZES[kind], len(value) // SIZES[kind])
        data += value
    if version >= 3:
        data += struct.pack("<I", len(aliases)) + b"".join(text(alias) + text(name) for alias, name in aliases)
    return data


BASE = {
    "encoder/embeddings_0/weight": matrix(ROWS, WIDTH),
    "encoder/num_heads": scalar(HEADS),
    "decoder/embeddings/weight": matrix(ROWS, WIDTH),
    "decoder/num_heads": scalar(HEADS),
    "decoder/layer_0/ffn/linear_0/weight": matrix(8, WIDTH),
    "decoder/layer_0/ffn/linear_1/weight": matrix(WIDTH, 8),
    "decoder/projection/weight": matrix(ROWS, WIDTH),
}


@pytest.fixture
def check(tmp_path):
    def of(more=(), pieces=ROWS, **how):
        variables = {name: value for name, value in {**BASE, **dict(more)}.items() if value is not None}
        (tmp_path / "model.bin").write_bytes(written(variables, **how))
        (tmp_path / "shared_vocabulary.json").write_text(json.dumps(["x"] * pieces), encoding="utf-8")
        check_shapes(tmp_path)

    return of


def refused(check, *args, **how):
    with pytest.raises(BadPackError, match="no whole model"):
        check(*args, **how)


@pytest.mark.parametrize("version", [2, 3, 4, 5, 6])
def test_a_model_of_any_version_that_the_engine_reads_is_read(check, version):
    check(version=version)
    # Of each version the shapes are those that are in the file.
    refused(check, {"decoder/projection/weight": matrix(ROWS, WIDTH + 1)}, version=version)


def test_a_model_of_the_first_version_is_refused(check):
    refused(check, version=1)
    refused(check, version=0)


@pytest.mark.parametrize("version", [3, 6])
def test_a_weight_may_stand_under_another_name(check, version):
    shared = {"decoder/projection/weight": None}
    check(shared, version=version, aliases=[("decoder/projection/weight", "decoder/embeddings/weight")])
    other = {**shared, "other/weight": matrix(ROWS + 1, WIDTH)}
    refused(check, other, version=version, aliases=[("decoder/projection/weight", "other/weight")])
    check(shared, version=version, aliases=[("decoder/projection/weight", "nothing/weight")])


def test_a_weight_of_int8_needs_the_scale_of_each_row_also_under_another_name(check):
    name = "decoder/projection/weight"
    quantised = {name: matrix(ROWS, WIDTH, kind=INT8)}
    refused(check, quantised)
    check({**quantised, f"{name}_scale": matrix(ROWS)})
    refused(check, {**quantised, f"{name}_scale": matrix(ROWS + 1)})
    shared = {name: None, "decoder/embeddings/weight": matrix(ROWS, WIDTH, kind=INT8)}
    scale = {"decoder/embeddings/weight_scale": matrix(ROWS)}
    check({**shared, **scale}, aliases=[(name, "decoder/embeddings/weight")])
    refused(check, shared, aliases=[(name, "decoder/embeddings/weight")])


def test_a_weight_of_int16_has_one_scale_for_all_rows_and_one_of_int8_has_not(check):
    name = "decoder/projection/weight"
    one = {f"{name}_scale": ((), FLOAT32, struct.pack("<f", 1))}
    check({name: matrix(ROWS, WIDTH, kind=INT16), **one})
    refused(check, {name: matrix(ROWS, WIDTH, kind=INT8), **one})


@pytest.mark.parametrize(("count", "fits"), [(20_000, True), (20_001, False)])
def test_a_model_has_at_most_20_000_variables(check, count, fits):
    more = {f"v{number}": scalar(0) for number in range(count - len(BASE))}
    if fits:
        check(more)
    else:
        refused(check, more)


@pytest.mark.parametrize(("rank", "fits"), [(8, True), (9, False)])
def test_an_array_has_at_most_eight_dimensions(check, rank, fits):
    if fits:
        check({"unknown": matrix(*[1] * rank)})
    else:
        refused(check, {"unknown": matrix(*[1] * rank)})


@pytest.mark.parametrize("side", ["encoder", "decoder"])
@pytest.mark.parametrize(("shape", "fits"), [((1, WIDTH), True), ((9, WIDTH), True), ((0, WIDTH), False), ((9, WIDTH - 1), False), ((9, WIDTH + 1), False), ((WIDTH,), False), ((1, 9, WIDTH), False)])  # fmt: skip
def test_positions_are_as_wide_as_the_model_and_there_is_at_least_one(check, side, shape, fits):
    more = {f"{side}/position_encodings/encodings": matrix(*shape)}
    if fits:
        check(more)
    else:
        refused(check, more)


@pytest.mark.parametrize("kind", ["gamma", "beta"])
def test_a_norm_has_a_number_for_each_column(check, kind):
    check({f"decoder/layer_0/ffn/layer_norm/{kind}": matrix(WIDTH)})
    for shape in ((WIDTH + 1,), (WIDTH - 1,), (WIDTH, 1), (1, WIDTH)):
        refused(check, {f"decoder/layer_0/ffn/layer_norm/{kind}": matrix(*shape)})


@pytest.mark.parametrize(("heads", "fits"), [(1, True), (2, True), (4, True), (0, False), (-1, False), (3, False), (8, False)])  # fmt: skip
def test_the_heads_of_a_models_attention_divide_its_width(check, heads, fits):
    for side in ("encoder", "decoder"):
        if fits:
            check({f"{side}/num_heads": scalar(heads)})
        else:
            refused(check, {f"{side}/num_heads": scalar(heads)})


def test_a_model_that_does_not_say_its_heads_has_one_and_aligns_by_none(check):
    check({"encoder/num_heads": None, "decoder/num_heads": None})
    check({"decoder/num_heads": None, "decoder/alignment_heads": scalar(1)})
    refused(check, {"decoder/num_heads": None, "decoder/alignment_heads": scalar(2)})


@pytest.mark.parametrize(("heads", "fits"), [(0, True), (1, True), (HEADS, True), (HEADS + 1, False), (-1, False)])
def test_a_model_aligns_words_by_no_more_heads_than_it_has(check, heads, fits):
    if fits:
        check({"decoder/alignment_heads": scalar(heads)})
    else:
        refused(check, {"decoder/alignment_heads": scalar(heads)})


@pytest.mark.parametrize(("layer", "fits"), [(0, True), (1, True), (2, False), (-1, True), (-2, True), (-3, False)])
def test_words_are_aligned_by_a_layer_that_there_is_counted_from_either_end(check, layer, fits):
    second = {
        "decoder/layer_1/ffn/linear_0/weight": matrix(8, WIDTH),
        "decoder/layer_1/ffn/linear_1/weight": matrix(WIDTH, 8),
        "decoder/alignment_layer": scalar(layer),
    }
    if fits:
        check(second)
    else:
        refused(check, second)


def test_a_model_without_a_piece_or_with_embeddings_of_another_rank_is_refused(check):
    for name in ("encoder/embeddings_0/weight", "decoder/embeddings/weight"):
        refused(check, {name: matrix(0, WIDTH), "decoder/projection/weight": None}, pieces=0)
        refused(check, {name: matrix(ROWS, WIDTH, 1)})
        refused(check, {name: matrix(ROWS)})


def test_the_embeddings_of_the_encoder_may_be_called_as_in_older_models(check):
    older = {"encoder/embeddings_0/weight": None, "encoder/embeddings/weight": matrix(ROWS, WIDTH)}
    check(older)
    with pytest.raises(BadPackError, match="6 pieces, and the model was made for 7"):
        check({**older, "encoder/embeddings/weight": matrix(ROWS + 1, WIDTH)})


def test_a_sides_layers_are_as_wide_as_its_own_embeddings_and_the_other_side_is_read_by_its_width(check):
    wider = {"encoder/embeddings_0/weight": matrix(ROWS, 2 * WIDTH)}
    check({**wider, "decoder/layer_0/attention/linear_1/weight": matrix(2 * WIDTH, 2 * WIDTH)})
    refused(check, {**wider, "decoder/layer_0/attention/linear_1/weight": matrix(2 * WIDTH, WIDTH)})
    check({**wider, "decoder/layer_0/attention/linear_0/weight": matrix(WIDTH, WIDTH)})
    refused(check, {**wider, "decoder/layer_0/attention/linear_0/weight": matrix(2 * WIDTH, 2 * WIDTH)})


@pytest.mark.parametrize("lost", ["linear_0", "linear_1"])
def test_the_second_part_of_a_layer_needs_the_first(check, lost):
    name = f"encoder/layer_0/ffn/{lost}/weight"
    if lost == "linear_0":
        check({name: matrix(8, WIDTH)})
    else:
        refused(check, {name: matrix(WIDTH, 8)})


def vocabulary(folder, name, lines):
    (folder / "shared_vocabulary.json").unlink(missing_ok=True)
    (folder / name).write_text(lines, encoding="utf-8")


@pytest.mark.parametrize("name", ["source_vocabulary.txt", "target_vocabulary.txt", "shared_vocabulary.txt"])
def test_a_vocabulary_may_be_a_text_with_a_piece_a_line(check, tmp_path, name):
    check()
    vocabulary(tmp_path, name, "x\n" * ROWS)
    check_shapes(tmp_path)
    for wrong in (ROWS - 1, ROWS + 1):
        vocabulary(tmp_path, name, "x\n" * wrong)
        with pytest.raises(BadPackError, match=f"{name} has {wrong} pieces, and the model was made for {ROWS}"):
            check_shapes(tmp_path)


@pytest.mark.parametrize(("size", "problem"), [(64 << 20, "has 1 pieces"), ((64 << 20) + 1, "is too large")])
def test_a_vocabulary_of_more_than_64_megabytes_is_not_read(check, tmp_path, size, problem):
    check()
    vocabulary(tmp_path, "shared_vocabulary.txt", "")
    with (tmp_path / "shared_vocabulary.txt").open("r+b") as file:
        file.truncate(size)
    with pytest.raises(BadPackError, match=rf"^shared_vocabulary\.txt {problem}"):
        check_shapes(tmp_path)


def test_a_file_that_ends_before_the_last_value_it_announces_is_refused(check, tmp_path):
    check({"unknown": matrix(100)})
    data = written({**BASE, "unknown": matrix(100)}, version=2)
    (tmp_path / "model.bin").write_bytes(data)
    check_shapes(tmp_path)
    (tmp_path / "model.bin").write_bytes(data[:-1])
    with pytest.raises(BadPackError, match="no whole model"):
        check_shapes(tmp_path)
