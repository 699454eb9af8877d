"""`depeche settings …`: the settings with their origins, and changing them in the settings file."""

import os
from typing import Annotated, Any

import typer

from core.config import Loaded, load_settings
from core.config.change import change_setting, unset_setting
from core.config.keys import KEYS, Key, value_text
from core.sanitize import json_text
from core.settings import Places
from tui.commands import expanded
from tui.i18n import N_, _
from tui.options import CommonOptions
from tui.output import result, say_problems

settings_app = typer.Typer(
    name="settings",
    help="The settings file: show and change settings. Options override the environment, which overrides the file.",
    invoke_without_command=True,
)

_Key = Annotated[str, typer.Argument(metavar="KEY", help="As `settings show` names it, such as translation.beam.")]


def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False, *, common: CommonOptions
) -> None:
    """Each setting with its value, where it comes from, and what it does."""
    common.output()
    loaded = _load()
    rows = [(key, *_standing(key, loaded)) for key in KEYS]
    if as_json:
        values = {key.name: {"value": _plain_value(value), "from": origin} for key, value, origin in rows}
        result(json_text({**values, "keys": dict(loaded.settings.reader.keys)}, indent=1) + "\n")
        return
    lines = [(key.name, value_text(value), _(origin), _(key.help)) for key, value, origin in rows]
    lines += [(f"keys.{name}", keys, _("file"), "") for name, keys in loaded.settings.reader.keys.items()]
    widths = [max(len(row[column]) for row in lines) for column in range(3)]
    for *cells, help_ in lines:
        line = "  ".join([*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), help_])
        result(line.rstrip() + "\n")


def path(*, common: CommonOptions) -> None:
    """Where the settings file is, or would be."""
    common.output()
    result(f"{Places.from_environment().settings}\n")


def set_(
    key: _Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The new value.")],
    *,
    common: CommonOptions,
) -> None:
    """Set one key in the settings file; comments and everything else stay."""
    stored = change_setting(Places.from_environment(), key, value)
    common.output().note(key, _("set to {value}", value=value_text(stored)))


def unset(key: _Key, *, common: CommonOptions) -> None:
    """Reset a setting to its default."""
    unset_setting(Places.from_environment(), key)
    common.output().note(key, _("has its default again"))


@settings_app.callback()
def _settings(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        show(common=CommonOptions())


for _name, _command in (("show", show), ("path", path), ("set", set_), ("unset", unset)):
    settings_app.command(_name)(expanded(_command))


def _load() -> Loaded:
    loaded = load_settings(Places.from_environment())
    say_problems(loaded)
    return loaded


def _standing(key: Key, loaded: Loaded) -> tuple[Any, str]:
    """Return a key's value, and where it comes from."""
    if key.path == ("offline",) and (given := os.environ.get("DEPECHE_OFFLINE", "")):
        return given != "0", N_("environment")
    return key.of(loaded.settings), N_("file") if key.name in loaded.given else N_("default")


def _plain_value(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float) else str(value)
