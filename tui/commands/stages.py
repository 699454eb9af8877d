"""`depeche translate | summarize | detect | segment`, one stage each; and `explain`, how a sentence came about."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.article import Article
from core.brief import Briefer
from core.errors import UsageError
from core.language import Detector
from core.messages import fields
from core.sanitize import json_text, sanitize
from core.summary import summarise
from tui.command_run import Run
from tui.i18n import N_, _, localized, percent
from tui.options import CommonOptions, InputOptions, Inputs, SummaryOptions, TranslationOptions, settings
from tui.output import result

if TYPE_CHECKING:
    from core.explain import Explanation, Step


def translate(
    inputs: Inputs = None, *, translation: TranslationOptions, network: InputOptions, common: CommonOptions
) -> None:
    """Translate text to English text; paragraphs and blank lines stay. Without an input, reads stdin."""
    work = Run(inputs or [], settings(network, translation), common.output())
    for _entry, brief in work.briefs():
        result(_laid_out(brief.article))
    raise typer.Exit(work.status)


def summarize(
    inputs: Inputs = None,
    *,
    translation: TranslationOptions,
    summary: SummaryOptions,
    network: InputOptions,
    common: CommonOptions,
) -> None:
    """The extractive summary alone, a sentence a line, in the source's language. Needs no pack.

    A blank line separates the summaries of several inputs.
    """
    chosen = settings(network, translation, summary)
    work = Run(inputs or [], chosen, common.output())
    briefer = Briefer(chosen)
    for number, (_entry, article) in enumerate(work.articles()):
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
    network: InputOptions,
    common: CommonOptions,
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
    network: InputOptions,
    common: CommonOptions,
) -> None:
    """One JSON line per sentence: id, start, end and text; and the path if there are several inputs."""
    chosen = settings(network, TranslationOptions(source=language))
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


SCHEMA = "depeche.explain/1"
_REMEMBERED = {"new": N_("new"), "model": N_("remembered"), "person": N_("remembered, corrected by hand")}


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What `depeche brief` takes, or - for stdin.")],
    sentence: Annotated[
        str | None, typer.Argument(metavar="SENTENCE", help="Its id in the brief, such as s3.", show_default="all")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    *,
    translation: TranslationOptions,
    network: InputOptions,
    common: CommonOptions,
) -> None:
    """Show how a sentence came about: the model's input and output, what was repaired, which check raised each flag.

    The models are asked again, though the memory may know the sentence; nothing is stored.
    """
    output = common.output()
    work = Run([file], settings(network, translation), output)
    articles = []
    for entry, explanations in _explained(work, sentence):
        if as_json:
            articles.append({"path": entry, "sentences": [_values(explanation) for explanation in explanations]})
        else:
            for explanation in explanations:
                result(_page(explanation) + "\n")
    if as_json:
        result(json_text({"schema": SCHEMA, "articles": articles}, indent=1) + "\n")
    raise typer.Exit(work.status)


def _explained(work: Run, name: str | None) -> "Iterator[tuple[str, Iterator[Explanation]]]":
    from core import explain as core_explain

    asked: set[str] = set()
    briefer = work.briefer(asked)
    wanted = name if name is None or not name.isdecimal() else f"s{name}"
    seen = 0
    try:
        for entry, article in work.articles():
            prepared = briefer.prepare(article)
            if prepared.language:
                asked.add(prepared.language.code)
            sentences = [candidate for candidate in prepared.sentences if wanted in (None, candidate.id)]
            seen += len(sentences)
            yield entry.path, (core_explain.explain(briefer, prepared, candidate) for candidate in sentences)
    finally:
        briefer.translator.close()
    if name is not None and not seen and not work.failed:
        raise UsageError(
            "SENTENCE", "there is no sentence {name}; depeche segment shows their ids", name=sanitize(name, 50)
        )


def _values(explanation: "Explanation") -> dict[str, Any]:
    values = asdict(explanation)
    values["flags"] = [{**asdict(flag), **fields(flag.detail), "check": check} for flag, check in explanation.flags]
    values["sentence"].pop("flags")
    return values


def _page(explanation: "Explanation") -> str:
    sentence = explanation.sentence
    rows = [(_("source"), f"{explanation.language}: {sentence.source}")]
    for step in explanation.steps:
        rows += _step(step)
    rows += [(_("name"), name) for name in explanation.names]
    if explanation.instead_of:
        rows.append((_("instead of"), explanation.instead_of))
    rows.append((_("translation"), sentence.translation or ""))
    scores = [answer.score for step in explanation.steps for answer in step.answers]
    if sentence.confidence is not None:
        sure = percent(sentence.confidence)
        rows.append((_("confidence"), _("low ({n})", n=sure) if sentence.low_confidence else sure))
    elif scores and all(score is None for score in scores):
        rows.append((_("confidence"), _("none: this engine does not say how sure it is")))
    rows += [(_("flag"), f"{_(flag.kind)} ({check}): {localized(flag.detail)}") for flag, check in explanation.flags]
    return "\n".join([sentence.id, *(f"  {title:<12} {sanitize(text, 5000)}" for title, text in rows)]) + "\n"


def _step(step: "Step") -> Iterator[tuple[str, str]]:
    yield _("engine"), f"{step.engine}, {step.digest[:16]}, {_(_REMEMBERED[step.remembered])}"
    yield from ((_("rewrite"), rule) for rule in step.rewrites)
    if step.case != "as it is":
        yield _("capitals"), step.case
    yield from ((_("kept"), string) for string in step.hidden)
    for answer in step.answers:
        yield _("input"), answer.given
        score = "" if answer.score is None else f"  ({answer.score:.3f}{', …' if answer.truncated else ''})"
        yield _("output"), answer.said + score
        if answer.options:
            yield _("retried"), answer.options
    yield from ((_("post-edit"), rule) for rule in step.post_edits)
    if not step.answers or step.text != step.answers[0].said:
        yield _("result"), step.text
    yield _("fingerprint"), step.fingerprint
