"""Dialogs at the foot of the screen; the texts stay in sight."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from tui.bindings import bindings
from tui.i18n import _
from tui.screens import LeftOnce
from tui.widgets import safe
from tui.widgets.cursor_list import Choice, Choices, CursorList

T = TypeVar("T")


class Dialog(LeftOnce[T | None], ModalScreen[T | None]):
    """A dialog with a title and a line that names its keys."""

    SCOPE: ClassVar[str] = "dialog"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    KEYS: ClassVar[str] = "Esc closes"

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

    def action_close(self) -> None:
        """Go back, with nothing changed."""
        self.dismiss(None)


class ChoiceDialog(Dialog[int]):
    """One of some choices; answers with its number."""

    KEYS = "Enter selects · Esc cancels"

    def __init__(
        self, title: str, choices: Sequence[Choice] = (), *, waiting: str = "", cursor: int = 0, keys: str = ""
    ) -> None:
        super().__init__(title, keys)
        self._choices, self._waiting, self._cursor = choices, waiting, cursor

    def parts(self) -> ComposeResult:
        """Yield the list; until it is filled, it says what is awaited."""
        yield Choices(self._choices, id="choices")

    def on_mount(self) -> None:
        """Begin at the choice that holds now."""
        choices = self.query_one(Choices)
        choices.empty = self._waiting
        if self._choices:
            choices.show(self._choices)
            choices.cursor = self._cursor

    def show(self, choices: Sequence[Choice], *, empty: str = "") -> None:
        """Show the choices, which have arrived; they may be here before the dialog is."""
        self._choices, self._waiting = choices, empty
        if not self.is_mounted:
            return
        shown = self.query_one(Choices)
        shown.empty = empty
        shown.show(choices)
        shown.refresh()

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        self.dismiss(event.cursor)


class ConfirmDialog(Dialog[bool]):
    """A question whose second answer deletes something; the cursor starts on the first."""

    KEYS = "Enter selects · Esc cancels"

    def __init__(self, title: str, keep: str, go: str, note: str = "", *, said: str = "") -> None:
        """`said` is what to know before answering, above both; `note` stands beside the second."""
        super().__init__(title)
        self._choices, self._said = (Choice(keep), Choice(go, note)), said

    def parts(self) -> ComposeResult:
        """Yield what is said, and both answers."""
        if self._said:
            yield Static(safe(self._said), id="source", markup=False)
        yield Choices(self._choices, id="choices")

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        self.dismiss(event.cursor == 1)


def after_keys(area: TextArea, take: Callable[[str], object]) -> None:
    """Take the text once the area has the letters typed before: the key that ends it overtakes them."""

    def taken() -> None:
        # Nothing is returned: Textual would wait for it, here in the area, which is to go.
        take(area.text)

    area.call_later(taken)


class EditDialog(Dialog[str]):
    """A sentence's translation, to be written by hand."""

    SCOPE: ClassVar[str] = "edit"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    KEYS = "Enter saves · Esc cancels"

    def __init__(self, title: str, source: str, text: str) -> None:
        super().__init__(title)
        self._source, self._text = source, text

    def parts(self) -> ComposeResult:
        """Yield the source and the editable text."""
        if self._source:
            yield Static(safe(self._source), id="source", markup=False)
        yield TextArea(safe(self._text), id="text", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_save(self) -> None:
        """Answer with the text, on one line."""
        after_keys(self.query_one(TextArea), lambda text: self.dismiss(" ".join(text.split())))


class FormDialog(Dialog[tuple[str, ...]]):
    """A few lines to fill in; answers with all of them."""

    KEYS = "Tab next field · Enter saves · Esc cancels"

    def __init__(self, title: str, fields: Sequence[tuple[str, str]], *, begin: int = 0, keys: str = "") -> None:
        super().__init__(title, keys)
        self._fields, self._begin = fields, begin

    def parts(self) -> ComposeResult:
        """Yield each field with its label."""
        for label, value in self._fields:
            yield Static(_(label), classes="label", markup=False)
            yield Input(safe(value), compact=True)

    def on_mount(self) -> None:
        """Begin where most is left to do."""
        list(self.query(Input))[self._begin].focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.dismiss(tuple(" ".join(line.value.split()) for line in self.query(Input)))


class PasteDialog(Dialog[str]):
    """A text of any length; answers with it as it is."""

    SCOPE: ClassVar[str] = "paste"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    KEYS = "Ctrl+S reads it · Esc cancels"

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


class ExportDialog(Dialog[tuple[int, str]]):
    """A format and a folder; answers with the format's number and the folder."""

    KEYS = "Enter writes · Tab folder · Esc cancels"

    def __init__(self, title: str, choices: Sequence[Choice], folder: str, *, cursor: int = 0) -> None:
        super().__init__(title)
        self._choices, self._folder, self._cursor = choices, folder, cursor

    def parts(self) -> ComposeResult:
        """Yield the formats and the folder."""
        yield Choices(self._choices, id="choices")
        yield Static(_("Folder"), classes="label", markup=False)
        yield Input(safe(self._folder), compact=True)

    def on_mount(self) -> None:
        """Begin at the format that was chosen last."""
        choices = self.query_one(Choices)
        choices.cursor = self._cursor
        choices.focus()

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        if not event.clicked:
            self._answer()

    @on(Input.Submitted)
    def _answer(self) -> None:
        self.dismiss((self.query_one(Choices).cursor or 0, self.query_one(Input).value.strip()))
