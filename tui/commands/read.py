"""`depeche read`: the reader; where stdout is no terminal, the briefs instead."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.article import UNKNOWN
from core.errors import UsageError
from core.lang import language_name
from core.sanitize import sanitize
from core.settings import Permissions, Settings
from tui.i18n import _, n_
from tui.options import Common, Fetching, Inputs, Looks, Summary, Translation, settings
from tui.output import result

if TYPE_CHECKING:
    from core.brief import Brief


def linear(brief: "Brief") -> Iterator[str]:
    """Say a brief line by line, for screen readers: no columns, no colours, no marks, every doubt in words."""
    from tui.widgets.summary import confidence, doubt

    article = brief.article
    code = article.language.code if article.language else UNKNOWN
    yield _("Wire: {name}", name=sanitize(article.source.title or article.source.path, 500))
    source, target = _(language_name(code)), _(language_name(brief.engine.target))
    yield _("From {language}, {n}.", language=source, n=n_("{n} sentence", "{n} sentences", len(article.sentences)))
    if article.source.note:
        yield _("{what}: {value}", what=_("Note"), value=sanitize(article.source.note))
    for sentence in brief.chosen:
        yield _("{what}: {value}", what=_("Summary"), value=_one_line(sentence.translation or sentence.source))
    for paragraph in article.paragraphs:
        if paragraph.kind == "heading":
            yield _("Heading.")
        for sentence in paragraph.sentences:
            yield _("{what}: {value}", what=source, value=_one_line(sentence.source))
            if sentence.origin != "source":
                yield _("{what}: {value}", what=target, value=_one_line(sentence.translation or ""))
            if sentence.origin == "memory":
                yield _("Corrected by hand.")
            for flag in sentence.flags:
                yield _("{what}: {value}", what=_("Doubt"), value=sanitize(doubt(flag)))
            if sentence.low_confidence and not sentence.flags:
                yield _("{what}: {value}", what=_("Doubt"), value=confidence(sentence))
    yield _("End of the wire.")


def _one_line(text: str) -> str:
    return sanitize(" ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Allowed:
    """What whoever has the reader may do."""

    read_only: Annotated[
        bool, typer.Option("--read-only", help="Nothing but INPUT can be opened, and nothing written or changed.")
    ] = False
    root: Annotated[
        Path | None,
        typer.Option("--root", metavar="DIR", help="Besides INPUT, only what is in DIR can be opened or written."),
    ] = None

    def over(self, base: Settings) -> Settings:
        """Return the settings with these permissions; raise UsageError for a root that is no folder."""
        if self.root and not self.root.is_dir():
            raise UsageError("--root", "{root} is not a folder", root=self.root)
        return replace(base, permissions=Permissions(self.read_only, self.root.resolve() if self.root else None))


def read(
    inputs: Inputs = None,
    *,
    translation: Translation,
    summary: Summary,
    network: Fetching,
    looks: Looks,
    allowed: Allowed,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="No screen: one sentence a line, source then translation, doubts in words."),
    ] = False,
    common: Common,
) -> None:
    """Open the reader on the inputs. `depeche INPUT...` is short for it; in a pipe it prints briefs."""
    if plain:
        from tui.run import Run

        work = Run(inputs or [], allowed.over(settings(network, translation, summary)), common.output())
        for _input, made in work.briefs(kept=True):
            for line in linear(made):
                result(f"{line}\n")
        raise typer.Exit(work.status)
    # Under `serve` the screen is a pipe to the browser.
    if "TEXTUAL_DRIVER" not in os.environ and not (sys.stdout.isatty() and sys.stdin.isatty()):
        from tui.commands.brief import brief

        brief(inputs, translation=translation, summary=summary, network=network, common=common)
        return
    common.output()
    from core.pack_source import PackSource
    from tui.app import Reader

    chosen = allowed.over(settings(network, translation, summary, looks))
    reader = Reader(chosen, inputs or [], PackSource(chosen))
    reader.run()
    reader.leave()
