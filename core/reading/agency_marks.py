"""Marks of news agencies around a wire (service lines, slugs, bylines, datelines, signatures)."""

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
    # Possessive: spaces without end would otherwise be divided between the two `\s*` in every way.
    rf"(?:{_PLACE}(?:,(?P<before>[^()\n]{{1,40}}))?|{_TOWN},(?P<dated>(?: le)? {_DAY}))\s?{_AGENCY}\s*+[-–—]*+"
    rf"(?:,?\s*+(?P<after>(?:le )?{_DAY})\.?\s*+(?:[-–—]+|$)|,?\s*+(?P<next>(?=\d){_DAY})(?=\s+[A-ZÀ-ÖØ-Þ«“]))?"
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
