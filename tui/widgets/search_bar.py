"""The search bar; text search that ignores case and accents and gives the place of each match; and forms of words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui.bindings import bindings
from tui.i18n import _


class _Folding(dict[int, str]):
    """Maps each character to one character, so that positions in a folded text are those in the text."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        bare = unicodedata.normalize("NFKD", character)[0].casefold()[0]
        self[code] = folded = " " if character.isspace() else {"’": "'", "‘": "'"}.get(character, bare)
        return folded


_FOLDING = _Folding()
_ENDING: Final = re.compile("(?:ations?|ions?|ements?|ings?|ers?|ants?|e?e?s|ed|ee?|ez|y)$")
"""Endings of English and French words, without accents, after at least three letters."""


def fold(text: str) -> str:
    """Return a text without case and accents, as long as it was."""
    return text.translate(_FOLDING)


def spans(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    """Return the positions of folded words in a text."""
    if not wanted:
        return
    folded, at = fold(text), 0
    while (start := folded.find(wanted, at)) >= 0:
        yield start, start + len(wanted)
        at = start + len(wanted)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a word without its ending: “saves” and “saving” are one, so are « annule », « annuler »."""
    found = _ENDING.search(word, 3)
    return word[: found.start()] if found else word


@lru_cache(maxsize=4096)
def related(word: str, other: str) -> bool:
    """Whether two words are forms of one: their beginnings are the same, and little follows."""
    short, long = sorted((len(word), len(other)))
    enough = max(4, short - 2 - (short > 7), (long + 1) // 2)
    return word[:enough] == other[:enough] and short >= enough


@lru_cache(maxsize=4096)
def mistyped(word: str, other: str) -> bool:
    """Whether one word is the other with a letter wrong, missing, added or exchanged."""
    if min(len(word), len(other)) < 4 or abs(len(word) - len(other)) > 1:
        return False
    return SequenceMatcher(None, word, other).ratio() >= 0.8


class FindBar(Horizontal):
    """The search bar; hidden until it is needed."""

    SCOPE: ClassVar[str] = "find"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    @dataclass
    class Wanted(Message):
        """The search text changed."""

        words: str

    @dataclass
    class Stepped(Message):
        """The user asked for the next match, or the previous."""

        step: int

    class Closed(Message):
        """The user closed the search."""

    def compose(self) -> ComposeResult:
        """Compose the bar."""
        yield Static(" / ", id="find-label")
        yield Input(placeholder=_("words of the source or the translation"), compact=True, id="find-input")
        yield Static("", id="find-count", markup=False)

    def on_mount(self) -> None:
        """Start hidden."""
        self.display = False

    @property
    def words(self) -> str:
        """The search text; empty while closed."""
        return self.query_one(Input).value if self.display else ""

    def open(self) -> None:
        """Open the bar with the last search text."""
        self.display = True
        line = self.query_one(Input)
        self.screen.set_focus(line)
        line.action_select_all()
        self.post_message(self.Wanted(line.value))

    def tell(self, text: str) -> None:
        """Show the number of matches."""
        self.query_one("#find-count", Static).update(text, layout=False)

    def close(self) -> None:
        """Close the bar."""
        self.display = False
        self.tell("")
        self.post_message(self.Closed())

    def action_step(self, step: int) -> None:
        """Request the next match, or the previous."""
        self.post_message(self.Stepped(step))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self.post_message(self.Wanted(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Stepped(1))
