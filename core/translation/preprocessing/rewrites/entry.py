"""Entry: one idiom, and what it is said by."""

import re
from collections.abc import Callable
from typing import Final

Other = str | Callable[[re.Match[str]], str]
"""What a match is replaced by: a template for `re.Match.expand`, or what makes the text."""

Entry = tuple[str, str, Other]
"""A cue in small letters, which stands in all that matches; a pattern; what is said instead."""

INITIALS: Final = "LFI"
IN_FULL: Final = "La France Insoumise"
"""Of which the model knows no word; initials it copies."""

ER: Final = "(er|é|ée|és|ées|e|ent|ait|aient|ant|era|eront|erait)"
"""Endings of a verb, where the other has the same."""


def verb(cue: str, forms: str, *, before: str = "", after: str = "", then: str = "") -> Entry:
    """Return the pattern of a verb: `forms` pairs each form with that of the other verb, `then` follows it."""
    others = dict(pair.split(":") for pair in forms.split())
    pattern = rf"({before})\b({'|'.join(others)})\b{after}"
    return cue, pattern, lambda found: found[1] + others[found[2].lower()] + then
