"""Automatic numbers of lists, which office programs and browsers display before paragraphs: `1.`, `a)`, `Article 3`."""

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
"""Maximum length, in characters, of the text around a number, since it is repeated for each item of a list."""
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
    """The format of the numbers of one level of a list."""

    form: str = "1"
    """`1`, `01`, `a`, `A`, `i` or `I`; empty for a bullet or nothing."""
    text: str = "%1"
    """The text before the paragraph, in which `%1` stands for the number of the first level, and so on."""
    start: int = 1
    restarts: bool = True
    """Whether it restarts below each item of a higher level."""
    plain: bool = False
    """Whether the numbers of all levels are shown as figures."""
    same_letters: bool = True
    """Whether the letters after `aa` are `bb`, not `ab`."""


@dataclass(slots=True)
class Counter:
    """Counts the items of one list, on all its levels."""

    _counts: list[int | None] = field(default_factory=lambda: [None] * (LEVELS + 1))

    def next(self, level: int, levels: Mapping[int, Level], begin: int | None = None) -> str:
        """Count one paragraph at a level, from 0, and return the number to display before it; empty for a bullet.

        `begin` is its number if the document sets it; None to continue counting.
        """
        level = min(max(level, 0), LEVELS - 1)
        before = self._counts[level]
        current = levels.get(level, Level())
        self._counts[level] = begin if begin is not None else current.start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            if levels.get(deeper, current).restarts:
                self._counts[deeper] = None
        if not current.form:
            return ""

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            other = levels.get(at, Level())
            count = self._counts[at] if at < LEVELS else None
            form = "1" if current.plain else other.form
            return figure(other.start if count is None else count, form, other.same_letters)

        text = _PLACE.sub(shown, current.text).strip()
        if current.text.startswith("%"):  # Higher levels without a number leave their full stops.
            text = text.lstrip(".")
        return text if any(map(str.isalnum, text)) else ""

    def restart(self, level: int) -> None:
        """Restart a level: its next paragraph is the first again."""
        self._counts[level] = None


def figure(count: int, form: str, same_letters: bool = True) -> str:
    """Return a count as figures, letters or Roman numerals, by `Level.form`; empty for a bullet or a negative count.

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
    """Yield the items of an HTML list that a browser numbers, each with its number."""
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


def _start(value: str | None, default: int) -> int:
    """Return the value of an attribute as a whole number; `default` if it is none."""
    text = (value or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else default


class Numbering:
    """The lists of a Word document, by the ids that its paragraphs refer to (ECMA-376, part 1, 17.9)."""

    def __init__(self, data: bytes | None, name: str) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        """For a list without levels of its own: the style that has them."""
        self._of: dict[str, str] = {}
        """The abstract list of each list, by id."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._begins: dict[str, set[int]] = {}
        """Levels at which a list restarts, even if another list with the same definition was counted before."""
        self._counters: dict[str, Counter] = {}
        self.of_style: dict[str, tuple[str, int]] = {}
        """The abstract list and the level of the paragraphs of a style, by the style's id."""
        for element in [] if data is None else xml.parse(data, name):
            if local(element.tag) == "abstractNum":
                self._take_abstract(element)
            elif local(element.tag) == "num":
                self._take_list(element)

    def next(self, identifier: str, level: int) -> str:
        """Count one paragraph of a list, and return the number to display before it; empty for none."""
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
                override = next((inner for inner in child if local(inner.tag) == "lvl"), None)
                if override is not None:
                    levels[place] = _level(override, place)
                if begin := _value(child, "startOverride"):
                    levels[place] = replace(levels.get(place, Level()), start=number(begin))
                    self._begins.setdefault(identifier, set()).add(place)
        self._of[identifier], self._levels[identifier] = abstract, levels


def odf_level(attributes: dict[str, str]) -> Level:
    """Return the level that an element of OpenDocument defines: its number, after those of some levels above."""
    place, shown = whole(attributes.get("text:level")) or 1, whole(attributes.get("text:display-levels")) or 1
    form = attributes.get("style:num-format", "")
    text = attributes.get("loext:num-list-format")
    if text is None:
        numbers = ".".join(f"%{level}" for level in range(max(place - shown, 0) + 1, place + 1))
        text = attributes.get("style:num-prefix", "") + numbers + attributes.get("style:num-suffix", "")
    same = attributes.get("style:num-letter-sync") == "true"
    return Level(form, text, whole(attributes.get("text:start-value")) or 1, same_letters=same)


def whole(text: str | None) -> int | None:
    """Return the value of an attribute as a whole number; None if it is not a number, or impossibly large."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _level(element: Element, place: int) -> Level:
    text = _value(element, "lvlText", f"%{place + 1}.")[:_LONGEST]
    form = _FORMS.get(_value(element, "numFmt", "decimal"), "1")
    return Level(
        form=form,
        text=text,
        start=number(_value(element, "start", "0")),
        restarts=_value(element, "lvlRestart", "1") != "0",
        plain=any(local(child.tag) == "isLgl" and is_on(attribute(child.attrib, "val", "1")) for child in element),
    )


def _value(element: Element, name: str, default: str = "") -> str:
    found = next((child for child in element if local(child.tag) == name), None)
    return default if found is None else attribute(found.attrib, "val", default)
