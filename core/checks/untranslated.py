"""Words of the source, not names, that were copied into the translation."""

import re
from collections.abc import Iterator

from core.article import Flag
from core.checks.non_words import without_phrases
from core.checks.number_readings import UNITS
from core.checks.places import known_names
from core.checks.tokens import Text
from core.lang import profile_of
from core.lang.letters import fold
from core.lang.profile import BorrowedWords, CopiedWords
from core.messages import Message

# Small letters only: names and quoted titles are copied with their capitals.
_COPIED = re.compile(r"(?<![\w’'.@#/-])[a-zà-öø-ÿœ]{2,}(?![\w@/])")
_QUOTED = re.compile(r"[«“\"][^«»“”\"]{0,200}[»”\"]|\([^()]{0,80}\)")
_SAID = re.compile(r"[«“\"]\s*([^«»“”\"]{6,300}?)\s*[»”\"]")
"""A quotation, which may be in the target's language already."""
_WORDS = 4
_GARBLED = 5
"""Minimum letters of a word that is checked for lost letters."""
_TITLE = 4
"""Number of words in small letters in a row that end a title."""
_MOST = 0.6
"""Share of words in common from which a translation is a copy of its source."""


def check_untranslated(source: Text, target: Text) -> Iterator[Flag]:
    """Flag whole copies; and single copied words, if the target's profile has what it borrowed from the source."""
    if source.language == target.language:
        return
    if _copy(source, target):
        yield Flag("untranslated", Message("most of the source was left as it is"))
        return
    copied_words = profile_of(source.language).copied
    borrowed = profile_of(target.language).borrowed.get(source.language)
    if copied_words is None or borrowed is None:
        return
    if garbled := _garbled(source, target):
        yield Flag(
            "untranslated",
            Message("“{word}” is neither in the source nor a word of the translation's language", word=garbled),
        )
        return
    shared = source.words & target.words
    if not any(word in copied_words.function or _foreign(word, copied_words, borrowed) for word in shared):
        return
    text = _QUOTED.sub(" ", without_phrases(target, source.language))
    left: list[str] = []
    copied = set(_COPIED.findall(source.text)) & shared
    title_ends = in_title = 0
    for match in _COPIED.finditer(text):
        word = match[0]
        if word not in copied:
            continue
        before = text[max(0, match.start() - 60) : match.start()].split()[-1:]
        goes_on = in_title and match.start() - title_ends == 1
        in_title = in_title + 1 if goes_on else int(_after_capital(before, match.start()))
        title_ends = match.end()
        if 0 < in_title < _TITLE:
            # Part of a name or a title: « Revue des deux mondes », `Rio de Janeiro`.
            continue
        if word in left:
            continue
        grammar = word in copied_words.function and _among_small(before, text, match.end())
        if grammar or _foreign(word, copied_words, borrowed):
            left.append(word)
    if left:
        yield Flag("untranslated", Message("left untranslated: {words}", words=", ".join(left)))


def _garbled(source: Text, target: Text) -> str:
    """Return a garbled word: one with an accent that is almost, but not exactly, a word of the source.

    Not a word of the source that only gained an accent (Elysée), nor a name in its own spelling.
    """
    if target.text.isascii():
        return ""
    source_words = {fold(word) for word in source.words}
    names = {word for place in known_names(source, target) for word in place.words}
    return next(
        (
            word
            for word in target.tokens
            if not word.isascii()
            and word.isalpha()
            and fold(word).isascii()
            and fold(word) not in names
            and _one_off(fold(word), source_words)
        ),
        "",
    )


def _one_off(word: str, source_words: set[str]) -> bool:
    """Whether a word is a word of the source with one or two letters missing or added inside: Premère, « Première »."""
    if word in source_words or len(word) < _GARBLED:
        return False
    similar = (other for other in source_words if other[:3] == word[:3] and 0 < abs(len(other) - len(word)) <= 2)
    return any(other.startswith(word[:4]) and other[-2:] == word[-2:] for other in similar)


def _copy(source: Text, target: Text) -> bool:
    """Whether most words in small letters are the same on both sides; names and figures may be the same in any case."""
    quoted = {word for words in _SAID.findall(source.text) if words in target.text for word in words.lower().split()}
    # Of the words in English that stand for values (`tens of billions`), only those that the source has itself.
    written = (token for token in source.tokens if token in source.text)
    source_words = [token for token in written if token.islower() and token not in quoted]
    target_words = [token for token in target.tokens if token.islower() and token not in quoted]
    both = set(source_words) & set(target_words)
    if len(both) < _WORDS:
        return False
    return all(sum(word in both for word in side) >= _MOST * len(side) for side in (source_words, target_words))


def _foreign(word: str, copied: CopiedWords, borrowed: BorrowedWords) -> bool:
    """Whether a word is of the source's language, and the target has not borrowed it."""
    money = word in UNITS and UNITS[word].dimension == "currency"
    if money or word in borrowed.words or word.removesuffix("s") in borrowed.words:
        return False
    return word in copied.words or (len(word) > 4 and word.endswith(copied.endings)) or not word.isascii()


def _after_capital(before: list[str], start: int) -> bool:
    """Whether the word before is a name: it has a capital, and is not the first."""
    return bool(before) and before[0][:1].isupper() and start > len(before[0]) + 1


def _among_small(before: list[str], text: str, end: int) -> bool:
    """Whether a word of grammar is between words in small letters."""
    after = text[end : end + 60].split()[:1]
    return bool(before and after) and before[0][:1].islower() and after[0][:1].islower()
