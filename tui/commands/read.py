"""`depeche read`: the reader; where stdout is no terminal, the briefs instead."""

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from core.errors import UsageError
from core.settings import Permissions, Settings
from tui.options import Common, Fetching, Inputs, Looks, Summary, Translation, settings


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
    common: Common,
) -> None:
    """Open the reader on the inputs. `depeche INPUT...` is short for it; in a pipe it prints briefs."""
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
