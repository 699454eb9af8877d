"""What this terminal can do, for `depeche doctor`."""

import os
import shutil
import sys
from collections.abc import Iterator

from core.doctor import Finding
from core.messages import Message

_COLUMNS, _LINES = 80, 24
"""Below, the reader shows one column at a time."""
_COLOURS = {
    None: "none",
    "standard": "16",
    "eight_bit": "256",
    "256": "256",
    "truecolor": "16 million",
    "windows": "16",
}


def terminal() -> Iterator[Finding]:
    """Look at the terminal: letters, colours, size, and the way to its clipboard."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding == "utf8":
        yield Finding(Message("terminal: letters"), "ok", Message("UTF-8"))
    else:
        problem = Message(
            "{encoding}, which lacks letters; set LANG to a UTF-8 locale, or reader.ascii to true",
            encoding=sys.stdout.encoding,
        )
        yield Finding(Message("terminal: letters"), "note", problem)
    if not sys.stdout.isatty():
        yield Finding(
            Message("terminal"), "note", Message("stdout is not a terminal; colours, size and clipboard unknown")
        )
        return
    from rich.console import Console

    name, colours = os.environ.get("TERM", "unknown"), _COLOURS.get(Console().color_system, "some")
    if "NO_COLOR" in os.environ:
        yield Finding(Message("terminal: colours"), "ok", Message("none, as NO_COLOR asks ({name})", name=name))
    elif colours in ("none", "16"):
        yield Finding(
            Message("terminal: colours"),
            "note",
            Message("{colours} ({name}); COLORTERM=truecolor where it knows more", colours=colours, name=name),
        )
    else:
        yield Finding(Message("terminal: colours"), "ok", Message("{colours} ({name})", colours=colours, name=name))
    size = shutil.get_terminal_size()
    small = size.columns < _COLUMNS or size.lines < _LINES
    said = Message("{columns} × {lines}", columns=size.columns, lines=size.lines)
    if small:
        said = Message(
            "{columns} × {lines}; from {most_columns} × {most_lines} on, source and translation stand side by side",
            columns=size.columns,
            lines=size.lines,
            most_columns=_COLUMNS,
            most_lines=_LINES,
        )
    yield Finding(
        Message("terminal: size"),
        "note" if small else "ok",
        said,
    )
    way = Message("by OSC 52, where the terminal allows it")
    if "TMUX" in os.environ:
        way = Message("by OSC 52, where the terminal allows it; in tmux: set -g set-clipboard on")
    yield Finding(Message("terminal: clipboard"), "ok", way)
