"""Which formats there are, by the name that `-f` takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.brief import Brief
from core.export.json import to_json
from core.export.markdown import to_markdown


@dataclass(frozen=True, slots=True)
class Format:
    """One form of a brief."""

    name: str
    """What `-f` takes, and the file's ending."""
    label: str
    """What people call it."""
    make: Callable[[Brief], str | bytes]
    binary: bool = False
    """Whether it is no text, and so nothing for a terminal."""

    @property
    def suffix(self) -> str:
        """The ending of a file's name, with its dot."""
        return f".{self.name}"

    def write(self, brief: Brief) -> bytes:
        """Return the file's bytes: the same brief, the same bytes."""
        made = self.make(brief)
        # A path of bytes that are no UTF-8 holds halves of pairs.
        return made if isinstance(made, bytes) else made.encode("utf-8", errors="replace")


FORMATS: Final[dict[str, Format]] = {
    form.name: form
    for form in (
        Format("md", "Markdown", to_markdown),
        Format("json", "JSON", to_json),
    )
}
