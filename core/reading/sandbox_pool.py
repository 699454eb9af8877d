"""The sandbox from the outside: documents of all formats but plain text and JSON are parsed in a separate process.

A process is started once and used again; `sandbox.py` has what it does, and what it is not allowed to do. A process
that takes too long or needs too much memory is killed: its document gives one clear error, and the next document gets a
new process. Where no process can be started, documents are parsed in this one.
"""

import atexit
import json
import logging
import os
import select
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from core import messages
from core.article import Article, Paragraph, Source
from core.errors import InputError
from core.processes import kill_child, start_child
from core.reading import formats
from core.reading.fetch import Page
from core.reading.sandbox import LENGTH, read, read_feed

if TYPE_CHECKING:
    from core.reading.feed import Feed

SECONDS: Final = 10.0
"""Processor time allowed for one article, plus one second for each megabyte. Books of all formats but PDF take two
seconds."""
PDF_SECONDS: Final = 15.0
"""The same for a PDF, of which two hundred pages of small print take so long."""
_PDF_SECOND: Final = 100_000
"""Size, in bytes, of a part of a PDF that adds one second, up to `_PDF_MORE` seconds."""
_PDF_MORE: Final = 5.0
_PDF: Final = b"%PDF-"
_PDF_BEGINS: Final = 1024
"""Number of bytes at the beginning of a PDF in which its signature may be."""
_SLACK: Final = 4.0
"""Maximum ratio of elapsed time to processor time: on a busy machine a process has far less than a core."""
_START: Final = 30.0
"""Maximum seconds until a new process is ready."""
_RETIRE: Final = 128 << 20
"""Memory, in bytes, above which a process is not used again."""
_WAITING: Final = 2
"""Maximum number of idle processes."""
_LARGEST_ANSWER: Final = 128 << 20
"""Maximum size of an article as JSON, in bytes: four bytes for each of its `MAX_CHARACTERS`. A compromised parser must
not fill the memory of the process that reads its answer."""
_SMALL: Final = 1 << 20
"""Size, in bytes, below which a document is copied in order to send it in one write."""
_LARGE: Final = 8 << 20
"""Maximum size, in bytes, of a document that is read outside of the sandbox: its text is held several times."""
_FEEDS: Final = threading.BoundedSemaphore(_WAITING)
"""Limits the number of feeds that are parsed at the same time, each in a process."""
_OUTSIDE: Final = frozenset(("text", "jsonfeed"))
"""Formats that are read outside of the sandbox, by linear code with limits of its own."""
_INSIDE: Final = "DEPECHE_SANDBOX"
"""Environment variable that is set inside the sandbox, where no further process can be started."""
_NEEDED: Final = frozenset(
    "PATH HOME USERPROFILE APPDATA SYSTEMROOT TEMP TMP TMPDIR TZ LANG LD_LIBRARY_PATH DYLD_LIBRARY_PATH".split()
)
"""Environment variables that Python and its libraries need; the process gets no others."""
_NEEDED_PREFIXES: Final = ("DEPECHE_", "LC_", "PYTHON", "MALLOC_", "COV")
"""Prefixes of further such variables."""
MALFORMED: Final = (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""Exceptions that reading a malformed answer raises; `sandbox.serve` gives none, but a compromised parser may."""
_logger = logging.getLogger(__name__)


def articles(data: bytes, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Yield every article as `formats.articles` does, from the sandbox unless the format is safe. Raises InputError."""
    if _outside(data, name):
        return formats.articles(data, name, encoding)
    return _read({"name": name, "encoding": encoding}, data)


def fetched(page: Page, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Yield every article of a fetched page, as `formats.fetched` does, from the sandbox. Raises InputError."""
    if _outside(page.data, name):
        return formats.fetched(page, name, encoding)
    return _read({"name": name, "encoding": encoding, "url": page.url, "charset": page.charset}, page.data)


def feed(data: bytes, name: str, base: str | None, charset: str | None, encoding: str | None) -> "Feed":
    """Parse a feed as `feed.parse` does, in the sandbox unless it is JSON. Raises InputError if it is no feed."""
    request = {"name": name, "encoding": encoding, "feed": base, "charset": charset}
    if _INSIDE in os.environ or formats.is_json_feed(data):
        return read_feed(request, data)
    with _FEEDS:
        try:
            [answer] = _answers(request, data)
            return _feed_of(answer["feed"])
        except _NoProcessError:
            return read_feed(request, data)
        except MALFORMED as error:
            raise _malformed(name) from error


def active_walls() -> tuple[str, ...]:
    """Return the names of the restrictions (`sandbox.WALLS`) of a process; empty if none can be started."""
    try:
        worker = _take()
    except OSError:
        return ()
    _put_back(worker)
    return worker.walls


def _outside(data: bytes, name: str) -> bool:
    """Whether a document is to be parsed in this process."""
    if _INSIDE in os.environ:
        return True
    # The format of an archive is recognised in the sandbox, since that requires to unpack some of it.
    return len(data) <= _LARGE and not data.startswith(b"PK\x03\x04") and formats.recognise(data, name) in _OUTSIDE


def _environment() -> dict[str, str]:
    """Return the environment for a process, without the rest, which may have passwords and keys of other programs."""
    return {name: value for name, value in os.environ.items() if name in _NEEDED or name.startswith(_NEEDED_PREFIXES)}


class _Worker:
    """A process of the sandbox. Creating one raises OSError if it cannot be started."""

    def __init__(self) -> None:
        # The parser's modules take a moment to import, and the program may end meanwhile.
        code = (
            "from core.processes import hold_lifeline; hold_lifeline(); from core.reading.sandbox import serve; serve()"
        )
        self._process = start_child(code, {**_environment(), _INSIDE: "1"})
        self.owner = os.getpid()
        """The process that started it: after a fork, the child must not use it."""
        self._received = bytearray()
        try:
            self.walls = tuple(self.answer(time.monotonic() + _START)["walls"])
        except (OSError, EOFError, *MALFORMED) as error:
            self.kill()
            raise OSError("no sandbox") from error

    def ask(self, request: dict[str, Any], data: bytes) -> None:
        """Send it a document with the options of `read` or `read_feed`. Raises OSError if the process has ended."""
        assert self._process.stdin is not None  # noqa: S101 - it was started with a pipe
        options = json.dumps(request).encode()
        head = b"".join((LENGTH.pack(len(options)), options, LENGTH.pack(len(data))))
        # One write wakes the process once; a large document is not copied for that.
        if len(data) < _SMALL:
            self._process.stdin.write(head + data)
        else:
            self._process.stdin.write(head)
            self._process.stdin.write(data)
        self._process.stdin.flush()

    def answer(self, until: float) -> dict[str, Any]:
        """Return its next answer. Raises TimeoutError at `until` (monotonic), EOFError if it ended, or `MALFORMED`."""
        (length,) = LENGTH.unpack(self._bytes(LENGTH.size, until))
        if length > _LARGEST_ANSWER:
            raise ValueError(length)
        answer: dict[str, Any] = json.loads(self._bytes(length, until))
        return answer

    def kill(self) -> None:
        """Kill the process and close its pipes."""
        kill_child(self._process)

    def _bytes(self, count: int, until: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - it was started with a pipe
        descriptor = self._process.stdout.fileno()
        while len(self._received) < count:
            if sys.platform != "win32" and not select.select([descriptor], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError
            piece = os.read(descriptor, 1 << 20)
            if not piece:
                raise EOFError
            self._received += piece
        data = bytes(self._received[:count])
        del self._received[:count]
        return data


_idle: list[_Worker] = []
_lock = threading.Lock()


def _take() -> _Worker:
    """Return an idle process, or start one. Raises OSError if none can be started."""
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.owner == os.getpid():  # otherwise it is the parent's, copied by a fork
                return worker
    return _Worker()


def _put_back(worker: _Worker) -> None:
    """Keep a process for the next document, or kill it if enough others are idle."""
    with _lock:
        if worker.owner == os.getpid() and len(_idle) < _WAITING:
            _idle.append(worker)
            return
    worker.kill()


@atexit.register
def _close() -> None:
    while _idle:
        worker = _idle.pop()
        if worker.owner == os.getpid():
            worker.kill()


class _NoProcessError(Exception):
    """No process can be started."""


def _read(request: dict[str, Any], data: bytes) -> Iterator[Article]:
    try:
        answers = _answers(request, data)
        for answer in answers:
            if answer["article"] is not None:
                yield article_of(answer.pop("article"))
    except _NoProcessError:
        yield from read(request, data)
    except MALFORMED as error:
        raise _malformed(request["name"]) from error


def _answers(request: dict[str, Any], data: bytes) -> Iterator[dict[str, Any]]:
    """Yield a process's answers on a document. Raises InputError, _NoProcessError, or one of `MALFORMED`."""
    try:
        worker = _take()
    except OSError as error:
        _logger.warning("no process to read in", exc_info=True)
        raise _NoProcessError from error
    answering = True
    try:
        seconds = allowance(data)
        worker.ask({**request, "seconds": seconds}, data)
        del data
        while answering:
            answer = worker.answer(time.monotonic() + seconds * _SLACK)
            if answer["last"] is True:
                # Before the last article is translated, so that the process does not hold its memory meanwhile.
                answering = False
                _release(worker, answer.get("used", 0))
            yield answer
        if error_values := answer.get("error"):
            raise InputError(str(error_values["what"]), _message_of(error_values["problem"]))
    except TimeoutError:
        raise InputError(
            request["name"],
            "reading it takes more than {seconds:.0f} seconds; it may be damaged, or meant to do harm",
            seconds=seconds,
        ) from None
    except (EOFError, BrokenPipeError):
        raise InputError(
            request["name"],
            "reading it takes more memory or time than a document should; it may be damaged, or meant to do harm",
        ) from None
    finally:
        if answering:
            worker.kill()


def allowance(data: bytes) -> float:
    """Return the processor time, in seconds, that reading one article of a document may take."""
    seconds = SECONDS
    if _PDF in data[:_PDF_BEGINS]:
        seconds = PDF_SECONDS + min(len(data) / _PDF_SECOND, _PDF_MORE)
    return seconds + (len(data) >> 20)


def _malformed(name: str) -> InputError:
    return InputError(name, "cannot be read: what its reader says makes no sense")


def _release(worker: _Worker, used: int) -> None:
    """Keep a process for the next document, or kill it if it has grown; `used` is its memory in bytes."""
    if used > _RETIRE:
        _logger.debug("a reading process has taken %d bytes, and is ended", used)
        worker.kill()
    else:
        _put_back(worker)


def article_of(values: dict[str, Any]) -> Article:
    """Return the article in an answer. Raises one of `MALFORMED`."""
    source = {**values["source"], "note": values["source"]["note"] and _message_of(values["source"]["note"])}
    paragraphs = (
        Paragraph(kind, int(start), int(end), language, gap=int(gap))
        for kind, start, end, language, gap in values["paragraphs"]
    )
    return Article(Source(**source), str(values["text"]), tuple(paragraphs))


def _feed_of(values: dict[str, Any]) -> "Feed":
    """Return the feed in an answer. Raises one of `MALFORMED`."""
    from core.reading.feed import Feed, FeedItem

    entries = ({**entry, "note": entry["note"] and _message_of(entry["note"])} for entry in values["entries"])
    return Feed(values["title"], values["url"], tuple(FeedItem(**entry) for entry in entries))


def _message_of(values: dict[str, Any]) -> str:
    """Return a message in an answer. Raises one of `MALFORMED`."""
    return messages.from_fields(str(values["text"]), values.get("id"), values.get("values"))
