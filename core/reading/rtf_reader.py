"""Reads an RTF document token by token, and passes its text to a `Builder`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.article import Kind
from core.errors import InputError
from core.reading import rtf_tables
from core.reading.document import Block, Builder, kind_of
from core.reading.limits import LeftOut
from core.reading.rtf_tables import AROUND, BOXES, CAPTURED, ENDS, NUMBERS, PASSED, PROPERTIES, SHOWN, STARRED, Rows

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<text>[^\\{}\r\n]+)|(?P<brace>[{}])|\\'?|[\r\n]+",
    re.DOTALL,
)
_MAX_DEPTH = 1_000
"""Maximum nesting of groups."""
_REASONS = frozenset(("hidden", "deleted"))


@dataclass(slots=True)
class _State:
    """Properties of the current group, which end with it."""

    destination: str = ""
    passed: bool = False
    """Whether it has no visible text."""
    closing: Callable[[], None] | None = None
    """Function to call at its end."""
    font: int = -1
    fallback: int = 1
    """Number of characters after each `\\u` that older readers display instead."""
    unseen: frozenset[str] = frozenset()
    """Reasons why its text is not displayed."""
    style: int = 0
    listed: bool = False
    outlined: bool = False
    dropped: bool = False
    raised: bool = False
    struck: bool = False
    level: int = 0
    """Level of the table around its paragraphs; 0 outside of tables."""


@dataclass(slots=True)
class RtfReader:
    """Reads one document."""

    name: str
    builder: Builder = field(default_factory=Builder)
    left_out: LeftOut = field(default_factory=LeftOut)
    notes: list[Block] = field(default_factory=list)
    around: list[Block] = field(default_factory=list)
    """Page headers and footers."""
    about: dict[str, str] = field(default_factory=dict)
    dates: dict[str, dict[str, int]] = field(default_factory=dict)
    _state: _State = field(default_factory=_State)
    _states: list[_State] = field(default_factory=list)
    _fonts: dict[int, rtf_tables.Font] = field(default_factory=dict)
    _styles: dict[int, str] = field(default_factory=dict)
    _codec: str = rtf_tables.DEFAULT_CODEC
    _default_font: int = 0
    _bytes: bytearray = field(default_factory=bytearray)
    """Text since the last control word, in bytes: two of them may be one character."""
    _high: int = 0
    """The first surrogate of a character beyond U+FFFF."""
    _skip: int = 0
    """Number of characters to skip, as older readers display them instead of the one before."""
    _starred: bool = False
    _rows: list[Rows] = field(default_factory=list)
    _number: str = ""
    """Number before the paragraph that is being read."""

    def feed(self, data: bytes) -> None:
        """Read a whole document. Raises InputError if its groups are nested too deeply."""
        self._rows.append(Rows(self.builder))
        place = data.find(b"{")
        while match := _TOKEN.match(data, place):
            place = match.end()
            kind = match.lastgroup
            if kind == "text":
                self._take(match["text"])
            elif kind == "hex":
                self._take(bytes((int(match["hex"], 16),)))
            elif kind == "brace":
                self._brace(opens=match["brace"] == b"{")
                if not self._states:
                    break
            elif kind == "sign" and match["sign"] in b"{}\\":
                self._take(match["sign"])
            elif kind == "sign":
                self._control(match["sign"].decode("latin-1"), None)
            elif kind in ("word", "number"):
                number = int(match["number"]) if match["number"] else None
                word = match["word"].decode("ascii")
                if word == "bin":
                    place += max(number or 0, 0)
                else:
                    self._control(word, number)
        self._flush()
        while self._states:
            self._brace(opens=False)
        self._rows[-1].end()

    def _brace(self, *, opens: bool) -> None:
        self._flush()
        self._skip, self._starred = 0, False
        if opens:
            if len(self._states) > _MAX_DEPTH:
                raise InputError(self.name, "this RTF document is damaged: it cannot be read")
            self._states.append(self._state)
            # Of the two forms of a text in `\upr`, the one that is not in `\ud` is for older readers.
            older = self._state.destination == "upr"
            inner = self._state.destination in ("fonttbl", "stylesheet", *NUMBERS)
            self._state = replace(self._state, closing=None, passed=self._state.passed or older)
            self._state.destination = self._state.destination if inner else ""
        elif self._states:
            if self._state.closing:
                self._state.closing()
            self._state = self._states.pop()

    def _take(self, data: bytes) -> None:
        """Add bytes of text, which are decoded at the next control word."""
        data, self._skip = data[self._skip :], max(self._skip - len(data), 0)
        self._starred = False
        self._bytes += data

    def _flush(self) -> None:
        """Decode the bytes since the last control word."""
        if self._bytes:
            number = self._state.font if self._state.font >= 0 else self._default_font
            # The name of a symbol font in the font table is not in the font's own encoding.
            font = None if self._state.destination == "fonttbl" else self._fonts.get(number)
            codec = (font.codec if font else None) or self._codec
            text = self._bytes.decode("latin-1" if font and font.pictures else codec, errors="replace")
            self._bytes.clear()
            self._text(font.shown(text) if font else text)

    def _text(self, text: str) -> None:
        state = self._state
        if state.destination in ("fonttbl", "stylesheet"):
            self._name(state.destination, text)
        elif state.destination in CAPTURED:
            self.about[state.destination] = self.about.get(state.destination, "") + text
        elif state.passed:
            return
        elif state.unseen:
            for reason in state.unseen & _REASONS if text.strip() else ():
                self.left_out.add(reason)
        elif state.destination in NUMBERS:
            self._number += text
        elif text:
            self._rows[-1].enter(state.level)
            self.builder.text(text, raised=state.raised, struck=state.struck)

    def _name(self, table: str, text: str) -> None:
        """Add to the name of a font or style, which ends with a semicolon."""
        name = text.rstrip(";")
        if table == "fonttbl" and self._state.font in self._fonts:
            self._fonts[self._state.font].name += name
        elif table == "stylesheet":
            self._styles[self._state.style] = self._styles.get(self._state.style, "") + name

    def _control(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._unicode(number)
            return
        self._flush()
        if word == "*":
            self._starred = True
            return
        starred, self._starred = self._starred, False
        if word in SHOWN or word in ENDS:
            if self._skip:
                self._skip -= 1
            elif word in SHOWN:
                self._text(SHOWN[word])
            else:
                self._end_paragraph()
        elif self._begins(word, starred=starred) or self._table(word, number):
            return
        else:
            self._property(word, number)

    def _unicode(self, number: int) -> None:
        self._flush()
        code = number & 0xFFFF
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            self._text(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00) if self._high else "\ufffd")
            self._high = 0
        else:
            font = self._fonts.get(self._state.font)
            private = 0xF000 <= code <= 0xF0FF
            self._text(font.shown(chr(code)) if font and private else chr(code))
        self._skip = self._state.fallback

    def _begins(self, word: str, *, starred: bool) -> bool:
        """Begin a destination if the word names one; return whether it does."""
        state = self._state
        if word == "ud":
            state.passed = self._states[-1].passed if self._states else False
        elif word in PASSED or (starred and word not in STARRED):
            state.passed, state.destination = True, ""
        elif word == "annotation":
            state.passed = True
            self.left_out.add("comments")
        elif word in NUMBERS:
            state.destination = word
        elif word in CAPTURED or word in ("fonttbl", "stylesheet", "info", "upr"):
            self.about.pop(word, None)
            state.destination, state.passed = word, state.passed or word in ("info", "fonttbl", "stylesheet")
        elif word == "footnote" or word in AROUND or word in BOXES:
            self._open(word)
        else:
            return word in STARRED
        return True

    def _open(self, word: str) -> None:
        """Begin a note, a text box, a page header or a page footer."""
        passed = self._state.passed or bool(self._state.unseen)
        if word in BOXES:
            self._rows[-1].enter(self._state.level)
        self.builder.open_flow()
        self._rows.append(Rows(self.builder))
        self._state.level = 0

        def close() -> None:
            self._rows.pop().end()
            if word in BOXES and not passed:
                self.builder.close_box()
                return
            blocks = self.builder.close_flow()
            if not passed:
                found = self.around if word in AROUND else self.notes
                found += blocks

        self._state.closing = close

    def _end_paragraph(self) -> None:
        if not self._state.passed:
            self._rows[-1].enter(self._state.level)
            joined = bool(self._state.unseen & {"deleted", "moved"}) or self._state.dropped
            self.builder.end_paragraph(self._kind(), joined=joined, number="" if joined else self._take_number())

    def _take_number(self) -> str:
        """Return the number before the paragraph; empty for a bullet, which may be the letter `o` in Word."""
        number, self._number = self._number.strip(), ""
        return number if number != "o" and any(map(str.isalnum, number)) else ""

    def _kind(self) -> Kind | None:
        kind = kind_of(self._styles.get(self._state.style, ""))
        if self._state.outlined:
            return kind or "heading"
        return kind or ("list" if self._state.listed else None)

    def _table(self, word: str, number: int | None) -> bool:
        """Handle a control word for tables; return whether it is one."""
        state, rows = self._state, self._rows[-1]
        if word in ("cell", "nestcell"):
            rows.enter(max(state.level, 1 if word == "cell" else 2))
            self.builder.end_paragraph(self._kind(), number=self._take_number())
            rows.end_cell()
        elif word in ("row", "nestrow"):
            rows.end_row(shown="deleted" not in state.unseen)
        elif word == "intbl":
            state.level = max(state.level, 1)
        elif word == "itap":
            state.level = min(number or 0, 50)
        else:
            return False
        return True

    def _property(self, word: str, number: int | None) -> None:
        state = self._state
        if word in PROPERTIES:
            reason = {PROPERTIES[word]}
            state.unseen = state.unseen - reason if number == 0 else state.unseen | reason
        elif word == "plain":
            state.unseen &= {"double"}
            state.font, state.raised, state.struck = -1, False, False
        elif word == "pard":
            state.level = state.style = 0
            state.listed = state.outlined = state.dropped = False
        elif word == "s":
            state.style = number or 0
        elif word == "outlinelevel":
            state.outlined = number is not None and number < 9
        elif word in rtf_tables.MARKS:
            setattr(state, rtf_tables.MARKS[word], True)
        elif word in ("super", "nosupersub"):
            state.raised = word == "super" and number != 0
        elif word in ("strike", "striked"):
            state.struck = number != 0
        elif word == "uc":
            state.fallback = min(max(number or 0, 0), 100)
        elif word in ("yr", "mo", "dy", "hr", "min") and state.destination in CAPTURED:
            self.dates.setdefault(state.destination, {})[word] = number or 0
        else:
            self._font(word, number)

    def _font(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "f":
            state.font = number or 0
            if state.destination == "fonttbl":
                self._fonts[state.font] = rtf_tables.Font()
        elif word == "deff":
            self._default_font = number or 0
        elif word in ("mac", "pc", "pca"):
            self._codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "ansicpg":
            self._codec = rtf_tables.code_page(number or 0) or self._codec
        elif word in ("fcharset", "cpg") and state.font in self._fonts:
            font = self._fonts[state.font]
            (font.take_charset if word == "fcharset" else font.take_page)(number or 0)
