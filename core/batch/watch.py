"""Watch: a batch over the files that arrive in a folder, until it is stopped; unreadable files are moved away."""

import contextlib
import ctypes
import gc
import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

from core import __version__
from core.arrivals import SETTLE, Arrivals
from core.batch import Done, Event, Failed, Job, Kept, Notice
from core.batch.run import Batch
from core.brief import Briefer
from core.errors import InputError, OutputError
from core.files import path_with_room, write_whole
from core.messages import Message
from core.sanitize import sanitize
from core.sqlite import is_full

_SCAN_EVERY: Final = 60.0
"""Seconds after which the folder is scanned even without a change event: the system may drop events."""
_SCAN_AGAIN: Final = 1.0
"""Seconds after which a folder that is new is scanned once more: files in it may come unannounced."""
_SHARE: Final = 20
"""The pause between two scans of everything, at least, as a multiple of the time that the last one took."""
_BATCH: Final = 32
"""Files in one batch: what a batch takes in memory depends on what is in it, not on how many files wait."""
_FREE_EVERY: Final = 5.0
"""Seconds after which freed memory is returned to the system even while files arrive."""
_PAUSES: Final = 5
"""The pause before a full disk is tried again, in multiples of `settle`."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file could not be read, and was moved away."""

    path: str
    goal: Path
    reason: str


class Watch:
    """Watches one folder. Finished work is in the journal of the output folder, so that the watch can be restarted."""

    def __init__(
        self, job: Job, briefer: Briefer, quarantine_folder: Path, *, settle: float = SETTLE, poll: bool = False
    ) -> None:
        """`job.root` is the folder to watch; `poll` scans it for changes, which network shares need."""
        if job.root is None or not os.path.isdir(job.root):
            raise InputError(str(job.root), "no such folder")
        self._job = job
        self._root = job.root
        self._briefer = briefer
        self._quarantine = quarantine_folder
        self._poll = poll
        self._wake = max(0.05, settle / 2)
        self._pause = _PAUSES * settle
        self._arrivals = Arrivals(job.root, settle, (job.output, quarantine_folder))
        self._scan_at = 0.0
        """When everything is scanned next."""
        self._again: dict[str, float] = {}
        """Folders to be scanned once more, and when."""
        self._stopped = threading.Event()
        self._batch: Batch | None = None
        self._freed = time.monotonic()
        """When freed memory was returned to the system."""

    def stop(self) -> None:
        """End at once and leave the articles in progress to another run; thread-safe. The process must end soon."""
        self._stopped.set()
        if self._batch is not None:
            self._batch.cancel(leaving=True)

    def run(self) -> Iterator[Event | Quarantined]:
        """Process the files that arrive, and yield the events as they happen, until `stop` is called.

        Raises InputError if the folder disappears, OutputError if the output cannot be written. While the disk is full,
        it waits.
        """
        changes = self._changes()
        while not self._stopped.is_set():
            names = self._look(self._wait_for_changes(changes))
            for start in range(0, len(names), _BATCH):
                for event in self._retry_until_done(tuple(names[start : start + _BATCH])):
                    yield event
                    # What many files that arrive at once leave free would be kept for as long as they keep arriving.
                    if time.monotonic() - self._freed > _FREE_EVERY:
                        self._free_memory()
                if self._stopped.is_set():
                    return
                if self._arrivals.waiting or start + _BATCH < len(names):
                    _free_memory()
                else:
                    self._free_memory()

    def _free_memory(self) -> None:
        """Collect garbage too, which takes longer."""
        # Each brief leaves reference cycles of its template, and by itself Python lets 100,000 objects wait.
        gc.collect()
        _free_memory()
        self._freed = time.monotonic()

    def _look(self, changed: set[str] | None) -> list[str]:
        """Return the files that are complete, and after a scan of everything schedule the next one."""
        began = time.monotonic()
        names = self._arrivals.look(changed)
        if changed is None:
            now = time.monotonic()
            # A file may have come before the system reported changes.
            self._scan_at = now + (max(_SCAN_EVERY, _SHARE * (now - began)) if self._scan_at else _SCAN_AGAIN)
        return names

    def _wait_for_changes(self, changes: Iterator[set[tuple[Any, str]]]) -> set[str] | None:
        """Wait until something is to be scanned: these files and folders, the whole folder if None.

        A scan of everything takes time in proportion to all files that ever arrived, so it is rare.
        """
        self._check_folder()
        if self._scan_at <= time.monotonic():
            return None
        root, found = os.path.join(os.path.abspath(self._root), ""), set[str]()
        for reported in changes:
            self._check_folder()
            now = time.monotonic()
            for _, path in reported:
                # Elsewhere the system names files by another path.
                if not path.startswith(root):
                    return None
                own_path = os.path.join(self._root, path.removeprefix(root))
                found.add(own_path)
                if os.path.isdir(own_path):
                    self._again[own_path] = now + _SCAN_AGAIN
            found |= {folder for folder, due in self._again.items() if due <= now}
            self._again = {folder: due for folder, due in self._again.items() if due > now}
            if self._scan_at <= now:
                return None
            # Files that are not complete yet must be looked at again without an event.
            if found or self._arrivals.waiting:
                break
        return found

    def _changes(self) -> Iterator[set[tuple[Any, str]]]:
        """Yield the system's change events for the folder; an empty set at each timeout without any."""
        from watchfiles import watch

        try:
            yield from watch(
                os.path.abspath(self._root),
                watch_filter=None,
                debounce=200,
                stop_event=self._stopped,
                rust_timeout=int(self._wake * 1000),
                yield_on_timeout=True,
                force_polling=self._poll,
                raise_interrupt=False,
            )
        except FileNotFoundError:
            self._check_folder()
            raise

    def _check_folder(self) -> None:
        if not os.path.isdir(self._root):
            raise InputError(self._root, "this folder is gone")

    def _retry_until_done(self, names: tuple[str, ...]) -> Iterator[Event | Quarantined]:
        """Process some files; while the disk is full, retry them, so that freeing space is enough to go on."""
        warned, failures = False, set[tuple[str, str]]()
        while True:
            try:
                for event in self._run_batch(names):
                    if isinstance(event, Failed):
                        # At each retry, what cannot be read fails again.
                        failure = event.path, event.error.problem
                        if failure in failures:
                            continue
                        failures.add(failure)
                    yield event
            except OutputError as error:
                if not is_full(error):
                    raise
                if not warned:
                    yield Notice(error.what, Message("{problem}; waiting until there is room", problem=error.problem))
                warned = True
            else:
                return
            if self._stopped.wait(self._pause):
                return

    def _run_batch(self, names: tuple[str, ...]) -> Iterator[Event | Quarantined]:
        self._batch = batch = Batch(replace(self._job, names=names), self._briefer)
        if self._stopped.is_set():
            return
        failed: dict[str, Failed] = {}
        readable: set[str] = set()
        for event in batch.run():
            match event:
                # An output error is not the input's fault.
                case Failed() if isinstance(event.error, InputError):
                    failed[event.path] = event
                case Done() | Kept():
                    readable.add(event.path)
            yield event
        if self._stopped.is_set():
            return  # what follows in a mailbox may be readable
        for path, event in failed.items():
            # One bad article does not make a mailbox unreadable, and a file that is gone cannot be moved.
            if path not in readable and os.path.lexists(path):
                yield self._quarantine_file(path, event.error.problem)

    def _quarantine_file(self, path: str, reason: str) -> Event | Quarantined:
        try:
            goal = quarantine(path, os.path.relpath(path, self._root), self._quarantine, reason)
        except OutputError as error:
            return Notice(error.what, error.problem)
        return Quarantined(path, goal, reason)


def _free_memory() -> None:
    """Return to the system what the C library keeps of freed memory: hundreds of megabytes after a large batch."""
    # Only glibc has such a call.
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def quarantine(path: str, relative: str, folder: Path, reason: str) -> Path:
    """Move a file into the quarantine folder, and write `NAME.reason.txt` beside it; return its new path.

    A file of the same name is not overwritten: the new one is called `NAME~2` and so on. Raises OutputError if the
    file cannot be moved.
    """
    for number in count(1):
        new_path = folder / (relative if number == 1 else f"{path_with_room(relative)}~{number}")
        if not os.path.lexists(new_path):
            break
    now = datetime.now(UTC).isoformat(timespec="seconds")
    note = new_path.with_name(f"{path_with_room(new_path.name)}.reason.txt")
    # Write the reason first, so that there is never a file without one.
    text = f"{sanitize(reason, 2000)}\n\nfile: {sanitize(path, 2000)}\ntime: {now}\n"
    write_whole(note, f"{text}by: depeche {__version__}\n")
    try:
        shutil.move(path, new_path)
    except OSError as error:
        with contextlib.suppress(OSError):
            note.unlink()
        raise OutputError(
            path, "cannot be moved to {folder}: {reason}", folder=folder, reason=error.strerror or error
        ) from error
    return new_path
