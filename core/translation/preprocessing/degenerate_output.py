"""Degenerate output: loops, empty or invented text, which models produce from short or strange input."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.article import Flag
from core.messages import Message
from core.translation.engines import RetryOptions

_WORD = re.compile(r"\w+")
_LOOP = 4
"""Repetitions of a word or phrase from which it is a loop, unless the source repeats as much."""
_LONG = 3
_LONG_SPARE = 4
"""A translation of more than three times its source's words plus four is invented; in 2,000 lines of news none is."""
_MAX_GUESSED = 3
"""Maximum words of a source for which a low score makes the translation suspicious."""
_MAX_FRAGMENT = 5
"""Maximum words of a source for which any word that occurs four times is a loop."""
_UNSURE = -1.4
"""Mean log-probability per token below which the translation of a few words is a guess."""
_LONGEST_PHRASE = 6


@dataclass(frozen=True, slots=True)
class DecodeOptions:
    """Settings of a retry."""

    decoding: RetryOptions
    lower: bool = False
    """Lower-case the sentence."""
    stop: bool | None = None
    """Add a full stop (True), remove it (False), or leave it (None)."""

    def rewrite(self, text: str) -> str:
        """Apply `lower` and `stop` to a text."""
        text = text.lower() if self.lower else text
        if self.stop is None:
            return text
        plain = text.rstrip(" .!…")
        return f"{plain}." if self.stop else plain


RETRIES: tuple[DecodeOptions, ...] = (
    DecodeOptions(RetryOptions(beam=4, no_repeat_ngram=3, repetition_penalty=1.2)),
    DecodeOptions(RetryOptions(beam=4, repetition_penalty=1.3), stop=True),
    DecodeOptions(RetryOptions(beam=4, no_repeat_ngram=2, repetition_penalty=1.3), lower=True, stop=False),
)
"""Retries, in this order, until nothing is suspicious."""


@dataclass(frozen=True, slots=True)
class Try:
    """A candidate translation."""

    text: str
    score: float | None
    truncated: bool = False


def suspicious(source: str, tried: Try) -> Flag | None:
    """Return a flag if a translation cannot be right: a loop, one of invented length, or a guess at a few words."""
    source_words, target = _words(source), _words(tried.text)
    if repeated := _repeated_phrase(source_words, target):
        return Flag("repetition", Message("repeats “{words}”, which the source does not", words=repeated))
    if tried.truncated:
        return Flag("truncated", Message("the model did not come to an end"))
    if len(target) > _LONG * len(source_words) + _LONG_SPARE:
        return Flag("length", Message("{words} words for {given}", words=len(target), given=len(source_words)))
    if source_words and not target:
        return Flag("length", Message("nothing was translated"))
    if 0 < len(source_words) <= _MAX_GUESSED and tried.score is not None and tried.score < _UNSURE:
        return Flag("low-score", Message("a guess: the model is unsure of these few words"))
    return None


def best_of(source: str, tries: Sequence[Try]) -> Try:
    """Return the best of several translations: not suspicious, then the surest; the first of equals wins."""

    def rank(candidate: Try) -> tuple[bool, float]:
        return suspicious(source, candidate) is not None, -(candidate.score if candidate.score is not None else -9.0)

    return min(tries, key=rank)


def without_loop(source: str, translation: str) -> str:
    """Shorten a loop to the number of repetitions in the source, if no retry helped."""
    words = list(re.finditer(r"\S+", translation))
    run = _find_run([_folded(match[0]) for match in words], _max_occurrences(_words(source)))
    if run is None:
        return translation
    first, size, last = run
    cut = words[first + size * max(1, _highest_count(_words(source))) - 1].end()
    rest = translation[words[last].end() :]
    word = words[last][0]
    return translation[:cut].rstrip(",;:.!?… ") + word[len(word.rstrip('.!?…»"')) :] + rest


def _folded(word: str) -> str:
    return "".join(_WORD.findall(word)).casefold()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _highest_count(words: Iterable[str]) -> int:
    return max(Counter(words).values(), default=0)


def _max_occurrences(source_words: list[str]) -> int:
    """Return how often a word may occur: as often as the most frequent one of the source, at least three times."""
    return max(_highest_count(source_words), _LOOP - 1)


def _repeated_phrase(source_words: list[str], words: list[str]) -> str | None:
    """Return the word or phrase that a translation repeats more often than its source can."""
    most = _max_occurrences(source_words)
    # In longer sentences a short word may occur four times.
    if len(source_words) <= _MAX_FRAGMENT and _highest_count(words) > most:
        return Counter(words).most_common(1)[0][0]
    run = _find_run(words, most)
    return " ".join(words[run[0] : run[0] + run[1]]) if run else None


def _find_run(words: list[str], most: int) -> tuple[int, int, int] | None:
    """Find a phrase repeated more than `most` times in a row: its first word, its length, the last word of the run."""
    if _highest_count(words) <= most:
        return None
    for size in range(1, _LONGEST_PHRASE + 1):
        same, end = 0, 0
        for at in range(size, len(words) + 1):
            if at < len(words) and words[at] == words[at - size]:
                same, end = same + 1, at
            elif same >= size * most:
                return end - same - size + 1, size, end
            else:
                same = 0
    return None
