"""From Article to Brief: the pipeline that combines the stages."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from core.analysis import AnalysisCache, analyse, load_tables, moved
from core.article import Article, EngineInfo, Paragraph, Sentence
from core.checks.quality_estimation import QualityEstimate
from core.checks.second_opinion import SecondOpinion, TranslatedSentence
from core.errors import DepecheError, IsCancelled, never
from core.language import Detector, identify
from core.pack_source import PackSource
from core.segmentation import segment
from core.settings import Settings, SummarySettings
from core.summary import Summary, summarise
from core.translation import Alignment, Missing, ProvidePack, Translation, Translator

_logger = logging.getLogger(__name__)

_READING_WINDOW = 4
"""Sentences that are translated first for a reader: the first is on the screen after about half a second."""


@dataclass(frozen=True, slots=True)
class Brief:
    """An article read, translated and summarised: the value that exports write and the reader shows."""

    article: Article
    summary: Summary
    engine: EngineInfo
    budget: SummarySettings | None = None
    """The requested length of the summary; None if it is unknown."""
    remark: str = ""
    """The note of the person who read it."""

    @property
    def title(self) -> Paragraph | None:
        """The headline: the article's first heading."""
        return self.article.title

    @property
    def chosen(self) -> tuple[Sentence, ...]:
        """The sentences of the summary, in reading order."""
        ids = frozenset(self.summary.sentences)
        return tuple(sentence for sentence in self.article.sentences if sentence.id in ids)


class Briefer:
    """Runs articles through the pipeline. Make one per process: it keeps the models and the detector loaded."""

    def __init__(
        self,
        settings: Settings,
        provide: ProvidePack | None = None,
        warn: Callable[[str], None] = lambda _message: None,
        load: Callable[[], object] = lambda: None,
    ) -> None:
        """`provide` finds or downloads packs; without it, installed packs are used.

        `warn` is called with messages on problems with the memory; the work goes on without it. `load` is called while
        an engine decodes the first sentences: it can load what is done with briefs.
        """
        self._load = load
        self.settings = settings
        self.detector = Detector(settings.places.languages)
        memory = None
        if settings.translation.memory:
            from core.memory.store import Memory  # loads SQLite

            memory = Memory(settings.places.memory, warn=warn, read_only=settings.permissions.read_only)
        packs = PackSource(settings)
        self.translator = Translator(settings.translation, provide or packs.installed, memory)
        self._opinions = SecondOpinion(settings.translation, settings.checks, self.translator, packs.find, memory)
        self._analyses = AnalysisCache(memory, self.translator, self._opinions, settings) if memory else None

    def forget_missing(self) -> None:
        """Look again for packs that were missing or were removed since, when they are needed next."""
        self.translator.forget_missing()
        self._opinions.forget_missing()

    def prepare(self, article: Article) -> Article:
        """Identify the languages and split the sentences; loads no model."""
        return segment(identify(article, self.detector, self.settings.translation.source))

    def translate(self, article: Article, cancelled: IsCancelled = never) -> Iterator[Sentence]:
        """Yield the sentences of a prepared article as `translate_many` does."""
        return (sentence for _, sentence in self.translate_many([article], cancelled))

    def translate_many(
        self, articles: Sequence[Article], cancelled: IsCancelled = never
    ) -> Iterator[tuple[Article, Sentence]]:
        """Yield the sentences of prepared articles, translated and checked, as they are ready, each with its article.

        Raises Cancelled when `cancelled` says so.
        """
        return ((article, sentence) for article, sentence, _ in self._translated(articles, cancelled))

    def _translated(
        self, articles: Sequence[Article], cancelled: IsCancelled
    ) -> Iterator[tuple[Article, Sentence, Translation]]:
        places = [(article, *place) for article in articles for place in article.in_languages()]
        texts = ((language, sentence.source) for _, language, sentence in places)
        load = partial(self._load_what_follows, articles)
        translations = self.translator.translate(texts, cancelled, eager=_READING_WINDOW, meanwhile=load)
        known: dict[tuple[int, TranslatedSentence], Sentence] = {}
        for (article, language, sentence), translation in zip(places, translations, strict=True):
            translated = TranslatedSentence(language, sentence.source, translation)
            if (same := known.get((id(article), translated))) is None:
                [best] = self._opinions.best_translations([translated], cancelled)
                same = known[id(article), translated] = self._analyse(article, sentence, language, best)
            yield article, moved(same, sentence), translation

    def remembered(self, article: Article) -> Brief | None:
        """Return the brief of a prepared article if the memory has all of it, else None; loads no model."""
        return None if (known := self._recall_all(article)) is None else self._recall_brief(article, known)

    def follow(
        self, article: Article, done: Mapping[str, Sentence], cancelled: IsCancelled = never
    ) -> Iterator[Sentence | Brief]:
        """Yield the sentences of a prepared article as soon as they are there, and finally its brief.

        Sentences in `done`, by id, are used unchanged and not yielded again. Raises Cancelled.
        """
        ids = [sentence.id for sentence in article.sentences]
        sentences, translations = dict(done), dict[str, Translation]()
        for _, sentence, translation in self._translated([article.only(set(ids) - done.keys())], cancelled):
            sentences[sentence.id], translations[sentence.id] = sentence, translation
            yield sentence
        before = article.only(done)
        known = self._recall_all(before)
        # They may have been translated with other settings, such as another glossary.
        if known and self.check(before, known, cancelled) == tuple(done[sentence.id] for sentence in before.sentences):
            translations |= zip((sentence.id for sentence in before.sentences), known, strict=True)
        complete = [translations[id_] for id_ in ids] if translations.keys() >= set(ids) else None
        yield self.finish(article, [sentences[id_] for id_ in ids], None, complete)

    def finish(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        summary: SummarySettings | None = None,
        translations: Sequence[Translation] | None = None,
    ) -> Brief:
        """Put the checked sentences into their article, and summarise it by `summary`, else by the settings.

        The analysis is stored if the `translations` on which it is based are given.
        """
        translated, budget = article.with_sentences(sentences), summary or self.settings.summary
        chosen = summarise(translated, budget, target=self.settings.translation.target)
        if self._analyses and translations:
            self._analyses.keep(article, translations, budget, sentences, chosen)
        return Brief(translated, chosen, self.translator.engine_info(article.language), budget)

    def briefs(self, articles: Iterable[Article], cancelled: IsCancelled = never) -> Iterator[Brief]:
        """Yield the briefs of a stream of articles, in order; sentences of several articles share a batch.

        Raises Cancelled when `cancelled` says so.
        """
        return self._run(iter(articles), deque(), cancelled)

    def attempts(self, articles: Iterable[Article], cancelled: IsCancelled = never) -> Iterator[Brief | Exception]:
        """Yield the briefs of a stream of articles as `briefs` does; an article that fails yields its exception.

        Raises Cancelled, and PackMissing for a pack that turns out to be damaged: these are not about one article.
        """
        stream = iter(articles)
        while True:
            waiting: deque[Article] = deque()
            try:
                yield from self._run(stream, waiting, cancelled)
            except DepecheError:
                raise
            except Exception:
                _logger.exception("failed among %d articles; each is tried alone", len(waiting))
                for article in waiting:
                    yield self._attempt(article, cancelled)
            else:
                return

    def _attempt(self, article: Article, cancelled: IsCancelled) -> Brief | Exception:
        try:
            return next(self._run(iter((article,)), deque(), cancelled))
        except DepecheError:
            raise
        except Exception as error:
            _logger.exception("failed on %s", article.source.path)
            return error

    def _run(self, articles: Iterator[Article], waiting: deque[Article], cancelled: IsCancelled) -> Iterator[Brief]:
        """Yield the briefs of a stream of articles; those started and not yet yielded are in `waiting`."""

        def sentences() -> Iterator[tuple[str, str]]:
            for article in articles:
                waiting.append(article)
                waiting[-1] = prepared = article if article.language else self.prepare(article)
                for language, sentence in prepared.in_languages():
                    yield language, sentence.source

        done: list[Translation] = []
        count = 0
        load = partial(self._load_what_follows, waiting)
        for translation in self.translator.translate(sentences(), cancelled, meanwhile=load):
            if not done:
                yield from self._skip_empty(waiting)
                # Once an article: to count them takes time in proportion to their number.
                count = len(waiting[0].sentences)
            done.append(translation)
            if len(done) == count:
                brief = self._finished(waiting[0], done, cancelled)
                waiting.popleft()
                yield brief
                done = []
        yield from self._skip_empty(waiting)

    def _load_what_follows(self, articles: Sequence[Article]) -> None:
        load_tables(articles[0], self.settings.translation.target)
        self._load()

    def _finished(self, article: Article, translations: Sequence[Translation], cancelled: IsCancelled) -> Brief:
        """Check and summarise a translated article, unless the memory has the results."""
        if brief := self._recall_brief(article, translations):
            return brief
        return self.finish(article, self.check(article, translations, cancelled), None, translations)

    def check(
        self, article: Article, translations: Sequence[Translation], cancelled: IsCancelled = never
    ) -> tuple[Sentence, ...]:
        """Return an article's sentences with their translations, checked."""
        translated = [
            TranslatedSentence(language, sentence.source, translation)
            for (language, sentence), translation in zip(article.in_languages(), translations, strict=True)
        ]
        # A sentence that is repeated is checked once.
        places = dict(zip(translated, article.sentences, strict=True))
        best = self._opinions.best_translations([*places], cancelled)
        checked = {
            same: self._analyse(article, sentence, same.language, estimated)
            for (same, sentence), estimated in zip(places.items(), best, strict=True)
        }
        return tuple(map(moved, (checked[same] for same in translated), article.sentences))

    def _recall_all(self, article: Article) -> list[Translation] | None:
        """Return the translations of an article's sentences, if the memory has them all."""
        texts = ((language, sentence.source) for language, sentence in article.in_languages())
        return self.translator.remembered(texts) if self._analyses else None

    def _recall_brief(self, article: Article, translations: Sequence[Translation]) -> Brief | None:
        """Return the brief of an article with these translations, if its analysis is stored."""
        budget = self.settings.summary
        recalled = self._analyses.recall(article, translations, budget) if self._analyses else None
        if recalled is None:
            return None
        sentences, summary = recalled
        return Brief(article.with_sentences(sentences), summary, self.translator.engine_info(article.language), budget)

    def _skip_empty(self, waiting: deque[Article]) -> Iterator[Brief]:
        """Yield the briefs of articles without any sentence, such as a row of stars."""
        while waiting and not waiting[0].sentences:
            brief = self.finish(waiting[0], ())
            waiting.popleft()
            yield brief

    def brief(self, article: Article) -> Brief:
        """Return the brief of one article; raises PackMissing if there is no pack for its language."""
        prepared = article if article.language else self.prepare(article)
        if missing := self.missing(prepared):
            raise missing.reason
        return next(self.briefs([prepared]))

    def hypotheses(self, article: Article, sentence: Sentence, count: int = 5) -> list[Sentence]:
        """Return up to `count` different translations of a sentence of a prepared article, the likeliest first.

        Each is checked like any other. Takes as long as translating the sentence again; empty if there is no engine.
        """
        language = article.paragraph_of(sentence).language
        translations = self.translator.hypotheses(language, sentence.source, count)
        translated = [TranslatedSentence(language, sentence.source, translation) for translation in translations]
        opinions = self._opinions.estimates(translated)
        # Post-edits and repaired names may make two of them equal.
        by_text: dict[str | None, Sentence] = {}
        for estimated in zip(translations, opinions, strict=True):
            checked = self._analyse(article, sentence, language, estimated)
            by_text.setdefault(checked.translation, checked)
        return list(by_text.values())

    def align(self, article: Article, sentence: Sentence) -> Alignment | None:
        """Return which source words each word of a sentence's translation came from; None if it is unknown."""
        if not sentence.translation or sentence.origin == "source":
            return None
        return self.translator.align(article.paragraph_of(sentence).language, sentence.source, sentence.translation)

    def correct(
        self, article: Article, sentence: Sentence, text: str | None, *, alternative: bool = False
    ) -> tuple[Sentence, str | None]:
        """Replace the model's translation by a person's, also in the memory; with None, remove the person's.

        `alternative` means that the person chose it among the model's alternatives instead of writing it. Returns the
        new sentence, and the person's translation before, with which another call undoes this. Raises InputError for
        an empty text, OutputError if it cannot be stored.
        """
        language = article.paragraph_of(sentence).language
        before = self.translator.correct(language, sentence.source, text, alternative=alternative)
        [translation] = self.translator.translate([(language, sentence.source)])
        [best] = self._opinions.best_translations([TranslatedSentence(language, sentence.source, translation)])
        return self._analyse(article, sentence, language, best), before

    def missing(self, article: Article) -> Missing | None:
        """Return what is missing to translate a prepared article, if its language has no pack."""
        route = self.translator.route(article.language.code) if article.language else None
        return route if isinstance(route, Missing) else None

    def _analyse(
        self, article: Article, sentence: Sentence, language: str, estimated: tuple[Translation, QualityEstimate | None]
    ) -> Sentence:
        translation, opinion = estimated
        route = self.translator.route(language)
        return analyse(article, sentence, language, translation, route, self.settings.translation.target, opinion)
