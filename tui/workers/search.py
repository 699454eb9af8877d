"""Searches all open wires, and groups those that tell the same story."""

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from tui.widgets.input_lines import fold_same_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.conditions import Act, Rule, Watched
    from core.stories import Stories
    from tui.wire import Wire

_BREATH = 0.001
"""Seconds that comparing pauses after each wire: it holds Python's lock, which keys need too."""


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
