"""`depeche stories`: which wires tell the same story, and what changed between them."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.sanitize import json_text, sanitize
from tui.command_run import Run
from tui.i18n import _
from tui.options import CommonOptions, InputOptions, Inputs, settings
from tui.output import result

if TYPE_CHECKING:
    from core.article import Article
    from core.stories import Change, Story

_WIDTH = 100_000
"""Maximum number of characters of a sentence that are shown."""


def stories(
    inputs: Inputs = None,
    several: Annotated[bool, typer.Option("--several", help="Only stories with more than one version.")] = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="Compare each version with the lead, sentence by sentence.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per story.")] = False,
    *,
    network: InputOptions,
    common: CommonOptions,
) -> None:
    """One line per story: number of versions, headline of the one to read, and the paths, that one's first.

    Updates, corrections and the same dispatch from other outlets are one story. With --changes, + is what only
    the lead says, - what only the other version says, ~ what the two say in other words.
    """
    from core.stories import Stories

    work = Run(inputs or [], settings(network), common.output())
    found, versions = Stories(), []
    for entry, article in work.articles():
        found.add(article)
        # Of thousands of wires, no more is held than is asked for.
        versions.append(_Version(_name(article, entry.path), _headline(article), article if changes else None))
    for story in found.all():
        if several and len(story.numbers) < 2:
            continue
        lead = versions[story.lead]
        others = [versions[number] for number in story.numbers if number != story.lead]
        differences = [(other, _changes(other, lead)) for other in others] if changes else []
        if as_json:
            values = _values(story, versions, differences)
            result(json_text(values) + "\n")
            continue
        cells = (str(len(story.numbers)), lead.headline, lead.path, *(other.path for other in others))
        result("\t".join(sanitize(cell, 4096) for cell in cells) + "\n")
        for other, different in differences:
            result(f"  {sanitize(other.path, 4096)}{'' if different else _(': the same')}\n")
            result("".join(f"    {_line(change)}\n" for change in different))
    raise typer.Exit(work.status)


@dataclass(frozen=True, slots=True)
class _Version:
    """What is shown of one version."""

    path: str
    headline: str
    article: "Article | None"


def _name(article: "Article", path: str) -> str:
    """Return the name of a version: for a feed's entry, its address."""
    return article.source.url or path if article.source.format == "feed" else path


def _headline(article: "Article") -> str:
    from core.stories.similarity import sentences

    return article.source.title or next(sentences(article), "")


def _changes(other: _Version, lead: _Version) -> "list[Change]":
    from core.stories import changes

    return changes(other.article, lead.article) if other.article and lead.article else []


def _values(
    story: "Story", versions: list[_Version], differences: "list[tuple[_Version, list[Change]]]"
) -> dict[str, Any]:
    values: dict[str, Any] = {
        "count": len(story.numbers),
        "headline": versions[story.lead].headline,
        "lead": versions[story.lead].path,
        "paths": [versions[number].path for number in story.numbers],
    }
    if differences:
        values["changes"] = [{"path": other.path, "changes": [*map(asdict, found)]} for other, found in differences]
    return values


def _line(change: "Change") -> str:
    """Return a change on one line: + new, - gone, ~ with the words that differ in brackets."""
    if change.kind != "changed":
        return f"+ {sanitize(change.new, _WIDTH)}" if change.kind == "new" else f"- {sanitize(change.old, _WIDTH)}"
    parts = (old if old == new else f"[{old or '…'} → {new or '…'}]" for old, new in change.words())
    return f"~ {sanitize(' '.join(parts), _WIDTH)}"
