"""The words of one language that decide whether a full stop ends a sentence."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from core.lang import LanguageProfile, find, known
from core.lang.profile import Splitting

_COMMON = Splitting(
    bound="mr mrs Ms Messrs dr drs prof Mgr cf e.g i.e vs Mt Ft",
    numbered="p pp vol no nos nr art fig tel ca ch chap Jan Feb Apr Aug Sep Sept Oct Nov Dec",
    inner="Inc Corp Ltd Co Cie Bros al ed eds Jr Sr dept univ St",
    final="etc a.m p.m J.-C J.C",
    particles="""
        le la les l de des du d di del della dello lo da dal das do dos van von der den ter el al st saint
    """,
    enumerated="""
        plan vitamine vitamin groupe group gruppe grupo gruppo hépatite hepatitis catégorie category
        categoría categoria classe class clase point type tipo série serie annexe section appendix option
        zone niveau level grade lettre letter team équipe bloc block ligne line étape phase génération
        terminal hall porte gate usine
    """,
    divided="h min mn m s fr ft lb lbs",
)
"""Words that a splitter knows in any language."""
_AMBIGUOUS = """
    mes et al min max fr on es s v p d da cap col do so di mi mo ex co en th cl la me in im ok med am auf
"""
"""Entries that are words of another language: ignored, in any case, if the language is unknown."""
_MUST_BE_SAFE = ("bound", "inner", "ordinals")
"""Kinds that hide the end of a sentence if a plain word is mistaken for one of them."""


class Lexicon(NamedTuple):
    """Sets of words, all without their full stop; `core.lang.profile.Splitting` says what each kind is."""

    bound: frozenset[str]
    numbered: frozenset[str]
    inner: frozenset[str]
    final: frozenset[str]
    openers: frozenset[str]
    particles: frozenset[str]
    enumerated: frozenset[str]
    divided: frozenset[str]
    ordinals: frozenset[str]
    months: frozenset[str]
    after_hour: frozenset[str]
    said: frozenset[str]

    def opens(self, word: str) -> bool:
        """Whether a word, met with a capital, begins sentences rather than names."""
        return word.lower().replace("’", "'") in self.openers


@cache
def lexicon(code: str) -> Lexicon:
    """Collect the words of a language (ISO 639-1); of one without lists, those that are safe in all."""
    profile = find(code)
    languages: Iterable[LanguageProfile] = (profile,) if profile.splitting else known()
    lists = [_COMMON, *(words for language in languages for words in language.splitting)]
    ambiguous = frozenset() if profile.splitting else frozenset(_forms(_AMBIGUOUS))

    def collect(kind: str) -> frozenset[str]:
        words = frozenset(form for listed in lists for form in _forms(getattr(listed, kind)))
        return words - ambiguous if kind in _MUST_BE_SAFE else words

    return Lexicon(*(collect(kind) for kind in Lexicon._fields))


def _forms(words: str) -> Iterator[str]:
    """Yield each entry, the same with a first capital, and in capitals."""
    for word in words.split():
        yield from (word, word[0].upper() + word[1:], word.upper())
