"""Marks of news agencies around a wire (service lines, slugs, bylines, datelines, signatures), and symbol fonts."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.reading.feed_dates import read_date

_SERVICE = re.compile(
    r"ZCZC\b.{0,60}|[A-Z]{2,4}\d{3,4} \d \w{1,4} \d{2,4}\b.{0,60}"  # FRS1234 4 GI 0345 FRA /AFP-AB12
    r"|[A-Z]{2,4}\d{3,4}(?: [A-Z0-9/-]{1,12}){1,8}"
)
_SLUG = re.compile(
    r"[^\W\d_]{2,20}(?:[-/][^\W\d_]{2,20}|[-/]\d{1,4}){2,6}(?:-?,? ?(?:LEAD|PREV|ENCADRE|ADD|CORR)\b.{0,20})?"
)
"""France-politique-gouvernement: subject words for automatic sorting."""
_PRIORITY = re.compile(
    r"\W{0,3}(?:URGENT|FLASH|ALERTE|ALERT|BULLETIN|BREAKING(?: NEWS)?|DERNIÈRE MINUTE|EXCLUSI[FV]E?|EILMELDUNG"
    r"|ÚLTIMA HORA)\W{0,3}"
)
"""How pressing a wire is."""
_END = re.compile(
    r"[-–—]+ ?(?:30|fin|ends?) ?[-–—]+|#(?: ?#){1,4}|[(\[](?:fine?|ends?|suite|more|à suivre)[)\]]|NNNN",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?=.*/)(?:[a-z]{2,4}|[a-z]{2}\d)(?:[-/,](?:[a-z]{2,4}|[a-z]{2}\d)){1,8}")
"""bur-abc/def/ghi: initials of writer and editors."""
_STAMP = re.compile(r"(?:[A-Z]{2,8} ?)?\d{6} GMT [A-Z]{3} \d{2,4}|\d{6} [A-Z]{3} \d{2,4}")
"""AFP 031200 GMT MAR 26."""
_LONGEST = 80
HEAD = 6
"""Number of leading paragraphs with the marks of an agency wire."""
_DATED = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’ -]{1,40}[^()]{0,40}\([A-Z][\w /-]{1,25}\)\s*[-–—]")


def is_mark(line: str) -> bool:
    """Whether a line is an agency's mark, which is not translated.

    >>> [is_mark(line) for line in ("bur-abc/def", "-30-", "AFP 031200 GMT MAR 26", "Un pont pour le bourg")]
    [True, True, True, False]
    """
    line = line.strip()
    return len(line) <= _LONGEST and (ends_wire(line) or bool(_SERVICE.fullmatch(line)))


def is_slug(line: str) -> bool:
    """Whether a line above a headline is the slug or the priority of a wire.

    >>> [is_slug(line) for line in ("France-politique-gouvernement", "URGENT", "Urgent : un mort")]
    [True, True, False]
    """
    return len(line) <= _LONGEST and bool(_SLUG.fullmatch(line) or _PRIORITY.fullmatch(line))


def ends_wire(line: str) -> bool:
    """Whether a wire ends with this line."""
    return bool(_END.fullmatch(line) or _SIGNATURE.fullmatch(line) or _STAMP.fullmatch(line))


def wires(texts: Sequence[str]) -> Iterator[slice]:
    """Yield the wires of a file, as slices of its paragraphs.

    A wire ends at a mark or before a service line. Each must begin like a wire, since press releases have marks too,
    and are not split at them.
    """
    cuts = [0]
    for place, (before, text) in enumerate(pairwise(texts), 1):
        ended = ends_wire(before) and not ends_wire(text)
        if (ended or _SERVICE.fullmatch(text)) and _opens_wire(texts[place : place + HEAD]):
            cuts.append(place)
    if not _opens_wire(texts[:HEAD]):
        cuts = [0]
    for start, end in zip(cuts, [*cuts[1:], len(texts)], strict=True):
        yield slice(start, end)


def _opens_wire(texts: Sequence[str]) -> bool:
    return any(_DATED.match(text) or _SERVICE.fullmatch(text) for text in texts)


_BYLINE = re.compile(
    r"(?:par|by|von|por|di|propos recueillis par|de notre (?:envoyée?|correspondante?)(?: spéciale?)?)"
    r"\s*(?::\s*|\s)(?P<name>[^.!?…]{2,60})",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐΑ-ΩΆ-Ώ" + "".join(filter(str.isupper, map(chr, range(0x100, 0x180))))
_LETTER = r"[^\W\d_]"
_AGENCY = (
    rf"(?:/(?P<wire>[{_CAPITAL}]{_LETTER}{{2,15}}(?:[ -][{_CAPITAL}]{_LETTER}{{1,12}})?)/\.?"
    rf"|\((?P<agency>[{_CAPITAL}]{_LETTER}{{1,12}}(?:[ /-][«„“]?[{_CAPITAL}]{_LETTER}{{1,12}}[»”“]?)?"
    r"|dpa|apa|sda|epd|kna|sid|afp"
    r"|(?:Agence|Agencia|Presse|Radio) (?:(?:de la|del|de|du|des) |d['’])?"
    rf"{_LETTER}{{2,14}}(?:[ -]{_LETTER}{{2,14}})?)\))"
)
_PLACE = rf"[{_CAPITAL}][{_CAPITAL}'’ -]{{1,40}}(?:/[{_CAPITAL}][{_CAPITAL}'’ -]{{1,40}})?(?:\s?\([^()]{{2,30}}\))?"
_NUMBERS = r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d"
_DAY = (
    r"(?:(?:[^\W\d_]{3,10},? )?\d{1,2}(?: ?er)? [^\W\d_]{3,9}\.? (?:19|20)\d\d"
    rf"|[^\W\d_]{{3,9}}\.? \d{{1,2}}, (?:19|20)\d\d|{_NUMBERS})"
)
_TOWN = rf"[{_CAPITAL}][^\W\d_]{{1,30}}(?:[ '’-][^\W\d_]{{1,30}}){{0,4}}"
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:,(?P<before>[^()\n]{{1,40}}))?|{_TOWN},(?P<dated>(?: le)? {_DAY}))\s?{_AGENCY}\s*[-–—]*"
    rf"(?:,?\s*(?P<after>(?:le )?{_DAY})\.?(?:\s*[-–—]+|\s*$)|,?\s*(?P<next>(?=\d){_DAY})(?=\s+[A-ZÀ-ÖØ-Þ«“]))?"
)
"""« PARIS, 3 mars (AFP) — », « Paris, 3 mars 2026 (AFP) » or « PARIS (AFP) - 3 mars 2026 », alone or at the
beginning of a paragraph. A sentence may begin with a date as well; a comma follows it then."""
_DASHED = re.compile(
    rf"(?:{_PLACE}|{_TOWN})\s+[-–—]\s+(?:le )?(?:[^\W\d_]{{3,10}}[.,]{{0,2}} )?"
    rf"(?P<day>\d{{1,2}}(?: ?er)? [^\W\d_]{{3,9}}\.?(?: (?:19|20)\d\d)?|{_NUMBERS})"
    r"(?:\s+[-–—]\s+\(?(?P<agency>[A-Z]{2,8})\)?)?\s*[-–—]+"
)
"""« LIMA - 3 mars 2026 - », alone or at the beginning of a paragraph, with or without the agency."""
_YEAR = re.compile(r"(?:19|20)\d\d\b")


def byline(text: str) -> str | None:
    """Return the author's name if the paragraph is a byline; None otherwise."""
    match = _BYLINE.fullmatch(text)
    return match["name"].strip() if match and _NAME.match(match["name"]) else None


def dateline_date(text: str) -> str | None:
    """Return the day of a dateline at the beginning of a paragraph in ISO 8601; None if it has none with a year."""
    head = _DATELINE.match(text)
    dates: list[str | None] = [head["before"] or head["dated"], head["after"] or head["next"]] if head else []
    if dashed := _DASHED.match(text):
        dates.append(dashed["day"])
    return next((day[:10] for date in dates if date and (day := read_date(date.strip())) and _YEAR.search(date)), None)


def agency(text: str) -> str | None:
    """Return the agency, such as AFP, of a dateline at the beginning of a paragraph; None if there is none."""
    head = _DATELINE.match(text)
    dashed = None if head else _DASHED.match(text)
    return head["agency"] or head["wire"] if head else dashed["agency"] if dashed else None


def is_dateline(text: str) -> bool:
    """Whether a paragraph is a dateline alone."""
    if _DATELINE.fullmatch(text):
        return True
    dashed = _DASHED.fullmatch(text)
    return (
        dashed is not None
        and read_date(dashed["day"] if _YEAR.search(dashed["day"]) else f"{dashed['day']} 2000") is not None
    )


def opens_with_dateline(text: str) -> bool:
    """Whether a text begins with a dateline that names an agency."""
    return bool(_DATELINE.match(text))


_SYMBOL = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
"""Symbol encoding from code 32, after Adobe's table."""
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
"""Symbol encoding from code 160."""
_WINGDINGS = {0xA7: "▪", 0xA8: "☐", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}


def symbol(font: str, code: str) -> str:
    """Return the character that a font displays for a hexadecimal code; U+FFFD for a picture, empty for no code.

    The codes of symbol fonts are usually in Unicode's private area, from F000 on.
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    lowered = font.casefold()
    if not (0xF000 <= number <= 0xF0FF or lowered in ("symbol", "wingdings")):
        return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else "\ufffd"
    number &= 0xFF
    if lowered.startswith("wingdings"):
        return _WINGDINGS.get(number, "\ufffd")
    if 0x20 <= number < 0x20 + len(_SYMBOL):
        return _SYMBOL[number - 0x20]
    return _SYMBOL_HIGH[number - 0xA0] if 0xA0 <= number < 0xA0 + len(_SYMBOL_HIGH) else "\ufffd"


_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = re.compile(r"[-+−]?\d{1,4}|[-+−]")
_BEFORE_POWER = re.compile("[0-9⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]$")


def raised(before: str, text: str) -> str:
    """Return superscript text as plain text: after a figure, its figures become superscript characters.

    They are an exponent, or refer to a note; as plain figures they would change the number `before` them.

    >>> raised("2,5 × 10", "6"), raised("400 km", "2"), raised("le 1", "er")
    ('⁶', '2', 'er')
    """
    return text.translate(_RAISED) if _BEFORE_POWER.search(before) and _POWER.fullmatch(text) else text


def power(text: str) -> str:
    """Return an exponent of a formula: figures as superscripts, other text after `^`."""
    return text.translate(_RAISED) if _POWER.fullmatch(text) else f"^{text}"


_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(?P<code>0x[0-9a-f]{1,6}|\d{1,7})(?P<switches>[^\n]*)", re.IGNORECASE)
_FONT = re.compile(r"\\f\s*\"?(?P<font>[^\"\\]{1,60})")
_EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)
_PART = re.compile(r"\\(?P<kind>[a-z])\w*(?:\s*\\[a-z]+\d*)*\s*\((?P<inside>[^()]*)\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\[a-z]+\d*\s*", re.IGNORECASE)
_JOINTS = {"f": "/", "l": ", ", "r": "√"}
_DEEPEST = 20
"""Maximum nesting of a formula's parts."""


def equation(code: str) -> str:
    r"""Return the text of a Word field for a formula or a symbol, by its code; empty for other fields.

    >>> equation(r" EQ \f(1;2) x \o\al(a,b)"), equation(r" SYMBOL 8364 \u "), equation(" PAGE ")
    ('1/2 x a b', '€', '')
    """
    if sign := _SYMBOL_FIELD.match(code):
        font = _FONT.search(sign["switches"])
        number = int(sign["code"], 0 if sign["code"][:2] in ("0x", "0X") else 10)
        ansi = number < 256 and "\\u" not in sign["switches"].lower() and not font
        return (
            bytes([number]).decode("cp1252", "ignore")
            if ansi
            else symbol(font["font"].strip() if font else "", f"{number:x}")
        )
    if not _EQUATION.match(code):
        return ""
    text = _EQUATION.sub("", code, count=1)

    def shown(part: re.Match[str]) -> str:
        pieces = [piece.strip() for piece in re.split("[,;]", part["inside"])]
        return _JOINTS.get(part["kind"].lower(), " ").join(filter(None, pieces))

    for _ in range(_DEEPEST):
        text, count = _PART.subn(shown, text)
        if not count:
            break
    return " ".join(_SWITCH.sub("", text).split())
