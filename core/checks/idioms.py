"""Idioms and words of several senses that the model rendered word for word, so that the English says something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from core.article import Flag
from core.checks.text import Text
from core.lang import find
from core.languages import language_name
from core.messages import Message, term

_APOSTROPHES = str.maketrans("’ʼ", "''")


@dataclass(frozen=True)
class Idiom:
    """One row of a language's `literal.tsv`."""

    phrase: str
    """The idiom, or a word of several senses, in small letters; forms are parted by `|`, `*` stands for any ending."""
    literal: str
    """English words, parted by `|`, of which one betrays a rendering word for word."""
    meaning: str
    beside: str = ""
    """Beginnings of words, parted by `|`, of which the source must have one: a word means this beside them alone."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the idiom in a source."""
        return _pattern(self.phrase, "-")

    @cached_property
    def betrayed_by(self) -> re.Pattern[str]:
        """What finds a literal rendering in a translation."""
        return _pattern(self.literal, "")

    @cached_property
    def context(self) -> re.Pattern[str]:
        """What finds one of the words beside it in a source."""
        return re.compile(rf"(?<!\w)(?:{self.beside})", re.IGNORECASE)

    @property
    def keys(self) -> set[str]:
        """The longest whole word of each form: without one in the source, the idiom need not be looked for."""
        forms = (re.findall(r"\w+\*?", form) for form in self.phrase.split("|"))
        return {max((word for word in words if "*" not in word), key=len, default="") for words in forms}


def idioms(source: Text, target: Text) -> Iterator[Flag]:
    """Flag the idioms of the source whose literal rendering stands in the English."""
    if target.language != "en":
        return
    table = _table(source.language)
    if not table:
        return
    text = source.text.lower().translate(_APOSTROPHES)
    for word in source.words:
        for idiom in table.get(word, ()):
            found = idiom.pattern.search(text)
            if not found or (idiom.beside and not idiom.context.search(text)):
                continue
            if said := idiom.betrayed_by.search(target.text):
                yield Flag(
                    "low-score",
                    Message(
                        "« {words} » ({meaning}): the {language} has “{said}”",
                        words=found[0],
                        meaning=idiom.meaning,
                        language=term(language_name(target.language)),
                        said=said[0],
                    ),
                )


@cache
def rows(language: str) -> Sequence[Idiom]:
    """Return a language's idioms; none where it has no table."""
    return tuple(Idiom(*line.split("\t")) for line in find(language).read("literal.tsv").splitlines())


@cache
def _table(language: str) -> dict[str, list[Idiom]]:
    table: dict[str, list[Idiom]] = {}
    for idiom in rows(language):
        for key in idiom.keys:
            table.setdefault(key, []).append(idiom)
    return table


def _pattern(text: str, beside: str) -> re.Pattern[str]:
    words = re.escape(text).replace(r"\*", r"\w*").replace(r"\|", "|")
    return re.compile(rf"(?<![\w{beside}])(?:{words})(?![\w{beside}])", re.IGNORECASE)
