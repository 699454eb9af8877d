"""Keys: all settings, by their names in the file."""

import difflib
from dataclasses import dataclass, replace
from typing import Any, get_args

from core.config.allowed_values import (
    Boolean,
    Code,
    Encoding,
    Every,
    File,
    Kind,
    OneLine,
    OneOf,
    Proportion,
    WholeNumber,
)
from core.messages import Message
from core.sanitize import sanitize
from core.settings import Announce, Device, Language, Layout, Places, SecondOpinionMode, Settings

_DEFAULTS = Settings(Places.from_environment({"DEPECHE_HOME": "."}))


@dataclass(frozen=True, slots=True)
class Key:
    """One setting."""

    name: str
    """Its name in the file and for `depeche settings set`: `translation.beam`."""
    path: tuple[str, ...]
    """The path of its attribute in `Settings`."""
    kind: Kind
    help: str

    @property
    def section(self) -> str:
        """The file's table."""
        return self.name.partition(".")[0]

    @property
    def default(self) -> Any:
        """The value without a file; None if the setting is then not set."""
        return self.of(_DEFAULTS)

    def of(self, settings: Settings) -> Any:
        """Return its value in some settings."""
        value: Any = settings
        for part in self.path:
            value = getattr(value, part)
        return value

    def put(self, settings: Settings, value: Any) -> Settings:
        """Return the settings with another value for it."""
        *parents, last = self.path
        if not parents:
            return replace(settings, **{last: value})
        group = replace(getattr(settings, parents[0]), **{last: value})
        return replace(settings, **{parents[0]: group})


def _methods() -> tuple[str, ...]:
    from core.summary import METHODS

    return METHODS


def _words(literal: Any) -> OneOf:
    return OneOf(lambda: get_args(literal))


KEYS = (
    Key("translation.to", ("translation", "target"), Code(), "Target language."),
    Key("translation.beam", ("translation", "beam"), WholeNumber(1, 16), "Beam size; higher is slower."),
    Key("translation.threads", ("translation", "threads"), WholeNumber(0, 256), "Threads; 0 means one per core."),
    Key("translation.device", ("translation", "device"), _words(Device), "Device that runs the model."),
    Key("translation.memory", ("translation", "memory"), Boolean(), "Whether to remember translated sentences."),
    Key(
        "translation.packs",
        ("translation", "packs"),
        OneLine(needed=False),
        "Packs to prefer: names, or opus, firefox, argos.",
    ),
    Key("translation.glossary", ("translation", "glossary"), File(), "Your terms: CSV, TSV or TBX."),
    Key("translation.offline", ("offline",), Boolean(), "Never use the network."),
    Key("reading.encoding", ("encoding",), Encoding(), "The encoding of all text read, instead of finding it out."),
    Key(
        "checks.second_opinion",
        ("checks", "second_opinion"),
        _words(SecondOpinionMode),
        "Whether the model of the opposite direction checks too.",
    ),
    Key(
        "checks.offer", ("checks", "offer"), Boolean(), "Whether the reader offers the pack for second opinions, once."
    ),
    Key("summary.method", ("summary", "method"), OneOf(_methods), "Summary method."),
    Key("summary.sentences", ("summary", "sentences"), WholeNumber(1, 1000), "Summary length in sentences."),
    Key("summary.words", ("summary", "words"), WholeNumber(1, 1_000_000), "Summary length in words."),
    Key("summary.ratio", ("summary", "ratio"), Proportion(), "Summary length as a share of the sentences."),
    Key("reader.theme", ("reader", "theme"), OneLine(), "Colours: depeche-dark, depeche-light, or one of Textual's."),
    Key("reader.layout", ("reader", "layout"), _words(Layout), "Layout of source and translation when a wire opens."),
    Key("reader.language", ("reader", "language"), _words(Language), "The language of the screens."),
    Key(
        "reader.announce",
        ("reader", "announce"),
        _words(Announce),
        "How a new match of a watch is announced.",
    ),
    Key("reader.ascii", ("reader", "ascii"), Boolean(), "ASCII letters instead of lines and marks."),
    Key("feeds.every", ("feeds", "every"), Every(5), "How often the open reader refreshes the feeds you follow."),
    Key(
        "library.size", ("library", "size"), WholeNumber(0, 1_000_000), "Megabytes the library may take; 0 keeps none."
    ),
    Key("log.text", ("log", "text"), Boolean(), "Whether the log may quote wire text."),
)
"""In the order in which they are shown."""


def key_named(name: str) -> Key | None:
    """Return the key with a name, or None."""
    return next((key for key in KEYS if key.name == name), None)


def nearest(name: str) -> str:
    """Return a hint at the key with the most similar name; empty if there is none."""
    found = difflib.get_close_matches(name, [key.name for key in KEYS], 1)
    return Message("; is it {name}?", name=found[0]) if found else ""


def value_text(value: Any) -> str:
    """Format a value as a person would type it; `-` for none."""
    if value is None or value == "":
        return "-"
    return str(value).lower() if isinstance(value, bool) else sanitize(value, 1000)
