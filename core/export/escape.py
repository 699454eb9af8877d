"""Text from outside made to stand for itself: in Markdown, and as a value of YAML front matter."""

import json
import re

from core.export.text import INVISIBLE, shown

_SPECIAL = re.compile(r"""([\\`*_{}\[\]<>|~#&$^@]|:(?=//)|(?<=\bwww)\.)""", re.IGNORECASE)
"""Characters that may open markup anywhere, in CommonMark and its usual extensions: bare addresses become links."""
_LINE_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
"""Characters that open a block at the start of a line."""
_IN_YAML = re.compile(rf"{INVISIBLE.pattern}|<(?=[A-Za-z/!?])|(?<=\])\(")


def markdown(text: str) -> str:
    """Escape text so that Markdown shows it as it is, at the start of a line or within one.

    What shows nothing and reorders or hides its neighbours is written as a reference, for whoever reads the file
    as it is.
    """
    text = _SPECIAL.sub(r"\\\1", shown(text))
    text = _LINE_START.sub(_at_start, text)
    return INVISIBLE.sub(lambda one: f"&#x{ord(one[0]):X};", text)


def _at_start(match: re.Match[str]) -> str:
    # A backslash before a digit would be shown; it goes before the stop that follows.
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def yaml(value: object) -> str:
    """Write a plain value as YAML, on one line, in printable characters.

    A reader of Markdown that knows no front matter finds neither tag nor link in it.
    """
    # Every JSON value is a YAML value too.
    return _IN_YAML.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
