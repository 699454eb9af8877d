"""An OpenDocument text, LibreOffice's own format, as an archive or as one flat file."""

from collections.abc import Iterator

from core.errors import InputError
from core.reading import limits, xml
from core.reading.document import Document, headline
from core.reading.left_out import LeftOut
from core.reading.odt_body import Body


def read(data: bytes, name: str) -> Iterator[Document]:
    """Read an OpenDocument text. Raises InputError where it is damaged."""
    left_out = LeftOut()
    body = Body(left_out)
    if data.startswith(b"PK"):
        with limits.archive(data, name) as archive:
            for member in ("styles.xml", "meta.xml", "content.xml"):
                if member in archive.names or member == "content.xml":
                    _walk(archive, member, name, body)
    else:
        xml.walk(data, name, body)
    left_out.around(body.around)
    about = body.about
    blocks = body.builder.blocks() + body.notes
    yield Document(
        blocks,
        "odt",
        title=headline(blocks, about.get("dc:title")),
        byline=about.get("dc:creator") or about.get("meta:initial-creator"),
        published=about.get("dc:date") or about.get("meta:creation-date"),
        note=left_out.note(),
    )


def _walk(archive: limits.Archive, member: str, name: str, body: Body) -> None:
    try:
        data = archive.read(member)
    except limits.DAMAGED as error:
        raise InputError(name, "this document is damaged: it cannot be unpacked") from error
    xml.walk(data, name, body)
