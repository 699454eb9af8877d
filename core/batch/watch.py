"""Watch: a batch over what arrives in a folder, until it is stopped; what cannot be read is moved away."""

import contextlib
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
from core.files import fitting, write_whole
from core.messages import Message
from core.sanitize import sanitize
from core.sqlite import is_full

_LOOK_EVERY: Final = 60.0
"""Seconds after which the folder is looked at even if nothing is heard of it: the system may drop what it tells."""
_PAUSES: Final = 5
"""How many times `settle` it waits before it tries a full disk again."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file could not be read, and was moved away."""

    path: str
    goal: Path
    reason: str


class Watch:
    """Watches one folder. What it has done stands in the journal of its output folder, so that it can be restarted."""

    def __init__(
        self, job: Job, briefer: Briefer, quarantine_folder: Path, *, settle: float = SETTLE, poll: bool = False
    ) -> None:
        """`job.root` is the folder to watch; `poll` asks for its files again and again, as network shares need."""
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
        self._stopped = threading.Event()
        self._batch: Batch | None = None

    def stop(self) -> int:
        """End after the articles at hand, and say how many these are; any thread, or signal's handler, may call it."""
        self._stopped.set()
        if self._batch is None:
            return 0
        self._batch.stop()
        return self._batch.at_hand

    def run(self) -> Iterator[Event | Quarantined]:
        """Do what arrives, and tell what happens as it happens, until `stop` is called.

        Raises InputError where the folder goes away, OutputError where the output cannot be written. While the disk is
        full, it waits.
        """
        changes = self._changes()
        while not self._stopped.is_set():
            if not os.path.isdir(self._root):
                raise InputError(self._root, "this folder is gone")
            looked = time.monotonic()
            if names := self._arrivals.look():
                yield from self._until_done(tuple(names))
                continue
            # Nothing is heard while nothing changes; what is not complete yet is looked at again by itself.
            while (heard := next(changes, None)) is not None and not heard and not self._arrivals.waiting:
                if time.monotonic() - looked > _LOOK_EVERY:
                    break

    def _changes(self) -> Iterator[Any]:
        """Give what the system tells of the folder; an empty set, again and again, for nothing."""
        from watchfiles import watch

        return watch(
            self._root,
            watch_filter=None,
            debounce=200,
            stop_event=self._stopped,
            rust_timeout=int(self._wake * 1000),
            yield_on_timeout=True,
            force_polling=self._poll,
            raise_interrupt=False,
        )

    def _until_done(self, names: tuple[str, ...]) -> Iterator[Event | Quarantined]:
        """Do some files, again and again while the disk is full: whoever makes room need not know of this program."""
        warned = False
        while True:
            try:
                yield from self._do(names)
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

    def _do(self, names: tuple[str, ...]) -> Iterator[Event | Quarantined]:
        self._batch = batch = Batch(replace(self._job, names=names), self._briefer)
        failed: dict[str, Failed] = {}
        readable: set[str] = set()
        for event in batch.run():
            match event:
                # What cannot be written is not the input's fault.
                case Failed() if isinstance(event.error, InputError):
                    failed[event.path] = event
                case Done() | Kept():
                    readable.add(event.path)
            yield event
        for path, event in failed.items():
            # One bad article does not make a mailbox unreadable; and a file that is gone is nobody's.
            if path not in readable and os.path.lexists(path):
                yield self._put_away(path, event.error.problem)

    def _put_away(self, path: str, reason: str) -> Event | Quarantined:
        try:
            goal = quarantine(path, os.path.relpath(path, self._root), self._quarantine, reason)
        except OutputError as error:
            return Notice(error.what, error.problem)
        return Quarantined(path, goal, reason)


def quarantine(path: str, relative: str, folder: Path, reason: str) -> Path:
    """Move a file into the quarantine folder, and write `NAME.reason.txt` beside it; return where it went.

    A file of the same name that is there already stays: the new one is called `NAME~2` and so on. Raises
    OutputError where the file cannot be moved.
    """
    for number in count(1):
        goal = folder / (relative if number == 1 else f"{fitting(relative)}~{number}")
        if not os.path.lexists(goal):
            break
    now = datetime.now(UTC).isoformat(timespec="seconds")
    note = goal.with_name(f"{fitting(goal.name)}.reason.txt")
    # The reason first: a file without one would be a riddle.
    text = f"{sanitize(reason, 2000)}\n\nfile: {sanitize(path, 2000)}\ntime: {now}\n"
    write_whole(note, f"{text}by: depeche {__version__}\n")
    try:
        shutil.move(path, goal)
    except OSError as error:
        with contextlib.suppress(OSError):
            note.unlink()
        raise OutputError(
            path, "cannot be moved to {folder}: {reason}", folder=folder, reason=error.strerror or error
        ) from error
    return goal
