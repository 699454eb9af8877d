"""A page beside the reader: a title, a list, a status line, and Esc to go back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from tui.bindings import bindings
from tui.i18n import _
from tui.screens.spoken import TranslatedScreen
from tui.told import told
from tui.widgets.keybar import KeyBar
from tui.widgets.titles import Title
from tui.widgets.wrap import safe

if TYPE_CHECKING:
    from tui.screens.dialogs import ConfirmDialog


class StatusLine(Static):
    """What there is to know, on a line, or a few where it is long."""

    def say(self, text: str, *, alert: bool) -> None:
        """Write it."""
        self.set_class(alert, "-alert")
        self.update(Text(safe(text)))


class Page(TranslatedScreen):
    """What the reader goes on working behind."""

    SCOPE: ClassVar[str] = "page"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    NAME: ClassVar[str] = ""
    """Above the list."""

    def compose(self) -> ComposeResult:
        """Put the screen together."""
        title = Title(id="page-title", classes="-active")
        title.label = _(self.NAME)
        yield title
        yield from self.parts()
        yield from (StatusLine(id="line"), KeyBar())

    def parts(self) -> ComposeResult:
        """Give what is between the title and the line."""
        raise NotImplementedError

    def say(self, text: str, *, alert: bool = False) -> None:
        """Write on the line."""
        self.query_one("#line", StatusLine).say(told(text), alert=alert)

    def count(self, text: str) -> None:
        """Write beside the title."""
        self.query_one("#page-title", Title).note = text

    def confirm(self, question: "ConfirmDialog", then: Callable[[], object]) -> None:
        """Ask, and do it if the reader is sure."""

        def answered(sure: bool | None) -> None:
            if sure:
                then()

        self.app.push_screen(question, answered)

    def action_back(self) -> None:
        """Go back to the reader."""
        self.dismiss()
