"""The events of a part of a Word document: which elements are skipped or hidden, and which alternative is displayed.

Elements are recognised by their local names, since Strict documents have the same names in another namespace, as have
drawings (`a:t`) and formulas (`m:t`) for their text. The elements are those of ECMA-376, part 1, chapter 17.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from core.article import Kind
from core.reading import xml
from core.reading.document import Builder, kind_of
from core.reading.limits import LeftOut
from core.reading.symbols_and_formulas import power

_OFF = frozenset(("0", "false", "off"))
_CODE = 2_000
"""Maximum length of a field's code, in characters."""
_DEEPEST = 20
"""Maximum length of a chain of styles that are based on each other."""


@dataclass(frozen=True, slots=True)
class Style:
    """The relevant properties of a style."""

    id: str = ""
    name: str = ""
    based_on: str = ""
    hidden: bool | None = None
    list: str | None = None
    """The list that its paragraphs are items of."""
    deep: int = 0
    level: bool = False
    """Whether it has an outline level."""


class Styles:
    """The styles of one document, by id."""

    def __init__(self, data: bytes | None, name: str) -> None:
        self._styles: dict[str, Style] = {}
        self._hidden: dict[str, bool] = {}
        self._default = ""
        if data is None:
            return
        for element in xml.parse(data, name):
            if local(element.tag) == "style":
                identifier = attribute(element.attrib, "styleId")
                self._styles[identifier] = _style(element)
                is_default = is_on(attribute(element.attrib, "default", "0"))
                if is_default and attribute(element.attrib, "type") == "paragraph":
                    self._default = identifier

    def kind(self, identifier: str) -> Kind | None:
        """Return the kind of a style's paragraphs, by its name or those of the styles it is based on; None for text."""
        for style in self._chain(identifier):
            if kind := kind_of(style.name):
                return kind
            if style.level:
                return "heading"
            if style.list not in (None, "0"):
                return "list"
        return None

    def list_of(self, identifier: str) -> tuple[str, int, str]:
        """Return the list of a style's paragraphs, their level in it, and the style that defines it; empty for none."""
        chain = self._chain(identifier)
        found = next((style for style in chain if style.list), Style())
        deep = next((style.deep for style in chain if style.deep), 0)
        return found.list or "", deep, found.id

    def hidden(self, identifier: str) -> bool:
        """Whether text in a style is hidden."""
        if identifier not in self._hidden:
            chain = self._chain(identifier)
            self._hidden[identifier] = next((style.hidden for style in chain if style.hidden is not None), False)
        return self._hidden[identifier]

    def _chain(self, identifier: str) -> list[Style]:
        found: list[Style] = []
        identifier = identifier or self._default
        while len(found) < _DEEPEST and (style := self._styles.get(identifier)):
            found.append(style)
            identifier = style.based_on
        return found


def local(tag: str) -> str:
    """Return the name of an element or attribute without its namespace, which differs in Strict documents."""
    return tag.rpartition("}")[2]


def attribute(attributes: dict[str, str], name: str, default: str = "") -> str:
    """Return the value of an attribute in any namespace; `default` if it is missing."""
    return next((value for tag, value in attributes.items() if local(tag) == name), default)


def is_on(value: str) -> bool:
    """Whether the value of an on/off property means on."""
    return value.lower() not in _OFF


def number(value: str) -> int:
    """Return the value of an attribute as a whole number; 0 if it is not a number, or impossibly large."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _style(element: Element) -> Style:
    inside = {local(child.tag): child for child in element.iter()}
    vanish, level = inside.get("vanish"), inside.get("outlineLvl")
    return Style(
        id=attribute(element.attrib, "styleId"),
        name=attribute(inside["name"].attrib, "val") if "name" in inside else "",
        based_on=attribute(inside["basedOn"].attrib, "val") if "basedOn" in inside else "",
        hidden=None if vanish is None else is_on(attribute(vanish.attrib, "val", "1")),
        list=attribute(inside["numId"].attrib, "val") if "numId" in inside else "" if "numPr" in inside else None,
        deep=number(attribute(inside["ilvl"].attrib, "val")) if "ilvl" in inside else 0,
        level=level is not None and attribute(level.attrib, "val") in "012345678",
    )


_MARKED = frozenset(("rPr", "trPr", "ctrlPr", "numPr", "tcPr"))
"""Elements in which `ins`, `del` and `moveFrom` mark changed properties, and contain no text."""
_SKIPPED = {
    "del": "deleted",
    "moveFrom": None,
    **dict.fromkeys(("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"), None),
    **dict.fromkeys(("numberingChange", "tblGridChange", "tblPrExChange", "sdtPr", "instrText"), None),
}
"""Elements that are skipped with their content, and the reason to report if they contain text."""
_UNDERSTOOD = re.compile(r"(?:wp[sgci]|wp1\d|w1\d\w*|a1\d|aink|am3d|asvg|cx\d?|c1\d|dgm1\d|dsp|m[vo]|o|v|p1\d|oel)")
"""Prefixes of the extensions that Word knows: it displays the first alternative that requires only these."""


@dataclass(slots=True)
class Field:
    """A field, of which Word displays the result but not the code."""

    in_result: bool = False
    has_result: bool = False
    entries: list[str] = field(default_factory=list)
    """Entries of a drop-down list."""
    chosen: int = 0
    code: str = ""


@dataclass(slots=True)
class RunProperties:
    """The properties that decide whether and how a run of text is shown."""

    style: str = ""
    hidden: bool | None = None
    raised: bool = False
    struck: bool = False


@dataclass(slots=True)
class ParagraphProperties:
    """The properties of the paragraph that is being read."""

    style: str = ""
    list: str | None = None
    """The list that it is an item of; `0` for none, None if its style decides."""
    deep: int = -1
    """Its level in the list; −1 if its style decides."""
    unmarked: bool = False
    """Whether its paragraph mark, and so its number, is hidden."""
    level: bool = False
    label: str = ""
    """The number before it, if the document has it as text, as those of Word 2003 do."""
    joined: bool = False
    """Whether the next paragraph continues it: its mark was deleted, or it is a drop cap."""


class Events:
    """Handles the events of one part (see `xml.walk`), by methods `_start_NAME` and `_end_NAME` for each element."""

    def __init__(self, styles: Styles, left_out: LeftOut) -> None:
        self.builder = Builder()
        self._styles, self._left_out = styles, left_out
        self._path: list[str] = ["", ""]
        self._parent, self._attributes = "", dict[str, str]()
        self._skipping, self._reason, self._taking = 0, "", False
        self._run = RunProperties()
        self._power, self._signs = 0, list[dict[str, str]]()
        """In a formula: number of open superscripts, and the signs of open brackets and sums."""
        self._paragraphs = [ParagraphProperties()]
        self._fields: list[list[Field]] = [[]]
        self._choices: list[tuple[bool, int]] = []
        """For each open element with alternatives: whether one was shown, and the text before it."""
        self._begin: dict[str, Callable[[], None]] = self._handlers("_start_")
        self._finish: dict[str, Callable[[], None]] = self._handlers("_end_")

    def _handlers(self, prefix: str) -> dict[str, Callable[[], None]]:
        return {name.removeprefix(prefix): getattr(self, name) for name in dir(self) if name.startswith(prefix)}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        name = local(tag)
        self._parent, self._attributes = self._path[-1], attributes
        self._path.append(name)
        if self._skipping:
            self._skipping += 1
            self._taking = name in ("t", "delText")
        elif name in _SKIPPED and self._parent not in _MARKED:
            self._skip(_SKIPPED[name])
        elif begin := self._begin.get(name.lower()):
            begin()

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        name = local(tag)
        self._path.pop()
        self._taking = False
        if self._skipping:
            self._skipping -= 1
        elif finish := self._finish.get(name.lower()):
            finish()

    def data(self, text: str) -> None:
        """Handle text."""
        if self._skipping and self._path[-1] == "instrText" and self._fields[-1]:
            code = self._fields[-1][-1]
            code.code = (code.code + text)[:_CODE]
        elif self._taking and self._skipping:
            if self._reason and text.strip():
                self._left_out.add(self._reason)
        elif self._taking:
            self._text(text)

    def _value(self, name: str, default: str = "") -> str:
        """Return the value of an attribute of the current element; `default` if it is missing."""
        return attribute(self._attributes, name, default)

    def _text(self, text: str) -> None:
        if self._is_hidden():
            if text.strip():
                self._left_out.add("hidden")
        elif self._in_result():
            self.builder.text(power(text) if self._power else text, raised=self._run.raised, struck=self._run.struck)

    def _skip(self, reason: str | None = None) -> None:
        self._skipping, self._reason = 1, reason or ""

    def _is_hidden(self) -> bool:
        if self._run.hidden is not None:
            return self._run.hidden
        # If the styles of the paragraph and the run both hide text, it is displayed (ECMA-376, part 1, 17.7.3).
        style = self._paragraphs[-1].style
        return self._styles.hidden(style) != (bool(self._run.style) and self._styles.hidden(self._run.style))

    def _in_result(self) -> bool:
        """Whether the following text is displayed: it is in the result of all open fields, not in the code of one."""
        return all(field.in_result for field in self._fields[-1])

    def _start_alternatecontent(self) -> None:
        self._choices.append((False, 0))

    def _end_alternatecontent(self) -> None:
        self._choices.pop()

    def _start_choice(self) -> None:
        needs = self._value("Requires").split()
        if self._choices and (self._choices[-1][0] or not all(map(_UNDERSTOOD.fullmatch, needs))):
            self._skip()
        elif self._choices:
            self._choices[-1] = False, self.builder.taken

    def _end_choice(self) -> None:
        if self._choices and not self._choices[-1][0]:
            self._choices[-1] = self.builder.taken > self._choices[-1][1], 0

    def _start_fallback(self) -> None:
        if self._choices and self._choices[-1][0]:
            self._skip()


class Formulas(Events):
    """Handles the events of formulas: adds signs, so that the fraction 1/2 and the power 1² do not become 12."""

    def _sign(self, text: str) -> None:
        self._run = RunProperties()
        self._text(text)

    def _start_den(self) -> None:
        self._sign("/")

    def _start_rad(self) -> None:
        self._sign("√")

    def _start_d(self) -> None:
        self._signs.append({"begChr": "(", "endChr": ")"})

    def _start_nary(self) -> None:
        self._signs.append({"begChr": "", "chr": "∫", "endChr": ""})

    def _start_chr(self) -> None:
        if self._signs:
            self._signs[-1][self._path[-1]] = self._value("val")

    _start_begchr = _start_endchr = _start_chr

    def _end_dpr(self) -> None:
        self._sign(self._signs[-1]["begChr"] or self._signs[-1].get("chr", "") if self._signs else "")

    _end_narypr = _end_dpr

    def _end_d(self) -> None:
        self._sign(self._signs.pop()["endChr"] if self._signs else "")

    _end_nary = _end_d

    def _start_sup(self) -> None:
        self._power += self._parent in ("sSup", "sSubSup")

    def _end_sup(self) -> None:
        self._power = max(self._power - 1, 0)
