"""A batch on many machines: Dask sends partitions of articles to workers, which return the briefs.

`core.cluster.client.Cluster` replaces the local `Producer`, with the same results. This module has the messages between
client and workers, and the transfer of packs to workers that lack them. The extra `cluster` installs Dask; these
modules are imported only for a cluster.
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
from core.memory import TranslationUnit
from core.packs import Pack
from core.packs.pack import files_of
from core.packs.store import PackStore
from core.settings import Places, Settings

PIECE: Final = 4 << 20
"""Maximum bytes in one message."""


@dataclass(frozen=True, slots=True)
class PackPiece:
    """A part of one file of a pack."""

    name: str
    """Path below the pack's folder, with `/`."""
    offset: int
    data: bytes


def pack_pieces(pack: Pack) -> Iterator[PackPiece]:
    """Yield the files of a pack in pieces."""
    for name, path in files_of(pack.path):
        with path.open("rb") as file:
            for offset in range(0, max(1, path.stat().st_size), PIECE):
                yield PackPiece(name, offset, file.read(PIECE))


def store_of(places: Places) -> PackStore:
    """Return the packs on a worker's machine, including those that were sent to it."""
    shipped = _folder(places)
    folders = sorted(shipped.iterdir()) if shipped.is_dir() else []
    others = (*places.argos_packs, *(folder for folder in folders if folder.name[0] != "."))
    return PackStore(replace(places, argos_packs=others))


def find_pack(places: Places, pair: tuple[str, str], digest: str) -> Pack | None:
    """Return the pack with this pair and digest on this machine; None if there is none."""
    return store_of(places).find(*pair, digest)


class Delivery:
    """A pack that a worker is receiving."""

    def __init__(self, places: Places, name: str) -> None:
        self._folder = _folder(places)
        make_folder(self._folder)
        self._draft = Path(tempfile.mkdtemp(prefix=".incoming-", dir=self._folder))
        self._name = PurePosixPath(name).name or "pack"

    def take(self, piece: PackPiece) -> None:
        """Write a piece; raises PackError for a path outside the pack."""
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
        """Move the pack to its place; raises PackError unless it has the expected digest."""
        try:
            store = PackStore(Places(self._draft / "none", (self._draft,)))
            if store.find(*pair, digest) is None:
                raise PackError(self._name, "the pack that was shipped did not arrive as it was sent")
            goal = self._folder / digest[:32]
            # Another process on this machine may have received the same pack first.
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
class SentFile:
    """A small file of the user's: a glossary, a template."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """The settings of one run, for all of its articles."""

    settings: Settings
    """Their places are not valid on a worker."""
    formats: tuple[str, ...]
    library: bool
    """Whether to make rows for the library."""
    glossary: SentFile | None = None
    template: SentFile | None = None
    corrections: tuple[TranslationUnit, ...] = ()
    """Translations by people, which take precedence over the models, as in a local run."""
    log: LogOptions | None = None
    """The options of the log; a worker on another machine logs to the program's folder there."""
    version: str = fingerprint.PROGRAM


@dataclass(frozen=True, slots=True)
class Partition:
    """Some articles that one task processes, and what they need."""

    entries: tuple[WorkItem, ...]
    packs: tuple[tuple[Pair, str], ...]
    """The digest of the pack for each pair of languages."""
    missing: tuple[tuple[Pair, str, str], ...] = ()
    """Pairs without a pack, and the error for each."""


class PackAbsentError(Exception):
    """A worker lacks a pack, which must be sent to it."""

    def __init__(self, worker: str, digest: str) -> None:
        super().__init__(worker, digest)
        self.worker = worker
        self.digest = digest
