"""Quantities: the numbers of a sentence, in figures or in words, each with all that it may mean."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.checks.figures import ROMAN, divided, parts_of, read_figure, roman
from core.checks.lexicon import Lexicon, lexicon, number_words
from core.checks.numerals import compose
from core.checks.text import Text
from core.checks.times import afternoon, clock, evening, half_past
from core.checks.units import CODES, LINKS, SUFFIXES, UNITS, Unit

_RANGE = frozenset({"à", "et", "ou", "to", "and", "or", "a", "y", "o", "e", "bis", "und", "oder"})
_MAGNITUDES = 4
"""Words of magnitude in a row that are multiplied: thousands of billions."""
_HALF = frozenset({"demi", "demie", "half", "a"})


def quantities(text: Text) -> list[Quantity]:
    """Find every quantity of a sentence, in order."""
    if not text.figures and text.words.isdisjoint(number_words(text.language)) and not ROMAN.search(text.text):
        return []
    found = list(_Reader(text).run())
    # « de 2 à 3 milliards »: the 2 are billions too.
    for one, two in zip(found, found[1:], strict=False):
        if one.scale == 1 < two.scale and two.place - one.place <= 2 and _ranged(text, one, two):
            one.readings |= {value * two.scale for value in one.readings if isinstance(value, float)}
        if one.unit is None and two.place - one.place <= 2 and _ranged(text, one, two):
            one.unit = two.unit
        # `from 2.30 to 6 p.m.`
        if two.moment and not one.moment and two.place - one.place <= 2 and _ranged(text, one, two):
            one.readings |= afternoon(one.readings)
    return found


def _ranged(text: Text, one: Quantity, two: Quantity) -> bool:
    return two.place - one.place == 1 or text.lower[one.place + 1] in _RANGE


class _Reader:
    """Walks over the tokens of one sentence."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._tokens = text.tokens
        self._lower = text.lower
        self._lexicon: Lexicon = lexicon(text.language)
        self._numbers = number_words(text.language)
        self._evening = evening(text.words)

    def run(self) -> Iterator[Quantity]:
        place, end = 0, len(self._tokens)
        while place < end:
            token = self._tokens[place]
            found: Quantity | None = None
            after = place + 1
            if token[0].isdigit() or token[0] == "+":
                found, after = self._figure(place)
            elif self._lower[place] in self._numbers:
                found, after = self._words(place)
            elif token[0] in "IVX" or token[-1].isdigit():
                found = self._other(token)
            if found:
                found.place = place
                self._measure(found, place, after)
                yield found
            place = after

    def _at(self, place: int) -> str:
        return self._lower[place] if place < len(self._lower) else ""

    def _figure(self, place: int) -> tuple[Quantity | None, int]:
        token = self._tokens[place]
        moment = clock(token, self._text.language, evening=self._evening)
        after = place + 1
        if moment:
            return Quantity(set(moment.readings), token, moment=True, parts=moment.parts, also={*moment.parts}, figure=True), after
        following = self._at(after)
        exact = following in ("%", "pour", "per") or following in self._lexicon.magnitudes
        readings, suffix = read_figure(token, comma=self._lexicon.comma, exact=exact)
        quantity = Quantity(set(readings), token, figure=True)
        quantity.moment = any(isinstance(reading, str) and reading[0] == "d" for reading in readings)
        quantity.parts = divided(token) if self._lexicon.comma else ()
        quantity.also = set(parts_of(readings)) | set(quantity.parts)
        suffix = suffix.lower()
        if suffix in ("heure", "heures"):
            return self._hours(quantity, after, suffix)
        if suffix in SUFFIXES:
            self._scale(quantity, SUFFIXES[suffix])
        elif suffix in ("m", "mn") and place and self._at(place - 1) in CODES:
            self._scale(quantity, 10**6)
        elif suffix in UNITS:
            quantity.unit = UNITS[suffix]
        after = self._halves(quantity, after)
        after = self._scaled(quantity, after)
        return self._hours(quantity, after)

    def _words(self, place: int) -> tuple[Quantity | None, int]:
        """Read a number in words; `un`, `one` and `pour cent` are none."""
        lower = self._lower
        if lower[place] in ("cent", "mille") and place and lower[place - 1] == "pour":
            return None, place + 1
        value, after, ordinal = compose(self._lower, place, self._lexicon)
        if value is None:
            quantity = Quantity(set(), "")
            after = self._scaled(quantity, place, alone=True)
        else:
            quantity = Quantity({value}, "")
            after = self._halves(quantity, after)
            after = self._scaled(quantity, after)
            if quantity.scale == 1 and (value <= 1 or (ordinal and value <= 2)):
                quantity.hard = False
        quantity.shown = " ".join(self._tokens[place:after])
        return (self._hours(quantity, after) if quantity.readings else (None, place + 1))

    def _halves(self, quantity: Quantity, after: int) -> int:
        """Read `and a half`, « et demi », also where the unit stands before it: « trois heures et demie »."""
        if self._at(after + 1) in ("and", "et") and self._at(after) in UNITS and self._at(after + 2) in _HALF:
            quantity.readings |= {value + 0.5 for value in quantity.readings if isinstance(value, float)}
        if self._at(after) in ("and", "et"):
            for length, words in ((3, ("a", "half")), (2, ("demi",)), (2, ("demie",))):
                if tuple(self._lower[after + 1 : after + length]) == words:
                    quantity.readings = {value + 0.5 for value in quantity.readings if isinstance(value, float)}
                    return after + length
        return after

    def _scaled(self, quantity: Quantity, after: int, *, alone: bool = False) -> int:
        """Read the magnitudes that follow: millions, thousand billion, dizaines de milliers."""
        lexicon_ = self._lexicon
        start = after
        for _ in range(_MAGNITUDES):
            at = after
            if after > start and self._at(after) in ("de", "of"):
                at += 1
            word = self._at(at)
            size = lexicon_.magnitudes.get(word) or lexicon_.collectives.get(word)
            if size == 100 and quantity.figure:  # 50 Cent, 20 cents
                break
            if word == "m" and self._tokens[at] == "M" and self._at(at + 1) in UNITS:
                size = 10**6
            size = size or (SUFFIXES.get(word) if word != "k" and not alone else None)
            if not size:
                break
            if alone and not quantity.readings:
                plural = word in lexicon_.collectives and word.endswith("s") and word != "dozen"
                quantity.readings = {f"~{size}"} if plural else {f"~{size}", float(size)}
                quantity.scale = size
                if size in (10, 12):
                    quantity.readings |= {10.0, 12.0, "~10", "~12"}
                quantity.hard = size >= 1000
            elif alone:
                quantity.readings = _times(quantity.readings, size)
                quantity.scale *= size
                quantity.hard = True
            else:
                self._scale(quantity, size)
            after = at + 1
            # « deux millions et demi »
            if self._at(after) == "et" and self._at(after + 1) in ("demi", "demie"):
                quantity.readings = {v + size / 2 for v in quantity.readings if isinstance(v, float)}
                after += 2
        quantity.shown = " ".join([quantity.shown, *self._tokens[start:after]]).strip()
        # « trois millions deux cent mille »
        if quantity.scale >= 10**6 and not alone and self._at(after) in lexicon_.units:
            rest, at, _ordinal = compose(lower, after, lexicon_)
            if rest and rest >= 100 and rest < quantity.scale:
                quantity.readings |= {v + rest for v in quantity.readings if isinstance(v, float)}
                after = at
        return after

    def _scale(self, quantity: Quantity, size: int) -> None:
        quantity.readings = _times(quantity.readings, size)
        quantity.scale *= size

    def _hours(self, quantity: Quantity, after: int, glued: str = "") -> tuple[Quantity, int]:
        """Read « 20 heures 45 » and `eight o'clock` as times too."""
        lower = [glued, *self._lower[after : after + 2]] if glued else self._lower[after : after + 3]
        moment, at = half_past(quantity.readings, lower, evening=self._evening)
        at = max(after, at + after - bool(glued))
        if moment:
            quantity.readings |= moment.readings
            quantity.moment = True
            quantity.parts = moment.parts
            quantity.also |= set(moment.parts)
            quantity.shown = " ".join([quantity.shown, *self._tokens[after:at]])
            return quantity, at
        return quantity, after

    def _other(self, token: str) -> Quantity | None:
        if token[-1].isdigit():
            code = token.casefold().replace("-", "")
            digits = code.lstrip("".join(c for c in code if not c.isdigit()))
            return Quantity({f"c{code}", *_digits(digits)}, token, figure=True)
        value = roman(token)
        # Only as a counterpart is `I` more than a pronoun.
        return Quantity({float(value), f"r{value}"}, token, hard=len(token) > 1) if value else None

    def _measure(self, quantity: Quantity, place: int, after: int) -> None:
        """Note the sign before a quantity and the unit beside it."""
        before = self._at(place - 1) if place else ""
        at = after
        while self._at(at) in LINKS and at - after < 2:
            at += 1
        word = self._at(at)
        if word == "°":
            word = {"c": "celsius", "f": "fahrenheit"}.get(self._at(at + 1), word)
        if before in CODES:
            quantity.unit = UNITS[before]
        elif word in UNITS:
            quantity.unit = UNITS[word]
        elif (word, self._at(at + 1)) in (("pour", "cent"), ("per", "cent"), ("por", "ciento")):
            quantity.unit = UNITS["%"]
        quantity.negative = before in ("-", "−") or (before in ("moins", "minus") and word in ("°", "celsius", "degrés"))


def _digits(digits: str) -> tuple[float, ...]:
    return (float(digits),) if digits.isdecimal() and len(digits) < 16 else ()


def _times(readings: set[Reading], size: int) -> set[Reading]:
    """Multiply the numbers among readings; what is only about right stays so."""
    return {
        round(value * size, 4) if isinstance(value, float) else f"~{int(value[1:]) * size}"
        for value in readings
        if isinstance(value, float) or value[0] == "~"
    }
