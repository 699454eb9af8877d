"""Splits text into sentences with spans; one splitter serves translation, alignment and summary.

    >>> sentence_spans("Mr. Smith came. He spoke.", "en")
    [(0, 15), (16, 25)]

It has three steps. A pattern finds the *candidates*: runs of terminators with the closing quotes and brackets that
belong to them. What follows a candidate decides whether a sentence could begin there: a capital, a digit, an opening
quote. If the terminator is a single full stop, the word before it decides whether the stop belongs to an abbreviation,
an initial, an ordinal or a list number (`core.segmentation.full_stops`).

All steps take linear time: a candidate looks back a bounded number of characters, and ahead at most to the next
candidate.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from core.article import UNKNOWN, Article, Sentence
from core.lang import profile_of
from core.segmentation.full_stops import Following, ends_sentence, is_list_marker
from core.segmentation.patterns import (
    ABBREVIATED_REMARK,
    DASH,
    FULL_WORD,
    LEADING,
    OPENING_QUOTE,
    PART,
    UNMISTAKABLE,
    WIDE,
    has_case,
    is_ideograph,
    lexicon,
    may_begin,
    patterns_of,
    pause_ends,
    wide_ends,
)

_LOOK_BACK = 48
"""Characters examined before a full stop: enough for two words and any abbreviation."""
_LIST_MARKER = 5
"""Maximum number of characters of a list marker."""
LONGEST = 600
"""Maximum characters of a sentence: more than nearly all sentences of newspapers have. Longer texts, such as those
without full stops or from attackers, are split; a part of this length is translated in a second or two."""
_DATE = 14
"""Maximum characters of a date before or after a full stop in it."""
_LETTERS_OF_STOP = {"।": re.compile("[\u0900-\u0dff]"), "۔": re.compile("[\u0600-\u06ff]")}
"""By full stop: the letters of the scripts that have it as their own."""
_STOPLESS = re.compile("[\u0e00-\u0eff]")
"""Letters of scripts in which a full stop ends no sentence: Thai, Lao."""
_OPENERS = {"”": "“", "»": "«", '"': '"', "」": "「"}
_INTRODUCED = re.compile(r"[,:،：，]\s*$")
"""Marks before a quotation that introduce it."""
_WORD = r"\s+[^\s.!?؟।«»\"“”]+"
_AFTERTHOUGHT = re.compile(rf"{_WORD}(?:[.!?؟।]|(?:{_WORD})?[.!?؟।]?[»\"”])")
"""One word after a pause that ends the sentence, or two that end the quotation."""
_TITLE_CLOSERS = frozenset("》〉")  # 《你好！》
_QUOTE_GOES_ON = re.compile(r"[^「」]{1,60}」[\u3040-\u309f]")
"""The rest of a Japanese quotation after which the enclosing sentence continues: 「…。…」と."""
_SPLIT_PLACES = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (r".*(?:[;:؛](\s+)\S|[；：]())", r".*(?:[,،](\s+)\S|[，、]())", r".*\S(\s+)\S")
)
"""Places where a long sentence is split: after a clause, else a comma, else a word; the last such place is used."""
_NO_WORD = (".", "/", "@", ":")
_DOMAINS = frozenset("com org net info fr de it es".split())
_BRANDS = ("Yahoo", "Jeopardy")
"""Names that are written with an exclamation mark."""


def sentence_spans(text: str, language: str = UNKNOWN) -> list[tuple[int, int]]:
    """Return the spans of the sentences in one paragraph, as `(start, end)` in code points, in order.

    `text` has no blank line; other white space is allowed. `language` is an ISO 639-1 code, any region after it is
    ignored; for a language without word lists the rules common to all are used, with abbreviations that are safe in
    all.

    No span is empty, or begins or ends with white space; between spans there is only white space. A text without an end
    of a sentence is one sentence, split if it is longer than `LONGEST`; white space alone has none. Never raises; takes
    linear time.
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
        self._small_starts = profile_of(code).small_starts
        self._start = self._first_word = start
        self._end = start + len(text[start:end].rstrip())
        self._counted_to = start
        self._script_stop = next((mark for mark in _LETTERS_OF_STOP if mark in text[start:end]), "")
        """The full stop of the script, where the stretch has it: an ASCII one then ends no sentence of that script."""
        self._quotes = 0
        """Number of straight quotes between the start of the stretch and `_counted_to`."""

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
        """Return the end of the sentence if this candidate ends it, else None."""
        text = self._text
        run, run_at, run_end = match["run"], *match.span("run")
        end = self._take_straight_quote(match.end())
        if end >= self._end or self._first_word >= run_at:
            return None
        if LEADING.match(text, run_at - 1) or LEADING.match(text, run_at - 2):
            return None  # « Fin. …Puis il partit. »: they open what follows.
        if end > run_end and self._patterns.speaker and self._patterns.speaker.match(text, end, self._end):
            return end if self._is_introduced(text[run_end:end].strip()[-1:], run_at) else None
        if _TITLE_CLOSERS & set(match["closers"]) or self._is_inside(run_at) or self._is_bracketed(run_at):
            return None
        if run[-1] in WIDE or (run[-1] in "!?" and is_ideograph(text[run_at - 1 if text[end].isdecimal() else end])):
            return end if wide_ends(text, run_end, end) and not self._is_quoted(run_at, end) else None
        beyond = self._take_remark(end)
        opening = self._patterns.opening.match(text, beyond, self._end)
        if opening is None or "№" in opening["lead"] or self._is_cited(match, opening):
            return None
        if not may_begin(opening):
            return end if self._begins_small(match, opening) else None
        if not text[end].isspace() and not self._lacks_space(match, opening):
            return None
        word = opening["word"]
        after = Following(
            word,
            dotted=text.startswith(".", opening.end()) and not text.startswith("..", opening.end()),
            named=self._patterns.capital.match(text, opening.end()) is not None,
            bracketed=beyond > end or "(" in opening["lead"],
            dashed=DASH.match(opening["lead"]) is not None,
            counting=word[0].isdigit() and self._patterns.counting.match(text, opening.start("word")) is not None,
        )
        if text[run_at - 1] in "[(" and text[run_end] in ")]":
            # (!) and (?) are remarks inside the sentence. [...] stands for omitted words, inside it or up to its end.
            return end if run in ("...", "…") and after.opens(self._words) else None
        if word.isdecimal() and after.dotted and self._is_next_item(word):
            return beyond
        numbered = word.isdecimal() and len(word) < _LIST_MARKER and "(" not in opening["lead"]
        if numbered and text.startswith(")", opening.end()):
            return None if self._in_brackets(run_at) else beyond  # « … mois. 2) Le pont … »
        ends = self._stop_ends(run_at, match, after) if run == "." else self._mark_ends(match, end, after)
        return beyond if ends else None

    def _is_next_item(self, number: str) -> bool:
        """Whether this sentence is the list item before the one with this number: « 2. Lit. 3. Table »."""
        return len(number) < 3 and self._text.startswith(f"{int(number) - 1}. ", self._start)

    def _is_cited(self, match: re.Match[str], opening: re.Match[str]) -> bool:
        """Whether a number or letter in brackets belongs to the part of a law before it: `lit. a)`, `alin. 4)`."""
        if match["run"] != "." or "(" in opening["lead"] or not self._text.startswith(")", opening.end()):
            return False
        part = PART.search(self._text, max(self._start, match.start() - _LOOK_BACK), match.start())
        return len(opening["word"]) < _LIST_MARKER and part is not None and part[0] in self._words.parts

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
        """Whether a mark is inside an expression in which no sentence ends, such as a date."""
        if not self._patterns.whole:
            return False
        wholes = self._patterns.whole.finditer(self._text, max(self._start, at - _DATE), at + _DATE)
        return any(whole.start() < at < whole.end() for whole in wholes)

    def _is_bracketed(self, at: int) -> bool:
        """Whether a mark is in brackets after which the sentence continues, in a script without capitals."""
        if has_case(self._text[at - 1]) or not self._patterns.bracketed.match(self._text, at, self._end):
            return False
        return self._in_brackets(at)

    def _in_brackets(self, at: int) -> bool:
        """Whether a bracket that was opened within this sentence is still open."""
        start = max(self._start, at - _LOOK_BACK)
        return self._text.rfind("(", start, at) > max(self._start, self._text.rfind(")", start, at))

    def _is_introduced(self, closer: str, at: int) -> bool:
        """Whether the speaker of a quotation that ends here came before it, so that a new sentence follows."""
        opened = self._text.rfind(_OPENERS.get(closer, closer), max(self._start, at - LONGEST), at)
        return opened >= 0 and _INTRODUCED.search(self._text, max(self._start, opened - 3), opened) is not None

    def _is_quoted(self, at: int, end: int) -> bool:
        """Whether a Japanese quotation continues, and after it the enclosing sentence: 「…。…」と."""
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

    def _begins_small(self, match: re.Match[str], opening: re.Match[str]) -> bool:
        """Whether a sentence begins with a small letter, as in hasty posts and transcripts: after a word in full."""
        if not self._small_starts or match["closers"] or not opening["lead"][:1].isspace():
            return False
        if match["run"] in ("?", "!"):
            return OPENING_QUOTE.fullmatch(opening["lead"]) is not None
        if match["run"] != "." or self._text.startswith(_NO_WORD, opening.end()) or set("-(#") & set(opening["lead"]):
            return False
        before = self._text[max(self._start, match.start() - _LOOK_BACK) : match.start()]
        full = FULL_WORD.search(before)
        if full is None or (self._patterns.but and self._patterns.but.match(self._text, match.end())):
            return False  # Not Turkish « … duyurdu. dedi Leive. »
        return not self._words.shortened(full[0]) and opening["word"] not in _DOMAINS

    def _lacks_space(self, match: re.Match[str], opening: re.Match[str]) -> bool:
        """Whether a space is missing here (`fini.Le`), as opposed to a name or address (`exemple.Fr`)."""
        if match["run"][-1] in UNMISTAKABLE or pause_ends(self._text, self._start, match):
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
            return False  # The script or the text has another full stop, or none: this one belongs to an abbreviation.
        if ABBREVIATED_REMARK.search(before) and match["closers"][:1] == ")" and not after.opens(self._words):
            return False  # « Gen. (in cong.) V. Sarti »
        if after.word[0].isdigit() and set("”»“\"'") & set(match["closers"]):
            return True  # « …“ 300 Menschen »: the stop at the end of a quotation belongs to no abbreviation.
        return ends_sentence(before, after, self._words)

    def _mark_ends(self, match: re.Match[str], end: int, after: Following) -> bool:
        """Whether `!`, `?`, `…` and the like end the sentence before a capital, which they nearly always do."""
        if match["closers"] and self._words.said:
            attribution = self._patterns.attribution.match(self._text, end)
            if attribution and attribution["verb"] in self._words.said:
                return False
        if match["run"][-1] in ".…" and self._patterns.but and self._patterns.but.match(self._text, end):
            return False
        if match["run"][-1] in ".…" and not match["closers"] and not has_case(after.word[0]):
            return _AFTERTHOUGHT.match(self._text, end, self._end) is None
        branded = match["run"] == "!" and self._text.endswith(_BRANDS, self._start, match.start())
        return not branded or after.opens(self._words)


def _bounded(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans, those longer than `LONGEST` in parts of about equal length.

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
    """Return an article with each paragraph split into sentences, numbered through."""
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
