"""A sentence's words, as the rankers count them: lower case, elisions split, stemmed where there is a stemmer."""

import re
from collections.abc import Callable

from core.lang import find

_WORD = re.compile(r"[^\W_]+(?:[.,:][0-9]+)*(?:-[^\W_]+)*")
# Scripts that put no space between words: Thai, Lao, Khmer, kana and Han. Pairs of their letters do for words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_PAIR = 2


def words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text in order; numbers are kept, stop words and elided articles are not.

    >>> words("The deal brings a rise of 4.5 per cent, he said.", "en")
    ('deal', 'brings', 'rise', '4.5')
    """
    return split(text, language)[0]


def split(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a text that carry meaning, as `words` does, and those that are grammar, the stop words.

    >>> split("The deal brings a rise of 4.5.", "en")[1]
    ('the', 'a', 'of')
    """
    known = find(language)
    stop = known.stop_words
    found: list[str] = _WORD.findall(text.lower())
    if known.clitics:
        found = [re.sub(known.clitics, "", word) if "-" in word else word for word in found]
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


def knows(language: str) -> bool:
    """Whether the words of a language can be told apart by weight: it has stop words."""
    return bool(find(language).stop_words)


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
