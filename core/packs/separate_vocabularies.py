"""Converts an installed pack with one vocabulary for both sides to one with two: faster, and without a download.

The result is byte for byte that of converting the checkpoint: int8 scales are per row, so removing rows from an
embedding does not change the others. `convert.py` finds the target's rows with its SentencePiece model, which an older
pack does not have; here they are in a file of a few kilobytes with one bit for each row of the vocabulary.
"""

import json
import shutil
import struct
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np

from core.packs import Monitor
from core.packs.catalogue import CatalogueEntry, Earlier
from core.packs.convert import rows_of
from core.packs.metadata import MODEL, BadPackError
from core.packs.opus import STEPS, describe, pieces_of
from core.packs.pack import Pack

_BINARY_VERSION: Final = 6
"""Version of CTranslate2's `model.bin` format, as `ctranslate2.specs.model_spec` writes it."""
_EMBEDDING: Final = "decoder/embeddings/weight"
_SOURCE: Final = "encoder/embeddings_0/weight"
_PROJECTION: Final = "decoder/projection/weight"
_BIAS: Final = "decoder/projection/bias"
_SCALE: Final = "_scale"


@dataclass(frozen=True, slots=True)
class _Variable:
    """One array of a model, as it is in the file."""

    shape: tuple[int, ...]
    kind: int
    data: bytes

    def rows(self, chosen: list[int]) -> "_Variable":
        """Return an array of only these rows."""
        table = np.frombuffer(self.data, np.uint8).reshape(self.shape[0], -1)[chosen]
        return _Variable((len(chosen), *self.shape[1:]), self.kind, table.tobytes())


@dataclass(slots=True)
class _Model:
    """The contents of `model.bin`."""

    name: bytes
    revision: int
    variables: dict[str, _Variable]
    aliases: dict[str, str]


def convert_pack(entry: CatalogueEntry, earlier: Earlier, old: Pack, goal: Path, monitor: Monitor) -> None:
    """Make the pack of `entry` in the folder `goal` from an older installed one.

    Raises BadPackError if the older pack does not have the expected layout, and OSError.
    """
    monitor.at("convert", 0, STEPS)
    (goal / "model").mkdir(parents=True)
    shutil.copyfile(old.path / "sentencepiece.model", goal / "sentencepiece.model")
    shutil.copyfile(old.path / "model" / "config.json", goal / "model" / "config.json")
    tokens = json.loads((old.path / "model" / "shared_vocabulary.json").read_text("utf-8"))
    source = rows_of(tokens, pieces_of((goal / "sentencepiece.model").read_bytes()))
    target = _target_rows(earlier.target_rows, len(tokens))
    model = _read((old.path / MODEL).read_bytes())
    monitor.at("convert", 1, STEPS)
    _split_embedding(model, source, target)
    monitor.at("convert", 2, STEPS)
    _write(model, goal / MODEL)
    for side, rows in (("source", source), ("target", target)):
        # As CTranslate2 writes a vocabulary.
        text = json.dumps([tokens[row] for row in rows], indent=2)
        (goal / "model" / f"{side}_vocabulary.json").write_text(text, encoding="utf-8", newline="\n")
    describe(entry, goal)
    monitor.at("convert", STEPS, STEPS)


def _target_rows(name: str, count: int) -> list[int]:
    packed = resources.files("core.packs").joinpath(name).read_bytes()
    bits = np.unpackbits(np.frombuffer(packed, np.uint8))
    if not count <= bits.size < count + 8:
        raise BadPackError("its vocabulary is not the expected one")
    return [int(row) for row in np.flatnonzero(bits[:count])]


def _split_embedding(model: _Model, source: list[int], target: list[int]) -> None:
    """Replace the embedding that encoder and decoder share by one for each."""
    variables, aliases = model.variables, model.aliases
    shared = {_SOURCE, _PROJECTION} <= aliases.keys() and {aliases[_SOURCE], aliases[_PROJECTION]} == {_EMBEDDING}
    if not shared or _EMBEDDING not in variables:
        raise BadPackError("its model does not share one vocabulary")
    for name in (_EMBEDDING, _EMBEDDING + _SCALE):
        both = variables[name]
        source_name = _SOURCE + name.removeprefix(_EMBEDDING)
        aliases.pop(source_name, None)
        variables[source_name], variables[name] = both.rows(source), both.rows(target)
    if _BIAS in variables:
        variables[_BIAS] = variables[_BIAS].rows(target)


def _read(data: bytes) -> _Model:
    at = 0

    def take(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return int(value)

    def raw(length: int) -> bytes:
        nonlocal at
        at += length
        if at > len(data):
            raise BadPackError("{model} ends too early", model=MODEL)
        return data[at - length : at]

    def text() -> bytes:
        return raw(take("H"))[:-1]

    try:
        if take("I") != _BINARY_VERSION:
            raise BadPackError("{model} is of another version", model=MODEL)
        name, revision = text(), take("I")
        variables = {}
        for _ in range(take("I")):
            key = text().decode()
            shape = tuple(take("I") for _ in range(take("B")))
            kind, length = take("B"), take("I")
            variables[key] = _Variable(shape, kind, raw(length))
        aliases = {text().decode(): text().decode() for _ in range(take("I"))}
    except (struct.error, UnicodeDecodeError) as error:
        raise BadPackError("{model} cannot be read", model=MODEL) from error
    return _Model(name, revision, variables, aliases)


def _write(model: _Model, path: Path) -> None:
    with path.open("wb") as file:

        def text(value: bytes) -> None:
            file.write(struct.pack("<H", len(value) + 1) + value + b"\0")

        file.write(struct.pack("<I", _BINARY_VERSION))
        text(model.name)
        file.write(struct.pack("<II", model.revision, len(model.variables)))
        for name, variable in sorted(model.variables.items()):
            text(name.encode())
            file.write(struct.pack(f"<B{len(variable.shape)}I", len(variable.shape), *variable.shape))
            file.write(struct.pack("<BI", variable.kind, len(variable.data)))
            file.write(variable.data)
        file.write(struct.pack("<I", len(model.aliases)))
        for alias, name in model.aliases.items():  # in the order in which they were read: sorted
            text(alias.encode())
            text(name.encode())
