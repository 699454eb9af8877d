"""What the library keeps, for how long, and the marks and notes that people add."""

import contextlib
import os
import sqlite3
from dataclasses import replace

import pytest
from library_wires import brief, numbered

from core.errors import InputError, OutputError
from core.export import to_json
from core.library import Marks
from core.library.store import Library
from core.library.tables import LIBRARY, key_of
from core.library.writer import rebuild


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


@pytest.fixture
def library(path):
    with Library(path, pytest.fail) as opened:
        yield opened


def test_a_stored_brief_is_returned_unchanged(library):
    key = library.add(brief(doubtful=1))
    assert to_json(library.brief(key)) == to_json(brief(doubtful=1))
    assert library.brief(key[:6].upper()) == library.brief(key)


def test_searching_creates_no_file(library, path):
    assert library.search("word") == library.search("") == []
    assert library.stats().briefs == 0
    assert not path.exists()


def test_only_its_owner_may_read_it(library, path):
    library.add(brief())
    assert path.stat().st_mode & 0o077 == 0


def test_the_same_text_is_kept_once_whatever_it_was_read_from(library):
    first = brief()
    other = replace(first, article=replace(first.article, source=replace(first.article.source, path="elsewhere.txt")))
    assert library.add(first) == library.add(other)
    assert library.brief(library.add(first)).article.source.path == "wire.txt"
    assert library.stats().briefs == 1


@pytest.mark.parametrize("key", ["0123456789abcdef", "abc", "", "%", "zzzz"])
def test_an_unknown_key_is_an_input_error(library, key):
    with pytest.raises(InputError):
        library.brief(key)
    library.add(brief())
    for ask in (library.brief, library.marks, library.remove, lambda key: library.mark(key, read=True)):
        with pytest.raises(InputError):
            ask(key)


def test_a_key_that_several_begin_with_is_refused(library, monkeypatch):
    monkeypatch.setattr("core.library.store._SHORTEST_KEY", 1)
    keys = [library.add(numbered(number)) for number in range(17)]
    first = next(key[0] for key in keys if sum(other[0] == key[0] for other in keys) > 1)
    with pytest.raises(InputError, match="several"):
        library.brief(first)


def test_marks_are_stored_separately_and_survive_a_new_brief(library):
    key = library.add(brief())
    assert library.marks(key) == Marks()
    library.mark(key, starred=True)
    library.mark(key, read=True, note="call them")
    assert library.mark(key, starred=False) == Marks(read=True, starred=False, note="call them")
    library.add(brief(doubtful=1))
    assert library.marks(key) == Marks(read=True, note="call them")
    [hit] = library.search("dockers")
    assert (hit.read, hit.starred) == (True, False)


def test_a_removed_brief_is_deleted_with_its_marks(library):
    key = library.add(brief())
    library.mark(key, starred=True)
    library.remove(key)
    assert library.search("dockers") == library.search("") == []
    assert library.marks(library.add(brief())) == Marks()


def test_marks_of_an_article_can_be_stored_before_its_brief_and_stay(library):
    article = brief().article
    assert library.marks_of(article) == Marks()
    library.mark_articles([(article, {"starred": True, "place": 1}), (numbered(1).article, {"marked": True})])
    assert library.marks_of(article) == Marks(starred=True, place=1)
    assert library.search("") == []
    assert library.marks(library.add(brief())) == Marks(starred=True, place=1)
    library.mark_articles([(article, {"starred": False})])
    assert library.marks_of(article) == Marks(place=1)


def test_a_library_of_the_previous_version_is_migrated(path):
    old = replace(LIBRARY, migrations=LIBRARY.migrations[:1])
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        old.prepare(connection, durable=False)
        connection.execute("INSERT INTO marks VALUES (?, 1, 1, 'mine')", (key_of(brief().article),))
    with Library(path, pytest.fail) as library:
        assert library.marks_of(brief().article) == Marks(read=True, starred=True, note="mine")


def test_the_oldest_briefs_are_deleted_when_it_grows_too_large_but_not_marked_ones(path):
    limit = 1 << 20
    with Library(path, pytest.fail, limit_bytes=limit) as library:
        starred, noted, read = (library.add(numbered(number)) for number in range(3))
        library.mark(starred, starred=True)
        library.mark(noted, note="mine")
        library.mark(read, read=True)
        for number in range(3, 300):
            library.add(numbered(number, 500))
        headlines = [hit.headline for hit in library.search("", limit=1000)]
        assert headlines[-2:] == ["Title 1", "Title 0"]
        assert headlines[:-2] == [f"Title {299 - place}" for place in range(len(headlines) - 2)]
        assert 20 < len(headlines) < 200
        library.close()
        assert path.stat().st_size < 2 * limit
        assert library.search("mot250x3")[0].headline == "Title 250" if "Title 250" in headlines else True
        assert library.search("mot5x3") == []


def test_the_library_can_be_rebuilt_from_json_briefs(library, tmp_path):
    briefs = tmp_path / "briefs"
    (briefs / "sub").mkdir(parents=True)
    for number in range(3):
        (briefs / "sub" / f"{number}.json").write_text(to_json(numbered(number)))
    (briefs / "other.json").write_text('{"schema": "another/1"}')
    (briefs / "broken.json").write_bytes(b"\xff\xfe{")
    (briefs / "notes.txt").write_text("nothing")
    taken = list(rebuild(library, [briefs, tmp_path / "nowhere"]))
    assert len([key for key in taken if isinstance(key, str)]) == library.stats().briefs == 3
    refused = [error.what.rpartition("/")[2] for error in taken if isinstance(error, InputError)]
    assert refused == ["broken.json", "other.json", "nowhere"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_clear_error(path):
    path.parent.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be used"), Library(path, pytest.fail) as library:
        library.add(brief())


def test_the_file_of_another_program_is_left_unchanged(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(OutputError, match="another program"), Library(path, pytest.fail) as library:
        library.add(brief())
    assert path.read_bytes() == before


def readable(folder, secret: bytes) -> set[str]:
    return {file.name for file in folder.iterdir() if secret in file.read_bytes().lower()}


def test_a_removed_brief_cannot_be_read_in_any_file(tmp_path):
    path = tmp_path / "library.db"
    with Library(path, pytest.fail) as library:
        keys = [
            library.add(brief(title=f"Témoin {n}", text=f"Le zyzomys{n} habite ici depuis longtemps."))
            for n in range(40)
        ]
        library.mark(keys[0], note="zyzomys caché")
        (tmp_path / "library.db.damaged-1").write_bytes(b"zyzomys")
        assert readable(tmp_path, b"zyzomys")
        assert library.remove(*keys[1:]) is True
        assert b"zyzomys17" not in path.read_bytes()
        assert library.search("zyzomys0")
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM briefs").fetchone()
            assert library.remove(keys[0]) is False
        # Its brief is compressed and has no readable word; its index has.
        library.add(brief(title="Autre"))
        assert library.remove(library.search("")[0].key) is True
    assert readable(tmp_path, b"zyzomys") == set()
