"""A sentence's words, as the rankers count them: lower case, elisions split, stemmed where there is a stemmer."""

import functools
import re
from collections.abc import Callable
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:[.,:][0-9]+)*(?:-[^\W_]+)*")
_NAMES = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
"""The languages that Snowball stems, by the names it gives them."""
# What an apostrophe leaves of a French word carries no meaning of its own.
_ELIDED = frozenset("c d j l m n s t qu jusqu lorsqu puisqu quoiqu aujourd".split())


def words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text in order; numbers are kept, stop words and elided articles are not."""
    stop = stop_words(language)
    found = _WORD.findall(text.lower())
    return tuple(word for word in found if word not in stop and word not in _ELIDED)


@functools.cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a language, from sumy's lists; none where it has no list."""
    try:
        listed = (files("sumy") / "data" / "stopwords" / f"{_NAMES[language]}.txt").read_text(encoding="utf-8")
    except (KeyError, OSError):
        return frozenset()
    return frozenset(listed.lower().split())


@functools.cache
def stemmer(language: str) -> Callable[[str], str]:
    """Return the Snowball stemmer of a language; words stay as they are where there is none."""
    if language not in _NAMES:
        return _unstemmed
    import Stemmer

    found: Callable[[str], str] = Stemmer.Stemmer(_NAMES[language]).stemWord
    return found


def _unstemmed(word: str) -> str:
    return word
