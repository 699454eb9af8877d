"""What the codes of the symbol fonts show: letters of Symbol, and the few signs of Wingdings that say something."""

_SYMBOL = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
"""From code 32, after Adobe's table of the Symbol encoding."""
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
"""From code 160."""
_WINGDINGS = {0xA7: "▪", 0xA8: "☐", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}


def symbol(font: str, code: str) -> str:
    """Return the character that a font shows for a code, written in hexadecimal; U+FFFD for a picture.

    Fonts of pictures are asked for the codes from F000 on, in Unicode's private area.
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
