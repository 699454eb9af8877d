"""Translations that are far too short or too long, or cut off."""

from collections.abc import Iterator
from math import exp, log, sqrt

from core.article import Flag
from core.checks.text import Text
from core.lang import find
from core.lang.counting import counter
from core.messages import Message

# Log of the ratio of characters, English to French, on wmt12 and flores-dev as the default pack translates
# them: mean and spread; the spread shrinks with the square root of the length, down to a floor.
_MEAN = -0.07
_SPREAD = 1.15
_FLOOR = 0.09
_OTHERS = 1.4
"""How much wider it is in languages whose mean is known from a few sentences of our own."""
_DOUBT = 4.6
"""Standard deviations from the mean beyond which a length is doubtful."""
_SHORT = 40
"""Characters of a source below which only very long translations are flagged."""
_FRAGMENT = 25
"""Characters up to which a text may end without punctuation."""
_MUCH = 0.75
_LOOP = 3
_SPARE = 30
_ENDS = ".!?…»”\"’')]"


def length(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a translation whose length does not fit its source."""
    ours, theirs = len(source.text.strip()), len(target.text.strip())
    if not theirs:
        if any(map(str.isalnum, source.text)):
            yield Flag("length", Message("there is no translation"))
        return
    share = f"{theirs / ours:.0%}" if ours else ""
    known = find(source.language).length
    if known is not None:
        ours = round(ours * exp(known - _MEAN))  # as long as it would be in French
    if ours < _SHORT:
        if theirs > _LOOP * ours + _SPARE:
            yield Flag(
                "length", Message("{theirs} characters for {ours}: words may have been added", theirs=theirs, ours=ours)
            )
        return
    spread = max(_SPREAD / sqrt(ours), _FLOOR) * (1 if known is None else _OTHERS)
    distance = (log(theirs / ours) - _MEAN) / spread
    if distance < -_DOUBT and not (target.figures and _long_number(source)):
        yield Flag(
            "length",
            Message("the translation is {share} of the source's length: something may be missing", share=share),
        )
    elif distance > _DOUBT:
        yield Flag(
            "length",
            Message("the translation is {share} of the source's length: words may have been added", share=share),
        )


def _long_number(source: Text) -> bool:
    """Whether much of a text is a number in words, which its translation may have in figures."""
    count = counter(source.language)
    return count is not None and len(count(source.text)) < _MUCH * len(source.text)


def truncated(source: Text, target: Text, *, stopped: bool) -> Iterator[Flag]:
    """Flag a translation that was stopped at its maximum length, or that ends without the final mark of its source."""
    if stopped:
        yield Flag("truncated", Message("the model was stopped at its longest: the end is missing"))
        return
    ours, theirs = source.text.rstrip(), target.text.rstrip()
    if len(ours) > _FRAGMENT and theirs and ours[-1] in ".!?…" and theirs[-1] not in _ENDS:
        yield Flag("truncated", Message("the translation breaks off after “{word}”", word=theirs.split()[-1][:40]))
