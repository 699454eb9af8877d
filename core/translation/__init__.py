"""Sentences in, English sentences out: the engine, its stream, and which pack each language needs."""

from core.translation.alignment import Alignment
from core.translation.engines import Engine
from core.translation.postprocess import Translation
from core.translation.routes import Missing, ProvidePack, Route
from core.translation.translator import Translator

__all__ = ["Alignment", "Engine", "Missing", "ProvidePack", "Route", "Translation", "Translator"]
