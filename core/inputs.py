"""Inputs that a user can name: files, folders, addresses, and `feeds:` for unread entries of the followed feeds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.article import Article
from core.errors import DepecheError, InputError
from core.reading import Input
from core.reading import discover as find
from core.settings import Settings

if TYPE_CHECKING:
    from core.feeds import Entry
    from core.feeds.subscriptions import Subscriptions

FEEDS = "feeds:"
"""The name of all followed feeds; with a number, an address or a title after it, one of them."""


def open_inputs(names: Sequence[str], settings: Settings) -> Iterator[Article]:
    """Yield the articles of the named inputs; raises InputError for the first that cannot be read."""
    for found in discover(names, settings):
        if isinstance(found, InputError):
            raise found
        yield from found.articles()


def discover(names: Sequence[str], settings: Settings) -> Iterator[Input | InputError]:
    """Yield the named inputs, in order; a missing one yields an error."""
    for name in names:
        if name.startswith(FEEDS) and settings.private:
            yield InputError(name, "this session is private, and what is read would be noted; name the feed's address")
        elif name.startswith(FEEDS):
            yield from _unread(name.removeprefix(FEEDS), settings)
        else:
            yield from find([name], offline=settings.offline, follow=settings.follow, encoding=settings.encoding)


@dataclass(frozen=True, slots=True)
class EntryInput(Input):
    """One entry of a followed feed, not yet opened."""

    entry: "Entry" = field(kw_only=True)
    subscriptions: "Subscriptions" = field(kw_only=True, repr=False, compare=False)

    @property
    def remote(self) -> bool:
        """True: its text is not in a file of the user's."""
        return True

    def came(self) -> str:
        """Return when the entry was first seen."""
        return self.entry.seen

    def articles(self, data: bytes | None = None) -> Iterator[Article]:
        """Yield it as an article; with `follow`, fetch its page if the feed has only a summary. Raises InputError."""
        del data
        yield self.subscriptions.article(self.entry, whole=self.follow)


def _unread(name: str, settings: Settings) -> Iterator[EntryInput | InputError]:
    """Yield the unread entries of the feed or folder `name`, or of all feeds if it is empty.

    Does not mark them as read. A problem is yielded as an error.
    """
    # Not before: it loads SQLite.
    from core.feeds.subscriptions import Subscriptions

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
        relative = f"{_file_name(titles.get(entry.feed, ''))}/{entry.number:06}-{_file_name(entry.title)}"
        path = entry.url or f"{what}#{entry.number}"
        yield EntryInput(path, relative, settings.offline, settings.follow, entry=entry, subscriptions=subscriptions)


def _file_name(text: str) -> str:
    """Return a title as part of a file name."""
    return re.sub(r"[^\w.-]+", "-", text)[:60].strip("-.") or "feed"
