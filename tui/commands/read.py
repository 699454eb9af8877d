"""`depeche read` and `depeche serve`: the reader in the terminal, and in a web browser.

If stdout is no terminal, the briefs are printed instead. By default the server listens on this machine only.
"""

import gc
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.article import UNKNOWN
from core.errors import DepecheError, UsageError
from core.home import new_draft
from core.lang import language_name
from core.messages import term
from core.processes import python_command
from core.sanitize import sanitize
from core.settings import LibrarySettings, Permissions, Settings
from tui.commands import words_of
from tui.i18n import _, localized, n_
from tui.options import (
    AppearanceOptions,
    CommonOptions,
    InputOptions,
    Inputs,
    SummaryOptions,
    TranslationOptions,
    settings,
)
from tui.output import result

if TYPE_CHECKING:
    from core.brief import Brief


def linear(brief: "Brief") -> Iterator[str]:
    """Yield a brief line by line for screen readers: no columns, colours or marks, and every doubt in words."""
    from tui.widgets.summary import confidence_text, doubt_text

    article = brief.article
    code = article.language.code if article.language else UNKNOWN
    yield _("Wire: {name}", name=sanitize(article.source.title or article.source.path, 500))
    source, target = _(language_name(code)), _(language_name(brief.engine.target))
    yield _(
        "From {language}, {n}.",
        language=term(language_name(code)),
        n=n_("{n} sentence", "{n} sentences", len(article.sentences)),
    )
    if article.source.note:
        yield _("{what}: {value}", what=_("Note"), value=sanitize(localized(article.source.note)))
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
                yield _("Alternative chosen by hand.") if sentence.alternative else _("Corrected by hand.")
            for flag in sentence.flags:
                yield _("{what}: {value}", what=_("Doubt"), value=sanitize(doubt_text(flag)))
            if sentence.low_confidence and not sentence.flags:
                yield _("{what}: {value}", what=_("Doubt"), value=confidence_text(sentence))
    yield _("End of the wire.")


def _one_line(text: str) -> str:
    return sanitize(" ".join(text.split()))


@dataclass(frozen=True, slots=True)
class PermissionOptions:
    """Permissions of the person at the reader."""

    read_only: Annotated[
        bool, typer.Option("--read-only", help="Only INPUT can be opened; nothing can be written or changed.")
    ] = False
    root: Annotated[
        Path | None,
        typer.Option("--root", metavar="DIR", help="Besides INPUT, only files in DIR can be opened or written."),
    ] = None

    def over(self, base: Settings) -> Settings:
        """Return the settings with these permissions; raise UsageError for a root that is no folder."""
        if self.root and not self.root.is_dir():
            raise UsageError("--root", "{root} is not a folder", root=self.root)
        # What is read would be stored in the library, and what somebody pastes with it.
        library = LibrarySettings(size=0) if self.read_only else base.library
        permissions = Permissions(self.read_only, self.root.resolve() if self.root else None)
        return replace(base, permissions=permissions, library=library)


def read(
    inputs: Inputs = None,
    *,
    translation: TranslationOptions,
    summary: SummaryOptions,
    network: InputOptions,
    looks: AppearanceOptions,
    allowed: PermissionOptions,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="No screen: one sentence a line, source then translation, doubts in words."),
    ] = False,
    common: CommonOptions,
) -> None:
    """Open the reader on the inputs. `depeche INPUT...` is short for it; in a pipe it prints briefs."""
    if plain:
        from tui.command_run import Run

        work = Run(inputs or [], allowed.over(settings(network, translation, summary)), common.output())
        for _input, finished in work.briefs(kept=True):
            for line in linear(finished):
                result(f"{line}\n")
        raise typer.Exit(work.status)
    # Under `serve` the screen is a pipe to the browser.
    if "TEXTUAL_DRIVER" not in os.environ and not (sys.stdout.isatty() and sys.stdin.isatty()):
        from tui.commands.brief import brief

        brief(inputs, translation=translation, summary=summary, network=network, common=common)
        return
    common.output()
    # Until the first screen there is no garbage, and looking for it takes a tenth of that time; the reader enables it
    # again.
    gc.disable()
    from core.pack_source import PackSource
    from tui.app import Reader

    chosen = allowed.over(settings(network, translation, summary, looks))
    reader = Reader(chosen, inputs or [], PackSource(chosen))
    reader.run()
    reader.leave()


Host = Annotated[
    str,
    typer.Option("--host", metavar="NAME", help="Address to listen on; anything but loopback admits other machines."),
]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0 picks a free one.")]


def serve(
    inputs: Inputs = None,
    host: Host = "127.0.0.1",
    port: Port = 8642,
    open_: Annotated[bool, typer.Option("--open", help="Open it in this machine's browser.")] = False,
    *,
    translation: TranslationOptions,
    summary: SummaryOptions,
    network: InputOptions,
    looks: AppearanceOptions,
    allowed: PermissionOptions,
    common: CommonOptions,
) -> None:
    """The reader in a web browser. Prints its address, with a token that opens it once; Ctrl-C ends it."""
    import asyncio

    output = common.output()
    if "-" in (inputs or []):
        raise UsageError("-", "a browser has no standard input; name files or folders")
    chosen = allowed.over(
        settings(network, translation, summary, looks)
    )  # what is wrong with the options is said here, not in the browser
    try:
        from tui.web.guard import Guard, is_loopback
        from tui.web.server import Server, listen
    except ModuleNotFoundError as error:
        raise DepecheError("serve", "needs {name}; run: pip install 'depeche-reader[web]'", name=error.name) from error

    groups = (translation, summary, network, looks, allowed, common)
    options = [word for group in groups for word in words_of(group)]
    command = python_command("-m", "tui.main", "read", *options, "--", *(inputs or []))
    listening = listen(host, port)
    launcher = _Launcher(new_draft(chosen.places.home, "open-", ".html") if open_ else None)

    def entered() -> None:
        """Remove the file of the used token, and print the next address."""
        launcher.remove()
        output.note("serve", _("opened in a browser; for another one: {address}", address=guard.address))

    guard = Guard(host, listening.getsockname()[1], entered=entered)
    if not is_loopback(host):
        output.note(
            "serve", _("whoever can reach this machine and knows the address can read along; nothing is encrypted")
        )

    def ready() -> None:
        result(f"{guard.address}\n")
        output.note("serve", _("open this address in a browser; Ctrl-C ends it"))
        launcher.open(guard.address)

    try:
        asyncio.run(Server(command, guard).run(listening, ready))
    finally:
        launcher.remove()


@dataclass(frozen=True, slots=True)
class _Launcher:
    """A page that redirects this machine's browser to an address with a token; None if no browser is to be opened.

    Every user of this machine can read a browser's command line; only we can read a file of ours.
    """

    path: Path | None

    def open(self, address: str) -> None:
        if self.path:
            import webbrowser

            self.path.write_text(f'<meta http-equiv="refresh" content="0; url={address}">', encoding="utf-8")
            webbrowser.open(self.path.as_uri())

    def remove(self) -> None:
        if self.path:
            self.path.unlink(missing_ok=True)
