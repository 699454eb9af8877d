"""PDFs that need more work than any document should: one line of error, after work that is counted, not timed."""

import contextlib
import random
import zlib

import pytest
from pace import loops
from pdf_maker import assemble, make_pdf

from core.errors import InputError
from core.reading import limits
from core.reading.formats import articles
from core.reading.pdf import bounds
from core.reading.pdf.rows import carried_on
from core.reading.pdf.words import Word

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
TYPE0 = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R] >>"
WIDE = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /FontDescriptor << /FontBBox [0 0 1 1] >> "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [0 2000000000 500] >>"
)
MAPPED = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"


def stream(data, keys=b""):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (keys, len(data), data)


def form(name):
    keys = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>" % name
    return stream(b"/X Do " * 10, keys)


def pdf(content, *more, second=b"4 0 R"):
    resources = b"<< /Font << /F1 4 0 R /F2 %s >> /XObject << /X 6 0 R >> >>" % second
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents 5 0 R >>" % resources
    packed = stream(zlib.compress(content, 9), b"/Filter /FlateDecode")
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, FONT, packed, *more])


@pytest.fixture(autouse=True)
def _less(monkeypatch):
    """The same bounds divided by ten: work is counted, so that what holds for less holds for more."""
    monkeypatch.setattr(bounds, "MAX_STEPS", 40_000)
    monkeypatch.setattr(bounds, "MAX_LETTERS", 10_000)


@pytest.mark.parametrize(
    "data",
    [
        pdf(b"1 2 3 4 5 6 7 8 9 0 " * 200_000),
        pdf(b"q Q " * 400_000),
        pdf(b"[" * 300_000),
        pdf(b"(" + b"a" * 3_000_000),
        pdf(b"BT /F1 8 Tf 50 700 Td (" + b"abc " * 20_000 + b") Tj ET"),
        pdf(b"/X Do", *(form(number) for number in range(7, 16))),
        pdf(b"BT /F2 8 Tf (abc) Tj ET", TYPE0, WIDE, second=b"6 0 R"),
        pdf(
            b"BT /F2 8 Tf (a) Tj ET",
            MAPPED,
            stream(b"1 beginbfrange <00000000> <7fffffff> <0041> endbfrange"),
            second=b"6 0 R",
        ),
        pdf(b"BT /F2 8 Tf (a) Tj ET", MAPPED, stream(b"/Adobe-Other usecmap " * 20_000), second=b"6 0 R"),
    ],
    ids=["numbers", "operators", "arrays", "string", "letters", "forms", "widths", "map", "missing map"],
)
def test_a_small_pdf_that_asks_for_endless_work_is_refused(data):
    with pytest.raises(InputError, match=r"this PDF (would unfold without end|is damaged)|there is no text"):
        list(articles(data, "wire.pdf"))


def test_bytes_of_zero_between_the_words_of_a_pdf_take_no_steps():
    zeros = b"\0" * 3_000_000
    [article] = articles(pdf(b"BT /F1 8 Tf 50 700 Td" + zeros + b"(Il pleut.)" + zeros + b"Tj ET" + zeros), "wire.pdf")
    assert article.text == "Il pleut."


PICTURE = b"BI /W 1 /H 1 ID "
WORDS = b" BT /F1 8 Tf 50 700 Td (Il pleut.) Tj ET"


@pytest.mark.parametrize("picture", [b"E EIx e\r\n" * 2000 + b" EI ", b"EEI ", b"x" * 4095 + b"EI\n", b"EI\t"])
def test_a_picture_within_the_content_of_a_page_ends_with_its_sign(picture):
    [article] = articles(pdf(PICTURE + picture + WORDS), "wire.pdf")
    assert article.text == "Il pleut."


def test_a_picture_without_an_end_takes_linear_time():
    endless = pdf(PICTURE + b"E I " * 200_000 + WORDS)
    with pytest.raises(InputError, match="there is no text"):
        list(articles(endless, "wire.pdf"))

    def read():
        with contextlib.suppress(InputError):
            list(articles(endless, "wire.pdf"))

    assert loops(read, tries=1) < 20


def test_a_page_of_scattered_words_is_read_to_the_last_of_them():
    dice = random.Random(1)
    # Each has its own position: a letter drawn twice in one place is taken for a bold one.
    places = [
        (45 * column + dice.randrange(8), 10 * line + dice.randrange(3)) for column in range(12) for line in range(75)
    ]
    dice.shuffle(places)
    words = [b"BT /F1 8 Tf %d %d Td (mot%d) Tj ET" % (x, y + 20, n) for n, (x, y) in enumerate(places)]
    [article] = articles(pdf(b"\n".join(words)), "wire.pdf")
    assert all(f"mot{n}" in article.text for n in range(900))


def test_a_page_of_prose_takes_time_in_proportion_to_its_lines():
    # Each line overlaps with the next, so that all end up in one band.
    bands = [[Word("mot", 50.0, 70.0, -12.0 * place, 9.0, False, False, place)] for place in range(3000)]
    spans = [(place, place + 1) for place in range(3000)]
    assert carried_on(spans, bands, 9.0) == ([(0, 3000)], [[word for band in bands for word in band]])
    assert loops(lambda: carried_on(spans, bands, 9.0)) < 5


def test_the_larger_a_pdf_the_longer_it_may_take_up_to_a_limit():
    seconds = [limits.allowance(b"%PDF-1.4\n" + bytes(size)) for size in (0, 300_000, 900_000)]
    assert seconds[0] + 2 < seconds[1] < seconds[2] <= 20
    assert limits.allowance(b"<html>" + bytes(900_000)) == limits.SECONDS


def test_a_long_pdf_gives_its_first_pages_and_says_where_it_stops(monkeypatch):
    monkeypatch.setattr("core.reading.pdf.PAGES_SECONDS", 0.0)
    pages = [[(72, 700, 10, f"Voici la page {number} du rapport annuel.")] for number in ("un", "deux", "trois")]
    [article] = articles(make_pdf(pages), "report.pdf")
    assert article.text == "Voici la page un du rapport annuel."
    assert "nothing is read after page 1" in article.source.note
