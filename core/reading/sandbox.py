"""The process of the sandbox: how it restricts itself, how it parses documents, and the messages it exchanges.

All messages are JSON, so that even a compromised parser can send nothing but text.

Since the documents come from others, the process gives up for good all rights that parsing does not need. Limits of
memory, and a ban on writing to files, work on every POSIX system. On Linux, kernel features that need no privileges do
the rest. Landlock refuses to create, change or delete files, and to read any but those of Python, the program and the
system's libraries. A filter of system calls (seccomp) refuses sockets, other programs and signals. The numbers are
those of <asm/unistd.h>, <linux/seccomp.h>, <linux/bpf_common.h> and <linux/landlock.h>.
"""

import contextlib
import ctypes
import dataclasses
import json
import os
import platform
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from core import messages
from core.article import Article
from core.errors import InputError
from core.processes import follow_parent, import_folders, private_memory
from core.reading import formats
from core.reading.fetch import FetchedPage

if TYPE_CHECKING:
    from core.reading.feed import ParsedFeed

MEMORY: Final = 384 << 20
"""Memory limit of the process, in bytes: together with a program that has its models loaded, less than 800 MB."""
_MAPPED: Final = 4 << 30
"""Limit of its address space, in bytes, which includes mapped libraries and files."""
_FILES: Final = 128
"""Maximum number of its open files."""
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _SECCOMP_MODE_FILTER = 22, 38, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
"""What a filter answers: SECCOMP_RET_ALLOW, or SECCOMP_RET_ERRNO plus the number of an error."""
_EPERM, _ENOSYS = 1, 38
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Instructions of a filter (BPF): load 32 bits of `struct seccomp_data`, compare them with a number, and answer."""
_CALL_NUMBER, _CALL_ARCHITECTURE, _ARGUMENTS = 0, 4, (16, 24)
"""Offsets in `struct seccomp_data`, in bytes."""
_X32: Final = 0x40000000
"""From this number on, system calls of x86_64 are those of its x32 variant, which has other numbers."""
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT, _LANDLOCK_VERSION, _LANDLOCK_PATH = 444, 445, 446, 1, 1
_CHANGES: Final = sum(1 << bit for bit in (1, *range(4, 13)))
"""Landlock's rights to write, delete and create files of any kind."""
_TRUNCATE: Final = 1 << 14
"""Landlock's right to shorten files, from its version 3 on."""
_READ_FILE: Final = 1 << 2
"""Landlock's right to read files."""
_SYSTEM: Final = (
    *("/usr", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache", "/etc/localtime"),
    *("/etc/mime.types", "/etc/ssl/openssl.cnf"),
    *("/dev/null", "/dev/urandom", "/sys/devices/system/cpu"),
)
"""What may be read besides Python and the program: libraries that are loaded when they are needed, and their data."""
_ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""The architectures for which there is a filter, with the kernel's AUDIT_ARCH numbers."""
_REFUSED: Final = {
    # sockets
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "socketpair": (53, 199),
    # other programs and processes
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    # signals
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424),
    # file systems, namespaces and keys
    "mount": (165, 40), "unshare": (272, 97), "setns": (308, 268), "open_by_handle_at": (304, 265),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # turns of other processes at the processor and the disk
    "setpriority": (141, 140), "sched_setparam": (142, 118), "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122), "sched_setattr": (314, 274), "ioprio_set": (251, 30),
    # parts of the kernel in which many vulnerabilities were found, and memory shared with other processes
    "io_uring_setup": (425, 425), "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "shmget": (29, 194), "mq_open": (240, 180),
}  # fmt: skip
"""System calls that are refused, with their numbers on x86_64 and aarch64; None where there is no such call."""
_REFUSED_COMMANDS: Final = {
    "fcntl": ((72, 25), (8, 10, 15)),
    "ioctl": ((16, 29), (0x8901, 0x8902, 0x5412)),
}
"""Calls of which some commands are refused: F_SETOWN, F_SETSIG and F_SETOWN_EX of fcntl, and FIOSETOWN and SIOCSPGRP of
ioctl have the kernel send signals to another process; TIOCSTI types into a terminal."""
_PRLIMIT: Final = (302, 261)
"""Of prlimit64, only the form for this process is allowed: with its limits one can kill any other process."""
_CLONE: Final = {"x86_64": 56, "aarch64": 220}
_CLONE3: Final = 435
_CLONE_THREAD: Final = 0x10000


def build_walls() -> tuple[str, ...]:
    """Restrict this process for good by all `WALLS` that the system has; return the names of those that took effect."""
    built = []
    for name, wall in WALLS.items():
        with contextlib.suppress(ImportError, OSError, ValueError, AttributeError, KeyError):
            wall()
            built.append(name)
    return tuple(built)


def _limit(which: str, most: int) -> None:
    """Lower a limit of this process, by its name in `resource`. Raises ImportError, OSError or ValueError."""
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
    """Install the filter of system calls. Raises OSError where it cannot be had, KeyError on other architectures."""
    if sys.platform != "linux":
        raise OSError
    filter_ = _call_filter(platform.machine())
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *instruction) for instruction in filter_))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(filter_), ctypes.addressof(code)))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program))


def _call_filter(machine: str) -> list[tuple[int, int, int, int]]:
    """Return the filter of system calls for `platform.machine()`. Raises KeyError for other architectures.

    Each instruction is an operation, how many instructions to skip if its comparison holds and if it does not, and a
    number.
    """
    allow, refuse = (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE | _EPERM)
    architecture, column = _ARCHITECTURES[machine], list(_ARCHITECTURES).index(machine)
    # Calls in the conventions of another architecture, or of x32, have other numbers: all of them are refused.
    code = [(_LOAD, 0, 0, _CALL_ARCHITECTURE), (_IF_EQUAL, 1, 0, architecture), refuse]
    code += [(_LOAD, 0, 0, _CALL_NUMBER), (_IF_AT_LEAST, 0, 1, _X32), refuse]
    for numbers in _REFUSED.values():
        if (number := numbers[column]) is not None:
            code += [(_IF_EQUAL, 0, 1, number), refuse]
    for numbers, commands in _REFUSED_COMMANDS.values():
        code += [(_IF_EQUAL, 0, len(commands) * 2 + 2, numbers[column]), (_LOAD, 0, 0, _ARGUMENTS[1])]
        code += [part for command in commands for part in ((_IF_EQUAL, 0, 1, command), refuse)]
        code.append(allow)
    code += [(_IF_EQUAL, 0, 4, _PRLIMIT[column]), (_LOAD, 0, 0, _ARGUMENTS[0]), (_IF_EQUAL, 0, 1, 0), allow, refuse]
    # New threads are allowed, since they end with the process; new processes are not. A filter can tell them apart by
    # the flags of clone, but not by those of clone3, which are in memory: if that does not exist, libc calls clone.
    code += [(_IF_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _REFUSE | _ENOSYS), (_IF_EQUAL, 0, 4, _CLONE[machine])]
    return [*code, (_LOAD, 0, 0, _ARGUMENTS[0]), (_IF_SET, 0, 1, _CLONE_THREAD), allow, refuse, allow]


def _no_changes() -> None:
    """Forbid to create, change or delete files. Raises OSError where Landlock cannot be had."""
    call, version = _landlock()
    _restrict(call, _CHANGES | (_TRUNCATE if version >= 3 else 0), ())


def _no_reading() -> None:
    """Forbid to open other files than those of Python, the program and libraries. Raises OSError as above."""
    call, _ = _landlock()
    linked = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    _restrict(call, _READ_FILE, filter(None, (*_SYSTEM, *import_folders(), *linked)))


def _landlock() -> tuple[Callable[..., int], int]:
    """Return libc's function `syscall`, and the version of Landlock. Raises OSError if the kernel has none."""
    if sys.platform != "linux":
        raise OSError
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_LANDLOCK_VERSION))
    if version < 1:
        raise OSError
    return call, version


def _restrict(call: Callable[..., int], rights: int, paths: Iterable[str]) -> None:
    """Give up some of Landlock's rights, except to files in some folders. Raises OSError if that fails."""
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
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if call(_LANDLOCK_RESTRICT, rules, ctypes.c_uint32(0)):
        raise OSError
    os.close(rules)


WALLS: Final[dict[str, Callable[[], None]]] = {
    "limited memory": _memory,
    "no writing": _no_writing,
    "no changed files": _no_changes,
    "no files of yours": _no_reading,
    "no sockets, no programs": _no_calls,
}
"""The restrictions: what the user reads of each, and the function that applies it to this process."""


def _prctl(*arguments: int) -> None:
    """Call prctl(2), with zeros for missing arguments. Raises OSError if it fails."""
    words = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)][:5]
    if ctypes.CDLL(None, use_errno=True).prctl(*words):
        raise OSError


LENGTH: Final = struct.Struct("<Q")
"""Prefix of each message: its length in bytes."""


def read(request: dict[str, Any], data: bytes) -> Iterator[Article]:
    """Yield the articles of a document with the options of a request. Raises InputError."""
    if "url" in request:
        return formats.fetched(
            FetchedPage(data, request["url"], request["charset"]), request["name"], request["encoding"]
        )
    return formats.articles(data, request["name"], request["encoding"])


def read_feed(request: dict[str, Any], data: bytes) -> "ParsedFeed":
    """Parse a feed with the options of a request. Raises InputError for data that are no feed."""
    # Imported here since it loads lxml, which plain text does not need.
    from core.reading.feed import parse

    return parse(data, request["name"], request["feed"], request["charset"], request["encoding"])


def _article_values(article: Article) -> dict[str, Any]:
    """Return an article as values of JSON, without the parts that reading does not set."""
    source = dataclasses.asdict(article.source)
    source["note"] = article.source.note and {"text": article.source.note, **messages.fields(article.source.note)}
    paragraphs = [
        (paragraph.kind, paragraph.start, paragraph.end, paragraph.language, paragraph.gap)
        for paragraph in article.paragraphs
    ]
    return {"source": source, "text": article.text, "paragraphs": paragraphs}


def _feed_values(feed: "ParsedFeed") -> dict[str, Any]:
    """Return a feed as values of JSON."""
    notes = (entry.note and {"text": entry.note, **messages.fields(entry.note)} for entry in feed.entries)
    entries = [{**dataclasses.asdict(entry), "note": note} for entry, note in zip(feed.entries, notes, strict=True)]
    return {"title": feed.title, "url": feed.url, "entries": entries}


def _send(pipe: BinaryIO, value: dict[str, Any]) -> None:
    # Without `ensure_ascii`: each letter outside ASCII would take six bytes, and more memory on both sides.
    message = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    pipe.write(LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def serve() -> None:
    """Parse documents for the process that started this one, until that closes the pipe or ends."""
    # What a parser prints goes to the null device: between the answers it would garble them.
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    memory = None
    with contextlib.suppress(OSError, AttributeError):
        memory = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
    # The thread is started after that: only then do the restrictions apply to it too.
    walls = build_walls()
    follow_parent()
    _send(answers, {"walls": walls})
    while head := requests.read(LENGTH.size):
        request = json.loads(requests.read(LENGTH.unpack(head)[0]))
        data = requests.read(LENGTH.unpack(requests.read(LENGTH.size))[0])
        answer: dict[str, Any] = {"article": None, "last": True}
        try:
            _limit_time(request["seconds"])
            if "feed" in request:
                answer["feed"] = _feed_values(read_feed(request, data))
            for article in () if "feed" in request else read(request, data):
                if answer["article"]:
                    _send(answers, {**answer, "last": False})
                answer["article"] = _article_values(article)
                _limit_time(request["seconds"])
        except InputError as error:
            problem = {"text": error.problem, **messages.fields(error.problem)}
            answer["error"] = {"what": error.what, "problem": problem}
        except MemoryError:
            os._exit(1)
        answer["used"] = private_memory(memory)
        _send(answers, answer)


def _limit_time(seconds: float) -> None:
    """Limit the processor time of this process from now on; the system ends it when that is used up."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))
