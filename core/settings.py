"""Settings: built once from the file, the environment and the command line, then passed to all stages."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import platformdirs

if TYPE_CHECKING:
    from core.conditions import Rule, Watched

Device = Literal["auto", "cpu", "cuda"]
Layout = Literal["side-by-side", "interleaved", "translation", "source"]
"""How the reader arranges source and translation."""
Announce = Literal["off", "bell", "desktop"]
"""How a new match of a watch is announced, besides the status line: by the terminal's bell, or by a notification of the
desktop, which the terminal shows."""
Language = Literal["auto", "en", "fr"]
"""Of the screens; `auto` follows the locale."""
SecondOpinionMode = Literal["auto", "on", "off"]
"""Whether doubtful sentences are scored by the models again: `on` demands the pack of the other direction, `auto` uses
it where it is installed, `off` asks no model."""
DEFAULT_PAIR = ("fr", "en")
"""Source and target language of the pack that is offered first."""

BEAM = 2
"""Hypotheses kept while decoding, by default. Two, with the default pack, are within 0.15 BLEU and 0.1 chrF of four
with one vocabulary for both sides (250 lines of wmt14, 200 of flores-test); three take a third more time than two."""
METHOD = "news"
SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of the program's data, and of packs of other programs that it can use."""

    home: Path
    """The program's data; it is written nowhere else."""
    argos_packs: tuple[Path, ...] = ()
    """Folders of packs that Argos Translate installed: read, never written."""
    other_packs: tuple[tuple[str, Path], ...] = ()
    """Folders of packs of `translatelocally` and `fxtranslate`, each with the program's name."""

    @property
    def packs(self) -> Path:
        """Where this program installs packs."""
        return self.home / "packs"

    @property
    def feeds(self) -> Path:
        """The file of the feeds that the user follows."""
        return self.home / "feeds.db"

    @property
    def memory(self) -> Path:
        """The translation memory's file."""
        return self.home / "memory.db"

    @property
    def library(self) -> Path:
        """The library's file."""
        return self.home / "library.db"

    @property
    def journals(self) -> Path:
        """The folder of the batches' journals."""
        return self.home / "journals"

    @property
    def log(self) -> Path:
        """The log file; rotated ones are beside it."""
        return self.home / "depeche.log"

    @property
    def settings(self) -> Path:
        """The settings file; it need not exist."""
        return self.home / "settings.toml"

    @property
    def languages(self) -> Path:
        """The folder of tables for language identification, made when first needed."""
        return self.home / "languages"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Places":
        """Read `DEPECHE_HOME`, `ARGOS_PACKAGES_DIR` and the system's defaults."""
        home = environ.get("DEPECHE_HOME")
        argos = environ.get("ARGOS_PACKAGES_DIR")
        # Argos Translate uses the XDG folder on every system, so it is the default here too.
        xdg = Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
        config = Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        roaming = Path(environ["APPDATA"]) if sys.platform == "win32" and "APPDATA" in environ else config
        cache = Path(platformdirs.user_cache_dir("fxtranslate", appauthor=False)) / "models"
        return cls(
            other_packs=(("translatelocally", roaming / "translateLocally"), ("fxtranslate", cache)),
            home=Path(home).expanduser() if home else Path(platformdirs.user_data_dir("depeche", appauthor=False)),
            argos_packs=(Path(argos).expanduser() if argos else xdg / "argos-translate" / "packages",),
        )


@dataclass(frozen=True, slots=True)
class TranslationSettings:
    """How to translate."""

    source: str | None = None
    """The language to read, or None to detect it."""
    target: str = "en"
    beam: int = BEAM
    """Hypotheses kept while decoding; 1 is greedy."""
    threads: int = 0
    """Sentence batches decoded at a time, with one thread each; 0 for one per core."""
    device: Device = "auto"
    memory: bool = True
    """Whether sentences translated before are remembered."""
    packs: str = ""
    """Which pack of several for a pair is taken: names, or `opus`, `firefox`, `argos`, with commas, the first first."""
    packs_only: bool = False
    """Whether nothing but `packs` may translate from `source`: the user named both at once (`--from es:argos`)."""
    glossary: Path | None = None
    """A CSV, TSV or TBX file of required terms."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How translations are checked."""

    second_opinion: SecondOpinionMode = "auto"
    offer: bool = True
    """Whether the reader may offer the pack that second opinions need; it does so once."""


@dataclass(frozen=True, slots=True)
class SummarySettings:
    """How to summarise; at most one of `words` and `ratio` is set, and overrides `sentences`."""

    method: str = METHOD
    sentences: int = SENTENCES
    words: int | None = None
    ratio: float | None = None
    """The share of the article's sentences, above 0 and at most 1."""


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """The reader's appearance and keys."""

    theme: str = "depeche-dark"
    layout: Layout = "side-by-side"
    language: Language = "auto"
    announce: Announce = "off"
    ascii: bool = False
    """Whether lines and marks are made of plain letters."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys, with commas between them, by the ids of the bindings."""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How the followed feeds are refreshed."""

    every: str = "off"
    """Interval while the reader is open: `30m`, `2h`; `off` refreshes only on demand."""


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """How much of what was read is stored."""

    size: int = 500
    """Maximum megabytes; 0 stores nothing."""


@dataclass(frozen=True, slots=True)
class Permissions:
    """What the user of the reader may do."""

    read_only: bool = False
    """Nothing but the named inputs can be opened, and nothing is written or changed."""
    root: Path | None = None
    """The resolved folder to which opening and writing further files is restricted."""

    @property
    def narrowed(self) -> bool:
        """Whether the program's own data, such as the library and the settings, may not be shown or changed."""
        return self.read_only or self.root is not None

    def permitted(self, name: str) -> str | None:
        """Return the path by which a file or folder of this name is to be opened or written, None if it may not be.

        With a root it is the real path: what was checked must not be read in another way afterwards, as an address,
        or as the home that a `~` stands for.
        """
        if self.root is None:
            return name
        try:
            real = os.path.realpath(name)
        except ValueError:  # a NUL in the name
            return None
        return real if Path(real).is_relative_to(self.root) else None

    def allows(self, name: str) -> bool:
        """Whether a file or a folder of this name may be opened or written."""
        return self.permitted(name) is not None


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What is logged."""

    text: bool = False
    """Whether wire text may be in the log, and messages of errors that may quote it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run needs to know."""

    places: Places = field(default_factory=Places.from_environment)
    offline: bool = False
    """Whether no socket may be opened; actions that need one raise an error."""
    follow: bool = False
    """Whether the pages of a feed's entries are fetched, where the feed has only a summary of them."""
    encoding: str | None = None
    """The encoding of every text; None to detect it for each."""
    translation: TranslationSettings = field(default_factory=TranslationSettings)
    checks: CheckSettings = field(default_factory=CheckSettings)
    summary: SummarySettings = field(default_factory=SummarySettings)
    reader: ReaderSettings = field(default_factory=ReaderSettings)
    feeds: FeedSettings = field(default_factory=FeedSettings)
    library: LibrarySettings = field(default_factory=LibrarySettings)
    rules: "tuple[Rule, ...]" = ()
    """Actions on wires that match a condition."""
    watches: "tuple[Watched, ...]" = ()
    """Saved searches."""
    private: bool = False
    """Whether nothing is written but what is exported."""
    permissions: Permissions = field(default_factory=Permissions)
    log: LogSettings = field(default_factory=LogSettings)
    problems: tuple[str, ...] = ()
    """What was wrong with the settings file, one line each."""
