"""A second opinion: the translating model and the one of the other direction say how likely they find a translation."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

from core.checks.doubt import LIMIT, LIMIT_ALONE, Doubt, at_first_sight, doubt, doubt_of_reverse
from core.errors import IsCancelled, PackMissing, never
from core.packs import Pack
from core.settings import CheckSettings, TranslationSettings
from core.translation import Route, Translation, Translator
from core.translation.engines import Ability, Engine
from core.translation.preprocessing import prepare
from core.translation.routes import engine_of

if TYPE_CHECKING:
    from core.memory.store import Memory

_GATE: Final = 0.2
"""Log-odds, from the score and the length alone, below which no model is asked again. Above it lies a third of the
words of news, and nearly all misleading sentences that the models can tell. A pass through either model takes nearly
half of the time of translating."""
_ASKED_BACK: Final = 0.2
"""Log-odds, with what the translating model says of its words, from which the other model is asked too."""
_PLAIN: Final = LIMIT_ALONE
"""Log-odds, with what the translating model says of its words, above which the other model is not asked which words of
the source are lost: the English ones that are named tell enough."""
_OTHERS: Final = 4
"""Hypotheses that are compared where the chosen one lost words of the source."""
_GAIN: Final = 5.0
"""Log-probability by which the source must be likelier, given another hypothesis, for that to be taken."""
_WORSE: Final = 0.5
"""Log-odds by which that may be more doubtful to the translating model."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-", "…": "..."})
_VERSION = "11"
"""Goes up when the same models would give another opinion."""

FindPack = Callable[[str, str], Pack | None]
"""Give an installed pack for a source and a target language, or None."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence to give an opinion on."""

    language: str
    source: str
    made: Translation


class SecondOpinion:
    """Asks the models; one for a process. Opinions are kept in the memory, if there is one."""

    def __init__(
        self,
        settings: TranslationSettings,
        checks: CheckSettings,
        translator: Translator,
        find: FindPack,
        memory: "Memory | None" = None,
        plain: float = _PLAIN,
    ) -> None:
        """`plain` are the log-odds above which the other model is not asked."""
        self._settings = settings
        self._mode = checks.second_opinion
        self._translator = translator
        self._find = find
        self._memory = memory
        self._plain = plain
        self._reverse: dict[str, Engine | None] = {}

    def forget_missing(self) -> None:
        """Look again for packs that were not there."""
        self._reverse = {language: engine for language, engine in self._reverse.items() if engine}

    def key(self, languages: Iterable[str]) -> str:
        """Return what determines the opinions on sentences of some languages."""
        return " ".join(f"{language}={self.fingerprint(language)}" for language in sorted(languages))

    def fingerprint(self, language: str) -> str:
        """Return what determines the opinions on a language's sentences: the same, the same opinions."""
        if (forward := self._forward(language)) is None:
            alone = self._alone(language)
            return f"{_VERSION}/alone/{alone.fingerprint}" if alone else ""
        reverse = self._other_way(language)
        return f"{_VERSION}/{forward.fingerprint}/{reverse.digest if reverse else ''}"

    def on(self, sentences: Sequence[Asked], cancelled: IsCancelled = never) -> list[Doubt | None]:
        """Return what is to be doubted in each sentence; None if no model translated it or none can be asked.

        Raises Cancelled when `cancelled` says so, and PackMissing for a pack that turns out to be damaged.
        """
        opinions: list[Doubt | None] = [None] * len(sentences)
        waiting: dict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(sentences):
            if sentence.made.origin not in ("model", "glossary"):
                continue
            if sentence.made.score is None:
                if self._alone(sentence.language):
                    waiting[sentence.language].append(place)
                continue
            odds = at_first_sight(sentence.made.score, sentence.made.text)
            opinions[place] = Doubt(odds)
            if odds > _GATE and self._forward(sentence.language):
                waiting[sentence.language].append(place)
        for language, places in waiting.items():
            asked = self._ask(language, [sentences[place] for place in places], cancelled)
            for place, opinion in zip(places, asked, strict=True):
                opinions[place] = opinion or opinions[place]
        return opinions

    def settled(
        self, sentences: Sequence[Asked], cancelled: IsCancelled = never
    ) -> list[tuple[Translation, Doubt | None]]:
        """Return each sentence's translation, and what is to be doubted in it.

        Where the chosen one lost words of the source and another hypothesis did not, that one is taken. Raises as `on`.
        """
        return [
            (opinion and self._better(sentence, opinion, cancelled)) or (sentence.made, opinion)
            for sentence, opinion in zip(sentences, self.on(sentences, cancelled), strict=True)
        ]

    def _better(self, sentence: Asked, opinion: Doubt, cancelled: IsCancelled) -> tuple[Translation, Doubt] | None:
        """Return the first other hypothesis that is clearly better, and what is to be doubted in it; None for none."""
        language, made = sentence.language, sentence.made
        forward, reverse = self._forward(language), self._other_way(language)
        named = opinion.log_odds > LIMIT and opinion.without_trace
        if not (named and made.origin == "model" and forward and reverse):
            return None
        hypotheses = self._translator.hypotheses(language, sentence.source, _OTHERS)
        others = [other for other in hypotheses if other.text != made.text and not other.truncated]
        source = prepare(sentence.source, language).text
        english = [_straight(translation.text) for translation in (made, *others)]
        made_reverse, *reverse_scores = reverse.score([(text, source) for text in english], cancelled, forward)
        forward_scores = forward.score([(source, text) for text in english[1:]], cancelled, reverse)
        for other, there, back in zip(others, forward_scores, reverse_scores, strict=True):
            if not (made_reverse and there and back) or back.total < made_reverse.total + _GAIN:
                continue
            other_opinion = doubt(there, back, source, language)
            if not other_opinion.without_trace and other_opinion.log_odds <= opinion.log_odds + _WORSE:
                return other, other_opinion.within(sentence.source)
        return None

    def _ask(self, language: str, asked: Sequence[Asked], cancelled: IsCancelled) -> list[Doubt | None]:
        """Return the opinions on sentences of one language, remembered or new; None if no model can be asked."""
        prefix = self.fingerprint(language)
        keys = [_key(prefix, sentence) for sentence in asked]
        opinions = [self._recalled(key) for key in keys]
        new = [place for place, opinion in enumerate(opinions) if opinion is None]
        pairs = [(prepare(sentence.source, language).text, _straight(sentence.made.text)) for sentence in asked]
        for place, opinion in zip(new, self._scored(language, [pairs[at] for at in new], cancelled), strict=True):
            if opinion is None:
                continue
            opinions[place] = named = opinion.within(asked[place].source)
            if self._memory:
                self._memory.keep_finding(keys[place], json.dumps(astuple(named)))
        return opinions

    def _scored(self, language: str, pairs: Sequence[tuple[str, str]], cancelled: IsCancelled) -> list[Doubt | None]:
        """Let the models score pairs of a source and its translation, and return what is to be doubted in each."""
        forward, reverse = self._forward(language), self._other_way(language)
        if forward is None and reverse and self._alone(language):
            reverse_scores = reverse.score([(english, source) for source, english in pairs], cancelled)
            return [
                doubt_of_reverse(scores, english, language) if scores else None
                for scores, (_, english) in zip(reverse_scores, pairs, strict=True)
            ]
        if forward is None or not pairs:
            return [None] * len(pairs)
        forward_scores = forward.score(pairs, cancelled, reverse)
        opinions = [
            doubt(scores, None, source, language) if scores else None
            for scores, (source, _) in zip(forward_scores, pairs, strict=True)
        ]
        if reverse is None:
            return opinions
        doubted = [
            place for place, opinion in enumerate(opinions) if opinion and _ASKED_BACK < opinion.log_odds < self._plain
        ]
        reverse_scores = reverse.score([(pairs[place][1], pairs[place][0]) for place in doubted], cancelled, forward)
        for place, back in zip(doubted, reverse_scores, strict=True):
            if (there := forward_scores[place]) and back:
                opinions[place] = doubt(there, back, pairs[place][0], language)
        return opinions

    def _recalled(self, key: bytes) -> Doubt | None:
        value = self._memory.finding(key) if self._memory else None
        if value is None:
            return None
        odds, *words, limit = json.loads(value)
        weak, faint, without_trace, slips, unrendered = map(tuple, words)
        return Doubt(odds, weak, faint, without_trace, slips, unrendered, limit)

    def _forward(self, language: str) -> Engine | None:
        """Return the engine that translated a language, if it can be asked again."""
        engine = self._translating(language)
        return engine if engine and Ability.FORCED_SCORES in engine.abilities else None

    def _alone(self, language: str) -> Engine | None:
        """Return the engine of the other direction where the translating one gives no scores, and that one does."""
        engine = self._translating(language)
        return self._other_way(language) if engine and Ability.FORCED_SCORES not in engine.abilities else None

    def _translating(self, language: str) -> Engine | None:
        if self._mode == "off" or self._settings.target != "en":
            return None
        route = self._translator.route(language)
        if not isinstance(route, Route) or len(route.hops) > 1:
            return None
        return route.hops[0]

    def _other_way(self, language: str) -> Engine | None:
        """Return the engine for the other direction, if its pack is installed; looked for once."""
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


def _straight(text: str) -> str:
    """Write a translation with the marks that the models were trained on."""
    return " ".join(text.translate(_STRAIGHT).split())


def _key(prefix: str, sentence: Asked) -> bytes:
    digest = hashlib.blake2b(prefix.encode(), digest_size=16)
    digest.update(repr((sentence.language, sentence.source, sentence.made.text)).encode("utf-8", "surrogatepass"))
    return digest.digest()
