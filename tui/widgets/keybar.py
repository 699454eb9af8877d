"""The key bar on the last line: as many keys as fit."""

from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey, FooterLabel

_FIRST = ("app.help", "help")
"""Actions that always have room: they lead to all others."""


class KeyBar(Footer):
    """A footer that leaves out whole keys where others cut one in the middle.

    Help always stands there. The others come as they are bound, those that go through a list (Move, Pane) after them,
    since arrows and Tab are tried anyway; the palette's comes last.
    """

    def __init__(self) -> None:
        super().__init__(compact=True)

    async def recompose(self) -> None:
        """Show other keys; paint only once it is clear which fit."""
        async with self.batch():
            await super().recompose()
            self._fit()

    def on_resize(self) -> None:
        """Show more of them, or fewer."""
        self._fit()

    def _fit(self) -> None:
        room = self.content_size.width
        for entry in sorted(self._entries(), key=_rank):
            width = sum(map(_width, entry))
            for part in entry:
                part.display = width <= room
            room -= width if width <= room else 0

    def _entries(self) -> list[list[Widget]]:
        """Return the entries that are shown or hidden as a whole: a key with its label, or a group of keys."""
        entries: list[list[Widget]] = []
        for child in self.children:
            if isinstance(child, FooterLabel):
                entries[-1].append(child)
            else:
                entries.append([child])
        return entries


def _rank(entry: list[Widget]) -> int:
    key = entry[0]
    if not isinstance(key, FooterKey):
        return 2
    if key.has_class("-command-palette"):
        return 3
    return 0 if key.action in _FIRST else 2 if key.action.startswith(("pane", "other")) else 1


def _width(part: Widget) -> int:
    """Return the cells that it takes, its margin among them."""
    margin = part.styles.gutter.width + part.styles.margin.width
    return part.get_content_width(part.size, part.screen.size) + margin
