"""Kinds of values: the allowed values of a setting, in words, and their validation."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from core.messages import Message
from core.sanitize import sanitize


class Kind(Protocol):
    """The allowed values of one key."""

    @property
    def allowed(self) -> str:
        """The allowed values in words, as the end of a sentence that begins with `give`."""
        ...

    def check(self, value: object) -> Any:
        """Convert a TOML value to the program's; raises ValueError."""
        ...

    def parse(self, text: str) -> object:
        """Convert typed text to a TOML value; raises ValueError."""
        ...


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number between two others, both allowed."""

    least: int
    most: int

    @property
    def allowed(self) -> str:
        """The allowed values in words; see `Kind.allowed`."""
        return Message("a whole number from {least} to {most}", least=self.least, most=self.most)

    def check(self, value: object) -> int:
        """Accept a whole number, but not a truth value; raises ValueError."""
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        raise ValueError

    def parse(self, text: str) -> int:
        """Convert digits; raises ValueError."""
        return int(text)


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share, above 0 and at most 1."""

    @property
    def allowed(self) -> str:
        """The allowed values in words; see `Kind.allowed`."""
        return Message("a number above 0 and at most 1")

    def check(self, value: object) -> float:
        """Accept a number; raises ValueError."""
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1:
            return float(value)
        raise ValueError

    def parse(self, text: str) -> float:
        """Convert a number with a decimal comma or point; raises ValueError."""
        return float(text.replace(",", "."))


@dataclass(frozen=True, slots=True)
class Boolean:
    """Yes or no."""

    @property
    def allowed(self) -> str:
        """The allowed values in words; see `Kind.allowed`."""
        return Message("true or false")

    def check(self, value: object) -> bool:
        """Accept a TOML truth value; raises ValueError."""
        if isinstance(value, bool):
            return value
        raise ValueError

    def parse(self, text: str) -> bool:
        """Convert words such as `yes` or `off`; raises ValueError."""
        word = text.strip().lower()
        if word in {"true", "yes", "on", "1"}:
            return True
        if word in {"false", "no", "off", "0"}:
            return False
        raise ValueError


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words."""

    words: Callable[[], tuple[str, ...]]
    """Called when needed: some modules that know the words take time to import."""

    @property
    def allowed(self) -> str:
        """The allowed values in words; see `Kind.allowed`."""
        return Message("one of {words}", words=", ".join(self.words()))

    def check(self, value: object) -> str:
        """Accept one of the words; raises ValueError."""
        if isinstance(value, str) and value in self.words():
            return value
        raise ValueError

    def parse(self, text: str) -> str:
        """Return the text without surrounding spaces."""
        return text.strip()


@dataclass(frozen=True, slots=True)
class Code:
    """A language's code."""

    @property
    def allowed(self) -> str:
        """The allowed values in words; see `Kind.allowed`."""
        return Message("a language code of two or three letters, such as en")

    def check(self, value: object) -> str:
        """Accept two or three letters; raises ValueError."""
        if isinstance(value, str) and value.isascii() and value.isalpha() and len(value) in {2, 3}:
            return value.lower()
        raise ValueError

    def parse(self, text: str) -> str:
        """Return the text without surrounding spaces."""
        return text.strip()


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name of an encoding of text."""

    @property
    def allowed(self) -> str:
        """The allowed values in words; see `Kind.allowed`."""
        return Message("an encoding such as windows-1252, iso-8859-15 or shift_jis")

    def check(self, value: object) -> str:
        """Accept an encoding that Python knows; raises ValueError."""
        from core.reading.encoding_detection import codec

        if isinstance(value, str) and codec(value):
            return value.strip().lower()
        raise ValueError

    def parse(self, text: str) -> str:
        """Return the text without surrounding spaces."""
        return text.strip()


@dataclass(frozen=True, slots=True)
class OneLine:
    """A short name of something that another part knows."""

    needed: bool = True
    """Whether there must be one."""

    @property
    def allowed(self) -> str:
        """The allowed values in words; see `Kind.allowed`."""
        return Message("a name")

    def check(self, value: object) -> str:
        """Accept one line of text; raises ValueError."""
        if isinstance(value, str) and (value or not self.needed) and sanitize(value, 80) == value:
            return value
        raise ValueError

    def parse(self, text: str) -> str:
        """Return the text without surrounding spaces."""
        return text.strip()


@dataclass(frozen=True, slots=True)
class File:
    """The path of a file, which need not exist."""

    @property
    def allowed(self) -> str:
        """The allowed values in words; see `Kind.allowed`."""
        return Message("the path of a file")

    def check(self, value: object) -> Path:
        """Accept a path; `~` at its beginning is the user's home. Raises ValueError."""
        if isinstance(value, str) and value.strip() and "\0" not in value:
            return Path(value).expanduser()
        raise ValueError

    def parse(self, text: str) -> str:
        """Return the text without surrounding spaces."""
        return text.strip()


@dataclass(frozen=True, slots=True)
class Every:
    """An interval in minutes or hours; `off` for never."""

    least: int
    """Minutes."""

    @property
    def allowed(self) -> str:
        """The allowed values in words; see `Kind.allowed`."""
        return Message("a time such as {least}m or 2h, or off", least=self.least)

    def check(self, value: object) -> str:
        """Accept an interval from the minimum to a week, or `off`; raises ValueError."""
        if value == "off" or (isinstance(value, str) and self.least * 60 <= seconds(value) <= 7 * 86_400):
            return str(value)
        raise ValueError

    def parse(self, text: str) -> str:
        """Return the text without surrounding spaces."""
        return text.strip().lower()


def seconds(every: str) -> int:
    """Return the seconds of an interval such as `30m` or `2h`; 0 for other text."""
    number, unit = every[:-1], every[-1:]
    if not (number.isascii() and number.isdecimal() and len(number) < 6 and unit in ("m", "h")):
        return 0
    return int(number) * (60 if unit == "m" else 3600)
