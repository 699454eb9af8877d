"""Names that the model changed by a letter: Luno that became Luna is another ship."""

import re
from collections.abc import Iterator
from functools import cache

from core.article import Flag
from core.checks.names import Forms, inside
from core.checks.text import Text
from core.lang import find
from core.lang.letters import fold
from core.lang.lexicon import gazetteer, word_list
from core.messages import Message

_NAME = re.compile(r"(?<![\w])[A-Z][a-z]{3,}(?![\w’']|-[a-z])")
"""A word with a capital and no accent, which English may rightly drop. No prefix such as « Germano-turcs »."""
_SEVERAL = re.compile(r"\b(?:[ld]es|aux) $", re.IGNORECASE)
"""What comes before a plural: « les Maoris » are Maori."""
# Letters that vary between spellings of one name; doubled letters and `h` are ignored.
_ALIKE = str.maketrans({"y": "i", "j": "i", "q": "k", "c": "k", "z": "s", "w": "v", "u": "o", "h": None})
_DOUBLED = re.compile(r"(.)\1+")
_HEAD = 3


def misspelled_names(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a name that the translation has only with one letter changed, added or dropped.

    Only where the source's language has tables of its names in the target's. From French to English, on 2,000 lines of
    news and encyclopaedia it is raised five times, three of them rightly; on their human translations four times, all
    of them slips of one side.
    """
    pair = source.language, target.language
    names = find(source.language).names
    if not names.adapted or target.language not in names.exonyms or source.text.isupper():
        return
    theirs: list[str] | None = None
    for match in _NAME.finditer(source.text):
        name, small = match[0], match[0].lower()
        if not inside(source.text, match.start()):
            continue
        if name in target.text or _has_own_form(small, *pair):
            continue
        if theirs is None:
            theirs = [word for word in target.tokens if word[0].isupper() and word.lower() not in source.words]
        other = next((word for word in theirs if _one_letter_off(small, fold(word))), None)
        plural = name == f"{other}s" and _SEVERAL.search(source.text[: match.start()])
        if other and not plural and other not in _counterparts(*pair).get(name, ()):
            yield Flag("name", Message("{name} in the source; the translation has {other}", name=name, other=other))


@cache
def _counterparts(source: str, target: str) -> dict[str, set[str]]:
    """Return the forms of names in the other language: le Chili is Chile."""
    forms: dict[str, set[str]] = {}
    for name in gazetteer(source, target):
        forms.setdefault(name.source, set()).add(name.target)
    return forms


def _has_own_form(small: str, source: str, target: str) -> bool:
    """Whether the target language writes a word in its own way: a noun, a country, a first name."""
    names, words = find(source).names, word_list(source)
    if (words and small in words) or small in names.common or Forms.between(source, target).of(small):
        return True
    return re.fullmatch(names.adapted, small) is not None


def _one_letter_off(name: str, other: str) -> bool:
    if name[:_HEAD] != other[:_HEAD] or _alike(name) == _alike(other):
        return False
    longer, shorter = sorted((name, other), key=len, reverse=True)
    start = next((at for at, letter in enumerate(shorter) if longer[at] != letter), len(shorter))
    return longer[start + 1 :] == shorter[start + (len(longer) == len(shorter)) :]


def _alike(name: str) -> str:
    # Marrakech is Marrakesh.
    return _DOUBLED.sub(r"\1", name.replace("ch", "s").translate(_ALIKE))
