"""Text from archives and other programs, made safe to print."""

import re
import unicodedata

ACTS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON and HTML let stand though a terminal acts on it, or shows what is around it in another order."""


INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""For a class of a pattern: what shows nothing and reorders, hides or parts its neighbours.

Not the joiners U+200C and U+200D, which are parts of words in Persian and Hindi, and of some emoji.
"""


def sanitize(text: object, limit: int = 300) -> str:
    """Return `text` on one line of at most `limit` characters, without anything a terminal would obey.

    Control, format and surrogate characters go (Unicode categories C*): escape sequences need the first,
    text that reads backwards needs the second.
    """
    kept = "".join(
        " " if character.isspace() else character
        for character in str(text)[: 10 * limit]
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def json_text(value: object, indent: int | None = None) -> str:
    """Return a value as JSON that may be shown: whole for programs, and nothing in it that a terminal would obey."""
    import json

    return ACTS.sub(lambda one: f"\\u{ord(one[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))
