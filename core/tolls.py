"""Tolls: how many people a sentence counts as dead, injured, missing or ill, and which of several reports is newest.

The hectares that a fire has burnt are a toll too.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from core.checks.number_parser import quantities
from core.checks.tokens import Text, tokenize
from core.lang import profile_of

_NEAR = 6
"""Maximum words between a number and what it counts: « 41 personnes au moins ont été tuées »."""
_BEHIND = 12
"""Maximum words between what is counted and a number after it: « le nombre de morts après le séisme de Lyon s'élève à
41 »."""
_COUNTED = "counted"
"""Row of a language's table: words between what is counted and a number after it: « le nombre de morts passe à 41 »,
« les blessés sont désormais 15 »."""
_DOING = "doing "
"""Prefix of a row: verbs that have a number for their object: « tuant 41 personnes »; after the kind, a word that must
follow the number, if the verbs also take others: “claimed 41 lives”; `people` is any of that row, `/` is “or”."""
_ABOUT = "about"
"""Row of a language's table: words that may stand between such a verb and its number: « tuant au moins 41 »."""
_PEOPLE, _DYING = "people", "dying"
"""Rows of a language's table: people whom a number may count, and words, some places later, that say that they died."""
_BEFORE_YEAR = "before a year"
"""Row of a language's table: words before a year, « en 2015 », « le séisme de 2015 », which make a toll an old one."""
_PART = "part"
"""Row of a language's table: words that begin a part of those counted: « quatre personnes, dont deux enfants, sont
mortes »."""
_SAID_WITH = "said with"
"""Row of a language's table: other words for giving a toll, which say nothing more: « bilan », “left 41 dead”."""
_BURNING = "burning"
"""Row of a language's table: words that tell the hectares of a fire from those of a field."""
_OWN = frozenset((_ABOUT, _PEOPLE, _DYING, _BEFORE_YEAR, _PART, _SAID_WITH, _BURNING))
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_FAR = 22
"""Maximum words between a number and that."""
_GRAVEST = "dead"
_ILL, _BURNT = "cases", ("hectares", "acres")
"""The kinds of an epidemic and of a fire."""
_BODIES = "bodies"
"""Row of a language's table: bodies that were found, a minimum for the dead if their number is not given."""


class TollHistory(NamedTuple):
    """How the count of one kind changed through several reports of a story."""

    kind: str
    earliest: int
    highest: int
    newest: int
    report: int
    """The index of the report with the newest count."""
    sentence: int
    """The index, within that report, of the sentence that has it."""


def tolls(sentence: str, language: str) -> dict[str, int]:
    """Return the number of people that a sentence counts, by kind; the higher one of two counts of a kind.

    `language` is an ISO 639-1 code; nothing is found in a language without a table of tolls in its folder.
    """
    words = _words(language)
    if not words:
        return {}
    text = tokenize(_without_parts(sentence, language), language)
    if text.words.isdisjoint(_cue_words(language)) or _of_another_year(text.lower, language):
        return {}
    highest: dict[str, int] = {}
    for kind, count in _counted(text, words):
        highest[kind] = max(highest.get(kind, 0), count)
    return highest


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Return the words by which a language says how many people died, were hurt, …: “killed”, “dead”, “people”."""
    own = (_row(language, row) for row in (_PEOPLE, _DYING, _SAID_WITH))
    phrases = frozenset().union(_words(language), _verbs(language), *own)
    return frozenset(word for phrase in phrases for word in phrase.split("_"))


def same_kinds(kind: str) -> tuple[str, ...]:
    """Return the kinds whose counts are compared with those of one kind: bodies that were found count as dead."""
    return (kind, _BODIES) if kind == _GRAVEST else (kind,)


def histories(reports: Sequence[Sequence[dict[str, int]]]) -> Iterator[TollHistory]:
    """Yield the history of each kind that is counted in some report, the gravest first.

    `reports` has the tolls of each report's sentences, from the earliest report to the newest. The toll of a report is
    that of its first sentence with a count of the kind: later ones are often background.
    """
    for kind in kinds():
        counts: list[tuple[int, int, int]] = []
        for number, report in enumerate(reports):
            first = _first_count(report, number, kind)
            if first is None and kind == _GRAVEST:
                bodies = _first_count(report, number, _BODIES)
                # The bodies found may be only some of the dead.
                first = bodies if bodies and bodies[0] > max(counts, default=(0,))[0] else None
            counts += [first] if first else []
        if counts:
            yield TollHistory(kind, counts[0][0], max(counts)[0], *counts[-1])


def _first_count(report: Sequence[dict[str, int]], number: int, kind: str) -> tuple[int, int, int] | None:
    return next(((tolls[kind], number, place) for place, tolls in enumerate(report) if kind in tolls), None)


def _without_parts(sentence: str, language: str) -> str:
    """Remove what is inserted about a part of those counted, unless it says what happened to these."""
    pattern, words = _parts(language), _words(language)

    def shortened(match: re.Match[str]) -> str:
        lower = tokenize(match[0], language).lower
        counts = any(_kind_at(lower, at, words) not in (None, _COUNTED) for at in range(len(lower)))
        return match[0] if counts or _are_dead(lower, 0, len(lower), language) else " "

    return pattern.sub(shortened, sentence) if pattern else sentence


def _of_another_year(lower: Sequence[str], language: str) -> bool:
    """Whether a sentence is about an earlier year that it names: « en 2015, un séisme y avait fait 9.000 morts »."""
    before = _row(language, _BEFORE_YEAR)
    return any(
        _YEAR.fullmatch(word) and lower[at - 1] in before and not (at > 1 and lower[at - 2] in _about(language))
        for at, word in enumerate(lower)
        if at
    )


def _counted(text: Text, words: dict[str, str]) -> Iterator[tuple[str, int]]:
    numbers = quantities(text)
    places = {number.place for number in numbers}
    burning = not text.words.isdisjoint(_row(text.language, _BURNING))
    for at, number in enumerate(numbers):
        until = numbers[at + 1].place if at + 1 < len(numbers) else len(text.lower)
        values = [value for value in number.readings if isinstance(value, float) and value == int(value)]
        if len(values) == 2 and max(values) == 1000 * min(values):
            # « 2.000 » : nobody counts people with decimals.
            values = [max(values)]
        if number.moment or len(values) != 1:
            continue
        if number.unit:
            if number.unit.name in _BURNT and burning:
                yield number.unit.name, int(values[0])
            continue
        ahead = range(number.place + 1, min(number.place + 2 + _NEAR, len(text.lower)))
        kind = _first_kind(text.lower, ahead, places, words, _participles(text.language))
        begin = _without_about(text.lower, number.place, text.language)
        # In « up to 41 », the word before the number is also the one that counts.
        for start in (number.place, begin) if kind is None else ():
            length = next((n for n in (1, 2, 3) if words.get("_".join(text.lower[start - n : start])) == _COUNTED), 0)
            if length <= start and length and kind is None:
                # « tué à 300 mètres » counts no dead.
                near = 1 + length + (text.lower[start - length - 1] in _participles(text.language))
                behind = range(start - near, max(start - 3 - _BEHIND, -1), -1)
                kind = _first_kind(text.lower, behind, places, words)
            kind = kind or _kind_by_verb(text.lower, start, number.place, text.language)
        if kind == _ILL and text.lower[min(begin, number.place - 1)] in _row(text.language, _BEFORE_YEAR):
            # « dans trois cas », « une hausse de 30 cas » are no count of them all.
            continue
        far = _FAR if kind is None else _FAR // 2
        dead = _are_dead(text.lower, number.place, min(until, number.place + far), text.language)
        if begin and f"{text.tokens[begin - 1]} {text.tokens[begin]}" in text.text:
            # No comma between them, as in “one killed, 12 wounded”.
            dead = dead or _kind_by_verb(text.lower, begin, number.place, text.language) == _GRAVEST
        if dead and (kind == _ILL or (kind is None and text.lower[number.place + 1] in _row(text.language, _PEOPLE))):
            kind = _GRAVEST
        # « Trois blessés ont succombé » counts no injured: they are three of the dead.
        if kind and not (kind != _GRAVEST and dead) and (burning or kind not in _BURNT):
            yield kind, int(values[0])


def _first_kind(
    lower: Sequence[str], positions: range, places: set[int], words: dict[str, str], verbs: Container[str] = ()
) -> str | None:
    """Return what the first known word in a range counts; None if another number comes before it, or belongs to it."""
    for at in positions:
        if at in places or (at > positions.start and lower[at] in verbs and at + 1 in places):
            return None
        if (kind := _kind_at(lower, at, words)) and kind != _COUNTED:
            return kind
    return None


def _without_about(lower: Sequence[str], place: int, language: str) -> int:
    """Return where a number begins, including words such as « au moins » before it."""
    end = place
    while end and lower[end - 1] in _about(language) and place - end < _NEAR // 2:
        end -= 1
    return end


def _kind_by_verb(lower: Sequence[str], end: int, place: int, language: str) -> str | None:
    """Return what a verb that ends just before a number counts: « a tué au moins 41 personnes »."""
    verbs = _verbs(language)
    # « a tué » are two words: the longest goes first.
    found = (verbs.get("_".join(lower[max(0, end - length) : end])) for length in (4, 3, 2, 1))
    kind, _space, counted = next((row for row in found if row not in (None, _ABOUT)), "").partition(" ")
    after = {word for own in counted.split("/") for word in (_row(language, _PEOPLE) if own == _PEOPLE else [own])}
    return kind if kind and (not counted or not after.isdisjoint(lower[place + 1 : place + 2])) else None


def _are_dead(lower: Sequence[str], place: int, until: int, language: str) -> bool:
    """Whether the people whom a number counts are said to have died: « les 22 occupants de l'avion sont morts »."""
    dead = _row(language, _DYING)
    return any("_".join(lower[at : at + length]) in dead for at in range(place + 2, until) for length in (1, 2, 3))


def _kind_at(lower: Sequence[str], at: int, words: dict[str, str]) -> str | None:
    """Return what the longest known expression at a position counts: « perdu la vie »."""
    return next((kind for length in (4, 3, 2, 1) if (kind := words.get("_".join(lower[at : at + length])))), None)


@cache
def _words(language: str) -> dict[str, str]:
    """Return what each word of a language's table counts; words that belong together are joined by `_`."""
    return {word: kind for kind, words in _table(language) if " " not in kind and kind not in _OWN for word in words}


@cache
def _verbs(language: str) -> dict[str, str]:
    """Return what each verb counts in the number after it; and `about` for the words that may stand between."""
    rows = [(kind.removeprefix(_DOING), words) for kind, words in _table(language) if kind.startswith((_DOING, _ABOUT))]
    return {word: kind for kind, words in rows for word in words}


@cache
def _row(language: str, name: str) -> frozenset[str]:
    """Return the words of one row of a language's table."""
    return frozenset(word for kind, words in _table(language) if kind == name for word in words)


@cache
def _parts(language: str) -> re.Pattern[str] | None:
    """Return a pattern for what commas, brackets or dashes enclose and begins as a part; None without such words."""
    words = "|".join(re.escape(word.replace("_", " ")) for word in sorted(_row(language, _PART)))
    inside = rf"(?:[^\W\d_]+ )?(?:{words})\b"
    return (
        re.compile(
            rf",\s{inside}[^,;:.()]{{1,120}},|\s\({inside}[^()]{{1,120}}\)|\s[–—-]\s{inside}[^–—]{{1,120}}?\s[–—-](?=\s)",
            re.IGNORECASE,
        )
        if words
        else None
    )


@cache
def _about(language: str) -> frozenset[str]:
    """Return the words that may stand between a verb, or « à », and a number."""
    return _row(language, _ABOUT)


@cache
def _participles(language: str) -> frozenset[str]:
    """Return the last words of these verbs: « tué »."""
    return frozenset(word.rpartition("_")[2] for word, kind in _verbs(language).items() if kind != _ABOUT)


def _table(language: str) -> list[tuple[str, list[str]]]:
    rows = (line.split(": ") for line in profile_of(language).read("tolls.txt").splitlines())
    return [(kind, words.split()) for kind, words in rows]


@cache
def _cue_words(language: str) -> frozenset[str]:
    """Return the words of which a sentence must have one to count anything."""
    words = frozenset(word.rpartition("_")[2] for word in _words(language))
    return words | _participles(language) | _row(language, _BURNING)


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds, the gravest first, as the English table has them."""
    return tuple(kind for kind in dict.fromkeys(_words("en").values()) if kind not in (_COUNTED, _BODIES))
