"""Negation: a « ne … pas » that was lost turns a sentence into its contrary."""

import re
from collections.abc import Iterator

from core.article import Flag
from core.checks.text import Text

# What negates for certain.
_NE = frozenset({"ne", "n"})
_WITH_NE = frozenset("pas jamais rien aucun aucune personne nul nulle plus guère point ni nullement".split())
# French words that negate by themselves …
_STRONG_FR = frozenset(
    "mal pas jamais rien aucun aucune aucuns personne nul nulle nulles ni sans non peu guère insu égal dépourvu"
    " dépourvue dépourvus zéro".split()
)
# … and those that only may give an English negation.
_SOFT_FR = frozenset(
    "sauf hors peine faute loin absence manque manquer défaut refus impossible inutile seul seule seuls seules"
    " seulement uniquement moins plutôt sinon empêcher éviter contre autrement contrairement lieu interdit"
    " interdire interdiction malgré pire contraire quasi presque rare rarement cesser cesse cessé arrêter arrête"
    " arrêté fini finie finis terminé gardent garde bien foutent fout fiche fichent moque moquent tant foutent"
    " fout fiche fichent moque moquent".split()
)
_STEMS_FR = re.compile(
    r"\b(?:in(?:cap|suf|comp|dép|conn|just|adé|att|cert|vis|val|util|ex|dis|int|con|act|eff|éga|app|fid|sou|flex|sat|éd|am|tou|contr"
    r"|efficace|occup)|im(?:pos|pun|pre|pré|pru|mob|mat|par|pro|pui)|ir(?:r|ré)|ill[ée]g|mécon|més|dés|dis|anti|anorm|non|refus|rejet"
    r"|ignor|manqu|emp[eê]ch|évit|échou|échec|dout|cess|nier?\b|niai|démen|exclu|suspen|renon|abst|interd|priv|sauf|loin|faibl|déconseill|écart|difficil)[^\W\d_]*",
    re.IGNORECASE,
)
_NOT = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent"
    " wont wouldnt couldnt shouldnt hasnt havent hadnt".split()
)
_NEARLY = frozenset("hardly barely scarcely avoid avoids avoided avoiding outside nevertheless either until".split())
# English words and beginnings of words that say no without a not.
_SOFT_EN = frozenset(
    "unless unable hardly barely scarcely few little instead except otherwise stop stopped longer avoid avoids"
    " avoided free zero non anymore nil absent despite beyond only until rather less nevertheless outside contrary"
    " continue continued continues".split()
)
_STEMS_EN = re.compile(
    r"\bun(?!der|til|ion|ite|ity|iq|iv|if|its|it\b)[a-z]{3,}|\b[a-z]{3,}(?<!un)less\b"
    r"|\b(?:in(?:ab|acc|act|adeq|adv|app|att|cap|comp[le]|conc|cons|conv|corr|dec|def|disp|edib|eff|elig|eq|esc|evit"
    r"|exp|just|op|sec|sen|sig|sol|suff|tol|val|vis|vuln)|im(?:mat|mob|perf|pos|prac|prob|prop|prud|pun)|ir(?:re|ra)"
    r"|ill[ei]|dis(?:a|b|c[lor]|h|in|l|o|p[lr]|r|s|un)|non|mis|anti)[a-z]+"
    r"|\b(?:fail|lack|refus|reject|den(?:y|i)|prevent|avoid|exclu|miss|ignor|absen|ceas|stop|oppos|declin|forb|ban"
    r"|prohib|far from|elimin|lose|lost|loss|preclud|overlook|out of|neglect|withh|spare|resist|escap|struggl)[a-z]*\b",
    re.IGNORECASE,
)
# Two denials that make an assertion, of which the model drops one: « nul n'ignore », all know.
_KNOWN_TO_ALL = re.compile(r"\b(?:personne|nul|aucun[^\W\d_]*) n['’](?:ignor|est sans savoir)[^\W\d_]*", re.IGNORECASE)
_KNOWING = frozenset("all every everyone everybody well ignore ignores ignored unaware ignorant secret".split())
_N_T = re.compile(r"n['’]t\b", re.IGNORECASE)


def negation(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a negation that only one side has. French to English only."""
    if source.language != "fr" or target.language != "en":
        return
    if (idiom := _KNOWN_TO_ALL.search(source.text)) and target.words.isdisjoint(_KNOWING):
        yield Flag("negation", f"« {idiom[0]} » says that all know; the English may not")
        return
    marks = 0 if source.words.isdisjoint(_NE) else sum(word in _NE for word in source.lower)
    denials = _denials(source) if marks else []
    said = _said(target)
    without = min(source.lower.count("sans"), target.lower.count("without"))
    if denials and len(denials) + without > len(said):
        # Of a row of « ne … pas », one `not` may stand for all.
        lost = len(denials) + without - len(said) - sum(word in _NEARLY for word in target.lower)
        if (not said or lost == 1) and lost > max(0, -_balance(source, target)):
            lacking = "no negation" if not said else "fewer negations"
            yield Flag("negation", f"« {denials[-1]} » in the source; {lacking} in the English")
    elif len(said) > len(denials):
        # « ne » alone may negate: « il ne peut », « il ne saurait ».
        strong = max(marks, len(denials)) + sum(word in _STRONG_FR for word in source.lower) - len(denials)
        if len(said) > strong and len(said) > strong + max(0, _balance(source, target)):
            yield Flag("negation", f"the English has “{said[-1]}”; no negation in the source")


def _said(target: Text) -> list[str]:
    """Return the negations of an English sentence; `No. 5`, `no matter` are none, nor a title's."""
    found: list[str] = []
    if not target.words.isdisjoint(_NOT):
        for place, word in enumerate(target.lower):
            if word in _NOT and not (word == "no" and _number(target, place)):
                found.append(word)
    return found + _N_T.findall(target.text)


def _number(target: Text, place: int) -> bool:
    after = target.tokens[place + 1 : place + 2]
    if after == ["matter"]:
        return True
    return bool(after) and target.tokens[place][0].isupper() and (after[0][0].isdigit() or after[0][0].isupper())


def _balance(source: Text, target: Text) -> int:
    """Count what else may negate in the source, less the same of the translation: « inutile » pays for `useless`."""
    ours = sum(word in _SOFT_FR for word in source.lower) + len(_STEMS_FR.findall(source.text))
    theirs = sum(word in _SOFT_EN for word in target.lower) + len(_STEMS_EN.findall(target.text))
    return ours - theirs


def _ceasing(near: list[str]) -> bool:
    """Whether « pas » goes with « cesser », « tarder », « manquer »: he continued, soon, he did."""
    return bool(near) and near[0].startswith(("cess", "arrêt", "tard", "manqu"))


def _denials(source: Text) -> list[str]:
    """Return the certain negations of a French sentence: « ne … pas », each as it is written."""
    found: list[str] = []
    lower, used = source.lower, -1
    for place, word in enumerate(lower):
        if word not in _NE:
            continue
        # The second half stands close by; « ne … que » and the idle « ne » have none.
        for at in range(place + 1, min(place + 6, len(lower))):
            other = lower[at]
            if other in ("que", "qu") or (other == "peut" and lower[at + 1 : at + 2] == ["plus"]):
                break
            if other in _WITH_NE and at > used:
                # « ne … plus que », « pas que »: only.
                near = lower[at + 1 : at + (4 if other == "plus" else 2)]
                if "que" in near or "qu" in near or near[:1] == ["moins"] or _ceasing(near):
                    break
                used = at
                found.append(f"{source.tokens[place]}{'’' if word == 'n' else ''} … {other}")
                break
    return found
