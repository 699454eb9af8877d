"""What each stage gives for three hundred sentences and ten wires, as one digest a stage; no model is needed.

    python tests/core/stage_outputs.py          writes stage_outputs.json anew

Do that only with the number of the stage raised in `core/fingerprint.py`, where its output was to change.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core import fingerprint
from core.analysis import analyse
from core.article import Article, Language, Paragraph, Sentence, Source
from core.processes import be_unattended
from core.reading import Input
from core.segmentation import segment
from core.settings import BEAM, SummarySettings
from core.summary import summarise
from core.translation import Translation
from core.translation.engines import MAX_UNBROKEN, Engine, Hypothesis, Session, batches, ctranslate2
from core.translation.postprocess import postprocess_hypothesis
from core.translation.preprocessing import RETRIES, prepare

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).with_name("stage_outputs.json")
HYPOTHESES = Path(__file__).with_name("hypotheses.tsv")
"""Source sentences of our own, and what the default pack made of what it was given for them."""
WIRES = (*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "benchmarks" / "sets" / "pages").glob("*.html")))


class Echo(Engine):
    """An engine that returns what it gets, so that retries by postprocessing change nothing."""

    pair = ("fr", "en")  # type: ignore[assignment]
    name = digest = "echo"  # type: ignore[assignment]

    def open_session(self, *, eager: int = 0) -> Session:
        return EchoSession()


class EchoSession(Session):
    def put(self, text: str) -> None:
        self._text = text

    def take(self, cancelled: object) -> Hypothesis:
        return Hypothesis(self._text, -0.3)


def pairs() -> list[tuple[str, str]]:
    return [tuple(line.split("\t")) for line in HYPOTHESES.read_text("utf-8").splitlines()]  # type: ignore[misc]


def translated() -> Iterator[tuple[str, Translation]]:
    engine = Echo()
    for source, hypothesis in pairs():
        yield (
            source,
            postprocess_hypothesis(source, "fr", prepare(source, "fr", "en"), Hypothesis(hypothesis, -0.3), engine),
        )


def articles() -> Iterator[Article]:
    be_unattended()  # a busy machine changes no output
    for file in WIRES:
        yield from (article for _, article in Input(file.name, file.name).numbered(file.read_bytes()))


def outputs() -> dict[str, list[object]]:
    """Return what each stage gives."""
    read = list(articles())
    french = [_french(article) for article in read]
    results = list(translated())
    return {
        "READING": [
            (article.text, [(p.kind, p.start, p.end) for p in article.paragraphs], article.source.title, article.source.publisher, article.source.note)
            for article in read
        ],
        "SEGMENTATION": [[(sentence.start, sentence.end) for sentence in article.sentences] for article in french],
        "PREPROCESSING": [repr(prepare(source, "fr", "en")) for source, _ in pairs()],
        "DECODING": [
            BEAM, RETRIES, batches.LENGTHS, ctranslate2.MAX_PIECES, MAX_UNBROKEN,
            [ctranslate2._max_length(length) for length in range(0, 300, 7)],
        ],
        "POSTPROCESSING": [(result.text, result.doubts) for _, result in results],
        "CHECKS": [
            (analysis.translation, analysis.flags, analysis.confidence)
            for analysis in (analyse(_alone(source), first_of(source), "fr", result, None, "en") for source, result in results)
        ],
        "SUMMARY": [_summary(article) for article in french],
    }  # fmt: skip


def first_of(source: str) -> Sentence:
    return Sentence("s1", 0, len(source), source)


def _alone(source: str) -> Article:
    paragraph = Paragraph("body", 0, len(source), "fr", (first_of(source),))
    return Article(Source("x", "0" * 64), source, (paragraph,), language=Language("fr", 1.0))


def _french(article: Article) -> Article:
    paragraphs = tuple(replace(paragraph, language="fr") for paragraph in article.paragraphs)
    return segment(replace(article, paragraphs=paragraphs, language=Language("fr", 1.0)))


def _summary(article: Article) -> object:
    found = summarise(article, SummarySettings(), target="en")
    return found.sentences, [keyword.source for keyword in found.keywords]


def digests() -> dict[str, dict[str, object]]:
    """Return each stage's number and the digest of what it gives."""
    return {
        stage: {
            "number": getattr(fingerprint, stage),
            "digest": hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest(),
        }
        for stage, values in outputs().items()
    }


if __name__ == "__main__":
    RECORD.write_text(json.dumps(digests(), indent=2) + "\n", encoding="utf-8")
