"""A virtual list with a cursor that keys and mouse move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType
from textual.events import Click
from textual.message import Message

from tui.bindings import bindings
from tui.widgets import PROBLEM, StyledRange, fill, styled_pieces, wrap
from tui.widgets.text_selection import SelectableList


class CursorList(SelectableList, can_focus=True):
    """Rows, one of them under the cursor."""

    SCOPE: ClassVar[str] = "list"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    ENTER: ClassVar[str] = ""
    """What Enter does with the row under the cursor, in the key bar; not shown if empty."""

    @dataclass
    class Moved(Message):
        """The user moved the cursor."""

        rows: "CursorList"
        cursor: int

        @property
        def control(self) -> "CursorList":
            """The widget it happened in."""
            return self.rows

    @dataclass
    class Chosen(Moved):
        """The user pressed Enter on a row, clicked it twice or, with `clicked`, once."""

        clicked: bool = False

    def go(self, row: int) -> None:
        """Put the cursor on a row and show it, without posting a message."""
        if 0 <= row < self.count():
            self.cursor = row
            self.show_row(row)

    def lay_out(self) -> None:
        """Measure all rows again; a list that was hidden until now scrolls to its cursor."""
        appears = not self._ends
        super().lay_out()
        if appears and self.cursor is not None:
            self.show_row(self.cursor)

    def show_row(self, row: int) -> None:
        """Scroll as little as needed to show a row with some context."""
        if row >= len(self._ends) or not self.size.height:
            return
        scroll, height = self.scroll_offset.y, self.size.height
        first, last = self.top(row) + self.lead(row), self._ends[row]
        around = min(2, max(0, (height - (last - first)) // 2))
        if first - around < scroll:
            scroll = first - around
        elif last + around > scroll + height:
            scroll = min(first - min(around, 1), last + around - height)
        self.scroll_to(y=max(0, scroll), animate=False)

    def action_move(self, step: int) -> None:
        """Move the cursor; through a row higher than the window, scroll first."""
        if not self._laid_out:
            # A key typed ahead, before the list is on the screen for the first time.
            if self.count():
                self._move_to(min(max((self.cursor or 0) + step, 0), self.count() - 1))
            return
        scroll, height = self.scroll_offset.y, self.size.height
        if self.cursor is None or not self._seen(self.cursor):
            # After free scrolling the cursor moves to what is on the screen.
            row = self.row_at(scroll if step > 0 else min(scroll + height, self._ends[-1]) - 1)
            self._move_to(row or 0)
        elif step > 0 and self._ends[self.cursor] > scroll + height:
            self.scroll_to(y=scroll + max(1, min(height - 2, self._ends[self.cursor] - scroll - height)), animate=False)
        elif step < 0 and self.top(self.cursor) + self.lead(self.cursor) < scroll:
            first = self.top(self.cursor) + self.lead(self.cursor)
            self.scroll_to(y=max(first, scroll - max(1, height - 2)), animate=False)
        else:
            self._move_to(min(max(self.cursor + step, 0), len(self._ends) - 1))

    @property
    def _laid_out(self) -> bool:
        return bool(self.size.height) and 0 < len(self._ends) == self.count()

    def _seen(self, row: int) -> bool:
        scroll = self.scroll_offset.y
        return self._ends[row] > scroll and self.top(row) < scroll + self.size.height

    def action_page(self, step: int) -> None:
        """Scroll by a window, and take the cursor along."""
        if not self._ends:
            return
        scroll, page = self.scroll_offset.y, max(1, self.size.height - 2)
        place = self.top(self.cursor or 0) - scroll if self.cursor is not None and self._seen(self.cursor) else 0
        goal = min(max(0, scroll + step * page), max(0, self._ends[-1] - self.size.height))
        if goal == scroll:
            self.action_end(-1 if step > 0 else 0)
            return
        self.scroll_to(y=goal, animate=False)
        row = self.row_at(goal + max(0, place))
        if row is not None and row != self.cursor:
            self.cursor = row
            self.post_message(self.Moved(self, row))

    def action_end(self, place: int) -> None:
        """Go to the first row or the last."""
        if self.count():
            self._move_to(0 if place == 0 else self.count() - 1)

    def action_choose(self) -> None:
        """Post that the row under the cursor was chosen; in an empty list, run the action that it offers."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self, self.cursor))
        elif self.offer[1] and not self.count():
            self.app.call_later(self.app.run_action, self.offer[1], self.screen)

    def on_click(self, event: Click) -> None:
        """Move the cursor to the row that was clicked; the end of a selection is no click."""
        if self.dragged:
            return
        if not self.count():
            self.action_choose()
            return
        offset = event.get_content_offset(self)
        row = self.row_at(self.scroll_offset.y + offset.y) if offset else None
        if row is not None:
            self._move_to(row)
            self.post_message(self.Chosen(self, row, clicked=event.chain < 2))

    def _move_to(self, row: int) -> None:
        if row != self.cursor:
            self.cursor = row
            self.post_message(self.Moved(self, row))
        self.show_row(row)


_ALERTS = (PROBLEM.sign, "?")
"""Marks of what is wrong or doubtful; all others only say what is so."""
_GAP, _BETWEEN = 3, 2
"""Cells between a text and the columns after it, and between those."""
_WIDEST = 120
"""Longest line of a choice, in cells: no wider than one looks across. The scrollbar stays at the edge of the window."""
_ENOUGH = 44
"""Width, in cells, in which most texts fit without much wrapping."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list of choices."""

    text: str
    note: str = ""
    """A dimmed note at the end of its line."""
    mark: str = " "
    """One character before it, such as the tick of what is on."""
    more: str = ""
    """Its explanation, dimmed, on the lines below."""
    cells: tuple[str, ...] = ()
    """Several notes instead of one: in columns aligned over all choices, or below the text if there is no room."""
    lit: tuple[StyledRange, ...] = ()
    """Ranges of the text with another style."""

    @property
    def width(self) -> int:
        """The width, in cells, that a dialog needs to show it on one line."""
        return cell_len(self.text) + sum(map(cell_len, (self.note, *self.cells))) + 12


class Choices(CursorList):
    """The list."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--note", "choices--mark", "choices--alert", "choices--other"}
    INDENT: ClassVar[int] = 3

    def __init__(self, choices: Sequence[Choice] = (), *, optional: bool = False, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        """`optional` columns are omitted if they do not fit beside the texts."""
        super().__init__(id=id)
        self._choices, self._optional = tuple(choices), optional
        self._measured: tuple[int, int, tuple[int, ...]] = -1, 0, ()
        """For a width: where the columns begin (0 if they are below the text), and how wide they are."""
        self.cursor = 0 if self._choices else None

    def show(self, choices: Sequence[Choice], *, cursor: int = 0) -> None:
        """Show other choices."""
        self._choices, self._ends, self._measured = tuple(choices), [], (-1, 0, ())
        self.cursor = min(cursor, len(self._choices) - 1) if self._choices else None
        self.lay_out()
        if self.cursor is not None:
            self.show_row(self.cursor)

    def put(self, places: Mapping[int, Choice]) -> None:
        """Replace some choices; the view does not move."""
        self._choices = tuple(places.get(place, choice) for place, choice in enumerate(self._choices))
        before, self._measured = self._measured, (-1, 0, ())
        if before[0] < 0 or self._columns(before[0]) == before[1:]:
            self.changed([*places])
        else:
            self.lay_out()

    def count(self) -> int:
        """Return how many there are."""
        return len(self._choices)

    def height(self, row: int, width: int) -> int:
        """Return the lines of one."""
        return len(self._lines(row, width))

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Draw one choice: its text, and its note after or below it."""
        width, names = min(width, _WIDEST), ("list--cursor",) if lit else ()
        base, note = self.style(*names), self.style(*names, "choices--note")
        bar = Segment(self.bar, self.style(*names, "list--bar")) if lit else Segment(" ", base)
        drawn, choice, lines = [], self._choices[row], self._lines(row, width)
        pieces = styled_pieces(choice.text, [text for text, _note in lines], choice.lit)
        for number, (text, note_line) in enumerate(lines):
            kind = "choices--alert" if choice.mark in _ALERTS else "choices--mark"
            mark = Segment(choice.mark if number == 0 else " ", self.style(*names, kind))
            room = width - 4 - cell_len(text)
            shown_note = " " * (room - cell_len(note_line)) + note_line if text else note_line
            words = [Segment(piece, self.style(*names, name) if name else base) for piece, name in pieces[number]]
            drawn.append([bar, mark, Segment(" ", base), *words, Segment(f"{fill(shown_note, room)} ", note)])
        return drawn

    def _lines(self, row: int, width: int) -> list[tuple[str, str]]:
        """Return the lines of one choice: text on the left, the dimmed note on the right or on its own line."""
        choice, room = self._choices[row], min(width, _WIDEST) - 4
        if any(choice.cells):
            lines = self._with_cells(choice, room)
        else:
            # A number stands at the right also where the text would leave it no room.
            beside = cell_len(choice.note) + 2 if choice.note.isdigit() else 0
            lines = [(line, "") for line in wrap(choice.text, room - beside)]
            last = lines[-1][0]
            if cell_len(last) + cell_len(choice.note) + 2 <= room:
                lines[-1] = last, choice.note
            else:
                lines += [("", line) for line in wrap(choice.note, room)]
        return [*lines, *(("", line) for line in wrap(choice.more, room) if choice.more)]

    def _with_cells(self, choice: Choice, room: int) -> list[tuple[str, str]]:
        column, widths = self._columns(room)
        if not column:
            notes = (" " * _BETWEEN).join(filter(None, choice.cells))
            below = [] if self._optional else wrap(notes, room)
            return [*((line, "") for line in wrap(choice.text, room)), *(("", line) for line in below)]
        parts = [fill(cell, cells) for cell, cells in zip(choice.cells, widths, strict=False) if cells]
        first, *rest = wrap(choice.text, column - _GAP)
        return [(first, fill((" " * _BETWEEN).join(parts), room - column)), *((line, "") for line in rest)]

    def _columns(self, room: int) -> tuple[int, tuple[int, ...]]:
        """Return where the columns begin, close behind the texts, or 0 if they have no room; and their widths."""
        if self._measured[0] != room:
            widths = tuple(max(map(cell_len, cells)) for cells in zip_longest(*self._cells(), fillvalue=""))
            taken = [cells for cells in widths if cells]
            most = room - sum(taken) - _BETWEEN * (len(taken) - 1) - _GAP
            texts = sorted(cell_len(choice.text) for choice in self._choices if choice.cells)
            # If only a few are longer, they are wrapped in their column.
            beside = bool(texts) and most >= min(_ENOUGH, texts[9 * len(texts) // 10])
            self._measured = room, min(most, texts[-1]) + _GAP if beside else 0, widths
        return self._measured[1:]

    def _cells(self) -> list[tuple[str, ...]]:
        return [choice.cells for choice in self._choices if choice.cells]
