"""Options shared by commands: each group is declared once and expanded into every command that uses it."""

import contextlib
import os
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core import log
from core.config import load_settings
from core.errors import UsageError
from core.settings import (
    BEAM,
    METHOD,
    SENTENCES,
    CheckSettings,
    LibrarySettings,
    Places,
    ReaderSettings,
    Settings,
    SummarySettings,
    TranslationSettings,
)
from tui.output import Output, say_problems

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, globs, addresses, `feeds:` for unread entries, or - for stdin.",
        show_default=False,
    ),
]


Library = Annotated[
    bool, typer.Option("--library/--no-library", help="Whether to save the briefs in the library, for depeche search.")
]


class Device(StrEnum):
    """Device that runs the model."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"


class SecondOpinionChoice(StrEnum):
    """Whether the model of the opposite direction checks too."""

    auto = "auto"
    on = "on"
    off = "off"


@dataclass(frozen=True, slots=True)
class CommonOptions:
    """Options of every command."""

    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Report only failures.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="More messages on stderr.")] = False
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.")] = False
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors, and log every step.")] = False
    log: Annotated[
        Path | None,
        typer.Option(
            "--log", metavar="FILE", help="Log to this file.", show_default="depeche.log, see: depeche doctor"
        ),
    ] = None
    log_text: Annotated[bool, typer.Option("--log-text", help="Let the log quote wire text.")] = False

    def output(self) -> Output:
        """Begin the log, and return the output of a command; raise OutputError for a log that cannot be written."""
        places = Places.from_environment()
        if self.log:
            log.check_log_file(self.log)
        log.begin(
            log.LogOptions((self.log or places.log).absolute(), self.debug, self.log_text),
            lambda: load_settings(places).settings.log.text,
        )
        if self.no_color:
            os.environ["NO_COLOR"] = "1"
        return Output(quiet=self.quiet, verbose=self.verbose)


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """Options of every command that may use the network."""

    offline: Annotated[
        bool | None,
        typer.Option(
            "--offline/--online",
            envvar="DEPECHE_OFFLINE",
            help="Never use the network.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class InputOptions(NetworkOptions):
    """Options of every command that reads inputs."""

    follow: Annotated[
        bool,
        typer.Option("--follow", help="Fetch the full page of feed entries that are only a summary."),
    ] = False
    private: Annotated[
        bool, typer.Option("--private", help="Write nothing but what is exported: no memory, no library, no log.")
    ] = False
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="Encoding of the input text.", show_default="detect"),
    ] = None


@dataclass(frozen=True, slots=True)
class TranslationOptions:
    """Options of translation."""

    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="CODE[:PACK]",
            help="Source language; with :opus, :firefox, :argos or a pack's name, that pack of several.",
            show_default="detect",
        ),
    ] = None
    target: Annotated[str | None, typer.Option("--to", metavar="CODE", help="Target language.", show_default="en")] = (
        None
    )
    beam: Annotated[
        int | None,
        typer.Option(
            "--beam",
            min=1,
            max=16,
            help="Beam size; higher is slower.",
            show_default=str(BEAM),
        ),
    ] = None
    threads: Annotated[
        int | None, typer.Option("--threads", min=0, max=256, help="Threads; 0 means one per core.", show_default="0")
    ] = None
    device: Annotated[
        Device | None, typer.Option("--device", help="Device that runs the model.", show_default="auto")
    ] = None
    memory: Annotated[
        bool | None,
        typer.Option("--memory/--no-memory", help="Whether to remember translated sentences.", show_default="yes"),
    ] = None
    glossary: Annotated[
        Path | None,
        typer.Option(
            "--glossary", metavar="FILE", help="Glossary: CSV or TSV with source, target and optional `keep`; or TBX."
        ),
    ] = None

    second_opinion: Annotated[
        SecondOpinionChoice | None,
        typer.Option(
            "--second-opinion", help="Whether the model of the opposite direction checks too.", show_default="auto"
        ),
    ] = None

    def over(self, base: TranslationSettings) -> TranslationSettings:
        """Return the settings with what the options say in place of what they said."""
        language, _colon, pack = (self.source or "").partition(":")
        return TranslationSettings(
            source=code(language, "--from") if language else base.source,
            packs=pack.strip() or base.packs,
            packs_only=bool(language and pack.strip()),
            target=code(self.target, "--to") if self.target else base.target,
            beam=base.beam if self.beam is None else self.beam,
            threads=base.threads if self.threads is None else self.threads,
            device=self.device.value if self.device else base.device,
            memory=base.memory if self.memory is None else self.memory,
            glossary=self.glossary or base.glossary,
        )


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """Options of summaries."""

    method: Annotated[
        str | None, typer.Option("--method", metavar="NAME", help="Summary method.", show_default=METHOD)
    ] = None
    sentences: Annotated[
        int | None, typer.Option("--sentences", min=1, help="Summary length in sentences.", show_default=str(SENTENCES))
    ] = None
    words: Annotated[
        int | None, typer.Option("--words", min=1, help="Summary length in words of the source; whole sentences.")
    ] = None
    ratio: Annotated[
        float | None, typer.Option("--ratio", help="Summary length as a share of the sentences, up to 1.")
    ] = None

    def over(self, base: SummarySettings) -> SummarySettings:
        """Return the settings with what the options say; raise UsageError if these contradict each other."""
        if sum(value is not None for value in (self.sentences, self.words, self.ratio)) > 1:
            raise UsageError("--sentences, --words, --ratio", "only one of them can be given")
        if self.ratio is not None and not 0 < self.ratio <= 1:
            raise UsageError("--ratio", "must be above 0 and at most 1")
        method = self.method or base.method
        if self.method:
            # Values of the settings file are checked when it is read.
            from core.summary import METHODS

            if method not in METHODS:
                raise UsageError(
                    "--method", "no method {method!r}; there are {methods}", method=method, methods=", ".join(METHODS)
                )
        if self.sentences is None and self.words is None and self.ratio is None:
            return replace(base, method=method)
        return SummarySettings(method, self.sentences or base.sentences, words=self.words, ratio=self.ratio)


@dataclass(frozen=True, slots=True)
class AppearanceOptions:
    """Options of the reader's appearance."""

    ascii: Annotated[
        bool | None,
        typer.Option("--ascii/--no-ascii", help="ASCII letters instead of lines and marks.", show_default="no"),
    ] = None

    def over(self, base: ReaderSettings) -> ReaderSettings:
        """Return the settings with what the options say in place of what they said."""
        return base if self.ascii is None else replace(base, ascii=self.ascii)


def settings(
    network: NetworkOptions,
    translation: TranslationOptions | None = None,
    summary: SummaryOptions | None = None,
    looks: AppearanceOptions | None = None,
    *,
    library: bool = True,
) -> Settings:
    """Return the settings of a run: options override the environment, which overrides the settings file."""
    loaded = load_settings(Places.from_environment())
    base = loaded.settings
    say_problems(loaded)
    offline = base.offline if network.offline is None else network.offline
    follow = isinstance(network, InputOptions) and network.follow
    chosen = network.encoding if isinstance(network, InputOptions) else None
    if follow and offline:
        raise UsageError("--follow", "would need the network, and this run is offline")
    if isinstance(network, InputOptions) and network.private:
        from core.language.models import keep_nothing

        keep_nothing()
        log.end()
        base = replace(base, private=True, library=LibrarySettings(size=0))
        base = replace(base, translation=replace(base.translation, memory=False))
        translation = translation and replace(translation, memory=False)
    return replace(
        base,
        offline=offline,
        follow=follow,
        encoding=encoding_named(chosen, "--encoding") if chosen is not None else base.encoding,
        translation=translation.over(base.translation) if translation else base.translation,
        checks=_checks(translation, base.checks),
        summary=summary.over(base.summary) if summary else base.summary,
        reader=looks.over(base.reader) if looks else base.reader,
        library=base.library if library else LibrarySettings(size=0),
        problems=loaded.problems,
    )


def _checks(translation: TranslationOptions | None, base: CheckSettings) -> CheckSettings:
    chosen = translation.second_opinion if translation else None
    return replace(base, second_opinion=chosen.value) if chosen else base


def day(text: str | None, option: str) -> date | None:
    """Return the day an option names: `2026-11-02`, `today`, `yesterday`, or `7d` for seven days ago."""
    if text is None:
        return None
    today, word = date.today(), text.strip().lower()  # noqa: DTZ011 - the user's own day
    with contextlib.suppress(ValueError, OverflowError):
        if word in {"today", "yesterday"}:
            return today - timedelta(days=word == "yesterday")
        if word.endswith("d"):
            return today - timedelta(days=int(word[:-1]))
        return date.fromisoformat(word)
    raise UsageError(
        option, "{text!r} is no day; give one such as 2026-11-02, today, or 7d for seven days ago", text=text
    )


def encoding_named(text: str, option: str) -> str:
    """Return the encoding that an option names."""
    from core.config.allowed_values import Encoding

    try:
        return Encoding().check(text)
    except ValueError:
        raise UsageError(
            option, "{text!r} is no encoding; give one such as windows-1252 or shift_jis", text=text
        ) from None


def code(text: str, option: str) -> str:
    """Return the language code an option names."""
    given = text.strip().lower()
    if not (given.isascii() and given.isalpha() and 2 <= len(given) <= 3):
        raise UsageError(option, "{text!r} is no language code; give two letters such as fr", text=text)
    return given
