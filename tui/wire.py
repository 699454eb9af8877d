"""Wires as the reader holds them: one with its state, and the list of them, sorted and filtered."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, Literal

from core.sanitize import sanitize
from tui.i18n import N_, _, time_text

if TYPE_CHECKING:
    from core.article import Article, Sentence
    from core.brief import Brief
    from core.pack_source import Offer
    from core.settings import SummarySettings
    from core.summary import Summary

State = Literal["waiting", "translating", "done", "stopped", "no pack", "failed"]
"""State of a wire: `stopped` by the user until resumed; `no pack` until one is installed."""


@dataclass(slots=True)
class Wire:
    """One open article."""

    number: int
    """Its place in the list, from 0; never changes."""
    path: str
    """As the user named it; may contain any character of a file name."""
    article: "Article | None" = None
    """As read; after language detection, as prepared."""
    translated: "dict[str, Sentence]" = field(default_factory=dict)
    """The finished sentences, by their ids."""
    mine: "dict[str, Sentence]" = field(default_factory=dict)
    """Those that a person changed."""
    machine: "dict[str, Sentence]" = field(default_factory=dict)
    """The machine's version of the sentences that a person changed."""
    brief: "Brief | None" = None
    outline: "Summary | None" = None
    """With `no pack`: its summary, in its own language."""
    summary: "SummarySettings | None" = None
    """Its own summary settings, if they differ from the reader's."""
    state: State = "waiting"
    problem: str = ""
    """Why it failed, or why its pack cannot be used."""
    missing: str = ""
    """With `no pack`: the pair, such as `es-en`."""
    offer: "Offer | None" = None
    """With `no pack`: the pack that could be downloaded."""
    cursor: int = 0
    """Index of the current sentence."""
    story: tuple[int, ...] = ()
    """Numbers of the wires of the same story, the lead first; empty until compared."""
    titled: bool = False
    """Whether its headline was given to the translation worker."""
    read: bool = False
    """Whether it was read, in this session or an earlier one."""
    starred: bool = False
    marked: bool = False
    """Whether it is marked for the next export."""
    note: str = ""
    """The user's note."""
    fresh: bool = False
    """Whether it arrived while the reader was open and has not been shown yet."""
    closed: bool = False
    """Whether the user removed it from the list."""
    muted: bool = False
    """Whether a rule mutes it."""
    watches: tuple[str, ...] = ()
    """The names of the watches that match it."""
    acted: frozenset[str] = frozenset()
    """Actions that rules took: each is taken once, and can be undone by hand."""
    new: bool = False
    """Whether it arrived by itself while the reader was open."""
    _facets: "tuple[Article | None, tuple[str, str, str, str]]" = (None, ("", "", "", ""))
    """Cache: an article with its language, day, outlet and byline."""
    _head: "tuple[Article | None, tuple[Sentence, ...]]" = (None, ())
    """Cache: an article with the sentences of its headline."""
    came: str = ""
    """Time of arrival, ISO 8601; empty if unknown."""

    @property
    def name(self) -> str:
        """The file's name, safe to display."""
        return sanitize(PurePath(self.path).name or self.path, 200)

    @property
    def prepared(self) -> bool:
        """Whether the languages are known."""
        return self.article is not None and self.article.language is not None

    @property
    def language(self) -> str:
        """Its language code; empty until detected."""
        return self.article.language.code if self.article and self.article.language else ""

    @property
    def sentences(self) -> "tuple[Sentence, ...]":
        """Its sentences, the finished ones with their translation."""
        if self.article is None:
            return ()
        return tuple(self.translated.get(sentence.id, sentence) for sentence in self.article.sentences)

    @property
    def headline(self) -> str:
        """Its headline: translated if available, else the source's, else the file's name."""
        head, translated = self.head, self.translated
        if head:
            done = [translated.get(sentence.id, sentence) for sentence in head]
            return " ".join([sentence.translation or sentence.source for sentence in done])
        if self.article is None or not self.article.paragraphs:
            return self.name
        first = self.article.paragraphs[0]
        return self.article.text[first.start : first.end]

    @property
    def head(self) -> "tuple[Sentence, ...]":
        """The sentences of its headline, or else its first sentence; cached, since a list of thousands needs them."""
        if self._head[0] is not self.article:
            self._head = self.article, head_of(self.article) if self.article else ()
        return self._head[1]

    @property
    def outlet(self) -> str:
        """Who published it; empty if unknown."""
        return self.facets[2]

    @property
    def byline(self) -> str:
        """Who wrote it; empty if unknown."""
        return self.facets[3]

    @property
    def facets(self) -> tuple[str, str, str, str]:
        """Language, day, outlet and byline, each empty if unknown; cached, since lists of thousands need them often."""
        if self._facets[0] is not self.article and self.article:
            source = self.article.source
            byline = sanitize(source.byline, 100) if source.byline else ""
            self._facets = self.article, (self.language, self.day, source.outlet or "", byline)
        return self._facets[1]

    @property
    def published(self) -> str:
        """Time of publication, ISO 8601, as exact as the source gives it; empty if unknown."""
        return (self.article.source.published if self.article else None) or ""

    @property
    def moment(self) -> float:
        """Time of publication, or else of arrival, in seconds since 1970; 0 if neither is known."""
        return max(_instant(self.published or self.came), 0.0)

    @property
    def day(self) -> str:
        """That day, in ISO 8601."""
        return self.published[:10]

    @property
    def unread(self) -> bool:
        """Whether it is unread and readable."""
        return self.article is not None and not self.read

    @property
    def doubts(self) -> int:
        """Number of finished sentences with doubts."""
        return sum([sentence.doubtful for sentence in self.translated.values()])

    @property
    def by_hand(self) -> bool:
        """Whether a person corrected one of its sentences."""
        return any(sentence.origin == "memory" for sentence in self.translated.values())

    @property
    def total(self) -> int:
        """Number of sentences to translate."""
        return len(self.article.sentences) if self.article else 0

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the sentences in its summary, in reading order."""
        chosen = self.brief.summary if self.brief else self.outline
        return chosen.sentences if chosen else ()


def head_of(article: "Article") -> "tuple[Sentence, ...]":
    """Return the sentences of an article's headline; of one without, the first."""
    parts = article.paragraphs
    heading = next((part for part in parts if part.kind == "heading" and part.sentences), None)
    return heading.sentences if heading else next((part.sentences[:1] for part in parts), ())


@lru_cache(1 << 14)
def _instant(published: str) -> float:
    """Return a point in time as seconds since 1970, whatever its zone; −∞ for text that is no time.

    A time without a zone, and the beginning of a day, are taken as UTC.
    """
    try:
        when = datetime.fromisoformat(published)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return -math.inf


STORIES: Final = N_("by story")
ORDERS: Final[dict[str, Callable[[Wire], Any]]] = {
    N_("as they came"): lambda wire: wire.number,
    N_("newest first"): lambda wire: (-_instant(wire.published), wire.number),
    N_("by outlet"): lambda wire: (not wire.outlet, wire.outlet.casefold(), wire.number),
    N_("by byline"): lambda wire: (not wire.byline, wire.byline.casefold(), wire.number),
    N_("by language"): lambda wire: (not wire.language, wire.language, wire.number),
    STORIES: lambda wire: (min(wire.story or (wire.number,)), wire.number not in wire.story[:1], wire.number),
    N_("by headline"): lambda wire: (wire.headline.casefold(), wire.number),
    N_("doubtful first"): lambda wire: (-wire.doubts, wire.number),
}
"""Orders of the list, with their English names."""


KINDS: Final = (N_("unread"), N_("starred"), N_("marked"), N_("doubtful"), N_("muted"))
"""States of a wire that can be filtered for."""


def count_kinds(wires: Sequence[Wire]) -> dict[str, int]:
    """Return how many wires are in each state; a muted one has no other, and those that were removed have none."""
    there = [wire for wire in wires if not (wire.closed or wire.muted)]
    counts = (
        len(there) - sum([wire.read for wire in there]),
        sum([wire.starred for wire in there]),
        sum([wire.marked for wire in there]),
        sum([bool(wire.doubts) for wire in there]),
        sum([wire.muted and not wire.closed for wire in wires]),
    )
    return dict(zip(KINDS, counts, strict=True))


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions for wires to be listed; by default all are."""

    language: str = ""
    outlet: str = ""
    byline: str = ""
    day: str = ""
    """ISO 8601."""
    unread: bool = False
    starred: bool = False
    marked: bool = False
    doubtful: bool = False
    muted: bool = False
    """Whether to list only muted wires."""
    watch: str = ""
    """The name of a watch that must match them."""
    event: frozenset[int] = frozenset()
    """The numbers of the wires on one event; empty if all may be listed."""

    def admits(self, wire: Wire) -> bool:
        """Whether a wire meets the conditions."""
        return (
            (not self.language or self.language == wire.language)
            and (not self.outlet or self.outlet == wire.outlet)
            and (not self.byline or self.byline == wire.byline)
            and (not self.day or self.day == wire.day)
            and not (self.unread and wire.read)
            and not (self.starred and not wire.starred)
            and not (self.marked and not wire.marked)
            and not (self.doubtful and not wire.doubts)
            and self.muted == wire.muted
            and not wire.closed
            and (not self.watch or self.watch in wire.watches)
            and (not self.event or wire.number in self.event)
        )

    def description(self) -> str:
        """Return a short description."""
        named = [self.language, self.outlet, self.byline, time_text(self.day), self.watch]
        asked = [_(name) for name in KINDS if getattr(self, name)] + [_("one event")] * bool(self.event)
        return " ".join([*filter(None, named), *asked])


@dataclass(slots=True)
class Listing:
    """The filter and the order of the list."""

    order: str = "as they came"
    filter: Filter = Filter()
    found: frozenset[int] | None = None
    """During a search, the wires with matches."""

    def arrange(self, wires: Sequence[Wire], current: int | None) -> Sequence[int]:
        """Return the numbers of the wires to list; the one on the screen is always included."""
        listed: Sequence[int] = range(len(wires))
        if self.filter == Filter() and self.found is None:
            hidden = {number for number, wire in enumerate(wires) if wire.closed or (wire.muted and number != current)}
            listed = [number for number in listed if number not in hidden] if hidden else listed
            return listed if self.order == "as they came" else sorted(listed, key=self._key(wires))
        chosen = [
            number
            for number in listed
            if (number == current and not wires[number].closed)
            or ((self.found is None or number in self.found) and self.filter.admits(wires[number]))
        ]
        return chosen if self.order == "as they came" else sorted(chosen, key=self._key(wires))

    def _key(self, wires: Sequence[Wire]) -> Callable[[int], Any]:
        key = ORDERS[self.order]
        return lambda number: key(wires[number])

    def description(self) -> str:
        """Describe the filter and order, unless they are the default."""
        return " · ".join(
            filter(None, [self.filter.description(), _(self.order) if self.order != "as they came" else ""])
        )

    def only(self, **asked: Any) -> None:
        """Toggle a condition."""
        self.filter = replace(self.filter, **asked)
