"""Dépêche's core: from a foreign wire to an English brief, with nothing sent anywhere."""

__version__ = "0.1.0"
