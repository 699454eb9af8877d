"""TMX: writing units of the memory or of briefs, and reading units for the memory."""

import codecs
import html
import re
from collections.abc import Callable, Iterable, Iterator
from html.entities import html5
from pathlib import Path
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from core import __version__
from core.errors import InputError
from core.lang import language_called
from core.memory import Standing, TranslationUnit
from core.messages import Message
from core.reading import encoding_detection
from core.sanitize import sanitize

ORIGIN = "x-depeche-origin"
"""The property that says whether a person or a model translated a unit."""
CONFIDENCE = "x-depeche-confidence"
"""The property that says how likely a unit is right, from 0 to 1."""
ANY_SOURCE = "*all*"
"""A header's `srclang` if the units have several source languages; each unit then names its own."""

_LONGEST_NOTE = 4000

# All but the characters of XML 1.0, https://www.w3.org/TR/xml/#charsets.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tmx_lines(
    units: Iterable[TranslationUnit], source_language: str = ANY_SOURCE, notes: Iterable[str] = ()
) -> Iterator[str]:
    """Yield a TMX file's text in pieces; characters that XML cannot hold are dropped.

    `source_language` is the source language of all units, if they share one: some programs require it. `notes` are
    written to the file's header.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    yield (
        f'<header creationtool="depeche" creationtoolversion="{__version__}" segtype="sentence" o-tmf="depeche"'
        f' adminlang="en" srclang={_attribute(source_language)} datatype="plaintext">\n'
    )
    yield from map(_note, notes)
    yield "</header>\n<body>\n"
    for unit in units:
        language = f" srclang={_attribute(unit.source_language)}" if source_language == ANY_SOURCE else ""
        name = f" tuid={_attribute(unit.id)}" if unit.id else ""
        confidence = "" if unit.confidence is None else f'<prop type="{CONFIDENCE}">{unit.confidence}</prop>\n'
        yield (
            f"<tu{name}{language}>{''.join(map(_note, unit.notes))}"
            f'<prop type="{ORIGIN}">{unit.origin}</prop>\n{confidence}'
            f"{_variant(unit.source_language, unit.source)}"
            f"{_variant(unit.target_language, unit.translation)}</tu>\n"
        )
    yield "</body>\n</tmx>\n"


def _variant(language: str, text: str) -> str:
    return f"<tuv xml:lang={_attribute(language)}><seg>{_content(text)}</seg></tuv>\n"


def _note(text: str) -> str:
    return f"<note>{_content(sanitize(text, _LONGEST_NOTE))}</note>\n"


def _content(text: str) -> str:
    # A bare carriage return would be read back as a line feed.
    return escape(_FORBIDDEN.sub("", text), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", value))


MAX_FILE: Final = 4 << 30
"""Maximum bytes of a file."""
MAX_TEXT: Final = 20_000
"""Maximum characters of a segment; a longer one is no sentence, and its unit is left out."""
_MAX_DEPTH: Final = 64
_MAX_VARIANTS: Final = 100
_MAX_TOKEN: Final = 4 << 20
"""Maximum bytes of one tag or comment: expat keeps an unfinished one in memory."""
_CHUNK: Final = 1 << 16
_MAX_REFERENCE: Final = 40
"""Bytes at the end of a chunk in which a character reference or a CDATA mark may be cut in two."""
_REFERENCE: Final = re.compile(rb"&(?:#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));|([a-zA-Z][a-zA-Z0-9]{1,31};))?")
_NAMED: Final = frozenset((b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"))
_CDATA, _CDATA_END = b"<![CDATA[", b"]]>"
_DECLARED: Final = re.compile(rb"\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})")
_CUT_OFF: Final = {3, 5, 6, 20}
"""Expat's errors at the end of a file that is cut off: no end of an element, a tag, a character or a CDATA section."""
_UTF16: Final = (
    *((mark, "utf-16") for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
    *((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")),
)
_PLACE_PROPERTIES: Final = {"file", "id", "prev", "next", "path"}
"""Properties by which OmegaT binds an alternative translation to one place."""
_CODES: Final = {"bpt", "ept", "it", "ph", "ut"}
"""Elements that hold a program's formatting codes; `hi` holds text, and so does what is unknown."""


def read_tmx(file: Path, report: Callable[[Message], None] = lambda _: None) -> Iterator[TranslationUnit]:
    """Yield the units of a file with their texts unchanged; `report` is called with a note on what is damaged.

    Damaged bytes are guessed or replaced; characters that XML forbids, and references to them, are left out; unescaped
    ampersands are accepted; of a file that is cut off, the units before the cut are read. A unit's source is the
    variant in its `srclang`, or the header's; with `*all*`, every language is a source. Raises InputError, naming the
    file, for a file that is no TMX or not well-formed.
    """
    reader = _Reader(str(file))
    try:
        with file.open("rb") as source:
            while chunk := source.read(_CHUNK):
                reader.feed(chunk)
                yield from reader.take_units()
        reader.feed(b"", last=True)
        yield from reader.take_units()
        for note in reader.notes():
            report(note)
    except OSError as error:
        raise InputError(str(file), "cannot be read: {reason}", reason=error.strerror or error) from error


def _valid_reference(reference: re.Match[bytes]) -> bytes:
    """Return a character reference that XML accepts, or nothing for a character that XML does not have."""
    if reference[3]:
        if reference[3] in _NAMED:
            return reference[0]
        characters = html5.get(reference[3].decode())
        return b"".join(b"&#%d;" % ord(char) for char in characters) if characters else b"&amp;" + reference[3]
    if not reference[1] and not reference[2]:
        return b"&amp;"
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    valid = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return b"&#%d;" % code if valid else b""


class _Reader:
    """Expat's handlers, and the state of the unit that is being read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._fed = 0
        self._path: list[str] = []
        self._units: list[TranslationUnit] = []
        self._header_language: str | None = None
        self._unit_language: str | None = None
        self._language: str | None = None
        self._variants: list[tuple[str, str]] = []
        self._alternative = False
        self._text: list[str] | None = None
        """The pieces of the current segment; None outside a segment."""
        self._length = 0
        self._open_codes = 0
        """Number of open formatting codes at the current position."""
        # The parser is given UTF-8, whatever the file declares.
        self._codec = "utf-8"
        self._decoder: codecs.IncrementalDecoder | None = None
        self._guessed = self._lost = 0
        self._found = self._cut_off = False
        """Whether there was a unit so far, and whether the file ended within an element."""
        self._held = b""
        """The end of the last chunk, where a reference may be cut in two."""
        self._literal = False
        """Whether the current position is in a CDATA section, in which references are not read."""
        self._parser = self._make_parser("utf-8")

    def _make_parser(self, encoding: str | None) -> expat.XMLParserType:
        parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity
        parser.DefaultHandlerExpand = self._other
        return parser

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Parse the next chunk; raises InputError if the file is no TMX or not well-formed."""
        if self._decoder is None:
            data = self._detect_encoding(data)
        data = self._held + self._decode(data, last=last)
        cut = len(data) if last else max(len(data) - _MAX_REFERENCE, 0)
        near = [place for sign in (b"&", b"<", b"]") if (place := data.find(sign, cut)) >= 0]
        data, self._held = (data[: min(near)], data[min(near) :]) if near else (data, b"")
        data = b"".join(self._repaired(data))
        self._fed += len(data)
        try:
            self._parser.Parse(data, last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            if (self._found or self._units) and getattr(error, "code", None) in _CUT_OFF:
                self._cut_off = True
                return
            raise InputError(self._name, "not a whole TMX file ({error})", error=sanitize(error)) from error
        if self._fed > MAX_FILE or self._fed - self._parser.CurrentByteIndex > _MAX_TOKEN + _CHUNK:
            raise InputError(self._name, "too large, or not a TMX file")

    def notes(self) -> Iterator[Message]:
        """Give notes on damaged bytes, and on a file that is cut off."""
        if self._guessed + self._lost:
            yield Message(
                "damaged bytes in this {encoding} text: {guessed} guessed, {lost} replaced by �",
                encoding=self._codec,
                guessed=self._guessed,
                lost=self._lost,
            )
        if self._cut_off:
            yield Message("this file is cut off: only what stands before the cut was taken")

    def _detect_encoding(self, data: bytes) -> bytes:
        """Detect the encoding from the first chunk; return it without byte order mark and leading white space."""
        wide = next((name for start, name in _UTF16 if data.startswith(start)), None)
        declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
        declared_codec = encoding_detection.codec(declared[1].decode("ascii")) if declared else None
        self._codec = (
            wide or (declared_codec if declared_codec and not declared_codec.startswith("utf-16") else None) or "utf-8"
        )
        errors = "surrogateescape" if self._codec == "utf-8" else "replace"
        self._decoder = codecs.getincrementaldecoder(self._codec)(errors=errors)
        return data if wide else data.removeprefix(codecs.BOM_UTF8).lstrip()

    def _decode(self, data: bytes, *, last: bool) -> bytes:
        if self._decoder is None:
            return data
        text = self._decoder.decode(data, last)
        if self._codec == "utf-8" and not text.isascii() and encoding_detection.DAMAGED.search(text):
            text, guessed, lost = encoding_detection.guessed(text)
            self._guessed, self._lost = self._guessed + guessed, self._lost + lost
        # Characters that XML cannot hold; some older files have line breaks among them.
        return _FORBIDDEN.sub(lambda match: "\n" if match[0] in "\x0b\x0c" else "", text).encode("utf-8", "replace")

    def _repaired(self, data: bytes) -> Iterator[bytes]:
        """Repair the references in a chunk, except within CDATA sections."""
        place = 0
        while place < len(data):
            sign = _CDATA_END if self._literal else _CDATA
            end = data.find(sign, place)
            piece = data[place : end + len(sign)] if end >= 0 else data[place:]
            yield piece if self._literal else _REFERENCE.sub(_valid_reference, piece)
            if end >= 0:
                self._literal = not self._literal
            place += len(piece)

    def take_units(self) -> Iterable[TranslationUnit]:
        """Return the units read since the last call."""
        units, self._units = self._units, []
        self._found |= bool(units)
        return units

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition(":")[2].lower()
        if not self._path and name != "tmx":
            raise InputError(self._name, "not a TMX file: it holds {element}", element=sanitize(element, 40))
        if len(self._path) >= _MAX_DEPTH:
            raise InputError(self._name, "not a TMX file: too many elements within each other")
        self._path.append(name)
        attributes = {key.lower(): value for key, value in attributes.items()}
        match name:
            case "header":
                self._header_language = attributes.get("srclang")
            case "tu":
                self._unit_language, self._variants, self._alternative = attributes.get("srclang"), [], False
            case "prop" if "tuv" not in self._path:
                self._alternative |= attributes.get("type", "").lower() in _PLACE_PROPERTIES
            case "tuv":
                self._language = language_called(attributes.get("xml:lang") or attributes.get("lang"))
            case "seg" if self._text is None:
                self._text, self._length = [], 0
            case _ if name in _CODES:
                self._open_codes += 1

    def _end(self, _: str) -> None:
        name = self._path.pop()
        if name == "tu":
            self._units.extend(self._unit())
            self._variants = []
        elif name == "seg" and self._text is not None and "seg" not in self._path:
            if self._language and self._length <= MAX_TEXT and len(self._variants) < _MAX_VARIANTS:
                self._variants.append((self._language, "".join(self._text)))
            self._text = None
        elif name in _CODES:
            self._open_codes -= 1

    def _characters(self, data: str) -> None:
        if self._text is not None and not self._open_codes:
            self._length += len(data)
            if self._length <= MAX_TEXT:
                self._text.append(data)

    def _other(self, data: str) -> None:
        # Entities that are declared in a DTD, which is not read, such as &eacute;, arrive here.
        if data.startswith("&"):
            self._characters(html.unescape(data))

    def _entity(self, *_: object) -> None:
        raise InputError(self._name, "it declares entities, which no TMX file needs; refused")

    def _unit(self) -> Iterator[TranslationUnit]:
        """Yield the current element's units, one for each target language and direction."""
        wanted = self._unit_language or self._header_language or ""
        every = wanted.strip().lower() == ANY_SOURCE
        texts: dict[str, list[str]] = {}
        for code, text in self._variants:
            texts.setdefault(code, []).append(text)
        sources = [*texts] if every else [code for code in (language_called(wanted),) if code in texts]
        standing: Standing = "alternative" if self._alternative else "given"
        for source in sources or [*texts][:1]:
            for target, translations in texts.items():
                if target != source:
                    # If one language has several variants (fr-FR, fr-CA), each is a source, but only the first is used
                    # as a translation.
                    for text in texts[source]:
                        yield TranslationUnit(source, target, text, translations[0], standing=standing)
