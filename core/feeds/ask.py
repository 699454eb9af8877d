"""Asking feeds: one, with the conditions that spare its server work; and many at the same time, a few at once.

What a server answers is respected; the slow and the broken hold nobody up.
"""

import email.utils
import hashlib
import logging
import queue
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import Cancelled, InputError
from core.messages import Message, stored
from core.reading import feed, markup, sandbox_pool
from core.reading.fetch import RefusedError, fetch_page, is_address
from core.reading.formats import recognise
from core.sanitize import clean

MAX_BYTES = 8 << 20
"""A larger feed is none."""
LONGEST = 86_400
"""Seconds for which a server is left alone at the most, whatever it says."""
_EXCERPT = 240
_FIELD = 500
"""Characters of a title or a name."""
_ADDRESS = 2000

_SPACES = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a feed for asking it again."""

    number: int
    address: str
    etag: str | None = None
    modified: str | None = None
    digest: bytes | None = None
    fresh_until: float = 0.0
    """Its server says that nothing is new before; seconds since 1970."""
    wait_until: float = 0.0
    """Its server does not want to be asked before."""
    gone: bool = False
    encoding: str | None = None
    """The encoding that the user chose for it."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry, as it goes into the table."""

    key: bytes
    title: str | None
    byline: str | None
    published: str | None
    url: str | None
    markup: str
    encoding: str | None
    excerpt: str
    digest: bytes
    """Of the words that are read: another address in the markup is no new text."""
    note: str | None = None
    """What to know of it beyond its text, such as that some of its bytes are damaged."""
    other_key: bytes | None = None
    """What it is kept under if others of its feed had, or had not, the same id when it was last seen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a feed answered."""

    address: str
    """Where to ask next time."""
    etag: str | None
    modified: str | None
    digest: bytes | None
    fresh: float
    """Seconds for which there will be nothing new."""
    changed: bool = True
    """Whether there is anything to take over; what follows is empty where there is not."""
    name: str | None = None
    site: str | None = None
    entries: tuple[EntryRow, ...] = ()


def ask(known: Known) -> Answer:
    """Ask a feed. Raises InputError, and RefusedError where the server says no."""
    return _ask_server(known) if is_address(known.address) else _ask_file(known)


def wait(error: InputError, now: float) -> float:
    """Return for how many seconds a server that said no wants to be left alone; 0 where it does not say."""
    if not isinstance(error, RefusedError):
        return 0.0
    said = error.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(min(int(said[:9]), LONGEST))
    try:
        date = email.utils.parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(date - now, 0.0), LONGEST)


def _ask_server(known: Known) -> Answer:
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    page = fetch_page(known.address, {name: value for name, value in headers.items() if value})
    address = page.moved if page.moved and _lasting(known.address, page.moved) else known.address
    etag, modified = (_header(page.headers, name) for name in ("ETag", "Last-Modified"))
    digest = hashlib.sha256(page.data).digest() if page.changed else known.digest
    if not page.changed or digest == known.digest:
        return Answer(
            address, etag or known.etag, modified or known.modified, digest, _fresh(page.headers), changed=False
        )
    empty = Answer(address, etag, modified, digest, _fresh(page.headers))
    return _answer(page.data, page.url, page.charset, empty, known.encoding)


def _lasting(old: str, new: str) -> bool:
    """Whether a move is remembered: not one from a safe address to one that anybody on the way can write."""
    return len(new) <= _ADDRESS and new.isprintable() and not (old.startswith("https:") and new.startswith("http:"))


def _ask_file(known: Known) -> Answer:
    path = Path(known.address)
    try:
        status = path.stat()
        etag = f"{status.st_size}-{status.st_mtime_ns}"
        if etag == known.etag:
            return Answer(known.address, etag, None, known.digest, 0.0, changed=False)
        if not path.is_file():  # a pipe or a device would never end
            raise InputError(known.address, "this is not a file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(known.address, "cannot be read: {reason}", reason=error.strerror or error) from error
    empty = Answer(known.address, etag, None, hashlib.sha256(data).digest(), 0.0)
    return _answer(data, "", None, empty, known.encoding)


def _answer(data: bytes, base: str, charset: str | None, empty: Answer, encoding: str | None) -> Answer:
    """Fill an answer with what a feed holds, read in an encoding that the user chose."""
    if len(data) > MAX_BYTES:
        raise InputError(empty.address, "larger than {most} MB, too large for a feed", most=MAX_BYTES >> 20)
    if recognise(data, empty.address) == "html":
        raise InputError(empty.address, _hint(data, base))
    parsed = sandbox_pool.feed(data, empty.address, base, charset, encoding)
    return Answer(
        empty.address,
        empty.etag,
        empty.modified,
        empty.digest,
        empty.fresh,
        name=_line(parsed.title),
        site=_line(parsed.url, _ADDRESS),
        entries=tuple(map(_found, parsed.entries)),
    )


def _found(entry: feed.FeedItem) -> EntryRow:
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
        _key(entry.other_key) if entry.other_key else None,
    )


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _hint(data: bytes, base: str) -> Message:
    """Say that a page is no feed, and where its feed is: to ask there is for the user to decide."""
    root = markup.parse(data.decode("utf-8", "replace"))
    for link in root.iter("link") if root is not None else ():
        kind, target = link.get("type", ""), link.get("href", "")
        if "alternate" in link.get("rel", "") and kind in {"application/rss+xml", "application/atom+xml"}:
            address = feed.absolute(target, base) or target
            return Message("this is a page, no feed; its feed is at {address}", address=address)
    return Message("this is a page, no feed, and it names none")


def _fresh(headers: Mapping[str, str]) -> float:
    """Return the seconds for which a server says that there is nothing new."""
    said = headers.get("Cache-Control", "").lower()
    age = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", said)
    if not age or "no-cache" in said or "no-store" in said:
        return 0.0
    return float(min(int(age[1]), LONGEST))


def _header(headers: Mapping[str, str], name: str) -> str | None:
    """Return what a server said, if it can be said to it again."""
    value = headers.get(name, "").strip()
    return value if value and len(value) <= _FIELD and value.isprintable() else None


def _line(text: str | None, limit: int = _FIELD) -> str | None:
    """Return text from outside as one clean line, None where nothing is left of it."""
    return _SPACES.sub(" ", clean(_storable(text[:limit]))).strip() or None if text else None


def _storable(text: str) -> str:
    """Return text without the lone surrogates that no file can hold."""
    return text.encode("utf-8", "replace").decode()


_logger = logging.getLogger(__name__)

THREADS = 6
LIMIT = 60.0
"""Seconds for one feed, whatever its server does."""
_TICK = 0.1
"""Seconds between two looks at the clock and at `cancelled`."""


def answers(feeds: Iterable[Known], cancelled: Callable[[], bool]) -> Iterator[tuple[Known, Answer | InputError]]:
    """Give what feeds answer, as they answer.

    Raises Cancelled when `cancelled` says so. The threads are never waited for: one that is still busy when its
    time is up, or when the caller goes away, ends with its request and is not heard.
    """
    waiting, running = deque(feeds), dict[int, tuple[Known, float]]()
    results: queue.SimpleQueue[tuple[int, Answer | InputError]] = queue.SimpleQueue()

    def work(feed: Known) -> None:
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
            number, result = results.get(timeout=_TICK)
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
