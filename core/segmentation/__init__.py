"""Text to sentences, with spans: one splitter for translation, alignment and summary.

>>> sentence_spans("Mr. Smith came. He spoke.", "en")
[(0, 15), (16, 25)]
"""

from core.segmentation.splitter import sentence_spans

__all__ = ["sentence_spans"]
