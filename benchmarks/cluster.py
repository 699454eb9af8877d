"""How throughput grows with workers: the same articles on one, two, … processes of one thread each.

    python benchmarks/cluster.py FOLDER [--articles 60] [--workers 1,2] [--rounds 2]

Timed from the first brief to the last, so that starting the processes and loading their models do not count; the
counts take turns. The memory is not used: each round translates all anew.
"""

import argparse
import shutil
import tempfile
import time
from itertools import islice
from pathlib import Path
from statistics import median

from core.batch.run import Batch
from core.batch.values import Done, Job
from core.brief import Briefer
from core.cluster.client import Cluster
from core.packs.store import PackStore
from core.reading import discover
from core.settings import LibrarySettings, Places, Settings, TranslationSettings


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    names = tuple(one.path for one in islice(discover([str(asked.folder)]), asked.articles))
    rates: dict[int, list[float]] = {int(count): [] for count in asked.workers.split(",")}
    for _ in range(asked.rounds):
        for count, measured in rates.items():
            measured.append(_rate(names, count))
            print(f"{count}: {measured[-1]:.0f} words/s", flush=True)
    base = median(next(iter(rates.values())))
    print("\n| workers | words/s | against the first |\n| --- | --- | --- |")
    for count, measured in rates.items():
        print(f"| {count} | {median(measured):.0f} | {median(measured) / base:.2f} |")


def _rate(names: tuple[str, ...], count: int) -> float:
    work = Path(tempfile.mkdtemp(prefix="depeche-cluster-"))
    places = Places.from_environment()
    settings = Settings(
        Places(work / "home", places.argos_packs),
        translation=TranslationSettings("fr", memory=False),
        library=LibrarySettings(size=0),
    )
    briefer = Briefer(settings, PackStore(places).find)
    job = Job(names, work / "out", ("json",))
    began, words, last = 0.0, 0, 0.0
    for event in Batch(job, briefer, Cluster(f"local:{count}", job, briefer)).run():
        if isinstance(event, Done):
            last = time.perf_counter()
            # The first partition's words were made before the clock ran.
            words += event.words if began else 0
            began = began or last
    shutil.rmtree(work)
    return words / (last - began)


if __name__ == "__main__":
    main()
