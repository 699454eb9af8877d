"""`depeche feeds` as people use it: real processes and a real server on loopback."""

import json
import signal

import pytest

from core.feeds.subscriptions import Subscriptions
from tests.core.feeds.feed_server import Feeds, item, rss, serve
from tests.program import Program
from tests.program import run_program as depeche

QUAYS = ("Un pont pour le bourg", "Le bac reprend")


def stand(server, *titles):
    """Add a feed at its address, as of now."""
    text = "Le conseil municipal a voté mardi la construction d'un pont sur la rivière."
    items = [item(title, text, link=f"/{place}.html", day=9 - place) for place, title in enumerate(titles)]
    return server.put("/feed.xml", body=rss(*items, title="Les Quais"))


@pytest.fixture
def server():
    feeds = Feeds()
    with serve(feeds) as http_server:
        stand(feeds, *QUAYS)
        feeds.put("/slow")
        feeds.drips.add("/slow")
        yield feeds
        http_server.shutdown()


def test_a_user_follows_refreshes_reads_and_exports_feeds(server, tmp_path):
    done = depeche("feeds", "add", f"{server.url}/feed.xml", "--title", "Mes quais", "--folder", "Ports/Nord")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "depeche: Mes quais: followed as number 1; 2 entries\n"
    assert depeche("feeds", "refresh").stderr == "depeche: feeds: 1 asked, 0 new, 0 updated, 0 failed\n"
    lines = depeche("feeds", "entries").stdout.splitlines()
    assert [line.split("\t")[2:4] for line in lines] == [
        ["Mes quais", "Un pont pour le bourg"],
        ["Mes quais", "Le bac reprend"],
    ]
    read = depeche("detect", "feeds:quais")
    assert [line.split("\t")[:2] for line in read.stdout.splitlines()] == [
        [f"{server.url}/0.html", "fr"],
        [f"{server.url}/1.html", "fr"],
    ]
    assert depeche("feeds", "mark", "1").stderr == "depeche: feeds: 2 entries marked as read\n"
    stand(server, "Une grue", *QUAYS)
    assert "depeche: Mes quais: 1 new\n" in depeche("feeds", "refresh").stderr
    values = json.loads(depeche("feeds", "list", "--json").stdout)
    assert [(feed["title"], feed["unread"], feed["total"], feed["folder"]) for feed in values] == [
        ("Mes quais", 1, 3, ["Ports", "Nord"])
    ]
    file = tmp_path / "out.opml"
    assert depeche("feeds", "export", file).stderr == f"depeche: feeds: 1 feed written to {file}\n"
    assert depeche("feeds", "remove", "Mes quais").returncode == 0
    assert depeche("feeds", "import", file).stderr == f"depeche: feeds: 1 feed taken from {file}\n"
    assert depeche("feeds", "list").stdout == f"2  0/0  Mes quais  Ports/Nord  {server.url}/feed.xml\n"


def test_a_feed_that_cannot_be_followed_is_one_line(server, tmp_path):
    for name in (f"{server.url}/none.xml", tmp_path / "none.xml"):
        done = depeche("feeds", "add", name)
        assert done.returncode in (1, 2)
        assert done.stderr.startswith(f"depeche: {name}: ")
        assert done.stderr.count("\n") == 1
    assert depeche("feeds", "list").stderr == "depeche: feeds: you follow none; run: depeche feeds add ADDRESS\n"


def test_a_feed_that_fails_is_reported_and_counted(server, places):
    with Subscriptions(places) as subscriptions:
        subscriptions.add(f"{server.url}/feed.xml")
    server.put("/feed.xml", status=404)
    done = depeche("feeds", "refresh", "--quiet")
    assert done.returncode == 1
    assert done.stderr == "depeche: Les Quais: there is no such page (404); check the address\n"
    assert "404" in depeche("feeds", "list").stdout


def test_ctrl_c_in_a_refresh_ends_at_once_and_keeps_what_is_done(server, tmp_path):
    outlines = "".join(f"<outline xmlUrl='{server.url}/{path}'/>" for path in ("slow", "feed.xml"))
    (tmp_path / "in.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    depeche("feeds", "import", tmp_path / "in.opml")
    running = Program("feeds", "refresh")
    first = running.stderr.readline()
    running.send_signal(signal.SIGINT)
    rest = running.communicate(timeout=10)[1]
    assert first == "depeche: Les Quais: 2 new\n"
    assert rest == "depeche: feeds: cancelled; 1 refreshed and kept\n"
    assert running.returncode == 130
    assert len(depeche("feeds", "entries").stdout.splitlines()) == 2


def test_offline_no_feed_is_asked_and_follow_is_refused(server, places):
    done = depeche("feeds", "add", f"{server.url}/feed.xml", "--offline")
    assert "not asked yet" in done.stderr
    assert "this run is offline" in depeche("feeds", "refresh", "--offline").stderr
    done = depeche("detect", "feeds:", "--follow", "--offline")
    assert (done.returncode, done.stderr) == (
        2,
        "depeche: --follow: would need the network, and this run is offline\n",
    )


def test_without_unread_entries_the_input_says_so():
    done = depeche("detect", "feeds:")
    assert done.returncode == 1
    assert done.stderr == "depeche: feeds: nothing is unread; for more: depeche feeds refresh\n"


def test_the_help_shows_every_command():
    help_text = depeche("feeds", "--help").stdout
    assert all(
        f" {name} " in help_text for name in ("add", "list", "remove", "refresh", "entries", "mark", "import", "export")
    )


def test_the_encoding_of_a_feed_is_chosen_by_hand(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item("Le préfet", "Il a coûté 3 €."), encoding="iso8859-15"))
    assert depeche("feeds", "add", path, "--encoding", "latin9").returncode == 0
    [entry] = json.loads(depeche("feeds", "entries", "--json").stdout)
    assert (entry["title"], entry["excerpt"]) == ("Le préfet", "Il a coûté 3 €.")
    done = depeche("feeds", "encoding", 1, "cp1252")
    assert "read as cp1252 from the next refresh on" in done.stderr
    assert depeche("feeds", "refresh").returncode == 0
    [entry] = json.loads(depeche("feeds", "entries", "--json").stdout)
    assert entry["excerpt"] == "Il a coûté 3 ¤."
    for words in (("add", path, "--encoding", "morse"), ("encoding", 1, "morse")):
        done = depeche("feeds", *words)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert "'morse' is no encoding" in done.stderr


def test_of_thousands_of_addresses_that_are_no_feeds_ten_are_named_and_the_others_counted(tmp_path):
    outlines = "".join(f"<outline xmlUrl='ftp://a.example/{number}'/>" for number in range(3000))
    (tmp_path / "in.opml").write_text(f"<opml><body>{outlines}<outline xmlUrl='https://a.example/'/></body></opml>")
    done = depeche("feeds", "import", tmp_path / "in.opml")
    lines = done.stderr.splitlines()
    assert lines[0].startswith("depeche: feeds: 1 feed taken from")
    assert [line.endswith("left out: this is no feed on the web") for line in lines[1:11]] == [True] * 10
    assert lines[11:] == ["depeche: feeds: 2,990 more addresses are left out"]
