"""TMX files as other programs write them, piece by piece."""

from core.memory.tmx import read_tmx

DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def tmx(body, header='srclang="fr"', doctype=DOCTYPE, declaration='<?xml version="1.0" encoding="UTF-8"?>'):
    return f'{declaration}{doctype}<tmx version="1.4"><header {header}/><body>{body}</body></tmx>'


def unit(
    source="Bonjour.",
    translation="Hello.",
    *,
    source_language="fr",
    target_language="en",
    attribute="xml:lang",
    attributes="",
):
    return (
        f'<tu {attributes}><tuv {attribute}="{source_language}"><seg>{source}</seg></tuv>'
        f'<tuv {attribute}="{target_language}"><seg>{translation}</seg></tuv></tu>'
    )


def read(tmp_path, text, encoding="utf-8"):
    file = tmp_path / "file.tmx"
    file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return list(read_tmx(file))
