"""Measure how well the article is found in a web page: its words that are found, and other words that are taken too."""

from pathlib import Path

from benchmarks.summaries import rouge
from core.reading.formats import articles

_SET = Path(__file__).with_name("sets") / "pages"


def measure(folder: Path | None = None) -> dict[str, object]:
    """Measure the F1 of the bags of words, for every NAME.html with its right text beside it in NAME.txt."""
    f1 = {}
    for page in sorted((folder or _SET).glob("*.html")):
        article = next(articles(page.read_bytes(), page.name))
        f1[page.stem] = rouge(article.text, page.with_suffix(".txt").read_text(encoding="utf-8"))[0] / 100
    return {"f1": sum(f1.values()) / len(f1), "by_page": f1}
