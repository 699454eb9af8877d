"""Extractive summaries: sentences of the article itself, chosen by a method of a name, with the reasons."""

from core.summary.keywords import Keyword
from core.summary.news import Parts
from core.summary.summarise import METHODS, Reason, Summary, summarise

__all__ = ["METHODS", "Keyword", "Parts", "Reason", "Summary", "summarise"]
