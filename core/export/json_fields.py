"""Values out of JSON from outside, each held against the type that it must have."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import ProblemError
from core.messages import Message


class Malformed(ProblemError):
    """What is wrong with a value, in words, and where it stands."""


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of JSON and where it stands.

    Each method raises Malformed where the field has another type, or is missing and nothing was given for that.
    A field that is null counts as missing; `maybe_…` then return None.
    """

    values: dict[str, Any]
    where: str

    @classmethod
    def of(cls, value: object, where: str) -> "Fields":
        """Take a value that must be an object."""
        if not isinstance(value, dict):
            raise Malformed("{where} is no object", where=where)
        return cls(value, where)

    def get(self, key: str) -> Any:
        """Return a field as it is, or None."""
        return self.values.get(key)

    def text(self, key: str, missing: str | None = None) -> str:
        """Return a string."""
        value = self._given(key, missing)
        if not isinstance(value, str):
            raise self._wrong(key, Message("text"))
        return value

    def maybe_text(self, key: str) -> str | None:
        """Return a string or None."""
        return None if self.get(key) is None else self.text(key)

    def one_of(self, key: str, choices: Sequence[str]) -> str:
        """Return a string that is one of some."""
        value = self.text(key)
        if value not in choices:
            raise self._wrong(key, Message("one of {choices}", choices=", ".join(choices)))
        return value

    def number(self, key: str) -> float:
        """Return a finite number."""
        value = self._given(key, None)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self._wrong(key, Message("a number"))
        return value

    def maybe_number(self, key: str) -> float | None:
        """Return a finite number or None."""
        return None if self.get(key) is None else self.number(key)

    def count(self, key: str, missing: int | None = None) -> int:
        """Return a whole number, 0 or more."""
        value = self._given(key, missing)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self._wrong(key, Message("a whole number"))
        return value

    def maybe_count(self, key: str) -> int | None:
        """Return a whole number, 0 or more, or None."""
        return None if self.get(key) is None else self.count(key)

    def texts(self, key: str, missing: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of strings."""
        value = self._given(key, missing)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, Message("a list of texts"))
        return tuple(value)

    def object(self, key: str) -> "Fields":
        """Return an object."""
        return Fields.of(self._given(key, None), Message("`{key}` of {where}", key=key, where=self.where))

    def maybe_object(self, key: str) -> "Fields | None":
        """Return an object or None."""
        return None if self.get(key) is None else self.object(key)

    def objects(self, key: str, missing: Sequence[Any] | None = None) -> tuple["Fields", ...]:
        """Return a list of objects."""
        value = self._given(key, missing)
        if not isinstance(value, list | tuple):
            raise self._wrong(key, Message("a list"))
        return tuple(
            Fields.of(item, Message("{key}[{place}] of {where}", key=key, place=place, where=self.where))
            for place, item in enumerate(value)
        )

    def _given(self, key: str, missing: Any) -> Any:
        value = self.values.get(key)
        return missing if value is None else value

    def _wrong(self, key: str, wanted: str) -> Malformed:
        if self.get(key) is not None:
            return Malformed("`{key}` of {where} must be {wanted}", key=key, where=self.where, wanted=wanted)
        return Malformed("`{key}` of {where} is missing; it must be {wanted}", key=key, where=self.where, wanted=wanted)
