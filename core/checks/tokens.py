"""A sentence split into tokens (words, numbers and signs), once for all checks; and the scores of its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.lang import profile_of
from core.lang.letters import DOMAINS, MARKS, western
from core.lang.values_for_checks import writer
from core.packs.metadata import SPACE
from core.translation.engines import TokenScores

# Addresses are searched for only if one of these occurs, and removed before anything else is read.
_HINT = re.compile(r"[@#]|\.[a-zA-Z]|://")
_DIGIT = re.compile(r"\d")
# Each form is bounded, so that a hostile text costs at most a constant factor.
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[^\s\"«»“”<>]{1,2000}|www\.[^\s\"«»“”<>]{1,2000}"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w&])[@#][^\W\d_][\w.]{0,60}"
    rf"|\b[\w-]{{2,63}}(?:\.[\w-]{{2,63}}){{0,3}}\.(?:{DOMAINS}|de|it)\b"
    r"(?:/[\w./?=&%#~+-]{0,500})?",
    re.IGNORECASE,
)
# These mean `always` and are not numbers: « 24h/24 et 7j/7 », 24/7, seven days a week.
_ALWAYS = re.compile(
    r"\b(?:24 ?h(?:eures)?(?: ?/ ?| sur )24(?: ?h(?:eures)?)?|(?:7|sept) ?j(?:ours)?(?: ?/ ?| sur )(?:7|sept)"
    r"|24/24|7/7|24/7|(?:24|twenty-four) hours a day|(?:7|seven) days a week"
    r"|24 (?:horas (?:por|ao) dia|horas al día|stunden am tag|ore al giorno|uur per dag|timmar om dygnet))\b",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?…»”\"')]}>"

_NUMBER = (
    r"0\d(?:[ \u00a0\u202f.-]?\d\d){4}(?!\d)"  # a French telephone number
    r"|\+\d{1,3}(?:[ \u00a0\u202f.()-]{1,3}\d{1,4}){2,7}"  # an international one
    r"|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4}"  # dates
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\d)(?:\s?[aApP]\.?[mM]\b\.?)?"  # 20:45, 8:45 p.m.
    r"|\d{1,2}(?:\.\d{2})?\s?[aApP]\.?[mM]\b\.?"  # 8 p.m., 8.45pm
    r"|\d{1,2}\s?[hH]\s?\d{2}(?!\d)|\d{1,2}\s?[hH](?![^\W_])"  # 20 h 45, 20h
    r"|\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?!\d)(?:[.,]\d+)?[^\W\d_]{0,12}"  # 67 413 000
    r"|\d{1,2}/\d{1,2}(?![\d/])"  # 1/3
    r"|0, \d{1,2}(?=\s?%)"  # 0, 5 %
    r"|\d+(?:[.,]\d+)*[^\W\d_]{0,12}"  # 1,500.25 and, with letters, 22e, 2cm, 80s, 3.5bn
)
_TOKEN = re.compile(
    r"[A-Z](?!UR\d|SD\d|BP\d|HF\d)[^\W\d_]{0,11}-?\d\w{0,12}"  # A4, AF1234, Covid-19
    r"|(?<!\w)R\$(?=\s?\d)"
    rf"|(?:[^\W\d_]|[{MARKS}])+|(?=[\d+])(?:{_NUMBER})|[€$£¥%‰°½¼¾]|[-−](?=\d)(?<=[\s(].)"
)


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A sentence and its tokens; build it with `tokenize`."""

    text: str
    language: str
    """ISO 639-1."""
    tokens: list[str]
    """Words (letters only, split at elisions and hyphens), numbers, codes and the signs of units, in order; the values
    of some languages as `core/lang/values_for_checks.py` writes them."""
    lower: list[str]
    words: frozenset[str]
    """The set of tokens, in small letters."""
    addresses: list[str]
    """Web and mail addresses, @names and hashtags: not among the tokens."""
    figures: bool
    """Whether it has a digit outside of addresses."""


@lru_cache(maxsize=256)  # a second opinion and the checks read the sentences of one article after each other
def tokenize(text: str, language: str) -> Text:
    """Split a sentence into tokens, in linear time."""
    addresses: list[str] = []
    body = text.replace("’", "'")
    if _HINT.search(text):
        addresses = [found.rstrip(_TRAILING) for found in _ADDRESS.findall(body)]
        if addresses:
            body = _ADDRESS.sub(" ", body)
    body = western(body)
    if repair := profile_of(language).repair_figures:
        body = repair(body)
    if write := writer(language):
        body = write(body)
    tokens: list[str] = _TOKEN.findall(_ALWAYS.sub(" ", body))
    lower = [token.lower() for token in tokens]
    return Text(text, language, tokens, lower, frozenset(lower), addresses, bool(_DIGIT.search(body)))


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,]*")


class ScoredWord(NamedTuple):
    """A word of a text, with its score."""

    text: str
    first: bool
    """Whether the text begins with it."""
    score: float
    """The sum of the log-probabilities of its pieces: 0 is certain."""


_UNKNOWN_PIECE = "<unk>"


def scored_words(scores: TokenScores) -> Iterator[ScoredWord]:
    """Yield the words of a text, elided articles apart; a piece that two words share counts for both."""
    # What the model has no piece for, such as an emoji, is no word.
    text = "".join(scores.pieces).replace(_UNKNOWN_PIECE, " " * len(_UNKNOWN_PIECE)).replace(SPACE, " ")
    ends: list[int] = []
    for piece in scores.pieces:
        ends.append((ends[-1] if ends else 0) + len(piece))
    at, first = 0, True
    for match in _WORD.finditer(text):
        while ends[at] <= match.start():
            at += 1
        score, place = 0.0, at
        while place < len(ends) and ends[place] - len(scores.pieces[place]) < match.end():
            if any(map(str.isalnum, scores.pieces[place])):
                score += scores.log_probs[place]
            place += 1
        yield ScoredWord(match[0], first, score)
        first = False


def words_of(text: str) -> list[str]:
    """Split a text into the same words."""
    return _WORD.findall(text)
