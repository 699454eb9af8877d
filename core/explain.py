"""Explains a translation: input and output of each model, repairs, and which check raised which flag.

The sentence runs through all stages again as in the pipeline, also through the models if the memory has its
translation. Nothing is stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.article import Article, Flag, Sentence
from core.brief import Briefer
from core.checks import flags_by_check
from core.errors import IsCancelled, never
from core.translation import Engine, Missing, Route, Translation
from core.translation.engines import Hypothesis, RetryOptions, Session
from core.translation.postprocess import postprocess_hypothesis, recalled
from core.translation.preprocessing import prepare, restore
from core.translation.routes import join_hops
from core.translation.terminology.names import repair_names


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call of a model: its input and output."""

    given: str
    said: str
    score: float | None
    """The mean log-probability a token; None from an engine that has none."""
    truncated: bool
    options: str = ""
    """The decoding options, if they are not the usual ones."""


@dataclass(frozen=True, slots=True)
class Step:
    """The work of one model: the only one, or one of two with English as pivot."""

    pair: tuple[str, str]
    engine: str
    """The pack's name."""
    digest: str
    fingerprint: str
    """The memory's key: it covers all that determines the translation of a text."""
    source: str
    rewrites: tuple[str, ...]
    """The ids of the rules that reworded the source for the model (`core/lang`)."""
    case: str
    """How truecasing changed the text: `as it is`, or how the capitals are restored."""
    hidden: tuple[str, ...]
    """Strings that were hidden from the model, or that must be in its output."""
    answers: tuple[ModelCall, ...]
    """The first output and those of retries; empty if there was no word to translate."""
    post_edits: tuple[str, ...]
    """The ids of the rules that changed its first output."""
    text: str
    """The resulting translation."""
    remembered: str
    """`new`; or what the memory has: `model` or `person`."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one sentence came about."""

    language: str
    sentence: Sentence
    """As a brief has it."""
    steps: tuple[Step, ...]
    """Empty if nothing needed translation, or there was no pack."""
    instead_of: str | None
    """The model's best hypothesis, if another was chosen because that one lost words of the source."""
    names: tuple[str, ...]
    """Names that were replaced by the target language's form, as `Moscou → Moscow`."""
    flags: tuple[tuple[Flag, str], ...]
    """Flags with their sources: a check of `core.checks`, `postprocess`, `second_opinion`, `pack` or `language`."""


def explain(briefer: Briefer, article: Article, sentence: Sentence) -> Explanation:
    """Explain a sentence of a prepared article; takes as long as translating it again."""
    language = article.paragraph_of(sentence).language
    target = briefer.settings.translation.target
    route = briefer.translator.route(language)
    hops = route.hops if isinstance(route, Route) else ()
    steps: list[Step] = []
    translation = Translation(sentence.source, None, "source")
    for engine in hops:
        step, this = _step(briefer, engine, translation.text, alone=len(hops) == 1)
        translation = join_hops(translation, this) if steps else this
        steps.append(step)
    [checked] = briefer.check(article.only({sentence.id}), [translation])
    names: tuple[str, ...] = ()
    instead_of = None
    if translation.origin in ("model", "glossary"):
        text, names = repair_names(sentence.source, translation.text, language, article.text, target)
        instead_of = None if checked.translation == text else text
    return Explanation(
        language,
        checked,
        tuple(steps),
        instead_of,
        names,
        tuple(_raised(checked, translation, language, target, "pack" if isinstance(route, Missing) else "language")),
    )


def _step(briefer: Briefer, engine: Engine, source: str, *, alone: bool) -> tuple[Step, Translation]:
    rewrites: list[str] = []
    post_edits: list[str] = []
    prepared = prepare(source, *engine.pair, applied=rewrites)
    recorder = _Recorder(engine)
    first = recorder.translate_one(prepared.text) if prepared.text else Hypothesis.untranslated(source)
    restore(prepared, first.text, post_edits)
    glossary = briefer.translator.glossary if alone else None
    translation = postprocess_hypothesis(source, engine.pair[0], prepared, first, recorder, glossary)
    known = briefer.translator.recall(engine, source)
    if known:
        translation = recalled(known)
    step = Step(
        engine.pair,
        engine.name,
        engine.digest,
        briefer.translator.key(engine),
        source,
        tuple(rewrites),
        prepared.case,
        (*(placeholder.original for placeholder in prepared.placeholders), *prepared.watched),
        tuple(recorder.answers),
        tuple(post_edits),
        translation.text,
        "new" if known is None else "person" if known.origin == "memory" else "model",
    )
    return step, translation


def _raised(
    sentence: Sentence, translation: Translation, language: str, target: str, else_: str
) -> Iterator[tuple[Flag, str]]:
    by_check: dict[Flag, str] = {}
    if translation.origin in ("model", "glossary"):
        found = flags_by_check(
            sentence.source,
            sentence.translation or "",
            language,
            target,
            score=translation.score,
            truncated=translation.truncated,
        )
        by_check = dict(found)
        else_ = "second_opinion"
    for flag in sentence.flags:
        yield flag, by_check.get(flag) or ("postprocess" if flag in translation.doubts else else_)


class _Recorder(Engine):
    """An engine that records its calls."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.abilities, self.pack = engine.abilities, engine.pack
        self.answers: list[ModelCall] = []

    @property
    def pair(self) -> tuple[str, str]:
        return self._engine.pair

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def digest(self) -> str:
        return self._engine.digest

    @property
    def fingerprint(self) -> str:
        return self._engine.fingerprint

    def open_session(self, *, eager: int = 0) -> Session:
        return self._engine.open_session(eager=eager)

    def translate_one(self, text: str, cancelled: IsCancelled = never) -> Hypothesis:
        return self._noted(text, self._engine.translate_one(text, cancelled))

    def retry(self, text: str, options: RetryOptions, cancelled: IsCancelled = never) -> Hypothesis | None:
        hypothesis = self._engine.retry(text, options, cancelled)
        settings = (
            f"beam {options.beam}, no repeated {options.no_repeat_ngram}-grams, penalty {options.repetition_penalty}"
        )
        return None if hypothesis is None else self._noted(text, hypothesis, settings)

    def _noted(self, text: str, hypothesis: Hypothesis, options: str = "") -> Hypothesis:
        self.answers.append(ModelCall(text, hypothesis.text, hypothesis.score, hypothesis.truncated, options))
        return hypothesis
