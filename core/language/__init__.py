"""Which language a text is in, and how sure: `Detector` tells one text, `identify` an article's paragraphs."""

from core.language.detector import Detector, identify

__all__ = ["Detector", "identify"]
