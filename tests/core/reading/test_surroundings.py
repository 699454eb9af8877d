"""What surrounds the text of a web page: kept where it belongs to the article, named in the note otherwise."""

from core.reading import html, html_paragraphs
from core.reading.formats import articles

BODY = (
    "<p>Le conseil municipal a voté mardi soir la construction d'un pont sur la rivière, après un long débat.</p>"
    "<p>Les travaux doivent commencer au printemps et durer deux ans, selon la maire, qui en attend beaucoup.</p>"
    "<p>L'opposition juge le coût de douze millions d'euros trop élevé pour une commune de cette taille.</p>"
)
STANDFIRST = "Attendu depuis vingt ans par les riverains, l'ouvrage sera financé pour moitié par la région."


def read(body: str, title: str = "Un pont pour le bourg", head: str = ""):
    page = f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return next(articles(page.encode(), "page.html"))


def texts(article) -> list[str]:
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


def test_a_headline_comes_without_the_name_of_the_site():
    for title in ("Un pont pour le bourg | Le Journal", "Le Journal - Un pont pour le bourg", "Un pont pour le bourg"):
        article = read(f"<article><h1>Un pont pour le bourg</h1>{BODY}</article>", title)
        assert article.source.title == texts(article)[0] == "Un pont pour le bourg"
        assert article.text.count("Un pont pour le bourg") == 1


def test_a_headline_with_a_dash_of_its_own_stays_whole():
    title = "Le pont - une histoire sans fin"
    assert read(f"<article><h1>{title}</h1>{BODY}</article>", title).source.title == title


def test_a_standfirst_comes_between_headline_and_text():
    for box in (
        f'<div class="article-chapo-12 chapo"><p>{STANDFIRST}</p></div>',
        f'<p class="article__desc">{STANDFIRST}</p>',
        f'<header><div class="c-standfirst">{STANDFIRST}</div></header>',
    ):
        article = read(f"<h1>Un pont pour le bourg</h1>{box}<article>{BODY}</article>")
        assert texts(article)[:2] == ["Un pont pour le bourg", STANDFIRST]
        assert article.text.count(STANDFIRST) == 1


def test_the_standfirsts_of_other_articles_stay_out():
    other = "Le maire du village voisin, lui, ne veut pas entendre parler d'un nouveau pont avant dix ans."
    article = read(
        f'<h1>Un pont pour le bourg</h1><article>{BODY}</article><div><h3>Ailleurs</h3><p class="chapo">{other}</p></div>'
    )
    assert other not in article.text


def test_boxes_captions_and_downloads_are_left_out():
    article = read(
        f"""<article><h1>Un pont pour le bourg</h1>{BODY}
        <div class="bloc lire-aussi"><h4>Le bourg</h4><p>Tout savoir sur les communes de la vallée et sur leurs ponts.</p></div>
        <p>Image illus&shy;trative : le pont du moulin, en licence libre, par un habitant du bourg</p>
        <p>Vous pouvez télécharger ce document au format PDF en cliquant ici</p></article>"""
    )
    for left_out in ("Tout savoir", "licence", "PDF"):
        assert left_out not in article.text


def test_authors_come_without_their_preposition_and_without_the_site():
    head = '<meta name="author" content="Le Journal"><meta name="author" content="Par Anne Roche">'
    head += '<meta property="og:site_name" content="Le Journal">'
    assert read(f"<article><h1>Un pont</h1>{BODY}</article>", "Un pont", head).source.byline == "Anne Roche"


def test_a_year_in_the_text_is_no_date_of_the_page():
    assert (
        read(f"<article><h1>Un pont</h1>{BODY}<p>Le premier pont datait du 12 mai 1996.</p></article>").source.published
        is None
    )


def test_a_date_in_a_sentence_is_no_date_of_the_page_and_one_in_its_head_is():
    sentence = (
        "<p>Fermé le <time datetime='2026-03-02'>2 mars 2026</time>, le pont doit rouvrir dans dix mois, dit-on.</p>"
    )
    head = "<div>Publié le <time datetime='2026-03-05'>5 mars 2026</time></div>"
    assert read(f"<article><h1>Un pont</h1>{sentence}{BODY}</article>").source.published is None
    article = read(f"<article><h1>Un pont</h1>{head}{sentence}{BODY}</article>")
    assert article.source.published == "2026-03-05"
    assert "Fermé le 2 mars 2026, le pont" in article.text


def test_the_links_of_a_wiki_beside_a_heading_are_no_text():
    edit = "<span class='mw-editsection'><span>[</span><a href='/e'>modifier</a> | <a href='/c'>modifier le code</a>]</span>"
    heading = f"<div class='mw-heading'><h2>Histoire</h2>{edit}</div>"
    article = read(f"<h1>Un pont</h1>{BODY}{heading}<p>Un premier pont, en bois, fut emporté par une crue en 1910.</p>")
    assert "Histoire" in texts(article)
    assert "modifier" not in article.text


def test_a_page_of_which_little_was_taken_raises_a_doubt():
    root = html_paragraphs.parse(f"<main>{BODY}</main><aside>{BODY}</aside>")
    whole = [element.text_content() for element in root.iter("p")][:3]
    assert html.doubt_about_extent(root, whole) is None
    assert "part of this page" in html.doubt_about_extent(root, whole[:1])


def test_a_page_laid_out_in_tables_says_that_it_was_guessed():
    assert "tables" in read(f"<table><tr><td><h1>Un pont pour le bourg</h1>{BODY}</td></tr></table>").source.note


COOKIES = (
    "<p>Nous et nos partenaires utilisons des cookies pour mesurer l'audience et adapter la publicité de ce site.</p>"
    "<p>Vous pouvez accepter ou refuser ces traceurs, et changer d'avis à tout moment au bas de chaque page.</p>"
)


def test_a_notice_on_cookies_without_a_class_is_left_out_before_and_behind_an_article():
    for page in (
        f"<div>{COOKIES}</div><div><h1>Un pont</h1>{BODY}</div>",
        f"<main><div><h1>Un pont</h1>{BODY}</div></main><section>{COOKIES}</section>",
    ):
        article = read(page)
        assert "cookies" not in article.text
        assert "traceurs" not in article.text
        assert "de cette taille." in article.text
        assert "beside the article, from “Nous et nos partenaires utilisons" in article.source.note


def test_an_article_on_cookies_keeps_its_paragraphs():
    article = read(f"<article><h1>Un pont</h1>{BODY}{COOKIES}{BODY.replace('pont', 'quai')}</article>")
    assert "utilisons des cookies" in article.text


def test_running_text_in_a_block_of_its_own_between_two_paragraphs_is_read():
    first, loose, last = BODY.replace("<p>", "").split("</p>")[:3]
    parts = (f"<p>{first}</p>", loose, f"<p>{last}</p>")
    rows = "".join(f"<div class=row><div class=text><div class=inner>{part}</div></div></div>" for part in parts)
    assert texts(read(f"<div><h1>Un pont</h1>{rows}</div>"))[-3:] == [first, loose, last]


def test_a_menu_without_links_is_a_list_and_what_stands_in_for_an_object_is_read():
    sentence = "La préfecture a donné son accord lundi soir."
    for part in (f"<menu><li>{sentence}</li></menu>", f"<object><p>{sentence}</p></object>"):
        assert sentence in read(f"<article><h1>Un pont</h1>{BODY}{part}{BODY.replace('pont', 'quai')}</article>").text
    flash = f"<object data='film.swf'><p>{sentence}</p></object>"
    assert sentence not in read(f"<article><h1>Un pont</h1>{BODY}{flash}</article>").text
