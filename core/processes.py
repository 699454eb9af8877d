"""Child processes of Python: they import no code from the current folder, and do not outlive this process.

Python puts the current folder first on the import path of a child started with `-m` or `-c`, as those of
`multiprocessing` and of Dask are. A folder of wires may hold a `typing.py` that somebody else wrote.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_SAFE_PATH: Final = "PYTHONSAFEPATH"
_WARNINGS: Final = "PYTHONWARNINGS"
_QUIET_TRACKER: Final = "ignore:resource_tracker"
"""A killed batch leaves semaphores, which Python's tracker removes; that it says so would be a second line."""
_LIFELINE: Final = "DEPECHE_LIFELINE"
"""Environment variable with the descriptor of a child's lifeline: the reading end of a pipe in which nothing is
written, and whose other end is closed when the process that started the child has ended."""
_POOL: Final = b"--multiprocessing-fork"
"""What the command lines of `multiprocessing`'s processes contain."""
_PATIENCE: Final = 2.0
"""Maximum seconds until killed processes have ended: on a busy machine it may take a moment."""
_LOOK: Final = 0.5
"""Seconds between two looks whether the parent is there, where the system does not report its end."""
_CLOCK: Final = 15.0
"""Seconds by the clock after which a child that had less than `_SHARE` of a core is not waited for: who waits for the
program learns within 20 seconds that the machine is too busy."""
_SHARE: Final = 0.8
_SLACK: Final = 4.0
"""Maximum ratio of elapsed time to processor time."""
_NEEDED: Final = frozenset(
    "PATH HOME USERPROFILE APPDATA SYSTEMROOT TEMP TMP TMPDIR TZ LANG LD_LIBRARY_PATH DYLD_LIBRARY_PATH".split()
)
"""Environment variables that Python and its libraries need."""
_NEEDED_PREFIXES: Final = ("DEPECHE_", "LC_", "PYTHON", "MALLOC_", "COV")
"""Prefixes of further such variables."""
_BESIDE_MODULES: Final = (".libs", ".dist-info")
"""Endings of folders that hold a module's libraries, and its version."""


def python_command(*arguments: str) -> list[str]:
    """Return the command that runs this Python with arguments, the current folder off its import path."""
    return [sys.executable, "-P", *arguments]


def protect_children() -> None:
    """Keep the current folder off the import path of every Python process that is started from now on.

    It sets `PYTHONSAFEPATH` in this process's environment, which children by `multiprocessing` and Dask inherit; the
    import path of this process is not changed. Call it before such children are started; calling it twice does no harm.
    """
    os.environ[_SAFE_PATH] = "1"
    warnings = os.environ.get(_WARNINGS, "")
    if _QUIET_TRACKER not in warnings:
        os.environ[_WARNINGS] = f"{warnings},{_QUIET_TRACKER}".lstrip(",")


def bare_environment() -> dict[str, str]:
    """Return the environment for a child, without the rest, which may have passwords and keys of other programs."""
    return {name: value for name, value in os.environ.items() if name in _NEEDED or name.startswith(_NEEDED_PREFIXES)}


_children: Final[dict[subprocess.Popen[bytes], int | None]] = {}
"""Children by `start_child` that have not been killed, with this process's end of their lifelines."""


def start_child(code: str, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Run code in another Python, with pipes to it, that ends with this process however this one ends.

    The code must call `hold_lifeline` and `follow_parent`. Raises OSError if it cannot be started.
    """
    ends = os.pipe() if sys.platform != "win32" else ()
    try:
        process = subprocess.Popen(
            python_command("-B", "-c", code),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # In a session of its own it gets no Ctrl-C from the terminal.
            start_new_session=True,
            pass_fds=ends[:1],
            env={**environ, **({_LIFELINE: str(ends[0])} if ends else {})},
        )
    except OSError:
        for end in ends[1:]:
            os.close(end)
        raise
    finally:
        for end in ends[:1]:
            os.close(end)
    _children[process] = ends[1] if ends else None
    return process


def kill_child(process: subprocess.Popen[bytes]) -> None:
    """Kill a child by `start_child`, wait until it has ended, and close the pipes to it."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe:
                pipe.close()
    if (lifeline := _children.pop(process, None)) is not None:
        os.close(lifeline)


class ProcessorBusyError(TimeoutError):
    """A child had too little of the processor, since the machine is busy with other programs."""


_unattended = False


def be_unattended() -> None:
    """Wait longer for the children of this process from now on: nobody waits for it, and it keeps the machine busy."""
    global _unattended  # noqa: PLW0603 - of the process, as its command line is
    _unattended = True


class ChildTime:
    """The time that a child by `start_child` may take for what it was asked."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._begun = self._used = self._seconds = 0.0

    def allow(self, seconds: float, begun: float | None = None) -> None:
        """Set the processor time, in seconds, that it may take from now on; it is awaited since `begun` (monotonic)."""
        self._begun = time.monotonic() if begun is None else begun
        self._seconds = seconds
        self._used = _processor_seconds(self._process) or 0.0

    def wait(self, *, reading: int | None = None, writing: int | None = None) -> None:
        """Wait until a pipe can be read, or written to. Raises TimeoutError if it takes too long, or BusyError."""
        if sys.platform == "win32":  # which can wait for no pipe
            return
        inlets, outlets = ([pipe] if pipe is not None else [] for pipe in (reading, writing))
        most = self._seconds * _SLACK
        until = self._begun + (most if _unattended else min(most, _CLOCK))
        while not any(select.select(inlets, outlets, [], max(0.0, until - time.monotonic()))):
            elapsed, used = time.monotonic() - self._begun, _processor_seconds(self._process)
            had = elapsed if used is None else used - self._used
            if had >= self._seconds:
                raise TimeoutError
            if had < _SHARE * elapsed:
                raise ProcessorBusyError
            until = self._begun + self._seconds / _SHARE


def _processor_seconds(process: int) -> float | None:
    """Return the processor time that a process has had so far; None where that is not known."""
    # The name in brackets before them may contain spaces. They are the 14th and 15th field: in the program and for it.
    fields = _file_of(process, "stat").rpartition(b") ")[2].split()[11:13]
    return sum(map(int, fields)) / os.sysconf("SC_CLK_TCK") if fields else None


def kill_children() -> None:
    """Kill the children of `start_child` and `multiprocessing` with theirs, and wait until they have ended.

    Call it before the process ends without the interpreter's shutdown. It takes no lock, so that a signal handler may
    call it while the interrupted code waits for a child. Other children, such as a web browser, are let alone.
    """
    children = [child.pid for child in _children if child.returncode is None]
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children

        children += [child.pid for child in active_children() if child.pid]
        # Those that another thread is just starting, too: they would report that nobody answers them.
        children += [child for child in _children_of(os.getpid()) if _POOL in _file_of(child, "cmdline")]
    doomed = list(dict.fromkeys(children))
    for child in doomed:
        doomed += _children_of(child)
    for child in doomed:
        with contextlib.suppress(OSError):
            os.kill(child, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    for child in children if sys.platform != "win32" else ():
        with contextlib.suppress(OSError):
            os.waitpid(child, 0)
    # Only this process's own children can be waited for.
    until = time.monotonic() + _PATIENCE
    while any(map(_is_running, doomed)) and time.monotonic() < until:
        time.sleep(0.001)


def _children_of(process: int) -> list[int]:
    """Return the ids of a process's children; empty on systems without such a file."""
    with contextlib.suppress(OSError):
        threads = os.listdir(f"/proc/{process}/task")
        return [int(child) for thread in threads for child in _file_of(process, f"task/{thread}/children").split()]
    return []


def _is_running(process: int) -> bool:
    """Whether a process exists, on Linux, and not only its exit status."""
    return _file_of(process, "stat").rpartition(b") ")[2][:1] not in {b"", b"Z", b"X"}


def _file_of(process: int, name: str) -> bytes:
    """Return a file that Linux has about a process; empty if there is none."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/{name}").read_bytes()
    return b""


def hold_lifeline() -> None:
    """On Linux, let the kernel kill this child as soon as its parent has ended, whatever this child is doing then."""
    if sys.platform != "linux" or _LIFELINE not in os.environ:
        return
    import fcntl

    lifeline = int(os.environ[_LIFELINE])
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC)
    # It may have ended before.
    if select.select([lifeline], [], [], 0)[0]:
        os._exit(1)


def follow_parent() -> None:
    """End this child soon after its parent: on other systems, and if a fork of the parent has kept the lifeline."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def import_folders() -> Iterator[str]:
    """Yield all folders, and single files, that this Python, the program and their libraries are imported from.

    Where an installer keeps one copy of each library and puts links to it on the import path, that is where the links
    lead; other links, such as those of a source folder to somebody's documents, are not followed.
    """
    yield from (str(Path(__file__).parents[1]), sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path)
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from _linked_modules(folder)


def _linked_modules(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        inside = os.path.join(entry.path, "__init__.py")
        if entry.name.endswith((".py", ".so")):
            inside = entry.path
        elif entry.name.endswith(_BESIDE_MODULES):
            inside = next((file.path for file in os.scandir(entry.path)), inside)
        if os.path.islink(inside) or (entry.is_symlink() and os.path.exists(inside)):
            real = os.path.realpath(inside)
            yield real if inside == entry.path else os.path.dirname(real)


def private_memory(statm: int | None) -> int:
    """Return the memory that this process shares with no other, in bytes; 0 if that is not known.

    `statm` is the descriptor of its file in /proc, which was opened before the restrictions forbade that. The peak that
    `getrusage` reports is of no use: a new process starts with the peak of its parent, whose models are large.
    """
    if statm is None:
        return 0
    try:
        _, resident, shared, *_ = map(int, os.pread(statm, 200, 0).split())
        return (resident - shared) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
