"""Sanitizes external text: for reading, printing, documents, and escaped for Markdown and YAML."""

import re
import unicodedata
from typing import Final

ACTS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that are valid in JSON and HTML, but control a terminal or reorder the text around them."""


INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""For a character class: invisible characters that reorder, hide or separate the characters around them.

Not the joiners U+200C and U+200D, which are parts of words in Persian and Hindi, and of some emoji.
"""


def sanitize(text: object, limit: int = 300) -> str:
    """Return `text` on one line of at most `limit` characters, without characters that control a terminal.

    Control, format and surrogate characters (Unicode categories C*) are removed: escape sequences need control
    characters, and reordered text needs format characters.
    """
    kept = str(text)[: 10 * limit]
    # Nearly all text is printable: none of these characters, and no space but the usual one.
    if not kept.isprintable():
        kept = "".join(
            " " if character.isspace() else character
            for character in kept
            if character.isspace() or not unicodedata.category(character).startswith("C")
        )
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def json_text(value: object, indent: int | None = None) -> str:
    """Return a value as complete JSON in which characters that control a terminal are escaped."""
    import json

    return ACTS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))


_BREAKS = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_INVALID = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, lone surrogates and noncharacters: XML and HTML refuse most of them."""
UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u180e\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"{INVISIBLE}]"
)
"""Invisible characters, including control characters."""


def shown(text: str) -> str:
    """Return a text on one line, with U+FFFD for every control character; no-break spaces are kept."""
    return _INVALID.sub("\ufffd", _BREAKS.sub(" ", text)).strip(" ")


_SPECIAL = re.compile(r"""([\\`*_{}\[\]<>|~#&$^@]|:(?=//)|(?<=\bwww)\.)""", re.IGNORECASE)
"""Characters that may open markup anywhere, in CommonMark and its usual extensions: bare addresses become links."""
_LINE_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
"""Characters that open a block at the start of a line."""
_IN_YAML = re.compile(rf"{UNSEEN.pattern}|<(?=[A-Za-z/!?])|(?<=\])\(")


def markdown_text(text: str) -> str:
    """Escape text so that Markdown shows it as it is, at the start of a line or within one.

    Invisible characters are written as character references, so that the unrendered file shows them.
    """
    text = _SPECIAL.sub(r"\\\1", shown(text))
    text = _LINE_START.sub(_escape_line_start, text)
    return UNSEEN.sub(lambda match: f"&#x{ord(match[0]):X};", text)


def _escape_line_start(match: re.Match[str]) -> str:
    # A backslash before a digit would be shown, so put it before the stop that follows.
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def yaml_text(value: object) -> str:
    """Write a plain value as YAML, on one line, in printable characters.

    A Markdown renderer without support for front matter finds neither tag nor link in it.
    """
    import json

    # Every JSON value is a YAML value too.
    return _IN_YAML.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


HALVES = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which JSON can contain; text with one cannot be encoded."""
# Complete escape sequences: CSI, then OSC and the like up to their end. Of one without an end only the control
# character is removed: the rest is text. In doubly encoded UTF-8, a C1 control after another byte is part of a letter.
_ESCAPES = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|(?<![\x80-\xf4])\x9b[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|(?<![\x80-\xf4])[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c\n\ue000]{0,4096}(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]?"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, bidi marks, and invisible characters that would split a word for the model.
_INVISIBLE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f{INVISIBLE}]")
_MAX_MARKS = 30
"""Maximum combining marks in a row: no language has more (UAX #15, Stream-Safe Text Format), and composing the marks of
one letter takes quadratic time."""
_SHORT = 2000
"""Characters up to which a text is composed without that limit: any number of marks is fast."""
_BEYOND_LATIN = re.compile(f"[^\\0-\u02ff]{{{_MAX_MARKS + 1},}}")
"""Runs in which so many marks are possible; a range of code points is faster than a test for marks."""
_SPACES = re.compile(r"[ \t]+")


def clean(text: str) -> str:
    """Return text in NFC, with line feeds, single spaces, and no characters that control a terminal."""
    return single_spaced(harmless(text))


def harmless(text: str) -> str:
    """Return text in NFC, with line feeds and no characters that control a terminal; spaces are kept."""
    # A soft hyphen at the end of a line is visible: it splits a word.
    text = _ESCAPES.sub("", _LINE_ENDS.sub("\n", text)).replace("\u00ad\n", "-\n")
    text = _INVISIBLE.sub("", text)
    try:
        # True for most texts: these characters are not combining marks, and are composed.
        text.encode("cp1252")
    except UnicodeEncodeError:
        text = HALVES.sub("\ufffd", text)
        return unicodedata.normalize("NFC", _BEYOND_LATIN.sub(_limit_marks, text) if len(text) > _SHORT else text)
    return text


def _limit_marks(run: re.Match[str]) -> str:
    """Remove combining marks beyond the maximum on one letter."""
    kept, marks = [], 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def single_spaced(text: str) -> str:
    """Replace each run of spaces by one."""
    return _SPACES.sub(" ", text)
