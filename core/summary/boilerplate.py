"""Boilerplate in wires and pages: links, credits, agency marks, appeals, remains of code.

The words of each language are in its profile (`Boilerplate` in `core/lang/profile.py`), from certain to doubtful:
boilerplate anywhere, at the start of a sentence, at the start of a short sentence that reports nothing, and as a whole
sentence.
"""

import re
from functools import cache
from typing import NamedTuple

from core.lang import known
from core.lang.letters import without_accents

_AGENCY = (
    r"(?:AFP|AP|Reuters|Belga|ATS|APS|MAP|TAP|EFE|dpa|ANSA|Keystone-ATS|ETX|relaxnews|PA|Le Figaro|agences?|agencies"
    r"|wires?|(?:the )?Associated Press|Agence France-Presse)"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_NAMES = rf"{_NAME}(?:(?:,? |, (?:et |and )?)(?:(?:à|de|du|des|la|le|et|and|in|at|von|van|d['’])\s?)*{_NAME}){{0,7}}"
_CORRESPONDENT = (
    r"(?:(?:de )?notre )?(?:envoyée?|correspondante?|reporter|journaliste)s?(?: (?:spéciale?s?|permanente?s?))?"
)

_CODE = r"\bwindow\.\w|\bfunction\s*\(|\bvar \w+\s*=|document\.\w+\(|[{}<>][^{}<>]*[{}<>]|\w+\(\{"
_LEAD = r"[\s(\[•*·–—-]*"
"""Characters that may come before the first word."""
_TIME_WORDS = "am|pm|h|min|s|utc|gmt|cet|cest|bst|est|edt"
_OPENS = r"©|\(c\)\s|getty images\b"
_SHORTEST_STORY = 15
"""Words from which a sentence that begins like an appeal is taken for part of the story."""
_BYLINE = re.compile(
    rf"(?:(?i:(?:écrit |texte |traduit de l['’]\w+ )?par|(?:written )?by|propos recueillis par|photo by)) {_NAMES}"
    rf"(?:,? \(?(?i:avec|with) (?i:l['’])?(?i:{_AGENCY})\)?)?[.]?"
    rf"|{_NAMES},? \(?(?i:avec|with|et|and|pour|/) (?i:l['’])?(?i:{_AGENCY})\)?[.]?"
    rf"|(?:{_NAMES}, )?(?i:{_CORRESPONDENT}) (?i:à|en|au|aux|in) {_NAME}(?: {_NAME})?(?:, {_NAMES})?[.]?"
    rf"|[A-ZÀ-ÖØ-Þ\s,'’-]+\((?i:{_AGENCY})\)[\s–—-]*"
    rf"|(?:[A-Z]\. ?){{1,3}}[A-Z]?\.?(?: (?i:avec|with) (?i:{_AGENCY}))?"
    # A dateline alone: place, day, agency.
    rf"|{_NAMES}, (?:le )?(?:\d{{1,2}}(?:er)? \w{{3,9}}\.?|\w{{3,9}}\.? \d{{1,2}},?)(?: \d{{4}})?"
    rf"(?: \([^()]{{1,40}}\)|\s*[–—-] {_NAMES})?[\s.–—-]*"
    rf"|{_NAMES} \([^()]{{1,40}}\)[\s.–—-]*"
    rf"|(?i:{_CORRESPONDENT})[.]?"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+|[@#]\w+")
_READ = 1000
"""Characters of a sentence that are examined: no credit or appeal is longer."""
_MIN_LETTERS = 3
"""Minimum letters outside addresses: a sentence with fewer is boilerplate."""


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence belongs to the page or the agency rather than to the story.

    >>> is_boilerplate("À lire aussi : Le port reprend vie"), is_boilerplate("(AFP)")
    (True, True)
    >>> is_boilerplate("L'AFP a publié la photo.")
    False
    """
    text, patterns = sentence.strip()[:_READ], _patterns()
    if sum(map(str.isalpha, _ADDRESS.sub("", text))) < _MIN_LETTERS:
        return True
    if patterns.anywhere.search(text) or patterns.opening.match(text):
        return True
    if any(whole.fullmatch(text) for whole in (patterns.whole, _BYLINE, patterns.dated)):
        return True
    if len(text.split()) >= _SHORTEST_STORY:
        return False
    return bool(patterns.appeal.match(text)) and not patterns.reports.search(text)


class _Patterns(NamedTuple):
    anywhere: re.Pattern[str]
    opening: re.Pattern[str]
    appeal: re.Pattern[str]
    reports: re.Pattern[str]
    whole: re.Pattern[str]
    dated: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compile the lists of all languages: a page may have boilerplate in another language than its story."""
    lists = [profile.boilerplate for profile in known()]

    def joined(field: str, *common: str) -> str:
        return "|".join((*common, *(pattern for boilerplate in lists if (pattern := getattr(boilerplate, field)))))

    credit = (
        rf"(?:{joined('credit')})(?:\s*\(?photos?)?\s*[:/©]"
        rf"|\(?photos? (?:by |par |de )?(?:{_AGENCY}\b|(?-i:[A-Z]\w+ [A-Z]))"
    )
    # Somebody says it, or something happens after it.
    reports = rf"[,»\"”]\s*(?:{joined('report')})\b[^,]*\w|{joined('says')}"
    agencies = (
        rf"(?:(?:avec|par|by|with|from|source\s*:?)\s+)?(?:l['’]|les )?{_AGENCY}"
        rf"(?:[\s,/&–—-]+(?:et |and |avec |with )?(?:l['’])?{_AGENCY})*"
    )
    date = rf"(?:\d[\w/:.]*|{_TIME_WORDS}|{joined('date_words')}|{_date_names()})"
    dated = (
        rf"(?:(?:cet )?article |première |dernière |last |first |originally )*(?:{joined('dated')})\b"
        rf"(?=.*(?:\d|hier|yesterday|today|aujourd))(?:[\W_]*{date}(?!\w))*[\W_]*"
    )
    patterns = (
        joined("anywhere", _CODE),
        rf"{_LEAD}(?:{joined('opening', _OPENS)})",
        rf"{_LEAD}(?:{joined('appeal', credit)})",
        reports,
        rf"{_LEAD}(?:{joined('whole', agencies)})[\s)\].;:…/–—-]*",
        dated,
    )
    return _Patterns(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


def _date_names() -> str:
    """Return a pattern for weekdays and months, in full or abbreviated, of the languages that date their pages."""
    dates = [profile.dates for profile in known() if profile.boilerplate.date_words]
    names = {name for profile in dates for name in (*profile.weekday_names(), *profile.month_names())}
    starts = {start for name in names for start in (name[:3], without_accents(name[:3]))}
    return "|".join(rf"{start}\w*" for start in sorted(starts))
