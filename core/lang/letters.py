"""Accent folding, and constants about characters."""

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
