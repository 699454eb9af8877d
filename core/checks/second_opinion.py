"""A second opinion: doubtful translations are scored again, by their own model and by that of the other direction."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

from core.checks.quality_estimation import (
    LIMIT_ALONE,
    UNRENDERED,
    QualityEstimate,
    estimate,
    estimate_from_reverse,
    has_unrendered,
    log_odds_from_score,
)
from core.errors import IsCancelled, PackMissing, never
from core.packs import Pack
from core.settings import CheckSettings, TranslationSettings
from core.translation import Route, Translation, Translator
from core.translation.engines import Ability, Engine
from core.translation.preprocessing import prepare
from core.translation.routes import engine_of

if TYPE_CHECKING:
    from core.memory.store import Memory

_GATE: Final = 0.4
"""Log-odds of misleading, from what is known without a model, below which none is asked again. A pass through either
model takes more than half as long as translating, where the processor is what limits it. Of 1,824 sentences of news,
encyclopaedia and wires, those above it have 18 % of the words and 69 % of the flags that asking for all would give."""
_REVERSE_GATE: Final = 0.2
"""Log-odds, with the translating model's scores of the words, above which the reverse model is asked too."""
_CERTAIN: Final = LIMIT_ALONE
"""The same, above which the reverse model is not asked: the sentence is flagged anyway, with doubtful English words."""
_HYPOTHESES: Final = 4
"""Number of hypotheses that are compared if the chosen one lost words of the source."""
_GAIN: Final = 5.0
"""Minimum gain in the log-probability of the source, given another hypothesis, for that to replace the chosen one."""
_WORSE: Final = 0.5
"""Maximum increase in log-odds of misleading that such a hypothesis may have."""
_ASCII_PUNCTUATION = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-", "…": "..."})
_VERSION = "17"
"""Raise it when the same models would give another opinion."""

FindPack = Callable[[str, str], Pack | None]
"""Returns an installed pack for a source and a target language, or None."""


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """A sentence with its translation, to be scored."""

    language: str
    source: str
    translation: Translation


class SecondOpinion:
    """Scores translations again; make one per process. Results are stored in the translation memory, if it is used."""

    def __init__(
        self,
        settings: TranslationSettings,
        checks: CheckSettings,
        translator: Translator,
        find: FindPack,
        memory: "Memory | None" = None,
        plain: float = _CERTAIN,
    ) -> None:
        """`plain` is the log-odds above which the reverse model is not asked."""
        self._settings = settings
        self._mode = checks.second_opinion
        self._translator = translator
        self._find = find
        self._memory = memory
        self._plain = plain
        self._reverse: dict[str, Engine | None] = {}

    def forget_missing(self) -> None:
        """Look again for packs that were missing or were removed since, when they are needed next."""
        self._reverse = {
            language: engine
            for language, engine in self._reverse.items()
            if engine and (engine.pack is None or engine.pack.path.exists())
        }

    def key(self, languages: Iterable[str]) -> str:
        """Return what determines the opinions on sentences in these languages."""
        return " ".join(f"{language}={self.fingerprint(language)}" for language in sorted(languages))

    def fingerprint(self, language: str) -> str:
        """Return what determines the opinions on sentences in a language; empty if there are none."""
        if (forward := self._forward_engine(language)) is None:
            alone = self._reverse_only(language)
            return f"{_VERSION}/alone/{alone.fingerprint}" if alone else ""
        reverse = self._reverse_engine(language)
        return f"{_VERSION}/{forward.fingerprint}/{reverse.digest if reverse else ''}"

    def estimates(
        self, sentences: Sequence[TranslatedSentence], cancelled: IsCancelled = never
    ) -> list[QualityEstimate | None]:
        """Return an estimate for each sentence; None if no model translated it or none can be asked.

        Raises Cancelled when `cancelled` says so, and PackMissing for a pack that turns out to be damaged.
        """
        opinions: list[QualityEstimate | None] = [None] * len(sentences)
        waiting: dict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(sentences):
            if sentence.translation.origin not in ("model", "glossary"):
                continue
            if sentence.translation.score is None:
                if self._reverse_only(sentence.language):
                    waiting[sentence.language].append(place)
                continue
            opinions[place] = QualityEstimate(
                log_odds_from_score(sentence.translation.score, sentence.translation.text)
            )
            if self._worth_asking(sentence):
                waiting[sentence.language].append(place)
        for language, places in waiting.items():
            asked = self._ask(language, [sentences[place] for place in places], cancelled)
            for place, opinion in zip(places, asked, strict=True):
                opinions[place] = opinion or opinions[place]
        return opinions

    def _worth_asking(self, sentence: TranslatedSentence) -> bool:
        """Whether a translation may mislead: its score is low, or a word has none of its right translations."""
        language, translation = sentence.language, sentence.translation
        if translation.score is None or self._forward_engine(language) is None:
            return False
        missing = _GATE - log_odds_from_score(translation.score, translation.text)
        return missing < 0 or (missing < UNRENDERED and has_unrendered(sentence.source, translation.text, language))

    def best_translations(
        self, sentences: Sequence[TranslatedSentence], cancelled: IsCancelled = never
    ) -> list[tuple[Translation, QualityEstimate | None]]:
        """Return the best translation of each sentence, and its estimate.

        If the given translation lost words of the source and another hypothesis did not, the other one is returned.
        Raises as `estimates` does.
        """
        return [
            (opinion and self._better(sentence, opinion, cancelled)) or (sentence.translation, opinion)
            for sentence, opinion in zip(sentences, self.estimates(sentences, cancelled), strict=True)
        ]

    def _better(
        self, sentence: TranslatedSentence, opinion: QualityEstimate, cancelled: IsCancelled
    ) -> tuple[Translation, QualityEstimate] | None:
        """Return the first other hypothesis that is clearly better, and its estimate; None if there is none."""
        language, chosen = sentence.language, sentence.translation
        forward, reverse = self._forward_engine(language), self._reverse_engine(language)
        named = opinion.log_odds > opinion.limit and opinion.without_trace
        if not (named and chosen.origin == "model" and forward and reverse):
            return None
        hypotheses = self._translator.hypotheses(language, sentence.source, _HYPOTHESES)
        others = [other for other in hypotheses if other.text != chosen.text and not other.truncated]
        source = _model_input(sentence.source, language)
        english = [_ascii_punctuation(translation.text) for translation in (chosen, *others)]
        chosen_reverse, *reverse_scores = reverse.score([(text, source) for text in english], cancelled, forward)
        forward_scores = forward.score([(source, text) for text in english[1:]], cancelled, reverse)
        for other, forward_score, reverse_score in zip(others, forward_scores, reverse_scores, strict=True):
            if (
                not (chosen_reverse and forward_score and reverse_score)
                or reverse_score.total < chosen_reverse.total + _GAIN
            ):
                continue
            other_opinion = estimate(forward_score, reverse_score, source, language)
            if not other_opinion.without_trace and other_opinion.log_odds <= opinion.log_odds + _WORSE:
                return other, other_opinion.within(sentence.source)
        return None

    def _ask(
        self, language: str, asked: Sequence[TranslatedSentence], cancelled: IsCancelled
    ) -> list[QualityEstimate | None]:
        """Return the estimates for sentences of one language, stored or new; None if no model can be asked."""
        prefix = self.fingerprint(language)
        keys = [_key(prefix, sentence) for sentence in asked]
        opinions = [self._recalled(key) for key in keys]
        new = [place for place, opinion in enumerate(opinions) if opinion is None]
        pairs = [
            (_model_input(asked[place].source, language), _ascii_punctuation(asked[place].translation.text))
            for place in new
        ]
        for place, opinion in zip(new, self._scored(language, pairs, cancelled), strict=True):
            if opinion is None:
                continue
            opinions[place] = named = opinion.within(asked[place].source)
            if self._memory:
                self._memory.keep_finding(keys[place], json.dumps(astuple(named)))
        return opinions

    def _scored(
        self, language: str, pairs: Sequence[tuple[str, str]], cancelled: IsCancelled
    ) -> list[QualityEstimate | None]:
        """Let the models score pairs of a source and its translation, and return the estimates."""
        forward, reverse = self._forward_engine(language), self._reverse_engine(language)
        if forward is None and reverse and self._reverse_only(language):
            reverse_scores = reverse.score([(english, source) for source, english in pairs], cancelled)
            return [
                estimate_from_reverse(scores, english, language) if scores else None
                for scores, (_, english) in zip(reverse_scores, pairs, strict=True)
            ]
        if forward is None or not pairs:
            return [None] * len(pairs)
        forward_scores = forward.score(pairs, cancelled, reverse)
        opinions = [
            estimate(scores, None, source, language) if scores else None
            for scores, (source, _) in zip(forward_scores, pairs, strict=True)
        ]
        if reverse is None:
            return opinions
        doubted = [
            place
            for place, opinion in enumerate(opinions)
            if opinion and _REVERSE_GATE < opinion.log_odds < self._plain
        ]
        reverse_scores = reverse.score([(pairs[place][1], pairs[place][0]) for place in doubted], cancelled, forward)
        for place, reverse_score in zip(doubted, reverse_scores, strict=True):
            if (forward_score := forward_scores[place]) and reverse_score:
                opinions[place] = estimate(forward_score, reverse_score, pairs[place][0], language)
        return opinions

    def _recalled(self, key: bytes) -> QualityEstimate | None:
        value = self._memory.finding(key) if self._memory else None
        if value is None:
            return None
        odds, *words, limit = json.loads(value)
        weak, faint, without_trace, slips, unrendered = map(tuple, words)
        return QualityEstimate(odds, weak, faint, without_trace, slips, unrendered, limit)

    def _forward_engine(self, language: str) -> Engine | None:
        """Return the engine that translated a language, if it can be asked again."""
        engine = self._engine_of(language)
        return engine if engine and Ability.FORCED_SCORES in engine.abilities else None

    def _reverse_only(self, language: str) -> Engine | None:
        """Return the engine of the other direction, if that one gives scores and the translating engine does not."""
        engine = self._engine_of(language)
        return self._reverse_engine(language) if engine and Ability.FORCED_SCORES not in engine.abilities else None

    def _engine_of(self, language: str) -> Engine | None:
        if self._mode == "off" or self._settings.target != "en":
            return None
        route = self._translator.route(language)
        if not isinstance(route, Route) or len(route.hops) > 1:
            return None
        return route.hops[0]

    def _reverse_engine(self, language: str) -> Engine | None:
        """Return the engine for the other direction, if its pack is installed; it is looked up only once."""
        if language not in self._reverse:
            pack = self._find(self._settings.target, language)
            if pack is None and self._mode == "on":
                pair = f"{self._settings.target}-{language}"
                raise PackMissing(
                    pair, "checks.second_opinion is on and needs it; run: depeche packs install {pair}", pair=pair
                )
            reverse = engine_of(pack, self._settings, beam=1) if pack else None
            able = reverse is not None and Ability.FORCED_SCORES in reverse.abilities
            self._reverse[language] = reverse if able else None
        return self._reverse[language]


def _model_input(source: str, language: str) -> str:
    """Return what the model was given; empty if the translation is not what it wrote.

    The cells of a row of a table were translated one by one, and a headline in capitals was written in small letters:
    in capitals, all its words are unlikely.
    """
    prepared = prepare(source, language)
    return "" if prepared.cells or prepared.case == "capitals" else prepared.text


def _ascii_punctuation(text: str) -> str:
    """Return a translation with the ASCII punctuation that the models were trained on."""
    return " ".join(text.translate(_ASCII_PUNCTUATION).split())


def _key(prefix: str, sentence: TranslatedSentence) -> bytes:
    digest = hashlib.blake2b(prefix.encode(), digest_size=16)
    digest.update(
        repr((sentence.language, sentence.source, sentence.translation.text)).encode("utf-8", "surrogatepass")
    )
    return digest.digest()
