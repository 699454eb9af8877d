"""Meanings of RTF's control words: rows of tables, destinations, characters, and the encodings of fonts."""

import codecs
from dataclasses import dataclass

from core.reading.document import Builder
from core.reading.symbols_and_formulas import symbol


class Rows:
    """The open rows of nested tables in one flow of text, from the outermost table to the innermost."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._open: list[bool] = []
        """For each row, whether a cell of it is open."""

    def enter(self, level: int) -> None:
        """Begin or end rows for text at a level of nested tables; 0 is outside of tables."""
        while len(self._open) > level:
            self.end_row()
        while len(self._open) < level:
            self._begin_cell()
            self._builder.open_row()
            self._open.append(False)
        self._begin_cell()

    def end_cell(self) -> None:
        """End the innermost cell."""
        if self._open and self._open[-1]:
            self._builder.close_cell()
            self._open[-1] = False

    def end_row(self, *, shown: bool = True) -> None:
        """End the innermost row."""
        if self._open:
            self.end_cell()
            self._builder.close_row(shown=shown)
            self._open.pop()

    def end(self) -> None:
        """End all open rows."""
        self.enter(0)

    def _begin_cell(self) -> None:
        if self._open and not self._open[-1]:
            self._builder.open_flow()
            self._open[-1] = True


SHOWN = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    **dict.fromkeys(("tab", "line", "lbr", "emspace", "enspace", "qmspace", "softline", "page", "column"), " "),
    "~": "\xa0",
    "_": "-",
}
"""Control words and symbols that represent a character."""
ENDS = frozenset(("par", "sect", "\n", "\r"))
"""Control words that end a paragraph."""
PASSED = frozenset(
    "colortbl pict ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe rxe txe tc tcn nonshppict template "
    "fontemb fontfile private falt panose bkmkstart bkmkend comment revtbl nonesttables docvar keycode shprslt filetbl "
    "listtable listoverridetable objdata objclass objname fldinst datafield formfield htmltag atnid atnauthor atnref "
    "atndate atntime atnicn buptim printim keywords doccomm operator subject category company manager hlinkbase "
    "objsect objalias sp pgptbl rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl mmathPr "
    "background ebcstart ebcend userprops linkval staticval propname".split()
)
"""Destinations without visible text."""
STARRED = frozenset("shpinst ud do moMath moMathPara nesttableprops shptxt footnote annotation listtext pntext".split())
"""Ignorable destinations that are read."""
AROUND = frozenset(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"))
BOXES = frozenset(("shptxt", "dptxbxtext"))
NUMBERS = frozenset(("listtext", "pntext"))
"""Destinations with the number before a paragraph."""
CAPTURED = frozenset(("title", "author", "revtim", "creatim"))
"""Destinations with the document's metadata."""
PROPERTIES = {"v": "hidden", "deleted": "deleted", "mvf": "moved", "htmlrtf": "double"}
"""Control words that hide text, with the reason. `htmlrtf` marks what an HTML mail has twice."""
MARKS = {**dict.fromkeys(("ls", "pn", "pnlvlblt", "pnlvlbody"), "listed"), "dropcapli": "dropped"}
"""Control words that make a paragraph an item of a list, or a drop cap, with the field that says so."""


_CHARSETS = {
    77: "mac_roman",
    78: "shift_jis",
    80: "gb2312",
    81: "big5",
    83: "mac_greek",
    86: "mac_turkish",
    89: "mac_cyrillic",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""Encodings by the number of `fcharset`: RTF 1.9.1, « Font Table »."""
_PAGES = {708: "cp864", 709: "cp720", 710: "cp864", 711: "cp864", 936: "gbk", 10000: "mac_roman", 65001: "utf-8"}
"""Code pages whose codec has another name."""
_PICTURES = 2
"""The charset of symbol fonts."""
DEFAULT_CODEC = "cp1252"


@dataclass(slots=True)
class Font:
    """A row of the font table."""

    name: str = ""
    codec: str | None = None
    """None for the document's encoding."""
    pictures: bool = False

    def take_charset(self, number: int) -> None:
        """Set the encoding by the number of `fcharset`."""
        self.pictures = number == _PICTURES
        self.codec = _CHARSETS.get(number)

    def take_page(self, number: int) -> None:
        """Set the encoding by the code page of `cpg`, which overrides the charset."""
        self.codec = code_page(number) or self.codec

    def shown(self, text: str) -> str:
        """Return the text that the font displays, which differs from `text` only for symbol fonts."""
        if not self.pictures:
            return text
        return "".join(symbol(self.name, f"{0xF000 | (ord(char) & 0xFF):X}") if char > " " else char for char in text)


def code_page(number: int) -> str | None:
    """Return Python's codec for a code page; None if there is none."""
    name = _PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
