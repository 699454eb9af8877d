"""What a user may name as INPUT: all that can be read, and `feeds:` for what is unread in the followed feeds."""

from collections.abc import Iterator, Sequence

from core.errors import InputError
from core.reading import Input
from core.reading import discover as find
from core.settings import Settings

FEEDS = "feeds:"
"""All followed feeds; with a number, an address or a title behind it, one of them."""


def discover(names: Sequence[str], settings: Settings) -> Iterator[Input | InputError]:
    """Find what `names` stand for, in order, as a stream; what is not there comes as an error in its place."""
    for name in names:
        if name.startswith(FEEDS):
            # Not before: it loads SQLite.
            from core.feeds.inputs import unread

            yield from unread(name.removeprefix(FEEDS), settings)
        else:
            yield from find([name], offline=settings.offline, follow=settings.follow, encoding=settings.encoding)
