"""Text from outside made safe: to read, to print, to stand in a document, and for itself in Markdown and YAML."""

import re
import unicodedata
from typing import Final

ACTS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON and HTML let stand though a terminal acts on it, or shows what is around it in another order."""


INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""For a class of a pattern: what shows nothing and reorders, hides or parts its neighbours.

Not the joiners U+200C and U+200D, which are parts of words in Persian and Hindi, and of some emoji.
"""


def sanitize(text: object, limit: int = 300) -> str:
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


def json_text(value: object, indent: int | None = None) -> str:
    """Return a value as JSON that may be shown: whole for programs, and nothing in it that a terminal would obey."""
    import json

    return ACTS.sub(lambda one: f"\\u{ord(one[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))


_BREAKS = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_NEVER = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, halves of surrogate pairs, and what Unicode says is no character: XML and HTML refuse most of them."""
UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u180e\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"{INVISIBLE}]"
)
"""What shows nothing, controls included."""


def shown(text: str) -> str:
    """Return a text on one line, with U+FFFD in place of every control; no-break spaces stay what they are."""
    return _NEVER.sub("\ufffd", _BREAKS.sub(" ", text)).strip(" ")


_SPECIAL = re.compile(r"""([\\`*_{}\[\]<>|~#&$^@]|:(?=//)|(?<=\bwww)\.)""", re.IGNORECASE)
"""Characters that may open markup anywhere, in CommonMark and its usual extensions: bare addresses become links."""
_LINE_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
"""Characters that open a block at the start of a line."""
_IN_YAML = re.compile(rf"{UNSEEN.pattern}|<(?=[A-Za-z/!?])|(?<=\])\(")


def markdown_text(text: str) -> str:
    """Escape text so that Markdown shows it as it is, at the start of a line or within one.

    What shows nothing and reorders or hides its neighbours is written as a reference, for whoever reads the file
    as it is.
    """
    text = _SPECIAL.sub(r"\\\1", shown(text))
    text = _LINE_START.sub(_at_start, text)
    return UNSEEN.sub(lambda one: f"&#x{ord(one[0]):X};", text)


def _at_start(match: re.Match[str]) -> str:
    # A backslash before a digit would be shown; it goes before the stop that follows.
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def yaml_text(value: object) -> str:
    """Write a plain value as YAML, on one line, in printable characters.

    A reader of Markdown that knows no front matter finds neither tag nor link in it.
    """
    import json

    # Every JSON value is a YAML value too.
    return _IN_YAML.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON can name by themselves; no text that has one can be written."""
# Escape sequences go as a whole: CSI, then OSC and its like up to their end. One without an end loses only its sign:
# what follows is text. In UTF-8 that was encoded twice, a C1 control behind another half is half of a letter.
_ESCAPES = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|(?<![\x80-\xf4])\x9b[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|(?<![\x80-\xf4])[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c\n\ue000]{0,4096}(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]?"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, marks that reorder text (bidi), and invisible characters that would part a word for the model.
_INVISIBLE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f{INVISIBLE}]")
_MARKS = 30
"""Combining marks in a row: no language has more (UAX #15, Stream-Safe Text Format), and composing the marks of one
letter takes time in proportion to the square of their number."""
_SHORT = 2000
"""Characters: in a shorter text, marks cost nothing whatever their number."""
_BEYOND_LATIN = re.compile(f"[^\\0-\u02ff]{{{_MARKS + 1},}}")
"""Where so many marks may stand; a range of code points is found faster than what is no letter."""
_SPACES = re.compile(r"[ \t]+")


def clean(text: str) -> str:
    """Text in NFC with line feeds, single spaces, and nothing that a terminal would act on."""
    return single_spaced(harmless(text))


def harmless(text: str) -> str:
    """Text in NFC with line feeds and nothing that a terminal would act on, its spaces as they are."""
    # A soft hyphen at the end of a line shows: it parts a word.
    text = _ESCAPES.sub("", _LINE_ENDS.sub("\n", text)).replace("\u00ad\n", "-\n")
    text = _INVISIBLE.sub("", text)
    try:
        # Most texts: none of these characters is a mark, and all are composed.
        text.encode("cp1252")
    except UnicodeEncodeError:
        text = HALVES.sub("\ufffd", text)
        return unicodedata.normalize("NFC", _BEYOND_LATIN.sub(_few_marks, text) if len(text) > _SHORT else text)
    return text


def _few_marks(run: re.Match[str]) -> str:
    """Leave out the combining marks beyond those that any text has on one letter."""
    kept, marks = [], 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MARKS:
            kept.append(char)
    return "".join(kept)


def single_spaced(text: str) -> str:
    """Make each run of spaces one."""
    return _SPACES.sub(" ", text)
