"""Units of money, time, length, weight and so on, in all languages that are checked."""

from dataclasses import dataclass

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
    # Without `livre(s)` (also books, and pounds of weight), `couronnes` and `real`, whose names vary in English.
    **_units(
        "currency",
        "euros: € euro euros eur meur; dollars: $ dollar dollars usd dólar dólares dollari; pounds: £ pound pounds gbp"
        " sterling; yen: ¥ yen yens; francs: franc francs chf; roubles: rouble roubles ruble rubles rublos;"
        " yuan: yuan yuans renminbi; rupees: roupie roupies rupee rupees; pesos: peso pesos; dinars: dinar dinars;"
        " dirhams: dirham dirhams; riyals: riyal riyals rial rials; shekels: shekel shekels;"
        " zlotys: zloty zlotys; forints: forint forints; hryvnias: hryvnia hryvnias; nairas: naira nairas;"
        " cedis: cedi cedis; bahts: baht bahts",
    ),
    **_units("percent", "per cent: % percent pourcent prozent"),
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

CODES = frozenset("€ $ £ ¥ eur usd gbp chf".split())
"""Units that may precede their number."""

SUFFIXES: dict[str, int] = {
    "k": 10**3, "bn": 10**9, "tn": 10**12, "md": 10**9, "mds": 10**9, "mrd": 10**9, "mln": 10**6, "mn": 10**6,
    "mio": 10**6,
}  # fmt: skip
"""Abbreviated magnitudes, attached to a number or after it."""

LINKS = frozenset({"de", "d", "of", "di", "the", "des", "us", "a", "derniers", "dernières", "premiers", "premières",
                   "prochains", "prochaines", "autres", "longues", "bons", "bonnes"})  # fmt: skip
"""Words that may stand between a number and its unit."""
