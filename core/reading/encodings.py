"""Which encoding some bytes without a mark are in: the wide ones by their zeros, the older ones by what they spell."""

import re

_WIDE = (("utf-32-le", 4, 3), ("utf-32-be", 4, 0), ("utf-16-le", 2, 1), ("utf-16-be", 2, 0))
"""Name, bytes a character, and which of them is zero in a western text."""
_PEEK = 1 << 16
_ZEROS = 0.7
"""Of the bytes where one is looked for: fewer zeros, and the text is not of that encoding."""
_WESTERN = (("windows-1252", "cp1252"), ("mac-roman", "mac_roman"), ("cp850", "cp850"), ("iso-8859-15", "iso8859-15"))
"""By how often they are met: of two that spell as well, the first."""
_SPELT = re.compile(
    r"(?<=[a-zß-öø-ÿœ])[ß-öø-ÿœ]|[ß-öø-ÿœ](?=[a-z])|(?<![^\s«“(])[ÀÂÇÈÉÊÎÔŒÄÖÜ](?=[a-zß-öø-ÿ])|(?<=[A-Z])[ÀÂÇÈÉÊÎÔŒÄÖÜ]"
    r"|«(?=[\s\xa0\w])|(?<=[\s\xa0\w.!?…])»|(?<=\w)’(?=\w)|\xa0(?=[;:!?»%€])|(?<=[«\d])\xa0|[“”„…–—€]|(?<=n)°"
)
"""Letters and signs where a western text has them: « vallée », and not « vallŽe »."""
_ALPHABETS = ("Cyrillic", "Greek", "Arabic", "Hebrew", "CJK", "Hangul", "Hiragana", "Katakana", "Thai")
_SURE = 0.6
"""Of the bytes beyond ASCII: where fewer spell anything western, the text is in another alphabet."""


def wide(data: bytes) -> str | None:
    """Return the encoding of two or four bytes a character that a text without a mark is in, or None."""
    head = data[: _PEEK - _PEEK % 4]
    for name, size, place in _WIDE:
        zeros = head[place::size]
        if len(data) % size == 0 and zeros and zeros.count(0) > _ZEROS * len(zeros):
            return name
    return None


def older(data: bytes) -> tuple[str, str]:
    """Give the text and the encoding of bytes that are neither UTF-8 nor wide; Windows-1252 where nothing tells."""
    best, text, name = -1, "", ""
    for label, codec in _WESTERN:
        decoded = data.decode(codec, errors="replace")
        spelt = sum(1 for _ in _SPELT.finditer(decoded[:_PEEK]))
        if spelt > best:
            best, text, name = spelt, decoded, label
    beyond = sum(byte > 127 for byte in data[:_PEEK])
    plain = sum(map(bytes.isalpha, (data[place : place + 1] for place in range(min(len(data), _PEEK)))))
    if best < _SURE * beyond or beyond > plain:
        from charset_normalizer import from_bytes

        found = from_bytes(data[:_PEEK]).best()
        if found is not None and any(one.startswith(_ALPHABETS) for one in found.alphabets):
            return data.decode(found.encoding, errors="replace"), found.encoding.replace("_", "-")
        return data.decode("cp1252", errors="replace"), "windows-1252"
    return text, name
