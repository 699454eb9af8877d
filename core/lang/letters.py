"""Accent folding, and other constants about characters."""

import unicodedata

DOMAINS = "com|org|net|fr|eu|info|gouv|io|tv|be|ch|ca|uk|us|ru|ua|int|gov|edu|app|news|co|lu|bzh|paris"
"""Ends of a web address without `www.` or a path, for a pattern; no country code that is also a French word."""
GAP = "\ue000"
"""Stands for a string that was removed from a text: a private-use character, neither letter nor mark nor space."""
_BARE = str.maketrans("àâäéèêëîïôöùûüÿçÀÂÄÉÈÊËÎÏÔÖÙÛÜŸÇ", "aaaeeeeiioouuuycAAAEEEEIIOOUUUYC")


def without_accents(text: str) -> str:
    """Remove accents and keep case; the length may change."""
    if text.isascii():
        return text
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))


def fold(text: str) -> str:
    """Return a text in small letters without accents and ligatures, for comparing words."""
    return without_accents(text.casefold()).replace("œ", "oe")


def bare(text: str) -> str:
    """Remove the accents of French letters and keep the length, so that positions stay."""
    return text.translate(_BARE)
