"""Numbers in words, below a million: vingt et un, quatre-vingt-dix-sept, two hundred and fifty thousand."""

from collections.abc import Sequence

from core.checks.lexicon import Lexicon

_FIRST = ("first", "second", "unième")
"""Ordinals that are numbers only behind one: the twenty-first, and not the first."""


def compose(words: Sequence[str], place: int, lexicon: Lexicon) -> tuple[float | None, int, bool]:
    """Add up the words of a number: its value (None where there is none), the place after it, whether it is an ordinal.

    `words` are in small letters, hyphens apart. A hundred, a thousand alone are left to the caller, for they
    may be about so many.
    """
    units, ordinals, magnitudes = lexicon.units, lexicon.ordinals, lexicon.magnitudes
    thousands = current = last = 0
    at, seen = place, False
    while at < len(words):
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) else ""
        # « La cent troisième édition » is a number, « les cent premiers jours » are a hundred.
        leads = seen or after in units or after == "unième" or ordinals.get(after, 1) > 1
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
        elif not (seen and word in ("et", "and", "y", "e") and _goes_on(after, last, lexicon)):
            break
        at += 1
    return (float(thousands + current) if seen else None), at, False


def _joins(current: int, value: int) -> bool:
    """Whether a small number goes on with the one before it: soixante-dix, twenty-two, cent quatre."""
    rest = current % 100
    if rest in (60, 80):
        return value < 20
    if rest == 10:  # dix-sept
        return 7 <= value <= 9
    if rest == 0:
        return current + value > 0
    return rest % 10 == 0 and rest >= 20 and 0 < value < 10


def _goes_on(word: str, last: int, lexicon: Lexicon) -> bool:
    """Whether « et », `and` stands inside the number: vingt et un, a hundred and five."""
    if lexicon.comma:
        return last in (20, 30, 40, 50, 60) and word in ("un", "une", "onze", "unième", "onzième")
    return last in (100, 1000) and (word in lexicon.units or word in lexicon.ordinals or word in _FIRST)
