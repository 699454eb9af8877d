"""Text to sentences, with spans: one splitter for translation, alignment and summary.

>>> sentence_spans("Mr. Smith came. He spoke.", "en")
[(0, 15), (16, 25)]

It takes three steps: a pattern finds the *candidates* (a run of terminators with the closing quotes and brackets that
belong to it); what follows decides whether a sentence could begin there (a capital, a digit, an opening quote); and
where the terminator is a single full stop, the word before it decides whether the stop belongs to an abbreviation, an
initial, an ordinal or a list number (`core.segmentation.stops`).

All of it is linear in the length of the text: a candidate looks back a bounded number of characters, and ahead no
further than the next candidate.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from core.article import UNKNOWN, Article, Sentence
from core.segmentation.patterns import UNMISTAKABLE, WIDE, lexicon, patterns_of
from core.segmentation.stops import Following, ends_sentence, is_list_marker

_LOOK_BACK = 48
"""Characters read before a full stop: two words, and more than any abbreviation."""
_LIST_MARKER = 5
"""Maximum number of characters of a list marker."""
LONGEST = 600
"""Characters: longer than nearly any sentence of a newspaper; texts without a full stop, and attacks, go on. A part of
this length is translated in a second or two."""
_DATE = 14
"""Characters that a date may have before or after a full stop in it."""
_LETTERS_OF_STOP = {"।": re.compile("[\u0900-\u0dff]"), "۔": re.compile("[\u0600-\u06ff]")}
"""The letters of the scripts that have a full stop of their own, by that stop."""
_STOPLESS = re.compile("[\u0e00-\u0eff]")
"""Letters of scripts that end no sentence with a full stop: Thai, Lao."""
_OPENERS = {"”": "“", "»": "«", '"': '"', "」": "「"}
_INTRODUCED = re.compile(r"[,:،：，]\s*$")
"""Before a quotation: what says who speaks."""
_WORD = r"\s+[^\s.!?؟।«»\"“”]+"
_AFTERTHOUGHT = re.compile(rf"{_WORD}(?:[.!?؟।]|(?:{_WORD})?[.!?؟।]?[»\"”])")
"""A word after a pause, and the sentence is over; or two, and the quotation is."""
_TITLE_CLOSERS = frozenset("》〉")
"""They close the title of a work, which may end with a mark: 《你好！》."""
_QUOTE_GOES_ON = re.compile(r"[^「」]{1,60}」[\u3040-\u309f]")
"""The rest of a Japanese quotation that the sentence around it takes up: 「…。…」と."""
_SPLIT_PLACES = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (r".*(?:[;:؛](\s+)\S|[；：]())", r".*(?:[,،](\s+)\S|[，、]())", r".*\S(\s+)\S")
)
"""Where a long sentence is split: after a clause, else a comma, else a word; the last such place is taken."""
_BRANDS = ("Yahoo", "Jeopardy")
"""Names that are written with an exclamation mark."""


def sentence_spans(text: str, language: str = UNKNOWN) -> list[tuple[int, int]]:
    """Cut one paragraph into sentences.

    `text` is a paragraph: no blank line in it, any other white space may be. `language` is ISO 639-1, any
    region after it is ignored; a language without lists of its own gets the rules common to all and the
    abbreviations that are safe in all.

    Returns `(start, end)` in code points, in order; no span is empty, begins or ends with white space, and
    what lies outside of them is white space only. A text without any sentence end is one sentence, in parts
    where it is very long; one of white space only has none. Never raises; takes time in proportion to the length.
    """
    code = language.replace("_", "-").partition("-")[0].lower()
    spans: list[tuple[int, int]] = []
    items = [match.end() for match in patterns_of(code).item.finditer(text)] if "\n" in text else []
    for start, end in pairwise((0, *items, len(text))):
        spans += _Stretch(text, start, end, code).spans()
    return list(_bounded(text, spans))


class _Stretch:
    """Splits a stretch of a paragraph (all of it, or one list item), candidate by candidate."""

    def __init__(self, text: str, start: int, end: int, code: str) -> None:
        self._text = text
        self._patterns = patterns_of(code)
        self._words = lexicon(code)
        self._start = self._first_word = start
        self._end = start + len(text[start:end].rstrip())
        self._counted_to = start
        self._script_stop = next((mark for mark in _LETTERS_OF_STOP if mark in text[start:end]), "")
        """The full stop of the script, where the stretch has it: an ASCII one then ends no sentence of that script."""
        self._quotes = 0
        """How many straight quotes there are between the start of the stretch and `_counted_to`."""

    def spans(self) -> list[tuple[int, int]]:
        """Return the sentences."""
        spans: list[tuple[int, int]] = []
        candidates = self._patterns.candidate.finditer(self._text, self._start, self._end)
        self._begin(self._start)
        for candidate in candidates:
            end = self._boundary(candidate)
            if end is not None:
                spans.append((self._start, end))
                self._begin(end)
        if self._start < self._end:
            spans.append((self._start, self._end))
        return spans

    def _begin(self, at: int) -> None:
        """Start a sentence at the next character that is not white space."""
        first = self._patterns.not_space.search(self._text, at, self._end)
        self._start = first.start() if first else self._end
        word = self._patterns.word.search(self._text, self._start, self._end)
        self._first_word = word.start() if word else self._end

    def _boundary(self, match: re.Match[str]) -> int | None:
        """Return where the sentence ends if this candidate ends it, else None."""
        text = self._text
        run, run_at, run_end = match["run"], *match.span("run")
        end = self._take_straight_quote(match.end())
        if end >= self._end or self._first_word >= run_at:
            return None
        if match["closers"] and self._patterns.speaker and self._patterns.speaker.match(text, end, self._end):
            return end if self._is_introduced(match["closers"].strip()[-1:], run_at) else None
        if _TITLE_CLOSERS & set(match["closers"]) or self._is_inside(run_at) or self._is_bracketed(run_at):
            return None
        if run[-1] in WIDE or (run[-1] in "!?" and _is_ideograph(text[end])):
            return end if _wide_ends(text, run_end, end) and not self._is_quoted(run_at, end) else None
        beyond = self._take_remark(end)
        opening = self._patterns.opening.match(text, beyond, self._end)
        if opening is None or not _may_begin(opening) or "№" in opening["lead"]:
            return None
        if not text[end].isspace() and not self._lacks_space(match, opening):
            return None
        word = opening["word"]
        after = Following(
            word,
            dotted=text.startswith(".", opening.end()) and not text.startswith("..", opening.end()),
            named=self._patterns.capital.match(text, opening.end()) is not None,
            bracketed=beyond > end or "(" in opening["lead"],
            counting=word[0].isdigit() and self._patterns.counting.match(text, opening.start("word")) is not None,
        )
        if text[run_at - 1] in "[(" and text[run_end] in ")]":
            # (!), (?): a remark inside the sentence. [...]: words left out, inside it or up to its end.
            return end if run in ("...", "…") and after.opens(self._words) else None
        ends = self._stop_ends(run_at, match, after) if run == "." else self._mark_ends(match, end, after)
        return beyond if ends else None

    def _take_straight_quote(self, end: int) -> int:
        """Include a straight quote if it closes: the number of quotes before it tells."""
        text = self._text
        spaced = self._patterns.spaced_quote.match(text, end, self._end)
        beyond = spaced.end() if spaced else end + text.startswith('"', end, self._end)
        if beyond == end:
            return end
        self._quotes += sum(1 for _ in self._patterns.straight_quote.finditer(text, self._counted_to, beyond - 1))
        self._counted_to = beyond - 1
        return beyond if self._quotes % 2 else end

    def _is_inside(self, at: int) -> bool:
        """Whether a mark is inside of something that no sentence ends in, such as a date."""
        if not self._patterns.whole:
            return False
        wholes = self._patterns.whole.finditer(self._text, max(self._start, at - _DATE), at + _DATE)
        return any(whole.start() < at < whole.end() for whole in wholes)

    def _is_bracketed(self, at: int) -> bool:
        """Whether a mark is in a remark in brackets that a sentence of a script without capitals goes on after."""
        if _has_case(self._text[at - 1]) or not self._patterns.bracketed.match(self._text, at, self._end):
            return False
        start = max(self._start, at - _LOOK_BACK)
        return self._text.rfind("(", start, at) > max(self._start, self._text.rfind(")", start, at))

    def _is_introduced(self, closer: str, at: int) -> bool:
        """Whether the quotation that ends here had its speaker before it, so that what follows is a sentence."""
        opened = self._text.rfind(_OPENERS.get(closer, closer), max(self._start, at - LONGEST), at)
        return opened >= 0 and _INTRODUCED.search(self._text, max(self._start, opened - 3), opened) is not None

    def _is_quoted(self, at: int, end: int) -> bool:
        """Whether a Japanese quotation goes on that the sentence around it takes up soon: 「…。…」と."""
        last = max(self._start, at - _LOOK_BACK)
        opened = self._text.rfind("「", last, at) > self._text.rfind("」", last, at)
        return opened and _QUOTE_GOES_ON.match(self._text, end, self._end) is not None

    def _take_remark(self, end: int) -> int:
        """Include a remark or reference in brackets that belongs to the sentence before it."""
        remark = self._patterns.remark.match(self._text, end, self._end)
        if remark is None or is_list_marker(remark[1]):
            return end  # « (2) The states … »: it numbers what follows.
        if not (remark[1][0].islower() or any(char.isdigit() for char in remark[1])):
            return end
        return remark.end()

    def _lacks_space(self, match: re.Match[str], opening: re.Match[str]) -> bool:
        """Whether a space is missing here (`fini.Le`), and this is not a name or address (`exemple.Fr`)."""
        if match["run"][-1] in UNMISTAKABLE:
            return True
        word, next_char = opening["word"], self._text[opening.end() : opening.end() + 1]
        if next_char == "." and word in self._words.bound:
            return self._text[match.start() - 2] != "."  # « parti.M. Dupont », but « Α.Ε.Κ. »
        if not word[0].isupper() or not (next_char.isspace() or next_char in (",", "-") or word[-1] in "'’"):
            return False
        before = self._text[max(self._start, match.start() - _LOOK_BACK) : match.start()]
        token = "" if before[-1].isspace() else before.rsplit(None, 1)[-1]
        if len(token) == 1 or set("/@=") & set(token) or token.startswith("www"):
            return False
        if match["closers"] or opening["lead"] or (len(word) > 1 and self._words.opens(word)):
            return True
        return len(token) > 2 and token.isalpha() and token.islower() and len(word) > 2 and word.istitle()

    def _stop_ends(self, at: int, match: re.Match[str], after: Following) -> bool:
        """Whether the single full stop at `at` ends the sentence."""
        if at - self._first_word <= _LIST_MARKER and is_list_marker(self._text[self._first_word : at]):
            return False
        before = self._text[max(self._start, at - _LOOK_BACK) : at]
        if _STOPLESS.match(before[-1]) or (self._script_stop and _LETTERS_OF_STOP[self._script_stop].match(before[-1])):
            return False  # The script or the text has a full stop of its own, or none: this one shortens a word.
        if after.word[0].isdigit() and set("”»“\"'") & set(match["closers"]):
            return True  # « …“ 300 Menschen »: what a quotation ends with shortens no word.
        return ends_sentence(before, after, self._words)

    def _mark_ends(self, match: re.Match[str], end: int, after: Following) -> bool:
        """Whether `!`, `?`, `…` and their kind end the sentence before a capital: nearly always."""
        if match["closers"] and self._words.said:
            attribution = self._patterns.attribution.match(self._text, end)
            if attribution and attribution["verb"] in self._words.said:
                return False
        if match["run"][-1] in ".…" and self._patterns.but and self._patterns.but.match(self._text, end):
            return False
        if match["run"][-1] in ".…" and not match["closers"] and not _has_case(after.word[0]):
            return _AFTERTHOUGHT.match(self._text, end, self._end) is None
        branded = match["run"] == "!" and self._text.endswith(_BRANDS, self._start, match.start())
        return not branded or after.opens(self._words)


def _may_begin(opening: re.Match[str]) -> bool:
    """Whether a sentence may begin like this: not with a small letter, except `iPhone`, `https` and `b)`."""
    word = opening["word"]
    if not word[0].islower() or word[1:2].isupper() or word in ("http", "https", "www"):
        return True
    return len(word) == 1 and opening.string.startswith(")", opening.end())


def _has_case(char: str) -> bool:
    return char.upper() != char.lower()


def _is_ideograph(char: str) -> bool:
    """Whether a character belongs to a script without spaces: kana, Chinese."""
    return "\u3040" <= char <= "\u9fff"


def _wide_ends(text: str, run_end: int, end: int) -> bool:
    """Whether 。！？ ends a sentence: not before more punctuation, nor in Japanese quotation (「…。」と)."""
    if text[end] in "，、,;:；：。！？…":
        return False
    return end == run_end or not "\u3040" <= text[end] <= "\u309f"


def _bounded(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans; those longer than `LONGEST` in parts of about equal length.

    Between two parts there is white space or nothing.
    """
    for begin, end in spans:
        start = begin
        while (length := end - start) > LONGEST:
            parts = -(-length // LONGEST)  # rounded up
            latest = start + length // parts
            earliest = start + 3 * (length // parts) // 4
            matches = (place.match(text, earliest, latest) for place in _SPLIT_PLACES)
            gap = next((match.span(match.lastindex or 0) for match in matches if match), (latest, latest))
            yield start, gap[0]
            start = gap[1]
        yield start, end


def segment(article: Article) -> Article:
    """Cut each paragraph of an article into sentences, numbered through."""
    paragraphs, number = [], 0
    for paragraph in article.paragraphs:
        text = article.text[paragraph.start : paragraph.end]
        sentences = []
        for start, end in sentence_spans(text, paragraph.language):
            number += 1
            place = paragraph.start + start
            sentences.append(Sentence(f"s{number}", place, paragraph.start + end, text[start:end]))
        paragraphs.append(replace(paragraph, sentences=tuple(sentences)))
    return replace(article, paragraphs=tuple(paragraphs))
