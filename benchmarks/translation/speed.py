"""Measure speed as ratios within one process, since other load slows both sides alike."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from core.memory.store import Memory
from core.packs import Pack, open_model
from core.settings import BEAM, TranslationSettings
from core.translation import Translator
from core.translation.engines.batches import BATCH_PIECES
from core.translation.engines.ctranslate2 import CTranslate2Engine
from core.translation.routes import TranslationJob
from core.translation.routes import translate_jobs as stream

_WARM = "Bonjour."
_ARTICLE = 25
"""Sentences of one article."""


def against_raw(pack: Pack, lines: list[str], rounds: int) -> dict[str, Any]:
    """Time the stream and CTranslate2 with all sentences in one call, in turns."""
    workers = os.cpu_count() or 1
    engine = CTranslate2Engine(pack, beam=BEAM, workers=workers)
    pieces = [engine.chunks(line)[0] for line in lines if engine.chunks(line)]
    model = open_model(pack, workers=workers)

    def ours() -> None:
        for _ in stream(TranslationJob(line, engine) for line in lines):
            pass

    def raw() -> None:
        model.translator.translate_batch(pieces, beam_size=BEAM, max_batch_size=BATCH_PIECES, batch_type="tokens")

    raw()
    list(stream([TranslationJob(_WARM, engine)]))
    pairs = [(_costs(raw), _costs(ours)) for _ in range(rounds)]
    ratios = sorted(raw[0] / ours[0] for raw, ours in pairs)
    return {
        "of_raw": ratios[len(ratios) // 2],
        "of_raw_all": ratios,
        "of_raw_cpu": median(raw[1] / ours[1] for raw, ours in pairs),
        "words_s": words(lines) / min(ours[0] for _, ours in pairs),
        "raw_words_s": words(lines) / min(raw[0] for raw, _ in pairs),
    }


def first_sentence(lines: list[str]) -> dict[str, Any]:
    """Time a cold process from its start to its first translated sentence."""
    code = (
        "import sys; from core.brief import Briefer; from core.reading import read_text\n"
        "from core.settings import Places, Settings, TranslationSettings\n"
        "from core.packs.store import PackStore\n"
        "places = Places.from_environment()\n"
        "briefer = Briefer(Settings(places, translation=TranslationSettings(memory=False)), PackStore(places).find)\n"
        "article = briefer.prepare(read_text(sys.stdin.buffer.read(), 'x'))\n"
        "next(briefer.translate(article)); import os; os._exit(0)"
    )
    text = "\n\n".join(lines[:_ARTICLE]).encode()
    seconds = [_seconds(lambda: subprocess.run([sys.executable, "-c", code], input=text, check=True)) for _ in range(3)]
    return {"first_sentence_s": sorted(seconds)[1]}


def again(pack: Pack, lines: list[str]) -> dict[str, Any]:
    """Time the same wires a second time: whole runs of the program from memory, and translation alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for start in range(0, len(lines), _ARTICLE):
            text = "\n\n".join(lines[start : start + _ARTICLE])
            (folder / "in" / f"{start:06}.txt").write_text(text, encoding="utf-8")
        environ = {**os.environ, "DEPECHE_HOME": str(folder / "home"), "ARGOS_PACKAGES_DIR": str(pack.path.parent)}

        def run(out: str) -> None:
            command = [sys.executable, "-m", "tui.main", "batch", folder / "in", "-o", folder / out]
            subprocess.run([*command, "-f", "json", "--quiet", "--from", "fr"], env=environ, check=True)

        first, second, third = (_seconds(lambda out=out: run(out)) for out in ("one", "two", "two"))  # type: ignore[misc]
        memory = Memory(folder / "alone.db")
        translator = Translator(TranslationSettings(), lambda _source, _target: pack, memory)

        def translate() -> None:
            for _ in translator.translate(("fr", line) for line in lines):
                pass

        alone = _seconds(translate), _seconds(translate)
        translator.close()
    return {
        "batch_s": first,
        "again_ratio": first / second,
        "rerun_ratio": first / third,
        "again_translation_ratio": alone[0] / alone[1],
    }


def against_argos(pack: Pack, lines: list[str], few: int, rounds: int) -> dict[str, Any]:
    """Time the Argos API on a few lines, loaded and warm, without its sentence splitter, in turns with our pipeline.

    `ratio_argos` is of words a second, `ratio_argos_cpu` of words a second of processor time. Raises
    CalledProcessError where Argos' own translate module cannot be loaded.
    """
    code = (
        "import sys, time; from argostranslate import translate\n"
        "lines = sys.stdin.read().splitlines()\n"
        "pair = translate.get_translation_from_codes('fr', 'en')\n"
        "getattr(pair, 'underlying', pair).sentencizer = type('S', (), {'split_sentences': lambda s, t: [t]})()\n"
        f"translate.translate({_WARM!r}, 'fr', 'en')\n"
        "start = time.perf_counter(), time.process_time()\n"
        "translate.translate('\\n'.join(lines), 'fr', 'en')\n"
        "print(time.perf_counter() - start[0], time.process_time() - start[1])"
    )
    workers = os.cpu_count() or 1
    engine = CTranslate2Engine(pack, beam=BEAM, workers=workers)
    list(stream([TranslationJob(_WARM, engine)]))
    ratios, busy, rates = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "fr_en").symlink_to(pack.path)
        environ = {**os.environ, "ARGOS_PACKAGES_DIR": folder}
        command = [sys.executable, "-c", code]
        for _ in range(rounds):
            text = "\n".join(lines[:few])
            done = subprocess.run(command, input=text, env=environ, capture_output=True, text=True, check=True)
            theirs = [float(seconds) / words(lines[:few]) for seconds in done.stdout.split()[-2:]]
            ours = [
                cost / words(lines)
                for cost in _costs(lambda: list(stream(TranslationJob(line, engine) for line in lines)))
            ]
            ratios.append(theirs[0] / ours[0])
            busy.append(theirs[1] / ours[1])
            rates.append(1 / theirs[0])
    return {"argos_words_s": max(rates), "ratio_argos": median(ratios), "ratio_argos_cpu": median(busy)}


def _costs(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall-clock seconds, and those of processor time in this process."""
    start = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start[0], time.process_time() - start[1]


def _seconds(work: Callable[[], object]) -> float:
    return _costs(work)[0]


def words(lines: list[str]) -> int:
    """Count the words of some lines."""
    return sum(len(line.split()) for line in lines)
