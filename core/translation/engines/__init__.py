"""Translation engines: what each must do, and the one for the packs of the Argos ecosystem."""

from core.translation.engines.base import Ability, Attention, Engine, Hypothesis, Session, TokenScores

__all__ = ["Ability", "Attention", "Engine", "Hypothesis", "Session", "TokenScores"]
