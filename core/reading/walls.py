"""Walls around a process that parses what others wrote: what it does not need, it gives up for good.

Limits of memory, and of any writing to files, hold on every POSIX system. On Linux the kernel's own means, which need
no rights, do the rest: a filter of system calls (seccomp) refuses sockets and other programs, and Landlock refuses
whatever would make, change or delete a file. Numbers are of <asm/unistd.h>, <linux/seccomp.h> and <linux/landlock.h>.
"""

import contextlib
import ctypes
import platform
import struct
import sys
from typing import Final

MEMORY: Final = 384 << 20
"""Bytes that the process may have for itself: with a program that has its models loaded, less than 800 MB."""
_MAPPED: Final = 4 << 30
"""Bytes of address space: libraries and files mapped into it count, too."""
_FILES: Final = 128
_SECCOMP, _NO_NEW_PRIVS, _FILTER = 22, 38, 2
_ALLOW, _REFUSE, _ERRNO_EPERM = 0x7FFF0000, 0x00050000, 1
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT, _LANDLOCK_VERSION = 444, 446, 1
_CHANGES: Final = sum(1 << bit for bit in (1, *range(4, 13)))
"""Landlock's rights to write, to delete and to make files of every kind."""
_TRUNCATE: Final = 1 << 14
# socket, connect, bind, socketpair, execve, execveat, ptrace, process_vm_writev, io_uring_setup, kill, mount, unshare
_REFUSED: Final = {
    "x86_64": (0xC000003E, (41, 42, 49, 53, 59, 322, 101, 311, 425, 62, 165, 272)),
    "aarch64": (0xC00000B7, (198, 203, 200, 199, 221, 281, 117, 271, 425, 129, 40, 97)),
}


def build() -> tuple[str, ...]:
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
    for call in calls:
        rules += [(0x15, 0, 1, call), (0x06, 0, 0, _REFUSE | _ERRNO_EPERM)]
    rules.append((0x06, 0, 0, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code)))
    _prctl(_NO_NEW_PRIVS, 1)
    _prctl(_SECCOMP, _FILTER, ctypes.addressof(program))


def _no_changes() -> None:
    if sys.platform != "linux":
        raise OSError
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_LANDLOCK_VERSION))
    if version < 1:
        raise OSError
    rights = ctypes.c_uint64(_CHANGES | (_TRUNCATE if version >= 3 else 0))
    rules = call(_LANDLOCK_CREATE, ctypes.byref(rights), ctypes.c_size_t(8), ctypes.c_uint32(0))
    if rules < 0:
        raise OSError
    _prctl(_NO_NEW_PRIVS, 1)
    if call(_LANDLOCK_RESTRICT, rules, ctypes.c_uint32(0)):
        raise OSError


WALLS: Final = {
    "limited memory": _memory,
    "no writing": _no_writing,
    "no sockets, no programs": _no_calls,
    "no changed files": _no_changes,
}


def _prctl(*words: int) -> None:
    numbers = [ctypes.c_ulong(word) for word in (*words, 0, 0, 0, 0)][:5]
    if ctypes.CDLL(None, use_errno=True).prctl(*numbers):
        raise OSError
