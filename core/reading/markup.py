"""The paragraphs of an HTML tree: for feeds, mails and books, whose markup holds the text and nothing else."""

from collections.abc import Iterator

from lxml import etree, html

from core.article import Kind
from core.reading.document import Block

_KINDS: dict[str, Kind | None] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("blockquote", "q"), "quote"),
    **dict.fromkeys(("li", "dd", "dt"), "list"),
    **dict.fromkeys(("p", "div", "td", "th", "tr", "section", "article", "main", "pre", "body", "header"), None),
    **dict.fromkeys(("figure", "figcaption", "aside", "footer", "address", "caption", "summary", "legend", "hr"), None),
}
"""Elements that begin a paragraph, and its kind where the element says so."""
_LEFT_OUT = frozenset(
    "script style head title noscript template figcaption nav aside footer form button select textarea svg math "
    "iframe object audio video canvas".split()
)


def parse(text: str) -> html.HtmlElement | None:
    """Parse a page or a fragment, however broken; None where there is nothing in it. No address in it is read."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def blocks(root: html.HtmlElement, left_out: frozenset[str] = _LEFT_OUT) -> list[Block]:
    """Give the paragraphs below an element, in order; line breaks part them where there are two in a row.

    `left_out` names the elements that are passed over with all that is in them.
    """
    found: list[Block] = []
    parts: list[str] = []
    kinds: list[Kind | None] = [None]

    def end() -> None:
        kind = next((kind for kind in reversed(kinds) if kind), None)
        found.extend(Block(text, kind) for text in "".join(parts).split("\n\n") if text.strip())
        parts.clear()

    for event, element in _walk(root, left_out):
        name = element.tag
        if event == "start":
            if name in _KINDS:
                end()
                kinds.append(_KINDS[name])
            elif name == "br":
                parts.append("\n")
            parts.append((element.text or "").replace("\n", " "))
        else:
            if event == "end" and name in _KINDS:
                end()
                kinds.pop()
            parts.append((element.tail or "").replace("\n", " ") if element is not root else "")
    end()
    return found


def _calls_note(element: html.HtmlElement) -> bool:
    """Whether an element is the raised figure of a footnote, which would stick to the word before it."""
    return element.tag == "sup" and element.find(".//a") is not None


def _walk(root: html.HtmlElement, left_out: frozenset[str]) -> Iterator[tuple[str, html.HtmlElement]]:
    """Give the events of a walk that passes by what is no text; iterative, since nesting may be deep."""
    walker = etree.iterwalk(root, events=("start", "end"))
    skipping = None
    for event, element in walker:
        if skipping is None and event == "start" and (element.tag in left_out or _calls_note(element)):
            skipping = element
        if skipping is None:
            yield event, element
        elif event == "end" and element is skipping:
            skipping = None
            yield "tail", element
