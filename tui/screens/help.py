"""Help: every key, made from the bindings themselves."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.i18n import N_, _
from tui.keys import remapped

_KEYS = 16
"""Cells for the keys."""
_WIDE = 124
"""Columns from which on there is room for two."""


class Help(ModalScreen[None]):
    """A sheet over the screen that it explains."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "close", "Close", id="help.close", tooltip="Close the help"),
        Binding("j", "scroll(1)", "Down", id="help.down", tooltip="Scroll down", show=False),
        Binding("k", "scroll(-1)", "Up", id="help.up", tooltip="Scroll up", show=False),
    ]

    def __init__(self, screen: Screen[Any], keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._of = screen
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Write the sheet, in two columns where there is room."""
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
        """Scroll the sheet."""
        self.query_one("#dialog").scroll_relative(y=by, animate=False)

    def _text(self) -> list[Text]:
        lines = []
        if self._of.HELP:
            lines += [Text(_(self._of.HELP)), Text()]
        for title, bindings in self._sections():
            lines += [Text(_(title), style="dim"), *self._lines(bindings), Text()]
        palette = self.app.get_key_display(Binding(self.app.COMMAND_PALETTE_BINDING, ""))
        lines[-1] = Text.assemble((palette.ljust(_KEYS), "bold"), _("All that can be done now, by name"))
        return lines

    def _sections(self) -> Iterator[tuple[str, Iterable[BindingType]]]:
        """Give what acts on the screen, the nearest first: what has the focus, the rest of it, then the program."""
        nodes = [self._of.focused, *self._of.query("*")]
        kinds = dict.fromkeys(kind for node in nodes if node is not None for kind in type(node).__mro__)
        sections: dict[str, list[BindingType]] = {}
        for kind in kinds:
            if (own := [*_bindings(kind)]) and not issubclass(kind, Screen):
                sections.setdefault(kind.__dict__.get("SECTION", N_("In a pane")), []).extend(own)
        for kind in type(self._of).__mro__:
            if own := [*_bindings(kind)]:
                sections.setdefault(kind.__dict__.get("SECTION", N_("Everywhere")), []).extend(own)
        sections.setdefault("Everywhere", []).extend(type(self.app).BINDINGS)
        # What acts everywhere comes last.
        sections["Everywhere"] = sections.pop(N_("Everywhere"))
        yield from sections.items()

    def _lines(self, bindings: Iterable[BindingType]) -> list[Text]:
        """Write one line an action: its keys, as the settings have them, and what they do."""
        keys: dict[str, list[str]] = {}
        told: dict[str, str] = {}
        for binding in remapped(bindings, self._keymap):
            keys.setdefault(binding.action, []).append(self.app.get_key_display(binding))
            told.setdefault(binding.action, _(binding.tooltip or binding.description))
        return [
            Text.assemble((" ".join(dict.fromkeys(names)).ljust(_KEYS), "bold"), told[action])
            for action, names in keys.items()
        ]


def _bindings(kind: type) -> Iterable[BindingType]:
    """Return a class's own bindings, if it is one of this program's."""
    return kind.__dict__.get("BINDINGS", ()) if kind.__module__.startswith("tui.") else ()
