"""The types for words of numbers, days and months in a language, and parsers for their tables."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from core.lang.letters import fold

_EMPTY: Mapping[Any, Any] = MappingProxyType({})


def counted(text: str) -> dict[str, int]:
    """Read `word word = value` groups separated by semicolons."""
    groups = (group.split("=") for group in text.split(";"))
    table = {word: int(float(value)) for words, value in groups for word in words.split()}
    # French ordinals: the plural, and the form without its accent, as wires often have it.
    table |= {f"{word}s": value for word, value in table.items() if word.endswith("ième")}
    return table | {word.replace("è", "e"): value for word, value in table.items() if word.endswith(("ième", "ièmes"))}


_MULTIPLE = "e es é ée és ées er ent ait aient ant a èrent era eront erait eraient ement ements".split()
"""French endings after the stem of « quintuple » and « quintupler »."""


def multiples(text: str) -> dict[str, int]:
    """Read `stem = value` groups separated by semicolons, and return the adjectives and verbs of each in every form."""
    return {f"{stem}{ending}": value for stem, value in counted(text).items() for ending in _MULTIPLE}


def numbered(text: str) -> dict[str, int]:
    """Number groups of alternatives separated by semicolons, from 1; the first of a group is its usual form."""
    return {word: n for n, words in enumerate(text.split(";"), 1) for word in words.split()}


def said_by(text: str) -> dict[float, frozenset[str]]:
    """Read `number: word word` groups separated by semicolons."""
    groups = (group.split(":") for group in text.split(";"))
    return {float(value): frozenset(words.split()) for value, words in groups}


def counterparts(text: str) -> dict[str, frozenset[str]]:
    """Read `name name = counterpart counterpart` groups separated by semicolons."""
    names: dict[str, frozenset[str]] = {}
    for group in text.split(";"):
        words, equivalents = group.split("=")
        for word in words.split():
            names[word] = names.get(word, frozenset()) | frozenset(equivalents.split())
    return names


def unaccented(words: str) -> frozenset[str]:
    """Return words in small letters without their accents."""
    return frozenset(map(fold, words.split()))


class Numbers(NamedTuple):
    """Number words, in small letters."""

    units: Mapping[str, int] = _EMPTY
    """Numbers below a hundred, without ordinals and collectives."""
    ordinals: Mapping[str, int] = _EMPTY
    magnitudes: Mapping[str, int] = _EMPTY
    """A hundred and more."""
    collectives: Mapping[str, int] = _EMPTY
    """About so many: dizaine, dozens, milliers, thousands."""
    comma: bool = True
    """Whether the comma separates the decimals."""
    point_groups: bool = False
    """Whether three figures after a full stop are always thousands: « 1.500 »; otherwise they may be decimals too."""
    divided: str = ""
    """A pattern for a number, `#`, by which something is divided, and the words around it: « divisé par # »."""
    multiplied: str = ""
    """The same for multiplying."""
    between: frozenset[str] = frozenset()
    """Words between the two numbers of a range, or of several."""
    of: frozenset[str] = frozenset()
    """Words that may stand between two magnitudes: « des dizaines de milliers »."""
    halves: tuple[tuple[str, ...], ...] = ()
    """What adds a half to the number before it, word by word: `and a half`."""
    shares: frozenset[str] = frozenset()
    """Words for a share, which another language may give in per cent, and for per cent."""
    falls: frozenset[str] = frozenset()
    """Words that say of a number that it is negative, or a decrease."""
    fractions: Mapping[float, frozenset[str]] = _EMPTY
    """Words for a half, a third and so on, by the number of parts."""
    no_money: frozenset[str] = frozenset()
    """After the name of a coin, these make it another word: « franc-maçon »."""
    multiples: Mapping[float, frozenset[str]] = _EMPTY
    """Words that say how many times as much something is: 2 for `doubled`."""
    said_by: Mapping[float, frozenset[str]] = _EMPTY
    """Words that imply a number without being one: `both`, « trimestre »."""

    def words(self) -> frozenset[str]:
        """Return all number words."""
        return frozenset((*self.units, *self.ordinals, *self.magnitudes, *self.collectives))


class Dates(NamedTuple):
    """Months, weekdays and days counted from today, in small letters."""

    months: Mapping[str, int] = _EMPTY
    """From 1, abbreviations included; the first name of a number is its usual one."""
    weekdays: Mapping[str, int] = _EMPTY
    """Monday is 1."""
    near_days: tuple[str, ...] = ()
    """Patterns for yesterday and today."""
    relative: Mapping[str, int] = _EMPTY
    """Days before (negative) or after today."""
    implied: Mapping[str, int] = _EMPTY
    """Adjectives that imply a weekday, which a translation may name or leave out: « dominical »."""
    names: bool = False
    """Whether a translation into this language is checked for its months and weekdays."""
    capitals: bool = False
    """Whether months and weekdays are written with a capital."""
    ambiguous: frozenset[str] = frozenset()
    """Months and weekdays that are also other words; a month is one only near a number or after `before_month`."""
    abbreviated: frozenset[str] = frozenset()
    """Of these, those that are a month only beside a number."""
    before_month: frozenset[str] = frozenset()
    not_after_month: frozenset[str] = frozenset()
    pm_from: Mapping[str, int] = _EMPTY
    """By the words for a part of the day, separated by spaces: the first hour that may be p.m. in a sentence that has
    them. 8 in the evening may be 20:00, and 2 at night may not."""
    hours: frozenset[str] = frozenset()
    """What may stand between the hours and the minutes of a time: « heures », `Uhr`."""

    def weekday_names(self) -> tuple[str, ...]:
        """Return the usual names of the weekdays, from Monday."""
        return _usual(self.weekdays)

    def month_names(self) -> tuple[str, ...]:
        """Return the usual names of the months."""
        return _usual(self.months)


def _usual(numbered: Mapping[str, int]) -> tuple[str, ...]:
    first: dict[int, str] = {}
    for word, number in numbered.items():
        first.setdefault(number, word)
    return tuple(first[number] for number in sorted(first))
