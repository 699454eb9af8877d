"""A command's run over its inputs: packs are found, briefs made, and failures reported and counted."""

import sys
from collections import deque
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.article import Article
from core.brief import Brief, Briefer
from core.errors import DepecheError, InputError
from core.inputs import discover
from core.pack_source import PackSource
from core.reading import Input
from core.settings import Settings
from core.translation import Missing
from tui.i18n import _
from tui.output import Output, installing, told

_PATIENCE: Final = 2.0
"""Seconds that a brief waits for other processes that write to the library."""


@dataclass(slots=True)
class Run:
    """A command's run over its inputs."""

    names: Sequence[str]
    settings: Settings
    output: Output
    failed: list[DepecheError] = field(default_factory=list)
    """Number of inputs that could not be read so far."""
    _reported: set[str] = field(default_factory=set)

    @property
    def status(self) -> int:
        """The exit status: 1 when some input failed."""
        return 1 if self.failed else 0

    def inputs(self) -> Iterator[Input]:
        """Yield the inputs that the names refer to; report and count missing ones."""
        if not self.names and sys.stdin.isatty():
            self.output.note("stdin", _("reading what you type; end with Ctrl-D, or name a file"))
        for found in discover(self.names or ["-"], self.settings):
            if isinstance(found, InputError):
                self.fail(found)
            else:
                yield found

    def articles(self, *, notes: bool = True) -> Iterator[tuple[Input, Article]]:
        """Yield each input with its articles, numbered if there are several; report and count what cannot be read.

        With `notes`, also report what is said of an article, such as what was left out.
        """
        for entry in self.inputs():
            try:
                for found, article in entry.numbered():
                    if notes:
                        self._note(found, article)
                    yield found, article
            except InputError as error:
                self.fail(error)

    def briefs(self, *, kept: bool = False, load: Callable[[], object] = lambda: None) -> Iterator[tuple[Input, Brief]]:
        """Yield each input and its brief, as they are made; with `kept`, store those that were consumed in the library.

        `load` is called while the first sentences are translated: it can load what is done with briefs.

        Raises PackMissing for a language that was asked for: the one that the options name, or that of the only input.
        A wire in another language is returned untranslated, its sentences flagged.
        """
        source = self.settings.translation.source
        asked = {source} if source else set()
        briefer = self.briefer(asked, load)
        briefs = self._carried(briefer, asked)
        try:
            yield from self._kept(briefs) if kept and self.settings.library.size else briefs
        finally:
            briefer.translator.close()

    def briefer(self, asked: Container[str], load: Callable[[], object] = lambda: None) -> Briefer:
        """Return the briefer; it downloads the packs of languages that are added to `asked`."""
        briefer = Briefer(
            self.settings,
            PackSource(self.settings).getter(asked, installing),
            lambda text: self.output.note("memory", text),
            load,
        )
        if (glossary := briefer.translator.glossary) and (shortened := glossary.shortened):
            self.output.note("glossary", shortened)
        return briefer

    def _kept(self, briefs: Iterator[tuple[Input, Brief]]) -> Iterator[tuple[Input, Brief]]:
        # Not before: they load SQLite.
        from core.library.tables import row
        from core.library.writer import LibraryWriter

        writer = LibraryWriter(self.settings, lambda text: self.output.note("library", text), patience=_PATIENCE)
        try:
            for entry, brief in briefs:
                yield entry, brief
                # Its consumer has it by now.
                writer.put(row(brief, date.today()))  # noqa: DTZ011 - the user's own day
        finally:
            writer.close()

    def _carried(self, briefer: Briefer, asked: set[str]) -> Iterator[tuple[Input, Brief]]:
        waiting: deque[Input] = deque()
        single = self._single()
        sentences = 0

        def stream() -> Iterator[Article]:
            nonlocal sentences
            for entry, article in self.articles(notes=False):
                waiting.append(entry)
                prepared = briefer.prepare(article)
                # A repeated sentence is translated once.
                sentences += len({sentence.source for sentence in prepared.sentences})
                if single and prepared.language:
                    asked.add(prepared.language.code)
                yield prepared

        def progress() -> tuple[str, str]:
            done = min(briefer.translator.decoded, sentences)
            text = _("{done:,} of {all:,} sentences translated", done=done, all=sentences) if done else ""
            return waiting[0].path if waiting else "", text

        briefs = briefer.briefs(stream())
        for brief in briefs if self.output.quiet else told(briefs, progress):
            # Before what is said of it: a failure is one line.
            self._require(briefer, brief.article, asked)
            entry = waiting.popleft()
            self._note(entry, brief.article)
            yield entry, brief

    def _note(self, entry: Input, article: Article) -> None:
        if article.source.note:
            self.output.note(entry.path, article.source.note)

    def fail(self, error: DepecheError) -> None:
        """Report a failure, and count it."""
        self.failed.append(error)
        self.output.warn(error)

    def _single(self) -> bool:
        """Whether a single file was named: its language is then one that the user asks for."""
        found = discover(self.names or ["-"], self.settings)
        return isinstance(first := next(found, None), Input) and first.path in {*self.names, "-"} and not any(found)

    def without(self, missing: Missing, asked: set[str]) -> None:
        """Report, once, a language without a pack; raise PackMissing if it was asked for."""
        offer = PackSource(self.settings).offer(missing.language, self.settings.translation.target)
        if missing.language in asked or (offer and offer.automatic):
            raise missing.reason
        if missing.language not in self._reported:
            self._reported.add(missing.language)
            self.output.note(missing.reason.what, _("shown untranslated: {problem}", problem=missing.reason.problem))

    def _require(self, briefer: Briefer, article: Article, asked: set[str]) -> None:
        if missing := briefer.missing(article):
            self.without(missing, asked)
