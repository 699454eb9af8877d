"""The library: every wire that was read or batched, found again by its words, in either language.

`core.library.store.Library` is the library itself, `core.library.rebuild` fills one from JSON briefs. They are
imported apart, where they are first used: they load SQLite.
"""

from core.library.values import Hit, Marks, Said, Snippet

__all__ = ["Hit", "Marks", "Said", "Snippet"]
