"""Measure what must not go wrong, on small sets of our own: figures, capitals, fragments that loop."""

from pathlib import Path
from typing import Any

from benchmarks.translation.quality import chrf
from core.checks import check
from core.translation import Translation, Translator

_SETS = Path(__file__).parents[1] / "sets"
_LONGER = 12
"""How many characters the English of a fragment may have beyond three times its source; more is a loop."""


def soundness(translator: Translator) -> dict[str, Any]:
    """Measure all of them."""
    return {
        **_figures(translator),
        "capitals_chrf": _capitals(translator),
        "loops_unflagged": _loops(translator),
    }


def _translated(translator: Translator, texts: list[str]) -> list[Translation]:
    return list(translator.translate([("fr", text) for text in texts]))


def _flags(source: str, result: Translation) -> set[str]:
    found = check(source, result.text, "fr", "en", score=result.score, truncated=result.truncated)
    return {flag.kind for flag in (*found, *result.doubts)}


def _figures(translator: Translator) -> dict[str, float]:
    """Measure the share of sentences in which every value is kept, and of those in which each is kept or flagged."""
    rows = [line.split("\t") for line in (_SETS / "figures.tsv").read_text(encoding="utf-8").splitlines()]
    kept = honest = 0
    for (source, musts), result in zip(rows, _translated(translator, [row[0] for row in rows]), strict=True):
        there = all(any(form in result.text for form in must.split("|")) for must in musts.split(";"))
        kept += there
        honest += there or bool(_flags(source, result) & {"number", "date", "name"})
    return {"figures_kept": kept / len(rows), "figures_kept_or_flagged": honest / len(rows)}


def _capitals(translator: Translator) -> float:
    """Return chrF of headlines in capitals as a share of the same in normal case, ignoring case."""
    rows = [line.split("\t") for line in (_SETS / "capitals.tsv").read_text(encoding="utf-8").splitlines()]
    references = [reference.lower() for _, reference in rows]
    normal = [result.text.lower() for result in _translated(translator, [source for source, _ in rows])]
    capitals = [result.text.lower() for result in _translated(translator, [source.upper() for source, _ in rows])]
    return chrf(capitals, references) / chrf(normal, references)


def _loops(translator: Translator) -> int:
    scraps = (_SETS / "scraps.txt").read_text(encoding="utf-8").splitlines()
    return sum(
        len(result.text) > 3 * len(scrap) + _LONGER and not _flags(scrap, result)
        for scrap, result in zip(scraps, _translated(translator, scraps), strict=True)
    )
