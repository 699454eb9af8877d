"""What the program knows of each language, a folder a language; what languages are called, and their codes.

    find("fr").dates.months["janvier"]      # 1

A language at the level of French is one folder here: `PROFILE` in its `__init__.py`, and its data files. A language
without a folder of its own may stand in `families.py`; of any other, `find` returns a profile that knows nothing.
"""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

from core.lang.profile import LanguageProfile

__all__ = ["NAMES", "LanguageProfile", "find", "known", "language_code", "language_name"]

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


_NAMES = (
    "af Afrikaans,ar Arabic,bg Bulgarian,bn Bengali,ca Catalan,cs Czech,cy Welsh,da Danish,de German,el Greek,"
    "en English,es Spanish,et Estonian,fa Persian,fi Finnish,fr French,gu Gujarati,he Hebrew,hi Hindi,"
    "hr Croatian,hu Hungarian,id Indonesian,it Italian,ja Japanese,kn Kannada,ko Korean,lt Lithuanian,"
    "lv Latvian,mk Macedonian,ml Malayalam,mr Marathi,ne Nepali,nl Dutch,no Norwegian,pa Punjabi,pl Polish,"
    "pt Portuguese,ro Romanian,ru Russian,sk Slovak,sl Slovenian,so Somali,sq Albanian,sv Swedish,sw Swahili,"
    "ta Tamil,te Telugu,th Thai,tl Tagalog,tr Turkish,uk Ukrainian,ur Urdu,vi Vietnamese,zh Chinese"
)
NAMES = {entry[:2]: entry[3:] for entry in _NAMES.split(",")}

_LONG = (
    "afr af,ara ar,bul bg,ben bn,cat ca,ces cs,cze cs,cym cy,wel cy,dan da,deu de,ger de,ell el,gre el,eng en,spa es,"
    "est et,fas fa,per fa,fin fi,fra fr,fre fr,guj gu,heb he,hin hi,hrv hr,hun hu,ind id,ita it,jpn ja,kan kn,kor ko,"
    "lit lt,lav lv,mkd mk,mac mk,mal ml,mar mr,nep ne,nld nl,dut nl,nor no,nob no,nno no,pan pa,pol pl,por pt,ron ro,"
    "rum ro,rus ru,slk sk,slo sk,slv sl,som so,sqi sq,alb sq,swe sv,swa sw,tam ta,tel te,tha th,tgl tl,tur tr,ukr uk,"
    "urd ur,vie vi,zho zh,chi zh,cmn zh,nb no,nn no,iw he,in id"
)
_SHORT = dict(entry.split(" ") for entry in _LONG.split(","))
"""ISO 639-2 and 639-3 codes, and a few older ones, to the two letters that this program uses."""
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)


def language_code(tag: str | None) -> str | None:
    """Return the ISO 639-1 code in a language tag (`fr-FR`, `fra`, `en_GB`), or None where there is none.

    A code of three letters that has none of two stays as it is.
    """
    match = _TAG.fullmatch((tag or "").strip())
    return _SHORT.get(match[1].lower(), match[1].lower()) if match else None


def language_name(code: str) -> str:
    """Return what a language is called in English; an unknown code stands for itself."""
    if code == "und":
        return "Unknown language"
    return NAMES.get(code, code)


RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ps sd ug ur yi".split())
"""Languages that are written from right to left."""


def right_to_left(code: str) -> bool:
    """Whether a language is written from right to left; any region after its code is ignored."""
    return code.partition("-")[0] in RIGHT_TO_LEFT
