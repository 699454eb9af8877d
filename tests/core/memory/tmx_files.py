"""TMX files as other programs write them, piece by piece."""

from core.memory.tmx import read_tmx

DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def tmx(body, header='srclang="fr"', doctype=DOCTYPE, declaration='<?xml version="1.0" encoding="UTF-8"?>'):
    return f'{declaration}{doctype}<tmx version="1.4"><header {header}/><body>{body}</body></tmx>'


def unit(source="Bonjour.", translation="Hello.", *, one="fr", other="en", attribute="xml:lang", own=""):
    return (
        f'<tu {own}><tuv {attribute}="{one}"><seg>{source}</seg></tuv>'
        f'<tuv {attribute}="{other}"><seg>{translation}</seg></tuv></tu>'
    )


def read(tmp_path, text, encoding="utf-8"):
    file = tmp_path / "file.tmx"
    file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return list(read_tmx(file))
