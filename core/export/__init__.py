"""Brief to bytes: one format a file here."""

from collections.abc import Callable
from typing import Final

from core.brief import Brief
from core.export.json import to_json
from core.export.markdown import to_markdown

FORMATS: Final[dict[str, Callable[[Brief], str]]] = {"md": to_markdown, "json": to_json}
"""By the name that `-f` takes, which is also the file's ending."""

__all__ = ["FORMATS", "to_json", "to_markdown"]
