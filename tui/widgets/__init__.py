"""Functions for all widgets: text made safe for the terminal, wrapped and clipped; and the marks.

Each meaning has one mark in the reader, recognised by its shape and not by its colour, and one in ASCII.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import Final

from rich.cells import cell_len, chop_cells

from core.lang.letters import RIGHT_TO_LEFT
from tui.i18n import N_
from tui.wire import State

# Characters that a terminal acts on, or that change the order of text: controls (C0, C1), soft hyphens, bidirectional
# marks, line and paragraph separators, lone surrogates, tags.
_ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# Characters of one cell each: their strings can be cut by counting, which is twenty times faster.
_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u202f-\u205e\u20a0-\u20bf\u2500-\u25fc]*"
)
_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
# Between wide characters a line may end anywhere, except before a closing mark.
_TOKENS = f" +|[{_WIDE}][、。，．・：；？！」』）】》〉ー…]*|[^ {_WIDE}]+"

# French and other languages have spaces at which no line may end; lines do not break there even if an ordinary space
# was typed.
_TIGHT = re.compile(
    r" (?=[:;!?»%€](?:[ ,.;:!?…)\]]|$))|(?<=«) |(?<=\d) (?=\d{3}(?!\d))|(?<=\d) (?=h\b)|(?<=\d h) (?=\d)"
    r"|(?<=\b[nN]°) (?=\d)"
)

_LEFT_TO_RIGHT = "[A-Za-z\u00c0-\u058f\u0900-\u1fff\u3040-\ud7a3]"
_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,64}(?:[.@/:]+[A-Za-z0-9_-]{1,64})+")
"""Web and mail addresses, whose letters belong to no language."""
ISOLATE, END = "\u2067", "\u2069"
"""Isolates around a right-to-left line; they take no cell."""

BETWEEN = " · "
"""Separates the parts of a line."""
_SPACES = {0x202F: "\u00a0"}
"""Narrow no-break spaces are shown as ordinary ones, which every terminal's font has."""

_compiled = cache(re.compile)
"""Compile an expression at its first use: those with wide ranges take 6 ms each, and few screens need them."""

safe = partial(_ACTING.sub, " ")
"""Replace each character that a terminal would act on by a space: the last check before the screen."""


def wrap(text: str, width: int) -> list[str]:
    """Wrap text into lines of at most `width` cells, preferably at spaces; at least one line.

    Lines do not break at no-break spaces, which French has before colons and within numbers.
    """
    text = _TIGHT.sub("\u00a0", safe(text).strip(" "))
    width = max(width, 2)
    lines = _wrap_narrow(text, width) if _NARROW.fullmatch(text) else _wrap_wide(text, width)
    return [line.translate(_SPACES) for line in lines]


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text are written from right to left."""
    if text.isascii() or not RIGHT_TO_LEFT.search(text):
        return False
    return len(RIGHT_TO_LEFT.findall(text)) > len(_compiled(_LEFT_TO_RIGHT).findall(_ADDRESS.sub("", text)))


def isolated(line: str, whole: str = "") -> str:
    """Return a line of text in Unicode isolates if it is written from right to left; other lines unchanged.

    `line` has no control characters; the text `whole`, which it is part of, decides the direction. A terminal that
    supports bidirectional text then sets the line from the right, with numbers and Latin names in place, and the text
    beside it on the row stays where it is. The isolates take no cell.
    """
    return f"{ISOLATE}{line}{END}" if is_right_to_left(whole or line) else line


def clip(text: str, width: int) -> str:
    """Clip text to one line of at most `width` cells, with an ellipsis where it was longer."""
    text = safe(text).strip(" ")
    if cell_len(text) <= width:
        return text
    return chop_cells(text, max(width - 1, 1))[0].rstrip(" ") + "…" if width > 1 else "…"[:width]


def whole_parts(text: str, room: int) -> str:
    """Return as many of a text's parts, from the first, as fit into `room` cells: a part that is cut says nothing."""
    parts = text.split(BETWEEN)
    while len(parts) > 1 and cell_len(BETWEEN.join(parts)) > room:
        parts.pop()
    return clip(BETWEEN.join(parts), room)


def clip_first(text: str, room: int) -> str:
    """Clip the first part of a text, such as a headline, so that what comes after it has room, such as a key."""
    first, *rest = text.split(BETWEEN)
    left = room - cell_len(BETWEEN.join(["", *rest]))
    return BETWEEN.join([clip(first, left), *rest]) if left > 1 else clip(text, room)


def shortened(keys: str, room: int) -> str:
    """Shorten a line of keys: Tab's key is dropped first, those that answer and cancel last."""
    parts = keys.split(BETWEEN)
    while len(parts) > 1 and cell_len(BETWEEN.join(parts)) > room:
        del parts[next((place for place, part in enumerate(parts) if part.startswith("Tab")), len(parts) // 2)]
    return BETWEEN.join(parts)


def fill(text: str, width: int) -> str:
    """Pad text with spaces to `width` cells; it must not be longer."""
    return text + " " * (width - cell_len(text))


def _wrap_narrow(text: str, width: int) -> list[str]:
    lines, start, end = [], 0, len(text)
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            # A word longer than the line, such as an address, is broken where the line ends.
            cut = start + width
        lines.append(text[start:cut].rstrip(" "))
        start = cut
        while start < end and text[start] == " ":
            start += 1
    lines.append(text[start:])
    return lines


def _wrap_wide(text: str, width: int) -> list[str]:
    lines, line, room = [], "", width
    for found in _compiled(_TOKENS).findall(text):
        token = found
        cells = cell_len(token)
        if cells > room and token[0] == " ":
            continue
        if cells > room and line:
            lines.append(line.rstrip(" "))
            line, room = "", width
        if cells > width:
            *whole, token = chop_cells(token, width)
            lines += whole
            cells = cell_len(token)
        if line or token[0] != " ":
            line += token
            room -= cells
    return [*lines, line.rstrip(" ")] if line.strip(" ") or not lines else lines


@dataclass(frozen=True, slots=True, order=True)
class StyledRange:
    """A range of a text, and the component class that styles it."""

    start: int
    end: int
    """In Unicode code points, as slices are."""
    name: str


def styled_pieces(text: str, lines: Sequence[str], stretches: Sequence[StyledRange]) -> list[list[tuple[str, str]]]:
    """Split wrapped lines into (piece, name of its stretch, or empty); the later of two stretches is on top.

    Wrapping only drops and changes spaces, so positions are found again by counting other characters.
    """
    if not stretches:
        return [[(line, "")] for line in lines]
    places = [place for place, character in enumerate(safe(text)) if not character.isspace()]
    names = [""] * len(places)
    for stretch in stretches:
        first, end = bisect_right(places, stretch.start - 1), bisect_right(places, stretch.end - 1)
        names[first:end] = [stretch.name] * (end - first)
    cut, count = [], 0
    for line in lines:
        pieces: list[tuple[str, str]] = []
        for character in line:
            if character.isspace():
                # A space within a stretch belongs to it; one at its edge does not.
                inside = 0 < count < len(names) and names[count - 1] == names[count]
                name = names[count] if inside and pieces else ""
            else:
                name = names[count] if count < len(names) else ""
                count += 1
            if pieces and pieces[-1][1] == name:
                pieces[-1] = pieces[-1][0] + character, name
            else:
                pieces.append((character, name))
        cut.append(pieces)
    return cut


def place_of(text: str, lines: Sequence[str], line: int, cell: int) -> int | None:
    """Return the position in a text of the character at a cell of one of its wrapped lines; None if there is none."""
    if not 0 <= line < len(lines) or cell < 0:
        return None
    ahead = 0
    for place, character in enumerate(lines[line]):
        ahead += cell_len(character)
        if ahead > cell:
            if character.isspace():
                return None
            count = sum(not char.isspace() for before in lines[:line] for char in before)
            count += sum(not char.isspace() for char in lines[line][:place])
            return next(islice((at for at, char in enumerate(safe(text)) if not char.isspace()), count, None), None)
    return None


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign and what it means."""

    sign: str
    """The sign, one cell wide."""
    plain: str
    """The same in ASCII."""
    meaning: str
    """Its meaning in the legend of the help."""

    def __str__(self) -> str:
        return self.sign


UNREAD: Final = Mark("◆", "u", N_("unread wire"))
WAITING: Final = Mark("○", "o", N_("waiting to be translated"))
TRANSLATING: Final = Mark("◐", "~", N_("being translated"))
DONE: Final = Mark("●", "@", N_("translated"))
STOPPED: Final = Mark("◌", "s", N_("stopped; t resumes"))
NO_PACK: Final = Mark("⊘", "#", N_("no pack for its language; i gets one"))
FAILED: Final = Mark("×", "x", N_("failed"))
PROBLEM: Final = Mark("!", "!", N_("something is wrong; the line says what"))
LEAD: Final = Mark("≡", "=", N_("how many wires tell this story; this is the one to read first"))
VERSION: Final = Mark("└", "`", N_("another wire of a story"))
CHECKED: Final = Mark("✓", "+", N_("marked for export; in lists: chosen, set or installed"))
STAR: Final = Mark("★", "*", N_("starred wire"))
NOTE: Final = Mark("¶", "n", N_("has a note"))
DOUBT: Final = Mark("?", "?", N_("doubtful sentence; how many of them"))
BY_HAND: Final = Mark("✎", "&", N_("corrected by hand, or an alternative chosen"))
CHOSEN: Final = Mark("•", "c", N_("sentence of the summary"))
PENDING: Final = Mark("…", ".", N_("translation still to come"))

MARKS: Final = (
    *(UNREAD, WAITING, TRANSLATING, DONE, STOPPED, NO_PACK, FAILED, PROBLEM, LEAD, VERSION),
    *(CHECKED, STAR, NOTE, DOUBT, BY_HAND, CHOSEN, PENDING),
)
"""All marks, in the order of the legend."""

STATES: Final[dict[State, Mark]] = {
    "waiting": WAITING,
    "translating": TRANSLATING,
    "done": DONE,
    "stopped": STOPPED,
    "no pack": NO_PACK,
    "failed": FAILED,
}
