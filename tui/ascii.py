"""ASCII replacements for lines, bars and marks, for simple terminals and braille displays."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_MARKS = str.maketrans(
    {
        **dict.fromkeys("│┃║▏▕╎┆┊", "|"),
        **dict.fromkeys("─━═╌┄┈▁▔‐‑–—", "-"),
        **dict.fromkeys("▌▐▶▸►→⏵", ">"),
        **dict.fromkeys("◀◂◄←⏴", "<"),
        **dict.fromkeys("●★•✓✔█", "*"),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("\u2002\u2003\u2009\u200a\u202f\u00a0", " "),
        "○": "o",
        "◐": "~",
        "◌": ".",
        "×": "x",
        "·": "-",
        "…": ".",
        "↑": "^",
        "↓": "v",
        "⏎": "<",
        "≡": "=",
        "└": "`",
        "¶": "n",
        "✎": "e",
    }
)
_REST = re.compile("[\u2010-\u209f\u20d0-\u2bff]")
"""Punctuation, arrows, boxes and shapes; not the currencies between them."""


def plain_marks(text: str) -> str:
    """Return a text of the same width with marks that are in ASCII; letters of any language stay."""
    return text if text.isascii() else _REST.sub("+", text.translate(_MARKS))


class PlainMarks(LineFilter):
    """Makes them of whatever is painted: texts, borders and bars alike."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with plain marks."""
        del background
        return [Segment(plain_marks(text), style, control) for text, style, control in segments]
