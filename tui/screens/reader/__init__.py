"""The reader's screen: one class that routes keys and messages to the controllers beside it; and their base."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.settings import Settings
    from tui.screens.reader.screen import ReaderScreen


class Controller:
    """One group of the reader's actions, with the messages that answer them.

    The screen routes both here; a controller acts on the screen's parts and asks its workers.
    """

    def __init__(self, screen: "ReaderScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self.panes, self.status = screen.panes, screen.status

    @property
    def settings(self) -> "Settings":
        """The settings as they are now: a watch may have come."""
        return self.screen.settings
