"""The reader's screen: one class that routes keys and messages to the controllers beside it."""

from tui.screens.reader.screen import ReaderScreen

__all__ = ["ReaderScreen"]
