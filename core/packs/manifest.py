"""The record of a pack's files: `depeche.json`, written when it is installed, checked when it is used."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.messages import Message
from core.packs.metadata import BadPackError, read_json
from core.sanitize import sanitize

NAME = "depeche.json"
SCHEMA = "depeche.pack/1"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file as it was when the pack was installed."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was installed."""

    name: str
    credit: str | None
    licence: str | None
    origin: str
    """Where it came from, in words."""
    order: str | None
    """What `depeche packs install` takes to get it again; None for a pack that came as a file."""
    converter: str | None
    """The CTranslate2 release that converted it here, where one did."""
    files: dict[str, FileRecord]
    """By path inside the pack, `/` between folders; everything but this record itself."""


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file of a pack folder but the manifest, as (path inside it, path), sorted."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.name != NAME]
    yield from sorted((path.relative_to(folder).as_posix(), path) for path in found)


def record_files(folder: Path) -> dict[str, FileRecord]:
    """Measure and hash every file of a pack folder, and have the disk keep them."""
    records = {}
    for name, path in files_of(folder):
        with path.open("r+b") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
            records[name] = FileRecord(file.tell(), digest)
    return records


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the record into a folder that no one else sees yet."""
    text = json.dumps({"schema": SCHEMA, **asdict(manifest)}, ensure_ascii=False, indent=2, sort_keys=True)
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Read the record of an installed pack, or raise BadPackError."""
    values = read_json(folder / NAME)
    if values.get("schema") != SCHEMA:
        raise BadPackError("{name} has an unknown schema", name=NAME)
    try:
        files = {
            str(path): FileRecord(int(record["size"]), str(record["sha256"]))
            for path, record in values["files"].items()
        }
        return Manifest(
            name=sanitize(values["name"]),
            credit=_text(values, "credit"),
            licence=_text(values, "licence"),
            origin=_text(values, "origin") or "unknown",
            order=_text(values, "order"),
            converter=_text(values, "converter"),
            files=files,
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise BadPackError("{name} is incomplete", name=NAME) from None


def problems_of(folder: Path, files: dict[str, FileRecord]) -> list[Message]:
    """Compare a folder with its record, byte for byte; an empty list says it is whole."""
    problems: list[Message] = []
    for name, record in files.items():
        path = folder / name
        try:
            if path.stat().st_size != record.size:
                problems.append(
                    Message(
                        "{name} has {size} bytes instead of {other}",
                        name=sanitize(name),
                        size=path.stat().st_size,
                        other=record.size,
                    )
                )
            elif sha256_of(path) != record.sha256:
                problems.append(Message("{name} is damaged: its SHA-256 is not the recorded one", name=sanitize(name)))
        except FileNotFoundError:
            problems.append(Message("{name} is missing", name=sanitize(name)))
        except OSError as error:
            problems.append(
                Message("{name} cannot be read: {reason}", name=sanitize(name), reason=error.strerror or error)
            )
    # CTranslate2 picks vocabularies up by their name: a file more in its folder can change what comes out.
    problems += [
        Message("{name} does not belong to the pack", name=sanitize(name))
        for name, _ in files_of(folder)
        if name.startswith("model/") and name not in files
    ]
    return problems


def _text(values: dict[str, Any], key: str) -> str | None:
    value = values.get(key)
    return sanitize(value) if isinstance(value, str) and value else None
