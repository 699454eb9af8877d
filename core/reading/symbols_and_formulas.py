"""Symbol fonts, superscripts and formulas of documents as plain text."""

import re

_SYMBOL = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
"""Symbol encoding from code 32, after Adobe's table."""
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
"""Symbol encoding from code 160."""
_WINGDINGS = {0xA7: "▪", 0xA8: "☐", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}


_CORK = dict(
    zip(
        (*range(1, 23), *range(24, 32), 39, 96, 127, *range(128, 256)),
        "´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—₀ıȷﬀﬁﬂﬃﬄ’‘-ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£"
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞẞàáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþß",
        strict=True,
    )
)
"""TeX's encoding « T1 » where it differs from ASCII, from its table in the LaTeX font encoding guide."""


def cork(code: int) -> str:
    """Return the character of a code in TeX's encoding T1; empty if it has none.

    >>> cork(0xE9), cork(0x13), cork(65)
    ('é', '«', 'A')
    """
    return _CORK.get(code) or (chr(code) if 0x20 < code < 0x7F else "")


def symbol(font: str, code: str) -> str:
    """Return the character that a font displays for a hexadecimal code; U+FFFD for a picture, empty for no code.

    The codes of symbol fonts are usually in Unicode's private area, from F000 on.
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    lowered = font.casefold()
    if not (0xF000 <= number <= 0xF0FF or lowered in ("symbol", "wingdings")):
        return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else "\ufffd"
    number &= 0xFF
    if lowered.startswith("wingdings"):
        return _WINGDINGS.get(number, "\ufffd")
    if 0x20 <= number < 0x20 + len(_SYMBOL):
        return _SYMBOL[number - 0x20]
    return _SYMBOL_HIGH[number - 0xA0] if 0xA0 <= number < 0xA0 + len(_SYMBOL_HIGH) else "\ufffd"


_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = re.compile(r"[-+−]?\d{1,4}|[-+−]")
_BEFORE_POWER = re.compile("[0-9⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]$")


def raised(before: str, text: str) -> str:
    """Return superscript text as plain text: after a figure, its figures become superscript characters.

    They are an exponent, or refer to a note; as plain figures they would change the number `before` them.

    >>> raised("2,5 × 10", "6"), raised("400 km", "2"), raised("le 1", "er")
    ('⁶', '2', 'er')
    """
    return text.translate(_RAISED) if _BEFORE_POWER.search(before) and _POWER.fullmatch(text) else text


def power(text: str) -> str:
    """Return an exponent of a formula: figures as superscripts, other text after `^`."""
    return text.translate(_RAISED) if _POWER.fullmatch(text) else f"^{text}"


_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(?P<code>0x[0-9a-f]{1,6}|\d{1,7})(?P<switches>[^\n]*)", re.IGNORECASE)
_FONT = re.compile(r"\\f\s*\"?(?P<font>[^\"\\]{1,60})")
_EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)
_PART = re.compile(r"\\(?P<kind>[a-z])\w*+(?:\s*+\\[a-z]++[ ]?\d*+){0,30}+\s*+\((?P<inside>[^()]*)\)", re.IGNORECASE)
_RUBY = re.compile(r"\\o\s?\\a[dlcr]\s?\(\\s\s?\\up\s?\d+\((?P<above>[^()]*)\),(?P<base>[^()]*)\)", re.IGNORECASE)
"""Ruby text above its base."""
_LAYOUT = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)')
"""A switch for the layout of a field's result."""
_SWITCH = re.compile(r"\\[a-z]+\d*\s*", re.IGNORECASE)
_JOINTS = {"f": "/", "l": ", ", "r": "√"}
_DEEPEST = 20
"""Maximum nesting of a formula's parts."""


def equation(code: str) -> str:
    r"""Return the text of a Word field for a formula or a symbol, by its code; empty for other fields.

    >>> equation(r" EQ \f(1;2) x \o\al(a,b)"), equation(r" SYMBOL 8364 \u "), equation(" PAGE ")
    ('1/2 x a b', '€', '')
    """
    if sign := _SYMBOL_FIELD.match(code):
        font = _FONT.search(sign["switches"])
        number = int(sign["code"], 0 if sign["code"][:2] in ("0x", "0X") else 10)
        ansi = number < 256 and "\\u" not in sign["switches"].lower() and not font
        return (
            bytes([number]).decode("cp1252", "ignore")
            if ansi
            else symbol(font["font"].strip() if font else "", f"{number:x}")
        )
    if not _EQUATION.match(code):
        return ""
    text = _LAYOUT.sub("", _EQUATION.sub("", code, count=1))
    text = _RUBY.sub(r"\g<base>(\g<above>)", text)

    def shown(part: re.Match[str]) -> str:
        pieces = [piece.strip() for piece in re.split("[,;]", part["inside"])]
        return _JOINTS.get(part["kind"].lower(), " ").join(filter(None, pieces))

    for _ in range(_DEEPEST):
        text, count = _PART.subn(shown, text)
        if not count:
            break
    return " ".join(_SWITCH.sub("", text).split())
