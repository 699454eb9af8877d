"""Numbers, times and numeric dates: each value of the source must be in the translation, and no other."""

from collections.abc import Iterator, Sequence

from core.article import Flag
from core.checks.lexicon import lexicon
from core.checks.money import measures
from core.checks.quantities import Quantity, Reading, quantities
from core.checks.text import Text

Quantities = Sequence[Quantity]


def _words(text: str) -> dict[float, frozenset[str]]:
    lines = (line.split(":") for line in text.split(";"))
    return {float(value): frozenset(words.split()) for value, words in lines}


# Words that say a number without being one: in English …
_SAYS = _words(
    "0: no none nil zero; 1: a an one single first once; 2: both couple pair pairs twice double doubled doubles doubling"
    " second secondly two twin twins duo dual either half bilateral another seconds each alike other bi together;"
    " 3: triple tripled trio thrice trilogy quarter; 4: quarter quarters quadruple quartet fourfold;"
    " 5: quinquennial fivefold; 6: half semester; 7: week weeks september; 8: week weeks; 9: new; 10: decade decades ten"
    " tenfold ten; 12: dozen dozens midday noon; 14: fortnight two; 15: fortnight two weeks; 18: half; 20: score scores;"
    " 24: day; 40: quarantine; 48: two; 50: half; 100: hundred hundreds century centuries centenary cent hundredfold;"
    " 1000: thousand thousands millennium miles; 2000: millennium y2k"
)
# … and in French.
_DIT = _words(
    "0: aucun zéro nul; 2: deux double doubles doubler doublé doublée couple couples paire paires second seconde deuxième"
    " duo jumeaux jumelles jumelle jumeau bi demi demie quinze quinzaine ou autre ambos dual bipartite deuxièmement"
    " doublement bilatérale binôme; 3: triple tiers trio trimestre tripler troisième trois triplé tierce triplement"
    " troisièmement; 4: quart quarts trimestre quatuor quadruple quatrième quadrupler; 5: quinquennat"
    " quinquennal cinquième lustre; 6: semestre semestriel sixième; 7: septennat hebdomadaire semaine; 8: octave;"
    " 9: neuvième; 10: décennie décennies décennal dizaine dix décuplé; 12: douzaine midi an; 14: quinzaine quinze;"
    " 18: mi; 20: vingtaine vicennale; 24: jour; 30: trentaine trentenaire; 40: quarantaine quadragénaire;"
    " 50: moitié demi cinquantaine cinquantenaire quinquagénaire; 60: soixantaine sexagénaire minute; 70: septuagénaire;"
    " 80: octogénaire; 100: centaine centaines siècle siècles centenaire cent centuple; 1000: millénaire millier"
    " milliers mille; 2000: millénaire"
)
_EQUAL = {"en": _SAYS, "fr": _DIT}
_NOTHING: dict[float, frozenset[str]] = {}
_EMPTY: frozenset[str] = frozenset()
_FALLS = frozenset(
    "fall falls fell drop drops dropped dropping decline declined declines decrease decreased reduction reduced minus"
    " negative below down cut less loss lost shrink shrank contraction contracted lower sub baisse chute recul".split()
)


def numbers(source: Text, target: Text) -> Iterator[Flag]:
    """Flag the values of one side that the other lacks; times and numeric dates as `date`, the rest as `number`."""
    ours, theirs = quantities(source), quantities(target)
    if not ours and not theirs:
        return
    lost = [one for one in ours if one.hard and not _kept(one, ours, theirs, source, target)]
    invented = [one for one in theirs if one.hard and not _initials(one, target) and not _kept(one, theirs, ours, target, source)]
    for one in lost:
        other = _partner(one, invented)
        yield Flag("date" if one.moment else "number", _told(one, other))
    for one in invented:
        yield Flag("date" if one.moment else "number", f"the English has {one.shown}, which the source does not")
    if not lost:
        yield from _signs(ours, theirs, target)
    yield from measures(ours, theirs)


def _initials(one: Quantity, text: Text) -> bool:
    """Whether a number in words is an acronym: TEN, the networks."""
    return not one.figure and one.shown.isupper() and not text.text.isupper()


def _partner(one: Quantity, invented: list[Quantity]) -> Quantity | None:
    """Take what most probably stands in the place of a lost value: its like, else the first of its sort."""
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


def _told(one: Quantity, other: Quantity | None) -> str:
    if other is None:
        return f"{one.shown} in the source; not in the English"
    doubt = ""
    if one.moment and other.moment and len(one.parts) and one.parts[0] > 12 and other.parts[:1] == (one.parts[0] - 12,):
        doubt = ", without p.m."
    return f"{one.shown} in the source; the English has {other.shown}{doubt}"


def _kept(one: Quantity, own: Quantities, others: Quantities, here: Text, there: Text) -> bool:
    """Whether a value of one side is on the other."""
    if any(not one.readings.isdisjoint(other.readings) or not one.readings.isdisjoint(other.also) for other in others):
        return True
    if not one.figure and one.shown.lower() in there.words:
        return True
    if one.parts and all(any(part in other.readings for other in others) for part in one.parts) and len(one.parts) > 1:
        return True
    equal = _EQUAL.get(there.language, _NOTHING)
    if any(
        not equal.get(value, _EMPTY).isdisjoint(there.words) for value in one.readings if isinstance(value, float)
    ):
        return True
    if any(_joined(value, there) for value in one.readings if isinstance(value, str) and value[0] in "pc"):
        return True
    return any(_otherwise(value, one, others, here, there) for value in one.readings)


def _joined(value: str, there: Text) -> bool:
    """Whether a telephone number, or a code such as AF1234, stands in the other text, however it is spaced."""
    digits = "".join(c for c in there.text.casefold() if c.isalnum())
    return value[1:] in digits


def _otherwise(value: Reading, one: Quantity, others: Quantities, here: Text, there: Text) -> bool:
    """Whether a value is told another way: a year by its last digits, a date or a fraction in words."""
    readings: set[Reading] = set()
    for other in others:
        readings |= other.readings
    if isinstance(value, float):
        if value.is_integer() and 10 <= value < 100 and one.scale == 1:
            return not {value + 1900.0, value + 2000.0, value + 1800.0}.isdisjoint(readings)
        if 1800 <= value < 2100 and value.is_integer():
            short = value % 100
            return any(short in other.readings and (other.figure or short % 10 == 0) for other in others)
        # The day, the month or the year of a date that the other side has in figures.
        return False
    if value[0] == "d":
        year, month, day = value[1:].split("-")
        named = any(n == int(month) and word in there.words for word, n in lexicon(there.language).months.items())
        return named and float(day) in readings and bool({float(year), float(year) + 2000} & readings)
    if value[0] == "f":
        part, whole = value[1:].split("/")
        return {float(part), float(whole)} <= readings or (whole in ("2", "4", "3") and "half quarter third".split()[
            "243".index(whole)] in there.words)  # fmt: skip
    return False


def _signs(ours: Quantities, theirs: Quantities, target: Text) -> Iterator[Flag]:
    """Flag a sign that was lost: −12 °C that is now 12 °C."""
    if not target.words.isdisjoint(_FALLS):
        return
    for one in ours:
        if one.negative:
            same = [other for other in theirs if not one.readings.isdisjoint(other.readings)]
            if same and not any(other.negative for other in same):
                yield Flag("number", f"minus {one.shown} in the source; the English has {same[0].shown}")
