"""A short list to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment

from tui.widgets.cursor_list import CursorList
from tui.widgets.wrap import clip, fill, wrap


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the list."""

    text: str
    note: str = ""
    """What to know of it, said quietly."""
    mark: str = " "
    """One character before it, such as the tick of what is on."""


class Choices(CursorList):
    """The list."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--note", "choices--mark"}

    def __init__(self, choices: Sequence[Choice] = (), *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._choices = tuple(choices)
        self.cursor = 0 if self._choices else None

    def show(self, choices: Sequence[Choice], *, cursor: int = 0) -> None:
        """Show other choices."""
        self._choices, self._ends = tuple(choices), []
        self.cursor = min(cursor, len(self._choices) - 1) if self._choices else None
        self.lay_out()
        if self.cursor is not None:
            self.show_row(self.cursor)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._choices)

    def height(self, row: int, width: int) -> int:
        """Return the lines of one."""
        return len(self._lines(row, width))

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Draw one choice: its text, and its note after or below it."""
        names = ("list--cursor",) if lit else ()
        base, note = self.style(*names), self.style(*names, "choices--note")
        bar = Segment("▌", self.style(*names, "list--bar")) if lit else Segment(" ", base)
        drawn = []
        for number, (text, note_line) in enumerate(self._lines(row, width)):
            mark = Segment(self._choices[row].mark if number == 0 else " ", self.style(*names, "choices--mark"))
            room = width - 4 - cell_len(text)
            said = " " * (room - cell_len(note_line)) + note_line if text else note_line
            drawn.append([bar, mark, Segment(f" {text}", base), Segment(f"{fill(said, room)} ", note)])
        return drawn

    def _lines(self, row: int, width: int) -> list[tuple[str, str]]:
        choice = self._choices[row]
        lines, note = wrap(choice.text, width - 4), clip(choice.note, width - 4)
        if cell_len(lines[-1]) + cell_len(note) + 2 <= width - 4:
            return [*((line, "") for line in lines[:-1]), (lines[-1], note)]
        return [*((line, "") for line in lines), ("", note)]
