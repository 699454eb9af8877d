"""Sentences in, English sentences out: the engine, its stream, and which pack each language needs."""

from core.translation.engine import Engine, Hypothesis
from core.translation.translator import Missing, ProvidePack, Translator

__all__ = ["Engine", "Hypothesis", "Missing", "ProvidePack", "Translator"]
