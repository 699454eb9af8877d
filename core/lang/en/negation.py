"""How English denies."""

import re
from collections.abc import Sequence

from core.lang.profile import Negatives

_NOT = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent"
    " wont wouldnt couldnt shouldnt hasnt havent hadnt".split()
)
_CONTRACTED = re.compile(r"n['’]t\b", re.IGNORECASE)


def _find(text: str, tokens: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the negations of a sentence; `No. 5`, `no matter` are none, nor a title's."""
    found = [word for place, word in enumerate(lower) if word in _NOT and not (word == "no" and _number(tokens, place))]
    return found + _CONTRACTED.findall(text)


def _number(tokens: Sequence[str], place: int) -> bool:
    after = tokens[place + 1 : place + 2]
    if after == ["matter"]:
        return True
    return bool(after) and tokens[place][0].isupper() and (after[0][0].isdigit() or after[0][0].isupper())


NEGATIVES = Negatives(
    find=_find,
    nearly=frozenset("hardly barely scarcely avoid avoids avoided avoiding outside nevertheless either until".split()),
    soft=frozenset(
        "unless unable hardly barely scarcely few little instead except otherwise stop stopped longer avoid avoids"
        " avoided free zero non anymore nil absent despite beyond only until rather less nevertheless outside contrary"
        " continue continued continues".split()
    ),
    stems=(
        r"\bun(?!der|til|ion|ite|ity|iq|iv|if|its|it\b)[a-z]{3,}|\b[a-z]{3,}(?<!un)less\b"
        r"|\b(?:in(?:ab|acc|act|adeq|adv|app|att|cap|comp[le]|conc|cons|conv|corr|dec|def|disp|edib|eff|elig|eq|esc|evit"
        r"|exp|just|op|sec|sen|sig|sol|suff|tol|val|vis|vuln)|im(?:mat|mob|perf|pos|prac|prob|prop|prud|pun)|ir(?:re|ra)"
        r"|ill[ei]|dis(?:a|b|c[lor]|h|in|l|o|p[lr]|r|s|un)|non|mis|anti)[a-z]+"
        r"|\b(?:fail|lack|refus|reject|den(?:y|i)|prevent|avoid|exclu|miss|ignor|absen|ceas|stop|oppos|declin|forb"
        r"|ban|prohib|far from|elimin|lose|lost|loss|preclud|overlook|out of|neglect|withh|spare|resist|escap"
        r"|struggl)[a-z]*\b"
    ),
    knowing=frozenset("all every everyone everybody well ignore ignores ignored unaware ignorant secret".split()),
    without="without",
)
