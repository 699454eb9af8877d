"""Measure how well languages are recognised, and whether the confidence is calibrated.

    python -m benchmarks.languages [--set FILE.tsv[.gz]] [--words N] [--half even|odd] [--json OUT.json]

FILE.tsv has `language TAB text` a line; without it, a hundred texts that ship. With `--words`, only the first N words
of each text are asked. Printed: the accuracy of each language and its mean, and the reliability table: of the answers
given with about that confidence, the share that is right; `ece` is the expected calibration error (Guo et al. 2017)
over its rows. "und" is wrong here.
"""

import argparse
import gzip
import json
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from core.language import Detector

OWN = Path(__file__).with_name("sets") / "languages.tsv"
EDGES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.95, 0.99, 1.01)


def rows(path: Path, words: int | None) -> list[tuple[str, str]]:
    """Read the set: zh-cn is zh."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        pairs = [line.rstrip("\n").split("\t", 1) for line in file if "\t" in line]
    return [(code.split("-")[0], " ".join(text.split()[:words])) for code, text in pairs]


def measure(pairs: list[tuple[str, str]], detector: Detector) -> dict[str, Any]:
    """Identify each text, and count right answers."""
    right: dict[str, list[bool]] = defaultdict(list)
    bands: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    detector.load()
    start = time.process_time()
    for code, text in pairs:
        found = detector.detect(text)
        right[code].append(found.code == code)
        band = next((low for low, high in pairwise(EDGES) if low <= found.confidence < high), 0.0)
        bands[band].append((found.confidence, found.code == code))
    seconds = time.process_time() - start
    accuracy = {code: sum(seen) / len(seen) for code, seen in sorted(right.items())}
    table = [
        {
            "from": low,
            "answers": len(seen),
            "said": sum(sure for sure, _ in seen) / len(seen),
            "right": sum(hit for _, hit in seen) / len(seen),
        }
        for low, seen in sorted(bands.items())
    ]
    claimed = [row for row in table if row["from"]]
    answers = sum(row["answers"] for row in claimed)
    return {
        "texts": len(pairs),
        "ms_per_text": 1000 * seconds / len(pairs),
        "accuracy": accuracy,
        "macro": sum(accuracy.values()) / len(accuracy),
        "und": sum(row["answers"] for row in table if not row["from"]),
        "reliability": table,
        "ece": sum(row["answers"] * abs(row["said"] - row["right"]) for row in claimed) / answers if answers else None,
    }


def main() -> None:
    """Print the figures, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, default=OWN, metavar="FILE.tsv")
    parser.add_argument("--words", type=int, help="the first words of each text alone")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    pairs = rows(args.set, args.words)
    if args.half:
        pairs = pairs[args.half == "odd" :: 2]
    found = measure(pairs, Detector())
    for code, value in found["accuracy"].items():
        print(f"{code}  {value:.4f}")
    print(f"macro {found['macro']:.4f}, {found['und']} of {found['texts']} und, {found['ms_per_text']:.2f} ms a text")
    print("confidence  answers   said  right")
    for row in found["reliability"]:
        print(f"from {row['from']:.2f}   {row['answers']:7}  {row['said']:.3f}  {row['right']:.3f}")
    print(f"calibration error {found['ece']:.4f}")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
