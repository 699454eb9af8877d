"""`depeche watch`: briefs of what arrives in a folder."""

import signal
from pathlib import Path
from typing import Annotated

import typer

from core.arrivals import SETTLE
from core.batch import Done, Job, NoPack, PassedOver
from tui.batch_progress import interruptible, tell
from tui.commands.batch import Folder, Formats
from tui.i18n import _
from tui.options import Common, Fetching, Library, Summary, Translation, settings
from tui.run import Run
from tui.writing import Format

_INTERRUPTED = 130


def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to watch, with all below it.")],
    output: Folder = ...,  # type: ignore[assignment]
    formats: Formats = None,
    *,
    quarantine: Annotated[
        Path | None,
        typer.Option("--quarantine", metavar="DIR", help="Where unreadable files go.", show_default="DIR/quarantine"),
    ] = None,
    settle: Annotated[
        float,
        typer.Option("--settle", min=0.1, metavar="SECONDS", help="A file is complete when unchanged for this long."),
    ] = SETTLE,
    poll: Annotated[bool, typer.Option("--poll", help="Poll the folder: for network shares.")] = False,
    library: Library = True,
    translation: Translation,
    summary: Summary,
    network: Fetching,
    common: Common,
) -> None:
    """Make briefs of what arrives in a folder, file by file when it is complete, until Ctrl-C.

    A restart does what arrived meanwhile, and nothing twice. A file that cannot be read goes to the quarantine
    folder, with the reason beside it.
    """
    from core.batch.watch import Quarantined, Watch

    work = Run([], settings(network, translation, summary, library=library), common.output())
    voice, source = work.output, work.settings.translation.source
    asked = {source} if source else set()
    briefer = work.briefer(asked)
    wanted = tuple(form.value for form in formats or [Format.md])  # type: ignore[attr-defined]
    job = Job((), output, wanted, root=str(folder), rules=True)
    watching = Watch(job, briefer, quarantine or folder / "quarantine", settle=settle, poll=poll)
    voice.note("watch", _("watching {folder}; Ctrl-C ends it", folder=folder))
    with interruptible("watch", watching.stop) as received:
        for event in watching.run():
            match event:
                case Quarantined():
                    voice.note(event.path, _("moved to {goal}", goal=event.goal))
                case NoPack():
                    work.without(event.missing, asked)
                case Done():
                    said = _("done, {words} words", words=event.words)
                    if event.doubts:
                        said = _("done, {words} words, {n} in doubt", words=event.words, n=event.doubts)
                    voice.note(event.path, said)
                    if "star" in event.acts:
                        voice.note(event.path, _("starred by a rule of the settings"))
                    if "mark" in event.acts:
                        voice.note(event.path, _("marked by a rule of the settings"))
                    for name in event.watches:
                        voice.note(event.path, _("found by the watch {name}", name=name))
                case PassedOver():
                    voice.note(event.path, event.reason)
                case _:
                    tell(event, voice)
    # A service is ended with SIGTERM as a rule: that is no interruption.
    raise typer.Exit(_INTERRUPTED if signal.SIGINT in received else 0)
