"""Extractive summaries: sentences of the article itself, chosen by a method of a name."""

from core.summary.rankers import METHODS
from core.summary.summarise import Summary, summarise

__all__ = ["METHODS", "Summary", "summarise"]
