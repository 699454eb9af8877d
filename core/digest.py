"""Many briefs to one digest: a summary over all of them, each sentence with the wire it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.article import Sentence
from core.brief import Brief
from core.settings import SummarySettings
from core.summary import Reason
from core.summary.many import Pick, Wire, choose
from core.summary.summarise import candidates_of, doubtful, is_translated
from core.summary.tokens import knows

SENTENCES = 8
"""Of a digest whose length nobody said."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a digest."""

    wire: int
    """The place of its brief in the digest."""
    sentence: Sentence
    reason: Reason
    also: tuple[int, ...]
    """The places of other briefs that say the same."""


@dataclass(frozen=True, slots=True)
class Story:
    """What several wires tell together."""

    wires: tuple[int, ...]
    """The places of their briefs, in order."""
    told: tuple[Told, ...]
    """Wire by wire, in reading order; empty where the digest had no room for it."""


@dataclass(frozen=True, slots=True)
class Digest:
    """One summary over many wires: the value that exports write."""

    briefs: tuple[Brief, ...]
    """All that were read, in their order."""
    stories: tuple[Story, ...]
    """Those that most wires tell first; those without a sentence last."""
    budget: SummarySettings

    @property
    def told(self) -> tuple[Told, ...]:
        """All its sentences, in order."""
        return tuple(told for story in self.stories for told in story.told)


def digest(briefs: Sequence[Brief], settings: SummarySettings) -> Digest:
    """Sum up many briefs in one; the budget is that of the whole.

    Where all are in one language that is known, the sources are read, so that no translation bends the choice;
    wires of several languages can be held against each other by their translations alone.
    """
    language = _language(briefs)
    candidates = [candidates_of(brief.article) for brief in briefs]
    wires = [_wire(brief, own, translated=language is None) for brief, own in zip(briefs, candidates, strict=True)]
    target = briefs[0].engine.target if briefs else "und"
    found = choose(wires, language or target, settings)
    stories = tuple(Story(one.wires, tuple(_told(pick, candidates) for pick in one.picks)) for one in found)
    return Digest(tuple(briefs), stories, settings)


def _language(briefs: Sequence[Brief]) -> str | None:
    """Return the one language that all sources are to be read in; None where their translations are."""
    codes = {brief.article.language.code if brief.article.language else "und" for brief in briefs}
    if len(codes) == 1 and knows(code := min(codes)):
        return code
    everything = [sentence for brief in briefs for sentence in brief.article.sentences]
    return None if any(map(is_translated, everything)) else min(codes, default="und")


def _wire(brief: Brief, candidates: Sequence[Sentence], *, translated: bool) -> Wire:
    def text(sentence: Sentence) -> str:
        return (sentence.translation if translated else None) or sentence.source

    title = brief.title.sentences if brief.title else ()
    return Wire([*map(text, candidates)], " ".join(map(text, title)), [*map(doubtful, candidates)])


def _told(pick: Pick, candidates: Sequence[Sequence[Sentence]]) -> Told:
    sentence = candidates[pick.wire][pick.place]
    return Told(pick.wire, sentence, Reason(sentence.id, pick.score, pick.parts), pick.also)


def default_budget(settings: SummarySettings) -> SummarySettings:
    """Return the settings for a digest whose length nobody said."""
    return replace(settings, sentences=SENTENCES, words=None, ratio=None)
