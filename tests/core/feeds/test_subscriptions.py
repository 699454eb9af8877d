"""Subscriptions: servers are asked politely, what was read stays read, and the list survives failures."""

import os
import sqlite3
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from feed_server import item, rss

from core.errors import Cancelled, InputError, UsageError
from core.feeds import Outline, refresh, tables
from core.feeds.subscriptions import Subscriptions
from core.reading.fetch import MAX_BYTES

LONG = "<p>" + "La façade du vieux marché sera rénovée d'ici à la fin de l'année prochaine. " * 30 + "</p>"
PAGE = (
    f"<!doctype html><html><head><title>Un</title></head><body><article><h1>Un</h1>{LONG * 2}</article></body></html>"
)


def kinds(events) -> list[str]:
    return [event.kind for event in events]


def titles(subscriptions, **options) -> list[str]:
    return [entry.title for entry in subscriptions.entries(**options)]


def test_nothing_is_made_before_there_is_a_feed(subscriptions, places):
    assert (subscriptions.feeds(), subscriptions.entries()) == ([], [])
    assert not places.home.exists()


def test_a_feed_that_is_added_shows_its_entries_newest_first(subscriptions, server):
    feed = subscriptions.add(server.put("/a", item("Un", day=1), item("Deux", day=3), item("Trois", day=2)))
    assert (feed.title, feed.total, feed.unread, feed.problem) == ("Le fil", 3, 3, "")
    assert feed.site == server.url + "/"
    assert titles(subscriptions) == ["Deux", "Trois", "Un"]
    article = subscriptions.article(subscriptions.entries()[0])
    assert article.text == "Deux\n\nUn texte."
    assert article.source.path == article.source.url == f"{server.url}/Deux"
    assert article.source.published.startswith("2026-")
    assert article.source.outlet == "Le fil"


def test_the_user_names_a_feed_by_number_address_title_or_a_part(subscriptions, server):
    feed = subscriptions.add(server.put("/a", item("Un")), title="Le Quai", folder=["Ports"])
    other = subscriptions.add(server.put("/b", item("Un")), title="Le Quai du Nord")
    for name in (str(feed.number), feed.address, "le quai"):
        assert subscriptions.find(name) == feed
    assert subscriptions.find("NORD") == other
    [entry] = subscriptions.entries(feed)
    assert subscriptions.article(entry).source.outlet == "Le Quai"
    assert feed.folder == ("Ports",)
    for name in ("0", "x", ""):
        with pytest.raises(UsageError, match="no such feed"):
            subscriptions.find(name)
    with pytest.raises(UsageError, match="more than one"):
        subscriptions.find("Le")


def test_a_folder_stands_for_the_feeds_in_it(subscriptions):
    outlines = [Outline(f"http://{name}.example/", name, folder) for name, folder in (("Un", ("Presse",)), ("Deux", ("Presse", "Une")), ("Presse d'ici", ()))]  # fmt: skip
    subscriptions.add_all(outlines)
    assert [feed.title for feed in subscriptions.chosen("presse")] == ["Un", "Deux"]
    assert [feed.title for feed in subscriptions.chosen("presse/une")] == ["Deux"]
    assert [feed.title for feed in subscriptions.chosen("ici")] == ["Presse d'ici"]
    with pytest.raises(UsageError):
        subscriptions.chosen("")


def test_an_unchanged_feed_is_not_sent_again(subscriptions, server):
    server.put("/etag", item("Un"), ETag='"v1"')
    server.put("/date", item("Un"), Last_Modified="Tue, 01 Sep 2026 10:00:00 GMT")
    for path in ("/etag", "/date"):
        subscriptions.add(server.url + path)
    assert kinds(subscriptions.refresh()) == ["same", "same"]
    assert server.answered == {("/etag", 200): 1, ("/etag", 304): 1, ("/date", 200): 1, ("/date", 304): 1}


def test_a_server_without_conditions_may_send_the_same_bytes(subscriptions, server):
    subscriptions.add(server.put("/a", item("Un")))
    assert kinds(subscriptions.refresh()) == ["same"]


def test_read_entries_stay_read_and_new_and_edited_ones_are_reported(subscriptions, server):
    subscriptions.add(server.put("/a", item("Un", key="1"), item("Deux", key="2")))
    subscriptions.mark_read(subscriptions.entries())
    server.put("/a", item("Trois", key="3", day=5), item("Un", "Un texte corrigé.", key="1"), item("Deux", key="2"))
    [event] = subscriptions.refresh()
    assert (event.kind, event.new, event.updated, event.feed.unread, event.done, event.of) == ("new", 1, 1, 1, 1, 1)
    assert titles(subscriptions, unread=True) == ["Trois"]
    edited = next(entry for entry in subscriptions.entries() if entry.title == "Un")
    assert (edited.read, edited.updated) == (True, True)
    assert "corrigé" in subscriptions.article(edited).text
    subscriptions.mark_read([edited])
    assert not any(entry.updated for entry in subscriptions.entries())
    subscriptions.mark_read([edited], read=False)
    assert titles(subscriptions, unread=True) == ["Trois", "Un"]


def test_another_address_in_the_markup_is_no_new_text(subscriptions, server):
    subscriptions.add(server.put("/a", item("Un", '<p>Un texte.</p><img src="/pixel?1">')))
    server.put("/a", item("Un", '<p>Un  texte.</p><img src="/pixel?2">'))
    assert kinds(subscriptions.refresh()) == ["same"]


def test_entries_with_the_same_id_are_all_kept_and_none_is_reported_as_updated(subscriptions, server):
    def put(*names: str) -> None:
        server.put("/a", *(item(name, text=f"Texte {name}.", key="même", link=f"/{name}") for name in names))

    put("Un")
    feed = subscriptions.add(server.url + "/a")
    subscriptions.mark_read(subscriptions.entries())
    for names, new in ((("Deux", "Un"), 1), (("Trois", "Deux", "Un"), 1), (("Trois", "Deux"), 0), (("Trois",), 0)):
        put(*names)
        [event] = subscriptions.refresh([feed], force=True)
        assert (event.new, event.updated) == (new, 0)
    entries = subscriptions.entries()
    assert sorted(entry.title for entry in entries) == ["Deux", "Trois", "Un"]
    assert [entry.title for entry in entries if entry.read] == ["Un"]
    assert not any(entry.updated for entry in entries)


@pytest.mark.parametrize(
    ("before", "after", "counts", "entries_kept"),
    [
        # First only one was in the feed, then only the other.
        ([("Un", "/1", "a")], [("Deux", "/2", "b"), ("Un", "/1", "a")], (1, 0), ["Deux", "Un"]),
        ([("Un", "/1", "a"), ("Deux", "/2", "b")], [("Deux", "/2", "b")], (0, 0), ["Deux", "Un"]),
        # A title or a text is corrected, at an address that no other entry has.
        ([("Un", "/1", "a"), ("Deux", "/2", "b")], [("Un !", "/1", "a"), ("Deux", "/2", "b")], (0, 1), ["Deux", "Un !"]),
        ([("Un", "/1", "a"), ("Deux", "/2", "b")], [("Un", "/1", "c")], (0, 1), ["Deux", "Un"]),
        # Title and address are shared too, and only the text is an entry's own.
        ([("Direct", "/", "14 h"), ("Direct", "/", "15 h")], [("Direct", "/", "15 h"), ("Direct", "/", "14 h")], (0, 0), ["Direct"] * 2),
        ([("Direct", "/", "14 h"), ("Direct", "/", "15 h")], [("Direct", "/", "16 h"), ("Direct", "/", "15 h")], (1, 0), ["Direct"] * 3),
        # The addresses change with each answer.
        ([("Un", "/1?a", "a"), ("Deux", "/2?a", "b")], [("Un", "/1?b", "a"), ("Deux", "/2?b", "b")], (0, 0), ["Deux", "Un"]),
    ],
)  # fmt: skip
def test_entries_that_share_an_id_are_recognised_by_what_is_their_own(
    subscriptions, server, before, after, counts, entries_kept
):
    def put(entries) -> None:
        server.put("/a", *(item(title, text, key="même", link=link) for title, link, text in entries))

    put(before)
    feed = subscriptions.add(server.url + "/a")
    put(after)
    [event] = subscriptions.refresh([feed], force=True)
    assert ((event.new, event.updated), sorted(titles(subscriptions))) == (counts, entries_kept)


def test_of_two_entries_with_one_id_that_come_in_turn_neither_replaces_the_other(subscriptions, server):
    first, other = (item(name, f"Texte {name}.", key="même", link=f"/{name}") for name in ("Un", "Deux"))
    server.put("/a", first, other)
    feed = subscriptions.add(server.url + "/a")
    for entry in (first, other):
        server.put("/a", entry)
        [event] = subscriptions.refresh([feed], force=True)
        assert (event.new, event.updated) == (0, 0)
    assert sorted(titles(subscriptions)) == ["Deux", "Un"]


def test_an_entry_that_left_its_feed_stays_until_it_is_too_old(subscriptions, server, monkeypatch):
    monkeypatch.setattr(tables, "KEPT", 2)
    subscriptions.add(server.put("/a", *(item(f"{n}", day=n) for n in range(1, 5))))
    server.put("/a", item("5", day=5), item("4", day=4))
    list(subscriptions.refresh())
    assert titles(subscriptions) == ["5", "4", "3", "2"]


def test_a_feed_that_moved_for_good_is_asked_there_from_then_on(subscriptions, server):
    server.put("/old", item("Un"))
    subscriptions.add(server.url + "/old")
    server.put("/new", item("Un"), item("Deux"))
    server.put("/old", status=301, Location="/new")
    [event] = subscriptions.refresh()
    assert event.note == f"moved for good to {server.url}/new"
    list(subscriptions.refresh())
    assert (server.asked["/old"], server.asked["/new"]) == (2, 2)
    server.put("/new", status=302, Location="/third")
    server.put("/third", item("Un"))
    list(subscriptions.refresh())
    assert subscriptions.feeds()[0].address == f"{server.url}/new"


def test_a_feed_that_is_gone_is_reported_and_not_asked_again(subscriptions, server):
    subscriptions.add(server.put("/a", item("Un")))
    server.put("/a", status=410)
    [event] = subscriptions.refresh()
    assert (event.kind, event.feed.gone) == ("failed", True)
    assert "taken down (410)" in event.note
    assert kinds(subscriptions.refresh()) == ["skipped"]
    assert titles(subscriptions) == ["Un"]
    server.put("/a", item("Un"))
    [event] = subscriptions.refresh(force=True)
    assert (event.kind, event.feed.gone, event.feed.problem) == ("same", False, "")


def test_a_server_is_not_asked_before_the_time_that_it_named(places, server):
    now = [1_790_000_000.0]
    subscriptions = Subscriptions(places, now=lambda: now[0])
    subscriptions.add(server.put("/a", item("Un"), Cache_Control="public, max-age=600"))
    [event] = subscriptions.refresh()
    assert (event.kind, server.asked["/a"]) == ("skipped", 1)
    assert "nothing new before" in event.note
    assert kinds(subscriptions.refresh(force=True)) == ["same"]
    now[0] += 601
    server.put("/a", status=503, Retry_After="120")
    assert kinds(subscriptions.refresh()) == ["failed"]
    [event] = subscriptions.refresh(force=True)
    assert event.kind == "skipped"
    assert "asks for a pause" in event.note
    now[0] += 121
    server.put("/a", item("Un"), item("Deux"), Cache_Control="max-age=99999999")
    assert kinds(subscriptions.refresh()) == ["new"]
    now[0] += refresh.LONGEST + 1
    assert kinds(subscriptions.refresh()) == ["same"]
    now[0] -= 50 * refresh.LONGEST
    assert kinds(subscriptions.refresh()) == ["same"]


def test_a_feed_does_not_lead_to_another_host_inside(subscriptions, server):
    server.put("/b", item("Un"))
    server.put("/a", status=302, Location=server.url.replace("127.0.0.1", "localhost") + "/b")
    with pytest.raises(InputError, match="private network"):
        subscriptions.add(server.url + "/a")
    assert server.asked == {"/a": 1}


def test_one_bad_feed_never_stops_the_others(subscriptions, server, monkeypatch):
    clock = SimpleNamespace(monotonic=lambda: clock.now, now=0.0)
    monkeypatch.setattr(refresh, "time", clock)
    good = {"/good": (item("Un"),), "/packed": (item("Deux"),), "/late": (item("Trois"),)}
    for path, items in good.items():
        server.put(path, *items, **({"Content_Encoding": "gzip"} if path == "/packed" else {}))
    server.put("/broken", body=b"<rss><channel><item><title>Un")
    server.put("/text", body=b"Un texte, et rien d'autre.")
    server.put("/claim", item("Un"), Content_Length=str(MAX_BYTES + 1))
    server.put("/circle", status=302, Location="/circle")
    server.drips.add("/drip")
    paths = ["/drip", "/missing", "/text", "/claim", "/circle", "/broken", *good]
    subscriptions.add_all(Outline(server.url + path) for path in paths)
    events = {}
    for event in subscriptions.refresh():
        events[event.feed.address.removeprefix(server.url)] = event
        if len(events) == len(paths) - 1:
            clock.now += refresh.LIMIT + 1
    assert list(events)[-1] == "/drip"
    assert set(events) == set(paths)
    assert {path: events[path].kind for path in good} == dict.fromkeys(good, "new")
    problems = {path: events[path].note for path in paths if events[path].kind == "failed"}
    assert "404" in problems["/missing"]
    assert "no feed" in problems["/text"]
    assert "more than 5 times" in problems["/circle"]
    assert "not done in" in problems["/drip"]
    assert {feed.address: feed.problem for feed in subscriptions.feeds() if feed.problem} == {
        server.url + path: problem for path, problem in problems.items()
    }


def test_a_cancelled_refresh_keeps_what_is_done(subscriptions, server):
    server.drips |= {"/drip"}
    subscriptions.add_all([Outline(server.put("/a", item("Un"))), Outline(server.url + "/drip")])
    seen = []
    with pytest.raises(Cancelled):
        seen.extend(subscriptions.refresh(cancelled=lambda: bool(subscriptions.entries())))
    assert titles(subscriptions) == ["Un"]


def test_a_page_is_no_feed_but_may_name_one_which_is_not_asked(subscriptions, server):
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>x</body></html>'
    server.put("/", body=page)
    with pytest.raises(InputError, match=f"its feed is at {server.url}/rss.xml"):
        subscriptions.add(server.url + "/")
    assert server.asked == {"/": 1}
    assert subscriptions.feeds() == []


def test_the_same_feed_is_not_added_twice_even_by_a_detour(subscriptions, server):
    subscriptions.add(server.put("/a", item("Un")))
    server.put("/b", status=301, Location="/a")
    for path in ("/a", "/a#x", "/b"):
        with pytest.raises(InputError, match="already"):
            subscriptions.add(server.url + path)


def test_a_feed_in_a_file_is_read_again_when_it_has_changed(subscriptions, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feed.xml").write_bytes(rss(item("Un")))
    feed = subscriptions.add("feed.xml")
    assert feed.address == str(tmp_path / "feed.xml")
    assert kinds(subscriptions.refresh()) == ["same"]
    (tmp_path / "feed.xml").write_bytes(rss(item("Un"), item("Deux")))
    assert kinds(subscriptions.refresh()) == ["new"]
    (tmp_path / "feed.xml").unlink()
    [event] = subscriptions.refresh()
    assert "cannot be read" in event.note
    with pytest.raises(UsageError, match="http"):
        subscriptions.add("www.exemple.example/rss")


def test_what_is_no_address_is_not_put_on_the_list_offline_either(places):
    with pytest.raises(UsageError, match="this is no address"):
        Subscriptions(places, offline=True).add("http://[")
    assert Subscriptions(places).feeds() == []


def test_offline_no_socket_is_opened(places, server):
    url = server.put("/a", item("Un"))
    subscriptions = Subscriptions(places, offline=True)
    assert subscriptions.add(url).asked is None
    [event] = subscriptions.refresh(force=True)
    assert (event.kind, server.asked.total()) == ("skipped", 0)
    assert "offline" in event.note


def test_the_whole_text_of_a_summary_is_fetched_once_and_only_when_asked_for(subscriptions, places, server):
    server.put("/Un", body=PAGE.encode(), Content_Type="text/html")
    subscriptions.add(server.put("/a", item("Un"), item("Deux"), item("Trois", LONG)))
    entries = {entry.title: entry for entry in subscriptions.entries()}
    assert subscriptions.article(entries["Un"]).text == "Un\n\nUn texte."
    assert server.asked["/Un"] == 0
    for _ in range(2):
        assert "façade" in subscriptions.article(entries["Un"], whole=True).text
    assert "façade" in Subscriptions(places, offline=True).article(entries["Un"], whole=True).text
    assert server.asked["/Un"] == 1
    assert "404" in subscriptions.article(entries["Deux"], whole=True).source.note
    assert subscriptions.article(entries["Trois"], whole=True).source.note is None
    assert server.asked["/Trois"] == 0


def test_fetched_pages_are_bounded(subscriptions, server, monkeypatch):
    monkeypatch.setattr(tables, "PAGES", 300)
    for path in ("/Un", "/Deux"):
        server.put(path, body=PAGE.encode(), Content_Type="text/html")
    subscriptions.add(server.put("/a", item("Un"), item("Deux")))
    for _ in range(2):
        for entry in subscriptions.entries():
            subscriptions.article(entry, whole=True)
    assert server.asked["/Un"] + server.asked["/Deux"] > 2


def test_the_entries_of_a_removed_feed_are_removed(subscriptions, server, places):
    feed = subscriptions.add(server.put("/a", item("Un")))
    [entry] = subscriptions.entries()
    assert subscriptions.remove(feed) is True
    assert (subscriptions.feeds(), subscriptions.entries()) == ([], [])
    assert not [file for file in places.home.iterdir() if b"Un texte" in file.read_bytes()]
    with pytest.raises(InputError, match="no longer"):
        subscriptions.article(entry)
    assert kinds(subscriptions.refresh([feed])) == ["skipped"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>', id="entities"),
        pytest.param('<?xml version="1.0" encoding="utf-8"?>', id="plain"),
    ],
)
def test_hostile_and_mislabelled_feeds_become_clean_text(subscriptions, server, body):
    channel = (
        "<rss version='2.0'><channel><title>Le\x1b[31m fil</title><item><guid>&#xD800;</guid><title>Été &b;</title>"
    )
    text = f"{body}{channel}<description>&lt;p&gt;D\u00e9j\u00e0&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item></channel></rss>"
    feed = subscriptions.add(server.put("/a", body=text.encode("latin-1"), Content_Type="text/xml; charset=utf-8"))
    [entry] = subscriptions.entries()
    assert "\x1b" not in feed.title
    assert entry.title.startswith("Été")
    assert "haha" not in entry.title
    assert entry.excerpt == "Déjà"
    assert subscriptions.article(entry).text.endswith("Déjà")


def test_a_damaged_file_is_set_aside_and_the_list_saved(subscriptions, places, server, warnings):
    subscriptions.add(server.put("/a", item("Un")), title="Mien", folder=["Un", "Deux"])
    subscriptions.close()
    with sqlite3.connect(places.feeds) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with places.feeds.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    [feed] = subscriptions.feeds()
    assert (feed.title, feed.folder, feed.total) == ("Mien", ("Un", "Deux"), 0)
    [warning] = warnings
    assert "set aside as feeds.db.damaged-1" in warning
    assert warning.endswith("with 1 feed saved from it; refresh to fill it again")
    assert kinds(subscriptions.refresh()) == ["new"]


def test_many_threads_may_read_while_one_refreshes(subscriptions, server):
    subscriptions.add_all(Outline(server.put(f"/{n}", item(f"Un {n}"), item(f"Deux {n}"))) for n in range(12))
    seen: list[int] = []
    stop = threading.Event()

    def reading():
        while not stop.is_set():
            seen.append(len(subscriptions.entries()))

    thread = threading.Thread(target=reading)
    thread.start()
    assert kinds(subscriptions.refresh()) == ["new"] * 12
    stop.set()
    thread.join()
    assert seen == sorted(seen)
    assert len(subscriptions.entries()) == 24


FRENCH = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Le fil</title><item><title>Le pr\xe9fet</title>'
    "<guid>1</guid><description>L'\u0153uvre co\xfbte 3 \u20ac.</description></item></channel></rss>"
)


@pytest.mark.parametrize("remote", [False, True])
def test_a_feed_is_read_in_the_encoding_that_was_chosen_for_it(remote, subscriptions, server, tmp_path):
    path, body = tmp_path / "feed.xml", FRENCH.encode("iso8859-15")
    path.write_bytes(body)
    address = server.put("/a", body=body) if remote else str(path)
    feed = subscriptions.add(address, encoding="iso8859-15")
    [entry] = subscriptions.entries()
    assert (feed.encoding, entry.excerpt) == ("iso8859-15", "L'\u0153uvre co\xfbte 3 \u20ac.")
    assert subscriptions.article(entry).source.encoding == "iso8859-15"
    subscriptions.decode_as(feed, "cp437")
    assert kinds(subscriptions.refresh()) == ["new"]
    [entry] = subscriptions.entries()
    assert "\xfb" not in entry.excerpt
    subscriptions.decode_as(feed, None)
    list(subscriptions.refresh())
    assert subscriptions.feeds()[0].encoding is None
    assert kinds(subscriptions.refresh(force=True)) == ["same"]


def test_the_notes_of_a_feed_apply_to_its_entries_after_a_restart(subscriptions, places, server):
    body = FRENCH.encode().replace("û".encode(), b"\xfb")
    subscriptions.add(server.put("/a", body=body))
    subscriptions.close()
    with Subscriptions(places) as reopened:
        note = reopened.article(reopened.entries()[0]).source.note
    assert note == "damaged bytes in this utf-8 text: 1 guessed, 0 replaced by �"


def test_a_list_of_an_earlier_version_is_migrated(places):
    from core.feeds.tables import FEEDS

    places.home.mkdir(parents=True)
    connection = sqlite3.connect(places.feeds)
    for statement in FEEDS.migrations[0]:
        connection.execute(statement)
    connection.execute("INSERT INTO feeds (address, folder) VALUES ('https://a.example/rss', '[]')")
    connection.execute(f"PRAGMA application_id = {FEEDS.application_id}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    with Subscriptions(places) as subscriptions:
        [feed] = subscriptions.feeds()
    assert (feed.address, feed.encoding) == ("https://a.example/rss", None)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names are bytes on Linux")
def test_a_file_whose_name_is_not_utf_8_is_refused_in_words(places, tmp_path):
    file = os.fsdecode(os.fsencode(tmp_path) + b"/fil\x9b.xml")
    Path(file).write_text("<rss version='2.0'><channel><title>Fil</title></channel></rss>", encoding="utf-8")
    with Subscriptions(places) as feeds, pytest.raises(UsageError, match="is not UTF-8"):
        feeds.add(file)
