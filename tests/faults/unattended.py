"""`depeche watch` unattended while thousands of files arrive and all kinds of faults happen: weeks, in minutes.

    python -m tests.faults.unattended FOLDER COUNT [DISK]

FOLDER is new. DISK is a small disk for the briefs, that is filled and freed again. The clock jumps where a C compiler can
make that so.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.hostile.memory import share, tree
from tests.random_pack import build_random_pack

ROOT = Path(__file__).parents[2]
_BEHIND = 100
"""Files that have arrived and are not done, at most: it must keep up with many, not with all at once."""
_FIRST_LITTLE = 300
"""Number of the file from which some pages have little text."""
_CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int clock_gettime(clockid_t clock, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, at);
    FILE *file = clock == CLOCK_REALTIME && !failed ? fopen(getenv("CLOCK_OFF"), "r") : NULL;
    long seconds = 0;
    if (file) {
        if (fscanf(file, "%ld", &seconds) == 1) at->tv_sec += seconds;
        fclose(file);
    }
    return failed;
}
"""
"""Sets the clock of a program, and no other, as many seconds off as a file says; what measures time goes on."""
_DONE = re.compile(r"depeche: (?:.*/)?(\d{6}\.\w+): done, ")
_MOVED = re.compile(r"depeche: (?:.*/)?(\d{6}\.\w+): moved to ")


@dataclass
class Figures:
    """What became of the files, and what it took."""

    arrived: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)
    written: set[str] = field(default_factory=set)
    memory: list[int] = field(default_factory=list)
    """Bytes of all processes after each twentieth of the files."""
    happened: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """What is about no file."""
    status: int | None = None


def content(number: int) -> tuple[str, bytes]:
    """A file's ending and bytes: most are short wires, each another; some pages and mails; some cannot be read.

    The first page with little text comes late: what it alone loads must not weigh for good.
    """
    text = (
        f"Le ministre a dit lundi que Paris est la une. {number} est le {number % 7}, et que la une {number} est pas."
    )
    if number % 50 == 7:
        return "xml", b"<rss version='2.0'><channel><title>%d</title></channel></rss>" % number
    if number % 20 == 3:
        return (
            "html",
            _page(text, 1 if number > _FIRST_LITTLE and number % 40 == 3 else 20),
        )
    if number % 20 == 5:
        return "eml", f"From: a@b.example\nTo: c@d.example\nSubject: Essai {number}\n\n{text}\n".encode()
    return "txt", f"Titre {number}\n\n{text}\n".encode()


def _page(text: str, count: int) -> bytes:
    body = "La façade du vieux marché sera rénovée d'ici à la fin de l'année prochaine, a dit le maire de la ville."
    paragraphs = "".join(f"<p>{body} {text}</p>" for _ in range(count))
    return (
        f"<!doctype html><html><head><title>T</title></head><body><article><h1>T</h1>{paragraphs}</article></body></html>"
    ).encode()


class Desk:
    """A folder that is watched, and the program that watches it."""

    def __init__(self, folder: Path, disk: Path | None) -> None:
        self.folder, self.disk, self.figures = folder, disk, Figures()
        self.incoming, self.out = folder / "in", (disk or folder) / "out"
        self.incoming.mkdir()
        self.packs = folder / "packs"
        self.packs.mkdir()
        build_random_pack(self.packs / "translate-fr_en-1.0")
        self._clock, self._shim = folder / "clock", folder / "clock.so"
        command = ["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", str(self._shim), "-ldl"]
        compiled = shutil.which("cc") and subprocess.run(command, input=_CLOCK, text=True, check=False).returncode == 0
        self._shim = self._shim if compiled else None

    def __enter__(self) -> Self:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "ARGOS_PACKAGES_DIR": str(self.packs),
            "DEPECHE_HOME": str(self.folder / "home"),
            "DEPECHE_OFFLINE": "1",
        }
        if self._shim:
            environ |= {"LD_PRELOAD": str(self._shim), "CLOCK_OFF": str(self._clock)}
        words = ["watch", str(self.incoming), "-o", str(self.out), "--settle", "0.3", "--from", "fr", "--threads", "1"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui.main", *words, "--no-memory"], env=environ, stderr=subprocess.PIPE, text=True
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.figures.status = self.process.wait(120)
        finally:
            self.process.kill()
        self._listener.join()
        self.figures.written = {path.name for path in self.out.rglob("*.md")}

    def _listen(self) -> None:
        for line in self.process.stderr or ():
            if found := _DONE.match(line):
                self.figures.done[found[1]] += 1
            elif found := _MOVED.match(line):
                self.figures.moved[found[1]] += 1
            elif not re.search(r"\d{6}\.\w+: ", line):
                self.figures.said.append(line)

    def arrive(self, number: int) -> None:
        """Write one file, as others do: under another name at first, or in place."""
        suffix, data = content(number)
        folder = self.incoming / f"{number // 1000:02}"
        folder.mkdir(exist_ok=True)
        goal = folder / f"{number:06}.{suffix}"
        if number % 3:
            (part := goal.with_name(f"{goal.name}.part")).write_bytes(data)
            part.rename(goal)
        else:
            goal.write_bytes(data)
        if number % 11 == 0:  # from a machine whose clock is wrong
            os.utime(goal, (number, 4_000_000_000 + number))
        self.figures.arrived.append(goal.name)

    def wait(self, behind: int = 0, seconds: float = 180) -> None:
        """Wait until no more than so many files are not done; raise AssertionError where nothing is done for long."""
        before, since = -1, time.monotonic()
        while (left := len(self.figures.arrived) - len(self.figures.done) - len(self.figures.moved)) > behind:
            assert self.process.poll() is None, self.figures.said[-5:]
            if left != before:
                before, since = left, time.monotonic()
            assert time.monotonic() - since < seconds, (left, self.figures.said[-5:])
            time.sleep(0.02)

    def weigh(self) -> None:
        self.figures.memory.append(sum(map(share, tree(self.process.pid))))

    def exchange_pack(self) -> None:
        """Replace the model of the pack, as an update does."""
        fresh, old = self.folder / "fresh", self.folder / "old"
        build_random_pack(fresh, seed=3)
        pack = self.packs / "translate-fr_en-1.0"
        pack.rename(old)
        fresh.rename(pack)
        shutil.rmtree(old)
        self.figures.happened.append("pack exchanged")

    def set_clock(self, seconds: int) -> None:
        """Shift the program's clock by so many seconds, where that is possible."""
        self._clock.write_text(f"{seconds}", encoding="ascii")
        if self._shim:
            self.figures.happened.append(f"clock {seconds:+d} s")

    def fill_disk(self) -> None:
        """Fill the disk, let files arrive into it, and free it once the program has seen that."""
        if self.disk is None:
            return
        rest = self.disk / "rest"
        with rest.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(bytes(size))
        for number in range(3):
            self.arrive(900_000 + number)
        end = time.monotonic() + 120
        while not [line for line in self.figures.said if "waiting until there is room" in line]:
            assert self.process.poll() is None, self.figures.said[-5:]
            assert time.monotonic() < end, self.figures.said[-5:]
            time.sleep(0.05)
        rest.unlink()
        self.figures.happened.append("disk filled and freed")


def run(folder: Path, count: int, disk: Path | None = None) -> Figures:
    """Let so many files arrive in a folder that is watched; return what became of them."""
    desk = Desk(folder, disk)
    events = {
        count * 2 // 10: desk.exchange_pack,
        count * 4 // 10: desk.fill_disk,
        count * 5 // 10: lambda: desk.set_clock(40 * 86_400),
        count * 6 // 10: lambda: desk.set_clock(-400 * 86_400),
        count * 7 // 10: desk.exchange_pack,
    }
    with desk:
        for number in range(count):
            if happens := events.get(number):
                happens()
            desk.arrive(number)
            desk.wait(_BEHIND)
            if (number + 1) % max(1, count // 20) == 0:
                desk.wait()
                desk.weigh()
                if __name__ == "__main__":
                    print(number + 1, desk.figures.memory[-1] >> 10, time.strftime("%T"), flush=True)  # noqa: T201
        desk.wait()
    return desk.figures


if __name__ == "__main__":
    figures = run(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None)
    good = {name for name in figures.arrived if not name.endswith(".xml")}
    print("arrived", len(figures.arrived), "done", len(figures.done), "moved", len(figures.moved))  # noqa: T201
    print("lost", len(good - {file.removesuffix(".md") for file in figures.written}))  # noqa: T201
    print("twice", sum(times > 1 for times in (*figures.done.values(), *figures.moved.values())))  # noqa: T201
    print("happened", figures.happened, "status", figures.status)  # noqa: T201
    print("said", *sorted(set(figures.said)))  # noqa: T201
    print("memory in MB", [size >> 20 for size in figures.memory])  # noqa: T201
