"""Translates the headlines of feeds' entries in the background."""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from core.errors import Cancelled, DepecheError, IsCancelled
from core.sanitize import sanitize
from tui.workers.open import MessageBatch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.article import Article, Sentence
    from core.brief import Briefer
    from core.feeds import Entry

_logger = logging.getLogger(__name__)

_KEPT = 5_000
"""Maximum number of headlines kept besides the translation memory."""


class HeadlinesWorker(Widget):
    """The worker that translates headlines; it only posts messages, and fetches nothing."""

    DEFAULT_CSS = "HeadlinesWorker { display: none; }"

    @dataclass
    class Translated(Message):
        """Headlines of entries were translated."""

        headlines: list[tuple[int, str]]
        """The numbers of entries, and their headlines in the target language."""

    @dataclass
    class Ended(Message):
        """All headlines that can be translated have been."""

    def __init__(self, briefer: "Callable[[], Briefer]") -> None:
        """`briefer` returns the translator, created on first use."""
        super().__init__()
        self._briefer = briefer
        self._known: dict[str, str] = {}

    def known(self, entry: "Entry") -> str:
        """Return an entry's headline in the target language if it was translated before, else an empty string."""
        return self._known.get(entry.title, "")

    def wanted(self, entries: "Sequence[Entry]") -> "list[Entry]":
        """Return the entries whose headlines are unknown; if too many are cached, only those asked for are kept."""
        if len(self._known) > _KEPT:
            self._known = {entry.title: self._known[entry.title] for entry in entries if entry.title in self._known}
        return [entry for entry in entries if entry.title not in self._known]

    @work(thread=True, exclusive=True, exit_on_error=False, group="headlines", description="headlines")
    def translate(self, entries: "Sequence[Entry]") -> None:
        """Translate the unknown headlines of entries, in order; a later call cancels this one."""
        worker = get_current_worker()
        wanted = self.wanted(entries)
        batch = MessageBatch(self.Translated, self.post_message)
        try:
            if wanted:
                self._translate(wanted, lambda: worker.is_cancelled, batch)
        except Cancelled:
            return
        except DepecheError:
            _logger.warning("headlines of feeds could not be translated", exc_info=True)
        except Exception:
            _logger.exception("translating headlines of feeds failed")
        finally:
            batch.send()
        self.post_message(self.Ended())

    def _translate(self, entries: "Sequence[Entry]", cancelled: IsCancelled, batch: MessageBatch) -> None:
        briefer, heads = self._briefer(), list["Article"]()
        numbers: dict[int, Entry] = {}
        for entry in entries:
            if cancelled():
                raise Cancelled(entry.title)
            article = briefer.prepare(_article(entry))
            if article.paragraphs and not briefer.missing(article):
                heads.append(article.only({sentence.id for sentence in article.paragraphs[0].sentences}))
                numbers[id(heads[-1])] = entry
        done: dict[int, list[Sentence]] = {}
        for head, sentence in briefer.translate_many(heads, cancelled):
            sentences = done.setdefault(id(head), [])
            sentences.append(sentence)
            if len(sentences) == len(head.sentences):
                entry = numbers[id(head)]
                headline = sanitize(" ".join(sentence.translation or sentence.source for sentence in sentences), 500)
                self._known[entry.title] = headline
                batch.add((entry.number, headline))


def _article(entry: "Entry") -> "Article":
    """Return an entry as an article of its headline and its beginning, from which the language is detected."""
    from core.reading.document import Block, Document, to_article
    from core.segmentation import segment

    blocks = [Block(entry.title, "heading"), *([Block(entry.excerpt, "body")] if entry.excerpt else [])]
    return segment(to_article(Document(blocks, "feed"), b"", entry.url or "feed"))
