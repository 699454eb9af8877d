"""Sentences in, English sentences out: the engine, its stream, and which pack each language needs."""

from core.translation.engine import Engine
from core.translation.finish import Translation
from core.translation.routes import Missing, ProvidePack, Route
from core.translation.translator import Translator

__all__ = ["Engine", "Missing", "ProvidePack", "Route", "Translation", "Translator"]
