"""The columns of a bitext row, in each view."""

from dataclasses import dataclass
from typing import Literal

View = Literal["both", "interleaved", "translation", "source"]
"""Which sides are shown: beside each other, each under its source, or one of them alone."""
Side = Literal["source", "target"]
VIEWS: tuple[View, ...] = ("both", "interleaved", "translation", "source")
LEAST, MOST = 0.25, 0.75
"""Shares of the width that the source can have beside its translation."""
_NARROWEST = 12
"""Cells that either text keeps, where there are as many."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A row, in cells: a bar and a mark, the source, a mark, the translation, a cell of air."""

    left: int
    """Before the first text."""
    source: int
    """Of the source's text; 0 where it is not shown."""
    middle: int
    """Between the two."""
    target: int
    """Of the translation's text; 0 where it is not shown."""

    @classmethod
    def of(cls, width: int, view: View, share: float = 0.5) -> "Columns":
        """Divide a row of so many cells; the source has `share` of what two texts beside each other get."""
        if view == "both":
            room = max(4, width - 3 - 3 - 1)
            least = min(_NARROWEST, room // 2)
            source = min(max(least, int(room * share)), room - least)
            return cls(3, source, 3, room - source)
        room = max(2, width - 4 - 1)
        return cls(4, room * (view != "translation"), 0, room * (view != "source"))
