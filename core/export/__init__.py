"""Brief to bytes and back: one format a file here."""

from core.export.digest import digest_to_json, digest_to_markdown
from core.export.docx import to_docx
from core.export.formats import FORMATS, Format, collection, formats, templated
from core.export.json import to_json
from core.export.json_read import from_json
from core.export.templates import to_html, to_markdown
from core.export.tmx import to_tmx

__all__ = [
    "FORMATS",
    "Format",
    "collection",
    "digest_to_json",
    "digest_to_markdown",
    "formats",
    "from_json",
    "templated",
    "to_docx",
    "to_html",
    "to_json",
    "to_markdown",
    "to_tmx",
]
