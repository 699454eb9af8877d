"""Non-words: words that the model made up, or copied from the source though they are not in the target language."""

import gzip
import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from core.article import Flag
from core.checks.tokens import Text
from core.lang import language_name, profile_of, word_list
from core.lang.letters import fold
from core.lang.profile import BorrowedWords
from core.messages import Message, term

_FREQUENT = 200_000
"""Count above which a word is one of the thousand most frequent: grammar and small talk."""
_MISTYPED = 400
"""Minimum count of a word of which an unlisted word may be a slip. Of 503 slips planted in news, 90 % have such a word
beside them, and of 13 rare words of real news that were taken for slips, one."""
_PREFIX = re.compile(
    "(?:anti|auto|bi|bio|cardio|co|counter|cyber|de|dis|eco|electro|euro|extra|geo|hydro|hyper|immuno|infra|inter|intra"
    "|macro|mega|meta|micro|mini|mis|mono|multi|nano|neo|neuro|non|paleo|para|photo|poly|post|pre|pro|proto|pseudo"
    "|psycho|quasi|radio|re|retro|semi|socio|sub|super|techno|tele|thermo|trans|tri|ultra|un|uni|vice)"
    r"(?=\w{4})"
)
_BRITISH = (
    ("is", "iz"), ("ys", "yz"), ("our", "or"), ("ae", "e"), ("oe", "e"), ("ence", "ense"), ("sce", "ske"), ("ll", "l"),
    ("tre", "ter"), ("bre", "ber"), ("mme", "m"), ("ogue", "og"), ("ity", "ty"),
)  # fmt: skip
"""Pairs of a British spelling and the American one of the word list."""
_ENDINGS = ("s", "es", "ed", "ing", "ly", "ness", "less", "like", "man", "men", "woman", "women")
_BEGINNING = 3
"""Words with the same first letters, so many, are parsed together: some two hundred at a time."""
_HALF = 4
"""Minimum letters of each part of a compound: backline, warehouse."""


_LIKE_ENDINGS = frozenset("ring king ling ting ding ping sing ming ology".split())
"""Words that end no new compound: a made-up word such as `flagring` or `infectiousology` has another
ending. In 1,997 sentences of news and encyclopaedia no compound beyond the list ends in one."""


class Dictionary:
    """The words of one language, in small letters, each with its count.

    Words are parsed when they are asked for, together with those that begin alike. A sentence asks for few, and parsing
    all 160,000 of English would take a tenth of the time to the first sentence.
    """

    def __init__(self, listed: bytes) -> None:
        """`listed` is a JSON object of words and counts, in UTF-8, with one word on each line."""
        self._lines = sorted(listed.strip(b"{}\r\n").replace(b"\r", b"").replace(b",\n", b"\n").splitlines())
        self._read: dict[str, dict[str, int]] = {}

    def __contains__(self, word: str) -> bool:
        """Whether a word, in small letters, is listed in exactly this form."""
        return word in self._beside(word)

    def count(self, word: str) -> int:
        """Return how often a word, in small letters, was counted; 0 if it is not listed."""
        return self._beside(word).get(word, 0)

    def is_frequent(self, word: str) -> bool:
        """Whether a word is one of the most frequent: grammar and common verbs."""
        return self.count(word) >= _FREQUENT

    def _beside(self, word: str) -> dict[str, int]:
        """Return the words that have the same first letters as `word`."""
        beginning = f'"{word}"'[: _BEGINNING + 1]
        found = self._read.get(beginning)
        if found is None:
            key = beginning.encode("utf-8", "surrogatepass")
            first, end = bisect_left(self._lines, key), bisect_left(self._lines, key + b"\xff")  # in no letter
            found = self._read[beginning] = json.loads(f"{{{b','.join(self._lines[first:end]).decode()}}}")
        return found

    def derives(self, word: str) -> bool:
        """Whether an English word is listed, or derived from listed ones: spelling, prefix, ending or compound."""
        if word in self or word in _recent("en"):
            return True
        if any(british in word and word.replace(british, american) in self for british, american in _BRITISH):
            return True
        if (prefix := _PREFIX.match(word)) and self.derives(word[prefix.end() :]):
            return True
        if word.endswith("ies") and word[:-3] + "y" in self:
            return True
        for ending in _ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= _HALF and (stem in self or stem + "e" in self):
                return True
        cuts = range(_HALF, len(word) - _HALF + 1)
        return any(word[:cut] in self and word[cut:] in self and word[cut:] not in _LIKE_ENDINGS for cut in cuts)


@cache
def _recent(language: str) -> frozenset[str]:
    """Return words of wires that are too recent for a language's list: burkini, podcast, « procureure »."""
    return frozenset(profile_of(language).read("recent.txt").split())


@cache
def dictionary(language: str) -> Dictionary:
    """Return the list of a language (ISO 639-1: de, en, es, fr, it, nl, pt); an empty one if there is none."""
    spec = find_spec("spellchecker")  # the package itself is not imported: its data is all that is needed
    if spec is None or spec.origin is None:
        return Dictionary(b"")
    file = Path(spec.origin).parent / "resources" / f"{language}.json.gz"
    if not file.is_file():
        return Dictionary(b"")
    return Dictionary(gzip.decompress(file.read_bytes()))


@lru_cache(1 << 12)
def misspelt(word: str, language: str) -> bool:
    """Whether a word, in small letters, is not listed in a language but one typing error away from a listed word."""
    listed, common = dictionary(language), word_list(language)
    if not common or len(word) <= 2 or word in listed or word in common or word in _recent(language):
        return False
    if word.replace("œ", "oe") in listed or dictionary("en").derives(word) or dictionary("en").derives(fold(word)):
        return False
    inflection = profile_of(language).inflection
    if inflection and any(re.sub(rf"(?:{inflection})$", end, word, count=1) in listed for end in ("", "er", "é")):
        return False
    close = _close(word, listed)
    # An accent alone rarely misleads a model; and a word beside rare words only is itself a rare word: « quinquennat ».
    return any(listed.count(other) >= _MISTYPED for other in close) and fold(word) not in map(fold, close)


def _close(word: str, listed: Dictionary) -> list[str]:
    """Return the listed words that differ by one letter: changed, added, dropped or swapped with its neighbour."""
    letters = "abcdefghijklmnopqrstuvwxyzàâçèéêëîïôùûœ"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    slips = {head + tail[1:] for head, tail in cuts}
    slips |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    slips |= {head + letter + tail[1:] for head, tail in cuts for letter in letters}
    slips |= {head + letter + tail for head, tail in cuts for letter in letters}
    return [slip for slip in slips if slip in listed]


# Small letters only: a word with a capital may be a name. Parts of compounds, codes and addresses are ignored.
_PLAIN = re.compile(r"(?<![\w'’.@/#&-])[a-zà-öø-ÿœ]{4,30}(?![\w'’@-]|\.\w)")
_FIRST = re.compile(r"\W{0,3}([A-ZÀ-Þ][a-zà-öø-ÿœ]{3,30})(?![\w'’@-]|\.\w)")
"""A first word: its capital is no sign of a name."""
_LATIN = re.compile(r"[A-Za-z]")
_QUOTED = re.compile(r"[«“\"][^«»“”\"]{0,200}[»”\"]|\([^()]{0,80}\)")
_IN_A_TITLE = re.compile(r"\S\s+[A-ZÀ-Þ][^\W\d_]+(?:\s+[a-zà-öø-ÿ]{1,3})*\s+$")
_KEPT = re.compile(r"\S\s+([A-ZÀ-Þ][^\W\d_]+(?:\s+[^\W\d_]+){1,3}\s+)$")
_LEARNED = tuple(
    pair.split("/")
    for pair in (
        "isme/ism ismes/isms iste/ist istes/ists tion/tion tions/tions ique/ic iques/ic ique/ical iques/ical ité/ity"
        " logie/logy graphie/graphy pathie/pathy thérapie/therapy scopie/scopy phobie/phobia cratie/cracy métrie/metry"
        " isation/ization isations/izations isation/isation isations/isations"
    ).split()
)
"""Endings of learned words that both languages form alike: « canyonisme » is canyonism, listed or not."""
_PARTICIPLES = ("é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues", "ant")
_PREPOSITIONS = frozenset("pour par à au aux en depuis dès dans sur avec de du des d sous entre après face".split())
_FOREIGN = 3
"""Number of unknown words in a sentence from which they count as foreign text or a list of terms, not as errors."""


def check_non_words(source: Text, target: Text) -> Iterator[Flag]:
    """Flag English words that are in no word list; those that are also in the source are reported as left untranslated.

    English only. On 1,997 sentences of news and encyclopaedia that people wrote, with shorter lists, it found 39 such
    words, many of them typing errors.
    """
    if target.language != "en" or source.language == target.language:
        return
    if participle := _copied_participle(source, target):
        yield Flag("untranslated", Message("left untranslated: {words}", words=participle))
    loans = _loans(source.language)
    words = dict.fromkeys((*_first_word(source, target), *_PLAIN.findall(without_phrases(target, source.language))))
    unknown = [word for word in words if not _is_english(word) and loans.isdisjoint((word, word.removesuffix("s")))]
    unknown = [word for word in unknown if _by_slip(word, source, target.text)]
    if not 0 < len(unknown) < _FOREIGN:
        return
    copied = [word for word in unknown if word in source.words]
    for word in unknown:
        if word not in copied:
            said = word if word in target.text else word.capitalize()
            yield Flag(
                "untranslated",
                Message("“{word}” is no {language} word", word=said, language=term(language_name(target.language))),
            )
    if copied:
        yield Flag("untranslated", Message("left untranslated: {words}", words=", ".join(copied)))


def _first_word(source: Text, target: Text) -> Iterator[str]:
    """Give the first word of a translation in small letters, unless the source has it, or a name that begins so.

    Nothing for a source in another script, from which a name may be spelt in any way.
    """
    first = _FIRST.match(target.text)
    if first is None or 2 * len(_LATIN.findall(source.text)) < len(source.text):
        return
    if any(token.startswith(first[1][0]) for token in source.tokens):
        return
    if fold(first[1].lower()) not in map(fold, source.words):
        yield first[1].lower()


def _copied_participle(source: Text, target: Text) -> str:
    """Return the first word if both sides begin with the same participle: « Pressenti pour diriger »; else nothing.

    A surname that is also a word (Mercier) is followed by a verb, not by a preposition.
    """
    casing, first = profile_of(source.language).casing, _FIRST.match(target.text)
    if first is None or casing is None or source.tokens[:1] != [first[1]] or len(source.tokens) < _FOREIGN:
        return ""
    word, after = first[1].lower(), source.tokens[1]
    begins = word.endswith(_PARTICIPLES) and after in _PREPOSITIONS
    return first[1] if begins and word in dictionary(source.language) and not _is_english(word) else ""


@cache
def _loans(language: str) -> frozenset[str]:
    """Return what English borrowed from a language, and what it took from any: names of money and numbers."""
    borrowed = profile_of("en").borrowed
    none = BorrowedWords()
    return borrowed.get(language, none).words | borrowed.get("*", none).words


def without_phrases(target: Text, source: str) -> str:
    """Return a translation without the phrases that its language took from Latin or the source's: `inter alia`."""
    phrases = _phrases(source, target.language)
    low = target.text.lower()
    if not any(phrase in low for phrase in phrases):
        return target.text
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)"
    return re.sub(pattern, lambda phrase: "-" * len(phrase[0]), target.text, flags=re.IGNORECASE)


@cache
def _phrases(source: str, target: str) -> tuple[str, ...]:
    borrowed = profile_of(target).borrowed
    return tuple(phrase for language in (source, "*") if language in borrowed for phrase in borrowed[language].phrases)


@lru_cache(1 << 12)
def _is_english(word: str) -> bool:
    return dictionary("en").derives(word) or dictionary("en").derives(fold(word))


def _by_slip(word: str, source: Text, english: str) -> bool:
    """Whether an unknown word is an error: made up, or copied although it is a word of the source's language.

    Words that both languages form alike are no errors, nor are words foreign to both (« hangis »), nor those in
    quotation marks, in brackets or in a title that keeps its name.
    """
    if word not in source.words:
        return not _learned(word, source)
    casing = profile_of(source.language).casing
    in_source_language = word in dictionary(source.language) or misspelt(word, source.language)
    if casing and not (in_source_language or word.endswith(casing.endings)):
        return False
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), english)
    start = bare.find(word)
    before = bare[max(0, start - 60) : max(0, start)]
    if (kept := _KEPT.search(before)) and kept[1] + word in source.text:
        return False  # a name that is kept whole: the Société française de chimie
    return start >= 0 and not _IN_A_TITLE.search(before)


def _learned(word: str, source: Text) -> bool:
    """Whether this English word is a word of the source with another learned ending, and neither seems misspelt."""
    folded = {fold(word): word for word in source.words}
    for source_ending, english_ending in _LEARNED:
        stem = word.removesuffix(english_ending)
        similar = folded.get(fold(stem + source_ending)) if stem != word else None
        if similar and not misspelt(similar, source.language):
            return len(english_ending) >= _HALF or _is_english(stem) or _is_english(stem + "e")
    return False
