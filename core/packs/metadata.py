"""What a pack's folder says about itself: `metadata.json`, as the Argos ecosystem writes it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import ProblemError
from core.sanitize import sanitize

LIMIT = 1 << 20
"""Bytes of a JSON file that are read at most; real ones have under 10,000."""

MODEL = "model/model.bin"
TOKENIZERS = ("sentencepiece.model", "bpe.model")
"""The tokenizer's file, in the order in which Argos Translate looks for it."""

# ISO 639 codes, and the few longer ones of the Argos index (`zt`, `pb`, `zh-Hant`).
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class BadPackError(ProblemError, ValueError):
    """A folder or an archive that is no translation pack this program can use; the message says why."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The part of `metadata.json` that matters here, checked."""

    source: str
    target: str
    version: str
    title: str
    """`French → English`, or the codes where the names are missing."""
    target_prefix: str = ""
    """A piece that every translation must begin with, where one model serves several target languages."""


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object of moderate size, or raise BadPackError."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise BadPackError("no {name}", name=path.name) from None
    except OSError as error:
        raise BadPackError("{name} cannot be read: {reason}", name=path.name, reason=error.strerror or error) from None
    if len(data) > LIMIT:
        raise BadPackError("{name} is too large", name=path.name)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise BadPackError("{name} is not JSON", name=path.name) from None
    if not isinstance(value, dict):
        raise BadPackError("{name} is not a JSON object", name=path.name)
    return value


def read_metadata(folder: Path) -> Metadata:
    """Read and check a pack folder's metadata and layout, without opening the model.

    Raises BadPackError for anything but a translation pack of the current kind: one source language, one
    target language, a CTranslate2 model and a tokenizer.
    """
    if not folder.is_dir():
        raise BadPackError("not a folder")
    values = read_json(folder / "metadata.json")
    kind = values.get("type", "translate")
    if kind != "translate":
        raise BadPackError("foreign: a package of type {kind}, not translate", kind=sanitize(kind, 30))
    source, target = _code(values.get("from_code")), _code(values.get("to_code"))
    if not (folder / MODEL).is_file():
        raise BadPackError("no {model}", model=MODEL)
    if tokenizer_of(folder) is None:
        raise BadPackError("no tokenizer ({tokenizers})", tokenizers=" or ".join(TOKENIZERS))
    names = [sanitize(values.get(key) or code, 60) for key, code in (("from_name", source), ("to_name", target))]
    prefix = values.get("target_prefix")
    return Metadata(
        source=source,
        target=target,
        version=sanitize(values.get("package_version") or "0", 30),
        title=" → ".join(names),
        target_prefix=prefix if isinstance(prefix, str) else "",
    )


def tokenizer_of(folder: Path) -> Path | None:
    """Return the tokenizer's file in a pack folder, or None."""
    return next((folder / name for name in TOKENIZERS if (folder / name).is_file()), None)


def _code(value: object) -> str:
    if isinstance(value, str) and _CODE.fullmatch(value):
        return value
    raise BadPackError("metadata.json names no pair of languages")
