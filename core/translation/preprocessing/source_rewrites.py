"""French wordings that the model takes by their words, said in others that it reads rightly.

Each was seen to go wrong in sentences of wires, and read again after; `idioms/` has them.
"""

import functools
import re
from typing import Final

from core.translation.preprocessing.rewrites import (
    BACK,
    FOREIGN,
    IN_FULL,
    INITIALS,
    PATTERNS,
    PHRASES,
    SIGNATURE,
    Other,
)

_TABLE: Final = (*PATTERNS, *((phrase.lower(), re.escape(phrase), other) for phrase, other in PHRASES.items()))


def rewrite_source(text: str, language: str, target: str) -> str:
    """Return a cleaned sentence in the wording that the model of a pair reads best."""
    if (language, target) != ("fr", "en"):
        return text
    low = text.lower()
    for cue, pattern, other in _TABLE:
        if cue in low:
            text = _compiled(pattern).sub(functools.partial(_said, other), text)
    return text


def post_edit(source: str, translation: str, language: str, target: str) -> str:
    """Give a translation the words that the model cannot say, however it reached them."""
    if (language, target) != ("fr", "en"):
        return translation
    low = source.lower()
    for cue, slip, right in BACK:
        if cue in low:
            translation = re.sub(slip, right, translation)
    if FOREIGN in translation and FOREIGN.lower() not in low:
        translation = re.sub(SIGNATURE, "", translation)
    if INITIALS in translation and INITIALS not in source and "insoumise" in low:
        translation = translation.replace(INITIALS, IN_FULL.upper() if translation.isupper() else IN_FULL)
    return translation


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Few of them are needed in a run, and to compile all takes longer than to start.
    return re.compile(rf"\b{pattern}(?:\b|(?!\w))", re.IGNORECASE)


def _said(other: Other, found: re.Match[str]) -> str:
    """Say it otherwise, with a capital where it had one."""
    text = found.expand(other) if isinstance(other, str) else other(found)
    return text[:1].upper() + text[1:] if found[0][:1].isupper() else text
