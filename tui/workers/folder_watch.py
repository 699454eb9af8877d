"""Watches open folders for new files."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import work
from textual.message import Message
from textual.widget import Widget

from core import arrivals
from tui.workers.translation import lower_priority

_EVERY = 1.0
"""Seconds between two scans, at least."""
_SHARE = 50
"""The pause between two scans, as a multiple of the time that the faster of the last two took: one of them may have
been slow because of a busy moment, both because of a slow disk."""


class FolderWatch(Widget):
    """The worker that scans open folders at intervals, as long as there are any.

    Scanning works on every disk, including network shares, where notifications do not; and it needs no other library.
    """

    DEFAULT_CSS = "FolderWatch { display: none; }"

    @dataclass
    class Arrived(Message):
        """Files that are new or changed, and complete."""

        folder: str
        paths: list[str]

    def __init__(self) -> None:
        super().__init__()
        self._folders: dict[str, arrivals.Arrivals] = {}
        self._real: set[str] = set()
        """Those of them that were no link, and behind none, when they were opened."""
        self._own: set[str] = set()
        self._adding = threading.Lock()
        self._ended = threading.Event()

    def on_unmount(self) -> None:
        """Stop scanning."""
        self._ended.set()

    def watch_over(self, names: Sequence[str], then: Callable[[], object]) -> None:
        """Watch those names that are folders; files that are in them now count as known.

        `then`, which reads them, is called after that is recorded, so that a file that arrives during the reading
        counts as new and is not lost.
        """
        self._watch(names, then)

    def leave_out(self, paths: Iterable[Path]) -> None:
        """Ignore files, and everything in folders, that the program itself writes."""
        self._own.update(os.path.realpath(path) for path in paths)

    @work(thread=True, exit_on_error=False, group="folder-watch", description="folder watch")
    def _watch(self, names: Sequence[str], then: Callable[[], object]) -> None:
        with self._adding:
            looking = bool(self._folders)
            for name in names:
                if name not in self._folders and os.path.isdir(name):
                    folder = arrivals.Arrivals(name, arrivals.SETTLE)
                    folder.pass_over()
                    if not _is_linked(name):
                        self._real.add(name)
                    self._folders[name] = folder
            begun = self._folders and not looking
        self.app.call_from_thread(then)
        lower_priority()
        took = 0.0
        while begun:
            before, took = took, self._look()
            if self._ended.wait(max(_EVERY, _SHARE * min(before, took))):
                return

    def _look(self) -> float:
        """Post what has arrived; return the seconds that the scan took."""
        began = time.monotonic()
        for name, folder in list(self._folders.items()):
            if name in self._real and _is_linked(name):  # somebody exchanged it, to have other files read
                continue
            if paths := [path for path in folder.look() if not self._is_own(os.path.realpath(path))]:
                self.post_message(self.Arrived(name, paths))
        return time.monotonic() - began

    def _is_own(self, path: str) -> bool:
        return any(path == left_out or path.startswith(left_out + os.sep) for left_out in tuple(self._own))


def _is_linked(folder: str) -> bool:
    """Whether a folder is a link, or is reached by one."""
    return os.path.realpath(folder) != os.path.abspath(folder)
