"""What core words for people, told in the language spoken.

Core knows no language: it makes each message in English, and so what it made before comes back from files and
databases. Here, where a message goes out to a person, the template that it was made from is found in the catalogue,
and its translation is given the same values. A text that no template makes is told as it is.
"""

import gettext
import math
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from tui.i18n import _, catalogue

MESSAGE, UNIT = "message", "unit"
"""What the catalogue has a message for, and the name of a unit: no screen's text is taken for one."""
_BETWEEN = "\x04"
_FEW = 5
"""Letters of a template that says little by itself: `of {0}` is one of a day, and no words in a row."""
_KEPT = 1000
"""Messages that are remembered."""
_LONGEST = 2000
"""Characters: what is longer holds no message, and is not remembered."""
_DEEPEST = 5
"""Messages within each other, at most."""

_made: "weakref.WeakKeyDictionary[gettext.NullTranslations, Messages]" = weakref.WeakKeyDictionary()


def M_(text: str) -> str:  # noqa: N802 - as gettext's users call theirs
    """Mark a template of a message that other people's code makes."""
    return text


def told(text: str) -> str:
    """Return a message of core, of a command or of Typer in the language spoken."""
    spoken = catalogue()
    if not isinstance(spoken, gettext.GNUTranslations):
        return text
    messages = _made.get(spoken)
    if messages is None:
        messages = _made[spoken] = Messages(spoken)
    return messages.tell(text)[0]


@dataclass(frozen=True, slots=True)
class Template:
    """The pieces of a message between its holes, what each hole holds, and the same in the language spoken."""

    pieces: tuple[str, ...]
    holes: tuple[str, ...]
    """Of each: `told` for another message, `unit` for the name of a unit, `number`; nothing for what stays as it is."""
    said: tuple[tuple[str, int | None], ...]
    """A piece and the number of the hole after it."""

    @classmethod
    def of(cls, text: str, translation: str) -> "Template":
        """Read a template and its translation, as the catalogue has them."""
        pieces, holes = [""], []
        for piece, hole, kind, _conversion in Formatter().parse(text):
            pieces[-1] += piece
            if hole is not None:
                holes.append(kind or "")
                pieces.append("")
        said = ((piece, None if hole is None else int(hole)) for piece, hole, *_ in Formatter().parse(translation))
        return cls(tuple(pieces), tuple(holes), tuple(said))

    @property
    def letters(self) -> int:
        """How much of a message is sure."""
        return sum(map(str.isalpha, "".join(self.pieces)))

    @property
    def weight(self) -> tuple[int, int, int]:
        """What goes before others: much that is sure, then few values, then much text."""
        return self.letters, -self.holes.count(""), sum(map(len, self.pieces))

    def values(self, text: str) -> Iterator[list[str]]:
        """Give what the holes hold if it made a text: each as little as can be; then, each as much as can be."""
        if len(text) < sum(map(len, self.pieces)) or not all(piece in text for piece in self.pieces):
            return
        first, *between, last = self.pieces
        if not (text.startswith(first) and text.endswith(last)):
            return
        text = text[len(first) : len(text) - len(last)]
        yield from self._cut(text, between)
        backwards = self._cut(text[::-1], [piece[::-1] for piece in reversed(between)])
        yield from ([value[::-1] for value in reversed(values)] for values in backwards)

    def _cut(self, text: str, between: list[str]) -> Iterator[list[str]]:
        values = []
        for piece in between:
            value, found, text = text.partition(piece)
            if not found:
                return
            values.append(value)
        values.append(text)
        if self.letters >= _FEW or not any(map(_wordy, values)) or UNIT in self.holes or "told" in self.holes:
            yield values

    def filled(self, values: list[str]) -> str:
        """Return the translation with the values where they belong."""
        return "".join(piece + ("" if hole is None else values[hole]) for piece, hole in self.said)


def _wordy(value: str) -> bool:
    return value.isalpha() or " " in value


class Messages:
    """Every message of a catalogue."""

    def __init__(self, spoken: gettext.GNUTranslations) -> None:
        # It has no way of its own to go through it.
        self._catalog: dict[object, str] = spoken._catalog  # type: ignore[attr-defined]  # noqa: SLF001
        self._templates: list[Template] = []
        self._known: dict[tuple[str, int], tuple[str, float]] = {}

    def tell(self, text: str, depth: int = 0) -> tuple[str, float]:
        """Return a message in the language of the catalogue, and how much of it is not.

        That is nothing for most, a share where it holds what a library said, and infinite where no template makes it.
        """
        if len(text) > _LONGEST:
            return self._found(text, _DEEPEST)
        if (known := self._known.get((text, depth))) is None:
            known = self._found(text, depth)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[text, depth] = known
        return known

    def _found(self, text: str, depth: int) -> tuple[str, float]:
        # gettext itself does not say whether it found a text.
        if (said := self._catalog.get(f"{MESSAGE}{_BETWEEN}{text}")) is not None:
            return said, 0
        if not self._templates:
            self._templates = sorted(self._read(), key=lambda template: template.weight, reverse=True)
        best = text, math.inf
        for template in self._templates:
            for values in template.values(text) if depth < _DEEPEST or "told" not in template.holes else ():
                given = [self._given(kind, value, depth) for kind, value in zip(template.holes, values, strict=True)]
                unknown = [lacking == math.inf for _said, lacking in given]
                # Some words of its own make a message; else, one that it holds.
                if template.letters or any(
                    "told" in kind and not lacks for kind, lacks in zip(template.holes, unknown, strict=True)
                ):
                    lacking = sum(1 if lacking == math.inf else min(lacking, 0.5) for _said, lacking in given)
                    if lacking < best[1] and not (UNIT in template.holes and any(unknown)):
                        best = template.filled([said for said, _lacking in given]), lacking
                if not best[1]:
                    return best
        return best

    def _given(self, kind: str, value: str, depth: int) -> tuple[str, float]:
        """Return what is put into a hole, and how much of it should be a message and is none."""
        if kind == "number":
            return "".join({",": _(","), ".": _(".")}.get(sign, sign) for sign in value), 0
        if kind == UNIT:
            said = self._catalog.get(f"{UNIT}{_BETWEEN}{value}")
            return (value, math.inf) if said is None else (said, 0)
        return self.tell(value, depth + 1) if kind else (value, 0)

    def _read(self) -> Iterator[Template]:
        for text, said in self._catalog.items():
            if isinstance(text, str) and text.startswith(MESSAGE + _BETWEEN) and "{" in text:
                yield Template.of(text.partition(_BETWEEN)[2], said)
