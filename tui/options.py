"""The options that commands share: each group is declared once, and expanded into every command that takes it."""

import functools
import inspect
import os
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from core.errors import UsageError
from core.settings import BEAM, METHOD, SENTENCES, Places, Settings, SummarySettings, TranslationSettings
from tui.output import Output

Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for standard input.", show_default=False),
]


class Device(StrEnum):
    """Where the model runs."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"


@dataclass(frozen=True, slots=True)
class Common:
    """What every command takes."""

    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what failed.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more on stderr.")] = False
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.")] = False
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of what goes wrong.")] = False

    def output(self) -> Output:
        """Return the voice of a command."""
        if self.no_color:
            os.environ["NO_COLOR"] = "1"
        return Output(quiet=self.quiet, verbose=self.verbose)


@dataclass(frozen=True, slots=True)
class Network:
    """What every command takes that might use the network."""

    offline: Annotated[
        bool,
        typer.Option("--offline", envvar="DEPECHE_OFFLINE", help="Open no socket; say so where one is needed."),
    ] = False


@dataclass(frozen=True, slots=True)
class Translation:
    """How to translate."""

    source: Annotated[
        str | None,
        typer.Option("--from", metavar="CODE", help="The language to read.", show_default="detect"),
    ] = None
    target: Annotated[str, typer.Option("--to", metavar="CODE", help="The language to write.")] = "en"
    beam: Annotated[
        int, typer.Option("--beam", min=1, max=16, help="Hypotheses kept while decoding; more is slower.")
    ] = BEAM
    threads: Annotated[int, typer.Option("--threads", min=0, max=256, help="Workers; 0 for one a core.")] = 0
    device: Annotated[Device, typer.Option("--device", help="Where the model runs.")] = Device.auto
    no_memory: Annotated[bool, typer.Option("--no-memory", help="Translate all anew; remember nothing.")] = False

    glossary: Annotated[
        Path | None,
        typer.Option("--glossary", metavar="FILE", help="Terms: CSV or TSV with source, target and, or not, `keep`."),
    ] = None

    def settings(self) -> TranslationSettings:
        """Return the settings the options stand for."""
        return TranslationSettings(
            source=_code(self.source, "--from") if self.source else None,
            target=_code(self.target, "--to"),
            beam=self.beam,
            threads=self.threads,
            device=self.device.value,
            memory=not self.no_memory,
            glossary=self.glossary,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """How to summarise."""

    method: Annotated[str, typer.Option("--method", metavar="NAME", help="How sentences are chosen.")] = METHOD
    sentences: Annotated[
        int | None, typer.Option("--sentences", min=1, help="So many sentences.", show_default=str(SENTENCES))
    ] = None
    words: Annotated[int | None, typer.Option("--words", min=1, help="At most so many words of the source.")] = None
    ratio: Annotated[float | None, typer.Option("--ratio", help="This share of the sentences, up to 1.")] = None

    def settings(self) -> SummarySettings:
        """Return the settings the options stand for; raise UsageError where they contradict each other."""
        from core.summary import METHODS

        if sum(value is not None for value in (self.sentences, self.words, self.ratio)) > 1:
            raise UsageError("--sentences, --words, --ratio", "only one of them can be given")
        if self.ratio is not None and not 0 < self.ratio <= 1:
            raise UsageError("--ratio", "must be above 0 and at most 1")
        if self.method not in METHODS:
            raise UsageError("--method", f"no method {self.method!r}; there are {', '.join(METHODS)}")
        return SummarySettings(self.method, self.sentences or SENTENCES, words=self.words, ratio=self.ratio)


def settings(network: Network, translation: Translation | None = None, summary: Summary | None = None) -> Settings:
    """Build the settings of a run from its options and the environment."""
    return Settings(
        places=Places.from_environment(),
        offline=network.offline,
        translation=translation.settings() if translation else TranslationSettings(),
        summary=summary.settings() if summary else SummarySettings(),
    )


def expanded(function: Callable[..., None]) -> Callable[..., None]:
    """Make a command of a function: each parameter that is a group of options becomes the group's options."""
    hints = get_type_hints(function, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    parameters = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in groups:
            parameters.append(parameter.replace(annotation=hints[name]))
            continue
        types = get_type_hints(groups[name], include_extras=True)
        parameters += [
            inspect.Parameter(
                field.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if field.default is MISSING else field.default,
                annotation=types[field.name],
            )
            for field in fields(groups[name])
        ]

    @functools.wraps(function)
    def command(**values: Any) -> None:
        for name, group in groups.items():
            values[name] = group(**{field.name: values.pop(field.name) for field in fields(group)})
        function(**values)

    parameters.sort(key=lambda parameter: parameter.kind)
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def _code(text: str, option: str) -> str:
    code = text.strip().lower()
    if not (code.isascii() and code.isalpha() and 2 <= len(code) <= 3):
        raise UsageError(option, f"{text!r} is no language code; give two letters such as fr")
    return code
