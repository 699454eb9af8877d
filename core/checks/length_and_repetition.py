"""Translations that are too short, too long or cut off; and loops, words that only the translation repeats."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import exp, log, sqrt

from core.article import Flag
from core.checks.tokens import Text
from core.lang import profile_of
from core.lang.counting import counter
from core.messages import Message

_LONGEST = 4
"""Longest phrase, in words, that is searched for twice in a row; longer ones are found at a distance."""
_PHRASE = 5
"""Minimum words of a phrase whose repetition at a distance is a loop. Shorter ones recur in good English."""
_NEAR = 3
"""Maximum number of words between the two; farther apart they are a parallel, such as two growth rates."""
_OFTEN = 3
"""Occurrences of a long word from which its count is compared with the source."""
_SEVERAL = 2
"""Occurrences of a word in the source from which two more in the translation are no loop."""
_LINKING = frozenset("about after being between other their there these those where which while would could".split())
# Words that good English doubles (`that that`, `had had`, `going on on`), and those of songs and laughter.
_DOUBLED = frozenset("that had is on very no yes ha ah oh bye much far more".split())


def check_repetition(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a word or a phrase that the translation repeats and the source does not."""
    words = target.lower
    if len(words) == len(target.words):
        return
    repeated = _doubled(words, target.text)
    if repeated and not (_doubled(source.lower, source.text) or _said_again(source) or _quoted(repeated, source)):
        yield Flag("repetition", Message("“{words}” is said twice in a row", words=repeated))
        return
    repeated = _phrase(words)
    if repeated and not _phrase(source.lower, _PHRASE - 2, len(source.lower)):
        yield Flag("repetition", Message("“{words}” is said again", words=repeated))
        return
    word, times = max(
        Counter(word for word in words if len(word) > 4 and word not in _LINKING).items(),
        key=lambda pair: pair[1],
        default=("", 0),
    )
    if times < _OFTEN:
        return
    most = max(Counter(word.rstrip("sx") for word in source.lower if len(word) > 3).values(), default=0)
    # What the source says twice, it may say in other words as well: « meetings, réunions, rencontres ».
    if times > most + (1 if most < _SEVERAL else _SEVERAL):
        yield Flag("repetition", Message("“{word}” is said {times} times", word=word, times=times))


def _said_again(source: Text) -> bool:
    """Whether a source says a word or a phrase again, with a few words between that English may not have.

    A heading that is joined to its paragraph: « Renseignement pénitentiaire Le renseignement pénitentiaire … »; or
    emphasis: « il nous a fait du mal, beaucoup de mal ».
    """
    grammar = profile_of(source.language).grammar_words
    words = [word for word in source.lower if word not in grammar]
    if len(words) == len(source.lower):
        return False
    # Words between two figures are none: « 2 dollars, à 84,50 dollars ».
    emphasis = any(
        len(word) > 2 and (word == second or (word == third and second.isalpha()))
        for word, second, third in zip(words, words[1:], [*words[2:], ""], strict=False)
    )
    return emphasis or bool(_doubled(words, " ".join(words)))


def _quoted(phrase: str, source: Text) -> bool:
    """Whether the source has the phrase in English, beside its translation; a name is the same in both languages."""
    if f" {phrase} " not in f" {' '.join(source.lower)} ":
        return False
    names = {word.lower() for word in source.words if word[:1].isupper()}
    return " " in phrase and not names.issuperset(phrase.split())


def _doubled(words: Sequence[str], text: str) -> str:
    """Return the first phrase that occurs twice in a row; empty if there is none."""
    places: dict[str, int] = {}
    broken: set[tuple[str, ...]] = set()
    for place, word in enumerate(words):
        before = places.get(word)
        places[word] = place
        if before is None:
            continue
        length = place - before
        if length == 1 and (word in _DOUBLED or not word.isalpha() or len(word) == 1):
            continue
        if length <= _LONGEST and words[before:place] == words[place : place + length]:
            phrase = tuple(words[before:place])
            # Figures repeat: 6-4 6-4.
            if phrase in broken or not all(part.isalpha() for part in phrase):
                continue
            if length > 2 or _unbroken(phrase, text):
                return " ".join(phrase)
            broken.add(phrase)
    return ""


def _unbroken(phrase: Sequence[str], text: str) -> bool:
    """Whether a phrase is repeated without punctuation between: `Japan. Japan` is no loop."""
    pattern = r"\W".join(phrase)
    twice = re.finditer(rf"\b({pattern})\s+({pattern})\b", text, re.IGNORECASE)
    # A single word must have the same capitals: `Creek Fire fire` is no loop.
    return any(phrase[1:] or match[1] == match[2] for match in twice)


def _phrase(words: Sequence[str], length: int = _PHRASE, near: int = _NEAR) -> str:
    """Return the first phrase of so many words that occurs again soon after its end; empty if there is none."""
    seen: dict[tuple[str, ...], int] = {}
    for place in range(len(words)):
        phrase = tuple(words[place : place + length])
        if phrase in seen and place - seen[phrase] <= length + near:
            return " ".join(phrase)
        seen[phrase] = place
    return ""


# Log of the ratio of characters, English to French, on wmt12 and flores-dev as the default pack translates
# them: mean and spread; the spread shrinks with the square root of the length, down to a floor.
_MEAN = -0.07
_SPREAD = 1.15
_FLOOR = 0.09
_OTHERS = 1.4
"""Factor on the spread for languages whose mean is known from only a few sentences of our own."""
_DOUBT = 4.6
"""Standard deviations from the mean beyond which a length is doubtful."""
_SHORT = 40
"""Characters of a source below which only very long translations are flagged."""
_FRAGMENT = 25
"""Characters up to which a text may end without punctuation."""
_MUCH = 0.75
_LOOP = 3
_SPARE = 30
_SPELT_OUT = re.compile(r"(?:\b[A-Z]\w{1,30} (?:(?:of|for|the|and|on|in) ){0,2}){2,9}\(([A-Z]{3,8})\)")
"""An organisation that English names in full, with its initials; in the source it may be « le HCR », or a word or
two."""
_ENDS = ".!?…»”\"’')]"


def check_length(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a translation whose length does not fit its source."""
    source_length, target_length = len(source.text.strip()), len(target.text.strip())
    if not target_length:
        if any(map(str.isalnum, source.text)):
            yield Flag("length", Message("there is no translation"))
        return
    share = f"{target_length / source_length:.0%}" if source_length else ""
    known = profile_of(source.language).length
    if known is not None:
        source_length = round(source_length * exp(known - _MEAN))  # as long as it would be in French
    if source_length < _SHORT:
        if target_length > _LOOP * source_length + _SPARE:
            yield Flag(
                "length",
                Message(
                    "{theirs} characters for {ours}: words may have been added",
                    theirs=target_length,
                    ours=source_length,
                ),
            )
        return
    spread = max(_SPREAD / sqrt(source_length), _FLOOR) * (1 if known is None else _OTHERS)
    distance = (log(target_length / source_length) - _MEAN) / spread
    if distance > _DOUBT:
        named = sum(len(body[0]) for body in _SPELT_OUT.finditer(target.text) if body[1] not in source.tokens)
        distance = (log((target_length - named + 1) / source_length) - _MEAN) / spread
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


def check_truncated(source: Text, target: Text, *, stopped: bool) -> Iterator[Flag]:
    """Flag a translation that was stopped at its maximum length, or that ends without the final mark of its source."""
    if stopped:
        yield Flag("truncated", Message("the model was stopped at its longest: the end is missing"))
        return
    source_text, target_text = source.text.rstrip(), target.text.rstrip()
    if len(source_text) > _FRAGMENT and target_text and source_text[-1] in ".!?…" and target_text[-1] not in _ENDS:
        yield Flag("truncated", Message("the translation breaks off after “{word}”", word=target_text.split()[-1][:40]))
