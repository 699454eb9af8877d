"""Tolls: how many people a sentence counts as dead, injured, missing or ill; and which sentence has a report's count.

The hectares that a fire has burnt are a toll too.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from core.checks.number_parser import quantities
from core.checks.tokens import Text, tokenize
from core.lang import profile_of

_NEAR = 6
"""Maximum words between a number and what it counts: « 41 personnes au moins ont été tuées »."""
_BEHIND = 12
"""Maximum words between what is counted and a number after it: « le nombre de morts après le séisme de Lyon s'élève à
41 »."""
_FAR = 22
"""Maximum words between a number and words that say that the people died."""
_COUNTED, _ABOUT, _PEOPLE, _DYING, _BEFORE_YEAR = "counted", "about", "people", "dying", "before a year"
_PART, _SAID_WITH, _BURNING, _TOLL, _NTH = "part", "said with", "burning", "toll before", "after nth"
_FORMERLY, _NEWLY, _RANGE, _ASIDE, _AMONG = "once were", "are new", "range from", "set aside", "among all"
_THAT = "that of"
"""Rows of a language's table `tolls.txt` that are no kinds:

- words between what is counted and a number after it: « le nombre de morts passe à 41 », « les blessés sont 15 »
- words that may stand between a verb and its number: « tuant au moins 41 »
- people whom a number may count; and words, some places later, that say that they died
- words before a year, « en 2015 », « le séisme de 2015 », which make a toll an old one
- words that begin a part of those counted: « quatre personnes, dont deux enfants, sont mortes »
- other words for giving a toll, which say nothing more: « bilan », “left 41 dead”
- words that tell the hectares of a fire from those of a field
- words for a toll of the dead that say so only before its number: « le bilan passe à 41 »
- what counts victims after an ordinal: « une septième victime »
- words just before an earlier number, or one that is only feared: « contre 55 morts », « pourrait dépasser 55 morts »
- words after a number of those since the last toll only: « trois nouveaux décès »
- words before the first of two numbers, « passe de 13 à 16 », or after one, « une dizaine de soldats »
- words that do not count towards a distance: « au total », « grièvement »; and those in « 46 des 80 passagers »
- words for a count of another kind: « le nombre de cas a atteint 90 et celui des décès 15 »
"""
_DOING, _NONE = "doing ", "none "
"""Prefixes of rows: verbs that have a number for their object: « tuant 41 personnes »; after the kind, a word that must
follow the number, if the verbs also take others: “claimed 41 lives”; `people` is any of that row, `/` is “or”.
And words by which nobody is counted any more: « plus aucun disparu »; `…` is where others may stand."""
_OWN = frozenset((_ABOUT, _PEOPLE, _DYING, _PART, _BURNING))
_GRAVEST, _ILL, _BURNT = "dead", "cases", ("hectares", "acres")
"""The gravest kind, and those of an epidemic and of a fire."""
_BODIES, _VICTIMS = "bodies", "victims"
"""Kinds that are only compared with the dead: bodies that were found, a minimum; and « le nombre de victimes »."""
_FORMER = "former "
"""Prefix of the kind of a count that its sentence does not call the present one."""
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def tolls(sentence: str, language: str) -> dict[str, int]:
    """Return the number of people that a sentence counts, by kind; the higher one of two counts of a kind.

    The kinds are `kinds` and their `same_kinds`, such as that of an earlier count within the sentence.
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
    return (kind, _FORMER + kind, *((_VICTIMS, _BODIES) if kind == _GRAVEST else ()))


def of_report(sentences: Sequence[Mapping[str, int]], kind: str, before: int) -> tuple[int, int] | None:
    """Return a report's count of one kind, of which the reports before had `before` at most, and its sentence's index.

    `sentences` has the tolls of its sentences. Later counts are often background, so it is the first, but for one that
    is said to be an earlier count. For the dead, victims count too; and bodies, which may be only some of the dead.
    """
    found = {other: place for place, toll in reversed([*enumerate(sentences)]) for other in toll}
    victims, bodies = ((_VICTIMS,), (_BODIES,)) if kind == _GRAVEST else ((), ())
    place = min((found[other] for other in (kind, *victims) if other in found), default=None)
    if place is not None:
        # « Le bilan passe à 14 après la découverte de deux morts » has both; beside injured, these may be victims too.
        toll = sentences[place]
        return max(toll.get(other, 0) for other in (kind, *(victims if "injured" not in toll else ()))), place
    for other in (_FORMER + kind, *bodies):
        if other in found and (other != _BODIES or sentences[found[other]][other] > before):
            return sentences[found[other]][other], found[other]
    return None


def _without_parts(sentence: str, language: str) -> str:
    """Remove what is inserted about a part of those counted, unless it says what happened to these."""
    pattern, words = _parts(language), _words(language)

    def shortened(match: re.Match[str]) -> str:
        lower = tokenize(match[0], language).lower
        counts = any(_kind_at(lower, at, words) not in (None, _COUNTED) for at in range(len(lower)))
        counts = counts or any(_kind_by_verb(lower, at, at, language) for at in range(1, len(lower)))
        return match[0] if counts or _are_dead(lower, 0, len(lower), language) else " "

    return pattern.sub(shortened, sentence) if pattern else sentence


def _of_another_year(lower: Sequence[str], language: str) -> bool:
    """Whether a sentence is about an earlier year that it names: « en 2015, un séisme y avait fait 9.000 morts »."""
    before = _row(language, _BEFORE_YEAR)
    return any(
        _YEAR.fullmatch(word) and lower[at - 1] in before and not (at > 1 and lower[at - 2] in _row(language, _ABOUT))
        for at, word in enumerate(lower)
        if at
    )


def _counted(text: Text, words: dict[str, str]) -> Iterator[tuple[str, int]]:
    lower, language = text.lower, text.language
    numbers = quantities(text)
    ends = {n.place: n.place if n.figure else n.place + len(n.shown.split()) - 1 for n in numbers}
    wholes = set()
    for first, second in pairwise(numbers):
        between = lower[ends[first.place] + 1 : second.place]
        if 0 < len(between) < 3 and _row(language, _AMONG).issuperset(between):  # « 46 des 80 passagers »
            ends[first.place] = ends[second.place]
            wholes.add(second.place)
    burning = not text.words.isdisjoint(_row(language, _BURNING))
    behind = words | dict.fromkeys(_row(language, _TOLL), _VICTIMS)
    former = {place for place in ends if _once(lower, place, language)}
    joined = f"_{'_'.join(lower)}_"
    none = {kind for kind, head, tail in _denials(language) if f"{tail}_" in joined.partition(f"_{head}")[2]}
    yield from ((kind, 0) for kind in none)
    for at, number in enumerate(numbers):
        until = numbers[at + 1].place if at + 1 < len(numbers) else len(lower)
        values = [value for value in number.readings if isinstance(value, float) and value == int(value)]
        if len(values) == 2 and max(values) == 1000 * min(values):
            # « 2.000 » : nobody counts people with decimals.
            values = [max(values)]
        if number.moment or number.place in wholes or len(values) != 1:
            continue
        if number.unit:
            if number.unit.name in _BURNT and burning:
                yield number.unit.name, int(values[0])
            continue
        end = ends[number.place]
        if lower[end] in profile_of(language).numbers.ordinals:
            if not _row(language, _NTH).isdisjoint(lower[end + 1 : end + 2]):
                yield _VICTIMS, int(values[0])
            continue
        if any("_".join(lower[at : at + n]) in _row(language, _NEWLY) for at in (end + 1, end + 2) for n in (1, 2)):
            continue
        kind = _first_kind(lower, _ahead(lower, end + 1, language), ends, words, _participles(language))
        begin = _without_about(lower, number.place, language)
        # In « up to 41 », the word before the number is also the one that counts.
        for start in (number.place, begin) if kind is None else ():
            length = next((n for n in (1, 2, 3) if words.get("_".join(lower[start - n : start])) == _COUNTED), 0)
            if length <= start and length and kind is None:
                # « tué à 300 mètres » counts no dead.
                near = 1 + length + (lower[start - length - 1] in _participles(language))
                before = numbers[at - 1].place if at and ends[numbers[at - 1].place] == start - length - 1 else 0
                if before and lower[before - 1] in _row(language, _RANGE):
                    near = start - before + 1
                reach = range(start - near, max(start - near - 2 - _BEHIND, -1), -1)
                kind = _first_kind(lower, reach, ends.keys() - former, behind)
            kind = kind or _kind_by_verb(lower, start, end, language)
            if not _row(language, _THAT).isdisjoint(lower[max(0, start - 3) : start]):
                kind = kind or words.get(lower[start - 1])
        if kind == _ILL and lower[min(begin, number.place - 1)] in _row(language, _BEFORE_YEAR):
            # « dans trois cas », « une hausse de 30 cas » are no count of them all.
            continue
        far = _FAR if kind is None else _FAR // 2
        dead = _are_dead(lower, number.place, min(until, number.place + far), language)
        if begin and f"{text.tokens[begin - 1]} {text.tokens[begin]}" in text.text:
            # No comma between them, as in “one killed, 12 wounded”.
            dead = dead or _kind_by_verb(lower, begin, end, language) == _GRAVEST
        if dead and (kind == _ILL or (kind is None and _counts_people(lower, end, language))):
            kind = _GRAVEST
        # « Trois blessés ont succombé » counts no injured: they are three of the dead.
        if kind and kind not in none and not (kind != _GRAVEST and dead) and (burning or kind not in _BURNT):
            yield _FORMER * (number.place in former) + kind, int(values[0])


def _ahead(lower: Sequence[str], start: int, language: str) -> range:
    """Return where what a number counts may stand after it."""
    asides, that, left, stop = _row(language, _ASIDE), _row(language, _THAT), _NEAR + 1, start
    while stop < len(lower) and lower[stop] not in that and (left := left - (lower[stop] not in asides)) >= 0:
        stop += 1
    return range(start, stop)


def _once(lower: Sequence[str], place: int, language: str) -> bool:
    """Whether a number is no longer, or not yet, the count."""
    starts, phrases = {place, _without_about(lower, place, language)}, _row(language, _FORMERLY)
    return any("_".join(lower[max(0, at - n) : at]) in phrases for at in starts for n in range(1, 6))


def _counts_people(lower: Sequence[str], end: int, language: str) -> bool:
    """Whether people stand just after a number: « 41 personnes », « une douzaine de soldats »."""
    at = end + 1 + (not _row(language, _RANGE).isdisjoint(lower[end + 1 : end + 2]))
    return not _row(language, _PEOPLE).isdisjoint(lower[at : at + 1])


def _first_kind(
    lower: Sequence[str], positions: range, places: Container[int], words: dict[str, str], verbs: Container[str] = ()
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
    while end and lower[end - 1] in _row(language, _ABOUT) and place - end < _NEAR // 2:
        end -= 1
    return end


def _kind_by_verb(lower: Sequence[str], start: int, end: int, language: str) -> str | None:
    """Return what a verb just before a number with this start and end counts: « a tué au moins 41 personnes »."""
    verbs = _verbs(language)
    # « a tué » are two words: the longest goes first.
    found = (verbs.get("_".join(lower[max(0, start - length) : start])) for length in (4, 3, 2, 1))
    kind, _space, counted = next((row for row in found if row not in (None, _ABOUT)), "").partition(" ")
    there = not counted or any(
        _counts_people(lower, end, language) if own == _PEOPLE else own in lower[end + 1 : end + 2]
        for own in counted.split("/")
    )
    return kind if kind and there else None


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
    pattern = (
        rf",\s{inside}[^,;:.()]{{1,120}},|\s\({inside}[^()]{{1,120}}\)|\s[–—-]\s{inside}[^–—]{{1,120}}?\s[–—-](?=\s)"
    )
    return re.compile(pattern, re.IGNORECASE) if words else None


@cache
def _denials(language: str) -> list[tuple[str, ...]]:
    """Return the kinds of which a language can say that nobody is counted, each with the start and end of a phrase."""
    rows = [(kind.removeprefix(_NONE), phrases) for kind, phrases in _table(language) if kind.startswith(_NONE)]
    return [(kind, *phrase.partition("…")[::2]) for kind, phrases in rows for phrase in phrases]


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
    phrases = _row(language, _DYING).union(
        _words(language), _row(language, _TOLL), _row(language, _NTH), _row(language, _BURNING)
    )
    return _participles(language).union(phrase.rpartition("_")[2] for phrase in phrases)


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds, the gravest first, as the English table has them."""
    return tuple(kind for kind in dict.fromkeys(_words("en").values()) if kind not in (_COUNTED, _BODIES, _VICTIMS))
