"""What travels to the workers: the order, once, and the partitions."""

from dataclasses import dataclass

from core import fingerprint
from core.batch.values import Entry
from core.log import LogOptions
from core.memory.values import Unit
from core.settings import Settings

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

    entries: tuple[Entry, ...]
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
