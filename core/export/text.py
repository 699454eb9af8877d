"""Text from outside, made fit for a document: one line, nothing that no file format holds."""

import re
from typing import Final

from core import sanitize

_BREAKS = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_NEVER = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, halves of surrogate pairs, and what Unicode says is no character: XML and HTML refuse most of them."""
INVISIBLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u180e\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"{sanitize.INVISIBLE}]"
)
"""What shows nothing, controls included."""


def shown(text: str) -> str:
    """Return a text on one line, with U+FFFD in place of every control; no-break spaces stay what they are."""
    return _NEVER.sub("\ufffd", _BREAKS.sub(" ", text)).strip(" ")
