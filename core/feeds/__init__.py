"""Feeds that the user follows: a list that is remembered, refreshed on demand, and read without losing the place.

`Subscriptions` is all of it: the feeds, their entries, what was read, and a refresh that tells what it does as it
goes. `core.feeds.opml` takes lists in and out. Imported where it is first used: it loads SQLite.
"""

from core.feeds.subscriptions import Subscriptions
from core.feeds.values import Entry, Event, Feed, Outline

__all__ = ["Entry", "Event", "Feed", "Outline", "Subscriptions"]
