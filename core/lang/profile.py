"""What the program knows of a language: one frozen value, read by every stage that depends on words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path

_HERE = Path(__file__).parent


def counted(text: str) -> dict[str, int]:
    """Read `word word = value` groups separated by semicolons."""
    groups = (group.split("=") for group in text.split(";"))
    table = {word: int(float(value)) for words, value in groups for word in words.split()}
    # French ordinals: the plural, and the form without its accent, as wires often have it.
    table |= {f"{word}s": value for word, value in table.items() if word.endswith("ième")}
    return table | {word.replace("è", "e"): value for word, value in table.items() if word.endswith(("ième", "ièmes"))}


def numbered(text: str) -> dict[str, int]:
    """Number groups of alternatives separated by semicolons, from 1; the first of a group is its usual form."""
    return {word: n for n, words in enumerate(text.split(";"), 1) for word in words.split()}


def said_by(text: str) -> dict[float, frozenset[str]]:
    """Read `number: word word` groups separated by semicolons."""
    groups = (group.split(":") for group in text.split(";"))
    return {float(value): frozenset(words.split()) for value, words in groups}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number words, in small letters."""

    units: Mapping[str, int] = field(default_factory=dict)
    """Numbers below a hundred, without ordinals and collectives."""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    magnitudes: Mapping[str, int] = field(default_factory=dict)
    """A hundred and more."""
    collectives: Mapping[str, int] = field(default_factory=dict)
    """About so many: dizaine, dozens, milliers, thousands."""
    comma: bool = True
    """Whether the comma separates the decimals."""
    said_by: Mapping[float, frozenset[str]] = field(default_factory=dict)
    """Words that say a number without being one: `both`, « trimestre »."""

    def words(self) -> frozenset[str]:
        """Return every word that says how many."""
        return frozenset((*self.units, *self.ordinals, *self.magnitudes, *self.collectives))


@dataclass(frozen=True, slots=True)
class Dates:
    """Months, weekdays and days counted from today, in small letters."""

    months: Mapping[str, int] = field(default_factory=dict)
    """From 1, abbreviations included; the first name of a number is its usual one."""
    weekdays: Mapping[str, int] = field(default_factory=dict)
    """Monday is 1."""
    near_days: tuple[str, ...] = ()
    """Patterns for yesterday and today."""
    relative: Mapping[str, int] = field(default_factory=dict)
    """Days before (negative) or after today."""
    names: bool = False
    """Whether a translation into this language is checked for its months and weekdays."""
    capitals: bool = False
    """Whether months and weekdays are written with a capital."""
    ambiguous: frozenset[str] = frozenset()
    """Months and weekdays that are also other words; a month is one only near a number or after `before_month`."""
    abbreviated: frozenset[str] = frozenset()
    """Of these, those that are a month only beside a number."""
    before_month: frozenset[str] = frozenset()
    not_after_month: frozenset[str] = frozenset()

    def weekday_names(self) -> tuple[str, ...]:
        """Return the usual names of the weekdays, from Monday."""
        return _usual(self.weekdays)

    def month_names(self) -> tuple[str, ...]:
        """Return the usual names of the months."""
        return _usual(self.months)


def _usual(numbered: Mapping[str, int]) -> tuple[str, ...]:
    first: dict[int, str] = {}
    for word, number in numbered.items():
        first.setdefault(number, word)
    return tuple(first[number] for number in sorted(first))


@dataclass(frozen=True, slots=True)
class Splitting:
    """The words that decide whether a full stop ends a sentence, separated by spaces, without their last full stop.

    An entry in small letters stands for any case; one with a capital must be met with a capital (`Me` is a French
    title, `me` a pronoun). The lists were written by hand, from what wires commonly use, and then weeded: no entry
    may hide the end of a sentence more often than it saves a name.
    """

    bound: str = ""
    """Always bound to what follows: titles before a name (`M. Dupont`), `cf. infra`."""
    numbered: str = ""
    """Bound to a number (`art. 12`, `janv. 2020`, `No. 5`); before anything else they are plain words."""
    inner: str = ""
    """Usually inside a sentence: they end one only where the next word is an opener."""
    final: str = ""
    """Often last in a sentence: they end it where a capital follows (`etc.`, `J.-C.`, `p.m.`)."""
    openers: str = ""
    """Words of the closed classes: written with a capital, they begin a sentence."""
    particles: str = ""
    """Openers that are also the first word of a surname: after an initial, `Le Drian` is a name."""
    enumerated: str = ""
    """Nouns that a letter may follow as a number would (`le plan B`); that letter is no initial."""
    divided: str = ""
    """Units that a smaller one may follow without its name: `18 h. 45`, `9 s. 86`, `1 m. 85`."""
    ordinals: str = ""
    """Words that an ordinal with a full stop follows: `der 3. Platz`."""
    months: str = ""
    """Months that have such an ordinal before them: `3. März`."""
    after_hour: str = ""
    """What may follow `a.m.` and `p.m.` with a capital in the same sentence: weekdays, time zones."""
    said: str = ""
    """Verbs after the name of who asked or cried: "Why?" John Smith asked."""


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """Closed lists that the default summary reads a sentence by."""

    dependent: str = ""
    """Alternatives of a pattern: pronouns, determiners and connectives that need the sentence before."""
    speaker: str = ""
    """Alternatives of a pattern: somebody speaks of himself or to the reader."""
    report: frozenset[str] = frozenset()
    """Words of grammar that reports are made with: articles, prepositions, what is and what has been."""
    comment: frozenset[str] = frozenset()
    """Words of grammar that comment, talk and background are made with: pronouns, negation, connectives, what had been.
    Told from the others by how often abstracts have them; the English list is the French one's likeness."""
    numerals: frozenset[str] = frozenset()
    """Numbers in words: no keywords."""
    first_sentence: float = -0.6
    """Weight of the very first sentence of a text without a headline; see `core/summary/expectation.py`."""


@dataclass(frozen=True)
class LanguageProfile:
    """A language. Each field has a default that is honest about a language of which nothing is known."""

    code: str
    """ISO 639-1."""
    numbers: Numbers = Numbers()
    dates: Dates = Dates()
    splitting: tuple[Splitting, ...] = ()
    """Empty: a splitter takes what is safe in all languages."""
    reversed_quotes: bool = False
    """Whether quotations may be written »so«."""
    terminators: str = ""
    """Marks that end a sentence besides the usual ones."""
    capital_nouns: bool = False
    """Whether common nouns have a capital, so that names cannot be told by theirs."""
    summary: SummaryWords = SummaryWords()
    clitics: str = ""
    """A pattern for pronouns that a hyphen ties to the end of a verb: « a-t-il »."""
    sumy_stop_words: str = ""
    """The name of sumy's list of stop words, where the language's folder has none."""

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Words that say nothing of a text's subject; empty where there is no list."""
        own = self.path("stopwords.txt")
        if own.is_file():
            return frozenset(own.read_text(encoding="utf-8").lower().split())
        if not self.sumy_stop_words:
            return frozenset()
        # The file is read; nothing of sumy is imported but its empty package.
        listed = files("sumy") / "data" / "stopwords" / f"{self.sumy_stop_words}.txt"
        return frozenset(listed.read_text(encoding="utf-8").lower().split())

    def path(self, name: str) -> Path:
        """Return where a data file of the language is, or would be."""
        return _HERE / self.code / name
