"""The code pages of an RTF document: bytes in it are in that of the font in which they stand."""

import codecs
from dataclasses import dataclass

from core.reading.marks import symbol

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
"""By the number that `fcharset` gives: RTF 1.9.1, « Font Table »."""
_PAGES = {708: "cp864", 709: "cp720", 710: "cp864", 711: "cp864", 936: "gbk", 10000: "mac_roman", 65001: "utf-8"}
"""Code pages whose codec has another name."""
_PICTURES = 2
"""The charset of fonts that show pictures and symbols."""
DEFAULT = "cp1252"


@dataclass(slots=True)
class Font:
    """A row of the font table."""

    name: str = ""
    codec: str | None = None
    """None for that of the document."""
    pictures: bool = False

    def take_charset(self, number: int) -> None:
        """Take what `fcharset` says."""
        self.pictures = number == _PICTURES
        self.codec = _CHARSETS.get(number)

    def take_page(self, number: int) -> None:
        """Take what `cpg` says, which goes before the charset."""
        self.codec = page(number) or self.codec

    def shown(self, text: str) -> str:
        """Return what it shows for characters of a font of pictures."""
        if not self.pictures:
            return text
        return "".join(symbol(self.name, f"{0xF000 | (ord(one) & 0xFF):X}") if one > " " else one for one in text)


def page(number: int) -> str | None:
    """Return the codec of a code page, or None where there is none."""
    name = _PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
