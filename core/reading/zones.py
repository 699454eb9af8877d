"""The parts of a web page that are not its article, recognised by their elements, their classes and their words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from core.messages import Message
from core.reading.html_paragraphs import Piece, is_block, pieces

ASIDE = re.compile(
    r"(?:(?:à|a) )?(?:lire|voir|écouter|relire|découvrir|regarder)(?: aussi| également| encore)\b.*"
    r"|(?:lire|voir) (?:notre|nos|l['’]\w+|la \w+|le \w+) ?.{0,80}\.?"
    r"|(?:>+|→|»|\[)\s*(?:à )?(?:lire|voir|écouter)\b.*"
    r"|(?:©|\(c\)|crédits?(?: photos?)?\s*:|photos?\s*:|image (?:d['’])?illustrati(?:ve|on)"
    r"|illustration\s*:|légende\s*:).{0,160}"
    r"|(?:vous pouvez )?télécharge[rz] .{0,80}\bpdf\b.{0,80}"
    r"|(?:sur le même sujet|dans la même rubrique|la suite après (?:cette|la) publicité|publicité|article réservé"
    r"|read (?:also|more)|see also|related|advertisement)\b.{0,80}",
    re.IGNORECASE | re.DOTALL,
)
"""A paragraph that refers to other pages, or credits a picture."""
CAPTIONS, BESIDE, MENUS = "captions", "beside", "menus"
"""Zones of a page: captions; parts beside the article; navigation and forms."""
_TAGS = {
    **dict.fromkeys(("figcaption",), CAPTIONS),
    **dict.fromkeys(("aside", "footer", "dialog"), BESIDE),
    **dict.fromkeys(("nav", "menu", "form", "fieldset", "button"), MENUS),
}
_CONTROLS = ("input", "select", "textarea", "button")
_DIALOGS = ("dialog", "alertdialog")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_CAPTION = re.compile(r"caption|legende", re.IGNORECASE)
BOX = re.compile(
    r"savoir[-_]plus|lire[-_]?aussi|read-also|newsletter|cookie|consent|gdpr|rgpd|onetrust|didomi|tarteaucitron|axeptio"
    r"|usercentrics|iubenda|quantcast|qc-cmp|cmplz|complianz|klaro|sirdata|trustarc|osano",
    re.IGNORECASE,
)
BOX_LENGTH, CAPTION_LENGTH = 1500, 600
"""Maximum lengths of a box and a caption, in characters; a larger one is probably the page itself."""
AROUND = re.compile(
    r"(?<![a-z])(?:ads?|pub|tags?|nav|menu|share|sharing|social|partage\w*|related|recommand\w*|recommend\w*|promo\w*"
    r"|publicit\w*|advert\w*|comment\w*|author\w*|auteur\w*|signature|breadcrumb\w*|sidebar|widget\w*|toolbar|abonn\w*"
    r"|subscri\w*|teaser\w*|sponsor\w*|outbrain|taboola|footer|pagination|print|player|diapo\w*|banner|popup|modal"
    r"|login|reactions?|forum)(?![a-z])",
    re.IGNORECASE,
)
"""Classes of elements among an article's paragraphs that are not part of it."""
_BEHIND = re.compile(
    r"(?:[àa] propos (?:de l['’]auteure?|de l['’]autrice|des auteurs)|about the authors?|l['’](?:auteure?|autrice)"
    r"|(?:articles?|contenus?|sujets?) (?:liés|similaires|associés|recommandés|connexes)"
    r"|related (?:articles?|posts?|stories)|(?:plus|voir plus) d['’](?:articles|infos|actualités)"
    r"|(?:nos|les) derni(?:ers articles|ères infos|ères actualités)"
    r"|(?:articles |infos )?(?:les )?plus lue?s|ailleurs sur le web|most read|more (?:stories|articles)"
    r"|sur le même (?:sujet|thème)|dans la même (?:rubrique|catégorie)|[àa] (?:lire|voir)(?: aussi| également)?"
    r"|ces articles (?:pourraient|peuvent) vous intéresser|vous aimerez aussi|en savoir plus)(?: de cet article)?\W*",
    re.IGNORECASE,
)
"""A heading of a part below an article: about its author, or other articles."""
_WHO = re.compile(
    r"(?<![a-z])(?:bio|biograph\w*|author\w*|auteur\w*|signature|vcard|contribut\w*)(?![a-z])", re.IGNORECASE
)
"""Classes of text about an article's author."""
_OFFER = re.compile(
    r"(?:inscrivez|abonnez)-vous\b.{0,200}\b(?:lettre|newsletter|mail|chaîne|alertes?)\b.{0,200}"
    r"|(?:suivez|retrouvez|rejoignez)[ -]nous\b.{0,100}"
    r"|recevez\b.{0,200}\b(?:newsletter|par mail|boîte mail)\b.{0,100}",
    re.IGNORECASE | re.DOTALL,
)
"""A paragraph that offers something to the reader."""
_COOKIES = re.compile(
    r"\b(?:nous|site|partenaires|we|wir)\b.{0,200}\bcookies\b|\bcookies\b.{0,200}\b(?:accept|refus)"
    r"|\b(?:vous|you)\b.{0,60}\b(?:accept|agree|refus|param[eé]tr|reject)\w*\b.{0,160}\b(?:cookies|traceurs)\b"
)
_BIOGRAPHY = 60
"""Minimum length, in characters, of text about the author; a shorter line is a byline."""
_MOST_BEHIND = 0.5
"""Maximum share of an article's text that may be left out as a part below it."""
_WORDS = re.compile(r"[\w'’-]*\w")
_ONLY_LINKS = 0.9
"""Share of linked characters from which a paragraph is a mere link, unless it is a sentence."""
_PROSE, _PARAGRAPHS = 80, 3
"""A form with so many paragraphs of at least so many characters is not treated as a form."""
_NO_LETTERS = re.compile(r"[\W_]+")
"""Removes the characters for which `str.isalnum` is false, five times as fast."""
_SHORT = 2000
"""Maximum length, in characters, of texts whose letters are cached, since they are compared again and again."""
_FEW = 5
"""Number of words that are quoted of the text beside an article; a shorter paragraph is not quoted."""
_MAX_PARTS = 2000
"""Maximum number of inline elements that are children of one element."""
_MAX_PARAGRAPHS = 10_000
"""Maximum number of children of one element."""
_OF_HEAD = frozenset("base basefont bgsound link meta noframes noscript script style template title".split())
"""Elements that may stand in a page's head."""


def zone(element: Any) -> str | None:
    """Return the zone of a page that an element begins; None if it begins none."""
    if found := _TAGS.get(element.tag):
        # The source of a quotation is in a footer within it.
        is_source = element.tag == "footer" and any(parent.tag == "blockquote" for parent in ancestors(element))
        holds_page = element.tag in ("form", "fieldset") and _holds_page(element)
        is_list = element.tag == "menu" and element.find(".//a") is None and element.find(".//button") is None
        # A heading may be a button that unfolds what is below it.
        is_heading = element.tag == "button" and element.getparent().tag in _HEADINGS
        return None if is_source or holds_page or is_heading or is_list else found
    if element.get("role") in _DIALOGS:
        return BESIDE
    name = f"{name_of(element)} {element.get('aria-label') or ''}".strip()
    if not name:
        return None
    if _CAPTION.search(name) and len(element.text_content()) < CAPTION_LENGTH:
        return CAPTIONS
    if BOX.search(name) and len(element.text_content()) < BOX_LENGTH:
        return BESIDE
    return None


def is_caption(element: Any) -> bool:
    """Whether the classes of an element say that it is a caption."""
    return _CAPTION.search(name_of(element)) is not None and len(element.text_content()) < CAPTION_LENGTH


def _holds_page(element: Any) -> bool:
    """Whether a form is around a whole page, as some servers write them, or around an article; or is only a frame."""
    if element.tag == "fieldset" and not any(element.find(f".//{tag}") is not None for tag in _CONTROLS):
        return True
    if element.find(".//h1") is not None or element.find(".//article") is not None:
        return True
    prose = (paragraph for paragraph in element.iter("p") if len(paragraph.text_content()) >= _PROSE)
    return sum(1 for _ in islice(prose, _PARAGRAPHS)) == _PARAGRAPHS


def leads_away(piece: Piece) -> bool:
    """Whether a paragraph only refers to other pages: by its wording, or as it consists of links."""
    text = piece.text.strip()
    if ASIDE.fullmatch(text):
        return True
    return piece.linked >= _ONLY_LINKS * len(text) and "@" not in text and not text.endswith((".", "!", "…", "»"))


def without_end(pieces: Sequence[Piece], taken: set[int]) -> set[int]:
    """Return the indices of an article's paragraphs without the parts below it: on its author, and teasers."""
    places = sorted(taken)
    left = _MOST_BEHIND * sum(len(pieces[place].text) for place in places)
    for number in range(len(places) - 1, 0, -1):
        place, piece = places[number], pieces[places[number]]
        above = pieces[place - 1] if place - 1 not in taken else None
        left -= len(piece.text)
        if left < 0:
            break
        if _BEHIND.fullmatch(piece.text.strip()) or (above is not None and _BEHIND.fullmatch(above.text.strip())):
            return set(places[:number])
        if piece.kind == "heading":
            break
    while len(places) > 1 and _stands_below(pieces, places):
        places.pop()
    return set(places)


def speaks_of_cookies(text: str) -> bool:
    """Whether a paragraph is about consent to cookies."""
    text = text.casefold()
    return ("cookies" in text or "traceurs" in text) and _COOKIES.search(text) is not None


def notices(pieces: Sequence[Piece], taken: set[int]) -> set[int]:
    """Return the indices of those of an article's paragraphs that are a cookie notice.

    They are in a dialog, or before or after the article, in a block that has none of it.
    """
    found = {place for place in taken if speaks_of_cookies(pieces[place].text)}
    if not found:
        return found
    article = sorted(taken - found)
    first, last = (article[0], article[-1]) if article else (0, 0)
    holders = {element for place in article for element in ancestors(pieces[place].element)}

    def is_apart(place: int) -> bool:
        holder = next(filter(is_block, ancestors(pieces[place].element.getparent())), None)
        return not first < place < last and holder not in holders

    return {place for place in found if pieces[place].zone == BESIDE or is_apart(place)}


def _stands_below(pieces: Sequence[Piece], places: Sequence[int]) -> bool:
    """Whether an article's last paragraph is about its author, offers something, or is under a heading with a link."""
    piece, before = pieces[places[-1]], pieces[places[-2]]
    text = piece.text.strip()
    if _OFFER.fullmatch(text):
        return True
    around = {*ancestors(before.element)}
    holders = [element for element in ancestors(piece.element) if element not in around]
    if len(text) >= _BIOGRAPHY and any(map(_is_about_author, holders)):
        return True
    above = pieces[places[-1] - 1]
    if above is before or above.kind != "heading" or above.linked < _ONLY_LINKS * len(above.text):
        return False
    link = above.element.find(".//a")
    return link is None or "#" not in link.get("href", "")  # a heading may link to itself


def _is_about_author(element: Any) -> bool:
    return _WHO.search(name_of(element)) is not None or element.get("itemprop") == "author"


def left_out(rest: Sequence[Piece], texts: Iterable[str]) -> str | None:
    """Return a note on the words in a page's other paragraphs (`rest`) that are not in `texts`; None if there are none.

    It counts the words of captions, and of paragraphs beside the article that are not links.
    """
    have = set(map(letters, texts))
    captions, beside = 0, list[list[str]]()
    for piece in rest:
        if letters(piece.text) in have or (piece.zone == MENUS and not _is_of_form(piece)):
            continue
        words = _WORDS.findall(piece.text)
        if piece.zone == CAPTIONS:
            captions += len(words)
        elif piece.linked <= len(piece.text) / 2:
            beside.append(words)
    count = sum(map(len, beside))
    opening = " ".join(next((words for words in beside if len(words) >= _FEW), ())[:_FEW])
    note = Message("left out: {captions} words of captions", captions=captions) if captions else None
    if captions and opening:
        note = Message(
            "left out: {captions} words of captions, and {count} words beside the article, from “{opening} …”",
            captions=captions,
            count=count,
            opening=opening,
        )
    elif opening:
        note = Message("left out: {count} words beside the article, from “{opening} …”", count=count, opening=opening)
    return note


def _is_of_form(piece: Piece) -> bool:
    """Whether a paragraph is in a form, but not in a button or menu."""
    tags = {element.tag for element in ancestors(piece.element)}
    return bool(tags & {"form", "fieldset"}) and not tags & {"nav", "menu", "button"}


def letters(text: str) -> str:
    """Return the letters and figures of a text, case-folded."""
    return _letters_of_short(text) if len(text) < _SHORT else _letters(text)


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


_letters_of_short = lru_cache(1024)(_letters)


def ancestors(element: Any) -> Iterator[Any]:
    """Yield an element and its ancestors, from the inside out."""
    while element is not None:
        yield element
        element = element.getparent()


def name_of(element: Any) -> str:
    """Return the classes and the id of an element, separated by spaces."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def names_of(element: Any) -> str:
    """Return the classes and ids of an element, its parent and its grandparent."""
    return " ".join(map(name_of, islice(ancestors(element), 3)))


def fill_body(root: Any) -> None:
    """Move what a page without `<body>` shows from its head into its body, as browsers do.

    For the parser, which knows HTML 4 only, `<article>`, `<main>` and the like do not end a head.
    """
    head, body = root.find("head"), root.find("body")
    shown = next((place for place, one in enumerate(head if head is not None else ()) if one.tag not in _OF_HEAD), None)
    if shown is None:
        return
    if body is None:
        body = root.makeelement("body")
        root.append(body)
    body[:0] = head[shown:]


def show_noscript(root: Any) -> bool:
    """Turn `<noscript>` elements into blocks, if most of a page's running text is in them; return whether it is."""
    held = [element for element in root.iter("noscript") if len(_without_request(element)) >= _PROSE]
    if not held:
        return False
    shown = sum(len(piece.text) for piece in pieces(root, zone) if len(piece.text) >= _PROSE and piece.zone is None)
    if shown >= sum(len(_without_request(element)) for element in held):
        return False
    for element in held:
        element.tag = "div"
    return True


def _without_request(element: Any) -> str:
    """Return the text of an element without the sentences that ask for scripts."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(" ".join(element.itertext()).split()))
    return " ".join(sentence for sentence in sentences if "javascript" not in sentence.casefold())


def remove_spans(root: Any) -> None:
    """Remove the spans of table cells: trafilatura adds empty cells for them, which takes quadratic time."""
    for cell in root.iter("td", "th"):
        cell.attrib.pop("colspan", None)
        cell.attrib.pop("rowspan", None)


def is_crowded(root: Any) -> bool:
    """Whether one element has thousands of children: trafilatura's time is quadratic in their number."""
    crowds = root.xpath("//*[count(*) > $most]", most=_MAX_PARTS)
    return any(
        len(crowd) > _MAX_PARAGRAPHS or sum(not is_block(child) for child in crowd) > _MAX_PARTS for crowd in crowds
    )
