"""Messages for people, as values: an English template, and what is put into it.

    Message("line {line}: no source term before “{target}”", line=3, target="crise")

The template stands where the message is made, so that a search for its words finds the code. Core reads it in
English; an interface that speaks another language finds its own template by `id`, and gives it the same values.
"""

import json
import re
from collections.abc import Mapping, Sequence
from string import Formatter
from types import MappingProxyType
from typing import Any, Final, Self

Value = str | int | float
"""What a template is given: a word of a file or a library, a number, or another message."""

_WORDS: Final = 9
"""Words of a template that are its identifier; a test holds that no two templates share theirs."""
_SMALL: Final = frozenset("a an the is are was were be this that of to in on and or for with as by".split())
_DEEPEST: Final = 10
"""Messages within each other, at most, that are read from outside."""
_STORED: Final = '{"text": '
"""How a message begins that `stored` wrote."""


class Message(str):
    """An English sentence that still knows its template and its values.

    It is a string, and equals the string of the same letters: what stores, compares or prints text needs no more.
    Any operation that makes another string of it, such as joining or cutting, gives a plain one.
    """

    __slots__ = ("id", "values")

    id: str
    """What the template is called, such as `line-no-source-term-before-target`; empty for another program's words."""
    values: Mapping[str, Value]
    """By their names in the template; in the order in which they were given."""

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Make a message; the template is a literal. What is neither text nor a number is put in as its text."""
        kept = {name: value if isinstance(value, str | int | float) else str(value) for name, value in values.items()}
        return cls.known(template.format(**kept) if kept else template, identifier(template), kept)

    @classmethod
    def known(cls, text: str, id_: str, values: Mapping[str, Value]) -> Self:
        """Make a message of what is known of it: its English, its id and its values."""
        made = super().__new__(cls, text)
        made.id = id_
        made.values = MappingProxyType(dict(values))
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Message.known, (str(self), self.id, dict(self.values))

    def fields(self) -> dict[str, Any]:
        """Return what JSON keeps of it beside its English: `id` and `values`; nothing for another program's words."""
        if not self.id:
            return {}
        return {"id": self.id, "values": {name: _field(value) for name, value in self.values.items()}}


def verbatim(text: str) -> Message:
    """Return the words of a library or another program as a message: they are shown as they are."""
    return Message.known(text, "", {})


def listed(texts: Sequence[str], *, clauses: bool = False) -> str:
    """Return one message of several, with commas or, for clauses, with semicolons between; nothing of none."""
    if not texts:
        return ""
    *before, last = texts
    made = last
    for text in reversed(before):
        if clauses:
            made = Message("{first}; {rest}", first=text, rest=made)
        else:
            made = Message("{item}, {others}", item=text, others=made)
    return made


def term(text: str) -> Message:
    """Return a word of a table that has a translation of its own: a unit, the name of a language."""
    return Message.known(text, identifier(text), {})


def identifier(template: str) -> str:
    """Return what a template is called: its first words and holes that say something, joined by hyphens."""
    text = "".join(f"{text} {name or ''} " for text, name, *_ in Formatter().parse(template))
    words = re.findall(r"[^\W_]+", text.lower())
    telling = [word for word in words if word not in _SMALL] or words
    return "-".join(telling[:_WORDS])


def fields(text: str) -> dict[str, Any]:
    """Return what JSON keeps of a message beside its English; nothing for other text."""
    return text.fields() if isinstance(text, Message) else {}


def _field(value: Value) -> Any:
    return {"text": value, **value.fields()} if isinstance(value, Message) else value


def from_fields(text: str, id_: object = None, values: object = None, depth: int = 0) -> str:
    """Return the message that `fields` kept something of; the text alone where it is none, or not as it should be."""
    if not (isinstance(id_, str) and id_ and isinstance(values, dict)) or depth > _DEEPEST:
        return text
    read: dict[str, Value] = {}
    for name, value in values.items():
        if isinstance(value, dict) and isinstance(inner := value.get("text"), str):
            read[name] = from_fields(inner, value.get("id"), value.get("values"), depth + 1)
        elif isinstance(value, str | int | float):
            read[name] = value
        else:
            return text
    return Message.known(text, id_, read)


def stored(text: str) -> str:
    """Return a text as a column of a database keeps it, so that `from_stored` gives the message again."""
    return json.dumps({"text": text, **kept}, ensure_ascii=False) if (kept := fields(text)) else str(text)


def from_stored(text: str) -> str:
    """Return what `stored` was given; other text as it is, such as that of earlier versions."""
    if not text.startswith(_STORED):
        return text
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not (isinstance(values, dict) and isinstance(values["text"], str)):
        return text
    return from_fields(values["text"], values.get("id"), values.get("values"))
