"""What a batch does, what it skips on a second run, and what it reports."""

import contextlib
import json
import os
import shutil
import sqlite3
import sys
import time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from batching import batch, batching, done, times, tree, write_wires

from core.batch import Done, Failed, Job, Kept, NoPack, Notice, PassedOver
from core.batch.journal import Journal
from core.batch.watch import Watch
from core.brief import Briefer
from core.conditions import Condition, Rule
from core.errors import OutputError
from core.files import write_whole
from core.library.store import Library
from core.library.writer import LibraryWriter
from core.settings import LibrarySettings, Settings, TranslationSettings


@pytest.fixture
def places(places, random_pack):
    shutil.copytree(random_pack, places.argos_packs[0] / random_pack.name)
    return places


@pytest.fixture
def wires(tmp_path):
    return write_wires(tmp_path / "in", 12)


@pytest.fixture
def output(tmp_path):
    return tmp_path / "out"


def kinds(events):
    return [type(event) for event in events]


def test_the_tree_mirrors_that_of_the_input_and_holds_nothing_else(places, wires, output):
    events = batch(places, [wires], output, formats=("md", "json"))
    assert kinds(events) == [Done] * 12
    named = {f"{path.relative_to(wires)}.{form}" for path in wires.rglob("*.txt") for form in ("md", "json")}
    assert set(tree(output)) == named
    assert not [*output.glob(".*")]


def test_what_is_done_is_not_done_again(places, wires, output):
    batch(places, [wires], output)
    assert kinds(batch(places, [wires], output)) == [Kept] * 12
    assert done(batch(places, [wires], output, again=True)) == [f"{n // 10:02}/{n:03}.txt" for n in range(12)]


def test_a_changed_file_a_new_one_and_one_whose_brief_is_gone_are_done_again(places, wires, output):
    batch(places, [wires], output)
    (wires / "00" / "003.txt").write_text("Paris. Le ministre a dit non.\n", encoding="utf-8")
    (wires / "00" / "new.txt").write_text("La mer est là.\n", encoding="utf-8")
    (output / "00" / "005.txt.md").unlink()
    assert done(batch(places, [wires], output)) == ["00/003.txt", "00/005.txt", "00/new.txt"]


def test_other_options_or_another_format_are_another_job(places, wires, output):
    batch(places, [wires], output)
    greedy = Settings(places, translation=TranslationSettings("fr", beam=1))
    assert kinds(batch(places, [wires], output, settings=greedy)) == [Done] * 12
    assert kinds(batch(places, [wires], output)) == [Done] * 12
    assert kinds(batch(places, [wires], output, formats=("json",))) == [Done] * 12
    assert kinds(batch(places, [wires], output, formats=("md", "json"))) == [Kept] * 12


def test_a_template_of_the_users_own_makes_the_briefs_and_another_makes_them_again(places, wires, output, tmp_path):
    template = tmp_path / "desk.md"
    template.write_text("desk: {{ brief.path }}\n", "utf-8")
    first = done(batch(places, [wires], output, template=template))
    assert len(first) > 1
    assert all((output / f"{target}.md").read_text("utf-8").startswith("desk: ") for target in first)
    assert done(batch(places, [wires], output, template=template)) == []
    template.write_text("{{ brief.mood }}", "utf-8")
    failed = batch(places, [wires], output, template=template)
    assert {event.error.problem for event in failed if isinstance(event, Failed)} == {
        f"{template}: line 1: a brief has no attribute 'mood'"
    }


def test_a_pack_that_comes_later_is_used(places, wires, output):
    pack = next(places.argos_packs[0].iterdir())
    away = pack.rename(places.home.parent / "away")
    events = batch(places, [wires], output)
    assert kinds(events).count(NoPack) == 1
    assert kinds(events).count(Done) == 12
    away.rename(pack)
    assert kinds(batch(places, [wires], output)) == [Done] * 12


def test_one_that_fails_is_reported_tried_again_and_stops_no_other(places, wires, output):
    (wires / "00" / "000.txt").write_bytes(b"")
    (wires / "00" / "001.txt").write_bytes(b"%PDF-1.4 broken")
    for _ in range(2):
        failed = [event for event in batch(places, [wires, wires / "nowhere"], output) if isinstance(event, Failed)]
        assert [Path(event.path).name for event in failed] == ["000.txt", "001.txt", "nowhere"]
        assert all(event.error.problem for event in failed)
    assert len(tree(output)) == 10


def test_an_article_that_the_line_itself_fails_with_stops_no_other(places, wires, output, monkeypatch):
    from core import analysis

    check = analysis.check

    def breaks(source, *rest, **options):
        if "35" in source.split():
            raise ZeroDivisionError("as a bug would")
        return check(source, *rest, **options)

    monkeypatch.setattr(analysis, "check", breaks)
    events = batch(places, [wires], output)
    [failed] = [event for event in events if isinstance(event, Failed)]
    assert failed.path.endswith("005.txt")
    assert "ZeroDivisionError" in failed.error.problem
    assert kinds(events).count(Done) == 11
    monkeypatch.undo()
    assert done(batch(places, [wires], output)) == ["00/005.txt"]


def test_only_what_is_asked_for_is_done(places, wires, output):
    english = "The minister said that the harbour would be closed on Monday, and that the ferries would not sail.\n"
    (wires / "english.txt").write_text(english, encoding="utf-8")
    os.utime(wires / "english.txt", (0, 0))
    free = Settings(places)
    events = batch(places, [wires], output, settings=free, language="en", dry=True)
    assert done(events) == ["english.txt"]
    events = batch(places, [wires], output, settings=free, since=date(2020, 1, 1), dry=True)
    assert "english.txt" not in done(events)
    assert kinds(events).count(PassedOver) == 1
    assert len(done(batch(places, [wires], output, limit=3))) == 3
    assert done(batch(places, [wires], output, limit=3)) == ["00/002.txt", "00/003.txt", "00/004.txt"]


def test_a_dry_run_touches_nothing(places, wires, output):
    assert len(done(batch(places, [wires], output, dry=True))) == 12
    assert not output.exists()
    assert not places.home.exists()
    batch(places, [wires], output, limit=2)
    assert len(done(batch(places, [wires], output, dry=True))) == 10


def test_an_input_of_several_articles_gives_a_folder_with_one_file_each(places, tmp_path, output):
    feed = tmp_path / "in" / "feed.xml"
    feed.parent.mkdir()
    items = "".join(
        f"<item><title>Titre {n}</title><description>Le ministre a dit {n}.</description></item>" for n in range(3)
    )
    feed.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>')
    assert done(batch(places, [feed.parent], output)) == ["feed.xml/0001", "feed.xml/0002", "feed.xml/0003"]
    assert kinds(batch(places, [feed.parent], output)) == [Kept] * 3
    (output / "feed.xml" / "0002.md").unlink()
    assert done(batch(places, [feed.parent], output)) == ["feed.xml/0002"]


def test_readers_beside_it_change_nothing(places, wires, output, tmp_path):
    (wires / "empty.txt").write_bytes(b"")
    first, second = (batch(places, [wires], folder, jobs=jobs) for folder, jobs in ((output, 1), (tmp_path / "o", 3)))
    assert sorted(done(first)) == sorted(done(second))
    assert kinds(second).count(Failed) == 1
    assert tree(output) == tree(tmp_path / "o")


def test_two_inputs_of_one_name_are_two_briefs(places, tmp_path, output):
    for folder, text in (("a", "Le ministre a dit un."), ("b", "La mer est là.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(text, encoding="utf-8")
    names = [tmp_path / "a", tmp_path / "b"]
    assert done(batch(places, names, output)) == ["x.txt", "x.txt~2"]
    assert "La mer" in (output / "x.txt~2.md").read_text()
    assert kinds(batch(places, names[::-1], output)) == [Kept] * 2


@pytest.mark.parametrize("below", ["out", "."])
def test_an_output_folder_among_the_inputs_is_not_read(places, wires, below):
    assert len(done(batch(places, [wires], wires / below))) == 12
    assert kinds(batch(places, [wires], wires / below)) == [Kept] * 12


def test_names_that_are_no_utf_8_are_names(places, tmp_path, output):
    name = os.fsdecode(b"d\xe9p\xeache.txt")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text("Le ministre a dit non.", encoding="utf-8")
    assert done(batch(places, [tmp_path / "in"], output)) == [name]
    assert (output / f"{name}.md").exists()
    assert kinds(batch(places, [tmp_path / "in"], output)) == [Kept]


def test_a_row_of_stars_is_an_article_with_nothing_to_translate(places, wires, output):
    (wires / "00" / "stars.txt").write_text("* * *\n", encoding="utf-8")
    assert len(done(batch(places, [wires], output))) == 13


def test_what_was_done_is_found_in_the_library_unless_none_is_kept(places, wires, output, tmp_path):
    batch(places, [wires], output)
    with Library(places.library) as library:
        assert len(library.search("ministre")) == 12
        [hit] = library.search('"Dépêche 7"')
        text = (output / "00" / "007.txt.md").read_text(encoding="utf-8")
        assert library.brief(hit.key).article.text.splitlines()[0] in text
    home = replace(places, home=tmp_path / "other")
    batch(places, [wires], tmp_path / "out2", settings=Settings(home, library=LibrarySettings(size=0)))
    assert not home.library.exists()


def test_a_library_that_cannot_be_used_stops_nothing(places, wires, output):
    places.library.mkdir(parents=True)
    events = batch(places, [wires], output)
    assert kinds(events).count(Done) == 12
    assert [event.text for event in events if not isinstance(event, Done)]


@pytest.mark.parametrize("written", [4, 5], ids=["before its file", "after its file"])
def test_one_that_is_cut_off_is_done_again_unless_its_file_is_there(places, wires, output, monkeypatch, written):
    def write(path, *rest):
        if len(times(output)) == 4 == written:
            raise KeyboardInterrupt
        write_whole(path, *rest)
        if len(times(output)) == written:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("core.batch.run.write_whole", write)
        with pytest.raises(KeyboardInterrupt):
            batch(places, [wires], output)
    before = times(output)
    assert len(before) == written
    events = batch(places, [wires], output)
    assert (kinds(events).count(Kept), kinds(events).count(Done)) == (written, 12 - written)
    assert {name: when for name, when in times(output).items() if name in before} == before
    assert not done(batch(places, [wires], output))


def test_a_promised_file_of_another_content_is_done_again(places, wires, output, monkeypatch):
    def cut_off(*_):
        raise KeyboardInterrupt

    batch(places, [wires], output)
    (wires / "00" / "003.txt").write_text("Autre chose\n\nIl pleut sur Paris.\n", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("core.batch.run.write_whole", cut_off)
        with pytest.raises(KeyboardInterrupt):
            batch(places, [wires], output)
    assert done(batch(places, [wires], output)) == ["00/003.txt"]
    assert "Il pleut" in (output / "00" / "003.txt.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda data: data[: len(data) // 2], lambda data: data[:-1] + b"!"])
def test_a_brief_that_was_emptied_cut_or_altered_is_made_again_and_reported(places, wires, output, spoil):
    batch(places, [wires], output, formats=("md", "json"))
    before = tree(output)
    spoiled = output / "00" / "003.txt.json"
    spoiled.write_bytes(spoil(spoiled.read_bytes()))
    events = batch(places, [wires], output, formats=("md", "json"))
    assert done(events) == ["00/003.txt"]
    [notice] = [event for event in events if isinstance(event, Notice)]
    assert notice.what == str(spoiled)
    assert tree(output) == before


def test_a_format_that_was_made_earlier_is_held_against_its_own_digest(places, wires, output):
    batch(places, [wires], output, formats=("md",))
    batch(places, [wires], output, formats=("json",))
    assert not done(batch(places, [wires], output, formats=("md", "json")))
    (output / "00" / "003.txt.md").write_bytes(b"")
    assert done(batch(places, [wires], output, formats=("md", "json"))) == ["00/003.txt"]


@contextlib.contextmanager
def held(path):
    """Lock the library, like a process that writes to it for a long time."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.close()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr("core.batch.run.LibraryWriter", partial(LibraryWriter, patience=0.05))
    monkeypatch.setattr("core.library.writer._RETRY_EVERY", 0)


def test_what_a_locked_library_could_not_keep_is_kept_later_in_the_run(places, wires, output, impatient):
    with Library(places.library) as library:
        library.touch()
    locked = contextlib.ExitStack()
    locked.enter_context(held(places.library))
    count = 0
    for event in batching(places, [wires], output):
        count += isinstance(event, Done)
        if count == 4:
            locked.close()
    with Library(places.library) as library:
        assert library.stats().briefs == 12
    assert not done(batch(places, [wires], output))


def test_what_a_library_locked_to_the_end_could_not_keep_is_made_up_on_the_rerun(places, wires, output, impatient):
    with Library(places.library) as library:
        library.touch()
    with held(places.library):
        events = batch(places, [wires], output)
        assert kinds(events).count(Done) == 12
        assert events[-1].text.endswith("goes on without it: 12 briefs are not in it")
        # Still locked: doing everything again would not help.
        assert not done(batch(places, [wires], output))
    before = tree(output)
    assert len(done(batch(places, [wires], output))) == 12
    with Library(places.library) as library:
        assert library.stats().briefs == 12
    assert tree(output) == before
    assert not done(batch(places, [wires], output))


def test_what_a_rule_stars_is_starred_once_a_locked_library_takes_it(places, wires, output, impatient):
    with Library(places.library) as library:
        library.touch()
    settings = Settings(
        places,
        translation=TranslationSettings("fr"),
        rules=(Rule("star", Condition("ministre")), Rule("mark", Condition("mer"))),
    )
    locked = contextlib.ExitStack()
    locked.enter_context(held(places.library))
    count = 0
    for event in batching(places, [wires], output, settings=settings, rules=True):
        count += isinstance(event, Done)
        if count == 6:
            locked.close()
    with Library(places.library) as library:
        found = library.search("ministre")
        assert len(found) == library.stats().starred == 12
        assert all(library.marks(hit.key).marked for hit in found)


def test_a_damaged_journal_is_set_aside_and_all_is_done_again(places, wires, output):
    batch(places, [wires], output)
    before = tree(output)
    [journal] = places.journals.glob("*.db")
    journal.write_bytes(b"rubbish" * 2000)
    events = batch(places, [wires], output)
    assert kinds(events).count(Done) == 12
    assert tree(output) == before


def test_a_row_of_the_journal_that_no_version_wrote_costs_its_article_alone(places, wires, output):
    batch(places, [wires], output)
    [journal] = places.journals.glob("*.db")
    with contextlib.closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        for n, (column, value) in enumerate(
            [("promised", "md"), ("languages", None), ("formats", None), ("languages", 7)]
        ):
            query = f"UPDATE articles SET {column} = ? WHERE target = ?"  # noqa: S608
            connection.execute(query, (value, f"00/{n:03}.txt".encode()))
    assert done(batch(places, [wires], output)) == [f"00/{n:03}.txt" for n in range(4)]
    assert not done(batch(places, [wires], output))


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are POSIX")
def test_a_link_in_the_place_of_the_folder_for_drafts_is_not_emptied(places, wires, output, tmp_path):
    own_copy = tmp_path / "mine"
    own_copy.mkdir()
    (own_copy / "notes.txt").write_text("kept", encoding="utf-8")
    output.mkdir()
    Journal(output, places.journals, pytest.fail).drafts.symlink_to(own_copy)
    with pytest.raises(OutputError) as caught:
        batch(places, [wires], output)
    assert ".depeche-" in caught.value.what
    assert (own_copy / "notes.txt").read_text("utf-8") == "kept"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root makes folders of other users")
def test_a_folder_for_drafts_of_another_user_who_could_exchange_them_is_not_used(places, wires, output):
    drafts = Journal(output, places.journals, pytest.fail).drafts
    drafts.mkdir(parents=True)
    os.chown(drafts, 65534, 65534)
    with pytest.raises(OutputError) as caught:
        batch(places, [wires], output)
    assert ".depeche-" in caught.value.what
    assert [path.name for path in output.iterdir()] == [drafts.name]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_nobody_else_can_look_into_the_folder_for_drafts(places, output):
    before = os.umask(0)
    try:
        with Journal(output, places.journals, pytest.fail) as journal:
            assert journal.drafts.stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)


def test_of_the_folder_for_drafts_only_drafts_are_deleted(places, wires, output):
    drafts = Journal(output, places.journals, pytest.fail).drafts
    drafts.mkdir(parents=True)
    (drafts / ".depeche-left").write_text("half", encoding="utf-8")
    (drafts / "other").write_text("kept", encoding="utf-8")
    batch(places, [wires], output)
    assert [path.name for path in drafts.iterdir()] == ["other"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are POSIX")
@pytest.mark.parametrize("what", ["pipe", "device"])
def test_what_never_ends_in_the_place_of_a_brief_is_replaced(places, wires, output, what):
    batch(places, [wires], output)
    brief = output / "00" / "003.txt.md"
    before = brief.read_bytes()
    brief.unlink()
    if what == "pipe":
        os.mkfifo(brief)
    else:
        brief.symlink_to("/dev/zero")
    assert done(batch(places, [wires], output)) == ["00/003.txt"]
    assert not brief.is_symlink()
    assert brief.read_bytes() == before


def test_a_second_batch_into_one_folder_is_refused_in_words(places, wires, output):
    with Journal(output, places.journals, pytest.fail), pytest.raises(OutputError, match="another batch"):
        batch(places, [wires], output)


def test_one_that_cannot_be_written_is_reported_and_stops_no_other(places, wires, output):
    (output / "00" / "004.txt.md").mkdir(parents=True)
    events = batch(places, [wires], output)
    [failed] = [event for event in events if isinstance(event, Failed)]
    assert "cannot be written" in failed.error.problem
    assert kinds(events).count(Done) == 11


def test_the_report_says_what_became_of_it(places, wires, output):
    from core.batch import Job
    from core.batch.report import Totals, to_report

    (wires / "00" / "000.txt").write_bytes(b"")
    totals = Totals()
    for event in batch(places, [wires], output):
        totals.add(event)
    report = json.loads(to_report(totals, Job((str(wires),), output), 2.0, interrupted=False))
    assert report["articles"] == {"done": 11, "kept": 0, "failed": 1, "passed_over": 0}
    assert report["languages"] == {"fr": 11}
    assert report["failures"][0]["path"].endswith("000.txt")
    assert report["words_per_second"] == report["words"] / 2


def test_a_link_that_leads_out_of_the_folder_is_reported_and_not_read(places, wires, output, tmp_path):
    (tmp_path / "secret.txt").write_text("Le secret.\n\nUn mot secret.\n", encoding="utf-8")
    (wires / "00" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (wires / "00" / "inside.txt").symlink_to(wires / "00" / "001.txt")
    events = batch(places, [wires], output)
    [failed] = [event for event in events if isinstance(event, Failed)]
    assert failed.path.endswith("link.txt")
    assert "link out of the folder" in failed.error.problem
    assert kinds(events).count(Done) == 13
    watched = batch(places, [wires / "00" / "link.txt"], tmp_path / "other", root=str(wires))
    assert kinds(watched) == [Failed]


@pytest.mark.skipif(sys.platform == "win32", reason="links are POSIX")
def test_a_folder_that_became_a_link_since_it_was_listed_is_not_followed(places, wires, output, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "001.txt").write_text("Le secret.\n\nUn mot secret.\n", encoding="utf-8")
    shutil.rmtree(wires / "00")
    (wires / "00").symlink_to(tmp_path / "mine")
    [failed] = batch(places, [wires / "00" / "001.txt"], output, root=str(wires))
    assert "link out of the folder" in failed.error.problem


def test_names_near_the_limit_get_briefs_in_every_format(places, tmp_path, output):
    folder = tmp_path / "long"
    folder.mkdir()
    names = ["a" * 251 + ".txt", "é" * 125 + ".txt", "b" * 248 + ".txt", "a" * 250 + "b.txt"]
    for number, name in enumerate(names):
        (folder / name).write_text(f"Dépêche {number}\n\nIl pleut sur Paris.\n", encoding="utf-8")
    events = batch(places, [folder], output, formats=("md", "json"))
    assert kinds(events).count(Done) == 4
    assert sorted(path.suffix for path in output.iterdir()) == [".json"] * 4 + [".md"] * 4
    assert not done(batch(places, [folder], output, formats=("md", "json")))


def test_a_home_that_cannot_be_written_is_named_and_not_the_output(places, wires, output):
    places.home.mkdir()
    places.journals.write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        batch(places, [wires], output)
    assert caught.value.what == str(places.journals)


def test_a_file_in_a_new_folder_that_the_system_did_not_report_is_done_all_the_same(places, tmp_path, output):
    inputs = tmp_path / "in"
    inputs.mkdir()

    class Deaf(Watch):
        """Is told of a new folder before it can watch its contents."""

        def _changes(self):
            (inputs / "new").mkdir()
            yield {("added", str(inputs / "new"))}
            yield set()
            (inputs / "new" / "wire.txt").write_text("Le ministre a dit que Paris est la une.", encoding="utf-8")
            end = time.monotonic() + 20
            while time.monotonic() < end and not self._stopped.wait(0.05):
                yield set()
            self.stop()

    settings = Settings(places, translation=TranslationSettings("fr", threads=1))
    job = Job((str(inputs),), output, root=str(inputs))
    watch = Deaf(job, Briefer(settings), tmp_path / "quarantine", settle=0.1)
    event = next(watch.run(), None)
    assert isinstance(event, Done)
    assert event.target == "new/wire.txt"
