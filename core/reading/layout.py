"""What each paragraph of an article is: headings, bylines, datelines, lists and quotes, told by their form."""

import re
from collections.abc import Sequence
from datetime import date

from core.article import Kind
from core.reading.marks import is_mark, is_slug
from core.reading.unwrap import is_dialogue, is_item

_HEADLINE_WORDS = 30
_CROSSHEAD_WORDS = 12

_BYLINE = re.compile(
    r"(?:par|by|von|por|di|propos recueillis par|de notre (?:envoyée?|correspondante?)(?: spéciale?)?)"
    r"\s*(?::\s*|\s)(?P<name>[^.!?…]{2,60})",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_AGENCY = r"\((?P<agency>[A-Z][A-Za-z]{1,12}(?:[ /-][A-Z][A-Za-z]{1,12})?)\)"
_PLACE = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’ -]{1,40}(?:/[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’ -]{1,40})?(?:\s?\([^()]{2,30}\))?"
_DATELINE = re.compile(rf"{_PLACE}(?:,[^()\n]{{1,40}})?\s?{_AGENCY}\s*[-–—]*")
"""« PARIS, 3 mars (AFP) — », by itself or at the head of a paragraph."""
_MONTHS = (
    "janvier january", "février february", "mars march", "avril april", "mai may", "juin june", "juillet july",
    "août august", "septembre september", "octobre october", "novembre november", "décembre december",
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAY = re.compile(r"(?P<day>\d{1,2})(?:er)? (?P<month>[a-zéû]{3,9})\.? (?P<year>(?:19|20)\d\d)\b")
_QUOTE = re.compile(r"(?:«[^«»]*»|“[^“”]*”|> .*)[.!?…]?", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…:;,][»”\"')\]\s]*$")
_STOP = re.compile(r"[.…:;,][»”\"')\]\s]*$")


def kinds(texts: Sequence[str]) -> list[Kind]:
    """What each paragraph of an article is, from its form and its neighbours."""
    found: list[Kind] = []
    first, last = True, len(texts) - 1
    for index, text in enumerate(texts):
        if byline(text):
            found.append("byline")
        elif is_mark(text) or (first and is_slug(text)) or _DATELINE.fullmatch(text):
            found.append("dateline")
        elif is_item(text):
            found.append("list")
        elif _is_heading(text, first=first, followed=index < last):
            found.append("heading")
        elif _QUOTE.fullmatch(text):
            found.append("quote")
        else:
            found.append("body")
        first = first and found[-1] not in ("body", "heading")
    return found


def byline(text: str) -> str | None:
    """Return the author's name, if the paragraph is a byline."""
    match = _BYLINE.fullmatch(text)
    return match["name"].strip() if match and _NAME.match(match["name"]) else None


def dateline_date(text: str) -> str | None:
    """Return the day that a dateline at the head of a paragraph names with its year, in ISO 8601."""
    head = _DATELINE.match(text)
    match = _DAY.search(head[0]) if head else None
    if match is None or match["month"] not in _MONTH:
        return None
    try:
        return date(int(match["year"]), _MONTH[match["month"]], int(match["day"])).isoformat()
    except ValueError:  # the 31st of June
        return None


def agency(text: str) -> str | None:
    """Return the agency that a dateline at the head of a paragraph names, such as AFP."""
    head = _DATELINE.match(text)
    return head["agency"] if head else None


def _is_heading(text: str, *, first: bool, followed: bool) -> bool:
    words = len(text.split())
    if not followed or is_dialogue(text) or not any(map(str.isalpha, text)):
        return False
    if first:
        return words <= _HEADLINE_WORDS and not _STOP.search(text)
    return words <= _CROSSHEAD_WORDS and not _SENTENCE_END.search(text)
