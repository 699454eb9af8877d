"""Fetches feeds: one with a conditional request, or many concurrently with a few threads.

Cache and retry headers are respected; slow and broken servers do not delay other feeds.
"""

import email.utils
import hashlib
import logging
import queue
import re
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import Cancelled, InputError, IsCancelled
from core.feeds import EntryRow
from core.messages import Message, stored
from core.reading import feed, html_paragraphs, sandbox_pool
from core.reading.fetch import RefusedError, fetch_page, is_address
from core.reading.formats import recognise
from core.sanitize import clean

MAX_BYTES = 8 << 20
"""Maximum bytes of a feed."""
LONGEST = 86_400
"""Maximum seconds for which a server can delay the next request."""
_EXCERPT = 240
_FIELD = 500
"""Maximum characters of a title, a name or a header."""
_ADDRESS = 2000

_SPACES = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is stored of a feed for the next request."""

    number: int
    address: str
    etag: str | None = None
    modified: str | None = None
    digest: bytes | None = None
    fresh_until: float = 0.0
    """The server has nothing new before this time; seconds since 1970."""
    wait_until: float = 0.0
    """The server wants no request before this time; seconds since 1970."""
    gone: bool = False
    encoding: str | None = None
    """The encoding that the user chose for it."""


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """The result of fetching a feed."""

    address: str
    """The address for the next request."""
    etag: str | None
    modified: str | None
    digest: bytes | None
    fresh: float
    """Seconds for which the server announces nothing new."""
    changed: bool = True
    """Whether the feed has changed; if not, the following fields are empty."""
    name: str | None = None
    site: str | None = None
    entries: tuple[EntryRow, ...] = ()


def ask(known: FeedState) -> FetchedFeed:
    """Fetch a feed. Raises InputError, and RefusedError if the server refuses."""
    return _ask_server(known) if is_address(known.address) else _ask_file(known)


def wait(error: InputError, now: float) -> float:
    """Return the seconds after which a server that refused may be asked again; 0 if it does not say."""
    if not isinstance(error, RefusedError):
        return 0.0
    retry_after = error.headers.get("Retry-After", "").strip()
    if retry_after.isdecimal():
        return float(min(int(retry_after[:9]), LONGEST))
    try:
        date = email.utils.parsedate_to_datetime(retry_after).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(date - now, 0.0), LONGEST)


def _ask_server(known: FeedState) -> FetchedFeed:
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    page = fetch_page(known.address, {name: value for name, value in headers.items() if value})
    address = page.moved if page.moved and _may_follow(known.address, page.moved) else known.address
    etag, modified = (_header(page.headers, name) for name in ("ETag", "Last-Modified"))
    digest = hashlib.sha256(page.data).digest() if page.changed else known.digest
    if not page.changed or digest == known.digest:
        return FetchedFeed(
            address, etag or known.etag, modified or known.modified, digest, _max_age(page.headers), changed=False
        )
    empty = FetchedFeed(address, etag, modified, digest, _max_age(page.headers))
    return _answer(page.data, page.url, page.charset, empty, known.encoding)


def _may_follow(old: str, new: str) -> bool:
    """Whether a permanent redirect is stored: not one from https to http, which others on the network could forge."""
    return len(new) <= _ADDRESS and new.isprintable() and not (old.startswith("https:") and new.startswith("http:"))


def _ask_file(known: FeedState) -> FetchedFeed:
    path = Path(known.address)
    try:
        status = path.stat()
        etag = f"{status.st_size}-{status.st_mtime_ns}"
        if etag == known.etag:
            return FetchedFeed(known.address, etag, None, known.digest, 0.0, changed=False)
        if not path.is_file():  # a pipe or a device would never end
            raise InputError(known.address, "this is not a file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(known.address, "cannot be read: {reason}", reason=error.strerror or error) from error
    empty = FetchedFeed(known.address, etag, None, hashlib.sha256(data).digest(), 0.0)
    return _answer(data, "", None, empty, known.encoding)


def _answer(data: bytes, base: str, charset: str | None, empty: FetchedFeed, encoding: str | None) -> FetchedFeed:
    """Return an answer with the contents of a feed; `encoding` is one that the user chose, or None."""
    if len(data) > MAX_BYTES:
        raise InputError(empty.address, "larger than {most} MB, too large for a feed", most=MAX_BYTES >> 20)
    if recognise(data, empty.address) == "html":
        raise InputError(empty.address, _hint(data, base))
    parsed = sandbox_pool.feed(data, empty.address, base, charset, encoding)
    return FetchedFeed(
        empty.address,
        empty.etag,
        empty.modified,
        empty.digest,
        empty.fresh,
        name=_line(parsed.title),
        site=_line(parsed.url, _ADDRESS),
        entries=tuple(map(_entry_row, parsed.entries)),
    )


def _entry_row(entry: feed.FeedItem) -> EntryRow:
    document = entry.document()
    texts = [text for block in document.blocks if (text := _line(block.text, feed.MAX_MARKUP))]
    title = _line(entry.title)
    return EntryRow(
        _key(entry.key),
        title,
        _line(entry.byline),
        entry.published,
        _line(entry.url, _ADDRESS),
        _storable(entry.markup),
        entry.encoding,
        " ".join(texts)[:_EXCERPT],
        _key("\0".join([title or "", *texts])),
        stored(entry.note) if entry.note else None,
        _key(entry.id or entry.key),
    )


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _hint(data: bytes, base: str) -> Message:
    """Return a message that a page is no feed, with the address of its feed, which the user may then add."""
    root = html_paragraphs.parse(data.decode("utf-8", "replace"))
    for link in root.iter("link") if root is not None else ():
        kind, target = link.get("type", ""), link.get("href", "")
        if "alternate" in link.get("rel", "") and kind in {"application/rss+xml", "application/atom+xml"}:
            address = feed.absolute(target, base) or target
            return Message("this is a page, no feed; its feed is at {address}", address=address)
    return Message("this is a page, no feed, and it names none")


def _max_age(headers: Mapping[str, str]) -> float:
    """Return the seconds for which a server announces nothing new."""
    control = headers.get("Cache-Control", "").lower()
    age = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", control)
    if not age or "no-cache" in control or "no-store" in control:
        return 0.0
    return float(min(int(age[1]), LONGEST))


def _header(headers: Mapping[str, str], name: str) -> str | None:
    """Return a header's value if it can be sent in the next request, else None."""
    value = headers.get(name, "").strip()
    return value if value and len(value) <= _FIELD and value.isprintable() else None


def _line(text: str | None, limit: int = _FIELD) -> str | None:
    """Return external text as one clean line; None if it is empty."""
    return _SPACES.sub(" ", clean(_storable(text[:limit]))).strip() or None if text else None


def _storable(text: str) -> str:
    """Return text without lone surrogates, which cannot be encoded."""
    return text.encode("utf-8", "replace").decode()


_logger = logging.getLogger(__name__)

THREADS = 6
LIMIT = 60.0
"""Maximum seconds for one feed."""
_POLL = 0.1
"""Seconds between two checks of the time limits and of `cancelled`."""


def answers(feeds: Iterable[FeedState], cancelled: IsCancelled) -> Iterator[tuple[FeedState, FetchedFeed | InputError]]:
    """Fetch feeds concurrently, and yield the results as they arrive.

    Raises Cancelled when `cancelled` says so. Threads are never joined: one that is still busy after its time limit, or
    when the caller stops iterating, ends with its request, and its result is ignored.
    """
    waiting, running = deque(feeds), dict[int, tuple[FeedState, float]]()
    results: queue.SimpleQueue[tuple[int, FetchedFeed | InputError]] = queue.SimpleQueue()

    def work(feed: FeedState) -> None:
        try:
            results.put((feed.number, ask(feed)))
        except InputError as error:
            results.put((feed.number, error))
        except Exception as error:
            _logger.exception("refreshing %s failed", feed.address)
            results.put(
                (
                    feed.number,
                    InputError(feed.address, "cannot be read: {kind}: {error}", kind=type(error).__name__, error=error),
                )
            )

    while waiting or running:
        if cancelled():
            raise Cancelled("feeds", "cancelled; what was refreshed is kept")
        while waiting and len(running) < THREADS:
            feed = waiting.popleft()
            running[feed.number] = feed, time.monotonic() + LIMIT
            threading.Thread(target=work, args=(feed,), name=f"feed {feed.number}", daemon=True).start()
        try:
            number, result = results.get(timeout=_POLL)
        except queue.Empty:
            for number, (feed, end) in list(running.items()):
                if time.monotonic() > end:
                    del running[number]
                    yield (
                        feed,
                        InputError(feed.address, "not done in {most:.0f} seconds; it is left for now", most=LIMIT),
                    )
            continue
        if number in running:  # else its time was up
            yield running.pop(number)[0], result
