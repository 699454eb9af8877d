"""A file of an earlier version becomes one of this version with all that is in it, in one step or not at all."""

import contextlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from store_writers import opened, places_of

from core.batch.journal import JOURNAL, Journal
from core.errors import DepecheError
from core.feeds.tables import FEEDS
from core.library.tables import LIBRARY
from core.memory.tables import MEMORY
from core.sqlite import Schema
from core.sqlite.database import Database

SCHEMAS = {"memory": MEMORY, "library": LIBRARY, "feeds": FEEDS, "journal": JOURNAL}


@pytest.fixture
def next_version(request):
    """A function that gives a store's schema a step more, as the next version of the program will have."""

    def add(store, *statements):
        schema = SCHEMAS[store]
        before = schema.migrations
        object.__setattr__(schema, "migrations", (*before, statements))
        request.addfinalizer(lambda: object.__setattr__(schema, "migrations", before))
        return len(schema.migrations)

    return add


def look(path, query):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("store", SCHEMAS)
def test_the_next_version_migrates_everything_that_this_one_wrote(tmp_path, store, next_version, capfd):
    home = tmp_path / "home"
    with opened(home, store) as writer:
        for number in range(5):
            writer.do(number)
        path = home / writer.file
    version = next_version(store, "CREATE TABLE later (what TEXT)", "INSERT INTO later VALUES ('new')")
    for _again in range(2):
        with opened(home, store) as writer:
            writer.look()
            assert all(writer.holds(number) for number in range(5))
            writer.do(7)
            assert writer.holds(7)
        assert look(path, "PRAGMA user_version") == [(version,)]
        assert look(path, "SELECT what FROM later") == [("new",)]
    assert capfd.readouterr().err == ""
    assert not list(home.rglob("*.damaged-*"))


@pytest.mark.parametrize("store", SCHEMAS)
def test_a_failed_migration_leaves_the_file_as_it_was(tmp_path, store, next_version):
    home = tmp_path / "home"
    with opened(home, store) as writer:
        writer.do(1)
        path = home / writer.file
    version = next_version(store, "CREATE TABLE later (what TEXT UNIQUE)", *["INSERT INTO later VALUES ('twice')"] * 2)
    with opened(home, store) as writer, contextlib.suppress(DepecheError):
        writer.look()
    assert look(path, "PRAGMA user_version") == [(version - 1,)]
    assert look(path, "SELECT name FROM sqlite_master WHERE name = 'later'") == []
    object.__setattr__(SCHEMAS[store], "migrations", SCHEMAS[store].migrations[:-1])
    with opened(home, store) as writer:
        assert writer.holds(1)


def test_a_journal_of_the_first_version_still_says_what_is_done(tmp_path):
    home, output = tmp_path / "home", tmp_path / "output"
    first = Schema(JOURNAL.application_id, JOURNAL.migrations[:1])
    with Journal(output, places_of(home).journals, print) as journal:
        path = journal._file
    path.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        first.prepare(connection, durable=False)
        row = (b"a.txt", b"/in/a.txt", "f" * 64, "fr", "recipe", "md", None)
        connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    with Journal(output, places_of(home).journals, print) as journal:
        record = journal.record("a.txt")
        assert (record.sha256, record.languages, record.formats) == ("f" * 64, ("fr",), ("md",))
        assert journal.claim("/in/b.txt", "b.txt") == "b.txt"
    assert look(path, "PRAGMA user_version") == [(len(JOURNAL.migrations),)]


def test_many_processes_that_open_an_old_file_at_once_migrate_it_once(tmp_path):
    path = tmp_path / "some.db"
    steps = (("CREATE TABLE steps (number)", "INSERT INTO steps VALUES (1)"), ("INSERT INTO steps VALUES (2)",))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        Schema(1, steps[:1]).prepare(connection, durable=False)

    def open_and_look(_number):
        database = Database(path, Schema(1, steps), print)
        try:
            return database.run(
                lambda connection: connection.execute("SELECT number FROM steps").fetchall(), patience=20
            )
        finally:
            database.close()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(open_and_look, range(16))) == [[(1,), (2,)]] * 16
