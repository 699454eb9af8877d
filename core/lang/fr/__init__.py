"""French."""

from core.lang.fr.casing import CASING
from core.lang.fr.grammar import DATES, DENIALS, GRAMMAR_WORDS, NUMBERS, SPEECH_VERBS
from core.lang.fr.names import ARTICLE_EDITS, COPIED, NAMES
from core.lang.fr.sentences import BOILERPLATE, SPLITTING, SUMMARY
from core.lang.profile import LanguageProfile


def _normalize(text: str) -> str:
    # Its patterns take longer to compile than all the tables, and only a translation needs them.
    from core.lang.fr.slips import spell_out
    from core.lang.fr.typography import normalize

    return normalize(_mend_figures(_restore_accents(spell_out(text))))


def _mend_figures(text: str) -> str:
    from core.lang.fr.slips import mend_figures

    return mend_figures(text)


def _restore_accents(text: str) -> str:
    from core.lang.fr.slips import restore_accents

    return restore_accents(text)


def _format_numbers(source: str, translation: str) -> str:
    from core.lang.fr.typography import format_numbers

    return format_numbers(source, translation)


PROFILE = LanguageProfile(
    "fr",
    all_values=True,
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    names=NAMES,
    article_edits=ARTICLE_EDITS,
    casing=CASING,
    normalize=_normalize,
    mend_figures=_mend_figures,
    restore_accents=_restore_accents,
    number_format={"en": _format_numbers},
    denials=DENIALS,
    copied=COPIED,
    grammar_words=GRAMMAR_WORDS,
    speech_verbs=SPEECH_VERBS,
    summary=SUMMARY,
    boilerplate=BOILERPLATE,
    clitics=r"(?:-t)?-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|y|en|t|ci|là)$",
)
