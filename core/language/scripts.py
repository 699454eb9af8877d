"""What the letters alone say: which script a text is in, and which languages are written in it."""

import unicodedata
from functools import cache

from core.language.opinions import CODES

_LANGUAGES = {
    "ARABIC": "ar fa ur ps ku ug",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CYRILLIC": "ru uk bg mk sr be kk ky mn tg tt",
    "DEVANAGARI": "hi mr ne",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HAN": "zh ja",
    "HANGUL": "ko",
    "HEBREW": "he",
    "KANA": "ja",
    "KANNADA": "kn",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
}
_ALSO_LATIN = frozenset(("sr", "ku"))
_BY_NAME = {"CJK": "HAN", "HIRAGANA": "KANA", "KATAKANA": "KANA", "KATAKANA-HIRAGANA": "KANA", "HALFWIDTH": "KANA"}
_WEIGHTS = {"HAN": 3, "KANA": 2, "HANGUL": 2}
"""Letters of an alphabet that one sign stands for: a Chinese sentence may be full of Latin names."""
_KANA = 0.1
"""Of a text in Chinese characters: with more kana than this, it is Japanese."""


def candidates(text: str) -> frozenset[str]:
    """Return the languages that are written in a text's main script; all that use Latin letters, where in doubt."""
    weights: dict[str, int] = {}
    for char in text:
        if name := _script(char):
            weights[name] = weights.get(name, 0) + _WEIGHTS.get(name, 1)
    if "HAN" in weights and weights.get("KANA", 0) > _KANA * weights["HAN"]:
        weights["KANA"] += weights.pop("HAN")
    main = max(weights, key=weights.__getitem__, default="LATIN")
    return frozenset(_LANGUAGES[main].split()) if main in _LANGUAGES else _LATIN


@cache
def _script(char: str) -> str | None:
    if not char.isalpha():
        return None
    name = unicodedata.name(char, "LATIN").partition(" ")[0]
    return _BY_NAME.get(name, name)


_LATIN = frozenset(CODES) - frozenset(" ".join(_LANGUAGES.values()).split()) | _ALSO_LATIN
