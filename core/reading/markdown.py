"""Markdown: its markup read, not shown."""

from collections.abc import Iterator

from core.article import Kind
from core.reading import decoding
from core.reading.document import Block, Document
from core.sanitize import clean

_KINDS: dict[str, Kind] = {"heading_open": "heading", "blockquote_open": "quote", "list_item_open": "list"}


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Read a Markdown file, in the encoding `given` if the user chose one. Raises InputError if it is no text."""
    from markdown_it import MarkdownIt

    text, encoding, note = decoding.decode(data, name, given=given)
    lines = clean(text).split("\n")
    about = _front_matter(lines)
    blocks, kinds, number = [], list[Kind](), ""
    for token in MarkdownIt("commonmark", {"html": False}).enable("table").parse("\n".join(lines)):
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
            if token.type == "list_item_open":
                number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type.removesuffix("_close") + "_open" in _KINDS:
            kinds.pop()
        elif token.type in ("code_block", "fence"):
            blocks.append(Block(token.content))
        elif token.type == "inline":
            parts = ["\n" if part.type in ("softbreak", "hardbreak") else part.content for part in token.children or ()]
            blocks.append(Block(number + "".join(parts), kinds[-1] if kinds else None))
            number = ""
    yield Document(
        blocks,
        "markdown",
        encoding,
        title=about.get("title") or next((block.text for block in blocks if block.kind == "heading"), None),
        byline=about.get("author") or about.get("byline"),
        publisher=about.get("outlet") or about.get("publisher"),
        published=about.get("date"),
        url=about.get("url"),
        note=note,
    )


def _front_matter(lines: list[str]) -> dict[str, str]:
    """Take the block between two `---` off the top, and return its plain fields."""
    if not lines or lines[0].strip() != "---":
        return {}
    end = next((place for place, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return {}
    pairs = (line.partition(":") for line in lines[1:end])
    fields = {key.strip(): value.strip().strip("\"'") for key, colon, value in pairs if colon and value.strip()}
    del lines[: end + 1]
    return fields
