"""Dates and times: mardi is Tuesday, mars is March, hier is not tomorrow, and 20 h 45 is 8:45 p.m."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.article import Flag
from core.checks.tokens import Text
from core.lang import profile_of
from core.lang.number_words import Dates
from core.messages import Message

_HALF_DAY = 12 * 60
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s?[hH]\s?|[:.])(\d{2})(?::(\d{2}))?(?:\s?([aApP])\.?[mM]\.?)?"
    r"|(\d{1,2})\s?(?:[hH]|([aApP])\.?[mM]\.?)"
)
_DAY_OF_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:er|st|nd|rd|th)?")
_NUMERIC = re.compile(r"\d{1,2}[/.-](\d{1,2})[/.-]\d{2,4}|\d{4}-(\d{2})-\d{2}")


def check_dates(source: Text, target: Text) -> Iterator[Flag]:
    """Flag months and weekdays that only one side has, and « hier » that became `tomorrow`."""
    known = profile_of(target.language).dates
    if not known.names:
        return
    source_mentions, target_mentions = _months(source), _months(target)
    if source_mentions or target_mentions:
        yield from _compared(Message("month"), known.month_names(), source_mentions, target_mentions, source, target)
    source_mentions, target_mentions = _weekdays(source), _weekdays(target)
    if source_mentions or target_mentions:
        yield from _compared(
            Message("weekday"), known.weekday_names(), source_mentions, target_mentions, source, target
        )
    yield from _days(source, target)


Mentions = dict[int, tuple[str, bool]]
"""By number: the word, and whether it is certainly a date."""


def _months(text: Text) -> Mentions:
    known = profile_of(text.language).dates
    if text.words.isdisjoint(known.months):
        return {}
    found: Mentions = {}
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
    """Whether an ambiguous word such as `may` is a month in this place."""
    before, after = text.lower[place - 1 : place] or [""], text.lower[place + 1 : place + 2] or [""]
    numbered = before[0][:1].isdigit() or after[0][:1].isdigit()
    token = text.tokens[place]
    if token.lower() in known.abbreviated:
        # After a year it is a number: « en 2019, sept marchés ».
        return bool(_DAY_OF_MONTH.fullmatch(before[0])) or after[0][:2] in ("19", "20")
    written = token[0].isupper() if known.capitals else token.islower()
    return written and (numbered or (before[0] in known.before_month and after[0] not in known.not_after_month))


def _weekdays(text: Text) -> Mentions:
    known = profile_of(text.language).dates
    if text.words.isdisjoint((*known.weekdays, *known.implied)):
        return {}
    implied: Mentions = {known.implied[word]: (word, False) for word in text.words & known.implied.keys()}
    return implied | {
        known.weekdays[word]: (token, not known.capitals or token[0].isupper())
        for token, word in zip(text.tokens, text.lower, strict=True)
        if word in known.weekdays
    }


def _compared(
    what: str, names: Sequence[str], source_mentions: Mentions, target_mentions: Mentions, source: Text, target: Text
) -> Iterator[Flag]:
    """Compare the months, or the weekdays, of the two sides."""
    numeric = {int(a or b) for text in (source, target) for a, b in _numeric(text)} if what == "month" else set()
    lost = [
        number
        for number, (word, sure) in source_mentions.items()
        if sure and number not in target_mentions and number not in numeric and word.lower() not in target.words
    ]
    invented = [
        number
        for number, (word, sure) in target_mentions.items()
        if sure and number not in source_mentions and number not in numeric and word.lower() not in source.words
    ]
    for number in lost:
        word, name = source_mentions[number][0], names[number - 1].capitalize()
        if invented:
            yield Flag(
                "date",
                Message(
                    "{word} ({meaning}) in the source; the translation has {said}",
                    word=word,
                    meaning=name,
                    said=target_mentions[invented.pop(0)][0],
                ),
            )
        else:
            yield Flag(
                "date", Message("{word} ({meaning}) in the source; not in the translation", word=word, meaning=name)
            )
    for number in invented if profile_of(source.language).all_values else ():
        yield Flag(
            "date",
            Message(
                "the translation has {said}; no such {thing} in the source", said=target_mentions[number][0], thing=what
            ),
        )


def _numeric(text: Text) -> list[tuple[str, str]]:
    return _NUMERIC.findall(text.text) if text.figures else []


def _days(source: Text, target: Text) -> Iterator[Flag]:
    if source.language == target.language:
        return
    words = {days: word for word, days in profile_of(target.language).dates.relative.items()}
    for word, days in profile_of(source.language).dates.relative.items():
        right, wrong = words[days], words[-days]
        if word in source.words and right not in target.words and wrong in target.words:
            yield Flag(
                "date",
                Message(
                    "{word} ({meaning}) in the source; the translation has {said}", word=word, meaning=right, said=wrong
                ),
            )


class Moment(NamedTuple):
    """A time of day or a duration: the two are written alike."""

    readings: set[float | str]
    """`t` and the minutes since midnight; also the hours as a number, since « 2 h 30 » may be 2.5 hours."""
    parts: tuple[float, ...]
    """The hours and the minutes."""


def evening(text: Text) -> int:
    """Return the first hour that may be p.m. in a sentence, 12 if none may."""
    known = profile_of(text.language).dates.pm_from
    return min((hour for words, hour in known.items() if text.words.issuperset(words.split())), default=12)


def clock_time(token: str, language: str, *, evening: int) -> Moment | None:
    """Read a token such as `20 h 45`, `20:45` or `8.45 p.m.` as a time; None if it is not one.

    `evening` is the first hour that may be p.m., 12 if none may.
    """
    match = _CLOCK.fullmatch(token)
    if not match:
        return None
    hours, minutes = int(match[1] or match[5]), int(match[2] or 0)
    half = (match[4] or match[6] or "").lower()
    if "." in token and not half:
        return None
    if hours > 24 or minutes > 59:
        return None
    if match[3] and not half:
        return Moment(
            {f"s{hours * 3600 + minutes * 60 + int(match[3])}"}, (float(hours), float(minutes), float(match[3]))
        )
    # A duration, `24h`, is written like a time: read it as both.
    return _moment(hours, minutes, half, evening=evening, exact=language != "en")


def half_past(
    readings: set[float | str], following: Sequence[str], language: str, *, evening: int
) -> tuple[Moment | None, int]:
    """Read « heures 45 » or `o'clock` after the number of hours; also return how many tokens were read."""
    hours = next((int(value) for value in readings if isinstance(value, float) and value <= 24), None)
    if hours is None or not following:
        return None, 0
    if tuple(following[:2]) == ("o", "clock"):
        return _moment(hours, 0, "", evening=evening, exact=False), 2
    if following[0] not in profile_of(language).dates.hours:
        return None, 0
    minutes = following[1] if len(following) > 1 else ""
    if minutes.isdecimal() and int(minutes) < 60 and len(minutes) == 2:
        return _moment(hours, int(minutes), "", evening=evening, exact=True), 2
    moment = _moment(hours, 0, "", evening=evening, exact=True)
    half = hours + 0.5 in readings
    return moment._replace(readings=moment.readings | readings | ({f"t{hours * 60 + 30}"} if half else set())), 0


def afternoon(readings: set[float | str]) -> set[float | str]:
    """Read a number before `to 6 p.m.` as a time: 2.30 may be p.m. too, and the 14 of « 14 à 18 heures » is 2 p.m."""
    found = [int(value) * 60 + round(value % 1 * 100) for value in readings if isinstance(value, float)]
    return {f"t{time}" for time in (*found, *(time + _HALF_DAY for time in found if time < _HALF_DAY))}


def _moment(hours: int, minutes: int, half: str, *, evening: int, exact: bool) -> Moment:
    parts = (float(hours), float(minutes)) if minutes else (float(hours),)
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    since = hours % 24 * 60 + minutes
    readings: set[float | str] = {f"t{since}"}
    if not half and evening <= hours < 12:
        readings.add(f"t{since + _HALF_DAY}")
    if not half and exact:
        # 2 h 30 may be two and a half hours, 150 minutes; 20 h 45 may be written 20.45, or 2045.
        readings |= {round(hours + minutes / 60, 4), float(hours * 60 + minutes), float(f"{hours}.{minutes:02}")}
        readings.add(float(hours * 100 + minutes))
    return Moment(readings, parts)
