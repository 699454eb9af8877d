"""A reading room with walls: documents of every format but plain text and feeds are parsed in a process of its own.

It is started once and used again; `walls.py` says what it cannot do. It speaks in JSON, so that not even a parser that
was taken over can send anything but text. One that takes too long, or needs too much, is killed: its document is one
clear error, and the next is read in a new process. Where no process can be had, this one reads.
"""

import atexit
import contextlib
import dataclasses
import json
import logging
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from core import messages
from core.article import Article, Paragraph, Source
from core.errors import InputError
from core.processes import python_command
from core.reading import formats, walls
from core.reading.fetch import Page

SECONDS: Final = 15.0
"""For one article, and a second more for each megabyte."""
_SLACK: Final = 4.0
"""Of time by the clock, to processor time: a busy machine gives a document far less than a core, and what works all the
time is ended by its processor time."""
_START: Final = 30.0
_RETIRE: Final = 256 << 20
"""Bytes that a process may have taken and still be used again."""
_WAITING: Final = 2
"""Processes that wait for documents, at most."""
_LENGTH: Final = struct.Struct("<Q")
_OUTSIDE: Final = frozenset(("text", "feed", "jsonfeed"))
"""Formats with linear code and bounds of their own."""
_INSIDE: Final = "DEPECHE_READING_ROOM"
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


def standing() -> tuple[str, ...]:
    """Return which walls stand around a process that is started now; none where there is no process."""
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
    return not data.startswith(b"PK\x03\x04") and formats.recognise(data, name) in _OUTSIDE


class _Worker:
    """One process, from the outside."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            python_command("-B", "-c", "from core.reading.room import serve; serve()"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C goes to all processes of a terminal; this one is ended by the program.
            start_new_session=True,
            env={**os.environ, _INSIDE: "1"},
        )
        self.owner = os.getpid()
        self._come = bytearray()
        try:
            self.walls = tuple(self.answer(time.monotonic() + _START)["walls"])
        except (OSError, KeyError, TypeError, ValueError) as error:
            self.kill()
            raise OSError("no reading room") from error

    def ask(self, request: dict[str, Any], data: bytes) -> None:
        """Give it a document. Raises OSError."""
        assert self._process.stdin is not None  # noqa: S101 - as it was started
        made = json.dumps(request).encode()
        # In one go: each waking of a process costs.
        self._process.stdin.write(b"".join((_LENGTH.pack(len(made)), made, _LENGTH.pack(len(data)), data)))
        self._process.stdin.flush()

    def answer(self, until: float) -> dict[str, Any]:
        """Return what it says next; raises TimeoutError after `until`, EOFError where it died."""
        head = self._bytes(_LENGTH.size, until)
        said: dict[str, Any] = json.loads(self._bytes(_LENGTH.unpack(head)[0], until))
        return said

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


def _read(request: dict[str, Any], data: bytes) -> Iterator[Article]:
    try:
        worker = _take()
    except OSError:
        _logger.warning("no process to read in", exc_info=True)
        yield from _articles(request, data)
        return
    done = False
    try:
        seconds = SECONDS + (len(data) >> 20)
        worker.ask({**request, "seconds": seconds}, data)
        last = False
        while not last:
            said = worker.answer(time.monotonic() + seconds * _SLACK)
            last = said["last"] is True
            if said["article"] is not None:
                yield _article(said["article"])
        if (used := said.get("used", 0)) > _RETIRE:
            _logger.debug("a reading process has taken %d bytes, and is ended", used)
        done = used <= _RETIRE
        if error := said.get("error"):
            raise InputError(str(error["what"]), _text(error["problem"]))
    except TimeoutError:
        raise _too_much(request["name"], seconds) from None
    except (EOFError, BrokenPipeError):
        raise InputError(
            request["name"],
            "reading it takes more memory or time than a document should; it may be damaged, or meant to do harm",
        ) from None
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(request["name"], "cannot be read: what its reader says makes no sense") from error
    finally:
        if done:
            _leave(worker)
        else:
            worker.kill()


def _too_much(name: str, seconds: float) -> InputError:
    return InputError(
        name,
        "reading it takes more than {seconds:.0f} seconds; it may be damaged, or meant to do harm",
        seconds=seconds,
    )


def _articles(request: dict[str, Any], data: bytes) -> Iterator[Article]:
    if "url" in request:
        return formats.fetched(Page(data, request["url"], request["charset"]), request["name"], request["encoding"])
    return formats.articles(data, request["name"], request["encoding"])


def _plain(article: Article) -> dict[str, Any]:
    """Return an article as JSON's values; what reading does not give is left out."""
    source = dataclasses.asdict(article.source)
    source["note"] = article.source.note and {"text": article.source.note, **messages.fields(article.source.note)}
    paragraphs = [(one.kind, one.start, one.end, one.language, one.gap) for one in article.paragraphs]
    return {"source": source, "text": article.text, "paragraphs": paragraphs}


def _article(said: dict[str, Any]) -> Article:
    source = {**said["source"], "note": said["source"]["note"] and _text(said["source"]["note"])}
    paragraphs = (
        Paragraph(kind, int(start), int(end), language, gap=int(gap))
        for kind, start, end, language, gap in said["paragraphs"]
    )
    return Article(Source(**source), str(said["text"]), tuple(paragraphs))


def _text(said: dict[str, Any]) -> str:
    return messages.from_fields(str(said["text"]), said.get("id"), said.get("values"))


def _send(pipe: BinaryIO, value: dict[str, Any]) -> None:
    # Surrogates, which stand for bytes that are no text, are kept as escapes.
    made = json.dumps(value).encode()
    pipe.write(_LENGTH.pack(len(made)) + made)
    pipe.flush()


def serve() -> None:
    """Read documents for the process that started this one, until it goes."""
    # What a parser prints must not be taken for an answer.
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    _send(answers, {"walls": walls.build()})
    while head := asked.read(_LENGTH.size):
        request = json.loads(asked.read(_LENGTH.unpack(head)[0]))
        data = asked.read(_LENGTH.unpack(asked.read(_LENGTH.size))[0])
        said: dict[str, Any] = {"article": None, "last": True}
        try:
            _allow(request["seconds"])
            for article in _articles(request, data):
                if said["article"]:
                    _send(answers, {**said, "last": False})
                said["article"] = _plain(article)
                _allow(request["seconds"])
        except InputError as error:
            problem = {"text": error.problem, **messages.fields(error.problem)}
            said["error"] = {"what": error.what, "problem": problem}
        except MemoryError:
            os._exit(1)
        said["used"] = _taken()
        _send(answers, said)


def _taken() -> int:
    """Return the bytes of memory that this process has, 0 where that cannot be told.

    Not the peak that `getrusage` knows: a child is born with that of its parent, whose models are large.
    """
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _follow(parent: int) -> None:
    """End with the process that started this one, whatever is at hand."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _allow(seconds: float) -> None:
    """Let this process have so much processor time from now on; the system ends it after that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))
