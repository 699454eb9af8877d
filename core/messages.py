"""Messages for people, as values: an English template and its values.

    Message("line {line}: no source term before “{target}”", line=3, target="crise")

The template is where the message is made, so that a search for its words finds the code. Core reads it in
English; an interface that speaks another language finds its own template by `id`, and gives it the same values.
"""

import json
import re
from collections.abc import Mapping, Sequence
from string import Formatter
from types import MappingProxyType
from typing import Any, Final, Self

Value = str | int | float
"""A value for a template: external text, a number, or another message."""

_MAX_WORDS: Final = 9
"""Maximum words of a template in its identifier; a test checks that no two templates share one."""
_INSIGNIFICANT: Final = frozenset("a an the is are was were be this that of to in on and or for with as by".split())
_MAX_DEPTH: Final = 10
"""Maximum nesting of messages that are read from external JSON."""
_STORED: Final = '{"text": '
"""The beginning of a message that `stored` wrote."""


class Message(str):
    """An English sentence that keeps the id of its template and its values.

    It is a string and equals a plain string of the same text, so it can be stored, compared and printed as one. String
    operations, such as joining and slicing, return plain strings.
    """

    __slots__ = ("id", "values")

    id: str
    """The id of the template, such as `line-no-source-term-before-target`; empty for text of another program."""
    values: Mapping[str, Value]
    """By their names in the template, in the order in which they were given."""

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Make a message of a literal template; values that are neither text nor numbers are converted to text."""
        kept = {name: value if isinstance(value, str | int | float) else str(value) for name, value in values.items()}
        return cls.known(template.format(**kept) if kept else template, identifier(template), kept)

    @classmethod
    def known(cls, text: str, id_: str, values: Mapping[str, Value]) -> Self:
        """Make a message from its English text, its id and its values."""
        message = super().__new__(cls, text)
        message.id = id_
        message.values = MappingProxyType(dict(values))
        return message

    def __reduce__(self) -> tuple[Any, ...]:
        return Message.known, (str(self), self.id, dict(self.values))

    def fields(self) -> dict[str, Any]:
        """Return its fields for JSON beside the English text: `id` and `values`; none for text of another program."""
        if not self.id:
            return {}
        return {"id": self.id, "values": {name: _field(value) for name, value in self.values.items()}}


def verbatim(text: str) -> Message:
    """Return text of a library or another program as a message, which is shown unchanged."""
    return Message.known(text, "", {})


def listed(texts: Sequence[str], *, clauses: bool = False) -> str:
    """Join several messages to one, with commas or, for clauses, with semicolons; empty for none."""
    if not texts:
        return ""
    *before, last = texts
    joined = last
    for text in reversed(before):
        if clauses:
            joined = Message("{first}; {rest}", first=text, rest=joined)
        else:
            joined = Message("{item}, {others}", item=text, others=joined)
    return joined


def term(text: str) -> Message:
    """Return a single term, such as a unit or the name of a language, as a message."""
    return Message.known(text, identifier(text), {})


def identifier(template: str) -> str:
    """Return the id of a template: its first significant words and value names, joined by hyphens."""
    text = "".join(f"{text} {name or ''} " for text, name, *_ in Formatter().parse(template))
    words = re.findall(r"[^\W_]+", text.lower())
    significant = [word for word in words if word not in _INSIGNIFICANT] or words
    return "-".join(significant[:_MAX_WORDS])


def fields(text: str) -> dict[str, Any]:
    """Return the fields of a message for JSON beside its English text; none for other text."""
    return text.fields() if isinstance(text, Message) else {}


def _field(value: Value) -> Any:
    return {"text": value, **value.fields()} if isinstance(value, Message) else value


def from_fields(text: str, id_: object = None, values: object = None, depth: int = 0) -> str:
    """Return the message that `fields` was called for; the plain text if the fields are missing or invalid."""
    if not (isinstance(id_, str) and id_ and isinstance(values, dict)) or depth > _MAX_DEPTH:
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
    """Return a text as it is stored in a database, so that `from_stored` can restore the message."""
    return json.dumps({"text": text, **kept}, ensure_ascii=False) if (kept := fields(text)) else str(text)


def from_stored(text: str) -> str:
    """Return the message that `stored` wrote; other text, such as that of earlier versions, unchanged."""
    if not text.startswith(_STORED):
        return text
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not (isinstance(values, dict) and isinstance(values["text"], str)):
        return text
    return from_fields(values["text"], values.get("id"), values.get("values"))
