"""Text from archives and other programs, made safe to print."""

import unicodedata


def plain(text: object, limit: int = 300) -> str:
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
