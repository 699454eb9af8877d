"""Speed of translation, as ratios within one process: a noisy machine slows both sides alike.

    python benchmarks/translation.py --lines news.fr [--argos 4] [--sentences 400] [--json figures.json]

`--lines` is a text of your own, a sentence a line. Measured against raw CTranslate2 with everything in one call, and,
where asked, against the Argos API as it is (that imports Argos' own translate module, which the program never does).
The pack is the one that `depeche packs list` shows for fr-en.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.packs import Pack
from core.packs.store import PackStore
from core.settings import BEAM, Places
from core.translation import Engine
from core.translation.stream import BATCH_PIECES, Job, Stream

_WARM = "Bonjour."


def main() -> None:
    """Measure, print a table, write the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lines", type=Path, required=True, help="French sentences, one a line")
    options.add_argument("--sentences", type=int, default=400, help="how many of them")
    options.add_argument("--argos", type=int, default=0, help="how many of them also go through the Argos API")
    options.add_argument("--rounds", type=int, default=3, help="pairs of runs; the median ratio is told")
    options.add_argument("--json", type=Path, help="write the figures here")
    given = options.parse_args()
    lines = given.lines.read_text(encoding="utf-8").splitlines()[: given.sentences]
    pack = PackStore(Places.from_environment()).find("fr", "en")
    if pack is None:
        sys.exit("no fr-en pack: run depeche packs install fr-en")
    figures = {"sentences": len(lines), "words": _words(lines), "beam": BEAM}
    figures |= _against_raw(pack, lines, given.rounds)
    figures |= _first_sentence(lines)
    figures |= _again(lines)
    if given.argos:
        figures |= _against_argos(pack, lines[: given.argos])
        figures["ratio_argos"] = figures["words_s"] / figures["argos_words_s"]
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for name, value in figures.items():
        print(f"{name:28} {value:.3f}" if isinstance(value, float) else f"{name:28} {value}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _against_raw(pack: Pack, lines: list[str], rounds: int) -> dict[str, Any]:
    """Time the stream beside CTranslate2 with every sentence in one call, by turns."""
    workers = os.cpu_count() or 1
    engine = Engine(pack, beam=BEAM, workers=workers)
    pieces = [engine.chunks(line)[0] for line in lines if engine.chunks(line)]
    stream = Stream(workers)

    def ours() -> None:
        for _ in stream.run(Job(line, engine) for line in lines):
            pass

    def raw() -> None:
        engine.raw(pieces, max_batch_size=BATCH_PIECES, batch_type="tokens")

    list(stream.run([Job(_WARM, engine)]))
    pairs = [(_seconds(raw), _seconds(ours)) for _ in range(rounds)]
    ratios = sorted(raw / ours for raw, ours in pairs)
    best = min(ours for _, ours in pairs)
    return {"of_raw": ratios[len(ratios) // 2], "of_raw_all": ratios, "words_s": _words(lines) / best}


def _first_sentence(lines: list[str]) -> dict[str, Any]:
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
    text = "\n\n".join(lines[:25]).encode()
    seconds = [_seconds(lambda: subprocess.run([sys.executable, "-c", code], input=text, check=True)) for _ in range(3)]
    return {"first_sentence_s": sorted(seconds)[1]}


def _again(lines: list[str]) -> dict[str, Any]:
    """Time the same wires a second time, from memory, as whole runs of the program."""
    with tempfile.TemporaryDirectory() as folder:
        wires = Path(folder) / "in"
        wires.mkdir()
        for start in range(0, len(lines), 25):
            text = "\n\n".join(lines[start : start + 25])
            (wires / f"{start:06}.txt").write_text(text, encoding="utf-8")
        home = Path(folder) / "home"
        (home).mkdir()
        places = Places.from_environment()
        packs = ":".join(map(str, (places.packs, *places.argos_packs)))
        (home / "packs").symlink_to(places.packs if places.packs.exists() else packs.split(":")[-1])
        command = [sys.executable, "-m", "tui.main", "batch", wires, "-o", f"{folder}/out", "-f", "json", "--quiet"]
        environ = {**os.environ, "DEPECHE_HOME": str(home)}
        first, second = (
            _seconds(lambda: subprocess.run([*command, "--from", "fr"], env=environ, check=True)) for _ in range(2)
        )
    return {"batch_s": first, "batch_again_s": second, "again_ratio": first / second}


def _against_argos(pack: Pack, lines: list[str]) -> dict[str, Any]:
    """Time the Argos API on a few sentences, loaded and warm, its sentence splitter spared."""
    code = (
        "import sys, time; from argostranslate import translate\n"
        "lines = sys.stdin.read().splitlines()\n"
        "pair = translate.get_translation_from_codes('fr', 'en')\n"
        "getattr(pair, 'underlying', pair).sentencizer = type('S', (), {'split_sentences': lambda s, t: [t]})()\n"
        f"translate.translate({_WARM!r}, 'fr', 'en')\n"
        "start = time.perf_counter()\n"
        "translate.translate('\\n'.join(lines), 'fr', 'en')\n"
        "print(time.perf_counter() - start)"
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "fr_en").symlink_to(pack.path)
        environ = {**os.environ, "ARGOS_PACKAGES_DIR": folder}
        done = subprocess.run(
            [sys.executable, "-c", code],
            input="\n".join(lines),
            env=environ,
            capture_output=True,
            text=True,
            check=True,
        )
    return {"argos_words_s": _words(lines) / float(done.stdout.split()[-1])}


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _words(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


if __name__ == "__main__":
    main()
