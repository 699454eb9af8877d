"""Language profiles: what the program knows of each language; and the names and codes of languages.

    profile_of("fr").dates.months["janvier"]      # 1

A language at the level of French has a folder here, with `PROFILE` in its `__init__.py` and data files. A language
without a folder may be in `families.py`; for any other, `profile_of` returns a profile that knows nothing.

`word_list` reads the frequent words of a language, `gazetteer` its names with their forms in another language, and
`rules` the rewrites of a source before the model and the edits of a translation after it. The rules of a pair are TOML
files in the folder of the source language: from French to English, `fr/rewrites.en/*.toml` and `fr/post_edits.en.toml`.
Each rule has an example and a counter-example, from which tests are made. `tools/make_rules.py` compiles the rules into
`fr/rules.en.json`, which loads fifty times as fast.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.lang.letters import bare

if TYPE_CHECKING:
    from core.lang.profile import LanguageProfile

__all__ = [
    "BY_NAME",
    "NAMES",
    "Name",
    "PostEdit",
    "Rewrite",
    "Rules",
    "WordList",
    "gazetteer",
    "known",
    "language_called",
    "language_code",
    "language_name",
    "names_of_language",
    "profile_of",
    "rules",
    "word_list",
]

_FOLDERS = frozenset(path.parent.name for path in Path(__file__).parent.glob("*/__init__.py"))


@cache
def profile_of(code: str) -> "LanguageProfile":
    """Return the profile of a language (ISO 639-1); only the folder of that language is loaded, on first use."""
    from core.lang.profile import LanguageProfile

    if code in _FOLDERS:
        profile: LanguageProfile = import_module(f"core.lang.{code}").PROFILE
        return profile
    from core.lang.families import PROFILES

    return PROFILES.get(code) or LanguageProfile(code)


def known() -> tuple["LanguageProfile", ...]:
    """Return the profiles of all languages that have one."""
    from core.lang.families import PROFILES

    return tuple(profile_of(code) for code in sorted(_FOLDERS | {*PROFILES}))


_NAMES = (
    "af Afrikaans,ar Arabic,be Belarusian,bg Bulgarian,bn Bengali,ca Catalan,cs Czech,cy Welsh,da Danish,de German,"
    "el Greek,en English,es Spanish,et Estonian,eu Basque,fa Persian,fi Finnish,fr French,gl Galician,gu Gujarati,"
    "he Hebrew,hi Hindi,hr Croatian,hu Hungarian,id Indonesian,is Icelandic,it Italian,ja Japanese,kn Kannada,"
    "ko Korean,lt Lithuanian,lv Latvian,mk Macedonian,ml Malayalam,mr Marathi,ms Malay,ne Nepali,nl Dutch,"
    "no Norwegian,pa Punjabi,pl Polish,pt Portuguese,ro Romanian,ru Russian,sk Slovak,sl Slovenian,so Somali,"
    "sq Albanian,sr Serbian,sv Swedish,sw Swahili,ta Tamil,te Telugu,th Thai,tl Tagalog,tr Turkish,uk Ukrainian,"
    "ur Urdu,vi Vietnamese,zh Chinese"
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
"""ISO 639-2 and 639-3 codes, and a few older ones, with the codes of two letters that this program uses."""
_NATIVE = (
    ("fr", "français francais französisch francés"),
    ("en", "anglais englisch inglés inglese"),
    ("de", "deutsch allemand"),
    ("es", "español espagnol castellano"),
    ("it", "italiano italien"),
    ("pt", "português portugais"),
    ("nl", "nederlands néerlandais"),
    ("ar", "arabe"),
    ("ru", "russe"),
)
BY_NAME = {name.casefold(): code for code, name in NAMES.items()} | {
    name: code for code, names in _NATIVE for name in names.split()
}
"""Codes of languages by their names, in lower case: in English, and of some in themselves and in other languages."""
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)


def language_code(tag: str | None) -> str | None:
    """Return the ISO 639-1 code in a language tag (`fr-FR`, `fra`, `en_GB`), or None if there is none.

    A code of three letters without an equivalent of two stays as it is.
    """
    match = _TAG.fullmatch((tag or "").strip())
    return _SHORT.get(match[1].lower(), match[1].lower()) if match else None


def language_called(label: str | None) -> str | None:
    """Return the ISO 639-1 code of a language from its tag or its name: `French (France)`, `français`; else None."""
    word = _WORD.match((label or "").strip())
    return (BY_NAME.get(word[0].casefold()) if word else None) or language_code(label)


def language_name(code: str) -> str:
    """Return the English name of a language; for an unknown code, the code."""
    if code == "und":
        return "Unknown language"
    return NAMES.get(code, code)


_LEFTWARD = frozenset("ar ckb dv fa he ps sd ug ur yi".split())
"""Languages that are written from right to left."""


def right_to_left(code: str) -> bool:
    """Whether a language is written from right to left; any region after its code is ignored."""
    return code.partition("-")[0] in _LEFTWARD


class WordList:
    """The most frequent words of a language, each with its rank; of 20,000 words, 6 ms to load."""

    def __init__(self, listed: str) -> None:
        words = listed.split()
        self._rank = {word: rank for rank, word in enumerate(words)}
        self._accented: dict[str, list[str]] = {}
        """By lower-case letters without accents: the words that have accents."""
        accented = [word for word in words if not word.isascii()]
        for word, plain in zip(accented, bare(" ".join(accented)).split(), strict=True):
            if word != plain:
                self._accented.setdefault(plain.lower(), []).append(word)

    def rank(self, word: str) -> int:
        """Return a word's rank, case-sensitive; for a word that is not in the list, the length of the list."""
        return self._rank.get(word, len(self._rank))

    def __contains__(self, word: str) -> bool:
        return word in self._rank

    def __iter__(self) -> Iterator[str]:
        return iter(self._rank)

    def accented(self, plain: str) -> list[str]:
        """Return the words that have these letters with accents, the most frequent first."""
        return self._accented.get(plain, [])


@cache
def word_list(language: str) -> WordList | None:
    """Load the word list of a language, once; None if it has none."""
    path = profile_of(language).path("words.txt")
    return WordList(path.read_text(encoding="utf-8")) if path.is_file() else None


class Name(NamedTuple):
    """A name in two languages."""

    kind: str
    """`place`, `person`, `organisation` or `acronym`."""
    source: str
    target: str
    condition: str
    """See `fr/README.md`; empty for none."""


@cache
def gazetteer(source: str, target: str) -> tuple[Name, ...]:
    """Load the names of a language with their forms in another, once; those written by hand take precedence."""
    paths = [profile_of(source).path(f"{file}.{target}.tsv") for file in ("own", "names")]
    return tuple(row for path in paths if path.is_file() for row in _rows(path.read_text(encoding="utf-8")))


@cache
def names_of_language(language: str) -> tuple[Name, ...]:
    """Load all names of a language, whatever the other language is."""
    targets = sorted({path.suffixes[-2][1:] for path in profile_of(language).path("").glob("*.*.tsv")})
    return tuple(name for target in targets for name in gazetteer(language, target))


def _rows(table: str) -> Iterator[Name]:
    """Read tab-separated lines of up to four cells."""
    for line in table.splitlines():
        yield Name(*(unicodedata.normalize("NFC", cell) for cell in (line + "\t\t\t").split("\t")[:4]))


_GROUP = re.compile(r"\\(\d)")


class Rewrite(NamedTuple):
    """A wording of the source, and one with the same meaning that the model translates correctly."""

    cue: str
    """In small letters; a part of every match, searched for before the pattern."""
    pattern: str
    replacement: str
    """With `\\1` for the first group of the pattern, and so on."""
    maps: Mapping[str, Mapping[str, str]]
    """By the number of a group: replacements for its texts, which are in small letters."""
    id: str = ""

    def apply(self, text: str) -> str:
        """Return a text with this wording replaced; a capital at its beginning is kept."""
        return self.compiled().sub(self._said, text)

    def compiled(self) -> re.Pattern[str]:
        """Compile the pattern on first use: a run needs few, and compiling all takes longer than a start."""
        return _compile(self.pattern)

    def _said(self, found: re.Match[str]) -> str:
        text = _GROUP.sub(lambda group: self._group(found, group[1]), self.replacement)
        return text[:1].upper() + text[1:] if found[0][:1].isupper() else text

    def _group(self, found: re.Match[str], number: str) -> str:
        text: str = found[int(number)] or ""
        return self.maps[number][text.lower().strip()] if number in self.maps else text


class PostEdit(NamedTuple):
    """An error that the model makes in any wording of the source, and its correction."""

    cue: str
    """In small letters, in the source; empty for any source."""
    unless: str
    """A pattern in the source that makes the translation right; empty for none."""
    slip: str
    right: str
    id: str = ""

    def apply(self, source: str, translation: str) -> str:
        """Return a translation with this error corrected."""
        if self.cue not in source.lower() or (self.unless and re.search(self.unless, source)):
            return translation
        right = self.right.upper() if translation.isupper() else self.right
        return re.sub(self.slip, right, translation)


class Rules(NamedTuple):
    """All rules of a pair of languages, in the order in which they are applied."""

    rewrites: tuple[Rewrite, ...] = ()
    post_edits: tuple[PostEdit, ...] = ()

    def rewrite(self, text: str, applied: list[str] | None = None) -> str:
        """Return a cleaned sentence in the wording that the model translates best.

        The ids of the rules that change something are added to `applied`.
        """
        low = text.lower()
        for rule in self.rewrites:
            if rule.cue in low:
                before, text = text, rule.apply(text)
                if applied is not None and text != before:
                    applied.append(rule.id)
        return text

    def post_edit(self, source: str, translation: str, applied: list[str] | None = None) -> str:
        """Return a translation with the model's errors corrected; `applied` as for `rewrite`."""
        for edit in self.post_edits:
            before, translation = translation, edit.apply(source, translation)
            if applied is not None and translation != before:
                applied.append(edit.id)
        return translation


@cache
def rules(source: str, target: str) -> Rules:
    """Load the rules of a pair of languages, once; none if there are none."""
    text = profile_of(source).read(f"rules.{target}.json")
    if not text:
        return Rules()
    import json  # not needed for splitting sentences

    table = json.loads(text)
    return Rules(
        tuple(Rewrite(*row) for row in table["rewrites"]), tuple(PostEdit(*row) for row in table["post_edits"])
    )


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}(?:\b|(?!\w))", re.IGNORECASE)
