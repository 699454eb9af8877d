"""Selecting text with the mouse, within one pane and one of its columns."""

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.events import MouseDown, MouseMove, MouseUp
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from tui.widgets import safe
from tui.widgets.virtual_list import VirtualList

_SELECTED = Style(reverse=True)
"""Reversed, so that it is visible without colours."""


@dataclass(slots=True)
class _Selection:
    """A selection: start and end, in lines of the whole list and in cells."""

    left: int
    right: int
    """The first cell of the column, and its end."""
    anchor: tuple[int, int]
    head: tuple[int, int]
    """Line and cell of the start, and of the current end."""
    moved: bool = False

    def cells(self, line: int) -> tuple[int, int]:
        """Return the first selected cell of a line, and the end; the same if none is."""
        (first, start), (last, end) = sorted((self.anchor, self.head))
        if not self.moved or not first <= line <= last:
            return 0, 0
        return start if line == first else self.left, end + 1 if line == last else self.right


class SelectableList(VirtualList):
    """A list whose text can be selected; what one pane shows is never mixed with another's."""

    @dataclass
    class TextSelected(Message):
        """The mouse was released after selecting text."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._selection: _Selection | None = None
        self.dragged = False
        """Whether the coming click ends a selection."""

    def column(self, x: int) -> tuple[int, int]:  # noqa: ARG002 - for the subclass
        """Return the first cell and the end of the text that a cell belongs to."""
        return 1, self.inner_width

    def selected_text(self) -> str:
        """Return what is selected: the lines of one row joined, each row on a line; empty if nothing is."""
        if self._selection is None or not self._selection.moved:
            return ""
        (first, _), (last, _) = sorted((self._selection.anchor, self._selection.head))
        rows: dict[int, list[str]] = {}
        for line in range(first, last + 1):
            start, end = self._selection.cells(line)
            if (row := self.row_at(line)) is not None and start < end:
                rows.setdefault(row, []).append(safe(self._line(line).crop(start, end).text).strip())
        return "\n".join(filter(None, (" ".join(filter(None, lines)) for lines in rows.values())))

    def unselect(self) -> None:
        """Clear the selection."""
        if self._selection is not None:
            self._selection = None
            self.refresh()

    def lay_out(self) -> None:
        """Measure all rows again; what was selected is elsewhere now, or gone."""
        self._selection = None
        super().lay_out()

    def on_mouse_down(self, event: MouseDown) -> None:
        """Start a selection; that of another pane is cleared."""
        self.dragged = False
        for other in self.screen.query(SelectableList):
            other.unselect()
        offset = event.get_content_offset(self)
        if event.button != 1 or offset is None or self.row_at(self.scroll_offset.y + offset.y) is None:
            return
        left, right = self.column(offset.x)
        place = self._place(offset, left, right)
        self._selection = _Selection(left, right, place, place)
        self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Extend the selection; beyond the edge, scroll."""
        chosen = self._selection
        if chosen is None or self.app.mouse_captured is not self:
            return
        offset = event.offset - self.gutter.top_left
        if not 0 <= offset.y < self.size.height:
            self.scroll_relative(y=-1 if offset.y < 0 else 1, animate=False)
        place = self._place(offset, chosen.left, chosen.right)
        if place != chosen.head:
            chosen.head, chosen.moved = place, True
            self.refresh()

    def on_mouse_up(self, event: MouseUp) -> None:
        """End the selection; if the mouse did not move, it was a click."""
        del event
        if self.app.mouse_captured is self:
            self.release_mouse()
        if self._selection and self._selection.moved:
            self.dragged = True
            if text := self.selected_text():
                self.post_message(self.TextSelected(text))
        else:
            self._selection = None

    def _place(self, offset: Offset, left: int, right: int) -> tuple[int, int]:
        line = self.scroll_offset.y + min(max(offset.y, 0), self.size.height - 1)
        return min(line, max(0, self.virtual_size.height - 1)), min(max(offset.x, left), right - 1)

    def _line(self, line: int) -> Strip:
        return super().render_line(line - self.scroll_offset.y)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window, what is selected of it reversed."""
        strip = super().render_line(y)
        if self._selection is None:
            return strip
        start, end = self._selection.cells(self.scroll_offset.y + y)
        if start >= end:
            return strip
        chosen = [
            Segment(text, (style or Style()) + _SELECTED, control) for text, style, control in strip.crop(start, end)
        ]
        return Strip.join([strip.crop(0, start), Strip(chosen), strip.crop(end, strip.cell_length)])
