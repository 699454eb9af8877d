"""Analysis of a translated sentence: repaired names, flags and confidence; and the cache of these."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from core import checks, fingerprint
from core.article import UNKNOWN, Article, Flag, Sentence
from core.checks import check, confidence
from core.checks.quality_estimation import QualityEstimate, estimate_flags, log_odds_from_score
from core.checks.second_opinion import SecondOpinion
from core.lang import language_name
from core.messages import Message, fields, from_fields, term
from core.settings import Settings, SummarySettings
from core.summary import Keyword, Parts, Reason, Summary
from core.summary.boilerplate import is_boilerplate
from core.translation import Missing, Route, Translation, Translator
from core.translation.terminology.names import repair_names

if TYPE_CHECKING:
    from core.memory.store import Memory

_FACTUAL = frozenset(("number", "date", "name", "negation"))
"""Kinds of flags that also apply to a person's translation."""


def analyse(
    article: Article,
    sentence: Sentence,
    language: str,
    translation: Translation,
    route: Route | Missing | None,
    target: str,
    opinion: QualityEstimate | None = None,
) -> Sentence:
    """Return a sentence of an article with its translation, flags and confidence.

    `language` is that of the sentence; `route` leads to `target`, and a missing one is a flag. `opinion` is the second
    opinion of the models, if there is one.
    """
    text, flags = translation.text, translation.doubts
    if isinstance(route, Missing):
        detail = Message("{language}: {problem}", language=term(language_name(language)), problem=route.reason.problem)
        flags = (Flag("untranslated", detail),)
    elif language == UNKNOWN:
        flags = (Flag("untranslated", Message("the language could not be told")),)
    elif translation.origin in ("model", "glossary"):
        text, _ = repair_names(sentence.source, text, language, article.text, target)
        raised = check(
            sentence.source, text, language, target, score=translation.score, truncated=translation.truncated
        )
        if opinion:
            raised = (*raised, *estimate_flags(opinion))
        known = {flag.kind for flag in raised}
        flags = (*raised, *(flag for flag in flags if flag.kind not in known))
    elif translation.origin == "memory":
        flags = conflicts(sentence.source, text, language, target)
    sentence_confidence = None
    if translation.score is not None:
        odds = opinion.log_odds if opinion else log_odds_from_score(translation.score, text)
        sentence_confidence = round(confidence(flags, odds), 2)
    return with_analysis(sentence, translation, text, flags, sentence_confidence)


def load_tables(article: Article, target: str) -> None:
    """Load what checks and summaries look words up in, by use on the first sentence of a prepared article."""
    for language, sentence in islice(article.in_languages(), 1):
        checks.load_tables(sentence.source, language, target)
        is_boilerplate(sentence.source)


def conflicts(source: str, translation: str, language: str, target: str) -> tuple[Flag, ...]:
    """Return flags where a person's translation differs from its source: numbers, dates, names, negation."""
    flags = check(source, translation, language, target, score=None, truncated=False)
    return tuple(flag for flag in flags if flag.kind in _FACTUAL)


def with_analysis(
    sentence: Sentence, translation: Translation, text: str, flags: tuple[Flag, ...], confidence: float | None
) -> Sentence:
    """Return a sentence with its translation and the results of an analysis."""
    return replace(
        sentence,
        translation=text,
        score=None if translation.score is None else round(translation.score, 4),
        origin=translation.origin,
        flags=flags,
        confidence=confidence,
        alternative=translation.alternative,
    )


def moved(checked: Sentence, sentence: Sentence) -> Sentence:
    """Return a checked sentence at the place of another with the same text, whose results are the same."""
    return replace(checked, id=sentence.id, start=sentence.start, end=sentence.end)


_logger = logging.getLogger(__name__)


class AnalysisCache:
    """Stores analyses (flags, confidence, summary) of articles in the translation memory's file.

    Articles in a language without a pack are not stored, for the pack may be installed later.
    """

    def __init__(self, memory: "Memory", translator: Translator, opinions: SecondOpinion, settings: Settings) -> None:
        self._memory, self._translator, self._opinions = memory, translator, opinions
        self._target = settings.translation.target

    def recall(
        self, article: Article, translations: Sequence[Translation], how: SummarySettings
    ) -> tuple[tuple[Sentence, ...], Summary] | None:
        """Return a prepared article's analysed sentences and its summary, if they are stored; else None."""
        key = self._key(article, translations, how)
        value = self._memory.finding(key) if key else None
        _logger.debug("%s: %s", article.source.path, "findings are new" if value is None else "findings are remembered")
        return None if value is None else _from_json(value, article.sentences, translations)

    def keep(
        self,
        article: Article,
        translations: Sequence[Translation],
        how: SummarySettings,
        sentences: Sequence[Sentence],
        summary: Summary,
    ) -> None:
        """Store an article's analysed sentences and its summary."""
        if key := self._key(article, translations, how):
            self._memory.keep_finding(key, _to_json(sentences, translations, summary))

    def _key(self, article: Article, translations: Sequence[Translation], how: SummarySettings) -> bytes | None:
        """Return the key of an article's analysis; None if a pack is missing."""
        languages = {language for language, _ in article.in_languages()}
        if any(isinstance(self._translator.route(language), Missing) for language in languages):
            return None
        shape = [
            (paragraph.kind, paragraph.language, paragraph.start, paragraph.end, len(paragraph.sentences))
            for paragraph in article.paragraphs
        ]
        spans = [(sentence.start, sentence.end) for sentence in article.sentences]
        texts = [
            (translation.text, translation.score, translation.origin, translation.truncated, translation.doubts)
            for translation in translations
        ]
        opinions = self._opinions.key(languages)
        return fingerprint.of_analysis(
            (self._target, how, opinions, article.language, article.text, shape, spans, texts)
        )


def _to_json(sentences: Sequence[Sentence], translations: Sequence[Translation], summary: Summary) -> str:
    """Return as JSON what differs from the translations, and the summary."""
    rows = [
        [
            None if sentence.translation == translation.text else sentence.translation,
            None if sentence.translation == translation.text else sentence.score,
            sentence.confidence,
            *([flag.kind, flag.detail, *fields(flag.detail).values()] for flag in sentence.flags),
        ]
        for sentence, translation in zip(sentences, translations, strict=True)
    ]
    return json.dumps([rows, asdict(summary)], separators=(",", ":"))


def _from_json(
    value: str, sentences: Sequence[Sentence], translations: Sequence[Translation]
) -> tuple[tuple[Sentence, ...], Summary]:
    rows, summary = json.loads(value)
    return tuple(_sentences(rows, sentences, translations)), _summary(**summary)


def _sentences(
    rows: Sequence[Any], sentences: Sequence[Sentence], translations: Sequence[Translation]
) -> Iterator[Sentence]:
    for (text, score, sentence_confidence, *flags), sentence, translation in zip(
        rows, sentences, translations, strict=True
    ):
        yield with_analysis(
            sentence,
            translation if text is None else replace(translation, score=score),
            translation.text if text is None else text,
            tuple(Flag(kind, from_fields(detail, *kept)) for kind, detail, *kept in flags),
            sentence_confidence,
        )


def _summary(method: str, sentences: Any, reasons: Any, keywords: Any) -> Summary:
    return Summary(
        method,
        tuple(sentences),
        tuple(
            Reason(reason["sentence"], reason["score"], reason["parts"] and Parts(**reason["parts"]))
            for reason in reasons
        ),
        tuple(Keyword(**keyword) for keyword in keywords),
    )
