"""The help: every key of the screen, and the meanings of the marks."""

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen

from tui.bindings import Action, bindings, sections
from tui.i18n import _
from tui.screens import Overlay
from tui.widgets import MARKS, wrap
from tui.widgets.virtual_list import VirtualList

_KEYS = 16
"""Width of the key column, in cells."""
_WIDE = 124
"""Terminal width from which there is room for two columns."""


def scopes(*nodes: DOMNode | None) -> list[str]:
    """Return the scopes of actions that some widgets, screens or the app have."""
    kinds = dict.fromkeys(kind for node in nodes if node is not None for kind in type(node).__mro__)
    return [kind.__dict__["SCOPE"] for kind in kinds if "SCOPE" in kind.__dict__]


class _Columns(VirtualList):
    """Lines in columns of equal width; only those on the screen are laid out and drawn."""

    def __init__(self, columns: Sequence[Sequence[Text]], *, id: str) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._columns = len(columns)
        self._rows = [*zip_longest(*columns, fillvalue=Text())]

    def count(self) -> int:
        """Return the lines of the longest column."""
        return len(self._rows)

    def height(self, row: int, width: int) -> int:
        """Return one line."""
        del row, width
        return 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height that shows all."""
        del container, viewport, width
        return self.count()

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Draw the line of each column."""
        del lit
        base, line = self.style(), list[Segment]()
        for number, text in enumerate(self._rows[row]):
            room = width * (number + 1) // self._columns - width * number // self._columns
            segments = Segment.apply_style(text.render(self.app.console, end=""), base)
            line += Segment.adjust_line_length([*segments], room, base)
        return [line]


class Help(Overlay[None]):
    """The keys of the screen below."""

    SCOPE: ClassVar[str] = "help"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    def __init__(self, screen: Screen[Any], keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._of = screen
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Compose the help, in two columns if there is room."""
        self._width, lines = self.app.size.width, self._text()
        wide = self.app.size.width >= _WIDE
        middle = min((place for place, line in enumerate(lines) if not line), key=lambda at: abs(2 * at - len(lines)))
        columns = [lines[:middle], lines[middle + 1 :]] if wide else [lines]
        sheet = _Columns(columns, id="dialog")
        sheet.border_title, sheet.border_subtitle = _("Keys"), _("Esc closes")
        sheet.set_class(wide, "-wide")
        yield sheet

    async def on_resize(self) -> None:
        """Wrap the lines for another width."""
        if self.app.size.width != self._width:
            await self.recompose()
            self.query_one("#dialog").focus()

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
        taken = self._taken()
        for title, actions in self._sections().items():
            lines += [Text(_(title), style="dim"), *self._lines(actions, taken), Text()]
        room = self._room
        palette = self.app.get_key_display(Binding(self.app.COMMAND_PALETTE_BINDING, ""))
        lines[-1] = Text.assemble((palette.ljust(_KEYS), "bold"), _("Command palette"))
        legend = [line for mark in MARKS for line in _entry(mark.sign, _(mark.meaning), room)]
        return [*lines, Text(), Text(_("Marks"), style="dim"), *legend]

    @property
    def _room(self) -> int:
        """Width of the descriptions, in cells."""
        width = self.app.size.width
        column = (min(130, width * 96 // 100) - 6) // 2 if width >= _WIDE else min(70, width * 96 // 100) - 7
        return max(12, column - 3 - _KEYS)

    def _sections(self) -> dict[str, list[Action]]:
        """Return the actions by heading: of the focused widget, the other widgets, the screen, then the app."""
        return sections(scopes(self._of.focused, *self._of.query("*"), self._of, self.app))

    def _taken(self) -> set[str]:
        """Return the keys that the screen overrides, in Textual's names: on a page `q` goes back."""
        return {key for rows in sections(scopes(self._of)).values() for row in rows for key in self._keys(row)}

    def _keys(self, row: Action) -> list[str]:
        """Return the keys of an action, as set, in Textual's names."""
        return [key.strip() for key in (self._keymap.get(row.id) or row.keys).split(",")]

    def _lines(self, actions: Iterable[Action], taken: Container[str]) -> list[Text]:
        """Format one line per action: its keys, as set, and its description; those of the app that are taken go."""
        keys: dict[str, list[str]] = {}
        tooltips: dict[str, str] = {}
        for row in actions:
            free = [key for key in self._keys(row) if not (row.id.startswith("app.") and key in taken)]
            if not free:
                continue
            bound = row.binding()
            if ",".join(free) != row.keys:
                bound = bound.with_key(",".join(free))
            keys.setdefault(row.action, []).extend(map(self.app.get_key_display, Binding.make_bindings([bound])))
            tooltips.setdefault(row.action, _(row.tooltip))
        room = self._room
        return [
            line
            for action, names in keys.items()
            for line in _entry(" ".join(dict.fromkeys(names)), tooltips[action], room)
        ]


def _entry(key: str, text: str, room: int) -> list[Text]:
    """Return a key and its description, whose further lines are indented past the key."""
    first, *rest = wrap(text, room)
    return [
        Text.assemble((key.ljust(_KEYS - 1) + " ", "bold"), first),
        *(Text(" " * _KEYS + line) for line in rest),
    ]
