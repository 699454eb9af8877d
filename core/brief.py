"""From Article to Brief: the one place where the stages are put together."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from core.analysis import AnalysisCache, analyse
from core.article import Article, EngineInfo, Paragraph, Sentence
from core.checks.doubt import Doubt
from core.checks.second_opinion import Asked, SecondOpinion
from core.errors import DepecheError
from core.language import Detector, identify
from core.pack_source import PackSource
from core.packs.progress import never
from core.segmentation import segment
from core.settings import Settings, SummarySettings
from core.summary import Summary, summarise
from core.translation import Alignment, Missing, ProvidePack, Route, Translation, Translator

if TYPE_CHECKING:
    from core.memory.store import Memory

_logger = logging.getLogger(__name__)

_READING_WINDOW = 4
"""Sentences that a reader waits for at first: the first of them is on the screen a good half second after."""


@dataclass(frozen=True, slots=True)
class Brief:
    """An article read, translated and summarised: the value that exports write and the reader shows."""

    article: Article
    summary: Summary
    engine: EngineInfo
    budget: SummarySettings | None = None
    """How long the summary was to be; None where that is not known."""
    remark: str = ""
    """What the person who read it wrote about it."""

    @property
    def title(self) -> Paragraph | None:
        """The headline: the article's first heading."""
        return next((paragraph for paragraph in self.article.paragraphs if paragraph.kind == "heading"), None)

    @property
    def chosen(self) -> tuple[Sentence, ...]:
        """The sentences of the summary, in reading order."""
        ids = frozenset(self.summary.sentences)
        return tuple(sentence for sentence in self.article.sentences if sentence.id in ids)


class Briefer:
    """Carries articles through the line. One for a process: it keeps the models and the detector loaded."""

    def __init__(
        self,
        settings: Settings,
        provide: ProvidePack | None = None,
        warn: Callable[[str], None] = lambda _message: None,
    ) -> None:
        """`provide` finds, or gets, the packs; without it, those that are installed are used.

        `warn` is called with what goes wrong with the memory, in words; the work goes on without it.
        """
        self.settings = settings
        self.detector = Detector(settings.places.languages)
        memory = _memory(settings, warn)
        packs = PackSource(settings)
        self.translator = Translator(settings.translation, provide or packs.installed, memory)
        self._opinions = SecondOpinion(settings.translation, settings.checks, self.translator, packs.find, memory)
        self._analyses = AnalysisCache(memory, self.translator, self._opinions, settings) if memory else None

    def forget_missing(self) -> None:
        """Look again, when next needed, for packs that were not there."""
        self.translator.forget_missing()
        self._opinions.forget_missing()

    def prepare(self, article: Article) -> Article:
        """Name the languages and cut the sentences; no model is loaded for it."""
        return segment(identify(article, self.detector, self.settings.translation.source))

    def translate(self, article: Article, cancelled: Callable[[], bool] = never) -> Iterator[Sentence]:
        """Give the sentences of a prepared article as `translate_many` does."""
        return (sentence for _, sentence in self.translate_many([article], cancelled))

    def translate_many(
        self, articles: Sequence[Article], cancelled: Callable[[], bool] = never
    ) -> Iterator[tuple[Article, Sentence]]:
        """Give the sentences of prepared articles, translated and checked, as they come, each with its article.

        Raises Cancelled when `cancelled` says so.
        """
        return ((article, sentence) for article, sentence, _ in self._checked(articles, cancelled))

    def _checked(
        self, articles: Sequence[Article], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[Article, Sentence, Translation]]:
        places = [(article, *place) for article in articles for place in article.in_languages()]
        texts = ((language, sentence.source) for _, language, sentence in places)
        made = self.translator.translate(texts, cancelled, eager=_READING_WINDOW)
        for (article, language, sentence), translation in zip(places, made, strict=True):
            [settled] = self._opinions.settled([Asked(language, sentence.source, translation)], cancelled)
            yield article, self._judged(article, sentence, language, settled), translation

    def remembered(self, article: Article) -> Brief | None:
        """Return the brief of a prepared article where the memory has all of it; no model is loaded for it."""
        known = self._known(article)
        return None if known is None else self._recalled(article, known)

    def follow(
        self, article: Article, done: Mapping[str, Sentence], cancelled: Callable[[], bool] = never
    ) -> Iterator[Sentence | Brief]:
        """Give the sentences of a prepared article as they come, and at last its brief.

        Those in `done`, by their ids, are taken as they are and not given again. Raises Cancelled when `cancelled`
        says so.
        """
        sentences, made = dict(done), dict[str, Translation]()
        new = article.only({one.id for one in article.sentences} - done.keys())
        for _, sentence, translation in self._checked([new], cancelled):
            sentences[sentence.id], made[sentence.id] = sentence, translation
            yield sentence
        before = article.only(done)
        known = self._known(before)
        # Another glossary, say, may have been in force then.
        if known and self.check(before, known, cancelled) == tuple(done[one.id] for one in before.sentences):
            made |= zip((sentence.id for sentence in before.sentences), known, strict=True)
        ids = [sentence.id for sentence in article.sentences]
        translations = [made[name] for name in ids] if made.keys() >= set(ids) else None
        yield self.finish(article, [sentences[name] for name in ids], None, translations)

    def finish(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        summary: SummarySettings | None = None,
        translations: Sequence[Translation] | None = None,
    ) -> Brief:
        """Put the checked sentences into their article, and summarise it, as the settings say or `summary`.

        What was found is remembered where the `translations` that it follows from are given.
        """
        done, how = article.with_sentences(sentences), summary or self.settings.summary
        made = summarise(done, how, target=self.settings.translation.target)
        if self._analyses and translations:
            self._analyses.keep(article, translations, how, sentences, made)
        return Brief(done, made, self._engine_info(article), how)

    def briefs(self, articles: Iterable[Article], cancelled: Callable[[], bool] = never) -> Iterator[Brief]:
        """Carry a stream of articles through, in order, sentences of many of them in one batch.

        Raises Cancelled when `cancelled` says so.
        """
        return self._carried(iter(articles), deque(), cancelled)

    def attempts(
        self, articles: Iterable[Article], cancelled: Callable[[], bool] = never
    ) -> Iterator[Brief | Exception]:
        """Carry a stream of articles through as `briefs` does; what one of them fails with comes in its place.

        Raises Cancelled, and PackMissing for a pack that turns out to be damaged: these are not about one article.
        """
        stream = iter(articles)
        while True:
            waiting: deque[Article] = deque()
            try:
                yield from self._carried(stream, waiting, cancelled)
            except DepecheError:
                raise
            except Exception:
                _logger.exception("failed among %d articles; each is tried alone", len(waiting))
                for article in waiting:
                    yield self._attempt(article, cancelled)
            else:
                return

    def _attempt(self, article: Article, cancelled: Callable[[], bool]) -> Brief | Exception:
        try:
            return next(self._carried(iter((article,)), deque(), cancelled))
        except DepecheError:
            raise
        except Exception as error:
            _logger.exception("failed on %s", article.source.path)
            return error

    def _carried(
        self, articles: Iterator[Article], waiting: deque[Article], cancelled: Callable[[], bool]
    ) -> Iterator[Brief]:
        """Give the briefs of a stream of articles; those begun and not yet given stand in `waiting`."""

        def sentences() -> Iterator[tuple[str, str]]:
            for article in articles:
                waiting.append(article)
                waiting[-1] = prepared = article if article.language else self.prepare(article)
                for language, sentence in prepared.in_languages():
                    yield language, sentence.source

        done: list[Translation] = []
        count = 0
        for translation in self.translator.translate(sentences(), cancelled):
            if not done:
                yield from self._without_sentences(waiting)
                # Once an article: to count them takes time in proportion to their number.
                count = len(waiting[0].sentences)
            done.append(translation)
            if len(done) == count:
                brief = self._found(waiting[0], done, cancelled)
                waiting.popleft()
                yield brief
                done = []
        yield from self._without_sentences(waiting)

    def _found(self, article: Article, translations: Sequence[Translation], cancelled: Callable[[], bool]) -> Brief:
        """Check and summarise a translated article, unless the memory has what came of that."""
        if brief := self._recalled(article, translations):
            return brief
        return self.finish(article, self.check(article, translations, cancelled), None, translations)

    def check(
        self, article: Article, translations: Sequence[Translation], cancelled: Callable[[], bool] = never
    ) -> tuple[Sentence, ...]:
        """Return an article's sentences with what was made of them, checked."""
        asked = [
            Asked(language, sentence.source, made)
            for (language, sentence), made in zip(article.in_languages(), translations, strict=True)
        ]
        settled = self._opinions.settled(asked, cancelled)
        languages = [one.language for one in asked]
        return tuple(map(partial(self._judged, article), article.sentences, languages, settled))

    def _known(self, article: Article) -> list[Translation] | None:
        """Return the translations of an article's sentences, if the memory has them all."""
        texts = ((language, sentence.source) for language, sentence in article.in_languages())
        return self.translator.remembered(texts) if self._analyses else None

    def _recalled(self, article: Article, translations: Sequence[Translation]) -> Brief | None:
        """Return the brief of an article with these translations, if its findings are remembered."""
        how = self.settings.summary
        found = self._analyses.recall(article, translations, how) if self._analyses else None
        return Brief(article.with_sentences(found[0]), found[1], self._engine_info(article), how) if found else None

    def _without_sentences(self, waiting: deque[Article]) -> Iterator[Brief]:
        """Give the briefs of articles that hold nothing to translate, such as a row of stars."""
        while waiting and not waiting[0].sentences:
            brief = self.finish(waiting[0], ())
            waiting.popleft()
            yield brief

    def brief(self, article: Article) -> Brief:
        """Carry one article through the whole line; raise PackMissing where nothing here translates its language."""
        prepared = article if article.language else self.prepare(article)
        if missing := self.missing(prepared):
            raise missing.reason
        return next(self.briefs([prepared]))

    def hypotheses(self, article: Article, sentence: Sentence, count: int = 5) -> list[Sentence]:
        """Return up to `count` different translations of a sentence of a prepared article, the likeliest first.

        Each is checked like any other. Takes as long as translating the sentence anew; empty where nothing can.
        """
        language = article.paragraph_of(sentence).language
        made = self.translator.hypotheses(language, sentence.source, count)
        opinions = self._opinions.on([Asked(language, sentence.source, one) for one in made])
        checked = (self._judged(article, sentence, language, one) for one in zip(made, opinions, strict=True))
        # What is mended and put right may make two of them one.
        found: dict[str | None, Sentence] = {}
        for one in checked:
            found.setdefault(one.translation, one)
        return list(found.values())

    def align(self, article: Article, sentence: Sentence) -> Alignment | None:
        """Return which source words each word of a sentence's translation came from; None where it is not known."""
        if not sentence.translation or sentence.origin == "source":
            return None
        language = article.paragraph_of(sentence).language
        return self.translator.align(language, sentence.source, sentence.translation)

    def correct(
        self, article: Article, sentence: Sentence, text: str | None, *, alternative: bool = False
    ) -> tuple[Sentence, str | None]:
        """Put a person's translation in place of the model's, here and in the memory; with None, take it back.

        `alternative` says that the person did not write it, but chose it among the model's alternatives.
        Returns the sentence as it now is, and the person's translation before, which given again undoes this.
        Raises InputError for an empty text, OutputError where it cannot be remembered.
        """
        language = article.paragraph_of(sentence).language
        before = self.translator.correct(language, sentence.source, text, alternative=alternative)
        [made] = self.translator.translate([(language, sentence.source)])
        [settled] = self._opinions.settled([Asked(language, sentence.source, made)])
        return self._judged(article, sentence, language, settled), before

    def missing(self, article: Article) -> Missing | None:
        """Return what is missing to translate a prepared article, if its language has no pack."""
        route = self.translator.route(article.language.code) if article.language else None
        return route if isinstance(route, Missing) else None

    def _judged(
        self, article: Article, sentence: Sentence, language: str, settled: tuple[Translation, Doubt | None]
    ) -> Sentence:
        made, opinion = settled
        route = self.translator.route(language)
        return analyse(article, sentence, language, made, route, self.settings.translation.target, opinion)

    def _engine_info(self, article: Article) -> EngineInfo:
        route = self.translator.route(article.language.code) if article.language else None
        asked = self.settings.translation
        if not isinstance(route, Route):
            return EngineInfo(None, None, asked.beam, target=asked.target)
        glossary = self.translator.glossary_digest
        return EngineInfo(route.pack, route.digest, asked.beam, route.pivot, target=asked.target, glossary=glossary)


def _memory(settings: Settings, warn: Callable[[str], None]) -> "Memory | None":
    if not settings.translation.memory:
        return None
    from core.memory.store import Memory

    return Memory(settings.places.memory, warn=warn)
