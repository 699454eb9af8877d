"""What is measured: groups of figures, each by its own module, on sets that the user names or on those that ship."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from core.packs import Pack
from core.packs.store import PackStore
from core.settings import Places, TranslationSettings
from core.translation import Translator

_PATIENCE = 300
"""Seconds after which the measurement of the reader is given up."""
_FEW, _KEYS = 40, 120
"""Sentences on which the second engine is measured, and keys pressed while it works."""
Group = dict[str, Any]
"""Figures by name, in nested tables where they belong together; lists are for the JSON file alone."""


class NotMeasured(Exception):
    """A group cannot be measured here; says why, and what to do."""


@dataclass
class Material:
    """The data to measure on; None stands for the small set that ships."""

    places: Places
    lines: Path | None = None
    """French sentences, one a line, and their English."""
    references: Path | None = None
    news: Path | None = None
    texts: Path | None = None
    pages: Path | None = None
    paragraphs: Path | None = None
    verdicts: Path | None = None
    """Sentences that a person compared with their translations and judged."""
    limit: int = 400
    """Sentences, articles or texts of a set that are used."""
    argos: int = 0
    """Sentences that also go through the Argos API; 0 leaves it out."""
    rounds: int = 3
    notes: list[str] = field(default_factory=list)
    """Remarks below the table."""

    @cached_property
    def pack(self) -> Pack:
        """The fr-en pack; raises NotMeasured."""
        found = PackStore(self.places).find("fr", "en")
        if found is None:
            raise NotMeasured("there is no fr-en pack: run depeche packs install fr-en")
        return found

    @cached_property
    def translator(self) -> Translator:
        """A translator without a memory."""
        return Translator(TranslationSettings(memory=False), lambda _source, _target: self.pack)

    @cached_property
    def pairs(self) -> tuple[list[str], list[str]]:
        """French lines and their English; the second is empty where the user gave none."""
        from benchmarks.pairs import PAIRS

        if self.lines is None:
            return [source for source, _ in PAIRS], [english for _, english in PAIRS]
        return self._lines(self.lines), self._lines(self.references) if self.references else []

    def _lines(self, path: Path) -> list[str]:
        return path.read_text(encoding="utf-8").split("\n")[: self.limit]


def _sentences(material: Material) -> Group:
    from benchmarks import sentences

    return dict(sentences.measure(material.paragraphs))


def _languages(material: Material) -> Group:
    from benchmarks import languages
    from core.language import Detector

    found = languages.measure(languages.rows(material.texts or languages.OWN, None), Detector())
    return found | {"accuracy": sorted(found["accuracy"].items())}


def _pages(material: Material) -> Group:
    from benchmarks import pages

    return pages.measure(material.pages)


def _checks(_material: Material) -> Group:
    from benchmarks import checking

    return checking.measure()


def _truth(material: Material) -> Group:
    from benchmarks import truth
    from core.brief import Briefer
    from core.settings import Settings

    pack = material.pack
    if PackStore(material.places).find("en", "fr") is None:
        material.notes.append("truth measured without the second pack: depeche packs install en-fr")
    settings = Settings(material.places, translation=TranslationSettings("fr", memory=False))
    return truth.measure(Briefer(settings, lambda _source, _target: pack), truth.rows(material.verdicts))


def _summaries(material: Material) -> Group:
    from benchmarks import summaries

    found: Group = {"rows": []}
    for name, articles in summaries.sets(material.news, material.limit):
        rows = [summaries.measure(method, articles, summaries.BUDGET) for method in summaries.COMPARED]
        found["rows"] += [{"set": name, "articles": len(articles), **row} for row in rows]
        found[name] = {row["method"]: summaries.figures(row) for row in rows if row["method"] != "lead"}
    return found


def _sumy(_material: Material) -> Group:
    from benchmarks import summaries

    rows = summaries.speed(summaries.SHORT)
    return {"times_faster": {row["method"]: row["sumy"] for row in rows if row["sumy"]}, "rows": rows}


def _quality(material: Material) -> Group:
    from benchmarks.translation.quality import quality

    lines, references = material.pairs
    if not references:
        raise NotMeasured("there are no references: name them with --references")
    return quality(material.pack, material.translator, lines, references)


def _soundness(material: Material) -> Group:
    from benchmarks.translation.soundness import soundness

    return soundness(material.translator)


def _speed(material: Material) -> Group:
    from benchmarks import checking
    from benchmarks.translation import speed

    lines, _ = material.pairs
    found: Group = {"sentences": len(lines), "words": speed.words(lines)}
    found |= speed.against_raw(material.pack, lines, material.rounds)
    found |= speed.again(material.pack, lines)
    found |= checking.cost(material.translator)
    if material.argos:
        try:
            found |= speed.against_argos(material.pack, lines, material.argos, material.rounds)
        except subprocess.CalledProcessError as error:
            why = (error.stderr or "").strip().rpartition("\n")[2]
            material.notes.append(f"Argos API not measured: {why}; pip install argos-translate-lt brings it")
    else:
        material.notes.append(
            "Argos API not measured: add --argos 8 (it loads Argos' own translate module, which looks up a host)"
        )
    return found


def _start(material: Material) -> Group:
    from benchmarks.translation import speed

    return speed.first_sentence(material.pairs[0]) if material.pack else {}


def _growth(material: Material) -> Group:
    from benchmarks.translation.growth import growth

    return growth(material.pack, material.pairs[0], 2000)


def _second_engine(material: Material) -> Group:
    from benchmarks import second_engine
    from core.packs.firefox import runs_here

    if not runs_here():
        raise NotMeasured("fxtranslate is not installed: pip install 'depeche-reader[firefox]'")
    return second_engine.measure(material.pack, material.pairs[0][:_FEW], material.rounds, _KEYS)


def _reader(_material: Material) -> Group:
    # In a process of its own, since it ends its process, threads and all.
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "reader.json"
        command = [sys.executable, "-m", "benchmarks.reader", "--json", str(out)]
        root = Path(__file__).parents[1]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            raise NotMeasured("the reader did not come to an end in five minutes; is the machine busy?") from None
        if not out.exists():
            raise NotMeasured(done.stderr.strip().rpartition("\n")[2])
        return json.loads(out.read_text(encoding="utf-8"))


GROUPS: Mapping[str, Callable[[Material], Group]] = {
    "sentences": _sentences,
    "languages": _languages,
    "pages": _pages,
    "checks": _checks,
    "truth": _truth,
    "summaries": _summaries,
    "sumy": _sumy,
    "quality": _quality,
    "soundness": _soundness,
    "speed": _speed,
    "start": _start,
    "growth": _growth,
    "reader": _reader,
    "second_engine": _second_engine,
}
"""By name, in the order in which they are measured."""
FLOORED = ("sentences", "languages", "pages", "checks", "truth", "summaries", "sumy", "quality", "soundness", "speed")
"""Groups that have floors; the others are times and sizes."""


def figures(group: str, found: Group) -> Iterator[tuple[str, float]]:
    """Yield every figure of a group by its full name: `summaries.own_fr.news.rouge_1`."""
    for name, value in found.items():
        if isinstance(value, dict):
            yield from figures(f"{group}.{name}", value)
        elif isinstance(value, int | float):
            yield f"{group}.{name}", float(value)
