"""Places of the gazetteer: a place that the source names must have its own English form, not that of another place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from core.article import Flag
from core.checks.tokens import Text
from core.lang import Name, gazetteer, profile_of
from core.lang.letters import fold
from core.messages import Message
from core.translation.terminology.names import Phrases, named_in

_HYPHENS = str.maketrans("-–’'", "    ")
_PART = re.compile(r"(North|South|East|West|New|Northern|Southern|Eastern|Western|Equatorial) ([A-Z]\w+)")
_SIDES = frozenset("north south east west northern southern eastern western".split())
_HEAD = 4
_PERSON = re.compile(
    r"\b(?:[Ll][ea] |[Uu]ne? |[Ll]['’]|[Cc]e(?:t|tte)? )"
    r"((?!Indien|Pacifique)[A-ZÉÎ][a-zà-ÿ]{2,}(?:ien|ienne|éen|éenne|ais|aise|ois|oise|ain|aine|iote|ole))\b"
    r"(?!-| [A-ZÉ])"
)
"""One person by the country: « la Bosnienne »; « le Sénégalais »."""
_ADJECTIVES = ("n", "ns", "ese", "ish", "i", "is")
_RELATED = 3
"""Number of first letters in common from which two names may be confused: Alger and Algeria."""


class KnownName(NamedTuple):
    """A name of the source that the gazetteer has."""

    start: int
    end: int
    name: Name
    forms: frozenset[str]
    """Its names in the target language, in plain form: small letters, no accents, no hyphens."""
    kept: bool
    """Whether one of these is in the translation."""

    @property
    def words(self) -> frozenset[str]:
        """The words of its forms."""
        return frozenset(word for form in self.forms for word in form.split())


def known_names(source: Text, target: Text) -> list[KnownName]:
    """Return the names of a sentence that are in the gazetteer, and whether each is translated right."""
    english = f" {_plain(target.text)} "
    called = _called(source.language, target.language)
    found = []
    for start, end, name in named_in(source.text, source.language, target.language):
        forms = called.get(_plain(name.source), frozenset())
        found.append(KnownName(start, end, name, forms, any(_has(english, form) for form in forms)))
    return found


def check_places(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a place that became another one: Virginie-Occidentale as Virginia, or Mexico, the city, as the country.

    Only if the source does not name the other place in any other way, and if the two are alike in their first letters
    or share a word.
    """
    yield from _people(source, target)
    known = [place for place in known_names(source, target) if place.name.kind == "place"]
    missing = [place for place in known if not place.kept and not _in_other_words(place, source, target)]
    if not missing:
        return
    rivals = _rivals(source, target, known)
    for place in missing:
        source_name = _plain(source.text[place.start : place.end])
        rest = {fold(word) for word in _words(source.text[: place.start] + " " + source.text[place.end :])}
        for shown, sources in rivals:
            if not _like(source_name, place.forms, shown, sources) or _accounted(sources, rest):
                continue
            yield Flag(
                "name",
                Message(
                    "{name} in the source is {form}; the translation has {other}, another place",
                    name=source.text[place.start : place.end],
                    form=place.name.target,
                    other=shown,
                ),
            )
            break


def _people(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a person who became a country: « la Bosnienne » translated as Bosnia."""
    for match in _PERSON.finditer(source.text):
        head = fold(match[1])[:_HEAD]
        for shown, sources in (found.value for found in _places_of(source.language, target.language).find(target.text)):
            if not any(name.startswith(head) and " " not in name for name in sources):
                continue
            if re.search(rf"{re.escape(shown)}['’]s", target.text):
                continue  # `Poland's runner`
            related = any(word.startswith(shown[:_RELATED]) and word != shown for word in target.tokens)
            if not related and not any(f" {name} " in f" {_plain(source.text)} " for name in sources):
                yield Flag(
                    "name", Message("{name} in the source; the translation has {other}", name=match[0], other=shown)
                )
                break


@cache
def _called(source: str, target: str) -> Mapping[str, frozenset[str]]:
    called: dict[str, set[str]] = {}
    for name in gazetteer(source, target):
        called.setdefault(_plain(name.source), set()).add(_plain(name.target).removeprefix("the "))
    return {name: frozenset(forms) for name, forms in called.items()}


@cache
def _places_of(source: str, target: str) -> Phrases[tuple[str, frozenset[str]]]:
    """Index the target's forms of places, each with what the source calls it."""
    sources: dict[str, set[str]] = {}
    for name in gazetteer(source, target):
        if name.kind == "place":
            form, source_name = name.target.removeprefix("The "), _plain(name.source)
            sources.setdefault(form, set()).add(source_name)
            # `Korea` for « Corée du Nord », `Virginia` for « Virginie-Occidentale ».
            if (part := _PART.fullmatch(form)) and form != "New York":
                sources.setdefault(part[2], set()).add(max(source_name.split(), key=len))
    return Phrases((form, (form, frozenset(names))) for form, names in sources.items())


def _rivals(source: Text, target: Text, known: Sequence[KnownName]) -> list[tuple[str, frozenset[str]]]:
    """Return the places of the translation that do not correspond to a place of the source."""
    right = {form for place in known for form in place.forms}
    found = (match.value for match in _places_of(source.language, target.language).find(target.text))
    return [(shown, sources) for shown, sources in dict.fromkeys(found) if _plain(shown) not in right]


def _has(english: str, form: str) -> bool:
    """Whether a plain text, spaces around it, has a form: `north korea`, `north and south korea`."""
    if f" {form} " in english:
        return True
    side, _, place = form.partition(" ")
    return side in _SIDES and re.search(rf" {side} (?:and|or) \w+ {re.escape(place)} ", english) is not None


def _in_other_words(place: KnownName, source: Text, target: Text) -> bool:
    """Whether a place is named indirectly: America, British, UK."""
    names, target_words = profile_of(source.language).names, {fold(word) for word in target.words}
    known = (names.exonyms.get(target.language, {}), names.demonyms.get(target.language, {}))
    words = [fold(word) for word in _words(place.name.source)]
    if len(words) > 1 and fold(place.name.source.replace("-", " ")) not in ("etats unis", "royaume uni", "pays bas"):
        return False
    if any(not table.get(word, frozenset()).isdisjoint(target_words) for table in known for word in words):
        return True
    heads = tuple(form[:_HEAD] for form in place.forms)
    return any(word.startswith(heads) and word.endswith(_ADJECTIVES) for word in target_words)


def _like(source_name: str, forms: frozenset[str], shown: str, sources: frozenset[str]) -> bool:
    rival = {*_plain(shown).split(), *(word for name in sources for word in name.split())}
    known = {*source_name.split(), *(word for form in forms for word in form.split())}
    return any(
        word[:_RELATED] == other[:_RELATED] for word in rival for other in known if min(len(word), len(other)) > 2
    )


def _accounted(sources: frozenset[str], rest: set[str]) -> bool:
    """Whether the rest of the source names a place in another way, such as by an adjective."""
    heads = {word[:4] for name in sources for word in name.split() if len(word) > 3}
    return any(word[:4] in heads for word in rest)


def _plain(text: str) -> str:
    return " ".join(fold(text).translate(_HYPHENS).replace(",", " ").replace(".", " ").split())


def _words(text: str) -> list[str]:
    return _plain(text).split()
