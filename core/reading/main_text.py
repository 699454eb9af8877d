"""Which paragraphs of a web page are its article: those that trafilatura took, whole, and what stands between them.

trafilatura finds the article well, but gives it without some inline elements and without text that lies loose
between paragraphs. So its text only says which of the page's own paragraphs are meant.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from core.reading.markup import Piece, is_block
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
    " center address".split()
)
"""Paragraphs and containers of paragraphs; their common ancestor is where the article is."""
_GRID = ("row", "rowgroup", "table", "grid")
"""Roles of a table's parts, for elements that are no table themselves."""
_SENTENCE = 8
"""Minimum number of words of a text without a full stop that is no button, name or date."""
_LINKED = 0.5
"""Maximum share of linked characters in a paragraph."""
_TAIL = 0.25
"""Maximum share of linked characters after the last sentence in an article's end."""
_ENOUGH = 30
"""Minimum letters of a paragraph that is no chance match."""
_ALIKE = 0.6
"""Minimum share of a paragraph's word trigrams in the extracted text for it to be the same."""
_PROSE = 80
"""Minimum length, in characters, of a paragraph that is evidence."""
_END = (".", "!", "?", "…", "»", "”", ":", ";")
_FIELDS = ("articleBody", "headline", "author", "publisher", "datePublished", "url")
_DATA = 1 << 20
"""Maximum length, in characters, of a page's structured data."""
_KINDS = ("head", "p", "quote", "item", "row", "code")
"""Elements of trafilatura's tree that are paragraphs."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An article's paragraphs, and the rest of its page."""

    pieces: list[Piece]
    rest: list[Piece]


def choose(pieces: Sequence[Piece], found: Sequence[str] | None, title: str | None = None) -> Chosen:
    """Choose the paragraphs of a page that are its article, with the text that trafilatura `found`.

    Where none of that text is in them, all are chosen that may be an article's; where it was not asked, those of the
    element that holds most prose.
    """
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
        taken.remove(last)  # of what comes after the article
    have = {letters(pieces[place].text) for place in taken}
    taken |= {place for place in _between(pieces, sorted(taken)) if letters(pieces[place].text) not in have}
    end = max((place for place in taken if pieces[place].text.rstrip().endswith(_END)), default=-1)
    tail = [place for place in taken if end != -1 and place > end]
    # Offers and links below an article, and not who wrote it.
    if sum(pieces[place].linked for place in tail) > _TAIL * sum(len(pieces[place].text) for place in tail):
        taken.difference_update(tail)
    taken = without_end(pieces, taken)
    headline = letters(title or "")
    above = next((place for place in sorted(taken) if headline and letters(pieces[place].text) == headline), 0)
    taken = {place for place in taken if place >= above or _is_prose(pieces[place])}
    return Chosen(
        [piece for place, piece in enumerate(pieces) if place in taken],
        [piece for place, piece in enumerate(pieces) if place not in taken],
    )


def from_data(root: Any) -> dict[str, str | None]:
    """Return the article that a page has as data (JSON-LD) for programs; empty if none of it has a text."""
    found: dict[str, Any] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _DATA:
            continue
        try:
            open_values: list[Any] = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while open_values:
            value = open_values.pop()
            if isinstance(value, list):
                open_values += value
            elif isinstance(value, dict):
                open_values += value.values()
                body = value.get("articleBody")
                if isinstance(body, str) and len(body) > len(found.get("articleBody", "")):
                    found = value
    return {field: _said(found.get(field)) for field in _FIELDS}


def _said(value: object) -> str | None:
    """Return what a field of a page's data says: names of several persons are parted as trafilatura does."""
    several = value if isinstance(value, list) else [value]
    said = (one.get("name") if isinstance(one, dict) else one for one in several)
    return "; ".join(one for one in said if isinstance(one, str)) or None


def _among(pieces: Sequence[Piece], found: Sequence[str]) -> set[int]:
    """Return the places of the paragraphs that were found."""
    times = Counter(map(letters, found))
    runs = {run for text in found for run in _runs(text)}
    same: defaultdict[str, list[int]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        key = letters(piece.text)
        if not key or piece.zone in (CAPTIONS, MENUS) or (piece.zone and BOX.search(names_of(piece.element))):
            continue
        if key in times or _is_alike(piece.text, key, runs):
            same[key].append(place)
    every = sorted(place for places in same.values() for place in places)
    middle = every[len(every) // 2] if every else 0
    taken = set[int]()
    for key, places in same.items():
        near = sorted(places, key=lambda place: abs(place - middle))
        # What stands on the page more often is in its teasers too; or it is said twice in one place.
        holder, most = pieces[near[0]].element.getparent(), times[key] or 1
        near = [*near[:most], *(one for one in near[most:] if pieces[one].element.getparent() is holder)]
        taken.update(place for place in near if not leads_away(pieces[place]))
    return taken


def _is_alike(text: str, key: str, runs: set[tuple[str, str, str]]) -> bool:
    """Whether most of a paragraph, its letters `key`, is in the text found, of which there are `runs`."""
    own = _runs(text)
    return len(own & runs) >= _ALIKE * len(own) > 0 and (len(own) > 3 or len(key) >= _ENOUGH)


def _between(pieces: Sequence[Piece], taken: Sequence[int]) -> Iterator[int]:
    """Yield the places of paragraphs between those taken, and right before and behind them, that belong to them."""
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
            else:  # a heading or a name, if there is a sentence behind it
                waiting.append(place)
            place += step


def _is_beside(piece: Piece, edge: Piece) -> bool:
    """Whether a paragraph at the edge of an article is one of it: loose text around it, or a sentence like it."""
    holder = _block(edge.element.getparent())
    if piece.element in (edge.element, holder, _holder(edge)):
        return True
    return _holder(piece) in (holder, _holder(edge), edge.element) and piece.text.rstrip().endswith(_END)


def _holder(piece: Piece) -> Any:
    """Return the block around a paragraph, and around its list or table if it stands in one."""
    outer = (one for one in ancestors(piece.element.getparent()) if one.get("role") not in _GRID)
    around = (one for one in outer if one.tag not in _PARTS and is_block(one))
    if piece.kind == "heading":  # some have a block of their own
        around = (one for one in around if len(one.text_content().strip()) > len(piece.text.strip()))
    return next(around, None)


def _block(element: Any) -> Any:
    return next(filter(is_block, ancestors(element)), None)


def _belongs(piece: Piece, before: Piece, after: Piece) -> bool:
    """Whether a paragraph between two of an article is one of it."""
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
    if piece.element in near:  # it lies loose
        return True
    holders = {*near, _holder(before), _holder(after)}
    if text.endswith(_END) or len(text.split()) >= _SENTENCE:
        is_paragraph = piece.element.tag in _PARAGRAPHS or _is_prose(piece)
        return is_paragraph or piece.element in common or _holder(piece) in holders
    known = piece.element.tag in _PARAGRAPHS or piece.element.get("role") == "row"
    return known and _holder(piece) in holders


def _is_poor(pieces: Sequence[Piece], taken: set[int]) -> bool:
    """Whether what was taken is likely not the article: a notice on cookies, or little of the text on the page."""
    size = sum(len(pieces[place].text) for place in taken)
    notices = sum(len(pieces[place].text) for place in taken if speaks_of_cookies(pieces[place].text))
    prose = sum(len(piece.text) for place, piece in enumerate(pieces) if place not in taken and _is_prose(piece))
    return (2 * notices > size and prose > min(size / 2, _PROSE)) or prose > 3 * size


def _best_container(pieces: Sequence[Piece], taken: set[int]) -> set[int]:
    """Return the paragraphs of the element that holds most prose near it; what was taken, if that is none better."""
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
    """Leave out the cells without prose where most of an article stands in one cell of a page laid out in tables."""
    cells: defaultdict[Any, list[int]] = defaultdict(list)
    for place in taken:
        cells[next((one for one in ancestors(pieces[place].element) if one.tag == "td"), None)].append(place)
    sizes = {cell: sum(len(pieces[place].text) for place in places) for cell, places in cells.items()}
    main = max(sizes, key=lambda cell: sizes[cell], default=None)
    if main is None or 2 * sizes[main] < sum(sizes.values()):
        return taken
    return {
        place
        for cell, places in cells.items()
        for place in places
        if cell in (main, None) or any(_is_prose(pieces[one]) for one in places)
    }


def _all(pieces: Sequence[Piece]) -> set[int]:
    """Return all paragraphs that may be an article's; those beside it, if there are no others."""
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
    """Whether a paragraph is running text that may be an article's."""
    text = piece.text.strip()
    return (
        len(text) >= _PROSE
        and piece.zone in (None, BESIDE)
        and piece.linked <= _LINKED * len(text)
        and text.endswith(_END)
        and not speaks_of_cookies(text)
        and not AROUND.search(names_of(piece.element))
    )


def _runs(text: str) -> set[tuple[str, str, str]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def paragraphs(body: Any) -> list[str]:
    """Give the paragraphs of trafilatura's own tree."""
    found = []
    for element in body.iter(*_KINDS):
        if any(parent.tag in _KINDS and parent.tag != "quote" for parent in element.iterancestors()):
            continue
        if element.tag == "quote" and any(child.tag == "p" for child in element):
            continue
        found.append(" ".join(element.itertext()))
    return [text for text in found if text.strip()]
