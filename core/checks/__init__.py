"""Checks: what looks doubtful in a translated sentence, and how far to trust it."""

from core.checks.checker import check
from core.checks.confidence import confidence

__all__ = ["check", "confidence"]
