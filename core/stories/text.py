"""An article's own text: its sentences, without headline, byline and what the agency puts around them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from core.article import Article, Kind
from core.lang.letters import fold
from core.segmentation import sentence_spans
from core.summary.boilerplate import is_boilerplate

_OUTER: frozenset[Kind] = frozenset({"heading", "byline", "dateline"})
"""What each outlet writes anew."""
_FEW = 8
"""Words: a body of fewer says too little, and the headline counts with it."""

# A letter of a script that is written without spaces is a word of its own.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


def sentences(article: Article) -> Iterator[str]:
    """Give an article's sentences in reading order, cut as they are everywhere."""
    return _sentences(article, frozenset())


def body(article: Article) -> list[str]:
    """Return the sentences that tell the story; those of the headline only where there are hardly others."""
    found = [one for one in _sentences(article, _OUTER) if not is_boilerplate(one)]
    if sum(len(words(one)) for one in found) < _FEW:
        return [*sentences(article)]
    return found


def words(text: str) -> list[str]:
    """Return the words and figures of a text as they stand there."""
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a word without case and accents: agencies that send capitals drop both."""
    return fold(word) or word


def facts(sentence: list[str]) -> Iterator[str]:
    """Give the figures and names among a sentence's words: what two stories of one mould differ in."""
    for place, word in enumerate(sentence):
        if any(map(str.isdigit, word)) or (place and word[0].isupper()):
            yield folded(word)


def _sentences(article: Article, without: frozenset[Kind]) -> Iterator[str]:
    for paragraph in article.paragraphs:
        if paragraph.kind in without:
            continue
        if paragraph.sentences:
            yield from (sentence.source for sentence in paragraph.sentences)
            continue
        text = article.text[paragraph.start : paragraph.end]
        yield from (text[start:end] for start, end in sentence_spans(text, paragraph.language))
