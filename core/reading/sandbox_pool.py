"""The processes of the sandbox: documents of every format but plain text and JSON are parsed in a process of its own.

It is started once and used again; `sandbox.py` says what it does, and what its walls forbid. One that takes too
long, or needs too much, is killed: its document is one clear error, and the next is read in a new process. Where no
process can be had, this one reads.
"""

import atexit
import contextlib
import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from core.article import Article
from core.errors import InputError
from core.processes import python_command
from core.reading import formats
from core.reading.fetch import Page
from core.reading.sandbox import LENGTH, NO_SENSE, article_of, feed_of, read, read_feed, received, text_of

if TYPE_CHECKING:
    from core.reading.feed import Feed

SECONDS: Final = 10.0
"""For one article, and a second more for each megabyte: books of every format but PDF take two, of processor time."""
PDF_SECONDS: Final = 15.0
"""A page of one is as much work as a chapter of other formats: two hundred of small print take as long."""
_PDF_SECOND: Final = 100_000
"""Bytes of a PDF that add a second, up to `_PDF_MORE` of them: forty such pages."""
_PDF_MORE: Final = 5.0
_PDF: Final = b"%PDF-"
_PDF_BEGINS: Final = 1024
_SLACK: Final = 4.0
"""Of time by the clock, to processor time: a busy machine gives a document far less than a core, and what works all the
time is ended by its processor time."""
_START: Final = 30.0
_RETIRE: Final = 128 << 20
"""Memory, in bytes, above which a process is not used again."""
_WAITING: Final = 2
"""Maximum number of idle processes."""
_LARGEST_ANSWER: Final = 128 << 20
"""Maximum size of an article as JSON, in bytes: four bytes for each of its `MAX_CHARACTERS`. A compromised parser must
not fill the memory of the process that reads its answer."""
_SMALL: Final = 1 << 20
"""Maximum size, in bytes, of a document that is copied to save a system call."""
_LARGE: Final = 8 << 20
"""Size, in bytes, from which a document of any format is read in the sandbox: its text is held several times."""
_FEEDS: Final = threading.BoundedSemaphore(_WAITING)
"""Limits the number of feeds that are parsed at the same time, each in a process."""
_OUTSIDE: Final = frozenset(("text", "jsonfeed"))
"""Formats that are read outside of the sandbox, by linear code with limits of its own."""
_INSIDE: Final = "DEPECHE_READING_ROOM"
_NEEDED: Final = frozenset(
    "PATH HOME USERPROFILE APPDATA SYSTEMROOT TEMP TMP TMPDIR TZ LANG LD_LIBRARY_PATH DYLD_LIBRARY_PATH".split()
)
"""Variables that Python and its libraries are found and set by."""
_NEEDED_ALL: Final = ("DEPECHE_", "LC_", "PYTHON", "MALLOC_", "COV")
"""Their other names begin so."""
_logger = logging.getLogger(__name__)


def articles(data: bytes, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Read every article as `formats.articles` does, behind walls where its format wants that."""
    if _outside(data, name):
        return formats.articles(data, name, encoding)
    return _read({"name": name, "encoding": encoding}, data)


def fetched(page: Page, name: str, encoding: str | None = None) -> Iterator[Article]:
    """Read every article that an address gave, as `formats.fetched` does, behind walls."""
    if _outside(page.data, name):
        return formats.fetched(page, name, encoding)
    return _read({"name": name, "encoding": encoding, "url": page.url, "charset": page.charset}, page.data)


def feed(data: bytes, name: str, base: str | None, charset: str | None, encoding: str | None) -> "Feed":
    """Parse a feed as `feed.parse` does, behind walls unless it is JSON. Raises InputError for what is none."""
    request = {"name": name, "encoding": encoding, "feed": base, "charset": charset}
    if _INSIDE in os.environ or formats.is_json_feed(data):
        return read_feed(request, data)
    with _FEEDS:
        try:
            [said] = _answers(request, data)
            return feed_of(said["feed"])
        except _NoRoomError:
            return read_feed(request, data)
        except NO_SENSE as error:
            raise _senseless(name) from error


def active_walls() -> tuple[str, ...]:
    """Return which walls stand around a process that is started now; none if there is no process."""
    try:
        worker = _take()
    except OSError:
        return ()
    _leave(worker)
    return worker.walls


def _outside(data: bytes, name: str) -> bool:
    if _INSIDE in os.environ:
        return True
    # What an archive holds is looked at inside.
    return len(data) <= _LARGE and not data.startswith(b"PK\x03\x04") and formats.recognise(data, name) in _OUTSIDE


def _environment() -> dict[str, str]:
    """Return what a process needs of the environment: passwords and keys of other programs may be in it."""
    return {name: value for name, value in os.environ.items() if name in _NEEDED or name.startswith(_NEEDED_ALL)}


class _Worker:
    """One process, from the outside."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            python_command("-B", "-c", "from core.reading.sandbox import serve; serve()"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C goes to all processes of a terminal; this one is ended by the program.
            start_new_session=True,
            env={**_environment(), _INSIDE: "1"},
        )
        self.owner = os.getpid()
        self._come = bytearray()
        try:
            self.walls = tuple(self.answer(time.monotonic() + _START)["walls"])
        except (OSError, EOFError, *NO_SENSE) as error:
            self.kill()
            raise OSError("no sandbox") from error

    def ask(self, request: dict[str, Any], data: bytes) -> None:
        """Give it a document. Raises OSError."""
        assert self._process.stdin is not None  # noqa: S101 - as it was started
        made = json.dumps(request).encode()
        # A small one in one go: each waking of a process costs. Of a large one no copy is made.
        head = b"".join((LENGTH.pack(len(made)), made, LENGTH.pack(len(data))))
        if len(data) < _SMALL:
            self._process.stdin.write(head + data)
        else:
            self._process.stdin.write(head)
            self._process.stdin.write(data)
        self._process.stdin.flush()

    def answer(self, until: float) -> dict[str, Any]:
        """Return what it says next; raises TimeoutError after `until`, EOFError where it died, and `NO_SENSE`."""
        (length,) = LENGTH.unpack(self._bytes(LENGTH.size, until))
        if length > _LARGEST_ANSWER:
            raise ValueError(length)
        return received(self._bytes(length, until))

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def _bytes(self, count: int, until: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - as it was started
        descriptor = self._process.stdout.fileno()
        while len(self._come) < count:
            if sys.platform != "win32" and not select.select([descriptor], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError
            piece = os.read(descriptor, 1 << 20)
            if not piece:
                raise EOFError
            self._come += piece
        found = bytes(self._come[:count])
        del self._come[:count]
        return found


_idle: list[_Worker] = []
_lock = threading.Lock()


def _take() -> _Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.owner == os.getpid():  # else a fork took it along
                return worker
    return _Worker()


def _leave(worker: _Worker) -> None:
    """Let it wait for the next document, unless enough others do."""
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


class _NoRoomError(Exception):
    """No process can be had."""


def _read(request: dict[str, Any], data: bytes) -> Iterator[Article]:
    try:
        answers = _answers(request, data)
        for said in answers:
            if said["article"] is not None:
                yield article_of(said.pop("article"))
    except _NoRoomError:
        yield from read(request, data)
    except NO_SENSE as error:
        raise _senseless(request["name"]) from error


def _answers(request: dict[str, Any], data: bytes) -> Iterator[dict[str, Any]]:
    """Yield what a process says of a document. Raises InputError, _NoRoomError, and `NO_SENSE`."""
    try:
        worker = _take()
    except OSError as error:
        _logger.warning("no process to read in", exc_info=True)
        raise _NoRoomError from error
    answering = True
    try:
        seconds = allowance(data)
        worker.ask({**request, "seconds": seconds}, data)
        del data
        while answering:
            said = worker.answer(time.monotonic() + seconds * _SLACK)
            if said["last"] is True:
                # Before the last article is worked on: what was needed to parse it must not be held beside that.
                answering = False
                _let_go(worker, said.get("used", 0))
            yield said
        if refused := said.get("error"):
            raise InputError(str(refused["what"]), text_of(refused["problem"]))
    except TimeoutError:
        raise _too_much(request["name"], seconds) from None
    except (EOFError, BrokenPipeError):
        raise InputError(
            request["name"],
            "reading it takes more memory or time than a document should; it may be damaged, or meant to do harm",
        ) from None
    finally:
        if answering:
            worker.kill()


def allowance(data: bytes) -> float:
    """Return how much processor time, in seconds, reading one article of a document may take."""
    seconds = SECONDS
    if _PDF in data[:_PDF_BEGINS]:
        seconds = PDF_SECONDS + min(len(data) / _PDF_SECOND, _PDF_MORE)
    return seconds + (len(data) >> 20)


def _senseless(name: str) -> InputError:
    return InputError(name, "cannot be read: what its reader says makes no sense")


def _let_go(worker: _Worker, used: int) -> None:
    """Keep a process that has answered for the next document, unless it has grown."""
    if used > _RETIRE:
        _logger.debug("a reading process has taken %d bytes, and is ended", used)
        worker.kill()
    else:
        _leave(worker)


def _too_much(name: str, seconds: float) -> InputError:
    return InputError(
        name,
        "reading it takes more than {seconds:.0f} seconds; it may be damaged, or meant to do harm",
        seconds=seconds,
    )
