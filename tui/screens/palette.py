"""The command palette: finds commands by the words that people type for them."""

import re
from collections.abc import Container, Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Final

from rich.cells import cell_len
from rich.text import Text
from textual.app import App, SystemCommand
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from core.lang.letters import fold
from tui.bindings import ACTIONS
from tui.i18n import _
from tui.screens import Overlay
from tui.screens.help import scopes
from tui.screens.reader.opening import SAMPLES
from tui.widgets import clip, fill
from tui.widgets.wires import VIEW_TITLES

_WIDTH, _MARGIN = 80, 6
"""Maximum width of the palette, as in `app.tcss`, and the part of it beside a title and its key, in cells."""
_KEY: Final = ": "

THEME: Final = "app.theme"
_ELIDED: Final = re.compile(r"\b(?:[cdjlmnst]|qu)[’'](?=\w\w)")
"""Elided articles and pronouns of French."""
_ENDING: Final = re.compile("(?:ations?|ions?|ements?|ings?|ers?|ants?|e?e?s|ed|ee?|ez|y)$")
"""Endings of English and French words, without accents, after at least three letters."""


@cache
def plain_words() -> dict[str, str]:
    """Return plain words, folded, for each action by its id: what people type who do not know its name."""
    lines = Path(__file__).with_name("words.tsv").read_text("utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {name: re.sub("[’']", "", _ELIDED.sub("", fold(words))) for name, _tab, words in rows}


_SMALL: Final = frozenset(plain_words()["small"].split())
"""Words of a query that are ignored if there are others; « comment » only begins a question, else it is a note."""
_ANYTHING: Final = frozenset(plain_words()["generic"].split())
"""Verbs that fit nearly anything: what is to be opened, changed or looked for is said by the other words."""
_LEAST, _SURE, _TOGETHER = 0.2, 0.7, 0.97
"""Minimum score of a command in the results; minimum similarity of a word with one of a command's; similarity of words
that a command knows together."""
_VERB, _GENERAL = 1.5, 0.5
"""Weight of the first of several words, and of one that fits nearly anything."""
_UNAVAILABLE = 0.95
"""What is left of the score of a command that cannot act now."""
_CLOSE, _WORSE = 0.03, 0.7
"""Difference of similarity that still counts as the same, and what is left of a similarity that is less."""
_SHORT: Final = 3
"""Letters up to which only the last word counts as the beginning of another."""


def scores(query: str, commands: Sequence[tuple[str, str]]) -> list[float]:
    """Return how well each of some commands (title, folded plain words) matches a query: from 0, not at all, to 1.

    Other forms of a word (« exports », « exportation ») and typing errors count, but less. Of several words, those that
    few commands have count more: in “mark as favourite” the second one.

        >>> scores("save", [("Leave the library", ""), ("Export this brief", "export save")])
        [0.0, 0.95]
    """
    asked = _split(query)
    wanted = [word for word in asked[asked[:1] == ["comment"] :] if word not in _SMALL] or asked
    if not wanted:
        return [0.0] * len(commands)
    split = [(_split(title), words.split()) for title, words in commands]
    if len(asked) == 1 or any(asked == named for named, _ in split):
        return [1.0 if asked == named else _likeness(wanted[0], known, named) for named, known in split]
    rows = [_fits(asked, wanted, known, named) for named, known in split]
    if wanted is asked and any(row[-1] for row in rows):  # Of small words only the phrase says something.
        return [row[-1] for row in rows]
    weights = []
    for place in range(len(wanted) + 1):
        best = max(row[place] for row in rows)
        # Where one command has the very word, “paste”, another that has its stem, “past”, is hardly meant.
        having = sum(row[place] >= max(_SURE, best - _CLOSE) for row in rows)
        weights.append(1 / having if having else 0.1 * (place < len(wanted)))
        for row in rows:
            if row[place] < best - _CLOSE:
                row[place] *= _WORSE
    # The verb comes first in both languages: « annuler la correction » is not about correcting.
    weights[0] *= _GENERAL if wanted[0] in _ANYTHING else _VERB if wanted[0] == asked[0] else 1
    whole = sum(weights)
    return [sum(w * value for w, value in zip(weights, row, strict=True)) / whole for row in rows]


def _fits(asked: Sequence[str], wanted: Sequence[str], known: Sequence[str], named: Sequence[str]) -> list[float]:
    """Return how well each word of a query fits a command, and last whether a phrase such as “what can I do” does.

    Phrases of its plain words, such as « non lu », fit best.
    """
    together: set[str] = set()
    phrased = 0.0
    for phrase in known:
        if "-" in phrase:
            words = phrase.split("-")
            own = [word for word in words if word not in _SMALL]
            # In any order, and with other words between: “the next doubtful sentence”, “next doubt”.
            there = [next((word for word in wanted if _same(word, part)), "") for part in own]
            if len(own) > 1 and all(there):
                together.update(there)
            # Small words alone say something only next to each other.
            if all(there) and (_holds(asked, words) if own else f" {' '.join(words)} " in f" {' '.join(asked)} "):
                together.update(own)
                phrased = _TOGETHER
    likeness = [
        _TOGETHER if word in together else _likeness(word, known, named, begun=word is wanted[-1]) for word in wanted
    ]
    return [*likeness, phrased]


def _holds(asked: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words stand in what was asked in this order: “take this out” has « take-out »."""
    rest = iter(asked)
    return all(word in rest for word in words)


def _same(word: str, other: str) -> bool:
    """Whether one word is the other, in another form or mistyped, but with the same first letter."""
    return word[:1] == other[:1] and (word == other or stem(word) == stem(other) or mistyped(word, other))


def _split(text: str) -> list[str]:
    """Return the words of a text, normalised for comparison."""
    bare = _ELIDED.sub(" ", fold(text))
    return [word for part in re.sub("[’']", "", bare).replace("-", " ").split() if (word := part.strip(".,:;()?!…"))]


def _likeness(word: str, known: Sequence[str], named: Sequence[str], *, begun: bool = True) -> float:
    """Return how well a word fits the plain words of a command, or its title; if `begun`, its beginning is enough."""
    root = stem(word)
    for value, alike in (
        (0.95, lambda plain: plain == word),
        (0.91, lambda plain: stem(plain) == root),
        (0.85, lambda plain: (begun or len(word) > _SHORT) and plain.startswith(word)),
        (0.7, lambda plain: related(plain, word)),
        (0.6, lambda plain: mistyped(plain, word)),
    ):
        if any(map(alike, known)):
            # Of two with a word that begins so, the one whose title does is meant.
            return value + 0.01 * any(title.startswith(word) for title in named[:1])
        if any(map(alike, named)):
            return value - 0.02
    return 0.0


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


class Palette(CommandPalette, Overlay[Any]):
    """Textual's, over a screen that is drawn faster."""


def open_palette(app: App[Any]) -> None:
    """Open the palette, unless it is open."""
    if not CommandPalette.is_open(app):
        palette = Palette([Commands], placeholder=_("Type what you want to do…"), id="--command-palette")
        app.push_screen(palette)


class Commands(Provider):
    """Provides all commands: actions with a key, and those without."""

    async def discover(self) -> Hits:
        """Yield all commands, before anything is typed."""
        for command in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(self._shown(command), command.callback, text=command.title)

    async def search(self, query: str) -> Hits:
        """Yield the commands that match a query."""
        words = self._words()
        commands = [*self.app.get_system_commands(self.screen)]
        able = len(commands)
        commands += self._unavailable({command.title for command in commands})
        found = scores(query, [(command.title, words.get(command.title, "")) for command in commands])
        found[able:] = [_UNAVAILABLE * value for value in found[able:]]
        for command, value in zip(commands, found, strict=True):
            if value > _LEAST:
                yield Hit(value, self._shown(command), command.callback, text=command.title)
        if query.strip() and max(found, default=0) <= _LEAST:
            # Textual would say so in English.
            yield Hit(_LEAST, _("No matches. Enter shows all keys."), partial(self.app.run_action, "help"), text="")

    def _unavailable(self, titles: Container[str]) -> Iterable[SystemCommand]:
        """Yield the commands of the screen that cannot act now: who types “stop” is told so, and not offered “quit”."""
        present = scopes(*self.screen.query("*"), self.screen)
        for row in ACTIONS:
            if row.scope in present and (title := _(row.tooltip)) not in titles:
                notice = _("Not possible now: {what}", what=title)
                yield SystemCommand(title, f"{_KEY}{_('not now')}", partial(self.app.notify, notice))

    @staticmethod
    def _words() -> dict[str, str]:
        """Return the plain words by the command's title in the interface language."""
        words = plain_words()
        named = {_(row.tooltip): words[row.id] for row in ACTIONS if row.id in words}
        views = {_(title): words[f"view.{view}"] for view, title in VIEW_TITLES.items()}
        return named | views | {_("Theme"): words[THEME], _(SAMPLES): words["samples"]}

    def _shown(self, command: SystemCommand) -> Text:
        """Return a title with its key at the right, on one line also in a narrow window."""
        key = command.help.partition(_KEY)[2] if _KEY in command.help else ""
        room = min(_WIDTH, self.app.size.width) - _MARGIN
        title = clip(command.title, room - cell_len(key) - 2)
        return Text.assemble(fill(title, room - cell_len(key)), (key, "bold"), no_wrap=True)
