"""Detects the encoding of bytes without a byte order mark.

The wide ones are recognised by their zeros, UTF-8 by how much of it is valid, the older ones by what they spell.
"""

import codecs
import json
import math
import re
import string
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

_WIDE = (("utf-32-le", 4, (2, 3)), ("utf-32-be", 4, (0, 1)), ("utf-16-le", 2, (1,)), ("utf-16-be", 2, (0,)))
"""Codec, bytes per character, and the positions of those that are zero in a western text."""
PEEK = 1 << 16
"""Number of bytes, or characters, at the beginning of a document from which its encoding is guessed."""
_ZEROS = 0.7
"""Minimum share of zeros among the bytes at those positions."""
_WESTERN = ("windows-1252", "mac-roman", "cp850", "iso-8859-15")
"""Western encodings, the most frequent first: of equal scores, the first wins."""
_PRIOR = 0.25
"""Prior score of Windows-1252, in letters, since it is by far the most frequent."""
_ALPHABETS = ("Cyrillic", "Greek", "Arabic", "Hebrew", "CJK", "Hangul", "Hiragana", "Katakana", "Thai")
_TELLING = 3
"""Minimum number of non-ASCII bytes for assuming another alphabet."""
_SURE = 0.6
"""Minimum share of non-ASCII bytes that must make sense as western; below, the text is in another alphabet."""

SEVEN_BIT = frozenset(("hz", "utf-7", *(f"iso2022_jp{part}" for part in ("", "_1", "_2", "_3", "_ext")), "iso2022_kr"))
"""Codecs whose bytes look like ASCII: only a declaration identifies them."""
_ESCAPES = frozenset(("unicode-escape", "raw-unicode-escape", "idna", "punycode"))
_LARGER = {
    **dict.fromkeys(("iso8859-1", "ascii"), "cp1252"),
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
}
"""Supersets that browsers use in place of an encoding, since pages mean those (WHATWG, Encoding Standard)."""

DAMAGED = re.compile("[\udc80-\udcff]")
"""A byte that is not valid UTF-8, as Python's `surrogateescape` represents it."""
_DAMAGES = re.compile(DAMAGED.pattern + "+")
_WESTERN_UTF8 = re.compile("[\xa0«°»À-ÿĀ-ſȘ-ț‐-…‹›€]")
_ASCII, _ASCII_LETTERS = bytes(range(128)), string.ascii_letters.encode()
_CHANCE_WESTERN, _CHANCE = 0.1, 1.0
"""Valid sequences per damaged byte that do not occur by chance. In 400 sentences each of 12 languages in their 23 older
encodings, western letters gave 0.0; any letters 0.4 in all, and 1.0 within one sentence (EUC-JP)."""
_CHANCE_LATIN = 0.025
"""The same for mostly ASCII letters: of 34,000 sentences in 10 languages and 14 encodings of Latin script, four had any
by chance, in capitals before a closing quotation mark."""
_LATIN = 2
"""Minimum number of ASCII letters per damaged byte in a text in Latin script."""
_WESTERN_SHARE = 0.8
_FITS = re.compile(
    r"(?<=[a-zß-öø-ÿœ])[àâäçèéêëîïôöùûüñáíóúßœ]|[àâäçèéêëîïôöùûüñáíóúœ](?=[a-z])|(?<![^\s«“(])[àÀ](?=\s)"
    r"|(?<!\w)[ÀÂÇÈÉÊËÎÏÔÖÛÜÄŒ](?=[a-z])|(?<=[A-ZÀ-Þ])[ÀÂÇÈÉÊËÎÏÔÖÙÛÜÄŒ](?![a-z])"
    r"|«(?=[\s\xa0\w])|(?<=[\s\xa0\w.!?…])»|(?<=\w)’(?=\w)|(?<!\S)[“–—]|(?<=\S)[”…]|(?<=\d[ \xa0])€"
)
"""What a damaged byte was in Windows-1252, the usual cause, if it fits its context."""


def codec(label: str | None) -> str | None:
    """Return Python's codec for an encoding's name, or the superset that browsers use; None if there is none."""
    try:
        name = codecs.lookup(label.strip()).name if label else None
        # Some of Python's codecs are not encodings of text: base64, rot13, escapes.
        if name is None or name in _ESCAPES or not isinstance(b"a".decode(name, "replace"), str):
            return None
    except (LookupError, ValueError):
        return None
    return _LARGER.get(name, name)


def _ascii_bytes(data: bytes, among: bytes) -> int:
    return len(data) - len(data.translate(None, among))


def utf8_likeness(data: bytes) -> Literal["western", "other"] | None:
    """Return whether bytes are UTF-8 with damaged bytes, by the share of valid sequences.

    `western` is certain: the sequences are letters and signs of western texts. `other` is probable: more sequences are
    valid than damaged. None means an older encoding.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    damaged = sum(1 for _ in DAMAGED.finditer(text))
    valid = len(text) - _ascii_bytes(data, _ASCII) - damaged
    western = sum(1 for _ in _WESTERN_UTF8.finditer(text))
    is_latin = _ascii_bytes(data, _ASCII_LETTERS) >= _LATIN * damaged
    chance = _CHANCE_LATIN if is_latin else _CHANCE_WESTERN
    if western >= _WESTERN_SHARE * valid and valid > chance * damaged:
        return "western"
    return "other" if valid > _CHANCE * damaged else None


def repaired_utf8(data: bytes) -> tuple[str, int, int]:
    """Decode UTF-8 with damaged bytes; return the text and the numbers of guessed and of replaced (U+FFFD) bytes.

    A byte is guessed if its letter or sign in Windows-1252 fits the context. Several in a row, which may be the rest of
    one character, are guessed only if all are letters.
    """
    return guessed(data.decode("utf-8", errors="surrogateescape"))


def guessed(escaped: str) -> tuple[str, int, int]:
    """Return the same as `repaired_utf8` for text that was already decoded with `surrogateescape`."""
    western = DAMAGED.sub(lambda byte: bytes((ord(byte[0]) - 0xDC00,)).decode("cp1252", "replace"), escaped)
    right = lost = 0

    def guess(damage: re.Match[str]) -> str:
        nonlocal right, lost
        chars = western[damage.start() : damage.end()]
        if (len(chars) == 1 or chars.isalpha()) and all(_FITS.match(western, place) for place in range(*damage.span())):
            right += len(chars)
            return chars
        lost += len(chars)
        return "\ufffd" * len(chars)

    return _DAMAGES.sub(guess, escaped), right, lost


def wide(data: bytes) -> str | None:
    """Return the encoding of text with two or four bytes for each character, without a byte order mark; else None."""
    head = data[: PEEK - PEEK % 4]
    for name, size, places in _WIDE:
        zeros = [head[place::size] for place in places]
        if len(head) >= size and all(part.count(0) > _ZEROS * len(part) for part in zeros):
            return name
    return None


def older(data: bytes) -> tuple[str, str]:
    """Return the text and the encoding of bytes that are neither UTF-8 nor wide; by default it is Windows-1252."""
    best, fits, text, name = -math.inf, 0, "", ""
    for label in _WESTERN:
        decoded = data.decode(label, errors="replace")
        score, fitting = _spelling(decoded[:PEEK])
        score += _PRIOR * (label == "windows-1252")
        if score > best:
            best, fits, text, name = score, fitting, decoded, label
    head = data[:PEEK]
    beyond, plain = len(head.translate(None, _ASCII)), _ascii_bytes(head, _ASCII_LETTERS)
    if beyond and (other := _by_language(data, name)):
        return data.decode(other, errors="replace"), other
    if beyond >= _TELLING and (fits < _SURE * beyond or beyond > plain):
        from charset_normalizer import from_bytes

        found = from_bytes(data[:PEEK]).best()
        if found is not None and any(alphabet.startswith(_ALPHABETS) for alphabet in found.alphabets):
            return data.decode(found.encoding, errors="replace"), found.encoding.replace("_", "-")
        return data.decode("cp1252", errors="replace"), "windows-1252"
    return text, name


_SMALL, _CAPITAL = "[ß-öø-ÿœ]", "[À-ÖØ-ÞŒŸ]"
_FITTING = re.compile(
    r"(?=[^\x00-\x7f])(?:"
    # A small letter beside another, in no word of capitals.
    rf"(?<=[a-zß-öø-ÿœ]){_SMALL}"
    rf"|(?<![A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ])(?:{_SMALL}(?=[a-zß-öø-ÿœ])|(?<=[A-Z]){_SMALL}(?![A-ZÀ-ÖØ-Þ]))"
    # A capital at the head of a word, or beside another.
    rf"|(?<![^\W\d_]){_CAPITAL}(?=[^\W\d_])|(?<=[A-ZÀ-ÖØ-ÞŒ]){_CAPITAL}(?![a-zß-öø-ÿœ])"
    # Words of one letter.
    r"|(?<!\w)[àÀéÉèÈóÓ](?!\w)"
    # Quotation marks, apostrophes, the spaces beside them.
    r"|«(?=[\s\w“\"(])|(?<=[\s\w.!?…)”\"%€])»(?!\w)|\xa0(?=[;:!?»%€])|(?<=[«\d])\xa0"
    r"|(?<=\w)’(?=\w)|(?<=s)’(?= )|(?<!\w)[“‘„](?=[\w«¿¡])|(?<!\s)[”’](?!\w)"
    # Other signs.
    r"|(?<=[\w\s«“])…(?!\w)|(?<=[\s\d])[–—](?=[\s\d])|(?<!\w)[–—](?=\s|$)|(?<=\d)€|(?<=[\d\s])€(?!\w)|(?<=\w)°"
    r"|(?<!\w)[¿¡](?=\w)|(?<=[\s\d])½(?!\w)|(?<!\w)[§£©®](?=[\s\d])|(?<!\s)[™®]|(?<=l)·(?=l)"
    r")"
)
"""Letters and signs where western texts have them: « vallée », not « vallŽe » or « vall…e »."""

# Fitted on sentences and headlines of 9 languages in 5 encodings, as written and in capitals.
_WEIGHTS = dict.fromkeys("é", 1.0) | dict.fromkeys("äöàèåóíüáãç", 0.9) | dict.fromkeys("êòúßñôâùîëïû", 0.7)
"""Score of each letter, by its frequency in the languages of western Europe."""
_RARE, _SIGN = 0.45, 0.95
_WORD = 0.6
"""Extra score of a known word."""
_MISFIT = 1.0
"""Penalty for a letter or sign in an impossible place."""
_LONGEST = 40
"""Maximum length of a word, in letters."""

_WORDS = frozenset(
    """
    à où là déjà voilà au-delà été être même très près après dès procès succès accès progrès congrès décès père mère
    frère mètres première dernière côté tôt bientôt hôtel contrôle août sûr dû goût coût île maître connaître paraît
    plaît naît tête fête arrête enquête prêt forêt intérêt arrêt bête âge pâques château français française façon reçu
    ça leçon naïf noël israël haïti europe œuvre cœur sœur élève système problème modèle siècle thème deuxième troisième
    più può è già così perché perciò città università libertà sarà però né sì là giù venerdì lunedì martedì mercoledì
    giovedì metà verità attività società qualità nonché poiché affinché caffè cioè tè avrà dirà
    não são também até já está estão então à às é português há só será país você três avô irmão manhã mãe pão
    más está también según él sí qué cómo cuándo dónde país países día días así después además aquí allí través sólo
    están habían había sería será años año niño niños españa español mañana millón política público número último
    für über können müssen würde wären während natürlich größe große straße heißt weiß zurück früher später führen
    präsident länder gespräch ärzte öffentlich österreich jährlich schließlich außerdem daß tür münchen köln
    är från för också när två över får så både därför människor även där börja på år när här må
    coördinatie financiële één België patiënten Italië ideeën és però també què això més aquí perquè únic
    """.lower().split()
)
_SHAPES = re.compile(
    r".*(?:ée?s?|ère?s?|ième|ité|ùn|ôle|ême|ête|âtre|ître|ôt|ança?is|çaise?|çois|(?:aç|oç|eç|ç)ons?|ïque|uël"
    r"|ità|erà|arà|irà|ò|ì|ção|ções|ão|ões|ância|ência|ário|ória|ável|ível|ículo|ático"
    r"|[csx]ión|ía|ías|ían|ógico|ática|áticos|ámico|ísimo|ñ[aoe]s?|ísticos?|gía"
    r"|(?:ä|ö|ü)(?:r|t|ch|n|ss|ß|ng|nd|ll|ck|hr)\w*|ität|ßen?|ß|ör\w*|ning\wär|ië|iële?|ès|ció|à)"
    r"|(?:dé|pré|ré|é|in[éè]|mé)[a-z].*"
)
"""Beginnings and endings of further words."""
_LETTERS = re.compile("[a-zß-öø-ÿœ]+")


def _spelling(text: str) -> tuple[float, int]:
    """Return a score of how well non-ASCII letters and signs fit their context, and how many fit."""
    fitting = "".join(_FITTING.findall(text)).lower()
    weights = sum(_WEIGHTS.get(char, _RARE) if char.isalpha() else _SIGN for char in fitting)
    beyond = len(text) - len(text.encode("ascii", errors="ignore"))
    return weights + _WORD * _known_words(text) - _MISFIT * (beyond - len(fitting)), len(fitting)


def _known_words(text: str) -> int:
    """Count the words with accents that look like those of a western language."""
    words = (word for word in _LETTERS.findall(text.lower()) if not word.isascii() and len(word) <= _LONGEST)
    return sum(word in _WORDS or _SHAPES.fullmatch(word) is not None for word in words)


_BY_LANGUAGE = {
    "ru uk bg mk": ("windows-1251", "iso-8859-5"),
    "ru": ("koi8-r", "cp866"),
    "ru uk": ("koi8-u", "mac-cyrillic"),
    "pl cs sk hu hr sl ro": ("windows-1250", "iso-8859-2"),
    "pl cs sk hu": ("cp852",),
    "tr": ("windows-1254",),
    "lt lv et": ("windows-1257", "iso-8859-4"),
    "el": ("windows-1253", "iso-8859-7"),
    "ar fa ur": ("windows-1256", "iso-8859-6"),
    "he": ("windows-1255",),
}
"""Encodings with one byte a letter, beside the western ones, by the languages written in them."""
_WESTERN_LANGUAGES = "fr de es it pt nl sv da no fi en"
_EXAMINED = 600
"""Maximum number of bytes that are compared with the languages."""
_MARGIN = 5.0
"""Minimum difference of log-probabilities for preferring another encoding to a western one."""
_PLAUSIBLE = -5.5
"""Minimum log-probability a letter of words beyond ASCII, to be words of a language. Of 60 lines each of seven words,
in 13 languages and 21 encodings, a few were below; Japanese and Chinese, read in these encodings, always were."""
_ODD = re.compile(
    r"[^\x00-\x7f\w\s«»„“”‘’‚–—…€°№•·§©®¿¡\u200c\u200e\u200f،؟؛]|\ufffd|(?<!\d)(?<!\d\s)€|(?<!\S)\xa0"
    r"|(?<=[^\W\d_])(?:[^\x00-\x7f\w\s’”»…\u200c](?=[^\W\d_])|[«“„–—](?=\w))|(?<!\S)[–—»”…](?=[^\W\d_])"
    r"|(?<=[a-zß-öø-ÿα-ωа-я])[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]"
)
_OPENING, _CLOSING = re.compile(r"(?<!\S)[«“„‘’‚](?=\w)"), re.compile(r"(?<=[^\s(])[»”’“](?!\w)")
"""A sign or a capital letter where texts have none; quotation marks, of which each one has another."""
_ODD_COST = 9.0
"""Log-probability of such a sign, negated."""
_ENOUGH_KNOWN = 5
"""Number of known western words with accents, if half of all such words are, that leaves no doubt."""
_TAG = re.compile(rb"<[^<>]{1,500}>")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_NEVER = 1e-5
"""Probability of a letter that a language's profile does not have in some place."""


def _by_language(data: bytes, western: str) -> str | None:
    """Return the encoding in which bytes spell the likeliest words; None if that is `western`, or none."""
    lines = [line for line in _TAG.sub(b" ", data[:PEEK]).splitlines() if not line.isascii()]
    sample = b" ".join(lines)[:_EXAMINED]
    text = sample.decode(western, errors="replace")
    known = _known_words(text)
    if known >= _ENOUGH_KNOWN and 2 * known >= sum(not word.isascii() for word in _LETTERS.findall(text.lower())):
        return None  # the usual case, which need not wait for the profiles
    best, found = _likelihood(text, _WESTERN_LANGUAGES)[0] + _MARGIN, None
    for languages, names in _BY_LANGUAGE.items():
        for name in names:
            total, is_plausible = _likelihood(sample.decode(name, errors="replace"), languages)
            if is_plausible and total > best:
                best, found = total, name
    return found


def _likelihood(text: str, languages: str) -> tuple[float, bool]:
    """Return the log-probability of a text in the likeliest of some languages, and whether it may be in that."""
    unclosed = len(_OPENING.findall(text)) - len(_CLOSING.findall(text))
    odd = _ODD_COST * len(_ODD.findall(text))
    words = _ANY_WORD.findall(text.lower())
    best, code = max((sum(_word_likelihood(word, code) for word in words), code) for code in languages.split())
    beyond = [word for word in words if not word.isascii()]
    of_beyond = sum(_word_likelihood(word, code) for word in beyond)
    return best - odd - _ODD_COST * max(unclosed, 0), of_beyond - odd > _PLAUSIBLE * sum(map(len, beyond))


@lru_cache(1 << 14)
def _word_likelihood(word: str, code: str) -> float:
    """Return the log-probability of the letters of a word in a language, each after the two before it."""
    counts, letters = _letter_counts(code)
    total, before = 0.0, " "
    for letter in f"{word} ":
        share = 0.1 * counts.get(letter, 0) / letters
        share += 0.3 * min(counts.get(before[-1] + letter, 0) / counts.get(before[-1], letters), 1)
        share += 0.6 * min(counts.get(before + letter, 0) / counts.get(before, letters), 1)
        total += math.log(share + _NEVER)
        before = before[-1] + letter
    return total


@cache
def _letter_counts(code: str) -> tuple[dict[str, int], int]:
    """Return langdetect's counts of one to three letters in a row in a language, and the number of letters counted."""
    from langdetect.detector_factory import PROFILES_DIRECTORY

    profile = json.loads((Path(PROFILES_DIRECTORY) / code).read_text(encoding="utf-8"))
    return profile["freq"], profile["n_words"][0]
