"""What follows a number and multiplies it: millions, thousand billion, and a half; and those that stand alone."""

from collections.abc import Sequence

from core.checks.lexicon import Lexicon
from core.checks.numerals import compose
from core.checks.quantity import Quantity
from core.checks.units import SUFFIXES, UNITS

_ROW = 4
"""Words of magnitude in a row that are multiplied: hundreds of thousands of millions."""
_BEFORE_UNIT = {"M": 10**6, "k": 10**3, "K": 10**3}
"""Letters that multiply before a unit alone: 3,5 M€, 30 k€."""
_HALVES = (("and", "a", "half"), ("et", "demi"), ("et", "demie"))


def halved(quantity: Quantity, lower: Sequence[str], after: int) -> int:
    """Read `and a half`, « et demi » after a number, also behind its unit; return the place after it."""
    half = _half(lower, after)
    if half:
        quantity.add(0.5)
    elif _half(lower, after + 1) and lower[after] in UNITS:  # « trois heures et demie »
        quantity.readings |= {value + 0.5 for value in quantity.readings if isinstance(value, float)}
    return after + half


def _half(lower: Sequence[str], at: int) -> int:
    """Return how many words say `and a half` there."""
    return next((len(words) for words in _HALVES if tuple(lower[at : at + len(words)]) == words), 0)


def scaled(quantity: Quantity, tokens: Sequence[str], lower: Sequence[str], after: int, lexicon: Lexicon) -> int:
    """Multiply a number by the magnitudes that follow it; return the place after them."""
    start = after
    for _ in range(_ROW):
        at = after + (after > start and lower[after : after + 1] in (["de"], ["of"]))
        size = _size(tokens, lower, at, lexicon)
        if not size or (size == 100 and quantity.figure):  # 50 Cent, 20 cents
            break
        quantity.scale_by(size)
        after = at + 1
        if half := _half(lower, after):  # « deux millions et demi »
            quantity.add(size / 2)
            after += half
    quantity.shown = " ".join([quantity.shown, *tokens[start:after]])
    if lower[after : after + 1] and lower[after] in lexicon.units:
        rest, at, _ordinal = compose(lower, after, lexicon)
        if rest and 100 <= rest < quantity.scale:  # « trois millions deux cent mille »
            quantity.readings |= {value + rest for value in quantity.readings if isinstance(value, float)}
            return at
    return after


def alone(tokens: Sequence[str], lower: Sequence[str], place: int, lexicon: Lexicon) -> tuple[Quantity, int]:
    """Read magnitudes without a number: mille, a million, des dizaines de milliers; and return the place after them."""
    word = lower[place]
    size = lexicon.magnitudes.get(word) or lexicon.collectives[word]
    quantity = Quantity({f"~{size}", float(size)}, tokens[place], scale=size)
    if word in lexicon.collectives and word.endswith("s"):
        quantity.readings = {f"~{size}"}
    if size in (10, 12):
        quantity.readings |= {10.0, 12.0, "~10", "~12"}
    if half := _half(lower, place + 1):  # `a million and a half`
        quantity.add(size / 2)
        quantity.shown = " ".join(tokens[place : place + 1 + half])
    after = scaled(quantity, tokens, lower, place + 1 + half, lexicon)
    if lower[place + 1 : place + 2] in (["de"], ["of"]) and _size(tokens, lower, place + 2, lexicon):
        quantity.shown += f" {tokens[place + 1]}"
        after = scaled(quantity, tokens, lower, place + 2, lexicon)
    # « une dizaine » says too little to miss.
    quantity.hard = quantity.scale >= 1000
    return quantity, after


def _size(tokens: Sequence[str], lower: Sequence[str], at: int, lexicon: Lexicon) -> int | None:
    if at >= len(lower):
        return None
    word = lower[at]
    if tokens[at] in _BEFORE_UNIT and at + 1 < len(lower) and lower[at + 1] in UNITS:
        return _BEFORE_UNIT[tokens[at]]
    if word == "meur":
        return 10**6
    return (
        lexicon.magnitudes.get(word) or lexicon.collectives.get(word) or (SUFFIXES.get(word) if word != "k" else None)
    )
