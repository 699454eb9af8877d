"""The marks of the reader: for each meaning one sign, told by its shape and not by its colour, and one in ASCII."""

from dataclasses import dataclass
from typing import Final

from tui.i18n import N_
from tui.wire import State


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign and what it means."""

    sign: str
    """One cell."""
    plain: str
    """The same in ASCII."""
    meaning: str
    """In the legend of the help."""

    def __str__(self) -> str:
        return self.sign


UNREAD: Final = Mark("◆", "u", N_("unread"))
WAITING: Final = Mark("○", "o", N_("waiting to be translated"))
TRANSLATING: Final = Mark("◐", "~", N_("being translated"))
DONE: Final = Mark("●", "@", N_("translated"))
STOPPED: Final = Mark("◌", "s", N_("stopped; t resumes"))
NO_PACK: Final = Mark("⊘", "#", N_("no pack for its language; i gets one"))
FAILED: Final = Mark("×", "x", N_("failed"))
PROBLEM: Final = Mark("!", "!", N_("something is wrong; the line says what"))
LEAD: Final = Mark("≡", "=", N_("several wires tell this story, so many; this is the one to read"))
VERSION: Final = Mark("└", "`", N_("another wire of a story"))
CHECKED: Final = Mark("✓", "+", N_("marked for export; in lists: chosen, set or installed"))
STAR: Final = Mark("★", "*", N_("starred"))
NOTE: Final = Mark("¶", "n", N_("has a note"))
DOUBT: Final = Mark("?", "?", N_("doubtful sentence; how many of them"))
BY_HAND: Final = Mark("✎", "&", N_("corrected by hand"))
CHOSEN: Final = Mark("•", "-", N_("sentence of the summary"))
PENDING: Final = Mark("…", ".", N_("translation still to come"))

MARKS: Final = (
    *(UNREAD, WAITING, TRANSLATING, DONE, STOPPED, NO_PACK, FAILED, PROBLEM, LEAD, VERSION),
    *(CHECKED, STAR, NOTE, DOUBT, BY_HAND, CHOSEN, PENDING),
)
"""All of them, as the legend lists them."""

STATES: Final[dict[State, Mark]] = {
    "waiting": WAITING,
    "translating": TRANSLATING,
    "done": DONE,
    "stopped": STOPPED,
    "no pack": NO_PACK,
    "failed": FAILED,
}
