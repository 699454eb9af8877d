"""Chooses the paragraphs of a web page that are its article: those that trafilatura found, and those between them.

trafilatura finds the article well, but loses some inline elements, and text between paragraphs that is in no element
of its own. So its text only serves to choose among the page's own paragraphs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

from core.reading.html_paragraphs import Piece, is_block
from core.reading.zones import (
    AROUND,
    ASIDE,
    BESIDE,
    BOX,
    CAPTIONS,
    MENUS,
    ancestors,
    leads_away,
    letters,
    name_of,
    names_of,
    notices,
    speaks_of_cookies,
    without_end,
)

_PARAGRAPHS = frozenset(
    "p li dd dt h2 h3 h4 h5 h6 blockquote footer pre td th tr summary caption address center".split()
)
_PARTS = frozenset(
    "p li dd dt h2 h3 h4 h5 h6 blockquote pre td th tr caption ul ol dl table tbody thead tfoot details summary section"
    " center address fieldset legend".split()
)
"""Paragraphs and containers of paragraphs; the block around them is probably the article's."""
_GRID = ("row", "rowgroup", "table", "grid")
"""ARIA roles of tables and their parts, for elements other than those of HTML."""
_SENTENCE = 8
"""Minimum number of words of a text without final punctuation that is taken for a sentence, not a button or name."""
_LINKED = 0.5
"""Maximum share of linked characters in a paragraph."""
_TAIL = 0.25
"""Maximum share of linked characters in the paragraphs after an article's last sentence."""
_ENOUGH = 30
"""Minimum number of letters of a short paragraph whose match with the extracted text is not taken for chance."""
_ALIKE = 0.6
"""Minimum share of a paragraph's word trigrams in the extracted text for it to be the same."""
_PROSE = 80
"""Minimum length, in characters, of a paragraph that is evidence."""
_END = (".", "!", "?", "…", "»", "”", ":", ";")
_SITE = ("article", "header", "main", "section", "td")
"""Elements of a site's page around its article, or of a layout."""
_KINDS = ("head", "p", "quote", "item", "row", "code")
"""Elements of trafilatura's tree that are paragraphs."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An article's paragraphs, and the rest of its page."""

    pieces: list[Piece]
    rest: list[Piece]


def choose(pieces: Sequence[Piece], found: Sequence[str] | None, title: str | None = None) -> Chosen:
    """Choose the paragraphs of a page that are its article: those in the text that trafilatura `found`.

    If none of them is in it, all that may belong to an article are chosen. If trafilatura was not called, `found` is
    None, and those of the element with most prose are chosen. `title` is the page's headline.
    """
    if _is_document(pieces) and (taken := _all(pieces)):
        return _chosen(pieces, without_end(pieces, taken - notices(pieces, taken) or taken))
    taken = _among(pieces, found) if found is not None else _best_container(pieces, set())
    if found and taken and _is_poor(pieces, taken):
        taken = _best_container(pieces, taken)
    elif not taken:
        taken = _all(pieces)
    taken = _in_main_cells(pieces, taken)
    taken = taken - notices(pieces, taken) or taken
    for last in sorted(taken, reverse=True)[:-1]:
        if pieces[last].kind != "heading":
            break
        taken.remove(last)  # the heading of a section after the article
    have = {letters(pieces[place].text) for place in taken}
    taken |= {place for place in _between(pieces, sorted(taken)) if letters(pieces[place].text) not in have}
    end = max((place for place in taken if pieces[place].text.rstrip().endswith(_END)), default=-1)
    tail = [place for place in taken if end != -1 and place > end]
    # With many links, this is not the article's signature but offers and links below it.
    if sum(pieces[place].linked for place in tail) > _TAIL * sum(len(pieces[place].text) for place in tail):
        taken.difference_update(tail)
    taken = without_end(pieces, taken)
    headline = letters(title or "")
    above = next((place for place in sorted(taken) if headline and letters(pieces[place].text) == headline), 0)
    return _chosen(pieces, {place for place in taken if place >= above or _is_prose(pieces[place])})


def _chosen(pieces: Sequence[Piece], taken: set[int]) -> Chosen:
    rest = [piece for place, piece in enumerate(pieces) if place not in taken]
    return Chosen([pieces[place] for place in sorted(taken)], rest)


def _is_document(pieces: Sequence[Piece]) -> bool:
    """Whether a page is only an article, as office programs write them: without parts beside it, menus or sections."""
    around = set[Any]()
    for piece in pieces:
        around.update(takewhile(lambda element: element not in around, ancestors(piece.element)))
    return not any(piece.zone in (BESIDE, MENUS) or piece.linked > _LINKED * len(piece.text) for piece in pieces) and (
        not any(element.tag in _SITE or AROUND.search(name_of(element)) for element in around)
    )


def _among(pieces: Sequence[Piece], found: Sequence[str]) -> set[int]:
    """Return the indices of the paragraphs in the text that trafilatura found."""
    times = Counter(map(letters, found))
    found_trigrams = {trigram for text in found for trigram in _trigrams(text)}
    same: defaultdict[str, list[int]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        key = letters(piece.text)
        if not key or piece.zone in (CAPTIONS, MENUS) or (piece.zone and BOX.search(names_of(piece.element))):
            continue
        if key in times or _is_alike(piece.text, key, found_trigrams):
            same[key].append(place)
    every = sorted(place for places in same.values() for place in places)
    middle = every[len(every) // 2] if every else 0
    taken = set[int]()
    for key, places in same.items():
        near = sorted(places, key=lambda place: abs(place - middle))
        # Text that is on the page more often than found is also in teasers, unless it is repeated in the same element.
        holder, most = pieces[near[0]].element.getparent(), times[key] or 1
        near = [*near[:most], *(place for place in near[most:] if pieces[place].element.getparent() is holder)]
        taken.update(place for place in near if not leads_away(pieces[place]))
    return taken


def _is_alike(text: str, key: str, found_trigrams: set[tuple[str, str, str]]) -> bool:
    """Whether most word trigrams of a paragraph, whose letters are `key`, are in the text that was found."""
    trigrams = _trigrams(text)
    return len(trigrams & found_trigrams) >= _ALIKE * len(trigrams) > 0 and (len(trigrams) > 3 or len(key) >= _ENOUGH)


def _between(pieces: Sequence[Piece], taken: Sequence[int]) -> Iterator[int]:
    """Yield the indices of paragraphs between, right before and right after those taken, if they belong to them."""
    for before, after in pairwise(taken):
        for place in range(before + 1, after):
            if _belongs(pieces[place], pieces[before], pieces[after]):
                yield place
    for start, step in ((taken[0], -1), (taken[-1], 1)) if taken else ():
        place, edge, waiting = start + step, pieces[start], list[int]()
        while 0 <= place < len(pieces):
            if not _belongs(pieces[place], edge, edge):
                if pieces[place].zone != CAPTIONS:
                    break
            elif _is_beside(pieces[place], edge):
                yield from (*waiting, place)
                waiting.clear()
            elif waiting or _holder(pieces[place]) is not _holder(edge):
                break
            else:  # a heading or a name, which counts only if a sentence follows
                waiting.append(place)
            place += step


def _is_beside(piece: Piece, edge: Piece) -> bool:
    """Whether a paragraph next to the article belongs to it: text of the block around, or a sentence in the same one.

    `edge` is the article's first or last paragraph.
    """
    holder = _block(edge.element.getparent())
    if piece.element in (edge.element, holder, _holder(edge)):
        return True
    return _holder(piece) in (holder, _holder(edge), edge.element) and piece.text.rstrip().endswith(_END)


def _holder(piece: Piece) -> Any:
    """Return the block around a paragraph, outside of any list or table; None if there is none."""
    outer = (element for element in ancestors(piece.element.getparent()) if element.get("role") not in _GRID)
    around = (element for element in outer if element.tag not in _PARTS and is_block(element))
    if piece.kind == "heading":  # some have a block of their own
        around = (element for element in around if len(element.text_content().strip()) > len(piece.text.strip()))
    return next(around, None)


def _block(element: Any) -> Any:
    return next(filter(is_block, ancestors(element)), None)


def _belongs(piece: Piece, before: Piece, after: Piece) -> bool:
    """Whether a paragraph between two of an article's paragraphs belongs to the article."""
    if piece.zone not in (None, before.zone) or piece.linked > _LINKED * len(piece.text):
        return False
    text = piece.text.strip()
    if ASIDE.fullmatch(text) or piece.element.tag == "h1" or not letters(text):
        return False
    common = {*ancestors(before.element), *ancestors(after.element)}
    for element in ancestors(piece.element):
        if element in common:
            break
        if AROUND.search(name_of(element)):
            return False
    near = {before.element, after.element, _block(before.element.getparent()), _block(after.element.getparent())}
    if piece.element in near:  # text between paragraphs, in no element of its own
        return True
    holders = {*near, _holder(before), _holder(after)}
    if text.endswith(_END) or len(text.split()) >= _SENTENCE:
        is_paragraph = piece.element.tag in _PARAGRAPHS or _is_prose(piece)
        return is_paragraph or piece.element in common or _holder(piece) in holders
    known = piece.element.tag in _PARAGRAPHS or piece.element.get("role") == "row" or not name_of(piece.element)
    return known and _holder(piece) in holders


def _is_poor(pieces: Sequence[Piece], taken: set[int]) -> bool:
    """Whether the chosen paragraphs are probably not the article: a cookie notice, or little of the page's prose."""
    size = sum(len(pieces[place].text) for place in taken)
    notices = sum(len(pieces[place].text) for place in taken if speaks_of_cookies(pieces[place].text))
    prose = sum(len(piece.text) for place, piece in enumerate(pieces) if place not in taken and _is_prose(piece))
    return (2 * notices > size and prose > min(size / 2, _PROSE)) or prose > 3 * size


def _best_container(pieces: Sequence[Piece], taken: set[int]) -> set[int]:
    """Return the indices of the paragraphs in the element with most prose; `taken` if there is no prose."""
    weights: dict[Any, float] = defaultdict(float)
    for piece in filter(_is_prose, pieces):
        for share, element in zip((1.0, 0.5, 0.25), ancestors(piece.element.getparent()), strict=False):
            weights[element] += share * len(piece.text)
    if not weights:
        return taken
    best = max(weights, key=lambda element: weights[element])
    inside = {
        place
        for place, piece in enumerate(pieces)
        if best in ancestors(piece.element) and (_is_prose(piece) or piece.kind == "heading")
    }
    return inside if any(pieces[place].kind != "heading" for place in inside) else taken


def _in_main_cells(pieces: Sequence[Piece], taken: set[int]) -> set[int]:
    """Return `taken` without the cells without prose, if most of the text is in one cell of a layout table."""
    cells: defaultdict[Any, list[int]] = defaultdict(list)
    for place in taken:
        cells[next((cell for cell in ancestors(pieces[place].element) if cell.tag == "td"), None)].append(place)
    sizes = {cell: sum(len(pieces[place].text) for place in places) for cell, places in cells.items()}
    main = max(sizes, key=lambda cell: sizes[cell], default=None)
    if main is None or 2 * sizes[main] < sum(sizes.values()):
        return taken
    return {
        place
        for cell, places in cells.items()
        for place in places
        if cell in (main, None) or any(_is_prose(pieces[other]) for other in places)
    }


def _all(pieces: Sequence[Piece]) -> set[int]:
    """Return the indices of all paragraphs that may belong to an article; those beside it if there are no others."""
    for zones in ((None,), (None, BESIDE)):
        found = {
            place
            for place, piece in enumerate(pieces)
            if piece.zone in zones
            and not ASIDE.fullmatch(piece.text.strip())
            and not BOX.search(names_of(piece.element))
        }
        if any(pieces[place].kind != "heading" for place in found):
            return found
    return set()


def _is_prose(piece: Piece) -> bool:
    """Whether a paragraph is running text that may belong to an article."""
    text = piece.text.strip()
    return (
        len(text) >= _PROSE
        and piece.zone in (None, BESIDE)
        and piece.linked <= _LINKED * len(text)
        and text.endswith(_END)
        and not speaks_of_cookies(text)
        and not AROUND.search(names_of(piece.element))
    )


def _trigrams(text: str) -> set[tuple[str, str, str]]:
    """Return the word trigrams of a text."""
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def paragraphs(body: Any) -> list[str]:
    """Return the paragraphs of the tree that trafilatura returns."""
    found = []
    for element in body.iter(*_KINDS):
        if any(parent.tag in _KINDS and parent.tag != "quote" for parent in element.iterancestors()):
            continue
        if element.tag == "quote" and any(child.tag == "p" for child in element):
            continue
        found.append(" ".join(element.itertext()))
    return [text for text in found if text.strip()]
