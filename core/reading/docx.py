"""A Word document: its paragraphs with their styles, its tables row by row, its notes after the text."""

from collections.abc import Iterator
from itertools import chain

from core.errors import InputError
from core.reading import limits, xml
from core.reading.document import Block, Document, headline
from core.reading.docx_body import Body
from core.reading.docx_events import Styles, local
from core.reading.limits import LeftOut
from core.reading.list_numbers import Numbering
from core.reading.xml import Package


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read a Word document. Raises InputError where it is damaged, or unpacks beyond all bounds."""
    with limits.archive(data, name) as archive:
        yield _Reader(Package(archive, name), name).document()


class _Reader:
    """Reads the parts of one document that hold text."""

    def __init__(self, package: Package, name: str) -> None:
        self._package, self._name = package, name
        self._left_out = LeftOut()
        self._seen: set[str] = set()
        """The diagrams and charts that were read: each once, however often the text names it."""
        try:
            self._styles = Styles(package.of_kind("styles"), name)
        except InputError:  # The text is whole without them.
            self._styles = Styles(None, name)

        try:
            self._numbering = Numbering(package.of_kind("numbering"), name)
        except InputError:
            self._numbering = Numbering(None, name)

    def document(self) -> Document:
        """Put the text and its notes together."""
        body = self._walk(self._package.part(self._package.main))
        blocks = body.builder.blocks()
        called = {kind for kind, _ in body.calls}
        notes = {kind: self._walk(part).notes for kind in called if (part := self._package.of_kind(f"{kind}s"))}
        blocks += chain.from_iterable(notes.get(kind, {}).get(number, ()) for kind, number in body.calls)
        for identifier in body.around:
            if (part := self._package.by_id(identifier)) is not None:
                self._left_out.around(self._walk(part).builder.blocks())
        title, author, changed = self._package.properties()
        return Document(
            blocks,
            "docx",
            title=headline(blocks, title),
            byline=None if author == "python-docx" else author,
            published=changed,
            note=self._left_out.note(),
        )

    def _walk(self, part: bytes) -> Body:
        body = Body(self._styles, self._numbering, self._left_out, self._drawn)
        xml.walk(part, self._name, body)
        return body

    def _drawn(self, identifier: str) -> list[Block]:
        """Return the words of a diagram or a chart, which stand in a part of their own."""
        part = None if identifier in self._seen else self._package.by_id(identifier)
        self._seen.add(identifier)
        if part is None:
            return []
        found: list[Block] = []
        for element in xml.parse(part, self._name).iter():
            if local(element.tag) == "p":
                found.append(Block("".join(one.text or "" for one in element.iter() if local(one.tag) == "t"), "list"))
            elif local(element.tag) == "strCache":
                words = (one.text or "" for one in element.iter() if local(one.tag) == "v")
                found.append(Block(" | ".join(words), "list"))
        return [block for block in found if block.text.strip()]
