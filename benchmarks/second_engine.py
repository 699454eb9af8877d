"""Measure the second engine: its speed, its overhead over bare calls of `fxtranslate`, and the reader while it works.

    python -m benchmarks.second_engine [--sentences 60] [--rounds 3] [--keys 200]

The model has the layout and size of Firefox's for most pairs (`base-memory`, 31.5 MB, 32,000 pieces, with a shortlist)
and random weights: its output is noise, and never as long as a translation would be. So the time is measured where
each sentence ends at once and where it runs to the engine's limit, twice its length; the figure for the length that the
OPUS pack writes lies between. The OPUS pack is measured at that length, its own, and once more with the same number of
pieces forced. All by turns, in processor time, which counts the work of every process and thread; a machine that does
something else at the same time affects wall-clock times far more.
"""

import argparse
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import sentencepiece

from benchmarks.pairs import PAIRS
from core.packs import Pack
from core.packs.firefox import runs_here
from core.packs.metadata import firefox_files
from core.packs.store import PackStore
from core.settings import Places, TranslationSettings
from core.translation.engines.ctranslate2 import CTranslate2Engine
from core.translation.engines.firefox import FirefoxEngine

WORKERS = 2
_PIECES = 32_000
_SHORTLIST = (50, 50)
"""Target pieces that are always considered, and those for each source piece, as in `lex.50.50`."""
_NEVER, _AT_ONCE = -1000.0, 1000.0
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def build(folder: Path, end: float, source: str = "fr") -> Pack:
    """Write a model of real size that ends its sentences at once or never."""
    from tests.random_firefox import BASE_MEMORY, build_firefox_pack, build_model, build_shortlist, size_of

    vocabulary = _vocabulary()
    rows = (size_of(vocabulary),) * 2
    pack = build_firefox_pack(folder, source)
    files = firefox_files(pack)
    (pack / files.model).write_bytes(build_model(rows, BASE_MEMORY, end=end))
    (pack / files.source_vocabulary).write_bytes(vocabulary)
    (pack / str(files.shortlist)).write_bytes(build_shortlist(rows, *_SHORTLIST))
    return Pack(source, "en", pack, pack.name, "1.0", "argos", 1, engine="firefox")


@cache
def _vocabulary() -> bytes:
    """Train a vocabulary of real size that cuts our sentences into some 1.5 pieces per word, as real ones do."""
    draw = random.Random(1)

    def noise() -> str:
        return " ".join("".join(draw.choices("abcdefghijklmnopqrstuvwxyzéèà", k=draw.randint(2, 9))) for _ in range(12))

    texts = [source for source, _ in PAIRS] * 40 + [noise() for _ in range(20_000)]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model, vocab_size=_PIECES, hard_vocab_limit=False,
        bos_id=-1, eos_id=0, unk_id=1, num_threads=1, minloglevel=2,
    )  # fmt: skip
    return model.getvalue()


class _Bare:
    """Two processes with the engine alone; each translates half of the sentences, and reports the seconds it took."""

    CODE = """
import json, sys, time
from pathlib import Path
from fxtranslate import Translator
translator = Translator(*[Path(path).read_bytes() for path in sys.argv[1:] if path])
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter(), time.process_time()
    for text in json.loads(line):
        translator.translate(text)
    print(time.perf_counter() - start[0], time.process_time() - start[1], flush=True)
"""

    def __init__(self, pack: Pack) -> None:
        files = firefox_files(pack.path)
        names = (files.model, files.source_vocabulary, files.target_vocabulary, str(files.shortlist))
        command = [sys.executable, "-c", self.CODE, *(str(pack.path / name) for name in names)]
        pipe = subprocess.PIPE
        self._all = [
            subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, preexec_fn=lambda: os.nice(5))  # noqa: PLW1509
            for _ in range(WORKERS)
        ]
        for process in self._all:
            assert process.stdout
            process.stdout.readline()

    def __call__(self, texts: Sequence[str]) -> tuple[float, float]:
        """Return the seconds by the clock, and those of processor time."""
        start = time.perf_counter()
        for number, process in enumerate(self._all):
            assert process.stdin
            process.stdin.write(json.dumps(texts[number::WORKERS]) + "\n")
            process.stdin.flush()
        busy = [float(process.stdout.readline().split()[1]) for process in self._all if process.stdout]
        return time.perf_counter() - start, sum(busy)

    def close(self) -> None:
        for process in self._all:
            process.kill()
            process.communicate()


def _used(pids: Sequence[int]) -> float:
    """Return the processor seconds of this process and of others."""
    ticks = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in pids]
    return time.process_time() + sum(int(tick) for pair in ticks for tick in pair) / _TICK


def _through(engine: Any, texts: Sequence[str]) -> tuple[float, float]:
    pids = engine.pool.pids() if isinstance(engine, FirefoxEngine) else []
    start = time.perf_counter(), _used(pids)
    session = engine.open_session()
    for text in texts:
        session.put(text)
    for _ in texts:
        session.take(lambda: False)
    session.close()
    return time.perf_counter() - start[0], _used(pids) - start[1]


def speed(opus: Pack, texts: Sequence[str], rounds: int) -> dict[str, Any]:
    """Measure words per second of processor time and of wall-clock time, and the engine's overhead, in turns."""
    beam = TranslationSettings().beam
    first = CTranslate2Engine(opus, beam=beam, workers=WORKERS)
    with tempfile.TemporaryDirectory() as name:
        packs = [build(Path(name) / f"fr-en-{end:.0f}", end) for end in (_AT_ONCE, _NEVER)]
        engines = [FirefoxEngine(pack, workers=WORKERS) for pack in packs]
        bare = _Bare(packs[1])
        lengths = [2 * (len(pieces) + 1) for pieces in _encoded(packs[1], texts)]
        own_lengths = [len(first._model.encode(text)) for text in _said(first, texts)]  # noqa: SLF001
        turns: dict[str, Callable[[], tuple[float, float]]] = {
            "opus": lambda: _through(first, texts),
            "opus_forced": lambda: _forced(first, texts, lengths, beam),
            "at_once": lambda: _through(engines[0], texts),
            "limit": lambda: _through(engines[1], texts),
            "bare": lambda: bare(texts),
        }
        for engine in engines:
            _through(engine, texts[: 2 * WORKERS])
        taken: dict[str, list[tuple[float, float]]] = {turn: [] for turn in turns}
        for _ in range(rounds):
            for turn, run in turns.items():
                taken[turn].append(run())
        bare.close()
        for engine in engines:
            engine.pool.close()
    words = sum(len(text.split()) for text in texts)
    share = sum(own_lengths) / sum(lengths)
    busy = {turn: median(cpu for _, cpu in all_) for turn, all_ in taken.items()}
    between = busy["at_once"] + share * (busy["limit"] - busy["at_once"])
    pairs = list(zip(taken["limit"], taken["bare"], strict=True))
    overheads = [ours[1] / theirs[1] - 1 for ours, theirs in pairs]
    low, _, high = quantiles(overheads, n=4) if len(overheads) > 1 else overheads * 3
    return {
        "pieces_written": sum(own_lengths),
        "pieces_at_limit": sum(lengths),
        # With two workers: twice what a second of processor time gives.
        "words_s": WORKERS * words / between,
        "opus_words_s": WORKERS * words / busy["opus"],
        "forced_words_s": WORKERS * words / busy["limit"],
        "forced_opus_words_s": WORKERS * words / busy["opus_forced"],
        "clock_forced_words_s": words / median(wall for wall, _ in taken["limit"]),
        "clock_opus_words_s": words / median(wall for wall, _ in taken["opus"]),
        "overhead_cpu": median(overheads),
        "overhead_cpu_quartile_1": low,
        "overhead_cpu_quartile_3": high,
        "overhead_clock": median(ours[0] / theirs[0] for ours, theirs in pairs) - 1,
    }


def _encoded(pack: Pack, texts: Sequence[str]) -> list[list[int]]:
    name = firefox_files(pack.path).source_vocabulary
    model = sentencepiece.SentencePieceProcessor(model_proto=(pack.path / name).read_bytes())
    return [model.encode(text) for text in texts]


def _said(engine: CTranslate2Engine, texts: Sequence[str]) -> list[str]:
    return [engine.translate_one(text).text for text in texts]


def _forced(engine: CTranslate2Engine, texts: Sequence[str], lengths: Sequence[int], beam: int) -> tuple[float, float]:
    """Translate with a given number of pieces for each text; those of one length are batched."""
    start = time.perf_counter(), time.process_time()
    model = engine._model  # noqa: SLF001
    for length, some in groupby(sorted(zip(lengths, texts, strict=True)), key=lambda entry: entry[0]):
        pieces = [model.encode(text) for _, text in some]
        model.translator.translate_batch(
            pieces, beam_size=beam, min_decoding_length=length, max_decoding_length=length, max_batch_size=32
        )
    return time.perf_counter() - start[0], time.process_time() - start[1]


def reader(keys: int) -> dict[str, Any]:
    """Measure the reader while the second engine translates and, by turns, is stopped: key to paint, and the stop."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder / "packs" / "translate-fr_en-firefox", _NEVER)
        out = folder / "reader.json"
        environ = os.environ | {"DEPECHE_HOME": str(folder / "home"), "ARGOS_PACKAGES_DIR": str(folder / "packs")}
        command = [
            sys.executable,
            "-m",
            "benchmarks.reader",
            "--wires",
            "1000",
            "--keys",
            str(keys),
            "--by-turns",
            "--json",
            str(out),
        ]
        subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL, timeout=600)
        found = json.loads(out.read_text(encoding="utf-8"))
    return {name: value for name, value in found.items() if not name.startswith(("wires", "first_paint"))}


def measure(opus: Pack, texts: Sequence[str], rounds: int, keys: int) -> dict[str, Any]:
    """Measure all of it."""
    return speed(opus, texts, rounds) | reader(keys)


def main() -> None:
    """Measure, and print a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keys", type=int, default=200)
    options = parser.parse_args()
    opus = PackStore(Places.from_environment()).find("fr", "en")
    if opus is None or not runs_here():
        parser.error("this needs the fr-en pack (depeche packs install fr-en) and fxtranslate")
    texts = [source for source, _ in PAIRS][: options.sentences]
    for found in (speed(opus, texts, options.rounds), reader(options.keys)):
        for name, value in found.items():
            print(f"{name:28} {value:.4g}", flush=True)


if __name__ == "__main__":
    main()
