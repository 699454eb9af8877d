"""Currencies, per cent and other units: €1,500 is not $1,500, and 5 km are not 5 miles."""

from collections.abc import Iterator, Sequence

from core.article import Flag
from core.checks.number_readings import UNITS, Quantity, Reading, Unit
from core.checks.text import Text
from core.lang import find
from core.messages import Message

# Words that stand for a currency without naming it.
_ALSO: dict[str, frozenset[str]] = {
    "dollars": frozenset("dollar dollars billet billets us".split()),
    "euros": frozenset("euro euros eurozone eur meur unique monnaie".split()),
    "pounds": frozenset("livre livres sterling gbp pound pounds".split()),
    "francs": frozenset("franc francs f ff chf".split()),
    "rupees": frozenset(("rs", "inr")),
    "riyals": frozenset("riyal rial rials riyals".split()),
    "per cent": frozenset("percent percentage pc cent pct per point points one".split()),
}
# Words for a share that the other language may give in per cent, and the reverse.
_SHARES = frozenset(
    "cent cents pourcentage pourcentages pour moitié tiers quart taux points point mille half third quarter"
    " percentage rate percent per pct pc".split()
)
# After « franc », these make it another word.
_NO_MONEY = frozenset("tireur tireurs maçon maçons maçonnerie maçonnique jeu parler succès".split())
_NONE: frozenset[str] = frozenset()
_WATCHED = frozenset(word for word, unit in UNITS.items() if unit.dimension in ("currency", "percent"))


def money(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a currency or per cent that only one side has."""
    if source.words.isdisjoint(_WATCHED) and target.words.isdisjoint(_WATCHED):
        return
    ours, theirs = _named(source), _named(target)
    lost = [unit for unit in ours if unit not in theirs and not _told(unit, source, target)]
    invented = [unit for unit in theirs if unit not in ours and not _told(unit, target, source)]
    for unit in lost:
        other = next((found for found in invented if found.dimension == unit.dimension), None)
        if other:
            invented.remove(other)
            yield Flag(
                "number", Message("{unit} in the source; the translation has {other}", unit=unit.name, other=other.name)
            )
        else:
            yield Flag("number", Message("{unit} in the source; not in the translation", unit=unit.name))
    for unit in invented if find(source.language).all_values else ():
        yield Flag("number", Message("the translation has {unit}, which the source does not", unit=unit.name))


def measures(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Iterator[Flag]:
    """Flag a number whose unit became another of the same dimension: 12 km that are now 12 miles."""
    measured = [one for one in ours if one.unit and one.hard]
    if not measured:
        return
    beside: dict[Reading, set[Unit | None]] = {}
    for other in theirs:
        for value in other.readings:
            beside.setdefault(value, set()).add(other.unit)
    for one in measured:
        units = {unit for value in one.readings for unit in beside.get(value, ())}
        if not units or one.unit is None or one.unit in units:
            continue
        rivals = [unit for unit in units if unit and unit.dimension == one.unit.dimension]
        if one.unit.dimension == "percent":
            yield Flag(
                "number",
                Message("{number} per cent in the source; no per cent beside it in the translation", number=one.shown),
            )
        elif rivals and None not in units:
            yield Flag(
                "number",
                Message(
                    "{number} {unit} in the source; the translation has {other}",
                    number=one.shown,
                    unit=one.unit.name,
                    other=rivals[0].name,
                ),
            )


def _named(text: Text) -> list[Unit]:
    """Return the currencies of a sentence and per cent, each once, in order."""
    found: dict[Unit, None] = {}
    for place, word in enumerate(text.lower):
        if text.lower[place - 1 : place] == ["coup"]:  # « coup franc », free kick
            continue
        if word not in _WATCHED or not _NO_MONEY.isdisjoint(text.lower[place + 1 : place + 2]):
            continue
        # `to pound the trenches`: money only after a number.
        if word == "pound" and not (place and text.lower[place - 1][0].isdigit()):
            continue
        # « Cinq jours francs » are clear days.
        if word == "francs" and text.lower[place - 1 : place] == ["jours"]:
            continue
        found[UNITS[word]] = None
    return list(found)


def _told(unit: Unit, here: Text, there: Text) -> bool:
    if not _ALSO.get(unit.name, _NONE).isdisjoint(there.words):
        return True
    if unit.name == "euros" and any(word.startswith("euro") for word in there.words):  # eurodéputé
        return True
    if unit.dimension == "percent":
        return not _SHARES.isdisjoint(there.words)
    # « le Franc », « Peso » may be a name; a copy is right.
    return any(word in there.words for word in here.words if UNITS.get(word) is unit)
