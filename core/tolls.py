"""Tolls: how many dead, injured, missing a sentence counts, and which of several reports has the newest count."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from core.checks.number_parser import quantities
from core.checks.text import Text, read
from core.lang import find

_NEAR = 6
"""Words between a number and what it counts: « 41 personnes au moins ont été tuées »."""
_BEHIND = 12
"""Words between what is counted and a number after it: « le nombre de morts après le séisme de Lyon s'élève à 41 »."""
_COUNTED = "counted"
"""In a language's table, the words between what is counted and a number after it: « le nombre de morts passe à 41 »."""
_DOING = "doing "
"""In a language's table, before the kind, the verbs that have a number for their object: « tuant 41 personnes »; after
the kind, the word that must follow the number, if they also have others: “claimed 41 lives”."""
_ABOUT = "about"
"""In a language's table, the words that may stand between such a verb and its number: « tuant au moins 41 »."""
_PEOPLE, _DYING = "people", "dying"
"""In a language's table, whom a number may count, and what is said of them, words later, when they are dead."""
_BEFORE_YEAR = "before a year"
"""In a language's table, what stands before a year: « en 2015 », « le séisme de 2015 », where nothing newer is told."""
_OWN = frozenset((_ABOUT, _PEOPLE, _DYING, _BEFORE_YEAR))
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_FAR = 22
"""Words between a number and that."""
_GRAVEST = "dead"
_BODIES = "bodies"
"""Found dead: so many have died at least, where nothing says how many."""


class TollHistory(NamedTuple):
    """How the count of one kind went through several reports of a story."""

    kind: str
    earliest: int
    highest: int
    newest: int
    report: int
    """The index of the report with the newest count."""
    sentence: int
    """The index, within that report, of the sentence that has it."""


def tolls(sentence: str, language: str) -> dict[str, int]:
    """Return how many a sentence counts of each kind; of two counts of a kind, the higher one is the toll so far.

    `language` is an ISO 639-1 code; nothing is found in a language whose folder has no table of them.
    """
    words = _words(language)
    if not words:
        return {}
    text = read(sentence, language)
    if text.words.isdisjoint(_telling(language)) or _of_another_year(text.lower, language):
        return {}
    highest: dict[str, int] = {}
    for kind, count in _counted(text, words):
        highest[kind] = max(highest.get(kind, 0), count)
    return highest


def histories(reports: Sequence[Sequence[dict[str, int]]]) -> Iterator[TollHistory]:
    """Yield the history of each kind that some report counts, the gravest first.

    `reports` are, from the earliest to the newest, the tolls of each report's sentences. The first sentence of a report
    that counts a kind has its toll: what comes later is often background.
    """
    for kind in kinds():
        counts: list[tuple[int, int, int]] = []
        for number, report in enumerate(reports):
            first = _first_count(report, number, kind)
            if first is None and kind == _GRAVEST:
                bodies = _first_count(report, number, _BODIES)
                # Those found today may be some of all.
                first = bodies if bodies and bodies[0] > max(counts, default=(0,))[0] else None
            counts += [first] if first else []
        if counts:
            yield TollHistory(kind, counts[0][0], max(counts)[0], *counts[-1])


def _first_count(report: Sequence[dict[str, int]], number: int, kind: str) -> tuple[int, int, int] | None:
    return next(((tolls[kind], number, place) for place, tolls in enumerate(report) if kind in tolls), None)


def _of_another_year(lower: Sequence[str], language: str) -> bool:
    """Whether a sentence tells of a year that it names: « en 2015, un séisme y avait fait 9.000 morts »."""
    before = _kind(language, _BEFORE_YEAR)
    return any(
        _YEAR.fullmatch(word) and lower[at - 1] in before and not (at > 1 and lower[at - 2] in _about(language))
        for at, word in enumerate(lower)
        if at
    )


def _counted(text: Text, words: dict[str, str]) -> Iterator[tuple[str, int]]:
    numbers = quantities(text)
    places = {number.place for number in numbers}
    for at, number in enumerate(numbers):
        until = numbers[at + 1].place if at + 1 < len(numbers) else len(text.lower)
        values = [value for value in number.readings if isinstance(value, float) and value == int(value)]
        if len(values) == 2 and max(values) == 1000 * min(values):
            # « 2.000 » : nobody counts people with decimals.
            values = [max(values)]
        if number.moment or number.unit or len(values) != 1:
            continue
        ahead = range(number.place + 1, min(number.place + 2 + _NEAR, len(text.lower)))
        what = _first(text.lower, ahead, places, words, _participles(text.language))
        begin = _without_about(text.lower, number.place, text.language)
        # In « up to 41 », the word that may stand between is the one that counts, too.
        for start in (number.place, begin) if what is None else ():
            if start and what is None and words.get(text.lower[start - 1]) == _COUNTED:
                # « tué à 300 mètres » counts no dead.
                near = 2 + (text.lower[start - 2] in _participles(text.language))
                behind = range(start - near, max(start - 3 - _BEHIND, -1), -1)
                what = _first(text.lower, behind, places, words)
            what = what or _done(text.lower, start, number.place, text.language)
        far = _FAR if what is None else _FAR // 2
        ends = _ends(text.lower, number.place, min(until, number.place + far), text.language)
        if what is None and ends and text.lower[number.place + 1] in _kind(text.language, _PEOPLE):
            what = _GRAVEST
        # « Trois blessés ont succombé » counts no injured: they are three of the dead.
        if what and not (what != _GRAVEST and ends):
            yield what, int(values[0])


def _first(
    lower: Sequence[str], where: range, places: set[int], words: dict[str, str], verbs: Container[str] = ()
) -> str | None:
    """Return what the first telling word of a stretch counts; None where another number comes before it, or has it."""
    for at in where:
        if at in places or (at > where.start and lower[at] in verbs and at + 1 in places):
            return None
        if (what := _told_at(lower, at, words)) and what != _COUNTED:
            return what
    return None


def _without_about(lower: Sequence[str], place: int, language: str) -> int:
    """Return where a number begins, with the words before it that say how exact it is: « au moins 57 »."""
    end = place
    while end and lower[end - 1] in _about(language) and place - end < _NEAR // 2:
        end -= 1
    return end


def _done(lower: Sequence[str], end: int, place: int, language: str) -> str | None:
    """Return what the verb that ends before a number at a place does to so many: « a tué au moins 41 personnes »."""
    verbs = _verbs(language)
    # « a tué » are two words: the longest goes first.
    found = (verbs.get("_".join(lower[max(0, end - most) : end])) for most in (4, 3, 2, 1))
    kind, _space, counted = next((what for what in found if what not in (None, _ABOUT)), "").partition(" ")
    return kind if kind and (not counted or lower[place + 1 : place + 2] == [counted]) else None


def _ends(lower: Sequence[str], place: int, until: int, language: str) -> bool:
    """Whether those whom a number counts are said to be dead: « les 22 occupants de l'avion sont morts »."""
    ends = _kind(language, _DYING)
    return any("_".join(lower[at : at + most]) in ends for at in range(place + 2, until) for most in (1, 2, 3))


def _told_at(lower: Sequence[str], at: int, words: dict[str, str]) -> str | None:
    """Return what the words from a place on tell, the longest of them first: « perdu la vie »."""
    return next((what for most in (4, 3, 2, 1) if (what := words.get("_".join(lower[at : at + most])))), None)


@cache
def _words(language: str) -> dict[str, str]:
    """Return what the words of a language's table count; several words that belong together are joined by `_`."""
    return {word: what for what, words in _table(language) if " " not in what and what not in _OWN for word in words}


@cache
def _verbs(language: str) -> dict[str, str]:
    """Return what verbs do to the number after them; and, as `about`, the words that may stand between."""
    rows = [(what.removeprefix(_DOING), words) for what, words in _table(language) if what.startswith((_DOING, _ABOUT))]
    return {word: what for what, words in rows for word in words}


@cache
def _kind(language: str, name: str) -> frozenset[str]:
    """Return the words of one row of a language's table."""
    return frozenset(word for what, words in _table(language) if what == name for word in words)


@cache
def _about(language: str) -> frozenset[str]:
    """Return the words that may stand between a verb, or « à », and a number."""
    return _kind(language, _ABOUT)


@cache
def _participles(language: str) -> frozenset[str]:
    """Return the last words of these verbs: « tué »."""
    return frozenset(word.rpartition("_")[2] for word, what in _verbs(language).items() if what != _ABOUT)


def _table(language: str) -> list[tuple[str, list[str]]]:
    rows = (line.split(": ") for line in find(language).read("tolls.txt").splitlines())
    return [(what, words.split()) for what, words in rows]


@cache
def _telling(language: str) -> frozenset[str]:
    """Return the words without one of which a sentence counts nothing."""
    return frozenset(word.rpartition("_")[2] for word in _words(language)) | _participles(language)


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds, the gravest first, as the English table has them."""
    return tuple(kind for kind in dict.fromkeys(_words("en").values()) if kind not in (_COUNTED, _BODIES))
