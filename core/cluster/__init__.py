"""A batch on many machines: Dask carries partitions of articles to workers, and their briefs back.

`core.cluster.client.Cluster` takes the place of the `Maker` that works here; what it does with an article is the same.
Here stands what client and workers say to each other, and how a pack gets to a machine that lacks it. The extra
`cluster` brings Dask; nothing here is imported without being asked for.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from core import fingerprint
from core.batch import WorkItem
from core.errors import PackError
from core.home import make_folder
from core.log import LogOptions
from core.memory import Unit
from core.packs import Pack
from core.packs.pack import files_of
from core.packs.store import PackStore
from core.settings import Places, Settings

PIECE: Final = 4 << 20
"""Bytes sent at once."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one file of a pack."""

    name: str
    """Below the pack's folder, with `/`."""
    offset: int
    data: bytes


def pieces(pack: Pack) -> Iterator[Piece]:
    """Give the files of a pack, in pieces."""
    for name, path in files_of(pack.path):
        with path.open("rb") as file:
            for offset in range(0, max(1, path.stat().st_size), PIECE):
                yield Piece(name, offset, file.read(PIECE))


def store_of(places: Places) -> PackStore:
    """Return all the packs of a worker's machine, the shipped ones too."""
    shipped = _folder(places)
    folders = sorted(shipped.iterdir()) if shipped.is_dir() else []
    others = (*places.argos_packs, *(one for one in folders if one.name[0] != "."))
    return PackStore(replace(places, argos_packs=others))


def find(places: Places, pair: tuple[str, str], digest: str) -> Pack | None:
    """Return the pack of this pair and digest that is on this machine."""
    return store_of(places).find(*pair, digest)


class Delivery:
    """One pack on its way in, on the worker's side."""

    def __init__(self, places: Places, name: str) -> None:
        self._folder = _folder(places)
        make_folder(self._folder)
        self._draft = Path(tempfile.mkdtemp(prefix=".incoming-", dir=self._folder))
        self._name = PurePosixPath(name).name or "pack"

    def take(self, piece: Piece) -> None:
        """Write a piece; raises PackError for a name that leads elsewhere."""
        parts = PurePosixPath(piece.name).parts
        if not parts or any(part in {"..", "/", ""} or "\\" in part or ":" in part for part in parts):
            raise PackError(self._name, "a file of the pack that was shipped would lie outside of it")
        path = self._draft.joinpath(self._name, *parts)
        make_folder(path.parent)
        with path.open("ab" if piece.offset else "wb") as file:
            if file.tell() != piece.offset:
                raise PackError(self._name, "a piece of the pack that was shipped was lost")
            file.write(piece.data)

    def finish(self, pair: tuple[str, str], digest: str) -> None:
        """Put the pack in its place; raises PackError unless it is the one that was asked for, to the last byte."""
        try:
            store = PackStore(Places(self._draft / "none", (self._draft,)))
            if store.find(*pair, digest) is None:
                raise PackError(self._name, "the pack that was shipped did not arrive as it was sent")
            goal = self._folder / digest[:32]
            # Another process of this machine may have been faster; its pack is the same.
            if not goal.exists():
                try:
                    os.rename(self._draft, goal)
                except OSError as error:
                    if not goal.exists():
                        raise PackError(
                            self._name, "the shipped pack cannot be kept: {reason}", reason=error.strerror
                        ) from error
        finally:
            shutil.rmtree(self._draft, ignore_errors=True)


def _folder(places: Places) -> Path:
    return places.home / "shipped"


Pair = tuple[str, str]
"""Source and target language."""


@dataclass(frozen=True, slots=True)
class File:
    """A small file of the user's: a glossary, a template."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """How the articles of one run are to be made; the same for all of them."""

    settings: Settings
    """Their places mean nothing where they arrive."""
    formats: tuple[str, ...]
    library: bool
    """Whether rows for the library are made."""
    glossary: File | None = None
    template: File | None = None
    corrections: tuple[Unit, ...] = ()
    """What persons translated: it goes before the models there as it does here."""
    log: LogOptions | None = None
    """How the run logs; a worker on another machine does so into its own program's folder."""
    version: str = fingerprint.PROGRAM


@dataclass(frozen=True, slots=True)
class Partition:
    """Some articles, made in one go, and all that they need."""

    entries: tuple[WorkItem, ...]
    packs: tuple[tuple[Pair, str], ...]
    """The digest of the pack for each pair of languages."""
    missing: tuple[tuple[Pair, str, str], ...] = ()
    """Pairs that there is no pack for, and why, in the words that are said of it here."""


class PackAbsentError(Exception):
    """A worker has not got a pack; it is to be shipped there."""

    def __init__(self, worker: str, digest: str) -> None:
        super().__init__(worker, digest)
        self.worker = worker
        self.digest = digest
