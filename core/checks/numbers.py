"""Numbers, times and numeric dates: each value of the source must be in the translation, and no other."""

from collections.abc import Iterator, Sequence

from core.article import Flag
from core.checks.money import measures
from core.checks.number_parser import quantities
from core.checks.number_readings import Quantity, Reading
from core.checks.text import Text
from core.lang import find
from core.messages import Message

Quantities = Sequence[Quantity]


_FRACTIONS = {"2": {"half"}, "3": {"third"}, "4": {"quarter", "quarters"}}
_EMPTY: frozenset[str] = frozenset()
_FALLS = frozenset(
    "fall falls fell drop drops dropped dropping decline declined declines decrease decreased reduction reduced minus"
    " negative below down cut less loss lost shrink shrank contraction contracted lower sub baisse chute recul".split()
)


def numbers(source: Text, target: Text) -> Iterator[Flag]:
    """Flag values that only one side has; times and numeric dates as `date`, others as `number`."""
    ours, theirs = quantities(source), quantities(target)
    if not ours and not theirs:
        return
    our_pool = _Pool(ours, source, {value for one in theirs for value in one.readings})
    their_pool = _Pool(theirs, target, our_pool.readings)
    lost = [one for one in ours if one.hard and not _kept(one, their_pool)]
    invented = [one for one in theirs if one.hard and not _initials(one, target) and not _kept(one, our_pool)]
    for one in lost:
        other = _partner(one, invented)
        yield Flag("date" if one.moment else "number", _changed(one, other))
    for one in invented if find(source.language).all_values else ():
        yield Flag(
            "date" if one.moment else "number",
            Message("the translation has {number}, which the source does not", number=one.shown),
        )
    if not lost:
        yield from _signs(ours, theirs, target)
    yield from measures(ours, theirs)


def _initials(one: Quantity, text: Text) -> bool:
    """Whether a number in words is an acronym: TEN, the networks."""
    return not one.figure and one.shown.isupper() and not text.text.isupper()


def _partner(one: Quantity, invented: list[Quantity]) -> Quantity | None:
    """Take the most likely replacement of a lost value from those invented."""
    best = max(invented, key=lambda other: _likeness(one, other), default=None)
    if best is not None:
        invented.remove(best)
    return best


def _likeness(one: Quantity, two: Quantity) -> tuple[bool, bool, bool, int]:
    return (
        one.moment == two.moment,
        one.unit == two.unit,
        one.shown[:1] == two.shown[:1],
        -abs(one.place - two.place),
    )


def _changed(one: Quantity, other: Quantity | None) -> str:
    if other is None:
        return Message("{number} in the source; not in the translation", number=one.shown)
    if one.shown == other.shown:
        return Message(
            "{number} is a decimal in the source; in the translation it reads as thousands", number=one.shown
        )
    if one.moment and other.moment and one.parts and one.parts[0] > 12 and other.parts[:1] == (one.parts[0] - 12,):
        return Message(
            "{number} in the source; the translation has {other}, without p.m.", number=one.shown, other=other.shown
        )
    return Message("{number} in the source; the translation has {other}", number=one.shown, other=other.shown)


class _Pool:
    """All values of one side."""

    def __init__(self, found: Quantities, text: Text, against: set[Reading]) -> None:
        self.text = text
        self.readings: set[Reading] = {value for one in found for value in one.readings}
        # A date that the other side also has in figures accounts for no other number.
        self.also: set[Reading] = {value for one in found if one.readings.isdisjoint(against) for value in one.also}
        self.figures: set[Reading] = {value for one in found if one.figure for value in one.readings}
        self.says = find(text.language).numbers.said_by

    def has_word(self, value: Reading) -> bool:
        """Whether the side has a word that implies a number, such as `both`."""
        return isinstance(value, float) and not self.says.get(value, _EMPTY).isdisjoint(self.text.words)

    def has_joined(self, value: str) -> bool:
        """Whether the text has a telephone number or a code such as AF1234, whatever its spacing."""
        return value[1:] in "".join(c for c in self.text.text.casefold() if c.isalnum())


def _kept(one: Quantity, others: _Pool) -> bool:
    """Whether the other side has a value."""
    if not one.readings.isdisjoint(others.readings) or (not one.moment and not one.readings.isdisjoint(others.also)):
        return True
    if len(one.parts) > 1 and others.readings.issuperset(one.parts):
        return True
    if not one.figure and one.shown.lower() in others.text.words:
        return True
    return any(others.has_word(value) or _otherwise(value, one, others) for value in one.readings)


def _otherwise(value: Reading, one: Quantity, others: _Pool) -> bool:
    """Whether a value is written another way: a year by its last digits, a date or a fraction in words."""
    if isinstance(value, float):
        if one.scale != 1 or not value.is_integer():
            return False
        if 10 <= value < 100:
            return not others.readings.isdisjoint((value + 1900.0, value + 2000.0, value + 1800.0))
        short = value % 100
        return 1800 <= value < 2100 and short in (others.readings if short % 10 == 0 else others.figures)
    if value[0] in "pc":
        return others.has_joined(value)
    if value[0] == "d":
        year, month, day = (int(part) for part in value[1:].split("-"))
        months = find(others.text.language).dates.months
        named = any(number == month and word in others.text.words for word, number in months.items())
        return named and {float(day)} <= others.readings and not others.readings.isdisjoint((year, year + 2000.0))
    if value[0] == "f":
        part, whole = value[1:].split("/")
        return {float(part), float(whole)} <= others.readings or not others.text.words.isdisjoint(
            _FRACTIONS.get(whole, _EMPTY)
        )
    return False


def _signs(ours: Quantities, theirs: Quantities, target: Text) -> Iterator[Flag]:
    """Flag a sign that was lost: −12 °C that is now 12 °C."""
    below = [one for one in ours if one.negative]
    if not below or not target.words.isdisjoint(_FALLS):
        return
    negative = {value for other in theirs if other.negative for value in other.readings}
    positive = {value: other.shown for other in theirs if not other.negative for value in other.readings}
    for one in below:
        shown = next((positive[value] for value in one.readings if value in positive), None)
        if shown and one.readings.isdisjoint(negative):
            yield Flag(
                "number",
                Message("minus {number} in the source; the translation has {other}", number=one.shown, other=shown),
            )
