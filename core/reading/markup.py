"""Markdown, whose markup becomes kinds of paragraphs; and what a page's markup says: articles, dates."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.html import defs

from core.article import Kind
from core.reading import decoding, html_paragraphs, xml
from core.reading.document import Block, Document
from core.reading.feed_dates import read_date
from core.sanitize import clean

_TAG = re.compile(r"</?([a-z][a-z0-9]{0,20})\b|<!--", re.IGNORECASE)
_NOTE = re.compile(r"\[\^[^\]\n]{1,60}\]:[ \t]*")
_CALL = re.compile(r"\[\^[^\]\s]{1,60}\](?!:)")
_STRUCK_END = "\ue000"
"""Temporary end of struck-out text, which is in brackets as in other formats: a private character."""
_STRUCK = re.compile(f"{_STRUCK_END}(?=\\w)")
_KINDS: dict[str, Kind] = {"heading_open": "heading", "blockquote_open": "quote", "list_item_open": "list"}
_ARTICLE = re.compile(r"article|posting|report", re.IGNORECASE)
_ON_PUBLICATION = re.compile(
    r"(?:article |first )?(?:publi[ée]e?|published|posted|publicad[oa]|pubblicat[oa]|veröffentlicht|gepubliceerd|"
    r"publicat|opublikowano|опубликовано|опубліковано|publicerad|yayınlanma|δημοσιεύτηκε)\b ?:?"
    r"(?:(?: (?:par|by|por|von|da|door) [^\d]{2,60}?)? (?:le|on|el|il|em|am|op|la)\b)?(?=[\s\d]|$)",
    re.IGNORECASE,
)
"""The beginning of a line on publication."""
_AFTER = re.compile(
    r"\s*(?:[|·•(]|[-–—,]\s*(?=[^\W\d])|\b(?:par|by|por|von|da|door|mise? à jour|modifi|actualis|updat|edited|"
    r"aggiornat|aktualisiert|bijgewerkt)).*$",
    re.IGNORECASE | re.DOTALL,
)
"""What follows the date in such a line."""
_PARAGRAPH, _PIECES = 200, 12
"""Minimum length of a paragraph of the article, in characters; maximum pieces of text of a line on publication."""
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?![\d-])")
_SENTENCES = ("p", "li", "dd", "td", "blockquote", "figcaption")
_SENTENCE_END = (".", "!", "?", "»", "…", "”")
_DATED, _LINK = 10, 3
"""Maximum number of words of a paragraph whose date may be that of publication; minimum words of a link to a page."""
_PUBLISHED = re.compile(r"\W*(?:publi|post|mise? |modifi|actualis|créé|updat|writ|last |le \d|par |by )", re.IGNORECASE)
_CHANGES = re.compile(
    r"modif|updat|revis(?:ed|ion)|utime|last-?date|chang|(?<![a-z])maj(?![a-z])|mise-?a-?jour", re.IGNORECASE
)
"""Names of elements and properties that say when a page was changed."""
_PUBLICATION = re.compile(r"publi|posted|pubdate|issued|created|veröffentlicht|gepubl|опубл", re.IGNORECASE)
_CHANGED = re.compile(
    r"\W*(?:(?:(?:la )?derni[èe]re|last|letzte|última|ultima|ultimo)\W+)?(?:(?:page|article|contenu|site|text) )?"
    r"(?:mise?s? à jour|maj\b|modifi|actualis|révis|corrig|updat|revis|edited|änderung|zuletzt|aktualisiert"
    r"|actualiza|modifica|aggiorna|atualiza|bijgewerkt|laatst|обновлено|изменено)",
    re.IGNORECASE,
)
"""The beginning of a line on a change."""
_MODIFIED = re.compile(r'"dateModified"\s*+:\s*+"[^"]*+"')
_LINES = ("p", "div", "span", "time", "li", "td", "dd", "small", "em", "i", "footer")
_WRITTEN = re.compile(
    r"\d{4}-\d\d-\d\d|\b(\d\d)[/.](\d\d)[/.](\d{4})|\d{1,2}(?:er|st|nd|rd|th|\.)? \w{3,12}\.?,? \d{4}"
    r"|[^\W\d]{3,12}\.? \d{1,2},? \d{4}"
)
"""A day within a line."""
_FIELDS = ("articleBody", "headline", "author", "publisher", "datePublished", "url")
_DATA = 1 << 20
"""Maximum length, in characters, of a page's structured data."""


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Yield a Markdown file as one document. `given` is the user's encoding, if any. Raises InputError."""
    from markdown_it import MarkdownIt

    text, encoding, note = decoding.decode(data, name, given=given)
    lines = clean(text).split("\n")
    about = _front_matter(lines)
    blocks, kinds, number = [], list[Kind](), ""
    row: list[str] | None = None
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse("\n".join(map(_with_notes, lines))):
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
            if token.type == "list_item_open":
                number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type.removesuffix("_close") + "_open" in _KINDS:
            kinds.pop()
        elif token.type in ("code_block", "fence"):
            blocks.append(Block(token.content))
        elif token.type == "html_block":
            xml.refuse_giants(token.content.encode("utf-8", "replace"), name, xml.MAX_PAGE_TAGS)
            root = html_paragraphs.parse(token.content)
            blocks += html_paragraphs.blocks(root) if root is not None else []
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(Block(" | ".join(filter(None, row)), "list"))
            row = None
        elif token.type == "inline":
            shown = _STRUCK.sub("] ", "".join(map(_shown, token.children or ()))).replace(_STRUCK_END, "]")
            if row is not None:
                row.append(shown.strip())
            else:
                blocks.append(Block(number + shown, kinds[-1] if kinds else None))
            number = ""
    yield Document(
        blocks,
        "markdown",
        encoding,
        title=about.get("title") or next((block.text for block in blocks if block.kind == "heading"), None),
        byline=about.get("author") or about.get("byline"),
        publisher=about.get("outlet") or about.get("publisher"),
        published=read_date(about.get("date")),
        url=about.get("url"),
        note=note,
    )


def _with_notes(line: str) -> str:
    """Return a line as a separate paragraph if it is a footnote, which CommonMark would drop."""
    return f"\n{line[note.end() :]}" if (note := _NOTE.match(line)) else line


def _shown(part: Any) -> str:
    """Return the text of an inline token: empty for an HTML tag, but not for other words in angle brackets."""
    if part.type in ("softbreak", "hardbreak"):
        return "\n"
    if part.type in ("s_open", "s_close"):
        return "[" if part.type == "s_open" else _STRUCK_END
    content = str(part.content)
    if part.type == "text":
        return _CALL.sub("", content)
    if part.type != "html_inline" or not (tag := _TAG.match(content)):
        return content
    name = (tag[1] or "").lower()
    return "\n" if name == "br" else "" if not name or name in defs.tags else content


def _front_matter(lines: list[str]) -> dict[str, str]:
    """Remove the block between two `---` at the beginning of `lines`, and return its plain fields."""
    if not lines or lines[0].strip() != "---":
        return {}
    end = next((place for place, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return {}
    pairs = (line.partition(":") for line in lines[1:end])
    fields = {key.strip(): value.strip().strip("\"'") for key, colon, value in pairs if colon and value.strip()}
    del lines[: end + 1]
    return fields


def from_data(root: Any) -> dict[str, str | None]:
    """Return the fields (`_FIELDS`) of the article in a page's structured data (JSON-LD); all None if there is none."""
    found: dict[str, Any] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _DATA:
            continue
        for value in _objects(script.text or ""):
            body = value.get("articleBody")
            if isinstance(body, str) and len(body) > len(found.get("articleBody", "")):
                found = value
    return {field: _field_text(found.get(field)) for field in _FIELDS}


def _objects(data: str) -> Iterator[dict[str, Any]]:
    """Yield all objects in JSON, an outer one before those in it; nothing for other text."""
    try:
        open_values: list[Any] = [json.loads(data, strict=False)]
    except (ValueError, RecursionError):
        return
    while open_values:
        value = open_values.pop()
        if isinstance(value, list):
            open_values += value
        elif isinstance(value, dict):
            yield value
            open_values += value.values()


def _field_text(value: object) -> str | None:
    """Return a field of structured data as text: names separated by semicolons, as trafilatura has them."""
    values = value if isinstance(value, list) else [value]
    texts = (item.get("name") if isinstance(item, dict) else item for item in values)
    return "; ".join(text for text in texts if isinstance(text, str)) or None


def day_of_page(root: Any, found: str | None) -> str | None:
    """Return the day on which a page says it was published; else the one that was `found` in another way, if any.

    Its structured data count first, if they name one article or articles of one day, and may have a date for the site;
    then what was found; then marks within the page; then a line such as « Publié le 4 mars 2026 à 18h30 ».
    """
    days = set(map(_written_day, _article_dates(root)))
    if len(days) == 1 and (day := days.pop()):
        return day
    marked = root.xpath('.//*[@itemprop="datePublished"]')
    return (
        (None if found and found in _days_of_changes(root) and not _is_marked(root, found) else found)
        or next(filter(None, (_written_day(element.get("content") or "") for element in marked)), None)
        or _day_in_words(root)
    )


def _is_marked(root: Any, day: str) -> bool:
    """Whether a property or an address of a page has a day; none is about changes after `forget_other_dates`."""
    properties = root.xpath(".//meta/@content | .//time/@datetime | .//link[@rel='canonical']/@href")
    return any(day in written or day.replace("-", "/") in written for written in properties)


def _days_of_changes(root: Any) -> set[str]:
    """Return the days in lines such as « Mis à jour le 4 mars 2026 à 18h30 »."""
    language, days = root.get("lang"), set[str]()
    for element in root.iter(*_LINES):
        if _CHANGED.match((element.text or "")[:_PARAGRAPH]) and _is_about_change(line := _line(element)):
            for found in islice(_WRITTEN.finditer(line), _PIECES):
                one, other, year = found.groups()
                days |= {f"{year}-{one}-{other}", f"{year}-{other}-{one}", (read_date(found[0], language) or "")[:10]}
    return days


def _line(element: Any) -> str:
    """Return the beginning of an element's text."""
    return " ".join("".join(part[:_PARAGRAPH] for part in islice(element.itertext(), _PIECES))[:_PARAGRAPH].split())


def _is_about_change(line: str) -> bool:
    """Whether a line says when a page was changed, and not when it was published."""
    return _CHANGED.match(line) is not None and _PUBLICATION.search(line) is None


def _day_in_words(root: Any) -> str | None:
    """Return the day in the lines on publication above the first long paragraph, else below; None if they differ."""
    above, below = set[str](), set[str]()
    days, language = above, root.get("lang")
    for element in root.iter("p", "div", "span", "time", "li", "td", "dd", "small", "header", "em", "i"):
        text = (element.text or "").strip()
        if len(text) > _PARAGRAPH:
            days = below
        elif _ON_PUBLICATION.match(text) and next(element.iterancestors("aside", "footer", "nav", "ul"), None) is None:
            lines = (_ON_PUBLICATION.sub("", _line(part), count=1) for part in (element, element.getparent()))
            read = (read_date(_AFTER.sub("", line), language) for line in lines)
            days.update(day[:10] for day in islice(filter(None, read), 1))
    found = above or below
    return found.pop() if len(found) == 1 else None


def _written_day(written: str) -> str | None:
    """Return the day of a date in the time zone in which it is written; None if it is no date."""
    read = read_date(written)
    day = _DAY.match(written)
    return (day[1] if day else read[:10]) if read else None


def _article_dates(root: Any) -> Iterator[str]:
    """Yield the dates of articles in a page's structured data (JSON-LD)."""
    left = _DATA
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > left or "datePublished" not in text:
            continue
        left -= len(text)
        for value in _objects(text):
            day = value.get("datePublished")
            if isinstance(day, str) and _ARTICLE.search(str(value.get("@type"))):
                yield day


def forget_other_dates(root: Any) -> None:
    """Turn dates that are not a page's own into plain text: within sentences, beside links in lists, and of changes."""
    for meta in root.xpath(".//meta"):
        if any(_CHANGES.search(meta.get(name) or "") for name in ("name", "property", "itemprop", "http-equiv")):
            meta.drop_tree()
    for script in root.iter("script"):
        if "dateModified" in (script.text or ""):
            script.text = _MODIFIED.sub('"changed": ""', script.text)
    in_sentences = dict[Any, bool]()
    for element in list(root.iter("time", "abbr", "span", "a", "p", "div")):
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        changes = _CHANGES.search(names) is not None and _PUBLICATION.search(names) is None
        if element.tag == "time" and not names.strip():
            changes = _is_about_change(_line(element.getparent()))
        if changes and len(line := _line(element)) < _PARAGRAPH and any(map(str.isdigit, line)):
            _forget(element)
        elif element.tag in ("time", "span", "a") and (element.tag == "time" or "date" in names):
            block = next((parent for parent in element.iterancestors() if parent.tag in _SENTENCES), None)
            if block is None or element.get("pubdate") is not None or element.get("itemprop"):
                continue
            if block not in in_sentences:
                text, links = _text(block), block.iter("a") if block.tag == "li" else ()
                long = len(text.split()) >= _DATED and text.endswith(_SENTENCE_END) and not _PUBLISHED.match(text)
                in_sentences[block] = long or any(len(_text(link).split()) >= _LINK for link in links)
            if in_sentences[block]:
                _forget(element)


def _forget(element: Any) -> None:
    element.tag = "span" if element.tag in ("time", "abbr") else element.tag
    for sign in ("datetime", "class", "itemprop", "title"):
        element.attrib.pop(sign, None)


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())
