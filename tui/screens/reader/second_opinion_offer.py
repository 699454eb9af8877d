"""The offer of the pack for second opinions: made once, at the start, if the pack is missing."""

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import ModalScreen

from core.errors import DepecheError
from tui.i18n import N_, _, megabytes, pack_title
from tui.screens.reader import Controller, ReaderParts
from tui.workers import ActivityApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.pack_source import Offer, PackSource
    from core.settings import Settings
    from tui.screens.dialogs import ConfirmDialog

_QUIET = 3.0
"""Seconds without a key after which the question may come."""


class SecondOpinionOffer(Controller):
    """Asks whether to download the pack of the other direction, and remembers that it has asked."""

    @dataclass
    class Missing(Message):
        """A pack for second opinions is missing and could be downloaded."""

        offer: "Offer"

    def __init__(self, screen: ReaderParts, packs: "PackSource") -> None:
        super().__init__(screen)
        self._packs = packs
        self._wanted: Offer | None = None
        """The pack that was offered and accepted."""

    def look(self) -> None:
        """Check in the background whether there is a pack to offer, unless that would be unwelcome."""
        if may_ask(self.settings) and not self.screen.app.is_web:
            self._work(self._look)

    def _look(self) -> None:
        if offer := self._packs.second_opinion():
            self.screen.post_message(self.Missing(offer))

    def ask(self, event: Missing) -> None:
        """Ask; where another dialog is open or another pack is on its way, the next start asks."""
        from tui.screens.dialogs import ConfirmDialog

        app, offer = self.screen.app, event.offer
        if isinstance(app.screen, ModalScreen) or self.screen.download.offer:
            return
        if isinstance(app, ActivityApp) and (wait := app.keyed + _QUIET - time.monotonic()) > 0:
            # A user who is typing would answer by chance.
            self.screen.set_timer(wait, partial(self.ask, event))
            return
        text = _(
            "{pack}: {size} ({where}). With it, doubtful sentences name the words that the translation leaves out."
            " Asked only once; the packs (P) have it too.",
            pack=pack_title(offer.title),
            size=megabytes(offer.size, decimals=0),
            where=_(offer.where),
        )
        sheet = ConfirmDialog(N_("Download the pack for second opinions?"), _("No"), _("Yes, download it"), said=text)
        sheet.unasked = True
        app.push_screen(sheet, partial(self._answered, offer, sheet))

    def _answered(self, offer: "Offer", sheet: "ConfirmDialog", sure: bool | None) -> None:
        if sheet.made_way:
            return
        self._work(self._remember)
        if sure and not self.screen.download.offer:
            self._wanted = offer
            self.screen.download.start(offer)
            self.screen.tell()

    def ended(self, offer: "Offer") -> None:
        """Show what the installed pack is used for."""
        if offer is self._wanted:
            text = N_("Wires translated from now on get a second opinion.")
            self.screen.notice(text, pack_title(offer.title), severe=False)

    def _remember(self) -> None:
        from core.config.change import change_setting

        try:
            change_setting(self.settings.places, "checks.offer", "false")
        except DepecheError as error:
            self.screen.app.call_from_thread(self.screen.notice, str(error), "Settings")

    def _work(self, work: "Callable[[], None]") -> None:
        self.screen.run_worker(work, thread=True, exit_on_error=False, group="offer", description="offer")


def may_ask(settings: "Settings") -> bool:
    """Whether these settings let the reader offer a download."""
    refused = settings.offline or settings.private or settings.permissions.narrowed
    return settings.checks.offer and settings.checks.second_opinion != "off" and not refused
