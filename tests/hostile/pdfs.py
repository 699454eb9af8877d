"""Hostile PDFs: what refers to itself, what claims to be large, and what is small and draws without end."""

import zlib
from collections.abc import Iterator

from tests.pdf_maker import assemble

_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_TEXT = b"BT /F 9 Tf 50 700 Td (Un mot.) Tj ET"


def stream(data: bytes, words: bytes = b"/Filter/FlateDecode", *, packed: bool = True) -> bytes:
    data = zlib.compress(data, 9) if packed else data
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (words, len(data), data)


def pdf(
    content: bytes = _TEXT, *others: bytes, font: bytes = _FONT, root: bytes = b"", page: bytes = b"", trailer: bytes = b""
) -> bytes:  # fmt: skip
    """A PDF of one page; `others` are objects from 6 on, named X6, X7 and so on in its resources."""
    named = b"".join(b"/X%d %d 0 R" % (number, number) for number in range(6, 6 + len(others)))
    resources = b"<</Font<</F 5 0 R>>/XObject<<%s>>>>" % named
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % root,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources%s%s>>" % (resources, page),
        stream(content),
        font,
        *others,
    ]
    return assemble(objects, trailer)


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every one with its name."""
    yield from _structures()
    yield from _streams()
    yield from _fonts()


def _structures() -> Iterator[tuple[str, bytes]]:
    whole = pdf()
    place = int(whole.rpartition(b"startxref\n")[2].split()[0])
    yield "prev.pdf", pdf(trailer=b"/Prev %d" % place)
    yield "prev-stream.pdf", pdf(trailer=b"/XRefStm %d" % place)
    rows = b"\x01" + b"\0" * 7
    table = b"/Type/XRef/W[1 4 3]/Index[0 2147483647]/Size 2147483647/Root 1 0 R/Filter/FlateDecode"
    start = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    yield (
        "index.pdf",
        start + b"7 0 obj\n" + stream(rows * 1_000_000, table) + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(start),
    )
    inside = b"/Type/ObjStm/N 1000000/First 9/Filter/FlateDecode/Extends 6 0 R"
    yield "object-stream.pdf", pdf(_TEXT, stream(b"7 0 " * 1_000_000, inside))
    tree = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]/Parent 3 0 R>>"]  # fmt: skip
    yield "kids.pdf", assemble(tree)
    deep = [b"<</Type/Catalog/Pages 2 0 R>>"]
    deep += [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 1) for number in range(2, 5000)]
    yield "kids-deep.pdf", assemble(deep)
    wide = [b"<</Type/Catalog/Pages 2 0 R>>"]
    wide += [b"<</Type/Pages/Count 1/Kids[%s]>>" % (b"%d 0 R " % (number + 1) * 10) for number in range(2, 40)]
    yield "kids-wide.pdf", assemble(wide)
    catalog = [b"<</Type/Catalog/Pages 2 0 R>>", b"3 0 R", b"2 0 R"]
    yield "references.pdf", assemble(catalog, b"/Info 3 0 R")
    yield "length.pdf", assemble([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Length 2 0 R>>stream\nx\nendstream"])
    marked = b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R"
    loop = b"<</Type/StructTreeRoot/K[6 0 R 7 0 R]/ParentTree 7 0 R/RoleMap<</A/B/B/A>>>>"
    elements = b"<</Type/StructElem/S/A/P 6 0 R/K[7 0 R 7 0 R 6 0 R]/Kids[7 0 R]/ActualText(%s)>>" % (b"a" * 33_000)
    yield (
        "structure.pdf",
        pdf(b"/P <</MCID 0>> BDC " + _TEXT + b" EMC", loop, elements, root=marked, page=b"/StructParents 0"),
    )
    yield "encrypted.pdf", pdf(trailer=b"/Encrypt<</Filter/Standard/V 5/R 6/Length 2147483647/O()/U()/P -1>>/ID[()()]")
    yield "numbers-long.pdf", pdf(b"BT " + b"9" * 2_000_000 + b" 0 Td (a) Tj ET")
    yield "trailer.pdf", pdf(trailer=b"/Info" + b"<</A" * 30_000)


def _streams() -> Iterator[tuple[str, bytes]]:
    # Forms that draw the next one ten times each.
    forms = [
        stream(b"/X%d Do " % (number + 1) * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode")
        for number in range(6, 16)
    ]
    last = stream(_TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>/Filter/FlateDecode")
    yield "forms.pdf", pdf(b"/X6 Do", *forms, last)
    image = b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceRGB/BitsPerComponent 8"
    yield "image.pdf", pdf(_TEXT + b" /X6 Do", stream(b"\0" * (300 << 20), image + b"/Filter/FlateDecode"))
    for name in (b"CCITTFaxDecode", b"JBIG2Decode", b"DCTDecode"):
        words = image + b"/Filter/%s/DecodeParms<</K -1/Columns 2000000000/Rows 2000000000>>" % name
        yield f"{name.decode().lower()}.pdf", pdf(_TEXT + b" /X6 Do", stream(b"\x55" * 33_000, words, packed=False))
    parameters = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 32/BitsPerComponent 16/Columns 2147483647>>"
    body = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    yield "predictor.pdf", assemble([*body, page, stream(b"\x02" * 1_000_000, parameters), _FONT])
    for words, data in {
        b"LZWDecode": b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 50_000,
        b"RunLengthDecode": b"\x81 " * 2_000_000,
        b"ASCIIHexDecode": b"20" * 3_000_000,
        b"ASCII85Decode": b"z" * 3_000_000,
    }.items():
        content = stream(data, b"/Filter/" + words, packed=False)
        yield f"{words.decode().lower()}.pdf", assemble([*body, page, content, _FONT])
    inline = b"BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID "
    yield "inline.pdf", pdf(_TEXT + (inline + b"EI ") * 20_000)
    yield "inline-open.pdf", pdf(_TEXT + inline + b"EI" * 2_000_000)
    yield "clips.pdf", pdf(_TEXT + b"0 0 1 1 re W n " * 133_000)
    yield "marked.pdf", pdf(b"/Span<</ActualText(a)>>BDC " * 33_000 + _TEXT)
    yield "letters-apart.pdf", pdf(b"BT /F 9 Tf " + b"".join(b"1 0 0 1 %d.%d %d Tm(a)Tj " % (n % 599, n % 9, n % 790) for n in range(40_000)) + b"ET")  # fmt: skip
    yield "letters-alike.pdf", pdf(b"BT /F 9 Tf 50 700 Td " + b"(a)Tj -4.5 0 Td " * 60_000 + b"ET")


def _fonts() -> Iterator[tuple[str, bytes]]:
    text = b"BT /F 9 Tf 50 700 Td <0041004200430044> Tj ET"
    maps = {
        "ranges": b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff>"
        b" <0041> endbfrange 1 begincidrange <00000000> <ffffffff> 0 endcidrange",
        "many": b"100 beginbfchar " + b"<41> <0041004200430044> " * 166_000 + b"endbfchar",
        "long": b"1 beginbfchar <0041> <" + b"0041" * 1_000_000 + b"> endbfchar",
        "itself": b"/Adobe-Identity-UCS usecmap " * 50_000,
    }
    for name, cmap in maps.items():
        font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
        yield f"cmap-{name}.pdf", pdf(text, stream(cmap), font=font)
    widths = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 0/LastChar 2147483647/Widths[%s]>>" % (
        b"9 " * 133_000
    )
    yield "widths.pdf", pdf(text, font=widths)
    wide = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0 2147483647 500]/W2[0 2147483647 1 2 3]>>"  # fmt: skip
    yield "widths-wide.pdf", pdf(text, below, font=wide)
    drawn = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[0 %s]>>/FirstChar 0/LastChar 9>>"  # fmt: skip
    glyph = stream(b"BT /F 1 Tf <00> Tj ET " * 1000)
    yield "glyphs.pdf", pdf(text, glyph, font=drawn % (b"/a " * 66_000))
    differences = b"<</Type/Font/Subtype/Type1/BaseFont/A/Encoding<</Differences[%s]>>>>" % (
        b"2147483647 /uni0041 " * 33_000
    )
    yield "differences.pdf", pdf(text, font=differences)
    program = b"%!PS-AdobeFont-1.0\n/Encoding 256 array\n" + b"dup 65 /A put\n" * 66_000
    described = b"<</Type/Font/Subtype/Type1/BaseFont/A/FontDescriptor<</Type/FontDescriptor/FontFile 6 0 R>>>>"
    yield "font-program.pdf", pdf(text, stream(program, b"/Length1 2147483647/Filter/FlateDecode"), font=described)
