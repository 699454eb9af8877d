"""Converts numbers in words to figures, in many languages: `doscientos treinta`, `dreiundzwanzig`.

    counter("es")("murieron doscientas treinta y dos personas")     # "murieron 232 personas"

The words of each language are in `counting.toml`. Magnitudes on their own are left unchanged, and so are numbers below
thirteen, except in languages in which these words have no other meaning (`small`); those are written in English.
`values_for_checks.toml` or the language's folder has the rest.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import cache
from math import inf
from pathlib import Path
from typing import Any, Final

from core.lang.letters import MARKS

_WORD: Final = re.compile(rf"(?:[^\W\d_]|[{MARKS}]|(?<=\w)'(?=[яюєї]))+")
"""A word; in Ukrainian also one with an apostrophe."""
_BETWEEN: Final = frozenset((" ", "\u00a0", "\u202f", "-", "\u200c", "\n"))
_SIZES: Final = ("100", "1000", "1e6", "1e9")
_LEAST: Final = 13
_ORDINAL: Final = 11
_A_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_NEAR: Final = 7
"""Characters before a number in which a figure would belong to it."""
_BARE: Final = frozenset((100, 1000, 10**5, 10**6, 10**7, 10**9, 10**12))
_SMALL: Final = ("", "", *"two three four five six seven eight nine ten eleven twelve".split())
_LONGEST: Final = 60
"""Maximum letters of a number in one word; of a longer, hostile word only the beginning is examined."""


@cache
def data() -> Mapping[str, Mapping[str, Any]]:
    """Return the contents of `counting.toml`, by language."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("counting.toml").read_text(encoding="utf-8"))


@cache
def counter(code: str) -> Callable[[str], str] | None:
    """Return a function that writes the numbers of a language as figures; None if its numbers are not known."""
    known = data().get(code)
    return _Counter(known) if known else None


_SHORTENED: Final = frozenset(
    "mio mrd mln mld mlrd mlr mil tys tis tsd bio proc milj md km km² kg ha"
    " млн млрд трлн тыс тис хил руб грн лв км кг га".split()
)
"""Abbreviated numbers, units and coins, which are written after figures in several languages."""


@cache
def numerals(code: str) -> frozenset[str]:
    """Return the words of a language for numbers, and the abbreviations of such; small letters."""
    if code not in data():
        return frozenset()
    forms = (form for group in data()[code]["words"].split(";") for form in group.partition("=")[2].split())
    return frozenset(form for form in forms if len(form) > 1) | _SHORTENED


def _lower(word: str) -> str:
    return word.replace("İ", "i").lower()


class _Sum:
    """A number that is being read, word by word."""

    def __init__(self, *, units_first: bool, ten_and_unit: bool) -> None:
        self._units_first, self._ten_and_unit = units_first, ten_and_unit
        self._total = self._section = 0
        self._scale = inf

    @property
    def value(self) -> int:
        return self._total + self._section

    def add(self, part: str) -> bool:
        """Add the value of a word; return False, and change nothing, if it cannot follow the words before."""
        section = self._section
        if part[0] == "*":  # dua puluh, hai mươi
            added = section % 10 * 9 if section % 100 < 10 else 0
        elif part[0] == "+":  # dua belas
            added = 10 if 0 < section % 100 < 10 else 0
        else:
            value = int(float(part))
            if value >= 1000:
                return self._multiply(value)
            added = self._plain(value)
        self._section += added
        return added > 0

    def _plain(self, value: int) -> int:
        section = self._section
        below = section % 100
        if value == 100 and 0 < section < 20:
            return section * 99
        if value >= 100:
            return 0 if section else value
        if value >= 20:
            return value if below == 0 or (self._units_first and below < 10) else 0
        if value >= 10 or below == 0:
            return value if below == 0 else 0
        return value if below % 10 == 0 and (below > 10 or self._ten_and_unit) else 0

    def _multiply(self, size: int) -> bool:
        if size >= self._scale or (self._total and not self._section):
            return False
        self._total += (self._section or 1) * size
        self._section, self._scale = 0, size
        return True


class _Counter:
    def __init__(self, known: Mapping[str, Any]) -> None:
        groups = (group.split("=") for group in known["words"].split(";") if group.strip())
        self._values = {form: value.strip() for value, forms in groups for form in forms.split()}
        self._links = frozenset(known.get("and", "").split())
        self._before_size = frozenset(known.get("before_size", "").split())
        self._vague = frozenset(known.get("vague", "").split())
        self._halves = frozenset(known.get("halves", "").split())
        self._ordinal = re.compile(known["ordinal"]) if "ordinal" in known else None
        pairs = (stem.partition("=") for stem in known.get("ordinals", "").split())
        self._ordinals = {stem: int(value) for value, _, stems in pairs for stem in stems.split("|")}
        self._apart = bool(known.get("apart"))
        self._small, self._compounds = bool(known.get("small")), bool(known.get("compounds"))
        self._counted = tuple(known.get("counted", "").split())
        self._prefix = known.get("prefix", "")
        self._suffixed = re.compile(known.get("suffixed", "(?!)"))
        self._named = known.get("named", True)
        self._least = known.get("least", _LEAST)
        self._order = {"units_first": known.get("units_first", False), "ten_and_unit": known.get("ten_and_unit", False)}
        self._quarters = self._fractions(known.get("fractions", ""))
        self._and_half = self._half_after(known.get("and_half", ""))
        self._part: re.Pattern[str] | None = None
        if known.get("glued"):
            forms = {*self._values, *self._links, *known.get("inside", "").split()}
            self._part = re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))))

    def __call__(self, text: str) -> str:
        """Write the numbers of a text as figures."""
        if self._quarters:
            text = self._quarters[0].sub(self._with_fraction, text)
        if self._and_half:
            text = self._and_half.sub(lambda match: f"{self._values.get(_lower(match[1]), match[1])}.5 ", text)
        parts, at = [], 0
        words = list(_WORD.finditer(text))
        place = 0
        while place < len(words):
            found = self._read(text, words, place)
            if found is None:
                place += 1
                continue
            shown, after = found
            if shown:
                parts += [text[at : words[place].start()], self._left_over(words[place][0]), shown]
                at = words[after - 1].end()
            place = after
        return "".join([*parts, text[at:]]) if parts else text

    def _fractions(self, listed: str) -> tuple[re.Pattern[str], Mapping[str, float]] | None:
        """Compile the words for halves and quarters that stand before a number and its size, or before the size."""
        if not listed:
            return None
        values = {form: float(value) for form, _, value in (entry.partition("=") for entry in listed.split())}
        small = "|".join(form for form, value in self._values.items() if value[0].isdigit() and float(value) < 100)
        large = "|".join(form for form, value in self._values.items() if value[0].isdigit() and float(value) >= 100)
        edge = rf"(?![^\W\d_]|[{MARKS}])"
        words = rf"({'|'.join(values)})(?:\s+({small}))?\s+(?=(?:{large}){edge})"
        return re.compile(rf"(?<![^\W\d_])(?<![{MARKS}]){words}"), values

    def _half_after(self, words: str) -> re.Pattern[str] | None:
        """Compile « and a half » between a number and its size: `dwa i pół miliona`, `2 с половиной млн`."""
        if not words:
            return None
        small = "|".join(form for form, value in self._values.items() if value.isdigit() and 0 < int(value) < 20)
        large = "|".join(form for form, value in self._values.items() if value[0].isdigit() and float(value) >= 1000)
        edge = rf"(?![^\W\d_]|[{MARKS}])"
        number = rf"(?<![\w.,])(\d{{1,3}}|{small})\s+(?:{words})\s+"
        return re.compile(rf"{number}(?=(?:{large}|млн|млрд|mln|mld){edge})", re.IGNORECASE)

    def _with_fraction(self, match: re.Match[str]) -> str:
        """Write « three and a half lakh » as 3.5 lakh; « one and a half » and its like have no number after them."""
        value = self._quarters[1][match[1]] if self._quarters else 0.0
        if value >= 1:
            return match[0] if match[2] else f"{value} "
        number = float(self._values[match[2]]) if match[2] else 1.0
        return f"{number + value} "

    def _left_over(self, word: str) -> str:
        """Return the « and » that is written as one word with the first word of a number."""
        lower = _lower(word)
        return f"{self._prefix} " if self._prefix and lower not in self._values else ""

    def _read(self, text: str, words: list[re.Match[str]], place: int) -> tuple[str, int] | None:
        """Read the number that begins with a word; return its replacement, maybe empty, and the next word's index."""
        number = _Sum(**self._order)
        parts = self._parts_at(text, words, place)
        if not parts:
            return self._ordinal_alone(text, words, place)
        if not all(map(number.add, parts)):
            return None
        count, after = len(parts), place + 1
        before_link = None
        while after < len(words) and self._beside(text, words, after):
            linked = words[after][0].lower() in self._links
            at = after + linked
            if at >= len(words) or (linked and not self._beside(text, words, at)):
                break
            parts, more = self._parts_at(text, words, at), copy(number)
            if not parts or not all(map(more.add, parts)):
                if (
                    before_link and parts and parts[0] in _SIZES[1:]
                ):  # « tres millones y cinco millones » are two numbers.
                    number, count, after = before_link
                break
            if linked:
                before_link = number, count, after
            number, count, after = more, count + len(parts), at + 1
        value = number.value
        alone = count == 1 and (value in _BARE or words[place][0].lower() in self._vague)
        at = words[place].start()
        before = text[max(0, at - _NEAR) : at].rstrip(" \u00a0\u202f")
        follows_figure = before[-1:].isdigit() and not (count > 1 and _A_YEAR.search(before))
        # « nel Settecento », « una Cinquecento »
        named = self._named and place > 0 and after == place + 1 and words[place][0].istitle()
        ends, last = (after, 0) if self._apart else self._ordinal_end(text, words, after)
        if ends > after:  # « двадцать третий » is 23; an ordinal of unknown value need not be compared.
            return (str(value + last) if last and value % 10 ** len(str(last)) == 0 else " "), ends
        apart = named or self._halved(text, words, place, after)
        if alone or follows_figure or apart:
            return "", after
        if value < self._least:
            read = (self._small and count == 1) or (self._compounds and count == 2) or self._counts(text, words, after)
            return _SMALL[value] if read else "", after
        return str(value), after

    def _counts(self, text: str, words: list[re.Match[str]], after: int) -> bool:
        """Whether a noun follows that a small number counts: `dua jam`."""
        counted = after < len(words) and self._beside(text, words, after)
        return counted and bool(self._counted) and words[after][0].lower().startswith(self._counted)

    def _ordinal_end(self, text: str, words: list[re.Match[str]], after: int) -> tuple[int, int]:
        """Return the index of the word after an ordinal that begins with a number, and the value of its last words.

        The index is `after` if there is no ordinal; the value is 0 if it is unknown.
        """
        end, values = after, []
        while self._ordinal and end < len(words) and self._beside(text, words, end):
            word = words[end][0].lower()
            if not self._ordinal.fullmatch(word):
                break
            values.append(self._value_of(word))
            end += 1
        return end, sum(values) if all(values) else 0

    def _ordinal_alone(self, text: str, words: list[re.Match[str]], place: int) -> tuple[str, int] | None:
        """Read an ordinal of eleven or more: « тринадцатый », « dwudziesta trzecia ». Others may count nothing."""
        word = words[place][0].lower()
        if not self._ordinal or not self._ordinal.fullmatch(word):
            return None
        value, after = self._value_of(word), place + 1
        end, more = self._ordinal_end(text, words, after)
        if end == after + 1 and value and value % 10 == 0 and 0 < more < 10:
            value, after = value + more, end
        return (str(value), after) if value >= _ORDINAL else None

    def _value_of(self, word: str) -> int:
        """Return the value of an ordinal; 0 if it is unknown."""
        found = [(len(stem), value) for stem, value in self._ordinals.items() if word.startswith(stem)]
        return max(found, default=(0, 0))[1]

    def _halved(self, text: str, words: list[re.Match[str]], place: int, after: int) -> bool:
        """Whether there is a half beside a number."""
        if place and self._beside(text, words, place) and words[place - 1][0].lower() in self._halves:
            return True
        beyond: list[str] = []
        while after < len(words) and self._beside(text, words, after) and len(beyond) < 2:
            beyond.append(words[after][0].lower())
            after += 1
        return not self._halves.isdisjoint(beyond)

    @staticmethod
    def _beside(text: str, words: list[re.Match[str]], place: int) -> bool:
        return text[words[place - 1].end() : words[place].start()] in _BETWEEN

    def _parts_at(self, text: str, words: list[re.Match[str]], place: int) -> list[str]:
        """Return the values of a word; none if it needs a magnitude after it and has none."""
        if words[place][0].lower() in self._before_size:
            size = place + 1 < len(words) and self._beside(text, words, place + 1) and self._parts(words[place + 1][0])
            if not size or size[0] not in (*_SIZES, "*10"):
                return []
        return self._parts(words[place][0])

    def _parts(self, word: str) -> list[str]:
        """Return the values of the parts of a word; none if it is no number."""
        lower = _lower(word)
        if found := self._values.get(lower):
            return [found]
        if self._prefix and lower.startswith(self._prefix):
            found = self._values.get(lower[len(self._prefix) :])
            return [found] if found else []
        if stem := self._suffixed.fullmatch(lower[:_LONGEST]):
            return [found] if (found := self._values.get(stem[1])) else []
        return list(self._glued(lower)) if len(lower) <= _LONGEST else []

    def _glued(self, word: str) -> Iterator[str]:
        """Yield the values of the parts of a compound; none if some part is no number."""
        values: list[str] = []
        at = 0
        while self._part and (match := self._part.match(word, at)):
            values.append(self._values.get(match[0], ""))
            at = match.end()
        if at == len(word) and len(values) > 1 and values[0] and values[-1]:  # Not « e » and « venti » in « eventi ».
            yield from filter(None, values)
