"""What the program knows of each language, a folder a language.

    find("fr").dates.months["janvier"]      # 1

A language at the level of French is one folder here: `PROFILE` in its `__init__.py`, and its data files. A language
without a folder of its own may stand in `families.py`; of any other, `find` returns a profile that knows nothing.
"""

from functools import cache
from importlib import import_module
from pathlib import Path

from core.lang.profile import LanguageProfile

__all__ = ["LanguageProfile", "find", "known"]

_FOLDERS = frozenset(path.parent.name for path in Path(__file__).parent.glob("*/__init__.py"))


@cache
def find(code: str) -> LanguageProfile:
    """Return what is known of a language (ISO 639-1); only its own folder is loaded, when first asked for."""
    if code in _FOLDERS:
        profile: LanguageProfile = import_module(f"core.lang.{code}").PROFILE
        return profile
    from core.lang.families import PROFILES

    return PROFILES.get(code) or LanguageProfile(code)


def known() -> tuple[LanguageProfile, ...]:
    """Return every language of which something is known."""
    from core.lang.families import PROFILES

    return tuple(find(code) for code in sorted(_FOLDERS | {*PROFILES}))
