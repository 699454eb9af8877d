"""Sentences in, English sentences out: the engine, its stream, and which pack each language needs."""

from core.translation.engine import Engine
from core.translation.finish import Translation
from core.translation.translator import Missing, ProvidePack, Translator

__all__ = ["Engine", "Missing", "ProvidePack", "Translation", "Translator"]
