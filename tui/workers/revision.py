"""Work on single sentences: alignment, alternatives, corrections, terms; and the new briefs that result."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from core.article import Article, Sentence
from core.errors import Cancelled, DepecheError, InputError
from tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.brief import Brief, Briefer
    from core.digest import Digest
    from core.settings import Settings, SummarySettings
    from core.translation.alignment import Alignment

_logger = logging.getLogger(__name__)

WORDINGS = 6
"""Number of alternatives shown."""
_BREATH = 0.001
"""Seconds of pause after each wire that is compared."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What undoes a correction: the person's translation before, or None for the model's."""

    number: int
    """The wire's."""
    sentence: Sentence
    before: str | None
    after: str | None
    """The redo of this change."""
    alternative: bool
    """Whether that was chosen among the model's alternatives."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What undoes a term: its translation before, or None if it had none."""

    number: int
    source: str
    before: str | None
    after: str | None
    """The redo of this change."""


Undo = Correction | Naming


class RevisionWorker(Widget):
    """The workers for one sentence at a time; they only post messages."""

    DEFAULT_CSS = "RevisionWorker { display: none; }"

    @dataclass
    class Aligned(Message):
        """The word alignment of a sentence, or None if it cannot be known."""

        sentence: Sentence
        alignment: "Alignment | None"

    @dataclass
    class Worded(Message):
        """Alternative translations, the likeliest first; or the problem."""

        sentence: Sentence
        wordings: list[Sentence]
        problem: str = ""

    @dataclass
    class Changed(Message):
        """The translations of sentences changed; `undo` reverts it, unless this was an undo."""

        number: int
        sentences: list[Sentence]
        said: str
        what: str
        """Name of the change in the messages of undo and redo."""
        undo: Undo | None = None

    @dataclass
    class Refused(Message):
        """A change could not be saved."""

        problem: str

    @dataclass
    class BriefUpdated(Message):
        """A finished wire has a new brief: other sentences, or another summary."""

        number: int
        brief: "Brief"

    @dataclass
    class Digested(Message):
        """A digest of several wires."""

        numbers: tuple[int, ...]
        """Numbers of the wires, in the digest's order."""
        digest: "Digest"

    @dataclass
    class Related(Message):
        """The wires that report the same event as one of them."""

        number: int
        numbers: tuple[int, ...]

    def __init__(self, settings: "Settings", briefer: "Callable[[], Briefer]") -> None:
        super().__init__()
        self._settings = settings
        self._briefer = briefer

    @work(thread=True, exclusive=True, exit_on_error=False, group="alignment", description="alignment")
    def align(self, article: Article, sentence: Sentence) -> None:
        """Compute the word alignment of a sentence."""
        worker = get_current_worker()
        try:
            alignment = self._briefer().align(article, sentence)
        except Exception:
            _logger.warning("aligning a sentence failed", exc_info=True)
            alignment = None
        if not worker.is_cancelled:
            self.post_message(self.Aligned(sentence, alignment))

    @work(thread=True, exclusive=True, exit_on_error=False, group="wordings", description="wordings")
    def word(self, article: Article, sentence: Sentence) -> None:
        """Ask the model for alternative translations."""
        worker = get_current_worker()
        try:
            message = self.Worded(sentence, self._briefer().hypotheses(article, sentence, WORDINGS))
        except Exception as error:
            _logger.warning("asking for other translations failed", exc_info=True)
            message = self.Worded(sentence, [], str(error) or type(error).__name__)
        if not worker.is_cancelled:
            self.post_message(message)

    @work(thread=True, exit_on_error=False, group="correction", description="correction")
    def correct(
        self,
        number: int,
        article: Article,
        sentence: Sentence,
        text: str | None,
        *,
        alternative: bool = False,
        undoes: bool,
    ) -> None:
        """Replace the model's translation by a person's, or by a chosen alternative, or undo that."""
        try:
            corrected, before = self._briefer().correct(article, sentence, text, alternative=alternative)
        except Exception as error:
            _logger.warning("correcting a sentence failed", exc_info=True)
            self.post_message(self.Refused(_error_text(error)))
            return
        what = _("the correction of {id}", id=sentence.id)
        if undoes:
            self.post_message(self.Changed(number, [corrected], _("Undone: {what}", what=what), what))
        else:
            undo = Correction(number, sentence, before, text, alternative)
            message = _("Saved to memory · u undoes") if text else _("The machine's own translation · u undoes")
            self.post_message(self.Changed(number, [corrected], message, what, undo))

    @work(thread=True, exit_on_error=False, group="correction", description="term")
    def name_term(self, number: int, article: Article, source: str, target: str | None, *, undoes: bool) -> None:
        """Set a term in the glossary's file, and translate the wire's sentences with it again."""
        try:
            path, before = change_glossary(self._settings, source, target)
            briefer = self._briefer()
            briefer.translator.use_glossary(path)
            having = frozenset(
                sentence.id for sentence in article.sentences if source.casefold() in sentence.source.casefold()
            )
            sentences = [*briefer.translate(article.only(having))]
        except Exception as error:
            _logger.warning("changing the glossary failed", exc_info=True)
            self.post_message(self.Refused(_error_text(error)))
            return
        what = _("{term} in the glossary", term=source)
        if undoes:
            self.post_message(self.Changed(number, sentences, _("Undone: {what}", what=what), what))
        else:
            message = _(
                "{term} → {name}, in {file} · u undoes", term=source, name=target, file=path.name if path else ""
            )
            self.post_message(self.Changed(number, sentences, message, what, Naming(number, source, before, target)))

    @work(thread=True, exit_on_error=False, group="update_brief", description="summary")
    def update_brief(
        self, number: int, article: Article, sentences: "Sequence[Sentence]", how: "SummarySettings | None"
    ) -> None:
        """Rebuild the brief of a translated wire."""
        try:
            self.post_message(self.BriefUpdated(number, self._briefer().finish(article, sentences, how)))
        except Exception as error:
            _logger.warning("summarising a wire again failed", exc_info=True)
            self.post_message(self.Refused(_error_text(error)))

    @work(thread=True, exclusive=True, exit_on_error=False, group="digest", description="digest")
    def digest(self, numbers: tuple[int, ...], briefs: "Sequence[Brief]") -> None:
        """Make a digest of several wires of one story."""
        from core.digest import default_budget, digest

        worker = get_current_worker()
        try:
            combined = digest(briefs, default_budget(self._settings.summary), together=True)
        except Exception as error:
            _logger.warning("making a digest failed", exc_info=True)
            self.post_message(self.Refused(_error_text(error)))
            return
        if not worker.is_cancelled:
            self.post_message(self.Digested(numbers, combined))

    @work(thread=True, exclusive=True, exit_on_error=False, group="events", description="events")
    def relate(self, number: int, articles: "dict[int, Article]") -> None:
        """Find the wires that report the same event as one of them."""
        from core.digest import same_event

        worker, numbers = get_current_worker(), [*articles]

        def step() -> None:
            # Keys need Python's lock too.
            time.sleep(_BREATH)
            if worker.is_cancelled:
                raise Cancelled("events")

        try:
            target = self._settings.translation.target
            found = same_event([*articles.values()], numbers.index(number), target, step)
        except Cancelled:
            return
        except Exception:
            _logger.warning("looking for wires of one event failed", exc_info=True)
            found = (numbers.index(number),)
        if not worker.is_cancelled:
            self.post_message(self.Related(number, tuple(numbers[place] for place in found)))


def _error_text(error: Exception) -> str:
    return str(error) if isinstance(error, DepecheError) else f"{type(error).__name__}: {error}"


_OWN = "glossary.tsv"


def change_glossary(settings: "Settings", source: str, target: str | None) -> tuple[Path | None, str | None]:
    """Set a term in the glossary's file, or with None remove it; return the file, and the term's previous translation.

    If the settings name no file, one is created in the program's home and entered in the settings file. A file without
    terms is deleted again. Raises DepecheError.
    """
    from core.config import load_settings
    from core.config.change import change_setting, unset_setting
    from core.files import write_whole
    from core.reading.decoding import decode
    from core.translation.terminology.glossary_files import is_tbx, with_term

    default_file = settings.places.home / _OWN
    path = settings.translation.glossary or default_file
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise InputError(str(path), "cannot be read: {error}", error=error) from error
    if is_tbx(data):
        raise InputError(str(path), "a TBX file is not changed here; name a CSV or TSV file in translation.glossary")
    old = decode(data, str(path)).text.removeprefix("\ufeff") if data else ""
    text, before = with_term(old, source, target)
    if path == default_file and not text.strip():
        path.unlink(missing_ok=True)
        unset_setting(settings.places, "translation.glossary")
        return None, before
    write_whole(path, text, private=path == default_file)
    if path == default_file and load_settings(settings.places).settings.translation.glossary is None:
        change_setting(settings.places, "translation.glossary", str(path))
    return path, before
