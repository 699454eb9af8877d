"""One SQLite file that many processes share, whole again after most of what can happen to it.

The translation memory and the library stand on it. `core.sqlite.database.Database` is the file; a `Schema` says
whose it is and what is in it. Imported where it is first used: it loads SQLite.
"""
