"""Converts a Marian checkpoint of OPUS-MT to a CTranslate2 model in int8.

int8 halves the time of float32 and loses no BLEU on news (measured with this very model). The layout is that
of CTranslate2's own converter for Marian models in Transformers' format, which needs torch; this needs NumPy.

The checkpoint has one vocabulary for both sides, the union of two SentencePiece models. The encoder gets the pieces of
the source's model and the decoder those of the target's: only these were ever read and written, and the decoder's last
layer, which takes a third of the time, is half as large. The pieces in neither model (of fr→en 6,904: single Chinese,
Korean and rarer letters, emoji) are left out: the model copies none of them through, whether it has them or not.
"""

import collections
import logging
import math
import pickle
import pickletools
import struct
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import ProblemError
from core.packs.metadata import BadPackError

_logger = logging.getLogger(__name__)

Weights = dict[str, "np.ndarray[Any, np.dtype[np.float32]]"]

MAGIC = 0x1950A86A20F9469CFC6C
VERSION = 1001

_FLOATS = "float storage"
_MEMOS = {"PUT", "BINPUT", "LONG_BINPUT"}
"""Opcodes of a pickle that give a value a memo number; picklers count from 0."""


class _Cursor:
    """The file interface that an unpickler needs, over bytes without copying them."""

    def __init__(self, data: bytearray | memoryview, position: int = 0) -> None:
        self._view = memoryview(data)
        self._position = position

    def read(self, size: int) -> bytes:
        end = min(self._position + max(size, 0), len(self._view))
        data = self._view[self._position : end].tobytes()
        self._position = end
        return data

    def readline(self) -> bytes:
        # A line of a text pickle; the checkpoints in use are binary and have only short ones.
        line = bytearray()
        while not line.endswith(b"\n") and (byte := self.read(1)):
            line += byte
        return bytes(line)

    def copy(self) -> "_Cursor":
        """Return a new cursor at the same position."""
        return _Cursor(self._view, self._position)

    def take(self, size: int) -> memoryview:
        """Return the next bytes without copying them."""
        if size < 0 or self._position + size > len(self._view):
            raise BadPackError("the checkpoint ends too early")
        view = self._view[self._position : self._position + size]
        self._position += size
        return view


@dataclass(frozen=True, slots=True)
class _Tensor:
    """The location of a tensor's numbers: storage, offset, shape and stride."""

    storage: str
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


class _Rebuild:
    """Replaces `torch._utils._rebuild_tensor_v2`; only records its arguments."""

    __slots__ = ()

    def __call__(self, storage: str, offset: int, shape: Any, stride: Any, *_: object) -> _Tensor:
        return _Tensor(str(storage), int(offset), tuple(map(int, shape)), tuple(map(int, stride)))


class _Unpickler(pickle.Unpickler):
    """Accepts only the few names that a checkpoint of floats needs."""

    def __init__(self, cursor: _Cursor) -> None:
        super().__init__(cursor)
        self._cursor = cursor
        self.sizes: dict[str, int] = {}
        """Number of floats in each storage."""

    def read(self) -> Any:
        """Return the next pickle's value, after a check that it does not request more memory than it can need."""
        # The unpickler allocates memory for the highest memo number, even if that is 2 × 10^9.
        copy: Any = self._cursor.copy()
        for number, (code, argument, _) in enumerate(pickletools.genops(copy)):
            if code.name in _MEMOS and (argument or 0) > number:
                raise ProblemError("it asks for more memory than it can need")
        return self.load()

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _Rebuild()
        if (module, name) == ("torch", "FloatStorage"):
            return _FLOATS
        raise ProblemError("it asks for {module}.{name}", module=module, name=name)

    def persistent_load(self, pid: Any) -> str:
        kind, storage, key, _, size, view = pid
        if kind != "storage" or storage != _FLOATS or view is not None:
            raise ProblemError("it holds something other than plain float tensors")
        self.sizes[str(key)] = int(size)
        return str(key)


def read_weights(data: bytearray) -> Weights:
    """Read a checkpoint's tensors, as float32 arrays that are views of `data` and may be changed in place.

    Raises BadPackError for anything but a checkpoint of plain, dense float tensors.
    """
    try:
        return _read(_Cursor(data))
    except BadPackError:
        raise
    # A broken or hostile pickle can raise any exception, and that is not a bug of this program.
    except Exception as error:
        _logger.warning("a checkpoint is refused", exc_info=True)
        raise BadPackError("the checkpoint is refused: {error}", error=error or type(error).__name__) from error


def _read(cursor: _Cursor) -> Weights:
    if _Unpickler(cursor).read() != MAGIC or _Unpickler(cursor).read() != VERSION:
        raise BadPackError("not a PyTorch checkpoint of the known format")
    _Unpickler(cursor).read()  # Byte order and word lengths of the machine it was written on.
    unpickler = _Unpickler(cursor)
    tensors = unpickler.read()
    storages = {}
    for key in _Unpickler(cursor).read():
        (size,) = struct.unpack("<q", cursor.take(8))
        if size != unpickler.sizes.get(key):
            raise BadPackError("a storage of the checkpoint is not as long as announced")
        storages[key] = np.frombuffer(cursor.take(size * 4), "<f4")
    return {str(name): _array(tensor, storages) for name, tensor in tensors.items()}


def _array(tensor: _Tensor, storages: Weights) -> "np.ndarray[Any, np.dtype[np.float32]]":
    stride = tuple(math.prod(tensor.shape[axis + 1 :]) for axis in range(len(tensor.shape)))
    if min(tensor.shape, default=1) < 1 or tensor.stride != stride or tensor.offset < 0:
        raise BadPackError("a tensor of the checkpoint is not dense")
    storage = storages[tensor.storage]
    end = tensor.offset + math.prod(tensor.shape)
    if end > storage.size:
        raise BadPackError("a tensor of the checkpoint reaches beyond its storage")
    return storage[tensor.offset : end].reshape(tensor.shape)


EXPECTED = {
    "model_type": "marian",
    "activation_function": "swish",
    "normalize_before": False,
    "normalize_embedding": False,
    "add_final_layer_norm": False,
    "share_encoder_decoder_embeddings": True,
}
"""Required values in a checkpoint's configuration: only this type of Transformer is supported."""

END, UNKNOWN, PADDING = "</s>", "<unk>", "<pad>"


def convert(
    weights: Weights,
    config: Mapping[str, Any],
    vocabulary: Mapping[str, int],
    pieces: tuple[AbstractSet[str], AbstractSet[str]],
    goal: Path,
) -> None:
    """Write the model into the folder `goal`, which must exist.

    `pieces` are those of the source's and the target's SentencePiece models. `weights` is emptied, and its arrays are
    changed in place: two copies would take 600 MB. Raises BadPackError if the checkpoint has another structure, and
    OSError.
    """
    for key, value in EXPECTED.items():
        if config.get(key) != value:
            raise BadPackError(
                "the checkpoint's configuration has {key} = {value}", key=key, value=repr(config.get(key))
            )
    try:
        tokens = sorted(vocabulary, key=vocabulary.__getitem__)
        # The last row is <pad>, which CTranslate2 does not need: it starts the decoder from zeros.
        if tokens.pop() != PADDING or len(tokens) != config["vocab_size"] - 1:
            raise BadPackError("the checkpoint's vocabulary does not end in <pad>")
        source, target = (rows_of(tokens, some) for some in pieces)
        spec = _build_spec(weights, config, source, target)
        spec.register_source_vocabulary([tokens[row] for row in source])
        spec.register_target_vocabulary([tokens[row] for row in target])
        spec.config.eos_token = spec.config.decoder_start_token = END
        spec.config.unk_token = UNKNOWN
        # The tokenizers of the Argos ecosystem append no </s>, and this model was trained with one.
        spec.config.add_source_eos = True
        spec.validate()
        weights.clear()
        spec.optimize(quantization="int8")
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise BadPackError("the checkpoint does not have the expected weights: {error}", error=error) from error
    spec.save(str(goal))


def rows_of(tokens: Sequence[str], pieces: AbstractSet[str]) -> list[int]:
    """Return the rows of a vocabulary that hold a model's pieces, and the marks that every model needs."""
    return [row for row, token in enumerate(tokens) if token in pieces or token in (END, UNKNOWN)]


def _build_spec(weights: Weights, config: Mapping[str, Any], source: list[int], target: list[int]) -> Any:
    from ctranslate2.specs.common_spec import Activation
    from ctranslate2.specs.transformer_spec import TransformerSpec

    heads = config["encoder_attention_heads"]
    if config["decoder_attention_heads"] != heads:
        raise BadPackError("the checkpoint's encoder and decoder differ in their attention heads")
    spec = TransformerSpec.from_config(
        (config["encoder_layers"], config["decoder_layers"]),
        heads,
        pre_norm=False,
        activation=Activation.SWISH,
    )
    embedding = weights["model.shared.weight"]
    scale = math.sqrt(config["d_model"]) if config["scale_embedding"] else 1.0

    spec.encoder.embeddings[0].weight = embedding[source]
    spec.decoder.embeddings.weight = spec.decoder.projection.weight = embedding[target]
    for name, side in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        side.scale_embeddings = scale
        side.position_encodings.encodings = weights[f"model.{name}.embed_positions.weight"]
        for number, layer in enumerate(side.layer):
            _build_layer(layer, weights, f"model.{name}.layers.{number}")
    spec.decoder.start_from_zero_embedding = True
    bias = weights["final_logits_bias"].reshape(-1)[target]
    if bias.any():
        spec.decoder.projection.bias = bias
    return spec


def _build_layer(layer: Any, weights: Weights, name: str) -> None:
    """Fill one layer; those of the decoder also attend to the encoder."""
    from ctranslate2.converters.utils import fuse_linear

    query, key, value, out = _attention(weights, f"{name}.self_attn")
    fuse_linear(layer.self_attention.linear[0], [query, key, value])
    _linear(layer.self_attention.linear[1], weights, out)
    _norm(layer.self_attention.layer_norm, weights, f"{name}.self_attn_layer_norm")
    if hasattr(layer, "attention"):
        query, key, value, out = _attention(weights, f"{name}.encoder_attn")
        fuse_linear(layer.attention.linear[0], [query])
        fuse_linear(layer.attention.linear[1], [key, value])
        _linear(layer.attention.linear[2], weights, out)
        _norm(layer.attention.layer_norm, weights, f"{name}.encoder_attn_layer_norm")
    _linear(layer.ffn.linear_0, weights, f"{name}.fc1")
    _linear(layer.ffn.linear_1, weights, f"{name}.fc2")
    _norm(layer.ffn.layer_norm, weights, f"{name}.final_layer_norm")


def _attention(weights: Weights, name: str) -> tuple[Any, Any, Any, str]:
    from ctranslate2.specs.common_spec import LinearSpec

    query, key, value = (_linear(LinearSpec(), weights, f"{name}.{part}_proj") for part in "qkv")
    return query, key, value, f"{name}.out_proj"


def _linear(spec: Any, weights: Weights, name: str) -> Any:
    spec.weight, spec.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
    return spec


def _norm(spec: Any, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]
