"""The translation memory: what the model made of a sentence once, and what a person made of it for good.

`core.memory.store.Memory` is the memory itself, `core.memory.exchange` takes TMX files in and out. They are
imported apart, where they are first used: they load SQLite and an XML parser.
"""

from core.memory.values import Remembered

__all__ = ["Remembered"]
