"""The tags of a PDF: which paragraph, heading, list item or cell each piece of its pages belongs to, in reading order.

Browsers and word processors write them. They say what positions can only suggest: where a cell ends, which column comes
first, what is a caption. Pages without tags, and text without them, are read by position.
"""

import logging
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pdfminer.pdftypes import PDFObjRef, resolve1

from core.article import Kind
from core.reading.pdf.bounds import count_steps, spare

_logger = logging.getLogger(__name__)
_MOST = 200_000
"""Maximum number of elements of a document's structure; the tags of a longer one are not used."""
_STEPS = 1_000_000
"""Maximum number of steps of `bounds` for the tags of a document, beside those for its pages."""
_KINDS: dict[str, Kind | None] = {
    "P": None, "Caption": None, "Note": None, "FENote": None, "TOCI": "list", "LI": "list", "H": "heading",
    "Title": "heading", **{f"H{level}": "heading" for level in range(1, 7)},
}  # fmt: skip
"""Elements that are one paragraph each, with its kind."""
_NOTES = frozenset({"Note", "FENote"})
"""Elements that interrupt a paragraph without ending it."""
_WITHIN = frozenset(
    "NonStruct Span Link Lbl LBody Quote Reference Em Strong Sub Code Annot Ruby RB RT RP BibEntry Private".split()
)
"""Elements that are part of the paragraph around them."""

_SAME_RULE, _SAME_EDGE = 1.5, 4.0
"""Maximum vertical distance of pieces of one rule, and horizontal distance of the ends of a table's rules, in
points."""


class Tag(NamedTuple):
    """The paragraph or cell that a piece of a page belongs to."""

    block: int
    """Number of the paragraph or of the table's row, in reading order."""
    cell: int
    """Number of the cell; 0 outside tables."""
    kind: Kind | None
    whole: bool
    """Whether all lines with this tag are one paragraph; otherwise it is text between paragraphs."""
    line: int = 0
    """Number of a line that was broken by hand; 0 for others."""


Tags = Mapping[int, Tag]
"""The tags of a page by the identifiers of its marked content."""


class _Part:
    """An element while its contents are read: the block that its text goes to."""

    def __init__(self, kind: Kind | None, row: "_Part | None" = None, *, whole: bool, cell: int = 0) -> None:
        self.kind, self.row, self.whole, self.cell = kind, row, whole, cell
        self.block = 0
        self.only_label = False
        """Whether its text is only the number or the bullet of an item, so far."""


def tags(document: Any) -> dict[object, dict[int, Tag]]:
    """Return the tags of a PDF for each page's object number; empty if it has none, or too many."""
    with spare(_STEPS):
        try:
            root = resolve1(document.catalog.get("StructTreeRoot"))
            return _Tree(resolve1(root.get("RoleMap"))).read(root) if isinstance(root, dict) else {}
        except Exception:
            # Whatever is broken or endless there, the pages can be read without tags.
            _logger.debug("the tags of a PDF are not used", exc_info=True)
            return {}


class _Tree:
    def __init__(self, roles: object) -> None:
        self._roles = roles if isinstance(roles, dict) else {}
        self._found: dict[object, dict[int, Tag]] = {}
        self._blocks = self._cells = 0

    def read(self, root: dict[str, Any]) -> dict[object, dict[int, Tag]]:
        """Return the tags of all pages; empty if the tree has too many elements."""
        seen = set[int]()
        stack: list[tuple[object, _Part, object, bool]] = [(root.get("K"), _Part(None, whole=False), None, False)]
        for _ in range(_MOST):
            if not stack:
                return self._found
            count_steps()
            node, part, page, label = stack.pop()
            if isinstance(node, PDFObjRef):
                if node.objid in seen:
                    continue
                seen.add(node.objid)
                node = resolve1(node)
            if isinstance(node, list):
                stack += [(child, part, page, label) for child in reversed(node)]
            elif isinstance(node, int):
                self._add(page, node, part, label=label)
            elif isinstance(node, dict):
                page = getattr(node.get("Pg"), "objid", page)
                if "MCID" in node and "S" not in node:
                    if "Stm" not in node and isinstance(found := resolve1(node["MCID"]), int):
                        self._add(page, found, part, label=label)
                    continue
                role = self._role(node)
                stack.append((node.get("K"), self._enter(role, part), page, label or role == "Lbl"))
        return {}

    def _role(self, element: dict[str, Any]) -> str:
        name = getattr(resolve1(element.get("S")), "name", "")
        for _ in range(3):
            name = getattr(resolve1(self._roles.get(name)), "name", name)
        return str(name)

    def _enter(self, role: str, part: _Part) -> _Part:
        """Return where the text of an element goes that is within `part`."""
        if role == "TR":
            return _Part("list", whole=True)
        if role in ("TD", "TH") and (part.row or part.kind == "list") and not part.cell:
            self._cells += 1
            return _Part("list", part, whole=True, cell=self._cells)
        if part.cell or role in _WITHIN:
            return part
        if role in _NOTES:
            return _Part(None, whole=True)
        if part.only_label and role in _KINDS:  # the first paragraph of an item stands beside its bullet
            part.only_label = False
            return part
        part.block = 0
        return _Part(_KINDS[role], whole=True) if role in _KINDS else _Part(None, whole=False)

    def _add(self, page: object, content: int, part: _Part, *, label: bool) -> None:
        owner = part.row or part
        if not owner.block:
            self._blocks += 1
            owner.block, owner.only_label = self._blocks, label
        elif not label:
            owner.only_label = False
        self._found.setdefault(page, {})[content] = Tag(owner.block, part.cell, part.kind, part.whole)


Box = tuple[float, float, float, float]
"""A rectangle: left, bottom, right and top, in points."""
_OPAQUE = 0.99
_MOST_SAVED = 1_000
"""Maximum depth of saved states that are followed; deeper ones are taken for transparent."""


class Paint:
    """What decides whether a filled rectangle hides what is below it: transparency, and the area that is painted."""

    def __init__(self) -> None:
        self._opaque = True
        self._clip: Box | None = (-math.inf, -math.inf, math.inf, math.inf)
        """The area that is painted; None if it is no rectangle."""
        self._saved: list[tuple[bool, Box | None]] = []

    def save(self) -> None:
        """Save the state, as before a form."""
        self._saved.append((self._opaque, self._clip))
        if len(self._saved) > _MOST_SAVED:
            self._opaque = False

    def restore(self) -> None:
        """Return to the last saved state, if any."""
        if self._saved:
            self._opaque, self._clip = self._saved.pop()

    def set(self, parameters: Mapping[str, Any]) -> None:
        """Apply the parameters of a graphics state."""
        alpha, mask = resolve1(parameters.get("ca", 1)), getattr(resolve1(parameters.get("SMask")), "name", None)
        blend = getattr(resolve1(parameters.get("BM")), "name", "Normal")
        solid = isinstance(alpha, int | float) and alpha >= _OPAQUE and blend in ("Normal", "Compatible")
        self._opaque = solid and ("SMask" not in parameters or mask == "None")

    def clip(self, points: Sequence[tuple[float, float]]) -> None:
        """Limit the area that is painted to a path."""
        box = _rectangle(points)
        self._clip = _common(self._clip, box) if self._clip and box else None

    def covers(self, points: Sequence[tuple[float, float]]) -> Box | None:
        """Return the area that a filled path hides; None if it is no rectangle, or is transparent."""
        box = _rectangle(points) if self._opaque and self._clip else None
        return _common(box, self._clip) if box and self._clip else None


def _rectangle(points: Sequence[tuple[float, float]]) -> Box | None:
    if not 4 <= len(points) <= 5:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
    corners = {(x, y) for x in (left, right) for y in (bottom, top)}
    near = (min(abs(x - cx) + abs(y - cy) for cx, cy in corners) < 1 for x, y in points)
    return (left, bottom, right, top) if all(near) else None


def _common(box: Box, other: Box) -> Box | None:
    left, bottom, right, top = (*map(max, box[:2], other[:2]), *map(min, box[2:], other[2:]))
    return (left, bottom, right, top) if left < right and bottom < top else None


def grids(rules: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, list[float]]]:
    """Return sets of at least three rules with the same ends: the left and right edge, and the heights from the top.

    Each rule is given as left edge, right edge and height, in points.
    """
    whole: list[tuple[float, float, float]] = []
    for left, right, y in sorted(rules, key=lambda rule: (-round(rule[2] / _SAME_RULE), rule[0])):
        if whole and abs(whole[-1][2] - y) <= _SAME_RULE and left <= whole[-1][1] + _SAME_EDGE:
            whole[-1] = whole[-1][0], max(whole[-1][1], right), whole[-1][2]
        else:
            whole.append((left, right, y))
    found: list[tuple[float, float, list[float]]] = []
    for left, right, y in whole:
        alike = (grid for grid in found if abs(grid[0] - left) <= _SAME_EDGE and abs(grid[1] - right) <= _SAME_EDGE)
        if (grid := next(alike, None)) is not None:
            grid[2].append(y)
        else:
            found.append((left, right, [y]))
    return [(left, right, sorted(heights, reverse=True)) for left, right, heights in found if len(heights) > 2]
