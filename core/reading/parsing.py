"""The inside of the reading room: what its process does between its walls, and what the two sides say to each other.

All of it is JSON, so that not even a parser that was taken over can send anything but text.
"""

import contextlib
import dataclasses
import json
import os
import struct
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from core import messages
from core.article import Article, Paragraph, Source
from core.errors import InputError
from core.reading import formats, walls
from core.reading.fetch import Page

LENGTH: Final = struct.Struct("<Q")
"""Goes before whatever is said: how many bytes it has."""
NO_SENSE: Final = (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""What reading an answer raises where it is none that `serve` would give."""


def read(request: dict[str, Any], data: bytes) -> Iterator[Article]:
    """Read a document as its request says."""
    if "url" in request:
        return formats.fetched(Page(data, request["url"], request["charset"]), request["name"], request["encoding"])
    return formats.articles(data, request["name"], request["encoding"])


def _plain(article: Article) -> dict[str, Any]:
    """Return an article as JSON's values; what reading does not give is left out."""
    source = dataclasses.asdict(article.source)
    source["note"] = article.source.note and {"text": article.source.note, **messages.fields(article.source.note)}
    paragraphs = [(one.kind, one.start, one.end, one.language, one.gap) for one in article.paragraphs]
    return {"source": source, "text": article.text, "paragraphs": paragraphs}


def received(data: bytes) -> dict[str, Any]:
    """Return what an answer says; raises `NO_SENSE`."""
    said: dict[str, Any] = json.loads(data)
    return said


def article_of(said: dict[str, Any]) -> Article:
    """Return the article of an answer; raises `NO_SENSE`."""
    source = {**said["source"], "note": said["source"]["note"] and text_of(said["source"]["note"])}
    paragraphs = (
        Paragraph(kind, int(start), int(end), language, gap=int(gap))
        for kind, start, end, language, gap in said["paragraphs"]
    )
    return Article(Source(**source), str(said["text"]), tuple(paragraphs))


def text_of(said: dict[str, Any]) -> str:
    """Return a message of an answer; raises `NO_SENSE`."""
    return messages.from_fields(str(said["text"]), said.get("id"), said.get("values"))


def _send(pipe: BinaryIO, value: dict[str, Any]) -> None:
    # Not with escapes: letters that are not ASCII's would be six bytes, each, and more in the memory of both sides.
    made = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    pipe.write(LENGTH.pack(len(made)))
    pipe.write(made)
    pipe.flush()


def serve() -> None:
    """Read documents for the process that started this one, until it goes."""
    # What a parser prints must not be taken for an answer.
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    _send(answers, {"walls": walls.build()})
    while head := asked.read(LENGTH.size):
        request = json.loads(asked.read(LENGTH.unpack(head)[0]))
        data = asked.read(LENGTH.unpack(asked.read(LENGTH.size))[0])
        said: dict[str, Any] = {"article": None, "last": True}
        try:
            _allow(request["seconds"])
            for article in read(request, data):
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
    """Return the bytes of memory that this process has for itself, 0 where that cannot be told.

    Not the peak that `getrusage` knows: a child is born with that of its parent, whose models are large.
    """
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            _, resident, shared, *_ = map(int, file.read().split())
        return (resident - shared) * os.sysconf("SC_PAGE_SIZE")
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
