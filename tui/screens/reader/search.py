"""Search and watches: words in the wire on the screen, on both sides, and in all open wires.

What watches find is lit and announced; one is made from what is selected.
"""

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from core.condition_words import Lights
from core.errors import DepecheError
from core.lang.letters import fold
from core.sanitize import sanitize
from tui.i18n import N_, _, n_
from tui.screens.reader import Controller
from tui.widgets.bitext import Bitext
from tui.widgets.find import FindBar
from tui.workers.search import SearchWorker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
        """Search for other words."""
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
            self.panes.go_to_match(event.step, afresh=True)
        self._count()

    def shown(self) -> None:
        """Go to the nearest match in a wire that came on the screen."""
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
"""Characters."""
_LONGEST = 60
"""Characters of the name that a new watch is given, and of each that a notification tells."""


class Watches(Controller):
    """What the user can do with watches, and what they do by themselves."""

    class Added(Message):
        """A watch was written into the settings, or not: `problem` says why."""

        def __init__(self, watch: "Watched | None", problem: str = "") -> None:
            super().__init__()
            self.watch, self.problem = watch, problem

    def light(self) -> None:
        """Light in the texts what the watches ask for, and count above the list what they find."""
        self.panes.watched = tuple(one.name for one in self.settings.watches)
        self.panes.query_one(Bitext).watch_for(Lights([one.condition.words for one in self.settings.watches]))

    def make(self) -> None:
        """Ask for a watch, of the text that is selected, the word under the cursor, or what is searched for."""
        from tui.screens.dialogs import FormDialog

        words = self._selected()
        fields = [(N_("Name"), words[:_LONGEST]), (N_("Words, AND OR NOT, “a phrase”"), _quoted(words))]
        keys = N_("Tab next field · Enter watches · Esc cancels")
        self.screen.app.push_screen(FormDialog(N_("Watch for"), fields, keys=keys), self._asked)

    def _selected(self) -> str:
        """Return the words that a watch is to be made of, on one line; empty where there are none."""
        texts = self.panes.query_one(Bitext)
        source, target = texts.term()
        words = self.panes.selected_text() or (source if texts.word and texts.word.side == "source" else target)
        return sanitize(" ".join((words or self.screen.find_bar.words).replace('"', " ").split()), 200)

    def _asked(self, answer: tuple[str, ...] | None) -> None:
        if answer and any(answer):
            name, words = answer
            self.screen.run_worker(
                lambda: self._add(name or words, words), thread=True, exit_on_error=False, group="watches"
            )

    def _add(self, name: str, words: str) -> None:
        from core.config.change import add_watch

        try:
            self.screen.post_message(self.Added(add_watch(self.settings.places, name, words)))
        except DepecheError as error:
            self.screen.post_message(self.Added(None, str(error)))

    def added(self, event: Added) -> None:
        """Watch from now on, among all open wires."""
        if event.watch is None:
            self.screen.notice(event.problem, N_("No watch made"))
            return
        others = [one for one in self.settings.watches if fold(one.name) != fold(event.watch.name)]
        self.screen.settings = replace(self.settings, watches=(*others, event.watch))
        self.light()
        self.screen.wire_list.judge(self.workspace.wires)
        self.status.say(_("Watching: {name}", name=event.watch.name))

    def found(self, news: "Iterable[tuple[Wire, Sequence[str]]]") -> None:
        """Announce wires that came while the reader is open, and what found them."""
        counts = Counter(name for wire, names in news if wire.new and not (wire.read or wire.muted) for name in names)
        self.announce(counts)

    def announce(self, counts: "Counter[str]") -> None:
        """Tell of new matches: on the status line, and as the settings ask for."""
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
        """Announce in another way from now on."""
        self.screen.settings = replace(self.settings, reader=replace(self.settings.reader, announce=way))

    def _notify(self, text: str) -> None:
        """Have the terminal show a notification of the desktop, if it can; one that cannot passes it over."""
        app = self.screen.app
        if app._driver is not None and not app.is_headless:  # noqa: SLF001 - Textual's own way to ring the bell
            app._driver.write(desktop_notification(text))  # noqa: SLF001


def desktop_notification(text: str) -> str:
    """Return the sequence by which a terminal shows a notification: OSC 9, as iTerm2, WezTerm and kitty take it.

    The notice is made of letters, figures and a few marks, whatever it was: nothing in it can end the sequence, or
    begin another.
    """
    notice = _NO_NOTICE.sub(" ", f"Dépêche: {text}")[:_LONGEST_NOTICE]
    return f"\x1b]9;{notice}\x07"


def _quoted(words: str) -> str:
    """Return words as a condition asks for them: several as a phrase."""
    return f'"{words}"' if " " in words else words
