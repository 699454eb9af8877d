"""Measure how throughput grows with workers: the same articles on one, two, … processes of one thread each.

    python -m benchmarks.cluster [FOLDER] [--articles 400] [--workers 1,2] [--rounds 3] [--pin]

Without a folder it writes wires of its own. The schedulers and workers are there before the first round; rounds of the
counts take turns, each is timed from its first brief to its last, and the median counts. The memory is not used: each
round translates all anew. With `--pin` a worker has one core for all that it does; without, its engine has a thread,
and what Python does beside it may run on a core that is idle.

The growth by the clock asks for a quiet machine. Beside it stands what limits it, and can be seen on a busy one too:
the share of the time that the workers were at work (the rest they waited for work, or for the last one's end), the
processor time of their work and of that here (the client and the scheduler run on the same cores), and the growth that
these two leave room for.
"""

import argparse
import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.wires import write_wires
from core.batch import Done, Job
from core.batch.run import Batch
from core.brief import Briefer
from core.cluster.client import Cluster
from core.pack_source import PackSource
from core.reading import discover
from core.settings import LibrarySettings, Places, Settings, TranslationSettings


@dataclass(frozen=True)
class Round:
    """The cost of one round, from its first brief to its last."""

    words: int
    wall: float
    """Seconds."""
    workers: float
    """Processor seconds of the worker processes."""
    here: float
    """Processor seconds of this process: the client, the scheduler and the nannies."""
    busy: float
    """Seconds that the workers were at work, all together."""

    @property
    def rate(self) -> float:
        """Words a second."""
        return self.words / self.wall


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pin", action="store_true")
    options = parser.parse_args()
    counts = [int(count) for count in options.workers.split(",")]
    rounds: dict[int, list[Round]] = {count: [] for count in counts}
    with contextlib.ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="depeche-cluster-")))
        if not options.folder:
            write_wires(work / "wires", options.articles)
        folder = options.folder or work / "wires"
        names = tuple(article.path for article in islice(discover([str(folder)]), options.articles))
        clusters = {count: stack.enter_context(_cluster(count, pin=options.pin)) for count in counts}
        for _ in range(options.rounds):
            for count, client in clusters.items():
                result = _round(work, names, client)
                rounds[count].append(result)
                print(f"{count}: {result.rate:.0f} words/s, {result.wall:.1f} s", flush=True)
    _print(rounds)


def _print(rounds: dict[int, list[Round]]) -> None:
    first = next(iter(rounds))
    rate, share, work, _ = _medians(rounds[first], first)
    print("\n| workers | words/s | growth | at work | ms a word | here, ms a word | room for |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for count, measured in rounds.items():
        now, busy, there, here = _medians(measured, count)
        room = min(count / first * busy / share, (os.cpu_count() or 1) / first * work / (there + here))
        cells = (f"{now:.0f}", f"{now / rate:.2f}", f"{busy:.1%}", f"{there:.2f}", f"{here:.3f}", f"{room:.2f}")
        print(f"| {count} | {' | '.join(cells)} |")


def _medians(measured: list[Round], count: int) -> tuple[float, float, float, float]:
    """Return words a second, the share of time at work, and ms of processor time a word: the workers', and here."""
    return (
        median(entry.rate for entry in measured),
        median(entry.busy / entry.wall / count for entry in measured),
        median(entry.workers / entry.words * 1000 for entry in measured),
        median(entry.here / entry.words * 1000 for entry in measured),
    )


@contextlib.contextmanager
def _cluster(count: int, *, pin: bool) -> Iterator[Any]:
    """Start workers, and give a client for them."""
    import dask
    from distributed import Client, LocalCluster

    quiet = {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
    with (
        dask.config.set(quiet),
        LocalCluster(
            n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0", memory_limit=0
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        if pin:
            for core, process in enumerate(_processes(client)):
                _pin(process, core % (os.cpu_count() or 1))
        yield client


def _processes(client: Any) -> list[int]:
    return sorted(client.run(os.getpid).values())


def _pin(process: int, core: int) -> None:
    """Bind all threads of a process to one core; threads that it starts later inherit it."""
    for task in os.listdir(f"/proc/{process}/task"):
        os.sched_setaffinity(int(task), {core})


def _round(work: Path, names: tuple[str, ...], client: Any) -> Round:
    places = Places.from_environment()
    settings = Settings(
        Places(work / "home", places.argos_packs),
        translation=TranslationSettings("fr", memory=False),
        library=LibrarySettings(size=0),
    )
    pack = PackSource(Settings(places)).installed("fr", "en")
    briefer = Briefer(settings, lambda _source, _target: pack)
    job = Job(names, work / "out", ("json",))
    processes = _processes(client)
    client.get_task_stream()  # From now on the scheduler records when each worker works.
    began: Any = None
    now, words = _now(processes), 0
    for event in Batch(job, briefer, Cluster(f"plain+{client.scheduler.address}", job, briefer)).run():
        if isinstance(event, Done):
            now = _now(processes)
            # The first partition's words were made before the clock ran.
            words += event.words if began else 0
            began = began or now
    tasks = [span for task in client.get_task_stream() for span in task["startstops"] if span["action"] == "compute"]
    start, end = began[0], now[0]
    busy = sum(max(0.0, min(end, span["stop"]) - max(start, span["start"])) for span in tasks)
    shutil.rmtree(work / "out")
    shutil.rmtree(work / "home")
    return Round(words, *(after - before for before, after in zip(began, now, strict=True)), busy)


def _now(processes: list[int]) -> tuple[float, float, float]:
    """Return the time, and the processor time used so far by the workers and by this process."""
    return time.time(), sum(map(_used, processes)), time.process_time()


def _used(process: int) -> float:
    ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
