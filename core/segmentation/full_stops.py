"""Decides whether a full stop ends a sentence, or only an abbreviation, an initial, an ordinal or a list number.

Used only where a sentence could begin after it: the next word has a capital or is a number.
"""

import re
import unicodedata
from typing import NamedTuple

from core.segmentation.patterns import ACRONYM, Lexicon, lacks_verb

_PIECE = re.compile(r"[^\s\u3040-\u9fff।॥؟۔(\[{<\"'«»“”„‘’‹›/—–¿¡=*_|§]+")
"""A word with its stops, delimited by spaces, brackets, quotes, dashes or apostrophes (`l'O.N.U.`), by Chinese and
Japanese letters, and by marks that need no space after them."""
_QUOTES = "\"'»”’›"
_AND = "و"
"""Arabic writes "and" and the next word as one word."""
_JOINERS = "\u200c\u200d"
"""Zero-width characters that Persian and Hindi write at the end of a letter: ه‍."""
_ROMAN = frozenset("IVXLC")
_SMALL_ROMAN = frozenset("ivx")
_YEAR = re.compile(r"\d{3,4}|[IVX]+")
_DATE_ALONE = re.compile(
    r"(?:[^\W\d]{1,4}\s)?(?:(?:\d{1,2}\s|(?<=[WwВвУу]\s)|(?<=ada\s))[^\W\d]+\s)?(?:\d{3,4}|[IVX]+)\s?[^\W\d]{1,2}"
)
"""A sentence that consists of a date so far: `W 2018 r`, `12 marca 2018 r`, `W marcu 2018 r`, `В XII в`, `Pada abad II
SM`."""
_ERA = re.compile(
    r"(?:[^\W\d]{1,3}\s)?(?:\d{1,2}\s[^\W\d]+\s)?(?:\d{1,4}|[IVX]+)\s[^\W\d]+\.?\s"
    r"(?:p\. ?n\. ?e|př\. ?n\. ?l|n\. ?l|(?:до )?н\. ?[еэ])"
    r"|(?:[^\W\d]{1,3}\s)?\d{1,4}\s(?:[ad]\. ?C|[îd]\. ?Hr)"
)
"""The same with an era: `W V w. p.n.e`, `В 8 веке до н. э`, `Nel 44 a.C`."""
_ERA_ENDS = "elэеCr"
_ERA_LAST = re.compile(r"\s(?:př\. ?n\. ?l|n\. ?[el]|(?:до )?н\. ?[еэ])\Z")
_THAT = re.compile(
    r"\s(?:że|iż|gdyż|ponieważ|bo|gdy|kiedy|czy|jeśli|któr\w+|что|когда|если|где|поскольку|хотя|котор\w+|що|коли|якщо|де|"
    r"оскільки|хоча|як(?:ий|а|е|і))\s(?:(?:we?|do|od|z|во?|до|с|у|з|від)\s)?(?:[^\W\d]+\s)?\d{3,4}\s[^\W\d]{1,2}\Z"
)
"""A clause that consists of its conjunction and a date: `…, że w 2000 r`."""
_LETTERS = re.compile(
    r"(?<![\w.'’])[^\W\d_a-zß-öø-ÿ],?\s(?:et|ou|and|or|y|e|und|oder|en|of|i|lub|oraz|nebo|și|sau|и|или|та|і|або|ve|dan|atau|och|"
    r"eller|og)\s[^\W\d_a-zß-öø-ÿ]$"
)
"""Two letters that name things, and are no initials: « in serie A e B »."""
_FULL_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_TWO_ORDINALS = re.compile(r"(?<!\d)\d{1,2}\.\s(?:[^\W\d]{1,6}\.?\s|[/–-]\s?)\d{1,2}$")
"""Two ordinals at the end of a sentence: « im 1. bzw. 2 »."""
_DATE_FIRST = 20
"""Maximum characters of a sentence so far that begins with a date and continues after it: « Dne 23. 3. Karel IV. … »"""
_DECADE = re.compile(r"\d{2,4}-?[^\W\d]{1,3}|\d-[^\W\d]{1,3}")
"""`1970-х`, `90-tych`, `4-й`."""
_HYPHENED_ACRONYM = re.compile(r"[A-Z]{3,}-[A-Z]|[A-ZČĆŠŽĐА-Я]{2,}-[a-zščžа-я]{1,2}")
"""An acronym that ends in a letter, which is no initial, or in an ending: `APBN-P`, `NATO-a`."""
_ENCLITIC = re.compile(r"[^\W\d_]{2,}-[a-zà-ÿ]")
"""A word with a pronoun of one letter, which is no initial: `dus-o`, `allez-y`."""
_ADDRESS = re.compile(r"(?:www\.)?(?:[a-z][\w-]{2,}\.)+[a-z]{2,3}")
_TIMES = ("min", "sek", "sec", "godz", "hod", "мин", "сек", "хв", "см")
"""Units that are also abbreviations: см is "see" too."""
_NO_VOWEL = re.compile(r"(?![AEIOUYLR]|tv|vm|dvd|cd|pc|pdf|gps|sms|dj|km|kg)[A-Z]?[b-df-hjkmnp-qstvwxz]{1,3}")
"""Hardly a word in any language (with l and r it is one in Czech: vlk, trh)."""
_CUT_GREEK = re.compile(r"[α-ωά-ώ]*[βγδζθκλμπρτφχ]|[Α-ΩΆ-Ώ][α-ωά-ώ]{0,3}[βγδζθκλμπτφχ]")
"""Endings that no Greek word has, except foreign names."""
_ON = frozenset("on en in na pe w v в у su auf op no på σε στο síti sieci OS".split())
"""Words before the name of the network or system X, which is no initial: « escribió en X. Luego … »"""
_NO_UNITS = ("M", "MM", "Mr", "Dr", "av", "apr", "p", "st", "St")
"""Abbreviations after a number that are not units: `le 3 M. Dupont`, `en 52 av. J.-C.`"""

_DATELINE = re.compile(
    r"(?:[^\W\d_a-zß-öø-ÿ][^\n!?;:]{1,40},|[^a-zß-öø-ÿ\d\n!?;:]{3,40})\s(?:[^\W\d_]{1,8}\.?\s){0,2}\d{1,2}(?:\.|er|º|°)?"
    r"\s[^\W\d_]{3,5}"
)
"""A place and a day: `PARIS, 30 nov`, `Genève, le 1er janv`, `BERLIN, 30. Nov`."""
_DATED_PLACE = re.compile(r"[^\n!?;:,.]{2,30},\s(?:[^\W\d_]{1,8}\.?\s){0,2}\d{1,2}(?:\.|er|º|°)?\s[^\W\d_]{3,12}")
"""The same with the name of the month in full; the place must be in capitals."""
_SIGNED = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][^\W_]*(?:[ '’-](?:[^\W\d_]{1,4}[ '’-])?[^\W\d_a-zß-öø-ÿ][^\W_]*){0,3}(?:,\s[^\n()]{1,30})?\s"
    r"\([^\n()]{2,30}\)"
)
"""A place, perhaps a day, and an agency: `Rodez (AFP)`."""
_SHORT = re.compile(r"[^\W\d_]{1,5}")
_CLIPPED = re.compile(
    r"[^\W\d_]{1,3}[bcdfghjklmnpqrstvwxzßłśźżńćčďňřšťžșțşğçñβγδζθκλμνξπρσςτφχψбвгджзйклмнпрстфхцчшщъь]"
)
"""A short word that ends in a consonant."""


class Following(NamedTuple):
    """The text after a full stop."""

    word: str
    """The next word, with the apostrophe that may end it (`L'`, `d’`)."""
    dotted: bool
    """Whether a full stop directly follows that word: then it is an initial or abbreviation, hardly an opener."""
    named: bool
    """Whether the word after that one has a capital too."""
    bracketed: bool
    """Whether a bracket opens before it."""
    dashed: bool
    """Whether a dash between spaces, on the same line, stands before it."""
    counting: bool
    """Whether it is a number that counts something: `10 декабря`, `2,7 %`."""

    def opens(self, words: Lexicon) -> bool:
        """Whether it is a word that begins sentences rather than names."""
        return not self.dotted and words.opens(self.word)


def ends_sentence(before: str, after: Following, words: Lexicon) -> bool:
    """Whether a full stop ends its sentence.

    `before` is the text of that sentence up to the stop, long enough to have two words.
    """
    if not before or before[-1].isspace() or before[-1] in _QUOTES:
        return True
    if ACRONYM.search(before):
        return True
    pieces = _PIECE.findall(before)
    if not pieces:
        return True
    token, previous = pieces[-1], pieces[-2] if len(pieces) > 1 else ""
    if not token.isascii():
        token = unicodedata.normalize("NFC", token)
    token = token.rstrip(_JOINERS) or token
    last = token[-1]
    if after.dashed and token in words.numbered and _DATELINE.fullmatch(before):
        return False  # « PARIS, 30 nov. - Le procès … »
    if after.bracketed and _DATED_PLACE.fullmatch(before) and before.partition(",")[0].isupper():
        return False  # « МОСКВА, 21 августа. (ТАСС) — »
    if after.dashed and _SIGNED.fullmatch(before):
        return False  # « Rodez (AFP). - Le procès … »
    if token not in words.bound and _LETTERS.search(before):
        return True  # « Mme X et M. Y » goes on
    if token in words.years and (_YEAR.fullmatch(previous) or _DECADE.fullmatch(previous)):
        unfinished = _DATE_ALONE.fullmatch(before) or _THAT.search(before) or lacks_verb(before)
        return after.opens(words) or not (unfinished or after.dashed)
    era = _ERA_LAST.search(before)
    if (era and lacks_verb(before[: era.start()])) or (last in _ERA_ENDS and _ERA.fullmatch(before)):
        return after.opens(words)
    if unicodedata.category(last)[0] == "M":  # A vowel sign: Hindi, Bengali.
        return _ends_after_word(token, previous, after, words)
    if last.isdigit():
        return _ends_after_number(token, previous, before, after, words)
    if "가" <= last <= "힣" or _DECADE.fullmatch(token):
        return True  # « 말했다. », « 1970-х. »
    if not last.isalpha():
        return last not in "°º" or not after.word[0].isdigit()
    if after.word[0].isdigit() and _SHORT.fullmatch(token) and before.rfind("(") > before.rfind(")"):
        return False  # (Bd. 3, Abb. 12)
    if token in _TIMES and _DECADE.fullmatch(previous):
        return not after.dotted  # « на 90-й мин. Следующая игра … », but « на 12-й мин. А. Соболев »
    if token.lower() in _TIMES and before[: -len(token)].rstrip().endswith("/"):
        return True  # « 1,24 Euro / Min. »
    unit = _unit(token, previous)
    if unit:
        return _ends_after_unit(unit, previous, after, words)
    if last.islower() and before[-2:-1] in tuple("'’/"):
        return True  # The end of a word that an apostrophe or a stroke divides: km/h.
    return _ends_after_word(token, previous, after, words)


def is_list_marker(text: str) -> bool:
    """Whether a sentence so far consists of the number or letter of a list item: `1`, `12`, `a`, `IV`, `iii`, `1.2`."""
    if len(text) == 1:
        return text.isalnum()
    if _ROMAN.issuperset(text) or _SMALL_ROMAN.issuperset(text):
        return True
    return all(part.isdecimal() and len(part) <= 3 for part in text.split("."))


def _ends_after_number(token: str, previous: str, before: str, after: Following, words: Lexicon) -> bool:
    """Whether a stop after a number ends the sentence: not after an ordinal, or a number in an enumeration."""
    if len(token) > 2 or not token.isdecimal():
        return True
    if after.dotted and after.word.lower() in _TIMES:
        return False  # « (88. Min.) »
    if previous.endswith(";") or (previous.endswith(":") and int(token) == 1):
        return False  # « à retenir : 1. La dette ; 2. L'emploi »
    if len(after.word) > 1 and _ROMAN.issuperset(after.word):
        return False  # « w latach 50. XIX w. »
    if after.word.lower() in words.months and (after.dotted or not after.word.isdecimal()):
        return False
    if token in words.months and previous[-1:] == "." and previous[:-1].isdecimal():
        # 5. 1. 2025; without a year, « v sobotu 23. 3. Začátek je ve 20.30 »
        return not after.word[0].isdigit() and len(before) > _DATE_FIRST
    if not after.word[0].isdigit() and _TWO_ORDINALS.search(before):
        return after.opens(words)
    if previous.endswith(".") and previous[:-1] in words.numbered:
        return True  # « Bkz. s. 7. », a page, and no ordinal.
    if previous in ("lat", "latach") and lacks_verb(before):
        return after.opens(words)  # « W połowie lat 70. Nowak … »
    if "*" in words.ordinals and not after.word[0].isdigit():
        return after.opens(words)
    return previous.lower() not in words.ordinals or after.opens(words)


def _unit(token: str, previous: str) -> str:
    """Return the unit that a token is or ends in (`100 m`, `9s`, `20 km`); empty if there is none."""
    unit = token.lstrip("0123456789.,½")
    if (len(unit) > 3 and unit not in _TIMES) or not unit.isalpha():
        return ""
    if unit != token:
        return unit
    if previous.endswith("."):
        return ""  # The third, and not three: `w 3. min. Nowak`
    counted = previous[-1:].isdecimal() and previous.replace(".", "").replace(",", "").replace(":", "").isdecimal()
    scored = ":" in previous and unit.isupper()  # « 1:0 F. Müller »
    return unit if counted and not scored and unit not in _NO_UNITS else ""


def _ends_after_unit(unit: str, previous: str, after: Following, words: Lexicon) -> bool:
    """Whether a stop after a unit ends it: not before a smaller unit (`18 h. 45`) or a year (`3 oct. 1990`)."""
    titled = len(unit) > 1 and unit.istitle()
    if (
        unit in words.bound
        and unit.lower() not in _TIMES
        and (unit.islower() or titled or ":" in previous or _is_hour(previous, unit))
    ):
        return False  # No unit: `7000 bzw. 7500 Euro`, `Lt. 5 Jl. Merdeka`, `5:45 م. قرب الجسر`, `12 Đ. Lê Lợi`.
    if after.word[0].isdigit():
        # « 5 Mrd. 300 Mio. », but « 5 Mrd. 2024 waren es … »
        return unit not in words.numbered and (
            unit not in words.divided or _FULL_YEAR.fullmatch(after.word) is not None
        )
    if len(unit) == 1 and after.dotted and (len(after.word) == 1 or after.word in words.inner):
        return False  # No unit: `1990 a. C.`, `200 v. Chr.`
    if after.bracketed and unit in words.numbered:
        return False  # A dateline: `14 nov. (AFP) -`
    return unit not in words.inner or unit.lower() in _TIMES or after.opens(words)


def _is_hour(previous: str, unit: str) -> bool:
    """Whether a letter after a number is an abbreviation, not a unit: `9 ص. إلى 5 م. يوميا`, `12 Đ. Lê Lợi`."""
    return not unit.isascii() and (unit.isupper() or (previous.isdecimal() and int(previous) <= 12))


def _ends_after_word(token: str, previous: str, after: Following, words: Lexicon) -> bool:
    """Whether a stop after a word ends the sentence: not after abbreviations that are followed by what follows here."""
    if _ADDRESS.fullmatch(token) and token not in words.bound and token.partition(".")[0] not in words.bound:
        return True
    bare = token.removeprefix(_AND) or token
    if bare in words.bound:
        capitals = len(bare) > 1 and bare.isalpha() and bare.isupper()  # « … reeditadas en CD. Su maestría … »
        return capitals and after.opens(words) and not after.word.isupper()
    initials = bare.isupper() and len(bare) == 3 and after.opens(words)  # Indonesian: « … Agung A.S. Sementara … »
    if bare not in words.final and bare.rpartition(".")[2] in words.bound and not initials:
        return after.word[0] == _AND and len(after.word) > 3  # « سنة 322 ق.م. وكان … »
    if ".-" in token and 1 < max(map(len, token.replace("-", ".").split("."))) <= 5:
        return after.opens(words)  # Ген.-лейт., Dipl.-Ing.
    # « и т. д. » may be written apart.
    apart = previous.endswith(".") and len(previous) == 2 and previous + token in words.final
    if token in words.numbered and after.word[0].isdigit() and not apart:
        return False
    if token in words.final or apart:
        return token.lower() not in ("a.m", "p.m") or after.word.lower() not in words.after_hour
    if "*" in words.numbered and after.word[0].isdigit() and _CLIPPED.fullmatch(token) and not words.opens(token):
        # Not « roč. 12 », « böl. 2 », « godz. 18 », but « … var. 1962'de … ».
        return (
            after.counting or _FULL_YEAR.fullmatch(after.word.rstrip("'’")) is not None
        ) and token not in words.inner
    # `zł. Gen. Mazur`: a title begins the next sentence.
    short = after.dotted and not (len(after.word) > 2 and after.word.istitle() and after.word in words.bound)
    numbered = after.word[0].isdigit() or after.bracketed or short or _is_numeral(after, words)
    if (token in words.numbered or token.lower().endswith("nr")) and numbered:  # Rolnr. C-12
        return False
    if token in words.letters and len(token) > 1 and previous.lower() != "et":
        return True  # Dutch: « de dag ervoor al. »
    if token in words.inner or (token.lower().endswith("str") and "Str" in words.inner):  # Hauptstr. 5
        return after.opens(words)
    # `J.-L` is J and L; of `non-U.S` the last part counts.
    parts = token.replace(".-", ".").rpartition("-")[2].split(".")
    if _HYPHENED_ACRONYM.fullmatch(token) or _ENCLITIC.fullmatch(token):
        return True
    if "*" in words.ordinals and len(token) > 1 and _ROMAN.issuperset(token):
        return after.opens(words)  # II. Abdülhamid
    if all(len(part) == 1 for part in parts):
        return _ends_after_initials(parts, previous, after, words)
    if _NO_VOWEL.fullmatch(token):
        return after.opens(words) or (after.dotted and after.word.istitle() and len(after.word) > 1)
    if _CUT_GREEK.fullmatch(token):
        return after.opens(words)
    if len(parts) > 1 and all(0 < len(part) <= 2 for part in parts):
        return after.opens(words)  # Ph.D., B.Sc., bl.a.
    return True


def _is_numeral(after: Following, words: Lexicon) -> bool:
    """Whether the next word is a numeral or a letter: `art. IV`, `fig. B`."""
    return not after.opens(words) and (len(after.word) == 1 or _ROMAN.issuperset(after.word))


def _ends_after_initials(parts: list[str], previous: str, after: Following, words: Lexicon) -> bool:
    """Whether a stop after initials (J., J.-L., U.S., l'E.N.A.) ends the sentence: only before an opener."""
    if len(parts) == 1 and (previous.lower() in words.enumerated or (parts[0] == "X" and previous in _ON)):
        return True
    if len(parts) == 1 and parts[0] in _ROMAN and previous[:1].isupper() and "а" <= previous[-1] <= "ї":
        return True  # « … королю Твртко I. Сын … »: a Latin letter after Cyrillic ones
    if len(parts) == 1 and parts[0].islower() and parts[0] in words.letters:
        return True  # « Così è. Draghi conferma. »
    if not after.opens(words):
        return False
    # « J.-Y. Le Drian », « B. Le Maire »; but « l'O.M. Le match ».
    first_name = len(parts) <= 2 and parts[0].isupper()
    return not (first_name and after.named and after.word.rstrip("'’").lower() in words.particles)
