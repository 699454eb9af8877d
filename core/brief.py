"""From Article to Brief: the one place where the stages are put together."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from core import __version__
from core.analysis import analyse
from core.analysis_cache import AnalysisCache
from core.article import Article, Paragraph, Sentence
from core.checks.doubt import Doubt
from core.checks.second_opinion import Asked, SecondOpinion
from core.errors import DepecheError
from core.language import Detector, identify
from core.packs.store import PackStore
from core.segmentation import sentence_spans
from core.settings import Settings, SummarySettings
from core.summary import Summary, summarise
from core.translation import Alignment, Missing, ProvidePack, Route, Translation, Translator

if TYPE_CHECKING:
    from core.memory.store import Memory

_READING_WINDOW = 4
"""Sentences that a reader waits for at first: the first of them is on the screen a good half second after."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What translated an article, exactly enough to do it again."""

    pack: str | None
    """The pack's name; None where nothing was to translate, or nothing could."""
    pack_sha256: str | None
    beam: int
    pivot: str | None = None
    """The language between, where no direct pack stands."""
    version: str = __version__
    """Of this program."""
    target: str = "en"
    """The language it was translated to."""
    glossary: str | None = None
    """The SHA-256 of the glossary's terms, if there was one."""


@dataclass(frozen=True, slots=True)
class Brief:
    """An article read, translated and summarised: the value that exports write and the reader shows."""

    article: Article
    summary: Summary
    engine: EngineInfo
    budget: SummarySettings | None = None
    """How long the summary was to be; None where that is not known."""

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
        self, settings: Settings, provide: ProvidePack, warn: Callable[[str], None] = lambda _message: None
    ) -> None:
        """`warn` is told, in words, what goes wrong with the memory; the work goes on without it."""
        self.settings = settings
        self.detector = Detector(settings.places.languages)
        memory = _memory(settings, warn)
        self.translator = Translator(settings.translation, provide, memory)
        packs = PackStore(settings.places)
        self._opinions = SecondOpinion(settings.translation, settings.checks, self.translator, packs.find, memory)
        self._analyses = AnalysisCache(memory, settings.translation.target) if memory else None

    def prepare(self, article: Article) -> Article:
        """Name the languages and cut the sentences; no model is loaded for it."""
        return segment(identify(article, self.detector, self.settings.translation.source))

    def translate(self, article: Article, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Sentence]:
        """Give the sentences of a prepared article, translated, in reading order, as they come.

        Raises Cancelled when `cancelled` says so.
        """
        return (sentence for _, sentence in self.translate_many([article], cancelled))

    def translate_many(
        self, articles: Sequence[Article], cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[Article, Sentence]]:
        """Give the sentences of several prepared articles, translated as one stream, each with its article.

        Raises Cancelled when `cancelled` says so.
        """
        places = [
            (article, paragraph.language, sentence)
            for article in articles
            for paragraph in article.paragraphs
            for sentence in paragraph.sentences
        ]
        texts = ((language, sentence.source) for _, language, sentence in places)
        made = self.translator.translate(texts, cancelled, eager=_READING_WINDOW)
        for (article, language, sentence), translation in zip(places, made, strict=True):
            [opinion] = self._opinions.on([Asked(language, sentence.source, translation)], cancelled)
            yield article, self._judged(article, sentence, language, translation, opinion)

    def finish(self, article: Article, sentences: Iterable[Sentence], summary: SummarySettings | None = None) -> Brief:
        """Put the translated sentences into their article, and summarise it, as the settings say or `summary`."""
        article = _with(article, sentences)
        how = summary or self.settings.summary
        return Brief(article, self._summary(article, how), self._engine_info(article), how)

    def briefs(self, articles: Iterable[Article], cancelled: Callable[[], bool] = lambda: False) -> Iterator[Brief]:
        """Carry a stream of articles through, in order, sentences of many of them in one batch.

        Raises Cancelled when `cancelled` says so.
        """
        return self._carried(iter(articles), deque(), cancelled)

    def attempts(
        self, articles: Iterable[Article], cancelled: Callable[[], bool] = lambda: False
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
            except Exception:  # noqa: BLE001 - one by one, they show whose it was
                for article in waiting:
                    yield self._attempt(article, cancelled)
            else:
                return

    def _attempt(self, article: Article, cancelled: Callable[[], bool]) -> Brief | Exception:
        try:
            return next(self._carried(iter((article,)), deque(), cancelled))
        except DepecheError:
            raise
        except Exception as error:  # noqa: BLE001 - it is the caller's to tell
            return error

    def _carried(
        self, articles: Iterator[Article], waiting: deque[Article], cancelled: Callable[[], bool]
    ) -> Iterator[Brief]:
        """Give the briefs of a stream of articles; those begun and not yet given stand in `waiting`."""

        def sentences() -> Iterator[tuple[str, str]]:
            for article in articles:
                waiting.append(article)
                waiting[-1] = prepared = article if article.language else self.prepare(article)
                for paragraph in prepared.paragraphs:
                    for sentence in paragraph.sentences:
                        yield paragraph.language, sentence.source

        done: list[Translation] = []
        for translation in self.translator.translate(sentences(), cancelled):
            yield from self._without_sentences(waiting)
            done.append(translation)
            if len(done) == len(waiting[0].sentences):
                brief = self._found(waiting[0], done, cancelled)
                waiting.popleft()
                yield brief
                done = []
        yield from self._without_sentences(waiting)

    def _found(self, article: Article, translations: Sequence[Translation], cancelled: Callable[[], bool]) -> Brief:
        """Judge and summarise a translated article, unless the memory has what came of that."""
        how = self.settings.summary
        languages = [paragraph.language for paragraph in article.paragraphs for _ in paragraph.sentences]

        def find() -> tuple[tuple[Sentence, ...], Summary]:
            asked = [
                Asked(language, sentence.source, made)
                for language, sentence, made in zip(languages, article.sentences, translations, strict=True)
            ]
            opinions = self._opinions.on(asked, cancelled)
            judged = tuple(map(partial(self._judged, article), article.sentences, languages, translations, opinions))
            return judged, self._summary(_with(article, judged), how)

        # What a missing pack leaves undone is not worth remembering.
        if self._analyses is None or any(isinstance(self.translator.route(one), Missing) for one in {*languages}):
            sentences, summary = find()
        else:
            sentences, summary = self._analyses.of(article, translations, how, find, self._opinions.key({*languages}))
        return Brief(_with(article, sentences), summary, self._engine_info(article), how)

    def _without_sentences(self, waiting: deque[Article]) -> Iterator[Brief]:
        """Give the briefs of articles that hold nothing to translate, such as a row of stars."""
        while waiting and not waiting[0].sentences:
            brief = self.finish(waiting[0], ())
            waiting.popleft()
            yield brief

    def brief(self, article: Article) -> Brief:
        """Carry one article through the whole line."""
        return next(self.briefs([article]))

    def hypotheses(self, article: Article, sentence: Sentence, count: int = 5) -> list[Sentence]:
        """Return up to `count` different translations of a sentence of a prepared article, the likeliest first.

        Each is checked like any other. Takes as long as translating the sentence anew; empty where nothing can.
        """
        language = article.paragraph_of(sentence).language
        made = self.translator.hypotheses(language, sentence.source, count)
        opinions = self._opinions.on([Asked(language, sentence.source, one) for one in made])
        checked = (
            self._judged(article, sentence, language, one, opinion) for one, opinion in zip(made, opinions, strict=True)
        )
        # What is mended and put right may make two of them one.
        found: dict[str | None, Sentence] = {}
        for one in checked:
            found.setdefault(one.translation, one)
        return list(found.values())

    def align(self, article: Article, sentence: Sentence) -> Alignment | None:
        """Return which source words each word of a sentence's translation came from; None where it cannot be told."""
        if not sentence.translation or sentence.origin == "source":
            return None
        language = article.paragraph_of(sentence).language
        return self.translator.align(language, sentence.source, sentence.translation)

    def correct(self, article: Article, sentence: Sentence, text: str | None) -> tuple[Sentence, str | None]:
        """Put a person's translation in place of the model's, here and in the memory; with None, take it back.

        Returns the sentence as it now is, and the person's translation before, which given again undoes this.
        Raises InputError for an empty text, OutputError where it cannot be remembered.
        """
        language = article.paragraph_of(sentence).language
        before = self.translator.correct(language, sentence.source, text)
        [made] = self.translator.translate([(language, sentence.source)])
        [opinion] = self._opinions.on([Asked(language, sentence.source, made)])
        return self._judged(article, sentence, language, made, opinion), before

    def missing(self, article: Article) -> Missing | None:
        """Return what is missing to translate a prepared article, if its language has no pack."""
        route = self.translator.route(article.language.code) if article.language else None
        return route if isinstance(route, Missing) else None

    def _judged(
        self, article: Article, sentence: Sentence, language: str, made: Translation, opinion: Doubt | None
    ) -> Sentence:
        route = self.translator.route(language)
        return analyse(article, sentence, language, made, route, self.settings.translation.target, opinion)

    def _summary(self, article: Article, how: SummarySettings) -> Summary:
        return summarise(article, how, target=self.settings.translation.target)

    def _engine_info(self, article: Article) -> EngineInfo:
        route = self.translator.route(article.language.code) if article.language else None
        asked = self.settings.translation
        if not isinstance(route, Route):
            return EngineInfo(None, None, asked.beam, target=asked.target)
        return EngineInfo(
            route.pack,
            route.digest,
            asked.beam,
            route.pivot,
            target=asked.target,
            glossary=self.translator.glossary_digest,
        )


def _with(article: Article, sentences: Iterable[Sentence]) -> Article:
    """Put sentences in the place of an article's own, one for one."""
    stream = iter(sentences)
    return replace(
        article,
        paragraphs=tuple(
            replace(paragraph, sentences=tuple(next(stream) for _ in paragraph.sentences))
            for paragraph in article.paragraphs
        ),
    )


def _memory(settings: Settings, warn: Callable[[str], None]) -> "Memory | None":
    if not settings.translation.memory:
        return None
    from core.memory.store import Memory

    return Memory(settings.places.memory, warn=warn)


def segment(article: Article) -> Article:
    """Cut each paragraph of an article into sentences, numbered through."""
    paragraphs, number = [], 0
    for paragraph in article.paragraphs:
        text = article.text[paragraph.start : paragraph.end]
        sentences = []
        for start, end in sentence_spans(text, paragraph.language):
            number += 1
            place = paragraph.start + start
            sentences.append(Sentence(f"s{number}", place, paragraph.start + end, text[start:end]))
        paragraphs.append(replace(paragraph, sentences=tuple(sentences)))
    return replace(article, paragraphs=tuple(paragraphs))
