"""Feeds as other programs write them."""

import json

import pytest

from core.errors import InputError
from core.reading import feed
from core.reading.formats import articles, recognise


def rss(*items: str, language: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Fil</title>{language}'
    return f"{head}{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>".encode()


def entry(text: str):
    [article] = articles(rss(text), "feed.xml")
    return article


def test_an_atom_feed_whose_elements_all_have_a_prefix_is_read():
    data = (
        '<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Fil</a:title><a:entry><a:title>'
        "Le pont</a:title><a:id>x:1</a:id><a:content>Il rouvre mardi.</a:content></a:entry></a:feed>"
    )
    [article] = articles(data.encode(), "a.xml")
    assert article.text == "Le pont\n\nIl rouvre mardi."
    assert article.source.publisher == "Fil"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("B&B et R&D", "B&B et R&D"),
        ("Un, deux & trois", "Un, deux & trois"),
        ("R&amp;D", "R&D"),
        ("Caf&eacute; &agrave; 2&nbsp;&euro;", "Café à 2\xa0€"),
        ("L&#8217;&#xE9;t&#233", "L’été"),
        ("AT&T; &bidon;", "AT&T; &bidon;"),
        ("<![CDATA[R&D]]>", "R&D"),
        ("a=1&b=2", "a=1&b=2"),
    ],
)
def test_bare_ampersands_and_named_entities_are_read_as_intended(written, meant):
    article = entry(f"<title>{written}</title><description>Le sigle : {written}.</description>")
    assert article.source.title == meant
    assert article.text.endswith(f"Le sigle : {meant}.")


ESCAPED = ["{}", "&lt;p&gt;{}&lt;/p&gt;"]


@pytest.mark.parametrize("inner", ESCAPED)
@pytest.mark.parametrize(
    "outer",
    [
        "&lt;![CDATA[{}]]&gt;",
        "&lt;![CDATA[{}]]>",
        " &lt;![CDATA[ {} ]]&gt; ",
        "<![CDATA[<![CDATA[{}]]]]>",
        "<![CDATA[&lt;![CDATA[{}]]&gt;]]>",
        "<![cdata[{}]]>",
        "&lt;![Cdata[{}]]&gt;",
        "&amp;lt;! [CDATA [{}]]&gt;",
    ],
)
def test_an_escaped_cdata_section_gives_its_text_without_markers(outer, inner):
    if outer.startswith("<!"):
        inner = inner.replace("&lt;", "<").replace("&gt;", ">")
    written = outer.format(inner.format("Le bac ne passe plus depuis jeudi."))
    article = entry(f"<title>{outer.format('Plus de bac')}</title><description>{written}</description>")
    assert article.text == "Plus de bac\n\nLe bac ne passe plus depuis jeudi."


ITEMS = [
    f"<title>{name}</title><description>{text}</description>"
    for name, text in (("Un", "Le bac."), ("Deux", "Le gué."), ("Trois", "Fin."))
]


@pytest.mark.parametrize(
    ("damage", "note"),
    [
        (
            lambda data: data.replace("Le bac.", "<![CDATA[Le bac.").replace("Le gué.", "<![CDATA[Le gué.]]>"),
            "not closed",
        ),
        (
            lambda data: data.replace("Le bac.", "<![CDATA[Le bac.]]").replace("Le gué.", "<![CDATA[Le gué.]]>"),
            "not closed",
        ),
        (lambda data: data.replace("Un<", "<![CDATA[Un<").replace("Deux", "<![CDATA[Deux]]>"), "not closed"),
        (lambda data: data.replace("Fin.", "<![CDATA[Fin."), "not closed"),
        (lambda data: data[: data.index("Fin.") + 4], "breaks off"),
        (lambda data: data[: data.index("Fin.") + 6], "breaks off"),
        (lambda data: data[: data.index("Fin.") + 4].replace("Fin.", "<![CDATA[Fin."), "breaks off"),
    ],
)
def test_unclosed_elements_of_a_feed_lose_no_entry_and_a_note_says_so(damage, note):
    found = list(articles(damage(rss(*ITEMS).decode()).encode(), "feed.xml"))
    assert [article.text for article in found] == ["Un\n\nLe bac.", "Deux\n\nLe gué.", "Trois\n\nFin."]
    assert note in found[-1].source.note


def test_html_that_is_escaped_once_too_often_is_read_as_html():
    article = entry(
        "<title>Bac</title><description>&amp;lt;p&amp;gt;Un.&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Deux.&amp;lt;/p&amp;gt;</description>"
    )
    assert article.text == "Bac\n\nUn.\n\nDeux."


def test_characters_that_are_no_markup_stay():
    assert entry("<title>3 &lt; 4 et &lt;inconnu&gt;</title>").text == "3 < 4 et <inconnu>"


CAPTION = "Des habitants attendent le bac sur la cale de Duclair, sous la pluie, le jeudi 5 février 2026 au matin."


@pytest.mark.parametrize(
    "media",
    [
        "<media:content url='/a.jpg'><media:description type='plain'>{}</media:description></media:content>",
        "<media:description>{}</media:description>",
        "<media:group><media:content/><media:description >{}</media:description></media:group>",
        "<image><title>Le bac</title><url>/a.jpg</url><description>{}</description></image>",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_the_description_of_a_picture_is_not_the_article_and_is_reported(media, first):
    caption, excerpt = media.format(CAPTION), "<description>Le bac est à quai.</description>"
    article = entry(f"<title>Bac</title>{caption + excerpt if first else excerpt + caption}")
    assert article.text == "Bac\n\nLe bac est à quai."
    assert article.source.note == "left out: 20 words of captions"


def test_the_description_of_a_film_is_the_article_if_there_is_no_other_text():
    article = entry(f"<title>Bac</title><media:group><media:description>{CAPTION}</media:description></media:group>")
    assert article.text == f"Bac\n\n{CAPTION}"


@pytest.mark.parametrize(
    "html",
    [
        "<div class='wp-caption'><img/><p class='wp-caption-text'>La cale de Duclair</p></div><p>Le bac est à quai.</p>",
        "<p>Le bac est à quai.</p><div class='legende'>La cale de Duclair</div>",
    ],
)
def test_a_caption_that_only_its_class_names_is_reported(html):
    article = entry(f"<title>Bac</title><description><![CDATA[{html}]]></description>")
    assert (article.text, article.source.note) == ("Bac\n\nLe bac est à quai.", "left out: 4 words of captions")


def test_captions_within_the_text_are_reported():
    html = "<p>Le bac est à quai.</p><figure><img/><figcaption>La cale de Duclair</figcaption></figure>"
    article = entry(f"<title>Bac</title><description><![CDATA[{html}]]></description>")
    assert (article.text, article.source.note) == ("Bac\n\nLe bac est à quai.", "left out: 4 words of captions")


def test_dates_go_by_the_language_of_the_feed():
    item = "<title>Bac</title><pubDate>03-02-2026</pubDate>"
    notes = {
        language: next(
            articles(rss(item, language=language and f"<language>{language}</language>"), "f")
        ).source.published
        for language in ("fr", "en-us", "")
    }
    assert notes == {"fr": "2026-02-03", "en-us": "2026-03-02", "": None}


def test_a_date_that_cannot_be_read_leaves_the_next_one():
    item = "<title>Bac</title><pubDate>hier</pubDate><updated>2026-02-03T10:00:00Z</updated>"
    assert entry(item).source.published == "2026-02-03T10:00:00Z"


def test_entries_with_the_same_id_have_keys_of_their_own_and_the_same_each_time():
    items = [
        f"<guid>bac</guid><title>{title}</title><description>{title}.</description>"
        for title in ("Un", "Deux", "Trois")
    ]
    keys = {article.title: article.key for article in feed.parse(rss(*items), "f").entries}
    assert len(set(keys.values())) == 3
    again = {article.title: article.key for article in feed.parse(rss(*reversed(items)), "f").entries}
    assert again == keys
    assert len(feed.parse(rss(items[0], items[0]), "f").entries) == 1


JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Le Bac",
    "home_page_url": "https://bac.example/",
    "language": "fr",
    "items": [
        {
            "id": 7,
            "url": "/7",
            "title": "Plus de bac & plus de pont",
            "content_html": "<p>Le bac est à quai.</p><p>Jusqu'à mardi.</p>",
            "content_text": "autre",
            "date_published": "2026-02-03T10:00:00+01:00",
            "authors": [{"name": "Anne Roche"}, {"name": "Paul Blanc"}],
        },
        {"id": "8", "content_text": "Écrit <simplement> & sans balises.\n\nDeux.", "author": {"name": "Anne Roche"}},
        {"id": "9", "summary": "Rien de plus.", "date_modified": "3 février 2026"},
        "rien",
    ],
}


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://www.jsonfeed.org/version/1.1"])
@pytest.mark.parametrize("escape", [True, False])
def test_a_json_feed_is_read_as_any_other(version, escape):
    text = json.dumps(JSON | {"version": version}, indent=escape or None)
    data = (text.replace("/", "\\/") if escape else text).encode()
    assert recognise(data, "feed.json") == "jsonfeed"
    first, second, third = articles(data, "feed.json")
    assert first.text == "Plus de bac & plus de pont\n\nLe bac est à quai.\n\nJusqu'à mardi."
    assert (first.source.format, first.source.byline) == ("feed", "Anne Roche, Paul Blanc")
    assert first.source.published == "2026-02-03T09:00:00Z"
    assert second.text == "Écrit <simplement> & sans balises.\n\nDeux."
    assert second.source.byline == "Anne Roche"
    assert (third.text, third.source.published) == ("Rien de plus.", "2026-02-03")
    assert feed.parse(data, "f", "https://bac.example/feed.json").entries[0].url == "https://bac.example/7"


def test_an_item_has_its_feeds_authors_and_a_summary_of_its_own_is_counted_in_the_note():
    item = {"id": "1", "content_text": "Le bac est à quai.", "summary": "Rien ne va plus."}
    [article] = articles(
        json.dumps(JSON | {"authors": [{"name": "Anne Roche"}], "items": [item]}).encode(), "feed.json"
    )
    assert (article.source.byline, article.source.note) == ("Anne Roche", "left out: 4 words of the summary")


@pytest.mark.parametrize("end", ["Le g", 'Le gué."', 'Le gué."}'])
def test_of_a_json_feed_that_breaks_off_what_is_there_is_read_and_a_note_says_so(end):
    text = '{"version": "https://jsonfeed.org/version/1.1", "title": "Fil", "items": [{"id": "1", "content_text": "Le bac."}, {"id": "2", "content_text": "'
    first, *rest = articles(f"{text}{end}".encode(), "feed.json")
    assert (first.text, first.source.publisher) == ("Le bac.", "Fil")
    assert first.source.note == "this feed breaks off: the end is missing"
    assert [article.text for article in rest] in (["Le g"], ["Le gué."])


@pytest.mark.parametrize("broken", ["", "}", ', "items": {}}', ', "items": []}', ', "items": ' + "[" * 100_000])
def test_a_json_feed_that_is_broken_or_empty_is_reported(broken):
    data = ('{"version": "https://jsonfeed.org/version/1"' + broken).encode()
    with pytest.raises(InputError, match=r"broken|no feed|no entries"):
        list(articles(data, "feed.json"))


def test_endless_declarations_are_parsed_quickly():
    start = b"<!DOCTYPE a [" * 30_000
    with pytest.raises(InputError):
        feed.parse(start, "feed.xml")
    assert (
        feed.parse(b"<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss("<title>&a;</title>")[38:], "f").entries[0].title == "&a;"
    )


@pytest.mark.parametrize("count", [40, 20_000])
def test_endless_comments_before_a_page_are_parsed_quickly(count):
    assert recognise(b"<!--x-->" * count + b"<p>Bonjour", "wire.txt") == "text"
    assert recognise(b" <!-- - -- ->x-->\n" * 40 + b"<html>", "wire.txt") == "html"


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ('"Le pont\\nrouvre\tlundi"', "Le pont rouvre lundi"),
        ('"Le pont \\ud83d rouvre"', "Le pont \ufffd rouvre"),
        ('"Le pont \\ud83d\\ude00 rouvre"', "Le pont 😀 rouvre"),
    ],
)
def test_invalid_fields_of_a_json_feed_lose_no_entry(message, text):
    text_of_feed = (
        f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": "1", "content_text": {message}}}]}}'
    )
    for data in (text_of_feed.encode(), text_of_feed.encode("utf-16")):
        [article] = articles(data, "feed.json")
        assert " ".join(article.text.split()) == text
        assert article.text.encode()


def test_an_entry_longer_than_any_article_is_cut_and_says_so():
    [entry] = feed.parse(rss(f"<title>T</title><description>{'mot ' * 100_000}</description>"), "f").entries
    assert len(entry.document().blocks[0].text) == feed.MAX_MARKUP
    assert "cut" in entry.document().note
    [entry] = feed.parse(rss("<title>T</title><description>Un mot.</description>"), "f").entries
    assert entry.document().note is None


@pytest.mark.parametrize(
    ("summary", "note"),
    [
        ("Deux ans de travaux attendus.", "left out: 5 words of the summary"),
        ("Le maire a parlé [...]", None),
        ("Le maire a parlé du pont.", None),
        ("", None),
    ],
)
def test_a_summary_that_is_no_part_of_the_full_text_is_reported_in_the_note(summary, note):
    full = "<content:encoded><![CDATA[<p>Le maire a parlé du <b>pont</b>. La préfète a parlé après lui, lundi.</p>]]></content:encoded>"
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    item = f"<item><title>Pont</title><description>{summary}</description>{full}</item>"
    feed = f"<rss version='2.0' {space}><channel><title>Fil</title>{item}</channel></rss>"
    [article] = articles(feed.encode(), "feed.xml")
    assert article.source.note == note


FULL = "Le pont de la Risle rouvrira mardi matin à 6 heures, a annoncé la préfecture de l'Eure lundi soir."
NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:yandex="http://news.yandex.ru" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0"'
)


def named(text: str):
    [article] = articles(rss(text).replace(b"<rss ", f"<rss {NAMES} ".encode(), 1), "feed.xml")
    return article


@pytest.mark.parametrize("mark", ["[&#8230;]", "…", "...", "[…]"])
def test_an_excerpt_with_words_of_its_own_is_not_the_text_although_it_is_longer(mark):
    excerpt = f"{FULL[:60]} {mark} L’article Le pont rouvre est apparu en premier sur Le Fil, le site de l’Eure."
    for fields in (
        f"<description><![CDATA[<p>{excerpt}</p>]]></description><content:encoded><![CDATA[<p>{FULL}</p>]]></content:encoded>",
        f"<content:encoded><![CDATA[<p>{excerpt}</p>]]></content:encoded><description>{FULL}</description>",
    ):
        assert named(f"<title>Pont</title>{fields}").text == f"Pont\n\n{FULL}"


@pytest.mark.parametrize(
    "field", ["yandex:full-text", "fulltext", "full-text", "googleplay:description", "itunes:subtitle", "text"]
)
def test_text_in_a_field_of_no_standard_is_read(field):
    assert named(f"<title>Pont</title><{field}>{FULL}</{field}>").text == f"Pont\n\n{FULL}"


def test_speech_in_a_film_is_reported():
    media = f"<media:content url='/a.mp4'><media:text type='plain'>{CAPTION}</media:text></media:content>"
    article = entry(f"<title>Bac</title><description>Le bac est à quai.</description>{media}")
    assert (article.text, article.source.note) == ("Bac\n\nLe bac est à quai.", "left out: 20 words of captions")


@pytest.mark.parametrize(
    ("author_line", "byline"),
    [
        ("<author>jp@fil.example (Jean Petit)</author>", "Jean Petit"),
        ("<author>Jean Petit &lt;jp@fil.exemple&gt;</author>", "Jean Petit"),
        ("<author>jp@fil.exemple (Jean Petit)</author>", "Jean Petit"),
        ("<dc:creator>Jean Petit</dc:creator><dc:creator>Léa Roux</dc:creator>", "Jean Petit, Léa Roux"),
        ("<author>noreply@blogger.com</author>", None),
        ("<author>jp@fil.example</author>", "jp@fil.example"),
        ("<dc:creator>AFP &amp; Reuters</dc:creator>", "AFP & Reuters"),
    ],
)
def test_all_authors_of_an_entry_are_named_without_their_addresses(author_line, byline):
    assert named(f"<title>Pont</title><description>{FULL}</description>{author_line}").source.byline == byline


@pytest.mark.parametrize(
    "title", ["L'eau &amp; le pont", "L&amp;#039;eau &amp;amp; le pont", "L&amp;amp;#039;eau &amp;amp;amp; le pont"]
)
def test_a_title_that_is_escaped_up_to_three_times_is_read(title):
    assert entry(f"<title>{title}</title><description>{FULL}</description>").source.title == "L'eau & le pont"


def test_comments_that_fill_the_beginning_hide_no_feed_and_no_page():
    comment = f"<!-- {'licence - ' * 2_000}--><?xml-stylesheet href='a.xsl'?>\n"
    text = rss(f"<title>Pont</title><description>{FULL}</description>").replace(b"?><rss", f"?>{comment}<rss".encode())
    assert recognise(text, "x") == "feed"
    assert next(articles(text, "x")).text == f"Pont\n\n{FULL}"
    assert recognise(f"{comment}<!doctype html><html><p>{FULL}</p></html>".encode(), "x") == "html"
    assert recognise(f"<?xml version='1.0'?>{comment}<html><p>{FULL}</p></html>".encode(), "x") == "html"
    assert recognise(f"<!-- {'licence - ' * 2_000}".encode(), "x") == "text"


def test_an_entry_of_thousands_of_texts_is_read_without_comparing_each_with_all():
    many = "".join(f"<content:encoded>{FULL[:50]} … {number}</content:encoded>" for number in range(5_000))
    assert named(f"<title>Pont</title><description>{FULL}</description>{many}").text == f"Pont\n\n{FULL}"
