"""Letters without their accents, and the characters that nobody sees."""

import unicodedata

DOMAINS = "com|org|net|fr|eu|info|gouv|io|tv|be|ch|ca|uk|us|ru|ua|int|gov|edu|app|news|co|lu|bzh|paris"
"""Ends of a web address without `www.` or a path, for a pattern; no country code that is also a French word."""
GAP = "\ue000"
"""Where a string was taken out of a text: a private character, neither letter nor mark nor space."""
_BARE = str.maketrans("àâäéèêëîïôöùûüÿçÀÂÄÉÈÊËÎÏÔÖÙÛÜŸÇ", "aaaeeeeiioouuuycAAAEEEEIIOOUUUYC")


def without_accents(text: str) -> str:
    """Return a text without its accents, case left as it is; it may be longer or shorter than before."""
    if text.isascii():
        return text
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))


def fold(text: str) -> str:
    """Return a text in small letters without accents, ligatures apart: for comparing words."""
    return without_accents(text.casefold()).replace("œ", "oe")


def bare(text: str) -> str:
    """Take the accents off French letters; as many characters come out as went in, so places stay."""
    return text.translate(_BARE)
