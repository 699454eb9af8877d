"""Untranslated: French words that stand in the English as they are, and are neither names nor English."""

import re
from collections.abc import Iterator

from core.article import Flag
from core.checks.french import ENDINGS, ENGLISH_TOO, FRENCH, FUNCTION, PHRASES
from core.checks.text import Text

# Small letters only: names and quoted titles are copied with their capitals.
_COPIED = re.compile(r"(?<![\w’'.@#/-])[a-zà-öø-ÿœ]{2,}(?![\w@/])")
_QUOTED = re.compile(r"[«“\"][^«»“”\"]{0,200}[»”\"]|\([^()]{0,80}\)")
_WORDS = 4
_MOST = 0.6
"""Share of the source's words in the English that make it a copy."""


def untranslated(source: Text, target: Text) -> Iterator[Flag]:
    """Flag the words that were left in the source's language; French to English only, but for whole copies."""
    if source.language == target.language:
        return
    shared = source.words & target.words
    if len(shared) >= 4 and _copy(source, target):
        yield Flag("untranslated", "most of the source was left as it is")
        return
    if source.language != "fr" or target.language != "en" or not _candidates(shared):
        return
    text = _QUOTED.sub(" ", target.text)
    left: list[str] = []
    plain = set(_COPIED.findall(source.text)) & shared
    for match in _COPIED.finditer(text):
        word = match[0]
        if word in plain and word not in left and (_french(word) or word in FUNCTION) and _stray(match, text, word):
            left.append(word)
    if left and not any(phrase in target.text.lower() for phrase in PHRASES):
        yield Flag("untranslated", "left in French: " + ", ".join(left))


def _copy(source: Text, target: Text) -> bool:
    """Whether most small-letter words of both sides are the same; lists of names and figures are, rightly."""
    ours = [token for token in source.tokens if token.islower()]
    theirs = [token for token in target.tokens if token.islower()]
    both = set(ours) & set(theirs)
    if len(ours) < _WORDS or len(both) < _WORDS:
        return False
    return all(sum(word in both for word in side) >= _MOST * len(side) for side in (ours, theirs))


def _candidates(shared: frozenset[str]) -> bool:
    """Whether any shared word may be French: nearly always none is."""
    return any(word in FUNCTION or _french(word) for word in shared)


def _french(word: str) -> bool:
    return (word in FRENCH or (len(word) > 4 and word.endswith(ENDINGS)) or not word.isascii()) and (
        word not in ENGLISH_TOO and word.removesuffix("s") not in ENGLISH_TOO
    )


def _stray(match: re.Match[str], text: str, word: str) -> bool:
    """Whether a French word stands among the English, not in a name: `Rio de Janeiro`, `Direction générale`."""
    before, after = (
        text[max(0, match.start() - 60) : match.start()].split()[-1:],
        text[match.end() : match.end() + 60].split()[:1],
    )
    if before and before[0][:1].isupper() and match.start() > len(before[0]) + 1:
        return False
    return word not in FUNCTION or bool(before and after and before[0][:1].islower() and after[0][:1].islower())
