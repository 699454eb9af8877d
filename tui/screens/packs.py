"""The packs page: install, verify and remove translation packs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from core.errors import DepecheError
from core.lang.letters import fold
from core.sanitize import sanitize
from tui.bindings import bindings
from tui.i18n import _, localized, megabytes, n_, pack_title
from tui.screens import Page
from tui.screens.dialogs import ConfirmDialog
from tui.widgets import CHECKED
from tui.widgets.cursor_list import Choice, Choices, CursorList
from tui.widgets.progress import PackDownload

if TYPE_CHECKING:
    from core.pack_source import Offer, PackSource
    from core.packs.pack import Pack
    from core.settings import Settings


class PacksPage(Page):
    """The list of packs."""

    NAME = "Packs"
    HELP = "A pack translates one language into another. Download it once; after that no network is needed."
    OWN = ("pack",)
    SCOPE: ClassVar[str] = "packs"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    @dataclass
    class Looked(Message):
        """The packs that are installed and those that can be."""

        packs: "list[Pack]"
        offers: "list[Offer]"
        opinions: frozenset[str]
        """Names of packs for second opinions on the translations of an installed pack."""

    @dataclass
    class Said(Message):
        """Something was done or failed; the list must be reloaded."""

        text: str
        alert: bool = False

    @dataclass
    class Got(Message):
        """A pack was installed; wires that wait for one can be retried."""

        ended: PackDownload.Ended

    def __init__(self, settings: "Settings", packs: "PackSource") -> None:
        super().__init__()
        self._settings = settings
        self._download = PackDownload(packs)
        self._rows: list[Pack | Offer] = []

    def parts(self) -> ComposeResult:
        """Yield the list and the download line."""
        yield Choices(id="packs")
        yield self._download

    def on_mount(self) -> None:
        """Load the list."""
        self._look()

    @work(thread=True, exclusive=True, exit_on_error=False, group="looking")
    def _look(self) -> None:
        from core.pack_source import Offer
        from core.packs.catalogue import load_catalogue
        from core.packs.store import PackStore

        packs = PackStore(self._settings.places).installed()
        names = {pack.name for pack in packs}
        catalogue = load_catalogue(self._settings.places)
        opinions = frozenset(entry.name for entry in catalogue.second_opinions(packs))
        offers = [Offer(entry) for entry in catalogue.entries if entry.name not in names]
        # Packs for second opinions come first, then those that need no other host, then those into the target language.
        offers.sort(
            key=lambda offer: (
                offer.entry.name not in opinions,
                not offer.automatic,
                offer.entry.target != self._settings.translation.target,
                # « chinois → anglais » comes before « chinois traditionnel → anglais ».
                fold(pack_title(offer.title)).replace("→", " "),
                catalogue.order(offer.entry) != offer.entry.pair,
            )
        )
        self.post_message(self.Looked(packs, offers, opinions))

    @on(Looked)
    def _looked(self, event: Looked) -> None:
        choices = self.query_one(Choices)
        self._rows = [*event.packs, *event.offers]
        of = [(_title(pack), pack.name, pack.version) for pack in event.packs]
        of += [(pack_title(offer.title), offer.entry.name, offer.entry.version) for offer in event.offers]
        titles = iter(distinct_titles(of))
        choices.show(
            [
                *(
                    Choice(
                        next(titles), mark=CHECKED.sign, cells=(pack.pair, _size(pack.size).rjust(6), _("installed"))
                    )
                    for pack in event.packs
                ),
                *(
                    Choice(
                        next(titles),
                        cells=(offer.entry.pair, _size(offer.size).rjust(6), localized(offer.where)),
                        more=self._purpose() if offer.entry.name in event.opinions else "",
                    )
                    for offer in event.offers
                ),
            ],
            cursor=choices.cursor or 0,
        )
        self.count(
            n_("{n} installed", "{n} installed", len(event.packs))
            + f" · {_size(sum(pack.size for pack in event.packs))}"
        )
        self.refresh_bindings()

    def _purpose(self) -> str:
        """Return the purpose of a pack for second opinions, and how to get it."""
        purpose = _("Gives a second opinion: doubtful sentences name the words that the translation leaves out.")
        if self._settings.offline:
            return purpose
        key = self.app.keymap.get("packs.get") or "i"  # type: ignore[attr-defined]
        return purpose + " " + _("{key} gets it.", key=key.partition(",")[0])

    @on(CursorList.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        from core.pack_source import Offer

        row = self._row()
        if event.clicked or not isinstance(row, Offer):
            return
        if self._settings.offline:
            self.say(
                _("{pair}: no pack, and this run is offline. Run: {command}", pair=row.entry.pair, command=row.command)
            )
        elif self._download.offer:
            self.say(_("Another pack is being downloaded; Esc cancels it."))
        else:
            self.action_get()

    def action_get(self) -> None:
        """Ask, then download the pack under the cursor: a key is soon pressed, and a download takes minutes."""
        if offer := self._offer():
            self.confirm(download_question(offer), lambda: self._get(offer))

    def _get(self, offer: "Offer") -> None:
        self.say("")
        self._download.start(offer)
        self.refresh_bindings()

    @on(PackDownload.Ended)
    def _ended(self, event: PackDownload.Ended) -> None:
        if event.pack:
            self.say(_("{what} installed", what=pack_title(event.offer.title)))
            self.post_message(self.Got(event))
        else:
            self.say(
                sanitize(event.problem or _("{what}: cancelled", what=pack_title(event.offer.title))),
                alert=bool(event.problem),
            )
        self._look()

    def action_verify(self) -> None:
        """Verify the pack under the cursor."""
        if pack := self._pack():
            self.say(_("checking {what} …", what=pack.name))
            self._verify(pack)

    @work(thread=True, exclusive=True, exit_on_error=False, group="verifying")
    def _verify(self, pack: "Pack") -> None:
        from core.packs.store import PackStore

        problems = PackStore(self._settings.places).verify(pack)
        text = (
            _("{name}: {problem}; {repair}", name=pack.name, problem=problems[0], repair=pack.repair)
            if problems
            else _("{what} is intact and translates", what=pack.name)
        )
        self.post_message(self.Said(sanitize(text, 500), bool(problems)))

    def action_remove(self) -> None:
        """Ask, then remove the pack under the cursor."""
        if pack := self._pack():
            sheet = ConfirmDialog(_("Remove {what}?", what=pack.name), _("Keep it"), _("Remove it"), _size(pack.size))
            self.confirm(sheet, lambda: self._remove(pack))

    @work(thread=True, exclusive=True, exit_on_error=False, group="removing")
    def _remove(self, pack: "Pack") -> None:
        from core.packs.store import PackStore

        try:
            removed = PackStore(self._settings.places).remove(pack.name)
            self.post_message(self.Said(_("{what} removed; {size} freed", what=removed.name, size=_size(removed.size))))
        except DepecheError as error:
            self.post_message(self.Said(sanitize(localized(str(error)), 500), alert=True))

    @on(Said)
    def _said(self, event: Said) -> None:
        self.say(event.text, alert=event.alert)
        self._look()

    def action_back(self) -> None:
        """Cancel a download; if there is none, go back."""
        if self._download.offer:
            self._download.cancel()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the actions that fit the row under the cursor."""
        del parameters
        if action == "get":
            return self._offer() is not None
        return self._pack() is not None if action in {"verify", "remove"} else True

    def _row(self) -> "Pack | Offer | None":
        cursor = self.query_one(Choices).cursor if self.is_mounted else None
        return self._rows[cursor] if cursor is not None and cursor < len(self._rows) else None

    def _pack(self) -> "Pack | None":
        from core.packs.pack import Pack

        row = self._row()
        return row if isinstance(row, Pack) else None

    def _offer(self) -> "Offer | None":
        from core.pack_source import Offer

        row = self._row()
        free = not self._download.offer and not self._settings.offline
        return row if free and isinstance(row, Offer) else None


def _title(pack: "Pack") -> str:
    return pack_title(sanitize(pack.title)) or pack.name


_ARCHITECTURE = re.compile("-firefox-(.+)-[0-9a-f]{8}$")
"""In the name of a pack of Firefox's models."""


def distinct_titles(packs: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return the titles of packs; packs with the same title get a distinguishing part of their names.

    >>> told_apart([("Korean", "translate-ko_en-firefox-base-1c902d6f", "3"), ("Czech", "cs", "3")])
    ['Korean', 'Czech']
    >>> told_apart([("K", "ko-firefox-base-1c902d6f", "3"), ("K", "ko-firefox-base-memory-7cb30cbc", "3")])
    ['K, base', 'K, base-memory']
    """
    kinds = [found[1] if (found := _ARCHITECTURE.search(name)) else "" for _title, name, _version in packs]
    for differing in (kinds, [version for *_rest, version in packs], [name for _title, name, _version in packs]):
        often = Counter(title for title, *_rest in packs)
        alike: dict[str, set[str]] = {}
        for (title, *_rest), what in zip(packs, differing, strict=True):
            alike.setdefault(title, set()).add(what)
        packs = [
            (f"{title}, {what}" if what and often[title] > 1 and len(alike[title]) > 1 else title, name, version)
            for (title, name, version), what in zip(packs, differing, strict=True)
        ]
    return [title for title, *_rest in packs]


def download_question(offer: "Offer") -> ConfirmDialog:
    """Return the question before a pack is downloaded, with its size."""
    title = _("Download {what}?", what=pack_title(offer.title))
    return ConfirmDialog(title, _("Not now"), _("Download it"), _size(offer.size))


def _size(size: int) -> str:
    return megabytes(size, decimals=0)
