"""A line for a path, which Tab completes as a shell does."""

import os
from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from core.sanitize import sanitize

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
        longer = completed(before, self._may_list) if not after else before
        if longer != before:
            self.value, self.cursor_position = longer, len(longer)
        else:
            self.screen.focus_next()


def completed(text: str, may_list: Callable[[str], bool] = lambda _folder: True) -> str:
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
