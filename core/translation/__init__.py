"""Sentences in, English sentences out: the engine, its stream, and which pack each language needs."""

from core.translation.engine import Engine
from core.translation.translator import Missing, ProvidePack, Translation, Translator

__all__ = ["Engine", "Missing", "ProvidePack", "Translation", "Translator"]
