# ruff: noqa: ARG001, D103 - every planter has the same arguments, and its name says what it plants
"""Plant errors in correct translations: one change each, of kinds that models make."""

import re
from collections.abc import Callable
from random import Random

Seed = Callable[[str, str, Random], str | None]
"""(source, translation, chance) → the translation with one error, or None if it has no place for it."""

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONEY = {"euros": "dollars", "dollars": "euros", "€": "$", "$": "€", "pounds": "euros", "euro": "dollar"}
SIZES = {
    "million": "billion",
    "billion": "million",
    "thousand": "million",
    "thousands": "millions",
    "trillion": "billion",
}
UNITS = {
    "kilometres": "miles",
    "kilometers": "miles",
    "km": "miles",
    "tonnes": "kilograms",
    "metres": "feet",
    "hours": "days",
    "days": "weeks",
    "weeks": "months",
    "months": "years",
    "years": "months",
    "minutes": "hours",
}


def _one(pattern: str, text: str, chance: Random, change: Callable[[re.Match[str]], str]) -> str | None:
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    match = chance.choice(found)
    return text[: match.start()] + change(match) + text[match.end() :]


def digit(source: str, translation: str, chance: Random) -> str | None:
    """Change one digit: 67,413,000 → 67,813,000."""
    return _one(
        r"(?<![\d.,@/:])[1-9](?=\d)|\d(?!\d|st|nd|rd|th)",
        translation,
        chance,
        lambda m: str((int(m[0]) + chance.randint(1, 8)) % 9 + 1),
    )


def lost_number(source: str, translation: str, chance: Random) -> str | None:
    """Leave out a number."""
    return _one(r"(?<=\s)\d[\d.,]*\d (?=\w)", translation, chance, lambda _m: "")


def word_number(source: str, translation: str, chance: Random) -> str | None:
    words = "three four five six seven eight nine eleven fifteen twenty thirty forty fifty sixty".split()
    return _one(
        rf"\b(?:{'|'.join(words)})\b", translation, chance, lambda m: chance.choice([w for w in words if w != m[0]])
    )


def money(source: str, translation: str, chance: Random) -> str | None:
    return _one(r"\b(?:euros|dollars|pounds|euro)\b|[€$]", translation, chance, lambda m: MONEY[m[0]])


def size(source: str, translation: str, chance: Random) -> str | None:
    return _one(rf"\b(?:{'|'.join(SIZES)})\b", translation, chance, lambda m: SIZES[m[0]])


def unit(source: str, translation: str, chance: Random) -> str | None:
    return _one(rf"(?<=\d )(?:{'|'.join(UNITS)})\b", translation, chance, lambda m: UNITS[m[0]])


def percent(source: str, translation: str, chance: Random) -> str | None:
    return _one(r"(?<=\d)(?:%| %| per ?cent)", translation, chance, lambda _m: "")


def month(source: str, translation: str, chance: Random) -> str | None:
    return _one(
        rf"\b(?:{'|'.join(MONTHS)})\b", translation, chance, lambda m: chance.choice([x for x in MONTHS if x != m[0]])
    )


def weekday(source: str, translation: str, chance: Random) -> str | None:
    return _one(
        rf"\b(?:{'|'.join(DAYS)})\b", translation, chance, lambda m: chance.choice([x for x in DAYS if x != m[0]])
    )


def half_day(source: str, translation: str, chance: Random) -> str | None:
    return _one(r"\b[ap](?=\.?m\b)", translation, chance, lambda m: "a" if m[0] == "p" else "p")


def year(source: str, translation: str, chance: Random) -> str | None:
    return _one(r"\b(?:19|20)\d\d\b", translation, chance, lambda m: str(int(m[0]) + chance.choice([-10, -1, 1, 10])))


def lost_name(source: str, translation: str, chance: Random) -> str | None:
    """Leave out a name that the translation has copied."""
    names = [
        n
        for n in re.findall(r"(?<=[a-z,] )[A-Z][a-zà-ÿ]{3,}\b", translation)
        if re.search(rf"(?<=[a-zé,] ){n}\b", source)
    ]
    if not names:
        return None
    name = chance.choice(names)
    return re.sub(rf" {name}(?:['’]s)?\b", "", translation)


def lost_negation(source: str, translation: str, chance: Random) -> str | None:
    if not re.search(r"\bn[e'’]", source):
        return None
    return _one(r" not\b|n['’]t\b| never\b|(?<=\w)not\b", translation, chance, lambda _m: "")


def new_negation(source: str, translation: str, chance: Random) -> str | None:
    return _one(
        r"\b(?:is|are|was|were|has|have|had|will|would|could|should|can)\b(?! not|n)",
        translation,
        chance,
        lambda m: f"{m[0]} not",
    )


def loop(source: str, translation: str, chance: Random) -> str | None:
    """Repeat a few words: three words once, two words twice, one word three times."""
    words = translation.split()
    count = chance.choice([1, 2, 3])
    if len(words) < count + 3:
        return None
    at = chance.randrange(len(words) - count)
    part = words[at : at + count]
    if any(not word.isalpha() for word in part):
        return None
    return " ".join([*words[:at], *(part * (1 + max(1, 4 - count - 1))), *words[at + count :]])


def cut(source: str, translation: str, chance: Random) -> str | None:
    """Cut off the end, with its full stop."""
    words = translation.split()
    if len(words) < 8 or source.rstrip()[-1:] not in ".!?":
        return None
    part = words[: int(len(words) * chance.uniform(0.4, 0.85))]
    return " ".join(part).rstrip(",.;: ")


def half(source: str, translation: str, chance: Random) -> str | None:
    """Leave out more than half, but end like a sentence."""
    words = translation.split()
    return " ".join(words[: int(len(words) * 0.42)]).rstrip(",.;: ") + "." if len(words) > 12 else None


def french_word(source: str, translation: str, chance: Random) -> str | None:
    """Put a word of the source in the place of an English one."""
    ours = [w for w in re.findall(r"(?<=[ ’'])[a-zà-ÿœ]{5,}(?= [a-zà-ÿ])", source) if w not in translation.lower()]
    places = list(re.finditer(r"(?<=[a-z] )[a-z]{4,}(?= [a-z])", translation))
    if not ours or not places:
        return None
    match = chance.choice(places)
    return translation[: match.start()] + chance.choice(ours) + translation[match.end() :]


def left_french(source: str, translation: str, chance: Random) -> str | None:
    """Leave a clause untranslated."""
    words, ours = translation.split(), source.split()
    if len(words) < 12 or len(ours) < 12:
        return None
    return " ".join([*words[: len(words) // 2], *ours[len(ours) // 2 :]])


SEEDS: dict[str, tuple[Seed, frozenset[str]]] = {
    "digit changed": (digit, frozenset({"number", "date"})),
    "number lost": (lost_number, frozenset({"number", "date"})),
    "number word changed": (word_number, frozenset({"number", "date"})),
    "year changed": (year, frozenset({"number", "date"})),
    "currency swapped": (money, frozenset({"number"})),
    "million/billion": (size, frozenset({"number"})),
    "unit swapped": (unit, frozenset({"number"})),
    "per cent lost": (percent, frozenset({"number"})),
    "month changed": (month, frozenset({"date"})),
    "weekday changed": (weekday, frozenset({"date"})),
    "a.m./p.m.": (half_day, frozenset({"date"})),
    "name dropped": (lost_name, frozenset({"name"})),
    "negation dropped": (lost_negation, frozenset({"negation"})),
    "negation invented": (new_negation, frozenset({"negation"})),
    "words repeated": (loop, frozenset({"repetition"})),
    "end cut off": (cut, frozenset({"truncated", "length"})),
    "half missing": (half, frozenset({"length", "truncated"})),
    "word left in French": (french_word, frozenset({"untranslated"})),
    "clause left in French": (left_french, frozenset({"untranslated"})),
}
"""By name: how to plant the error, and the kinds of flag, at least one of which must be raised."""
