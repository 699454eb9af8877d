"""A mark that was clicked: what it means is told on a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message


@dataclass
class MarkClicked(Message):
    """Marks beside a row were clicked."""

    meanings: Sequence[str]
    """In words, a line each."""
