"""`depeche serve`: the reader in a web browser, on this machine alone unless told otherwise."""

import asyncio
import webbrowser
from typing import Annotated

import typer

from core.errors import DepecheError, UsageError
from core.home import new_draft
from core.processes import python_command
from tui.commands import words_of
from tui.commands.read import Allowed
from tui.i18n import _
from tui.options import Common, Fetching, Inputs, Looks, Summary, Translation, settings
from tui.output import result


def serve(
    inputs: Inputs = None,
    host: Annotated[
        str, typer.Option("--host", metavar="NAME", help="Where to listen; any but loopback lets others in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 for one that is free.")] = 8642,
    open_: Annotated[bool, typer.Option("--open", help="Open it in this machine's browser.")] = False,
    *,
    translation: Translation,
    summary: Summary,
    network: Fetching,
    looks: Looks,
    allowed: Allowed,
    common: Common,
) -> None:
    """The reader in a web browser. Prints its address, with a token that opens it once; Ctrl-C ends it."""
    output = common.output()
    if "-" in (inputs or []):
        raise UsageError("-", "a browser has no standard input; name files or folders")
    chosen = allowed.over(
        settings(network, translation, summary, looks)
    )  # what is wrong with the options is told here, not in the browser
    try:
        from tui.web.guard import Guard, is_loopback
        from tui.web.server import Server, listen
    except ModuleNotFoundError as error:
        raise DepecheError("serve", "needs {name}; run: pip install 'depeche-reader[web]'", name=error.name) from error

    groups = (translation, summary, network, looks, allowed, common)
    options = [word for group in groups for word in words_of(group)]
    command = python_command("-m", "tui.main", "read", *options, "--", *(inputs or []))
    listening = listen(host, port)
    launcher = new_draft(chosen.places.home, "open-", ".html") if open_ else None

    def entered() -> None:
        """Put what opened it away, and show what opens it the next time."""
        if launcher:
            launcher.unlink(missing_ok=True)
        output.note("serve", _("opened in a browser; for another one: {address}", address=guard.address))

    guard = Guard(host, listening.getsockname()[1], entered=entered)
    if not is_loopback(host):
        output.note(
            "serve", _("whoever can reach this machine and knows the address can read along; nothing is encrypted")
        )

    def ready() -> None:
        result(f"{guard.address}\n")
        output.note("serve", _("open this address in a browser; Ctrl-C ends it"))
        if launcher:
            # A browser's command line can be read by every user of this machine; a file of ours by us alone.
            launcher.write_text(f'<meta http-equiv="refresh" content="0; url={guard.address}">', encoding="utf-8")
            webbrowser.open(launcher.as_uri())

    try:
        asyncio.run(Server(command, guard).run(listening, ready))
    finally:
        if launcher:
            launcher.unlink(missing_ok=True)
