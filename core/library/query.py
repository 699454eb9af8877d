"""What a person types, as a query that SQLite's full-text search takes: words stay words."""

import re
import unicodedata

from core.lang.letters import without_accents

_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|(\S+)')


def match(words: str) -> str | None:
    """Return the FTS5 query for some words, all of which must be there; None where there is no word.

    What stands in quotes is a phrase. The last word may be the beginning of one, so that hits come while one
    types. Nothing else is syntax: `-`, `*`, `NEAR`, `OR`, brackets and a lone quote are searched for or ignored.
    """
    terms = []
    prefix = False
    for found in _QUOTED.finditer(words):
        text = "".join(group or "" for group in found.groups())
        if any(unicodedata.category(character)[0] in "LN" for character in text):
            # A string of FTS5's holds one or several words that follow each other: `l'accord` is two.
            terms.append('"' + text.replace('"', " ").replace("\0", " ") + '"')
            prefix = found[4] is not None and not words[found.end() :]
    if not terms:
        return None
    return " AND ".join(terms) + ("*" if prefix else "")


def folded(text: str) -> str:
    """Return a text without case and accents, to compare outlets by."""
    return without_accents(text.casefold())
