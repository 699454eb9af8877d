"""Lost or invented negations, which turn a sentence into its opposite."""

import re
from collections.abc import Iterator

from core.article import Flag
from core.checks.tokens import Text
from core.lang import profile_of
from core.lang.profile import Denials, Negatives
from core.messages import Message


def check_negation(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a negation that only one side has, if the profiles of both languages describe negation."""
    denials, negatives = profile_of(source.language).denials, profile_of(target.language).negatives
    if denials is None or negatives is None:
        return
    double = re.search(denials.double, source.text, re.IGNORECASE)
    if double and target.words.isdisjoint(negatives.knowing):
        yield Flag("negation", Message("« {words} » says that all know; the translation may not", words=double[0]))
        return
    marks = 0 if source.words.isdisjoint(denials.particles) else sum(word in denials.particles for word in source.lower)
    found_denials = denials.find(source.tokens, source.lower) if marks else []
    # English that the source quotes (« Not in my name ») denies nothing in the translation.
    found = negatives.find(target.text, target.tokens, target.lower)
    negations = [word for word in found if word.lower() not in source.words and not _quoted(word.lower(), source.text)]
    # « sans qu'aucune charge ne soit retenue »: one negation, although « aucune … ne » is another elsewhere.
    once = len(re.findall(denials.without_any, source.text, re.IGNORECASE)) if denials.without_any else 0
    without = min(source.lower.count(denials.without) - once, target.lower.count(negatives.without))
    if found_denials and len(found_denials) + without > len(negations):
        # One `not` may stand for several « ne … pas » in a row.
        lost = len(found_denials) + without - len(negations) - sum(word in negatives.nearly for word in target.lower)
        # « ne … guère » leaves a little.
        scarce = sum(denial.split()[-1] in denials.scarce for denial in found_denials)
        lost -= min(scarce, sum(word in negatives.scarce for word in target.lower))
        if (not negations or lost == 1) and lost > max(0, -_balance(source, target, denials, negatives)):
            if negations:
                detail = Message("« {word} » in the source; fewer negations in the translation", word=found_denials[-1])
            else:
                detail = Message("« {word} » in the source; no negation in the translation", word=found_denials[-1])
            yield Flag("negation", detail)
    elif len(negations) > len(found_denials):
        # « ne » alone may negate: « il ne peut », « il ne saurait ».
        counted = sum(not denials.strong.isdisjoint(denial.lower().split()) for denial in found_denials)
        strong = max(marks, len(found_denials)) + sum(word in denials.strong for word in source.lower) - counted
        if len(negations) > strong and len(negations) > strong + max(0, _balance(source, target, denials, negatives)):
            yield Flag(
                "negation", Message("the translation has “{word}”; no negation in the source", word=negations[-1])
            )


def _quoted(word: str, source: str) -> bool:
    """Whether a source quotes an English contraction: « I don't care »."""
    return word == "n't" and word in source.lower().replace("’", "'")


def _balance(source: Text, target: Text, denials: Denials, negatives: Negatives) -> int:
    """Count other negative words in the source, minus those in the translation: « inutile » balances `useless`."""
    in_source = sum(word in denials.soft for word in source.lower) + len(
        re.findall(denials.stems, source.text, re.IGNORECASE)
    )
    in_target = sum(word in negatives.soft for word in target.lower)
    return in_source - in_target - len(re.findall(negatives.stems, target.text, re.IGNORECASE))
