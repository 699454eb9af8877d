"""A second opinion: the translating model and the one of the other direction say how likely they find a translation."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

from core.checks.doubt import Doubt, at_first_sight, doubt, doubt_of_reverse
from core.errors import PackMissing
from core.packs import Pack
from core.settings import CheckSettings, TranslationSettings
from core.translation import Route, Translation, Translator
from core.translation.engines import Ability, Engine
from core.translation.preprocessing import prepare
from core.translation.routes import engine_of

if TYPE_CHECKING:
    from core.memory.store import Memory

_GATE: Final = -0.4
"""Log-odds, from the score and the length alone, below which no model is asked again. Above it lie a fifth of the words
of an encyclopaedia and half of those of clumsy news, and nearly all misleading sentences that the models can tell."""
_SECOND_GATE: Final = 0.45
"""Log-odds, with what the translating model says of its words, below which the other one is not asked: it would find
few that the first has not found. A pass through either model takes four tenths of the time of translating."""
_SURE: Final = 1.5
"""Log-odds above which it is not asked either: nothing that it says would take the flag away."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-", "…": "..."})
_VERSION = "4"
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
        sure: float = _SURE,
    ) -> None:
        """`sure` are the log-odds above which the other model is not asked."""
        self._settings = settings
        self._mode = checks.second_opinion
        self._translator = translator
        self._find = find
        self._memory = memory
        self._sure = sure
        self._reverse: dict[str, Engine | None] = {}

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

    def on(self, sentences: Sequence[Asked], cancelled: Callable[[], bool] = lambda: False) -> list[Doubt | None]:
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
            if odds > _GATE and self._forward(one.language):
                waiting.setdefault(one.language, []).append(place)
        for language, places in waiting.items():
            for place, opinion in zip(
                places, self._ask(language, [sentences[at] for at in places], cancelled), strict=True
            ):
                found[place] = opinion or found[place]
        return found

    def _ask(self, language: str, asked: Sequence[Asked], cancelled: Callable[[], bool]) -> list[Doubt | None]:
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

    def _scored(
        self, language: str, pairs: Sequence[tuple[str, str]], cancelled: Callable[[], bool]
    ) -> list[Doubt | None]:
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
        again = [place for place, one in enumerate(found) if one and _SECOND_GATE < one.log_odds < self._sure]
        back = reverse.score([(pairs[at][1], pairs[at][0]) for at in again], cancelled, forward)
        for place, other in zip(again, back, strict=True):
            if (one := given[place]) and other:
                found[place] = doubt(one, other, pairs[place][0], language)
        return found

    def _recalled(self, key: bytes) -> Doubt | None:
        value = self._memory.finding(key) if self._memory else None
        if value is None:
            return None
        odds, weak, faint, without_trace, both, misspelt = json.loads(value)
        return Doubt(odds, tuple(weak), tuple(faint), tuple(without_trace), both, tuple(misspelt))

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
