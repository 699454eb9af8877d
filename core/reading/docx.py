"""Word documents: paragraphs with the kinds that their styles mean, tables row by row, and notes after the text."""

import contextlib
import importlib
import posixpath
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import unquote

from core.errors import InputError
from core.reading import formats, html, html_paragraphs, limits, mail, mime, xml
from core.reading.document import Block, Document, headline
from core.reading.docx_body import DocxBody
from core.reading.docx_events import Styles, local
from core.reading.limits import LeftOut
from core.reading.list_numbers import Numbering

_FLAT = b"/office/2006/xmlPackage"
_MIME = b"mime-version:"
_PEEK = 4096
_TEMPLATE = "2013-12-23T23:15:00+00:00"
"""Creation date of python-docx's empty template, which says nothing about the document."""


def read(data: bytes, name: str) -> Iterator[Document]:
    """Yield the text of a Word document. Raises InputError if it is damaged, or exceeds the limits when unpacked."""
    if data.lstrip(limits.BEFORE).startswith(b"PK"):
        with limits.archive(data, name) as archive:
            yield _Reader(Package(archive, name), name).document()
    elif _FLAT in data[:_PEEK].replace(b"\0", b""):
        yield _Reader(Package(Flat(data, name), name), name).document()
    else:
        yield _of_2003(data, name)


def _of_2003(data: bytes, name: str) -> Document:
    """Read a document in the XML of Word 2003, which is a single part."""
    left_out = LeftOut()
    body = DocxBody(Styles(None, name), Numbering(None, name), left_out, lambda _: [], lambda _: [])
    xml.walk(data, name, body, left_out.say)
    blocks = [*body.builder.blocks(), *chain.from_iterable(body.notes.values())]
    return Document(blocks, "docx", title=headline(blocks, None), note=left_out.note())


class _Reader:
    """Reads the parts of a document with text; `within` means that it is embedded in another one."""

    def __init__(self, package: "Package", name: str, *, within: bool = False) -> None:
        self._package, self._name, self._within = package, name, within
        self._left_out = LeftOut()
        self._seen: set[str] = set()
        """Diagrams and charts that were read: each is read once, however often it is referenced."""
        try:
            self._styles = Styles(package.of_kind("styles"), name)
        except InputError:  # The text is complete without them.
            self._styles = Styles(None, name)

        try:
            self._numbering = Numbering(package.of_kind("numbering"), name)
        except InputError:
            self._numbering = Numbering(None, name)

    def document(self) -> Document:
        """Return the document: its text, followed by its notes. Raises InputError if its text is damaged."""
        body = self._walk(self._package.part(self._package.main))
        blocks = body.builder.blocks()
        called = {kind for kind, _ in body.calls}
        notes = {kind: self._notes(kind) for kind in called}
        blocks += chain.from_iterable(notes[kind].get(number, ()) for kind, number in body.calls)
        # A part that is named a thousand times is read once.
        for identifier in {self._package.path_of(identifier): identifier for identifier in body.around}.values():
            self._left_out.around(self._around(identifier))
        title, author, changed = self._package.properties()
        if self._package.spoiled:
            self._left_out.say(limits.SPOILED)
        return Document(
            blocks,
            "docx",
            title=headline(blocks, title),
            byline=None if author == "python-docx" else author,
            published=None if changed == _TEMPLATE else changed,
            note=self._left_out.note(),
        )

    def _walk(self, part: bytes) -> DocxBody:
        body = DocxBody(self._styles, self._numbering, self._left_out, self._drawn, self._embedded)
        xml.walk(part, self._name, body, self._left_out.say)
        return body

    def _notes(self, kind: str) -> dict[str, list[Block]]:
        """Return the notes of a kind, by id; none if their part is missing or damaged."""
        try:
            part = self._package.of_kind(f"{kind}s")
            return self._walk(part).notes if part else {}
        except InputError:
            self._left_out.add("damaged")
            return {}

    def _around(self, identifier: str) -> list[Block]:
        try:
            part = self._package.by_id(identifier)
            return self._walk(part).builder.blocks() if part else []
        except InputError:
            self._left_out.add("damaged")
            return []

    def _drawn(self, identifier: str) -> list[Block]:
        """Return the words of a diagram or a chart, which are in a separate part."""
        part = None if identifier in self._seen else self._package.by_id(identifier)
        self._seen.add(identifier)
        if part is None:
            return []
        found: list[Block] = []
        for element in xml.parse(part, self._name).iter():
            if local(element.tag) == "p":
                runs = (child.text or "" for child in element.iter() if local(child.tag) == "t")
                found.append(Block("".join(runs), "list"))
            elif local(element.tag) in ("strCache", "lvl", "txData"):  # the latter two of the charts of Word 2016
                words = (child.text or "" for child in element.iter() if local(child.tag) in ("v", "pt"))
                found.append(Block(" | ".join(filter(str.strip, words)), "list"))
        return [block for block in found if block.text.strip()]

    def _embedded(self, identifier: str) -> list[Block]:
        """Return the text of an embedded document of another format, such as a web page."""
        try:
            part = None if identifier in self._seen or self._within else self._package.by_id(identifier)
            self._seen.add(identifier)
            found = self._read(part, self._package.path_of(identifier)) if part else []
        except InputError:
            found = []
        if not found:
            self._left_out.add("embedded")
        return found

    def _read(self, part: bytes, path: str) -> list[Block]:
        if part[:_PEEK].lstrip().lower().startswith(_MIME):
            body = mail.MailBody(self._name, None)
            found = body.blocks(mime.parse(part))
            self._left_out.say(body.note())
            return found
        form = formats.recognise(part, path)
        if form == "docx":
            with limits.archive(part, self._name) as archive:
                return self._taken(_Reader(Package(archive, self._name), self._name, within=True).document())
        if form == "html":
            xml.refuse_giants(part, self._name, xml.MAX_PAGE_TAGS)
            root = html_paragraphs.parse(html.decode(part, self._name).text)
            if root is not None and html_paragraphs.hides_text(root):
                self._left_out.add("hidden")
            return [] if root is None else html_paragraphs.blocks(root)
        reader: Any = importlib.import_module(f"core.reading.{formats.READERS[form]}")
        return [block for document in reader.read(part, self._name) for block in self._taken(document)]

    def _taken(self, document: Document) -> list[Block]:
        self._left_out.say(document.note)
        return list(document.blocks)


_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_USUAL = ("word/document.xml", "word/document2.xml")
"""Usual paths of the text if no relationship names it; the second is Word Online's."""


class Flat:
    """A Word document as a single XML file (“Word XML Document”), with its parts in `pkg:part`."""

    def __init__(self, data: bytes, name: str) -> None:
        parts = (child for child in xml.parse(data, name) if child.tag == f"{_PACKAGE}part")
        self._parts = {part.get(f"{_PACKAGE}name", "").lstrip("/"): part.find(f"{_PACKAGE}xmlData") for part in parts}
        self.names = limits.MemberNames(self._parts)
        self.spoiled = False

    def read(self, path: str) -> bytes:
        """Return the XML of a part; empty if it is not XML. Raises KeyError if there is no such part."""
        from xml.etree.ElementTree import tostring

        content = self._parts[self.names.found(path)]
        return b"".join(tostring(child, "utf-8") for child in content) if content is not None else b""


class Package:
    """The parts of a Word document, by the relationships between them. Raises InputError if the text is missing."""

    def __init__(self, archive: limits.Archive | Flat, name: str) -> None:
        self._archive, self._name = archive, name
        self._roots = self._related("")
        named = [path for kind, path in self._roots.values() if kind == "officeDocument"]
        usual = [path for path in (*named, *_USUAL) if path in archive.names]
        if not usual:
            raise InputError(name, "this Word document is damaged: its text is missing")
        self.main = usual[0]
        """Path of the part with the text."""
        self._parts = self._related(self.main)

    @property
    def spoiled(self) -> bool:
        """Whether an unpacked part is damaged."""
        return self._archive.spoiled

    def part(self, path: str) -> bytes:
        """Return an unpacked part. Raises InputError if it is damaged."""
        try:
            return self._archive.read(path)
        except limits.DAMAGED as error:
            raise InputError(self._name, "this Word document is damaged: it cannot be unpacked") from error

    def of_kind(self, kind: str) -> bytes | None:
        """Return the text's part of a kind such as `styles`; None if it is missing. Raises InputError."""
        related = next((path for other, path in self._parts.values() if other == kind), "")
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        found = next((path for path in (related, usual) if path in self._archive.names), None)
        return None if found is None else self.part(found)

    def by_id(self, identifier: str) -> bytes | None:
        """Return the part to which the relationship with an id refers; None if it is missing. Raises InputError."""
        _, path = self._parts.get(identifier, ("", ""))
        return self.part(path) if path in self._archive.names else None

    def path_of(self, identifier: str) -> str:
        """Return the path of the part to which the relationship with an id refers; empty if there is none."""
        return self._parts.get(identifier, ("", ""))[1]

    def properties(self) -> tuple[str | None, str | None, str | None]:
        """Return the document's title, author and time of the last change (ISO 8601); None for what is missing."""
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
        """Return the relationships of a part by id: the last part of the type's name, and the target's path."""
        folder, file = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self._archive.names:
            return {}
        try:
            found = xml.parse(self.part(path), self._name)
        except InputError:  # The text does not depend on it.
            return {}

        def target(address: str) -> str:
            relative = unquote(address.replace("\\", "/"))
            return posixpath.normpath(posixpath.join("/", folder, relative)).lstrip("/")

        return {
            relation.get("Id", ""): (relation.get("Type", "").rpartition("/")[2], target(relation.get("Target", "")))
            for relation in found.iter(_RELATIONSHIP)
            if relation.get("TargetMode") != "External"
        }


def _date(text: str | None) -> str | None:
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(text.strip()).isoformat(timespec="seconds") if text else None
    return None
