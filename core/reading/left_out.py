"""LeftOut: what a reader met in a document and did not put into the text, as the note of the article."""

from collections.abc import Iterable

from core.messages import Message
from core.reading.document import Block, joined
from core.sanitize import sanitize

_WHY = {
    "deleted": Message("text that was deleted with changes tracked is left out"),
    "hidden": Message("hidden text is left out"),
    "comments": Message("comments are left out"),
    "embedded": Message("embedded files, formulas or charts are not read"),
    "missing": Message("a chapter is missing or cannot be read"),
    "deep": Message("parts nested too deep are not read"),
    "signature": Message("the signature is left out"),
    "contents": Message("the table of contents is left out"),
    "pictures": Message("pictures are not read"),
}
_QUOTED = 300
"""Characters of page headers and footers that a note quotes."""


class LeftOut:
    """Collects reasons; each is told once, in the order in which it was met."""

    def __init__(self) -> None:
        self._reasons: dict[str, None] = {}
        self._said: dict[str, None] = {}
        self._around: dict[str, None] = {}

    def add(self, reason: str) -> None:
        """Add a reason: a key of the table above."""
        self._reasons[reason] = None

    def say(self, note: str | None) -> None:
        """Add what another stage has to say of the document."""
        if note:
            self._said[note] = None

    def around(self, blocks: Iterable[Block]) -> None:
        """Add what stands above or below each page."""
        self._around |= dict.fromkeys(" ".join(block.text.split()) for block in blocks)

    def note(self) -> str | None:
        """Return all of it in one line, or None where nothing was left out."""
        notes = [*(_WHY[reason] for reason in self._reasons), *self._said]
        if text := sanitize(" / ".join(filter(None, self._around)), _QUOTED):
            notes.append(Message("page headers and footers are left out: {text}", text=text))
        return joined(*notes)
