"""Detects the encoding of bytes without a byte order mark.

The wide ones are recognised by their zeros, UTF-8 by how much of it is valid, the older ones by what they spell.
"""

import codecs
import math
import re
import string
from typing import Literal

_WIDE = (("utf-32-le", 4, (2, 3)), ("utf-32-be", 4, (0, 1)), ("utf-16-le", 2, (1,)), ("utf-16-be", 2, (0,)))
"""Codec, bytes per character, and the positions of those that are zero in a western text."""
PEEK = 1 << 16
"""Number of bytes, or characters, at the beginning of a document from which its encoding is guessed."""
_ZEROS = 0.7
"""Minimum share of zeros among the bytes at those positions."""
_WESTERN = (("windows-1252", "cp1252"), ("mac-roman", "mac_roman"), ("cp850", "cp850"), ("iso-8859-15", "iso8859-15"))
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

_TO_BYTE = {ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes((byte,)).decode("cp1252", "ignore"))}
_TWICE = re.compile(f"[Â-ô][\x80-\xbf{''.join(map(chr, _TO_BYTE))}]")
"""The UTF-8 bytes of a letter, the first two read as Windows-1252."""
_PAIRS = 3

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


def repaired(data: bytes) -> tuple[str, int, int]:
    """Decode UTF-8 with damaged bytes; return the text and the numbers of guessed and of replaced (U+FFFD) bytes.

    A byte is guessed if its letter or sign in Windows-1252 fits the context. Several in a row, which may be the rest of
    one character, are guessed only if all are letters.
    """
    return guessed(data.decode("utf-8", errors="surrogateescape"))


def guessed(escaped: str) -> tuple[str, int, int]:
    """Return the same as `repaired` for text that was already decoded with `surrogateescape`."""
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


def encoded_once(text: str) -> str | None:
    """Return the original of a text that was encoded as UTF-8, read as Latin-1 or Windows-1252, and encoded again.

    None means that it was not: no ordinary text with several such pairs of letters can be converted back by chance.
    """
    if len(_TWICE.findall(text)) < _PAIRS:
        return None
    try:
        # Windows-1252 has no letter for the last byte of a closing quotation mark.
        return text.replace("â€\ufffd", "â€\x9d").translate(_TO_BYTE).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


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
    for label, codec in _WESTERN:
        decoded = data.decode(codec, errors="replace")
        score, fitting = _spelling(decoded[:PEEK])
        score += _PRIOR * (codec == "cp1252")
        if score > best:
            best, fits, text, name = score, fitting, decoded, label
    head = data[:PEEK]
    beyond, plain = len(head.translate(None, _ASCII)), _ascii_bytes(head, _ASCII_LETTERS)
    if beyond >= _TELLING and (eastern := _eastern(data)):
        return data.decode(eastern[1], errors="replace"), eastern[0]
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


_CENTRAL = frozenset(
    """
    się są był była było były byli będzie będą być więc według wśród też już także które która której których około
    może można między został została żeby przeciw który że že není při před ještě více měl měla měli může mohou bude
    již až své být který která které kteří také však přes kvůli řekl řekla uvedl dvě tři během proč ktorý ktorá ktoré
    môže budú ešte ďalšie než těchto této elő előtt első jövő időben következő jelentős később őket erős közösség fő
    nők szerződés működő történő lévő erről ő şi să că după până fără într această aceşti două către între pentru fost
    şi-a să-şi însă când dacă asupra ţara će već također čak če več začel največ četrtek ponoći među đurđević riječ
    kormányfő rendőrség rendőr nőt időszak felől belőle előre erő erőt köszönhetően tűz tűnik gyűlés műszaki idő időt
    belső külső szerző ellenőrzés győzött złoży złotych należy dzięki zł spółki większość
    """.split()
)
_TURKISH = frozenset(
    """
    değil şu şey karşı olduğu olduğunu dışında başkanı bakanı açıkladı açıklama yapılan ardından arasında tarafından
    yıl yılında yılı aynı olacağını sayısı hakkında ayrıca şekilde çalışma çalışmaları şöyle şimdi bazı hayatını
    sürdüğünü cumhurbaşkanı başbakan türkiye’nin kişi saldırı açısından dolayı nasıl artık ılı ise olmadığını
    bulunduğunu ettiğini kaldı adayı ay’da çıkıyor yarın bakanın sonrası alındı şirket şirketi başladı toplantı
    toplantısı değişiklik altında yanı yalnızca kadın kadınlar kararı işçi barış artış başkan başkent yaşındaki
    yaklaşık karşılık sırasında sağlık açık
    """.split()
)
_BALTIC = frozenset(
    """
    arī kā pēc būs tā tās līdz ļoti vairāk kurš kuri šo šī šajā jābūt gadā latvijā rīgā paziņoja valdība bija pašlaik
    tādēļ iš dėl už būti kurį kuris kurių jų tačiau šį šio metų sąjungos lietuvoje žmonių sakė pasakė vyriausybė taip
    pat galėtų turpināsies rīt mēneša priekšlikumu vēlas viņš kurā
    """.split()
)
# All but the letters that Windows-1252 has in the same place: « és » tells nothing.
_EASTERN = tuple(
    (label, codec, frozenset(word for word in words if word.encode(codec).decode("cp1252", "replace") != word))
    for label, codec, words in (
        ("windows-1250", "cp1250", _CENTRAL),
        ("iso-8859-2", "iso8859-2", {word for word in _CENTRAL if "’" not in word}),
        ("windows-1254", "cp1254", _TURKISH),
        ("windows-1257", "cp1257", _BALTIC),
    )
)
"""Encodings of other languages in Latin letters: name, codec, and frequent words that only it spells."""
_CENTRAL_SHAPES = re.compile(
    r".*(?:[aieyuą]ł|[aieyuą]ł[aoy]|ość|ości|ością|[aeiy]ć|[aeiou]wą|nią|cję|cją|skę|ską|nę|łów|łem|ście|ńst\w+|ęcie|ąc\w{0,3}"
    r"|ění|ěno|ěl[aoi]?|[ntm]ěn\w{0,2}|řil[ai]?|řen\w?|čně|čníh?o?|ovně"
    r"|[eé]ző|[eé]tő|ően|ők|hető|ítő|ntő|elő\w+|ţi|ţie|ţia|ţii|ţă|şte|eşti|ească|eşte)"
)
_TURKISH_SHAPES = re.compile(
    r".{2,}(?:lar[ıi]n?|ların\w*|[nsyrtdlm]ı(?:n[ıa]?|nda|ndan|nın)?|mas[ıi]\w{0,3}|d[ıi]ğ\w{1,4}|m[ıi]ş\w{0,4}|acağ\w{1,3}|l[ıi]ğ\w{1,4}|lı[kğ]\w{0,4})"
)
"""Endings of further words of central Europe, and of Turkish ones."""
_SHAPES_OF = {"cp1250": _CENTRAL_SHAPES, "iso8859-2": _CENTRAL_SHAPES, "cp1254": _TURKISH_SHAPES}
_WITHIN = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f\w’](?=[^\W\d_])")
"""A sign within a word, where another encoding has a letter."""


def _eastern(data: bytes) -> tuple[str, str] | None:
    """Return the encoding of central or eastern Europe in which bytes spell frequent words, if any is."""
    best, found = 1.0, None
    for label, codec, words in _EASTERN:
        text, shapes = data[:PEEK].decode(codec, errors="replace").lower(), _SHAPES_OF.get(codec)
        hits = 0
        for word in re.findall(r"[^\W\d_]+(?:[’-][^\W\d_]+)?", text):
            if word.isascii():
                continue  # it is spelled alike in all
            if word in words:
                hits += 1
            elif shapes and len(word) <= _LONGEST and shapes.fullmatch(word):
                hits += word.encode(codec, "replace").decode("cp1252", "replace") != word
        score = hits - sum(1 for _ in _WITHIN.finditer(text))
        if score > best:
            best, found = score, (label, codec)
    return found
