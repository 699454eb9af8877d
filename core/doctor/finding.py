"""Finding: one thing that was looked at, and how it is."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "bad"]
"""`bad` is what keeps something from working; a `note` is worth knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    state: State
    text: str
    """What was found; for `bad`, and what to do."""
