"""Models in the layout of Firefox Translations, with random weights: small ones for tests, large ones for benchmarks.

The engine loads them like real ones; their translations are noise, the same each time.
"""

import gzip
import io
import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece

from core.packs.firefox import shortlist_checksum
from core.packs.metadata import FIREFOX, FIREFOX_MODEL, FIREFOX_SHORTLIST, FIREFOX_VOCABULARIES

WORDS = (
    "el la los un una presidente ministro París dijo lunes no que de en y con gobierno ayer según fuentes país "
    "the a president minister Paris said Monday not that of in and with government yesterday sources country "
    "1 2 3 10 2024 . , ! ? : ; ( ) « » % km"
)
_ALIGNMENT = 256
_TEXT, _INT8, _FLOAT32 = 0x101, 0x4101, 0x404


@dataclass(frozen=True)
class Shape:
    """What a model is made of."""

    width: int = 64
    inner: int = 64
    heads: int = 2
    encoder: int = 1
    decoder: int = 1


SMALL = Shape()
BASE_MEMORY = Shape(384, 1536, 8, 6, 4)
"""That of the models for most pairs: 31.6 MB with 32,000 pieces."""


def train_vocabulary(size: int = 96, text: str = WORDS) -> bytes:
    """Train a SentencePiece model numbered as these models need it: the end first, then the unknown piece.

    In multiples of eight: the engine fills what it thinks of up to eights.
    """
    words = text.split()
    lines = [" ".join(words[start:] + words[:start]) for start in range(len(words))]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=model, vocab_size=size, hard_vocab_limit=True,
        bos_id=-1, eos_id=0, unk_id=1, num_threads=1, minloglevel=2,
    )  # fmt: skip
    return model.getvalue()


def size_of(vocabulary: bytes) -> int:
    """Count the pieces of a SentencePiece model."""
    return sentencepiece.SentencePieceProcessor(model_proto=vocabulary).get_piece_size()


class _Container:
    """A container in Marian's binary format, under construction."""

    def __init__(self, seed: int) -> None:
        self._items: list[tuple[str, int, tuple[int, ...], bytes]] = []
        self._random = np.random.default_rng(seed)

    def add(self, name: str, kind: int, shape: tuple[int, ...], data: bytes) -> None:
        self._items.append((name, kind, shape, data))

    def floats(self, name: str, values: np.ndarray) -> None:
        self.add(name, _FLOAT32, values.shape, values.astype(np.float32).tobytes())

    def constant(self, name: str, width: int, value: float = 0.0) -> None:
        self.floats(name, np.full((1, width), value))

    def int8(self, name: str, shape: tuple[int, int], values: np.ndarray) -> None:
        """Add values quantised, their factor after them, filled up to the alignment."""
        factor = 127 / float(np.abs(values).max())
        data = np.rint(values * factor).astype(np.int8).tobytes() + struct.pack("<f", factor)
        self.add(name, _INT8, shape, data.ljust(-(-len(data) // _ALIGNMENT) * _ALIGNMENT, b"\0"))

    def weights(self, name: str, inputs: int, outputs: int) -> None:
        """Add a weight, which lies transposed, and the activations' factor beside it."""
        self.int8(name, (inputs, outputs), self._random.standard_normal((outputs, inputs)) / np.sqrt(inputs))
        self.constant(f"{name}_QuantMultA", 1, 20.0)

    def norm(self, name: str, width: int) -> None:
        self.constant(f"{name}_ln_scale", width, 1.0)
        self.constant(f"{name}_ln_bias", width)

    def attention(self, name: str, width: int) -> None:
        for letter in "qkvo":
            self.weights(f"{name}_W{letter}", width, width)
            self.constant(f"{name}_b{letter}", width)
        self.norm(f"{name}_Wo", width)

    def feed_forward(self, name: str, width: int, inner: int) -> None:
        for number, (inputs, outputs) in enumerate(((width, inner), (inner, width)), 1):
            self.weights(f"{name}_W{number}", inputs, outputs)
            self.constant(f"{name}_b{number}", outputs)
        self.norm(f"{name}_ffn", width)

    def embedding(self, name: str, rows: int, width: int) -> None:
        self.int8(name, (rows, width), self._random.standard_normal((rows, width)) * 0.05)

    def bytes(self) -> bytes:
        """Return the file: sizes, names, shapes, then the data, aligned."""
        out = struct.pack("<QQ", 1, len(self._items))
        for name, kind, shape, data in self._items:
            out += struct.pack("<4Q", len(name) + 1, kind, len(shape), len(data))
        out += b"".join(name.encode() + b"\0" for name, *_ in self._items)
        out += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in self._items)
        gap = -(len(out) + 8) % _ALIGNMENT
        return out + struct.pack("<Q", gap) + bytes(gap) + b"".join(data for *_, data in self._items)


def build_model(rows: tuple[int, int], shape: Shape = SMALL, seed: int = 1, end: float = 0.0) -> bytes:
    """Write a model for vocabularies of so many pieces; one embedding for both sides where they are alike.

    `end` is what the end mark has beforehand: high, and translations are short; low, and they are as long as allowed.
    """
    container = _Container(seed)
    shared = rows[0] == rows[1]
    for name, count in (("Wemb", rows[0]),) if shared else (("encoder_Wemb", rows[0]), ("decoder_Wemb", rows[1])):
        container.embedding(name, count, shape.width)
    container.constant("none_QuantMultA", 1, 20.0)
    bias = np.zeros((1, rows[1]))
    bias[0, 0], bias[0, 1] = end, -1000
    container.floats("decoder_ff_logit_out_b", bias)
    for layer in range(1, shape.encoder + 1):
        container.attention(f"encoder_l{layer}_self", shape.width)
        container.feed_forward(f"encoder_l{layer}_ffn", shape.width, shape.inner)
    for layer in range(1, shape.decoder + 1):
        cell = f"decoder_l{layer}_rnn"
        container.weights(f"{cell}_W", shape.width, shape.width)
        container.weights(f"{cell}_Wf", shape.width, shape.width)
        container.constant(f"{cell}_bf", shape.width)
        container.norm(f"{cell}_ffn", shape.width)
        container.attention(f"decoder_l{layer}_context", shape.width)
        container.feed_forward(f"decoder_l{layer}_ffn", shape.width, shape.inner)
    options = {
        "dim-emb": shape.width, "transformer-heads": shape.heads, "enc-depth": shape.encoder, "dec-depth": shape.decoder,
        "transformer-dim-ffn": shape.inner, "transformer-decoder-autoreg": "rnn", "dec-cell": "ssru",
    }  # fmt: skip
    lines = [f"{key}: {value}" for key, value in options.items()]
    lines += ["dim-vocabs:", *(f"  - {count}" for count in rows)]
    config = "\n".join(lines).encode() + b"\n\0"
    container.add("special:model.yml", _TEXT, (len(config),), config)
    return container.bytes()


def build_shortlist(rows: tuple[int, int], first: int = 16, best: int = 4, seed: int = 1) -> bytes:
    """Write a lexical shortlist: for each source piece, which target pieces are thought of, beside the first ones.

    Of the first piece none is, as for what is rare in real ones.
    """
    random = np.random.default_rng(seed)
    lists = np.concatenate([np.sort(random.choice(rows[1], best, replace=False)) for _ in range(rows[0] - 1)])
    offsets = np.concatenate(([0], np.arange(rows[0], dtype=np.uint64) * best)).astype(np.uint64)
    body = struct.pack("<4Q", first, best, len(offsets), len(lists))
    body += offsets.tobytes() + lists.astype(np.uint32).tobytes()
    magic = 0xF11A48D5013417F5
    return struct.pack("<QQ", magic, shortlist_checksum(bytes(16) + body)) + body


def build_files(*, split: bool = False, shape: Shape = SMALL, seed: int = 1, end: float = 0.0) -> dict[str, bytes]:
    """Return the files of a model, by their name in a pack; `split` for two vocabularies."""
    vocabularies = [train_vocabulary()] if not split else [train_vocabulary(), train_vocabulary(88)]
    rows = size_of(vocabularies[0]), size_of(vocabularies[-1])
    return {
        FIREFOX_MODEL: build_model(rows, shape, seed, end),
        FIREFOX_SHORTLIST: build_shortlist(rows),
        **dict(zip(FIREFOX_VOCABULARIES[1:] if split else FIREFOX_VOCABULARIES[:1], vocabularies, strict=True)),
    }


def build_firefox_pack(folder: Path, source: str = "es", target: str = "en", **how: object) -> Path:
    """Write such a pack into the new folder `folder`."""
    (folder / "model").mkdir(parents=True)
    for name, data in build_files(**how).items():
        (folder / name).write_bytes(data)
    metadata = {"package_version": "1.0", "type": FIREFOX, "from_code": source, "to_code": target}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def zipped(data: bytes) -> bytes:
    """Compress as the files lie on the server."""
    return gzip.compress(data, mtime=0)
