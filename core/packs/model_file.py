"""Checks the file of a CTranslate2 model: its matrices must have shapes that fit each other and the vocabularies."""

import json
import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from core.packs.metadata import BadPackError

_EMBEDDINGS: Final = {
    "encoder": ("encoder/embeddings_0/weight", "encoder/embeddings/weight"),
    "decoder": ("decoder/embeddings/weight",),
}
_ATTENTION: Final = {
    "self_attention/linear_0": 3,
    "self_attention/linear_1": 1,
    "attention/linear_0": 1,
    "attention/linear_1": 2,
    "attention/linear_2": 1,
}
"""The rows of each weight of a Transformer's attention, in multiples of the model's width."""
_LAYER: Final = re.compile(r"((encoder|decoder)/layer_\d+)/(.+)/(weight|gamma|beta)")
_INT8: Final = 1
_MAX_VARIABLES: Final = 20_000
_MAX_RANK: Final = 8
_MAX_VOCABULARY: Final = 64 << 20
"""Bytes of a vocabulary; those in use have less than one million."""


@dataclass(frozen=True, slots=True)
class _Variable:
    """The header of a variable in a model's file."""

    shape: tuple[int, ...]
    kind: int
    """`_INT8`, or another type."""
    value: bytes
    """The value of a scalar; empty for larger variables."""


def check_shapes(folder: Path) -> None:
    """Raise BadPackError unless the parts of the CTranslate2 model in `folder` fit each other and the vocabularies.

    The engine does not check this: it would read and write outside its memory. Raises OSError and ValueError if a file
    cannot be read.
    """
    try:
        found = _variables(folder / "model.bin")
    except (struct.error, UnicodeDecodeError, OverflowError):
        raise _not_whole() from None
    tables = {side: _embeddings(found, side) for side in _EMBEDDINGS}
    widths = {side: width for side, (_rows, width) in tables.items()}
    _check_decoder(found, tables["decoder"])
    if not all(_fits(name, found, widths) for name in found):
        raise _not_whole()
    for side, vocabulary in (("encoder", "source"), ("decoder", "target")):
        rows, _width = tables[side]
        for name, size in _vocabularies(folder, vocabulary):
            if size != rows:
                raise BadPackError(
                    "{name} has {size} pieces, and the model was made for {rows}", name=name, size=size, rows=rows
                )


def _not_whole() -> BadPackError:
    return BadPackError("{name} is no whole model", name="model.bin")


def _embeddings(found: dict[str, _Variable], side: str) -> tuple[int, int]:
    """Return the rows and the width of a side's embeddings; the number of attention heads must divide the width."""
    weight = next((found[name] for name in _EMBEDDINGS[side] if name in found), None)
    if weight is None or len(weight.shape) != 2:
        raise _not_whole()
    rows, width = weight.shape
    heads = _number(found, f"{side}/num_heads", 1)
    if heads < 1 or width % heads or not rows:
        raise _not_whole()
    if not 0 <= _number(found, f"{side}/alignment_heads", 0) <= heads:
        raise _not_whole()
    return rows, width


def _check_decoder(found: dict[str, _Variable], embeddings: tuple[int, int]) -> None:
    """Check the layer that aligns words, counted from the last one if negative, and the projection to pieces."""
    layers = next(n for n in count() if f"decoder/layer_{n}/ffn/linear_0/weight" not in found)
    if not -layers <= _number(found, "decoder/alignment_layer", -1) < layers:
        raise _not_whole()
    projection = found.get("decoder/projection/weight")
    if projection and projection.shape != embeddings:
        raise _not_whole()


def _number(found: dict[str, _Variable], name: str, missing: int) -> int:
    return int.from_bytes(found[name].value, "little", signed=True) if name in found else missing


def _fits(name: str, found: dict[str, _Variable], widths: dict[str, int]) -> bool:
    """Whether a variable has the shape that its role in a Transformer needs; variables unknown here are accepted."""
    shape, [part, _, kind] = found[name].shape, name.rpartition("/")
    width = widths.get(name.partition("/")[0], 0)
    if kind in ("bias", "weight_scale"):
        weight = found.get(f"{part}/weight")
        single = kind == "weight_scale" and weight is not None and weight.kind != _INT8 and not shape
        return weight is None or single or shape == weight.shape[:1]
    if kind == "weight" and found[name].kind == _INT8 and f"{part}/weight_scale" not in found:
        return False
    if part.endswith("layer_norm") and kind in ("gamma", "beta"):
        return shape == (width,)
    if kind == "encodings":
        return len(shape) == 2 and shape[0] > 0 and shape[1] == width
    layer = _LAYER.fullmatch(name)
    if layer is None or kind != "weight":
        return True
    if layer[3] in _ATTENTION:
        given = widths["encoder"] if layer[3] == "attention/linear_1" else width
        return shape == (_ATTENTION[layer[3]] * width, given)
    inner = found.get(f"{layer[1]}/ffn/linear_0/weight")
    if layer[3].startswith("ffn/linear_0"):
        return inner is not None and shape == (*inner.shape[:1], width)
    return layer[3] != "ffn/linear_1" or (inner is not None and shape == (width, *inner.shape[:1]))


def _variables(path: Path) -> dict[str, _Variable]:
    """Read the variables of a model's file, by all their names, aliases included."""
    found: dict[str, _Variable] = {}
    size = path.stat().st_size
    with path.open("rb") as file:

        def number(form: str) -> int:
            return int(struct.unpack(form, file.read(struct.calcsize(form)))[0])

        def text() -> str:
            return file.read(number("<H")).rstrip(b"\0").decode()

        version = number("<I")
        if version >= 2:
            text(), number("<I")
        variables = number("<I")
        if version < 2 or variables > _MAX_VARIABLES:
            raise OverflowError
        for _ in range(variables):
            name, rank = text(), number("<B")
            if rank > _MAX_RANK:
                raise OverflowError
            shape = tuple(number("<I") for _ in range(rank))
            kind, length = number("<B"), number("<I")
            if version < 4:  # the bytes of an item, and the number of items
                length *= kind
            value = file.read(length) if length <= 4 else b""
            if not value:
                file.seek(length, os.SEEK_CUR)
            if file.tell() > size:
                raise OverflowError
            found[name] = _Variable(shape, kind, value)
        for _ in range(number("<I") if version >= 3 else 0):
            alias, name = text(), text()
            for end in ("", "_scale"):
                if name + end in found:
                    found[alias + end] = found[name + end]
    return found


def _vocabularies(folder: Path, side: str) -> Iterator[tuple[str, int]]:
    """Yield each file that the engine may use as the vocabulary of a side, with its number of pieces."""
    for stem in (f"{side}_vocabulary", "shared_vocabulary"):
        for file in (folder / f"{stem}.json", folder / f"{stem}.txt"):
            if file.exists():
                if file.stat().st_size > _MAX_VOCABULARY:
                    raise BadPackError("{name} is too large", name=file.name)
                text = file.read_text(encoding="utf-8")
                size = len(json.loads(text)) if file.suffix == ".json" else len(text.rstrip("\n").split("\n"))
                yield file.name, size
