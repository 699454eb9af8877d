"""Joins the lines of hard-wrapped text to paragraphs, and guesses the kind of each paragraph by its form."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise

from core.article import Kind
from core.reading.agency_marks import byline, is_dateline, is_mark, is_slug, opens_with_dateline
from core.reading.hyphenation import KnownWords, joint
from core.sanitize import single_spaced

MAX_WRAP = 100
"""Maximum width, in columns, of wrapped text; longer lines are paragraphs."""
MIN_WRAP = 40
"""Minimum width, in columns, of wrapped text; narrower lines are verse, tables or lists."""
_TIGHT_SHARE = 0.8
"""Minimum share of line breaks in wrapped text at which the next word would not have fitted."""
_FULL = 0.95
"""Share of the width from which a line counts as full: some wrappers (fmt) leave lines a word shorter."""
_VERSE_SHARE = 0.6
"""Share of lines that begin with a capital above which they are verse or entries of a table."""
_FEW, _NARROW = 3, 60
"""With fewer line breaks and more columns than these, capitals at the beginning of lines are no evidence of verse."""
_FEWEST_LINES = 4
"""Minimum lines of a double-spaced text; fewer are paragraphs."""

_BULLET = r"[-•*·▪◦‣]"
_LIST_ITEM = re.compile(rf"(?:{_BULLET}|\d{{1,3}}[.)]|[a-z]\))\s+\S")
_BULLET_BEFORE = re.compile(rf"{_BULLET}\s+")
_DASH = re.compile(r"[-–—]\s")
_DIALOGUE = re.compile(r"[–—]\s")
_STAMPED = re.compile(
    r"(?:publiée?|mise? à jour|postée?|modifiée?|published|updated|posted)\b[^.!?]{0,20}\d", re.IGNORECASE
)
"""The line below a headline that says when a page was published."""
CONTENTS = re.compile(
    r"\s*(?:table (?:des matières|of contents)|(?:list of )?contents|sommaire|inhalt(?:sverzeichnis)?|índice|indice"
    r"|sumário|tabla de contenidos?|inhoud(?:sopgave)?|spis treści|оглавление|содержание)\s*:?\s*",
    re.IGNORECASE,
)
"""The heading of a table of contents."""
_CUT_WORD = re.compile(r"[^\W\d_][-\u2010]$")
"""A line that ends within a word: « Saint- »."""
_LONG = 70
"""Minimum columns of a line that may be wrapped by hand; shorter ones are verse, tables or lists."""
_RAGGED = 0.85
"""Share of the longest line of a paragraph that a line wrapped by hand has, with the next word."""
_STOPPED = re.compile(r"[.!?…:;][»”\"')\]\s]*$")
_LITTLE = re.compile(r"\s[^\W\d_A-ZÀ-Þ]{1,3}$")
"""A word such as « et », « des », `of`, with which no paragraph ends."""
_COLUMNS = re.compile(r"\S(?:\s{3}|\s?\.{4})|\|")
"""What parts the columns of a table."""
_SENTENCE_END = re.compile(r"[.!?…:;,][»”\"')\]\s]*$")


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of line breaks before each paragraph of a text, and the paragraph in one line.

    The text must be clean except for its spaces, since indentation and the width of lines are used.
    """
    blocks = _out_of_double_spacing(list(_blocks(text)))
    at_hyphens = _breaks_at_hyphens(blocks)
    width = _width(blocks, at_hyphens=at_hyphens)
    words = KnownWords(text)
    for breaks, block in blocks:
        gap, parts, item = breaks, [block[0].strip()], is_item(block[0].lstrip())
        dashes = sum(bool(_DASH.match(line.lstrip())) for line in block)
        full = _full_by_hand(block)
        for line, following in pairwise(block):
            cut_word = bool(_CUT_WORD.search(line)) and following.lstrip()[0].isalpha()
            wrapped = width and _continues(
                line, following, width, item=item, lone_dash=dashes == 1, at_hyphens=at_hyphens
            )
            if cut_word or wrapped or _breaks_off(line, following, full, first=line is block[0]):
                cut, glue = joint(parts[-1], following.strip(), words)
                parts[-1] = parts[-1][: len(parts[-1]) - cut]
                parts.append(glue + following.strip())
            else:
                yield gap, single_spaced("".join(parts))
                gap, parts, item = 1, [following.strip()], is_item(following.lstrip())
        yield gap, single_spaced("".join(parts))


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the groups of lines between blank ones, each after the number of line breaks before it."""
    breaks, block = 0, list[str]()
    for line in (line.rstrip().expandtabs(4) for line in text.split("\n")):
        if line:
            block.append(line)
            continue
        if block:
            yield breaks, block
            breaks, block = 1, []
        breaks += 1
    if block:
        yield breaks, block


def _out_of_double_spacing(blocks: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return the blocks of a double-spaced text without the blank line after each line; other blocks unchanged."""
    if len(blocks) < _FEWEST_LINES or any(len(block) > 1 for _, block in blocks):
        return blocks
    closer: list[tuple[int, list[str]]] = []
    for gap, block in blocks:
        if closer and gap == 2:
            closer[-1][1].extend(block)
        else:
            closer.append((gap and gap - 1, list(block)))
    breaks = [pair for _, block in closer for pair in pairwise(block)]
    # Paragraphs do not begin with lower-case letters, but most lines within them do.
    small = sum(following.lstrip()[0].islower() for _, following in breaks)
    return closer if small > len(breaks) / 2 and _width(closer, at_hyphens=_breaks_at_hyphens(closer)) else blocks


def _breaks_at_hyphens(blocks: Iterable[tuple[int, Sequence[str]]]) -> bool:
    """Whether words of a text are wrapped at their hyphens, as most programs do, but not all."""
    return any(_CUT_WORD.search(line) for _, block in blocks for line in block[:-1])


def _width(blocks: Sequence[tuple[int, Sequence[str]]], *, at_hyphens: bool) -> int:
    """Return the column at which a text is hard-wrapped, or 0 if it is not.

    Each break by wrapping shows a range for the width: at least the length of the line, and less than that with the
    next word. The column that is in most of these ranges is the width.
    """
    breaks = [
        (line, following)
        for _, block in blocks
        for line, following in pairwise(block)
        if len(line) <= MAX_WRAP and not starts_paragraph(following.lstrip()) and not is_mark(line)
    ]
    ends = Counter[int]()
    for line, following in breaks:
        ends[len(line)] += 1
        ends[max(len(line) + 1, math.ceil(_with_next(line, following, at_hyphens=at_hyphens) / _FULL))] -= 1
    columns = sorted(ends)
    agreed = list(accumulate(ends[column] for column in columns))
    most = max(agreed, default=0)
    if not most:
        return 0
    beyond = columns[agreed.index(most) + 1]
    # The longest line below the end of these ranges, including the last lines of paragraphs.
    width = max(len(line) for _, block in blocks for line in block if len(line) < beyond)
    # A break after a full stop may end a paragraph; all other breaks should be due to wrapping.
    inside = [(line, following) for line, following in breaks if not _SENTENCE_END.search(line) and len(line) <= width]
    if width < MIN_WRAP or most < max(1, _TIGHT_SHARE * len(inside)) or _is_verse(breaks, width):
        return 0
    return 0 if _are_single_lines(breaks, most) else width


def _are_single_lines(breaks: Sequence[tuple[str, str]], agreeing: int) -> bool:
    """Whether a text has few breaks, not all due to wrapping, between lines with capitals, as a list of headlines."""
    unended = [following for line, following in breaks if not _SENTENCE_END.search(line)]
    return agreeing < len(unended) <= _FEW and all(following.lstrip()[0].isupper() for following in unended)


def _is_verse(breaks: Sequence[tuple[str, str]], width: int) -> bool:
    """Whether most lines begin with a capital, but are not all in capitals."""
    if len(breaks) < _FEW and width >= _NARROW:
        return False
    lines = [following.lstrip() for _, following in breaks]
    capitals = sum(line[0].isupper() and not line.isupper() for line in lines)
    return capitals > _VERSE_SHARE * len(lines)


def _continues(line: str, following: str, width: int, *, item: bool, lone_dash: bool, at_hyphens: bool) -> bool:
    """Whether a line of a wrapped text continues in the next one."""
    if len(line) > width or len(following) > width or is_mark(line) or is_mark(following):
        return False
    # Within list items, the second line may be indented; elsewhere an indented line begins a paragraph.
    if _indent(following) > _indent(line) and not item:
        return False
    text, ended = following.lstrip(), bool(_SENTENCE_END.search(line))
    if _STAMPED.match(text):
        return False
    tight = _with_next(line, following, at_hyphens=at_hyphens) > _FULL * width
    if starts_paragraph(text):
        # If no other line of the block begins with a dash, and no sentence ended before it, it is a parenthesis.
        return tight and not ended and lone_dash and bool(_DASH.match(text))
    return tight or (text[0].islower() and not ended)


def _breaks_off(line: str, following: str, full: float, *, first: bool) -> bool:
    """Whether a line of prose ends within a sentence that the next line ends, whatever the width of the text.

    Lines wrapped by hand differ in length, and one to which a dateline was added is longer than the others. `full` is
    that of `_full_by_hand`; `first` means that the line is the first of its block.
    """
    if len(line) < _LONG or is_mark(line) or _COLUMNS.search(line) or starts_paragraph(following.lstrip()):
        return False
    if _indent(following) > _indent(line) or _STOPPED.search(line):
        return False
    if following.lstrip()[0].islower() or _LITTLE.search(line):
        return True
    if _SENTENCE_END.search(line) or first:
        return opens_with_dateline(line) and not _SENTENCE_END.search(line)
    return _with_next(line, following, at_hyphens=False) > full


def _full_by_hand(block: Sequence[str]) -> float:
    """Return the columns above which a line of a block, with the next word, may be wrapped before a name or a figure.

    Infinite unless other lines of the block show that it is prose.
    """
    prose = any(
        len(before) >= _LONG and after.lstrip()[0].islower() and not _STOPPED.search(before)
        for before, after in pairwise(block)
    )
    return _RAGGED * max(map(len, block)) if prose else math.inf


def _with_next(line: str, following: str, *, at_hyphens: bool) -> int:
    """Return the length of a line with the first word of the next one, or the part that could be wrapped."""
    word = following.split(maxsplit=1)[0]
    if at_hyphens and "-" in word.strip("-"):
        word = word[: word.index("-", 1) + 1]
    return len(line) + (0 if line.endswith("-") else 1) + len(word)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def is_item(line: str) -> bool:
    """Whether a line begins a list item, by its form."""
    return bool(_LIST_ITEM.match(line))


def without_bullet(text: str) -> str:
    """Return the text of a list item without its bullet; its number, if it has one, is kept."""
    return text[bullet.end() :] if (bullet := _BULLET_BEFORE.match(text)) else text


def is_dialogue(line: str) -> bool:
    """Whether a line begins with a dash of dialogue."""
    return bool(_DIALOGUE.match(line))


def starts_paragraph(line: str) -> bool:
    """Whether a line begins a paragraph by its form: a list item, or a dash of dialogue."""
    return is_item(line) or is_dialogue(line)


def join_line(paragraph: str, line: str, words: KnownWords) -> str:
    """Return a paragraph with a further line, without the hyphen of a hyphenated word at the break."""
    cut, glue = joint(paragraph[-MAX_WRAP:], line, words)
    return paragraph[: len(paragraph) - cut] + glue + line


_HEADLINE_WORDS = 30
_CROSSHEAD_WORDS = 12

_QUOTE = re.compile(r"(?:«[^«»]*»|“[^“”]*”|> .*)[.!?…]?", re.DOTALL)
_ENDS_A_SENTENCE = re.compile(r"[.!?…:;,。！？：；，؟؛،۔।][»”\"')\]」』）\s]*$")
_STOP = re.compile(r"[.…:;,。：；，؛،۔।][»”\"')\]」』）\s]*$")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_FEWEST_IN_A_ROW = 3
"""Number of headings in a row, after the first paragraph, from which they are a list, such as results or addresses."""


def kinds(texts: Sequence[str]) -> list[Kind]:
    """Return the kind of each paragraph of an article, guessed by its form and its neighbours."""
    found: list[Kind] = []
    first, last = True, len(texts) - 1
    for index, text in enumerate(texts):
        if byline(text):
            found.append("byline")
        elif is_mark(text) or (first and is_slug(text)) or is_dateline(text):
            found.append("dateline")
        elif is_item(text) or (not first and _is_row(text)):
            found.append("list")
        elif _is_heading(text, first=first, followed=index < last):
            found.append("heading")
        elif _QUOTE.fullmatch(text):
            found.append("quote")
        else:
            found.append("body")
        first = first and found[-1] not in ("body", "heading")
    begun = next((index for index, kind in enumerate(found) if kind in ("body", "quote")), len(found))
    for is_headings, run in groupby(range(begun, len(found)), lambda index: found[index] == "heading"):
        if is_headings and len(indices := list(run)) >= _FEWEST_IN_A_ROW:
            found[indices[0] : indices[-1] + 1] = ["list"] * len(indices)
    return found


def _is_row(text: str) -> bool:
    """Whether a text is a row of a table: a label, and at least as many figures."""
    tokens = _THOUSANDS.sub("", text).split()
    figures = sum(any(map(str.isdigit, token)) and not any(map(str.isalpha, token)) for token in tokens)
    is_labelled = any(map(str.isalpha, tokens[0])) if tokens else False
    return is_labelled and figures > 1 and 2 * figures >= len(tokens) and not _ENDS_A_SENTENCE.search(text)


def _is_heading(text: str, *, first: bool, followed: bool) -> bool:
    words = len(text.split())
    if not followed or is_dialogue(text) or not any(map(str.isalpha, text)):
        return False
    if first:
        return words <= _HEADLINE_WORDS and not _STOP.search(text)
    return words <= _CROSSHEAD_WORDS and not _ENDS_A_SENTENCE.search(text)
