"""The numbers that an office program counts by itself, and shows before a paragraph: `1.`, `a)`, `Article 3`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from core.reading import xml
from core.reading.docx_events import attribute, is_on, local, number

LEVELS = 10
_PLACE = re.compile(r"%(\d\d?)%?")
_LONGEST = 100
"""Maximum length, in characters, of what precedes a paragraph besides its numbers; longer text would blow up long
lists."""
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
)
_FORMS = {
    "upperLetter": "A",
    "lowerLetter": "a",
    "upperRoman": "I",
    "lowerRoman": "i",
    "decimalZero": "01",
    **dict.fromkeys(("bullet", "none", "custom"), ""),
}
"""Word's names of number formats other than plain figures (ECMA-376, part 1, 17.18.59)."""


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level look."""

    form: str = "1"
    """`1`, `01`, `a`, `A`, `i` or `I`; empty for a bullet or nothing."""
    text: str = "%1"
    """The text of the number, with `%1` for that of the first level, and so on."""
    start: int = 1
    restarts: bool = True
    """Whether it restarts below each item of a higher level."""
    plain: bool = False
    """Whether the numbers of all levels are shown as figures."""
    same_letters: bool = True
    """Whether `bb` follows `aa`, instead of `ab`."""


@dataclass(slots=True)
class Counter:
    """Counts one list."""

    _counts: list[int | None] = field(default_factory=lambda: [None] * (LEVELS + 1))

    def next(self, level: int, levels: Mapping[int, Level], begin: int | None = None) -> str:
        """Count one paragraph at a level, the first being 0, and return what is shown before it; empty for a bullet.

        `begin` is the number it has, where the document says so.
        """
        level = min(max(level, 0), LEVELS - 1)
        before = self._counts[level]
        own = levels.get(level, Level())
        self._counts[level] = begin if begin is not None else own.start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            if levels.get(deeper, own).restarts:
                self._counts[deeper] = None
        if not own.form:
            return ""

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            one = levels.get(at, Level())
            count = self._counts[at] if at < LEVELS else None
            return figure(one.start if count is None else count, "1" if own.plain else one.form, one.same_letters)

        text = _PLACE.sub(shown, own.text).strip()
        if own.text.startswith("%"):  # Levels above that have no number leave their stops behind.
            text = text.lstrip(".")
        return text if any(map(str.isalnum, text)) else ""

    def restart(self, level: int) -> None:
        """Let the next paragraph at a level be the first again."""
        self._counts[level] = None


def figure(count: int, form: str, same_letters: bool = True) -> str:
    """Return a count as a number, letters or Roman numerals.

    >>> [figure(4, form) for form in ("1", "01", "a", "A", "i", "I")], figure(28, "a"), figure(28, "a", False)
    (['4', '04', 'd', 'D', 'iv', 'IV'], 'bb', 'ab')
    """
    if not form or count < 0:
        return ""
    if form in "aA" and 0 < count < 1000:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        if not same_letters and count > 26:
            letters = figure((count - 1) // 26, "a", same_letters) + chr(ord("a") + (count - 1) % 26)
        return letters if form == "a" else letters.upper()
    if form in "iI" and 0 < count < 4000:
        text = ""
        for value, numeral in _ROMAN:
            text += numeral * (count // value)
            count %= value
        return text if form == "I" else text.lower()
    return f"{count:02}" if form == "01" else str(count)


_HTML_FORMS = frozenset("1aAiI")
_NO_MARKS = re.compile(r"list-style(?:-type)?\s*:[^;]{0,200}\bnone\b|display\s*:\s*(?!list-item)", re.IGNORECASE)
"""Styles of lists or items without numbers."""


def html_numbers(element: Any, items: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the items of a list of HTML that a browser numbers, each with its number."""
    if _NO_MARKS.search(element.get("style") or ""):
        return
    backwards = "reversed" in element.attrib
    count = _start(element.get("start"), len(items) if backwards else 1)
    for item in items:
        count = _start(item.get("value"), count)
        form = item.get("type") or element.get("type") or "1"
        label = figure(count, form if form in _HTML_FORMS else "1") or str(count)
        count += -1 if backwards else 1
        if not _NO_MARKS.search(item.get("style") or "") and item.text_content().strip():
            yield item, label


def _start(said: str | None, otherwise: int) -> int:
    said = (said or "").strip()
    return int(said) if re.fullmatch(r"-?[0-9]{1,9}", said) else otherwise


class Numbering:
    """The lists of a Word document, by the ids that its paragraphs name (ECMA-376, part 1, 17.9)."""

    def __init__(self, data: bytes | None, name: str) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        """For a list without levels of its own: the style that has them."""
        self._of: dict[str, str] = {}
        """The abstract list of each list, by id."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._begins: dict[str, set[int]] = {}
        """Levels at which a list restarts although another list of the same abstract list was counted."""
        self._counters: dict[str, Counter] = {}
        self.of_style: dict[str, tuple[str, int]] = {}
        """By style: the abstract list and level of its paragraphs."""
        for element in [] if data is None else xml.parse(data, name):
            if local(element.tag) == "abstractNum":
                self._take_abstract(element)
            elif local(element.tag) == "num":
                self._take_list(element)

    def next(self, identifier: str, level: int) -> str:
        """Count one paragraph of a list, and return what is shown before it."""
        abstract = self._of.get(identifier)
        if abstract is None:
            return ""
        counter = self._counters.setdefault(abstract, Counter())
        begins = self._begins.get(identifier, set())
        if level in begins:
            counter.restart(level)
            begins.discard(level)
        return counter.next(level, self._levels.get(identifier, {}))

    def _take_abstract(self, element: Element) -> None:
        identifier = attribute(element.attrib, "abstractNumId")
        levels: dict[int, Level] = {}
        for child in element:
            if local(child.tag) == "lvl":
                place = number(attribute(child.attrib, "ilvl"))
                levels[place] = _level(child, place)
                if style := _value(child, "pStyle"):
                    self.of_style[style] = identifier, place
            elif local(child.tag) == "numStyleLink":
                self._links[identifier] = attribute(child.attrib, "val")
            elif local(child.tag) == "styleLink" and (linked := attribute(child.attrib, "val")):
                self._links.setdefault(f"style {linked}", identifier)
        self._abstract[identifier] = levels

    def _take_list(self, element: Element) -> None:
        identifier, abstract = attribute(element.attrib, "numId"), _value(element, "abstractNumId")
        abstract = self._links.get(f"style {self._links[abstract]}", abstract) if abstract in self._links else abstract
        levels = dict(self._abstract.get(abstract, {}))
        for child in element:
            if local(child.tag) == "lvlOverride":
                place = number(attribute(child.attrib, "ilvl"))
                own = next((one for one in child if local(one.tag) == "lvl"), None)
                if own is not None:
                    levels[place] = _level(own, place)
                if begin := _value(child, "startOverride"):
                    levels[place] = replace(levels.get(place, Level()), start=number(begin))
                    self._begins.setdefault(identifier, set()).add(place)
        self._of[identifier], self._levels[identifier] = abstract, levels


def odf_level(given: dict[str, str]) -> Level:
    """Read a level as OpenDocument defines it: it shows its number, and those of as many levels above as it says."""
    place, shown = whole(given.get("text:level")) or 1, whole(given.get("text:display-levels")) or 1
    form = given.get("style:num-format", "")
    text = given.get("loext:num-list-format")
    if text is None:
        above = ".".join(f"%{one}" for one in range(max(place - shown, 0) + 1, place + 1))
        text = given.get("style:num-prefix", "") + above + given.get("style:num-suffix", "")
    same = given.get("style:num-letter-sync") == "true"
    return Level(form, text, whole(given.get("text:start-value")) or 1, same_letters=same)


def whole(text: str | None) -> int | None:
    """Return a whole number that an attribute gives; None if it is none, or larger than any of a document."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _level(element: Element, place: int) -> Level:
    text = _value(element, "lvlText", f"%{place + 1}.")[:_LONGEST]
    form = _FORMS.get(_value(element, "numFmt", "decimal"), "1")
    return Level(
        form=form,
        text=text,
        start=number(_value(element, "start", "0")),
        restarts=_value(element, "lvlRestart", "1") != "0",
        plain=any(local(one.tag) == "isLgl" and is_on(attribute(one.attrib, "val", "1")) for one in element),
    )


def _value(element: Element, name: str, default: str = "") -> str:
    child = next((one for one in element if local(one.tag) == name), None)
    return default if child is None else attribute(child.attrib, "val", default)
