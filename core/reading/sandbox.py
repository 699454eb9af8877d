"""The inside of the sandbox: what a process that reads documents does between its walls, and what both sides say.

All of it is JSON, so that not even a parser that was taken over can send anything but text.

The walls: what a process does not need that parses what others wrote, it gives up for good. Limits of memory, and of
any writing to files, hold on every POSIX system. On Linux the kernel's own means, which need no rights, do the rest:
Landlock refuses whatever would make, change or delete a file, and to read any but those of Python, the program and the
system's libraries; a filter of system calls (seccomp) refuses sockets, other programs and signals. Their numbers are of
<asm/unistd.h>, <linux/seccomp.h> and <linux/landlock.h>.
"""

import contextlib
import ctypes
import dataclasses
import json
import os
import platform
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from core import messages
from core.article import Article, Paragraph, Source
from core.errors import InputError
from core.reading import formats
from core.reading.fetch import Page

if TYPE_CHECKING:
    from core.reading.feed import Feed

MEMORY: Final = 384 << 20
"""Memory limit of the process, in bytes: together with a program that has its models loaded, less than 800 MB."""
_MAPPED: Final = 4 << 30
"""Limit of its address space, in bytes, which includes mapped libraries and files."""
_FILES: Final = 128
_SECCOMP, _NO_NEW_PRIVS, _FILTER = 22, 38, 2
_ALLOW, _REFUSE, _ERRNO_EPERM = 0x7FFF0000, 0x00050000, 1
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT, _LANDLOCK_VERSION, _LANDLOCK_PATH = 444, 445, 446, 1, 1
_CHANGES: Final = sum(1 << bit for bit in (1, *range(4, 13)))
"""Landlock's rights to write, delete and create files of any kind."""
_TRUNCATE: Final = 1 << 14
_READ_FILE: Final = 1 << 2
_SYSTEM: Final = (
    *("/usr", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache", "/etc/localtime"),
    *("/etc/mime.types", "/etc/ssl/openssl.cnf"),
    *("/dev/null", "/dev/urandom", "/sys/devices/system/cpu"),
)
"""What may be read beside Python and the program: libraries that are loaded when they are needed, and their data."""
# socket, connect, bind, socketpair, execve, execveat, ptrace, process_vm_readv and _writev, kill, tkill,
# tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal, pidfd_getfd, io_uring_setup, mount, unshare, setns,
# open_by_handle_at, add_key, request_key, keyctl, bpf, perf_event_open, userfaultfd, shmget, mq_open; fork, vfork.
_REFUSED: Final = {
    "x86_64": (0xC000003E, (
        41, 42, 49, 53, 59, 322, 101, 310, 311, 62, 200, 234, 129, 297, 424, 438, 425, 165, 272, 308, 304, 248,
        249, 250, 321, 298, 323, 29, 240, 57, 58,
    )),
    "aarch64": (0xC00000B7, (
        198, 203, 200, 199, 221, 281, 117, 270, 271, 129, 130, 131, 138, 240, 424, 438, 425, 40, 97, 268, 265,
        217, 218, 219, 280, 241, 282, 194, 180,
    )),
}  # fmt: skip
_CLONE: Final = {"x86_64": 56, "aarch64": 220}
_CLONE3, _THREAD, _ERRNO_ENOSYS = 435, 0x10000, 38


def build_walls() -> tuple[str, ...]:
    """Put up all walls that can be had here around this process, for good; return what they are called."""
    built = []
    for name, wall in WALLS.items():
        with contextlib.suppress(ImportError, OSError, ValueError, AttributeError, KeyError):
            wall()
            built.append(name)
    return tuple(built)


def _limit(which: str, most: int) -> None:
    import resource

    number = getattr(resource, which)
    hard = resource.getrlimit(number)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(number, (most, most))


def _memory() -> None:
    _limit("RLIMIT_DATA", MEMORY)
    _limit("RLIMIT_AS", _MAPPED)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_NOFILE", _FILES)


def _no_writing() -> None:
    _limit("RLIMIT_FSIZE", 0)


def _no_calls() -> None:
    if sys.platform != "linux":
        raise OSError
    architecture, calls = _REFUSED[platform.machine()]
    # One test after another: of another architecture, or of x32's numbers, none is let through.
    rules = [(0x20, 0, 0, 4), (0x15, 1, 0, architecture), (0x06, 0, 0, _REFUSE | _ERRNO_EPERM), (0x20, 0, 0, 0)]
    rules += [(0x35, 0, 1, 0x40000000), (0x06, 0, 0, _REFUSE | _ERRNO_EPERM)]
    for refused in calls:
        rules += [(0x15, 0, 1, refused), (0x06, 0, 0, _REFUSE | _ERRNO_EPERM)]
    # Threads end with the process, other processes would not. What is to start can be seen only in the older call,
    # which the C library makes where it is told that there is no newer one.
    rules += [(0x15, 0, 1, _CLONE3), (0x06, 0, 0, _REFUSE | _ERRNO_ENOSYS), (0x15, 0, 4, _CLONE[platform.machine()])]
    rules += [(0x20, 0, 0, 16), (0x45, 0, 1, _THREAD), (0x06, 0, 0, _ALLOW), (0x06, 0, 0, _REFUSE | _ERRNO_EPERM)]
    rules.append((0x06, 0, 0, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code)))
    _prctl(_NO_NEW_PRIVS, 1)
    _prctl(_SECCOMP, _FILTER, ctypes.addressof(program))


def _no_changes() -> None:
    call, version = _landlock()
    _restrict(call, _CHANGES | (_TRUNCATE if version >= 3 else 0), ())


def _no_reading() -> None:
    call, _ = _landlock()
    ours = (str(Path(__file__).parents[2]), sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path)
    linked = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    _restrict(call, _READ_FILE, filter(None, (*_SYSTEM, *ours, *linked)))


def _landlock() -> tuple[Callable[..., int], int]:
    """Return a function for system calls, and Landlock's version. Raises OSError where there is none."""
    if sys.platform != "linux":
        raise OSError
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_LANDLOCK_VERSION))
    if version < 1:
        raise OSError
    return call, version


def _restrict(call: Callable[..., int], rights: int, paths: Iterable[str]) -> None:
    """Give up some rights, except to what is in some folders. Raises OSError."""
    handled = ctypes.c_uint64(rights)
    rules = call(_LANDLOCK_CREATE, ctypes.byref(handled), ctypes.c_size_t(8), ctypes.c_uint32(0))
    if rules < 0:
        raise OSError
    for path in paths:
        with contextlib.suppress(OSError):
            folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
            rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, folder))
            call(_LANDLOCK_ADD, rules, ctypes.c_int(_LANDLOCK_PATH), rule, ctypes.c_uint32(0))
            os.close(folder)
    _prctl(_NO_NEW_PRIVS, 1)
    if call(_LANDLOCK_RESTRICT, rules, ctypes.c_uint32(0)):
        raise OSError
    os.close(rules)


WALLS: Final = {
    "limited memory": _memory,
    "no writing": _no_writing,
    "no changed files": _no_changes,
    "no files of yours": _no_reading,
    "no sockets, no programs": _no_calls,
}


def _prctl(*words: int) -> None:
    numbers = [ctypes.c_ulong(word) for word in (*words, 0, 0, 0, 0)][:5]
    if ctypes.CDLL(None, use_errno=True).prctl(*numbers):
        raise OSError


LENGTH: Final = struct.Struct("<Q")
"""Prefix of each message: its length in bytes."""
NO_SENSE: Final = (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""Exceptions of reading an answer that `serve` would not give."""


def read(request: dict[str, Any], data: bytes) -> Iterator[Article]:
    """Read a document as its request says."""
    if "url" in request:
        return formats.fetched(Page(data, request["url"], request["charset"]), request["name"], request["encoding"])
    return formats.articles(data, request["name"], request["encoding"])


def read_feed(request: dict[str, Any], data: bytes) -> "Feed":
    """Parse a feed as its request says. Raises InputError for what is none."""
    # Not before: it loads lxml, which plain text does without.
    from core.reading.feed import parse

    return parse(data, request["name"], request["feed"], request["charset"], request["encoding"])


def _plain(article: Article) -> dict[str, Any]:
    """Return an article as JSON's values; what reading does not give is left out."""
    source = dataclasses.asdict(article.source)
    source["note"] = article.source.note and {"text": article.source.note, **messages.fields(article.source.note)}
    paragraphs = [(one.kind, one.start, one.end, one.language, one.gap) for one in article.paragraphs]
    return {"source": source, "text": article.text, "paragraphs": paragraphs}


def _plain_feed(found: "Feed") -> dict[str, Any]:
    """Return a feed as JSON's values."""
    entries = [
        {
            **dataclasses.asdict(entry),
            "note": entry.note and {"text": entry.note, **messages.fields(entry.note)},
        }
        for entry in found.entries
    ]
    return {"title": found.title, "url": found.url, "entries": entries}


def feed_of(said: dict[str, Any]) -> "Feed":
    """Return the feed of an answer; raises `NO_SENSE`."""
    from core.reading.feed import Feed, FeedItem

    entries = (FeedItem(**{**one, "note": one["note"] and text_of(one["note"])}) for one in said["entries"])
    return Feed(said["title"], said["url"], tuple(entries))


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
    memory = None
    with contextlib.suppress(OSError, AttributeError):
        memory = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
    # After the walls: a thread is behind those that its starter was behind.
    walls = build_walls()
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    _send(answers, {"walls": walls})
    while head := asked.read(LENGTH.size):
        request = json.loads(asked.read(LENGTH.unpack(head)[0]))
        data = asked.read(LENGTH.unpack(asked.read(LENGTH.size))[0])
        said: dict[str, Any] = {"article": None, "last": True}
        try:
            _allow(request["seconds"])
            if "feed" in request:
                said["feed"] = _plain_feed(read_feed(request, data))
            for article in () if "feed" in request else read(request, data):
                if said["article"]:
                    _send(answers, {**said, "last": False})
                said["article"] = _plain(article)
                _allow(request["seconds"])
        except InputError as error:
            problem = {"text": error.problem, **messages.fields(error.problem)}
            said["error"] = {"what": error.what, "problem": problem}
        except MemoryError:
            os._exit(1)
        said["used"] = _taken(memory)
        _send(answers, said)


def _taken(memory: int | None) -> int:
    """Return the bytes of memory that this process has for itself, 0 if that is not known.

    `memory` is its open file `statm`, which cannot be opened now. The peak that `getrusage` knows will not do: a
    child is born with that of its parent, whose models are large.
    """
    if memory is None:
        return 0
    try:
        _, resident, shared, *_ = map(int, os.pread(memory, 200, 0).split())
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
