"""Patterns of sentence boundaries: terminators, closers, openings.

Every pattern runs in linear time: its repeats are possessive or bounded.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from tomllib import loads
from typing import NamedTuple

from core.article import UNKNOWN
from core.lang import known, profile_of
from core.lang.letters import MARKS
from core.lang.profile import LanguageProfile, Splitting

ACRONYM = re.compile(r"[א-ת][\"״][א-ת]$")
"""The end of a Hebrew acronym: the mark before its last letter is no quotation mark."""
SPACED = ".!?…‽؟۔።፧։।॥\u037e"
"""Terminators in scripts that separate sentences by a space."""
WIDE = "。！？｡︒"
"""Terminators that need no space after them."""
UNMISTAKABLE = "؟۔।॥"
"""Unambiguous terminators, after which the space may be missing."""
DASH = re.compile(r"[^\S\n]*(?:[-–—]|--)\s")
"""A dash that continues the line, rather than beginning a speech or a list on the next one."""
_VOWELS = "aeiouyàáâãăäåæèéêëíìîïóòôõöøúùûüýąęěőůűаеёиоуыэюяіїєαεηιουωάέήίόύώ"
FULL_WORD = re.compile(
    rf"(?<![\w.&/@-])(?=[^\W\d_]{{4}})[^\W\d_]*[{_VOWELS}][^\W\d_]*[{_VOWELS}]$|[\"»”)]$", re.IGNORECASE
)
"""A word in full, since abbreviations are shorter, or end in a consonant; or the end of a quotation or remark."""
_UNSPACED = "\u3040-\u9fff가-힣"
"""Letters between which a quotation mark may open or close."""
_KANA = re.compile("[\u3041-\u3096]")
_JAPANESE_ENDINGS = tuple("です ます でした ました ません ですね ますね だ だね だよ った のか".split())
_CLAUSE = re.compile("[\u4e00-\u9fff]{6}$")
_JOINED = "但可却而因所以就也的和与與或是了吗嗎吧呢啊在到被把從从讓让雖虽然至还還不只并並且"
_MORE = re.compile(r"\s+\w")
LEADING = re.compile(r"""\s["“„«]?(?:\.{3}|…)(?=[^\W_])""")
"""An ellipsis that opens a sentence."""
OPENING_QUOTE = re.compile(r"\s+[\"“„«]")
PART = re.compile(r"[^\s'’(]++\Z")
ABBREVIATED_REMARK = re.compile(r"\((?=[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁІЇЄΑ-Ω])[^\s().,]{1,9}(?:\s[^\s().,]{1,6})?\Z")
_ADVERBS = frozenset(
    "już dopiero jeszcze równocześnie natomiast jednak także už teprve ještě уже ещё еще лишь только одновременно "
    "однако также вже ще лише тільки одночасно однак проте також".split()
)
_PREPOSITIONS = frozenset(
    "w we po podczas przed od do na za z latem wiosną jesienią zimą v ve před než kolem během в во после с со к до "
    "перед на при за весной летом осенью зимой у після під з із від навесні влітку восени взимку".split()
)
_VERBAL = tuple(
    "ł ła ły ło li łem łam no to uje ją jest są l la lo л ла ло ли ся сь ся ив ав ув яв ет ит ут ют ат ят ть ти но то "
    "ен ена ено ены ан ана ано аны на ны є умер погиб возник вырос помер загинув виник".split()
)
"""Endings of verbs and participles, which few nouns have."""
_WHOLE = 48
"""A text before a stop that is shorter than this is that of its sentence from the beginning."""
_EMOJI = "\u2600-\u27bf\u2b50\U0001f300-\U0001faff"
_SMILEY = r"[:;=]-?[)(D]++(?!\w)"
_FACES = "☺❤\U0001f440-\U0001f450\U0001f491-\U0001f49f\U0001f600-\U0001f64f\U0001f90d-\U0001f92f\U0001f970-\U0001f97a"


class Patterns(NamedTuple):
    """Compiled patterns."""

    not_space: re.Pattern[str]
    word: re.Pattern[str]
    candidate: re.Pattern[str]
    """Groups: `run`, the terminators; `closers`, the quotes, brackets and note numbers that go with them."""
    opening: re.Pattern[str]
    """Groups: `lead`, everything between a boundary and the first word; `word`, that word."""
    capital: re.Pattern[str]
    counting: re.Pattern[str]
    """A number that counts what follows: `10 декабря`, `2,7 %`. Before it, a full stop after an abbreviation usually
    ends the sentence."""
    bracketed: re.Pattern[str]
    """The mark at the end of, or at a pause in, a remark in brackets."""
    straight_quote: re.Pattern[str]
    """A straight quotation mark; not one between two letters, as in Hebrew acronyms."""
    spaced_quote: re.Pattern[str]
    """A straight quote with a space on either side: it may open or close."""
    remark: re.Pattern[str]
    """Words in brackets without a sentence end: « (voir plus bas) »."""
    attribution: re.Pattern[str]
    """A name, and what may be a verb of saying (the group `verb`)."""
    speaker: re.Pattern[str] | None
    """Words that name the speaker after a quotation, up to the next punctuation mark."""
    whole: re.Pattern[str] | None
    """Expressions in which no full stop ends a sentence."""
    but: re.Pattern[str] | None
    """A word after a pause that continues the sentence."""
    item: re.Pattern[str]
    """The break before a line that begins with a bullet, or with a dash or number after a pause."""


@cache
def patterns_of(code: str) -> Patterns:
    """Compile the patterns of a language (ISO 639-1) when first needed, so that importing is cheap."""
    capital_nouns = profile_of(code).capital_nouns
    return Patterns(
        not_space=re.compile(r"\S"),
        word=re.compile(r"\w"),
        candidate=_candidate(code),
        opening=_opening(code),
        capital=re.compile(r"\s*+[^\W\d_a-zß-öø-ÿ]"),
        counting=re.compile(
            r"\d[\d.,]*+(?:\s?%|\s(?!(?:und|oder|och|eller|nebo|lub|oraz|albo|или|або|veya|sau|και)\b)(?=[^\W\d_]{3})"
            + (r"(?![^\W\d_]{1,8}\.|Satz|Absatz|Nummer|Seite)\w)" if capital_nouns else r"[^\WA-ZÀ-ÖØ-ÞА-ЯЁІЇЄΑ-Ω])")
        ),
        bracketed=re.compile(r"[!?]+(?:\s[^()\n.]{1,30})?\)(?=\s?\w)"),
        straight_quote=re.compile(rf'(?<![^\W\d_])"|"(?![^\W\d_])|(?<=[{_UNSPACED}])"|"(?=[{_UNSPACED}])'),
        spaced_quote=re.compile(r'\s++"(?!\w)'),
        remark=re.compile(r"\s++\(([^()\n.!?…]{1,60}+)\)(?=\s)"),
        attribution=re.compile(r"\s+(?:[A-Z][\w.'’-]*\s+){1,4}+(?P<verb>[a-z]+)"),
        speaker=_any_of(splitting.speaker for splitting in profile_of(code).splitting),
        whole=_any_of(splitting.whole for splitting in profile_of(code).splitting),
        but=_but(code),
        item=re.compile(
            r"\n(?:[^\S\n]*+(?=[•‣◦▪■●*·]\s)"
            r"|(?<=[:;,.!?]\n)[^\S\n]*+(?=(?:[-–—]|\d{1,2}[.)])\s\S|[-–—•]\S))"
        ),
    )


def _terminators(code: str) -> str:
    return SPACED + WIDE + profile_of(code).terminators


def _reversed_quotes(code: str) -> bool:
    """Whether a language may write quotations »so«; an unknown one may."""
    return code == UNKNOWN or profile_of(code).reversed_quotes


def _candidate(code: str) -> re.Pattern[str]:
    if _reversed_quotes(code):
        touching, apart = "»”’›\"'“‘«‹", r"[»”›](?!\w)"
    else:
        # A » after a space closes, but for the languages above; a ” that then touches a word opens (Swedish).
        touching, apart = "»”’›\"'“‘", r"[»›]|”(?!\w)"
    return re.compile(
        # Written `xx*`, not `x+`, so that the regex engine skips from terminator to terminator.
        rf"(?P<run>[{_terminators(code)}][{_terminators(code)}]*+|[:;](?<=[\w)»”\"] .)-?[)(D]++(?=\s))"
        # Closers that touch the run. A quote that also touches a word opens what follows.
        rf"(?P<closers>(?:[)\]}}）」』】》〉*_]|[{touching}](?!\w)|[»”](?=[^\W\d_]))*+"
        # Closers after a space, as in French typography.
        rf"(?:\s*+(?:{apart}|''(?![\w'])|[)\]}}]))*+"
        # Emoji that touch the run; faces, hands and hearts also after a space. Others may be bullets.
        rf"(?:\s*+{_SMILEY}|[{_EMOJI}][\ufe0f\u200d{_EMOJI}]*+(?!\w)|\s*+[{_FACES}][\ufe0f\u200d{_EMOJI}]*+(?!\w))*+"
        # The numbers of notes.
        r"(?:\[\d{1,3}\]|[¹²³⁴-⁹]++)*+)"
    )


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that matches what any of these matches; None if all are empty."""
    joined = "|".join(filter(None, patterns))
    return re.compile(joined) if joined else None


def _but(code: str) -> re.Pattern[str] | None:
    words = "|".join(word for splitting in profile_of(code).splitting for word in splitting.but.split())
    return re.compile(rf"\s+(?:{words})(?![\w{MARKS}])") if words else None


def _opening(code: str) -> re.Pattern[str]:
    guillemet = r"|»(?=\w)" if _reversed_quotes(code) else ""
    # Spaces, quotes, brackets, dashes, ¿ ¡, bullets, symbols, and one mark of elision: [...].
    # ,, is a quotation mark: „ of two commas.
    skipped = rf"(?:[^\w{_terminators(code)},;:()\[\]}}»%/&=+<>|\\]|,,(?!,){guillemet})*+"
    elision = r"[\[(]\s?(?:\.{3}|…)\s?[\])]"
    return re.compile(
        rf"(?P<lead>{skipped}(?:(?<=[\s\"“„«])(?:\.{{3}}|…)(?=\w))?+(?:{elision}{skipped})?+(?:[\[(]{skipped})*+)"
        # Dutch: 's Avonds, 't Is.
        r"(?:(?<=['’])[st]\s(?=[A-Z]))?+"
        r"(?P<word>\w++['’]?+)"
    )


_COMMON = Splitting(
    bound="mr mrs Ms Messrs dr drs prof Mgr cf e.g i.e vs Mt Ft Pte",
    numbered="""
        p pp vol no nos nr art fig tel ca ch chap resp approx aprox incl excl inkl exkl max avg
        Jan Feb Apr Aug Sep Sept Oct Nov Dec
    """,
    inner="Inc Corp Ltd Co Cie Bros al ed eds Jr Sr dept univ St",
    final="etc a.m p.m J.-C J.C",
    particles="""
        le la les l de des du d di del della dello lo da dal das do dos van von der den ter el al st saint
    """,
    enumerated="""
        plan vitamine vitamin groupe group gruppe grupo gruppo hépatite hepatitis catégorie category
        categoría categoria classe class clase point type tipo série serie annexe section appendix option
        zone niveau level grade lettre letter team équipe bloc block ligne line étape phase génération
        terminal hall porte gate usine jour día dia dag dagen
    """,
    divided="h hr hrs min mn m s fr ft lb lbs",
    parts="art alin al lit lett let pct ap nr § §§ p b",
)
"""Words that are used in all languages."""
_AMBIGUOUS = """
    mes et al min max fr on es s v p d da cap col do so di mi mo ex co en th cl la me in im ok med am auf
"""
"""Entries that are words of another language: ignored if the language is unknown."""
_MUST_BE_SAFE = ("bound", "inner", "years", "ordinals")
"""Kinds that would hide the end of a sentence if a plain word were mistaken for one of them."""


class Lexicon(NamedTuple):
    """Sets of words, all without their full stop; `core.lang.profile.Splitting` says what each kind is."""

    bound: frozenset[str]
    numbered: frozenset[str]
    inner: frozenset[str]
    final: frozenset[str]
    openers: frozenset[str]
    particles: frozenset[str]
    enumerated: frozenset[str]
    divided: frozenset[str]
    years: frozenset[str]
    ordinals: frozenset[str]
    months: frozenset[str]
    after_hour: frozenset[str]
    said: frozenset[str]
    parts: frozenset[str]
    letters: frozenset[str]

    def opens(self, word: str) -> bool:
        """Whether a word, met with a capital, begins sentences rather than names."""
        # Most Arabic sentences of news begin with "and" and a verb, in one word.
        return word.lower().replace("’", "'") in self.openers or (word[0] == "و" and len(word) > 3)

    def shortened(self, word: str) -> bool:
        """Whether a word may be an abbreviation of any kind."""
        return any(word in kind for kind in (self.bound, self.numbered, self.inner, self.final, self.years))


@cache
def lexicon(code: str) -> Lexicon:
    """Collect the words of a language (ISO 639-1); of one without lists, those that are safe in all."""
    profile = profile_of(code)
    languages: Iterable[LanguageProfile] = (profile,) if profile.splitting else known()
    lists = [_COMMON, *(words for language in languages for words in language.splitting)]
    more = Splitting(**loads(profile.read("abbreviations.toml"))) if profile.splitting else Splitting()
    ambiguous = frozenset() if profile.splitting else frozenset(_forms(_AMBIGUOUS))

    def collect(kind: str) -> frozenset[str]:
        words = frozenset(form for listed in lists for form in _forms(getattr(listed, kind)))
        written = getattr(more, kind).split()
        words |= {*written, *(word[0].upper() + word[1:] for word in written)}
        return words - ambiguous if kind in _MUST_BE_SAFE else words

    return Lexicon(*(collect(kind) for kind in Lexicon._fields))


def has_case(char: str) -> bool:
    """Whether a character is a letter with a capital and a small form."""
    return char.upper() != char.lower()


def is_ideograph(char: str) -> bool:
    """Whether a character belongs to a script without spaces: kana, Chinese."""
    return "\u3040" <= char <= "\u9fff"


def _forms(words: str) -> Iterator[str]:
    """Yield each entry, the same with a first capital, and in capitals."""
    for word in words.split():
        yield from (word, word[0].upper() + word[1:], word.upper())


def may_begin(opening: re.Match[str]) -> bool:
    """Whether a sentence may begin like this: not with a small letter, except `iPhone`, `https` and `b)`."""
    word = opening["word"]
    if opening["lead"][-1:] in ("@", "#") and opening["lead"][-2:-1].isspace():
        return _MORE.match(opening.string, opening.end()) is not None  # Mere tags close a post.
    if not word[0].islower() or word[1:2].isupper() or word in ("http", "https", "www"):
        return True
    return len(word) == 1 and opening.string.startswith(")", opening.end())


def pause_ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether …… before a letter without a space ends a Chinese or Japanese sentence that began at `start`.

    It does after a clause in full, unless a particle, a conjunction or the same word again follows.
    """
    before, after = text[max(start, match.start() - 8) : match.start()], text[match.end()]
    if match["run"][-1] not in ".…" or match["closers"] or not is_ideograph(after):
        return False
    if _KANA.search(before[-1:] + after):
        return before.endswith(_JAPANESE_ENDINGS) and not _KANA.match(after)
    return len(match["run"]) > 1 and _CLAUSE.search(before) is not None and after not in _JOINED + before[-2:]


def wide_ends(text: str, run_end: int, end: int) -> bool:
    """Whether 。！？ ends a sentence: not before more punctuation, nor in a Japanese quotation (「…。」と)."""
    if text[end] in "，、,;:；：。！？…":
        return False
    return end == run_end or not "\u3040" <= text[end] <= "\u309f"


def lacks_verb(before: str) -> bool:
    """Whether a Slavic sentence so far is only an adverbial: « Po upadku dynastii w 1911 r », « Уже в 1970-х гг ».

    Of one that is too long to be seen whole this is not known.
    """
    if len(before) >= _WHOLE or set(".!?;:()—–") & set(before):
        return False
    first, *rest = before.lower().replace(",", "").split() or [""]
    if first in _ADVERBS and rest:
        first, *rest = rest
    return first in _PREPOSITIONS and not any(len(word) > 2 and word.endswith(_VERBAL) for word in rest)
