"""Translation packs: which there are, where they come from, and how one is opened.

Importing this package loads no engine; what is heavy is imported where it is used.
"""

from core.packs.model import Model, open_model
from core.packs.pack import Pack

__all__ = ["Model", "Pack", "open_model"]
