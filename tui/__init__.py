"""Dépêche's commands and screens; `core` does the work."""
