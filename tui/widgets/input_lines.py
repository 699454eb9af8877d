"""Lines to type on: the search bar, with text search that ignores case and accents; and paths, which Tab completes."""

import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from core.sanitize import sanitize
from tui.bindings import bindings
from tui.i18n import _


class _Folding(dict[int, str]):
    """Maps each character to one character, so that positions in a folded text are those in the text."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        bare = unicodedata.normalize("NFKD", character)[0].casefold()[0]
        self[code] = folded = " " if character.isspace() else {"’": "'", "‘": "'"}.get(character, bare)
        return folded


_FOLDING = _Folding()


def fold_same_length(text: str) -> str:
    """Return a text without case and accents, as long as it was."""
    return text.translate(_FOLDING)


def spans(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    """Return the positions of folded words in a text."""
    if not wanted:
        return
    folded, at = fold_same_length(text), 0
    while (start := folded.find(wanted, at)) >= 0:
        yield start, start + len(wanted)
        at = start + len(wanted)


class FindLine(Input):
    """The line of the search bar; it has the bar's keys too, since Textual would scroll a line with the arrows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("find")

    def action_step(self, step: int) -> None:
        """Request the next match, or the previous."""
        self.post_message(FindBar.Stepped(step))


class FindBar(Horizontal):
    """The search bar; hidden until it is needed."""

    SCOPE: ClassVar[str] = "find"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    @dataclass
    class Wanted(Message):
        """The search text changed."""

        words: str

    @dataclass
    class Stepped(Message):
        """The user asked for the next match, or the previous."""

        step: int

    class Closed(Message):
        """The user closed the search."""

    def on_mount(self) -> None:
        """Start hidden, and empty: what is seen when first opened would make the first screen later."""
        self.display = False

    @property
    def words(self) -> str:
        """The search text; empty while closed."""
        return self.query_one(Input).value if self.display else ""

    def open(self) -> None:
        """Open the bar with the last search text."""
        self.display = True
        if not self.children:
            self.mount(
                Static(" / ", id="find-label"),
                FindLine(placeholder=_("words of the source or the translation"), compact=True, id="find-input"),
                Static("", id="find-count", markup=False),
            )
        line = self.query_one(Input)
        self.screen.set_focus(line)
        line.action_select_all()
        self.post_message(self.Wanted(line.value))

    def tell(self, text: str) -> None:
        """Show the number of matches."""
        self.query_one("#find-count", Static).update(text, layout=False)

    def close(self) -> None:
        """Close the bar."""
        self.display = False
        self.tell("")
        self.post_message(self.Closed())

    def action_step(self, step: int) -> None:
        """Request the next match, or the previous."""
        self.post_message(self.Stepped(step))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self.post_message(self.Wanted(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Stepped(1))


_MOST = 5000
"""Maximum number of a folder's entries that are read, so that a key is answered at once."""


class PathInput(Input):
    """Completes the last path on the line; if there is nothing to complete, Tab moves to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    def __init__(self, value: str = "", *, may_list: Callable[[str], bool] = lambda _folder: True) -> None:
        """`may_list` says of a folder whether its names may be shown."""
        super().__init__(value, compact=True)
        self._may_list = may_list

    def action_complete(self) -> None:
        """Complete the text before the cursor; else move to the next field."""
        before, after = self.value[: self.cursor_position], self.value[self.cursor_position :]
        longer = completed_line(before, self._may_list) if not after else before
        if longer != before:
            self.value, self.cursor_position = longer, len(longer)
        else:
            self.screen.focus_next()


def completed_line(text: str, may_list: Callable[[str], bool] = lambda _folder: True) -> str:
    """Return a line with its last path completed as far as it is unambiguous; the line itself if it is not.

    A path with a space is completed only if it is alone on the line. Names with control characters are ignored.
    """
    found = _longer(text, may_list)
    if found is None and " " in text:
        head, space, last = text.rpartition(" ")
        found = f"{head}{space}{longer}" if (longer := _longer(last, may_list)) else None
    return found or text


def _longer(path: str, may_list: Callable[[str], bool]) -> str | None:
    """Return a path with its unique continuation; None if no path begins so, or if it is a folder with its slash."""
    folder, name = os.path.split(path)
    if not name:
        # Whoever has named a folder goes on with Tab; what its names have in common is no path.
        return None
    place = os.path.expanduser(folder) or os.curdir
    if not path or "://" in path or not may_list(place):
        return None
    try:
        with os.scandir(place) as entries:
            names = [
                entry.name + os.sep * entry.is_dir()
                for entry, _ in zip(entries, range(_MOST), strict=False)
                if entry.name.startswith(name) and (name.startswith(".") or not entry.name.startswith("."))
            ]
    except OSError:
        return None
    names = [name for name in names if sanitize(name) == name]
    if not names:
        return None
    # In sorted order, the first and the last name differ where any two do.
    first, last = min(names), max(names)
    same = next((place for place, letter in enumerate(first) if last[place : place + 1] != letter), len(first))
    return os.path.join(folder, first[:same])
