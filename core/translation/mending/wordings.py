"""French wordings that the model takes by their words, said in others that it reads rightly.

Each was seen to go wrong in sentences of wires, and read again after; `idioms.py` has them.
"""

import functools
import re
from typing import Final

from core.translation.mending.idioms import IN_FULL, INITIALS, PATTERNS, PHRASES, Other

_PHRASES: Final = tuple((phrase.lower(), re.escape(phrase), other) for phrase, other in PHRASES.items())


def reworded(text: str) -> str:
    """Return a cleaned French sentence in the wording that the model reads best."""
    low = text.lower()
    for cue, pattern, other in (*PATTERNS, *_PHRASES):
        if cue in low:
            text = _compiled(pattern).sub(functools.partial(_said, other), text)
    return text


def in_full(source: str, translation: str) -> str:
    """Give a translation the name for which the model had initials to copy."""
    if INITIALS not in translation or INITIALS in source or "insoumise" not in source.lower():
        return translation
    return translation.replace(INITIALS, IN_FULL.upper() if translation.isupper() else IN_FULL)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Few of them are needed in a run, and to compile all takes longer than to start.
    return re.compile(rf"\b{pattern}(?:\b|(?!\w))", re.IGNORECASE)


def _said(other: Other, found: re.Match[str]) -> str:
    """Say it otherwise, with a capital where it had one."""
    text = found.expand(other) if isinstance(other, str) else other(found)
    return text[0].upper() + text[1:] if found[0][0].isupper() else text
