"""The targets of fuzzing: each kind passes bytes to a parser and checks its promises.

A kind returns where the bytes were read as promised, or were refused with the one typed error that is promised.
"""

import contextlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Final

from core.article import Article
from core.errors import DepecheError, InputError
from core.reading import formats, sandbox_pool
from core.reading.fetch import FetchedPage

SEPARATOR: Final = b"\n=member=\n"
"""Between the members of an archive: zip's checksums would stop every change of a packed one."""
_ODT: Final = b"application/vnd.oasis.opendocument.text"
_ARTICLES: Final = 5
"""Read of one input, at most: the rest is more of the same."""
_folder = Path(tempfile.mkdtemp(prefix="depeche-fuzz-"))


def _held(articles: Iterable[Article]) -> None:
    try:
        found = list(islice(articles, _ARTICLES))
    except InputError as error:
        # Told to the user like any other, but no reader foresaw it.
        if "; it may be damaged" in error.problem and "meant to do harm" not in error.problem:
            raise
        return
    assert found, "neither an article nor an error"
    for article in found:
        check(article)


def check(article: Article) -> None:
    """Raise AssertionError if an article breaks a promise: clean text, paragraphs in order, nothing lost between."""
    facts = (article.source.title, article.source.byline, article.source.published, article.source.url)
    for text in (article.text, *filter(None, facts)):
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


_OF_WORD: Final = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/_rels/document.xml.rels",
)


def _named(name: str) -> Callable[[bytes], None]:
    return lambda data: _held(formats.articles(data, name))


def _page(data: bytes) -> None:
    charset, _, rest = data.partition(b"\n")
    _held(formats.fetched(FetchedPage(rest, "https://journal.example/a", charset.decode("latin-1")), "a"))


def _members(*names: str, fixed: dict[str, bytes] | None = None) -> Callable[[bytes], None]:
    """Make an archive of members that the bytes hold, one after another."""

    def read(data: bytes) -> None:
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in {**(fixed or {}), **dict(zip(names, data.split(SEPARATOR), strict=False))}.items():
                archive.writestr(zipfile.ZipInfo(name), content)
        _held(formats.articles(out.getvalue(), "a"))

    return read


def _pdf_page(data: bytes) -> None:
    """Read the bytes as what a page draws, with a font whose letters the rest maps."""
    content, _, cmap = data.partition(SEPARATOR)
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R%s>>" % resources,
        b"<</Length %d/Type/XObject/Subtype/Form/BBox[0 0 9 9]>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, member in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, member)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )
    _held(formats.articles(body + end, "a.pdf"))


def _weights(data: bytes) -> None:
    from core.packs.convert import read_weights
    from core.packs.metadata import BadPackError

    with contextlib.suppress(BadPackError):
        read_weights(bytearray(data))


def _file(read: Callable[[Path], object]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        file = _folder / "input"
        file.write_bytes(data)
        with contextlib.suppress(DepecheError):
            read(file)

    return run


def _opml(file: Path) -> None:
    from core.feeds.opml import read_opml

    for outline in read_opml(file):
        assert outline.address.startswith("http"), outline


def _tmx(file: Path) -> None:
    from core.memory.tmx import read_tmx

    for unit in islice(read_tmx(file), 1000):
        assert unit.source is not None


def _glossary(file: Path) -> None:
    from core.translation.terminology.glossary import read_terms

    assert read_terms(file)


def _brief(data: bytes) -> None:
    from core.export.json_read import from_json

    with contextlib.suppress(DepecheError):
        brief = from_json(data.decode("utf-8", "replace"))
        assert all(
            brief.article.text[sentence.start : sentence.end] == sentence.source for sentence in brief.article.sentences
        )


def _settings(data: bytes) -> None:
    from core.config import parse

    with contextlib.suppress(ValueError, RecursionError):
        parse(data.decode("utf-8", "replace"))


def _pack(file: Path) -> None:
    from core.packs import Monitor
    from core.packs.archive import Limits, is_tar, unpack, unpack_tar
    from core.packs.metadata import BadPackError
    from core.packs.temporary_folders import DAMAGED

    goal = _folder / "pack" / "goal"
    shutil.rmtree(goal.parent, ignore_errors=True)
    goal.parent.mkdir()
    with contextlib.suppress(BadPackError, *DAMAGED):
        (unpack_tar if is_tar(file) else unpack)(file, goal, Monitor("a"), Limits(size=10 << 20))


def _reply(data: bytes) -> None:
    """Read an answer of a process of the sandbox, which may be compromised."""
    try:
        article = sandbox_pool.article_of(json.loads(data)["article"])
    except sandbox_pool.MALFORMED:
        return
    assert isinstance(article, Article)
    json.dumps(article.text)


KINDS: Final[dict[str, Callable[[bytes], None]]] = {
    "text": _named("a.txt"),
    "markdown": _named("a.md"),
    "html": _named("a.html"),
    "page": _page,
    "feed": _named("a.xml"),
    "jsonfeed": lambda data: _held(formats.articles(b'{"version":"https://jsonfeed.org/version/1.1",' + data, "a")),
    "mail": _named("a.eml"),
    "mbox": lambda data: _held(
        formats.articles(b"From a@b.example Tue Mar  3 08:00:00 2026\nFrom: a\nTo: b\nSubject: c\n" + data, "a.mbox")
    ),
    "subtitles": lambda data: _held(formats.articles(b"1\n00:00:01,000 --> 00:00:02,000\n" + data, "a.srt")),
    "webvtt": lambda data: _held(formats.articles(b"WEBVTT\n" + data, "a.vtt")),
    "rtf": lambda data: _held(formats.articles(b"{\\rtf1\\ansi " + data, "a.rtf")),
    "docx": _named("a.docx"),
    "docx parts": _members(*_OF_WORD),
    "odt": _named("a.odt"),
    "odt parts": _members("content.xml", "styles.xml", fixed={"mimetype": _ODT}),
    "odt flat": lambda data: _held(formats.articles(b"<?xml version='1.0'?><!--" + _ODT + b"-->" + data, "a.fodt")),
    "epub": _named("a.epub"),
    "epub parts": _members(
        "META-INF/container.xml", "o.opf", "a.xhtml", "b.xhtml", fixed={"mimetype": b"application/epub+zip"}
    ),
    "pdf": lambda data: _held(formats.articles(b"%PDF-1.4\n" + data, "a.pdf")),
    "pdf page": _pdf_page,
    "checkpoint": _weights,
    "opml": _file(_opml),
    "tmx": _file(_tmx),
    "glossary": _file(_glossary),
    "brief": _brief,
    "settings": _settings,
    "pack": _file(_pack),
    "reply": _reply,
}
"""Name to what takes the bytes: every format of input, and all else that reads files of strangers."""
