"""A sentence's words, as the rankers count them: lower case, elisions split, stemmed where there is a stemmer."""

import functools
import re
from collections.abc import Callable
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:[.,:][0-9]+)*(?:-[^\W_]+)*")
# What a hyphen ties to a French verb is a pronoun of its own: « a-t-il », « peut-on », « est-ce ».
_CLITIC = re.compile(r"(?:-t)?-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|y|en|t|ci|là)$")
# Scripts that put no space between words: Thai, Lao, Khmer, kana and Han. Pairs of their letters do for words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_PAIR = 2
_OWN = frozenset("ca da en fi fr hu id nl no ro ru tr".split())
"""The languages whose stop words are ours: `stop/*.txt`, closed classes and, in full for French and English, what news
says of anything."""
_SUMY = {
    "ar": "arabic",
    "cs": "czech",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "he": "hebrew",
    "it": "italian",
    "pl": "polish",
    "pt": "portuguese",
    "sk": "slovak",
    "sv": "swedish",
    "uk": "ukrainian",
}
"""The languages whose stop words are sumy's, by its names of them; the files are read, nothing is imported."""


def words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text in order; numbers are kept, stop words and elided articles are not.

    >>> words("L’accord prévoit 4,5 % de hausse, a-t-il dit.", "fr")
    ('accord', 'prévoit', '4,5', 'hausse')
    """
    return split(text, language)[0]


def split(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a text that carry meaning, as `words` does, and those that are grammar, the stop words.

    >>> split("L’accord prévoit 4,5 % de hausse.", "fr")[1]
    ('l', 'de')
    """
    stop = stop_words(language)
    found: list[str] = _WORD.findall(text.lower())
    if language == "fr":
        found = [_CLITIC.sub("", word) if "-" in word else word for word in found]
    if _UNSPACED.search(text):
        found = [part for word in found for part in _parts(word)]
    return tuple(word for word in found if word not in stop), tuple(word for word in found if word in stop)


def length(text: str) -> int:
    """Return how long a text is in words, as `wc -w` counts; in scripts without spaces, two letters are one."""
    unspaced = sum(len(run) for run in _UNSPACED.findall(text))
    if not unspaced:
        return len(text.split())
    spaced = sum(any(map(str.isalnum, word)) for word in _UNSPACED.sub(" ", text).split())
    return spaced + (unspaced + 1) // _PAIR


@functools.cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a language; none where there is no list."""
    if language in _OWN:
        listed = (files("core.summary") / "stop" / f"{language}.txt").read_text(encoding="utf-8")
    elif language in _SUMY:
        listed = (files("sumy") / "data" / "stopwords" / f"{_SUMY[language]}.txt").read_text(encoding="utf-8")
    else:
        return frozenset()
    return frozenset(listed.lower().split())


def knows(language: str) -> bool:
    """Whether the words of a language can be told apart by weight: it has stop words."""
    return language in _OWN or language in _SUMY


def stemmer(language: str) -> Callable[[str], str]:
    """Return the Snowball stemmer of a language; words stay as they are where there is none.

    A new one for each article: Snowball's stemmers are not to be shared between threads.
    """
    import Stemmer

    try:
        found: Callable[[str], str] = Stemmer.Stemmer(language).stemWord
    except KeyError:
        return str
    return found


def _parts(word: str) -> list[str]:
    """Cut what is written without spaces into pairs of letters that overlap, the usual stand-in for its words."""
    if len(word) <= _PAIR or not _UNSPACED.fullmatch(word):
        return [word]
    return [word[place : place + _PAIR] for place in range(len(word) - 1)]
