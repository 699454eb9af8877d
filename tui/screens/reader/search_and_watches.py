"""Search, filter and watches: words in the current wire, on both sides, and in all open wires.

Matches of watches are highlighted and announced; a watch can be made from a selection.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.message import Message

from core.condition_words import MatchFinder
from core.errors import DepecheError
from core.lang import language_name
from core.lang.letters import fold
from core.sanitize import sanitize
from tui.i18n import N_, _, in_text, n_, time_text
from tui.screens.reader import Controller
from tui.widgets import CHECKED
from tui.widgets.bitext import Bitext
from tui.widgets.cursor_list import Choice
from tui.widgets.input_lines import FindBar
from tui.wire import Filter, count_kinds
from tui.workers.library import SearchWorker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from core.conditions import Watched
    from core.settings import Announce
    from tui.wire import Wire


class Search(Controller):
    """Highlights the matches; the list shows the wires that have any."""

    def open(self) -> None:
        """Ask what to search for."""
        self.screen.find_bar.open()
        self.screen.tell()

    def step(self, step: int) -> None:
        """Go to the next match, or the previous, from any pane."""
        if self.screen.find_bar.words:
            self.screen.find_bar.action_step(step)

    def wanted(self, event: FindBar.Wanted) -> None:
        """Search for the words that were typed."""
        texts = self.panes.query_one(Bitext)
        texts.find(event.words)
        if event.words:
            self.screen.search_worker.seek(event.words, tuple(self.workspace.wires))
            self.panes.go_to_match(0)
        else:
            self.panes.listing.found = None
            self.panes.relist()
        self._count()

    def matched(self, event: SearchWorker.Matched) -> None:
        """List the wires that hold the words."""
        if event.words == self.screen.find_bar.words:
            self.panes.listing.found = event.numbers
            self.panes.relist()
            self._count()

    def stepped(self, event: FindBar.Stepped) -> None:
        """Go to another match; after the last of a wire comes the next wire that has one, and after all the first."""
        if not self.panes.go_to_match(event.step):
            number = self.panes.round(event.step, self.panes.listing.found or frozenset())
            if number is not None and number != self.workspace.current:
                self.screen.go_to(number)
            self.panes.go_to_match(event.step, restart=True)
        self._count()

    def shown(self) -> None:
        """Go to the nearest match when a wire is shown."""
        if self.screen.find_bar.words:
            self.panes.go_to_match(0)
            self._count()

    def closed(self, _event: FindBar.Closed) -> None:
        """Show all wires again."""
        self.panes.query_one(Bitext).find("")
        self.panes.listing.found = None
        self.panes.relist()
        self.panes.refocus()
        self.screen.tell()

    def _count(self) -> None:
        bar = self.screen.find_bar
        if not bar.words:
            bar.tell("")
            return
        here, all_here = self.panes.matches()
        found = self.panes.listing.found
        here_text = _("{n} of {of} here", n=here, of=all_here) if all_here else _("not here")
        wires = [] if found is None else [n_("{n} wire", "{n} wires", len(found))]
        bar.tell(" · ".join([here_text, *wires]) + " ")


_NO_NOTICE = re.compile(r"[^\w .,:()«»“”’&+·-]+")
_LONGEST_NOTICE = 200
"""Maximum length of a desktop notification, in characters."""
_MOST = 12
"""Maximum number of outlets, bylines and days to choose from."""
_LONGEST = 60
"""Maximum length of a watch's name, for a new one and in notifications, in characters."""


class Watches(Controller):
    """Watches: made, filtered by, deleted, announced."""

    class Added(Message):
        """A watch was saved to the settings, or not, with the `problem` and what was typed."""

        def __init__(self, watch: "Watched | None", problem: str = "", answer: tuple[str, str] = ("", "")) -> None:
            super().__init__()
            self.watch, self.problem, self.answer = watch, problem, answer

    class Deleted(Message):
        """A watch was deleted from the settings, or not, with the `problem`."""

        def __init__(self, name: str, dropped: "list[tuple[int, Any]]", problem: str = "") -> None:
            super().__init__()
            self.name, self.dropped, self.problem = name, dropped, problem

    def filter(self) -> None:
        """Ask which wires to list."""
        from tui.screens.dialogs import ChoiceDialog

        choices: list[tuple[Choice, dict[str, Any]]] = [(Choice(_("all")), {})]
        # Each wire is looked at once, whatever is counted: there may be thousands.
        listed = [wire for wire in self.workspace.wires if not (wire.closed or wire.muted)]
        found = Counter(name for wire in listed for name in wire.watches)
        watches = [watch.name for watch in self.settings.watches]
        for name in watches:
            choice = Choice(_("{what}: {value}", what=_("watch"), value=name), str(found[name]))
            choices.append((choice, {"watch": name}))
        kinds = count_kinds(self.workspace.wires)
        choices += [(Choice(_(kind), str(count)), {kind: True}) for kind, count in kinds.items()]
        ways: list[tuple[str, Callable[[str], str]]]
        ways = [(N_("language"), _language), (N_("day"), time_text), (N_("outlet"), str), (N_("byline"), str)]
        for (name, say), values in zip(ways, zip(*[wire.facets for wire in listed], strict=True), strict=False):
            counts = Counter(values)
            common = [value for value, _count in counts.most_common(_MOST) if value]
            choices += [
                (Choice(_("{what}: {value}", what=_(name), value=say(value)), str(counts[value])), {name: value})
                for value in sorted(
                    common, key=lambda value: value if name == "day" else fold(say(value)), reverse=name == "day"
                )
            ]
        now = self.panes.listing.filter
        wants = [wanted for _choice, wanted in choices]
        on = [bool(wanted) and all(getattr(now, name) == wanted[name] for name in wanted) for wanted in wants]
        shown = [
            Choice(choice.text, choice.note, CHECKED.sign if on[place] else " ")
            for place, (choice, _) in enumerate(choices)
        ]
        cursor = on.index(True) if True in on else 0
        may = bool(watches) and not (self.settings.private or self.settings.permissions.narrowed)
        keys = N_("Enter filters · d deletes the watch · Esc cancels") if may else N_("Enter filters · Esc cancels")
        dialog = ChoiceDialog(N_("Show only"), shown, cursor=cursor, keys=keys)
        dialog.deletable = range(1, 1 + len(watches) * may)
        self.screen.app.push_screen(dialog, partial(self._filtered, wants, on))

    def _filtered(self, wanted: list[dict[str, Any]], on: list[bool], place: int | None) -> None:
        if place is None:
            return
        if place < 0:
            self.delete(wanted[~place]["watch"])
        elif not wanted[place]:
            self.panes.listing.filter = Filter()
        elif on[place]:
            # A condition that was on is turned off; the rest of the filter stays.
            self.panes.listing.only(**{name: type(value)() for name, value in wanted[place].items()})
        else:
            self.panes.listing.only(**wanted[place])
        self.panes.relist()

    def delete(self, name: str) -> None:
        """Remove a watch from the settings."""
        self._write(partial(self._drop, name))

    def _drop(self, name: str) -> None:
        from core.config.change import drop_watch

        try:
            self.screen.post_message(self.Deleted(name, drop_watch(self.settings.places, name)))
        except DepecheError as error:
            self.screen.post_message(self.Deleted(name, [], str(error)))

    def deleted(self, event: Deleted) -> None:
        """Delete the watch; this can be undone."""
        if event.problem:
            self.screen.notice(event.problem, N_("Not saved"))
            return
        before = self.settings.watches

        def back() -> None:
            from core.config.change import restore_watch

            self._write(partial(restore_watch, self.settings.places, event.dropped))
            self._hold(before)
            self.status.say(_("Undone: {what}", what=event.name))

        self.screen.corrections.undoable(back, partial(self.delete, event.name))
        self._hold(tuple(watch for watch in before if fold(watch.name) != fold(event.name)))
        self.status.say(_("Watch deleted: {name} · u undoes", name=event.name))

    def _hold(self, watches: "tuple[Watched, ...]") -> None:
        """Apply these watches to all open wires from now on."""
        self.screen.settings = replace(self.settings, watches=watches)
        names = {watch.name for watch in watches}
        if self.panes.listing.filter.watch not in names:
            self.panes.listing.only(watch="")
        for wire in self.workspace.wires:
            wire.watches = tuple(name for name in wire.watches if name in names)
        self.light()
        self.panes.relist()
        self.screen.wire_list.judge(self.workspace.wires)

    def _write(self, work: "Callable[[], None]") -> None:
        self.screen.run_worker(work, thread=True, exit_on_error=False, group="watches")

    def light(self) -> None:
        """Highlight the watches' matches in the texts, and show their counts above the list."""
        self.panes.watched = tuple(watch.name for watch in self.settings.watches)
        self.panes.query_one(Bitext).watch_for(MatchFinder([watch.condition.words for watch in self.settings.watches]))

    def make(self) -> None:
        """Ask for a watch, of the text that is selected, the word under the cursor, or what is searched for."""
        words = self._selected()
        self._ask(_quoted(words), words[:_LONGEST])

    def _ask(self, words: str, name: str, problem: str = "") -> None:
        from tui.screens.dialogs import FormDialog

        # The words come first: whoever types them and presses Enter has a watch.
        fields = [(N_("Words, AND OR NOT, “a phrase”"), words), (N_("Name; the words themselves if empty"), name)]
        keys = N_("Tab next field · Enter watches · Esc cancels")
        self.screen.app.push_screen(FormDialog(N_("Watch for"), fields, keys=keys, problem=problem), self._asked)

    def _selected(self) -> str:
        """Return the words that a watch is to be made of, on one line; empty if there are none."""
        texts = self.panes.query_one(Bitext)
        source, target = texts.term()
        words = self.panes.selected_text() or (source if texts.word and texts.word.side == "source" else target)
        return sanitize(" ".join((words or self.screen.find_bar.words).replace('"', " ").split()), 200)

    def _asked(self, answer: tuple[str, ...] | None) -> None:
        if answer and any(answer):
            self._write(partial(self._add, *answer))

    def _add(self, words: str, name: str) -> None:
        from core.config.change import add_watch

        try:
            self.screen.post_message(self.Added(add_watch(self.settings.places, name or words, words)))
        except DepecheError as error:
            self.screen.post_message(self.Added(None, str(error), (words, name)))

    def added(self, event: Added) -> None:
        """Apply the new watch to all open wires."""
        if event.watch is None:
            self._ask(*event.answer, problem=event.problem)
            return
        others = [watch for watch in self.settings.watches if fold(watch.name) != fold(event.watch.name)]
        self._hold((*others, event.watch))
        self.status.say(_("Watching: {name}", name=event.watch.name))

    def found(self, news: "Iterable[tuple[Wire, Sequence[str]]]") -> None:
        """Announce new wires that watches match."""
        counts = Counter(name for wire, names in news if wire.new and not (wire.read or wire.muted) for name in names)
        self.announce(counts)

    def announce(self, counts: "Counter[str]") -> None:
        """Announce new matches on the status line, and as set in the settings."""
        if not counts:
            return
        names = ", ".join(sanitize(name, _LONGEST) for name in counts)
        text = n_("{n} new match: {names}", "{n} new matches: {names}", sum(counts.values()), names=names)
        self.status.say(text)
        match self.settings.reader.announce:
            case "bell":
                self.screen.app.bell()
            case "desktop":
                self._notify(text)

    def announced_by(self, way: "Announce") -> None:
        """Change how new matches are announced."""
        self.screen.settings = replace(self.settings, reader=replace(self.settings.reader, announce=way))

    def _notify(self, text: str) -> None:
        """Ask the terminal for a desktop notification; terminals without support ignore it."""
        app = self.screen.app
        if app._driver is not None and not app.is_headless:  # noqa: SLF001 - Textual's own way to ring the bell
            app._driver.write(desktop_notification(text))  # noqa: SLF001


def desktop_notification(text: str) -> str:
    """Return the escape sequence of a desktop notification: OSC 9, as in iTerm2, WezTerm and kitty.

    The text is reduced to letters, figures and a few marks, so nothing in it can end the sequence or begin another.
    """
    notice = _NO_NOTICE.sub(" ", f"Dépêche: {text}")[:_LONGEST_NOTICE]
    return f"\x1b]9;{notice}\x07"


def _quoted(words: str) -> str:
    """Return words as a condition: several become a phrase in quotes."""
    return f'"{words}"' if " " in words else words


def _language(code: str) -> str:
    return in_text(_(language_name(code)))
