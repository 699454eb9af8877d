"""A second opinion: the translating model and the one of the other direction say how likely they find a translation."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

from core.checks.doubt import LIMIT, Doubt, at_first_sight, doubt, doubt_of_reverse
from core.errors import IsCancelled, PackMissing, never
from core.packs import Pack
from core.settings import CheckSettings, TranslationSettings
from core.translation import Route, Translation, Translator
from core.translation.engines import Ability, Engine
from core.translation.preprocessing import prepare
from core.translation.routes import engine_of

if TYPE_CHECKING:
    from core.memory.store import Memory

_GATE: Final = -0.3
"""Log-odds, from the score and the length alone, below which no model is asked again. Above it lie a fifth of the words
of an encyclopaedia and four tenths of those of clumsy news, and nearly all misleading sentences that the models can
tell. A pass through either model takes nearly half of the time of translating."""
_GATE_ALONE: Final = 0.2
"""The same without the other model's pack: a twentieth, and a fifth. Who installs it asks for more."""
_PLAIN: Final = 0.9
"""Log-odds, with what the translating model says of its words, above which the other model is not asked which words of
the source are lost: the English ones that are named tell enough."""
_OTHERS: Final = 4
"""Hypotheses that are compared where the chosen one lost words of the source."""
_GAIN: Final = 5.0
"""Log-probability by which the source must be likelier, given another hypothesis, for that to be taken."""
_WORSE: Final = 0.5
"""Log-odds by which that may be more doubtful to the translating model."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-", "…": "..."})
_VERSION = "7"
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
        """Return what is to be doubted in each sentence; None where no model translated it or none can be asked.

        Raises Cancelled when `cancelled` says so, and PackMissing for a pack that turns out to be damaged.
        """
        found: list[Doubt | None] = [None] * len(sentences)
        waiting: dict[str, list[int]] = {}
        for place, one in enumerate(sentences):
            if one.made.origin not in ("model", "glossary"):
                continue
            if one.made.score is None:
                if self._alone(one.language):
                    waiting.setdefault(one.language, []).append(place)
                continue
            odds = at_first_sight(one.made.score, one.made.text)
            found[place] = Doubt(odds)
            if odds > self._gate(one.language) and self._forward(one.language):
                waiting.setdefault(one.language, []).append(place)
        for language, places in waiting.items():
            for place, opinion in zip(
                places, self._ask(language, [sentences[at] for at in places], cancelled), strict=True
            ):
                found[place] = opinion or found[place]
        return found

    def settled(
        self, sentences: Sequence[Asked], cancelled: IsCancelled = never
    ) -> list[tuple[Translation, Doubt | None]]:
        """Return each sentence's translation, and what is to be doubted in it.

        Where the chosen one lost words of the source and another hypothesis did not, that one is taken. Raises as `on`.
        """
        found = self.on(sentences, cancelled)
        return [
            (doubt_ and self._better(one, doubt_, cancelled)) or (one.made, doubt_)
            for one, doubt_ in zip(sentences, found, strict=True)
        ]

    def _better(self, one: Asked, doubted: Doubt, cancelled: IsCancelled) -> tuple[Translation, Doubt] | None:
        forward, reverse = self._forward(one.language), self._other_way(one.language)
        if not (doubted.without_trace and one.made.origin == "model" and forward and reverse):
            return None
        found = self._translator.hypotheses(one.language, one.source, _OTHERS)
        others = [other for other in found if other.text != one.made.text and not other.truncated]
        ours = prepare(one.source, one.language).text
        english = [_straight(made.text) for made in (one.made, *others)]
        before, *back = reverse.score([(text, ours) for text in english], cancelled, forward)
        given = forward.score([(ours, text) for text in english[1:]], cancelled, reverse)
        for other, said, traced in zip(others, given, back, strict=True):
            if not (before and said and traced) or traced.total < before.total + _GAIN:
                continue
            found_ = doubt(said, traced, ours, one.language)
            if not found_.without_trace and found_.log_odds <= doubted.log_odds + _WORSE:
                return other, found_.within(one.source)
        return None

    def _gate(self, language: str) -> float:
        return _GATE if self._other_way(language) else _GATE_ALONE

    def _ask(self, language: str, asked: Sequence[Asked], cancelled: IsCancelled) -> list[Doubt | None]:
        prefix = self.fingerprint(language)
        keys = [_key(prefix, one) for one in asked]
        found = [self._recalled(key) for key in keys]
        new = [place for place, doubt_ in enumerate(found) if doubt_ is None]
        pairs = [(prepare(one.source, language).text, _straight(one.made.text)) for one in asked]
        for place, opinion in zip(new, self._scored(language, [pairs[at] for at in new], cancelled), strict=True):
            if opinion is None:
                continue
            found[place] = named = opinion.within(asked[place].source)
            if self._memory:
                self._memory.keep_finding(keys[place], json.dumps(astuple(named)))
        return found

    def _scored(self, language: str, pairs: Sequence[tuple[str, str]], cancelled: IsCancelled) -> list[Doubt | None]:
        forward, reverse = self._forward(language), self._other_way(language)
        if forward is None and reverse and self._alone(language):
            given = reverse.score([(english, ours) for ours, english in pairs], cancelled)
            return [
                doubt_of_reverse(one, english, language) if one else None
                for one, (_, english) in zip(given, pairs, strict=True)
            ]
        if forward is None or not pairs:
            return [None] * len(pairs)
        given = forward.score(pairs, cancelled, reverse)
        found = [doubt(one, None, ours, language) if one else None for one, (ours, _) in zip(given, pairs, strict=True)]
        if reverse is None:
            return found
        again = [place for place, one in enumerate(found) if one and LIMIT < one.log_odds < self._plain]
        back = reverse.score([(pairs[at][1], pairs[at][0]) for at in again], cancelled, forward)
        for place, other in zip(again, back, strict=True):
            if (one := given[place]) and other:
                found[place] = doubt(one, other, pairs[place][0], language)
        return found

    def _recalled(self, key: bytes) -> Doubt | None:
        value = self._memory.finding(key) if self._memory else None
        if value is None:
            return None
        odds, *words = json.loads(value)
        return Doubt(odds, *map(tuple, words))

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


def _key(prefix: str, one: Asked) -> bytes:
    digest = hashlib.blake2b(prefix.encode(), digest_size=16)
    digest.update(repr((one.language, one.source, one.made.text)).encode("utf-8", "surrogatepass"))
    return digest.digest()
