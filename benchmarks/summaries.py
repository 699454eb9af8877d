"""How good are the summaries? ROUGE of every method against references, side by side, beside the lead.

    python benchmarks/summaries.py NEWS.jsonl [--words 35] [--rows even|odd|all] [--language fr] [--json OUT.json]

NEWS.jsonl (or .jsonl.gz) has an object a line: {"text": …, "summary": …}. Each method is held, article by article,
against LEAD of its own length: the article's first words, as many as the summary has. Intervals: 95 %, paired
bootstrap over the articles, seeded. The default's weights were tuned on the even rows of 400 from OrangeSum
(CC BY-SA 4.0, not part of this repository), so that the odd rows are the honest ones.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.article import Article
from core.brief import segment
from core.language import Detector, identify
from core.reading import read_text
from core.settings import SummarySettings
from core.summary import METHODS, summarise

_WORD = re.compile(r"[^\W_]+")
_MEASURES = ("R1", "R2", "RL")
_DRAWS = 2000


def tokens(text: str) -> list[str]:
    """Runs of letters and digits of any script, lower case: google-research's [a-z0-9]+ cuts words at accents."""
    return _WORD.findall(text.lower())


def rouge(got: str, want: str) -> tuple[float, float, float]:
    """ROUGE-1, -2 and -L, F1 in per cent (Lin 2004), of one text against one reference; no stemming."""
    a, b = tokens(got), tokens(want)
    return _ngrams(a, b, 1), _ngrams(a, b, 2), _f1(_common(a, b), len(a), len(b))


def _ngrams(got: Sequence[str], want: Sequence[str], size: int) -> float:
    a, b = (Counter(zip(*(text[start:] for start in range(size)), strict=False)) for text in (got, want))
    return _f1((a & b).total(), a.total(), b.total())


def _f1(hits: int, got: int, want: int) -> float:
    return 200 * hits / (got + want) if hits else 0.0


def _common(got: Sequence[str], want: Sequence[str]) -> int:
    """Return the length of the longest common subsequence."""
    row = [0] * (len(want) + 1)
    for word in got:
        last = 0
        for place, other in enumerate(want, 1):
            last, row[place] = row[place], last + 1 if word == other else max(row[place], row[place - 1])
    return row[-1]


def interval(values: np.ndarray) -> tuple[list[float], list[float], list[float]]:
    """Return the means of the columns and the ends of their 95 % bootstrap intervals."""
    draws = np.random.default_rng(0).integers(0, len(values), (_DRAWS, len(values)))
    low, high = np.percentile(values[draws].mean(1), [2.5, 97.5], axis=0)
    return [[round(float(one), 2) for one in ends] for ends in (values.mean(0), low, high)]  # type: ignore[return-value]


def read(path: Path, which: str, language: str) -> Iterator[tuple[Article, str, str]]:
    """Give the articles, cut into sentences, with their text and reference."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    detector = Detector()
    rows = [line for line in data.decode().split("\n") if line.strip()]
    for line in rows[{"odd": 1}.get(which, 0) :: 1 if which == "all" else 2]:
        row = json.loads(line)
        article = read_text((row["text"] + "\n").encode(), "row.txt")
        yield segment(identify(article, detector, language)), row["text"], row["summary"]


def measure(method: str, articles: Sequence[tuple[Article, str, str]], words: int) -> dict[str, Any]:
    """Score a method; `lead` is the difference to the lead of the same length, `cut` to that of `words` words."""
    own, lead, cut, lengths, spent = [], [], [], [], 0.0
    for article, text, reference in articles:
        start = time.perf_counter()
        chosen = frozenset(summarise(article, SummarySettings(method, words=words)).sentences)
        spent += time.perf_counter() - start
        summary = " ".join(one.source for one in article.sentences if one.id in chosen)
        everything = text.split()
        lengths.append(len(summary.split()))
        own.append(rouge(summary, reference))
        lead.append(rouge(" ".join(everything[: lengths[-1]]), reference))
        cut.append(rouge(" ".join(everything[:words]), reference))
    scores, leads, cuts = (np.array(one) for one in (own, lead, cut))
    means = {"rouge": interval(scores), "lead": interval(scores - leads), "cut": interval(scores - cuts)}
    found = {name: dict(zip(("mean", "low", "high"), one, strict=True)) for name, one in means.items()}
    return {
        "method": method,
        "words": round(sum(lengths) / len(lengths), 1),
        "ms": round(1000 * spent / len(own), 1),
        **found,
    }


def show(row: dict[str, Any]) -> str:
    """Return one line of the table."""
    scores = "  ".join(f"{one:5.2f}" for one in row["rouge"]["mean"])
    gains = "  ".join(
        f"{mean:+5.2f} [{low:+5.2f}, {high:+5.2f}]" for mean, low, high in zip(*row["lead"].values(), strict=True)
    )
    cut = " ".join(f"{one:+5.2f}" for one in row["cut"]["mean"])
    return f"{row['method']:10} {row['words']:5.1f} {row['ms']:6.1f}  {scores}   {gains}   {cut}"


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--words", type=int, default=35, help="the budget (default: 35)")
    parser.add_argument("--rows", choices=("all", "even", "odd"), default="all")
    parser.add_argument("--language", default="fr")
    parser.add_argument("--methods", nargs="+", default=METHODS, choices=METHODS)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    articles = list(read(asked.data, asked.rows, asked.language))
    print(f"{len(articles)} articles ({asked.rows} rows), about {asked.words} words each")
    print(
        "method     words     ms   "
        + "    ".join(_MEASURES)
        + "     against LEAD of the same length: R1, R2, RL"
        + " " * 26
        + "against LEAD cut"
    )
    found = []
    for method in asked.methods:
        found.append(measure(method, articles, asked.words))
        print(show(found[-1]), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
