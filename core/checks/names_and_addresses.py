"""Names and addresses: every name of the source must be in the translation, in some form."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.article import Flag, FlagKind
from core.checks.number_readings import UNITS, roman
from core.checks.places import known_names
from core.checks.tokens import Text
from core.lang import profile_of
from core.lang.letters import fold
from core.lang.profile import LanguageProfile
from core.messages import Message

_CAPITAL = re.compile(r"[A-ZÀ-Þ][^\W\d_]++(?!\$)")
_WORD = re.compile(r"(?<!\w)[A-ZÀ-Þ][^\W\d_]*+(?!-?\d)")
"""A word with a capital, but not a code such as AF1234."""
_GAPS = " \u00a0\u202f-"
_HEAD = 4
"""Number of first letters by which two forms of a name are matched: Moscou and Moscow share four."""
# Consonants that sound alike are mapped to one; vowels are dropped.
_SOUNDS = str.maketrans("qczwjx", "kksvgs", "yhaeiou")
_PREFIXES = frozenset("néo neo franco anglo germano italo ex anti pro".split())
_NONE: frozenset[str] = frozenset()
_NE = re.compile(r"(?<=en)nes?$")
"""The ending that makes a woman of Austria of « Autrichien »."""
_DOUBLE = re.compile(r"(.)\1+")


def check_names(source: Text, target: Text) -> Iterator[Flag]:
    """Flag names of the source without a counterpart: no similar word, no known form, no spare capital."""
    profile = profile_of(source.language)
    if profile.capital_nouns or profile.names.transcribed or source.text.isupper():
        return
    missing = _missing(source, target)
    if missing and _spare(source, target):
        # A spare capital may translate any missing name, except the missing part of a name copied in part.
        missing = [found for found in missing if found.copied_beside]
    for found in missing:
        yield Flag("name", Message("{name} in the source; not in the translation", name=found.word))


class Forms(NamedTuple):
    """The forms that names of one language have in another."""

    exonyms: Mapping[str, frozenset[str]]
    demonyms: Mapping[str, frozenset[str]]

    @classmethod
    def between(cls, source: str, target: str) -> "Forms":
        """Return the known forms for a pair of languages."""
        names = profile_of(source).names
        return cls(names.exonyms.get(target, {}), names.demonyms.get(target, {}))

    def of(self, name: str) -> frozenset[str]:
        """Return the forms of a name (small letters, no accents)."""
        return self.exonyms.get(name, _NONE) | self.demonyms.get(name, _NONE)


@dataclass(slots=True)
class _Missing:
    """A name without a counterpart in the translation."""

    word: str
    start: int
    copied_beside: bool
    """Whether the rest of the name was copied: the Luc of « Luc Dupont »."""


def _missing(source: Text, target: Text) -> list[_Missing]:
    profile = profile_of(source.language)
    forms = Forms.between(source.language, target.language)
    found: dict[str, _Missing] = {}
    target_words: _Words | None = None
    copied_until: int | None = None
    last: _Missing | None = None
    called: list[tuple[int, int]] | None = None
    for match in _CAPITAL.finditer(source.text):
        word, start = match[0], match.start()
        joined = source.text[start - 1 : start] in (" ", "-", "\u00a0") if start else False
        beside = joined and copied_until == start - 1
        if word in target.text:
            if joined and last is not None and last.start + len(last.word) == start - 1:
                demonym = forms.demonyms.get(fold(last.word))  # « le Français Pierre Dupont »: a Frenchman
                last.copied_beside = _whole(word, profile, forms) and not last.word.isupper() and not demonym
            # « Jean Petit Dupont »: a common word inside a name belongs to it.
            copied_until = match.end() if (_whole(word, profile, forms) and start) or (beside and joined) else None
            continue
        if not inside(source.text, start):
            continue
        name = fold(word)
        if name in profile.names.common or name.removesuffix("s") in profile.names.common or name in found:
            continue
        if name in profile.dates.months or name in profile.dates.weekdays or roman(word):
            continue
        if word.isupper() and word.lower() in UNITS:  # USD: a sum of money, see numbers
            continue
        if source.text[match.end() : match.end() + 1] == "-" and word.lower() in _PREFIXES:  # Néo-Zélandais
            continue
        if source.text[match.end() : match.end() + 2].lstrip("-")[:1].isdigit():  # A4, Covid-19: see numbers
            continue
        if target_words is None:
            target_words = _Words(target, forms)
        if target_words.has(name):
            continue
        if called is None:
            called = [(place.start, place.end) for place in known_names(source, target) if place.kept]
        if not any(first <= start < end for first, end in called):
            last = found[name] = _Missing(word, start, beside and not word.isupper())
    return list(found.values())


def _whole(word: str, profile: LanguageProfile, forms: Forms) -> bool:
    """Whether a copied word is certainly a name."""
    name = fold(word)
    # « Jean » may be John, and where it is copied it is a name all the same.
    is_name = name not in forms.exonyms or name in forms.exonyms[name]
    return is_name and name not in profile.names.common and not word.isupper()


def inside(text: str, start: int) -> bool:
    """Whether a capital is inside a sentence; at the start of one, of a quotation or a bracket it proves no name."""
    before = text[max(0, start - 3) : start]
    if len(before) < 2:
        return False
    last, other = before[-1], before[-2]
    if last in "'’":
        return other.islower()
    if last not in _GAPS:
        return False
    # After « M. », an initial or a comma it is a name.
    return other.isalpha() or (other in ",;'’" and before[0].isalpha()) or (other == "." and before[0].isupper())


class _Words:
    """The words of one side, prepared for comparison with names."""

    def __init__(self, text: Text, forms: Forms) -> None:
        self._forms = forms
        self.plain = {fold(word) for word in text.words}
        self._heads = {_spelled(word)[:_HEAD] for word in self.plain}
        self._sounds = {_sound(fold(word)) for word in text.tokens if word[0].isupper() and len(word) >= _HEAD}
        self._openings = {sound[:_HEAD] for sound in self._sounds if len(sound) >= _HEAD}

    def has(self, name: str) -> bool:
        """Whether a name (small letters, no accents) is among them, or a form of it."""
        if name in self.plain:
            return True
        for form in (name, name.removesuffix("s"), name.removesuffix("es"), name.removesuffix("e"), _NE.sub("", name)):
            if not self._forms.of(form).isdisjoint(self.plain):
                return True
        if len(name) < _HEAD:
            return False
        if _spelled(name)[:_HEAD] in self._heads:
            return True
        sound = _sound(name)
        return len(sound) >= 2 and (sound in self._sounds or sound[:_HEAD] in self._openings)


def _spelled(name: str) -> str:
    """Return a name in English transliteration: Ayouba is Ayuba."""
    return name.replace("ou", "u")


def _sound(name: str) -> str:
    """Reduce a name to the consonants that transliterations share: Tchékhov and Chekhov are `khv`."""
    short = (
        name.replace("tch", "s")
        .replace("ch", "s")
        .replace("sh", "s")
        .replace("dj", "j")
        .replace("gu", "g")
        .replace("ph", "f")
        .replace("ks", "x")
    )
    return _DOUBLE.sub(r"\1", short.translate(_SOUNDS))


def _spare(source: Text, target: Text) -> bool:
    """Whether the translation has a capital that no word of the source accounts for."""
    known, capitals = Forms.between(source.language, target.language), profile_of(target.language).names.capitals
    source_words: _Words | None = None
    forms: set[str] = set()
    for match in _WORD.finditer(target.text):
        word, small = match[0], match[0].lower()
        if small in capitals or small in source.words or not (inside(target.text, match.start()) or word[1:].isupper()):
            continue
        if source_words is None:
            source_words = _Words(source, known)
            forms = {form for other in source_words.plain for form in known.of(other)}
            forms |= {part for place in known_names(source, target) if place.kept for part in place.words}
        if small not in forms and not source_words.has(fold(word)):
            return True
    return False


def check_addresses(source: Text, target: Text) -> Iterator[Flag]:
    """Flag web and mail addresses, @names and hashtags that are missing or changed in the translation."""
    for address in dict.fromkeys(source.addresses):
        if address not in target.text:
            kind: FlagKind = "number" if any(c.isdigit() for c in address) else "name"
            yield Flag(
                kind, Message("{address} in the source is not in the translation, or was changed", address=address)
            )
