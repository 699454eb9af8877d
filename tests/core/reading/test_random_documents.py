"""Every word that a document shows is in the text, once, whatever the document is made of; the rest is in the note."""

import re
import shutil
import subprocess
from collections import Counter

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from random_documents import Docx, Eml, Epub, Odt, Rtf, structures

from core.errors import InputError
from core.reading.formats import articles

SOFFICE = shutil.which("soffice")
WORD = re.compile(r"mot\d+x")


def read(writer, structure):
    """Return what was put into a document, the words read from it, and the note."""
    data = writer.bytes(structure)
    if not writer.made.shown:
        with pytest.raises(InputError, match="there is no text"):
            list(articles(data, f"a{writer.suffix}"))
        return writer.made, [], ""
    [article] = articles(data, f"a{writer.suffix}")
    return writer.made, WORD.findall(article.text), article.source.note or ""


@settings(max_examples=60)
@given(structures)
@pytest.mark.parametrize("form", [Docx, Odt, Rtf, Epub, Eml])
def test_every_word_shown_is_read_once_and_what_is_not_is_in_the_note(form, structure):
    document, words, note = read(form(), structure)
    assert Counter(words) == Counter(document.shown)
    if words:
        assert ("deleted" in note) == bool(document.deleted)
        assert ("hidden" in note) == bool(document.hidden)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@settings(max_examples=2, phases=[Phase.generate])
@given(st.lists(structures, min_size=6, max_size=6))
def test_every_word_that_libreoffice_shows_is_read(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("office")
    written = {}
    for place, structure in enumerate(drawn):
        for form in (Docx, Odt, Rtf):
            writer = form()
            path = folder / f"{place}-{writer.suffix[1:]}{writer.suffix}"
            path.write_bytes(writer.bytes(structure))
            written[path] = writer.made
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [SOFFICE, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*convert, *map(str, written)], check=True, capture_output=True, timeout=240)
    for path, words in written.items():
        shown = WORD.findall(path.with_suffix(".txt").read_text("utf-8"))
        # LibreOffice exports deleted and hidden text as if it were visible.
        shown = set(shown) - set(words.deleted) - set(words.hidden)
        read = (
            WORD.findall("".join(article.text for article in articles(path.read_bytes(), path.name)))
            if words.shown
            else []
        )
        assert shown - set(read) == set(), path.name
