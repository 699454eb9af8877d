"""Builder: paragraphs, tables and text boxes, as an office format gives them one after another, put together as blocks.

A footnote, a cell or a text box holds paragraphs of its own in the middle of another one. Each opens a flow, and what
comes in goes to the innermost flow until that is closed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.article import Kind
from core.reading.document import Block

_PROSE = 20
"""Words: a cell of several paragraphs, one of them longer than this, is text that was laid out by a table."""


@dataclass(slots=True)
class _Flow:
    parts: list[str] = field(default_factory=list)
    """Of the paragraph that is not yet ended."""
    after: list[Block] = field(default_factory=list)
    """What stands in text boxes of that paragraph, and comes after it."""
    blocks: list[Block] = field(default_factory=list)
    rows: list[list[list[Block]]] = field(default_factory=list)
    """Of the tables that are open in it: the row of each, cell by cell."""

    def flush(self, kind: Kind | None, number: str = "") -> None:
        """End the paragraph."""
        text = "".join(self.parts)
        if text.strip():
            self.blocks.append(Block(f"{number} {text}" if number else text, kind))
        self.blocks += self.after
        self.parts, self.after = [], []


class Builder:
    """Takes the events of a document in order, and gives its blocks."""

    def __init__(self) -> None:
        self.taken = 0
        """Characters of text so far."""
        self._flows = [_Flow()]

    def text(self, text: str) -> None:
        """Take a piece of the paragraph's text."""
        self.taken += len(text)
        self._flows[-1].parts.append(text)

    def space(self) -> None:
        """Take a tab or a line break: a space, since a break inside of a paragraph is for the eye alone."""
        self._flows[-1].parts.append(" ")

    def end_paragraph(self, kind: Kind | None = None, *, joined: bool = False, number: str = "") -> None:
        """End the paragraph; with `joined`, the next one goes on in it, because its mark was struck out.

        `number` is what its program counts and shows before it.
        """
        if not joined:
            self._flows[-1].flush(kind, number)

    def drop_paragraph(self) -> None:
        """Forget what came in of the paragraph that is not yet ended."""
        self._flows[-1].parts.clear()

    def open_flow(self) -> None:
        """Begin a cell, a text box or a note."""
        self._flows.append(_Flow())

    def close_flow(self) -> list[Block]:
        """End what `open_flow` began, and return what is in it."""
        if len(self._flows) == 1:
            return []
        flow = self._flows.pop()
        for _ in flow.rows:
            self._end_row(flow)
        flow.flush(None)
        return flow.blocks

    def close_box(self) -> None:
        """End a text box: its paragraphs come after the one that it hangs on."""
        self.after(self.close_flow())

    def after(self, blocks: Sequence[Block]) -> None:
        """Put blocks after the paragraph that is not yet ended."""
        self.taken += sum(len(block.text) for block in blocks)
        self._flows[-1].after += blocks

    def open_row(self) -> None:
        """Begin a row of a table, in the flow that holds the table."""
        self._flows[-1].flush(None)
        self._flows[-1].rows.append([])

    def close_cell(self, *, shown: bool = True) -> None:
        """End a cell, which `open_flow` began."""
        blocks = self.close_flow()
        if shown and blocks and self._flows[-1].rows:
            self._flows[-1].rows[-1].append(blocks)
        elif shown:
            self._flows[-1].blocks += blocks

    def close_row(self, *, shown: bool = True) -> None:
        """End a row: one block, unless its cells hold running text."""
        flow = self._flows[-1]
        if flow.rows and not shown:
            flow.rows[-1].clear()
        self._end_row(flow)

    def blocks(self) -> list[Block]:
        """End everything that is open, and return all that came in."""
        while len(self._flows) > 1:
            self.close_box()
        flow = self._flows[0]
        while flow.rows:
            self._end_row(flow)
        flow.flush(None)
        return flow.blocks

    @staticmethod
    def _end_row(flow: _Flow) -> None:
        cells = flow.rows.pop() if flow.rows else []
        if any(_is_prose(cell) for cell in cells):
            flow.blocks += [block for cell in cells for block in cell]
        elif cells:
            lines = (" ".join(block.text.strip() for block in cell) for cell in cells)
            flow.blocks.append(Block(" | ".join(lines), "list"))


def _is_prose(cell: Sequence[Block]) -> bool:
    return len(cell) > 1 and any(len(block.text.split()) > _PROSE for block in cell)
