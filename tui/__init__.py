"""Dépêche's commands and screens; what they show, `core` knows."""
