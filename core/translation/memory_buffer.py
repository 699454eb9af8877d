"""Translations to the memory and back, so that remembered and new ones are the same to the last bit."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from core.article import Flag
from core.memory import Remembered
from core.messages import fields, from_fields
from core.translation.postprocess import Translation

if TYPE_CHECKING:
    from core.memory.store import Memory

_STORE = 256
"""Translations written in one transaction."""


class MemoryBuffer:
    """New translations, gathered for the memory; does nothing without one."""

    def __init__(self, memory: "Memory | None") -> None:
        self._memory = memory
        self._items: dict[tuple[str, tuple[str, str]], list[tuple[str, Remembered]]] = defaultdict(list)
        self._count = 0

    def add(self, key: str, pair: tuple[str, str], text: str, made: Translation) -> None:
        """Take one more, and write when there are enough."""
        if self._memory is None:
            return
        self._items[key, pair].append((text, remembered(made)))
        self._count += 1
        if self._count >= _STORE:
            self.store()

    def store(self) -> None:
        """Write what was gathered."""
        for (key, pair), items in self._items.items():
            if self._memory:
                self._memory.store(key, pair, items)
        self._items.clear()
        self._count = 0


def remembered(made: Translation) -> Remembered:
    """Return what the memory keeps of a translation."""
    extra: dict[str, Any] = {}
    if made.doubts:
        extra["doubts"] = [[doubt.kind, doubt.detail, *fields(doubt.detail).values()] for doubt in made.doubts]
    if made.origin != "model":
        extra["origin"] = made.origin
    return Remembered(made.text, made.score, made.truncated, extra or None)


def recalled(known: Remembered) -> Translation:
    """Return the translation that the memory keeps."""
    extra = known.extra or {}
    doubts = tuple(Flag(kind, from_fields(detail, *kept)) for kind, detail, *kept in extra.get("doubts", ()))
    return Translation(known.translation, known.score, extra.get("origin", known.origin), known.truncated, doubts)
