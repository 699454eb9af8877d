"""The sandbox from the outside: documents of all formats but plain text and JSON are parsed in a separate process.

A process is started once and used again; `sandbox.py` has what it does, and what it is not allowed to do. A process
that takes too long or needs too much memory is killed: its document gives one clear error, and the next document gets a
new process. Where no process can be started, documents are parsed in this one.
"""

import atexit
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from core import messages
from core.article import Article, Paragraph, Source
from core.errors import InputError
from core.processes import ChildTime, ProcessorBusyError, bare_environment, kill_child, start_child
from core.reading import formats
from core.reading.fetch import FetchedPage
from core.reading.limits import allowance
from core.reading.sandbox import LENGTH, read, read_feed

if TYPE_CHECKING:
    from core.reading.feed import ParsedFeed

_START: Final = 7.5
"""Processor time, in seconds, that a new process may take until it is ready."""
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
MALFORMED: Final = (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""Exceptions that reading a malformed answer raises; `sandbox.serve` gives none, but a compromised parser may."""
_logger = logging.getLogger(__name__)


def articles(data: bytes, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Yield every article as `formats.articles` does, from the sandbox unless the format is safe. Raises InputError."""
    if _outside(data, name):
        return formats.articles(data, name, encoding)
    return _read({"name": name, "encoding": encoding}, data)


def fetched(page: FetchedPage, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Yield every article of a fetched page, as `formats.fetched` does, from the sandbox. Raises InputError."""
    if _outside(page.data, name):
        return formats.fetched(page, name, encoding)
    return _read({"name": name, "encoding": encoding, "url": page.url, "charset": page.charset}, page.data)


def feed(data: bytes, name: str, base: str | None, charset: str | None, encoding: str | None) -> "ParsedFeed":
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


class _Worker:
    """A process of the sandbox. Creating one raises OSError if it cannot be started."""

    def __init__(self, begun: float | None = None) -> None:
        # The parser's modules take a moment to import, and the program may end meanwhile.
        code = (
            "from core.processes import hold_lifeline; hold_lifeline(); from core.reading.sandbox import serve; serve()"
        )
        # In its session, which is its own, it has as large a share of the processor as all programs of a terminal.
        self._process = start_child(code, {**bare_environment(), _INSIDE: "1"})
        self.owner = os.getpid()
        """The process that started it: after a fork, the child must not use it."""
        self._received = bytearray()
        self.time = ChildTime(self._process.pid)
        """What it may take until its next answer."""
        self.time.allow(_START, begun)
        try:
            self.walls = tuple(self.answer()["walls"])
        except TimeoutError as error:
            self.kill()
            raise ProcessorBusyError from error
        except (OSError, EOFError, *MALFORMED) as error:
            self.kill()
            raise OSError("no sandbox") from error
        if sys.platform != "win32":
            os.set_blocking(self._stdin, False)

    def ask(self, request: dict[str, Any], data: bytes) -> None:
        """Send it a document with the options of `read` or `read_feed`. Raises as `answer`, or OSError if it ended."""
        options = json.dumps(request).encode()
        head = b"".join((LENGTH.pack(len(options)), options, LENGTH.pack(len(data))))
        # One write wakes the process once; a large document is not copied for that.
        for part in (head + data,) if len(data) < _SMALL else (head, data):
            rest = memoryview(part)
            while rest:
                self.time.wait(writing=self._stdin)
                rest = rest[os.write(self._stdin, rest) :]

    def answer(self) -> dict[str, Any]:
        """Return its next answer. Raises TimeoutError if that takes too long, EOFError if it ended, or `MALFORMED`.

        The error is ProcessorBusyError if the process had too little of the processor.
        """
        (length,) = LENGTH.unpack(self._bytes(LENGTH.size))
        if length > _LARGEST_ANSWER:
            raise ValueError(length)
        answer: dict[str, Any] = json.loads(self._bytes(length))
        return answer

    def runs(self) -> bool:
        """Whether the process is there: the system, short of memory, may have killed it while it was idle."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Kill the process and close its pipes."""
        kill_child(self._process)

    @property
    def _stdin(self) -> int:
        assert self._process.stdin is not None  # noqa: S101 - it was started with a pipe
        return self._process.stdin.fileno()

    def _bytes(self, count: int) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - it was started with a pipe
        stdout = self._process.stdout.fileno()
        while len(self._received) < count:
            self.time.wait(reading=stdout)
            piece = os.read(stdout, 1 << 20)
            if not piece:
                raise EOFError
            self._received += piece
        data = bytes(self._received[:count])
        del self._received[:count]
        return data


_idle: list[_Worker] = []
_lock = threading.Lock()


def _take(begun: float | None = None) -> _Worker:
    """Return an idle process, or start one. Raises OSError if none starts, ProcessorBusyError if none does in time."""
    with _lock:
        while _idle:
            worker = _idle.pop()
            # Otherwise it is the parent's, copied by a fork.
            if worker.owner == os.getpid():
                if worker.runs():
                    return worker
                worker.kill()
    return _Worker(begun)


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


def _started(begun: float) -> _Worker:
    """Return a process as `_take` does. Raises ProcessorBusyError, or _NoProcessError if none can be started."""
    try:
        return _take(begun)
    except ProcessorBusyError:
        # Without a process the document would be read without limits, which is for systems that have none.
        raise
    except OSError as error:
        _logger.warning("no process to read in", exc_info=True)
        raise _NoProcessError from error


def _answers(request: dict[str, Any], data: bytes) -> Iterator[dict[str, Any]]:
    """Yield a process's answers on a document. Raises InputError, _NoProcessError, or one of `MALFORMED`."""
    begun, seconds, worker = time.monotonic(), allowance(data), None
    answering = True
    try:
        worker = _started(begun)
        worker.time.allow(seconds, begun)
        worker.ask({**request, "seconds": seconds}, data)
        del data
        while answering:
            answer = worker.answer()
            if answer["last"] is True:
                # Before the last article is translated, so that the process does not hold its memory meanwhile.
                answering = False
                _release(worker, answer.get("used", 0))
            yield answer
            worker.time.allow(seconds)
        if error_values := answer.get("error"):
            raise InputError(str(error_values["what"]), _message_of(error_values["problem"]))
    except ProcessorBusyError:
        raise InputError(
            request["name"],
            "the machine is too busy to read it: try again when other programs need less of the processor",
        ) from None
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
        if answering and worker:
            worker.kill()


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


def _feed_of(values: dict[str, Any]) -> "ParsedFeed":
    """Return the feed in an answer. Raises one of `MALFORMED`."""
    from core.reading.feed import FeedItem, ParsedFeed

    entries = ({**entry, "note": entry["note"] and _message_of(entry["note"])} for entry in values["entries"])
    return ParsedFeed(values["title"], values["url"], tuple(FeedItem(**entry) for entry in entries))


def _message_of(values: dict[str, Any]) -> str:
    """Return a message in an answer. Raises one of `MALFORMED`."""
    return messages.from_fields(str(values["text"]), values.get("id"), values.get("values"))
