"""Bytes to articles: `discover` finds what the user named, each `Input` reads itself."""

from core.reading.inputs import Input, discover
from core.reading.text import read_text

__all__ = ["Input", "discover", "read_text"]
