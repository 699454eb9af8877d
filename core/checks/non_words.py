"""Non-words: what the model made up, or copied from the French, where English has no such word."""

import re
from collections.abc import Iterator

from core.article import Flag
from core.checks.dictionaries import Dictionary, dictionary
from core.checks.text import Text
from core.lang import find
from core.lang.letters import fold
from core.lang.profile import BorrowedWords
from core.languages import language_name
from core.messages import Message, term

# Small letters only: a capital may be any name. Parts of compounds, codes and addresses are let alone.
_PLAIN = re.compile(r"(?<![\w'’.@/#&-])[a-zà-öø-ÿœ]{4,30}(?![\w'’@-]|\.\w)")
_QUOTED = re.compile(r"[«“\"][^«»“”\"]{0,200}[»”\"]|\([^()]{0,80}\)")
_IN_A_TITLE = re.compile(r"\S\s+[A-ZÀ-Þ][^\W\d_]+(?:\s+[a-zà-öø-ÿ]{1,3})*\s+$")
_FOREIGN = 3
"""Unknown words in one sentence from which on they are a foreign text or a list of terms, not slips."""


def non_words(source: Text, target: Text) -> Iterator[Flag]:
    """Flag English words that are in no word list; those that are also in the source are left in its language.

    English only. Measured on 1,997 sentences of news and encyclopaedia that people wrote, with shorter lists: 39 such
    words, many of them slips of the pen.
    """
    if target.language != "en" or source.language == target.language:
        return
    listed, loans = dictionary("en"), _loans(source.language)
    words = dict.fromkeys(_PLAIN.findall(target.text))
    unknown = [word for word in words if not _known(word, listed) and word.removesuffix("s") not in loans]
    unknown = [word for word in unknown if word not in source.words or _copied_by_slip(word, target.text)]
    if not 0 < len(unknown) < _FOREIGN:
        return
    copied = [word for word in unknown if word in source.words]
    for word in unknown:
        if word not in copied:
            yield Flag(
                "untranslated",
                Message("“{word}” is no {language} word", word=word, language=term(language_name(target.language))),
            )
    if copied:
        yield Flag("untranslated", Message("left untranslated: {words}", words=", ".join(copied)))


def _loans(language: str) -> frozenset[str]:
    """Return what English borrowed from a language; of one without a list, names of money and of numbers."""
    borrowed = find("en").borrowed
    return borrowed.get(language, borrowed.get("*", BorrowedWords())).words


def _known(word: str, listed: Dictionary) -> bool:
    return listed.derives(word) or listed.derives(fold(word))


def _copied_by_slip(word: str, english: str) -> bool:
    """Whether a copied word stands neither in quotation marks or brackets nor in a title that is named as it is."""
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), english)
    start = bare.find(word)
    return start >= 0 and not _IN_A_TITLE.search(bare[max(0, start - 60) : start])
