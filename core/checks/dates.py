"""Months, weekdays and the words for days: mardi is Tuesday, mars is March, and hier is not tomorrow."""

import re
from collections.abc import Iterator, Sequence

from core.article import Flag
from core.checks.text import Text
from core.lang import find
from core.lang.profile import Dates

_NUMERIC = re.compile(r"\d{1,2}[/.-](\d{1,2})[/.-]\d{2,4}|\d{4}-(\d{2})-\d{2}")


def dates(source: Text, target: Text) -> Iterator[Flag]:
    """Flag months and weekdays that one side has and the other has not, and yesterdays that became tomorrows."""
    known = find(target.language).dates
    if not known.names:
        return
    ours, theirs = _months(source), _months(target)
    if ours or theirs:
        yield from _compared("month", known.month_names(), ours, theirs, source, target)
    ours, theirs = _weekdays(source), _weekdays(target)
    if ours or theirs:
        yield from _compared("weekday", known.weekday_names(), ours, theirs, source, target)
    yield from _days(source, target)


Found = dict[int, tuple[str, bool]]
"""By number: the word, and whether it certainly is one."""


def _months(text: Text) -> Found:
    known = find(text.language).dates
    if text.words.isdisjoint(known.months):
        return {}
    found: Found = {}
    for place, word in enumerate(text.lower):
        number = known.months.get(word)
        if number is None:
            continue
        sure = (
            _is_month(text, place, known)
            if word in known.ambiguous
            else not known.capitals or text.tokens[place] != word
        )
        if number not in found or sure:
            found[number] = text.tokens[place], sure
    return found


def _is_month(text: Text, place: int, known: Dates) -> bool:
    """Whether a word such as `may` is a month where it stands."""
    before, after = text.lower[place - 1 : place] or [""], text.lower[place + 1 : place + 2] or [""]
    numbered = before[0][:1].isdigit() or after[0][:1].isdigit()
    token = text.tokens[place]
    if token.lower() in known.abbreviated:
        return before[0][:1].isdigit() or after[0][:2] in ("19", "20")
    written = token[0].isupper() if known.capitals else token.islower()
    return written and (numbered or (before[0] in known.before_month and after[0] not in known.not_after_month))


def _weekdays(text: Text) -> Found:
    known = find(text.language).dates
    if text.words.isdisjoint(known.weekdays):
        return {}
    return {
        known.weekdays[word]: (token, not known.capitals or token[0].isupper())
        for token, word in zip(text.tokens, text.lower, strict=True)
        if word in known.weekdays
    }


def _compared(
    what: str, names: Sequence[str], ours: Found, theirs: Found, source: Text, target: Text
) -> Iterator[Flag]:
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
        word, name = ours[number][0], names[number - 1].capitalize()
        if invented:
            yield Flag("date", f"{word} ({name}) in the source; the translation has {theirs[invented.pop(0)][0]}")
        else:
            yield Flag("date", f"{word} ({name}) in the source; not in the translation")
    for number in invented:
        yield Flag("date", f"the translation has {theirs[number][0]}; no such {what} in the source")


def _numeric(text: Text) -> list[tuple[str, str]]:
    return _NUMERIC.findall(text.text) if text.figures else []


def _days(source: Text, target: Text) -> Iterator[Flag]:
    if source.language == target.language:
        return
    words = {days: word for word, days in find(target.language).dates.relative.items()}
    for word, days in find(source.language).dates.relative.items():
        right, wrong = words[days], words[-days]
        if word in source.words and right not in target.words and wrong in target.words:
            yield Flag("date", f"{word} ({right}) in the source; the translation has {wrong}")
