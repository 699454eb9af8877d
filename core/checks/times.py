"""Times of day: 20 h 45, 20:45, 8:45 p.m., eight o'clock."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_HALF_DAY = 12 * 60
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s?[hH]\s?|[:.])(\d{2})(?::\d{2})?(?:\s?([aApP])\.?[mM]\.?)?"
    r"|(\d{1,2})\s?(?:[hH]|([aApP])\.?[mM]\.?)"
)
_LATE = frozenset({"soir", "soirée", "nuit", "evening", "night", "tonight", "afternoon", "tarde", "sera"})


class Moment(NamedTuple):
    """A time of day, or a stretch of hours and minutes: the two are written alike."""

    readings: set[float | str]
    """`t` and the minutes since midnight; and as numbers the hours, for « 2 h 30 » may be 2.5 hours."""
    parts: tuple[float, ...]
    """The hours and the minutes."""


def evening(words: frozenset[str]) -> bool:
    """Whether a sentence speaks of an evening, so that its 8 o'clock may be 20:00."""
    return not _LATE.isdisjoint(words) or ("midi" in words and "après" in words)


def clock(token: str, language: str, *, evening: bool) -> Moment | None:
    """Read a token such as `20 h 45`, `20:45` or `8.45 p.m.` as a time; None where it is none."""
    match = _CLOCK.fullmatch(token)
    if not match:
        return None
    hours, minutes = int(match[1] or match[4]), int(match[2] or 0)
    half = (match[3] or match[5] or "").lower()
    if "." in token and not half:
        return None
    if hours > 24 or minutes > 59:
        return None
    # A count of hours, `24h`, is written like a time; so are both read.
    return _moment(hours, minutes, half, evening=evening, exact=language != "en")


def half_past(readings: set[float | str], following: Sequence[str], *, evening: bool) -> tuple[Moment | None, int]:
    """Read « heures 45 » or `o'clock` after the number of hours; gives how many tokens were read."""
    hours = next((int(value) for value in readings if isinstance(value, float) and value <= 24), None)
    if hours is None or not following:
        return None, 0
    if tuple(following[:2]) == ("o", "clock"):
        return _moment(hours, 0, "", evening=evening, exact=False), 2
    if following[0] not in ("heures", "heure", "uhr", "horas"):
        return None, 0
    minutes = following[1] if len(following) > 1 else ""
    if minutes.isdecimal() and int(minutes) < 60 and len(minutes) == 2:
        return _moment(hours, int(minutes), "", evening=evening, exact=True), 2
    moment = _moment(hours, 0, "", evening=evening, exact=True)
    half = hours + 0.5 in readings
    return moment._replace(readings=moment.readings | readings | ({f"t{hours * 60 + 30}"} if half else set())), 0


def afternoon(readings: set[float | str]) -> set[float | str]:
    """Read a number before `to 6 p.m.` as a time of the same half of the day: 2.3 is 2.30 p.m."""
    found = [value for value in readings if isinstance(value, float) and value < 13]
    return {f"t{int(value) * 60 + round(value % 1 * 100) + later}" for value in found for later in (0, _HALF_DAY)}


def _moment(hours: int, minutes: int, half: str, *, evening: bool, exact: bool) -> Moment:
    parts = (float(hours), float(minutes)) if minutes else (float(hours),)
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    since = hours % 24 * 60 + minutes
    readings: set[float | str] = {f"t{since}"}
    if not half and hours < 12 and evening:
        readings.add(f"t{since + _HALF_DAY}")
    if not half and exact:
        # 2 h 30 may be two and a half hours, 150 minutes; 20 h 45 may be written 20.45, or 2045.
        readings |= {round(hours + minutes / 60, 4), float(hours * 60 + minutes), float(f"{hours}.{minutes:02}")}
        readings.add(float(hours * 100 + minutes))
    return Moment(readings, parts)
