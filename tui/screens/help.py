"""The help: every key of the screen, from the table of bindings."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.bindings import Action, bindings, sections
from tui.i18n import _

_KEYS = 16
"""Cells for the keys."""
_WIDE = 124
"""Terminal width from which there is room for two columns."""


class Help(ModalScreen[None]):
    """The keys of the screen below."""

    SCOPE: ClassVar[str] = "help"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    def __init__(self, screen: Screen[Any], keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._of = screen
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Compose the help, in two columns if there is room."""
        lines = self._text()
        wide = self.app.size.width >= _WIDE
        middle = min((place for place, line in enumerate(lines) if not line), key=lambda at: abs(2 * at - len(lines)))
        columns = [lines[:middle], lines[middle + 1 :]] if wide else [lines]
        with VerticalScroll(id="dialog") as sheet, Horizontal(id="columns"):
            sheet.border_title, sheet.border_subtitle = _("Keys"), _("Esc closes")
            sheet.set_class(wide, "-wide")
            yield from (Static(Text("\n").join(column)) for column in columns)

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll the help."""
        self.query_one("#dialog").scroll_relative(y=by, animate=False)

    def _text(self) -> list[Text]:
        lines = []
        if self._of.HELP:
            lines += [Text(_(self._of.HELP)), Text()]
        for title, actions in self._sections().items():
            lines += [Text(_(title), style="dim"), *self._lines(actions), Text()]
        palette = self.app.get_key_display(Binding(self.app.COMMAND_PALETTE_BINDING, ""))
        lines[-1] = Text.assemble((palette.ljust(_KEYS), "bold"), _("Command palette"))
        return lines

    def _sections(self) -> dict[str, list[Action]]:
        """Return the actions by heading: of the focused widget, the other widgets, the screen, then the app."""
        nodes = [self._of.focused, *self._of.query("*"), self._of, self.app]
        kinds = dict.fromkeys(kind for node in nodes if node is not None for kind in type(node).__mro__)
        return sections(kind.__dict__["SCOPE"] for kind in kinds if "SCOPE" in kind.__dict__)

    def _lines(self, actions: Iterable[Action]) -> list[Text]:
        """Write one line an action: its keys, as the settings have them, and what they do."""
        keys: dict[str, list[str]] = {}
        tooltips: dict[str, str] = {}
        for row in actions:
            bound = row.binding()
            if wanted := self._keymap.get(row.id):
                bound = bound.with_key(wanted, None)
            keys.setdefault(row.action, []).extend(map(self.app.get_key_display, Binding.make_bindings([bound])))
            tooltips.setdefault(row.action, _(row.tooltip))
        return [
            Text.assemble((" ".join(dict.fromkeys(names)).ljust(_KEYS), "bold"), tooltips[action])
            for action, names in keys.items()
        ]
