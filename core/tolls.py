"""Tolls: how many people a report counts dead, injured, missing; and how that changed from one report to the next."""

from collections.abc import Iterator, Sequence
from functools import cache

from core.checks.number_parser import quantities
from core.checks.text import Text, read
from core.lang import find

_NEAR = 6
"""Words between a number and what it counts: « 41 personnes au moins ont été tuées »."""
_COUNTED = "counted"
"""In a language's table, the words between what is counted and a number after it: « le nombre de morts passe à 41 »."""


def tolls(sentence: str, language: str) -> dict[str, int]:
    """Return how many a sentence counts of each kind; of two counts of a kind, the higher one is the toll so far.

    `language` is an ISO 639-1 code; nothing is found in a language whose folder has no table of them.
    """
    words = _words(language)
    if not words:
        return {}
    text = read(sentence, language)
    if text.words.isdisjoint(words):
        return {}
    found: dict[str, int] = {}
    for what, count in _counts(text, words):
        found[what] = max(found.get(what, 0), count)
    return found


def newest(reports: Sequence[Sequence[dict[str, int]]]) -> Iterator[tuple[str, int, int, int, int]]:
    """Give each kind that reports count, the gravest first: what, its earliest count, its newest, and where that is.

    `reports` are the tolls of the sentences of each, from the earliest to the newest; where a count is, is told by the
    places of the report and of its sentence. The first sentence of a report that counts a kind has its toll: what comes
    later is often background.
    """
    for what in kinds():
        counts = [
            next(((one[what], number, place) for place, one in enumerate(report) if what in one), None)
            for number, report in enumerate(reports)
        ]
        if known := [one for one in counts if one]:
            yield what, known[0][0], *known[-1]


def _counts(text: Text, words: dict[str, str]) -> Iterator[tuple[str, int]]:
    numbers = quantities(text)
    places = {one.place for one in numbers}
    for one in numbers:
        values = [value for value in one.readings if isinstance(value, float) and value == int(value)]
        if one.moment or one.unit or len(values) != 1:
            continue
        ahead = range(one.place + 1, min(one.place + 2 + _NEAR, len(text.lower)))
        what = _first(text.lower, ahead, places, words)
        if what is None and one.place and words.get(text.lower[one.place - 1]) == _COUNTED:
            behind = range(one.place - 2, max(one.place - 3 - _NEAR, -1), -1)
            what = _first(text.lower, behind, places, words)
        if what:
            yield what, int(values[0])


def _first(lower: Sequence[str], where: range, places: set[int], words: dict[str, str]) -> str | None:
    """Return what the first telling word of a stretch counts; None where another number comes before it."""
    for at in where:
        if at in places:
            return None
        if (what := words.get(lower[at])) and what != _COUNTED:
            return what
    return None


@cache
def _words(language: str) -> dict[str, str]:
    rows = (line.split(": ") for line in find(language).read("tolls.txt").splitlines())
    return {word: what for what, words in rows for word in words.split()}


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds, the gravest first, as the English table has them."""
    return tuple(kind for kind in dict.fromkeys(_words("en").values()) if kind != _COUNTED)
