"""Web and mail addresses, @names and hashtags: each must come through letter by letter."""

from collections.abc import Iterator

from core.article import Flag, FlagKind
from core.checks.text import Text


def addresses(source: Text, target: Text) -> Iterator[Flag]:
    """Flag each address of the source that the translation lacks or has changed."""
    for address in dict.fromkeys(source.addresses):
        if address not in target.text:
            kind: FlagKind = "number" if any(c.isdigit() for c in address) else "name"
            yield Flag(kind, f"{address} in the source is not in the translation, or was changed")
