"""The language of the screens: English as it is written in the code, or what a catalogue says instead.

The texts in the code are the keys. `_` gives one of them in the language spoken, `n_` one for a number, and `N_`
marks one that is translated where it is shown. What a wire holds is never translated here.
"""

import gettext
import os
from collections.abc import Mapping
from importlib import resources

from core.settings import Language

DOMAIN = "depeche"

_GROUPED = 10_000

_spoken: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: Language, environ: Mapping[str, str] = os.environ) -> str:
    """Choose the language from now on, for the whole process, and return its code; `auto` follows the locale."""
    global _spoken  # noqa: PLW0603 - a screen has one language, and each of its texts would have to be told
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
    said = _spoken.gettext(text) if text else ""
    return said.format(**values) if values else said


def n_(one: str, many: str, count: int) -> str:
    """Return the text for a number, with `{n}` replaced by it; its thousands apart where there are tens of them."""
    return _spoken.ngettext(one, many, count).format(n=grouped(count) if count >= _GROUPED else count)


def grouped(count: float) -> str:
    """Return a number without decimals, its thousands apart as the language spoken writes them."""
    return f"{count:,.0f}".replace(",", _(","))


def N_(text: str) -> str:  # noqa: N802 - as gettext's users call it
    """Mark a text that is translated where it is shown."""
    return text


_ALSO = (
    *(N_("Sentence"), N_("French"), N_("English"), N_("Spanish"), N_("German"), N_("Italian"), N_("Portuguese")),
    *(N_("Russian"), N_("Arabic"), N_("Chinese"), N_("Japanese"), N_("Korean"), N_("Hindi"), N_("Unknown language")),
    *(N_("Move"), N_("palette"), N_("Open command palette"), N_("the package index")),
    *(N_("number"), N_("date"), N_("name"), N_("untranslated"), N_("repetition"), N_("length")),
    *(N_("truncated"), N_("low-score"), N_("negation"), N_("Library"), N_("Memory"), N_("Settings")),
    *(N_("No brief written"), N_("Brief written"), N_("Not kept"), N_("Digest"), N_("Summary"), N_("Sentence")),
    *(N_("It comes with the last sentence."), N_("There is no sentence to choose.")),
)
"""Texts that widgets are given from elsewhere, and translate as they show them."""


def _of_locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name, ""):
            return value.partition("_")[0].partition(".")[0].lower()
    return "en"
