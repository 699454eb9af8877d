"""How French denies: « ne … pas », and the words that deny without it."""

from collections.abc import Sequence

from core.lang.profile import Denials

_NE = frozenset({"ne", "n"})
_WITH_NE = frozenset("pas jamais rien aucun aucune personne nul nulle plus guère point ni nullement".split())
_ONLY = ("que", "qu")
_CEASING = ("cess", "arrêt", "tard", "manqu")
"""« Pas » goes with « cesser », « tarder », « manquer »: he continued, soon, he did."""


def _find(tokens: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the certain negations of a sentence: « ne … pas », each as it is written."""
    found: list[str] = []
    used = -1
    for place, word in enumerate(lower):
        if word not in _NE:
            continue
        # The second half stands close by; « ne … que » and the idle « ne » have none.
        for at in range(place + 1, min(place + 6, len(lower))):
            other = lower[at]
            if other in _ONLY or (other == "peut" and lower[at + 1 : at + 2] == ["plus"]):
                break
            if other in _WITH_NE and at > used:
                # « ne … plus que », « pas que »: only.
                near = lower[at + 1 : at + (4 if other == "plus" else 2)]
                if any(word in near for word in _ONLY) or near[:1] in (["moins"], ["sans"]) or _ceasing(near):
                    break
                used = at
                found.append(f"{tokens[place]}{'’' if word == 'n' else ''} … {other}")
                break
    return found


def _ceasing(near: Sequence[str]) -> bool:
    return bool(near) and near[0].startswith(_CEASING)


DENIALS = Denials(
    particles=_NE,
    find=_find,
    strong=frozenset(
        "faux fausse fausses faussement tort inexact inexacte mal pas jamais rien aucun aucune aucuns personne nul"
        " nulle nulles ni sans non peu guère insu égal dépourvu"
        " dépourvue dépourvus zéro".split()
    ),
    soft=frozenset(
        "sauf hors peine faute loin absence manque manquer défaut refus impossible inutile seul seule seuls seules"
        " seulement uniquement moins plutôt sinon empêcher éviter contre autrement contrairement lieu interdit"
        " interdire interdiction malgré pire contraire quasi presque rare rarement cesser cesse cessé arrêter arrête"
        " arrêté fini finie finis terminé gardent garde bien foutent fout fiche fichent moque moquent tant foutent"
        " fout fiche fichent moque moquent".split()
    ),
    stems=(
        r"\b(?:in(?:cap|suf|comp|dép|conn|just|adé|att|cert|vis|val|util|ex|dis|int|con|act|eff|éga|app|fid|sou|flex|sat|éd|am|tou|contr"
        r"|efficace|occup)|im(?:pos|pun|pre|pré|pru|mob|mat|par|pro|pui)|ir(?:r|ré)|ill[ée]g|mécon|més|dés|dis|anti|anorm|non|refus|rejet"
        r"|ignor|manqu|emp[eê]ch|évit|échou|échec|dout|cess|nier?\b|niai|démen|exclu|suspen|renon|abst|interd|priv|sauf|loin|faibl|déconseill|écart|difficil)[^\W\d_]*"
    ),
    # The model drops one of the two: « nul n'ignore », all know.
    double=r"\b(?:personne|nul|aucun[^\W\d_]*) n['’](?:ignor|est sans savoir)[^\W\d_]*",
    without="sans",
)


GRAMMAR_WORDS = frozenset(
    """
    le la les un une des du de d l au aux à en dans sur sous par pour avec sans chez vers entre et ou où mais donc or ni
    car que qu qui quoi dont lequel laquelle lesquels lesquelles ce c cet cette ces celui celle ceux celles ceci cela ça
    il elle ils elles on nous vous je j tu me m te t se s lui leur leurs y son sa ses mon ma mes ton ta tes notre nos
    votre vos ne n pas plus point jamais est sont était étaient sera seront a ont avait avaient aura auront ai as avons
    avez été être avoir fut furent soit si comme quand même aussi tout tous toute toutes très bien encore déjà ainsi
    alors puis fait faire peut doit
    justement également ensuite toujours notamment cependant toutefois pourtant actuellement désormais enfin là
    effectivement précisément ailleurs assez plutôt celui-ci celle-ci ci
    """.split()
)
SPEECH_VERBS = frozenset(
    """
    souligne souligné indique indiqué dit déclare déclaré déclara ajoute ajouté ajoutait constatait constate affirme
    affirmé explique expliqué poursuit poursuivi précise précisé estime estimé note noté lance lancé raconte confie
    proclamé admet conclu assure annoncé rappelle regrette commente martèle dit-il dit-elle ajoute-t-il
    ajoute-t-elle explique-t-il explique-t-elle lâche glisse résume insiste plaide
    """.split()
)
