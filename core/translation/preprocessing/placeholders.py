"""Placeholders for strings that must be kept byte for byte: addresses, @names, #tags, files, identifiers.

The model translates words within such strings: of 24 addresses with a French word none survived
(`www.service-public.fr/particuliers` became `…/individuals`), of @names 81 %, of #tags 68 %, of names with
underscores 33 %. Phone numbers, flight numbers, versions and standards survived 134 times of 135. So strings of the
first kinds are replaced by a placeholder of the same kind, which the model copies (240 times of 240, with the grammar
of an address or a name around it); those of the second stay, and the translation is checked for them.
The name of a paper behind a headline is kept, as a cell of its own.
"""

import re
from typing import NamedTuple

from core.lang.letters import DOMAINS, GAP

_TOKEN = re.compile(r"\S+")
_OPENING = "([{<\"'«“‹„*"
_CLOSING = ".,;:!?…»\"')]}>”›*"
_ELISION = re.compile(r"(?:[dlnjmstc]|qu|jusqu|lorsqu)['’]", re.IGNORECASE)
_LONGEST = 2048
"""Maximum characters of an address; longer strings without a space are ignored."""

# A quick test: plain words and plain numbers do not match.
_CANDIDATE = re.compile(r"[@#_/\\]|\w\.\w|[A-Z]-?\d|\d-[A-Z]|\d[A-Za-z0-9]{15}|[A-Za-z0-9]{15}\d|\d[ .-]\d\d")
_GROUPS = re.compile(r"\d[ .-]\d\d")

_URL = re.compile(r"(?:https?|ftps?|file)://\S+|www\.[^\s.]+\.\S+|mailto:\S+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@,;:]+@[\w-]+(?:\.[\w-]+)+")
_AT = re.compile(r"@\w[\w.-]*")
_TAG = re.compile(r"#\w*[^\W\d]\w*")
# Country codes that are also French words (`de`, `la`, `me`) are taken only with a path.
_DOMAIN = re.compile(rf"(?:[\w-]{{2,}}\.)+(?:(?:{DOMAINS})(?:/\S*)?|[a-z]{{2,4}}/\S*)")
_FILE = re.compile(
    r"[^\s,;]*\w\.(?:pdf|jpe?g|png|gif|svg|tiff?|webp|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|tsv|zip|gz|tar|rar|7z|"
    r"mp[34]|wav|avi|mov|mkv|html?|xml|json|ya?ml|md|py|js|exe|iso|epub|eml|log|sql)",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?:~?/|[A-Za-z]:\\|\\\\)\w[^\s,;]*[/\\][^\s,;]*")
_UNDERSCORE = re.compile(r"\S*\w_\w\S*|_+\w+\S*|\S*\w_+")
_LONG_ID = re.compile(
    r"(?=[^\d]*\d)[A-Za-z0-9]{16,}|10\.\d{4,9}/\S+|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
)
_CODE = re.compile(
    r"(?=.{4})(?!.{0,6}(?:19|20)\d\d$)(?!\d{1,3}(?:\.\d{3})+$)(?:[A-Z]{1,4}-?\d{2,}[\w-]*|[A-Z]{1,3}-\d{2,4}-[A-Z]{1,3}|CVE-[\d-]+|v?\d+(?:\.\d+){2,})"
)
_PHONE = re.compile(r"(?<![\w+])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}|0\d)(?:[ .-]\d{2,4}){2,5}(?!\w)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: \w{4}){3,7}(?: \w{1,4})?(?!\w)")

_KINDS = (
    ("url", _URL), ("mail", _MAIL), ("at", _AT), ("tag", _TAG), ("file", _FILE), ("file", _PATH), ("url", _DOMAIN),
    ("code", _UNDERSCORE), ("code", _LONG_ID),
)  # fmt: skip
_STAND_INS = {
    "url": "https://t.co/Q{}",
    "mail": "info{}@afp.com",
    "at": "@User{}",
    "tag": "#Top{}",
    "file": "doc{}.pdf",
    "code": "XQ{}",
}

_STAND_IN = re.compile(r"(?:/Q|info|User|Top|doc|XQ)(\d{1,6})", re.IGNORECASE)
_MOST_WATCHED = 200
"""Maximum number of strings that a translation is checked for."""


class Placeholder(NamedTuple):
    """A string and its placeholder."""

    stand_in: str
    original: str


class Place(NamedTuple):
    """Position and kind of a string to keep; the kind is `watch` if the model usually copies it."""

    start: int
    end: int
    kind: str


def protected(text: str) -> list[Place]:
    """Return the strings to keep, from left to right."""
    if not _CANDIDATE.search(text):
        return []
    places = []
    for token in _TOKEN.finditer(text):
        if len(token[0]) > _LONGEST or not _CANDIDATE.search(token[0]):
            continue
        start, end = _strip_punctuation(text, *token.span())
        core = text[start:end]
        kind = next((kind for kind, pattern in _KINDS if pattern.fullmatch(core)), None)
        if kind or _CODE.fullmatch(core):
            places.append(Place(start, end, kind or "watch"))
    if _GROUPS.search(text):
        for pattern in (_PHONE, _IBAN):
            places += [Place(*m.span(), "watch") for m in pattern.finditer(text)]
    return _without_overlaps(sorted(places, key=lambda place: (place.start, -place.end)))


class Hidden(NamedTuple):
    """A text without the strings that the model would change."""

    text: str
    """The text with one `GAP` for each string, which normalisation does not treat as a word; `fill_gaps` inserts the
    placeholders."""
    placeholders: tuple[Placeholder, ...]
    watched: tuple[str, ...]
    """Strings left in the text that its translation must contain."""
    has_words: bool
    """Whether anything is left to translate."""


def hide(text: str, *, everything: bool = False) -> Hidden:
    """Remove the strings that the model would change.

    With `everything`, also those that it nearly always copies: for a second try.
    """
    text = text.replace(GAP, " ")
    parts, placeholders, watched, at = [], [], [], 0
    number = 0
    for place in protected(text):
        original = text[place.start : place.end]
        if place.kind == "watch" and not everything:
            watched.append(original)
            continue
        number = number + 1 if number else _free_number(text)
        placeholders.append(Placeholder(_STAND_INS.get(place.kind, _STAND_INS["code"]).format(number), original))
        parts.append(text[at : place.start])
        at = place.end
    parts.append(text[at:])
    has_words = any(any(map(str.isalpha, part)) for part in parts)
    return Hidden(GAP.join(parts), tuple(placeholders), tuple(dict.fromkeys(watched))[:_MOST_WATCHED], has_words)


def fill_gaps(text: str, placeholders: tuple[Placeholder, ...]) -> str:
    """Insert the placeholders into the gaps, in order."""
    stand_ins = iter(placeholders)
    return re.sub(GAP, lambda _: next(stand_ins).stand_in, text) if placeholders else text


def _free_number(text: str) -> int:
    """Return a number whose placeholders the text does not contain."""
    return 1 + max((int(number) for number in _STAND_IN.findall(text)), default=0)


def put_back(text: str, placeholders: tuple[Placeholder, ...]) -> tuple[str, tuple[str, ...]]:
    """Restore the originals, whatever the case of their placeholders; also return those that were lost."""
    if not placeholders:
        return text, ()
    originals = {stand_in.lower(): original for stand_in, original in placeholders}
    longest_first = sorted((placeholder.stand_in for placeholder in placeholders), key=len, reverse=True)
    pattern = re.compile("(" + "|".join(map(re.escape, longest_first)) + r")(?!\d)", re.IGNORECASE)
    seen: set[str] = set()

    def original(match: re.Match[str]) -> str:
        seen.add(match[0].lower())
        return originals[match[0].lower()]

    text = pattern.sub(original, text)
    return text, tuple(placeholder.original for placeholder in placeholders if placeholder.stand_in.lower() not in seen)


def _strip_punctuation(text: str, start: int, end: int) -> tuple[int, int]:
    """Strip the punctuation around a string, but not a closing bracket that is opened within it."""
    while start < end and text[start] in _OPENING:
        start += 1
    elision = _ELISION.match(text, start, end)
    if elision:
        start = elision.end()
    while end > start and text[end - 1] in _CLOSING:
        if text[end - 1] == ")" and text.count("(", start, end) >= text.count(")", start, end):
            break
        end -= 1
    return start, end


def _without_overlaps(places: list[Place]) -> list[Place]:
    """Drop overlapping places; the first wins."""
    kept: list[Place] = []
    for place in places:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


_OUTLET = re.compile(r"([^\W\d_]+)[ '’-](?:[^\W\d_]+[ -]){0,2}[^\W\d_]+")
_HEADLINE_WORDS = 4
"""Minimum words of a headline that has the name of a paper behind it."""


def is_outlet(cell: str, headline: str, articles: frozenset[str]) -> bool:
    """Whether a cell is the name of a paper behind a headline, which models translate: « … | Le Monde »."""
    name = _OUTLET.fullmatch(cell)
    if name is None or name[0].isupper() or not all(word[0].isupper() for word in re.split("[ '’-]", cell)):
        return False
    return (name[1].lower() in articles or "-" in cell) and len(headline.split()) >= _HEADLINE_WORDS
