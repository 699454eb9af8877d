"""What a written number may mean, in figures or in words, as a date, a fraction or a Roman numeral; and its units."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from core.lang.number_words import Numbers
from core.messages import term


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit."""

    name: str
    """Its English name, shown to readers."""
    dimension: str
    """Only units of the same dimension can be confused."""


def _units(dimension: str, text: str) -> dict[str, Unit]:
    """Read `name: written forms` groups separated by semicolons."""
    groups = (group.split(":") for group in text.split(";"))
    return {form: Unit(term(name.strip()), dimension) for name, forms in groups for form in forms.split()}


UNITS: dict[str, Unit] = {
    # Without `livre(s)` (also books, and pounds of weight) and `couronnes`, whose names vary in English; and without
    # `real`, another word there.
    **_units(
        "currency",
        "euros: € euro euros eur meur; dollars: $ dollar dollars usd dólar dólares dollari; pounds: £ pound pounds gbp"
        " sterling; yen: ¥ yen yens; francs: franc francs chf; roubles: rouble roubles ruble rubles rublos;"
        " yuan: yuan yuans renminbi; rupees: roupie roupies rupee rupees; pesos: peso pesos; dinars: dinar dinars;"
        " dirhams: dirham dirhams; riyals: riyal riyals rial rials; shekels: shekel shekels;"
        " zlotys: zloty zlotys; forints: forint forints; hryvnias: hryvnia hryvnias; nairas: naira nairas;"
        " cedis: cedi cedis; bahts: baht bahts; reais: reais réaux brl r$",
    ),
    **_units("percent", "per cent: % percent pourcent prozent; percentage points: %points"),
    **_units(
        "time",
        "seconds: seconde secondes second seconds; minutes: minute minutes mn; hours: heure heures hour hours hrs;"
        " days: jour jours day days tage tagen días giorni dias;"
        " weeks: semaine semaines week weeks wochen semanas settimane;"
        " months: mois month months monate monaten meses mesi;"
        " years: an ans année années year years jahre jahren años anni anos; decades: décennie décennies decade"
        " decades; centuries: siècle siècles century centuries",
    ),
    **_units(
        "length",
        "kilometres: km kilomètre kilomètres kilometer kilometers kilometre kilometres kms;"
        " metres: m mètre mètres meter meters metre metres;"
        " centimetres: cm centimètre centimètres centimeter centimeters centimetre centimetres;"
        " millimetres: mm millimètre millimètres millimeter millimeters millimetre millimetres;"
        " miles: mile miles; feet: pied pieds feet foot ft; inches: pouce pouces inch inches",
    ),
    **_units(
        "weight",
        "kilograms: kg kilo kilos kilogramme kilogrammes kilogram kilograms;"
        " grams: g gramme grammes gram grams; tonnes: tonne tonnes ton tons",
    ),
    **_units("temperature", "°C: celsius; °F: fahrenheit"),
    **_units(
        "volume", "litres: litre litres liter liters; gallons: gallon gallons; barrels: baril barils barrel barrels"
    ),
    **_units("area", "hectares: hectare hectares ha; acres: acre acres"),
}
"""By written form, in small letters."""

CODES = frozenset("€ $ £ ¥ r$ eur usd gbp chf brl".split())
"""Units that may precede their number."""

SUFFIXES: dict[str, int] = {
    "k": 10**3, "bn": 10**9, "tn": 10**12, "md": 10**9, "mds": 10**9, "mrd": 10**9, "mln": 10**6,
    "mio": 10**6, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
"""Abbreviated magnitudes, attached to a number or after it."""

_LENGTHS: dict[str, tuple[str, int]] = {
    "minutes": ("minutes", 1), "hours": ("minutes", 60), "days": ("minutes", 1440), "weeks": ("minutes", 10_080),
    "months": ("months", 1), "years": ("months", 12), "decades": ("months", 120), "centuries": ("months", 1200),
}  # fmt: skip
"""Units of time in minutes or months: fourteen days are two weeks."""
_IN_WORDS = (
    (re.compile(r"(?i)\bdemi[ -]heure|\bhalf[ -](?:an[ -])?hour"), ("minutes", 30)),
    (re.compile(r"(?i)(?<!trois )\bquart d['’]heure|\bquarter[ -](?:of an )?hour"), ("minutes", 15)),
    (re.compile(r"(?i)\ba week"), ("minutes", 10_080)),
    (re.compile(r"(?i)\ba year"), ("months", 12)),
)
"""Lengths of time that are written without a number."""

LINKS = frozenset({"de", "d", "of", "di", "the", "des", "us", "a", "derniers", "dernières", "premiers", "premières",
                   "prochains", "prochaines", "autres", "longues", "bons", "bonnes"})  # fmt: skip
"""Words that may stand between a number and its unit."""


Reading = float | str
"""A possible value: a number; or a text whose first letter gives its type: a time in minutes (`t1245`), a date
(`d2021-4-3`), a time in seconds (`s8265`), a fraction (`f1/3`), a telephone number (`p…`), a code (`cAF1234`), a Roman
numeral (`r14`), a multiple (`x2`: doubled), an approximate number (`~1000`: thousands)."""

_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FRACTION = re.compile(r"\d{1,2}/\d{1,2}")
_PHONE = re.compile(r"0\d(?:[ \u00a0\u202f.-]?\d\d){4}|\+\d.*")
_SPLIT = re.compile(r"([\d.,'’ \u00a0\u202f\u2009]*\d)(\D*)")
_SPACES = re.compile(r"[ \u00a0\u202f\u2009'’]")
_NO_DIGIT = re.compile(r"\D")
_ROMAN = re.compile(r"(X{0,3}(?:IX|IV|V?I{0,3}))(?:er|re|e|ème|ième|è|th|st|nd|rd)?")
ROMAN = re.compile(r"\b[IVX]+(?:er|re|e|ème|ième|è|th|st|nd|rd)?\b")
"""Finds possible Roman numerals."""
_LAKHS = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}")
"""Indian groups: 12,34,567."""
_EXACT = 15
"""Maximum digits that a float holds exactly; longer numbers are compared digit by digit."""
_SCORE = re.compile(r"(?<![\d.,:/-])(\d{1,2})\s?(?:[-–—:]|대|対|比|对|對)\s?(\d{1,2})(?![\d:/-]|[.,]\d)")
_FIRST = ("first", "second", "unième")
"""Ordinals that count only after another number: the twenty-first, but not the first."""


def read_figure(token: str, known: Numbers, *, exact: bool) -> tuple[set[float | str], str]:
    """Return every reading of a number in figures, and the letters attached to it.

    `exact` means that a magnitude follows, before which nobody groups thousands; `Reading` says how the rest is read.
    """
    if _PHONE.fullmatch(token):
        return {"p" + _NO_DIGIT.sub("", token)}, ""
    if date := _DATE.fullmatch(token):
        day, month, year = (int(part) for part in date.groups())
        seconds = 12 < month < 60 and year < 60 and "/" not in token  # A time of 2.17.45
        return {f"s{day * 3600 + month * 60 + year}" if seconds else f"d{year}-{month}-{day}"}, ""
    if date := _ISO.fullmatch(token):
        year, month, day = (int(part) for part in date.groups())
        return {f"d{year}-{month}-{day}"}, ""
    if _FRACTION.fullmatch(token):
        return {f"f{token}"}, ""
    parts = _SPLIT.fullmatch(token)
    if not parts:
        return {token}, ""
    return set(_values(_SPACES.sub("", parts[1]), known, exact=exact)), parts[2]


def divided(token: str) -> tuple[float, ...]:
    """Return the article and the paragraph of « 49.3 », which English may write 49(3)."""
    whole, point, part = token.partition(".")
    return (float(whole), float(part)) if point and whole.isdecimal() and part.isdecimal() and len(token) < 8 else ()


def parts_of(readings: set[float | str]) -> Iterator[float]:
    """Yield the numbers in a date or a fraction."""
    for reading in readings:
        if isinstance(reading, str) and reading[0] in "df":
            numbers = [float(part) for part in re.split(r"[-/]", reading[1:])]
            yield from numbers
            if reading[0] == "d":  # 2021 may be written 21, and 21 2021
                yield numbers[0] + 2000 if numbers[0] < 100 else numbers[0] % 100


def _values(figures: str, known: Numbers, *, exact: bool) -> tuple[float | str, ...]:
    if _LAKHS.fullmatch(figures):
        return (float(figures.replace(",", "")),)
    if len(figures) > _EXACT and len(digits := _NO_DIGIT.sub("", figures)) > _EXACT:
        return (digits,)
    points, commas = figures.count("."), figures.count(",")
    if points and commas:
        last = "," if figures.rfind(",") > figures.rfind(".") else "."
        other = "." if last == "," else ","
        whole, _, decimals = figures.rpartition(last)
        # `10.471.50` is neither: only the same string matches it.
        return (figures,) if last in whole else (float(f"{whole.replace(other, '')}.{decimals}"),)
    mark = "," if commas else "."
    groups = figures.split(mark)
    thousands = len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    if len(groups) > 2:
        return (float("".join(groups)),) if thousands else (figures,)
    decimal, whole_number = float(".".join(groups)), float("".join(groups))
    is_decimal = (mark == ",") == known.comma
    if not thousands or (exact and is_decimal):
        return (decimal,)
    if (mark == "," and not known.comma) or exact or (mark == "." and known.point_groups):
        return (whole_number,)
    # `1.500` is 1500 in French and 1.5 in English, but both habits occur in both languages.
    return decimal, whole_number


def match_results(text: str) -> list[tuple[str, int, int]]:
    """Return what may be results of matches, as they are written and their two numbers: 3:1, 2-2, 2対1."""
    return [(found[0], int(found[1]), int(found[2])) for found in _SCORE.finditer(text)]


@lru_cache(1 << 12)
def roman(token: str) -> int:
    """Return the value of a Roman numeral below forty (`XIXe`, `IV`), or 0."""
    match = _ROMAN.fullmatch(token)
    if not match or not match[1]:
        return 0
    digits = {"I": 1, "V": 5, "X": 10}
    values = [digits[letter] for letter in match[1]]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


@dataclass(slots=True)
class Quantity:
    """One number of a sentence."""

    readings: set[Reading]
    shown: str
    hard: bool = True
    """Whether the other side must have it; otherwise it can only serve as a counterpart."""
    moment: bool = False
    """Whether it is a time or a date."""
    figure: bool = False
    """Whether it is written in figures."""
    unit: Unit | None = None
    negative: bool = False
    parts: tuple[float, ...] = ()
    """Numbers that together say the same: the hours and the minutes."""
    also: set[Reading] = field(default_factory=set)
    """Numbers of the other side that it accounts for: the day and the year of a date."""
    shares: set[Reading] = field(default_factory=set)
    """The parts that shrink or grow with it: two (thirds) of what is divided by three."""
    scale: float = 1
    """What it was multiplied by: a million in `3.5 million`."""
    place: int = 0
    """Index of its first token."""

    def scale_by(self, size: int) -> None:
        """Multiply it: 3.5 becomes 3.5 million. Approximate readings stay approximate."""
        self.readings = {
            round(value * size, 4) if isinstance(value, float) else f"~{int(value[1:]) * size}"
            for value in self.readings
            if isinstance(value, float) or value[0] == "~"
        }
        self.scale *= size

    def lengths(self) -> set[tuple[str, float]]:
        """Return the lengths of time that it may mean: 48 hours are two days."""
        if self.unit is None or self.unit.name not in _LENGTHS:
            return set()
        kind, size = _LENGTHS[self.unit.name]
        halves = {0.5 for value in self.readings if value == "f1/2"}
        return {(kind, value * size) for value in self.readings | halves if isinstance(value, float)}

    def add(self, amount: float) -> None:
        """Add an amount: the half of « et demi »."""
        self.readings = {value + amount for value in self.readings if isinstance(value, float)}


def lengths_in_words(text: str) -> set[tuple[str, float]]:
    """Return the lengths of time that a text says without a number: half an hour, a year."""
    return {length for pattern, length in _IN_WORDS if pattern.search(text)}


def uncounted(words: AbstractSet[str], found: Sequence[Quantity]) -> AbstractSet[str]:
    """Return the words of a text without units that have a number of their own: eight days are a week, not 9 weeks."""
    counted = {quantity.unit for quantity in found if quantity.unit and quantity.readings.isdisjoint((1.0, 2.0))}
    return {word for word in words if UNITS.get(word) not in counted} if counted else words


def compose(words: Sequence[str], place: int, known: Numbers) -> tuple[float | None, int, bool]:
    """Add up the words of a number: its value (None if there is none), the place after it, whether it is an ordinal.

    `words` are in small letters, split at hyphens. A hundred or a thousand alone is left to the caller, since it
    may be approximate.
    """
    units, ordinals, magnitudes = known.units, known.ordinals, known.magnitudes
    thousands = current = last = 0
    at, seen = place, False
    while at < len(words):
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) else ""
        # « La cent troisième édition » is a number, « les cent premiers jours » are a hundred.
        leads = seen or after in units or after == "unième" or ordinals.get(after, 1) > 1
        # `a hundred and fifty`
        leads = leads or (after == "and" and not known.comma and not units.keys().isdisjoint(words[at + 2 : at + 3]))
        number = units.get(word, ordinals.get(word))
        if number is not None:
            ordinal = word not in units
            value = 76 if number == 20 and last == 4 else number  # quatre-vingts
            if seen and value != 76 and not (_joins(current, value) or (ordinal and current >= 100)):
                break
            if ordinal:
                return float(thousands + current + value), at + 1, True
            current += value
            last, seen = number, True
        elif seen and word in _FIRST and (20 <= current % 100 <= 90 or word == "unième" or words[at - 1] == "and"):
            return float(thousands + current + (2 if word == "second" else 1)), at + 1, True
        elif magnitudes.get(word) == 100 and leads:
            current = max(current % 100, 1) * 100
            last, seen = 100, True
        elif magnitudes.get(word) == 1000 and (leads or (magnitudes.get(after) == 100 and not seen)):
            thousands += max(current, 1) * 1000
            current, last, seen = 0, 1000, True
        elif not (seen and word in ("et", "and", "y", "e") and _goes_on(after, last, known)):
            break
        at += 1
    return (float(thousands + current) if seen else None), at, False


def _joins(current: int, value: int) -> bool:
    """Whether a small number continues the one before it: soixante-dix, twenty-two, cent quatre."""
    rest = current % 100
    if rest in (60, 80):
        return value < 20
    if rest == 10:  # dix-sept
        return 7 <= value <= 9
    if rest == 0:
        return current + value > 0
    return rest % 10 == 0 and rest >= 20 and 0 < value < 10


def _goes_on(word: str, last: int, known: Numbers) -> bool:
    """Whether « et » or `and` is part of the number: vingt et un, a hundred and five."""
    if known.comma:
        return last in (20, 30, 40, 50, 60) and word in ("un", "une", "onze", "unième", "onzième")
    return last in (100, 1000) and (word in known.units or word in known.ordinals or word in _FIRST)
