"""The batch page: write briefs for many inputs into a folder, in the background."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from core.batch import Event, Failed, Job, NoPack, Notice
from core.batch.report import Totals
from core.errors import Cancelled, DepecheError, InputError, UsageError
from core.sanitize import sanitize
from tui.bindings import bindings
from tui.i18n import N_, _, localized
from tui.screens import Page
from tui.screens.dialogs import FormDialog
from tui.widgets import FAILED, PROBLEM
from tui.widgets.cursor_list import Choice, Choices
from tui.widgets.progress import BatchStatus
from tui.workers import Busy
from tui.workers.open import MessageBatch
from tui.workers.translation import lower_priority

if TYPE_CHECKING:
    from core.batch.run import Batch
    from core.pack_source import PackSource
    from core.settings import Settings

_logger = logging.getLogger(__name__)

_TICK = 0.5
"""Seconds between updates of the remaining time."""


class BatchPage(Page):
    """Runs one batch at a time and shows its results."""

    NAME = "Batch"
    HELP = "Writes briefs for many files. You can stop and resume at any time. It keeps running while you read."
    OWN = ("batch",)
    SCOPE: ClassVar[str] = "batch"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    @dataclass
    class Heard(Message):
        """Events of the batch."""

        job: Job
        events: list[Event]

    @dataclass
    class Counted(Message):
        """The inputs were counted."""

        job: Job
        inputs: int

    @dataclass
    class Begun(Message):
        """A batch started to write into a folder."""

        folder: Path

    @dataclass
    class Ended(Message):
        """A batch ended; `problem` says why if it ended early."""

        job: Job
        problem: str = ""

    def __init__(self, settings: "Settings", packs: "PackSource") -> None:
        super().__init__()
        self._settings, self._packs = settings, packs
        self.open_wires: tuple[str, ...] = ()
        """Inputs if none are named."""
        self._answers = ("", str(Path.cwd() / "briefs"), "md")
        self._job: Job | None = None
        self._run: Batch | None = None
        self._rows: list[Choice] = []
        self._progress = BatchStatus()
        self.running = False
        self._one = threading.Lock()
        """Held while a batch runs: a stopped batch may take a moment to finish."""

    def parts(self) -> ComposeResult:
        """Yield the progress and the list of failures."""
        yield self._progress
        yield Choices(id="failures")

    def on_mount(self) -> None:
        """Show what can be done."""
        self._clock = self.set_interval(_TICK, self._tick, pause=True)
        choices = self.query_one(Choices)
        choices.empty = N_("No batch yet.")
        self.offer(choices, "batch.begin")

    def action_begin(self) -> None:
        """Ask for inputs, folder and formats."""
        self._ask()

    def _ask(self, problem: str = "") -> None:
        inputs, folder, formats = self._answers
        fields = [
            (N_("Files, folders, addresses; leave empty for the open wires"), inputs),
            (N_("Folder"), folder),
            (N_("Formats"), formats),
        ]
        self.app.push_screen(
            FormDialog(
                N_("Start a batch"),
                fields,
                keys=N_("Tab completes a path, next field · Enter starts · Esc cancels"),
                paths={0, 1},
                may_list=self._settings.permissions.allows,
                problem=problem,
            ),
            self._asked,
        )

    def _asked(self, answer: tuple[str, ...] | None) -> None:
        if answer is None:
            return
        inputs, folder, formats = self._answers = answer  # type: ignore[assignment]
        try:
            job = self._job_of(inputs, folder, formats)
        except DepecheError as error:
            self._ask(sanitize(localized(str(error)), 300))
            return
        self.post_message(self.Begun(job.output))
        self._job, self._rows, self.running = job, [], True
        self._progress.begin(Totals())
        self._tick()
        self._show()
        self.count(f"→ {sanitize(job.output, 200)}")
        self.say("")
        self._clock.resume()
        self._carry_out(job)
        self._count(job)
        self.refresh_bindings()

    def _job_of(self, inputs: str, folder: str, formats: str) -> Job:
        """Return the job that was asked for; raises InputError or UsageError if it is not valid."""
        import shlex

        from core.export import FORMATS

        try:
            names = tuple(str(Path(name).expanduser()) if "://" not in name else name for name in shlex.split(inputs))
        except ValueError:
            names = (inputs,)
        if not (names := names or self.open_wires):
            raise InputError("batch", "no wire is open and no input is given")
        wanted = tuple(dict.fromkeys(formats.replace(",", " ").split())) or ("md",)
        if unknown := [name for name in wanted if name not in FORMATS]:
            raise UsageError(unknown[0], "unknown format; choose from {names}", names=", ".join(FORMATS))
        return Job(names, Path(folder or "briefs").expanduser(), wanted)

    @work(thread=True, exit_on_error=False, group="batch", description="batch")
    def _carry_out(self, job: Job) -> None:
        lower_priority()
        with self._one:
            if job is self._job and self.running:
                self._follow(job)

    def _follow(self, job: Job) -> None:
        from core.batch.run import Batch
        from core.brief import Briefer

        gathered = MessageBatch(lambda events: self.Heard(job, events), self.post_message)
        problem = ""
        try:
            briefer = Briefer(self._settings, self._packs.installed, lambda text: gathered.add(Notice("memory", text)))
            self._run = run = Batch(job, briefer)
            if not self.running:
                run.cancel()
            for event in run.run():
                gathered.add(event)
        except Cancelled:
            pass
        except DepecheError as error:
            problem = str(error)
        except Exception as error:
            _logger.exception("the batch failed")
            problem = f"{type(error).__name__}: {error}"
        gathered.send()
        self._run = None
        self.post_message(self.Ended(job, problem))

    @work(thread=True, exclusive=True, exit_on_error=False, group="counting")
    def _count(self, job: Job) -> None:
        from core.inputs import discover

        self.post_message(self.Counted(job, sum(1 for _ in discover(job.names, self._settings))))

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        if event.job is self._job:
            self._progress.all = event.inputs
            self._tick()

    @on(Heard)
    def _heard(self, event: Heard) -> None:
        if event.job is not self._job:
            return
        before = len(self._rows)
        for batch_event in event.events:
            if self._progress.totals:
                self._progress.totals.add(batch_event)
            self._rows += _rows_of(batch_event)
        if len(self._rows) != before:
            self._show()
        self._tick()

    def _tick(self) -> None:
        """Show the progress, here and on every other screen."""
        self._progress.decoded = self._run.decoded if self._run else self._progress.decoded
        self._progress.refresh()
        if self.running:
            self.post_message(Busy("batch", self._progress.text()))

    def _show(self) -> None:
        choices = self.query_one(Choices)
        if self._job:
            choices.empty, choices.offer = "", ("", "")
        choices.show(self._rows, cursor=choices.cursor or 0)

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        if event.job is not self._job or not self.running:
            return
        self._over()
        self.say(sanitize(localized(event.problem), 500) or _("The batch is done."), alert=bool(event.problem))
        if not self.is_current:
            text = sanitize(localized(event.problem), 500) or _("The batch is done.")
            self.notify(text, title=_("Batch"), severity="error" if event.problem else "information")

    def _over(self) -> None:
        self.running = False
        self.post_message(Busy("batch"))
        self._progress.end()
        self._clock.pause()
        self.refresh_bindings()

    def action_stop(self) -> None:
        """Stop at once: the articles in progress are left for the next run."""
        self._over()
        if self._run:
            self._run.cancel()
        self.say(_("Paused. Finished briefs are kept; t resumes."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the actions that are possible now."""
        del parameters
        return {"begin": not self.running, "stop": self.running}.get(action, True)


def _rows_of(event: Event) -> Sequence[Choice]:
    match event:
        case Failed():
            return [
                Choice(f"{sanitize(event.path, 200)}: {sanitize(localized(event.error.problem), 300)}", "", FAILED.sign)
            ]
        case NoPack():
            pair = event.missing.reason.what
            return [Choice(_("no pack {pair}: text in that language stays untranslated", pair=pair), "", PROBLEM.sign)]
        case Notice():
            return [Choice(f"{sanitize(event.what, 200)}: {sanitize(localized(event.text), 300)}", "", PROBLEM.sign)]
        case _:
            return []
