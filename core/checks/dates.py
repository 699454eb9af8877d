"""Months, weekdays and the words for days: mardi is Tuesday, mars is March, and hier is not tomorrow."""

import re
from collections.abc import Iterator

from core.article import Flag
from core.checks.lexicon import lexicon
from core.checks.text import Text

_MONTHS = ("January February March April May June July August September October November December").split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMERIC = re.compile(r"\d{1,2}[/.-](\d{1,2})[/.-]\d{2,4}|\d{4}-(\d{2})-\d{2}")
# Words that are months or weekdays only in some sentences: they can be counterparts, but need none.
_ALSO_WORDS = frozenset("may march mar mars mai sun sat mon jan dec sept sep nov avr miles".split())
# What stands before a `May` or a `March` that is a month, besides a number.
_BEFORE = frozenset("in since until by last next early mid late of this from to and between during on every".split())
_BEFORE_MONTH = frozenset("en de du d depuis dès fin début mi ce à et mois avant après".split())
# Days told from today's, and their opposites.
_DAYS = {"hier": "yesterday", "demain": "tomorrow"}
_OPPOSITE = {"hier": "tomorrow", "demain": "yesterday"}


def dates(source: Text, target: Text) -> Iterator[Flag]:
    """Flag months and weekdays that one side has and the other has not, and yesterdays that became tomorrows."""
    if target.language == "en":
        ours, theirs = _months(source), _months(target)
        if ours or theirs:
            yield from _compared("month", _MONTHS, ours, theirs, source, target)
        ours, theirs = _weekdays(source), _weekdays(target)
        if ours or theirs:
            yield from _compared("weekday", _WEEKDAYS, ours, theirs, source, target)
        if source.language == "fr":
            yield from _days(source, target)


Found = dict[int, tuple[str, bool]]
"""By number: the word, and whether it certainly is one."""


def _months(text: Text) -> Found:
    months = lexicon(text.language).months
    if text.words.isdisjoint(months):
        return {}
    found: Found = {}
    for place, word in enumerate(text.lower):
        number = months.get(word)
        if number is None:
            continue
        sure = _is_month(text, place) if word in _ALSO_WORDS else text.language != "en" or text.tokens[place] != word
        if number not in found or sure:
            found[number] = text.tokens[place], sure
    return found


def _is_month(text: Text, place: int) -> bool:
    """Whether a word such as `may` is a month where it stands."""
    before, after = text.lower[place - 1 : place] or [""], text.lower[place + 1 : place + 2] or [""]
    numbered = before[0][:1].isdigit() or after[0][:1].isdigit()
    token = text.tokens[place]
    if token.lower() in ("sept", "nov", "avr", "dec", "jan", "sep"):
        return before[0][:1].isdigit() or after[0][:2] in ("19", "20")
    if text.language == "en":
        return token[0].isupper() and (numbered or (before[0] in _BEFORE and after[0] not in ("for", "on")))
    return token.islower() and (numbered or before[0] in _BEFORE_MONTH)


def _weekdays(text: Text) -> Found:
    weekdays = lexicon(text.language).weekdays
    if text.words.isdisjoint(weekdays):
        return {}
    return {
        weekdays[word]: (token, text.language != "en" or token[0].isupper())
        for token, word in zip(text.tokens, text.lower, strict=True)
        if word in weekdays
    }


def _compared(what: str, names: list[str], ours: Found, theirs: Found, source: Text, target: Text) -> Iterator[Flag]:
    """Compare the months, or the weekdays, of the two sides."""
    numeric = {int(a or b) for text in (source, target) for a, b in _numeric(text)} if what == "month" else set()
    lost = [
        number
        for number, (word, sure) in ours.items()
        if sure and number not in theirs and number not in numeric and word.lower() not in target.words
    ]
    invented = [
        number
        for number, (word, sure) in theirs.items()
        if sure and number not in ours and number not in numeric and word.lower() not in source.words
    ]
    for number in lost:
        word = ours[number][0]
        if invented:
            yield Flag(
                "date", f"{word} ({names[number - 1]}) in the source; the English has {theirs[invented.pop(0)][0]}"
            )
        else:
            yield Flag("date", f"{word} ({names[number - 1]}) in the source; not in the English")
    for number in invented:
        yield Flag("date", f"the English has {theirs[number][0]}; no such {what} in the source")


def _numeric(text: Text) -> list[tuple[str, str]]:
    return _NUMERIC.findall(text.text) if text.figures else []


def _days(source: Text, target: Text) -> Iterator[Flag]:
    for word, right in _DAYS.items():
        wrong = _OPPOSITE[word]
        if word in source.words and right not in target.words and wrong in target.words:
            yield Flag("date", f"{word} ({right}) in the source; the English has {wrong}")
