"""A pack to a machine that has not got it: in bounded pieces, and taken only if its digest is what was asked for."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from core.errors import PackError
from core.home import make_folder
from core.packs import Pack
from core.packs.manifest import files_of
from core.packs.store import PackStore
from core.settings import Places

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
    return PackStore(Places(places.home, (*places.argos_packs, *(one for one in folders if one.name[0] != "."))))


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
