"""The reading order of a page: column by column between headings that span the columns, and tables row by row."""

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from core.reading.pdf import tables
from core.reading.pdf.rows import Gutter, Row, is_item_mark, is_text
from core.reading.pdf.words import Line, Word, base, lines, neighbours, pitch, usual_gap, usual_size

_GUTTER, _WIDE = 0.6, 0.9
"""Minimum gap between two columns, as a multiple of the font size; its upper bound for fonts with wide gaps."""
_EDGE, _SHARP = 0.4, 0.15
"""Maximum distances of the left edges of a column's lines, and of most of them, as multiples of the font size."""
_TOUCH = 0.05
_MOST, _SEARCHES = 4_000, 60
"""Maximum number of words of a page on which columns are looked for, and of times that it is divided."""
_RULED, _RULES = 6, 1_000
"""Maximum number of ruled tables of a page that are recognised, and of rules of such a page."""
_EDGES, _ALL_EDGES = 60, 1_000
"""Maximum number of left edges that are tried in a part of a page, and on the whole page, those of most lines first."""
_RIVER, _RIVER_LONG, _LONG = 1.6, 1.15, 6
"""Minimum width of a gap between columns, as a multiple of the other gaps of its lines: for few lines, and for many.
Then the number of lines that are many."""
_INDENT, _INDENTED = 3, 3
"""Maximum indent of a first line, as a multiple of the font size; minimum lines of a column with one."""
_EVEN, _SIDE = 0.1, 3
"""Maximum difference of even gaps and sizes, as a multiple of the font size; minimum words of a caption."""
_HEADING, _STILL = 14, 2.6
"""Maximum number of words of a heading; minimum distance of the right column's lines beside a heading that spans both
columns, as a multiple of the font size."""
_ROOM, _NEAR = 24, 4
"""Minimum width of two columns, unless long or far apart, and maximum distance of an item's mark, in font sizes."""
_DISPLAY = 1.2
"""Minimum size of a pull quote that columns run around, as a multiple of the usual size."""
_WIDER, _WORTH = 4, 0.4
"""Maximum number of gaps of which the longest is chosen, and their minimum height as a share of the first one's."""
_CONTIGUOUS, _FAR = 1.9, 12
"""Maximum distance of a short line from the column above it, and height of a gap for a picture, in line spacings."""


def stretches(
    words: Sequence[Word], rules: Sequence[tuple[float, float, float]] = (), ruled: int = _RULED
) -> Iterator[list[Row]]:
    """Yield the lines of a page in reading order, as stretches of lines below each other.

    `rules` are horizontal lines: left edge, right edge and height. At most `ruled` whole tables are looked for.
    """
    searches, edges = _SEARCHES, _ALL_EDGES
    looked_for = ruled > 0 and len(words) <= _MOST and len(rules) <= _RULES
    table, held = tables.ruled(words, rules) if looked_for else ([], set[int]())
    if looked_for and not table:
        table, held = tables.drawn(words)
    if table:
        top = max(word.base for word in words if word.order in held)
        above = [word for word in words if word.order not in held and word.base > top]
        yield from stretches(above, rules, ruled - 1)
        yield table
        yield from stretches([word for word in words if word.order not in held and word.base <= top], rules, ruled - 1)
        return
    stack: list[tuple[Sequence[Word], tuple[float, ...]]] = [(words, ())]
    while stack:
        part, known = stack.pop()
        if not part:
            continue
        found = lines(part)
        searches -= 1
        gutter = None
        if searches > 0 and edges > 0 and 4 <= len(part) <= _MOST:
            gutter, tried = _gutter(found, rules, min(edges, _EDGES), known)
            edges -= tried
        if gutter is not None:
            stack.extend((inner, (*known, gutter.x)) for inner in reversed(gutter.parts(found)))
        elif known and looked_for and (held := tables.ruled(part, rules)[1]):  # a table within a column
            yield from stretches(part, rules, ruled - 1)
        else:
            yield tables.rows(found)


def _gutter(
    found: Sequence[Line], rules: Sequence[tuple[float, float, float]], most: int, known: Sequence[float]
) -> tuple[Gutter | None, int]:
    """Return the best gap between columns, or None, and the number of left edges that were tried, at most `most`.

    At the gaps that are `known` from other parts of the page, two lines are enough.
    """
    words = [word for line in found for word in line]
    size = usual_size(words)
    if not size:
        return None, 0
    page = _Arrays(found, words, size)
    edges = page.edges(most)
    candidates = [gap for x in edges for gap in page.gutters(x, known)]
    candidates.sort(key=lambda gap: -gap.worth)
    in_tables: list[Gutter] = []
    best: Gutter | None = None
    tries = _WIDER
    for gap in candidates:
        if best and (not tries or gap.worth < _WORTH * best.worth):
            break
        if best and abs(gap.x - best.x) < size:
            continue
        left, right = page.sides(gap)
        # A gap within a table separates its cells, unless there is text beside it.
        inside = any(table.first <= gap.first and gap.last <= table.last for table in in_tables)
        if inside and not is_text(left) and not is_text(right):
            continue
        if tables.is_table(left, right, size, [y for x0, x1, y in rules if x0 < gap.x - size and x1 > gap.x + size]):
            in_tables.append(gap)
            continue
        # A column beside a headline reaches higher than those below it, and so is separated first.
        found_gap, tries = page.trimmed(gap), tries - 1
        if best is None or (found_gap.first <= best.first and found_gap.last >= best.last):
            best = found_gap if best is None or found_gap.last - found_gap.first > best.last - best.first else best
    return best, len(edges)


class _Arrays:
    """A part of a page, with the positions of its words as arrays."""

    def __init__(self, found: Sequence[Line], words: Sequence[Word], size: float) -> None:
        self._lines, self._words, self._size = found, words, size
        self._left = np.array([word.left for word in words])
        self._right = np.array([word.right for word in words])
        self._middle = np.array([word.middle for word in words])
        self._line = np.repeat(np.arange(len(found)), [len(line) for line in found])
        self._sizes = np.array([word.size for word in words])
        self._large = self._sizes >= _DISPLAY * size
        # In fonts with wide gaps between words, such as monospaced ones, columns are further apart too.
        self._least = min(max(_GUTTER * size, _RIVER * usual_gap(found, size)), _WIDE * size)
        beside = list(neighbours(found))
        self._gap = np.array([np.inf if first else word.left - before.right for first, before, word in beside])
        # Gaps beside large letters must be larger in proportion to separate columns.
        enough = self._gap * size >= self._least * np.array([max(word.size, before.size) for _, before, word in beside])
        self._reach_left = np.where(enough, self._left, np.array([before.right for _, before, _ in beside]))
        heads = (len(line) <= _HEADING and all(word.bold or word.size > 1.08 * size for word in line) for line in found)
        self._heads = np.fromiter(heads, bool, len(found))

    def edges(self, most: int) -> list[float]:
        """Return possible left edges of columns, at most `most`: those of aligned words, each with a gap before it."""
        lefts = np.sort(self._left[self._gap >= self._least])
        counts = np.searchsorted(lefts, lefts + _SHARP * self._size, side="right") - np.arange(len(lefts))
        found: list[float] = []
        for place in np.argsort(-counts, kind="stable")[: 4 * most].tolist():
            x = float(lefts[place])
            if len(found) == most:
                break
            if all(abs(x - other) > _SHARP * self._size for other in found):
                found.append(x)
        return found

    def gutters(self, x: float, known: Sequence[float]) -> Iterator[Gutter]:
        """Yield the gaps before a possible left edge of a column, each along all lines that do not cross it."""
        touch = x - _TOUCH * self._size
        goes_on = any(abs(touch - other) <= _EDGE * self._size for other in known)
        crossing = (self._reach_left < touch) & (self._right > x - self._least)
        floats = self._floats(crossing)
        blocked, has_left, has_right = (
            np.bincount(self._line[held & ~floats], minlength=len(self._lines)) > 0
            for held in (crossing, self._left < touch, self._left >= touch)
        )
        blocked |= self._spanning(has_left, has_right)
        free = np.flatnonzero(np.diff(np.concatenate(([True], blocked, [True])).astype(int)))
        for start, stop in zip(free[::2].tolist(), free[1::2].tolist(), strict=True):
            lefts = np.flatnonzero(has_left[start:stop]) + start
            rights = np.flatnonzero(has_right[start:stop]) + start
            if len(lefts) < 2 or len(rights) < 2:
                continue
            first, last = max(lefts[0], rights[0]), min(lefts[-1], rights[-1])
            lefts = lefts[(lefts >= first) & (lefts <= last)]
            rights = rights[(rights >= first) & (rights <= last)]
            few = len(lefts) + len(rights) < 5 and not goes_on
            short = len(lefts) < 2 or len(rights) < 2 or (few and not self._wide(x, first, last))
            if (not short or self._is_caption(x, first, last)) and self._parts(x, first, last):
                height = base(self._lines[first]) - base(self._lines[last])
                inside = np.flatnonzero(floats & (self._line >= first) & (self._line <= last))
                orders = frozenset(self._words[place].order for place in inside.tolist())
                yield Gutter(touch, int(first), int(last), orders, height)

    def _spanning(self, has_left: "np.ndarray", has_right: "np.ndarray") -> "np.ndarray":
        """Return for each line whether it is a heading that spans both columns: the right one has a gap beside it."""
        found, right = np.zeros_like(has_left), np.flatnonzero(has_right)
        for place in np.flatnonzero(has_left & ~has_right & self._heads).tolist():
            below = int(np.searchsorted(right, place))
            if 0 < below < len(right):
                still = base(self._lines[right[below - 1]]) - base(self._lines[right[below]])
                found[place] = still > _STILL * self._size
        return found

    def _floats(self, crossing: "np.ndarray") -> "np.ndarray":
        """Return for each word whether it is in a pull quote within columns: large, with usual text beside it."""
        floats = np.zeros_like(crossing)
        for place in np.flatnonzero(crossing & self._large)[:100].tolist():
            word = self._words[place]
            beside = [
                other
                for near in self._lines[max(0, self._line[place] - 2) : self._line[place] + 3]
                for other in near
                if other.size < _DISPLAY * self._size and word.base <= other.middle <= word.top + 0.3 * word.size
            ]
            if beside and any(other.right < word.left for other in beside):
                line = self._lines[self._line[place]]
                large = {other.order for other in line if other.size >= _DISPLAY * self._size}
                floats |= (self._line == self._line[place]) & np.array([other.order in large for other in self._words])
        return floats

    def _is_caption(self, x: float, first: int, last: int) -> bool:
        """Whether the sides of a gap are set in two sizes, as a caption and the text beside it."""
        inside, is_right = (self._line >= first) & (self._line <= last), self._left >= x - _TOUCH * self._size
        sides = self._sizes[inside & ~is_right], self._sizes[inside & is_right]
        even = all(len(side) >= _SIDE and np.ptp(side) <= _EVEN * self._size for side in sides)
        return even and bool(abs(sides[0][0] - sides[1][0]) > _EVEN * self._size)

    def _wide(self, x: float, first: int, last: int) -> bool:
        """Whether a gap is wider than any within a justified line, so that two lines suffice."""
        inside = (self._line >= first) & (self._line <= last) & (self._left < x - _TOUCH * self._size)
        return bool(x - self._right[inside].max() >= 1.5 * self._size)

    def _parts(self, x: float, first: int, last: int) -> bool:
        """Whether lines begin after a gap that is wider than those between words, and not after the marks of a list."""
        inside = (self._line >= first) & (self._line <= last)
        aligned = inside & (self._left >= x - _TOUCH * self._size) & (self._left <= x + _EDGE * self._size)
        aligned &= self._gap >= self._least
        places = np.flatnonzero(aligned)
        right = len(set(self._line[inside & (self._left >= x - _TOUCH * self._size)].tolist()))
        # The first line of a short column may be indented, so that only one line begins at its edge.
        set_in = (
            inside & (self._left > x) & (self._left <= x + _INDENT * self._size) & (self._gap >= _INDENT * self._size)
        )
        few = len(places) == 1 and set_in.any() and right <= _INDENTED and self._wide(x, first, last)
        if len(places) < max(2, right / 3 - self._set_in(x, inside)) and not few:
            return False
        before = [found for place in places.tolist() if (found := self._before(place, inside)) is not None]
        near = [word for word in before if x - word.right < _NEAR * self._size]
        if near and sum(is_item_mark(word.text) for word in near) > 0.6 * len(near):
            return False
        here = [x - word.right for word in before]
        if len(before) >= _LONG and all(word.cut for word in before):
            return True
        wide = self._right.max() - self._left.min() >= _ROOM * self._size
        if len(places) < _LONG and not wide and min(here, default=0) < 2 * self._size:
            return False
        # Both sides are even, as in justified columns, where gaps between words may be as wide as the gutter.
        even = sum(gap - min(here, default=0) <= _EVEN * self._size for gap in here)
        if len(here) >= 3 and even >= 0.6 * len(here) and min(here) > (_WIDE, _GUTTER)[len(here) >= _LONG] * self._size:
            return True
        others = self._gap[inside & np.isin(self._line, self._line[places]) & ~aligned]
        others = others[np.isfinite(others) & (others > 0)]
        if not here or not len(others):
            return True
        times = _RIVER_LONG if len(here) >= _LONG else _RIVER
        # One of few lines may be a row of a table below a sentence with a word at this edge by chance.
        width = np.median(here) if len(here) > 3 else min(here)
        return bool(width >= times * np.median(others))

    def _set_in(self, x: float, inside: "np.ndarray") -> int:
        """Return how many lines begin a little further right, at one edge: a table's, as its cells have padding."""
        near = inside & (self._left > x + _EDGE * self._size) & (self._left <= x + _INDENT * self._size)
        lefts = np.sort(self._left[near & (self._gap >= self._least)])
        counts = np.searchsorted(lefts, lefts + _SHARP * self._size, side="right") - np.arange(len(lefts))
        return int(counts.max(initial=0))

    def _before(self, place: int, inside: "np.ndarray") -> Word | None:
        """Return the nearest word on the left of a word at its height; None if there is none."""
        word = self._words[place]
        level = inside & (self._left < word.left) & (np.abs(self._middle - word.middle) < 0.7 * self._size)
        found = np.flatnonzero(level)
        return self._words[int(found[np.argmax(self._right[found])])] if len(found) else None

    def sides(self, gutter: Gutter) -> tuple[list[Line], list[Line]]:
        """Return the lines on the left and on the right of a gutter, without pull quotes and empty lines."""
        left: list[Line] = []
        right: list[Line] = []
        for line in self._lines[gutter.first : gutter.last + 1]:
            shown = [word for word in line if word.order not in gutter.floats]
            left.append([word for word in shown if word.left < gutter.x])
            right.append([word for word in shown if word.left >= gutter.x])
        return list(filter(None, left)), list(filter(None, right))

    def trimmed(self, gutter: Gutter) -> Gutter:
        """Extend a gutter by lines above and below that belong to one of its columns, with nothing beside them."""
        sides = self.sides(gutter)
        first = self._reach(sides, gutter, range(gutter.first - 1, -1, -1))
        last = self._reach(sides, gutter, range(gutter.last + 1, len(self._lines)))
        return Gutter(gutter.x, first, last, gutter.floats, gutter.worth)

    def _reach(self, sides: tuple[list[Line], list[Line]], gutter: Gutter, places: range) -> int:
        """Return the index of the last line that belongs to a column, in the direction of `places`.

        A heading belongs to the column if lines of the column follow it; otherwise to the text across the page below.
        """
        reached = places.start - places.step
        near = sides[0][0 if places.step < 0 else -1], sides[1][0 if places.step < 0 else -1]
        height, whole, loose = base(self._lines[reached]), False, reached
        lasts, headed = [base(line) for line in near], None
        for place in places:
            line = self._lines[place]
            if line[0].left < gutter.x and line[-1].right > gutter.x - _GUTTER * self._size + _TOUCH * self._size:
                return reached
            side = sides[is_right := line[0].left >= gutter.x]
            still, lasts[is_right] = abs(lasts[is_right] - base(line)), base(line)
            if headed is (not is_right) and still > _STILL * self._size:
                return reached  # the heading spans both columns
            step = max(pitch(side, 1.3 * self._size), 1.2 * self._size)
            gap = abs(height - base(line)) if whole else abs(base(near[is_right]) - base(line))
            if gap > _FAR * step:
                return max(loose, reached) if places.step > 0 else min(loose, reached)
            left, right = min(other[0].left for other in side), max(other[-1].right for other in side)
            same = abs(line[0].size - median(word.size for other in side for word in other)) <= 0.12 * self._size
            inside = line[0].left >= left - 2 * self._size and line[-1].right <= right + 2 * self._size
            wide = line[-1].right - line[0].left >= 0.6 * (right - left)
            if same and inside and (wide or (gap <= _CONTIGUOUS * step and reached == place - places.step)):
                reached = place
            loose = place if same and inside else loose
            height, whole = base(line), True
            headed = is_right if self._heads[place] and not same and places.step > 0 else headed
        return max(loose, reached) if places.step > 0 else reached
