"""What this terminal can do, for `depeche doctor`."""

import os
import shutil
import sys
from collections.abc import Iterator

from core.doctor import Finding

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
        yield Finding("terminal: letters", "ok", "UTF-8")
    else:
        problem = f"{sys.stdout.encoding}, which lacks letters; set LANG to a UTF-8 locale, or reader.ascii to true"
        yield Finding("terminal: letters", "note", problem)
    if not sys.stdout.isatty():
        yield Finding("terminal", "note", "stdout is not a terminal; colours, size and clipboard unknown")
        return
    from rich.console import Console

    name, colours = os.environ.get("TERM", "unknown"), _COLOURS.get(Console().color_system, "some")
    if "NO_COLOR" in os.environ:
        yield Finding("terminal: colours", "ok", f"none, as NO_COLOR asks ({name})")
    elif colours in ("none", "16"):
        yield Finding("terminal: colours", "note", f"{colours} ({name}); COLORTERM=truecolor where it knows more")
    else:
        yield Finding("terminal: colours", "ok", f"{colours} ({name})")
    size = shutil.get_terminal_size()
    small = size.columns < _COLUMNS or size.lines < _LINES
    more = f"; from {_COLUMNS} × {_LINES} on, source and translation stand side by side" if small else ""
    yield Finding("terminal: size", "note" if small else "ok", f"{size.columns} × {size.lines}{more}")
    within = "; in tmux: set -g set-clipboard on" if "TMUX" in os.environ else ""
    yield Finding("terminal: clipboard", "ok", f"by OSC 52, where the terminal allows it{within}")
