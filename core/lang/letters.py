"""Accent folding, the order of letters that are written from right to left, and constants about characters."""

import re
import unicodedata

DOMAINS = "com|org|net|fr|eu|info|gouv|io|tv|be|ch|ca|uk|us|ru|ua|int|gov|edu|app|news|co|lu|bzh|paris"
"""Top-level domains for a pattern of web addresses without `www.` or a path; no country code that is also a French
word."""
MARKS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963\u0971-\u09e3"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
)
"""For a character class: vowel signs and joiners, which are no word characters in regular expressions."""
GAP = "\ue000"
"""Stands for a string that was removed from a text: a private-use character, neither letter nor mark nor space."""
_BARE = str.maketrans("àâäéèêëîïôöùûüÿçÀÂÄÉÈÊËÎÏÔÖÙÛÜŸÇ", "aaaeeeeiioouuuycAAAEEEEIIOOUUUYC")


class _Marks(dict[int, int | None]):
    """A table for `translate` that drops combining marks; it fills as characters come."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_WITHOUT_MARKS = _Marks()


def without_accents(text: str) -> str:
    """Remove accents and keep case; the length may change."""
    return text if text.isascii() else unicodedata.normalize("NFKD", text).translate(_WITHOUT_MARKS)


def fold(text: str) -> str:
    """Return a text in lower case without accents and ligatures, for comparing words."""
    return without_accents(text.casefold()).replace("œ", "oe")


def bare(text: str) -> str:
    """Remove the accents of French letters; the length, and so every position, stays the same."""
    return text.translate(_BARE)


_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
"""Letters that are written from right to left, as in a class of a regular expression."""
RIGHT_TO_LEFT = re.compile(f"[{_LEFTWARD}]")
# As texts, which are compiled where they are first used: this module is read at every start.
_RUN = rf"[^\W\d_{_LEFTWARD}](?:[^{_LEFTWARD}]*[^\W_{_LEFTWARD}])?|[\d\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/٫٬]\d+)*%?"
"""What is read from left to right within a line of the other direction: words of other scripts, and numbers."""
_WITHIN = rf"[{_LEFTWARD}](?:[\W\d_{_LEFTWARD}]*[{_LEFTWARD}])?"
"""Words that are read from right to left within a line that is read from left to right."""
_WORD = r"[^\W\d_]+"
_MIRRORED = str.maketrans("()[]{}«»‹›<>", ")(][}{»«›‹><")
_CLOSED_FIRST = r"^[^(\[{«‹]*[)\]}»›]"
_FACING = r"(?<!\S)[(\[{«‹](?=\S)|(?<=\S)[)\]}»›](?!\w)"
_TURNED = r"(?<!\S)[)\]}»›](?=\S)|(?<=\S)[(\[{«‹](?!\w)"
"""Brackets that face the words beside them, and brackets that turn from them."""


def as_read(shown: str) -> str:
    """Return a line whose letters are given from left to right in the order in which they are read.

    >>> as_read("2026 \u05d4\u05d2 Paris \u05d1\u05d0") == "\u05d0\u05d1 Paris \u05d2\u05d4 2026"
    True
    """
    leftward = [bool(RIGHT_TO_LEFT.search(word)) for word in re.findall(_WORD, shown)]
    if 2 * sum(leftward) < len(leftward):
        return re.sub(_WITHIN, lambda found: as_read(found[0]), shown)
    found, end = list[str](), len(shown)
    for run in reversed(list(re.finditer(_RUN, shown))):
        found += [shown[run.end() : end][::-1], run[0]]
        end = run.start()
    text = "".join([*found, shown[:end][::-1]])
    # Some programs give brackets the characters of their shapes, others those of their meanings.
    turned = len(re.findall(_TURNED, text)) - len(re.findall(_FACING, text))
    mirrored = turned > 0 or (not turned and re.search(_CLOSED_FIRST, text))
    return text.translate(_MIRRORED) if mirrored else text


_OTHER_DIGIT = re.compile(r"[^\D0-9]|[٪٫٬％]")
_SIGNS = {"٫": ".", "٬": ",", "٪": "%", "％": "%", "．": ".", "，": ","}
_FULL_WIDTH = re.compile(r"(?<=\d)．(?=\d)|(?<=\d)，(?=\d{3}(?!\d))")
"""15，001 is a number, 1，2 an enumeration."""


def western(text: str) -> str:
    """Write the decimal digits of every script, and Arabic and full-width signs, as western ones."""
    if text.isascii():
        return text
    if not _OTHER_DIGIT.search(text):
        return _FULL_WIDTH.sub(lambda match: _SIGNS[match[0]], text)
    text = "".join(
        str(int(char)) if char > "\x7f" and char.isdecimal() else _SIGNS[char] if char in "٪٫٬％" else char
        for char in text
    )
    return _FULL_WIDTH.sub(lambda match: _SIGNS[match[0]], text)
