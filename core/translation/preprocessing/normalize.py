"""Normalise typography and control characters that the model reads badly."""

import re

from core.lang import find
from core.lang.lexicon import word_list
from core.sanitize import INVISIBLE

_INVISIBLE = re.compile(f"[\u200c\u200d{INVISIBLE}]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# A word broken at a line end: `gouver-⏎nement`, `gouver- nement`.
_BROKEN = re.compile(r"([^\W\d_]+)-(\s+)([^\W\d_]+)")
_POSSESSIVE = re.compile(r"(?<=\w) ['’] s\b")


def clean(text: str, language: str) -> str:
    """Normalise a sentence to one line, with the same words and values."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    if "-" in text:
        text = _BROKEN.sub(lambda m: _joined(m, language), text)
    text = " ".join(text.split())
    normalize = find(language).normalize
    return normalize(text) if normalize else text


def _joined(broken: re.Match[str], language: str) -> str:
    """Join a word broken at a line end; an unknown word keeps its hyphen, and its space if no line ended there."""
    left, space, right = broken.groups()
    words = word_list(language)
    known = "\n" in space if words is None else (left + right).lower() in words
    if right.islower() and known:
        return left + right
    return f"{left}-{right}" if "\n" in space else broken[0]


def tidy(translation: str) -> str:
    """Remove doubled spaces, and the spaces that the model puts around an apostrophe."""
    return _POSSESSIVE.sub(r"'s", " ".join(translation.split()))
