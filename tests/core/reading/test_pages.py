"""Web pages: the whole article, and a note on what is left out."""

import re

import pytest

from core.errors import InputError
from core.reading import html, html_paragraphs, xml
from core.reading.formats import articles

OPENING = "<p>Le préfet de la Manche a fermé lundi le viaduc de Coutances, dont deux piles menaçaient de céder après les pluies.</p>"
CLOSING = "<p>Les camions passeront par Saint-Lô jusqu'au printemps, a dit la préfecture dans un message aux transporteurs.</p>"
LOOSE = "Quelque 2.300 voitures prenaient ce viaduc chaque jour, selon le département."


def read(body: str):
    page = f"<!doctype html><html lang='fr'><head><title>Viaduc</title></head><body>{body}</body></html>"
    return next(articles(page.encode(), "page.html"))


@pytest.mark.parametrize(
    "tag",
    "a abbr address b bdi bdo center cite code data dfn em font ins label mark output q s small strong time u".split(),
)
def test_no_inline_element_takes_its_words_with_it(tag):
    body = f"<article><h1>Viaduc</h1>{OPENING}<p>Il fut ouvert le <{tag}>12 mai 1931</{tag}> par un ministre.</p>{CLOSING}</article>"
    text = " ".join(read(body).text.split())
    assert "12 mai 1931" in text
    assert text.index("Il fut ouvert le") < text.index("12 mai 1931") < text.index("par un ministre.")


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (
            "<p>De <input value='Paul Martin'>, <input placeholder='ville'><input type=hidden value=x></p>",
            "De Paul Martin , ville",
        ),
        ("<p>Soit <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math></p>", "Soit 1/2"),
        ("<p>Vote : <select><option>non<option selected>oui</select> !</p>", "Vote : oui !"),
        ("<p>Vote : <select><option disabled>?<option>oui</select></p>", "Vote : oui"),
        ("<p>Vote : <select multiple><option>non<option label=oui></select></p>", "Vote : non; oui"),
        ("<p>Avis : <textarea>Très bien</textarea><button>Envoyer</button></p>", "Avis : Très bien Envoyer"),
        ("<p>Voir :</p><iframe srcdoc='&lt;p&gt;Le maire a parlé.'></iframe>", "Voir : Le maire a parlé."),
    ],
)
def test_what_a_browser_shows_in_fields_and_frames_is_read(page, shown):
    root = html_paragraphs.parse(page)
    assert " ".join(" ".join(block.text for block in html_paragraphs.blocks(root)).split()) == shown


@pytest.mark.parametrize(
    "head", ["<title>Viaduc</title>", "<meta charset=utf-8>", "<style>p {}</style>", "<title>Viaduc</title>\n"]
)
@pytest.mark.parametrize("tag", ["article", "main", "section", "wire-text"])
def test_a_page_without_a_body_tag_is_read(head, tag):
    page = f"<!doctype html>{head}<{tag}><h1>Viaduc</h1>{OPENING}<p>{LOOSE}</p></{tag}>{CLOSING}"
    read = next(articles(page.encode(), "page.html"))
    assert [read.text.count(part[3:-4]) for part in (OPENING, f"<p>{LOOSE}</p>", CLOSING)] == [1, 1, 1]


def test_a_form_around_a_whole_page_is_no_form():
    article = read(f"<form id='aspnetForm'><h1>Viaduc</h1>{OPENING}{CLOSING}</form>")
    assert "piles menaçaient" in article.text
    assert "Les camions" in article.text


def test_the_words_of_a_form_beside_the_article_are_counted_in_the_note():
    form = "<form><label>Votre avis sur ce viaduc :</label> <select><option>Je suis pour</select><button>Envoyer</button></form>"
    article = read(f"<article><h1>Viaduc</h1>{OPENING}{CLOSING}{form}</article>")
    assert article.source.note == "left out: 9 words beside the article, from “Votre avis sur ce viaduc …”"


@pytest.mark.parametrize(
    "between",
    [
        LOOSE,
        f"<h2>Trafic</h2>{LOOSE}",
        f"<br>{LOOSE}<br>",
        f"<div>{LOOSE}</div>",
        f"<b>{LOOSE}</b>",
        f"<ul><li>{LOOSE}</ul>",
        f"<details><summary>Trafic</summary>{LOOSE}</details>",
        f"<span>{LOOSE}</span>",
        f"<figure></figure>{LOOSE}",
    ],
)
def test_text_between_two_paragraphs_is_kept_whatever_its_element(between):
    article = read(f"<article><h1>Viaduc</h1>{OPENING}{between}{CLOSING}</article>")
    assert article.text.index("piles menaçaient") < article.text.index(LOOSE) < article.text.index("Les camions")
    assert article.source.note is None


def test_text_before_the_first_paragraph_is_kept_where_inline_elements_hold_the_page():
    text = read(f"<center><b>Viaduc</b></center><font face=Arial>{LOOSE}{OPENING}{CLOSING}</font>").text
    assert text.index(LOOSE) < text.index("Le préfet de la Manche")


def test_a_heading_that_is_a_button_is_a_heading():
    fold = f"<section><h3><button aria-expanded='false'>Qui est concerné ?</button></h3><div><p>{LOOSE}</p></div></section>"
    article = read(f"<main><h1>Viaduc</h1>{OPENING}{fold}{CLOSING}<button>Imprimer</button></main>")
    text = article.text
    assert text.index("Qui est concerné ?") < text.index(LOOSE)
    assert "Imprimer" not in text


def test_a_notice_on_cookies_is_not_the_article():
    notice = "<p>Nous et nos partenaires utilisons des cookies pour mesurer l'audience. Vous pouvez les refuser à tout moment, ou les accepter tous, et changer d'avis plus tard.</p>"
    for box in (
        f"<div id='cookie-box'>{notice}</div>",
        f"<div class='overlay'>{notice}</div>",
        f"<div role='dialog'>{notice * 3}</div>",
        f"<section aria-label='Consent'>{notice * 3}</section>",
    ):
        article = read(f"{box}<aside class='main'><h1>Viaduc</h1>{OPENING}{CLOSING}</aside>")
        assert "cookies" not in article.text
        assert "piles menaçaient" in article.text
        assert "Les camions" in article.text
        assert "words beside the article, from “Nous et nos partenaires utilisons" in article.source.note


@pytest.mark.parametrize("box", ["role='dialog'", "aria-label='Gestion des cookies'"])
def test_a_notice_is_not_the_article_of_a_page_with_one_paragraph(box):
    notice = (
        "<p>Nous plaçons des traceurs pour vous offrir la meilleure visite possible de ce site et de nos services.</p>"
    )
    article = read(f"<section {box}>{notice}</section><main><h1>Viaduc</h1>{OPENING}</main>")
    assert "traceurs" not in article.text
    assert "words beside the article" in article.source.note


def test_captions_and_text_beside_the_article_are_counted_in_the_note():
    caption = "<figure><img><figcaption>Le viaduc vu de la rive, lundi.</figcaption></figure>"
    aside = "<aside><p>Notre lettre du soir arrive à dix-neuf heures.</p></aside>"
    article = read(f"<article><h1>Viaduc</h1>{OPENING}{caption}{CLOSING}</article>{aside}")
    assert article.source.note == (
        "left out: 7 words of captions, and 8 words beside the article, from “Notre lettre du soir arrive …”"
    )


def test_menus_and_lists_of_links_are_left_out_without_a_note():
    menu = "<nav><ul><li><a href='/'>Accueil</a><li>Nos régions en direct</ul></nav>"
    links = "<ul><li><a href='/1'>Le pont de Rouen sera repeint cet été, dit la ville</a></li></ul>"
    assert read(f"{menu}<article><h1>Viaduc</h1>{OPENING}{CLOSING}</article>{links}").source.note is None


def test_a_table_of_figures_is_read_row_by_row_and_a_page_in_tables_cell_by_cell():
    rows = "<table><tr><th>Année</th><th>Voitures</th></tr><tr><td>2024</td><td>2.100</td></tr></table>"
    for table in (rows, re.sub("(<t[hd]>)([^<]+)", r"\1<p class=x>\2</p>", rows)):
        article = read(f"<article><h1>Viaduc</h1>{OPENING}{table}{CLOSING}</article>")
        assert "Année | Voitures\n\n2024 | 2.100" in article.text
        assert [paragraph.kind for paragraph in article.paragraphs].count("list") == 2
    laid_out = read(f"<table><tr><td><h1>Viaduc</h1>{OPENING}{LOOSE}</td></tr><tr><td>{CLOSING}</td></tr></table>")
    assert laid_out.text.index(LOOSE) < laid_out.text.index("Les camions")


def test_a_very_long_page_is_read_and_says_that_its_article_was_guessed(monkeypatch):
    monkeypatch.setattr(html, "MAX_TAGS", 100)
    menu = "".join(f"<li><a href='/{number}'>Rubrique {number}</a></li>" for number in range(100))
    article = read(f"<ul>{menu}</ul><div><h1>Viaduc</h1>{OPENING}{LOOSE}{CLOSING}</div>")
    assert article.text.startswith("Viaduc\n\nLe préfet de la Manche")
    assert LOOSE in article.text
    assert "Rubrique" not in article.text
    assert article.source.note == "this page is very long: what belongs to the article was guessed"


def test_what_a_browser_does_not_show_is_not_read():
    unseen = "<p hidden>Brouillon</p><p style='display: none'>Brouillon</p><template>Brouillon</template><dialog>Brouillon</dialog>"
    assert "Brouillon" not in read(f"<article><h1>Viaduc</h1>{OPENING}{unseen}{CLOSING}</article>").text


def test_a_quotation_in_a_sentence_leaves_it_whole():
    root = html_paragraphs.parse("<p>Le maire a dit <q>non</q> deux fois.</p>")
    assert [block.text for block in html_paragraphs.blocks(root)] == ["Le maire a dit “non” deux fois."]


@pytest.mark.parametrize("attribute", ["a{}=1", "a{}", "a{}='>'", 'a{}="<p>"', "''", "<a b"])
def test_attributes_without_end_are_cut_and_the_text_stays(attribute):
    many = " ".join(attribute.format(number) for number in range(20_000))
    bounded = xml.bounded(f"<p {many}>Bonjour</p>")
    assert len(bounded) < 20 * xml.KEPT_ATTRIBUTES
    root = html_paragraphs.parse(f"<div><p {many}>Bonjour</p></div>")
    assert "Bonjour" in root.text_content()
    assert sum(len(element.attrib) for element in root.iter()) <= xml.KEPT_ATTRIBUTES


def test_a_page_of_common_elements_is_parsed_as_it_is():
    page = "<p class='a' title='1 < 2 > 0'>Un <a href=x>lien</a> et 3 <4 <b/>.</p>"
    assert xml.bounded(page) is page


def test_a_shadow_tree_that_the_page_declares_is_read_and_a_closed_popover_is_not():
    shadow = f"<div><template shadowrootmode='open'><p>{LOOSE}</p><slot></slot></template></div>"
    article = read(f"<article><h1>Viaduc</h1>{OPENING}{shadow}<div popover>Brouillon</div>{CLOSING}</article>")
    assert article.text.index(LOOSE) < article.text.index("Les camions")
    assert "Brouillon" not in article.text


def test_the_source_of_a_quotation_is_kept_and_an_open_dialog_is_reported():
    quotation = "<blockquote><p>Nous rouvrirons au printemps prochain.</p><footer>— Le préfet</footer></blockquote>"
    invitation = "<dialog open><p>Recevez chaque soir les alertes de votre région.</p></dialog>"
    article = read(f"<article><h1>Viaduc</h1>{OPENING}{quotation}{CLOSING}</article>{invitation}")
    assert "— Le préfet" in article.text
    assert article.source.note == "left out: 8 words beside the article, from “Recevez chaque soir les alertes …”"


def test_a_superscript_line_is_separated_from_its_word():
    root = html_paragraphs.parse(
        "<p>Le mot <ruby>漢字<rt>kanji</rt></ruby> et <ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>.</p>"
    )
    assert [block.text for block in html_paragraphs.blocks(root)] == ["Le mot 漢字(kanji) et 字(ji)."]


OTHER = "Quelque 4.000 véhicules empruntent chaque jour cet ouvrage, fermé depuis le mois de mars après une crue."


def paragraphs(body: str, head: str = "") -> list[str]:
    [article] = articles(f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode(), "a.html")
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


def test_a_short_bold_line_is_a_heading_and_goes_on_in_no_sentence():
    first = OTHER.replace("Quelque 4.000", "Près de 3.000")
    assert paragraphs(f"<div>{first}<br><b>La facture</b><br>{OTHER}</div>") == [first, "La facture", OTHER]
    assert paragraphs(f"<p><strong>La <i>facture</i></strong><br/>{OTHER}</p><p>{first}</p>") == [
        "La facture",
        OTHER,
        first,
    ]
    within = "Le préfet<br><b>Paul Martin</b><br>a annoncé lundi la réouverture du pont de la Risle à la circulation."
    assert paragraphs(f"<p>{within}</p><p>{OTHER}</p>")[0] == within.replace("<br>", " ").replace("<b>", "").replace(
        "</b>", ""
    )


@pytest.mark.parametrize("tag", ["div", "span"])
def test_rows_of_tables_that_only_their_roles_name_are_rows(tag):
    def row(*cells: str, role: str = "cell") -> str:
        return f'<{tag} role="row">' + "".join(f'<{tag} role="{role}">{cell}</{tag}>' for cell in cells) + f"</{tag}>"

    table = f'<div role="table">{row("Année", "Coût", role="columnheader")}{row("2025", "2,4")}</div>'
    assert paragraphs(f"<p>{OTHER}</p>{table}<p>{OTHER[::-1]}.</p>")[1:3] == ["Année | Coût", "2025 | 2,4"]


@pytest.mark.parametrize(
    "call",
    [
        '<sup><a href="#n1">1</a></sup>',
        '<a href="#n1"><sup>1</sup></a>',
        '<a epub:type="noteref" href="n.xhtml#n1">1</a>',
        '<a role="doc-noteref" href="#n1">1</a>',
    ],
)
def test_the_number_of_a_note_is_not_joined_to_a_word(call):
    text = OTHER.replace("véhicules", f"véhicules{call}")
    assert paragraphs(f"<p>{text}</p><p>{OTHER[::-1]}.</p>")[0] == OTHER


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_text_that_is_struck_out_is_in_brackets_and_joins_no_figure(tag):
    changed = OTHER.replace("4.000", f"<ins>5.000</ins><{tag}>4.000</{tag}>")
    assert paragraphs(f"<p>{changed}</p><p>{OTHER[::-1]}.</p>")[0] == OTHER.replace("4.000", "5.000 [4.000]")


def test_the_wires_of_news_agencies_in_xml_are_read_with_headline_byline_and_date():
    """The form of NITF: the headline is not the page's title, which is a slug."""
    head = '<title>FRA-PONT</title><docdata><date.issue norm="20260706T101500Z"/></docdata>'
    above = (
        "<hedline><hl1>Le pont rouvre</hl1><hl2>Un péage est exclu</hl2></hedline><byline>Par <person>Léa Roux</person>"
        "</byline><dateline><location>LYON</location>, 6 juil.</dateline>"
    )
    content = f"<block><p>{OTHER}</p><p>{ELSEWHERE}</p></block>"
    wire = f"<nitf><head>{head}</head><body><body.head>{above}</body.head><body.content>{content}</body.content></body></nitf>"
    [article] = articles(f'<?xml version="1.0"?>{wire}'.encode(), "a.xml")
    assert article.text == (
        f"Le pont rouvre\n\nUn péage est exclu\n\nPar Léa Roux\n\nLYON, 6 juil.\n\n{OTHER}\n\n{ELSEWHERE}"
    )
    assert (article.source.byline, article.source.published) == ("Léa Roux", "2026-07-06")


def test_a_message_of_newsml_has_several_wires():
    def item(headline: str, content: str) -> str:
        dated = "<itemMeta><versionCreated>2026-07-06T10:15:00+02:00</versionCreated></itemMeta>"
        about = f"<contentMeta><headline>{headline}</headline><creditline>FIL</creditline></contentMeta>"
        return f"<newsItem>{dated}{about}<contentSet>{content}</contentSet></newsItem>"

    page = f"<inlineXML><html><head><title>x</title></head><body><p>{OTHER}</p></body></html></inlineXML>"
    plain = f"<inlineData>{ELSEWHERE}\n\n{OTHER}</inlineData>"
    message = (
        f'<?xml version="1.0"?><newsMessage>{item("Le pont rouvre", page)}{item("La gare ferme", plain)}</newsMessage>'
    )
    first, second = articles(message.encode(), "a.xml")
    assert first.text == f"Le pont rouvre\n\n{OTHER}"
    assert second.text == f"La gare ferme\n\n{ELSEWHERE}\n\n{OTHER}"
    assert (second.source.publisher, second.source.published) == ("FIL", "2026-07-06")


def data(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", {fields}}}]}}</script>'


def test_a_page_that_shows_no_text_without_its_script_is_read_by_its_data():
    head = data(
        '"headline": "Le pont rouvre", "datePublished": "2026-07-06", "publisher": {"name": "Le Fil"}, "author": '
        '[{"name": "Jean Petit"}, {"name": "Léa Roux"}], "articleBody": "' + OTHER + "\\nUn péage est exclu." + '"'
    )
    [article] = articles(f"<html><head>{head}</head><body><div id='app'></div></body></html>".encode(), "a.html")
    assert article.text == f"Le pont rouvre\n\n{OTHER}\n\nUn péage est exclu."
    source = article.source
    assert (source.byline, source.publisher, source.published) == ("Jean Petit; Léa Roux", "Le Fil", "2026-07-06")
    assert source.note == "the page shows no text without its script: this is what its data say"


def test_a_page_that_shows_its_article_only_without_scripts_is_read():
    inside = f"<h1>Le pont rouvre</h1><p>{OTHER}</p><p>Activez JavaScript pour voir les images.</p><p>{ELSEWHERE}</p>"
    page = f"<html><body><div id='app'>Chargement…</div><noscript>{inside}</noscript></body></html>"
    [article] = articles(page.encode(), "a.html")
    assert OTHER in article.text
    assert ELSEWHERE in article.text
    assert article.source.note is not None
    assert "where scripts are off" in article.source.note


def test_what_a_page_shows_without_scripts_beside_its_article_is_left_out():
    assert paragraphs(f"<p>{OTHER}</p><noscript><p>{LIFE}</p></noscript><p>{ELSEWHERE}</p>") == [OTHER, ELSEWHERE]


def test_a_request_to_allow_scripts_is_no_article():
    request = (
        "<p>Pour lire ce journal, activez JavaScript dans les réglages de votre navigateur, puis rechargez-le.</p>"
    )
    with pytest.raises(InputError, match="no article"):
        list(articles(f"<html><body><noscript>{request}</noscript></body></html>".encode(), "a.html"))


@pytest.mark.parametrize("broken", ["{", "[" * 100_000, '{"articleBody": 3}', '{"articleBody": ""}'])
def test_a_page_without_text_and_data_is_refused(broken):
    page = f"<html><head><script type='application/ld+json'>{broken}</script></head><body></body></html>"
    with pytest.raises(InputError, match="no article"):
        list(articles(page.encode(), "a.html"))


def test_text_behind_a_paywall_is_not_taken_from_the_pages_data():
    head = data(f'"articleBody": "{OTHER} Un péage est exclu."')
    assert paragraphs(f"<p>{OTHER}</p><p>La suite est réservée aux abonnés.</p>", head) == [OTHER]


LIFE = "Anne Roche est journaliste au Fleuve depuis 2003. Elle a publié deux livres sur la Manche."
ELSEWHERE = "Le conseil municipal de Cherbourg a adopté mardi soir un budget en hausse, malgré l'opposition."


@pytest.mark.parametrize(
    "below",
    [
        f"<h3>À propos de l'auteur</h3><p>{LIFE}</p>",
        f"<div class='article__biography'><p>{LIFE}</p></div>",
        f"<p class='signature'>{LIFE}</p>",
        f"<div itemprop='author'><p>{LIFE}</p></div>",
        f"<h3>Sur le même sujet</h3><p>{ELSEWHERE}</p>",
        f"<div><h3><a href='/budget'>Le budget adopté</a></h3><p>{ELSEWHERE}</p></div>",
        "<p>Inscrivez-vous à notre lettre pour recevoir chaque matin toute l'actualité de la Manche dans votre boîte.</p>",
    ],
)
def test_who_wrote_an_article_and_what_leads_elsewhere_below_it_are_in_the_note_alone(below):
    article = read(f"<article><h1>Viaduc</h1>{OPENING}<p>{LOOSE}</p>{CLOSING}{below}</article>")
    assert article.text.endswith("transporteurs.")
    assert "beside the article" in article.source.note


@pytest.mark.parametrize(
    "end",
    [
        f"<p>{LIFE}</p>",
        f"<h3>L'auteur présumé arrêté</h3><p>{ELSEWHERE}</p>",
        f"<h3><a href='#budget'>Budget</a></h3><p>{ELSEWHERE}</p>",
        f"<h3>L'auteur</h3><p>{LIFE}</p><h3>Le livre</h3><p>{ELSEWHERE}</p>",
        "<p class='signature'>Anne Roche, avec l'agence</p>",
    ],
)
def test_the_last_words_of_an_article_stay(end):
    text = read(f"<article><h1>Viaduc</h1>{OPENING}<p>{LOOSE}</p>{CLOSING}{end}</article>").text
    assert text.endswith(re.sub("<[^>]*>", "", end.rpartition("<p")[2].partition(">")[2]))


@pytest.mark.parametrize(
    "date", ['<time class="date" data-sort-value="2020-03-15">%s</time>', '<span class="date">%s</span>']
)
def test_a_date_within_a_sentence_is_not_that_of_the_page(date):
    sentence = f"Le conseil régional a voté mardi soir son budget, comme il l'avait promis le {date % '15 mars 2020'} à Nantes."
    [article] = articles(f"<html><body><p>{sentence}</p><p>{sentence}</p></body></html>".encode(), "page.html")
    assert "le 15 mars 2020 à Nantes" in article.text
    assert article.source.published is None


@pytest.mark.parametrize("tag", ["font", "span", "div", "blockquote"])
def test_text_below_hundreds_of_elements_that_nobody_closed_is_kept(tag):
    body = "".join(f"<{tag}>{LOOSE}<br><br>" for _ in range(300))
    root = html_paragraphs.parse(f"<html><body>{body}<p>La fin.</p></body></html>")
    text = "".join(root.itertext())
    assert (text.count(LOOSE), text.count("La fin.")) == (300, 1)


def dated(body: str, head: str = "") -> str | None:
    page = f"<!doctype html><html lang='fr'><head><title>Viaduc</title>{head}</head><body>{body}</body></html>"
    return next(articles(page.encode(), "page.html")).source.published


def scripts(*values: str) -> str:
    return "".join(f'<script type="application/ld+json">{value}</script>' for value in values)


SITE = '{"@type": "WebPage", "datePublished": "2018-05-02"}'
WIRE = '{"@type": ["NewsArticle"], "datePublished": "2025-11-03T00:20:00+01:00"}'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (scripts(f'{{"@graph": [{SITE}, {WIRE}]}}'), "2025-11-03"),
        (scripts("{broken", WIRE), "2025-11-03"),
        ('<meta itemprop="datePublished" content="2025-11-03T09:00">', "2025-11-03"),
        # Of two articles, neither is certainly that of the page: its other signs count.
        (
            scripts(WIRE, WIRE.replace("2025", "2019"))
            + '<meta property="article:published_time" content="2025-11-04">',
            "2025-11-04",
        ),
    ],
)
def test_the_day_of_the_article_in_the_data_of_a_page_is_its_day(head, day):
    assert dated(f"<article><h1>Viaduc</h1>{OPENING}{CLOSING}</article>", head) == day


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ('<meta property="article:modified_time" content="2026-02-05">', ""),
        ('<meta http-equiv="last-modified" content="Thu, 05 Feb 2026 10:00:00 GMT">', ""),
        (scripts('{"@type": "NewsArticle", "dateModified": "2026-02-05T10:00:00Z"}'), ""),
        ("", '<time class="updated" datetime="2026-02-05">5 février</time>'),
        ("", '<p>Mis à jour le <time datetime="2026-02-05">5 février 2026</time></p>'),
        ("", '<div id="footer-info">Last updated: 5 February 2026</div>'),
        ("", "<footer>Page modifiée le 05/02/2026</footer>"),
    ],
)
def test_the_day_of_a_change_is_not_that_of_publication(head, line):
    body = f"<article><h1>Viaduc</h1>{line}{OPENING}{CLOSING}</article>"
    assert dated(body, head) is None
    published = '<meta property="article:published_time" content="2026-02-04">'
    assert dated(body, head + published) == dated(body, published + head) == "2026-02-04"


def test_a_page_without_parts_beside_its_text_is_read_whole():
    page = f"<h1>Viaduc</h1><ul><li><p>Un</p><ul><li><p>Deux</p></ul></ul><div><p>Trois mots ici.</p></div>{OPENING}"
    kept = ["Viaduc", "Un", "Deux", "Trois mots ici."]
    assert read(page).text.split("\n\n")[:4] == kept


def test_formulas_are_read_once_with_their_roots_and_powers():
    formula = (
        "<math><semantics><mrow><mi>r</mi><mo>=</mo><msqrt><msup><mi>x</mi><mn>2</mn></msup></msqrt></mrow>"
        '<annotation encoding="application/x-tex">r = \\sqrt{x^2}</annotation></semantics></math>'
    )
    assert "vaut r=√x² ici." in read(f"<article>{OPENING}<p>Le rayon vaut {formula} ici.</p>{CLOSING}</article>").text


def test_a_day_that_only_a_mark_within_the_page_gives_is_its_day():
    mark = '<span itemprop="datePublished" content="2025-11-03">hier</span>'
    assert dated(f"<article><h1>Viaduc</h1>{mark}{OPENING}{CLOSING}</article>") == "2025-11-03"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Publié le 4 février 2026 à 18h30</p>",
        "<p>Publié le 4 février 2026 à 18h30, mis à jour le 5 février 2026</p>",
        "<div><span>Publié le</span> <b>04/02/2026</b> - 12h00</div>",
        "<p>Publié par Jean Petit le mercredi 4 février 2026</p>",
        "<p>Published: Feb 4, 2026 at 3:15 PM EST | Updated 2 days ago</p>",
        "<p>Publicado el 4 de febrero de 2026</p>",
        "<p>Veröffentlicht am 4. Februar 2026, 12:30 Uhr</p>",
    ],
)
@pytest.mark.parametrize(
    "place", ["{line}<h1>Viaduc</h1>{text}", "<h1>Viaduc</h1>{line}{text}", "<h1>V</h1>{text}{line}"]
)
def test_the_day_of_a_line_on_publication_is_that_of_the_page(line, place):
    assert dated(f"<article>{place.format(line=line, text=OPENING + CLOSING)}</article>") == "2026-02-04"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Mis à jour le 4 février 2026</p>",
        "<p>Publié le 4 février</p>",
        "<p>Publié le 4 février 2026</p><p>Publié le 5 février 2026</p>",
        "<aside><p>Publié le 4 février 2026</p></aside>",
    ],
)
def test_a_line_that_leaves_the_day_of_publication_open_gives_none(line):
    assert dated(f"<article><h1>Viaduc</h1>{OPENING}{CLOSING}{line}</article>") is None


def test_the_day_beside_a_link_in_a_list_is_not_that_of_the_page():
    beside = "<li><time datetime='2019-02-01'>2019</time> <a href=x>Un tout autre viaduc</a></li>"
    assert dated(f"<article><h1>Viaduc</h1>{OPENING}{CLOSING}</article><aside><ul>{beside}</ul></aside>") is None


@pytest.mark.parametrize("part", ["<div>1931-2025</div>", "<fieldset><legend>1931-2025</legend></fieldset>"])
def test_a_short_text_between_paragraphs_in_an_element_without_a_name_is_kept(part):
    assert "1931-2025" in read(f"<article><h1>Viaduc</h1>{OPENING}{part}{CLOSING}</article>").text


def test_a_frame_around_text_is_no_form_and_one_with_fields_is():
    box = f"<fieldset><legend>Repères</legend><p>{LOOSE}</p>%s</fieldset>"
    page = f"<article><h1>Viaduc</h1>{OPENING}{box}{CLOSING}</article>"
    assert LOOSE in read(page % "").text
    assert LOOSE not in read(page % "<input name=a>").text


def test_the_lines_of_a_headline_are_separated():
    head = "<h1>Le viaduc<br>de Coutances</h1>"
    assert read(f"<article>{head}{OPENING}{CLOSING}</article>").source.title == "Le viaduc de Coutances"
