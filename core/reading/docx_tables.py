"""The tables of a Word document: rows and cells, what is merged, and what was deleted."""

from dataclasses import dataclass, field
from typing import Any

from core.reading.docx_events import Events
from core.reading.docx_styles import is_on, number


@dataclass(slots=True)
class _Row:
    shown: bool = True
    cell_shown: bool = True
    merge: str = ""
    column: int = 0
    span: int = 1


@dataclass(slots=True)
class _Table:
    row: _Row = field(default_factory=_Row)
    open: set[int] = field(default_factory=set)
    """The columns in which a cell that goes on downwards was begun."""

    def begin_cell(self) -> None:
        self.row.cell_shown, self.row.merge, self.row.span = True, "", 1

    def ends_cell(self) -> bool:
        """End a cell; return whether it is shown: one that goes on from above has no text of its own."""
        row = self.row
        covered = row.merge == "continue" and row.column in self.open
        if row.merge == "restart":
            self.open.add(row.column)
        elif not covered:
            self.open.discard(row.column)
        row.column += row.span
        return row.cell_shown and not covered


class Tables(Events):
    """Takes the events of tables."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._tables: list[_Table] = []

    def _start_tbl(self) -> None:
        self._tables.append(_Table())

    def _end_tbl(self) -> None:
        self._tables.pop()

    def _start_tr(self) -> None:
        self.builder.open_row()
        if self._tables:
            self._tables[-1].row = _Row()

    def _end_tr(self) -> None:
        self.builder.close_row(shown=not self._tables or self._tables[-1].row.shown)

    def _start_hidden(self) -> None:
        if self._parent == "trPr" and self._tables and is_on(self._value("val", "1")):
            self._tables[-1].row.shown = False
            self._left_out.add("hidden")

    def _start_tc(self) -> None:
        self.builder.open_flow()
        self._fields.append([])
        if self._tables:
            self._tables[-1].begin_cell()

    def _end_tc(self) -> None:
        self._fields.pop()
        self.builder.close_cell(shown=not self._tables or self._tables[-1].ends_cell())

    def _start_gridspan(self) -> None:
        if self._tables:
            self._tables[-1].row.span = max(number(self._value("val")), 1)

    def _start_vmerge(self) -> None:
        if self._tables:
            self._tables[-1].row.merge = self._value("val", "continue")

    def _start_celldel(self) -> None:
        if self._tables:
            self._tables[-1].row.cell_shown = False
            self._left_out.add("deleted")
