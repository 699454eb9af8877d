"""What hands and machines leave in a text that a model reads badly, written the way it reads well."""

import re

from core.lang import find
from core.lang.lexicon import word_list
from core.sanitize import INVISIBLE

_INVISIBLE = re.compile(f"[\u200c\u200d{INVISIBLE}]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# A word that the end of a line cut in two, joined or not: `gouver-⏎nement`, `gouver- nement`.
_BROKEN = re.compile(r"([^\W\d_]+)-(\s+)([^\W\d_]+)")
_POSSESSIVE = re.compile(r"(?<=\w) ['’] s\b")


def clean(text: str, language: str) -> str:
    """Return a sentence as the model reads it best, with the same words and values; in one line."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    if "-" in text:
        text = _BROKEN.sub(lambda m: _joined(m, language), text)
    text = " ".join(text.split())
    normalize = find(language).normalize
    return normalize(text) if normalize else text


def _joined(broken: re.Match[str], language: str) -> str:
    """Join a broken word; one that is no known word keeps its hyphen, and where no line ended, its space too."""
    left, space, right = broken.groups()
    words = word_list(language)
    known = "\n" in space if words is None else (left + right).lower() in words
    if right.islower() and known:
        return left + right
    return f"{left}-{right}" if "\n" in space else broken[0]


def tidy(translation: str) -> str:
    """Return a translation without the doubled spaces that joining leaves, and the model's own round an apostrophe."""
    return _POSSESSIVE.sub(r"'s", " ".join(translation.split()))
