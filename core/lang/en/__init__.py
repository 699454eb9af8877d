"""English."""

from core.lang.en.numbers import DATES, NUMBERS
from core.lang.en.sentences import SPLITTING
from core.lang.en.summary import SUMMARY
from core.lang.profile import LanguageProfile

PROFILE = LanguageProfile("en", numbers=NUMBERS, dates=DATES, splitting=(SPLITTING,), summary=SUMMARY)
