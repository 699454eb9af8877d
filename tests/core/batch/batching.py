"""Run batches in processes of their own, with the random pack, and compare folders."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from core.batch import Done, Event, Job
from core.batch.run import Batch
from core.brief import Briefer
from core.packs.store import PackStore
from core.settings import Places, Settings, TranslationSettings
from tests.program import run_program


def depeche(*words) -> tuple[int, str]:
    """Run the program to its end; return its exit status and its stderr."""
    done = run_program(*words, timeout=180)
    return done.returncode, done.stderr


def write_wires(folder: Path, count: int, words: int = 60) -> Path:
    """Write wires that differ, in folders of ten."""
    for number in range(count):
        path = folder / f"{number // 10:02}" / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = " ".join(
            f"Le ministre a dit {number * 7 + n} que Paris et la mer ne sont pas là." for n in range(words // 12)
        )
        path.write_text(f"Dépêche {number} du jour\n\n{body}\n", encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones too, with a digest of what is in it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder, with its inode and when it was written."""
    return {
        str(p.relative_to(folder)): (p.stat().st_ino, p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()
    }


def batch(places: Places, names, output: Path, carry=None, settings: Settings | None = None, **job) -> list[Event]:
    """Run a batch in this process; return its events."""
    return list(batching(places, names, output, carry, settings, **job))


def batching(
    places: Places, names, output: Path, carry=None, settings: Settings | None = None, **job
) -> Iterator[Event]:
    """Run a batch in this process, and yield its events as they come."""
    settings = settings or Settings(places, translation=TranslationSettings("fr", threads=2))

    def provide(source, target):
        from core.errors import PackMissing

        if pack := PackStore(places).find(source, target):
            return pack
        raise PackMissing(f"{source}-{target}", "not here")

    run = Batch(Job(tuple(map(str, names)), output, **job), Briefer(settings, provide), carry)
    return run.run()


def done(events: list[Event]) -> list[str]:
    """The targets that were done."""
    return [event.target for event in events if isinstance(event, Done)]
