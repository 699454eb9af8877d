"""What a user may name as INPUT: all that can be read, and `feeds:` for what is unread in the followed feeds."""

from collections.abc import Iterator, Sequence

from core.article import Article
from core.errors import InputError
from core.reading import Input
from core.reading import discover as find
from core.settings import Settings

FEEDS = "feeds:"
"""All followed feeds; with a number, an address or a title behind it, one of them."""


def open_inputs(names: Sequence[str], settings: Settings) -> Iterator[Article]:
    """Read what `names` stand for, article by article; raises InputError for the first that cannot be read."""
    for found in discover(names, settings):
        if isinstance(found, InputError):
            raise found
        yield from found.articles()


def discover(names: Sequence[str], settings: Settings) -> Iterator[Input | InputError]:
    """Find what `names` stand for, in order, as a stream; what is not there comes as an error in its place."""
    for name in names:
        if name.startswith(FEEDS) and settings.private:
            yield InputError(name, "this session is private, and what is read would be noted; name the feed's address")
        elif name.startswith(FEEDS):
            # Not before: it loads SQLite.
            from core.feeds.inputs import unread

            yield from unread(name.removeprefix(FEEDS), settings)
        else:
            yield from find([name], offline=settings.offline, follow=settings.follow, encoding=settings.encoding)
