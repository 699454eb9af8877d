"""Numbers, times, numeric dates, currencies and per cent: each of the source must be in the translation, and no other.

€1,500 is not $1,500, and 5 km are not 5 miles.
"""

import re
from collections.abc import Iterator, Sequence

from core.article import Flag
from core.checks.idioms_and_cues import set_words
from core.checks.number_parser import quantities
from core.checks.number_readings import UNITS, Quantity, Reading, Unit, lengths_in_words, match_results, uncounted
from core.checks.tokens import Text
from core.lang import profile_of
from core.messages import Message

Quantities = Sequence[Quantity]

_SEVERAL = re.compile(r"\b(?:two|three|four|2|3|4)[ -](?:thirds|quarters|fifths)\b", re.IGNORECASE)
_PARTS = ("tenth", "tenths", "fifth", "fifths")  # 10 and 20 per cent
_HALVED: dict[Reading, frozenset[str]] = {6: frozenset("year dozen first second".split()), 18: frozenset(("year",))}
_EMPTY: frozenset[str] = frozenset()


def check_numbers(source: Text, target: Text) -> Iterator[Flag]:
    """Flag values that only one side has; times and numeric dates as `date`, others as `number`."""
    source_quantities, target_quantities = quantities(source), quantities(target)
    if not source_quantities and not target_quantities:
        return
    _add_sizes(source_quantities)
    source_pool = _Pool(
        source_quantities, source, {value for quantity in target_quantities for value in quantity.readings}
    )
    target_pool = _Pool(target_quantities, target, source_pool.readings)
    lost = _counted(
        [quantity for quantity in source_quantities if quantity.hard and not _kept(quantity, target_pool)], source
    )
    invented = [
        quantity
        for quantity in target_quantities
        if quantity.hard and not _initials(quantity, target) and not _kept(quantity, source_pool)
    ]
    for quantity in lost:
        other = _partner(quantity, invented)
        yield Flag("date" if quantity.moment else "number", _changed(quantity, other))
    for quantity in invented if profile_of(source.language).all_values else ():
        yield Flag(
            "date" if quantity.moment else "number",
            Message("the translation has {number}, which the source does not", number=quantity.shown),
        )
    if not lost:
        yield from _signs(source_quantities, target_quantities, target)
        yield from _draws(source, target)
    yield from measures(source_quantities, target_quantities)


def _add_sizes(found: list[Quantity]) -> None:
    """Add the magnitude of another number to one that may share it: « 89,5 millones, frente a los 102,3 »."""
    sizes = sorted({quantity.scale for quantity in found if quantity.scale >= 10**6})[:2]
    for quantity in found if sizes else ():
        if quantity.figure and quantity.scale == 1 and not quantity.moment and quantity.unit is None:
            values = [value for value in quantity.readings if isinstance(value, float) and value % 1]
            quantity.readings.update(round(value * size, 4) for value in values for size in sizes)


def _counted(lost: list[Quantity], source: Text) -> list[Quantity]:
    """Leave out numbers in words that count nothing: « se mettre en quatre »."""
    if all(quantity.figure for quantity in lost):
        return lost
    idle = [f" {words} " for words in set_words(source)]
    return [
        quantity
        for quantity in lost
        if quantity.figure or not any(f" {quantity.shown.lower()} " in words for words in idle)
    ]


def _initials(quantity: Quantity, text: Text) -> bool:
    """Whether a number in words is an acronym: TEN, the networks."""
    return not quantity.figure and quantity.shown.isupper() and not text.text.isupper()


def _partner(quantity: Quantity, invented: list[Quantity]) -> Quantity | None:
    """Take the most likely replacement of a lost value from those invented."""
    best = max(invented, key=lambda other: _likeness(quantity, other), default=None)
    if best is not None:
        invented.remove(best)
    return best


def _likeness(quantity: Quantity, other: Quantity) -> tuple[bool, bool, bool, int]:
    return (
        quantity.moment == other.moment,
        quantity.unit == other.unit,
        quantity.shown[:1] == other.shown[:1],
        -abs(quantity.place - other.place),
    )


def _changed(quantity: Quantity, other: Quantity | None) -> str:
    shown = quantity.shown
    if other is None:
        return Message("{number} in the source; not in the translation", number=shown)
    if shown == other.shown:
        return Message("{number} is a decimal in the source; in the translation it reads as thousands", number=shown)
    if quantity.moment and other.moment and quantity.parts[:1] > (12,) and other.parts[:1] == (quantity.parts[0] - 12,):
        said = other.shown
        return Message("{number} in the source; the translation has {other}, without p.m.", number=shown, other=said)
    return Message("{number} in the source; the translation has {other}", number=shown, other=other.shown)


class _Pool:
    """All values of one side."""

    def __init__(self, found: Quantities, text: Text, against: set[Reading]) -> None:
        self.text = text
        self.readings: set[Reading] = {value for quantity in found for value in quantity.readings}
        # A date that the other side also has in figures accounts for no other number.
        alone = [quantity for quantity in found if quantity.readings.isdisjoint(against)]
        self.also: set[Reading] = {value for quantity in alone for value in quantity.also}
        self.shares: set[Reading] = {value for quantity in found for value in quantity.shares}
        # If both sides have the day 8, the 8 of « 8 August 2018 » does not account for the year 2008.
        self.spare: set[Reading] = self.readings - against
        self.spare_figures = {value for quantity in found if quantity.figure for value in quantity.readings} - against
        self.words = uncounted(text.words, found)
        self.lengths = lengths_in_words(text.text).union(*(quantity.lengths() for quantity in found))
        self.says = profile_of(text.language).numbers.said_by

    def has_word(self, value: Reading) -> bool:
        """Whether the side has a word that implies a number, such as `both`."""
        known = self.words & self.says.get(value, _EMPTY) if isinstance(value, float) else _EMPTY
        halved = known == {"half"} and _HALVED.get(value, self.words).isdisjoint(self.words)
        return bool(known) and not halved

    def multiples(self) -> list[float]:
        """Return how many times as much the side says in a word: doubled, threefold."""
        known = profile_of(self.text.language).numbers.multiples
        return [times for times, words in known.items() if not words.isdisjoint(self.words)]

    def has_joined(self, value: str) -> bool:
        """Whether the text has a telephone number or a code such as AF1234, whatever its spacing."""
        return value[1:] in "".join(c for c in self.text.text.casefold() if c.isalnum())


def _kept(quantity: Quantity, others: _Pool) -> bool:
    """Whether the other side has a value."""
    accounted = (others.readings, others.shares) if quantity.moment else (others.readings, others.shares, others.also)
    if not all(map(quantity.readings.isdisjoint, accounted)):
        return True
    if len(quantity.parts) > 1 and others.readings.issuperset(quantity.parts):
        return True
    if not quantity.lengths().isdisjoint(others.lengths):
        return True
    word = "new" if quantity.shown.lower() == "neuf" else quantity.shown.lower()
    if not quantity.figure and word in others.text.words:
        return True
    return any(others.has_word(value) or _otherwise(value, quantity, others) for value in quantity.readings)


def _otherwise(value: Reading, quantity: Quantity, others: _Pool) -> bool:
    """Whether a value is written another way: a year by its last digits, a date or a fraction in words."""
    if isinstance(value, float):
        if quantity.scale != 1 or not value.is_integer():
            return value == 1 / 2 and _otherwise("f1/2", quantity, others)
        if 13 <= value <= 21 and not others.spare.isdisjoint(value * 100 - tens for tens in range(10, 100, 10)):
            return True  # « в шестидесятых годах двадцатого века », the 1960s
        if 10 <= value < 100:
            return not others.spare.isdisjoint((value + 1900.0, value + 2000.0, value + 1800.0, value + 1300.0))
        if value % 100 == 0 and 1000 <= value <= 2000 and "century" in others.text.words:
            return value / 100 + 1 in others.readings
        short = value % 100
        return 1800 <= value < 2100 and short in (others.spare if short % 10 == 0 else others.spare_figures)
    if value[0] in "pc":
        return others.has_joined(value)
    if value[0] == "x":
        times, multiples = float(value[1:]), others.multiples()
        if multiples:
            return times in multiples
        return others.has_word(times) or not {times, 100 * times - 100}.isdisjoint(others.readings)
    if value[0] == "d":
        year, month, day = (int(part) for part in value[1:].split("-"))
        named = _is_month(month, others.text) and float(day) in others.readings
        return named and not others.readings.isdisjoint((year, year + 2000.0))
    if value[0] == "f":
        part, whole = value[1:].split("/")
        share = float(part) / max(float(whole), 1)
        if {float(part), float(whole)} <= others.readings or not {share, 100 * share}.isdisjoint(others.readings):
            return True
        words = profile_of(others.text.language).numbers.fractions.get(float(whole), _EMPTY)
        named = not words.isdisjoint(others.text.words)
        # A half is no "second", but a fifth is named as the fifth is.
        named = named or (whole != "2" and float(whole) in others.readings)
        alone = part == "1" and (whole == "2" or not _SEVERAL.search(others.text.text))
        return named and (alone or float(part) in others.readings)
    return False


def _is_month(month: int, text: Text) -> bool:
    """Whether a text names a month."""
    return any(
        number == month and word in text.words for word, number in profile_of(text.language).dates.months.items()
    )


def _signs(source_quantities: Quantities, target_quantities: Quantities, target: Text) -> Iterator[Flag]:
    """Flag a sign that was lost: −12 °C that is now 12 °C."""
    below = [quantity for quantity in source_quantities if quantity.negative]
    if not below or not target.words.isdisjoint(profile_of(target.language).numbers.falls):
        return
    negative = {value for other in target_quantities if other.negative for value in other.readings}
    positive = {value: other.shown for other in target_quantities if not other.negative for value in other.readings}
    for quantity in below:
        shown = next((positive[value] for value in quantity.readings if value in positive), None)
        if shown and quantity.readings.isdisjoint(negative):
            number = quantity.shown
            said = Message("minus {number} in the source; the translation has {other}", number=number, other=shown)
            yield Flag("number", said)


def _draws(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a result, 3:2, that became 3-1 where its numbers are still there: 2:2, or « 3:2 after 0:2 »."""
    results = match_results(target.text) if target.figures else []
    given = match_results(source.text) if results else []
    pairs, right = {frozenset(pair) for _, *pair in results}, {frozenset(pair) for _, *pair in given}
    changed = [other for other in results if frozenset(other[1:]) not in right]
    for shown, first, second in given if len(given) == len(results) or changed else ():
        if {first, second} in pairs or (first != second and (max(first, second) > 9 or len(given) != len(results))):
            continue
        wrong = next((other for other, *numbers in changed if first in numbers or second in numbers), None)
        said = Message("{number} in the source; the translation has {other}", number=shown, other=wrong)
        yield from [Flag("number", said)] if wrong else ()


# Words that stand for a currency without naming it.
_ALSO: dict[str, frozenset[str]] = {
    "dollars": frozenset("dollar dollars billet billets us".split()),
    "euros": frozenset("euro euros eurozone eur meur unique monnaie".split()),
    "pounds": frozenset("livre livres sterling gbp pound pounds".split()),
    "francs": frozenset("franc francs f ff chf".split()),
    "rupees": frozenset(("rs", "inr")),
    "riyals": frozenset("riyal rial rials riyals".split()),
}
_WATCHED = frozenset(word for word, unit in UNITS.items() if unit.dimension in ("currency", "percent"))


def check_money(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a currency or per cent that only one side has."""
    if source.words.isdisjoint(_WATCHED) and target.words.isdisjoint(_WATCHED):
        return
    source_units, target_units = _named(source), _named(target)
    lost = [unit for unit in source_units if unit not in target_units and not _in_other_words(unit, source, target)]
    invented = [unit for unit in target_units if unit not in source_units and not _in_other_words(unit, target, source)]
    for unit in lost:
        other = next((found for found in invented if found.dimension == unit.dimension), None)
        if other:
            invented.remove(other)
            yield Flag(
                "number", Message("{unit} in the source; the translation has {other}", unit=unit.name, other=other.name)
            )
        else:
            yield Flag("number", Message("{unit} in the source; not in the translation", unit=unit.name))
    for unit in invented if profile_of(source.language).all_values else ():
        yield Flag("number", Message("the translation has {unit}, which the source does not", unit=unit.name))


def measures(source_quantities: Sequence[Quantity], target_quantities: Sequence[Quantity]) -> Iterator[Flag]:
    """Flag a number whose unit became another of the same dimension: 12 km that are now 12 miles."""
    measured = [quantity for quantity in source_quantities if quantity.unit and quantity.hard]
    if not measured:
        return
    beside: dict[Reading, set[Unit | None]] = {}
    parted = any(other.shown.endswith(_PARTS) for other in target_quantities)
    for other in target_quantities:
        for value in other.readings:
            beside.setdefault(value, set()).add(other.unit)
    for quantity in measured:
        units = {unit for value in quantity.readings for unit in beside.get(value, ())}
        if not units or quantity.unit is None or quantity.unit in units:
            continue
        shown = quantity.shown
        rivals = [unit for unit in units if unit and unit.dimension == quantity.unit.dimension]
        if quantity.unit == UNITS["%"] and not parted:
            said = Message("{number} per cent in the source; no per cent beside it in the translation", number=shown)
            yield Flag("number", said)
        elif rivals and None not in units:
            was, now = quantity.unit.name, rivals[0].name
            said = Message(
                "{number} {unit} in the source; the translation has {other}", number=shown, unit=was, other=now
            )
            yield Flag("number", said)


def _named(text: Text) -> list[Unit]:
    """Return the currencies of a sentence and per cent, each once, in order."""
    found: dict[Unit, None] = {}
    no_money = profile_of(text.language).numbers.no_money
    for place, word in enumerate(text.lower):
        if text.lower[place - 1 : place] == ["coup"]:  # « coup franc », free kick
            continue
        if word not in _WATCHED or not no_money.isdisjoint(text.lower[place + 1 : place + 2]):
            continue
        # `to pound the trenches`: money only after a number.
        if word == "pound" and not (place and text.lower[place - 1][0].isdigit()):
            continue
        # « Cinq jours francs » are clear days.
        if word == "francs" and text.lower[place - 1 : place] == ["jours"]:
            continue
        found[UNITS[word]] = None
    return list(found)


def _in_other_words(unit: Unit, here: Text, there: Text) -> bool:
    if not _ALSO.get(unit.name, _EMPTY).isdisjoint(there.words):
        return True
    if unit.name == "euros" and any(word.startswith("euro") for word in there.words):  # eurodéputé
        return True
    if unit.dimension == "percent":
        return not profile_of(there.language).numbers.shares.isdisjoint(there.words)
    # « le Franc », « Peso » may be a name; a copy is right.
    return any(word in there.words for word in here.words if UNITS.get(word) == unit)
