"""Types of a language profile: one frozen value a language, used by every stage that depends on words."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from core.lang.number_words import Dates, Numbers

_HERE = Path(__file__).parent
_EMPTY: Mapping[Any, Any] = MappingProxyType({})


class Splitting(NamedTuple):
    """Words that decide whether a full stop ends a sentence, separated by spaces, without their last full stop.

    A word in small letters stands for any case; one with a capital must be written with a capital (`Me` is a French
    title, `me` a pronoun). The lists were written by hand from what wires commonly use. A word that hid the end of a
    sentence more often than it prevented a wrong one was removed.
    """

    bound: str = ""
    """Always bound to what follows: titles before a name (`M. Dupont`), `cf. infra`."""
    numbered: str = ""
    """Bound to a number (`art. 12`, `janv. 2020`, `No. 5`); before anything else they are plain words. `*` stands for
    every word of two to four letters that ends in a consonant."""
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
    years: str = ""
    """Abbreviations of year and century after a number (`w 2018 r.`, `в XII в.`): they end a sentence before a capital,
    unless the sentence so far consists only of the date."""
    ordinals: str = ""
    """Words that an ordinal with a full stop follows: `der 3. Platz`; `*` for any word (`2. Dünya Savaşı`)."""
    months: str = ""
    """Months that have such an ordinal before them: `3. März`; as figures, where dates have spaces: `5. 1. 2025`."""
    after_hour: str = ""
    """What may follow `a.m.` and `p.m.` with a capital in the same sentence: weekdays, time zones."""
    said: str = ""
    """Verbs after the name of who asked or cried: "Why?" John Smith asked."""
    parts: str = ""
    """Parts of a law, which a number or letter in brackets may follow: `lit. a)`, `Abs. 2)`."""
    letters: str = ""
    """Short words that may be the last of a sentence, so no initials or abbreviations (Italian `è`, Dutch `al`)."""
    but: str = ""
    """Words after which a sentence continues after a pause (`انتظر... لكن`), in scripts without capitals."""
    speaker: str = ""
    """A pattern for what names the speaker after a quotation has ended with its own mark: “……。”他说。"""
    whole: str = ""
    """A pattern for what no full stop ends a sentence in: the Korean date `2025. 3. 12.`"""


class Names(NamedTuple):
    """Names and words with a capital. All in small letters without accents."""

    common: frozenset[str] = frozenset()
    """Words that are often written with a capital without being names."""
    exonyms: Mapping[str, Mapping[str, frozenset[str]]] = _EMPTY
    """By target language and name: the words of which one must be in a translation."""
    demonyms: Mapping[str, Mapping[str, frozenset[str]]] = _EMPTY
    """The same for adjectives that the target language writes with a capital."""
    transcribed: bool = False
    """Whether foreign names are written as they are spoken: « Maiks » is Mike. Then they cannot be compared."""
    adapted: str = ""
    """A pattern for names that other languages adapt, by their endings; empty where misspellings are not checked."""
    titles: frozenset[str] = frozenset()
    """What may stand before a surname, as it is written."""
    lead_in: str = ""
    """A pattern for what, before a name in a translation, shows that a phrase was left as it was: a title, a street."""
    with_article: frozenset[str] = frozenset()
    """Names, as they are written, that this language does not say without an article."""
    capitals: frozenset[str] = frozenset()
    """What this language writes with a capital and others do not: no sign that a name was kept."""


class ArticleEdit(NamedTuple):
    """An error of the models that can be recognised only from the whole article."""

    cue: str
    """A pattern in the source."""
    slip: str
    """A pattern in the translation."""
    right: str
    """What to write instead, a template for `re.sub`."""
    unless: str
    """A pattern in the article that makes the word right."""
    shown: str
    """The change in words, for people."""


class RankedWords(Protocol):
    """The frequent words of a language; see `core.lang.WordList`."""

    def rank(self, word: str) -> int:
        """Return the place of a word in the list."""

    def accented(self, plain: str) -> list[str]:
        """Return the words that have these letters with accents."""

    def __contains__(self, word: str) -> bool: ...


class Casing(NamedTuple):
    """How text in capitals is truecased."""

    prefixes: frozenset[str]
    """Prefixes with a hyphen that do not make a word a name."""
    endings: tuple[str, ...]
    """Endings of words that are too rare for the word list, and of few names."""
    inflections: tuple[str, ...]
    """Endings that may be added to a known word, or removed from it."""
    lacks_accents: Callable[[str, RankedWords], bool]
    """Returns whether a text without accents should have some."""
    restored: Callable[[str, RankedWords], Iterator[str]]
    """Yields forms with accents of a word that is not in the list."""
    letter: Callable[[re.Match[str], RankedWords, bool], str]
    """Returns the meaning of a single capital; the last argument says that the whole text has no accents."""


class Denials(NamedTuple):
    """Negation in a source language."""

    particles: frozenset[str]
    """Words that introduce a negation: « ne »."""
    find: Callable[[Sequence[str], Sequence[str]], list[str]]
    """Return the certain negations of a sentence, given its tokens and the same in small letters."""
    strong: frozenset[str]
    """Words that negate by themselves."""
    soft: frozenset[str]
    """Words that may become a negation in another language."""
    stems: str
    """A pattern for more of these."""
    double: str
    """A pattern for two negations that make an assertion."""
    without: str
    """The word for `without`."""
    scarce: frozenset[str] = frozenset()
    """Denials that leave a little: « ne … guère »."""
    without_any: str = ""
    """A pattern for `without any`, whose two negative words are one negation: « sans que personne »."""


class Negatives(NamedTuple):
    """Negation in a target language."""

    find: Callable[[str, Sequence[str], Sequence[str]], list[str]]
    """Return the negations of a sentence, given its text, its tokens and the same in small letters."""
    nearly: frozenset[str]
    """Words that count as half a negation: `hardly`, `avoid`."""
    soft: frozenset[str]
    """Negative words that are no negation."""
    stems: str
    """A pattern for more of these."""
    knowing: frozenset[str]
    """Words that translate a double negation."""
    without: str
    """The word for `without`."""
    scarce: frozenset[str] = frozenset()
    """Words that translate a denial that leaves a little: `few`."""


class CopiedWords(NamedTuple):
    """Words that show in a translation that something was left in this language, in small letters."""

    function: frozenset[str]
    """Words of grammar."""
    words: frozenset[str]
    """Frequent words of news."""
    endings: tuple[str, ...]
    """Endings that are more frequent in this language than in others."""


class BorrowedWords(NamedTuple):
    """Words and phrases borrowed from another language, which are no sign of untranslated text."""

    words: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()


class SummaryWords(NamedTuple):
    """Closed word lists for the features of the default summary method."""

    dependent: str = ""
    """Alternatives of a pattern: pronouns, determiners and connectives that need the sentence before."""
    speaker: str = ""
    """Alternatives of a pattern: first and second person."""
    report: frozenset[str] = frozenset()
    """Words of grammar that are typical of reports: articles, prepositions, « is », « has been »."""
    comment: frozenset[str] = frozenset()
    """Words of grammar that are typical of comment, speech and background: pronouns, negation, connectives, « had been
    ». They were separated from those of reports by their frequency in abstracts; the English list imitates the French
    one."""
    numerals: frozenset[str] = frozenset()
    """Numbers in words: no keywords."""
    first_sentence: float = -0.6
    """Weight of the very first sentence of a text without a headline; see `core/summary/word_probabilities.py`."""


class Boilerplate(NamedTuple):
    """Text that pages and agencies put around a story: alternatives of patterns, ignoring case; empty for none.

    A page in one language may have such text in another, so `core/summary/boilerplate.py` joins the lists of all
    languages.
    """

    anywhere: str = ""
    """Boilerplate wherever it is in a sentence."""
    opening: str = ""
    """Boilerplate at the start of a sentence."""
    appeal: str = ""
    """Boilerplate at the start of a short sentence that reports nothing."""
    credit: str = ""
    """The same, before a colon or slash: picture credits."""
    report: str = ""
    """Words after a comma or quotation that show that a sentence reports something."""
    says: str = ""
    """The same, anywhere."""
    whole: str = ""
    """Boilerplate if it is the whole sentence."""
    dated: str = ""
    """Words that a line about publication begins with."""
    date_words: str = ""
    """Words that such a line is made of, besides weekdays, months and figures."""


@dataclass(frozen=True)
class LanguageProfile:
    """The profile of a language. Each field has a default that claims nothing."""

    code: str
    """ISO 639-1."""
    numbers: Numbers = field(default_factory=Numbers)
    dates: Dates = field(default_factory=Dates)
    splitting: tuple[Splitting, ...] = ()
    """Empty: a splitter uses what is safe in all languages."""
    small_starts: bool = True
    """Whether a sentence may begin with a small letter after a word in full, as in hasty posts and some treebanks."""
    reversed_quotes: bool = False
    """Whether quotations may be written »so«."""
    all_values: bool = False
    """Whether all words for numbers and dates are known, so that a value that only the translation has is an
    invention."""
    length: float | None = None
    """Logarithm of the ratio of characters, English to this language; None: as for French."""
    terminators: str = ""
    """Marks that end a sentence besides the usual ones."""
    capital_nouns: bool = False
    """Whether common nouns have a capital, so that a capital is no sign of a name."""
    names: Names = field(default_factory=Names)
    casing: Casing | None = None
    plural: Callable[[str], str | None] | None = None
    """Returns a term in the plural; None if it has none, or none that is sure."""
    normalize: Callable[[str], str] | None = None
    """Returns a text as the models of this language read it best, with the same words and values."""
    repair_figures: Callable[[str], str] | None = None
    """Returns a text with typing errors in numbers corrected: « 12,5millions », « 3O »."""
    restore_accents: Callable[[str], str] | None = None
    """Returns a text with missing accents restored in small letters."""
    number_format: Mapping[str, Callable[[str, str], str]] = field(default_factory=dict)
    """By target language: a function of a source and its translation that returns the translation with copied figures
    in the target's format."""
    article_edits: Mapping[str, tuple[ArticleEdit, ...]] = field(default_factory=dict)
    """By target language."""
    denials: Denials | None = None
    """None: negations are not checked from this language."""
    negatives: Negatives | None = None
    """None: negations are not checked into this language."""
    copied: CopiedWords | None = None
    inflection: str = ""
    """Alternatives of a pattern: endings of plurals and verbs. A list of words has few forms of the rare ones."""
    grammar_words: frozenset[str] = frozenset()
    """Words, in small letters, that a translation may omit or replace; empty if they are not known."""
    speech_verbs: frozenset[str] = frozenset()
    """Verbs of saying, which another language may say with one."""
    borrowed: Mapping[str, BorrowedWords] = field(default_factory=dict)
    """By the language that it was borrowed from."""
    summary: SummaryWords = field(default_factory=SummaryWords)
    boilerplate: Boilerplate = field(default_factory=Boilerplate)
    byline_leads: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By target language: the words before the name in a byline, in small letters, and their translations."""
    clitics: str = ""
    """A pattern for pronouns that a hyphen ties to the end of a verb: « a-t-il »."""
    sumy_stop_words: str = ""
    """The name of sumy's list of stop words; those of the language's folder are added to it."""

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Stop words; empty if there is no list."""
        listed = self.read("stopwords.txt").lower().split()
        if not self.sumy_stop_words:
            return frozenset(listed)
        from importlib.resources import files

        # Only sumy's data file is read; none of its modules is imported.
        file = files("sumy") / "data" / "stopwords" / f"{self.sumy_stop_words}.txt"
        return frozenset((*listed, *file.read_text(encoding="utf-8").lower().split()))

    def read(self, name: str) -> str:
        """Read a data file of the language; empty if there is none."""
        path = self.path(name)
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def path(self, name: str) -> Path:
        """Return where a data file of the language is, or would be."""
        return _HERE / self.code / name
