"""Compare a batch with its engine: words per second of the whole pipeline, and of CTranslate2 on the same sentences.

    python -m benchmarks.batch [FOLDER] [--articles 2000] [--threads 2] [--profile]

Without a folder it writes short wires of its own, no sentence twice. Both sides take turns, a share of the articles
each, so that other load on the machine affects both alike; processor time is shown beside the time that passed. The
memory starts empty, and a library is kept, as in a user's run.
"""

import argparse
import cProfile
import pstats
import shutil
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks.wires import write_wires
from core.batch import Done, Job
from core.batch.run import Batch
from core.brief import Briefer
from core.errors import PackMissing
from core.pack_source import PackSource
from core.reading import discover
from core.settings import Places, Settings, TranslationSettings
from core.translation.engines import Engine

SHARE = 50
"""Articles a turn."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    try:
        pack = PackSource(Settings(Places.from_environment())).installed("fr", "en")
    except PackMissing as error:
        parser.error(str(error))
    work = Path(tempfile.mkdtemp(prefix="depeche-batch-"))
    if not options.folder:
        write_wires(work / "wires", options.articles)
    paths = [article.path for article in islice(discover([str(options.folder or work / "wires")]), options.articles)]
    places = Places(work / "home", Places.from_environment().argos_packs)
    settings = Settings(places, translation=TranslationSettings("fr", threads=options.threads))
    briefer = Briefer(settings, lambda _source, _target: pack)
    [engine] = briefer.translator.route("fr").hops
    engine.load()
    profile = cProfile.Profile()
    times = {"raw": [0.0, 0.0], "batch": [0.0, 0.0]}
    words = 0
    for start in range(0, len(paths), SHARE):
        share = paths[start : start + SHARE]
        sentences = _sentences(briefer, share)
        began = time.perf_counter(), time.process_time()
        _translate_raw(engine, sentences, settings.translation.beam)
        _add(times["raw"], began)
        began = time.perf_counter(), time.process_time()
        if options.profile:
            profile.enable()
        batch = Batch(Job(tuple(share), work / "out", ("md", "json")), briefer)
        words += sum(event.words for event in batch.run() if isinstance(event, Done))
        profile.disable()
        _add(times["batch"], began)
        print(f"{start + len(share)} articles: {' '.join(f'{ratio:.3f}' for ratio in _ratios(times))}", flush=True)
    _print_table(words, options.threads, times)
    if options.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(40)
    shutil.rmtree(work)


def _sentences(briefer: Briefer, paths: Sequence[str]) -> list[str]:
    articles = (article for path in paths for article in next(discover([path])).articles())
    return [sentence.source for article in articles for sentence in briefer.prepare(article).sentences]


def _translate_raw(engine: Engine, sentences: Sequence[str], beam: int) -> None:
    """Translate with CTranslate2 alone: cut into pieces, decode, join."""
    model = engine._model  # noqa: SLF001
    results = model.translator.translate_batch(
        [model.encode(text) for text in sentences], max_batch_size=1536, batch_type="tokens", beam_size=beam
    )
    for result in results:
        model.decode(result.hypotheses[0])


def _print_table(words: int, threads: int, times: dict[str, list[float]]) -> None:
    print(f"{words} words, {threads} threads\n")
    print("| | words/s | words a second of processor time |\n| --- | --- | --- |")
    for name, (wall, cpu) in times.items():
        print(f"| {name} | {words / wall:.0f} | {words / cpu:.0f} |")
    print("| batch / raw | {:.3f} | {:.3f} |".format(*_ratios(times)))


def _ratios(times: dict[str, list[float]]) -> tuple[float, float]:
    """Return the batch's speed against the engine's, by the clock and by processor time."""
    return times["raw"][0] / times["batch"][0], times["raw"][1] / times["batch"][1]


def _add(times: list[float], began: tuple[float, float]) -> None:
    times[0] += time.perf_counter() - began[0]
    times[1] += time.process_time() - began[1]


if __name__ == "__main__":
    main()
