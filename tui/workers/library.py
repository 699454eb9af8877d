"""Writes to the library and queries it, one task after the other; searches and groups the open wires."""

import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from core.errors import DepecheError, OutputError
from core.library import MarkChanges, Marks
from core.sanitize import sanitize
from tui.i18n import localized, n_
from tui.output import say
from tui.widgets.input_lines import fold_same_length

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from core.article import Article
    from core.brief import Brief
    from core.conditions import Act, Rule, Watched
    from core.library.store import Library
    from core.settings import Settings
    from core.stories import Stories
    from tui.wire import Wire

_REST = 0.3
"""Seconds on a sentence before the position is stored; scrolling past stores nothing."""
_RETRY = 5.0
"""Seconds until failed writes are tried again."""
_LAST = 5.0
"""Maximum seconds that quitting waits for pending writes, which take a few hundredths."""
_BREATH = 0.001
"""Seconds that comparing pauses after each wire: it holds Python's lock, which keys need too."""


class LibraryWorker(Widget):
    """Saves briefs, stars, marks, notes and reading positions; reports failed writes once, and tries them again."""

    DEFAULT_CSS = "LibraryWorker { display: none; }"

    @dataclass
    class Refused(Message):
        """The library cannot be used now; writes are pending."""

        problem: str

    @dataclass
    class Known(Message):
        """The stored marks of wires, by number."""

        marks: "list[tuple[int, Marks]]"

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings
        self._waiting: deque[Callable[[Library], object]] = deque()
        self._working = threading.Lock()
        self._refused = self._away = False
        self._places: dict[int, tuple[Article, int]] = {}
        """Reading positions that are not written yet, by wire number."""
        self._rest: Timer | None = None

    def keep(self, brief: "Brief") -> None:
        """Put a brief into the library."""
        self._do(lambda library: library.add(brief))

    def mark(self, articles: "Sequence[Article]", **changes: Unpack[MarkChanges]) -> None:
        """Store the marks of wires, finished or not."""
        self._do(lambda library: library.mark_articles([(article, changes) for article in articles]))

    def reached(self, number: int, article: "Article", place: int) -> None:
        """Remember the current sentence of a wire once the user stays there."""
        self._places[number] = article, place
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._keep_places)

    def _keep_places(self) -> None:
        places, self._places = [*self._places.values()], {}
        if places:
            self._do(
                lambda library: library.mark_articles(
                    [(article, MarkChanges(place=place)) for article, place in places]
                )
            )

    def look_up(self, articles: "Sequence[tuple[int, Article]]") -> None:
        """Look up the stored marks of wires."""

        def find(library: "Library") -> None:
            found = [(number, library.marks_of(article)) for number, article in articles]
            if known := [(number, marks) for number, marks in found if marks != Marks()]:
                self.post_message(self.Known(known))

        if self._settings.places.library.exists():
            self._do(find)

    def put_away(self) -> None:
        """Finish pending writes, after the screen and its workers are gone."""
        self._away = True
        self._keep_places()
        last = threading.Thread(target=self._write, daemon=True)
        last.start()
        last.join(_LAST)
        if left := len(self._waiting):
            say("library", n_("{n} change could not be saved", "{n} changes could not be saved", left))

    def _do(self, task: "Callable[[Library], object]") -> None:
        if self._settings.library.size:
            self._waiting.append(task)
            # Failed writes are retried by a timer, not with every key.
            if not (self._away or self._refused):
                self._work()

    @work(thread=True, exit_on_error=False, group="shelf", description="library")
    def _work(self) -> None:
        self._write()

    def _write(self) -> None:
        """Run the waiting tasks in order; a second caller finds them done."""
        from core.library.store import Library

        places, size = self._settings.places, self._settings.library.size
        with self._working:
            if not self._waiting:
                return
            try:
                with Library(places.library, self._warn, limit_bytes=size << 20) as library:
                    while self._waiting:
                        self._waiting[0](library)
                        self._waiting.popleft()
                self._refused = False
            except DepecheError as error:
                if not isinstance(error, OutputError):
                    # It would fail again: the brief no longer exists.
                    self._waiting.popleft()
                if not self._refused:
                    self.post_message(self.Refused(sanitize(localized(str(error)), 500)))
                self._refused = True
                if not self._away:
                    self.call_later(self.set_timer, _RETRY, self._work)

    def _warn(self, text: str) -> None:
        self.post_message(self.Refused(text))


class SearchWorker(Widget):
    """The worker that searches."""

    DEFAULT_CSS = "SearchWorker { display: none; }"

    @dataclass
    class Matched(Message):
        """The wires with matches."""

        words: str
        numbers: frozenset[int]

    @dataclass
    class Grouped(Message):
        """Wires of the same story: for each story their numbers, the lead first."""

        stories: list[tuple[int, ...]]

    @dataclass
    class Judged(Message):
        """The actions of the rules on some wires, and the watches that match them."""

        found: "list[tuple[int, frozenset[Act], tuple[str, ...]]]"

    def __init__(self) -> None:
        super().__init__()
        self._stories: Stories | None = None
        self._compared: list[int] = []
        """The compared wires, by their numbers in the comparison."""
        self._lock = threading.Lock()
        self._folded: dict[int, tuple[int, str]] = {}
        """For each wire, how many of its sentences were translated, and all its text, folded."""

    @work(thread=True, exit_on_error=False, group="judging", description="rules")
    def judge(self, wires: "Sequence[Wire]", rules: "Sequence[Rule]", watches: "Sequence[Watched]") -> None:
        """Apply rules and watches to wires; those on translations, to finished ones."""
        from core.conditions import Wording, acts

        found = []
        for wire in wires:
            time.sleep(_BREATH)
            if wire.article is None:
                continue
            done = wire.state == "done"
            translation = "\n".join(sentence.translation or "" for sentence in wire.sentences)
            wording = Wording(wire.article.text, translation, wire.outlet, wire.language, wire.day, wire.byline)
            asked = [rule for rule in rules if done or not rule.needs_translation]
            names = tuple(watch.name for watch in watches if watch.condition.admits(wording))
            found.append((wire.number, acts(asked, wording), names))
        if found and not get_current_worker().is_cancelled:
            self.post_message(self.Judged(found))

    @work(thread=True, exclusive=True, exit_on_error=False, group="seeking", description="search")
    def seek(self, words: str, wires: "Sequence[Wire]") -> None:
        """Search all wires."""
        worker = get_current_worker()
        wanted, found = fold_same_length(words), []
        for wire in wires:
            if worker.is_cancelled:
                return
            if wanted in self._text(wire):
                found.append(wire.number)
        self.post_message(self.Matched(words, frozenset(found)))

    @work(thread=True, exit_on_error=False, group="grouping", description="stories")
    def group(self, wires: "Sequence[Wire]") -> None:
        """Compare the new wires with all others."""
        from core.stories import Stories

        with self._lock:
            self._stories = self._stories or Stories()
            for wire in wires[self._compared[-1] + 1 if self._compared else 0 :]:
                if wire.article:
                    self._stories.add(wire.article)
                    self._compared.append(wire.number)
                    time.sleep(_BREATH)
            stories = [
                tuple(self._compared[place] for place in (story.lead, *story.numbers)) for story in self._stories.all()
            ]
        self.post_message(self.Grouped([tuple(dict.fromkeys(numbers)) for numbers in stories]))

    def _text(self, wire: "Wire") -> str:
        stamp = len(wire.translated)
        known = self._folded.get(wire.number)
        if known is None or known[0] != stamp or wire.mine:
            texts = [part for sentence in wire.sentences for part in (sentence.source, sentence.translation) if part]
            known = self._folded[wire.number] = stamp, fold_same_length("\n".join([wire.name, *texts]))
        return known[1]
