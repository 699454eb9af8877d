"""Strict parsing of the dates in feeds and pages: a date is read as it is meant or not at all, and no part is made up.

This is not left to dateparser or python-dateutil: they confuse day and month where the order is ambiguous, fill in
missing parts, and ignore unknown time zones. Only the names of months in languages other than English are from
dateparser's tables, which come with trafilatura; they are loaded when they are first needed.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as clock
from functools import lru_cache

_LONGEST = 80
"""Maximum length of a date, in characters."""
_EPOCH = range(631_152_000, 4_102_444_800)
"""Seconds since 1970 that are accepted as a date: from 1990 to 2100."""
_YEARS = range(1900, 2101)
_UNSET = date(1970, 1, 1)
"""The date that programs write if they have none."""
_LANGUAGES = ("fr", "de", "es", "it", "pt", "nl", "ru", "ar", "tr", "sv", "ro")
"""Languages tried for the name of a month if the feed gives no language, or a wrong one. Languages in which a name
means another month than elsewhere, such as listopad, are left out."""
_EASTERN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_LONG_MONTHS = "january february march april may june july august september october november december".split()
_MONTHS |= {name: number for number, name in enumerate(_LONG_MONTHS, 1)} | {"sept": 9}
_DAY_FIRST = frozenset("en-gb en-ie en-au en-nz en-in en-za".split())
_ANY_ORDER = frozenset("fr-ca es-us es-pr".split())
"""Locales in which both orders of day and month occur, as in English without a country."""

# Hours east of Greenwich. Abbreviations of several zones, such as IST, and single letters are left out.
_ZONES: dict[str, float] = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet", "tu"), 0),
    **dict.fromkeys(("cet", "mez", "met", "hnec", "west", "wat", "bst"), 1),
    **dict.fromkeys(("cest", "mesz", "mest", "haec", "heec", "eet", "sast", "cat"), 2),
    **dict.fromkeys(("eest", "msk", "eat"), 3),
    **dict.fromkeys(("wib", "ict"), 7),
    **dict.fromkeys(("hkt", "sgt", "awst"), 8),
    **dict.fromkeys(("jst", "kst"), 9),
    **dict.fromkeys(("ndt", "hat"), -2.5),
    **dict.fromkeys(("adt", "haa", "art", "brt"), -3),
    **dict.fromkeys(("nst", "hnt"), -3.5),
    **dict.fromkeys(("edt", "hae", "ast", "hna"), -4),
    **dict.fromkeys(("est", "hne", "cdt", "hac"), -5),
    **dict.fromkeys(("cst", "hnc", "mdt", "har"), -6),
    **dict.fromkeys(("mst", "hnr", "pdt", "hap"), -7),
    **dict.fromkeys(("pst", "hnp", "akdt"), -8),
}
_ZONES |= {"pkt": 5, "acst": 9.5, "aest": 10, "acdt": 10.5, "aedt": 11, "nzst": 12, "nzdt": 13, "akst": -9, "hst": -10}
_ZONE = rf"(?:(?:gmt|utc?)?\s?(?P<offset>[+\-−]\d{{1,2}}(?::?\d\d)?)|(?P<zone>{'|'.join(_ZONES)}))(?![\w:+-])"
_TIME = re.compile(
    r"(?:(?<=\d)t|(?<![\w:.-]))(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"|\s?h(?:\s?(?P<minutes>\d\d)(?:\s?(?:m|min)\s?(?P<seconds>\d\d)s?)?)?(?![\w:])|(?=\s?[ap]\.?m\b)|(?=\s?uhr\b))"
    rf"\s?(?P<half>[ap])?(?(half)\.?m\.?)\s?(?:uhr\b)?\s?(?:{_ZONE})?"
)
_COMMENT = re.compile(r"\(([^()]*)\)|\[[^\[\]]*\]")
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
"""ISO 8601 without separators."""
_FILLERS = re.compile(
    r"(?<!\w)(?:le|à|a|at|on|um|am|den|el|las|alle|ore|il|das|às|om|de|del|of|kl\.?|klo|г\.?|года|р\.|року|r\.|m\.|d\.|,|-|·|\|)(?!\w)"
)
_WEEKDAY = r"(?:(?P<weekday>[^\W\d_]{2,12})(?:-feira)?\.?(?:, ?| ))?"
_PLACE = re.compile(r"\b(?:africa|america|asia|atlantic|australia|europe|indian|pacific)(?:/[a-z_]{2,20}){1,2}")
"""A time zone by its place, `Europe/Paris`: the time is then left local."""
_SPACE_FOR_PLUS = re.compile(r"(\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) (?=\d\d:\d\d$)")
"""ISO 8601 whose plus sign was taken for the space of an address."""
_OLD = 15
"""A year below this is hardly meant where the first of three pairs may be a recent year: 26/02/04."""
_SUFFIX = r"(?: ?er|st|nd|rd|th|e|[.ºª°])?"
_DATES = tuple(
    re.compile(f"{_WEEKDAY}{form}")
    for form in (
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)",
        rf"(?P<day>\d{{1,2}}){_SUFFIX}[ -]?(?P<name>[^\W\d_]{{3,12}})\.?,?[ -]?'?(?P<year>\d{{4}}|\d\d)",
        rf"(?P<name>[^\W\d_]{{3,12}})\.? (?P<day>\d{{1,2}}){_SUFFIX},? (?P<year>\d{{4}})",
        r"(?P<year>\d{4})\.?[ -](?P<name>[^\W\d_]{3,12})\.?[ -](?P<day>\d{1,2})\.?",
    )
)


def read_date(written: str | None, language: str | None = None) -> str | None:
    """Return a date in ISO 8601, as precise as it is written; None if it is no date or ambiguous.

    That is a moment in UTC if the time zone is written, local time if only a time is, otherwise a day. `language` is
    the feed's, as a tag such as `fr` or `en-GB`: it decides whether 03/02 is the third of February or March 2nd.

    >>> read_date("Mon, 6 Jul 2026 18:30:10 CEST"), read_date("2 mars 2026 à 18h30"), read_date("03-02-2026")
    ('2026-07-06T16:30:10Z', '2026-03-02T18:30:00', None)
    """
    text = " ".join(unicodedata.normalize("NFC", (written or "")[: _LONGEST + 1]).split()).casefold()
    if not text or len(text) > _LONGEST:
        return None
    text = _SPACE_FOR_PLUS.sub(r"\1+", _PLACE.sub("", _EASTERN.sub(r"\1-\2-\3 ", text))).strip()
    try:
        return _epoch(text) or _read(text, _tag(language))
    except (ValueError, OverflowError):  # the 30th of February, or hour 25
        return None


def _epoch(text: str) -> str | None:
    """Read seconds or milliseconds since 1970; None if it is neither."""
    match = re.fullmatch(r"(\d{9,10})(\d{3})?(?:\.\d{1,9})?", text)
    if not match or int(match[1]) not in _EPOCH:
        return None
    return _in_utc(datetime.fromtimestamp(int(match[1]), UTC))


def _read(text: str, language: str) -> str | None:
    """Read a date with or without a time; None if it is none. Raises ValueError or OverflowError for hour 25."""
    if basic := _BASIC.match(text):
        year, month, day, hour, minute, second = basic.groups()
        signed = f"{year}-{month}-{day}" + (f"t{hour}:{minute}:{second or '00'}" if hour else "")
        text = signed + text[basic.end() :]
    times = list(_TIME.finditer(text))
    if len(times) > 1:
        return None
    zoned = times and (times[0]["offset"] or times[0]["zone"])
    if comment := _COMMENT.search(text):  # +0100 (CET), or [Europe/Paris]
        text = text[: comment.start()] + ("" if zoned else comment[1] or "") + text[comment.end() :]
    time = _TIME.search(text)
    rest = f"{text[: time.start()]} {text[time.end() :]}" if time else text
    day = _day(" ".join(_FILLERS.sub(" ", rest).split()).strip(" ,-"), language)
    if day is None or day.year not in _YEARS or day == _UNSET:
        return None
    return day.isoformat() if time is None else _at(day, time)


def _at(day: date, time: re.Match[str]) -> str | None:
    """Return a day with its time in ISO 8601; None if the hour or the time zone is impossible."""
    hour = int(time["hour"])
    if time["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (time["half"] == "p")
    # datetime has no leap seconds.
    second = min(int(time["second"] or time["seconds"] or 0), 59)
    moment = datetime.combine(day, clock(hour, int(time["minute"] or time["minutes"] or 0), second))
    if time["offset"]:
        figures = re.sub(r"\D", "", time["offset"])
        hours, minutes = (int(figures[:-2]), int(figures[-2:])) if len(figures) > 2 else (int(figures), 0)
        if hours > 14 or minutes > 59:
            return None
        east = timedelta(hours=hours, minutes=minutes)
        return _in_utc(moment.replace(tzinfo=timezone(east if time["offset"][0] == "+" else -east)))
    if time["zone"]:
        return _in_utc(moment.replace(tzinfo=timezone(timedelta(hours=_ZONES[time["zone"]]))))
    return moment.isoformat()


def _day(text: str, language: str) -> date | None:
    """Read a day, written in figures or with the name of its month; None if it is none or ambiguous."""
    if match := next(filter(None, (form.fullmatch(text) for form in _DATES)), None):
        parts = match.groupdict()
        year = _year(parts["year"])
        if parts.get("month"):
            return date(year, int(parts["month"]), int(parts["day"]))
        if name := parts.get("name"):
            month = _MONTHS.get(name) or _month(name, language)
            return date(year, month, int(parts["day"])) if month else None
        first, second = int(parts["first"]), int(parts["second"])
        # A year of two figures is accepted last only if the day is certainly first.
        day_first = _is_day_first(language, parts["sign"])
        if len(parts["year"]) == 2 and (not day_first or parts["sign"] == "-" or int(parts["year"]) < _OLD <= first):
            return None
        if day_first is None and first <= 12 and second <= 12 and first != second:
            return _on_weekday(parts["weekday"], date(year, first, second), date(year, second, first))
        if second > 12 or (day_first is False and first <= 12):
            return date(year, first, second)
        return date(year, second, first)
    return date.fromisoformat(text.upper()) if re.fullmatch(r"\d{4}-w\d\d-\d", text) else None


def _on_weekday(name: str | None, *days: date) -> date | None:
    """Return the one of two days that is on the weekday of an English name; None if that does not decide."""
    fitting = [day for day in days if name and name.startswith(day.ctime()[:3].lower())]
    return fitting[0] if len(fitting) == 1 else None


def _is_day_first(language: str, sign: str) -> bool | None:
    """Whether the day comes before the month in figures; None if both orders are used."""
    if sign == "." or language in _DAY_FIRST:
        return True
    if language == "en-us":
        return False
    return None if not language or language in _ANY_ORDER or language.partition("-")[0] == "en" else True


def _year(figures: str) -> int:
    """Return a year written with four figures, or with two as in RFC 2822."""
    year = int(figures)
    return year if len(figures) > 2 else year + (2000 if year < 50 else 1900)


def _month(name: str, language: str) -> int | None:
    """Return the number of a month by its full or short name in a feed's language; None for another word."""
    name = _bare(name)
    codes = dict.fromkeys((language.partition("-")[0], *_LANGUAGES))
    return next(filter(None, (_named(code).get(name) for code in codes if code)), None)


def _bare(text: str) -> str:
    """Return a name without its accents."""
    return "".join(
        char for char in unicodedata.normalize("NFKD", text.casefold()) if unicodedata.category(char) != "Mn"
    )


@lru_cache(64)
def _named(language: str) -> dict[str, int]:
    """Return the numbers of a language's months by their names without accents; empty for an unknown language.

    Only dateparser's table is used, since it takes milliseconds to parse a date, and a feed may have thousands.
    """
    from dateparser.languages.loader import default_loader

    try:
        info = default_loader.get_locale(language).info
    except (ValueError, TypeError, ImportError):
        return {}
    return {_bare(name): number for number, month in enumerate(_LONG_MONTHS, 1) for name in info.get(month, ())}


def _tag(language: str | None) -> str:
    return (language or "").strip().replace("_", "-").casefold()


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
