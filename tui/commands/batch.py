"""`depeche batch`: many inputs to a tree of briefs that mirrors theirs; `depeche watch`: what arrives in a folder."""

import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.arrivals import SETTLE
from core.batch import Done, Job, Kept, NoPack, PassedOver
from core.batch.report import to_report
from core.errors import INTERRUPTED, UsageError
from core.files import write_whole
from core.inputs import discover
from core.sanitize import sanitize
from tui.batch_progress import BatchProgress, report_event
from tui.command_run import Run
from tui.commands.brief import Format, Template
from tui.i18n import _, n_
from tui.options import (
    CommonOptions,
    InputOptions,
    Inputs,
    Library,
    SummaryOptions,
    TranslationOptions,
    code,
    day,
    settings,
)
from tui.output import Output, result, say
from tui.signals import EndAtOnce, interruptible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.batch.report import CombinedDocument

Folder = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write into.", show_default=False)
]
Formats = Annotated[
    list[Format] | None,
    typer.Option("--format", "-f", help="Format of the brief; can be repeated.", show_default="md"),
]
Collection = Annotated[
    Path | None,
    typer.Option(
        "--collection",
        metavar="FILE",
        help="Also one document of everything, with a table of contents; its ending says the format. Adds -f json.",
    ),
]
Digest = Annotated[
    Path | None,
    typer.Option("--digest", metavar="FILE", help="Also one digest of everything: .md or .json. Adds -f json."),
]
Language = Annotated[str | None, typer.Option("--language", metavar="CODE", help="Only articles in this language.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="Only articles of this day and later: 2026-11-02, 7d.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Maximum number of articles.")]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        max=64,
        metavar="N",
        help="Processes that read PDFs, pages and addresses in advance; --threads sets those that translate.",
    ),
]
Again = Annotated[bool, typer.Option("--again", help="Redo what is already done.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only list what would be done.")]
ClusterAddress = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="A Dask scheduler, tls://HOST:PORT; or local:N processes here."),
]
Report = Annotated[Path | None, typer.Option("--report", metavar="FILE", help="Also write a JSON report; - is stdout.")]


def batch(
    inputs: Inputs = None,
    output: Folder = ...,  # type: ignore[assignment]
    formats: Formats = None,
    template: Template = None,
    collection_file: Collection = None,
    digest_file: Digest = None,
    *,
    language: Language = None,
    since: Since = None,
    limit: Limit = None,
    jobs: Jobs = 1,
    again: Again = False,
    dry_run: DryRun = False,
    cluster: ClusterAddress = None,
    report: Report = None,
    library: Library = True,
    translation: TranslationOptions,
    summary: SummaryOptions,
    network: InputOptions,
    common: CommonOptions,
) -> None:
    """Write briefs of many inputs, translated in large batches; safe to kill and run again.

    Finished work is recorded: a rerun does what is missing or has changed. Ctrl-C stops at once; the
    articles in progress are left to the next run.
    """
    from core.batch.report import NEEDS, documents

    work = Run(inputs or [], settings(network, translation, summary, library=library), common.output())
    names = tuple(form.value for form in formats or [Format.md])  # type: ignore[attr-defined]
    over = documents(names, template, collection_file, digest_file)
    if over and NEEDS not in names:
        names = *names, NEEDS
    job = Job(
        tuple(inputs or ["-"]),
        output,
        names,
        language=code(language, "--language") if language else None,
        since=day(since, "--since"),
        limit=limit,
        jobs=1 if network.private else jobs,
        template=template,
        again=again,
        dry=dry_run,
    )
    counted = None if inputs is None else lambda: sum(1 for _ in discover(job.names, work.settings))
    progress = BatchProgress("batch", work.output, counted)

    def write_report(*, interrupted: bool) -> None:
        if report:
            contents = to_report(progress.totals, job, progress.seconds, interrupted=interrupted)
            if str(report) == "-":
                result(contents)
            else:
                write_whole(report, contents)

    def report_stop() -> None:
        progress.say_stopped(str(output))
        write_report(interrupted=True)

    early, targets = True, set[str]()
    try:
        _carry_out(job, work, progress, report_stop, cluster, targets if over else None)
        early = False
        if not dry_run:
            _write_documents(over, job, work, targets)
    except EndAtOnce:
        raise
    except BaseException:
        # What ends it early, such as a full disk, is reported after what was done before.
        _finish(job, work, progress, early=early)
        write_report(interrupted=early)
        raise
    _finish(job, work, progress, early=False)
    write_report(interrupted=False)
    raise typer.Exit(1 if progress.totals.failures else 0)


def _write_documents(over: "Sequence[CombinedDocument]", job: Job, work: Run, targets: set[str]) -> None:
    """Write the documents over all articles of a batch, unless it has none."""
    for document in over if targets else ():
        document.write(job.output, targets)
        message = n_("written, of {n:,} article", "written, of {n:,} articles", len(targets))
        work.output.note(str(document.path), message)


def _finish(job: Job, work: Run, progress: BatchProgress, *, early: bool) -> None:
    """Report what a batch has done, or would do; nothing where it ended before its first article."""
    if job.dry:
        done = progress.totals.done
        work.output.note("batch", _("{done:,} would be done in {output}", done=done, output=job.output))
    elif not early or progress.totals.seen:
        progress.finish(str(job.output), early=early)


def _carry_out(
    job: Job,
    work: Run,
    following: BatchProgress,
    report_stop: Callable[[], None],
    cluster: str | None,
    targets: set[str] | None,
) -> None:
    """Run a job with its progress, and collect its targets. Raises OutputError, PackMissing and EndAtOnce."""
    from core.batch.run import Batch

    source = work.settings.translation.source
    asked = {source} if source else set()
    briefer = work.briefer(asked)
    carry = None
    if cluster and not job.dry:
        from core.cluster.client import Cluster
        from core.cluster.connection import check_address

        check_address(cluster)
        if work.settings.offline:
            raise UsageError("--cluster", "would open sockets, and this run is offline")
        carry = Cluster(cluster, job, briefer)
    run = Batch(job, briefer, carry)
    following.decoded = lambda: run.decoded

    with interruptible(partial(run.cancel, leaving=True), report_stop), following.shown():
        for event in run.run():
            following.follow(event)
            if targets is not None and isinstance(event, Done | Kept):
                targets.add(event.target)
            if isinstance(event, NoPack):
                work.without(event.missing, asked)
            elif isinstance(event, Done) and job.dry:
                result(f"{sanitize(event.path)}\t{sanitize(event.target)}\t{event.language}\t{event.words}\n")


def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to watch, with its subfolders.")],
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
    translation: TranslationOptions,
    summary: SummaryOptions,
    network: InputOptions,
    common: CommonOptions,
) -> None:
    """Write briefs of the files that arrive in a folder, each as soon as it is complete, until Ctrl-C.

    After a restart, files that arrived in the meantime are read, and nothing is done twice. A file that cannot be
    read is moved to the quarantine folder, with the reason beside it.
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
    done = 0

    def report_stop() -> None:
        say("watch", _("stopped, {n:,} done; files in progress are read when it runs again", n=done))

    # A service is ended with SIGTERM as a rule: that is no interruption.
    with interruptible(watching.stop, report_stop, lambda number: INTERRUPTED if number == signal.SIGINT else 0):
        for event in watching.run():
            done += isinstance(event, Done)
            match event:
                case Quarantined():
                    voice.note(event.path, _("moved to {goal}", goal=event.goal))
                case NoPack():
                    work.without(event.missing, asked)
                case Done():
                    _tell_done(event, voice)
                case PassedOver():
                    voice.note(event.path, event.reason)
                case _:
                    report_event(event, voice)


def _tell_done(event: Done, voice: Output) -> None:
    """Report that a file is done, and which rules and watches apply to it."""
    message = _("done, {words} words", words=event.words)
    if event.doubts:
        message = _("done, {words} words, {n} in doubt", words=event.words, n=event.doubts)
    voice.note(event.path, message)
    if "star" in event.acts:
        voice.note(event.path, _("starred by a rule of the settings"))
    if "mark" in event.acts:
        voice.note(event.path, _("marked by a rule of the settings"))
    for name in event.watches:
        voice.note(event.path, _("found by the watch {name}", name=name))
