"""Clean text to paragraphs: hard wraps undone, headings, bylines, datelines, lists and quotes recognised."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.article import Kind

MAX_WRAP = 100
"""Columns: no agency wraps wider; longer lines are paragraphs of their own."""
MIN_WRAP = 40
"""Columns: narrower lines are verse, tables or lists, whose breaks mean something."""
_TIGHT_SHARE = 0.8
"""Of a wrapped block's line breaks, this share stand where the next word no longer fitted."""
_FULL = 0.95
"""Of the width: some wrappers (fmt) even their lines out, and stay a word below it."""
_HEADLINE_WORDS = 30
_CROSSHEAD_WORDS = 12

_LIST_ITEM = re.compile(r"(?:[-•*·▪◦‣]|\d{1,3}[.)]|[a-z]\))\s+\S")
_DIALOGUE = re.compile(r"[–—]\s")
_BYLINE = re.compile(
    r"(?:par|by|von|por|di|propos recueillis par|de notre (?:envoyée?|correspondante?)(?: spéciale?)?)"
    r"\s*(?::\s*|\s)(?P<name>[^.!?…]{2,60})",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_DATELINE = re.compile(
    r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ' -]{2,40}(?:[,(].{0,60})?"
    r"\((?:AFP|AP|Reuters|REUTERS|Belga|ATS|APS|MAP|TAP|EFE|dpa)\)\s*[-–—]*"
)
_QUOTE = re.compile(r"(?:«[^«»]*»|“[^“”]*”|> .*)[.!?…]?", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…:;,][»”\"')\]\s]*$")
_STOP = re.compile(r"[.…:;,][»”\"')\]\s]*$")

_HYPHENED = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# A break after these, or before those, stands at a hyphen that belongs to the word.
_COMPOUND_FIRST = frozenset(
    "abat anti après arrière auto avant bas beau belle bien chef chez ci contre cool couvre demi dernier double "
    "entre est ex extra faux franco garde grand grande gros haut hors inter là laissez libre mi micro mini moyen "
    "multi néo nord non nouveau ouest outre passe peut plus porte post pré presque pro quasi quelques rendez sans "
    "self semi sous sud super sur tiers tout trente trop ultra vice vingt quarante cinquante soixante quatre".split()
)
_COMPOUND_LAST = frozenset(
    "ce ci elle elles en être eux il ils je la là le les leur lui même mêmes moi nous on toi tu uns vous y t".split()
)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Give the paragraphs of clean text, each on one line, in order, and the line breaks before each."""
    blocks = list(_blocks(text))
    width = _wrap_width([block for _, block in blocks])
    words = Vocabulary(text)
    for breaks, block in blocks:
        gap, paragraph = breaks, block[0]
        for line, following in pairwise(block):
            if width and _continues(line, following, width):
                paragraph = join(paragraph, following, words)
            else:
                yield gap, paragraph
                gap, paragraph = 1, following
        yield gap, paragraph


def kinds(texts: Sequence[str]) -> list[Kind]:
    """What each paragraph of an article is, from its form and its neighbours."""
    found: list[Kind] = []
    for index, text in enumerate(texts):
        rest = texts[index + 1 :]
        if byline(text):
            found.append("byline")
        elif _DATELINE.fullmatch(text):
            found.append("dateline")
        elif _LIST_ITEM.match(text):
            found.append("list")
        elif _is_heading(text, first=not any(kind in ("body", "heading") for kind in found), followed=bool(rest)):
            found.append("heading")
        elif _QUOTE.fullmatch(text):
            found.append("quote")
        else:
            found.append("body")
    return found


def byline(text: str) -> str | None:
    """Return the author's name, if the paragraph is a byline."""
    match = _BYLINE.fullmatch(text)
    return match["name"].strip() if match and _NAME.match(match["name"]) else None


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the runs of lines between blank ones, with the line breaks before each."""
    breaks, block = 0, list[str]()
    for line in map(str.strip, text.split("\n")):
        if line:
            block.append(line)
            continue
        if block:
            yield breaks, block
            breaks, block = 1, []
        breaks += 1
    if block:
        yield breaks, block


def _is_heading(text: str, *, first: bool, followed: bool) -> bool:
    words = len(text.split())
    if not followed or _DIALOGUE.match(text) or not any(map(str.isalpha, text)):
        return False
    if first:
        return words <= _HEADLINE_WORDS and not _STOP.search(text)
    return words <= _CROSSHEAD_WORDS and not _SENTENCE_END.search(text)


def _wrap_width(blocks: Sequence[Sequence[str]]) -> int:
    """Return the column at which a text is hard-wrapped, or 0 if it is not."""
    breaks = [
        (line, following) for block in blocks for line, following in pairwise(block) if not starts_paragraph(following)
    ]
    width = max((len(line) for pair in breaks for line in pair), default=0)
    if not MIN_WRAP <= width <= MAX_WRAP:
        return 0
    # A break after a full stop may end a paragraph; all others a wrap has to explain.
    explained = sum(_is_tight(line, following, width) for line, following in breaks)
    return width if explained >= max(1, _TIGHT_SHARE * sum(not _SENTENCE_END.search(line) for line, _ in breaks)) else 0


def _continues(line: str, following: str, width: int) -> bool:
    """Whether a line of a wrapped text goes on in the next one."""
    if starts_paragraph(following):
        return False
    return _is_tight(line, following, width) or (following[0].islower() and not _SENTENCE_END.search(line))


def _is_tight(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one, or only just."""
    word = following.split(maxsplit=1)[0]
    # A wrapper may break inside a word, at its hyphen.
    if "-" in word.strip("-"):
        word = word[: word.index("-", 1) + 1]
    return len(line) + (0 if line.endswith("-") else 1) + len(word) > _FULL * width


def starts_paragraph(line: str) -> bool:
    """Whether a line opens a paragraph by its form: an item of a list, or a dash of dialogue."""
    return bool(_LIST_ITEM.match(line) or _DIALOGUE.match(line))


class Vocabulary:
    """The words of a text, to tell a word cut at the end of a line from one that has a hyphen."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(re.findall(r"\w+(?:-\w+)*", self._text.lower()))
        return word.lower() in self._words


def join(paragraph: str, line: str, words: Vocabulary) -> str:
    """Join a line to what goes before, undoing the cut of a hyphenated word."""
    if not paragraph.endswith("-"):
        return f"{paragraph} {line}"
    first, second = _HYPHENED.search(paragraph), _FIRST_WORD.match(line)
    if not first or not second:
        # " - " as a dash at the end of a line, or a hyphen beside a figure.
        return f"{paragraph} {line}" if paragraph.endswith(" -") else paragraph + line
    left, right = first[1], second[0]
    if f"{left}-{right}" in words or right[0].isupper():
        return paragraph + line
    if left + right in words:
        return paragraph[:-1] + line
    if left.lower() in _COMPOUND_FIRST or right.lower() in _COMPOUND_LAST:
        return paragraph + line
    return paragraph[:-1] + line
