"""Measure the summaries: ROUGE of every method against references, beside that of the lead.

    python -m benchmarks.summaries [NEWS.jsonl] [--words 35] [--rows even|odd|all] [--language fr] [--speed]
                                   [--json OUT.json] [--svg OUT.svg]

NEWS.jsonl (or .jsonl.gz) has an object a line: {"text": …, "summary": …}. Without it, twenty wires of our own with
abstracts, ten French and ten English (`sets/abstracts.*.txt`): enough to see that all works, too few to tell methods
apart. Each method is held, article by article, against LEAD of its own length: the article's first words, headline
aside, as many as the summary has. Intervals: 95 %, paired bootstrap over the articles, seeded. The default's structure
and weights were chosen by five-fold cross-validation on 400 articles of OrangeSum (CC BY-SA 4.0, not part of this
repository). `--speed` measures 1,000 and 10,000 sentences, and the same by sumy where it does not take minutes.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import plot as drawing
from core.article import Article
from core.language import Detector, identify
from core.reading import read_text
from core.segmentation import segment
from core.settings import SummarySettings
from core.summary import METHODS, summarise
from core.summary.keywords import words

_WORD = re.compile(r"[^\W_]+")
_MEASURES = ("R1", "R2", "RL")
BUDGET = 35
"""Words of a summary."""
COMPARED = ("news", "lead", "lexrank", "textrank", "lsa", "sumbasic")
"""The methods that the command for all benchmarks compares."""
_DRAWS = 2000
_SETS = Path(__file__).with_name("sets")
_DETECTOR = Detector()
SHORT = 400
"""Sentences of a wire on which sumy's own classes take seconds."""
_SLOW = 1000
"""Sentences beyond which only the default is timed."""
_SUMY = {
    "lexrank": "lex_rank.LexRankSummarizer",
    "textrank": "text_rank.TextRankSummarizer",
    "lsa": "lsa.LsaSummarizer",
    "luhn": "luhn.LuhnSummarizer",
    "sumbasic": "sum_basic.SumBasicSummarizer",
    "reduction": "reduction.ReductionSummarizer",
}
"""sumy's class for each method. KL takes minutes at 1,000 sentences, also here: it is sumy's own."""


def tokens(text: str) -> list[str]:
    """Return runs of letters and digits, in lower case; google-research's [a-z0-9]+ cuts words at accents."""
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
    return [[round(float(number), 2) for number in ends] for ends in (values.mean(0), low, high)]  # type: ignore[return-value]


def read(path: Path, which: str, language: str) -> Iterator[tuple[Article, str, str]]:
    """Yield the articles, cut into sentences, with their text and reference."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.decode().split("\n") if line.strip()]
    for row in rows[{"odd": 1}.get(which, 0) :: 1 if which == "all" else 2]:
        yield cut(row["text"], language), row["text"], row["summary"]


def read_own(which: str, language: str) -> Iterator[tuple[Article, str, str]]:
    """Yield the wires of this repository: a headline, then a sentence a line, then the abstract."""
    text = (_SETS / f"abstracts.{language}.txt").read_text(encoding="utf-8")
    wires = re.findall(r"(.+)\n\n((?:[^=].*\n)+)= (.+)", text)
    for title, body, abstract in wires[{"odd": 1}.get(which, 0) :: 1 if which == "all" else 2]:
        text = " ".join(body.split("\n")).strip()
        yield cut(f"{title}\n\n{text}", language), text, abstract


def cut(text: str, language: str) -> Article:
    """Read and segment a text as the program does."""
    return segment(identify(read_text((text + "\n").encode(), "wire.txt"), _DETECTOR, language))


def measure(method: str, articles: Sequence[tuple[Article, str, str]], budget: int) -> dict[str, Any]:
    """Score a method; `lead` is the difference to the lead of the same length, `cut` to that of `budget` words."""
    scored, lead, cut, lengths, spent = [], [], [], [], 0.0
    for article, text, reference in articles:
        start = time.perf_counter()
        chosen = frozenset(summarise(article, SummarySettings(method, words=budget)).sentences)
        spent += time.perf_counter() - start
        summary = " ".join(sentence.source for sentence in article.sentences if sentence.id in chosen)
        everything = text.split()
        lengths.append(len(summary.split()))
        scored.append(rouge(summary, reference))
        lead.append(rouge(" ".join(everything[: lengths[-1]]), reference))
        cut.append(rouge(" ".join(everything[:budget]), reference))
    scores, leads, cuts = (np.array(column) for column in (scored, lead, cut))
    means = {"rouge": interval(scores), "lead": interval(scores - leads), "cut": interval(scores - cuts)}
    found = {name: dict(zip(("mean", "low", "high"), triple, strict=True)) for name, triple in means.items()}
    return {
        "method": method,
        "words": round(sum(lengths) / len(lengths), 1),
        "ms": round(1000 * spent / len(scored), 1),
        **found,
    }


def show(row: dict[str, Any]) -> str:
    """Return one line of the table."""
    scores = "  ".join(f"{score:5.2f}" for score in row["rouge"]["mean"])
    gains = "  ".join(
        f"{mean:+5.2f} [{low:+5.2f}, {high:+5.2f}]" for mean, low, high in zip(*row["lead"].values(), strict=True)
    )
    cut = " ".join(f"{score:+5.2f}" for score in row["cut"]["mean"])
    return f"{row['method']:10} {row['words']:5.1f} {row['ms']:6.1f}  {scores}   {gains}   {cut}"


def speed(sentences: int) -> list[dict[str, Any]]:
    """Time every method on one long wire; `sumy` is how many times as long sumy's own class takes."""
    places = "Lyon Brest Arras Dijon Nîmes Tours Metz".split()
    things = "pont port stade marché parc tram canal quai lycée musée hôpital".split()
    text = " ".join(
        f"Le conseil numéro {number} de {places[number % 7]} rouvre le {things[number % 11]} du quartier {number % 83}"
        f" après {number % 31} mois de travaux sur la rive {number % 57}."
        for number in range(sentences)
    )
    article = cut(text, "fr")
    found = []
    for method in METHODS:
        if sentences > _SLOW and method != METHODS[0]:
            continue
        if method == "kl":
            continue
        start = time.process_time()
        summarise(article, SummarySettings(method, sentences=5))
        our_time = time.process_time() - start
        theirs = by_sumy(method, article) if method in _SUMY else None
        found.append({"method": method, "sentences": sentences, "s": our_time, "sumy": theirs and theirs / our_time})
    return found


def by_sumy(method: str, article: Article) -> float:
    """Return the seconds that sumy's class takes, given the words of each sentence."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    module, name = _SUMY[method].split(".")
    summariser = getattr(import_module(f"sumy.summarizers.{module}"), name)()

    class StemmedWords:
        def to_words(self, text: str) -> tuple[str, ...]:
            return words(text, "fr")

    document = ObjectDocumentModel(
        [Paragraph([Sentence(sentence.source, StemmedWords()) for sentence in article.sentences])]
    )
    start = time.process_time()
    summariser(document, 5)
    return time.process_time() - start


def figures(row: dict[str, Any]) -> dict[str, float]:
    """Return a method's ROUGE, and how far above LEAD of its own length it is."""
    names = ("rouge_1", "rouge_2", "rouge_l")
    above = zip([f"{name}_above_lead" for name in names], row["lead"]["mean"], strict=True)
    return dict([*zip(names, row["rouge"]["mean"], strict=True), *above])


def sets(
    news: Path | None, limit: int | None, which: str = "all", language: str = "fr"
) -> Iterator[tuple[str, list[Any]]]:
    """Yield the user's set by its name, or our own two."""
    if news:
        yield news.name.partition(".")[0], list(islice(read(news, which, language), limit))
    else:
        for code in ("fr", "en"):
            yield f"own_{code}", list(read_own(which, code))


def plot(rows: Sequence[dict[str, Any]]) -> str:
    """Draw each method's difference to LEAD of its own length, with its interval, as SVG."""
    drawn = [
        (" ".join(filter(None, (row.get("set"), row["method"]))), [*zip(*row["lead"].values(), strict=True)])
        for row in rows
    ]
    return drawing.intervals("ROUGE above LEAD of the same length, with 95 % intervals", _MEASURES, drawn, "LEAD")


def table(articles: Sequence[tuple[Article, str, str]], methods: Sequence[str], budget: int) -> list[dict[str, Any]]:
    """Measure the methods and print a line for each."""
    gains = "against LEAD of the same length: R1, R2, RL"
    print(f"method     words     ms   {'    '.join(_MEASURES)}     {gains}{' ' * 26}against LEAD cut")
    found = []
    for method in methods:
        found.append(measure(method, articles, budget))
        print(show(found[-1]), flush=True)
    return found


def main() -> None:
    """Measure, print the table, write the JSON and the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", help="default: the wires of this repository")
    parser.add_argument("--words", type=int, default=BUDGET, help="the budget (default: 35)")
    parser.add_argument("--limit", type=int, help="articles that are used (default: all)")
    parser.add_argument("--rows", choices=("all", "even", "odd"), default="all")
    parser.add_argument("--language", default="fr", help="of the data (default: fr)")
    parser.add_argument("--methods", nargs="+", default=METHODS, choices=METHODS)
    parser.add_argument("--speed", action="store_true", help="time the methods on long wires instead")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--svg", type=Path, help="a plot of the differences to LEAD")
    options = parser.parse_args()
    report: dict[str, Any] = {}
    if options.speed:
        report["speed"] = [row for sentences in (_SLOW, 10 * _SLOW) for row in speed(sentences)]
        print("method     sentences  CPU s   sumy takes")
        for row in report["speed"]:
            ratio = f"{row['sumy']:8.0f} ×" if row["sumy"] else "         –"
            print(f"{row['method']:10} {row['sentences']:9} {row['s']:6.2f} {ratio}")
    else:
        for name, articles in sets(options.data, options.limit, options.rows, options.language):
            print(f"\n{name}: {len(articles)} articles ({options.rows} rows), about {options.words} words each")
            report[name] = table(articles, options.methods, options.words)
        if options.svg:
            rows = [{"set": name, **row} for name, found in report.items() for row in found]
            options.svg.write_text(plot(rows), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
