"""Translation, measured: speed, quality and soundness, each beside what must hold.

    python -m benchmarks.translation [--lines news.fr [--references news.en]] [--argos 4] [--growth 2000] [--json FILE]

Without `--lines` it runs on our own sentences. Quality needs the extra `benchmarks`. `--argos` also
sends sentences through the Argos API as it is (that imports Argos' own translate module, which the program never
does). The pack is the one that `depeche packs list` shows for fr-en.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.pairs import PAIRS
from benchmarks.translation import speed
from benchmarks.translation.growth import growth
from benchmarks.translation.quality import quality
from benchmarks.translation.soundness import soundness
from core.packs.store import PackStore
from core.settings import BEAM, Places, TranslationSettings
from core.translation import Translator

BARS = {
    "of_raw": ">= 0.90",
    "ratio_argos": ">= 15",
    "first_sentence_s": "< 1.5 on a quiet machine",
    "again_ratio": ">= 50, the more the more wires",
    "again_translation_ratio": ">= 50",
    "diff_bleu": ">= -0.2",
    "diff_chrf": ">= -0.2",
    "boundaries_f1": ">= 0.995",
    "figures_kept_or_flagged": "1",
    "false_alarms": "<= 0.02",
    "capitals_chrf": ">= 0.95",
    "loops_unflagged": "0",
    "rss_mb": "< 800",
    "rss_growth": "<= 0.02",
}
"""What must hold."""


def main() -> None:
    """Measure, print a table, write the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lines", type=Path, help="French sentences, one a line")
    options.add_argument("--references", type=Path, help="their English, line by line")
    options.add_argument("--sentences", type=int, default=400, help="how many of them")
    options.add_argument("--argos", type=int, default=0, help="how many of them also go through the Argos API")
    options.add_argument("--growth", type=int, default=0, help="how many sentences to watch the memory over")
    options.add_argument("--rounds", type=int, default=3, help="pairs of runs; the median ratio is told")
    options.add_argument("--json", type=Path, help="write the figures here")
    given = options.parse_args()
    lines = _read(given.lines, given.sentences) or [source for source, _ in PAIRS]
    pack = PackStore(Places.from_environment()).find("fr", "en")
    if pack is None:
        sys.exit("no fr-en pack: run depeche packs install fr-en")
    translator = Translator(TranslationSettings(memory=False), lambda _source, _target: pack)
    figures: dict[str, Any] = {"sentences": len(lines), "words": speed.words(lines), "beam": BEAM}
    figures |= speed.against_raw(pack, lines, given.rounds)
    figures |= speed.first_sentence(lines)
    figures |= speed.again(pack, lines)
    if given.argos:
        figures |= speed.against_argos(pack, lines[: given.argos])
        figures["ratio_argos"] = figures["words_s"] / figures["argos_words_s"]
    figures |= quality(pack, translator, lines, _read(given.references, given.sentences))
    figures |= soundness(translator)
    if given.growth:
        figures |= growth(pack, lines, given.growth)
    for name, value in figures.items():
        shown = f"{value:.3f}" if isinstance(value, float) else str(value)
        print(f"{name:28} {shown:>12}  {BARS.get(name, '')}".rstrip())
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _read(path: Path | None, limit: int) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:limit] if path else []


if __name__ == "__main__":
    main()
