"""English."""

from core.lang.en.grammar import BORROWED, DATES, NEGATIVES, NUMBERS
from core.lang.en.sentences import BOILERPLATE, SPLITTING, SUMMARY
from core.lang.profile import LanguageProfile, Names

NAMES = Names(
    capitals=frozenset(("i", "mr", "mrs", "ms", "dr", *DATES.weekday_names(), *DATES.month_names())),
    with_article=frozenset(
        "United States|United Kingdom|United Nations|Netherlands|United Arab Emirates|West Bank"
        "|Middle East|White House|European Union|Falkland Islands|Holy See|Far East|Caucasus".split("|")
    ),
)

PROFILE = LanguageProfile(
    "en",
    all_values=True,
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    names=NAMES,
    negatives=NEGATIVES,
    borrowed=BORROWED,
    summary=SUMMARY,
    boilerplate=BOILERPLATE,
)
