"""PDFs of random structure: every word is read, in order, or named in the note."""

import re
import shutil
import subprocess
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pdf_maker import assemble
from typesetter import SIZES, Look, Made, typeset

from core.article import Article
from core.reading.formats import articles

LOOKS = st.builds(
    Look,
    seed=st.integers(0, 10_000),
    paper=st.sampled_from(list(SIZES)),
    serif=st.booleans(),
    size=st.sampled_from([8.0, 9.0, 10.0, 11.0, 12.0]),
    leading=st.sampled_from([1.1, 1.2, 1.35, 1.5]),
    columns=st.integers(1, 3),
    gutter=st.sampled_from([1.2, 1.5, 2.0, 3.0]),
    justified=st.booleans(),
    indented=st.booleans(),
    pages=st.integers(1, 2),
    fill=st.sampled_from([1.0, 0.6, 0.3]),
    headline=st.booleans(),
    headings=st.booleans(),
    table=st.booleans(),
    running=st.booleans(),
    notes=st.booleans(),
    spaces=st.sampled_from(["glyphs", "gaps", "words"]),
    order=st.sampled_from(["columns", "lines", "shuffled"]),
    packed=st.booleans(),
)
# The same examples each time: what is random here is the page, and a page may be set so that no one can tell its order.
ALWAYS = settings(max_examples=5, deadline=None, derandomize=True, database=None)


def _set(look: Look) -> tuple[Made, Article]:
    column = (SIZES[look.paper][0] * 0.8 - look.gutter * look.size * (look.columns - 1)) / look.columns
    assume(column >= 15 * look.size)
    document = typeset(look)
    [article] = articles(document.data, "wire.pdf")
    return document, article


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _told(article: Article) -> Counter[str]:
    """Count the words of the text and of the note, in which 2–4 stands for three numbers."""
    note = re.sub(
        r"(\d+)–(\d+)",
        lambda found: " ".join(map(str, range(int(found[1]), int(found[2]) + 1))),
        article.source.note or "",
    )
    return Counter(_words(f"{article.text} {note}"))


@ALWAYS
@given(LOOKS)
def test_every_paragraph_is_whole_and_in_its_place_and_every_word_there_or_in_the_note(look):
    document, article = _set(look)
    text = re.sub(r"[\s|]+", " ", article.text)
    place = 0
    for part in document.article:
        place = text.index(part, place) + len(part)
    shown = Counter(_words(" ".join([*document.article, *dict.fromkeys(document.aside)])))
    assert not shown - _told(article)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
@settings(ALWAYS, max_examples=3)
@given(LOOKS)
def test_what_another_program_reads_is_read(look):
    document, article = _set(look)
    run = subprocess.run(["pdftotext", "-", "-"], input=document.data, capture_output=True, check=True, timeout=60)
    other = set(_words(run.stdout.decode()))
    missing = other - set(_told(article))
    assert len(missing) <= 0.005 * len(other)


def test_letters_that_tex_draws_as_pictures_and_names_by_their_codes_are_read():
    text = bytes([0x13, 0xE9, 0x74, 0xE9, 0x14, 0x20, 0x1C, 0x6E, 0x69])
    codes = sorted(set(text) - {0x20})
    names = " ".join(f"{code} /a{code}" for code in codes)
    pictures = " ".join(f"/a{code} 6 0 R" for code in codes)
    drawn = b"BT /F1 10 Tf 72 700 Td (" + text.replace(b"\\", b"\\\\") + b") Tj ET"
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 50 50] /FontMatrix [0.02 0 0 0.02 0 0] /FirstChar 0 /LastChar 255 "
        f"/Widths [{'25 ' * 256}] /Encoding << /Differences [{names}] >> /CharProcs << {pictures} >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        font.encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Length 20 >>\nstream\n25 0 0 0 25 25 d1  f\nendstream",
    ]
    [article] = articles(assemble(objects), "tex.pdf")
    assert article.text == "«été» fini"
