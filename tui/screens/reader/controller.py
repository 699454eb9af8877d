"""What the controllers of the reader's screen have in common."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.reader.screen import ReaderScreen


class Controller:
    """One group of the reader's actions, with the messages that answer them.

    The screen routes both here; a controller acts on the screen's parts and asks its workers.
    """

    def __init__(self, screen: "ReaderScreen") -> None:
        self.screen = screen
        self.settings, self.workspace = screen.settings, screen.workspace
        self.panes, self.status = screen.panes, screen.status
