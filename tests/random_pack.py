"""A pack of random weights, 100 KB, built in a tenth of a second.

It has everything a real one has and translates into noise: assert with it what happens, never what is said.
"""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece
from ctranslate2.specs.transformer_spec import TransformerSpec

WORDS = "le la un une est et de président ministre Paris a dit lundi que pas ne the is and of said 1 2 3 . , ! ?"
WIDTH, INNER, HEADS = 16, 32, 2


def build_random_pack(
    folder: Path,
    source: str = "fr",
    target: str = "en",
    version: str = "1.0",
    seed: int = 1,
    quantization: str = "int8",
) -> Path:
    """Write an Argos package into the new folder `folder`; the same arguments give the same files."""
    (folder / "model").mkdir(parents=True)
    pieces = train_tokenizer(folder / "sentencepiece.model")
    write_model(folder / "model", pieces, np.random.default_rng(seed), quantization)
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source.upper(),
        "to_code": target,
        "to_name": target.upper(),
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def train_tokenizer(file: Path, text: str = WORDS, more: Sequence[str] = ()) -> list[str]:
    """Train a SentencePiece model on some words, and return its pieces: those trained, and `more`."""
    words = text.split()
    lines = [" ".join(words[start:] + words[:start]) for start in range(len(words))]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=model,
        vocab_size=100 + len(more),
        user_defined_symbols=list(more),
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
    )
    file.write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def write_model(folder: Path, pieces: list[str], random: np.random.Generator, quantization: str = "int8") -> None:
    def numbers(*shape: int) -> np.ndarray:
        return random.standard_normal(shape).astype(np.float32)

    def linear(spec: object, out: int, width: int) -> None:
        spec.weight, spec.bias = numbers(out, width) / 4, numbers(out) / 4

    def norm(spec: object) -> None:
        spec.gamma, spec.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def attention(spec: object, widths: list[int]) -> None:
        for layer, out in zip(spec.linear, widths, strict=True):
            linear(layer, out, WIDTH)
        norm(spec.layer_norm)

    spec = TransformerSpec.from_config(1, HEADS, pre_norm=False)
    spec.encoder.embeddings[0].weight = numbers(len(pieces), WIDTH)
    spec.decoder.embeddings.weight = numbers(len(pieces), WIDTH)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = 1.0
        side.position_encodings.encodings = numbers(512, WIDTH)
        layer = side.layer[0]
        attention(layer.self_attention, [3 * WIDTH, WIDTH])
        if side is spec.decoder:
            attention(layer.attention, [WIDTH, 2 * WIDTH, WIDTH])
        linear(layer.ffn.linear_0, INNER, WIDTH)
        linear(layer.ffn.linear_1, WIDTH, INNER)
        norm(layer.ffn.layer_norm)
    linear(spec.decoder.projection, len(pieces), WIDTH)
    spec.decoder.projection.weight *= 4
    # Words only, and an end that grows likelier with each: the first number of a word counts its position.
    spec.decoder.position_encodings.encodings[:, 0] = 0.3 * np.arange(512)
    end = pieces.index("</s>")
    spec.decoder.projection.weight[:, 0] = 0
    spec.decoder.projection.weight[end] = [14] + (WIDTH - 1) * [0]
    spec.decoder.projection.bias[end] = -20
    for piece in ("<s>", "<unk>"):
        spec.decoder.projection.bias[pieces.index(piece)] = -100
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(folder))


if __name__ == "__main__":
    import sys

    print(build_random_pack(Path(sys.argv[1])), ctranslate2.__version__)  # noqa: T201 - a tool for the shell
