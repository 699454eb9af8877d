"""Briefs of texts, made without a model."""

from core.article import EngineInfo
from core.brief import Brief
from core.language import Detector, identify
from core.reading import read_text
from core.segmentation import segment
from core.summary import Summary


def brief(text: str, name: str = "wire.txt", language: str = "en") -> Brief:
    parts = [" ".join(part.split("\n")) for part in text.split("\n\n")]
    article = segment(identify(read_text("\n\n".join(parts).encode(), name), Detector(), language))
    return Brief(article, Summary("news", ()), EngineInfo(None, None, 2))
