"""Packs for translating: which are installed, which can be downloaded, and downloading them.

What it works with is imported when first asked for: the reader's first screen does not wait for it.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import PackError, PackMissing
from tui.i18n import _

if TYPE_CHECKING:
    from core.packs.catalogue import Entry
    from core.packs.pack import Pack
    from core.packs.progress import Report
    from core.settings import Settings
    from core.translation import ProvidePack


def pack_title(title: str) -> str:
    """Return what a pack is called, such as `French → English, Argos`, its languages in the language spoken."""
    source, arrow, rest = title.partition(" → ")
    target, comma, maker = rest.partition(", ")
    return f"{_(source)}{arrow}{_(target)}{comma}{maker}" if arrow else title


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that is not here and could be."""

    entry: "Entry"

    @property
    def title(self) -> str:
        """The pack, in words."""
        return pack_title(self.entry.title)

    @property
    def size(self) -> int:
        """Bytes to fetch."""
        return self.entry.download

    @property
    def where(self) -> str:
        """Where from, in words."""
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
    """Finds packs and downloads missing ones."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings

    def find(self, source: str, target: str) -> "Pack | None":
        """Return the installed pack for a pair; cheap."""
        from core.packs.store import PackStore

        return PackStore(self._settings.places).find(source, target)

    def offer(self, source: str, target: str) -> Offer | None:
        """Return what the catalogue has for a pair."""
        from core.packs.catalogue import load_catalogue

        entry = load_catalogue().find(source, target)
        return Offer(entry) if entry else None

    def get(self, offer: Offer, report: "Report", cancelled: Callable[[], bool] = lambda: False) -> "Pack":
        """Install what was offered. Raises PackError, or Cancelled."""
        from core.packs.install import install

        return install(
            offer.entry,
            self._settings.places,
            offline=self._settings.offline,
            report=report,
            cancelled=cancelled,
        )


def provider(settings: "Settings", asked: Container[str]) -> "ProvidePack":
    """Return what a command gives its Briefer: it finds packs, and gets those that were asked for.

    A host that is not the user's own package index is only spoken to for a language in `asked`, so that a
    folder of wires in ten languages does not fetch ten packs unbidden.
    """
    from tui.progress import installing

    packs = PackSource(settings)

    def provide(source: str, target: str) -> "Pack":
        pair = f"{source}-{target}"
        if found := packs.find(source, target):
            return found
        offer = packs.offer(source, target)
        if offer is None:
            raise PackMissing(pair, "no pack is known for this pair; see: depeche packs available")
        if settings.offline:
            raise PackMissing(pair, f"the pack is not installed, and this run is offline; run: {offer.command}")
        size = f"{offer.size / 1e6:.0f} MB from {offer.where}"
        if not offer.automatic and source not in asked:
            raise PackMissing(pair, f"the pack is not installed ({size}); run: {offer.command}")
        try:
            with installing(offer.entry.name, f"getting the pack for {pair}: {size}") as report:
                return packs.get(offer, report)
        except PackError as error:
            raise PackMissing(error.what, error.problem) from error

    return provide
