"""The interface language: English as written in the code, or the texts of a catalogue instead.

The English texts are the keys. `_` translates a text, `n_` one that depends on a number, and `N_` marks a text that is
translated where it is shown. `localized` translates a message of core. The contents of wires are never translated here.
Points in time are written in this machine's time zone.
"""

import gettext
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from core.messages import Message
from core.settings import Language

DOMAIN = "depeche"

_GROUPED = 10_000
_KILO = 1000
_CONTEXT = "\x04"
"""gettext's separator of context and text; the id of a message is its context."""

_spoken: gettext.NullTranslations = gettext.NullTranslations()
_wanted: Callable[[], Language] | None = None
_of_core: dict[str, str] | None = None


def speak_as(wanted: Callable[[], Language]) -> None:
    """Defer the choice of the language to the first message; a command without messages reads no settings."""
    global _wanted  # noqa: PLW0603 - as below
    _wanted = wanted


def language() -> str:
    """Return the code of the interface language."""
    return catalogue().info().get("language", "en")


def catalogue() -> gettext.NullTranslations:
    """Return the catalogue of the interface language."""
    if _wanted:
        speak(_wanted())
    return _spoken


def speak(language: Language, environ: Mapping[str, str] = os.environ) -> str:
    """Choose the language from now on, for the whole process, and return its code; `auto` follows the locale."""
    global _spoken, _wanted, _of_core  # noqa: PLW0603 - a screen has one language, and all its texts are in it
    _wanted = _of_core = None
    code = _of_locale(environ) if language == "auto" else language
    path = resources.files("tui") / "locale" / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if path.is_file():
        with path.open("rb") as file:
            _spoken = gettext.GNUTranslations(file)
    else:
        code, _spoken = "en", gettext.NullTranslations()
    return code


def _(text: str, /, **values: object) -> str:
    """Return a text in the interface language, its `{placeholders}` replaced by the values."""
    translated = catalogue().gettext(text) if text else ""
    return _filled(translated, values) if values else translated


def n_(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Return the text for a number, with `{n}` replaced by it, its thousands grouped from 10,000 on."""
    translated = catalogue().ngettext(singular, plural, count)
    plain = count < _GROUPED or "{n:" in translated
    return _filled(translated, {"n": count if plain else grouped(count), **values})


def localized(text: str) -> str:
    """Return a message of core in the interface language: the template of that language with the same values.

    Other text is returned unchanged: that of a library, or a message stored by an earlier version.
    """
    if not isinstance(text, Message) or not (template := _templates().get(text.id)):
        return text
    try:
        return _filled(template, text.values)
    except (LookupError, ValueError, TypeError, AttributeError, OverflowError):
        # It was read from an external file, and its values are not those of its template.
        return text


def _filled(template: str, values: Mapping[str, object]) -> str:
    return template.format(**{name: _shown(value) for name, value in values.items()})


def _shown(value: object) -> object:
    if isinstance(value, Message):
        return localized(value)
    return _Number(value) if isinstance(value, int | float) and language() != "en" else value


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that templates format in the interface language."""

    value: float

    def __format__(self, how: str) -> str:
        written = format(self.value, how)
        return "".join({",": _(","), ".": _(".")}.get(sign, sign) for sign in written) if how else written


def _templates() -> Mapping[str, str]:
    """Return the interface language's templates of core's messages, by id."""
    global _of_core  # noqa: PLW0603 - as above
    spoken = catalogue()
    if _of_core is None:
        # It has no way of its own to go through it.
        known = getattr(spoken, "_catalog", {})
        parted = ((*text.partition(_CONTEXT), template) for text, template in known.items() if isinstance(text, str))
        _of_core = {context: template for context, sign, _text, template in parted if sign}
    return _of_core


def grouped(count: float) -> str:
    """Return a number without decimals, with thousands grouped as in the interface language."""
    return f"{count:,.0f}".replace(",", _(","))


def megabytes(size: int, *, decimals: int = 1) -> str:
    """Return a size in bytes as megabytes."""
    return _("{n} MB", n=f"{size / 1e6:.{decimals}f}".replace(".", _(".")))


def percent(share: float) -> str:
    """Return a share, from 0 to 1, in per cent, as written in the interface language."""
    return _("{n}%", n=round(100 * share))


def pack_title(title: str) -> str:
    """Return the title of a pack, such as `French → English, Argos`, in the interface language."""
    source, arrow, rest = title.partition(" → ")
    target, comma, maker = rest.partition(", ")
    return f"{in_text(_(source))}{arrow}{in_text(_(target))}{comma}{maker}" if arrow else title


def in_text(name: str) -> str:
    """Return the name of a language for use within a line: French writes it in lower case."""
    return name[:1].lower() + name[1:] if language() == "fr" else name


def data_size(size: int) -> str:
    """Return a size in bytes in the unit that suits it."""
    if size < _KILO:
        return n_("{n} byte", "{n} bytes", size)
    if size < _KILO**2:
        return _("{n:,.1f} kB", n=size / _KILO)
    if size < _KILO**3:
        return _("{n:,.1f} MB", n=size / _KILO**2)
    return _("{n:,.1f} GB", n=size / _KILO**3)


def N_(text: str) -> str:  # noqa: N802 - as gettext's users call it
    """Mark a text that is translated where it is shown."""
    return text


_ALSO = (
    *(N_("Sentence"), N_("Unknown language")),
    *(N_("Move"), N_("Open command palette")),
    *(N_("Icelandic"), N_("Malay"), N_("Serbo-Croat")),
    *(N_("space"), N_("home"), N_("end"), N_("pgup"), N_("pgdn"), N_("tab"), N_("esc"), N_("del"), N_("shift")),
    *(N_("number"), N_("date"), N_("name"), N_("untranslated"), N_("repetition"), N_("length")),
    *(N_("truncated"), N_("low-score"), N_("negation"), N_("Library"), N_("Memory"), N_("Settings")),
    *(N_("No brief written"), N_("Brief written"), N_("Not saved"), N_("Digest"), N_("Summary"), N_("Sentence")),
    *(N_("Ready when translation finishes."), N_("There is no sentence to choose.")),
)
"""Texts that widgets receive from elsewhere, and translate as they show them."""


def _of_locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name, ""):
            return value.partition("_")[0].partition(".")[0].lower()
    return "en"


_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_DAY = len("2026-11-02")


def time_text(written: str, now: datetime | None = None) -> str:
    """Return a point in time, ISO 8601, as short as possible: the time today, else the day, with the year if it is old.

    A time without a zone is shown as written; text that is no time gives an empty string.
    """
    now = now or datetime.now().astimezone()
    when = _read(written, now)
    if when is None:
        return ""
    if when.date() == now.date():
        return f"{when:%H:%M}" if len(written) > _DAY else _("today")
    return _day(when, now)


def full_time_text(written: str, now: datetime | None = None) -> str:
    """Return a point in time with its day and, if known, its hour."""
    now = now or datetime.now().astimezone()
    when = _read(written, now)
    if when is None or len(written) <= _DAY:
        return time_text(written, now)
    return f"{when:%H:%M}" if when.date() == now.date() else f"{_day(when, now)} {when:%H:%M}"


def arrival_text(came: str, published: str, now: datetime | None = None) -> str:
    """Return when something arrived, unless it is the same as when it was published."""
    shown = time_text(came, now)
    return _("came {time}", time=shown) if shown and shown != time_text(published, now) else ""


def _read(written: str, now: datetime) -> datetime | None:
    try:
        when = datetime.fromisoformat(written)
        return when.astimezone(now.tzinfo) if len(written) > _DAY and when.tzinfo else when
    except (ValueError, OverflowError):  # the last hour of the year 9999
        return None


def _day(when: datetime, now: datetime) -> str:
    month = _(_MONTHS[when.month - 1])
    return f"{when.day} {month}" if when.year == now.year else f"{when.day} {month} {when.year}"
