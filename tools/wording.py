"""Where the messages are in the code, by the names that it gives them: what `messages.py` goes by."""

CALLS = {
    **dict.fromkeys(("_warn", "_store", "_check_order", "_compared", "told", "problems.append", "UnpicklingError"), 0),
    **dict.fromkeys(("Flag", "PackFault", "Told", "PassedOver", "Loaded", "note", "detail", "say", "noted"), 1),
    **dict.fromkeys(("installing", "_working", "_wrong", "Fields.of", "super().__init__"), 1),
    "Finding": 2,
}
"""Which argument of a call is a message."""
STRICT = {"Flag", "PackFault", "PassedOver", "noted", "_warn", "_wrong", "problems.append"}
"""Those whose message must be read, as that of every error must."""
SAID = {"problem", "reason", "note"}
"""Arguments by name, and variables, that are messages."""
RETURNED = {
    *("allowed", "repair", "doubt", "suspicious", "problems_of", "save_briefs", "save_corrections", "save_feeds"),
    *("_early", "_clashes", "_said"),
}
"""Functions that return messages, or give them."""
RETURNED_THERE = {"catalogue.py": {"where"}, "stores.py": {"_read"}, "tables.py": {"save"}, "file.py": {"_reason"}}
"""Others, by the file."""
TABLES = {"_WHY", "_MAGIC", "_REFUSED", "_EXTRAS"}
"""Tables of messages."""
NO_MESSAGE = {"PackAbsentError", "RefusedError"}
"""Errors that carry something else."""
TOLD = {"error", "problem", "problems", "reason", "note", "allowed", "repair", "purpose", "unavailable"}
"""Names that stand for messages, in holes too."""
PASSED_ON = {"text", "detail", "first_line", "flag.text", "self._warnings.pop", "error.strerror", "_", "n_"}
"""Names that stand for messages where nothing else is said."""
FOREIGN = {"response.reason"}
"""What looks like one of these, and comes from outside."""
TOLD_THERE = {
    "json_fields.py": {"self.where", "wanted", "where"},
    "json_read.py": {"what", "values.where"},
    "clean.py": {"thing"},
    "dates.py": {"what"},
    "database.py": {"saved"},
    "stores.py": {"told"},
    "file.py": {"_reason"},
    "cli.py": {"error.format_message()"},
    "pack_source.py": {"offer.where"},
    "packs.py": {"entry.where"},
}
"""Expressions, by the file, that stand for messages."""
UNITS = {"unit.name", "other.name", "one.unit.name", "rivals[0].name"}
"""Expressions that stand for the name of a unit."""
