"""Packs for translating: which are installed, which can be downloaded, and downloading them.

Other modules of packs are imported on first use, so that the reader's first screen does not wait for them.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import IsCancelled, PackError, PackMissing, never
from core.messages import Message

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from core.packs import Report
    from core.packs.catalogue import CatalogueEntry
    from core.packs.pack import Pack
    from core.settings import Settings

    FindPack = Callable[[str, str], Pack | None]
    """Returns an installed pack for a source and a target language, or None."""
    ProvidePack = Callable[[str, str], Pack]
    """Returns the pack for a source and a target language; raises PackMissing if there is none."""
    Installing = Callable[[str, str], AbstractContextManager[Report]]
    """Shows an installation: takes a pack's name and a first message, returns the callback for progress."""


class NotInstalledError(PackMissing):
    """The pack is not installed, as opposed to one that cannot be used."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that is not installed and can be."""

    entry: "CatalogueEntry"

    @property
    def title(self) -> str:
        """The pack, in words, such as `French → English, Argos`."""
        return self.entry.title

    @property
    def size(self) -> int:
        """Bytes to download."""
        return self.entry.download

    @property
    def where(self) -> str:
        """Where it comes from, in words."""
        return self.entry.where

    @property
    def automatic(self) -> bool:
        """Whether it may be downloaded unasked: it comes from the index that the user's own pip uses."""
        from core.packs.catalogue import IndexOrigin

        return isinstance(self.entry.origin, IndexOrigin)

    @property
    def command(self) -> str:
        """The command that installs it."""
        from core.packs.catalogue import load_catalogue

        return f"depeche packs install {load_catalogue().order(self.entry)}"


class PackSource:
    """Finds packs and downloads missing ones; pass `installed` or the result of `getter` to a `Briefer`."""

    def __init__(self, settings: "Settings", find: "FindPack | None" = None) -> None:
        """`find` replaces the search in the settings' folders."""
        self._settings = settings
        self._find = find

    def find(self, source: str, target: str) -> "Pack | None":
        """Return the installed pack for a pair; cheap."""
        from core.packs.store import PackStore

        if self._find:
            return self._find(source, target)
        found = PackStore(self._settings.places).find(source, target, prefer=self._settings.translation.packs)
        return found if found and self._may_translate(source, found) else None

    def offer(self, source: str, target: str) -> Offer | None:
        """Return the catalogue's pack for a pair; None if there is none."""
        from core.packs.catalogue import load_catalogue

        entry = load_catalogue(self._settings.places).find(source, target, self._settings.translation.packs)
        return Offer(entry) if entry and self._may_translate(source, entry) else None

    def _may_translate(self, source: str, pack: "Pack | CatalogueEntry") -> bool:
        """Whether the user's choice of packs for this language admits a pack."""
        from core.packs.catalogue import is_named

        return not self._is_chosen_for(source) or is_named(self._settings.translation.packs, pack.name, pack.kind)

    def _is_chosen_for(self, source: str) -> bool:
        """Whether the user named the packs that may translate from this language."""
        chosen = self._settings.translation
        return chosen.packs_only and source == chosen.source

    def second_opinion(self) -> Offer | None:
        """Return the pack of the other direction that an installed one lacks, for a second opinion on translations."""
        from core.packs.catalogue import load_catalogue
        from core.packs.store import PackStore

        packs, target = PackStore(self._settings.places).installed(), self._settings.translation.target
        return next(map(Offer, load_catalogue(self._settings.places).second_opinions(packs, target)), None)

    def installed(self, source: str, target: str) -> "Pack":
        """Return the installed pack for a pair; raise NotInstalledError, which says how to get it."""
        if found := self.find(source, target):
            return found
        pair = f"{source}-{target}"
        offer = self.offer(source, target)
        if offer is None:
            if self._is_chosen_for(source):
                name = self._settings.translation.packs
                raise NotInstalledError(
                    pair, "no pack for this pair is called {name}; see: depeche packs available", name=name
                )
            raise NotInstalledError(pair, "no pack is known for this pair; see: depeche packs available")
        if self._settings.offline:
            raise NotInstalledError(
                pair, "the pack is not installed, and this run is offline; run: {command}", command=offer.command
            )
        raise NotInstalledError(
            pair, "the pack is not installed ({size}); run: {command}", size=_download(offer), command=offer.command
        )

    def getter(self, asked: Container[str], installing: "Installing") -> "ProvidePack":
        """Return a function that finds packs, and downloads missing ones that the user asked for.

        Hosts other than the user's package index are contacted only for a language in `asked`, so that a folder of
        wires in ten languages does not download ten packs unasked.
        """

        def provide(source: str, target: str) -> "Pack":
            try:
                return self.installed(source, target)
            except NotInstalledError:
                offer = self.offer(source, target)
                if (
                    offer is None
                    or self._settings.offline
                    or self._settings.private
                    or not (offer.automatic or source in asked)
                ):
                    raise
            pair = f"{source}-{target}"
            try:
                first_line = Message("getting the pack for {pair}: {size}", pair=pair, size=_download(offer))
                with installing(offer.entry.name, first_line) as report:
                    return self.get(offer, report)
            except PackError as error:
                raise PackMissing(error.what, error.problem) from error

        return provide

    def get(self, offer: Offer, report: "Report", cancelled: IsCancelled = never) -> "Pack":
        """Install an offered pack. Raises PackError, or Cancelled."""
        from core.packs.install import install

        return install(
            offer.entry,
            self._settings.places,
            offline=self._settings.offline,
            report=report,
            cancelled=cancelled,
        )


def _download(offer: Offer) -> Message:
    return Message("{size:.0f} MB from {where}", size=offer.size / 1e6, where=offer.where)
