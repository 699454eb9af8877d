"""Rows: a list of rows of unequal height with a cursor, drawn a line at a time.

One widget holds thousands of rows: only the lines on the screen are drawn, and a row is drawn once for each
state it can have. What the rows are is told by a subclass: how high each is, and its lines.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.wrap import fill, wrap

_KEPT = 2000
"""Drawn rows that are remembered; a screen shows a few dozen."""

_MOVE = Binding.Group("Move", compact=True)


class Rows(ScrollView, can_focus=True):
    """Rows, one of them under the cursor."""

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--bar", "rows--empty"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", id="row.next", tooltip="Next sentence or line", group=_MOVE),
        Binding("k,up", "move(-1)", "Back", id="row.previous", tooltip="Previous sentence or line", group=_MOVE),
        Binding("space,pagedown", "page(1)", "Page", id="row.page", tooltip="A page on", show=False),
        Binding("b,pageup", "page(-1)", "Page back", id="row.page-back", tooltip="A page back", show=False),
        Binding("g,home", "end(0)", "First", id="row.first", tooltip="To the first", show=False),
        Binding("G,end", "end(-1)", "Last", id="row.last", tooltip="To the last", show=False),
        Binding("enter", "choose", "Choose", id="row.choose", tooltip="Go to what is chosen", show=False),
    ]

    cursor: reactive[int | None] = reactive(None)
    """The row the reader is at; None where there is no row."""

    @dataclass
    class Moved(Message):
        """The reader moved the cursor."""

        rows: "Rows"
        cursor: int

        @property
        def control(self) -> "Rows":
            """The widget it happened in."""
            return self.rows

    @dataclass
    class Chosen(Moved):
        """The reader pressed Enter on a row, or clicked it."""

        clicked: bool = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self.empty = ""
        """What stands there while there is no row."""
        self._ends: list[int] = []
        """For each row, the line after its last."""
        self._drawn: dict[tuple[int, bool, bool], list[Strip]] = {}
        self._drawn_width = 0

    # What a subclass tells.

    def count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def height(self, row: int, width: int) -> int:
        """Return a row's height in lines, the blank ones above it included."""
        raise NotImplementedError

    def lead(self, row: int) -> int:  # noqa: ARG002 - for the subclass
        """Return how many of a row's lines are blank, above it, and never lit."""
        return 0

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Return a row's lines below its lead, each exactly `width` cells wide."""
        raise NotImplementedError

    def lit(self, row: int) -> bool:
        """Whether a row is shown as the current one."""
        return row == self.cursor

    # Where the rows lie.

    @property
    def inner_width(self) -> int:
        """Cells that a row has."""
        return self.scrollable_content_region.width

    def top(self, row: int) -> int:
        """Return a row's first line, its lead included."""
        return self._ends[row - 1] if row else 0

    def row_at(self, line: int) -> int | None:
        """Return the row that a line of the whole list belongs to."""
        return bisect_right(self._ends, line) if self._ends and 0 <= line < self._ends[-1] else None

    def lay_out(self) -> None:
        """Measure every row anew: there are others, or the width changed. The cursor's row keeps its place."""
        anchor, above = self._anchor()
        width = self.inner_width
        self._drawn.clear()
        if width > 0:
            self._ends = list(accumulate(self.height(row, width) for row in range(self.count())))
            self._settle(anchor, above)
        self.refresh()

    def changed(self, rows: Sequence[int]) -> None:
        """Measure and draw some rows anew; neither the cursor's row nor what is read moves on the screen."""
        width, moved = self.inner_width, False
        if width <= 0 or len(self._ends) > self.count():
            self.lay_out()
            return
        if new := range(len(self._ends), self.count()):
            for row in new:
                self._ends.append(self.top(row) + self.height(row, width))
            self.virtual_size = Size(width, self._ends[-1])
            self.refresh()
            rows = [row for row in rows if row < new.start]
        heights = None
        anchor, above = self._anchor()
        for row in rows:
            self._forget(row)
            height = self.height(row, width)
            if height != self._ends[row] - self.top(row):
                heights = heights or [b - a for a, b in zip([0, *self._ends], self._ends, strict=False)]
                heights[row] = height
                moved = True
        if moved and heights:
            self._ends = list(accumulate(heights))
            self._settle(anchor, above)
            self.refresh()
        else:
            for row in rows:
                self.refresh_row(row)

    def refresh_row(self, row: int | None) -> None:
        """Show a row as it is now; nothing else is painted."""
        if row is not None and row < len(self._ends):
            first, end = self.top(row), self._ends[row]
            scroll = self.scroll_offset.y
            if end > scroll and first < scroll + self.size.height:
                self.refresh_lines(first, end - first)

    def restyle(self) -> None:
        """Draw anew what is on the screen."""
        self._drawn.clear()
        self.refresh()

    def _anchor(self) -> tuple[int | None, int]:
        """Return the row that must stay where it is, and how far below the window's top it begins."""
        if not self._ends:
            return None, 0
        scroll, height = self.scroll_offset.y, self.size.height
        row = self.cursor if self.cursor is not None and self.cursor < len(self._ends) else 0
        if not scroll <= self.top(row) < scroll + height:
            row = self.row_at(scroll) or 0
        return row, self.top(row) - scroll

    def _settle(self, anchor: int | None, above: int) -> None:
        total = self._ends[-1] if self._ends else 0
        self.virtual_size = Size(self.inner_width, total)
        if anchor is not None and anchor < len(self._ends):
            self.scroll_to(y=max(0, self.top(anchor) - above), animate=False, force=True)

    def _forget(self, row: int) -> None:
        for lit in (False, True):
            for focus in (False, True):
                self._drawn.pop((row, lit, focus), None)

    # What is shown.

    def style(self, *names: str) -> Style:
        """Return the style of some component classes, the later ones over the earlier."""
        return self.get_visual_style(*names).rich_style

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        width = self.inner_width
        line = self.scroll_offset.y + y
        row = self.row_at(line)
        if row is None or row >= self.count():
            return self._empty_line(y, width)
        inside = line - self.top(row) - self.lead(row)
        if inside < 0:
            return Strip.blank(width, self.style())
        lines = self._strips(row, width)
        return lines[inside] if inside < len(lines) else Strip.blank(width, self.style())

    def _strips(self, row: int, width: int) -> list[Strip]:
        key = row, self.lit(row), self.has_focus
        if width != self._drawn_width or len(self._drawn) > _KEPT:
            self._drawn.clear()
            self._drawn_width = width
        if key not in self._drawn:
            self._drawn[key] = [Strip(line, width) for line in self.draw(row, width, lit=key[1])]
        return self._drawn[key]

    def _empty_line(self, y: int, width: int) -> Strip:
        style = self.style("rows--empty")
        if self.count() or not self.empty:
            return Strip.blank(width, self.style())
        margin = 2 if width > 30 else 1
        lines = [line for part in self.empty.split("\n") for line in wrap_indented(part, width - 2 * margin)]
        if not 1 <= y <= len(lines):
            return Strip.blank(width, style)
        return Strip([Segment(" " * margin + fill(lines[y - 1], width - margin), style)], width)

    # What the reader does.

    def go(self, row: int) -> None:
        """Put the cursor on a row and show it; nobody is told."""
        if 0 <= row < self.count():
            self.cursor = row
            self.show_row(row)

    def show_row(self, row: int) -> None:
        """Scroll as little as it takes to have a row on the screen, with a little of what is around it."""
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
        if not self._ends:
            return
        scroll, height = self.scroll_offset.y, self.size.height
        if self.cursor is None or not self._seen(self.cursor):
            # After free scrolling the cursor comes to where the reader looks.
            row = self.row_at(scroll if step > 0 else min(scroll + height, self._ends[-1]) - 1)
            self._move_to(row or 0)
        elif step > 0 and self._ends[self.cursor] > scroll + height:
            self.scroll_to(y=scroll + max(1, min(height - 2, self._ends[self.cursor] - scroll - height)), animate=False)
        elif step < 0 and self.top(self.cursor) + self.lead(self.cursor) < scroll:
            first = self.top(self.cursor) + self.lead(self.cursor)
            self.scroll_to(y=max(first, scroll - max(1, height - 2)), animate=False)
        else:
            self._move_to(min(max(self.cursor + step, 0), len(self._ends) - 1))

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
        if self._ends:
            self._move_to(0 if place == 0 else len(self._ends) - 1)

    def action_choose(self) -> None:
        """Say that the reader wants the row under the cursor."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: Click) -> None:
        """Move the cursor to the row that was clicked."""
        offset = event.get_content_offset(self)
        row = self.row_at(self.scroll_offset.y + offset.y) if offset else None
        if row is not None:
            self._move_to(row)
            self.post_message(self.Chosen(self, row, clicked=True))

    def _move_to(self, row: int) -> None:
        if row != self.cursor:
            self.cursor = row
            self.post_message(self.Moved(self, row))
        self.show_row(row)

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        del event
        self.lay_out()

    def watch_cursor(self, before: int | None, now: int | None) -> None:
        """Light the new row instead of the old."""
        self.refresh_row(before)
        self.refresh_row(now)

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._drawn.clear()
        super().notify_style_update()


def wrap_indented(text: str, width: int) -> list[str]:
    """Wrap one line, keeping its indent."""
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return [indent + line for line in wrap(text, max(2, width - len(indent)))]
