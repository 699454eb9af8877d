"""Filter and order of the list of wires: plain values, no screen."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from tui.i18n import N_, _
from tui.wire import Wire


@lru_cache(1 << 14)
def _instant(published: str) -> float:
    """Return a point in time as seconds since 1970, whatever its zone; what names none comes before all others.

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
"""What a list can be ordered by, as it is called in English."""


KINDS: Final = (N_("unread"), N_("starred"), N_("marked"), N_("doubtful"), N_("muted"))
"""What a wire can be, as a filter names it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a wire must be to be listed; nothing asked, all are."""

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
    """Whether those are listed, and no others, that a rule keeps out."""
    watch: str = ""
    """The watch that finds them."""

    def admits(self, wire: Wire) -> bool:
        """Whether a wire is so."""
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
            and (not self.watch or self.watch in wire.watches)
        )

    def told(self) -> str:
        """Say it in a word or two."""
        named = [self.language, self.outlet, self.byline, self.day, self.watch]
        asked = [_(name) for name in KINDS if getattr(self, name)]
        return " ".join([*filter(None, named), *asked])


@dataclass(slots=True)
class Listing:
    """How the list is arranged now."""

    order: str = "as they came"
    filter: Filter = Filter()
    found: frozenset[int] | None = None
    """The wires in which something was found, while it is searched for."""

    def arrange(self, wires: Sequence[Wire], current: int | None) -> Sequence[int]:
        """Return the numbers of the wires to list; that on the screen is always one of them."""
        listed = range(len(wires))
        if self.filter == Filter() and self.found is None and not any(wire.muted for wire in wires):
            return listed if self.order == "as they came" else sorted(listed, key=self._key(wires))
        chosen = [
            number
            for number in listed
            if number == current or (self.filter.admits(wires[number]) and (self.found is None or number in self.found))
        ]
        return chosen if self.order == "as they came" else sorted(chosen, key=self._key(wires))

    def _key(self, wires: Sequence[Wire]) -> Callable[[int], Any]:
        key = ORDERS[self.order]
        return lambda number: key(wires[number])

    def told(self) -> str:
        """Say how the list differs from all wires as they came."""
        return " · ".join(filter(None, [self.filter.told(), _(self.order) if self.order != "as they came" else ""]))

    def only(self, **asked: Any) -> None:
        """Ask for something more, or for it no longer."""
        self.filter = replace(self.filter, **asked)
