"""Dialogs at the foot of the screen; the texts stay in sight."""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key, Mount, Resize
from textual.widgets import Input, TextArea

from tui.bindings import bindings
from tui.i18n import N_, _, localized
from tui.screens import DismissedOnce, Overlay, after_keys
from tui.widgets import CHECKED, PROBLEM, safe, shortened
from tui.widgets.cursor_list import Choice, Choices, CursorList
from tui.widgets.input_lines import PathInput
from tui.widgets.titles import Prose

T = TypeVar("T")
_WIDEST = 120
"""Width of a dialog, in cells."""
_BESIDE, _FRAME = 4, 6
"""Cells on both sides of a dialog in a narrow window, and those of its border and of the gaps beside a title."""
_COLUMN = 80
"""Sufficient width for a text, in cells, which then takes several lines."""


class Dialog(DismissedOnce[T | None], Overlay[T | None]):
    """A dialog with a title and a line that names its keys."""

    SCOPE: ClassVar[str] = "dialog"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    KEYS: ClassVar[str] = "Enter selects · Esc cancels"
    LEAST: ClassVar[int] = 48
    """Minimum width, in cells."""
    _saved = ""
    """The initial value of a field whose text is kept outside of the dialog."""

    def __init__(self, title: str, keys: str = "") -> None:
        super().__init__()
        self._title, self._keys = title, keys or self.KEYS

    def compose(self) -> ComposeResult:
        """Compose the dialog."""
        with Vertical(id="dialog") as sheet:
            sheet.border_title, sheet.border_subtitle = safe(_(self._title)).replace("[", "\\["), _(self._keys)
            yield from self.parts()

    def parts(self) -> ComposeResult:
        """Yield the widgets of the dialog."""
        raise NotImplementedError

    def _widths(self) -> list[int]:
        """Return the width that each part needs, in cells."""
        return [cell_len(safe(_(self._title))) + 6, cell_len(_(self._keys)) + 6, self.LEAST]

    @on(Mount)
    @on(Resize)
    @on(TextArea.Changed)
    def _fit(self) -> None:
        """Set the width to that of the widest part, within the window; name the keys that fit, not a warning."""
        dialog, widest = self.query_one("#dialog"), min(max(self._widths()), _WIDEST)
        dialog.styles.max_width = widest
        dialog.border_subtitle = shortened(_(self._keys), min(widest, self.app.size.width - _BESIDE) - _FRAME)

    def action_close(self) -> None:
        """Cancel; a text that was typed is discarded only when this is pressed again."""
        sheet, warning = self.query_one("#dialog"), _("Esc again throws your text away")
        kept = all(area.text.split() == self._saved.split() for area in self.query(TextArea))
        if kept or sheet.border_subtitle == warning:
            self.dismiss(None)
        sheet.border_subtitle = warning


class ChoiceDialog(Dialog[int]):
    """One of some choices; answers with its number, or with `~number` where that choice is to be deleted."""

    SCOPE: ClassVar[str] = "choice"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    deletable: Container[int] = ()

    def __init__(
        self, title: str, choices: Sequence[Choice] = (), *, waiting: str = "", cursor: int = 0, keys: str = ""
    ) -> None:
        super().__init__(title, keys)
        self._choices, self._waiting, self._cursor = choices, waiting, cursor

    def parts(self) -> ComposeResult:
        """Yield the list; until it is filled, it says what is awaited."""
        yield Choices(self._choices, id="choices")

    def _widths(self) -> list[int]:
        # Columns begin behind the longest text.
        longest = max((cell_len(choice.text) for choice in self._choices), default=0)
        widths = (choice.width + (longest - cell_len(choice.text)) * bool(choice.cells) for choice in self._choices)
        return [*super()._widths(), *widths]

    def on_mount(self) -> None:
        """Start at the current choice."""
        choices = self.query_one(Choices)
        choices.empty = self._waiting
        if self._choices:
            choices.show(self._choices, cursor=self._cursor)

    def show(self, choices: Sequence[Choice], *, empty: str = "") -> None:
        """Show the choices, which have arrived; they may be here before the dialog is."""
        self._choices, self._waiting = choices, empty
        if not self.is_mounted:
            return
        shown = self.query_one(Choices)
        shown.empty = empty
        self._fit()
        shown.show(choices)
        shown.refresh()

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        self.dismiss(event.cursor)

    def action_delete(self) -> None:
        """Answer that the choice under the cursor is to be deleted."""
        if (cursor := self.query_one(Choices).cursor) in self.deletable and cursor is not None:
            self.dismiss(~cursor)


class ConfirmDialog(Dialog[bool]):
    """A question whose second answer deletes something; the cursor starts on the first."""

    unasked = made_way = False
    """Whether it opened by itself, so that a key it does not use closes it; and whether that happened."""

    def __init__(self, title: str, keep: str, go: str, note: str = "", *, said: str = "") -> None:
        """Show `said` above both choices, and `note` beside the second."""
        super().__init__(title)
        self._choices, self._said = (Choice(keep), Choice(go, note)), said

    def parts(self) -> ComposeResult:
        """Yield the question, and both answers."""
        if self._said:
            yield Prose(self._said, id="source")
        yield Choices(self._choices, id="choices")

    def _widths(self) -> list[int]:
        return [*super()._widths(), *(c.width for c in self._choices), min(cell_len(safe(self._said)) + 6, _COLUMN)]

    def on_key(self, event: Key) -> None:
        """Close, and pass the key to the screen below, if the dialog opened by itself and does not use the key."""
        if self.unasked and event.key not in self.active_bindings:
            event.stop()
            self.made_way = True
            self.dismiss(None)
            self.app.call_later(self.app.simulate_key, event.key)

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        self.dismiss(event.cursor == 1)


class EditDialog(Dialog[str]):
    """A sentence's translation, to be written by hand."""

    SCOPE: ClassVar[str] = "edit"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    KEYS = "Enter saves · Esc cancels"
    LEAST = _WIDEST

    def __init__(self, title: str, source: str, text: str, *, saved: str | None = None) -> None:
        """`saved` is the stored text, if the dialog does not begin with it."""
        super().__init__(title)
        self._source, self._text, self._saved = source, text, text if saved is None else saved

    def parts(self) -> ComposeResult:
        """Yield the source and the editable text."""
        if self._source:
            yield Prose(self._source, id="source")
        yield TextArea(safe(self._text), id="text", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        (area := self.query_one(TextArea)).move_cursor(area.document.end)

    def action_save(self) -> None:
        """Answer with the text, on one line."""
        after_keys(self.query_one(TextArea), lambda text: self.dismiss(" ".join(text.split())))


class FormDialog(Dialog[tuple[str, ...]]):
    """A few lines to fill in; answers with all of them."""

    KEYS = "Tab next field · Enter saves · Esc cancels"
    LEAST = 88

    def __init__(
        self,
        title: str,
        fields: Sequence[tuple[str, str]],
        *,
        begin: int = 0,
        keys: str = "",
        paths: Container[int] = (),
        may_list: Callable[[str], bool] = lambda _folder: True,
        problem: str = "",
    ) -> None:
        """`paths` are fields for paths, `may_list` says in which folders Tab completes, `problem` why it asks again."""
        super().__init__(title, keys or ("" if len(fields) > 1 else N_("Enter saves · Esc cancels")))
        self._fields, self._begin, self._problem = fields, begin, problem
        self._paths, self._may_list = paths, may_list

    def parts(self) -> ComposeResult:
        """Yield the problem, and each field with its label."""
        if self._problem:
            yield Prose(f"{PROBLEM.sign} {localized(self._problem)}", id="problem")
        for place, (label, value) in enumerate(self._fields):
            yield Prose(_(label), classes="label")
            path, text = place in self._paths, safe(value)
            yield PathInput(text, may_list=self._may_list) if path else Input(text, compact=True)

    def on_mount(self) -> None:
        """Focus the field that the dialog begins with."""
        list(self.query(Input))[self._begin].focus()

    def fill(self, values: Sequence[str]) -> None:
        """Put values that have arrived into the fields that are still empty; they may arrive before the dialog."""
        self._fields = [(label, old or new) for (label, old), new in zip(self._fields, values, strict=True)]
        for line, value in zip(self.query(Input), values, strict=False):
            if not line.value:
                line.value = safe(value)
                line.select_all()  # as when the focus comes to it

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.dismiss(tuple(" ".join(line.value.split()) for line in self.query(Input)))


class PasteDialog(Dialog[str]):
    """A text of any length; answers with it as it is."""

    SCOPE: ClassVar[str] = "paste"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    KEYS = "Ctrl+S reads it · Esc cancels"
    LEAST = _WIDEST

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def parts(self) -> ComposeResult:
        """Yield the text area."""
        text = "\n".join(safe(line) for line in self._text.splitlines())
        yield TextArea(text, id="pasted", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    def action_save(self) -> None:
        """Answer with the text."""
        after_keys(self.query_one(TextArea), self.dismiss)


class ExportDialog(Dialog[tuple[tuple[int, ...], str]]):
    """Formats and a folder; answers with the numbers of the formats and the folder."""

    SCOPE: ClassVar[str] = "export"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    KEYS = "Enter writes · Space ticks · Tab folder · Esc cancels"
    LEAST = 88

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        folder: str,
        *,
        ticked: Sequence[int] = (),
        may_list: Callable[[str], bool] = lambda _folder: True,
    ) -> None:
        """`ticked` are the formats to begin with: one of them is only under the cursor."""
        super().__init__(title)
        self._choices, self._folder, self._cursor = choices, folder, ticked[0] if ticked else 0
        self._ticked, self._may_list = set(ticked) if len(ticked) > 1 else set(), may_list

    def parts(self) -> ComposeResult:
        """Yield the formats and the folder."""
        yield Choices(self._shown(), id="choices")
        yield Prose(_("Folder"), classes="label")
        yield PathInput(safe(self._folder), may_list=self._may_list)

    def on_mount(self) -> None:
        """Begin at the format that was chosen last."""
        choices = self.query_one(Choices)
        choices.cursor = self._cursor
        choices.focus()

    def _shown(self) -> list[Choice]:
        """Return the formats, with a tick before those to write."""
        signs = [CHECKED.sign if place in self._ticked else " " for place in range(len(self._choices))]
        return [replace(choice, mark=sign) for choice, sign in zip(self._choices, signs, strict=True)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space is a letter in the folder's name; it ticks from the first moment, when nothing has the focus yet."""
        del parameters
        return action != "tick" or not any(line.has_focus for line in self.query(Input))

    def action_tick(self) -> None:
        """Tick the format under the cursor, or no longer: all that are ticked are written."""
        choices = self.query_one(Choices)
        if choices.cursor is not None:
            self._ticked ^= {choices.cursor}
            choices.show(self._shown(), cursor=choices.cursor)

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        if not event.clicked:
            self._answer()

    @on(Input.Submitted)
    def _answer(self) -> None:
        here = self.query_one(Choices).cursor or 0
        self.dismiss((tuple(sorted(self._ticked)) or (here,), self.query_one(Input).value.strip()))
