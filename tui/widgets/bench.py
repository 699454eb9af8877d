"""Bench: where single sentences are worked on, out of sight: their words, other wordings, a person's own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from core.article import Article, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.brief import Briefer
    from core.translation.alignment import Alignment


class Bench(Widget):
    """The workers for one sentence at a time; they only post messages."""

    DEFAULT_CSS = "Bench { display: none; }"

    @dataclass
    class Aligned(Message):
        """It is known which words of a sentence belong together; or that it cannot be known."""

        sentence: Sentence
        alignment: "Alignment | None"

    def __init__(self, briefer: "Callable[[], Briefer]") -> None:
        super().__init__()
        self._briefer = briefer

    @work(thread=True, exclusive=True, exit_on_error=False, group="alignment", description="alignment")
    def align(self, article: Article, sentence: Sentence) -> None:
        """Find which words belong together."""
        worker = get_current_worker()
        try:
            alignment = self._briefer().align(article, sentence)
        except Exception:  # noqa: BLE001 - words that are not lit are no trouble that a reader must hear of
            alignment = None
        if not worker.is_cancelled:
            self.post_message(self.Aligned(sentence, alignment))
