"""`depeche read`: the reader; where stdout is no terminal, the briefs instead."""

import os
import sys

from tui.options import Common, Fetching, Inputs, Looks, Summary, Translation, settings


def read(
    inputs: Inputs = None,
    *,
    translation: Translation,
    summary: Summary,
    network: Fetching,
    looks: Looks,
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

    chosen = settings(network, translation, summary, looks)
    reader = Reader(chosen, inputs or [], PackSource(chosen))
    reader.run()
    reader.leave()
