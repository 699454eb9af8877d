"""French."""

from core.lang.fr.numbers import DATES, NUMBERS
from core.lang.fr.sentences import SPLITTING
from core.lang.fr.summary import SUMMARY
from core.lang.profile import LanguageProfile

PROFILE = LanguageProfile(
    "fr",
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    summary=SUMMARY,
    clitics=r"(?:-t)?-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|y|en|t|ci|là)$",
)
