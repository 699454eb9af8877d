# ruff: noqa: T201 - it speaks to the process that started it
"""Write to each store step by step, in a process of its own that prints each finished step on stdout.

    python store_writers.py HOME STORE FIRST LAST

A process that cannot go on says why in one line on stderr and exits with 1, as the commands do.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WIRES = ROOT / "tests" / "core" / "library"
sys.path.append(str(WIRES))
FR_EN = ("fr", "en")
FILLER = "Le conseil municipal a voté lundi le budget de la ville. " * 20
"""So that a few dozen steps fill a small disk."""


def say(text):
    print(f"depeche: told: {text}", file=sys.stderr, flush=True)


class MemoryWriter:
    file = "memory.db"

    def __init__(self, places):
        from core.memory.store import Memory

        self.store = Memory(places.memory, warn=say)

    def do(self, number):
        self.store.correct(FR_EN, f"Phrase {number}", f"Sentence {number} {FILLER}")

    def holds(self, number):
        found = self.store.look_up("base", FR_EN, [f"Phrase {number}"])[0]
        return found is not None and found.translation.startswith(f"Sentence {number} ")

    def look(self):
        return self.store.stats().corrections


class LibraryWriter:
    file = "library.db"

    def __init__(self, places):
        from core.library.store import Library

        self.store = Library(places.library, say)

    def do(self, number):
        from library_wires import numbered

        self.store.mark(self.store.add(numbered(number, 300)), note=f"note {number}")

    def holds(self, number):
        hits = self.store.search(f"mot{number}x7")
        return bool(hits) and self.store.brief(hits[0].key).article.text.startswith(f"Titre {number}")

    def look(self):
        return len(self.store.search("", limit=10_000))


class FeedsWriter:
    file = "feeds.db"

    def __init__(self, places):
        from core.feeds.subscriptions import Subscriptions

        self.store = Subscriptions(places, warn=say)
        self.held = set()

    def do(self, number):
        from core.feeds import Outline

        self.held = set()
        # An address in a folder whose name is long, so that the file grows.
        self.store.add_all([Outline(f"http://127.0.0.1:9/{number}", f"Fil {number}", (FILLER[:1000],))])

    def holds(self, number):
        # Listed once: it was complete before this process opened it, and is queried thousands of times on a fast disk.
        self.held = self.held or {feed.address for feed in self.store.feeds()}
        return f"http://127.0.0.1:9/{number}" in self.held

    def look(self):
        return len(self.store.feeds())


class JournalWriter:
    def __init__(self, places):
        from core.batch.journal import Journal

        self.output = places.home.with_name("output")
        self.store = Journal(self.output, places.journals, say)
        self.file = str(self.store._file.relative_to(places.home))
        self.entered = False

    def _enter(self):
        if not self.entered:
            self.store.__enter__()
            self.entered = True

    def do(self, number):
        from core.batch.journal import Record

        self._enter()
        target = self.store.claim(f"/in/{number}.txt", f"{number}.txt")
        self.store.promise(Record(target, f"{number:064}", ("fr",), FILLER, ("md",)))

    def holds(self, number):
        self._enter()
        record = self.store.record(f"{number}.txt")
        return record is not None and record.sha256 == f"{number:064}"

    def look(self):
        self._enter()
        return self.store.knows("1.txt")

    def close(self):
        if self.entered:
            self.store.__exit__()


class SettingsWriter:
    """One key after the other has its value, and each value stands until the next round."""

    file = "settings.toml"

    def __init__(self, places):
        self.places = places

    def do(self, number):
        from core.config.change import change_setting

        change_setting(self.places, "summary.sentences", str(1 + number % 50))

    def holds(self, number):
        from core.config import load_settings

        loaded = load_settings(self.places)
        # The next step may have been written, and not yet reported.
        return not loaded.problems and loaded.settings.summary.sentences in (1 + number % 50, 1 + (number + 1) % 50)

    def look(self):
        from core.config import load_settings

        for problem in (loaded := load_settings(self.places)).problems:
            say(problem)
        return loaded.settings.summary.sentences


WRITERS = {
    "memory": MemoryWriter,
    "library": LibraryWriter,
    "feeds": FeedsWriter,
    "journal": JournalWriter,
    "settings": SettingsWriter,
}


def places_of(home):
    from core.settings import Places

    return Places(Path(home))


@contextlib.contextmanager
def opened(home, store):
    """Yield the writer of a store, and close what it opened."""
    writer = WRITERS[store](places_of(home))
    try:
        yield writer
    finally:
        getattr(writer, "close", lambda: None)()
        if hasattr(getattr(writer, "store", None), "close"):
            writer.store.close()


def start(home, store, first, last, **options):
    """Start a process that writes the steps `first` to `last`."""
    paths = (ROOT, ROOT / "tests", WIRES)
    environ = {**os.environ, **options.pop("environ", {}), "PYTHONPATH": os.pathsep.join(map(str, paths))}
    command = [*options.pop("prefix", ()), sys.executable, __file__, *map(str, (home, store, first, last))]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environ, stdout=pipe, stderr=pipe, text=True, **options)


def main():
    from core.errors import DepecheError

    home, store, first, last = sys.argv[1:]
    writer = WRITERS[store](places_of(home))
    print("ready", flush=True)
    try:
        for number in range(int(first), int(last)):
            writer.do(number)
            print(number, flush=True)
    except DepecheError as error:
        print(f"depeche: {error}", file=sys.stderr)
        sys.exit(error.status)


if __name__ == "__main__":
    main()
