"""`depeche translate | summarize | detect | segment`: one stage of the line, text in and text out."""

from typing import Annotated, Any

import typer

from core.article import Article
from core.brief import Briefer
from core.language import Detector
from core.sanitize import json_text, sanitize
from core.summary import summarise
from tui.options import Common, Fetching, Inputs, Summary, Translation, settings
from tui.output import result
from tui.run import Run


def translate(inputs: Inputs = None, *, translation: Translation, network: Fetching, common: Common) -> None:
    """Translate text to English text; paragraphs and blank lines stay. Without an input, reads stdin."""
    work = Run(inputs or [], settings(network, translation), common.output())
    for _, made in work.briefs():
        result(_laid_out(made.article))
    raise typer.Exit(work.status)


def summarize(
    inputs: Inputs = None, *, translation: Translation, summary: Summary, network: Fetching, common: Common
) -> None:
    """The extractive summary alone, a sentence a line, in the source's language. Needs no pack.

    A blank line parts the summaries of several inputs.
    """
    chosen = settings(network, translation, summary)
    work = Run(inputs or [], chosen, common.output())
    briefer = Briefer(chosen)
    for number, (_, article) in enumerate(work.articles()):
        prepared = briefer.prepare(article)
        if number:
            result("\n")
        ids = frozenset(summarise(prepared, chosen.summary).sentences)
        for sentence in prepared.sentences:
            if sentence.id in ids:
                result(sentence.source + "\n")
    raise typer.Exit(work.status)


def detect(
    inputs: Inputs = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per input.")] = False,
    *,
    network: Fetching,
    common: Common,
) -> None:
    """One line per input: path, language code and confidence, tab-separated."""
    chosen = settings(network)
    work = Run(inputs or [], chosen, common.output())
    detector = Detector(chosen.places.languages)
    for entry, article in work.articles():
        found = detector.detect(article.text)
        if as_json:
            _line({"path": entry.path, "language": found.code, "confidence": found.confidence})
        else:
            result(f"{sanitize(entry.path, 4096)}\t{found.code}\t{found.confidence:.4f}\n")
    raise typer.Exit(work.status)


def segment(
    inputs: Inputs = None,
    language: Annotated[
        str | None,
        typer.Option("--from", metavar="CODE", help="Source language.", show_default="detect"),
    ] = None,
    *,
    network: Fetching,
    common: Common,
) -> None:
    """One JSON line per sentence: id, start, end and text; and the path if there are several inputs."""
    chosen = settings(network, Translation(source=language))
    work = Run(inputs or [], chosen, common.output())
    briefer = Briefer(chosen)
    several = len(work.names) > 1
    for entry, article in work.articles():
        for sentence in briefer.prepare(article).sentences:
            values: dict[str, Any] = {
                "id": sentence.id,
                "start": sentence.start,
                "end": sentence.end,
                "text": sentence.source,
            }
            _line({"path": entry.path, **values} if several else values)
    raise typer.Exit(work.status)


def _laid_out(article: Article) -> str:
    parts = []
    for paragraph in article.paragraphs:
        parts.append("\n" * paragraph.gap)
        parts.append(" ".join(sentence.translation or "" for sentence in paragraph.sentences))
    return "".join(parts) + "\n"


def _line(values: dict[str, Any]) -> None:
    result(json_text(values) + "\n")
