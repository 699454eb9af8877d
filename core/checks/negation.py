"""Lost or invented negations, which turn a sentence into its opposite."""

import re
from collections.abc import Iterator

from core.article import Flag
from core.checks.text import Text
from core.lang import find
from core.lang.profile import Denials, Negatives
from core.messages import Message


def check_negation(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a negation that only one side has, if the profiles of both languages describe negation."""
    ours, theirs = find(source.language).denials, find(target.language).negatives
    if ours is None or theirs is None:
        return
    double = re.search(ours.double, source.text, re.IGNORECASE)
    if double and target.words.isdisjoint(theirs.knowing):
        yield Flag("negation", Message("« {words} » says that all know; the translation may not", words=double[0]))
        return
    marks = 0 if source.words.isdisjoint(ours.particles) else sum(word in ours.particles for word in source.lower)
    denials = ours.find(source.tokens, source.lower) if marks else []
    # English that the source quotes (« Not in my name ») denies nothing in the translation.
    found = theirs.find(target.text, target.tokens, target.lower)
    said = [word for word in found if word.lower() not in source.words and not _quoted(word.lower(), source.text)]
    without = min(source.lower.count(ours.without), target.lower.count(theirs.without))
    if denials and len(denials) + without > len(said):
        # One `not` may stand for several « ne … pas » in a row.
        lost = len(denials) + without - len(said) - sum(word in theirs.nearly for word in target.lower)
        if (not said or lost == 1) and lost > max(0, -_balance(source, target, ours, theirs)):
            if said:
                detail = Message("« {word} » in the source; fewer negations in the translation", word=denials[-1])
            else:
                detail = Message("« {word} » in the source; no negation in the translation", word=denials[-1])
            yield Flag("negation", detail)
    elif len(said) > len(denials):
        # « ne » alone may negate: « il ne peut », « il ne saurait ».
        counted = sum(denial.split()[-1] in ours.strong for denial in denials)
        strong = max(marks, len(denials)) + sum(word in ours.strong for word in source.lower) - counted
        if len(said) > strong and len(said) > strong + max(0, _balance(source, target, ours, theirs)):
            yield Flag("negation", Message("the translation has “{word}”; no negation in the source", word=said[-1]))


def _quoted(word: str, source: str) -> bool:
    """Whether a source quotes an English contraction: « I don't care »."""
    return word == "n't" and word in source.lower().replace("’", "'")


def _balance(source: Text, target: Text, ours: Denials, theirs: Negatives) -> int:
    """Count other negative words in the source, minus those in the translation: « inutile » balances `useless`."""
    here = sum(word in ours.soft for word in source.lower) + len(re.findall(ours.stems, source.text, re.IGNORECASE))
    there = sum(word in theirs.soft for word in target.lower)
    return here - there - len(re.findall(theirs.stems, target.text, re.IGNORECASE))
