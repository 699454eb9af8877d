"""`--follow`: the linked pages of a feed's entries, where the feed has no more than a summary and the user asked."""

import time
from collections.abc import Iterator
from dataclasses import replace

from core.article import Article
from core.errors import InputError
from core.messages import Message
from core.reading import feed
from core.reading.document import to_article
from core.reading.fetch import Page, fetch_page
from core.reading.room import fetched

MAX_PAGES = 100
"""Of one feed."""
MAX_SECONDS = 300.0
"""For all of them; what is left then stays as the feed has it."""
FULL = 1500
"""Characters: an entry that has so many is no summary."""


def followed(page: Page, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Give the entries of a feed, which the user calls `name`, each with the text of its page where that is longer.

    `encoding` is one that a person chose for the feed itself.

    A page that cannot be had leaves the entry as it is, with a note. Raises InputError for what is no feed, or has
    no entries.
    """
    end, left = time.monotonic() + MAX_SECONDS, MAX_PAGES
    entries = feed.parse(page.data, name, page.url, page.charset, encoding).entries
    if not entries:
        raise InputError(name, "this feed has no entries")
    for entry in entries:
        try:
            own = to_article(entry.document(), page.data, name)
        except InputError:  # one without a text is none
            continue
        if not is_summary(own):
            yield own
        elif not left or time.monotonic() > end:
            yield noted(own, Message("its page was not asked for, after so many others"))
        else:
            left -= 1
            yield completed(own, home=page.url)


def is_summary(article: Article) -> bool:
    """Whether there is a page to ask for the rest of a feed's entry."""
    return article.source.url is not None and len(article.text) < FULL


def completed(own: Article, home: str) -> Article:
    """Return a feed's entry with the text of its page; as it is, with a note, where that cannot be had.

    `home` is the feed's address, empty for a file.
    """
    try:
        return filled(own, ask(own.source.url or "", home))
    except InputError as error:
        return noted(own, error.problem)


def ask(url: str, home: str) -> Page:
    """Fetch the page that a feed leads to. Raises InputError."""
    return fetch_page(url, home=home)


def filled(own: Article, page: Page) -> Article:
    """Return a feed's entry with the text of its page, if that is longer. Raises InputError where it holds none."""
    found = next(fetched(page, own.source.path))
    if len(found.text) <= len(own.text):
        return noted(own, Message("its page has no more to read"))
    source = replace(
        found.source,
        title=found.source.title or own.source.title,
        byline=found.source.byline or own.source.byline,
        publisher=own.source.publisher or found.source.publisher,
        published=own.source.published or found.source.published,
    )
    return replace(found, source=source)


def noted(article: Article, problem: str) -> Article:
    """Return an entry with the reason why it is no longer than in its feed."""
    return replace(
        article,
        source=replace(article.source, note=Message("only what the feed has is here: {problem}", problem=problem)),
    )
