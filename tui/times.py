"""Points in time as the screens say them, in the time zone of this machine."""

from datetime import datetime

from tui.i18n import N_, _

_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_DAY = len("2026-11-02")


def told_time(written: str, now: datetime | None = None) -> str:
    """Say a point in time, ISO 8601, as short as can be: the time today, the day before that, the year of old.

    A time without a zone stands as it is written; what is no time gives nothing.
    """
    now = now or datetime.now().astimezone()
    when = _read(written, now)
    if when is None:
        return ""
    if when.date() == now.date():
        return f"{when:%H:%M}" if len(written) > _DAY else _("today")
    return _day(when, now)


def told_fully(written: str, now: datetime | None = None) -> str:
    """Say a point in time with its day and, where that is known, its hour."""
    now = now or datetime.now().astimezone()
    when = _read(written, now)
    if when is None or len(written) <= _DAY:
        return told_time(written, now)
    return f"{when:%H:%M}" if when.date() == now.date() else f"{_day(when, now)} {when:%H:%M}"


def told_came(came: str, published: str, now: datetime | None = None) -> str:
    """Say when something came, unless it says the same as when it was published."""
    told = told_time(came, now)
    return _("came {time}", time=told) if told and told != told_time(published, now) else ""


def _read(written: str, now: datetime) -> datetime | None:
    try:
        when = datetime.fromisoformat(written)
        return when.astimezone(now.tzinfo) if len(written) > _DAY and when.tzinfo else when
    except (ValueError, OverflowError):  # the last hour of the year 9999
        return None


def _day(when: datetime, now: datetime) -> str:
    month = _(_MONTHS[when.month - 1])
    return f"{when.day} {month}" if when.year == now.year else f"{when.day} {month} {when.year}"
