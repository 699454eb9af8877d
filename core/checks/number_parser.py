"""The numbers of a sentence, in figures or in words, with their magnitudes and units."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, zip_longest

from core.checks.dates import afternoon, clock_time, evening, half_past
from core.checks.number_readings import (
    CODES,
    LINKS,
    ROMAN,
    SUFFIXES,
    UNITS,
    Quantity,
    compose,
    divided,
    parts_of,
    read_figure,
    roman,
)
from core.checks.tokens import Text
from core.lang import profile_of

POINTS = UNITS["%points"]
"""Two points more than 10 per cent are 12, and two per cent more are 10.2."""
_TIMES = "ˣ"
"""How `core/lang/values_for_checks.py` writes « doubled » in other languages: 2ˣ."""
_PER_CENT = frozenset({("pour", "cent"), ("per", "cent"), ("por", "ciento")})
_MEASURED = frozenset({"length", "weight", "volume", "area", "temperature"})
_DEGREES = frozenset({"°", "degré", "degrés", "degree", "degrees"})
_SCALES = {"c": "celsius", "f": "fahrenheit", "celsius": "celsius", "fahrenheit": "fahrenheit"}
_ROW = 4
"""Maximum number of magnitudes in a row: hundreds of thousands of millions."""
_BEFORE_UNIT = {"G": 10**9, "MM": 10**9, "M": 10**6, "mn": 10**6, "k": 10**3, "K": 10**3}
"""Letters that are magnitudes only before a unit: 3,5 M€, 3.5 mn euros, 30 k€; in Canada 18,6 G$. « 12 mn » alone are
minutes."""
_NO_THOUSAND = frozenset("feuille feuilles pattes pertuis".split())
"""Words that begin like a number: « mille-feuille » counts nothing, « deux mille-feuilles » are two."""
_VAGUE = frozenset(("tens", "hundreds", "thousands"))
_OF_AN_HOUR = (("quarts", "d", "heure"), ("quarters", "of", "an", "hour"))


def quantities(text: Text) -> list[Quantity]:
    """Find every quantity of a sentence, in order."""
    if not text.figures and text.words.isdisjoint(_number_words(text.language)) and not ROMAN.search(text.text):
        return []
    found, text_numbers = list(_Parser(text).run()), profile_of(text.language).numbers
    for first, second in pairwise(found):
        if f"{text.tokens[first.place]} ({text.tokens[second.place]}" in text.text:
            continue  # « six Français sur dix (59 %) »
        if second.place - first.place == 1 or (
            second.place - first.place == 2 and text.lower[first.place + 1] in text_numbers.between
        ):
            _share(first, second)
    for pattern, grows in ((text_numbers.divided, False), (text_numbers.multiplied, True)):
        for quantity in found if pattern else ():
            before, after = text.lower[max(quantity.place - 6, 0) : quantity.place], quantity.place + 1
            if re.search(pattern, " ".join([*before, "#", *text.lower[after : after + 2]])):
                _add_shares(quantity, grows=grows)
    return found


def _add_shares(quantity: Quantity, *, grows: bool) -> None:
    """Add what says the same: divided by three is cut by two-thirds, or 67 per cent; multiplied by it, up by 200."""
    for value in [value for value in quantity.readings if isinstance(value, float) and 2 <= value <= 100]:
        quantity.shares.add(value - 1)
        lost = 100 * (value - 1) / value
        quantity.readings |= {100 * (value - 1)} if grows else {float(round(lost)), float(int(lost))}


@cache
def _number_words(code: str) -> frozenset[str]:
    return profile_of(code).numbers.words()


def _share(first: Quantity, second: Quantity) -> None:
    """Copy to the first number of a range what only the second has: « de 2 à 3 milliards », `from 2.30 to 6 p.m.`."""
    if first.moment and not second.moment:
        return  # « à 17 heures, trois jours après »: no range
    size = second.scale
    if any(isinstance(value, float) and value >= 1000 and value % 1000 == 0 for value in second.readings):
        size = max(size, 1000)  # « de 5 à 6 000 », « de cinq à six mille »
    if first.scale == 1 < size:
        first.readings |= {value * size for value in first.readings if isinstance(value, float)}
    if first.unit is None:
        first.unit = second.unit
    if second.moment and not first.moment:
        first.readings |= afternoon(first.readings)


class _Parser:
    """Walks over the tokens of one sentence, and yields its numbers."""

    def __init__(self, text: Text) -> None:
        self._language = text.language
        self._tokens = text.tokens
        self._lower = [
            f"{word}-" if word == "mille" and after in _NO_THOUSAND else word
            for word, after in zip_longest(text.lower, text.lower[1:])
        ]
        self._numbers = profile_of(text.language).numbers
        self._number_words = _number_words(text.language)
        self._evening = evening(text)
        self._sign = -1
        """Index of the last unit read after a quantity, so not before the next: the `$` of « 3,7 M$ (3,4 M€) »."""

    def run(self) -> Iterator[Quantity]:
        place, end = 0, len(self._tokens)
        while place < end:
            token = self._tokens[place]
            quantity: Quantity | None = None
            after = place + 1
            if token[0].isdigit() or token[0] == "+":
                quantity, after = self._figure(place)
            elif self._lower[place] in self._number_words:
                quantity, after = self._words(place)
            elif token[0] in "IVX" or token[-1].isdigit():
                quantity = _code(token) if token[-1].isdigit() else _numeral(token)
            if quantity:
                quantity.place = place
                self._measure(quantity, place, after)
                yield quantity
            place = after

    def _at(self, place: int) -> str:
        return self._lower[place] if place < len(self._lower) else ""

    def _figure(self, place: int) -> tuple[Quantity, int]:
        """Read a number in figures and what belongs to it; return the place after it."""
        token, after = self._tokens[place], place + 1
        moment = clock_time(token, self._language, evening=self._evening)
        if moment:
            return Quantity(
                moment.readings, token, moment=True, figure=True, parts=moment.parts, also={*moment.parts}
            ), after
        following = self._at(after)
        exact = (
            following == "%"
            or (following, self._at(after + 1)) in _PER_CENT
            or following in self._numbers.magnitudes
            # « 42,195 km »: in languages with a decimal comma, nobody groups thousands that way before a unit.
            or (self._numbers.comma and following in UNITS and UNITS[following].dimension in _MEASURED)
        )
        readings, suffix = read_figure(token, self._numbers, exact=exact)
        quantity = Quantity(readings, token, figure=True)
        quantity.moment = any(isinstance(reading, str) and reading[0] == "d" for reading in readings)
        quantity.parts = divided(token) if self._numbers.comma else ()
        quantity.also = {*parts_of(readings), *quantity.parts}
        suffix = suffix.lower()
        if suffix == _TIMES:
            return Quantity({f"x{token[:-1]}"}, f"{token[:-1]}x", figure=True), after
        if suffix in ("heure", "heures"):
            return self._hours(quantity, after, suffix)
        if suffix in SUFFIXES:
            quantity.scale_by(SUFFIXES[suffix])
        elif suffix in ("m", "mn") and place and self._at(place - 1) in CODES:
            quantity.scale_by(10**6)
        elif suffix in UNITS:
            quantity.unit = UNITS[suffix]
        after = self._halved(quantity, after)
        after = self._scaled(quantity, after)
        return self._hours(quantity, after)

    def _words(self, place: int) -> tuple[Quantity | None, int]:
        """Read a number in words; `un`, `one` and `pour cent` are not numbers."""
        word = self._lower[place]
        if word in ("cent", "mille") and place and self._lower[place - 1] == "pour":
            return None, place + 1
        value, after, ordinal = compose(self._lower, place, self._numbers)
        if value is None:
            return self._magnitude_alone(place)
        quantity = Quantity({value}, " ".join(self._tokens[place:after]))
        end = self._halved(quantity, after)
        quantity.shown = " ".join(self._tokens[place:end])
        after = self._scaled(quantity, end)
        # « aux quatre coins du pays » does not count anything.
        quantity.hard = self._at(after) != "coins" and (
            quantity.scale > 1 or value > (2 if ordinal else 1) or end > place + 1
        )
        return self._hours(quantity, after)

    def _hours(self, quantity: Quantity, after: int, glued: str = "") -> tuple[Quantity, int]:
        """Read « 20 heures 45 » and `eight o'clock` as times too."""
        following = [glued, *self._lower[after : after + 2]] if glued else self._lower[after : after + 3]
        moment, length = half_past(quantity.readings, following, self._language, evening=self._evening)
        if not moment:
            return quantity, after
        end = max(after, after + length - bool(glued))
        # « 2 heures 50 » is more than two hours.
        quantity.readings = moment.readings if len(moment.parts) > 1 else quantity.readings | moment.readings
        quantity.moment = True
        quantity.parts = moment.parts
        quantity.also |= set(moment.parts)
        quantity.shown = " ".join([quantity.shown, *self._tokens[after:end]])
        return quantity, end

    def _measure(self, quantity: Quantity, place: int, after: int) -> None:
        """Note the sign before a quantity and the unit beside it; three quarters of an hour are 45 minutes too."""
        if 3.0 in quantity.readings and any(
            tuple(self._lower[after : after + len(words)]) == words for words in _OF_AN_HOUR
        ):
            quantity.readings.add(45.0)
        before = self._at(place - 1) if place else ""
        at = after
        while self._at(at) in LINKS and at - after < 2:
            at += 1
        word = self._at(at)
        cold = word in _DEGREES or word == "celsius"
        if word in _DEGREES:
            word = _SCALES.get(self._at(at + 1), word)
        if before in CODES and self._sign != place - 1:
            quantity.unit = UNITS[before]
        elif word in UNITS:
            quantity.unit = UNITS[word]
            self._sign = at
        elif word == "percentage" and self._at(at + 1) in ("point", "points"):
            quantity.unit = POINTS
        elif (word, self._at(at + 1)) in _PER_CENT:
            quantity.unit = UNITS["%"]
        below = cold or quantity.unit == UNITS["%"] or (word not in UNITS and len(quantity.shown) < 5)
        quantity.negative = below and before in ("-", "−", *(("moins", "minus") if cold else ()))

    def _halved(self, quantity: Quantity, after: int) -> int:
        """Read `and a half`, « et demi » after a number or its unit; return the place after it."""
        half = self._half(after)
        if half:
            quantity.add(0.5)
        elif self._half(after + 1) and self._lower[after] in UNITS:  # « trois heures et demie »
            quantity.readings |= {value + 0.5 for value in quantity.readings if isinstance(value, float)}
        return after + half

    def _half(self, at: int) -> int:
        """Return how many tokens `and a half` takes there."""
        return next(
            (len(words) for words in self._numbers.halves if tuple(self._lower[at : at + len(words)]) == words), 0
        )

    def _scaled(self, quantity: Quantity, after: int) -> int:
        """Multiply a number by the magnitudes that follow it; return the place after them."""
        start = after
        for _ in range(_ROW):
            at = after + (after > start and self._at(after) in self._numbers.of)
            size = self._size(at)
            if not size or (size == 100 and quantity.figure):  # 50 Cent, 20 cents
                break
            if at == start and quantity.figure and self._at(at) in _VAGUE:  # "on March 11, thousands came"
                break
            quantity.scale_by(size)
            after = at + 1
            if half := self._half(after):  # « deux millions et demi »
                quantity.add(size / 2)
                after += half
        quantity.shown = " ".join([quantity.shown, *self._tokens[start:after]])
        if self._at(after) in self._numbers.units:
            rest, at, _ordinal = compose(self._lower, after, self._numbers)
            if rest and 100 <= rest < quantity.scale:  # « trois millions deux cent mille »
                quantity.readings |= {value + rest for value in quantity.readings if isinstance(value, float)}
                return at
        return after

    def _magnitude_alone(self, place: int) -> tuple[Quantity, int]:
        """Read magnitudes without a number: mille, a million, des dizaines de milliers; return the place after them."""
        token, word = self._tokens[place], self._lower[place]
        size = self._numbers.magnitudes.get(word) or self._numbers.collectives[word]
        quantity = Quantity({f"~{size}", float(size)}, token, scale=size)
        if word in self._numbers.collectives and word.endswith("s"):
            quantity.readings = {f"~{size}"}
        if size in (10, 12):
            quantity.readings |= {10.0, 12.0, "~10", "~12"}
        before = self._lower[max(0, place - 2) : place]
        if size >= 1000 and (before[-1:] in (["half"], ["demi"]) or before == ["half", "a"]):
            quantity.readings = {size / 2}
            quantity.shown = f"half a {token}"
        elif size >= 1000 and before[-2:] == ["of", "a"] and self._at(place - 3) in ("quarter", "quarters"):
            parts = 3 if self._at(place - 4) == "three" else 1
            quantity.readings.add(size * parts / 4)
        if half := self._half(place + 1):  # `a million and a half`
            quantity.add(size / 2)
            quantity.shown = " ".join(self._tokens[place : place + 1 + half])
        after = self._scaled(quantity, place + 1 + half)
        if self._at(place + 1) in self._numbers.of and self._size(place + 2):
            quantity.shown += f" {self._tokens[place + 1]}"
            after = self._scaled(quantity, place + 2)
        # « une dizaine » is too vague to be required.
        quantity.hard = quantity.scale >= 1000
        return quantity, after

    def _size(self, at: int) -> int | None:
        """Return the magnitude that a word is; None if it is none."""
        word = self._at(at)
        if not word:
            return None
        if self._tokens[at] in _BEFORE_UNIT and self._at(at + 1) in UNITS:
            return _BEFORE_UNIT[self._tokens[at]]
        if word == "meur":
            return 10**6
        numbers = self._numbers
        return (
            numbers.magnitudes.get(word)
            or numbers.collectives.get(word)
            or (SUFFIXES.get(word) if word != "k" else None)
        )


def _code(token: str) -> Quantity:
    """Read a code such as AF1234: as it is, or at least its number."""
    code = token.casefold().replace("-", "")
    digits = code.lstrip("".join(c for c in code if not c.isdigit()))
    quantity = Quantity({f"c{code}"}, token, figure=True)
    if digits.isdecimal() and len(digits) < 16:
        quantity.readings.add(float(digits))
    return quantity


def _numeral(token: str) -> Quantity | None:
    value = roman(token)
    # `I` is usually a pronoun: it counts only as a counterpart.
    return Quantity({float(value), f"r{value}"}, token, hard=len(token) > 1) if value else None
