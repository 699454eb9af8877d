"""The package around a Word document: which of its parts is which, told by relationships, leniently.

A part that is named and is not there is as if it were not named: programs leave such relationships behind, and
nothing of the text depends on them.
"""

import contextlib
import posixpath
from datetime import datetime
from urllib.parse import unquote

from core.errors import InputError
from core.reading import xml
from core.reading.limits import DAMAGED, Archive

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_USUAL = ("word/document.xml", "word/document2.xml")
"""Where the text is, where no relationship says it; the second is Word Online's."""


class Package:
    """A Word document's archive."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive, self._name = archive, name
        self._roots = self._related("")
        named = [path for kind, path in self._roots.values() if kind == "officeDocument"]
        usual = [path for path in (*named, *_USUAL) if path in archive.names]
        if not usual:
            raise InputError(name, "this Word document is damaged: its text is missing")
        self.main = usual[0]
        """The path of the part that holds the text."""
        self._parts = self._related(self.main)

    def part(self, path: str) -> bytes:
        """Unpack a part. Raises InputError where it is damaged."""
        try:
            return self._archive.read(path)
        except DAMAGED as error:
            raise InputError(self._name, "this Word document is damaged: it cannot be unpacked") from error

    def of_kind(self, kind: str) -> bytes | None:
        """Return the part that the text needs for something: `styles`, `footnotes`, …; None where there is none."""
        path = next((path for one, path in self._parts.values() if one == kind), "")
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        found = next((one for one in (path, usual) if one in self._archive.names), None)
        return None if found is None else self.part(found)

    def by_id(self, identifier: str) -> bytes | None:
        """Return the part that the text names by a relationship's id; None where it is not there."""
        _, path = self._parts.get(identifier, ("", ""))
        return self.part(path) if path in self._archive.names else None

    def properties(self) -> tuple[str | None, str | None, str | None]:
        """Return what the document says of itself: title, author, and when it was last changed, in ISO 8601."""
        path = next((path for kind, path in self._roots.values() if kind == "core-properties"), "docProps/core.xml")
        if path not in self._archive.names:
            return None, None, None
        try:
            about = {element.tag: element.text for element in xml.parse(self.part(path), self._name).iter()}
        except InputError:  # The text does not depend on it.
            return None, None, None
        dates = (_date(about.get(f"{_DCTERMS}{field}")) for field in ("modified", "created"))
        return about.get(f"{_DC}title"), about.get(f"{_DC}creator"), next(filter(None, dates), None)

    def _related(self, source: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part: by id, the last word of its kind, and the path of what it names."""
        folder, file = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self._archive.names:
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, unquote(one.get("Target", "")))).lstrip("/"),
            )
            for one in xml.parse(self.part(path), self._name).iter(_RELATIONSHIP)
            if one.get("TargetMode") != "External"
        }


def _date(text: str | None) -> str | None:
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(text.strip()).isoformat(timespec="seconds") if text else None
    return None
