"""A UTF-8 document with a few damaged bytes is read as UTF-8, in every text format, and says so."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.decoding import decode
from core.reading.formats import articles

TEXT = (
    "Le préfet de région a été entendu mardi à Orléans par la commission d'enquête, a-t-on appris auprès du ministère. "
    "« C'est à l'État de répondre », a-t-il déclaré à l'issue de l'audition, où l'élu s'est présenté très tôt."
)
TITLE = "Le préfet a été entendu à Orléans"
FORMATS = {
    "wire.txt": f"{TITLE}\n\n{TEXT}\n",
    "wire.md": f"# {TITLE}\n\n{TEXT}\n",
    "page.html": f"<html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    f"<p>{TEXT}</p><p>{TEXT}</p></article></body></html>",
    "wire.srt": f"1\n00:00:01,000 --> 00:00:04,000\n{TEXT}\n",
    "wire.eml": "From: a@example.org\nTo: b@example.org\nSubject: Orleans\nMIME-Version: 1.0\n"
    f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{TITLE}\n\n{TEXT}\n",
    "feed.xml": "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>F</title>"
    f"<item><title>{TITLE}</title><description>{TEXT}</description></item></channel></rss>",
}


def damaged(text: str, count: int, seed: int) -> bytes:
    """Put bytes that are not valid UTF-8 between the letters of a text."""
    chosen = random.Random(seed)
    data = bytearray(text.encode())
    start = data.rindex(TEXT.encode())
    places = [place for place in range(start, start + len(TEXT)) if data[place : place + 2].isalpha()]
    for place in sorted(chosen.sample(places, count), reverse=True):
        data.insert(place + 1, chosen.choice(b"\xff\xfe\x81\xc0\xf8"))
    return bytes(data)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("count", [1, 5, 20])
def test_a_utf8_document_with_damaged_bytes_keeps_every_other_letter(name, count):
    data = damaged(FORMATS[name], count, seed=count)
    [article] = articles(data, name)
    assert article.source.encoding == "utf-8"
    assert "auprès du ministère" in article.text.replace("\ufffd", "")
    assert "Ã" not in article.text
    assert f"0 guessed, {count} replaced" in article.source.note


@pytest.mark.parametrize("name", FORMATS)
def test_a_valid_document_has_no_note(name):
    [article] = articles(FORMATS[name].encode(), name)
    assert article.source.encoding == "utf-8"
    assert article.source.note is None


@given(st.integers(1, 20), st.integers())
def test_wherever_the_damaged_bytes_are_the_rest_of_the_text_is_the_same(count, seed):
    found = decode(damaged(TEXT, count, seed), "wire.txt")
    assert found.encoding == "utf-8"
    assert found.text.replace("\ufffd", "") == TEXT
    assert found.text.count("\ufffd") == count


@pytest.mark.parametrize(
    "text", ["le ministre délégué", "Il va à Orléans", "L’été", "un œuf", "dit « non »", "L’État", "20 € l’unité"]
)
def test_a_windows_1252_letter_amid_utf8_is_read_as_that_letter(text):
    letter = next(char for char in text if not char.isascii())
    before, after = text.split(letter, 1)
    data = f"{TEXT} {before}".encode() + letter.encode("cp1252") + after.encode()
    assert decode(data, "wire.txt") == (
        f"{TEXT} {text}",
        "utf-8",
        "damaged bytes in this utf-8 text: 1 guessed, 0 replaced by �",
    )


def test_half_of_a_letter_is_not_guessed():
    text = decode(f"{TEXT} été".encode() + b" cass\xc3 vert", "wire.txt").text
    assert text.endswith("été cass\ufffd vert")


def test_an_english_text_with_one_accent_and_one_damaged_byte_is_utf8():
    assert decode("The café of the maire".encode() + b" was open\xff", "wire.txt").encoding == "utf-8"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Orléans said on Tuesday that the city would vote its budget on Thursday after the council meets.",
        "Rada miejska przyjęła wczoraj wieczorem budżet miasta po sześciu godzinach ożywionej dyskusji w ratuszu.",
        "Le maire a dit que la ville va bien et que le budget sera voté jeudi soir par le conseil de la commune.",
        "It’s the budget of the city, and the mayor said on Tuesday that the council would vote it on Thursday.",
    ],
)
@pytest.mark.parametrize("wrong", [b"\xff", b"\xe9", b"\xc3", b"\x9f"])
def test_a_single_valid_letter_outweighs_twenty_damaged_bytes_of_a_latin_text(text, wrong):
    data, places = text.encode(), range(2, 82, 4)
    for place in reversed([place for place in places if text[:place].isascii()] or list(places)):
        data = data[:place] + wrong + data[place:]
    assert decode(data, "wire.txt").encoding == "utf-8"


@pytest.mark.parametrize(
    "codec", ["cp1252", "mac-roman", "cp850", "cp1251", "koi8-r", "cp1250", "shift-jis", "euc-jp", "gb18030"]
)
def test_an_older_encoding_is_never_taken_for_damaged_utf8(codec):
    texts = {
        "cp1251": "Городской совет принял вчера вечером бюджет города после шести часов оживлённых прений.",
        "koi8-r": "Городской совет принял вчера вечером бюджет города после шести часов оживлённых прений.",
        "cp1250": "Rada miejska przyjęła wczoraj wieczorem budżet miasta po sześciu godzinach ożywionej dyskusji.",
        "shift-jis": "市議会は昨夜、六時間にわたる活発な議論の末に、市の予算を可決した。",
        "euc-jp": "市議会は昨夜、六時間にわたる活発な議論の末に、市の予算を可決した。",
        "gb18030": "市议会昨晚经过六个小时的激烈辩论后通过了市政预算。",
    }
    assert decode(texts.get(codec, TEXT.replace("'", "’")).encode(codec, "ignore"), "wire.txt").encoding != "utf-8"


@pytest.mark.parametrize(
    ("codec", "declared", "text"),
    [
        ("cp1251", "windows-1251", "Городской совет принял бюджет."),
        ("gb18030", "gb2312", "市议会昨晚经过六个小时的激烈辩论后通过了市政预算。"),
        ("iso2022_jp", "iso-2022-jp", "市議会は予算を可決した。"),
        ("cp1252", "iso-8859-1", "L’été à l’école"),
    ],
)
def test_a_declared_encoding_is_believed_if_it_fits(codec, declared, text):
    assert decode(text.encode(codec), "page.html", declared) == (text, declared, None)


@pytest.mark.parametrize("declared", ["iso-8859-1", "base64", "rot13", "no-such-thing", ""])
def test_a_declared_encoding_does_not_override_valid_utf8(declared):
    assert decode(TEXT.encode(), "page.html", declared) == (TEXT, "utf-8", None)


def test_damaged_bytes_after_a_byte_order_mark_are_reported_too():
    assert decode(b"\xef\xbb\xbf" + TEXT.encode() + b"\xff", "wire.txt").note.endswith("1 replaced by �")
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\0\xd8 \0", "wire.txt").note.endswith("1 replaced by �")
