"""Text to lines of so many terminal cells; and nothing in them that a terminal would obey."""

import re
from functools import partial

from rich.cells import cell_len, chop_cells

# All that a terminal acts on, or that shows text in another order than it is written: controls (C0, C1),
# soft hyphens, bidirectional marks, line and paragraph separators, lone surrogates, tags.
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
# Between wide characters a line may end anywhere, but not before a closing mark.
_TOKENS = re.compile(f" +|[{_WIDE}][、。，．・：；？！」』）】》〉ー…]*|[^ {_WIDE}]+")

# French and others put a space where no line may end; typed as an ordinary one, it is still no place to cut.
_TIGHT = re.compile(r" (?=[:;!?»%€](?: |$))|(?<=«) |(?<=\d) (?=\d{3}(?!\d))")

_SPACES = {0xA0: " ", 0x202F: " "}
"""No-break spaces have done their work once the lines are cut; not every terminal's font has them."""

safe = partial(_ACTING.sub, " ")
"""Text with a space for each character that a terminal would act on: the last guard before the screen."""


def wrap(text: str, width: int) -> list[str]:
    """Cut text into lines of at most `width` cells, at spaces where there are any; one line at least.

    A no-break space, as French has before its colons and within its numbers, is no place to cut.
    """
    text = _TIGHT.sub("\u00a0", safe(text).strip(" "))
    width = max(width, 2)
    lines = _wrap_narrow(text, width) if _NARROW.fullmatch(text) else _wrap_wide(text, width)
    return [line.translate(_SPACES) for line in lines]


def clip(text: str, width: int) -> str:
    """Text on one line of at most `width` cells, with an ellipsis where it was longer."""
    text = safe(text).strip(" ")
    if cell_len(text) <= width:
        return text
    return chop_cells(text, max(width - 1, 1))[0].rstrip(" ") + "…" if width > 1 else "…"[:width]


def fill(text: str, width: int) -> str:
    """Text with spaces after it, up to `width` cells; it must not be longer."""
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
    for found in _TOKENS.findall(text):
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
