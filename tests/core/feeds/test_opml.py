"""Lists of feeds, imported and exported, as other programs write them and as attackers may."""

import pytest

from core.errors import InputError, OutputError
from core.feeds import Outline
from core.feeds.opml import MAX_DEPTH, MAX_FEEDS, read_opml, write_opml

LIST = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>Abonnements</title></head><body>
<outline text="Le Fil" xmlUrl=" https://fil.example/rss#top " htmlUrl="https://fil.example/"/>
<outline title="Monde">
  <outline text="Afrique"><outline title="Le Fleuve" type="rss" xmlUrl="http://fleuve.example/atom"/></outline>
  <outline text="Sans adresse"/>
  <outline text="Encore le Fil" xmlUrl="https://fil.example/rss"/>
</outline>
<outline text="\xe9té" xmlUrl="http://ete.example/" htmlUrl="javascript:x"/>
</body></opml>"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "feeds.opml"


def test_folders_titles_and_sites_are_read(file):
    file.write_bytes(LIST.encode("latin-1"))
    assert read_opml(file) == [
        Outline("https://fil.example/rss", "Le Fil", (), "https://fil.example/"),
        Outline("http://ete.example/", "été", (), None),
        Outline("http://fleuve.example/atom", "Le Fleuve", ("Monde", "Afrique")),
    ]


def test_an_exported_list_can_be_imported_again(subscriptions, tmp_path):
    outlines = [
        Outline("https://a.example/?x=1&y=2", 'Un « & <fil> "', ("Monde",), "https://a.example/"),
        Outline("https://b.example/", "Deux", ()),
        Outline("https://c.example/", "Trois", ("Monde", "Asie")),
        Outline("https://d.example/", "Quatre", ("Monde",)),
    ]
    assert subscriptions.add_all(outlines) == 4
    assert subscriptions.add_all(outlines) == 0
    first, second = tmp_path / "1.opml", tmp_path / "2.opml"
    assert write_opml(first, subscriptions.feeds()) == 4
    write_opml(second, subscriptions.feeds())
    assert first.read_bytes() == second.read_bytes()
    assert sorted(read_opml(first), key=lambda outline: outline.address) == outlines
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"1.opml", "2.opml"}


def test_feeds_that_are_files_stay_on_this_machine(subscriptions, file):
    subscriptions.add_all([Outline("/secret/feed.xml"), Outline("https://a.example/")])
    assert write_opml(file, subscriptions.feeds()) == 1
    assert "secret" not in file.read_text()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "broken"),
        ("<opml><body>" + " " * 1_000_000, "broken"),
        ("<opml><body>", "broken"),
        ("<html><body/></html>", "not an OPML"),
        ("<opml version='2.0'><body/></opml>", "names no feed"),
        ("<opml><body><outline xmlUrl='file:///etc/passwd'/><outline xmlUrl='/etc/passwd'/></body></opml>", "no feed"),
        ("<!DOCTYPE o [<!ENTITY a 'b'>]><opml><body><outline xmlUrl='http://&a;/'/></body></opml>", "entities"),
        ("<!DOCTYPE o [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml>&a;<body/></opml>", "entities"),
    ],
)
def test_what_is_no_list_of_feeds_is_reported_in_a_line(file, text, message):
    file.write_text(text)
    with pytest.raises(InputError, match=message):
        read_opml(file)


@pytest.mark.parametrize(
    "outline",
    [
        "<outline type='rss' text='A' url='http://a.example/'/>",
        "<outline text='A' xmlUrl=' http://a.example/ '>",
        "<outline text='A' text='B' xmlUrl='http://a.example/'/>",
        "<outline text='A' f:kind='x' xmlUrl='http://a.example/'/>",
        "<outline text='A' xmlUrl='http://a.example/'/></body><body>",
    ],
)
def test_lists_that_are_written_carelessly_are_read(file, outline):
    file.write_text(f"<opml><body>{outline}</body></opml>")
    assert [(outline.address, outline.title) for outline in read_opml(file)] == [("http://a.example/", "A")]
    file.write_text(f"<opml>{outline}</opml>")
    assert [outline.address for outline in read_opml(file)] == ["http://a.example/"]


def test_feeds_below_a_feed_and_folders_named_by_a_category_are_read(file):
    inner = "<outline text='B' xmlUrl='http://b.example/' category='/Monde/Asie,/Une'/>"
    file.write_text(f"<opml><body><outline text='A' xmlUrl='http://a.example/'>{inner}</outline></body></opml>")
    assert [(outline.address, outline.folder) for outline in read_opml(file)] == [
        ("http://a.example/", ()),
        ("http://b.example/", ("Monde", "Asie")),
    ]


def test_links_and_lists_within_a_list_are_reported_as_left_out(file):
    file.write_text(
        "<opml><body><outline type='link' url='http://b.example/'/><outline xmlUrl='http://a.example/'/></body></opml>"
    )
    passed_over = []
    assert len(read_opml(file, passed_over.append)) == 1
    assert passed_over == ["http://b.example/"]


def test_folders_without_end_are_left_at_a_depth(file):
    deep = "<outline text='x'>" * 5000 + "<outline xmlUrl='http://b.example/'/>" + "</outline>" * 5000
    file.write_text(f"<opml><body><outline xmlUrl='http://a.example/'/>{deep}</body></opml>")
    assert [outline.address for outline in read_opml(file)] == ["http://a.example/"]
    inside = "<outline text='x'>" * MAX_DEPTH + "<outline xmlUrl='http://b.example/'/>" + "</outline>" * MAX_DEPTH
    file.write_text(f"<opml><body>{inside}</body></opml>")
    assert read_opml(file)[0].folder == ("x",) * MAX_DEPTH


def test_a_title_that_would_act_on_a_terminal_is_plain(file):
    file.write_text("<opml><body><outline text='a\u202eb&#x9b;31m' xmlUrl='http://a.example/'/></body></opml>")
    assert read_opml(file)[0].title == "ab31m"


def test_what_cannot_be_read_or_written_is_reported(file, tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_opml(file)
    with pytest.raises(OutputError, match="cannot be written"):
        write_opml(tmp_path, [])


def test_addresses_of_the_scheme_feed_and_attributes_in_any_case_are_taken(file):
    file.write_text(
        '<OPML><Body><outline TEXT="Un" xmlurl="feed://un.example/rss"/><OUTLINE title="Deux" XMLURL="feed:https://deux.example/"/>'
        '<outline text="Trois" xmlUrl="FEED://trois.example/"/><outline text="Quatre" xmlUrl="httPs://Quatre.example/A"/>'
        '<outline text="Again" xmlUrl="HTTPS://Quatre.example/A"/><outline text="Cinq" xmlUrl="itpc://cinq.example/"/></Body></OPML>'
    )
    assert [outline.address for outline in read_opml(file)] == [
        "http://un.example/rss",
        "https://deux.example/",
        "http://trois.example/",
        "https://Quatre.example/A",
        "http://cinq.example/",
    ]


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b'<opml><body><outline text="R&D" xmlUrl="http://a.example/?x=1&y=2"/></body></opml>', "R&D"),
        (b'<opml><body><outline text="&Eacute;t&#233;" xmlUrl="http://a.example/?x=1&amp;y=2"/></body></opml>', "Été"),
        (
            b'<opml><body><outline text="\xc3\x89t\xc3\xa9\xff" xmlUrl="http://a.example/?x=1&y=2"/></body></opml>',
            "Été\ufffd",
        ),
        (
            b'<opml xmlns="http://opml.org/spec2"><body><outline text="Un" xmlUrl="http://a.example/?x=1&#38;y=2"/></body></opml>',
            "Un",
        ),
    ],
)
def test_a_list_is_read_as_other_readers_wrongly_write_it(file, data, title):
    file.write_bytes(data)
    [outline] = read_opml(file)
    assert (outline.title, outline.address) == (title, "http://a.example/?x=1&y=2")


def test_an_address_that_is_not_on_the_web_is_reported(file):
    file.write_text(
        '<opml><body><outline text="Un" xmlUrl="https://un.example/"/><outline text="Deux" xmlUrl="gopher://deux.example/"/>'
        "</body></opml>"
    )
    passed_over = []
    assert [outline.address for outline in read_opml(file, passed_over.append)] == ["https://un.example/"]
    assert passed_over == ["gopher://deux.example/"]


def test_a_list_of_too_many_feeds_is_refused_however_flat(file):
    lines = "".join(f'<outline xmlUrl="https://a.example/{number}"/>' for number in range(MAX_FEEDS + 1))
    file.write_text(f"<opml><body>{lines}</body></opml>")
    with pytest.raises(InputError, match="more than 10,000 feeds"):
        read_opml(file)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ('xmlUrl="feeds://fil.example/rss"', "https://fil.example/rss"),
        ('xmlUrl="//fil.example/rss"', "https://fil.example/rss"),
        ('xmlUrl="www.fil.example/rss"', "https://www.fil.example/rss"),
        ('XMLURL="fil.example:8443/rss?a=b"', "https://fil.example:8443/rss?a=b"),
        ('feedUrl="http://fil.example/rss"', "http://fil.example/rss"),
    ],
)
def test_an_address_without_its_scheme_is_taken_for_one_on_the_web(file, written, address):
    file.write_text(f'<opml version="2.0"><body><outline type="rss" text="Le Fil" {written}/></body></opml>')
    assert [outline.address for outline in read_opml(file)] == [address]


@pytest.mark.parametrize("written", ["feed.xml", "/home/a/feed.xml", "file:///a/feed.xml", "mailto:a@fil.example"])
def test_what_is_no_address_on_the_web_is_passed_over_and_named(file, written):
    passed = []
    outlines = f'<outline text="a" xmlUrl="{written}"/><outline text="b" xmlUrl="https://fil.example/"/>'
    file.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    assert [outline.address for outline in read_opml(file, passed.append)] == ["https://fil.example/"]
    assert passed == [written]
