"""The styles of a Word document: what a paragraph in each is, and whether its text is hidden."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from core.article import Kind
from core.reading import xml

_OFF = frozenset(("0", "false", "off"))
_DEEPEST = 20
"""Styles that one is based on, at most."""
_KINDS: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (("heading", "title", "titre", "subtitle", "sous-titre"), "heading"),
    (("quote", "intense quote", "citation"), "quote"),
    (("list", "liste"), "list"),
)
"""How the names of styles begin, in English and in French, and what they mean."""


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of one style here."""

    id: str = ""
    name: str = ""
    based_on: str = ""
    hidden: bool | None = None
    list: str | None = None
    """The list whose items its paragraphs are."""
    deep: int = 0
    level: bool = False
    """Whether it has a level in the document's outline."""


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
                if attribute(element.attrib, "type") == "paragraph" and is_on(
                    attribute(element.attrib, "default", "0")
                ):
                    self._default = identifier

    def kind(self, identifier: str) -> Kind | None:
        """Return what a paragraph in a style is, by its name or by those that it is based on; None for any text."""
        for style in self._chain(identifier):
            if kind := kind_of(style.name):
                return kind
            if style.level:
                return "heading"
            if style.list not in (None, "0"):
                return "list"
        return None

    def list_of(self, identifier: str) -> tuple[str, int, str]:
        """Return the list whose items the paragraphs of a style are, the level, and the style that says so."""
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


def kind_of(style: str) -> Kind | None:
    """Return what a paragraph is in a style of that name; None where the name does not say it."""
    lowered = style.casefold()
    return next((kind for names, kind in _KINDS if lowered.startswith(names)), None)


def local(tag: str) -> str:
    """Return the name of an element or attribute without its namespace: that of Strict documents is another one."""
    return tag.rpartition("}")[2]


def attribute(attributes: dict[str, str], name: str, default: str = "") -> str:
    """Return an attribute, whatever its namespace."""
    return next((value for tag, value in attributes.items() if local(tag) == name), default)


def is_on(value: str) -> bool:
    """Whether the value of a property that can be on or off is on."""
    return value.lower() not in _OFF


def number(value: str) -> int:
    """Return a whole number that an attribute gives; 0 where it is none, or larger than any of a document."""
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
