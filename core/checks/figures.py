"""Numbers in figures: decimals and thousands as languages write them, dates, fractions, Roman numerals."""

import re
from collections.abc import Iterator
from functools import cache

_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FRACTION = re.compile(r"\d{1,2}/\d{1,2}")
_PHONE = re.compile(r"0\d(?:[ \u00a0\u202f.-]?\d\d){4}|\+\d.*")
_SPLIT = re.compile(r"([\d.,'’ \u00a0\u202f\u2009]*\d)(\D*)")
_SPACES = re.compile(r"[ \u00a0\u202f\u2009'’]")
_NO_DIGIT = re.compile(r"\D")
_ROMAN = re.compile(r"(X{0,3}(?:IX|IV|V?I{0,3}))(?:er|re|e|ème|ième|è|th|st|nd|rd)?")
ROMAN = re.compile(r"\b[IVX]+(?:er|re|e|ème|ième|è|th|st|nd|rd)?\b")
"""Finds what may be a Roman numeral."""
_EXACT = 15
"""Digits that a float holds exactly; a longer number is compared by its digits."""


def read_figure(token: str, *, comma: bool, exact: bool) -> tuple[set[float | str], str]:
    """Return all that a token of figures may mean, and the letters glued to it.

    `comma` tells whether the comma parts the decimals; `exact` that a magnitude follows, before which nobody
    writes thousands. A date reads `d2021-4-3`, day before month; a fraction `f1/3`; a telephone number `p…`.
    """
    if _PHONE.fullmatch(token):
        return {"p" + _NO_DIGIT.sub("", token)}, ""
    if date := _DATE.fullmatch(token):
        day, month, year = (int(part) for part in date.groups())
        return {f"d{year}-{month}-{day}"}, ""
    if date := _ISO.fullmatch(token):
        year, month, day = (int(part) for part in date.groups())
        return {f"d{year}-{month}-{day}"}, ""
    if _FRACTION.fullmatch(token):
        return {f"f{token}"}, ""
    parts = _SPLIT.fullmatch(token)
    if not parts:
        return {token}, ""
    return set(_values(_SPACES.sub("", parts[1]), comma=comma, exact=exact)), parts[2]


def divided(token: str) -> tuple[float, ...]:
    """Return the article and the paragraph of « 49.3 », which English may write 49(3)."""
    whole, point, part = token.partition(".")
    return (float(whole), float(part)) if point and whole.isdecimal() and part.isdecimal() and len(token) < 8 else ()


def parts_of(readings: set[float | str]) -> Iterator[float]:
    """Give the numbers that a date or a fraction is made of."""
    for reading in readings:
        if isinstance(reading, str) and reading[0] in "df":
            numbers = [float(part) for part in re.split(r"[-/]", reading[1:])]
            yield from numbers
            if reading[0] == "d":  # 2021 may be written 21, and 21 2021
                yield numbers[0] + 2000 if numbers[0] < 100 else numbers[0] % 100


def _values(figures: str, *, comma: bool, exact: bool) -> tuple[float | str, ...]:
    if len(figures) > _EXACT and len(digits := _NO_DIGIT.sub("", figures)) > _EXACT:
        return (digits,)
    points, commas = figures.count("."), figures.count(",")
    if points and commas:
        last = "," if figures.rfind(",") > figures.rfind(".") else "."
        other = "." if last == "," else ","
        whole, _, decimals = figures.rpartition(last)
        # `10.471.50` is neither: only its likes can be its counterpart.
        return (figures,) if last in whole else (float(f"{whole.replace(other, '')}.{decimals}"),)
    mark = "," if commas else "."
    groups = figures.split(mark)
    thousands = len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    if len(groups) > 2:
        return (float("".join(groups)),) if thousands else (figures,)
    decimal, whole_number = float(".".join(groups)), float("".join(groups))
    own = (mark == ",") == comma
    if not thousands or (exact and own):
        return (decimal,)
    if (mark == "," and not comma) or exact:
        return (whole_number,)
    # `1.500` is 1500 in French, and 1.5 in English; each is also met with the other's habit.
    return decimal, whole_number


@cache
def roman(token: str) -> int:
    """Return the value of a Roman numeral below forty (`XIXe`, `IV`), or 0."""
    match = _ROMAN.fullmatch(token)
    if not match or not match[1]:
        return 0
    digits = {"I": 1, "V": 5, "X": 10}
    values = [digits[letter] for letter in match[1]]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))
