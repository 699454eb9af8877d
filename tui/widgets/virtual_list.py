"""A list of rows of unequal height that draws only the lines on the screen.

One widget holds thousands of rows; a row is drawn once for each state that it can have. Subclasses define the number of
rows, the height of each, and its lines.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Resize
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.i18n import _
from tui.widgets import fill, wrap

_KEPT = 2000
"""Maximum number of cached drawn rows; a screen shows a few dozen."""


class VirtualList(ScrollView):
    """A list of rows, one of them the current one."""

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", "list--bar", "list--empty"}
    INDENT: ClassVar[int] = 2
    """Cells before what an empty list says, as before the texts of its rows."""

    cursor: reactive[int | None] = reactive(None)
    """The current row; None if there are no rows."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self.empty = ""
        """Shown while there is no row."""
        self.offer = "", ""
        """What Enter or a click does then: a label and an action of the screen; empty for nothing."""
        self._ends: list[int] = []
        """For each row, the line after its last."""
        self._ends_width = 0
        """The width for which rows were measured."""
        self._drawn: dict[tuple[int, bool, bool], list[Strip]] = {}
        self._drawn_width = 0
        self._styled: dict[bool, tuple[Style, ...]] = {}
        """The styles in which cached rows are drawn, with the focus and without."""
        self._given = Size(), Size()
        """Its size and that of its content at the last layout."""
        self._new_lines: Region | None = None
        """What must be drawn while the size changes, if not all."""
        self._restyled = False
        """Whether the styles may have changed since."""

    # What a subclass tells.

    def count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def height(self, row: int, width: int) -> int:
        """Return a row's height in lines, the blank ones above it included."""
        raise NotImplementedError

    def lead(self, row: int) -> int:  # noqa: ARG002 - for the subclass
        """Return the number of blank lines above a row; they are never highlighted."""
        return 0

    def heights(self, width: int) -> Iterable[int]:
        """Return the heights of all rows."""
        return (self.height(row, width) for row in range(self.count()))

    def draw(self, row: int, width: int, *, lit: bool) -> Sequence[Sequence[Segment]]:
        """Return a row's lines below its lead, each exactly `width` cells wide."""
        raise NotImplementedError

    def lit(self, row: int) -> bool:
        """Whether a row is shown as the current one."""
        return row == self.cursor

    @property
    def bar(self) -> str:
        """The bar beside the current row: thick in the focused list, thin in others."""
        return "▌" if self.has_focus else "▏"

    # Where the rows lie.

    @property
    def inner_width(self) -> int:
        """Width of a row, in cells."""
        return self.scrollable_content_region.width

    def top(self, row: int) -> int:
        """Return a row's first line, its lead included."""
        return self._ends[row - 1] if row else 0

    def row_at(self, line: int) -> int | None:
        """Return the row that a line of the whole list belongs to."""
        return bisect_right(self._ends, line) if self._ends and 0 <= line < self._ends[-1] else None

    def lay_out(self) -> None:
        """Measure all rows again after they or the width changed; the current row keeps its place."""
        anchor, above = self._anchor()
        width = self.inner_width
        self._drawn.clear()
        self._ends_width = width
        if width > 0:
            self._ends = list(accumulate(self.heights(width)))
            self._settle(anchor, above)
        self.refresh()

    def changed(self, rows: Sequence[int]) -> None:
        """Measure and draw some rows again; the current row does not move on the screen."""
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
        """Redraw what is on the screen."""
        self._drawn.clear()
        self.refresh()

    def _anchor(self) -> tuple[int | None, int]:
        """Return the row that must keep its place, and how far below the window's top it begins."""
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
        if self._restyled:
            self._check_styles()
        if width != self._drawn_width or len(self._drawn) > _KEPT:
            self._drawn.clear()
            self._drawn_width = width
        if key not in self._drawn:
            drawn = self.draw(row, width, lit=key[1])
            # Rows of text are narrower than a wide window.
            self._drawn[key] = [Strip(line).extend_cell_length(width, self.style()) for line in drawn]
        return self._drawn[key]

    def _empty_line(self, y: int, width: int) -> Strip:
        style = self.style("list--empty")
        if self.count() or not self.empty:
            return Strip.blank(width, self.style())
        margin = self.INDENT if width > 30 else 1
        lines = [line for part in _(self.empty).split("\n") for line in wrap_indented(part, width - 2 * margin)]
        offered = wrap(self.offer[0], width - self.INDENT - 1) if self.offer[0] else []
        if 0 <= (number := y - len(lines) - 2) < len(offered):
            lit = ("list--cursor",) if self.has_focus else ()
            row = fill(" " * (self.INDENT - 1) + offered[number], width - 1)
            return Strip([Segment(self.bar, self.style(*lit, "list--bar")), Segment(row, self.style(*lit))], width)
        if not 1 <= y <= len(lines):
            return Strip.blank(width, style)
        return Strip([Segment(" " * margin + fill(lines[y - 1], width - margin), style)], width)

    def on_resize(self, event: Resize) -> None:
        """Wrap again if the width changed; another height changes no row, and was painted with the layout."""
        del event
        if self._ends_width == self.inner_width and len(self._ends) == self.count():
            self._settle(*self._anchor())
        else:
            self.lay_out()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Take another size; if only the height changed, the lines that were drawn stay as they are."""
        now, before = (size, self.virtual_size), self._size
        if now == self._given:
            # Nothing changed: Textual would draw the scrollbar again with every layout.
            return False
        self._given = now
        if size.width == before.width and before.height:
            self._new_lines = Region(0, before.height, size.width, max(0, size.height - before.height))
        try:
            return super()._size_updated(size, virtual_size, container_size, layout)
        finally:
            self._new_lines = None

    def _set_dirty(self, *regions: Region) -> None:
        new, self._new_lines = self._new_lines, None
        super()._set_dirty(*([new] if new is not None else regions))

    def watch_cursor(self, before: int | None, now: int | None) -> None:
        """Highlight the new row instead of the old."""
        self.refresh_row(before)
        self.refresh_row(now)

    def notify_style_update(self) -> None:
        """Let the next drawing see whether its colours are others."""
        self._restyled = True
        super().notify_style_update()

    def _check_styles(self) -> None:
        """Clear the cache if its rows have other colours; Textual also calls on a change of focus, which has none."""
        self._restyled = False
        styles = (self.style(), *map(self.style, sorted(self._component_styles)))
        if self._styled.setdefault(self.has_focus, styles) != styles:
            self._drawn.clear()
            self._styled = {self.has_focus: styles}


def wrap_indented(text: str, width: int) -> list[str]:
    """Wrap one line, keeping its indent."""
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return [indent + line for line in wrap(text, max(2, width - len(indent)))]
