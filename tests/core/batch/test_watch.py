"""Watching a folder: files are found as soon as they arrive."""

import contextlib
import ctypes
import os
import platform
import threading
from pathlib import Path

import pytest

from core.arrivals import Arrivals
from core.batch import Done, Job, Notice, watch
from core.batch.watch import Watch
from core.brief import Briefer
from core.settings import Settings, TranslationSettings


def test_a_file_that_comes_between_the_first_scan_and_the_first_report_of_the_system_is_found(
    places, tmp_path, monkeypatch
):
    folder, look = tmp_path / "in", Arrivals.look
    folder.mkdir()

    def look_and_let_one_come(arrivals, changed):
        found = look(arrivals, changed)
        if not (folder / "a.txt").exists():
            (folder / "a.txt").write_text("The council has voted.\n", encoding="utf-8")
        return found

    monkeypatch.setattr(Arrivals, "look", look_and_let_one_come)
    briefer = Briefer(Settings(places, translation=TranslationSettings("en")), lambda *_: None)
    job = Job((str(folder),), tmp_path / "out", ("md",), root=str(folder))
    watching = Watch(job, briefer, tmp_path / "away", settle=0.1)
    # Without a report, the next scan is a minute later.
    patience = threading.Timer(30, watching.stop)
    patience.start()
    first = next(watching.run(), None)
    patience.cancel()
    assert isinstance(first, Done)


def test_what_a_file_takes_does_not_depend_on_how_many_are_done(places, tmp_path, monkeypatch):
    folder, look = tmp_path / "in", Arrivals.look
    folder.mkdir()
    (folder / "0.txt").write_text("The council has voted.\n", encoding="utf-8")
    scans, batches = [], []

    def note(arrivals, changed):
        scans.append(changed)
        return look(arrivals, changed)

    def note_batch(job, *others):
        batches.append(len(job.names))
        return batch(job, *others)

    batch = watch.Batch
    monkeypatch.setattr(Arrivals, "look", note)
    monkeypatch.setattr(watch, "Batch", note_batch)
    monkeypatch.setattr(watch, "_BATCH", 2)
    monkeypatch.setattr(watch, "_SCAN_EVERY", 3600.0)
    briefer = Briefer(Settings(places, translation=TranslationSettings("en")), lambda *_: None)
    job = Job((str(folder),), tmp_path / "out", ("md",), root=str(folder))
    watching = Watch(job, briefer, tmp_path / "away", settle=0.1)
    patience = threading.Timer(60, watching.stop)
    patience.start()
    done = []
    for event in watching.run():
        done.append(os.path.basename(event.path))
        if len(done) == 1:
            for number in range(1, 6):
                (folder / f"{number}.txt").write_text(f"The council has voted {number} times.\n", encoding="utf-8")
        if len(done) == 6:
            watching.stop()
    patience.cancel()
    assert sorted(done) == [f"{number}.txt" for number in range(6)]
    assert max(batches) <= 2
    # One as it starts, and one more since the system reports no changes before.
    assert sum(changed is None for changed in scans) <= 2


def test_when_nothing_more_arrives_memory_is_returned_to_the_system(places, tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("The council has voted.\n", encoding="utf-8")
    briefer = Briefer(Settings(places, translation=TranslationSettings("en")), lambda *_: None)
    job = Job((str(folder),), tmp_path / "out", ("md",), root=str(folder))
    watching = Watch(job, briefer, tmp_path / "away", settle=0.1)
    returned = []

    def note_and_stop():
        returned.append((tmp_path / "out" / "a.txt.md").exists())
        watching.stop()

    monkeypatch.setattr(watch, "_free_memory", note_and_stop)
    patience = threading.Timer(30, watching.stop)
    patience.start()
    assert [type(event) for event in watching.run()] == [Done]
    patience.cancel()
    assert returned == [True]


def test_while_files_keep_arriving_memory_is_returned_to_the_system_too(places, tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("The council has voted.\n", encoding="utf-8")
    briefer = Briefer(Settings(places, translation=TranslationSettings("en")), lambda *_: None)
    job = Job((str(folder),), tmp_path / "out", ("md",), root=str(folder))
    watching = Watch(job, briefer, tmp_path / "away", settle=0.1)
    written = []

    def note_and_stop():
        written.append(sum(1 for _ in (tmp_path / "out").glob("*.md")))
        if written[-1] == 2:
            watching.stop()

    monkeypatch.setattr(watch, "_FREE_EVERY", 0.0)
    monkeypatch.setattr(watch, "_free_memory", note_and_stop)
    patience = threading.Timer(30, watching.stop)
    patience.start()
    assert [type(event) for event in watching.run()] == [Done, Done]
    patience.cancel()
    assert written[:2] == [1, 2]


def test_while_the_disk_is_full_a_file_that_cannot_be_read_is_reported_once_and_moved_once(places, tmp_path, disk):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.json").write_bytes(b"\0\1\2")
    (folder / "b.txt").write_text("The council has voted.\n", encoding="utf-8")
    with contextlib.suppress(OSError), (disk / "rest").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    briefer = Briefer(Settings(places, translation=TranslationSettings("en")), lambda *_: None)
    job = Job((str(folder),), disk / "out", ("md",), root=str(folder))
    watching = Watch(job, briefer, tmp_path / "away", settle=0.1)
    free, patience = threading.Timer(2, (disk / "rest").unlink), threading.Timer(60, watching.stop)
    patience.start()
    events = []
    for event in watching.run():
        events.append(type(event).__name__)
        if isinstance(event, Notice):
            free.start()
        if {"Done", "Quarantined"} <= {*events}:
            watching.stop()
    patience.cancel()
    assert sorted(events) == ["Done", "Failed", "Notice", "Quarantined"]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has such a call")
def test_freed_memory_between_blocks_in_use_is_returned():
    library, size, many = ctypes.CDLL(None), 60_000, 2000
    library.malloc.restype = ctypes.c_void_p
    library.free.argtypes = [ctypes.c_void_p]
    blocks = [library.malloc(size) for _ in range(many)]
    for block in blocks:
        ctypes.memset(block, 1, size)
    for number, block in enumerate(blocks):
        if number % 50:
            library.free(block)
    before = resident()
    watch._free_memory()
    assert before - resident() > size * many // 2
    for block in blocks[::50]:
        library.free(block)


def resident() -> int:
    """Bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
