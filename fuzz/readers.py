"""Coverage-guided fuzzing of what reads bytes from outside: every format's reader, and the checkpoint's unpickler.

    pip install -e '.[fuzz]' && python fuzz/readers.py -max_total_time=60 [CORPUS...]

Whatever the bytes are, an article comes out that keeps its promises, or one typed error; see `one`. Anything else ends
the run, with the input that did it in `crash-…`: give that a test of its own, with its own small bytes.
"""

import importlib
import sys
from itertools import islice

import atheris

with atheris.instrument_imports(include=["core"]):
    from core.article import Article
    from core.errors import InputError
    from core.packs.convert import read_weights
    from core.packs.metadata import BadPackError
    from core.reading.formats import READERS, articles

    for module in sorted({*READERS.values()}):  # loaded when first needed, and instrumented only here
        importlib.import_module(f"core.reading.{module}")

NAMES = ("a.txt", "a.md", "a.html", "a.xml", "a.eml", "a.srt", "a.docx", "a.odt", "a.rtf", "a.epub", "a.pdf")
"""What the bytes are called; the first byte of the input chooses."""
_ARTICLES = 5
"""Read of one input, at most: the rest is more of the same."""


def one(data: bytes) -> None:
    """Read bytes as a wire, or as a checkpoint, and hold the result against what is promised."""
    if not data:
        return
    kind, data = data[0] % (len(NAMES) + 1), data[1:]
    if kind == len(NAMES):
        try:
            read_weights(bytearray(data))
        except BadPackError:
            return
        return
    try:
        found = list(islice(articles(data, NAMES[kind]), _ARTICLES))
    except InputError as error:
        if "; it may be damaged" in error.problem:  # told to the user like any other, but no reader foresaw it
            raise
        return
    assert found, "neither an article nor an error"
    for article in found:
        check(article)


def check(article: Article) -> None:
    """Raise AssertionError where an article breaks a promise: clean text, paragraphs in order, nothing lost between."""
    told = (article.source.title, article.source.byline, article.source.published, article.source.url)
    for text in (article.text, *filter(None, told)):
        assert text.encode("utf-8"), "no text"
        assert not any(acts(letter) for letter in text.replace("\n\n", "")), repr(text[:200])
    end = 0
    for paragraph in article.paragraphs:
        assert paragraph.start >= end, "paragraphs overlap"
        assert paragraph.end > paragraph.start, "an empty paragraph"
        assert not article.text[end : paragraph.start].strip(), "text between paragraphs"
        assert article.text[paragraph.start : paragraph.end].strip(), "a paragraph of spaces"
        end = paragraph.end
    assert end == len(article.text), "text after the last paragraph"


def acts(letter: str) -> bool:
    """Whether a terminal would act on a character, or show the text around it in another order."""
    return (
        letter < " "
        or "\x7f" <= letter <= "\x9f"
        or letter in "\u061c\u200e\u200f\u2028\u2029"
        or ("\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069")
    )


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
