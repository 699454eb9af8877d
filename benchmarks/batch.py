"""How near a batch comes to its engine: words a second of the whole line, against CTranslate2 on the same sentences.

    python -m benchmarks.batch [FOLDER] [--articles 2000] [--threads 2] [--profile]

Without a folder it writes short wires of its own, no sentence twice. Both sides take turns, a share of the articles
each, so that what else the machine does meets both alike; processor time is told beside the time that passed. The
memory starts empty, and a library is kept, as a user's run does.
"""

import argparse
import cProfile
import pstats
import shutil
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.wires import write_wires
from core.batch import Done, Job
from core.batch.run import Batch
from core.brief import Briefer
from core.packs.store import PackStore
from core.reading import discover
from core.settings import Places, Settings, TranslationSettings

SHARE = 50
"""Articles a turn."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="depeche-batch-"))
    if not asked.folder:
        write_wires(work / "wires", asked.articles)
    paths = [one.path for one in islice(discover([str(asked.folder or work / "wires")]), asked.articles)]
    places = Places(work / "home", Places.from_environment().argos_packs)
    settings = Settings(places, translation=TranslationSettings("fr", threads=asked.threads))
    store = PackStore(Places.from_environment())
    briefer = Briefer(settings, store.find)
    route = briefer.translator.route("fr")
    [engine] = route.hops
    engine.load()
    profile = cProfile.Profile()
    times = {"raw": [0.0, 0.0], "batch": [0.0, 0.0]}
    words = 0
    for start in range(0, len(paths), SHARE):
        share = paths[start : start + SHARE]
        sentences = [
            sentence.source
            for path in share
            for article in next(discover([path])).articles()
            for sentence in briefer.prepare(article).sentences
        ]
        began = time.perf_counter(), time.process_time()
        pieces = [engine._model.encode(text) for text in sentences]  # noqa: SLF001
        results = engine._model.translator.translate_batch(  # noqa: SLF001
            pieces, max_batch_size=1536, batch_type="tokens", beam_size=settings.translation.beam
        )
        [engine._model.decode(result.hypotheses[0]) for result in results]  # noqa: SLF001
        _add(times["raw"], began)
        began = time.perf_counter(), time.process_time()
        if asked.profile:
            profile.enable()
        batch = Batch(Job(tuple(share), work / "out", ("md", "json")), briefer)
        words += sum(event.words for event in batch.run() if isinstance(event, Done))
        profile.disable()
        _add(times["batch"], began)
        print(f"{start + len(share)} articles: {' '.join(f'{ratio:.3f}' for ratio in _ratios(times))}", flush=True)
    print(f"{words} words, {asked.threads} threads\n")
    print("| | words/s | words a second of processor time |\n| --- | --- | --- |")
    for name, (wall, cpu) in times.items():
        print(f"| {name} | {words / wall:.0f} | {words / cpu:.0f} |")
    print("| batch / raw | {:.3f} | {:.3f} |".format(*_ratios(times)))
    if asked.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(40)
    shutil.rmtree(work)


def _ratios(times: dict[str, list[float]]) -> tuple[float, float]:
    """Return the batch's speed against the engine's, by the clock and by processor time."""
    return times["raw"][0] / times["batch"][0], times["raw"][1] / times["batch"][1]


def _add(times: list[float], began: tuple[float, float]) -> None:
    times[0] += time.perf_counter() - began[0]
    times[1] += time.process_time() - began[1]


if __name__ == "__main__":
    main()
