"""Rows: the tables of an RTF document, which has no word for where one begins, only for the ends of cells and rows."""

from core.reading.builder import Builder


class Rows:
    """The rows that are open, in one flow: one for each level of tables within tables."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._open: list[bool] = []
        """Of each row, whether a cell of it is open."""

    def enter(self, level: int) -> None:
        """Come to text in a table of some level; 0 is outside of any."""
        while len(self._open) > level:
            self.end_row()
        while len(self._open) < level:
            self._begin_cell()
            self._builder.open_row()
            self._open.append(False)
        self._begin_cell()

    def end_cell(self) -> None:
        """End the innermost cell."""
        if self._open and self._open[-1]:
            self._builder.close_cell()
            self._open[-1] = False

    def end_row(self, *, shown: bool = True) -> None:
        """End the innermost row."""
        if self._open:
            self.end_cell()
            self._builder.close_row(shown=shown)
            self._open.pop()

    def end(self) -> None:
        """End all that is open."""
        self.enter(0)

    def _begin_cell(self) -> None:
        if self._open and not self._open[-1]:
            self._builder.open_flow()
            self._open[-1] = True
