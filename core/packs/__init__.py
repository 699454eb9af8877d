"""Translation packs: the catalogue, installation, and opening a pack (loading its model and tokenizer).

Importing this package loads no engine; heavy modules are imported where they are used.
"""

import json
import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from core.errors import PackMissing, UsageError
from core.messages import Message
from core.packs.metadata import SPACE, BadPackError, Vocabulary, read_metadata, tokenizer_of
from core.packs.pack import Pack
from core.sanitize import sanitize
from core.settings import Device

__all__ = ["Model", "Pack", "open_model"]


# A byte that the vocabulary has no piece for, as SentencePiece's byte fallback writes it.
_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")


_MIN_VOCABULARY = 4000
"""Minimum pieces of a vocabulary that has most words as one piece; the models in use have 8,000 to 32,000."""


class Model:
    """A loaded pack; thread-safe."""

    def __init__(self, pack: Pack, translator: Any, tokenizer: Any, target_prefix: str, *, moses: bool) -> None:
        self.pack = pack
        self.translator = translator
        """A `ctranslate2.Translator`. Pass `target_prefix` to its calls where the model has one."""
        self.target_prefix: list[str] = [target_prefix] if target_prefix else []
        """The pieces with which each translation must begin; `decode` removes them."""
        self._tokenizer = tokenizer
        self._moses = moses
        self._vocabulary: Vocabulary | None = None

    def encode(self, text: str) -> list[str]:
        """Cut one sentence into the model's pieces."""
        pieces: list[str] = self._tokenizer.encode(text)
        return pieces

    @property
    def has_words(self) -> bool:
        """Whether its tokenizer is SentencePiece with a vocabulary that has most words as one piece."""
        return not self._moses and self._tokenizer.lazy_processor().get_piece_size() >= _MIN_VOCABULARY

    def encode_target(self, text: str) -> list[str]:
        """Cut a translation into the pieces with which the model would write it.

        Empty if that is unknown: for models with a Moses tokenizer.
        """
        return self._target_vocabulary.cut(text) if not self._moses else []

    def writes(self, pieces: list[str]) -> bool:
        """Whether the model can write all of these pieces."""
        return not self._moses and self._target_vocabulary.holds(pieces)

    @property
    def _target_vocabulary(self) -> Vocabulary:
        if self._vocabulary is None:
            try:
                self._vocabulary = Vocabulary.load(self.pack.path / "model")
            except (OSError, ValueError):
                self._vocabulary = Vocabulary(frozenset())
        return self._vocabulary

    def decode(self, pieces: list[str]) -> str:
        """Join the pieces of one translated sentence into text.

        The tokenizer's own `decode` is not used: the target's pieces need not be in the source's SentencePiece model,
        and the one of Argos turns every `_` of the text into a space.
        """
        if self.target_prefix and pieces[:1] == self.target_prefix:
            pieces = pieces[1:]
        if self._moses:
            return str(self._tokenizer.decode(pieces))
        return _join(pieces).replace(SPACE, " ").strip(" ")


def open_model(pack: Pack, *, workers: int = 1, device: Device = "auto") -> Model:
    """Verify a pack and load it.

    `workers` is the number of batches that the engine computes at a time, with one thread each: two workers are faster
    than one with two threads. Raises PackMissing if a file is damaged or the engine refuses the model, and UsageError
    if `cuda` is wanted and there is none.
    """
    pack.check()
    import ctranslate2
    from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

    try:
        metadata = read_metadata(pack.path)
        file = tokenizer_of(pack.path)
        moses = file is not None and file.name == "bpe.model"
        tokenizer = BPETokenizer(file, metadata.source, metadata.target) if moses else SentencePieceTokenizer(file)
        # The tokenizers load on first use without a lock: do that here, before there are threads.
        tokenizer.encode("a")
        check_shapes(pack.path / "model")
        translator = ctranslate2.Translator(
            str(pack.path / "model"), device=_device(device), inter_threads=workers, intra_threads=1
        )
    except (RuntimeError, ValueError, TypeError, OSError, MemoryError, LookupError) as error:
        problem = Message("cannot be loaded: {error}", error=sanitize(error) or "no memory")
        if isinstance(error, BadPackError):
            problem = error.problem
        raise PackMissing(pack.name, "{problem}; {repair}", problem=problem, repair=pack.repair) from error
    return Model(pack, translator, tokenizer, metadata.target_prefix, moses=moses)


_ATTENTION: Final = {
    "self_attention/linear_0": 3,
    "self_attention/linear_1": 1,
    "attention/linear_0": 1,
    "attention/linear_1": 2,
    "attention/linear_2": 1,
}
"""The rows of each weight of a Transformer's attention, in widths of the model."""
_LAYER: Final = re.compile(r"((encoder|decoder)/layer_\d+)/(.+)/(weight|gamma|beta)")
_INT8: Final = 1
_MAX_VARIABLES: Final = 20_000
_MAX_RANK: Final = 8
_MAX_VOCABULARY: Final = 64 << 20
"""Bytes of a vocabulary; those in use have less than one million."""


@dataclass(frozen=True, slots=True)
class _Variable:
    """The head of a variable in a model's file."""

    shape: tuple[int, ...]
    kind: int
    """`_INT8`, or another type."""
    value: bytes
    """Of a number; empty of what is larger."""


def check_shapes(folder: Path) -> None:
    """Raise BadPackError unless the parts of a CTranslate2 model fit each other and the vocabularies.

    The engine does not look: it would read and write beyond the memory that it has. Raises OSError.
    """
    bad = BadPackError("{name} is no whole model", name="model.bin")
    try:
        found = _variables(folder / "model.bin")
    except (struct.error, UnicodeDecodeError, OverflowError):
        raise bad from None
    widths, rows = {}, {}
    for side, names in _EMBEDDINGS.items():
        weight = next((found[name] for name in names if name in found), None)
        if weight is None or len(weight.shape) != 2:
            raise bad
        rows[side], widths[side] = weight.shape
        heads = _number(found, f"{side}/num_heads", 1)
        if heads < 1 or widths[side] % heads or not rows[side]:
            raise bad
        if not 0 <= _number(found, f"{side}/alignment_heads", 0) <= heads:
            raise bad
    layers = next(n for n in count() if f"decoder/layer_{n}/ffn/linear_0/weight" not in found)
    if not -layers <= _number(found, "decoder/alignment_layer", -1) < layers:
        raise bad
    projection = found.get("decoder/projection/weight")
    if projection and projection.shape != (rows["decoder"], widths["decoder"]):
        raise bad
    if not all(_fits(name, found, widths) for name in found):
        raise bad
    for size in _sizes(folder, "source"):
        if size != rows["encoder"]:
            raise BadPackError(
                "the source vocabulary has {size} pieces, and the model was made for {rows}",
                size=size,
                rows=rows["encoder"],
            )
    for size in _sizes(folder, "target"):
        if size != rows["decoder"]:
            raise BadPackError(
                "the target vocabulary has {size} pieces, and the model was made for {rows}",
                size=size,
                rows=rows["decoder"],
            )


_EMBEDDINGS: Final = {
    "encoder": ("encoder/embeddings_0/weight", "encoder/embeddings/weight"),
    "decoder": ("decoder/embeddings/weight",),
}


def _number(found: dict[str, _Variable], name: str, missing: int) -> int:
    return int.from_bytes(found[name].value, "little", signed=True) if name in found else missing


def _fits(name: str, found: dict[str, _Variable], widths: dict[str, int]) -> bool:
    """Whether a variable has the shape that its place in a Transformer needs; so has any that is not known here."""
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
    """Read the names and shapes in a model's file, under all their names."""
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


def _sizes(folder: Path, side: str) -> Iterator[int]:
    """Yield the number of pieces of each file that the engine may take for the vocabulary of a side."""
    for name in (f"{side}_vocabulary", "shared_vocabulary"):
        for file in (folder / f"{name}.json", folder / f"{name}.txt"):
            if file.exists():
                if file.stat().st_size > _MAX_VOCABULARY:
                    raise BadPackError("{name} is too large", name=file.name)
                text = file.read_text(encoding="utf-8")
                yield len(json.loads(text)) if file.suffix == ".json" else len(text.rstrip("\n").split("\n"))


def _device(wanted: Device) -> str:
    import ctranslate2

    try:
        found = ctranslate2.get_cuda_device_count() > 0
    except RuntimeError:
        # The driver does not fit the library: treat it as no device.
        found = False
    if wanted == "cuda" and not found:
        raise UsageError("--device cuda", "no CUDA device was found; use --device cpu")
    return "cuda" if found and wanted != "cpu" else "cpu"


def _join(pieces: list[str]) -> str:
    """Join pieces, reading runs of byte pieces as the UTF-8 they are."""
    text: list[str] = []
    pending = bytearray()
    for piece in pieces:
        byte = _BYTE.fullmatch(piece)
        if byte:
            pending.append(int(byte[1], 16))
            continue
        if pending:
            text.append(pending.decode("utf-8", errors="replace"))
            pending.clear()
        text.append(piece)
    return "".join(text) + pending.decode("utf-8", errors="replace")
