"""Idioms and senses: French that the model rendered word for word, or by another sense than the one meant here."""

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
_STEM = 4
"""Letters of a stem that a word is looked up by."""


@dataclass(frozen=True)
class Idiom:
    """One row of a language's `literal.tsv`."""

    phrase: str
    """Idiom or word, in small letters; `*` stands for any ending, `|` parts alternatives, also in brackets."""
    literal: str
    """English words, parted by `|`, of which one betrays a rendering word for word, or by the wrong sense."""
    meaning: str
    """What it means, alternatives parted by commas; where the English has one of them, nothing is wrong."""
    context: str = ""
    """`if` or `unless` and words of the source, parted by `|`, of which one shows that the row holds, or does not;
    both may be given, parted by a semicolon."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the idiom in a source."""
        return _pattern(self.phrase, "-")

    @cached_property
    def betrayed_by(self) -> re.Pattern[str]:
        """What finds a literal rendering in a translation."""
        return _pattern(self.literal, "")

    @cached_property
    def rendered_by(self) -> re.Pattern[str]:
        """What finds the right rendering in a translation, in any of its forms."""
        meanings = (re.sub("^(?:to|an?|the) ", "", one.strip()) for one in re.split("[,;]", self.meaning))
        forms = (re.escape(one) + (r"\w{0,3}" if len(one) >= _STEM else "s?") for one in meanings)
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)

    @property
    def phrases(self) -> set[str]:
        """The alternatives of the phrase, without brackets."""
        left = {self.phrase}
        while bracketed := {phrase for phrase in left if "(" in phrase}:
            left -= bracketed
            for phrase in bracketed:
                before, inside, after = re.split(r"\(([^()]*)\)", phrase, maxsplit=1)
                left |= {f"{before}{one}{after}" for one in inside.split("|")}
        return {phrase for alternatives in left for phrase in alternatives.split("|")}

    @property
    def keys(self) -> set[str]:
        """What to look each alternative up by: its longest whole word, or the first letters of a stem and `*`."""
        return set(map(_key, self.phrases))

    def holds(self, source: str) -> bool:
        """Return whether the other words of a source, in small letters, allow for this meaning."""
        return all(bool(pattern.search(source)) is wanted for wanted, pattern in self._conditions)

    @cached_property
    def _conditions(self) -> tuple[tuple[bool, re.Pattern[str]], ...]:
        parts = (part.strip().split(" ", 1) for part in self.context.split(";") if part)
        return tuple((word == "if", _pattern(words, "")) for word, words in parts)


def idioms(source: Text, target: Text) -> Iterator[Flag]:
    """Flag the idioms and words of the source whose literal or wrong rendering stands in the English."""
    if target.language != "en":
        return
    table = _table(source.language)
    if not table:
        return
    text = source.text.lower().translate(_APOSTROPHES)
    keys = dict.fromkeys(key for word in source.lower for key in (word, f"{word[:_STEM]}*"))
    known = dict.fromkeys(idiom for key in keys for idiom in table.get(key, ()))
    met = [(found, idiom) for idiom in known if (found := idiom.pattern.search(text))]
    named: list[tuple[int, int]] = []
    for found, idiom in sorted(met, key=lambda pair: pair[0].start() - pair[0].end()):
        start, end = found.span()
        if any(first <= start and end <= last for first, last in named):
            continue  # a word of an idiom that is named already
        said = idiom.betrayed_by.search(target.text)
        if said and idiom.holds(text) and not idiom.rendered_by.search(target.text):
            named.append((start, end))
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
    """Return a language's idioms and senses; none where it has no table."""
    return tuple(Idiom(*line.split("\t")) for line in find(language).read("literal.tsv").splitlines())


@cache
def _table(language: str) -> dict[str, list[Idiom]]:
    table: dict[str, list[Idiom]] = {}
    for idiom in rows(language):
        for key in idiom.keys:
            table.setdefault(key, []).append(idiom)
    return table


def _key(phrase: str) -> str:
    words = re.findall(r"\w+\*?", phrase)
    whole = max((word for word in words if "*" not in word), key=len, default="")
    return whole or max((f"{word[:_STEM]}*" for word in words if len(word) > _STEM), default="")


def _pattern(text: str, beside: str) -> re.Pattern[str]:
    words = re.escape(text).replace(r"\*", r"\w*")
    words = re.sub(r"\\([|()])", r"\1", words)
    return re.compile(rf"(?<![\w{beside}])(?:{words})(?![\w{beside}])", re.IGNORECASE)
