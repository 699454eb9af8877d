"""The language of the screens: English as it is written in the code, or what a catalogue says instead.

The texts in the code are the keys. `_` gives one of them in the language spoken, `n_` one for a number, and `N_`
marks one that is translated where it is shown. What a wire holds is never translated here.
"""

import gettext
import os
from collections.abc import Callable, Mapping
from importlib import resources

from core.settings import Language

DOMAIN = "depeche"

_GROUPED = 10_000

_spoken: gettext.NullTranslations = gettext.NullTranslations()
_wanted: Callable[[], Language] | None = None


def speak_as(wanted: Callable[[], Language]) -> None:
    """Ask which language to speak once there is something to say; a command that says nothing reads no settings."""
    global _wanted  # noqa: PLW0603 - as below
    _wanted = wanted


def language() -> str:
    """Return the code of the language spoken."""
    return catalogue().info().get("language", "en")


def catalogue() -> gettext.NullTranslations:
    """Return what the language spoken says for each text."""
    if _wanted:
        speak(_wanted())
    return _spoken


def speak(language: Language, environ: Mapping[str, str] = os.environ) -> str:
    """Choose the language from now on, for the whole process, and return its code; `auto` follows the locale."""
    global _spoken, _wanted  # noqa: PLW0603 - a screen has one language, and each of its texts would have to be told
    _wanted = None
    code = _of_locale(environ) if language == "auto" else language
    path = resources.files("tui") / "locale" / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if path.is_file():
        with path.open("rb") as file:
            _spoken = gettext.GNUTranslations(file)
    else:
        code, _spoken = "en", gettext.NullTranslations()
    return code


def _(text: str, **values: object) -> str:
    """Return a text in the language spoken; with values, those put where it names them in braces."""
    said = catalogue().gettext(text) if text else ""
    return said.format(**values) if values else said


def n_(one: str, many: str, count: int) -> str:
    """Return the text for a number, with `{n}` replaced by it; its thousands apart where there are tens of them."""
    return catalogue().ngettext(one, many, count).format(n=grouped(count) if count >= _GROUPED else count)


def grouped(count: float) -> str:
    """Return a number without decimals, its thousands apart as the language spoken writes them."""
    return f"{count:,.0f}".replace(",", _(","))


def megabytes(size: int, *, decimals: int = 1) -> str:
    """Return a size in bytes as megabytes."""
    return _("{n} MB", n=f"{size / 1e6:.{decimals}f}")


def pack_title(title: str) -> str:
    """Return what a pack is called, such as `French → English, Argos`, its languages in the language spoken."""
    source, arrow, rest = title.partition(" → ")
    target, comma, maker = rest.partition(", ")
    return f"{_(source)}{arrow}{_(target)}{comma}{maker}" if arrow else title


def N_(text: str) -> str:  # noqa: N802 - as gettext's users call it
    """Mark a text that is translated where it is shown."""
    return text


_ALSO = (
    *(N_("Sentence"), N_("Unknown language")),
    *(N_("Move"), N_("palette"), N_("Open command palette"), N_("the package index")),
    *(N_("number"), N_("date"), N_("name"), N_("untranslated"), N_("repetition"), N_("length")),
    *(N_("truncated"), N_("low-score"), N_("negation"), N_("Library"), N_("Memory"), N_("Settings")),
    *(N_("No brief written"), N_("Brief written"), N_("Not saved"), N_("Digest"), N_("Summary"), N_("Sentence")),
    *(N_("Ready when translation finishes."), N_("There is no sentence to choose.")),
)
"""Texts that widgets are given from elsewhere, and translate as they show them."""


def _of_locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name, ""):
            return value.partition("_")[0].partition(".")[0].lower()
    return "en"
