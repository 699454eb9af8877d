"""Pack: an installed translation pack, its manifest and its digest."""

import functools
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from core.errors import PackMissing
from core.messages import Message
from core.packs.metadata import TOKENIZERS, BadPackError, EngineName, read_json, read_metadata
from core.sanitize import sanitize

NAME = "depeche.json"
SCHEMA = "depeche.pack/1"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Size and digest of one file when the pack was installed."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of an installed pack."""

    name: str
    credit: str | None
    licence: str | None
    origin: str
    """Where it came from, in words."""
    order: str | None
    """The argument of `depeche packs install` for this pack; None for a pack from a file."""
    converter: str | None
    """The CTranslate2 version that converted it on this machine; None if it was not converted."""
    files: dict[str, FileRecord]
    """By path inside the pack, with `/`; all files except this record."""


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file of a pack folder but the manifest, as (path inside it, path), sorted."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.name != NAME]
    yield from sorted((path.relative_to(folder).as_posix(), path) for path in found)


def record_files(folder: Path) -> dict[str, FileRecord]:
    """Return size and digest of every file of a pack folder, and flush them to disk."""
    records = {}
    for name, path in files_of(folder):
        with path.open("r+b") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
            records[name] = FileRecord(file.tell(), digest)
    return records


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into a folder that is not in use yet."""
    text = json.dumps({"schema": SCHEMA, **asdict(manifest)}, ensure_ascii=False, indent=2, sort_keys=True)
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an installed pack; raises BadPackError."""
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
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        raise BadPackError("{name} is incomplete", name=NAME) from None


def problems_of(folder: Path, files: dict[str, FileRecord]) -> list[Message]:
    """Compare a folder with its record; return the problems, an empty list if it is intact."""
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
    # CTranslate2 finds vocabularies by name: an additional file in its folder can change the translations.
    problems += [
        Message("{name} does not belong to the pack", name=sanitize(name))
        for name, _ in files_of(folder)
        if name.startswith("model/") and name not in files
    ]
    return problems


def _text(values: dict[str, Any], key: str) -> str | None:
    value = values.get(key)
    return sanitize(value) if isinstance(value, str) and value else None


Provider = Literal["depeche", "argos", "translatelocally", "fxtranslate"]
"""The program that installed a pack; only this one keeps a record of the files."""
PROVIDERS: dict[Provider, str] = {
    "argos": "Argos Translate",
    "translatelocally": "translateLocally",
    "fxtranslate": "fxtranslate",
}
"""Names of the other programs."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One installed pack, from the metadata in its folder; the model is not loaded."""

    source: str
    target: str
    """ISO 639 codes."""
    path: Path
    name: str
    """The folder's name, such as `translate-fr_en-opus-1.0`."""
    version: str
    provider: Provider
    size: int
    """Bytes on disk."""
    title: str = ""
    credit: str | None = None
    licence: str | None = None
    engine: EngineName = "ctranslate2"
    """The engine that runs it."""
    order: str | None = None
    """The argument of `depeche packs install` for it; None if it is unknown."""

    @property
    def pair(self) -> str:
        """`fr-en`."""
        return f"{self.source}-{self.target}"

    @property
    def kind(self) -> str:
        """The origin of the model in one word, as far as is known: `opus`, `firefox` or `argos`."""
        if self.engine == "firefox":
            return "firefox"
        return "opus" if "-opus-" in self.name else "argos"

    @property
    def repair(self) -> Message:
        """How to repair the pack if it is damaged, as text."""
        if self.provider != "depeche":
            return Message(
                "reinstall it with {program}, or run: depeche packs install {pair}",
                program=PROVIDERS[self.provider],
                pair=self.pair,
            )
        if self.order is None:
            return Message("run again: depeche packs import FILE")
        return Message("run: depeche packs install {order}", order=self.order)

    def digest(self) -> str:
        """Return the SHA-256, in hex, over what determines the pack's output: model, tokenizer, prefix.

        The same files give the same digest in any folder and for any installer. For a pack of this program the digests
        in its manifest are used, which `check` compares with the files; another pack is hashed, once per process.
        Raises PackMissing if the pack is gone.
        """
        try:
            if self.provider == "depeche":
                records = read_manifest(self.path).files
                return digest_of(self.path, {name: record.sha256 for name, record in records.items()})
            of_firefox = self.engine == "firefox"
            stamp = tuple(
                (name, path.stat().st_mtime_ns) for name, path in files_of(self.path) if of_firefox or _in_digest(name)
            )
            return _hash(self.path, stamp)
        except (OSError, BadPackError) as error:
            raise PackMissing(self.name, "{problem}; {repair}", problem=error, repair=self.repair) from None

    def problems(self) -> list[Message]:
        """Compare every file with the manifest, in some 50 ms; return the problems, an empty list if it is intact.

        A pack of another program has no manifest: only its layout is checked, and whether the files of a Firefox model
        are consistent.
        """
        try:
            metadata = read_metadata(self.path)
            if self.provider == "depeche":
                return problems_of(self.path, read_manifest(self.path).files)
            if metadata.firefox:
                from core.packs.firefox import check_sense

                check_sense(self.path, metadata.firefox)
        except BadPackError as error:
            return [error.problem]
        return []

    def check(self) -> None:
        """Raise PackMissing unless the pack is intact, with the first problem and how to repair it."""
        for problem in self.problems():
            raise PackMissing(self.name, "{problem}; {repair}", problem=problem, repair=self.repair)


def _in_digest(name: str) -> bool:
    return name.startswith("model/") or name in TOKENIZERS


@functools.lru_cache(maxsize=16)
def _hash(folder: Path, stamp: tuple[tuple[str, int], ...]) -> str:
    return digest_of(folder, {name: sha256_of(folder / name) for name, _ in stamp})


def digest_of(folder: Path, digests: dict[str, str]) -> str:
    """Return a pack's digest, computed from those of its files."""
    metadata = read_metadata(folder)
    if metadata.firefox:
        # Each program names these files differently, so use their roles.
        lines = [f"{digests[name]} {role}\n" for role, name in metadata.firefox.roles.items()]
    else:
        lines = [f"{digests[name]} {name}\n" for name in sorted(digests) if _in_digest(name)]
        lines.append(f"prefix {metadata.target_prefix}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


_PAIR = re.compile(r"([A-Za-z]{2,3})(?:-|_|→|->|>|:)([A-Za-z]{2,3})")


def parse_pair(text: str) -> tuple[str, str] | None:
    """Read `fr-en`, `fr_en`, `fr→en` or `fr->en` as (source, target); None for anything else."""
    match = _PAIR.fullmatch("".join(text.split()))
    return (match[1].lower(), match[2].lower()) if match else None
