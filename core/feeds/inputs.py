"""`feeds:` among the inputs: what is unread in the followed feeds, an article an entry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.article import Article
from core.errors import DepecheError, InputError
from core.feeds.subscriptions import Subscriptions
from core.feeds.values import Entry
from core.reading import Input
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class EntryInput(Input):
    """One entry of a followed feed, not yet opened."""

    entry: Entry = field(kw_only=True)
    subscriptions: Subscriptions = field(kw_only=True, repr=False, compare=False)

    @property
    def remote(self) -> bool:
        """True: its text is not in a file of the user's."""
        return True

    def came(self) -> str:
        """Return when the entry was first seen."""
        return self.entry.seen

    def articles(self, data: bytes | None = None) -> Iterator[Article]:
        """Read it; with `follow`, the page it stands for where the feed has only a summary. Raises InputError."""
        del data
        yield self.subscriptions.article(self.entry, whole=self.follow)


def unread(name: str, settings: Settings) -> Iterator[EntryInput | InputError]:
    """Give what is unread in the feed or folder that `name` names, or in all feeds where it is empty.

    Nothing is marked as read by it. What is wrong comes as an error in its place.
    """
    subscriptions = Subscriptions(settings.places, offline=settings.offline)
    what = f"feeds:{name}" if name else "feeds"
    try:
        feeds = subscriptions.chosen(name) if name else [None]
        titles = {feed.number: feed.title for feed in subscriptions.feeds()}
        entries = [entry for feed in feeds for entry in subscriptions.entries(feed, unread=True)]
    except DepecheError as error:
        yield InputError(what, error.problem)
        return
    if not entries:
        yield InputError(what, "nothing is unread; for more: depeche feeds refresh")
    for entry in entries:
        relative = f"{_safe(titles.get(entry.feed, ''))}/{entry.number:06}-{_safe(entry.title)}"
        path = entry.url or f"{what}#{entry.number}"
        yield EntryInput(path, relative, settings.offline, settings.follow, entry=entry, subscriptions=subscriptions)


def _safe(text: str) -> str:
    """Return a title as a part of a file's name."""
    return re.sub(r"[^\w.-]+", "-", text)[:60].strip("-.") or "feed"
