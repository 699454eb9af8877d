"""The reader's screen: its panes, its keys, and what they do."""

import os
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType

from tui.bindings import bindings
from tui.i18n import N_, _
from tui.screens.exporting import Exporting
from tui.widgets.arrangement import NARROW, TRANSLATION
from tui.widgets.keybar import KeyBar
from tui.widgets.panes import Panes

if TYPE_CHECKING:
    from core.settings import Layout, Settings
    from tui.provide import PackSource
    from tui.widgets.columns import View

_NOT_ALWAYS = frozenset(("install", "translate", "cancel", "export"))
"""Actions that are offered only when there is something for them to do."""

WELCOME = N_("""\
Nothing is open yet.

Name what to read, and it is translated here, on this machine, with nothing sent anywhere:

  depeche wires/
  depeche story.txt another.txt

A folder is read with all the folders in it.

? shows the keys, q quits.\
""")


class ReaderScreen(Exporting):
    """The wires on the left; source, translation and summary of one of them side by side."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it, and not as a ClassVar
        (0, "-narrow"),
        (NARROW, "-wide"),
        (150, "-broad"),
    ]
    SCOPE: ClassVar[str] = "reader"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    def __init__(self, settings: "Settings", inputs: Sequence[str], packs: "PackSource") -> None:
        super().__init__(settings, inputs, packs)
        self._inputs = inputs

    def compose(self) -> ComposeResult:
        """Put the parts together."""
        if not self._inputs or (len(self._inputs) == 1 and os.path.isfile(self._inputs[0])):
            # There is no list to choose from.
            self._panes.tab = TRANSLATION
        self.lay_texts(self._settings.reader.layout)
        yield from (
            self._translation,
            self._revision,
            self._search_worker,
            self._open_worker,
            self._folder_watch,
            self._library_worker,
            self._panes,
            self._find,
            self._download,
            self._status,
            KeyBar(),
        )

    def lay_texts(self, layout: "Layout") -> None:
        """Show the texts of every wire so."""
        self._panes.view = "both" if layout == "side-by-side" else layout
        self._panes.narrow_view = layout if layout == "interleaved" else "translation"

    def on_mount(self) -> None:
        """Show the empty screen first; only then begin to work."""
        if not self._inputs:
            self.workspace.complete = True
            self._panes.welcome(_(WELCOME))
        else:
            self.call_after_refresh(self._translation.read)
            self.call_after_refresh(self._folder_watch.watch_over, self._inputs)
        self._tell()

    def commands(self) -> Iterable[SystemCommand]:
        """Give the palette what has no key of its own."""
        told: dict[View, str] = {
            "both": N_("Show source and translation side by side"),
            "interleaved": N_("Show each translation below its source"),
            "translation": N_("Show the translation alone"),
            "source": N_("Show the source alone"),
        }
        for view, title in told.items():
            yield SystemCommand(_(title), _("v goes round"), partial(self._panes.action_view, view))

    @on(Panes.WireWanted)
    def _wire_wanted(self, event: Panes.WireWanted) -> None:
        self._go_to(event.number)

    @on(Panes.Said)
    def _said(self, event: Panes.Said) -> None:
        self._status.say(event.text)

    def action_pane(self, step: int) -> None:
        """Go to the next pane, or back."""
        self._panes.step(step)

    def action_tab(self, tab: int) -> None:
        """Go to a pane by its number."""
        self._panes.show_tab(tab)

    def action_install(self) -> None:
        """Get the pack that the wire on the screen needs."""
        if offer := self._wanted_offer():
            self._download.start(offer)
            self._tell()

    def action_translate(self) -> None:
        """Go on where something stopped."""
        if self.workspace.go_on():
            self._translation.look_again()
            self._panes.listed(range(len(self.workspace.wires)))
            self._next()

    def action_cancel(self) -> None:
        """Stop what runs: the pack first, if one is being got."""
        if self._find.display:
            self._find.close()
        elif self._download.offer:
            self._download.cancel()
        elif self.workspace.running is not None or self.workspace.titling:
            self.workspace.paused = True
            self.workspace.drop_titles()
            self.app.workers.cancel_group(self._translation, "translation")
            if wire := self.workspace.interrupt("stopped"):
                self._panes.update(wire)
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        del parameters
        return action not in _NOT_ALWAYS or action in self._offered
