"""Text to sentences, with spans: one splitter for translation, alignment and summary.

>>> sentence_spans("M. Dupont est venu. Il a parlé.", "fr")
[(0, 19), (20, 31)]
"""

from core.segmentation.splitter import sentence_spans

__all__ = ["sentence_spans"]
