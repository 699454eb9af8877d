"""Everything that is measured, by one command; a few minutes on two cores.

    python -m benchmarks [--argos 8] [--out FOLDER]           all of it, on small sets that ship with it
    python -m benchmarks --lines news.fr --references news.en on yours: translation
    python -m benchmarks --news N.jsonl --texts T.tsv --pages FOLDER --paragraphs P.txt
    python -m benchmarks --only truth VERDICTS.jsonl          whether flags stand where a reader found errors
    python -m benchmarks --check [--only GROUP...]            against the floors of eval_baseline.json

Printed is a table; `--out` writes it as figures.md, with figures.json and plots (speed.svg, summaries.svg, checks.svg).
Ratios are taken within one run, since machines are noisy; absolute times are shown and never checked. NEWS.jsonl has
{"text": ..., "summary": ...} a line; TEXTS.tsv `language TAB text`; PAGES holds NAME.html with NAME.txt beside; in
PARAGRAPHS a line is a sentence and an empty line ends a paragraph; VERDICTS.jsonl is as `sets/truth.jsonl`. Whole
batches and clusters want a folder of wires: `python -m benchmarks.batch FOLDER`, `python -m benchmarks.cluster FOLDER`.
"""

import argparse
import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

import core
from benchmarks import floors, plot
from benchmarks.groups import FLOORED, GROUPS, Material, NotMeasured, figures
from core.settings import Places

SCHEMA = "depeche.figures/1"
_SETS = ("lines", "references", "news", "texts", "pages", "paragraphs", "verdicts")


def main(words: list[str] | None = None) -> int:
    """Measure, print and write; the exit status is 1 where a floor does not hold."""
    options = _parse(words)
    names = options.only or (FLOORED if options.check else tuple(GROUPS))
    material = Material(
        Places.from_environment(), **{name: getattr(options, name) for name in (*_SETS, "limit", "argos", "rounds")}
    )
    limits = floors.load(options.baseline) if not any(getattr(options, name) for name in _SETS) else {}
    report: dict[str, Any] = {}
    flat: dict[str, float] = {}
    table = []
    for name in names:
        try:
            report[name] = GROUPS[name](material)
        except NotMeasured as error:
            material.notes.append(f"{name} not measured: {error}")
            continue
        found = dict(figures(name, report[name]))
        flat |= found
        for figure, value in found.items():
            table.append((figure, f"{value:.4g}", str(limits.get(figure, ""))))
            print("{:44} {:>10}  {}".format(*table[-1]).rstrip(), flush=True)
    for note in material.notes:
        print(f"\n{note}")
    if options.out:
        _write(options.out, report, table, material.notes)
    if not options.check:
        return 0
    broken = floors.broken(flat, limits, names)
    for line in broken:
        print(f"below its floor: {line}", file=sys.stderr)
    count = sum(name.partition(".")[0] in names for name in limits)
    print(f"\n{count} floors: {f'{len(broken)} do not hold' if broken else 'all hold'}")
    return bool(broken)


def _parse(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", nargs="+", metavar="GROUP", help=f"{', '.join(GROUPS)}; after truth, the path of your own set"
    )
    for name in _SETS:
        parser.add_argument(f"--{name}", type=Path, metavar="PATH")
    parser.add_argument("--limit", type=int, default=400, help="sentences, articles, texts of a set (default: 400)")
    parser.add_argument("--argos", type=int, default=0, metavar="N", help="also send N sentences through the Argos API")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of runs; the median ratio is shown")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write the table, the figures and the plots here")
    parser.add_argument("--check", action="store_true", help="fail where a figure is below its floor")
    parser.add_argument("--baseline", type=Path, default=floors.BASELINE, help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.only and options.only[0] == "truth" and len(options.only) == 2 and options.only[1] not in GROUPS:
        options.only, options.verdicts = ["truth"], Path(options.only[1])
    if wrong := [name for name in options.only or () if name not in GROUPS]:
        parser.error(f"--only: no group {', '.join(wrong)}; there are {', '.join(GROUPS)}")
    if options.check and any(getattr(options, name) for name in _SETS):
        parser.error("the floors hold for the sets that ship with the benchmarks: leave out --check, or the other sets")
    return options


def _write(folder: Path, report: dict[str, Any], table: list[tuple[str, str, str]], notes: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    machine = f"{os.cpu_count()} cores of {_processor()}, Python {platform.python_version()}, {platform.system()}"
    about = {"schema": SCHEMA, "version": core.__version__, "machine": machine, "notes": notes}
    (folder / "figures.json").write_text(json.dumps(about | {"figures": report}, indent=1) + "\n", encoding="utf-8")
    rows = "".join(f"| {name} | {value} | {floor} |\n" for name, value, floor in table)
    text = f"Version {core.__version__}; {machine}.\n\n| figure | measured | floor |\n| --- | ---: | --- |\n{rows}"
    (folder / "figures.md").write_text("\n".join([text, *(f"- {note}" for note in notes)]) + "\n", encoding="utf-8")
    for name, drawing in _plots(report).items():
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(": ")[2] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _plots(report: dict[str, Any]) -> dict[str, str]:
    from benchmarks import summaries

    drawn = {}
    if speed := report.get("speed"):
        ways = {"argos_words_s": "Argos API", "words_s": "Dépêche", "raw_words_s": "CTranslate2 alone"}
        rows = [(label, speed[name]) for name, label in ways.items() if name in speed]
        drawn["speed"] = plot.bars("Source words a second, the same pack and machine", rows, "{:.0f}")
    if checks := report.get("checks"):
        drawn["checks"] = plot.bars("Planted errors that are flagged, of 1", sorted(checks["recall"].items()), "{:.2f}")
    if found := report.get("summaries"):
        drawn["summaries"] = summaries.plot(found["rows"])
    return drawn


if __name__ == "__main__":
    # The engine's threads would be waited for.
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
