"""Help: every key, made from the bindings themselves."""

from collections.abc import Iterable
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.widgets.rows import Rows

_KEYS = 16
"""Cells for the keys."""


class Help(ModalScreen[None]):
    """A sheet over the screen that it explains."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "close", "Close", id="help.close", tooltip="Close the help"),
        Binding("j", "scroll(1)", "Down", id="help.down", tooltip="Scroll down", show=False),
        Binding("k", "scroll(-1)", "Up", id="help.up", tooltip="Scroll up", show=False),
    ]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._of = screen

    def compose(self) -> ComposeResult:
        """Write the sheet."""
        sheet = VerticalScroll(Static(self._text()), id="sheet")
        sheet.border_title, sheet.border_subtitle = "Keys", "Esc closes"
        yield sheet

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll the sheet."""
        self.query_one("#sheet").scroll_relative(y=by, animate=False)

    def _text(self) -> Text:
        return Text("\n").join(
            [
                Text("In a pane", style="dim"),
                *self._lines(Rows.BINDINGS),
                Text(),
                Text("Everywhere", style="dim"),
                *self._lines([*type(self._of).BINDINGS, *type(self.app).BINDINGS]),
                Text.assemble(("^p".ljust(_KEYS), "bold"), "All that can be done now, by name"),
            ]
        )

    def _lines(self, bindings: Iterable[BindingType]) -> list[Text]:
        """Write one line an action: its keys, and what they do."""
        keys: dict[str, list[str]] = {}
        told: dict[str, str] = {}
        for binding in Binding.make_bindings(bindings):
            keys.setdefault(binding.action, []).append(self.app.get_key_display(binding))
            told.setdefault(binding.action, binding.tooltip or binding.description)
        return [
            Text.assemble((" ".join(dict.fromkeys(names)).ljust(_KEYS), "bold"), told[action])
            for action, names in keys.items()
        ]
