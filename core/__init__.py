"""Dépêche's core: makes an English brief of a foreign wire on this machine; no text is sent anywhere.

    from core import Briefer, Settings, export, open_inputs

    settings = Settings()
    briefer = Briefer(settings)
    for article in open_inputs(["seeds/kremlin-poutine-raissi.txt"], settings):
        print(export.to_markdown(briefer.brief(article)))

Each of these is imported on first use. Errors are `DepecheError`s of `core.errors`.
"""

TYPE_CHECKING = False  # not `typing`'s: `--version` would wait for it
if TYPE_CHECKING:
    from core import export as export
    from core.brief import Brief as Brief
    from core.brief import Briefer as Briefer
    from core.inputs import open_inputs as open_inputs
    from core.settings import Settings as Settings

__version__ = "0.1.0"
_EXPORTS = {"Brief": "core.brief", "Briefer": "core.brief", "open_inputs": "core.inputs", "Settings": "core.settings"}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _EXPORTS:
        found: object = getattr(import_module(_EXPORTS[name]), name)
        return found
    if name == "export":
        return import_module("core.export")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_EXPORTS, "export"})
